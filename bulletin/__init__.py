"""From the structured results of an inspection round to official Chinese bulletins.

The line: load → check → tally → compose → proofread → write; `build` is all six.
"""

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
from bulletin.version import VERSION
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
