"""Break a title by meaning, into lines that form a trapezium or a lozenge.

GB/T 9704-2012, 7.3.1, asks for whole words, symmetry and a fitting length of the lines; offices read it as
梯形 or 菱形, never 长方形 or 沙漏形. A title breaks where official titles have a joint (before 关于, after
an organ, after a closing mark), and elsewhere between words and only if it must. Inside a name of the data
it breaks at such a joint only (中共云川县委|巡察工作领导小组). It never breaks inside 《》 or “”, between a
number and the next word, inside 第…轮 or a listed word; the list takes the place of a segmenter.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import ceil

JOINTS: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile("(?=关于)"), 0.0),
    (
        re.compile(
            "(?:(?<=领导小组)|(?<=委员会)|(?<=[县区市省]委)|(?<=党委)|(?<=政府))(?!办公室)|(?<=办公室)|(?<=纪委监委)"
        ),
        0.5,
    ),
    (re.compile("(?<=[》”）])|(?<=、)|(?<=[0-9]月)|(?<=季度)|(?<=半年)"), 1.0),
    (re.compile("(?=[《“])"), 1.5),
    (re.compile("(?=典型)|(?=(?:工作)?情况的[^的]{2}$)"), 1.5),
    (re.compile("(?=的[^的]{2,3}$)"), 2.5),
)
"""The joints of a title with the cost of a break; at one place the cheapest counts."""

MOST_OF_A_JOINT = 3.0
BETWEEN_WORDS, BESIDE_A_WORD = 3.5, 4.5
"""The cost of a break between two known words, and beside one."""

INSIDE_A_NAME = 5.0
"""What a break inside a name costs in addition, at a joint excepted: else many titles are rectangles."""

ELSEWHERE = 6.0
"""The cost of a break that may split a word."""

ANOTHER_LINE = 2.0
STUB, A_STUB_COSTS = 5, 3.0
"""A last line shorter than this looks lost."""

MOST_LINES = 4

PERIOD = "[0-9]{4}年(?:[0-9]{1,2}(?:[至—～][0-9]{1,2})?月(?:[0-9]{1,2}日)?|第[一二三四]季度|[上下]半年)"

WHOLE = re.compile(
    rf"{PERIOD}|《[^》]*》|“[^”]*”|（[^）]*）|第?[0-9〇零一二三四五六七八九十百千]+[^\s，。、；：]?|[A-Za-z0-9.%-]+"
)
"""Stretches that are never broken."""


_WORDS = (
    "卫生院 食品安全 中央八项规定精神 县直部门 市直部门 区直部门 省直部门 县直单位 市直单位 巡察工作 "
    "专项整治 监督检查 审查调查 信访举报 党纪政务处分 基层党组织 "
    "巡察 巡视 整改 情况 工作 问题 发现 反馈 通报 通知 意见 报告 公告 决定 方案 办法 "
    "规定 规则 制度 细则 纪要 简报 以及 有关 关于 进一步 开展 加强 做好 推进 推动 "
    "落实 印发 转发 贯彻 深化 完善 建立 健全 严肃 纠治 查处 查办 处理 处分 违反 违规 "
    "违纪 违法 中央 八项规定 精神 典型 案例 形式主义 官僚主义 群众 身边 不正之风 腐败 "
    "党风 廉政 建设 党的 全面从严治党 主体责任 监督责任 监督 检查 审查 调查 执纪 执法 "
    "问责 信访 举报 线索 处置 线索处置 专项 常规 机动 提级 联动 交叉 回头看 乡村 振兴 "
    "乡村振兴 领域 县直 市直 区直 省直 部门 单位 机关 乡镇 街道 村级 社区 党组织 党组 "
    "党委 党支部 县委 市委 区委 省委 纪委 监委 纪检 监察 领导小组 办公室 委员会 "
    "人民政府 组织部 宣传部 统战部 政法委 统计 数据 分析 季度 年度 上半年 下半年 月报 "
    "季报 年报 进展 完成 成果 运用 治理 整治 集中 优化 营商 环境 民生 资金 项目 工程 "
    "招标 投标 采购 教育 医疗 卫生 养老 社保 就业 住房 粮食 购销 土地 生态 环保 安全 "
    "生产 国有 企业 国有企业 干部 人员 作风 纪律 法律 法规 责任 任务 要求 措施 机制 "
    "体制 改革 发展 经济 社会 会议 讲话 学习 活动 主题 宣传 培训 考核 评价 更正 补充 "
    "调整 部分 第一 全县 全市 全区 全省 本级 期间 任期 届满 近期 前期 阶段性 综合 "
    "总体 主要 重点 突出 共性 个性 损害 利益 侵害 农村 集体 三资 管理 书记 队伍 推广 "
    "服务 发布 统筹 协调 成效 巩固 提升 能力 质量 水平 行动 自查 复查 移送 受理 办理 "
    "诉讼 案件 办案 问卷 评估 调研 报送 征求 组织 实施 暂行 试行 若干"
)
"""Words of official titles, with a space between them."""

TAILS = frozenset(("领域", "精神", "部门", "单位", "方面", "问题", "情况", "工作", "机关", "小组"))
"""Words that lean on the word before them."""

WORDS = re.compile(
    ".{2}[县市区省]人民政府(?:办公室)?|" + "|".join(sorted(_WORDS.split(), key=len, reverse=True))
)


def breaks(text: str, limit: float, names: Sequence[str] = ()) -> tuple[int, ...]:
    """Return the offsets of line breaks in a title with lines of at most `limit` characters.

    Empty if it fits. `names` are the organs and documents that the data names.

    A line feed in `text` is a break by the author; each part is broken separately.
    """
    found: list[int] = []
    start = 0
    for part in text.split("\n"):
        found += (start + offset for offset in _broken(part, limit, names))
        start += len(part) + 1
    return tuple(found)


def _broken(text: str, limit: float, names: Sequence[str]) -> tuple[int, ...]:
    least = ceil(_width(text) / limit)
    if least < 2:  # noqa: PLR2004  # it fits
        return ()
    costs = _costs(text, limit, names)
    best: tuple[float, tuple[int, ...]] = (float("inf"), ())
    for lines in range(least, MOST_LINES + 1):
        for cut in _cuts(text, costs, lines, limit):
            cost = sum(costs[offset] for offset in cut) + ANOTHER_LINE * (lines - least)
            best = min(best, (cost + _misshapen(_widths(text, cut)), cut))
    return best[1] or _evenly(text, least, costs)


def _evenly(text: str, lines: int, costs: Mapping[int, float]) -> tuple[int, ...]:
    """Return the cuts of a title without usable joints into lines of nearly equal length."""
    ideal = [round(len(text) * n / lines) for n in range(1, lines)]
    return tuple(dict.fromkeys(min(costs, key=lambda offset: abs(offset - at), default=at) for at in ideal))


def _cuts(text: str, costs: dict[int, float], lines: int, limit: float) -> Iterator[tuple[int, ...]]:
    """Yield the ways to cut a title into this many fitting lines: at joints, else between words."""
    joints = [offset for offset, cost in costs.items() if cost < MOST_OF_A_JOINT]
    for places in (joints, list(costs)):
        fitting = list(_fitting(text, places, lines, limit))
        yield from fitting
        if fitting or lines > ceil(_width(text) / limit):  # between words only in as few lines as can be
            return


def _fitting(
    text: str, places: Sequence[int], lines: int, limit: float, start: int = 0
) -> Iterator[tuple[int, ...]]:
    """Yield the cuts of `text[start:]` at these places into lines that all fit."""
    if lines == 1:
        if _width(text[start:]) <= limit:
            yield ()
        return
    for place in places:
        fits = place > start and _width(text[start:place]) <= limit
        if fits and _width(text[place:]) <= limit * (lines - 1):
            for rest in _fitting(text, places, lines - 1, limit, place):
                yield (place, *rest)


def _costs(text: str, limit: float, names: Sequence[str]) -> dict[int, float]:
    """Return each possible break with its cost."""
    inside = {
        offset
        for match in (*WHOLE.finditer(text), *WORDS.finditer(text))
        if _width(match[0]) <= limit  # longer stretches must break somewhere
        for offset in range(match.start() + 1, match.end())
    }
    words = [match.span() for match in WORDS.finditer(text)]
    begun, ended = (
        {first for first, last in words if text[first:last] not in TAILS},
        {last for _, last in words},
    )
    costs = {
        offset: (ELSEWHERE, BESIDE_A_WORD, BETWEEN_WORDS)[(offset in begun) + (offset in ended)]
        for offset in range(2, len(text) - 1)
        if offset not in inside
    }
    for joint, cost in reversed(JOINTS):
        for match in joint.finditer(text):
            if match.start() in costs:
                costs[match.start()] = cost
    for name in filter(None, names):
        for match in re.finditer(re.escape(name), text):
            for offset in range(match.start() + 1, match.end()):
                if costs.get(offset, 0) > MOST_OF_A_JOINT:
                    costs[offset] += INSIDE_A_NAME
    return costs


def _widths(text: str, cut: Sequence[int]) -> list[float]:
    edges = [0, *cut, len(text)]
    return [_width(text[a:b]) for a, b in pairwise(edges)]


def _width(text: str) -> float:
    """Return the width in characters; digits and Latin letters take about 0.6 in the face of titles."""
    return sum(0.6 if character.isascii() else 1 for character in text)


def _misshapen(widths: Sequence[float]) -> float:
    """Return how far the lines deviate from a trapezium (short above long) or a lozenge."""
    stub = A_STUB_COSTS if widths[-1] < STUB else 0.0
    steps = [b - a for a, b in pairwise(widths)]
    if all(abs(step) < 1 for step in steps):
        return stub + 3.0  # 长方形
    if all(step > 0 for step in steps):
        return stub
    if all(step < 0 for step in steps):
        return stub + 1.0  # 倒梯形
    peak = widths.index(max(widths))
    lozenge = all(step > 0 for step in steps[:peak]) and all(step < 0 for step in steps[peak:])
    return stub if lozenge else stub + 4.0  # 沙漏形
