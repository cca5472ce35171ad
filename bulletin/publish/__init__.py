"""Publication: an office's series, its register, editions that come out once, whole, and stay as they are."""

from bulletin.publish.archive import rebuild
from bulletin.publish.audit import audit
from bulletin.publish.line import Outcome, Publication
from bulletin.publish.making import Made
from bulletin.publish.office import Office, Series, read_office
from bulletin.publish.people import approve, correct, void
from bulletin.publish.periods import Period
from bulletin.publish.register import Edition, Register
from bulletin.publish.store import sweep
from bulletin.publish.tasks import Task

__all__ = [
    "Edition", "Made", "Office", "Outcome", "Period", "Publication", "Register", "Series", "Task",
    "approve", "audit", "correct", "read_office", "rebuild", "sweep", "void",
]  # fmt: skip
