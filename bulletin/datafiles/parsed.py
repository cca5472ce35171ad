"""What a parser makes of the bytes of a file, before anybody asks what the values mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bulletin.issues.issue import Issue


@dataclass(frozen=True, slots=True)
class Parsed:
    """Plain values (mappings, lists, text, int, Decimal, bool, None), or the issues that kept them out.

    `places` leads from a JSON pointer to where people find the value, if a pointer means nothing to them
    (`Sheet1!C7`); empty for files that are text. Notes on what was repaired are among `issues`.
    """

    raw: Any
    issues: tuple[Issue, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
