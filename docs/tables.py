"""From the code to the tables of the documentation.

`python docs/tables.py` writes them anew, `--check` only compares.

A table stands in a page between `<!-- table: NAME -->` and `<!-- end -->`; the rest is written by people.
"""

import dataclasses
import datetime
import inspect
import re
import sys
import tomllib
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import bulletin
from bulletin.checks import RULES
from bulletin.checks.document import PROMISES
from bulletin.model import facts, terms
from bulletin.model.codelist import Indicator, shipped_codelist
from bulletin.model.terms import Difference, Moment, Term
from bulletin.wording.grammars import GRAMMARS
from bulletin.wording.references import REFERENCES

DOCS = Path(__file__).parent
LAYOUTS = DOCS.parent / "templates" / "layouts"
TYPES = ("DataFile", "Issuer", "DocumentFacts", "Corrected", "Plan", "Round", "Scope", "Count", "Breakdown",
         "Comparison", "Records", "Group", "Problem", "Case", "Correction", "Vouched",
         "Quotation")  # fmt: skip
KINDS = ("function", "type", "error")
MARK = re.compile(r"(<!-- table: ([\w.]+) -->\n).*?(<!-- end -->)", re.DOTALL)

Row = tuple[str, ...]


def table(head: Row, rows: Iterable[Row]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)


def fields(kind: str) -> str:
    """The fields of a data object: key, Chinese key, type, whether required, meaning."""
    cls: type[Any] = getattr(facts, kind)
    hints = typing.get_type_hints(cls)
    rows = [
        (
            f"`{f.name}`",
            f"`{f.metadata['zh']}`",
            type_words(hints[f.name]),
            "yes" if facts.is_required(f) else "",
            f.metadata["says"],
        )
        for f in _fields(cls)
    ]
    return table(("key", "中文键", "type", "required", "meaning"), rows)


def _fields(cls: type[Any]) -> list["dataclasses.Field[Any]"]:
    return [field for field in dataclasses.fields(cls) if "zh" in field.metadata]


def type_words(hint: Any) -> str:
    """What may stand in a field, in words."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        choices = [choice for choice in arguments if choice is not types.NoneType]
        return "number" if set(choices) == {int, Decimal} else " or ".join(map(type_words, choices))
    if origin is tuple:
        return f"list of {type_words(arguments[0])}"
    if origin is not None and issubclass(origin, Mapping):
        return f"object, name → {type_words(arguments[1])}"
    if issubclass(hint, Term):
        return "choice: " + ", ".join(f"`{member.value}` {member.zh}" for member in hint)
    words = {
        str: "text",
        int: "whole number",
        bool: "true or false",
        Decimal: "number",
        Difference: "number, ±",
        datetime.date: "date",
        Moment: "moment",
        facts.DocumentFacts: "Document",
    }
    return words.get(hint, hint.__name__)


def rules() -> str:
    """Every check: its code, what must hold, and what exactly is looked at."""
    rows = [(rule.code, rule.name, rule.zh, str(rule.find.__doc__).strip()) for rule in RULES]
    return table(("code", "what must hold", "规则", "what is looked at"), rows)


def grammars() -> str:
    """Every way to write a date, a period, an ordinal or a reference."""
    known = (*GRAMMARS, *REFERENCES)
    rows = [(row.zh, "、".join(row.takes), "、".join(row.leaves), row.rule or "–") for row in known]
    return table(("grammar", "takes", "leaves alone", "rule"), rows)


def promises() -> str:
    """Every code of the proofreading, and what a document keeps to that has none of them."""
    return table(("code", "what must hold", "规则"), [(code, *says) for code, says in PROMISES.items()])


def relations() -> str:
    """The entries of the codelist with a rate, and what it is a rate of."""
    codes = shipped_codelist()
    rows = [
        (
            e.label,
            f"`{e.key}`",
            _relation(e),
            "、".join(codes[key].label for key in e.wholes),
            e.rate or "占比",
            str(e.decimals),
        )
        for e in codes.indicators.values()
        if e.wholes
    ]
    return table(("term", "key", "relation", "whole", "its rate", "decimals"), rows)


def _relation(entry: Indicator) -> str:
    return "`part_of`" if entry.part_of else "`next_of`" if entry.next_of else "`ratio_to`"


def codelist() -> str:
    """Every entry of the codelist by dimension; those of none first."""
    codes = shipped_codelist()
    rows = []
    for dimension, label in {"": "—", **codes.dimensions}.items():
        entries = [e for e in codes.indicators.values() if e.dimension == dimension]
        words = "、".join(f"{e.label} `{e.key}`" for e in entries)
        rows.append((label, f"`{dimension}`" if dimension else "", words))
    return table(("维度", "dimension", "entries"), rows)


def glossary() -> str:
    """中文 ↔ code for every field of the data."""
    rows = [
        (f.metadata["zh"], f"`{f.name}`", kind, f.metadata["says"])
        for kind in TYPES
        for f in _fields(getattr(facts, kind))
    ]
    return table(("中文", "code", "in", "meaning"), rows)


def choices() -> str:
    """中文 ↔ code for every choice."""
    kinds = (terms.Kind, terms.Basis, terms.Mode, terms.Status, terms.Names)
    rows = [(member.zh, f"`{member.value}`", kind.__name__) for kind in kinds for member in kind]
    return table(("中文", "code", "choice of"), rows)


def roles() -> str:
    """The roles of the shipped layouts with their Word styles, and the values that follow a clause."""
    rows = []
    for path in sorted(LAYOUTS.glob("*.toml")):
        for key, role in tomllib.loads(path.read_text("utf-8")).get("role", {}).items():
            if "style" in role:  # else it is another layout's
                rows.append((role["style"], f"`{key}`", path.stem, sources(role.get("source", {})) or "—"))
    return table(("中文 (Word style)", "role", "layout", "clause of GB/T 9704: values"), rows)


def page_sources() -> str:
    """The measures of the page that follow a clause."""
    page = tomllib.loads((LAYOUTS / "gbt9704.toml").read_text("utf-8"))["page"]
    return f"{sources(page['source'])}\n"


def sources(given: Mapping[str, str]) -> str:
    """The clauses of values, each with the values that follow it."""
    by_clause: dict[str, list[str]] = {}
    for name, clause in given.items():
        by_clause.setdefault(clause, []).append(f"`{name}`")
    return "; ".join(f"{clause}: {', '.join(names)}" for clause, names in by_clause.items())


def public_names() -> str:
    """The names a program may import from `bulletin`: functions first, each with its first sentence."""
    kinds = {name: _kind(getattr(bulletin, name)) for name in bulletin.__all__}
    names = sorted(kinds, key=lambda name: (KINDS.index(kinds[name]), name))
    rows = [(f"`{name}`", kinds[name], first_sentence(getattr(bulletin, name))) for name in names]
    return table(("name", "kind", "says"), rows)


def _kind(documented: Any) -> str:
    if not inspect.isclass(documented):
        return "function"
    return "error" if issubclass(documented, Exception) else "type"


def first_sentence(documented: Any) -> str:
    """The first sentence of a docstring, in one line."""
    paragraph = " ".join(inspect.getdoc(documented).split("\n\n")[0].split())
    return re.split(r"(?<=\.) (?=[A-Z`])", paragraph)[0]


def decisions() -> str:
    """The records of decisions by their numbers; a number without a record is not used."""
    files = {int(file.name[:4]): file for file in (DOCS / "decisions").glob("[0-9]*.md")}
    rows = []
    for number in range(1, max(files) + 1):
        file = files.get(number)
        link = f"[{number:04}]({file.name})" if file else f"{number:04}"
        title = file.read_text("utf-8").splitlines()[0].split(" ", 2)[2] if file else "not used"
        rows.append((link, title))
    return table(("number", "decision"), rows)


TABLES: Mapping[str, Callable[[], str]] = {
    "rules": rules, "promises": promises, "grammars": grammars,
    "relations": relations, "codelist": codelist, "glossary": glossary,
    "choices": choices, "roles": roles, "page": page_sources, "public": public_names, "decisions": decisions,
}  # fmt: skip


def renewed(page: str) -> str:
    """The page with every table made anew."""

    def made(match: re.Match[str]) -> str:
        name = match[2]
        content = fields(name.removeprefix("fields.")) if name.startswith("fields.") else TABLES[name]()
        return f"{match[1]}\n{content}\n{match[3]}"

    return MARK.sub(made, page)


def main() -> int:
    """Write every page anew, or with `--check` name those that are stale."""
    stale = []
    for path in sorted(DOCS.rglob("*.md")):
        page = path.read_text("utf-8")
        if renewed(page) != page:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(renewed(page), "utf-8")
    print(
        "\n".join(f"{'stale' if '--check' in sys.argv else 'written'}: {name}" for name in stale) or "fresh"
    )
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
