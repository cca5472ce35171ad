"""`bulletin measure --profile letter`: letters of known geometry, and our own, by GB/T 9704-2012, 10.1."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bulletin import build, cli
from bulletin.measurement import Report, measure
from tests.helpers import office
from tests.helpers.sheets import CELL, LEAD, LINE, PT, Plan, Set, Sheet, Stroke, pdf, sheets

HERE = Path(__file__).parents[1]
RED = "#e60012"
GAP = 16 * PT * 7 / 8

pytestmark = pytest.mark.slow


def amiss(report: Report) -> set[str]:
    """What is other than asked for."""
    return {row.requirement.key for row in report.rows if row.verdict != "ok"}


def values(report: Report) -> dict[str, float | str | None]:
    return {row.requirement.key: row.measured for row in report.rows}


# ── a letter of known geometry ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Letter:
    """What may be changed of a letter that is as the standard asks, in mm."""

    mark_top: float = 30
    below_mark: float = 4
    above_edge: float = 20
    width: float = 170
    shift: float = 0
    upper: tuple[float, float] = (0.75, 0.35)
    lower: tuple[float, float] = (0.35, 0.75)
    color: str = RED
    gap: float = GAP
    number_right: float = 0
    corner_left: float = 0
    title_blank: float = 2
    folio: bool = False
    rules: bool = False
    printed: bool = False


def double(top: float, thick: tuple[float, float], letter: Letter) -> list[Stroke]:
    """Two bars with 0.4 mm between them, the first `top` mm down the sheet."""
    left = 105 - letter.width / 2 + letter.shift
    tops = (top, top + thick[0] + 0.4)
    return [Stroke(left, y, letter.width, t, letter.color) for y, t in zip(tops, thick, strict=True)]


def pages(letter: Letter) -> list[Sheet]:
    """The first page of a letter, and the others of the sheets with their 版记 as a letter has it."""
    plain = sheets(Plan())
    return [_first(letter, plain[0]), plain[1], plain[2], _last(letter, plain[3])]


def _last(letter: Letter, plain: Sheet) -> Sheet:
    """The last page: the copies on the lowest line, without rules and without who printed it."""
    kept: Sheet = []
    for thing in plain:
        if isinstance(thing, Stroke):
            kept += [thing] if letter.rules else []
        elif thing.text.endswith("印发") or thing.text == "中共云川县委办公室":
            kept += [thing] if letter.printed else []
        elif thing.text.startswith("抄送") and not letter.printed:
            kept.append(replace(thing, top=262 - 7))
        else:
            kept.append(thing)
    return kept


def _first(letter: Letter, plain: Sheet) -> Sheet:
    mark = Set("中共云川县委办公室", 0, letter.mark_top, 36, "xiaobiaosong", RED)
    upper = letter.mark_top + 36 * PT + letter.below_mark
    first = upper + sum(letter.upper) + 0.4 + letter.gap
    number = Set("云办函〔2026〕8号", 0, first, advance=CELL)
    urgency = Set("特急", 28 + letter.corner_left * CELL, first, face="heiti", advance=CELL)
    title = Set("关于商请提供有关材料的函", 0, first + 16 * PT + 2 * LEAD + letter.title_blank * LINE, 22)
    text = [thing for thing in plain if isinstance(thing, Set) and thing.size == 16 and thing.top > 120]
    folio = [thing for thing in plain if isinstance(thing, Set) and "—" in thing.text]
    down = title.top + 22 * PT + LINE + 2 * LEAD - min(line.top for line in text)
    low = 297 - letter.above_edge - sum(letter.lower) - 0.4
    return [
        replace(mark, left=105 + 1 - mark.width / 2),  # the text area's middle is 106 mm
        *double(upper, letter.upper, letter),
        *double(low, letter.lower, letter),
        urgency,
        replace(number, left=184 - letter.number_right * CELL - number.width),
        replace(title, left=106 - title.width / 2, face="xiaobiaosong"),
        *(replace(line, top=line.top + down) for line in text),
        *(folio if letter.folio else ()),
    ]


CHANGES: dict[str, tuple[Letter, set[str]]] = {
    "as the standard asks": (Letter(), set()),
    "the mark is 35 mm down": (Letter(mark_top=35), {"mark.edge"}),
    "the upper double rule is 6 mm below": (Letter(below_mark=6), {"frame.below_mark"}),
    "the lower double rule is 25 mm up": (Letter(above_edge=25), {"frame.above_edge"}),
    "the double rules are as wide as the text": (Letter(width=156), {"frame.width"}),
    "the double rules are off the middle": (Letter(shift=2), {"frame.centre"}),
    "the upper double rule is thin above thick": (Letter(upper=(0.35, 0.75)), {"frame.upper_order"}),
    "the lower double rule is thick above thin": (Letter(lower=(0.75, 0.35)), {"frame.lower_order"}),
    "a rule of equal lines": (Letter(upper=(0.5, 0.5)), {"frame.upper_order"}),
    "the first elements are 8 mm below": (Letter(gap=8), {"frame.corner", "frame.number"}),
    "the number is a character in": (Letter(number_right=1), {"number.right"}),
    "the urgency is a character in": (Letter(corner_left=1), {"urgency.left"}),
    "one blank line above the title": (Letter(title_blank=1), {"title.blank"}),
    "page 1 has a number": (Letter(folio=True), {"folio.first_page"}),
    "who printed it is named": (Letter(printed=True), {"imprint.unprinted"}),
    "the copies stand between rules": (Letter(rules=True), {"imprint.bare"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_changed_in_a_letter_is_found_and_nothing_else(change: str, tmp_path: Path) -> None:
    letter, wanted = CHANGES[change]
    (tmp_path / "letter.pdf").write_bytes(pdf(pages(letter)))
    assert amiss(measure(tmp_path / "letter.pdf", "letter")) == wanted


EXACT: dict[str, float | str] = {
    "frame.below_mark": 4.37,  # the ink of the mark ends 0.37 mm above the edge of its cells
    "frame.above_edge": 20,
    "frame.width": 170,
    "frame.centre": 0,
    "frame.corner": 4.94,  # 7/8 of 16 pt
    "frame.number": 4.94,
    "number.right": 0,
    "title.blank": 2,
    "frame.upper_order": "thick_above",
    "frame.lower_order": "thin_above",
    "folio.first_page": "yes",
}


@pytest.mark.parametrize("key", EXACT)
def test_a_letter_is_measured_to_a_fifth_of_a_millimetre(key: str, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(pdf(pages(Letter())))
    found, wanted = values(measure(tmp_path / "letter.pdf", "letter"))[key], EXACT[key]
    assert found == (wanted if isinstance(wanted, str) else pytest.approx(wanted, abs=0.2))


def test_a_letter_by_the_common_form_lacks_its_mark_at_72_mm(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(pdf(pages(Letter())))
    assert {"mark.top", "number.centre"} <= amiss(measure(tmp_path / "letter.pdf"))


def test_the_command_measures_a_letter_by_its_profile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.pdf").write_bytes(pdf(pages(Letter(upper=(0.35, 0.75)))))
    assert cli.main(["measure", str(tmp_path / "letter.pdf"), "--profile", "letter"]) == 1
    assert "上细下粗" in capsys.readouterr().out


# ── our own letters ──────────────────────────────────────────────────────────────────────────────────────

FORMS: dict[str, dict[str, Any]] = {
    "plain": {},
    "urgent": {"urgency": "加急", "sealed": True},
    "corner": {"copy_number": "000012", "secrecy": "机密★1年", "urgency": "特急"},
}


def data(document: dict[str, Any]) -> dict[str, Any]:
    """The example circular sent as a letter."""
    whole: dict[str, Any] = json.loads((HERE.parent / "examples" / "circular.json").read_text("utf-8"))
    del whole["document"]["template"]
    whole["issuer"].update(mark="中共云川县委巡察工作领导小组办公室", name="云川县委巡察办")
    whole["document"].update(number="云巡办函〔2026〕3号", title="关于商请协助提供有关材料的函", **document)
    return whole


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A letter with three corners, as PDF, as Word file, and the Word file as LibreOffice prints it.

    It prints without its gap between Chinese and digits, which makes a date a character longer.
    """
    template = str(HERE / "helpers" / "templates" / "letter")
    made = {
        form: build(data(document), template, formats=("docx", "pdf")).contents
        for form, document in FORMS.items()
    }
    return office.written_and_printed(made, tmp_path_factory.mktemp("letters"))


@pytest.mark.parametrize("kind", ["pdf", "docx", "printed"])
@pytest.mark.parametrize("form", FORMS)
def test_our_letters_are_as_the_standard_asks(form: str, kind: str, letters: dict[str, Path]) -> None:
    assert amiss(measure(letters[f"{form}.{kind}"], "letter")) == set()


@pytest.mark.parametrize("kind", ["pdf", "printed"])
def test_the_double_rules_of_our_letters_are_found(kind: str, letters: dict[str, Path]) -> None:
    found = values(measure(letters[f"corner.{kind}"], "letter"))
    assert found["frame.width"] == pytest.approx(170, abs=0.2)
    assert found["frame.above_edge"] == pytest.approx(20, abs=0.2)
