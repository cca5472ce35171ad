"""How many figures that published bulletins derive come out equal, and in the digits that were published.

    python -m tests.commands.digits DIR

DIR holds one JSON file for each published bulletin: `figures`, a list of objects with `label`, `value` and,
where the bulletin gives one, `group`; and `derived`, a list of objects with `type` (share, growth, sum),
`printed`, and the `formula`, in which 「group/label」 names a figure: 「结案」/「立案」 ×100. What
the formula names is entered in a data file, with the decimals of the published figure, and what comes out is
compared:

- `equal`: its exact value is that of the formula;
- `printed`: it prints in the published digits, counted where those digits are the value rounded half up;
- `without terms`: the formula names a figure that the bulletin does not print, so nothing can be derived.

The output is one line for each file, each figure that fails with what was printed, and the total.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from bulletin.datafiles import load
from bulletin.model.figures import rounded
from bulletin.statistics import tally
from bulletin.wording import printed

TERM = re.compile("「([^「」]+)」")
DIGITS = re.compile(r"[0-9]+(?:\.([0-9]+))?")
Derived = Mapping[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Print what comes out of the bulletins in a folder; 1 if the folder has none, or a figure fails."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    files = sorted(parser.parse_args(arguments).folder.glob("*.json"))
    total: Counter[str] = Counter()
    for path in files:
        raw = json.loads(path.read_text("utf-8"), parse_float=Decimal)
        found: Counter[str] = Counter()
        lines: list[str] = []
        for derived in raw.get("derived", []):
            told, line = judged(derived, terms_of(raw["figures"]))
            found.update(told)
            lines += [f"    {line}"] if line else []
        print(f"{path.stem}: {said(found)}", *lines, sep="\n")
        total += found
    if files:
        print(f"{len(files)} bulletins: {said(total)}")
    return 0 if files and total["equal"] == total["derived"] and total["printed"] == total["right"] else 1


def said(found: Counter[str]) -> str:
    """The counts in one line."""
    return (
        f"{found['equal']} of {found['derived']} equal, {found['printed']} of {found['right']} right ones"
        f" in the published digits; {found['other']} published otherwise, {found['without']} without terms"
    )


def terms_of(figures: list[Mapping[str, Any]]) -> dict[str, Decimal | int]:
    """The published numbers by label and by group/label."""
    terms: dict[str, Decimal | int] = {}
    for each in figures:
        if isinstance(each.get("value"), int | Decimal):
            terms.setdefault(str(each["label"]), each["value"])
            if each.get("group"):
                terms[f"{each['group']}/{each['label']}"] = each["value"]
    return terms


def judged(derived: Derived, terms: Mapping[str, Any]) -> tuple[list[str], str]:
    """What to count of one derived figure, and the line that says what failed."""
    formula = str(derived.get("formula", "")).partition(" = ")[0].replace(" ×100", "")
    match = DIGITS.search(str(derived["printed"]))
    values = worked_out(formula, terms) if derived["type"] in ("share", "growth", "sum") else None
    if values is None or match is None:
        return ["without"], ""
    places = len(match[1] or "")
    exact, text = given(str(derived["type"]), values, places, zeros=bool(match[1]) and match[1][-1] == "0")
    should = result(str(derived["type"]), values)
    told, line = ["derived"], ""
    if exact == should:
        told.append("equal")
    else:
        line = f"{derived['label']}: {exact} for {should}"
    percent = should if derived["type"] == "sum" else should * 100
    if rounded(percent, places) != Decimal(match[0]):
        return [*told, "other"], line
    told.append("right")
    shown = DIGITS.search(text)
    if shown and shown[0] == match[0]:
        return [*told, "printed"], line
    return told, f"{derived['label']}: {text} for {derived['printed']}"


def worked_out(formula: str, terms: Mapping[str, Any]) -> list[Fraction] | None:
    """The sums on both sides of the bar of a formula (one, if it has none); None if a term is not known.

    Whatever else than names, +, brackets and one bar stands there is no formula of this kind.
    """
    sides = [[name.strip() for name in TERM.findall(side)] for side in split(formula)]
    rest = re.sub(r"[\s()+/−1]|上年同期", "", TERM.sub("", formula))
    if rest or not all(sides) or any(name not in terms for side in sides for name in side):
        return None
    return [sum((Fraction(terms[name]) for name in side), Fraction()) for side in sides]


def split(formula: str) -> list[str]:
    """The parts of a formula beside its bar, which stands outside the names."""
    bars = [match.start() for match in re.finditer("/", TERM.sub(lambda m: "x" * len(m[0]), formula))]
    return [formula] if not bars else [formula[: bars[0]], formula[bars[0] + 1 :]]


def result(kind: str, values: list[Fraction]) -> Fraction:
    """What a formula gives: the sum, the share as a part of one, the growth."""
    if kind == "sum":
        return values[0]
    share = values[0] / values[1]
    return abs(share - 1) if kind == "growth" else share


def given(kind: str, values: list[Fraction], places: int, *, zeros: bool) -> tuple[Fraction, str]:
    """The exact value and the printed form of a figure whose terms are entered in a data file."""
    numbers = list(map(number, values))
    count: dict[str, Any] = {"n": numbers[0], "unit": "件", "decimals": places}
    results: dict[str, Any] = {"petitions": numbers[-1]}
    if kind == "share":
        results = {"cases_filed": {"n": numbers[-1]}, "cases_closed": count}
    elif kind == "growth":
        results = {"cases_closed": {**count, "compared": {"label": "上年同期", "value": numbers[-1]}}}
    path = {"share": "now.cases_closed.rate", "growth": "now.cases_closed.compared.rate"}.get(
        kind, "now.petitions"
    )
    scope = {"label": "本期", "reported": True, "results": results}
    raw = {
        "format": 1, "kind": "quarterly", "issuer": {"name": "云川县纪委监委"}, "scopes": [scope],
        "document": {"printing": {"zeros": zeros}},
    }  # fmt: skip
    figure = tally(load(raw)).figure(path)
    return Fraction(figure.value), printed(figure)


def number(value: Fraction) -> int | Decimal:
    """The value as a data file has it."""
    return (
        value.numerator if value.denominator == 1 else Decimal(value.numerator) / Decimal(value.denominator)
    )


if __name__ == "__main__":
    sys.exit(main())
