"""The pages of every example as pictures, to be looked at: the PDF above, the Word file by LibreOffice below.

    python tests/pages.py OUT

LibreOffice draws the standard's faces with the open stand-ins, so that both rows show the same glyphs.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import bulletin_fonts
from PIL import Image

from bulletin import build

EXAMPLES = Path(__file__).parent.parent / "examples"
FACES = {
    "仿宋_GB2312": "Bulletin FangSong",
    "楷体_GB2312": "Bulletin KaiTi",
    "黑体": "Bulletin HeiTi",
    "宋体": "Bulletin Song",
    "方正小标宋简体": "Bulletin XiaoBiaoSong",
}
ALIAS = '<alias binding="same"><family>{}</family><prefer><family>{}</family></prefer></alias>'
DOTS_PER_INCH = 60
GAP = 8


def main(out: Path) -> None:
    """Write OUT/NAME.png for each example."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for data in sorted(EXAMPLES.glob("*.json")):
            files = build(data, into=folder).files
            rows = [pictures(files["pdf"]), pictures(by_libreoffice(files["docx"], folder))]
            together(rows).save(out / f"{data.stem}.png")
            print(out / f"{data.stem}.png")


def by_libreoffice(word: Path, folder: Path) -> Path:
    """The Word file as LibreOffice prints it."""
    aliases = "".join(ALIAS.format(*pair) for pair in FACES.items())
    fonts = Path(bulletin_fonts.__file__).parent
    settings = folder / "fonts.conf"
    settings.write_text(
        f"<fontconfig><dir>{fonts}</dir><cachedir>{folder}/cache</cachedir>{aliases}</fontconfig>", "utf-8"
    )
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder / "word"), str(word)]
    subprocess.run(
        command, check=True, capture_output=True, env={**os.environ, "FONTCONFIG_FILE": str(settings)}
    )
    return folder / "word" / f"{word.stem}.pdf"


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
