"""What a publisher may choose about the files themselves."""

import datetime
from dataclasses import dataclass
from typing import Literal

from bulletin.ledger.entries import Carried
from bulletin.model.choices import PdfKind

Sides = Literal["with_text", "next_page", "after_blank"]
"""Where on paper 版记 stands: below the text, alone on the next page, or alone after a blank one."""

UNDATED = datetime.date(1980, 1, 1)
"""The day a file bears when neither the data nor the surroundings give one; zip knows no earlier day."""


@dataclass(frozen=True, slots=True)
class Options:
    """What of its ledger a document carries (None: nothing is known of one), and which PDF is written."""

    ledger: Carried | None = None
    pdf: PdfKind = "a-3a"


DEFAULT = Options()
