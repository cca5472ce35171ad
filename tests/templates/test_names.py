"""A masked name can be read nowhere: not on the page, not in a property, not in what travels along."""

import copy
import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bulletin import Severity, build, check, compose, find_template, load, proofread, tally
from bulletin.checks.persons import names_masked
from bulletin.checks.view import View
from bulletin.model.codelist import shipped_codelist
from bulletin.model.figures import Given
from bulletin.wording.masking import given_part, masked, masked_text, masks_of, persons_in
from tests.helpers.proofs import proof_of

KINDS = Path(__file__).parents[2] / "examples" / "kinds"
CASES = json.loads((KINDS / "cases.json").read_text("utf-8"))
NAMES = ("李四", "李大山", "王五", "欧阳明", "赵小禾", "大山", "小禾")
"""Every name of the example, and the parts of names that are words by themselves."""


def changed(i: int = 0, **fields: Any) -> dict[str, Any]:
    """The example with some fields of one of its cases replaced."""
    raw: dict[str, Any] = copy.deepcopy(CASES)
    raw["records"]["cases"][i] |= fields
    return raw


def found(raw: dict[str, Any]) -> list[tuple[str, Severity, str]]:
    """What the rules about masked names say."""
    issues = check(load(raw))
    return [(each.code, each.severity, each.place) for each in issues if each.place != "/records/cases"]


def person(raw: dict[str, Any], i: int) -> str:
    node = tally(load(raw)).find(f"records.cases.{i}.person")
    assert isinstance(node, Given)
    return node.text


@pytest.mark.parametrize(
    ("names", "masks"),
    [
        (["李四"], ["李某"]),
        (["李四光"], ["李某"]),
        (["欧阳明"], ["欧阳某"]),
        (["欧阳某某"], ["欧阳某"]),
        (["欧阳"], ["欧某"]),  # surname 欧, name 阳
        (["李某"], ["李某"]),
        (["李四", "王五"], ["李某", "王某"]),
        (["李四", "王五", "李大山"], ["李某甲", "王某", "李某乙"]),
        (["李四", "李四"], ["李某"]),  # one person, twice
        (["欧阳明", "欧明"], ["欧阳某", "欧某"]),
        (["买买提·艾力"], ["买某"]),
        (["𠮷田"], ["𠮷某"]),
        (["葛\U000e0100明"], ["葛某"]),
        (["John Smith"], ["某某"]),
        ([f"李{n}" for n in "一二三四五六七八九十百"], ["某某"] * 11),
    ],
)
def test_a_name_is_masked_by_its_surname(names: list[str], masks: list[str]) -> None:
    assert list(masks_of(names).values()) == masks


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("李四光收受礼金", "李某乙收受礼金"),
        ("李　四与李 四 光", "李某甲与李某乙"),
        ("买买提•艾力", "买某"),
        ("李四\U000e0100", "李某甲"),
        ("李三、李四", "李三、李某甲"),
        ("买买提.艾力和买买提 艾力", "买某和买某"),
        ("买买提艾力退还，买买提承认", "买某退还，买某承认"),
        ("老李.四个问题", "老李.四个问题"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, masked: str) -> None:
    assert masked_text(text, masks_of(["李四", "李四光", "买买提·艾力"])) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("高兴收受礼金", "高某收受礼金"),
        ("对高兴立案审查", "对高某立案审查"),
        ("会计高 兴", "会计高某"),
        ("高兴、王五", "高某、王某"),
        ("群众不高兴的事", "群众不高兴的事"),
        ("提高兴趣", "提高兴趣"),
        ("高兴地说", "高兴地说"),
        ("王五月初八", "王五月初八"),
        ("龙王五月的庙会", "龙王五月的庙会"),
        ("王五等2人", "王某等2人"),
        ("县水务站站长王五", "县水务站站长王某"),
    ],
)
def test_an_ordinary_word_is_no_name(text: str, masked: str) -> None:
    assert masked_text(text, masks_of(["高兴", "王五"])) == masked


def test_several_persons_stand_in_one_field() -> None:
    assert persons_in("李四、王 五") == ("李四", "王五")


@pytest.mark.parametrize(("name", "part"), [("王建国", "建国"), ("李四", ""), ("李某某", ""), ("欧阳明", "")])
def test_the_part_after_the_surname_may_be_a_word(name: str, part: str) -> None:
    assert given_part(name) == part


def test_persons_are_masked_where_the_document_says_so() -> None:
    assert [person(CASES, i) for i in range(4)] == ["李某甲", "李某乙、王某", "欧阳某", "赵某"]


def test_persons_are_named_where_the_document_says_nothing() -> None:
    raw = changed()
    del raw["document"]["names"]
    assert [person(raw, i) for i in range(4)] == ["李四", "李大山、王五", "欧阳明", "赵小禾"]


def in_archive(content: bytes) -> str:
    """Everything that stands in the parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize("embed", ["full", "printed", "none"])
def test_no_name_travels_in_a_document(embed: Any) -> None:
    built = build(CASES, formats=("docx", "html", "txt"), embed=embed, ledger=True)
    texts = {name: content.decode("utf-8") for name, content in built.contents.items() if name != "docx"}
    texts["docx"] = in_archive(built.contents["docx"])
    assert "李某甲" in texts["docx"]
    assert [(where, name) for where, text in texts.items() for name in NAMES if name in text] == []


def test_no_name_stands_on_the_proof_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.proofsheet.page.embedded", lambda _: "")  # cutting faces takes seconds
    monkeypatch.setattr("bulletin.proofsheet.page.interface", lambda _: "")
    page = proof_of(CASES).html.decode("utf-8")
    assert "李某甲" in page
    assert [name for name in NAMES if name in page] == []


def test_no_message_says_a_name() -> None:
    raw = changed(0, facts="李四和赵小禾收受礼金")
    said = " ".join(f"{each.message} {each.values}" for each in check(load(raw)))
    assert [name for name in NAMES if name in said] == []


def test_a_name_in_the_facts_of_another_case_is_masked() -> None:
    raw = changed(3, facts="赵小禾按欧阳明授意长期不予办理。")
    node = tally(load(raw)).find("records.cases.3.facts")
    assert isinstance(node, Given)
    assert node.text == "赵某按欧阳某授意长期不予办理。"


def test_what_is_masked_is_noted_once() -> None:
    (issue,) = check(load(CASES))
    assert (issue.severity, issue.place, issue.values["n"]) == (Severity.NOTE, "/records/cases", 4)


def test_a_name_in_another_text_is_refused() -> None:
    raw = changed()
    raw["text"]["lead"] = "李四等人的问题令人警醒。"
    assert found(raw) == [("B225", Severity.ERROR, "/text/lead")]


def test_a_person_may_be_referred_to_in_another_text() -> None:
    raw = changed()
    raw["text"]["lead"] = "{records.cases.0.person}等人的问题令人警醒。"
    assert found(raw) == []
    assert "李某甲等人的问题令人警醒。" in build(raw, formats=("txt",)).contents["txt"].decode("utf-8")


def test_a_name_in_the_name_of_the_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "李四案.json"
    file.write_text(json.dumps(CASES, ensure_ascii=False), "utf-8")
    assert ("B225", "/") in [(each.code, each.place) for each in check(load(file))]


def test_a_third_person_called_as_the_mask_is_refused() -> None:
    raw = changed(3, facts="赵小禾对王某反映的事项不予办理。")
    assert found(raw) == [("B225", Severity.ERROR, "/records/cases/3/facts")]


def test_a_part_of_a_name_is_pointed_out() -> None:
    raw = changed(3, facts="赵小禾收受礼金。小禾对群众反映的事项不予办理。")
    assert found(raw) == [("B225", Severity.WARNING, "/records/cases/3/facts")]


def test_a_person_that_no_text_names_is_pointed_out() -> None:
    raw = changed(3, facts="对群众反映的事项不予办理。")
    assert found(raw) == [("B225", Severity.WARNING, "/records/cases/3/person")]


def test_a_name_that_may_be_a_word_is_asked_and_printed_as_it_stands() -> None:
    raw = changed(3, person="高兴", facts="高兴收受礼金，群众不高兴的事很多。")
    (issue,) = [each for each in check(load(raw)) if each.place == "/records/cases/3/facts"]
    assert (issue.severity, issue.values["quote"]) == (Severity.WARNING, "“礼金，群众不〔高某〕的事很多。”")
    node = tally(load(raw)).find("records.cases.3.facts")
    assert isinstance(node, Given)
    assert node.text == "高某收受礼金，群众不高兴的事很多。"


def test_the_places_masked_are_quoted_without_other_names() -> None:
    (issue,) = check(load(CASES))
    assert "“22年3月，〔李某乙〕、…在审核”" in str(issue.values["quotes"])


def calls_to_mask(cases: int) -> int:
    """The calls of functions that masking and checking so many cases takes."""
    surnames, given = "赵钱孙李周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何", "甲乙丙丁戊己庚辛"
    names = [f"{a}{b}明" for b in given for a in surnames][:cases]
    raw = copy.deepcopy(CASES)
    case = raw["records"]["cases"][0]
    raw["records"]["cases"] = [case | {"person": name, "facts": f"{name}收受礼金。"} for name in names]
    data, calls = load(raw), 0
    view = View(data, None, shipped_codelist())

    def count(_frame: Any, event: str, _arg: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        masked(data)
        list(names_masked(view))
    finally:
        sys.setprofile(before)
    return calls


def test_the_work_of_masking_grows_with_the_cases_alone() -> None:
    assert calls_to_mask(80) < 2.2 * calls_to_mask(40)


@pytest.mark.parametrize("name", ["John Smith", "李", "县水务管理站负责人2"])
def test_what_is_no_name_is_refused(name: str) -> None:
    assert ("B225", Severity.ERROR, "/records/cases/2/person") in found(changed(2, person=name))


def test_a_name_typed_into_the_template_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "template.toml").write_text('title = "试稿"\nlayout = "news"\n', "utf-8")
    (own / "document.xml.j2").write_text("<document><p>通报李四问题。</p></document>", "utf-8")
    figures = tally(load(CASES))
    issues = proofread(compose(figures, find_template(str(own))), figures)
    assert [(each.code, each.place) for each in issues] == [("B506", "own/document.xml.j2:1")]
