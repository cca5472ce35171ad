"""From a data file to every issue its figures raise: one literal table of rules, each a small function."""

from bulletin.checks.relations import later_stage, part_of_whole, same_twice, stated_rate, unit_allowed
from bulletin.checks.rounds import never_smaller, plan_covered, rounds_known
from bulletin.checks.sums import (
    comparison_agrees,
    names_counted,
    overlap_in_bounds,
    partition_adds_up,
    parts_below_whole,
)
from bulletin.checks.view import Rule, View
from bulletin.facts import DataFile
from bulletin.indicators import Codelist, shipped_codelist
from bulletin.issues import Issue

RULES: tuple[Rule, ...] = (
    Rule("B201", "partition adds up", "分项之和等于合计", partition_adds_up),
    Rule("B202", "parts stay below their whole", "其中项不超过总数", parts_below_whole),
    Rule("B203", "overlapping items stay within their bounds", "交叉项在可能范围内", overlap_in_bounds),
    Rule("B204", "a part is at most its whole", "部分不大于整体", part_of_whole),
    Rule("B205", "a later stage is at most the earlier one", "后一环节不大于前一环节", later_stage),
    Rule("B206", "one indicator has one value", "同一指标只有一个数", same_twice),
    Rule("B207", "a stated rate follows from its terms", "所报比率与分子分母相符", stated_rate),
    Rule("B208", "the number of names is the number given", "名称个数与所报数一致", names_counted),
    Rule("B209", "value and difference of a comparison agree", "比较值与增减数相符", comparison_agrees),
    Rule("B210", "the measure word belongs to the indicator", "量词与指标相配", unit_allowed),
    Rule("B211", "the plan holds what has been inspected", "已巡察数不超过规划数", plan_covered),
    Rule("B212", "a scope covers rounds that are described", "统计范围内的轮次均已列出", rounds_known),
    Rule("B301", "cumulative figures never shrink", "累计数不减少", never_smaller),
)
"""Every rule: the code of its issues, its name in English and Chinese, the function that finds them."""


def check(
    data: DataFile, previous: DataFile | None = None, codelist: Codelist | None = None
) -> tuple[Issue, ...]:
    """Every issue the rules find in `data`, in the order of the table.

    `previous` is the edition before this one; without it the rules across editions have nothing to say.
    """
    view = View(data, previous, codelist or shipped_codelist())
    return tuple(issue for rule in RULES for issue in rule.find(view))
