"""Say of a value that a program passes whether it is one of those allowed, in one sentence if it is not."""

import os
from collections.abc import Collection, Iterable
from pathlib import Path, PureWindowsPath
from typing import Any

from bulletin.model.choices import FORMATS
from bulletin.model.plugins import GROUPS, NAME, own


def require(value: object, kinds: type | tuple[type, ...], says: str) -> None:
    """Refuse a value of another type; `says` is the beginning of the sentence, which names what is allowed.

    Raises:
        TypeError: it is of none of `kinds`.
    """
    if not isinstance(value, kinds):
        raise TypeError(f"{says}, not {told(value)}")


def choose(name: str, value: object, known: Collection[str]) -> None:
    """Refuse a value that is none of the `known` words.

    Raises:
        ValueError: it is another word.
        TypeError: it is no word.
    """
    says = f"{name} is one of {', '.join(known)}"
    require(value, str, says)
    if value not in known:
        raise ValueError(f"{says}, not {told(value)}")


def formats(given: Iterable[str], plugins: Iterable[str] = ()) -> tuple[str, ...]:
    """Return formats, each once, in the order given; a text is one format, `plugins` may write more.

    Raises:
        ValueError: there is no writer for one of them.
        TypeError: it is no list of texts.
    """
    known = (*FORMATS, *own("writer", plugins))
    says = f"formats is a list with some of {', '.join(known)}, or one of them"
    require(given, Iterable, says)
    listed = (given,) if isinstance(given, str) else tuple(given)
    for name in listed:
        require(name, str, says)
        if name not in known:
            raise ValueError(f"{says}; there is no format {told(name)}")
    return tuple(dict.fromkeys(listed))


def plugins(given: Iterable[str]) -> tuple[str, ...]:
    """Return names of plug-ins, each once, in the order of the alphabet.

    Raises:
        ValueError: one of them does not name a kind and a plug-in.
        TypeError: it is no list of texts.
    """
    says = f"plugins is a list of names such as 'writer:md'; the kinds are {', '.join(GROUPS)}"
    if isinstance(given, str):
        raise TypeError(f"{says}, not the text {given!r} alone")
    require(given, Iterable, says)
    listed = tuple(given)
    for name in listed:
        require(name, str, says)
        if not NAME.fullmatch(name):
            raise ValueError(f"{says}, not {told(name)}")
    return tuple(sorted({*listed}))


def folders(name: str, given: Iterable[str | os.PathLike[str]]) -> tuple[Path, ...]:
    """Return a list of folders as paths.

    Raises:
        TypeError: it is no list, or one of them is no path; a text alone is none, for it is many letters.
    """
    says = f"{name} is a list of folders, as texts or paths"
    if isinstance(given, str):
        raise TypeError(f"{says}, not the text {given!r} alone")
    require(given, Iterable, says)
    listed = tuple(given)
    for folder in listed:
        require(folder, (str, os.PathLike), says)
    return tuple(map(Path, listed))


def file_name(name: str, given: str) -> str:
    """Return the name of a file that stays in its folder, or in one below it, on every system.

    Raises:
        ValueError: it is empty, or leads out of its folder.
        TypeError: it is no text.
    """
    says = (
        f"{name} is the name of a file without its suffix, in its folder or below: 'round4', 'county/round4'"
    )
    require(given, str, says)
    steps = given.split("/")
    kept = all(PureWindowsPath(step).name == step for step in steps) and not {"", ".", ".."} & {*steps}
    if not kept or not given.isprintable():
        raise ValueError(f"{says}, not {told(given)}")
    return given


def told(value: Any) -> str:
    """Return a value as a sentence names it: a text or a number as it is, else by its type."""
    if value is None or isinstance(value, bool | int | float | str):
        shown = repr(value)
        return shown if len(shown) <= MOST else f"{shown[:MOST]}…"
    return f"a {type(value).__module__}.{type(value).__qualname__}".replace("builtins.", "")


MOST = 60
"""The characters of a value that a sentence shows."""
