"""Clauses about figures read as Chinese, and vanish with their punctuation where there is nothing to say."""

from typing import Any

import pytest

from bulletin import load, tally
from bulletin.model.figures import Claim, Clause, Dated, Entries, Figure, Given
from bulletin.wording import addressed, change, item, itemised, listed, printed, spoken_date
from bulletin.wording.clauses import enumerated, period


def read(clause: Clause) -> str:
    """The characters of a clause."""
    words = ""
    for part in clause.parts:
        match part:
            case str():
                words += part
            case Figure():
                words += printed(part)
            case Given() | Claim():
                words += part.text
            case Dated():
                words += spoken_date(part.moment)
    return words


def sanctions(n: int, basis: str = "partition", **items: int | None) -> Entries:
    results = {"sanctioned": {"n": n, "by": {"sanction": {"basis": basis, "items": items}}}}
    scope = {"label": "第一轮", "reported": True, "results": results}
    raw = {"format": 1, "kind": "inspection", "issuer": {"name": "云川县"}, "scopes": [scope]}
    by = tally(load(raw)).find("now.sanctioned.by.sanction")
    assert isinstance(by, Entries)
    return by


def compared(value: int, other: int) -> Entries:
    results = {"problems": {"n": value, "compared": {"label": "上年同期", "value": other}}}
    scope = {"label": "第一轮", "reported": True, "results": results}
    raw = {"format": 1, "kind": "inspection", "issuer": {"name": "云川县"}, "scopes": [scope]}
    node = tally(load(raw)).find("now.problems.compared")
    assert isinstance(node, Entries)
    return node


def names(*texts: str) -> list[Given]:
    return [Given("name", text, "/name") for text in texts]


def test_persons_are_named_before_their_number(round4: dict[str, Any]) -> None:
    node = tally(load(round4)).find("now.sanctioned.by.sanction.party_warning")
    assert isinstance(node, Figure)
    assert read(item(node)) == "党内警告29人"


def test_organisations_are_named_after_their_number(round4: dict[str, Any]) -> None:
    node = tally(load(round4)).find("now.inspected.by.object.departments")
    assert isinstance(node, Figure)
    assert read(item(node)) == "20个部门"


def test_several_kinds_are_set_out_from_light_to_heavy() -> None:
    by = sanctions(5, party_expulsion=1, party_warning=3, public_warning=1)
    assert read(itemised(by)) == "，其中党内警告3人、开除党籍1人、政务警告1人"


def test_kinds_without_persons_are_left_out() -> None:
    by = sanctions(5, party_warning=3, party_probation=0, party_expulsion=2)
    assert read(itemised(by)) == "，其中党内警告3人、开除党籍2人"


def test_one_person_stands_in_brackets() -> None:
    assert read(itemised(sanctions(1, party_warning=1, party_expulsion=0))) == "（党内警告）"


def test_one_kind_is_said_of_all() -> None:
    assert read(itemised(sanctions(5, party_warning=5))) == "，均为党内警告"


def test_nobody_leaves_no_trace() -> None:
    assert itemised(sanctions(0, party_warning=0)).parts == ()


def test_one_kind_of_several_is_not_said_of_all() -> None:
    assert read(itemised(sanctions(5, "partial", party_warning=3, party_expulsion=1))).startswith("，其中")


def test_a_list_that_is_not_complete_ends_in_deng() -> None:
    by = sanctions(5, "partial", party_warning=2, party_expulsion=1)
    assert read(itemised(by)) == "，其中党内警告2人、开除党籍1人等"


def test_a_partial_list_that_reaches_the_whole_does_not_end_in_deng() -> None:
    by = sanctions(5, "partial", party_warning=4, party_expulsion=1)
    assert read(itemised(by)) == "，其中党内警告4人、开除党籍1人"


def test_a_single_item_of_several_does_not_end_in_deng() -> None:
    # as the national bulletins write it: 处分62.7万人，其中党纪处分52.4万人
    assert read(itemised(sanctions(5, "partial", party_warning=3))) == "，其中党内警告3人"


def test_overlapping_items_say_that_they_overlap() -> None:
    # 9 + 2 = 11 decisions on 10 persons
    by = sanctions(10, "overlapping", party_expulsion=9, public_dismissal=2)
    assert read(itemised(by)) == "，其中开除党籍9人、开除公职2人（各项有交叉）"


def test_kinds_named_without_a_number_are_all_named() -> None:
    by = sanctions(5, "partial", party_warning=None, party_expulsion=None)
    assert read(itemised(by)) == "，其中有党内警告、开除党籍"


def test_items_in_a_row_leave_out_zeros() -> None:
    by = sanctions(3, party_warning=2, party_probation=0, party_expulsion=1)
    assert read(enumerated(by)) == "党内警告2人、开除党籍1人"


def test_items_in_a_row_name_what_has_no_number() -> None:
    by = sanctions(5, "partial", party_warning=3, party_expulsion=None)
    assert read(enumerated(by)) == "党内警告3人、开除党籍"


def test_items_in_a_row_are_nothing_if_all_are_zero() -> None:
    assert enumerated(sanctions(0, party_warning=0)).parts == ()


@pytest.mark.parametrize(
    ("texts", "row"),
    [
        (("纪委",), "纪委"),
        (("纪委", "组织部"), "纪委、组织部"),
        (("《甲》", "《乙》"), "《甲》《乙》"),  # GB/T 15834, 4.5.3.5
        (("“甲”", "“乙”"), "“甲”“乙”"),
        (("《甲》", "保密制度"), "《甲》、保密制度"),
        (("保密制度", "《甲》"), "保密制度、《甲》"),
        (("《甲》（试行）", "《乙》"), "《甲》（试行）、《乙》"),  # something stands between
        (("《甲》", "“乙”"), "《甲》、“乙”"),
        ((), ""),
    ],
)
def test_names_in_a_row_are_set_apart_unless_their_marks_do_it(texts: tuple[str, ...], row: str) -> None:
    assert read(listed(names(*texts))) == row


def test_an_open_list_of_names_ends_in_deng(round4: dict[str, Any]) -> None:
    node = tally(load(round4)).find("now.linked_departments.names")
    assert isinstance(node, Entries)
    assert read(listed(node)) == "纪委、组织部、政法委、信访局、审计局等"


def test_more_is_an_increase() -> None:
    assert read(change(compared(135, 98))) == "增加37个"


def test_less_is_a_decrease() -> None:
    assert read(change(compared(98, 135))) == "减少37个"


def test_as_many_is_no_change() -> None:
    assert read(change(compared(98, 98))) == "持平"


@pytest.mark.parametrize(
    ("organs", "line"),
    [
        (["各乡镇党委", "县直各部门党组（党委）"], "各乡镇党委，县直各部门党组（党委）"),
        (["各乡镇党委", "各街道党工委", "县直各部门党组"], "各乡镇党委、各街道党工委，县直各部门党组"),
        (["县教育局", "县水务局"], "县教育局、县水务局"),
        (["各乡镇党委"], "各乡镇党委"),
    ],
)
def test_addressees_of_different_kinds_stand_further_apart(organs: list[str], line: str) -> None:
    assert read(addressed(names(*organs))) == line


def test_items_with_a_mark_of_their_own_stand_further_apart() -> None:
    grades = {"grade": {"basis": "partition", "items": {"ordinary_staff": 3, "rural_and_others": 5}}}
    scope = {"label": "第一轮", "reported": True, "results": {"sanctioned": {"n": 8, "by": grades}}}
    raw = {"format": 1, "kind": "inspection", "issuer": {"name": "云川县"}, "scopes": [scope]}
    listed_grades = tally(load(raw)).find("now.sanctioned.by.grade")
    assert isinstance(listed_grades, Entries)
    assert read(itemised(listed_grades)) == "，其中一般干部3人，农村、企业等其他人员5人"


def test_a_year_to_its_last_day_is_that_year() -> None:
    scope = {"label": "去年", "since": "2025", "until": "2025-12-31", "reported": True, "results": {}}
    raw = {"format": 1, "kind": "annual", "issuer": {"name": "云川县"}, "scopes": [scope]}
    now = tally(load(raw)).find("now")
    assert isinstance(now, Entries)
    assert read(period(now)) == "2025年"
