"""Define the choices a user has for a document, in a file that imports nothing else."""

from typing import Literal, get_args

Detail = Literal["full", "printed", "none"]
"""How much of the ledger is embedded: everything, what the pages show anyway, or nothing."""

DETAILS: tuple[str, ...] = get_args(Detail)

PdfKind = Literal["a-3a", "a-2a", "ua-1"]
"""PDF/A-3a: for archives, tagged, can carry a file. PDF/A-2a: the same without. PDF/UA-1: for all readers."""

Format = Literal["docx", "pdf", "html", "txt"]
"""What a document can be written as."""

FORMATS: tuple[str, ...] = get_args(Format)

PDF_KINDS: tuple[str, ...] = get_args(PdfKind)
