"""Turn the data files of an office into published editions: each once, whole, numbered, never changed."""

from bulletin.publishing.assignment import Assignment
from bulletin.publishing.audit import audit
from bulletin.publishing.backup import backup
from bulletin.publishing.edition import Made
from bulletin.publishing.office import Office, Series, read_office
from bulletin.publishing.outcome import EditionOutcome
from bulletin.publishing.people import approve, correct, void
from bulletin.publishing.periods import Period
from bulletin.publishing.publication import Publication
from bulletin.publishing.register import Edition, Register
from bulletin.publishing.repair import Repaired, repair
from bulletin.publishing.store import sweep
from bulletin.publishing.website import rebuild

__all__ = [
    "Assignment",
    "Edition",
    "EditionOutcome",
    "Made",
    "Office",
    "Period",
    "Publication",
    "Register",
    "Repaired",
    "Series",
    "approve",
    "audit",
    "backup",
    "correct",
    "read_office",
    "rebuild",
    "repair",
    "sweep",
    "void",
]  # fmt: skip
