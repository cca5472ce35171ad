"""From the structured results of an inspection round to official Chinese bulletins.

The line: load → check → tally → compose → proofread → write; `build` is all six.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from bulletin.version import VERSION

# ruff: noqa: TC004  # at run time they come from _HOMES
if TYPE_CHECKING:
    from bulletin.account import account
    from bulletin.build import Built, build
    from bulletin.checks import check
    from bulletin.compose import Template, compose, find_template
    from bulletin.errors import BulletinError, ExitCode
    from bulletin.facts import Count, DataFile
    from bulletin.figures import Figure, Figures
    from bulletin.intake import load
    from bulletin.issues import Issue, Severity
    from bulletin.ledger import Ledger
    from bulletin.proofread import proofread
    from bulletin.tally import tally
    from bulletin.tree import Document
    from bulletin.writers import write

__version__ = VERSION

__all__ = [
    "Built",
    "BulletinError",
    "Count",
    "DataFile",
    "Document",
    "ExitCode",
    "Figure",
    "Figures",
    "Issue",
    "Ledger",
    "Severity",
    "Template",
    "account",
    "build",
    "check",
    "compose",
    "find_template",
    "load",
    "proofread",
    "tally",
    "write",
]

_HOMES = {
    "Built": "bulletin.build",
    "BulletinError": "bulletin.errors",
    "Count": "bulletin.facts",
    "DataFile": "bulletin.facts",
    "Document": "bulletin.tree",
    "ExitCode": "bulletin.errors",
    "Figure": "bulletin.figures",
    "Figures": "bulletin.figures",
    "Issue": "bulletin.issues",
    "Ledger": "bulletin.ledger",
    "Severity": "bulletin.issues",
    "Template": "bulletin.compose",
    "account": "bulletin.account",
    "build": "bulletin.build",
    "check": "bulletin.checks",
    "compose": "bulletin.compose",
    "find_template": "bulletin.compose",
    "load": "bulletin.intake",
    "proofread": "bulletin.proofread",
    "tally": "bulletin.tally",
    "write": "bulletin.writers",
}
"""Name → the file it is in, which is read when the name is first asked for: `--help` needs none of them."""


class _Package(ModuleType):
    """This package; a file never takes the name of the function it is named after (`bulletin.build`)."""

    def __getattr__(self, name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}", name=name, obj=self)
        found = getattr(import_module(_HOMES[name]), name)
        super().__setattr__(name, found)
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in _HOMES or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
