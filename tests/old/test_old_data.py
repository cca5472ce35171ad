"""Data files, workbooks, codelists, templates and layouts of 0.1.0 give the text 0.1.0 recorded of them."""

from pathlib import Path

import pytest

import bulletin
from bulletin.model.facts import Printing
from bulletin.readers import read
from bulletin.verification import verify

HERE = Path(__file__).parent
UPGRADING = HERE.parents[1] / "docs" / "upgrading.md"
DATA = sorted((HERE / "data").iterdir())
QUICK = ("first.xlsx", "circular.xlsx", "monthly-masked.xlsx")
"""The workbooks of the default run; the others, of every further kind, are slow to read."""

FILES = [
    pytest.param(file, marks=pytest.mark.slow if file.suffix == ".xlsx" and file.name not in QUICK else ())
    for file in DATA
]
OWN = {"our-news": "data/first.json", "brief": "own/brief.json", "our-circular": "own/circular.json",
       "our-letter": "own/letter.json"}  # fmt: skip
"""Each template of the office and the data file its text was recorded of."""

DECIMALS = "All percentages of a document have the same number of decimals"
CLOSING = "Shares of a list are no longer closed to 100%"
CHANGED: dict[str, str] = {
    **dict.fromkeys(("annual-term", "annual", "chinese", "circular", "counts", "rectification", "round4",
                     "brief", "our-circular"), DECIMALS),
    **dict.fromkeys(("monthly-masked", "monthly", "petitions", "quarterly"), CLOSING),
}  # fmt: skip
"""What deliberately prints otherwise now: the recorded text, and the words of docs/upgrading.md on it."""

NO_ZERO_BARS = (
    ("\n贯彻落实党中央重大决策部署方面\t0\n", "\n"),
    ("\n违规操办婚丧喜庆\t0\n", "\n"),
    ("\n公款旅游以及违规接受管理和服务对象等旅游活动安排\t0\n", "\n"),
)
REWORDED = {
    "correction": (
        ("关于《中共云川县委巡察工作领导小组关于前两轮巡察工作情况的通报》有关数据的更正",
         "关于更正《中共云川县委巡察工作领导小组关于前两轮巡察工作情况的通报》有关数据的通知"),
        ("整改到位“231个”应为“229个”", "将“整改到位231个”更正为“整改到位229个”"),
        ("特此更正。", "其他内容不变。特此更正。"),
    ),
    "quarterly": (
        ("2026年第一季度云川县监督检查审查调查情况",
         "云川县纪委监委通报2026年第一季度监督检查、审查调查情况"),
    ),
    "petitions": (
        ("2026年上半年云川县信访举报情况\n", "2026年上半年云川县信访举报情况分析\n"),
        ("。按业务类别分，", "。\n　　从业务类别看，"),
        ("。按署名情况分（占比以103件为基数），", "。\n　　从署名情况看，在列入统计的103件中，"),
        ("按被反映人职级分（占比以103件为基数），", "从被反映人职级看，在列入统计的103件中，"),
        ("按违纪违法行为分（占比以103件为基数），", "从违纪违法行为看，在列入统计的103件中，"),
        ("按来源分，", "从来源看，"),
        ("按举报方式分，", "从举报方式看，"),
    ),
    **dict.fromkeys(("monthly", "monthly-masked"), NO_ZERO_BARS),
}  # fmt: skip
"""What the shipped templates word otherwise by all rules: the words of 0.1.0 and those of now."""


def printed(file: Path, template: str | None = None, rules: int | None = None) -> str:
    printing = Printing(rules=rules)
    built = bulletin.build(file, template, formats=["txt"], search=[HERE / "templates"], printing=printing)
    return built.contents["txt"].decode()


def recorded(name: str) -> str:
    """Return the text of 0.1.0, with the words that the shipped templates have changed since."""
    text = (HERE / "texts" / f"{name}.txt").read_text("utf-8")
    for then, now in REWORDED.get(name, ()):
        assert then in text
        text = text.replace(then, now)
    return text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_data_file_prints_what_it_printed(file: Path) -> None:
    if file.stem in CHANGED:
        assert printed(file) != recorded(file.stem), "it prints as it did: take it out of CHANGED"
    else:
        assert printed(file) == recorded(file.stem)


@pytest.mark.parametrize(
    "file", [file for file in DATA if file.suffix == ".json"], ids=lambda file: file.stem
)
def test_by_the_rules_of_a_series_of_then_it_prints_what_it_printed(file: Path) -> None:
    assert printed(file, rules=1) == recorded(file.stem)


@pytest.mark.parametrize("template", OWN)
def test_an_own_template_prints_by_those_rules_what_it_printed(template: str) -> None:
    assert printed(HERE / OWN[template], template, rules=1) == recorded(template)


@pytest.mark.parametrize("template", OWN)
def test_an_own_template_prints_what_it_printed(template: str) -> None:
    if template in CHANGED:
        assert printed(HERE / OWN[template], template) != recorded(template), "take it out of CHANGED"
    else:
        assert printed(HERE / OWN[template], template) == recorded(template)


@pytest.mark.slow
@pytest.mark.parametrize("template", OWN)
def test_an_own_template_and_layout_are_written_in_every_format(template: str, tmp_path: Path) -> None:
    file = HERE / OWN[template]
    built = bulletin.build(file, template, formats=["docx", "pdf", "html"], search=[HERE / "templates"])
    for suffix, content in built.contents.items():
        (tmp_path / f"made.{suffix}").write_bytes(content)
        assert verify(read(tmp_path / f"made.{suffix}"), built.ledger).as_issued, suffix


def test_what_prints_otherwise_is_told_to_users() -> None:
    page = UPGRADING.read_text("utf-8")
    assert "The templates `correction` and `quarterly` are worded otherwise" in page
    assert [name for name, why in CHANGED.items() if why not in page] == []


def test_every_recorded_text_belongs_to_a_file() -> None:
    names = {path.stem for path in (HERE / "texts").iterdir()}
    assert names == {file.stem for file in DATA} | set(OWN)
