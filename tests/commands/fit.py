"""How many published figures fit the shipped codelist with their measure words.

    python -m tests.commands.fit DIR

DIR holds one JSON file for each published bulletin: `figures`, a list of objects with `label` and `value`,
and where the bulletin gives them `unit` and `group` (the list or scope it stands in). A figure fits if an
office that enters it in a data file gets no error:

- `term`: its label is a key, term or alias of the codelist;
- `persons`: it is the second number of such a figure (46件97人), marked by （人数） at the end of its label;
- `name`: it is an item of a list whose items are names, such as townships;
- `label`: its label ends in a term of the codelist, and the whole stands in the count's `label`.

No label fits by its end if the words before it join two things (诫勉或通报批评), nor, in a list that takes a
figure apart, if the term is no item of any list. The output is one line for each
file, each figure that does not fit with the reason, and the total.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from bulletin.checks import check
from bulletin.datafiles import load
from bulletin.issues.errors import BulletinError
from bulletin.issues.issue import Severity
from bulletin.model.codelist import Codelist, shipped_codelist

Figure = Mapping[str, Any]
PERSONS = "（人数）"
REMARK = re.compile(r"（[^（）]*）$")
LIST = re.compile(r"按|(类型|级别|职级|情形|来源|程度|种类|对象|方式|属性|行为|身份|地区)$")
"""Groups of figures that take another one apart: 举报方式, 处分（按级别）, 问题类型."""
JOINED = re.compile(r"(?:[或和与、]|(?<!涉)及)$")
"""Words before a term that join another one to it; 涉及 joins nothing."""
PLACES = "乡镇"
"""Heads lists of places, as the name of the dimension of areas does."""
ANOTHER = "B240"
"""The code of a measure word that may count something else."""
OF_PROBLEMS = "问题"
"""What a list of problems leaves out at the end of its items."""
SHORTEST = 2
"""Characters of the shortest term that a longer label may end in."""


def main(arguments: list[str] | None = None) -> int:
    """Print what fits of the bulletins in a folder; 1 if the folder has none."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    files = sorted(parser.parse_args(arguments).folder.glob("*.json"))
    total: Counter[str] = Counter()
    for path in files:
        ways: Counter[str] = Counter()
        lines = []
        for figure in json.loads(path.read_text("utf-8"), parse_float=Decimal)["figures"]:
            way, reason = fit(figure, shipped_codelist())
            ways[way] += 1
            lines += [f"    {_said(figure)}: {reason}"] if not way else []
        print(f"{path.stem}: {_share(ways)}", *lines, sep="\n")
        total += ways
    if files:
        print(f"{len(files)} bulletins: {_share(total)}")
        print("  " + ", ".join(f"{n} by {way}" for way, n in sorted(total.items()) if way))
    return 0 if files else 1


def fit(figure: Figure, codelist: Codelist) -> tuple[str, str]:
    """How a figure fits, or "" and the reason why it does not."""
    reason = "no entry of the codelist"
    for way, results in _entered(figure, codelist):
        faults = _errors(results, codelist, strict=way == "label")
        if not faults:
            return way, ""
        reason = faults
    return "", reason


def _entered(figure: Figure, codelist: Codelist) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each way to enter a figure in a table of results, the closest first."""
    label, group = str(figure["label"]), str(figure.get("group") or "")
    count = {"n": figure["value"], "unit": figure.get("unit")}
    if label.endswith(PERSONS):
        found = _key(label.removesuffix(PERSONS), group, codelist)
        if found:
            yield "persons", {found[0]: {"persons": figure["value"], "n": 1}}
        return
    dimension = _dimension(group, codelist)
    if dimension in codelist.named:
        item = {"basis": "partial", "items": {label: count}}
        yield "name", {"others": {"n": figure["value"], "unit": figure.get("unit"), "by": {dimension: item}}}
    found = _key(label, group, codelist)
    if found:
        key, own = found
        yield ("label" if own else "term"), {key: {**count, "label": own}}


def _key(label: str, group: str, codelist: Codelist) -> tuple[str, str] | None:
    """The entry of a label and the words of its own it then needs; None if there is none."""
    dimension, listed = _dimension(group, codelist), bool(LIST.search(group.rstrip("）")))
    bare = REMARK.sub("", label)
    wholes = [f"{group}{label}"] if codelist.key_of(group) else []
    full = [f"{label}{OF_PROBLEMS}"] if group.endswith(OF_PROBLEMS) else []
    for text in (label, *full, bare):
        for key in _keys(text, dimension, codelist):
            return key, ""
    for text in (*wholes, label, bare):
        for start in range(1, len(text) - SHORTEST + 1):
            for key in _keys(text[start:], dimension, codelist):
                if not JOINED.search(text[:start]) and (codelist[key].dimension or not listed):
                    return key, label
    return None


def _keys(name: str, dimension: str, codelist: Codelist) -> list[str]:
    """The entries a name may mean, the one of the dimension first."""
    return sorted(codelist.names.get(name, ()), key=lambda key: codelist[key].dimension != dimension)


def _dimension(group: str, codelist: Codelist) -> str:
    """The dimension whose name stands in the heading of a list; "" if none does."""
    if PLACES in group and LIST.search(group):
        return "area"
    return next((key for key, name in codelist.dimensions.items() if name in group), "")


def _errors(results: Mapping[str, Any], codelist: Codelist, *, strict: bool) -> str:
    """The errors of a data file that holds these results alone, in one line.

    `strict`: a measure word that may count something else is one, for the term was found by the end of a
    label.
    """
    given = {key: _given(count) for key, count in results.items()}
    scope = {"label": "本期", "reported": True, "results": given}
    raw = {"format": 1, "kind": "quarterly", "issuer": {"name": "云川县纪委监委"}, "scopes": [scope]}
    try:
        issues = check(load(raw, codelist=codelist), codelist=codelist)
    except BulletinError as refused:
        issues = tuple(refused.issues)
    return "; ".join(
        f"{i.code} {i.message}"
        for i in issues
        if i.severity is Severity.ERROR or (strict and i.code == ANOTHER)
    )


def _given(count: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in count.items() if value not in (None, "")}


def _said(figure: Figure) -> str:
    group = f"{figure['group']} · " if figure.get("group") else ""
    return f"{group}{figure['label']} {figure['value']}{figure.get('unit') or ''}"


def _share(ways: Counter[str]) -> str:
    fits, n = sum(count for way, count in ways.items() if way), sum(ways.values())
    return f"{fits} of {n} fit ({fits / n:.1%})" if n else "no figures"


if __name__ == "__main__":
    sys.exit(main())
