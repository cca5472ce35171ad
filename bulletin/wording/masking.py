"""Mask names of persons: 李四 → 李某; 李某甲, 李某乙.

`name_places` says where a text names a person. Names do not
leave this file: documents, ledgers and messages are made from data that is already masked.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bulletin.model.facts import DataFile
from bulletin.model.terms import Names, Term
from bulletin.wording.name_places import DOTS, NameFinder

COMPOUND = frozenset(re.findall(
    "..",
    "欧阳上官司马诸葛夏侯皇甫尉迟公孙慕容长孙宇文司徒司空令狐轩辕呼延东方东郭南宫西门独孤"
    "端木闻人赫连澹台濮阳淳于单于太史申屠仲孙钟离鲜于闾丘拓跋万俟第五南郭公羊公冶",
))  # fmt: skip
"""Surnames of two characters (复姓) in use today."""

STEMS = "甲乙丙丁戊己庚辛壬癸"
"""Distinguish persons with one surname, in the order of their naming."""

NOBODY = "某某"
"""Replaces a name that cannot be masked; the checks refuse it."""

_NAME = "[\u3007\u3400-\u9fff\U00020000-\U000323af]{2,}(?:·[\u3400-\u9fff\U00020000-\U000323af]+)*"
_VARIANT = "[\U000e0100-\U000e01ef]"
_MASKED = re.compile(f"某(?:某|[{STEMS}])*$")


def persons_in(person: str) -> tuple[str, ...]:
    """Return the names in a field that may hold several: 李四、王五."""
    return tuple(_plain(name) for name in re.split("[、，,；;]", person) if name.strip())


def masks_of(names: Iterable[str]) -> dict[str, str]:
    """Return the mask of each name: surname and 某, with a stem where persons share the surname."""
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
    """Return the surname: two characters for a 复姓, else the first character."""
    return name[:2] if name[:2] in COMPOUND and len(name) > 2 else name[0]  # noqa: PLR2004  # 欧阳 may be 欧 and 阳


def given_part(name: str) -> str:
    """Return the given name that may be used alone: of 王建国 建国; empty if it is one character."""
    part = _MASKED.sub("", name[len(surname_of(name)) :])
    return part if len(part) > 1 else ""


def masker(masks: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function that masks every name in a text; make it once for many texts."""
    finder = NameFinder(masks)

    def changed(text: str) -> str:
        pieces, done = list[str](), 0
        for place in finder.places(text):
            if place.sure and place.start >= done:
                pieces += text[done : place.start], masks[place.name]
                done = place.end
        return "".join([*pieces, text[done:]])

    return changed


def masked_text(text: str, masks: Mapping[str, str]) -> str:
    """Return a text with every name masked; for many texts use `masker`."""
    return masker(masks)(text)


def masks_for(data: DataFile) -> dict[str, str]:
    """Return the masks of a data file; none if its document prints names as given."""
    if data.document.names is not Names.MASKED:
        return {}
    return masks_of(name for case in data.records.cases for name in persons_in(case.person))


def masked(data: DataFile) -> DataFile:
    """Return the data with the names of its cases masked in every text, if its document asks for that."""
    masks = masks_for(data)
    changed: DataFile = _changed(data, masker(masks)) if masks else data
    return changed


def masked_values(raw: Any, masks: Mapping[str, str]) -> Any:
    """Return the plain values of a file with every name masked."""
    return _values(raw, masker(masks))


def _values(raw: Any, change: Callable[[str], str]) -> Any:
    if isinstance(raw, str):
        return change(raw)
    if isinstance(raw, Mapping):
        return {key: _values(value, change) for key, value in raw.items()}
    return [_values(value, change) for value in raw] if isinstance(raw, list) else raw


def texts_of(data: DataFile) -> Iterator[tuple[str, str]]:
    """Return every text of the data with its pointer."""
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
    """Return the fields of a data object that people fill in."""
    every = dataclasses.fields(value) if dataclasses.is_dataclass(value) else ()
    return [field for field in every if "zh" in field.metadata]


def _plain(name: str) -> str:
    """Return a name without spaces and variation selectors, with one kind of middle dot."""
    return re.sub(f"[{DOTS}]", "·", re.sub(rf"\s|{_VARIANT}", "", name))
