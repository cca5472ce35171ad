"""Publication: an office's series, its register, editions that come out once, whole, and stay as they are."""

from bulletin.publishing.assignment import Task
from bulletin.publishing.audit import audit
from bulletin.publishing.edition import Made
from bulletin.publishing.office import Office, Series, read_office
from bulletin.publishing.people import approve, correct, void
from bulletin.publishing.periods import Period
from bulletin.publishing.publication import EditionOutcome, Publication
from bulletin.publishing.register import Edition, Register
from bulletin.publishing.store import sweep
from bulletin.publishing.website import rebuild

__all__ = [
    "Edition",
    "EditionOutcome",
    "Made",
    "Office",
    "Period",
    "Publication",
    "Register",
    "Series",
    "Task",
    "approve",
    "audit",
    "correct",
    "read_office",
    "rebuild",
    "sweep",
    "void",
]  # fmt: skip
