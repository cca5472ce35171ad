"""Every character is drawn by a known face or named as missing; what a computer lacks is said."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import bulletin_fonts
import pytest

from bulletin import BulletinError, build
from bulletin.typography import fonts
from bulletin.typography.layout import read_layout

ROOT = Path(__file__).parents[2]
PATHS = os.pathsep.join([str(ROOT), str(Path(bulletin_fonts.__file__).parents[1])])
RARE = "喆堃翀旻昇祎珺㛃𬭎䶮"  # in names of living people, outside of GB 2312

COMMAND = """
import sys
from bulletin.typography import fonts
from bulletin.cli import main
fonts.SYSTEM_FOLDERS = ()
sys.exit(main(sys.argv[1:]))
"""
WITHOUT_FONTS = "import sys; sys.modules['bulletin_fonts'] = None\n"  # its import fails as if not installed
WITHOUT_LIBRARY = """
import cffi
def dlopen(self, name, *flags, known=cffi.FFI.dlopen):
    if "{0}" in str(name):
        raise OSError(f"cannot load library '{{name}}'")
    return known(self, name, *flags)
cffi.FFI.dlopen = dlopen
"""


def run(preparation: str, *arguments: str, into: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "BULLETIN_FONTS"}
    example = str(ROOT / "examples" / "first.json")
    return subprocess.run(
        [sys.executable, "-c", preparation + COMMAND, "build", example, "--into", str(into), *arguments],
        env={**environment, "PYTHONPATH": PATHS, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


# ── faces ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("layout", ["gbt9704", "news"])
def test_every_face_a_layout_names_is_known(layout: str) -> None:
    assert {role.face for role in read_layout(layout).roles.values()} <= set(fonts.FACES)


def test_every_face_has_a_stand_in_and_known_faces_to_lend_it_glyphs() -> None:
    for face in fonts.FACES.values():
        assert face.stand_in in bulletin_fonts.FACES
        assert set(face.fallback) <= set(fonts.FACES)


def test_the_word_names_are_those_of_the_standard() -> None:
    words = [fonts.FACES[key].word for key in ("fangsong", "kaiti", "heiti", "songti", "xiaobiaosong")]
    assert words == ["仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"]


def test_a_file_of_the_office_goes_before_the_stand_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "方正" / "FZXBSJW.TTF"
    own.parent.mkdir()
    own.write_bytes(bulletin_fonts.path("Bulletin XiaoBiaoSong").read_bytes())
    monkeypatch.setenv("BULLETIN_FONTS", str(tmp_path))
    fonts.font_files.cache_clear()
    files = fonts.font_files()
    fonts.font_files.cache_clear()
    assert files["xiaobiaosong"] == own
    assert files["heiti"] == bulletin_fonts.path("Bulletin HeiTi")


# ── characters ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_a_character_no_face_has_stops_the_build(suffix: str, tmp_path: Path, round4: dict[str, Any]) -> None:
    round4["document"]["authors"] = ["刘强如", "𠮷田"]  # U+20BB7 is in none of the faces
    with pytest.raises(BulletinError) as refused:
        build(round4, formats=[suffix], into=tmp_path)
    (issue,) = refused.value.issues
    assert issue.code == "B603"
    assert "𠮷" in issue.message
    assert "U+20BB7" in issue.message
    assert "document.authors" in issue.place.replace("/", ".")
    assert refused.value.exit_code == 65
    assert list(tmp_path.iterdir()) == []


def test_every_undrawable_character_is_named(round4: dict[str, Any]) -> None:
    round4["document"]["authors"] = ["𠮷田", "㐂"]
    with pytest.raises(BulletinError) as refused:
        build(round4, formats=["docx"])
    assert sorted(str(issue.values["point"]) for issue in refused.value.issues) == ["U+20BB7", "U+3402"]


def test_rare_characters_of_names_are_drawn_by_a_fallback_face(tmp_path: Path, first: dict[str, Any]) -> None:
    first["document"]["authors"] = [RARE[:5], RARE[5:]]
    first["issuer"]["committee"] = RARE  # in the body: another face
    file = build(first, formats=["pdf"], into=tmp_path).files["pdf"]
    fonts = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    assert "fallback_light" in fonts  # for 仿宋
    assert "fallback " in fonts  # for 楷体
    assert f"{RARE[:5]}、{RARE[5:]}" in text
    assert f"。{RARE}已完成第一轮巡察" in text.replace("\n", "")


# ── what a computer may lack ─────────────────────────────────────────────────────────────────────────────


def test_without_any_face_the_build_says_how_to_get_them(tmp_path: Path) -> None:
    made = run(WITHOUT_FONTS, "--format", "pdf", "--lang", "en", into=tmp_path)
    assert made.returncode == 69
    assert "B602" in made.stderr
    assert "仿宋_GB2312、楷体_GB2312、黑体、宋体、方正小标宋简体" in made.stderr
    assert "pip install" in made.stderr
    assert "Traceback" not in made.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_any_face_a_word_file_can_be_made(tmp_path: Path) -> None:
    made = run(WITHOUT_FONTS, "--format", "docx", into=tmp_path)  # it only names the faces
    assert made.returncode == 0
    assert [file.name for file in tmp_path.iterdir()] == ["first.docx"]


@pytest.mark.parametrize("library", ["harfbuzz-subset", "pango"])
def test_without_a_library_the_build_says_what_to_install(library: str, tmp_path: Path) -> None:
    made = run(
        WITHOUT_LIBRARY.format(library), "--format", "docx,pdf", "--json", "--lang", "en", into=tmp_path
    )
    assert made.returncode == 69
    (issue,) = json.loads(made.stdout)["issues"]  # and nothing else is on standard output
    assert issue["code"] == "B605"
    assert "apt-get install libpangoft2-1.0-0 libharfbuzz-subset0" in issue["hint"]
    assert "Traceback" not in made.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_the_libraries_a_word_file_can_be_made(tmp_path: Path) -> None:
    made = run(WITHOUT_LIBRARY.format("pango"), "--format", "docx,html,txt", into=tmp_path)
    assert made.returncode == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["first.docx", "first.html", "first.txt"]
