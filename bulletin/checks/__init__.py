"""Turn a data file, a document or a layout into issues: one table of rules, each a small function."""

from bulletin.checks.bounds import approximations_hold, bases_given
from bulletin.checks.corrections import corrections_correct
from bulletin.checks.editions import (
    cumulative_adds_up,
    jumps,
    never_smaller,
    nothing_missing,
    part_of_period,
    running_count,
)
from bulletin.checks.heading import heading_formed, joint_mark_is_a_name, only_on_a_cleared_machine
from bulletin.checks.items import items_of_editions, items_of_periods, items_of_wholes, plan_holds_rounds
from bulletin.checks.likelihood import unlikely
from bulletin.checks.marks import marks_paired, marks_right, texts_end
from bulletin.checks.names import names_agree
from bulletin.checks.numbers import number_given, resolution_fits, unverifiable
from bulletin.checks.persons import cases_told, names_masked
from bulletin.checks.printing import printing_fits
from bulletin.checks.rates import growth, share_list, stated_rate
from bulletin.checks.records import cases_differ, cases_in_period
from bulletin.checks.relations import (
    implied_agrees,
    later_stage,
    part_of_whole,
    relation_applies,
    same_twice,
    unit_allowed,
    unit_usual,
)
from bulletin.checks.rounds import dates_in_order, number_formed, plan_covered, rounds_known
from bulletin.checks.scopes import rounds_in_order, scopes_fit
from bulletin.checks.sequence import comparisons_agree, editions_in_order
from bulletin.checks.sums import (
    comparison_agrees,
    names_counted,
    names_differ,
    overlap_in_bounds,
    partition_adds_up,
    parts_below_whole,
)
from bulletin.checks.titles import days_possible, titles_agree
from bulletin.checks.twice import scopes_agree
from bulletin.checks.view import Rule, View
from bulletin.issues.issue import Issue
from bulletin.model.codelist import Codelist, shipped_codelist
from bulletin.model.facts import DataFile

RULES: tuple[Rule, ...] = (
    Rule("B201", "a partition adds up to its whole", "分项之和等于合计", partition_adds_up),
    Rule("B202", "parts stay below their whole", "其中项不超过总数", parts_below_whole),
    Rule("B203", "overlapping items stay within their bounds", "交叉项在可能范围内", overlap_in_bounds),
    Rule("B204", "a part is at most its whole", "部分不大于整体", part_of_whole),
    Rule("B205", "a later stage is at most the earlier one", "后一环节不大于前一环节", later_stage),
    Rule("B206", "one indicator has one value", "同一指标只有一个数", same_twice),
    Rule("B206", "scopes of one kind and period agree", "同类同期的统计范围数值一致", scopes_agree),
    Rule("B207", "a stated rate follows from its terms", "所报比率与分子分母相符", stated_rate),
    Rule("B208", "a list of stated shares follows from its items", "所报占比与各分项相符", share_list),
    Rule("B209", "value, difference, growth and points agree", "比较值、增减数、增幅相符", comparison_agrees),
    Rule("B209", "a stated growth follows from its terms", "所报增幅与两期数相符", growth),
    Rule("B210", "the measure word belongs to the indicator", "量词与指标相配", unit_allowed),
    Rule("B211", "the plan holds what has been inspected", "已巡察数不超过规划数", plan_covered),
    Rule("B211", "what is inspected holds the completed rounds", "已巡察数不少于各轮之和", plan_holds_rounds),
    Rule("B212", "a scope covers rounds that are described", "统计范围内的轮次均已列出", rounds_known),
    Rule("B214", "the number of names is the number given", "名称个数与所报数一致", names_counted),
    Rule("B215", "nothing reported lies after the document", "所报事项不晚于成文日期", dates_in_order),
    Rule("B216", "a count is what its rounds or records make", "指标与轮次、记录相符", implied_agrees),
    Rule("B217", "a number that is spoken of is given", "有说明的指标须有数", number_given),
    Rule("B218", "a resolution fits its number", "精度与数相符", resolution_fits),
    Rule("B219", "what is stated can be verified", "所报比率可以核实", unverifiable),
    Rule("B220", "a document number has its form", "发文字号合乎格式", number_formed),
    Rule("B221", "份号, 密级, 紧急程度 have their form", "份号、密级、紧急程度合乎格式", heading_formed),
    Rule("B222", "secrets are made on cleared machines", "涉密文稿在涉密机上制作", only_on_a_cleared_machine),
    Rule(
        "B223", "the marks of a joint document are names", "联合发文的标志只写机关名称", joint_mark_is_a_name
    ),
    Rule("B224", "a case says what was decided", "案例写明处分处理", cases_told),
    Rule("B225", "a masked name can be read nowhere", "隐名的姓名处处隐去", names_masked),
    Rule("B226", "a correction corrects something", "更正前后确有不同", corrections_correct),
    Rule("B227", "no name stands twice in a list", "名单中没有重复的名称", names_differ),
    Rule("B228", "names agree with the fields", "名称中的时段、轮次与数据一致", names_agree),
    Rule("B228", "titles agree with the figures", "标题中的时段、轮次与数据一致", titles_agree),
    Rule("B228", "days that are named exist", "名称中的日期确有其日", days_possible),
    Rule("B229", "periods of one file fit together", "各统计时段前后相符", scopes_fit),
    Rule("B230", "the days of rounds follow each other", "各轮次日期先后相符", rounds_in_order),
    Rule(
        "B232",
        "an item of a part is at most that of its whole",
        "部分的分项不大于整体的同一分项",
        items_of_wholes,
    ),
    Rule("B233", "no case, person or decision stands twice", "案例、人员、处理不重复", cases_differ),
    Rule("B233", "cases are decided in the period", "案例处理时间在统计时段内", cases_in_period),
    Rule("B234", "a part fits an approximate whole", "部分与约数整体相符", approximations_hold),
    Rule("B235", "a base is the number given beside it", "占比基数与所列数一致", bases_given),
    Rule("B240", "an unusual measure word counts the same", "量词不常用时口径须一致", unit_usual),
    Rule(
        "B241",
        "what is set in relation can have one measure word",
        "相比的两数可用同一量词",
        relation_applies,
    ),
    Rule("B250", "nothing unlikely goes unasked", "不大可能的数须核对", unlikely),
    Rule("B260", "how numbers are printed can be kept", "印法可行", printing_fits),
    Rule("B270", "marks and words are typed as the standards have them", "标点、用语合乎规范", marks_right),
    Rule("B271", "marks that come in pairs are paired", "成对标点配对", marks_paired),
    Rule("B272", "texts end as sentences, titles without a stop", "段末有句号，标题末无标点", texts_end),
    Rule("B301", "cumulative figures never shrink", "累计数不减少", never_smaller),
    Rule(
        "B302",
        "the year to date is the last one and this period",
        "本期累计等于上期累计加本期",
        cumulative_adds_up,
    ),
    Rule("B303", "a period has no more than the one it is part of", "局部时段不大于整体时段", part_of_period),
    Rule("B304", "nothing jumps tenfold unseen", "数值骤变须核对", jumps),
    Rule("B306", "no indicator disappears between editions", "上期指标本期不缺", nothing_missing),
    Rule(
        "B307",
        "an item of a month is at most that of the year",
        "当月分项不大于累计同一分项",
        items_of_periods,
    ),
    Rule("B308", "items grow by those of this period", "分项累计等于上期加本期", items_of_editions),
    Rule("B309", "editions follow each other", "各期先后相符", editions_in_order),
    Rule("B310", "a comparison is with what was", "所比较的数与该期一致", comparisons_agree),
    Rule("B305", "the running count goes up by one", "连续期数逐期加一", running_count),
)
"""Every rule: the code of its issues, its name in English and Chinese, and its function."""


def check(
    data: DataFile, previous: DataFile | None = None, codelist: Codelist | None = None
) -> tuple[Issue, ...]:
    """Return every issue the rules find in `data`, in the order of the table.

    `previous` is the edition before this one; None: the rules across editions find nothing. `codelist`
    None: the shipped one.
    """
    view = View(data, previous, codelist or shipped_codelist())
    return tuple(issue for rule in RULES for issue in rule.find(view))
