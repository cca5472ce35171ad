"""Define what a publisher may choose about the files."""

import datetime
from dataclasses import dataclass
from typing import Literal

from bulletin.ledger.entries import Carried
from bulletin.model.choices import PdfKind

Sides = Literal["with_text", "next_page", "after_blank"]
"""The place of 版记 on paper: below the text, alone on the next page, or alone after a blank page."""

UNDATED = datetime.date(1980, 1, 1)
"""The date of a file if neither data nor environment give one; zip knows no earlier one."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a document is written: with which standard of PDF (`pdf`: a-3a, a-2a, ua-1).

    Private: `ledger`, what it embeds of its ledger; None: nothing.
    """

    ledger: Carried | None = None
    pdf: PdfKind = "a-3a"


DEFAULT = Options()
