"""Make the seven faces in bulletin_fonts/ from the font files of four Debian packages.

    python drafting/build.py            write the faces
    python drafting/build.py --check    build them elsewhere and compare; exit 1 if any differs

Needs apt-get and dpkg-deb (Debian 12), about 300 MB of downloads, and the dependency group "build".
"""

import argparse
import hashlib
import io
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uharfbuzz as hb  # type: ignore[import-untyped]  # ships no types
from fontTools.misc.transform import Transform  # type: ignore[import-untyped]  # ships no types
from fontTools.pens.boundsPen import BoundsPen  # type: ignore[import-untyped]  # ships no types
from fontTools.pens.cu2quPen import Cu2QuPen  # type: ignore[import-untyped]  # ships no types
from fontTools.pens.filterPen import DecomposingFilterPen  # type: ignore[import-untyped]  # ships no types
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]  # ships no types
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]  # ships no types
from fontTools.ttLib import TTFont, newTable  # type: ignore[import-untyped]  # ships no types

from bulletin_fonts import FACES

HERE = Path(__file__).parent
PACKAGE = HERE / "bulletin_fonts"


# --- What each face is made from ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Source:
    """One font of one file of one Debian package."""

    package: str
    file: str
    sha256: str
    index: int = 0  # its place in a .ttc; 2 is Simplified Chinese in the Noto CJK collections


@dataclass(frozen=True)
class Recipe:
    """What to take from a source, and how far to raise it."""

    source: Source
    licence: str
    # Sources sit at different heights in the em: the ink of the characters they share is centred, on average,
    # 308 (Fandol), 356 (LXGW) and 380 (Noto) thousandths above the baseline. Ours has its middle at 380.
    raised: int = 0
    # Characters that take the glyph of another: (borrower, lender).
    borrowed: tuple[tuple[str, str], ...] = ()
    # Only the Chinese characters that this other face, a family of RECIPES, lacks.
    completes: str | None = None


VERSIONS = {
    "texlive-lang-chinese": "2022.20230122-1",
    "fonts-noto-cjk": "1:20220127+repack1-1",
    "fonts-noto-cjk-extra": "1:20220127+repack1-1",
    "fonts-lxgw-wenkai": "1.250+repack-1",
}

FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
NOTO = "usr/share/fonts/opentype/noto"
LXGW = "usr/share/fonts/truetype/lxgw-wenkai"

FANDOL_FANG = Source(
    "texlive-lang-chinese",
    f"{FANDOL}/FandolFang-Regular.otf",
    "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
)
FANDOL_KAI = Source(
    "texlive-lang-chinese",
    f"{FANDOL}/FandolKai-Regular.otf",
    "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827",
)
NOTO_SANS_MEDIUM = Source(
    "fonts-noto-cjk-extra",
    f"{NOTO}/NotoSansCJK-Medium.ttc",
    "197d5e1e019faca33a4d55931c7d68b8056f3b97cb862049f5cb8de9efdfb8ce",
    index=2,
)
NOTO_SERIF_BOLD = Source(
    "fonts-noto-cjk",
    f"{NOTO}/NotoSerifCJK-Bold.ttc",
    "a5d4b046c127da3d7c72f98b46c41489cd29bf52abfdf18aba920903e920d4ac",
    index=2,
)
NOTO_SERIF_REGULAR = Source(
    "fonts-noto-cjk",
    f"{NOTO}/NotoSerifCJK-Regular.ttc",
    "a04178ec485dffdff7cc0c0c20e1fce9202d7e2160d805e8e44a4c8841c58481",
    index=2,
)
LXGW_LIGHT = Source(
    "fonts-lxgw-wenkai",
    f"{LXGW}/LXGWWenKai-Light.ttf",
    "e302f84a1967817f91fc4011de7c8c12489c41072a7f0605a1c7b1399352cb93",
)
LXGW_REGULAR = Source(
    "fonts-lxgw-wenkai",
    f"{LXGW}/LXGWWenKai-Regular.ttf",
    "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
)

OFL = "SIL Open Font License, Version 1.1"
GPL = "GNU General Public License, version 3, with the GPL font exception"

# Noto draws U+2014 and U+00B7 for Latin text, and the Chinese dash and middle dot as U+2015 and U+30FB.
CHINESE_FORMS = (("—", "―"), ("·", "・"))
# Fandol has no U+2015, which is what GB 2312 text holds for a dash once decoded by Python.
BOTH_DASHES = (("―", "—"),)

RECIPES = {
    "Bulletin FangSong": Recipe(FANDOL_FANG, GPL, raised=72, borrowed=BOTH_DASHES),
    "Bulletin KaiTi": Recipe(FANDOL_KAI, GPL, raised=72, borrowed=BOTH_DASHES),
    "Bulletin HeiTi": Recipe(NOTO_SANS_MEDIUM, OFL, borrowed=CHINESE_FORMS),
    "Bulletin XiaoBiaoSong": Recipe(NOTO_SERIF_BOLD, OFL, borrowed=CHINESE_FORMS),
    "Bulletin Song": Recipe(NOTO_SERIF_REGULAR, OFL, borrowed=CHINESE_FORMS),
    "Bulletin Fallback Light": Recipe(LXGW_LIGHT, OFL, raised=24, completes="Bulletin FangSong"),
    "Bulletin Fallback": Recipe(LXGW_REGULAR, OFL, raised=24, completes="Bulletin KaiTi"),
}


# --- Which characters --------------------------------------------------------------------------------------

# Beyond GB 2312: what reports use that the standard of 1980 did not have. A source gives those it has.
EXTRA = (
    "—…·“”‘’–•‰€℃℉Ω〇○●◎□■△▲▽▼◇◆☆★※√✓×÷±≤≥≠≈←→↑↓"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
    "㎎㎏㎜㎝㎞㎡㎥～￥"
)

# Set in the square of a Chinese character wherever they stand, whatever the source's own width.
ONE_EM = "—―…·“”‘’※℃←→↑↓Ⅳ‖〓♀♂￠～"

# Two of these in a row are one line, so the stroke has to reach both sides of its square.
DASHES = "—―"

# FandolKai draws the sign for "from … to" at the height of an accent; it belongs in the middle.
LEVEL = "～"


def gb2312() -> set[str]:
    """From Python's codec, give the 7,445 characters and symbols of GB 2312."""
    rows = cells = range(0xA1, 0xFF)
    return {bytes((row, cell)).decode("gb2312", "ignore") for row in rows for cell in cells} - {""}


def standard_characters() -> set[str]:
    """From characters-8105.txt, give the characters of the Table of General Standard Chinese Characters."""
    return set((HERE / "characters-8105.txt").read_text(encoding="utf-8").split())


def wanted() -> set[str]:
    """From all lists together, give what a face should have where its source has it."""
    ascii_and_latin1 = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))}
    return gb2312() | standard_characters() | ascii_and_latin1 | set(EXTRA)


def is_han(character: str) -> bool:
    """From a character, tell whether it is a Chinese character rather than a symbol or a letter."""
    return unicodedata.name(character, "").startswith("CJK UNIFIED IDEOGRAPH")


def characters_of(recipe: Recipe, folder: Path) -> set[str]:
    """From a recipe and the source files, give the characters its face has."""
    available = {chr(code) for code in open_face(recipe.source, folder).unicodes} & wanted()
    available |= {borrower for borrower, lender in recipe.borrowed if lender in available}
    if recipe.completes is None:
        return available
    completed = characters_of(RECIPES[recipe.completes], folder)
    return {character for character in available - completed if is_han(character)}


# --- Fetching the sources ----------------------------------------------------------------------------------


def fetch(folder: Path) -> None:
    """From Debian's servers, put the unpacked packages into the folder, each under its own name."""
    complaints = []
    for package, version in VERSIONS.items():
        archive = download(package, version, folder)
        subprocess.run(["dpkg-deb", "-x", archive, folder / package], check=True)
        complaints += [
            f"{archive.name}, {package} {version} is pinned: {Path(source.file).name} differs"
            for source in dict.fromkeys(recipe.source for recipe in RECIPES.values())
            if source.package == package and digest(folder / package / source.file) != source.sha256
        ]
    if complaints:
        sys.exit("\n".join(complaints))


def download(package: str, version: str, folder: Path) -> Path:
    """From a package name, put its .deb into the folder, in the pinned version if Debian still serves it."""
    # Another version may still hold the same font files, so it is fetched and left to the comparison.
    for wish in (f"{package}={version}", package):
        command = ["apt-get", "download", wish]
        answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            return next(folder.glob(f"{package}_*.deb"))
    sys.exit(f"apt-get cannot download {package}:\n{answer.stderr}")


def digest(path: Path) -> str:
    """From a file, give its SHA-256, or nothing if there is no such file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def open_face(source: Source, folder: Path) -> hb.Face:
    """From a source and the folder of packages, open the font in HarfBuzz."""
    return hb.Face(hb.Blob.from_file_path(str(folder / source.package / source.file)), source.index)


# --- Making one face ---------------------------------------------------------------------------------------

UNITS = 1000  # to the em; all seven sources have it
ASCENT, DESCENT = 880, 120
MADE = 3878236800  # 2026-11-23 in seconds since 1904; a constant, or no two builds would be alike
TABLES = {"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"}


def make(family: str, sources: Path, folder: Path) -> Path:
    """From the sources, write the file of a family into the folder."""
    recipe = RECIPES[family]
    characters = characters_of(recipe, sources)
    font = cut(recipe, characters, sources)
    share_glyphs(font, recipe)
    redraw(font, recipe.raised)
    for table in set(font.keys()) - TABLES - {"GlyphOrder"}:
        del font[table]
    set_metrics(font)
    set_names(font, family, recipe.licence)
    check(font, family, characters)
    path = folder / FACES[family]
    font.save(path)
    return path


def cut(recipe: Recipe, characters: set[str], sources: Path) -> TTFont:
    """From a source font, give one with only the glyphs of the wanted characters, unhinted."""
    kept = characters - {borrower for borrower, _ in recipe.borrowed}
    order = hb.SubsetInput()
    order.sets(hb.SubsetInputSets.UNICODE).set({ord(character) for character in kept})
    # Without the closure flag every variant that a layout feature could reach would come along.
    flags = hb.SubsetFlags
    order.flags = flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
    data = hb.subset(open_face(recipe.source, sources), order).blob.data
    return TTFont(io.BytesIO(data), recalcTimestamp=False)


def share_glyphs(font: TTFont, recipe: Recipe) -> None:
    """From the recipe's pairs, map each borrowing character to the glyph of its lender."""
    for table in font["cmap"].tables:
        table.cmap.update({ord(borrower): table.cmap[ord(lender)] for borrower, lender in recipe.borrowed})


def redraw(font: TTFont, raised: int) -> None:
    """From outlines of either kind, make plain TrueType ones at the height and width of the common grid."""
    # PDF writers number the glyphs of a cut CFF font wrongly, which shows as missing text in some readers.
    cubic = "CFF " in font
    drawings = font.getGlyphSet()
    advances = {name: drawings[name].width for name in font.getGlyphOrder()}
    moves = {name: Transform().translate(0, raised) for name in advances}
    cmap = font.getBestCmap()
    for character in ONE_EM:
        if name := cmap.get(ord(character)):
            advances[name] = UNITS
            moves[name] = to_square(drawings, name, character, raised)

    glyf = newTable("glyf")
    glyf.glyphOrder = font.getGlyphOrder()
    glyf.glyphs = {}
    for name in glyf.glyphOrder:
        pen = TTGlyphPen(None)
        # Within one unit of the curve; PostScript contours run the other way round.
        target = Cu2QuPen(pen, max_err=1.0, reverse_direction=True) if cubic else pen
        # Composites are taken apart: a part moved by itself and again with the whole would end up too high.
        drawings[name].draw(DecomposingFilterPen(TransformPen(target, moves[name]), drawings))
        glyph = glyf.glyphs[name] = pen.glyph()
        glyph.recalcBounds(glyf)
        font["hmtx"][name] = (round(advances[name]), glyph.xMin)
    font["glyf"], font["loca"] = glyf, newTable("loca")
    font["maxp"] = profile()
    font.sfntVersion = "\0\1\0\0"


def to_square(drawings: Any, name: str, character: str, raised: int) -> Transform:
    """From a glyph, give the move that centres it in one em or stretches it, if a dash, to both sides."""
    measure = BoundsPen(drawings)
    drawings[name].draw(measure)
    left, bottom, right, top = measure.bounds
    if character in DASHES:
        return Transform().scale(UNITS / (right - left), 1).translate(-left, raised)
    up = (ASCENT - DESCENT - bottom - top) / 2 if character in LEVEL else raised
    return Transform().translate((UNITS - drawings[name].width) / 2, up)


def profile() -> Any:
    """Give a 'maxp' table for TrueType outlines; its counts are filled in on saving."""
    maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    maxp.numGlyphs = 0
    maxp.maxZones = 1
    for unused in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
        "maxSizeOfInstructions", "maxComponentElements",
    ):  # fmt: skip
        setattr(maxp, unused, 0)
    return maxp


def set_metrics(font: TTFont) -> None:
    """Give the font the line height, weight class and dates that all seven share."""
    hhea, os2, head, post = font["hhea"], font["OS/2"], font["head"], font["post"]
    hhea.ascent, hhea.descent, hhea.lineGap = ASCENT, -DESCENT, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ASCENT, -DESCENT, 0
    os2.usWinAscent, os2.usWinDescent = ASCENT, DESCENT
    # Each family is one regular face, so that a program asked for bold does not take it for bold already.
    os2.usWeightClass, os2.fsSelection, os2.fsType, head.macStyle = 400, 0x40, 0, 0
    head.created = head.modified = MADE
    head.fontRevision, head.glyphDataFormat = 1.0, 0
    post.underlinePosition, post.underlineThickness = -100, 50
    # Glyph names are of no use to a reader of the font.
    post.formatType, post.extraNames, post.mapping = 3.0, [], {}


def set_names(font: TTFont, family: str, licence: str) -> None:
    """Replace the source's names, some of them reserved, and keep its copyright notice."""
    compact = family.replace(" ", "")
    table = font["name"]
    notice = "\n".join(table.getDebugName(0).splitlines())
    table.names = []
    change = "Modified in 2026 for bulletin-fonts: characters selected, outlines converted and moved."
    for number, text in (
        (0, f"{notice}\n{change}"),
        (1, family),
        (2, "Regular"),
        (3, f"{compact} 1.000"),
        (4, family),
        (5, "Version 1.000"),
        (6, compact),
        (13, licence),
    ):
        table.setName(text, number, 3, 1, 0x409)


def check(font: TTFont, family: str, characters: Iterable[str]) -> None:
    """From a finished face, stop the build if a character is missing, empty or off the grid."""
    cmap, hmtx, glyf = font.getBestCmap(), font["hmtx"], font["glyf"]
    for character in sorted(characters):
        name = cmap.get(ord(character))
        if name is None:
            sys.exit(f"{family}: no {character}")
        if not character.isspace() and not glyf[name].numberOfContours:
            sys.exit(f"{family}: {character} is empty")
        if (is_han(character) or character in ONE_EM) and hmtx[name][0] != UNITS:
            sys.exit(f"{family}: {character} is not one em wide")


# --- All faces ---------------------------------------------------------------------------------------------


def build(folder: Path) -> list[Path]:
    """From Debian's packages, write all seven files into the folder."""
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(2) as workers:
        sources = Path(name)
        fetch(sources)
        jobs = [workers.submit(make, family, sources, folder) for family in FACES]
        return [job.result() for job in jobs]


def compare(built: Iterable[Path]) -> int:
    """From built files, print how each compares with the one in the package and give the exit code."""
    differing = [path.name for path in built if digest(path) != digest(PACKAGE / path.name)]
    print("\n".join(f"{name} differs" for name in differing) or "every face is what drafting/build.py makes")
    return 1 if differing else 0


def main() -> int:
    """From the command line, build or check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    if not parser.parse_args().check:
        for path in build(PACKAGE):
            print(digest(path), path.name)
        return 0
    with tempfile.TemporaryDirectory() as name:
        return compare(build(Path(name)))


if __name__ == "__main__":
    sys.exit(main())
