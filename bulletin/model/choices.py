"""What can be chosen of a document, as it is typed: the command offers it without reading anything else."""

from typing import Literal, get_args

Detail = Literal["full", "printed", "none"]
"""How much travels in the document: everything, what its pages show anyway, or nothing."""

DETAILS: tuple[str, ...] = get_args(Detail)

PdfKind = Literal["a-3a", "a-2a", "ua-1"]
"""PDF/A-3a: for archives, tagged, can carry a file. PDF/A-2a: the same without. PDF/UA-1: for all readers."""

PDF_KINDS: tuple[str, ...] = get_args(PdfKind)
