"""The first and the last page of the circular beside small pictures of them that somebody has looked at.

    python -m tests.writers.test_page_pictures

makes those in `images/` anew. The ink in blocks of 8 by 8 dots is compared, drawn large and made small:
another program that draws PDF (Poppler, MuPDF) is at most 10 shades off, whatever it does to edges of glyphs.
"""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from bulletin import build
from bulletin.typography import fonts

FOLDER = Path(__file__).parents[1] / "images"
EXAMPLE = Path(__file__).parents[2] / "examples" / "circular.json"
PAGES = {"circular-first": 0, "circular-last": -1}
DOTS_PER_INCH, LARGER = 60, 4
BLOCK = 8
TOLERANCE = 12
"""Shades of 255 by which a block may differ."""

pytestmark = pytest.mark.slow


def drawn() -> dict[str, Image.Image]:
    """The two pages, large, in the stand-ins' faces."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "SYSTEM_FOLDERS", ())
        document = pypdfium2.PdfDocument(build(EXAMPLE, formats=("pdf",)).contents["pdf"])
    scale = DOTS_PER_INCH * LARGER / 72
    found = {
        name: document[number % len(document)].render(scale=scale, grayscale=True).to_pil()
        for name, number in PAGES.items()
    }
    document.close()
    return found


def small(page: Image.Image) -> Image.Image:
    """A page as it is kept."""
    return page.convert("L").reduce(LARGER)


def difference(page: Image.Image, known: Image.Image) -> int:
    """The largest difference between a block of a large picture and of a small one."""
    blocks = [each.filter(ImageFilter.GaussianBlur(1)).reduce(BLOCK) for each in (small(page), known)]
    assert blocks[0].size == blocks[1].size
    shades = ImageChops.difference(*blocks).histogram()
    return max(shade for shade, count in enumerate(shades) if count)


def known(name: str) -> Image.Image:
    """The picture that was looked at."""
    with Image.open(FOLDER / f"{name}.png") as picture:
        return picture.convert("L")


@pytest.fixture(scope="module")
def pages() -> dict[str, Image.Image]:
    return drawn()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(name: str, pages: dict[str, Image.Image]) -> None:
    assert difference(pages[name], known(name)) <= TOLERANCE


ELEMENTS = {
    "mark": ("circular-first", 70, 84),
    "number": ("circular-first", 103, 111),
    "title": ("circular-first", 133, 166),
    "addressees": ("circular-first", 175, 185),
    "folio": ("circular-first", 265, 273),
    "signature": ("circular-last", 179, 187),
    "date": ("circular-last", 189, 197),
    "copies": ("circular-last", 243, 250),
}
"""Element → its page, and the mm between which it stands, from the upper edge."""


@pytest.mark.parametrize("way", ["down", "right"])
@pytest.mark.parametrize("element", ELEMENTS)
def test_an_element_moved_by_two_millimetres_is_seen(
    element: str, way: str, pages: dict[str, Image.Image]
) -> None:
    name, *edges = ELEMENTS[element]
    dots = DOTS_PER_INCH * LARGER / 25.4
    upper, lower = (round(edge * dots) for edge in edges)
    page = pages[name].copy()
    band = page.crop((0, upper, page.width, lower))
    assert band.getextrema() != (255, 255), "there is nothing to be moved"
    page.paste(255, (0, upper, page.width, lower))
    moved = Image.new("L", page.size, 255)
    moved.paste(band, (0, upper + round(2 * dots)) if way == "down" else (round(2 * dots), upper))
    assert difference(ImageChops.darker(page, moved), known(name)) > TOLERANCE


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for stem, picture in drawn().items():
        small(picture).save(FOLDER / f"{stem}.png", optimize=True)
