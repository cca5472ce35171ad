"""From the structured results of an inspection round to official Chinese bulletins.

The line: load → check → tally → compose → proofread → write; `build` is all six.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from bulletin.ledger.versions import VERSION

# at run time they come from _ROOMS
if TYPE_CHECKING:
    from bulletin.checks import check
    from bulletin.checks.document import proofread
    from bulletin.composition import Template, compose, find_template
    from bulletin.datafiles import load
    from bulletin.drafting.build import Built, build, render
    from bulletin.drafting.draft import Draft, draft
    from bulletin.drafting.request import Request
    from bulletin.issues.errors import BulletinError, ExitCode
    from bulletin.issues.issue import Issue, Severity
    from bulletin.ledger.account import account
    from bulletin.ledger.entries import Ledger
    from bulletin.model.document import Document
    from bulletin.model.facts import Count, DataFile
    from bulletin.model.figures import Figure, Figures
    from bulletin.statistics import tally
    from bulletin.writers import write

__version__ = VERSION

_ROOMS = {
    "bulletin.checks": ("check",),
    "bulletin.checks.document": ("proofread",),
    "bulletin.composition": ("Template", "compose", "find_template"),
    "bulletin.datafiles": ("load",),
    "bulletin.drafting.build": ("Built", "build", "render"),
    "bulletin.drafting.draft": ("Draft", "draft"),
    "bulletin.drafting.request": ("Request",),
    "bulletin.issues.errors": ("BulletinError", "ExitCode"),
    "bulletin.issues.issue": ("Issue", "Severity"),
    "bulletin.ledger.entries": ("Ledger",),
    "bulletin.ledger.account": ("account",),
    "bulletin.model.document": ("Document",),
    "bulletin.model.facts": ("Count", "DataFile"),
    "bulletin.model.figures": ("Figure", "Figures"),
    "bulletin.statistics": ("tally",),
    "bulletin.writers": ("write",),
}
"""File → the public names in it; it is imported when one of them is first asked for. `--help` needs none."""

_HOMES = {name: home for home, names in _ROOMS.items() for name in names}

__all__ = [
    "Built",
    "BulletinError",
    "Count",
    "DataFile",
    "Document",
    "Draft",
    "ExitCode",
    "Figure",
    "Figures",
    "Issue",
    "Ledger",
    "Request",
    "Severity",
    "Template",
    "account",
    "build",
    "check",
    "compose",
    "draft",
    "find_template",
    "load",
    "proofread",
    "render",
    "tally",
    "write",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names, those not yet imported included."""
    return sorted({*globals(), *__all__})
