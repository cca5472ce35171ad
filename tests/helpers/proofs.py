"""The proof of a data file, for the tests of its page."""

from pathlib import Path
from typing import Any

from bulletin import Request, draft
from bulletin.issues.catalogue import Language
from bulletin.proofsheet import Proof, proof


def proof_of(
    source: Any,
    template: str | None = None,
    *,
    into: Path | None = None,
    language: Language = "zh",
    **asked: Any,
) -> Proof:
    """Return the proof of `source`; `asked` are the other fields of its request."""
    return proof(draft(Request(source, template, formats=(), **asked)), into=into, language=language)
