"""The layouts: what an office's own has otherwise than the standard, the two official pages, the screen."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from bulletin import build, write
from bulletin.checks.layout import deviations
from bulletin.cli import main
from bulletin.issues.errors import DocumentRefused, TemplateRefused
from bulletin.issues.issue import Issue
from bulletin.issues.messages import said
from bulletin.measurement import measure
from bulletin.model.document import Document, Paragraph, ParagraphGroup, Text
from bulletin.typography.layout import Provision, read_layout
from bulletin.typography.placing import placed
from tests.helpers.proofs import proof_of

EXAMPLES = Path(__file__).parents[2] / "examples"
SHIPPED = Path(__file__).parents[2] / "templates" / "layouts"
PLAIN = (Paragraph("body", (Text("全面检查被巡察党组织履行职责情况" * 100),)),)


def an_office(folder: Path, values: str, name: str = "our") -> Path:
    """A folder with an office's own layout on top of the standard's."""
    (folder / "layouts").mkdir(exist_ok=True)
    (folder / "layouts" / f"{name}.toml").write_text(f'extends = "gbt9704"\n{values}', "utf-8")
    return folder


def found(folder: Path, values: str) -> list[tuple[str, object]]:
    """Code and place of each deviation of an office's layout."""
    return [(issue.code, issue.values["place"]) for issue in issues(folder, values)]


def issues(folder: Path, values: str) -> tuple[Issue, ...]:
    return deviations(read_layout("our", [an_office(folder, values)]))


# ── sources ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_value_names_its_clause_and_how_strongly_it_speaks() -> None:
    sources = read_layout("gbt9704").sources
    assert (sources["role.mark.top"], sources["role.mark.face"]) == (
        Provision("7.2.4", "规定"),
        Provision("7.2.4", "推荐"),
    )


def test_the_tolerance_of_the_upper_margin_is_the_standards() -> None:
    assert read_layout("gbt9704").sources["page.top"] == Provision("5.2.1", "规定", 1)


def test_what_the_standard_leaves_open_is_practice() -> None:
    # the size of the mark, the thickness of the red rule, the face of the 份号, the lower margin
    open_to_all = {"role.mark.size", "role.rule.rule", "role.copy_number.face", "page.bottom"}
    assert open_to_all.isdisjoint(read_layout("gbt9704").sources)


def test_a_source_of_the_office_stands_beside_those_of_the_standard(tmp_path: Path) -> None:
    office = an_office(tmp_path, '[role.mark]\nsource.size = "7.2.4 可以"\n')
    sources = read_layout("our", [office]).sources
    assert [sources[f"role.mark.{name}"].strength for name in ("size", "top")] == ["可以", "规定"]


@pytest.mark.parametrize(
    "values",
    [
        '[role.mark]\nsource.top = "规定 7.2.4"\n',
        '[role.mark]\nsource.top = "7.2.4 应当"\n',
        '[role.mark]\nsource.height = "7.2.4 规定"\n',
        '[role.mark]\nsource = "7.2.4 规定"\n',
        '[role.mark]\nclause = "7.2.4"\n',
        "[page]\nmargin = 30\n",
        "page = 3\n",
        "role = 3\n",
        "role.mark = 3\n",
    ],
)
def test_what_a_layout_cannot_say_is_refused(values: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateRefused) as refused:
        read_layout("our", [an_office(tmp_path, values)])
    assert [issue.code for issue in refused.value.issues] == ["B601"]


def test_a_standard_nobody_knows_cannot_be_followed(tmp_path: Path) -> None:
    with pytest.raises(TemplateRefused, match="not “GB/T 9704-2022”"):
        read_layout("our", [an_office(tmp_path, 'follows = "GB/T 9704-2022"\n')])


# ── deviations ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_layout_that_changes_nothing_deviates_in_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, "") == []


def test_other_than_required_is_a_warning(tmp_path: Path) -> None:
    assert found(tmp_path, "[role.mark]\ntop = 30\n") == [("B610", "role.mark.top")]


def test_other_than_usual_is_a_note(tmp_path: Path) -> None:
    assert found(tmp_path, '[role.h2]\nface = "kaiti"\n') == [("B611", "role.h2.face")]


def test_other_than_advised_is_a_note(tmp_path: Path) -> None:
    assert found(tmp_path, '[role.mark]\nface = "songti"\n') == [("B611", "role.mark.face")]


def test_other_than_practice_is_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, "[role.mark]\nsize = 54\n") == []


def test_a_role_of_the_offices_own_is_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, '[role.motto]\nstyle = "口号"\nface = "kaiti"\nsize = 30\n') == []


@pytest.mark.parametrize(("top", "codes"), [("36", []), ("38", []), ("38.5", ["B610"])])
def test_a_margin_may_differ_by_one_millimetre(top: str, codes: list[str], tmp_path: Path) -> None:
    bottom = 72 - float(top)  # the text area stays 225 mm high
    deviating = found(tmp_path, f"[page]\ntop = {top}\nbottom = {bottom}\n")
    assert [code for code, _ in deviating] == codes


def test_a_text_area_of_154_mm_is_no_text_area_of_156(tmp_path: Path) -> None:
    assert found(tmp_path, "[page]\nright = 28\n") == [("B610", "page.text_width")]


@pytest.mark.parametrize(
    ("color", "codes"), [("ff0000", []), ("c8102e", []), ("000000", ["B610"]), ("0000ff", ["B610"])]
)
def test_any_red_is_red(color: str, codes: list[str], tmp_path: Path) -> None:
    assert [code for code, _ in found(tmp_path, f'[role.rule]\ncolor = "{color}"\n')] == codes


def test_a_value_that_was_never_written_can_deviate(tmp_path: Path) -> None:
    assert found(tmp_path, "[role.addressees]\nfirst_line = 2\n") == [("B610", "role.addressees.first_line")]


def test_a_layout_in_between_hides_nothing(tmp_path: Path) -> None:
    an_office(tmp_path, "[role.mark]\ntop = 30\n", "house")
    (tmp_path / "layouts" / "our.toml").write_text('extends = "house"\n', "utf-8")
    deviating = deviations(read_layout("our", [tmp_path]))
    assert [issue.values["place"] for issue in deviating] == ["role.mark.top"]


def test_a_layout_of_the_standards_name_is_no_standard(tmp_path: Path) -> None:
    text = (SHIPPED / "gbt9704.toml").read_text("utf-8")
    assert "top = 35\n" in text
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "gbt9704.toml").write_text(text.replace("top = 35\n", "top = 20\n"), "utf-8")
    deviating = deviations(read_layout("gbt9704", [tmp_path]))
    assert [issue.values["place"] for issue in deviating] == ["role.mark.top"]


def test_what_makes_no_claim_is_not_compared(tmp_path: Path) -> None:
    assert found(tmp_path, 'follows = ""\n[role.mark]\ntop = 30\n') == []


@pytest.mark.parametrize("name", sorted(path.stem for path in SHIPPED.glob("*.toml")))
def test_no_shipped_layout_deviates(name: str) -> None:
    assert deviations(read_layout(name)) == ()


def test_a_deviation_is_told_in_chinese(tmp_path: Path) -> None:
    (issue,) = issues(tmp_path, "[role.mark]\ntop = 30\n")
    assert said(issue, "zh")[0] == ("“发文机关标志”的role.mark.top为30，GB/T 9704-2012第7.2.4条规定为35。")


def test_a_deviation_of_the_page_names_the_tolerance(tmp_path: Path) -> None:
    (issue,) = issues(tmp_path, "[page]\ntop = 40\nbottom = 32\n")
    assert issue.message == "the page: page.top is 40; GB/T 9704-2012, 5.2.1, requires 37 ± 1."


def test_a_build_reports_the_deviations_of_its_layout(tmp_path: Path) -> None:
    office = an_office(tmp_path, "[role.mark]\ntop = 30\n")
    built = build(EXAMPLES / "circular.json", formats=("txt",), search=[office], layout="our")
    assert [issue.code for issue in built.issues if issue.code.startswith("B61")] == ["B610"]


def test_a_strict_build_stops_at_what_is_required(tmp_path: Path) -> None:
    office = an_office(tmp_path, "[role.mark]\ntop = 30\n")
    with pytest.raises(DocumentRefused, match="B610"):
        build(EXAMPLES / "circular.json", formats=("txt",), search=[office], layout="our", strict=True)


# ── the choice of a layout ───────────────────────────────────────────────────────────────────────────────


def test_the_layout_that_is_asked_for_takes_the_place_of_the_templates() -> None:
    built = build(EXAMPLES / "circular.json", formats=(), layout="gbt33476")
    assert built.document.layout == "gbt33476"


def test_a_layout_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(TemplateRefused) as refused:
        build(EXAMPLES / "circular.json", formats=(), layout="gbt9999")
    (issue,) = refused.value.issues
    assert (issue.code, issue.values["known"]) == ("B601", "gbt33476, gbt9704, letter, news, web")


def test_a_command_for_a_layout_that_is_not_there_ends_with_78(tmp_path: Path) -> None:
    words = ["build", str(EXAMPLES / "circular.json"), "--layout", "gbt9999", "--into", str(tmp_path)]
    assert main(words) == 78


def test_the_command_builds_by_the_layout_that_is_asked_for(tmp_path: Path) -> None:
    words = ["build", str(EXAMPLES / "circular.json"), "--layout", "gbt33476", "--into", str(tmp_path)]
    main([*words, "--format", "docx"])
    with zipfile.ZipFile(tmp_path / "circular.docx") as word:
        assert 'w:linePitch="589"' in word.read("word/document.xml").decode()


def test_a_proof_shows_the_layout_that_is_asked_for() -> None:
    page = proof_of(EXAMPLES / "circular.json", layout="gbt33476").html.decode()
    assert "--top: 34.58mm" in page


# ── two official pages ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module", params=["gbt9704", "gbt33476"])
def official(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A circular on an official page, as PDF and as Word file, and a plain text beside it."""
    folder = tmp_path_factory.mktemp(request.param)
    made = build(EXAMPLES / "circular.json", into=folder, layout=request.param)
    write(Document("test", request.param, "版心", "zh-CN", PLAIN), folder / "plain.pdf")
    return {**made.files, "plain": folder / "plain.pdf"}


def test_lines_of_589_twips_fit_22_times_between_the_margins() -> None:
    # 34.58 mm are 1960 twips and 32.58 mm 1847: 16838 - 1960 - 1847 = 13031;
    # 22 × 589 = 12958, 23 × 589 = 13547
    with zipfile.ZipFile(io.BytesIO(write(Document("t", "gbt33476", "题", "zh-CN", PLAIN), "docx"))) as word:
        section = word.read("word/document.xml").decode()
    names = ("w:top", "w:bottom", "w:linePitch", "w:h")
    numbers = [int(re.findall(rf'{name}="(\d+)"', section)[0]) for name in names]
    assert numbers == [1960, 1847, 589, 16838]


def test_the_paragraphs_of_word_have_lines_of_589_twips() -> None:
    with zipfile.ZipFile(io.BytesIO(write(Document("t", "gbt33476", "题", "zh-CN", PLAIN), "docx"))) as word:
        styles = word.read("word/styles.xml").decode()
    (body,) = re.findall(r'w:styleId="body">.*?w:line="(\d+)"', styles)
    assert body == "589"


def test_a_page_has_22_lines_of_28_characters(official: dict[str, Path]) -> None:
    page = pypdfium2.PdfDocument(official["plain"])[1].get_textpage().get_text_range()
    lines = [line for line in page.splitlines() if line.strip() and "—" not in line]
    assert [len(line) for line in lines] == [28] * 22


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_nothing_is_measured_that_deviates(format_: str, official: dict[str, Path]) -> None:
    rows = measure(official[format_]).rows
    assert [row for row in rows if row.verdict != "ok"] == []


def ink(file: Path, page: int, text: str) -> tuple[float, float]:
    """Top and bottom of the ink of the last place of a text, in mm from the upper edge of the sheet."""
    sheet: Any = pypdfium2.PdfDocument(file)[page]
    words = sheet.get_textpage()
    start = words.get_text_range().rindex(text)
    boxes = [words.get_charbox(start + n) for n in range(len(text))]
    height = sheet.get_height()
    top, bottom = height - max(box[3] for box in boxes), height - min(box[1] for box in boxes)
    return top * 25.4 / 72, bottom * 25.4 / 72


def test_the_mark_stands_72_mm_down_the_sheet(official: dict[str, Path]) -> None:
    assert ink(official["pdf"], 0, "中共云川县委巡察工作领导小组文件")[0] == pytest.approx(72, abs=0.5)


def test_the_last_rule_stands_on_the_edge_of_the_text_area(official: dict[str, Path]) -> None:
    bounds = [each.get_bounds() for each in list(pypdfium2.PdfDocument(official["pdf"]))[-1].get_objects()]
    rules = [(low + high) / 2 for left, low, right, high in bounds if right - left > 100 and high - low < 2]
    assert 297 - min(rules) * 25.4 / 72 == pytest.approx(262, abs=0.3)  # 297 - 35 mm


def test_the_dash_of_a_page_number_stands_7_mm_below_the_text_area(official: dict[str, Path]) -> None:
    top, bottom = ink(official["pdf"], 0, "—")
    assert (top + bottom) / 2 == pytest.approx(269, abs=0.5)  # 262 + 7 mm


def test_the_first_characters_begin_37_mm_down_where_lines_begin_at_34_58() -> None:
    page = read_layout("gbt33476").page
    assert page.margin_top + (29.45 - 16) / 2 * 25.4 / 72 == pytest.approx(37, abs=0.1)


def test_the_mark_of_word_is_counted_from_the_text_area_not_from_the_margin() -> None:
    layout = read_layout("gbt33476")
    ((_, mark),) = placed(ParagraphGroup("masthead", (Paragraph("mark", (Text("云川县委文件"),)),)), layout)
    assert 34.58 + (mark.before * 29.45 + 0.03 * 36) * 25.4 / 72 == pytest.approx(72)


# ── the screen ───────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_read_on_a_screen_has_one_size() -> None:
    web, paper = read_layout("web").roles, read_layout("news").roles
    sizes = {key: web[key].size for key, role in paper.items() if role.size == paper["body"].size}
    assert {key: size for key, size in sizes.items() if size != 14} == {}


def test_a_screen_has_no_page_numbers() -> None:
    page = build(EXAMPLES / "round4.json", formats=("html",), layout="web").contents["html"].decode()
    assert "counter(page)" not in page


def test_a_line_on_a_screen_ends_where_it_ends() -> None:
    page = build(EXAMPLES / "round4.json", formats=("html",), layout="web").contents["html"].decode()
    (body,) = re.findall(r"^\.body \{(.*)\}", page, re.MULTILINE)
    assert "text-align: left" in body


def test_breaks_for_a_line_of_paper_are_told_from_those_of_the_author() -> None:
    page = build(EXAMPLES / "circular.json", formats=("html",), layout="web").contents["html"].decode()
    assert re.findall(r"<br[^>]*>", page.split("<h1>")[1].split("</h1>")[0]) == ['<br class="fitted">']


def test_a_page_for_screens_can_be_printed() -> None:
    made = build(EXAMPLES / "round4.json", formats=("pdf",), layout="web").contents["pdf"]
    assert pypdfium2.PdfDocument(made)[0].get_size() == pytest.approx((595.3, 841.9), abs=0.1)
