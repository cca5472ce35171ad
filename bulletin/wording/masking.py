"""From the names of persons to what stands for them where they are masked: 李四 → 李某; 李某甲, 李某乙.

Whoever masks a name has to find it everywhere, also spaced out (李　四) and with another dot. The names go
nowhere from here: what is printed, kept or shown is made of data that is masked already.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bulletin.model.facts import DataFile
from bulletin.model.terms import Names, Term

COMPOUND = frozenset(re.findall(
    "..",
    "欧阳上官司马诸葛夏侯皇甫尉迟公孙慕容长孙宇文司徒司空令狐轩辕呼延东方东郭南宫西门独孤"
    "端木闻人赫连澹台濮阳淳于单于太史申屠仲孙钟离鲜于闾丘拓跋万俟第五南郭公羊公冶",
))  # fmt: skip
"""Surnames of two characters (复姓) that are borne today."""

STEMS = "甲乙丙丁戊己庚辛壬癸"
"""Tell apart persons of one surname, in the order in which they are named."""

NOBODY = "某某"
"""Stands for what is no name that could be masked; the checks refuse it."""

_NAME = "[\u3007\u3400-\u9fff\U00020000-\U000323af]{2,}(?:·[\u3400-\u9fff\U00020000-\U000323af]+)*"
_DOTS = "·•・‧∙．"
_VARIANT = "[\U000e0100-\U000e01ef]"
_SPACE = rf"(?:\s|{_VARIANT})*"
_MASKED = re.compile(f"某(?:某|[{STEMS}])*$")


def persons_in(person: str) -> tuple[str, ...]:
    """The names in a field that may hold several: 李四、王五."""
    return tuple(_plain(name) for name in re.split("[、，,；;]", person) if name.strip())


def masks_of(names: Iterable[str]) -> dict[str, str]:
    """What stands for each name: the surname and 某, and a stem where persons share the surname."""
    masks: dict[str, str] = {}
    families: dict[str, list[str]] = {}
    for name in dict.fromkeys(map(_plain, names)):
        masks[name] = NOBODY
        if re.fullmatch(_NAME, name):
            families.setdefault(surname_of(name), []).append(name)
    for surname, family in families.items():
        if len(family) == 1:
            masks[family[0]] = f"{surname}某"
        elif len(family) <= len(STEMS):
            masks |= {name: f"{surname}某{stem}" for name, stem in zip(family, STEMS, strict=False)}
    return masks


def surname_of(name: str) -> str:
    """The surname: two characters where it is a 复姓, else the first character."""
    return name[:2] if name[:2] in COMPOUND and len(name) > 2 else name[0]  # noqa: PLR2004  # 欧阳 may be 欧 阳


def given_part(name: str) -> str:
    """What may be said without the surname: of 王建国 建国; empty if it is one character."""
    part = _MASKED.sub("", name[len(surname_of(name)) :])
    return part if len(part) > 1 else ""


def found_in(name: str, text: str) -> bool:
    """Whether a name stands in a text, however it is spaced."""
    return re.search(_written(name), text) is not None


def masked_text(text: str, masks: Mapping[str, str]) -> str:
    """A text with every name in it masked; of 李四 and 李四光 the longer one is looked for first."""
    if not masks:
        return text
    longest = sorted(masks, key=len, reverse=True)
    pattern = "|".join(f"({_written(name)})" for name in longest)
    return re.sub(pattern, lambda match: masks[longest[(match.lastindex or 1) - 1]], text)


def masks_for(data: DataFile) -> dict[str, str]:
    """The masks of a data file; none if its document names persons as they are given."""
    if data.document.names is not Names.MASKED:
        return {}
    return masks_of(name for case in data.records.cases for name in persons_in(case.person))


def masked(data: DataFile) -> DataFile:
    """The data with every name of its cases masked wherever it stands, if its document asks for that."""
    masks = masks_for(data)
    changed: DataFile = _changed(data, lambda text: masked_text(text, masks)) if masks else data
    return changed


def masked_values(raw: Any, masks: Mapping[str, str]) -> Any:
    """The plain values of a file with every name masked."""
    if isinstance(raw, str):
        return masked_text(raw, masks)
    if isinstance(raw, Mapping):
        return {key: masked_values(value, masks) for key, value in raw.items()}
    return [masked_values(value, masks) for value in raw] if isinstance(raw, list) else raw


def texts_of(data: DataFile) -> Iterator[tuple[str, str]]:
    """Every text of the data with its pointer."""
    return _texts(data, "")


def _texts(value: Any, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and not isinstance(value, Term):
        yield at, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, f"{at}/{key}")
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _texts(item, f"{at}/{i}")
    else:
        for field in _fields(value):
            yield from _texts(getattr(value, field.name), f"{at}/{field.name}")


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return value if isinstance(value, Term) else change(value)
    if isinstance(value, Mapping):
        return {key: _changed(item, change) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_changed(item, change) for item in value)
    fields = _fields(value)
    if not fields:
        return value
    return dataclasses.replace(
        value, **{field.name: _changed(getattr(value, field.name), change) for field in fields}
    )


def _fields(value: Any) -> list["dataclasses.Field[Any]"]:
    """The fields of a data object that people fill in."""
    every = dataclasses.fields(value) if dataclasses.is_dataclass(value) else ()
    return [field for field in every if "zh" in field.metadata]


def _plain(name: str) -> str:
    """A name without spaces and marks of variant glyphs, with the one middle dot."""
    return re.sub(f"[{_DOTS}]", "·", re.sub(rf"\s|{_VARIANT}", "", name))


def _written(name: str) -> str:
    """The pattern of a name: spaces and marks of variants anywhere, any dot for a dot."""
    letters = (f"[{_DOTS}]" if char == "·" else re.escape(char) for char in name)
    return f"{_SPACE.join(letters)}{_VARIANT}?"
