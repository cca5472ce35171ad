"""Make values for the fields of data objects: valid, and different in each row.

The manifest of a template may give an example of a text, `…，如：…`; without one, the text is a sentence.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from enum import Enum
from random import Random
from typing import Any, get_args, get_type_hints

from bulletin.composition import Template
from bulletin.model import facts

Raw = dict[str, Any]

PROSE = "坚持问题导向，压实整改责任，推动巡察工作向纵深发展。"
LIKE = "如："
"""Precedes an example of a text in a manifest, if the text is no sentence."""
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
SURNAMES, GIVEN = "李王张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗", ("小禾", "大山", "立新", "国平", "春明")
WORDS: Mapping[str, str] = {
    "number": "云巡〔2026〕8号", "copy_number": "000001", "urgency": "加急", "secrecy": "秘密★1年",
    "name": "中共云川县委巡察工作领导小组", "committee": "云川县委", "area": "云川县",
    "facts": "示例事实。", "mark": "云川县委巡察办", "phone": "见云川县政府网站", "post_box": "云川县信箱",
    "email": "yunchuan@example.com", "date": "2026-09-18", "decided": "2026-08", "matter": "违规收受礼金",
    "since": "2026-03-02", "until": "2026-04-30", "fed_back": "2026-05-20", "supervised": "2026-07",
    "focus": "乡村振兴领域", "printed": "310个", "corrected": "301个",
}  # fmt: skip
"""Values of fields whose Chinese name would not do; the days are in the order of the work."""


def numbered_name(nth: int) -> str:
    """Return a different name for each number, without a numeral in it: 甲子, 乙丑."""
    return STEMS[nth % 10] + BRANCHES[nth % 12] + "甲" * (nth // 60)


class RandomFields:
    """Makes the fields of data objects that a template asks for."""

    def __init__(self, template: Template, asked: frozenset[str]) -> None:
        self.template, self.asked = template, asked
        self.required = {part for path in template.requires for part in path.split(".")}

    def of(self, kind: type[Any], rng: Random, nth: int | None = None, gaps: float = 0) -> Raw:
        """Return a value for every requested field; optional ones are missing at the rate `gaps`.

        `nth` is the index of the row; None for an object that occurs once.
        """
        found: Raw = {}
        hints = get_type_hints(kind)
        for field in dataclasses.fields(kind):
            required = facts.is_required(field) or field.name in self.required
            if "zh" not in field.metadata or field.name == "template":
                continue
            if not required and (field.name not in self.asked or rng.random() < gaps):
                continue
            found[field.name] = self._value(field, hints[field.name], rng, nth, gaps)
        return found

    def _value(
        self, field: dataclasses.Field[Any], hint: Any, rng: Random, nth: int | None, gaps: float
    ) -> Any:
        row = "" if nth is None else numbered_name(nth)
        says = WORDS.get(field.name, f"示例{field.metadata['zh']}") + (row if nth else "")
        inner = next(each for each in (hint, *get_args(hint)) if isinstance(each, type))
        if inner.__module__ == facts.__name__:
            return self.of(inner, rng, gaps=gaps)
        if issubclass(inner, Enum):
            return next(iter(inner)).value
        if "tuple" in str(hint):
            return [f"示例{field.metadata['zh']}{row}", f"示例{field.metadata['zh']}{row}之二"]
        if inner is bool:
            return rng.random() < 0.5
        return WORDS[field.name] if field.name in WORDS and field.name != "name" else says

    def texts(self, rng: Random, quoted: float = 0) -> Raw:
        """Return the pieces of text of the template; at the rate `quoted`, a sentence is a quotation."""
        found: Raw = {}
        for key, says in self.template.texts.items():
            if LIKE in says:
                found[key] = says.split(LIKE, 1)[1]
            else:
                by = {"quote": PROSE, "by": "县甲子局党组"}
                found[key] = by if rng.random() < quoted else PROSE
        return found


def persons(nth: int) -> str:
    """Return the person of a case; every third case has two."""
    names = [f"{SURNAMES[n % 20]}{GIVEN[n // 20 % 5]}" for n in (2 * nth, 2 * nth + 1)]
    return "、".join(names[: 2 if nth % 3 == 1 else 1])


def shared_out(names: list[str], among: int) -> Iterator[list[str]]:
    """Yield the names, distributed as evenly as possible."""
    for n in range(among):
        yield names[n::among]
