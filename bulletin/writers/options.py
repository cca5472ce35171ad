"""What a publisher may choose about the files themselves."""

import datetime
from dataclasses import dataclass
from typing import Literal, get_args

from bulletin.ledger import Carried

PdfKind = Literal["a-3a", "a-2a", "ua-1"]
"""PDF/A-3a: for archives, tagged, can carry a file. PDF/A-2a: the same without. PDF/UA-1: for all readers."""

PDF_KINDS: tuple[str, ...] = get_args(PdfKind)

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
