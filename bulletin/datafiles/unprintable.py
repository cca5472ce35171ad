"""Which characters a text may hold: what is refused, what is put right with a note, what is only pointed out.

Compatibility normalization (NFKC) is never applied: it would turn （） into (), ① into 1 and ㎡ into m2.
What people see is kept; what nobody sees, and other forms of a line break, a space or a digit, is put right.
"""

import re
import unicodedata
from collections import Counter

_UNPRINTABLE = re.compile(
    "["
    "\x00-\x08\x09\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, the tab among them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # they turn the order of what follows
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"  # half characters, private use
    "\ufdd0-\ufdef\ufff0-\uffff"  # no characters; marks of what was lost
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000))
    + "\u034f\u115f\u1160\u17b4\u17b5\u180e\u2061-\u2065\u206a-\u206f\u3164\uffa0"  # unseen
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # the same; between them, variants of registered names
    "]"
)
_PASTED = re.compile(
    "\r\n?|[\u2028\u2029]"  # line ends of other systems
    "|[\u00a0\u1680\u2000-\u200a\u202f\u205f]"  # spaces of other widths
    "|[\u00ad\u200b-\u200d\u2060\ufeff]"  # of no width
    "|[\uff10-\uff19]"  # full-width digits
)
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_RADICALS_AND_DOUBLES = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")


def unprintable(text: str) -> str | None:
    """The first character of `text` that no document may hold; None if there is none."""
    found = _UNPRINTABLE.search(text)
    return found.group() if found else None


def repaired(text: str) -> tuple[str, str]:
    """`text` with pasted forms put right, and what was changed: `U+00A0 → U+0020 (2)`, or nothing."""
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
    """Each radical or doubled character that stands where an ordinary one is meant, with the ordinary one."""
    found = dict.fromkeys(_RADICALS_AND_DOUBLES.findall(text))
    pairs = [(c, unicodedata.normalize("NFKC", c)) for c in found]
    return [(c, usual) for c, usual in pairs if usual != c]


def points(text: str) -> str:
    """The code points of `text` as standards write them; a dash for none."""
    return " ".join(f"U+{ord(c):04X}" for c in text) or "—"
