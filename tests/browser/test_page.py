"""The proof in a browser: what a person points at, ticks, saves and prints."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from bulletin import build
from tests.helpers.proofs import proof_of

EXAMPLES = Path(__file__).parents[2] / "examples"
Open = Callable[..., Page]

RATE = ".proof-value[value='now.rectified.rate']"
FORMULA = "整改到位310 ÷ 发现问题341"


def facts(page: Page) -> str:
    """What the card says of the value."""
    return str(page.locator("#card-facts").inner_text())


def lit(page: Page) -> list[str]:
    """The figures that are marked in the document."""
    return names(page.locator(".proof-lit"))


def names(values: Locator) -> list[str]:
    found: list[str] = values.evaluate_all("all => all.map((each) => each.getAttribute('value'))")
    return found


def row(page: Page, pointer: str) -> Locator:
    return page.locator("#data tr[data-row]", has=page.locator(f"code:text-is('{pointer}')"))


# ── the document ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["round4", "circular", "first"])
def test_the_document_is_that_of_the_web_page_to_the_letter(name: str, opened: Open, tmp_path: Path) -> None:
    source = EXAMPLES / f"{name}.json"
    html = build(source, formats=["html"], into=tmp_path).files["html"]
    file = proof_of(source, into=tmp_path).file
    assert file is not None
    blocks = "[...document.querySelector('%s').children].map((block) => block.textContent)"
    assert opened(file).evaluate(blocks % "#paper") == opened(html).evaluate(blocks % "main")


def test_no_part_of_the_document_is_hidden_by_the_page_around_it(opened: Open, circular: Path) -> None:
    page = opened(circular)
    seen = page.locator("#paper .proof-value").evaluate_all(
        "all => all.map((each) => each.checkVisibility())"
    )
    assert set(seen) == {True}
    assert "signature" in (page.locator("#paper [class*=role-signature]").first.get_attribute("class") or "")


def test_the_faces_in_the_file_draw_the_document(opened: Open, round4: Path) -> None:
    page = opened(round4)
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)")
    assert {"proof-fangsong", "proof-kaiti", "proof-xiaobiaosong"} <= {name.strip('"') for name in loaded}
    assert page.evaluate("[...document.fonts].every((face) => face.status !== 'error')")


# ── pointing ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_mouse_on_a_number_shows_where_it_comes_from(opened: Open, round4: Path) -> None:
    page = opened(round4)
    page.locator(RATE).hover()
    shown = facts(page)
    for said in (FORMULA, "10/11 ≈ 90.909091%", "四舍五入，保留1位小数", "整改到位 310个", "发现问题 341个",
                 "/scopes/0/results/problems/n", "news/document.xml.j2:44"):  # fmt: skip
        assert said in shown
    assert page.locator("#card-label").inner_text() == "整改率"
    assert page.locator("#card-printed").inner_text() == "90.9%"
    page.mouse.move(5, 500)
    expect(page.locator("#card-hint")).to_be_visible()


def test_a_click_keeps_the_details(opened: Open, round4: Path) -> None:
    page = opened(round4)
    page.locator(RATE).click()
    page.mouse.move(5, 500)
    assert FORMULA in facts(page)
    page.keyboard.press("Escape")
    expect(page.locator("#card-hint")).to_be_visible()


def test_the_keyboard_on_a_number_shows_the_same_and_says_it(opened: Open, round4: Path) -> None:
    page = opened(round4)
    page.locator(RATE).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert FORMULA in facts(page)
    value = page.locator(RATE)
    expect(value).to_be_focused()
    expect(value).to_have_accessible_name("90.9%")
    expect(value).to_have_accessible_description(
        re.compile(f"整改率; {FORMULA}; 四舍五入，保留1位小数; 未核")
    )


def test_a_tap_opens_a_sheet_from_below(opened: Open, round4: Path) -> None:
    page = opened(round4, phone=True)
    expect(page.locator("#card")).not_to_be_visible()
    page.locator(RATE).tap()
    expect(page.locator("#card")).to_be_in_viewport()
    assert FORMULA in facts(page)
    bottom = page.locator(RATE).evaluate("value => value.getBoundingClientRect().bottom")
    top = page.locator("#card").evaluate("card => card.getBoundingClientRect().top")
    assert bottom < top  # the sheet does not hide what it speaks of
    page.locator("#card-tick").tap()
    assert page.locator("#count").inner_text() == "已核 1 / 53"
    page.locator("#card-close").tap()
    expect(page.locator("#card")).not_to_be_visible()


def test_words_are_explained_but_not_ticked(opened: Open, round4: Path) -> None:
    page = opened(round4)
    page.locator(".proof-value[value='issuer.committee']").first.click()
    assert "/issuer/committee" in facts(page)
    expect(page.locator("#card-tick")).not_to_be_visible()
    page.keyboard.press("Space")
    assert page.locator("#count").inner_text() == "已核 0 / 53"


# ── data and document ────────────────────────────────────────────────────────────────────────────────────


def test_a_row_of_the_data_marks_each_place_it_is_printed_or_enters(opened: Open, round4: Path) -> None:
    page = opened(round4)
    page.locator("#tab-data").click()
    row(page, "/scopes/0/results/problems/by/state/items/rectified").hover()
    assert lit(page) == [
        "now.problems.by.state.rectified",
        "now.rectified.rate",
        "now.problems.by.state.rest",
    ]
    row(page, "/scopes/0/results/petitions").locator("button").focus()
    assert {"now.petitions", "now.petitions_closed.rate"} <= set(lit(page))


def test_a_place_marks_the_rows_it_comes_from(opened: Open, round4: Path) -> None:
    page = opened(round4)
    page.locator("#tab-data").click()
    page.locator(RATE).hover()
    assert page.locator("#data tr.lit code").all_inner_texts() == [
        "/scopes/0/results/problems/n", "/scopes/0/results/problems/by/state/items/rectified"
    ]  # fmt: skip


def test_a_press_on_a_row_leads_from_place_to_place(opened: Open, round4: Path) -> None:
    page = opened(round4)
    page.locator("#tab-data").click()
    leads = row(page, "/scopes/0/results/leads")
    for n in (17, 71):
        leads.locator("button").click()
        expect(page.locator(f"#bulletin_n{n}")).to_be_in_viewport()


def test_a_source_leads_to_its_row(opened: Open, round4: Path) -> None:
    page = opened(round4)
    page.locator(RATE).click()
    page.locator("#card-facts .origin").nth(1).click()
    expect(row(page, "/scopes/0/results/problems/n")).to_be_in_viewport()
    expect(row(page, "/scopes/0/results/problems/n").locator("button")).to_be_focused()


def test_a_claim_marks_its_row(opened: Open, round4: Path) -> None:
    page = opened(round4)
    page.locator("#tab-checks").click()
    assert page.locator("#claims tbody tr").count() == 5
    page.locator("#claims tbody tr", has_text="移交信访").hover()
    assert page.locator("#data tr.lit").count() == 1


# ── ticking ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_keyboard_alone_goes_through_all_numbers(opened: Open, round4: Path) -> None:
    page = opened(round4)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#document"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".proof-number").first).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    assert page.locator("#count").inner_text() == "已核 2 / 53"
    page.keyboard.press("End")
    expect(page.locator(".proof-number").last).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator(".proof-number").nth(2)).to_be_focused()
    while page.locator("#next-open").is_enabled():
        page.keyboard.press("Enter")
    assert page.locator("#count").inner_text() == "53 个数字已全部核对"
    assert page.locator("#list input:checked").count() == 53
    page.keyboard.press("Home")
    page.keyboard.press("k")
    expect(page.locator(".proof-number").first).to_be_focused()
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator("#bulletin_n5")).to_be_focused()  # 张彭飞: words are reached with Shift
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).not_to_be_visible()


def test_the_list_ticks_filters_and_walks(opened: Open, round4: Path) -> None:
    page = opened(round4)
    page.locator("#tick16").click()
    expect(page.locator("#bulletin_n16")).to_have_class(re.compile("proof-ticked"))
    page.get_by_label("未核", exact=True).check()
    page.keyboard.press("Escape")
    assert page.locator("#list tbody tr:visible").count() == 52
    page.get_by_label("全部", exact=True).check()
    page.locator("#tick16").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#tick17")).to_be_focused()
    page.keyboard.press("Space")
    assert page.locator("#count").inner_text() == "已核 2 / 53"
    assert page.locator("#card-label").inner_text() == "发现问题线索"


def test_ticks_outlast_a_reload(opened: Open, round4: Path) -> None:
    page = opened(round4)
    page.locator("#tick16").check()
    page.locator("#who").fill("王某")
    page.reload()
    expect(page.locator("#tick16")).to_be_checked()
    expect(page.locator("#who")).to_have_value("王某")


def exported(page: Page, folder: Path) -> tuple[Path, Any]:
    with page.expect_download() as download:
        page.locator("#export").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file, json.loads(file.read_text("utf-8"))


def test_a_sign_off_is_saved_as_json(opened: Open, round4: Path, tmp_path: Path) -> None:
    page = opened(round4)
    page.locator("#tick16").check()
    page.locator("#tick61").check()
    page.locator("#export").click()
    expect(page.locator("#who")).to_be_focused()  # nobody has signed yet
    page.locator("#who").fill("王某")
    file, saved = exported(page, tmp_path)
    built = build(EXAMPLES / "round4.json", formats=["txt"], ledger=True, into=tmp_path)
    assert file.name == "round4.signoff.json"
    assert [(each["occurrence"], each["printed"]) for each in saved["ticked"]] == [
        (16, "341个"),
        (61, "90.9%"),
    ]
    assert (saved["by"], saved["total"], len(saved["open"])) == ("王某", 53, 51)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", saved["at"])
    assert saved["document"] == built.document.title
    assert saved["data"] == {"name": "round4.json", "sha256": built.figures.digest}
    assert saved["ledger"]["name"] == "round4.ledger.json"
    content = (tmp_path / "round4.ledger.json").read_bytes()
    assert saved["ledger"]["sha256"] == sha256(content).hexdigest()


def test_a_saved_sign_off_is_loaded_again(opened: Open, round4: Path, tmp_path: Path) -> None:
    page = opened(round4)
    page.locator("#tick16").check()
    page.locator("#who").fill("王某")
    file, _ = exported(page, tmp_path)
    other = opened(round4)  # a browser that remembers nothing
    expect(other.locator("#tick16")).not_to_be_checked()
    other.locator("#import").set_input_files(file)
    expect(other.locator("#tick16")).to_be_checked()
    expect(other.locator("#who")).to_have_value("王某")
    assert other.locator("#told").inner_text() == "已读入 1 个签核。"


def test_a_number_that_has_changed_since_is_open_again(opened: Open, round4: Path, tmp_path: Path) -> None:
    page = opened(round4)
    for n in (13, 16, 60, 61):
        page.locator(f"#tick{n}").check()
    page.locator("#who").fill("王某")
    file, _ = exported(page, tmp_path)
    data = json.loads((EXAMPLES / "round4.json").read_text("utf-8"))
    data["scopes"][0]["results"]["problems"]["by"]["state"]["items"]["rectified"] = 311  # prints 91.2%
    (tmp_path / "round4.json").write_text(json.dumps(data), "utf-8")
    later = proof_of(tmp_path / "round4.json", into=tmp_path).file
    assert later is not None
    other = opened(later)
    other.locator("#import").set_input_files(file)
    expect(other.locator("#tick13")).to_be_checked()
    assert [n for n in (13, 16, 60, 61) if other.locator(f"#tick{n}").is_checked()] == [13, 16]
    assert other.locator("#told").inner_text() == "该签核出自另一稿：2 个数字未变，已读入；51 个须重新核对。"


LATER = '{"kind": "bulletin-sign-off", "format": 2, "ticked": []}'


@pytest.mark.parametrize("content", ["", "[]", "null", LATER])
def test_what_is_no_sign_off_changes_nothing(
    content: str, opened: Open, round4: Path, tmp_path: Path
) -> None:
    (tmp_path / "wrong.json").write_text(content, "utf-8")
    page = opened(round4)
    page.locator("#import").set_input_files(tmp_path / "wrong.json")
    expect(page.locator("#told")).to_have_text("这不是签核文件，未读入。")
    assert page.locator("#list input:checked").count() == 0


def test_a_sign_off_full_of_nonsense_ticks_nothing(opened: Open, round4: Path, tmp_path: Path) -> None:
    nonsense = [None, 3, "x", {"occurrence": 16}, {"occurrence": "16", "printed": "341个"}]
    content = {"kind": "bulletin-sign-off", "format": 1, "by": {"a": 1}, "ticked": nonsense}
    (tmp_path / "wrong.json").write_text(json.dumps(content), "utf-8")
    page = opened(round4)
    page.locator("#import").set_input_files(tmp_path / "wrong.json")
    expect(page.locator("#told")).to_contain_text("0 个数字未变")
    assert page.locator("#list input:checked").count() == 0


# ── the edition before ───────────────────────────────────────────────────────────────────────────────────


def test_what_differs_from_the_edition_before_is_marked(opened: Open, tmp_path: Path) -> None:
    data = json.loads((EXAMPLES / "round4.json").read_text("utf-8"))
    data["scopes"][0]["results"]["problems"]["by"]["state"]["items"]["rectified"] = 280
    (tmp_path / "before.json").write_text(json.dumps(data), "utf-8")
    file = proof_of(EXAMPLES / "round4.json", into=tmp_path, previous=tmp_path / "before.json").file
    assert file is not None
    page = opened(file)
    changed = ["now.problems.by.state.rectified", "now.rectified.rate", "now.problems.by.state.rest"]
    assert names(page.locator(".proof-changed")) == changed
    page.locator(RATE).hover()
    assert "82.1% → 90.9%" in facts(page)
    page.get_by_label("有变化", exact=True).check()
    assert page.locator("#list tbody tr:visible").count() == 3
    page.locator("#tab-changes").click()
    first = page.locator("#changes tbody tr").first.inner_text()
    assert first.split() == ["29", "整改到位", "280个", "310个"]
    page.locator("#changes tbody button").last.click()
    expect(page.locator(".proof-value[value='now.problems.by.state.rest']")).to_be_focused()


# ── languages, widths, paper ─────────────────────────────────────────────────────────────────────────────


def test_the_words_around_the_document_change_their_language(opened: Open, round4: Path) -> None:
    page = opened(round4)
    document = page.locator("#paper").inner_text()
    page.locator(RATE).click()
    page.locator("#language").click()
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("#count").inner_text() == "0 of 53 checked"
    assert "half up, to 1 decimal" in facts(page)
    assert page.locator("#help-open").get_attribute("aria-label") == "Help"
    page.locator("#tab-checks").click()
    assert "In the PDF open faces stand in" in page.locator("#panel-checks").inner_text()
    assert page.locator("#paper").inner_text() == document
    page.locator("#language").click()
    assert page.locator("#count").inner_text() == "已核 0 / 53"


@pytest.mark.parametrize("name", ["round4", "circular"])
@pytest.mark.parametrize("width", [320, 360, 768, 1160, 1440])
def test_no_width_makes_the_page_scroll_sideways(
    name: str, width: int, opened: Open, request: pytest.FixtureRequest
) -> None:
    page = opened(request.getfixturevalue(name))
    page.set_viewport_size({"width": width, "height": 740})
    for tab in page.locator("[role=tab]").all():
        tab.click()
        page.locator("#language").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_paper_has_the_document_and_the_list_and_nothing_to_press(opened: Open, round4: Path) -> None:
    page = opened(round4)
    page.locator("#tick16").check()
    page.locator("#tab-data").click()
    page.emulate_media(media="print")
    for hidden in (".bar", ".tabs", ".tools", "#card", "#panel-data", ".legend", "#told"):
        expect(page.locator(hidden)).not_to_be_visible()
    for there in ("#paper", "#list", "#claims", ".signature", ".imprint"):
        expect(page.locator(there)).to_be_visible()
    assert page.locator("button:visible").count() == 0
    assert page.locator("#list tbody tr:visible").count() == 53
    numbered = "getComputedStyle(document.getElementById('bulletin_n61'), '::before').content"
    assert page.evaluate(numbered) == '"30"'


def test_a_page_without_scripts_can_still_be_read(browser: Any, round4: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(round4.as_uri())
    assert "整改率90.9%" in page.locator("#paper").inner_text()
    expect(page.locator("noscript")).to_be_visible()
    assert page.locator("#list tbody tr").count() == 53
    context.close()
