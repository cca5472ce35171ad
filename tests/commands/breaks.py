"""Where pages end in our PDF and in the Word file as LibreOffice prints it, and why not at the same place.

    make breaks

LibreOffice 7.4 widens the place between a Chinese character and a digit by a fifth of the size, and its
reader of Word files leaves out the setting that forbids this (w:autoSpaceDE, w:autoSpaceDN). So each Word
file is printed twice: as it is, and with that one setting put right after it has been read. Our PDF keeps a
number and its measure word in one line, which a Word file cannot ask for without a character more in its
text; so it is written once more without that.
"""

import json
import random
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bulletin import BulletinError, Document, build, write
from bulletin.measurement.pdf_page import pdf_pages
from bulletin.measurement.text_lines import lines_of
from bulletin.model.document import Inline, Paragraph, Strong, Text, Value, numbered
from bulletin.writers import html
from tests.helpers import office

ROOT = Path(__file__).parents[1]
LONG, PARAGRAPHS = 6, 60
"""How many long documents there are of each kind, and how many paragraphs each has."""
EDGE = 6
"""Characters by which the end of a page is known: the last ones of it and the first ones of the next."""
FOLIO = re.compile(r"—\d+—")
BORDER = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9])|(?<=[0-9%])(?=[\u4e00-\u9fff])")
"""Where a Chinese character and a number meet."""
NOTHING = re.compile("(?!)")
"""Matches nowhere: what is kept together if nothing is asked to be."""
DIGITS = re.compile(r"[0-9][0-9.%]*")

Pages = tuple[tuple[str, ...], ...]
"""The lines of each page, without its number."""


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a full page of our PDF, and of the same page by LibreOffice, with its gap and without.

    `loose` is where our page ends if a number and its measure word may part. `parted` are the lines of ours
    and of LibreOffice's that differ first, where the page ends otherwise.
    """

    document: str
    page: int
    own: str
    loose: str
    office: str
    gapless: str
    parted: tuple[str, str]

    @property
    def agrees(self) -> bool:
        """Whether LibreOffice ends the page at the same character."""
        return self.office == self.own

    @property
    def agrees_without_gap(self) -> bool:
        """Whether it does so as soon as it leaves out its gap."""
        return self.gapless == self.own

    @property
    def agrees_in_all_else(self) -> bool:
        """Whether it does so without its gap if we let numbers and measure words part."""
        return self.gapless == self.loose

    @property
    def cause(self) -> str:
        """Why the page ends otherwise."""
        if self.agrees:
            return ""
        borders = len(BORDER.findall(self.parted[0]))
        causes = [
            (self.agrees_without_gap, f"LibreOffice's gap, {borders} times in the line"),
            (self.agrees_in_all_else, "LibreOffice's gap, and a number kept with its measure word"),
            (True, "another"),
        ]
        cause = next(cause for holds, cause in causes if holds)
        return f"{cause}: {self.parted[0]} | {self.parted[1]}"


# ── the documents ────────────────────────────────────────────────────────────────────────────────────────


def short_documents() -> dict[str, Document]:
    """The examples and real cases in both templates that an inspection round has the data for."""
    found = {}
    files = [*(ROOT.parent / "examples").glob("*.json"), *(ROOT / "cases").glob("*[!d].json")]
    for file in sorted(files):
        for template in ("circular", "news"):
            own = file.with_name(f"{file.stem}.indicators.toml")
            try:
                made = build(_filled(file), template, formats=(), codelist=own if own.exists() else None)
            except BulletinError:
                continue
            found[f"{file.stem} {template}"] = made.document
    return found


def _filled(file: Path) -> dict[str, Any]:
    """The data of a file, with the head that a circular needs."""
    data: dict[str, Any] = json.loads(file.read_text("utf-8"), parse_float=Decimal)
    head = {"number": "云巡组〔2026〕8号", "addressees": ["各乡镇党委"], "date": "2026-09-18"}
    if "document" in data:
        data["document"] = {**head, "headline": ["巡察工作情况"], **data["document"]}
        data["issuer"] = {"mark": "中共云川县委巡察工作领导小组文件", **data["issuer"]}
    return data


def long_documents(short: Mapping[str, Document], digits: bool = True) -> dict[str, Document]:
    """Documents of about ten pages of the paragraphs of short ones; without digits, 若干 for each number."""
    every = [block for document in short.values() for block in document.blocks]
    blocks = [block for block in every if isinstance(block, Paragraph) and block.role == "body"]
    if not digits:
        blocks = [replace(block, inlines=_without_digits(block.inlines)) for block in blocks]
    kind = "with digits" if digits else "without digits"
    return {
        f"long {seed} {kind}": Document(
            "test",
            "gbt9704",
            "长文",
            "zh-CN",
            numbered(tuple(random.Random(seed).choices(blocks, k=PARAGRAPHS))),
        )
        for seed in range(LONG)
    }


def _without_digits(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    changed: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text(text) | Value(text):
                changed.append(Text(DIGITS.sub("若干", text)))
            case Strong(inner):
                changed.append(Strong(_without_digits(inner)))
            case _:
                changed.append(inline)
    return tuple(changed)


# ── their pages ──────────────────────────────────────────────────────────────────────────────────────────


def pages(pdf: Path) -> Pages:
    """The lines of every page."""
    every = (tuple(line.text for line in lines_of(page)) for page in pdf_pages(pdf.read_bytes()))
    return tuple(tuple(line for line in page if not FOLIO.fullmatch(line)) for page in every)


def breaks(documents: Mapping[str, Document], folder: Path) -> list[Break]:
    """The ends of all full pages, that is of all but the last."""
    for name, document in documents.items():
        write(document, folder / f"{name}.docx")
        write(document, folder / f"{name}.pdf")
        with patch.object(html, "KEPT", NOTHING):
            write(document, folder / f"{name}.loose.pdf")
    files = [folder / f"{name}.docx" for name in documents]
    gapped, gapless = office.printed(files, folder), office.printed_without_gap(files, folder)
    return [
        found
        for name in documents
        for found in _breaks(
            name,
            pages(folder / f"{name}.pdf"),
            pages(folder / f"{name}.loose.pdf"),
            pages(gapped[name]),
            pages(gapless[name]),
        )
    ]


def _breaks(name: str, own: Pages, loose: Pages, by_office: Pages, gapless: Pages) -> Iterable[Break]:
    for number in range(1, len(own)):
        ours, parting, theirs, without_gap = (_end(each, number) for each in (own, loose, by_office, gapless))
        parted = _parted(own[:number], by_office[:number])
        yield Break(name, number, ours, parting, theirs, without_gap, parted)


def _end(of: Pages, number: int) -> str:
    """The last characters of a page and the first ones of the next."""
    if number >= len(of):
        return "no such page"
    before, after = "".join(of[number - 1]), "".join(of[number])
    return f"{before[-EDGE:]}|{after[:EDGE]}"


def _parted(own: Pages, by_office: Pages) -> tuple[str, str]:
    """The first line that LibreOffice ends elsewhere, and what it has in its place."""
    ours = [line for page in own for line in page]
    theirs = [line for page in by_office for line in page]
    return next((pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]), ("", ""))


def share(ends: Sequence[bool]) -> float:
    """How many of the pages end alike, in percent."""
    return 100 * sum(ends) / len(ends)


def main() -> None:
    """Print every page that ends elsewhere, with its cause, and the shares."""
    short = short_documents()
    kinds = {
        "examples and cases": short,
        "long documents": long_documents(short),
        "long documents without digits": long_documents(short, digits=False),
    }
    with tempfile.TemporaryDirectory() as temporary:
        every = {documents[0]: breaks(documents[1], Path(temporary)) for documents in kinds.items()}
    for found in (each for kind in every.values() for each in kind if not each.agrees):
        print(f"{found.document}, page {found.page}: {found.own} here, {found.office} by LibreOffice")
        print(f"    {found.cause}")
    for kind, breaks_of_kind in every.items():
        print(f"{kind}: {len(breaks_of_kind)} full pages end at the same character")
        shares = {
            "as they are": [each.agrees for each in breaks_of_kind],
            "without LibreOffice's gap": [each.agrees_without_gap for each in breaks_of_kind],
            "if numbers may part from their measure words as well": [
                each.agrees_in_all_else for each in breaks_of_kind
            ],
        }
        for words, ends in shares.items():
            print(f"    {share(ends):.1f}% {words}")


if __name__ == "__main__":
    main()
