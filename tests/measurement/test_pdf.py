"""`bulletin measure`: the measures of finished documents, held against the standard's arithmetic."""

import io
import json
import random
from pathlib import Path

import pytest

from bulletin import build, cli
from bulletin.issues.errors import BulletinError, DataRefused, InputMissing
from bulletin.issues.excerpt import width
from bulletin.measurement import PROFILES, Report, measure
from bulletin.measurement.font_names import face_of
from bulletin.measurement.head_measures import shape
from tests.helpers.sheets import CELL, LINE, Plan, Set, Stroke, pdf, picture, sheets

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("measured")
    for name in ("circular", "round4"):
        build(EXAMPLES / f"{name}.json", formats=["docx", "pdf"], into=folder)
    return folder


def measured(plan: Plan, folder: Path) -> Report:
    """The measures of a document of known geometry."""
    file = folder / "sheet.pdf"
    file.write_bytes(pdf(sheets(plan)))
    return measure(file)


def values(report: Report) -> dict[str, float | str | None]:
    return {row.requirement.key: row.measured for row in report.rows}


def amiss(report: Report) -> set[str]:
    """What is other than asked for."""
    return {row.requirement.key for row in report.rows if row.verdict != "ok"}


def verdicts(report: Report) -> dict[str, str]:
    return {row.requirement.key: row.verdict for row in report.rows}


# ── a PDF of known geometry ──────────────────────────────────────────────────────────────────────────────

EXACT: dict[str, float | str] = {
    "page.width": 210,
    "page.height": 297,
    "page.top": 37,
    "page.left": 28,
    "page.text_width": 156,
    "page.bottom": 297 - 262 + 2.29,  # half of what 10.227 mm leave to 5.644 mm
    "grid.lines": 22,
    "grid.characters": 28,
    "grid.height": 225,
    "copy_number.line": 1,
    "mark.centre": 0,
    "number.blank": 2,
    "rule.distance": 4,
    "rule.width": 156,
    "rule.thickness": 0.4,
    "title.blank": 2,
    "title.shape": "trapezium",
    "addressees.blank": 1,
    "body.first_line": 2,
    "annex_note.blank": 1,
    "unsealed.organ_right": 2,
    "unsealed.date_offset": 2,
    "annex.line": 1,
    "annex.title_line": 3,
    "imprint.foot": 0,
    "imprint.outer": 0.35,
    "imprint.inner": 0.25,
    "folio.distance": 7,
    "folio.odd_right": 1,
    "folio.even_left": 1,
}


def test_a_document_as_the_standard_asks_is_measured_as_such(tmp_path: Path) -> None:
    report = measured(Plan(), tmp_path)
    assert amiss(report) == set()
    assert not report.deviates
    found = values(report)
    assert {key: found[key] for key in EXACT} == {
        key: value if isinstance(value, str) else pytest.approx(value, abs=0.15)
        for key, value in EXACT.items()
    }
    assert found["grid.pitch"] == pytest.approx(225 / 22 * 72 / 25.4, abs=0.02)  # 28.99 pt
    assert found["mark.top"] == pytest.approx(35.2, abs=0.2)  # the ink begins a little below the cell
    assert report.absent == ("urgency", "signer", "heading3", "heading4")


CHANGES: dict[str, tuple[Plan, set[str]]] = {
    "the inner margin is 31 mm": (Plan(left=31), {"page.left"}),
    "the inner margin is 29.5 mm": (Plan(left=29.5), {"page.left"}),
    "the upper margin is 40 mm": (
        Plan(top=40, copy_number="", lines=21),
        {"page.top", "grid.lines", "grid.height"},
    ),
    "the text is 152 mm wide": (Plan(width=152), {"page.text_width"}),
    "27 characters a line": (Plan(characters=27), {"grid.characters"}),
    "20 lines a page": (Plan(lines=20, line=225 / 20), {"grid.lines", "grid.pitch"}),
    "a line is 0.6 mm too low": (Plan(uneven=0.6), {"grid.even"}),
    "a line ends 2 mm early": (Plan(ragged=2), {"grid.flush"}),
    "the number of the copy has 5 digits": (Plan(copy_number="00001"), {"copy_number.digits"}),
    "the secrecy is set in FangSong": (Plan(secrecy_face="fangsong"), {"secrecy.face"}),
    "the mark is 10 mm too high": (Plan(mark_top=62), {"mark.top"}),
    "the mark is 1.5 mm too low": (Plan(mark_top=73.5), {"mark.top"}),
    "the mark is set in Song": (Plan(mark_face="songti"), {"mark.face"}),
    "one blank line above the number": (Plan(number_blank=1), {"number.blank"}),
    "the number is 3 mm off the middle": (Plan(number_shift=3), {"number.centre"}),
    "the rule is 7 mm below": (Plan(rule_gap=7), {"rule.distance"}),
    "the rule is too short": (Plan(rule_length=150), {"rule.width"}),
    "the rule is black": (Plan(rule_color="#000"), {"rule.color"}),
    "the rule is 1 mm thick": (Plan(rule_thickness=1), {"rule.thickness"}),
    "one blank line above the title": (Plan(title_blank=1), {"title.blank"}),
    "the title is set in 三号小": (Plan(title_size=18), {"title.size"}),
    "the title is off the middle": (Plan(title_shift=-2), {"title.centre"}),
    "the lines of the title are equally long": (
        Plan(title=("中共云川县委巡察工作领导小组", "关于前两轮巡察工作情况的通报")),
        {"title.shape"},
    ),
    "no blank line above the addressees": (Plan(addressees_blank=0), {"addressees.blank"}),
    "a half-width colon": (Plan(addressees="各乡镇党委，县直各部门党组:"), {"addressees.colon"}),
    "the body is set in Song": (Plan(body_face="songti"), {"body.face"}),
    "paragraphs are indented by one character": (Plan(indent=1), {"body.first_line"}),
    "the headings are FangSong": (
        Plan(heading_face="fangsong", heading2_face="fangsong"),
        {"heading1.face", "heading2.face"},
    ),
    "no blank line above the list of annexes": (Plan(annex_blank=0), {"annex_note.blank"}),
    "a full stop after an annex": (Plan(annex_note="附件：整改情况统计表。"), {"annex_note.bare"}),
    "two annexes, one number below the other": (Plan(two_annexes=True), set()),
    "the second annex is out of line": (Plan(two_annexes=True, second_shift=1), {"annex_note.aligned"}),
    "the organ is at the edge": (Plan(organ_right=0), {"unsealed.organ_right"}),
    "the date begins under the organ": (Plan(date_offset=0), {"unsealed.date_offset"}),
    "a sealed date is 6 characters in": (
        Plan(signed="sealed", organ="云川县委", date_right=6),
        {"sealed.date_right"},
    ),
    "a sealed organ is off its date": (
        Plan(signed="sealed", organ="云川县委巡察办", organ_shift=1),
        {"sealed.centre"},
    ),
    "a date with leading zeros": (Plan(date="2026年09月08日"), {"date.digits"}),
    "a note in half-width brackets": (Plan(note="(此件公开发布)"), {"note.brackets"}),
    "the label of the annex is on line 2": (Plan(annex_label_line=2), {"annex.line"}),
    "the title of the annex is on line 2": (Plan(annex_title_line=2), {"annex.title_line"}),
    "the label of the annex is FangSong": (Plan(annex_face="fangsong"), {"annex.face"}),
    "the imprint is 12 mm too high": (Plan(foot=-12), {"imprint.foot"}),
    "the rules of the imprint are the wrong way": (
        Plan(outer=0.25, inner=0.35),
        {"imprint.outer", "imprint.inner"},
    ),
    "the imprint has no rules": (Plan(rules=False), {"imprint.rules", "imprint.foot"}),
    "no indent before the copies": (Plan(copies_indent=0), {"copies.left"}),
    "no full stop after the copies": (Plan(copies="抄送：县委常委，县纪委监委"), {"copies.stop"}),
    "the imprint is 三号": (Plan(printed_size=16), {"printed.size"}),
    "the numbers are on the wrong side": (Plan(swapped=True), {"folio.odd_right", "folio.even_left"}),
    "the numbers are at the edge": (Plan(folio_indent=0), {"folio.odd_right", "folio.even_left"}),
    "the numbers are 10 mm below": (Plan(folio_gap=10), {"folio.distance"}),
    "the numbers have no dashes": (Plan(folio_text="{n}"), {"folio.dashes"}),
    "the numbers are FangSong": (Plan(folio_face="fangsong"), {"folio.face"}),
    "a number is left out": (Plan(folio_numbers=(1, 2, 4, 5)), {"folio.consecutive"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_changed_is_found_and_nothing_else(change: str, tmp_path: Path) -> None:
    plan, wanted = CHANGES[change]
    assert amiss(measured(plan, tmp_path)) == wanted


def test_what_is_usual_is_a_hint_and_what_is_required_a_deviation(tmp_path: Path) -> None:
    report = measured(Plan(characters=27, mark_top=62, rule_thickness=1), tmp_path)
    kinds = verdicts(report)
    assert [kinds[key] for key in ("grid.characters", "rule.thickness", "mark.top")] == [
        "hint",
        "hint",
        "error",
    ]
    assert report.deviates
    assert not measured(Plan(characters=27), tmp_path).deviates


def test_characters_that_begin_at_the_very_edge_keep_the_standard_too(tmp_path: Path) -> None:
    """GB/T 33476.2, annex A: 22 characters of 5.644 mm, 10.39 mm apart, from 37 mm down."""
    line = 10.39
    leading = (line - 16 * 25.4 / 72) / 2
    plan = Plan(top=37 - 2.291, line=line)  # LEAD of the sheets is that of the other way
    report = measured(plan, tmp_path)
    assert leading == pytest.approx(2.37, abs=0.01)
    assert values(report)["page.top"] == pytest.approx(37, abs=0.1)
    assert values(report)["grid.lines"] == 22
    assert {"page.top", "page.bottom", "grid.height"}.isdisjoint(amiss(report))


def test_an_upward_document_names_its_signer(tmp_path: Path) -> None:
    plan = Plan()
    pages = sheets(plan)
    number = next(line for line in pages[0] if isinstance(line, Set) and "〔" in line.text)
    pages[0].remove(number)
    pages[0].append(Set(number.text, 28 + CELL, number.top, advance=CELL))
    signer, name = "签发人：", "张三丰"
    start = 184 - CELL - (len(signer) + len(name)) * CELL
    pages[0].append(Set(signer, start, number.top, advance=CELL))
    pages[0].append(Set(name, start + len(signer) * CELL, number.top, face="kaiti", advance=CELL))
    file = tmp_path / "upward.pdf"
    file.write_bytes(pdf(pages))
    report = measure(file)
    assert amiss(report) == set()
    assert values(report)["signer.right"] == pytest.approx(1, abs=0.1)
    assert values(report)["signer.face"] == "kaiti"


@pytest.mark.parametrize(("shift", "wanted"), [(0, set()), (-3, {"copies.aligned"})])
def test_copies_go_on_below_what_follows_the_colon(shift: float, wanted: set[str], tmp_path: Path) -> None:
    pages = sheets(Plan())
    rules = [thing for thing in pages[3] if isinstance(thing, Stroke)]
    first = next(line for line in pages[3] if isinstance(line, Set) and line.text.startswith("抄送"))
    em = 14 * 25.4 / 72
    pages[3].remove(first)
    pages[3].remove(rules[0])
    pages[3].append(Set("抄送：县委常委，县纪委监委，", 28 + em, first.top - 6, 14))
    pages[3].append(Set("县委组织部。", 28 + em * (4 + shift), first.top, 14))
    pages[3].append(Stroke(28, rules[0].top - 6, 156, 0.35))
    (tmp_path / "copies.pdf").write_bytes(pdf(pages))
    assert amiss(measure(tmp_path / "copies.pdf")) == wanted


def test_the_seals_of_a_joint_issue_are_not_taken_for_one(tmp_path: Path) -> None:
    pages = sheets(Plan(signed="sealed", organ="云川县委"))
    organ = next(line for line in pages[2] if isinstance(line, Set) and line.text == "云川县委")
    pages[2].append(Set("云川县人民政府", 60, organ.top, advance=CELL))
    (tmp_path / "joint.pdf").write_bytes(pdf(pages))
    report = measure(tmp_path / "joint.pdf")
    assert amiss(report) == set()
    assert "sealed.centre" not in values(report)


def test_a_rule_drawn_in_pieces_and_twice_is_one(tmp_path: Path) -> None:
    pages = sheets(Plan())
    rule = next(thing for thing in pages[0] if isinstance(thing, Stroke))
    half = Stroke(rule.left, rule.top, 78, rule.thickness, rule.color)
    pages[0] += [half, rule, Stroke(rule.left + 78, rule.top, 78, rule.thickness, rule.color)]
    pages[0].remove(rule)
    file = tmp_path / "pieces.pdf"
    file.write_bytes(pdf(pages))
    assert values(measure(file))["rule.width"] == pytest.approx(156, abs=0.1)


@pytest.mark.parametrize(
    ("widths", "name"),
    [
        ([90], "one"),
        ([60, 100], "trapezium"),
        ([100, 60], "inverted"),
        ([60, 100, 60], "lozenge"),
        ([60, 100, 101], "trapezium"),
        ([100, 60, 100], "hourglass"),
        ([100, 101], "rectangle"),
        ([60, 100, 60, 100], "ragged"),
    ],
)
def test_the_shape_of_a_title(widths: list[float], name: str) -> None:
    assert shape(widths, 7.76) == name


# ── anything else ────────────────────────────────────────────────────────────────────────────────────────


def refusal(file: Path) -> tuple[int, str]:
    with pytest.raises(BulletinError) as caught:
        measure(file)
    return int(caught.value.exit_code), caught.value.issues[0].code


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputMissing):
        measure(tmp_path / "nowhere.pdf")


@pytest.mark.parametrize("name", ["text.txt", "noname", "picture.png"])
def test_other_kinds_are_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert refusal(tmp_path / name) == (65, "B801")


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x00" * 5000])
def test_garbage_is_refused(content: bytes, suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"garbage.{suffix}"
    file.write_bytes(content)
    assert refusal(file) == (65, "B810")


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_damaged_file_is_measured_or_refused(kind: str, examples: Path, tmp_path: Path) -> None:
    whole = (examples / f"circular.{kind}").read_bytes()
    chance = random.Random(9704)  # noqa: S311  # the same damage every time
    file = tmp_path / f"damaged.{kind}"
    for _ in range(25):
        broken = bytearray(whole)
        for _ in range(40):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        file.write_bytes(broken[: chance.randrange(len(broken) // 2, len(broken) + 1)])
        try:
            measure(file)
        except DataRefused:
            continue


def one_page(things: list[Set | Stroke], folder: Path, width: float = 210, height: float = 297) -> Path:
    file = folder / "page.pdf"
    file.write_bytes(pdf([things], width, height))
    return file


def test_an_english_page_is_refused(tmp_path: Path) -> None:
    assert refusal(one_page([Set("A report in English", 28, 40)], tmp_path)) == (65, "B820")


def test_an_empty_page_is_refused(tmp_path: Path) -> None:
    assert refusal(one_page([], tmp_path)) == (65, "B820")


def test_a_scan_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(pdf([picture()]))
    assert refusal(tmp_path / "scan.pdf") == (65, "B820")


def test_a_page_that_is_a_picture_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mixed.pdf").write_bytes(pdf([*sheets(Plan())[:2], picture()]))
    report = measure(tmp_path / "mixed.pdf")
    assert [(issue.code, issue.values["pages"]) for issue in report.issues] == [("B821", "3")]
    run(tmp_path / "mixed.pdf", as_json=True)
    assert json.loads(capsys.readouterr().out)["issues"][0]["code"] == "B821"


def test_a_landscape_page_is_measured_as_paper_alone(tmp_path: Path) -> None:
    report = measure(one_page([Set("横排表格", 28, 40)], tmp_path, 297, 210))
    assert set(values(report)) == {"page.width", "page.height", "fonts.embedded"}
    assert amiss(report) == set()


def test_one_character_is_enough_to_go_through(tmp_path: Path) -> None:
    report = measure(one_page([Set("字", 28, 40)], tmp_path))
    assert values(report)["page.left"] == pytest.approx(28, abs=0.1)


# What turns the content of a page back, so that it stands upright once the page is shown turned.
TURNS = {90: (0, 1, -1, 0, 841.89, 0), 180: (-1, 0, 0, -1, 595.276, 841.89), 270: (0, -1, 1, 0, 0, 595.276)}


@pytest.mark.parametrize("angle", TURNS)
def test_a_turned_page_is_measured_as_it_is_shown(angle: int, tmp_path: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf(sheets(Plan())))
    for page in document:
        turn = pypdfium2.raw.FS_MATRIX(*TURNS[angle])
        assert pypdfium2.raw.FPDFPage_TransFormWithClip(page, turn, None)
        page.set_mediabox(0, 0, *((595.276, 841.89) if angle == 180 else (841.89, 595.276)))
        page.set_rotation(angle)
    document.save(str(tmp_path / "turned.pdf"))
    assert amiss(measure(tmp_path / "turned.pdf")) == set()


def test_text_that_runs_upwards_is_not_measured(tmp_path: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf(sheets(Plan())))
    for page in document:
        page.set_rotation(90)
    document.save(str(tmp_path / "turned.pdf"))
    assert refusal(tmp_path / "turned.pdf") == (65, "B820")


def test_a_shifted_crop_box_is_where_the_page_begins(tmp_path: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf(sheets(Plan())))
    for page in document:
        page.set_mediabox(0, 0, 700, 900)
        page.set_cropbox(10, 20, 10 + 595.276, 20 + 841.89)
    content = io.BytesIO()
    document.save(content)
    (tmp_path / "shifted.pdf").write_bytes(content.getvalue())
    found = values(measure(tmp_path / "shifted.pdf"))
    assert found["page.width"] == pytest.approx(210, abs=0.1)
    assert found["page.left"] == pytest.approx(28 - 10 * 25.4 / 72, abs=0.1)
    assert found["mark.top"] == pytest.approx(35.2 + 20 * 25.4 / 72, abs=0.2)


# ── the command ──────────────────────────────────────────────────────────────────────────────────────────


def run(file: Path, *, as_json: bool = False, language: str = "zh") -> int:
    return cli.main(["measure", str(file), "--lang", language, *(["--json"] if as_json else [])])


@pytest.mark.parametrize(("plan", "code"), [(Plan(), 0), (Plan(characters=27), 0), (Plan(mark_top=62), 1)])
def test_the_exit_code_says_whether_something_required_is_amiss(
    plan: Plan, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sheet.pdf"
    file.write_bytes(pdf(sheets(plan)))
    assert run(file) == code
    assert ("不符  第1页" in capsys.readouterr().out) == (code == 1)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(
    language: str, kind: str, examples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(examples / f"circular.{kind}", language=language)
    assert [line for line in capsys.readouterr().out.splitlines()[1:] if width(line) > 110] == []


@pytest.mark.parametrize(("name", "code"), [("nowhere.pdf", 66), ("garbage.pdf", 65), ("text.txt", 65)])
def test_what_cannot_be_read_is_said_without_a_traceback(
    name: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if code == 65:
        (tmp_path / name).write_bytes(b"x")
    assert run(tmp_path / name) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert name in err
    assert "Traceback" not in err


def test_a_profile_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["measure", str(tmp_path / "x.pdf"), "--profile", "gbt1"]) == 78
    assert "gbt9704" in capsys.readouterr().err


def test_machines_are_given_every_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "sheet.pdf"
    file.write_bytes(pdf(sheets(Plan(mark_top=62))))
    assert run(file, as_json=True) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["exit_code"] == 1
    assert data["counts"]["error"] == 1
    (row,) = [row for row in data["rows"] if row["key"] == "mark.top"]
    assert row["measured"] == pytest.approx(25.2, abs=0.2)
    assert (row["required"], row["tolerance"], row["unit"]) == (35, 1, "mm")
    assert (row["clause"], row["strength"], row["verdict"], row["page"]) == ("7.2.4", "规定", "error", 1)


# ── the table of requirements ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("profile", PROFILES)
def test_every_requirement_is_whole(profile: str) -> None:
    keys = [requirement.key for requirement in PROFILES[profile]]
    assert len(keys) == len(set(keys))
    for requirement in PROFILES[profile]:
        assert (requirement.clause == "") == (requirement.strength == "practice"), requirement.key
        assert requirement.name.isascii()


@pytest.mark.parametrize(
    ("font", "face"),
    [
        ("BVCEMO+bulletin-font-fangsong", "fangsong"),
        ("BAAAAA+BulletinXiaoBiaoSong", "xiaobiaosong"),
        ("BAAAAA+BulletinFallbackLight", ""),
        ("ABCDEE+仿宋_GB2312", "fangsong"),
        ("FangSong_GB2312", "fangsong"),
        ("STFangsong", "fangsong"),
        ("KaiTi_GB2312", "kaiti"),
        ("SimHei", "heiti"),
        ("ABCDEE+SimSun,Bold", "songti"),
        ("FZXBSJW--GB1-0", "xiaobiaosong"),
        ("方正小标宋_GBK", "xiaobiaosong"),
        ("微软雅黑", "微软雅黑"),
        ("TimesNewRomanPSMT", "TimesNewRomanPSMT"),
    ],
)
def test_fonts_are_known_by_their_names(font: str, face: str) -> None:
    assert face_of(font) == face


def test_the_pitch_of_the_sheets_is_that_of_the_standard() -> None:
    assert pytest.approx(10.227, abs=0.001) == LINE
