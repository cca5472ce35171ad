"""What is asked for: a document of some data, by a template, in some formats. Nothing of it has been read."""

import os
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.datafiles import Content, Source
from bulletin.model.choices import Detail, PdfKind
from bulletin.model.codelist import Codelist

if TYPE_CHECKING:
    from bulletin.composition import Template  # reads Jinja2, which `check` does without

EPOCH = "SOURCE_DATE_EPOCH"
FORMATS = ("docx", "pdf")
"""What is written unless something else is asked for."""


def _epoch() -> str:
    return os.environ.get(EPOCH, "")


@dataclass(frozen=True, slots=True)
class Request:
    """A document that is asked for (任务); every field but the first has a default.

    `source` is a data file (a path, its name with its bytes, a file that is open), a mapping, a DataFile or
    a Table. `origin` says where the data comes from (“SQL: select …”) in the ledger, `trace` and the proof;
    None: the name of the source. `template` None: the one the data names, else `news`. `layout` is the
    profile the document is laid out by; None: the template's. `codelist` is an office's own entries, or a
    whole codelist; None: `indicators.toml` beside the data, if it is there. `search` are folders with an
    office's templates and layouts. `previous` is the data of the edition before; None: nothing is compared.
    `on` is the 成文日期 and `number` the 发文字号; both override the data's. `name` is that of the files
    without their suffix; None: the data file's. With `strict` a warning stops the document as an error
    does.

    Of the documents: `formats` are those to write, `embed` is how much of the ledger travels in them (None:
    what the template says), `pdf` is the standard a PDF keeps to, and with `ledger` the full ledger is
    written beside them, as NAME.ledger.json. `into` is the folder they are written to; None: to none.

    `epoch` is SOURCE_DATE_EPOCH as it is when the request is made: the day of a document without a date.
    """

    source: Source
    template: "str | Template | None" = None
    _: KW_ONLY
    formats: Sequence[str] = FORMATS
    into: str | Path | None = None
    previous: Source | None = None
    strict: bool = False
    on: date | None = None
    number: str | None = None
    codelist: str | Path | Content | Codelist | None = None
    search: Sequence[Path] = ()
    layout: str | None = None
    embed: Detail | None = None
    pdf: PdfKind = "a-3a"
    ledger: bool = False
    name: str | None = None
    origin: str | None = None
    epoch: str = field(default_factory=_epoch)


def stem_of(source: str, template: str | None = None) -> str:
    """Return the name of the documents of a data file, without suffix; `template` is the one asked for."""
    return Path(source).stem + (f"-{template}" if template is not None else "")
