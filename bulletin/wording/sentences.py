"""Say any figure in a sentence: verb, term, number, what became of it, its parts, how it has changed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bulletin.model.figures import Absent, Claim, Clause, Entries, Figure, Given, Node, facet
from bulletin.wording.clauses import Part, change, item, listed
from bulletin.wording.numbers import printed
from bulletin.wording.shares import closing, remark

_VERBS = """
开展 召开 举办 组织 组建 成立 巡察 巡视 检查 核查 排查 抽查 督查 督办 督促 监督 审查
审议 筛查 走访 调阅 查阅 发放 听取 参加 选派 培训 驻点 延伸 发现 反馈 提出 涉及 整改
完成 立行立改 责成 复查 化解 受理 接收 收到 登记 转办 交办 办理 办结 处置 移交 移送
初核 初步核实 暂存 了结 予以 立案 结案 查处 查办 留置 处分 处理 给予 追责 问责 约谈
谈话 诫勉 提醒 批评 责令 通报 曝光 公布 公开 撤销 免职 调整 取消 评议 表彰 清退 追缴
收缴 挽回 退还 返还 兑付 拨付 投入 减免 制定 修订 修改 出台 起草 建立 健全 完善 印发
报送 运用 实施 推动 推进 协调 解决 帮助 新增 累计 连续 已 未 正在 申请 持续 基本
阶段性
"""
VERBS = tuple(_VERBS.split())
"""Beginnings of a term that is a sentence by itself; before another one stands a verb, or 有."""

COMPUTED = ("ratio",)
"""How a rate comes about that need not be told; one that the office states is."""
NAMED_RATE = "占"
"""A share that has no name of its own begins so: 占发现问题的比例."""

THERE_IS = "有"
MIXED = ".other"
"""The end of the path of a breakdown whose items are of no kind in common."""
TURNS, PERSONS = "人次", ("人", "名")
REMARKS = ("，比", "，与", "，即", "，包括")
"""Beginnings of what is remarked on a number: another time, its names."""
FEW = 7
"""The most parts that a sentence lists; more stand in a table."""


def told(figure: Figure, *, apart: bool = True) -> Clause:
    """Return what a figure says, without a full stop: 向县纪委监委移交问题线索32件, 占…, 比上年同期增加3件.

    `apart` adds the parts that are said in the same breath: ，其中党纪处分315人.
    """
    if figure.value == 0:
        none = "没有" if figure.verb == THERE_IS else f"未{figure.verb}"
        return Clause((none, figure.noun or figure.label, *changed(figure)))
    recipient = figure.facets.get("to")
    stem: list[Part] = ["向", recipient] if isinstance(recipient, Given) else []
    stem += _stem(figure)
    names = figure.facets.get("names")
    if isinstance(names, Entries):
        stem += ["，包括" if names.basis == "partial" else "，即", *listed(names).parts]
    stem += changed(figure)
    stem += _rated(figure)
    if apart:
        stem += _of_which(figure)
    return Clause(tuple(stem))


def changed_to_none(figure: Figure) -> bool:
    """Return whether a number is zero and was not before, which is told: 未立案，比上年同期减少2件."""
    compared = figure.facets.get("compared")
    return figure.value == 0 and isinstance(compared, Entries) and compared.find("decreased") is True


def names_of(node: Figure | Absent) -> tuple[Part, ...]:
    """Return the names given with a count; none where there are none."""
    names = node.facets.get("names")
    return listed(names).parts if isinstance(names, Entries) else ()


def without_number(node: Absent) -> Clause:
    """Return what is said of a count without its number: share, change, names; empty if there is nothing.

    协作部门包括县财政局、县审计局等; 立案比上年同期增长49.4%.
    """
    rate, names, change = node.facets.get("rate"), names_of(node), changed(node)
    parts: list[Part] = []
    if isinstance(rate, Figure):
        parts += [rate.label if not rate.label.startswith(NAMED_RATE) else NAMED_RATE, rate]
    if change:
        parts += [*("，" if parts else "",), str(change[0]).removeprefix("，"), *change[1:]]
    if names:
        parts += ["，" if parts else "", "包括", *names]
    return Clause((node.label, *parts) if parts else ())


def verb_of(term: str, usual: str, *, number_first: bool) -> str:
    """Return the verb to say before a term: `usual`, none if it begins with one, else 有.

    A number first makes the term a noun that may only sound like a verb: 组建3个巡察组.
    """
    if term.startswith(VERBS) and not number_first:
        return ""
    return usual or THERE_IS


def _stem(figure: Figure) -> list[Part]:
    """Return verb, term and number: 组建3个巡察组, 发现问题341个, 有典型案例3起."""
    verb, term = figure.verb, figure.noun or figure.label
    persons = figure.facets.get("persons")
    number: list[Part] = [figure, *((persons,) if isinstance(persons, Figure) else ())]
    return [verb, term, *number] if figure.label_first else [verb, *number, term]


def _rated(figure: Figure) -> list[Part]:
    """Return the rate of a figure by its own name, how that has changed, its share in a wider scope."""
    rate, share = figure.facets.get("rate"), figure.facets.get("share")
    parts: list[Part] = []
    if isinstance(rate, Figure) and figure.value and _is_told(rate):
        parts += ["，", rate.label, rate, *changed(rate)]
    if isinstance(share, Figure) and figure.value:
        parts += ["，", f"{NAMED_RATE}总数的", share]
    return parts


def _is_told(rate: Figure) -> bool:
    """Return whether a rate is told: it has a name of its own, or the office states it."""
    return not rate.label.startswith(NAMED_RATE) or rate.source.operation not in COMPUTED


def changed(node: Figure | Absent) -> tuple[Part, ...]:
    """Return how a figure stands to another time: ，比上年同期增加132件，增长44%."""
    compared = node.facets.get("compared")
    label = compared.find("label") if isinstance(compared, Entries) else None
    if not isinstance(compared, Entries) or not isinstance(label, Given):
        return ()
    step, rate = compared.find("difference"), compared.find("rate")
    if isinstance(step, Figure) and step.value == 0:
        return ("，与", label, *change(compared).parts)
    said: list[Part] = [*change(compared).parts] if isinstance(step, Figure) else []
    if isinstance(rate, Figure):
        said += ["，" if said else "", "下降" if compared.find("decreased") is True else "增长", rate]
    return ("，比", label, *said) if said else ()


# ── the parts of a figure ────────────────────────────────────────────────────────────────────────────────


def breakdowns(node: Node) -> tuple[Entries, ...]:
    """Return the breakdowns of a figure that say something: not all of them zero."""
    by = facet(node, "by") if isinstance(node, Figure | Absent) else None
    found = [part for part in by if isinstance(part, Entries)] if isinstance(by, Entries) else []
    return tuple(part for part in found if parts_said(part))


def parts_said(breakdown: Entries) -> tuple[Figure | Absent, ...]:
    """Return the items of a breakdown that are said: those that are not zero."""
    items = [node for node in breakdown if isinstance(node, Figure | Absent)]
    return tuple(node for node in items if not (isinstance(node, Figure) and node.value == 0))


def is_long(breakdown: Entries) -> bool:
    """Return whether a breakdown is too long or too deep for a sentence, so that it stands in a table."""
    items = parts_said(breakdown)
    inner = [part for each in items for part in breakdowns(each)]
    below = sum(len(parts_said(part)) for part in inner)
    deep = any(breakdowns(each) for part in inner for each in parts_said(part))
    return deep or len(items) + below > FEW or len(inner) > len(items)


def _of_which(figure: Figure) -> list[Part]:
    """Return the first breakdown as the end of a sentence about its whole, if it can end one."""
    first = next(iter(breakdowns(figure)), None)
    if first is None or is_long(first) or not _ends_sentence(first):
        return []
    only = _only(first)
    if only is not None:
        claim = Claim(only.name, "only", only.label)
        return ["（", claim, "）"] if only.value == 1 else ["，均为", claim]
    if all(isinstance(each, Absent) for each in parts_said(first)):
        return ["，涉及", *_listed(first)] if _named_only(first) else []
    return ["，其中", *_listed(first)]


def _named_only(breakdown: Entries) -> bool:
    """Return whether all items are named without a number, a share or parts."""
    return all(
        isinstance(each, Absent) and not without_number(each).parts and not breakdowns(each)
        for each in parts_said(breakdown)
    )


def _ends_sentence(breakdown: Entries) -> bool:
    """Return whether a breakdown is said right after its whole: some of its items, or all of one kind."""
    if breakdown.beside.get("base") is not None:
        return False
    if all(isinstance(each, Absent) for each in parts_said(breakdown)):
        return _named_only(breakdown)
    classes = all(isinstance(each, Figure) and not each.label_first for each in parts_said(breakdown))
    return breakdown.basis != "partition" or classes or _only(breakdown) is not None or not breakdown.label


def sentences_apart(node: Figure | Absent) -> Iterator[Clause]:
    """Yield a sentence, without its stop, for each breakdown that `told` leaves to be said."""
    for i, part in enumerate(breakdowns(node)):
        said_already = i == 0 and isinstance(node, Figure) and _ends_sentence(part)
        if is_long(part) or said_already:
            continue
        yield Clause((*_lead(node, part), *_listed(part)))


def _lead(node: Figure | Absent, part: Entries) -> list[Part]:
    """Return what a sentence about a breakdown begins with: 从举报方式看，."""
    base = part.beside.get("base")
    about: list[Part] = ["所涉", base, "中，"] if base is not None and base.value else []
    if isinstance(node, Absent):
        numbers = all(isinstance(each, Figure) and not each.label_first for each in parts_said(part))
        return [node.label, "中，", *about, *(["有"] if numbers else [])]
    return [f"从{part.label}看，" if part.label and not part.name.endswith(MIXED) else "其中，", *about]


def _only(breakdown: Entries) -> Figure | None:
    """Return the item that is the whole; None if there are others."""
    items, whole = parts_said(breakdown), breakdown.whole
    one = items[0] if len(items) == 1 else None
    plain = isinstance(one, Figure) and whole is not None and one.value == whole.value
    known = isinstance(one, Figure) and not breakdowns(one) and not _extras(one)
    return one if plain and known and isinstance(one, Figure) else None


def _extras(figure: Figure) -> bool:
    return any(
        isinstance(figure.facets.get(key), Figure | Given | Entries) for key in ("persons", "to", "names")
    )


def _listed(breakdown: Entries) -> list[Part]:
    """Return the items in a row, with their shares, then those without a number, then what is left."""
    breakdown = closing(breakdown)
    counted = [node for node in parts_said(breakdown) if isinstance(node, Figure)]
    bare = [node for node in parts_said(breakdown) if isinstance(node, Absent)]
    clauses: list[tuple[Part, ...]] = []
    classes = all(not each.label_first for each in counted)
    for each in counted:
        number = item(each if classes else replace(each, label_first=True))
        share = _share(each, breakdown, first=not clauses, classes=classes)
        clauses.append((*number.parts, *_bracketed(each), *share))
    clauses += [_part_without_number(each) for each in bare]
    rest = breakdown.beside.get("rest")
    if isinstance(rest, Figure) and rest.value:
        clauses.append(("其余", rest, rest.label))
    return [*_joined(clauses), *remark(breakdown).parts]


def _part_without_number(part: Absent) -> tuple[Part, ...]:
    """Return what is said of a part that has no number: its share and change, its own parts, or its name."""
    alone = without_number(part).parts
    inner = _joined([_listed(each) for each in breakdowns(part)])
    if alone:
        return (*alone, *(["（其中", *inner, "）"] if inner else []))
    return (part.label, *(["中，", *inner] if inner else []))


def _bracketed(figure: Figure) -> list[Part]:
    """Return the parts of a part in brackets, and its names: （其中正科级10人、副科级36人）."""
    inner = breakdowns(figure)
    pieces = [_plainly_listed(part) for part in inner]
    pieces += [[*names_of(figure)]] if names_of(figure) else []
    recipient = figure.facets.get("to")
    pieces += [["由", recipient, "办理"]] if isinstance(recipient, Given) else []
    return ["（", *(["其中"] if inner else []), *_joined(pieces, "；"), "）"] if pieces else []


def _plainly_listed(breakdown: Entries) -> list[Part]:
    items = parts_said(breakdown)
    return _joined([item(each).parts if isinstance(each, Figure) else (each.label,) for each in items])


def _share(figure: Figure, breakdown: Entries, *, first: bool, classes: bool) -> list[Part]:
    """Return the share of an item, of its base by name where it is the first: ，占总人数的1.5%.

    Of classes of organisations (20个部门) no shares are told.
    """
    rate = figure.facets.get("rate")
    parts: list[Part] = []
    if isinstance(rate, Figure) and not classes:
        if not rate.label.startswith(NAMED_RATE) and not rate.label.startswith(figure.label):
            parts = ["，", rate.label, rate]
        elif _of(rate, breakdown):
            parts = ["，", _base_word(figure, breakdown) if first else NAMED_RATE, rate]
    return [*parts, *changed(figure)]


def _of(rate: Figure, breakdown: Entries) -> bool:
    """Return whether a share is one of the breakdown's own whole, or was given as it is."""
    base = rate.source.operands[1:2]
    return not base or breakdown.whole is None or base[0].name == breakdown.whole.name


def _base_word(figure: Figure, breakdown: Entries) -> str:
    if breakdown.beside.get("base") is not None or breakdown.whole is None:
        return NAMED_RATE
    whole = {TURNS: "总人次", **dict.fromkeys(PERSONS, "总人数")}.get(figure.unit, "总数")
    return f"{NAMED_RATE}{whole}的"


def _joined(clauses: Sequence[Sequence[Part]], mark: str = "") -> list[Part]:
    """Return clauses in a row: 、 between plain ones, ； between those that hold a comma."""
    inner = any(
        isinstance(part, str) and ("，" in part or "；" in part) for clause in clauses for part in clause
    )
    mixed = any(isinstance(part, str) and "、" in part for clause in clauses for part in clause)
    mark = mark or ("；" if inner else "，" if mixed else "、")
    parts: list[Part] = []
    for i, clause in enumerate(clauses):
        parts += [mark, *clause] if i else clause
    return parts


def chained(clauses: Sequence[Clause]) -> Clause:
    """Return several statements as one: ， between plain ones, ； where one has a remark of its own.

    A rate follows its count by its name, and needs no ；: 发现问题40个，整改到位36个，整改率90%. What there
    is, is said once: 有来信16件、来访22件.
    """
    inner = any(isinstance(part, str) and part.startswith(REMARKS) for each in clauses for part in each.parts)
    mark = "；" if inner else "，"
    nouns = [part for each in clauses if each.parts[0] == THERE_IS for part in each.parts]
    listing = "，" if any(isinstance(part, str) and "、" in part for part in nouns) else "、"
    parts: list[Part] = []
    for before, each in zip((None, *clauses), clauses, strict=False):
        again = before is not None and before.parts[0] == each.parts[0] == THERE_IS
        parts += [listing, *each.parts[1:]] if again else [*([mark] if before else []), *each.parts]
    return Clause(tuple(parts))


def length(clause: Clause) -> int:
    """Return how many characters a clause prints."""
    return sum(_length(part) for part in clause.parts)


def _length(part: Part) -> int:
    if isinstance(part, str):
        return len(part)
    if isinstance(part, Figure):
        return len(printed(part))
    return len(part.text) if isinstance(part, Given | Claim) else 10
