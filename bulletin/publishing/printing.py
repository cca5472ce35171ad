"""Keep the rules that a series prints its numbers by: rounding, decimals, closing, as it was begun with."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bulletin.datafiles.shape import ShapeReader
from bulletin.issues.issue import Issue
from bulletin.model.facts import Printing
from bulletin.publishing.register import Edition
from bulletin.publishing.store import MANIFEST, STORE

FIRST, TODAY = 1, 2
"""The rules of release 0.1.0, whose manifests do not name them, and those a series is begun with now."""

KEY = "printing"
"""Its name in bulletin.toml and in a manifest."""


def printing_for(
    office: Path, chosen: Printing | None, editions: Sequence[Edition], corrected: Edition | None
) -> Printing:
    """Return how the next edition of a series prints its numbers.

    A correction prints as the edition it corrects. Else `chosen`, of bulletin.toml, goes first; rules that it
    does not name are those of the last of `editions` that was made.
    """
    if corrected is not None:
        return _recorded(office, corrected) or Printing(rules=FIRST)
    made = [each for each in editions if each.content and each.state in ("built", "published")]
    recorded = (_recorded(office, each) for each in reversed(made))
    last = next((each for each in recorded if each is not None), Printing(rules=TODAY))
    return (chosen or Printing()).over(Printing(rules=last.rules))


def _recorded(office: Path, edition: Edition) -> Printing | None:
    """Return what the manifest of an edition says; None: there is none to be read."""
    places = (office / edition.folder, office / STORE / edition.content)
    found = next((place / MANIFEST for place in places if (place / MANIFEST).is_file()), None)
    if found is None:
        return None
    try:
        about = json.loads(found.read_bytes())
    except (OSError, ValueError):
        return None
    printing, issues = read_printing(about.get(KEY, {}), MANIFEST)
    return None if issues else replace(printing, rules=printing.rules or FIRST)


def read_printing(raw: Any, at: str) -> tuple[Printing, tuple[Issue, ...]]:
    """Return the choices in `raw`, and what is wrong with them."""
    reader = ShapeReader()
    printing = reader.read(Printing, raw, at)
    return (printing if isinstance(printing, Printing) else Printing()), tuple(reader.issues)


def written(printing: Printing) -> Mapping[str, Any]:
    """Return the choices as a manifest has them."""
    return {name: value for name, value in printing.choices.items() if value is not None}
