"""From the structured results of an inspection round to official Chinese bulletins.

The line: load → check → tally → compose → proofread → write; `build` is all six.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from bulletin.ledger.versions import VERSION

# at run time they come from _ROOMS
if TYPE_CHECKING:
    from bulletin.batching import BatchOutcome, Job, batch
    from bulletin.checks import check
    from bulletin.checks.document import proofread
    from bulletin.composition import Template, compose, find_template
    from bulletin.composition.outline import list_templates
    from bulletin.datafiles import Content, Table, load
    from bulletin.datafiles.files import OpenFile
    from bulletin.diagnosis import Condition, ConditionState, Diagnosis, OddCharacter, diagnose
    from bulletin.drafting.build import Built, build, render
    from bulletin.drafting.draft import Draft, draft
    from bulletin.drafting.examine import Examined, examine
    from bulletin.drafting.request import Request
    from bulletin.issues.errors import (
        BulletinError,
        DataRefused,
        DocumentRefused,
        ExitCode,
        InputMissing,
        OutputFailed,
        RegisterDamaged,
        TemplateRefused,
        ToolMissing,
        TryAgain,
    )
    from bulletin.issues.issue import Issue, Phrase, Severity
    from bulletin.ledger.account import account
    from bulletin.ledger.entries import (
        ClaimEntry,
        Entry,
        Ledger,
        LedgerOperand,
        PluginEntry,
        Relation,
        TablePlace,
    )
    from bulletin.measurement import MeasuredRow, Report, Requirement, measure
    from bulletin.model.codelist import Codelist, Indicator
    from bulletin.model.document import Document, TypedWords
    from bulletin.model.facts import (
        Breakdown,
        Case,
        Comparison,
        Corrected,
        Correction,
        Count,
        DataFile,
        DocumentFacts,
        Group,
        Issuer,
        Plan,
        Printing,
        Problem,
        Quotation,
        Records,
        Round,
        Scope,
        Vouched,
    )
    from bulletin.model.figures import Absent, Figure, Figures
    from bulletin.model.terms import (
        Basis,
        Difference,
        Kind,
        Mode,
        Moment,
        Names,
        Order,
        Rest,
        Rounding,
        Scale,
        Status,
    )
    from bulletin.proofsheet import Proof, proof
    from bulletin.publishing.outcome import EditionOutcome
    from bulletin.publishing.register import Edition
    from bulletin.publishing.work import Published, publish
    from bulletin.readers.tracing import Traced, trace
    from bulletin.statistics import tally
    from bulletin.verification import verify
    from bulletin.verification.verdict import Disagreement, Finding, ShownValue, Verdict
    from bulletin.writers import write
    from bulletin.writers.options import Options

__version__ = VERSION

_ROOMS = {
    "bulletin.batching": ("BatchOutcome", "Job", "batch"),
    "bulletin.checks": ("check",),
    "bulletin.checks.document": ("proofread",),
    "bulletin.composition": ("Template", "compose", "find_template"),
    "bulletin.composition.outline": ("list_templates",),
    "bulletin.datafiles": ("Content", "Table", "load"),
    "bulletin.datafiles.files": ("OpenFile",),
    "bulletin.diagnosis": ("Condition", "ConditionState", "Diagnosis", "OddCharacter", "diagnose"),
    "bulletin.drafting.build": ("Built", "build", "render"),
    "bulletin.drafting.draft": ("Draft", "draft"),
    "bulletin.drafting.examine": ("Examined", "examine"),
    "bulletin.drafting.request": ("Request",),
    "bulletin.issues.errors": (
        "BulletinError", "DataRefused", "DocumentRefused", "ExitCode", "InputMissing",
        "OutputFailed", "RegisterDamaged", "TemplateRefused", "ToolMissing", "TryAgain",
    ),
    "bulletin.issues.issue": ("Issue", "Phrase", "Severity"),
    "bulletin.ledger.account": ("account",),
    "bulletin.ledger.entries": (
        "ClaimEntry", "Entry", "Ledger", "LedgerOperand", "PluginEntry", "Relation", "TablePlace",
    ),
    "bulletin.measurement": ("MeasuredRow", "Report", "Requirement", "measure"),
    "bulletin.model.codelist": ("Codelist", "Indicator"),
    "bulletin.model.document": ("Document", "TypedWords"),
    "bulletin.model.facts": (
        "Breakdown", "Case", "Comparison", "Corrected", "Correction", "Count", "DataFile",
        "DocumentFacts", "Group", "Issuer", "Plan", "Printing", "Problem", "Quotation", "Records", "Round",
        "Scope", "Vouched",
    ),
    "bulletin.model.figures": ("Absent", "Figure", "Figures"),
    "bulletin.model.terms": (
        "Basis", "Difference", "Kind", "Mode", "Moment", "Names", "Order", "Rest", "Rounding", "Scale",
        "Status",
    ),
    "bulletin.proofsheet": ("Proof", "proof"),
    "bulletin.publishing.outcome": ("EditionOutcome",),
    "bulletin.publishing.register": ("Edition",),
    "bulletin.publishing.work": ("Published", "publish"),
    "bulletin.readers.tracing": ("Traced", "trace"),
    "bulletin.statistics": ("tally",),
    "bulletin.verification": ("verify",),
    "bulletin.verification.verdict": ("Disagreement", "Finding", "ShownValue", "Verdict"),
    "bulletin.writers": ("write",),
    "bulletin.writers.options": ("Options",),
}  # fmt: skip
"""File → the public names in it; it is imported when one of them is first asked for. `--help` needs none."""

_HOMES = {name: home for home, names in _ROOMS.items() for name in names}

__all__ = [
    "Absent", "Basis", "BatchOutcome", "Breakdown", "Built", "BulletinError", "Case", "ClaimEntry",
    "Codelist", "Comparison", "Condition", "ConditionState", "Content", "Corrected", "Correction",
    "Count", "DataFile", "DataRefused", "Diagnosis", "Difference", "Disagreement", "Document",
    "DocumentFacts", "DocumentRefused", "Draft", "Edition", "EditionOutcome", "Entry", "Examined",
    "ExitCode", "Figure", "Figures", "Finding", "Group", "Indicator", "InputMissing", "Issue",
    "Issuer", "Job", "Kind", "Ledger", "LedgerOperand", "MeasuredRow", "Mode", "Moment", "Names",
    "OddCharacter", "OpenFile", "Options", "Order", "OutputFailed", "Phrase", "Plan", "PluginEntry",
    "Printing", "Problem", "Proof", "Published", "Quotation", "Records", "RegisterDamaged", "Relation",
    "Report", "Request", "Requirement", "Rest", "Round", "Rounding", "Scale", "Scope", "Severity",
    "ShownValue", "Status", "Table", "TablePlace", "Template", "TemplateRefused", "ToolMissing", "Traced",
    "TryAgain", "TypedWords", "Verdict", "Vouched",
    "account", "batch", "build", "check", "compose", "diagnose", "draft", "examine",
    "find_template", "list_templates", "load", "measure", "proof", "proofread", "publish", "render",
    "tally", "trace", "verify", "write",
]  # fmt: skip


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
