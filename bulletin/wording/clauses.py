"""Build pieces of Chinese sentences in which each figure keeps its identity.

A clause includes the punctuation before it, so that an empty clause leaves no trace.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from bulletin.model.figures import Absent, Claim, Clause, Dated, Entries, Figure, Given, Node

CLAIMS = {
    "overlap": "（各项有交叉）",
    "equal": "持平",
    "closed": "（占比经修约调整，合计为100%）",
    "adjusted": "占比经修约调整，合计为100%",
}
"""The words of claims that never vary; “only” is the label of its figure."""

Part = str | Figure | Given | Dated | Claim


def says_something(absent: Absent) -> bool:
    """Return whether something is known of a count that has no number: its share, or its own items."""
    return isinstance(absent.facets.get("rate"), Figure) or isinstance(absent.facets.get("by"), Entries)


def _without_number(absent: Absent) -> Clause:
    """Return the label of a count without a number, its share and its own items: A占40.2%（其中B3起）."""
    rate, by = absent.facets.get("rate"), absent.facets.get("by")
    parts: list[Part] = [absent.label, *(("占", rate) if isinstance(rate, Figure) else ())]
    for part in by if isinstance(by, Entries) else ():
        inner = enumerated(part).parts if isinstance(part, Entries) else ()
        parts += ["（其中", *inner, "）"] if inner else []
    return Clause(tuple(parts))


def item(figure: Figure | Absent) -> Clause:
    """Return label and number in the order of the codelist: 党内警告29人, 20个部门; 线索2件3人.

    Without a number: the label with its share and its own items.
    """
    if isinstance(figure, Absent):
        return _without_number(figure)
    persons = figure.facets.get("persons")
    second = (persons,) if isinstance(persons, Figure) else ()
    if figure.label_first:
        return Clause((figure.label, figure, *second))
    return Clause((figure, *second, figure.label))


def itemised(breakdown: Entries, lead: str = "，其中") -> Clause:
    """Return the items of a breakdown that are not zero, heaviest last, to end a sentence about the whole.

    Without items: an empty clause. One person or thing: its item in brackets. One kind only: 均为….
    Else 其中… with 、 between; a list that is not complete ends in 等.
    """
    named = [node for node in breakdown if isinstance(node, Figure | Absent)]
    told = [node for node in named if isinstance(node, Absent) and says_something(node)]
    counted = [node for node in named if isinstance(node, Figure) and node.value != 0]
    whole = breakdown.whole
    if whole is None or not named or (not counted and all(isinstance(node, Figure) for node in named)):
        return Clause(())
    if len(counted) == 1 and len(named) == len([n for n in named if isinstance(n, Figure)]):
        only = counted[0]
        if only.value == whole.value:
            claim = Claim(only.name, "only", only.label)
            return Clause(("（", claim, "）")) if only.value == 1 else Clause(("，均为", claim))
    if not counted and not told:
        return Clause((f"{lead}有", *_joined([(node.label,) for node in named])))
    shown = [node for node in named if node in counted or node in told]
    parts = [lead, *_joined([item(node).parts for node in shown])]
    total = sum((Fraction(figure.value) for figure in counted), Fraction(0))
    if breakdown.basis == "partial" and total < whole.value and len(counted) > 1:
        parts.append("等")
    if breakdown.basis == "overlapping" and total > whole.value:
        parts.append(Claim(whole.name, "overlap", CLAIMS["overlap"]))
    return Clause(tuple(parts))


def _joined(items: Sequence[Sequence[Part]], mark: str = "、") -> list[Part]:
    """Return the items with a mark between them; ， if one contains 、: 记过4人，撤职、降级3人."""
    inner = any(isinstance(part, str) and "、" in part for pieces in items for part in pieces)
    mark = "，" if mark == "、" and inner else mark
    parts: list[Part] = []
    for i, pieces in enumerate(items):
        parts += [mark, *pieces] if i else pieces
    return parts


def listed(names: Sequence[Node] | Entries, mark: str = "、") -> Clause:
    """Return names with a mark between them, none between two 《》 or “”; 等 if the list is open.

    GB/T 15834, 4.5.3.5.
    """
    nodes = [node for node in names if isinstance(node, Given | Figure | str)]
    parts: list[Part] = []
    before = ""
    for node in nodes:
        text = node.text if isinstance(node, Given) else node if isinstance(node, str) else ""
        if parts and (before[-1:], text[:1]) not in (("》", "《"), ("”", "“")):
            parts.append(mark)
        parts.append(node)
        before = text
    if isinstance(names, Entries) and names.basis == "partial" and parts:
        parts.append("等")
    return Clause(tuple(parts))


def addressed(names: Sequence[Node]) -> Clause:
    """Return the addressees: 、 between organs of one kind, ， between kinds, by the ends of their names.

    各乡镇党委、各街道党工委，县直各部门党组（党委）
    """
    parts: list[Part] = []
    before = ""
    for node in names:
        if isinstance(node, Given):
            kind = re.sub("（[^（）]*）$", "", node.text)[-1:]
            parts += ["、" if kind == before else "，", node] if parts else [node]
            before = kind
    return Clause(tuple(parts))


def named(figure: Figure | Absent, verb: str) -> Clause:
    """Return what was made, by names and number: 制定《…》《…》，共7项; without names as an item."""
    names = figure.facets.get("names")
    if isinstance(names, Entries):
        several = isinstance(figure, Figure) and figure.value > 1
        count = ("，共", figure) if isinstance(figure, Figure) and several else ()
        return Clause((verb, *listed(names).parts, *count))
    return item(figure) if isinstance(figure, Figure) and figure.value else Clause(())


def change(compared: Entries) -> Clause:
    """Return the change of a figure: 增加37个, 减少5件, 上升3个百分点, 持平; 增长5% if only that is known."""
    difference, rate = compared.find("difference"), compared.find("rate")
    if not isinstance(difference, Figure):
        return (
            _growth(rate, up=compared.find("increased") is True) if isinstance(rate, Figure) else Clause(())
        )
    if difference.value == 0:
        return Clause((Claim(difference.name, "equal", CLAIMS["equal"]),))
    up, down = ("上升", "下降") if difference.kind == "points" else ("增加", "减少")
    return Clause((up if compared.find("increased") is True else down, difference))


def _growth(rate: Figure, *, up: bool) -> Clause:
    if rate.value == 0:
        return Clause((Claim(rate.name, "equal", CLAIMS["equal"]),))
    return Clause(("增长" if up else "下降", rate))


def end(moment: Dated) -> Clause:
    """Return the last day of a moment: 2026年8月31日; of a month or year its end, 2026年底."""
    return Clause((moment,)) if moment.moment.day else Clause((moment, "底"))


def span(of: Entries) -> Clause:
    """Return a span of days: 2026年10月12日至12月10日; the second year is printed only if it differs."""
    since, until = of.find("since"), of.find("until")
    if not isinstance(since, Dated) or not isinstance(until, Dated):
        return Clause(())
    one_year = since.moment.year == until.moment.year and since.moment.month and until.moment.month
    return Clause((since, "至", replace(until, year=not one_year)))


def period(scope: Entries) -> Clause:
    """Return the period of a scope: 2025年, 2025年9月至2026年8月, 2025年9月以来; empty if it has none.

    A year and a day inside it make no period; the scope's own name is printed, or 以来.
    """
    since, until, label = (scope.find(name) for name in ("since", "until", "label"))
    if not isinstance(since, Dated):
        return Clause(())
    if not isinstance(until, Dated):
        return Clause((since, "以来"))
    if since.moment.last_day == until.moment.last_day:
        return Clause((since,))
    if len(str(since.moment)) != len(str(until.moment)):
        named_by_it = isinstance(label, Given) and label.text.startswith(f"{since.moment.year}年")
        return Clause((label,)) if named_by_it and isinstance(label, Given) else Clause((since, "以来"))
    return span(scope)


def enumerated(nodes: Sequence[Node] | Entries, mark: str = "、") -> Clause:
    """Return items in a row, without zeros and missing ones; an item without a number is only named."""
    parts = []
    for node in nodes:
        if isinstance(node, Clause):
            parts += [node.parts] if node.parts else []
        elif isinstance(node, Figure):
            parts += [item(node).parts] if node.value != 0 else []
        elif isinstance(node, Absent) and (isinstance(nodes, Entries) or says_something(node)):
            parts.append(item(node).parts)
    return Clause(tuple(_joined(parts, mark)))
