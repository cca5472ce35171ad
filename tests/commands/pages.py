"""The pages of every example as pictures, to be looked at: the PDF above, the Word file by LibreOffice below.

The last one, `long`, has whatever an official document can have: several organs and signers, attachments,
turned sheets, a picture.

    python -m tests.commands.pages OUT

LibreOffice draws the standard's faces with the open stand-ins, so that both rows show the same glyphs.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from bulletin import build
from tests.helpers import long_bulletin, office

EXAMPLES = Path(__file__).parents[2] / "examples"
DOTS_PER_INCH = 60
GAP = 8


def main(out: Path) -> None:
    """Write OUT/NAME.png for each example."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for data in sorted([*EXAMPLES.glob("*.json"), *EXAMPLES.glob("kinds/*.json")]):
            build(data, into=folder)
        long_bulletin.main(folder)
        printed = office.printed(sorted(folder.glob("*.docx")), folder)
        for name, by_office in printed.items():
            together([pictures(folder / f"{name}.pdf"), pictures(by_office)]).save(out / f"{name}.png")
            print(out / f"{name}.png")


def pictures(pdf: Path) -> list[Image.Image]:
    """The pages of a PDF, by poppler."""
    target = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", str(DOTS_PER_INCH), "-png", str(pdf), str(target)], check=True)
    return [Image.open(page) for page in sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))]


def together(rows: list[list[Image.Image]]) -> Image.Image:
    """All pages on one sheet, a row for each file."""
    width = max(sum(page.width + GAP for page in row) for row in rows) + GAP
    height = sum(max(page.height for page in row) + GAP for row in rows) + GAP
    sheet = Image.new("RGB", (width, height), "#888888")
    down = GAP
    for row in rows:
        across = GAP
        for page in row:
            sheet.paste(page, (across, down))
            across += page.width + GAP
        down += max(page.height for page in row) + GAP
    return sheet


if __name__ == "__main__":
    main(Path(sys.argv[1]))
