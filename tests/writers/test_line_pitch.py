"""Lines of mixed faces stand 225 mm ÷ 22 apart, whatever line metrics an office's own font files have."""

from itertools import pairwise
from pathlib import Path

import bulletin_fonts
import pytest
from fontTools.ttLib import TTFont

from bulletin import write
from bulletin.measurement.pdf_page import pdf_pages
from bulletin.model.document import Document, Heading, Paragraph, Strong, Text
from bulletin.typography import fonts
from bulletin.writers import pdf

PITCH = 225 / 22 * 72 / 25.4  # 28.99 pt
MIXED = "混排1286件，喆𬭎㛃占17.5%，GB/T 9704和“引号”——"  # digits, lent characters, Latin, dashes

pytestmark = pytest.mark.slow


def extreme(source: str, target: Path, ascent: int, descent: int) -> None:
    """A face of ours that asks for very high lines, or very low ones; in thousandths of its size."""
    with TTFont(bulletin_fonts.path(source)) as font:
        lines, windows = font["hhea"], font["OS/2"]
        lines.ascent, lines.descent, lines.lineGap = ascent, -descent, 200
        windows.sTypoAscender, windows.sTypoDescender, windows.sTypoLineGap = ascent, -descent, 200
        windows.usWinAscent, windows.usWinDescent = ascent, descent
        font.save(target)


@pytest.fixture
def own_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with an office's own 仿宋, very high, and 楷体, very low."""
    extreme("Bulletin FangSong", tmp_path / "fangsong.ttf", 2200, 900)
    extreme("Bulletin KaiTi", tmp_path / "kaiti.ttf", 500, 20)
    monkeypatch.setenv("BULLETIN_FONTS", str(tmp_path))
    fonts.font_files.cache_clear()


def pitches() -> list[float]:
    """The distances of all baselines of a page of text with headings, below one another, in pt."""
    heads = (Heading(2, (Text("一、总体情况喆"),)), Heading(3, (Text("（一）进展珺"),)))
    text = Paragraph("body", (Strong((Text("楷体打头。"),)), Text(MIXED * 5)))
    content = write(Document("test", "gbt9704", "混排", "zh-CN", (*heads, text) * 4), "pdf")
    found = []
    for page in pdf_pages(content):
        baselines = sorted({round(glyph.baseline * 72 / 25.4, 2) for glyph in page.glyphs if glyph.size > 15})
        found += [lower - upper for upper, lower in pairwise(baselines)]
    return found


@pytest.mark.usefixtures("own_fonts")
def test_every_line_keeps_the_grid_with_fonts_of_extreme_metrics() -> None:
    found = pitches()
    assert len(found) >= 25
    assert found == pytest.approx([PITCH] * len(found), abs=0.05)


@pytest.mark.usefixtures("own_fonts")
def test_without_the_metrics_of_the_grid_they_would_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "on_the_grid", Path.read_bytes)
    assert max(abs(pitch - PITCH) for pitch in pitches()) > 0.5
