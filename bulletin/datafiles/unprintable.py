"""Classify the characters of a text: refused, repaired with a note, or only reported.

Compatibility normalization (NFKC) is never applied: it would turn （） into (), ① into 1 and ㎡ into m2.
Visible characters are kept; invisible ones, and variants of line break, space and digit, are repaired.
"""

import re
import unicodedata
from collections import Counter

_UNPRINTABLE = re.compile(
    "["
    "\x00-\x08\x09\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, including the tab
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # reverse the order of the following text
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"  # half surrogates, private use
    "\ufdd0-\ufdef\ufff0-\uffff"  # non-characters, and marks of lost characters
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000))
    + "\u034f\u115f\u1160\u17b4\u17b5\u180e\u2061-\u2065\u206a-\u206f\u3164\uffa0"  # invisible
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # invisible; between: name variants
    "]"
)
_PASTED = re.compile(
    "\r\n?|[\u2028\u2029]"  # line ends of other systems
    "|[\u00a0\u1680\u2000-\u200a\u202f\u205f]"  # spaces of other widths
    "|[\u00ad\u200b-\u200d\u2060\ufeff]"  # spaces of no width
    "|[\uff10-\uff19]"  # full-width digits
)
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_RADICALS_AND_DOUBLES = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")


def unprintable(text: str) -> str | None:
    """Return the first character of `text` that no document may hold; None if there is none."""
    found = _UNPRINTABLE.search(text)
    return found.group() if found else None


def repaired(text: str) -> tuple[str, str]:
    """Return `text` with pasted variants repaired, and the repairs: `U+00A0 → U+0020 (2)`, or nothing."""
    if not _PASTED.search(text):
        return text, ""
    changes: Counter[str] = Counter()

    def usual(found: re.Match[str]) -> str:
        here = found.group()
        instead = _instead(here)
        changes[f"{points(here)} → {points(instead)}"] += 1
        return instead

    result = _PASTED.sub(usual, text)
    return result, ", ".join(f"{change} ({times})" for change, times in changes.items())


def _instead(pasted: str) -> str:
    if pasted[0] in "\r\u2028\u2029":
        return "\n"
    if pasted in _UNSEEN:
        return ""
    return str(unicodedata.digit(pasted)) if pasted.isdigit() else " "


def look_alikes(text: str) -> list[tuple[str, str]]:
    """Return each radical or doubled character with the ordinary character it stands for."""
    found = dict.fromkeys(_RADICALS_AND_DOUBLES.findall(text))
    pairs = [(c, unicodedata.normalize("NFKC", c)) for c in found]
    return [(c, usual) for c, usual in pairs if usual != c]


def points(text: str) -> str:
    """Return the code points of `text` in standard notation; a dash if it is empty."""
    return " ".join(f"U+{ord(c):04X}" for c in text) or "—"
