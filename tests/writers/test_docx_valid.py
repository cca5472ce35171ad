"""Every Word file: what a checker that is not ours says of it, and what has to hold for all of its parts.

openxml-audit keeps to the rules of Microsoft's own validator, which `make validate` asks as well.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from bulletin import write
from tests.helpers import checkers, specimens

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def word_files() -> dict[str, bytes]:
    """Each document as a Word file, one of them with its ledger."""
    made = {name: write(document, "docx") for name, document in specimens.documents().items()}
    document, options = specimens.carrying_its_ledger()
    return {**made, "ledger": write(document, "docx", options=options)}


def parts(content: bytes) -> Iterator[tuple[str, ET.Element]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                yield name, ET.fromstring(package.read(name))  # noqa: S314  # our own file


def elements(word_files: dict[str, bytes], tag: str) -> list[ET.Element]:
    """All elements of a tag, in all parts of all files."""
    return [
        each for content in word_files.values() for _, part in parts(content) for each in part.iter(W + tag)
    ]


def test_the_checker_finds_nothing(word_files: dict[str, bytes]) -> None:
    found = {name: checkers.of_word(content) for name, content in word_files.items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/settings.xml", b"<w:evenAndOddHeaders/>", b"<w:evenAndOddHeaders/><w:mirrorMargins/>"),
        ("word/styles.xml", b"<w:keepNext/>", b"<w:keepNexts/>"),
        ("word/document.xml", b'<w:vAlign w:val="center"/>', b'<w:vAlign w:val="middle"/>'),
    ],
)
def test_the_checker_notices_a_broken_file(
    part: str, old: bytes, new: bytes, word_files: dict[str, bytes]
) -> None:
    assert checkers.of_word(checkers.with_part(word_files["every-block"], part, old, new)) != []


def test_every_face_is_named_for_all_scripts_alike(word_files: dict[str, bytes]) -> None:
    faces = [[each.get(W + slot) for slot in SLOTS] for each in elements(word_files, "rFonts")]
    assert len(faces) > 100
    assert [names for names in faces if len(set(names)) != 1 or not names[0]] == []


def test_no_face_comes_from_a_theme(word_files: dict[str, bytes]) -> None:
    attributes = {name for each in elements(word_files, "rFonts") for name in each.attrib}
    assert attributes == {W + name for name in (*SLOTS, "hint")}


def test_the_language_is_chinese(word_files: dict[str, bytes]) -> None:
    languages = elements(word_files, "lang")
    assert len(languages) == len(word_files)  # once, in the defaults; nothing says otherwise
    assert {each.get(f"{W}eastAsia") for each in languages} == {"zh-CN"}


def test_the_styles_have_chinese_names(word_files: dict[str, bytes]) -> None:
    names = {
        str(name.get(f"{W}val"))
        for style in elements(word_files, "style")
        if style.get(f"{W}customStyle")
        for name in style.iter(f"{W}name")
    }
    assert len(names) > 20
    assert [name for name in names if not re.fullmatch("[\u4e00-\u9fff]+", name)] == []


def test_every_style_that_is_used_is_there(word_files: dict[str, bytes]) -> None:
    for content in word_files.values():
        styles = {str(each.get(f"{W}styleId")) for each in elements({"": content}, "style")}
        used = {
            str(each.get(f"{W}val")) for tag in ("pStyle", "rStyle", "tblStyle")
            for each in elements({"": content}, tag)
        }  # fmt: skip
        assert used <= styles


def test_bookmarks_have_names_and_numbers_of_their_own(word_files: dict[str, bytes]) -> None:
    for content in word_files.values():
        marks = elements({"": content}, "bookmarkStart")
        for key in ("id", "name"):
            assert [n for n in Counter(each.get(W + key) for each in marks).values() if n > 1] == []
