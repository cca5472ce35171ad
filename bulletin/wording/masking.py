"""Mask names of persons: 李四 → 李某; 李某甲, 李某乙.

A masked name must be found everywhere, also spaced out (李 四) and with another middle dot or none. Names
do not leave this file: documents, ledgers and messages are made from data that is already masked.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from bulletin.model.facts import DataFile
from bulletin.model.terms import Names, Term

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
_DOTS = "·•・‧∙．"
_VARIANT = "[\U000e0100-\U000e01ef]"
_VARIANTS = ("\U000e0100", "\U000e01ef")
"""The first and the last variation selector."""
_ADVERBS = tuple("不很太更最")
"""Before a word such as 高兴 they tell that it is none of a person."""
_TYPED_DOTS = _DOTS + "."
"""The dots of a name as people type them: 买买提.艾力."""
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


def found_in(name: str, text: str) -> bool:
    """Return whether a name occurs in a text, as people type it."""
    return next(_found(text, _by_first((name,))), None) is not None


def masked_text(text: str, masks: Mapping[str, str]) -> str:
    """Return a text with every name masked; longer names are replaced first, 李四光 before 李四."""
    if not masks:
        return text
    parts, end = [], 0
    for start, stop, name in _found(text, _by_first(tuple(masks))):
        parts += [text[end:start], masks[name]]
        end = stop
    return "".join([*parts, text[end:]])


def masks_for(data: DataFile) -> dict[str, str]:
    """Return the masks of a data file; none if its document prints names as given."""
    if data.document.names is not Names.MASKED:
        return {}
    return masks_of(name for case in data.records.cases for name in persons_in(case.person))


def masked(data: DataFile) -> DataFile:
    """Return the data with the names of its cases masked in every text, if its document asks for that."""
    masks = masks_for(data)
    changed: DataFile = _changed(data, lambda text: masked_text(text, masks)) if masks else data
    return changed


def masked_values(raw: Any, masks: Mapping[str, str]) -> Any:
    """Return the plain values of a file with every name masked."""
    if isinstance(raw, str):
        return masked_text(raw, masks)
    if isinstance(raw, Mapping):
        return {key: masked_values(value, masks) for key, value in raw.items()}
    return [masked_values(value, masks) for value in raw] if isinstance(raw, list) else raw


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
    return re.sub(f"[{_DOTS}]", "·", re.sub(rf"\s|{_VARIANT}", "", name))


@lru_cache(16)  # the names of a document are looked for in each of its texts
def _by_first(names: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the names by their first two characters, longer ones first."""
    found: dict[str, list[str]] = {}
    for name in sorted(filter(None, names), key=len, reverse=True):
        found.setdefault(name[:2], []).append(name)
    return found


def _found(text: str, names: Mapping[str, Sequence[str]]) -> Iterator[tuple[int, int, str]]:
    """Yield begin, end and name of each name in a text, none overlapping.

    Each place is read once for each name that begins with its two characters.
    """
    at, firsts = 0, {name[0] for name in names}
    while at < len(text):
        for name in names.get(_two(text, at), ()) if text[at] in firsts else ():
            end = _end_of(name, text, at)
            if end and not (len(name) == 2 and text[max(0, at - 1) : at] in _ADVERBS):  # noqa: PLR2004  # 不高兴
                yield at, end, name
                at = end - 1
                break
        at += 1


def _two(text: str, at: int) -> str:
    """Return a character and the next one that is no space."""
    after = at + 1
    while after < len(text) and _is_space(text[after]):
        after += 1
    return text[at] + text[after : after + 1]


def _is_space(character: str) -> bool:
    return character.isspace() or _VARIANTS[0] <= character <= _VARIANTS[1]


def _end_of(name: str, text: str, at: int) -> int:
    """Return where a name ends that begins at `at`, with spaces, any dot or none; 0: it is not there."""
    for i, character in enumerate(name):
        while i and at < len(text) and _is_space(text[at]):
            at += 1
        if character == "·":
            at += at < len(text) and text[at] in _TYPED_DOTS
        elif at < len(text) and text[at] == character:
            at += 1
        else:
            return 0
    while at < len(text) and _VARIANTS[0] <= text[at] <= _VARIANTS[1]:
        at += 1
    return at
