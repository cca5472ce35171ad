"""The notices that a round has come and has gone read like an editor's, and their dates are checked."""

from typing import Any

import pytest

from bulletin import build, check, load, tally
from bulletin.issues.errors import DataRefused
from bulletin.model.document import Section, Table, leaves, text_of
from bulletin.model.figures import Figure
from tests.helpers.notices import composed, example, results, text


def heads(raw: dict[str, Any]) -> list[str]:
    table = next(block for block in leaves(composed(raw).blocks) if isinstance(block, Table))
    return [text_of(cell.inlines) for cell in table.rows[0]]


# ── 进驻公告 ─────────────────────────────────────────────────────────────────────────────────────────────


def test_an_entry_notice_says_how_many_groups_go_where_and_for_how_long() -> None:
    said = text(example("entry"))
    assert "3个巡察组进驻被巡察单位，开展第四轮巡察。现将有关事项公告如下。" in said
    assert "被巡察单位共8个，其中4个部门、4个乡镇。各巡察组的巡察对象见附件。" in said
    # October has 20 days from the 12th on, November 30, December 10
    assert "现场巡察时间为2026年10月12日至12月10日，共60天。" in said


def test_an_entry_notice_says_until_when_letters_are_taken() -> None:
    assert "受理截止日期为2026年12月10日，来信以寄出邮戳日期为准。" in text(example("entry"))


def test_without_a_postal_address_no_postmark_is_spoken_of() -> None:
    raw = example("entry")
    for group in raw["records"]["groups"]:
        del group["post_box"]
    assert "受理截止日期为2026年12月10日。" in text(raw)


def test_the_six_disciplines_stand_in_their_order() -> None:
    order = "违反政治纪律、组织纪律、廉洁纪律、群众纪律、工作纪律、生活纪律等方面的问题"
    assert order in text(example("entry"))


def test_an_entry_notice_ends_with_its_set_formula_before_the_attachment() -> None:
    said = text(example("entry"))
    assert said.index("特此公告。") < said.index("附件：第四轮巡察进驻情况和联系方式一览表")


def test_the_table_of_groups_stands_on_a_turned_sheet() -> None:
    sections = [block for block in composed(example("entry")).blocks if isinstance(block, Section)]
    assert [section.landscape for section in sections] == [True]


def test_the_table_has_a_column_for_what_is_given() -> None:
    heading = ["序号", "组别", "组长", "被巡察单位", "值班电话\n值班时间", "通信地址\n电子邮箱"]
    assert heads(example("entry")) == heading


def test_the_table_has_no_column_for_what_nobody_gave() -> None:
    raw = example("entry")
    for group in raw["records"]["groups"]:
        for key in ("leader", "hours", "post_box"):
            del group[key]
    assert heads(raw) == ["序号", "组别", "被巡察单位", "值班电话", "电子邮箱"]


def test_what_one_group_lacks_is_a_dash() -> None:
    raw = example("entry")
    del raw["records"]["groups"][1]["leader"]
    assert "县委第二巡察组\t—\t青石镇党委、柳河乡党委" in build(raw, formats=["txt"]).contents["txt"].decode()


def test_a_group_is_one_line_of_the_plain_text() -> None:
    lines = build(example("entry"), formats=["txt"]).contents["txt"].decode().splitlines()
    assert lines[-1].split("\t")[4:] == ["0000-1234503　工作日8:30至18:00", "云川县第003号邮政信箱"]


def test_one_group_stands_in_the_text_with_its_organisation() -> None:
    said = text(example("entry-one"))
    assert "县委第一巡察组进驻被巡察单位，开展第五轮巡察。" in said
    assert "巡察对象为县水务局党组。本轮巡察采取“回头看”方式。现场巡察自2026年10月12日开始。" in said
    assert "联系方式如下。\n值班电话：0000-1234501\n特此公告。" in said
    assert "附件" not in said


def test_one_group_with_several_organisations_says_how_many_they_are() -> None:
    raw = example("entry-one")
    raw["records"]["groups"][0]["objects"] = ["县水务局党组", "县林业局党组"]
    assert "巡察对象为县水务局党组、县林业局党组，共2个。" in text(raw)


def test_groups_without_contacts_are_not_said_to_have_any() -> None:
    raw = example("entry")
    raw["records"]["groups"] = [{"name": "县委第一巡察组"}, {"name": "县委第二巡察组"}]
    said = text(raw)
    assert "联系方式" not in said
    assert "巡察对象见附件" not in said


def test_organisations_that_the_round_does_not_count_are_counted_from_the_groups() -> None:
    raw = example("entry")
    del raw["rounds"][0]["inspected"]
    assert "被巡察单位共8个。" in text(raw)  # 4 + 2 + 2
    assert figure(raw, "now.inspected").source.formula == "被巡察单位：各巡察组所列单位共8个"


def test_an_entry_notice_is_not_made_without_the_day_of_entry() -> None:
    raw = example("entry")
    del raw["rounds"][0]["since"]
    with pytest.raises(DataRefused) as refused:
        composed(raw)
    assert [issue.values["path"] for issue in refused.value.issues] == ["now.round.since"]


# ── 撤离公告 ─────────────────────────────────────────────────────────────────────────────────────────────


def test_an_exit_notice_says_what_was_done_and_that_all_groups_have_left() -> None:
    said = text(example("exit"))
    assert "3个巡察组对8个单位（4个部门、4个乡镇）开展了第四轮巡察，现场巡察共60天。" in said
    assert "现场巡察工作已经结束，巡察组已全部撤离。" in said
    assert "巡察期间，开展谈话412人次，走访单位36个，调阅资料1850份，受理信访39件。" in said


def test_without_petitions_nothing_is_said_of_handing_them_on() -> None:
    raw = example("exit")
    results(raw)["petitions"] = 0
    assert "巡察期间，开展谈话412人次，走访单位36个，调阅资料1850份。\n" in text(raw)


def test_petitions_alone_make_a_whole_sentence() -> None:
    raw = example("exit")
    raw["scopes"][0]["results"] = {"petitions": 1}
    assert "\n巡察期间，受理信访1件。收到的信访件" in text(raw)


def test_one_organisation_is_named_and_its_group_has_left() -> None:
    said = text(example("exit-one"))
    assert "巡察组对县水务局党组开展了第五轮巡察。" in said
    assert "现场巡察工作已于2026年12月10日结束，巡察组已撤离。" in said
    assert "巡察期间，" not in said


def test_a_round_still_running_has_not_ended() -> None:
    raw = example("exit")
    raw["rounds"][0]["status"] = "under_way"
    said = text(raw)
    assert "对8个单位（4个部门、4个乡镇）开展第四轮巡察" in said
    assert "现场巡察工作将于2026年12月10日结束，巡察组届时全部撤离。" in said
    assert "已经结束" not in said


def test_organisations_of_one_class_are_not_counted_twice() -> None:
    raw = example("exit")
    raw["rounds"][0]["inspected"] = {"townships": 9}
    del raw["records"]
    assert "巡察组对9个乡镇开展了第四轮巡察" in text(raw)


# ── what the data says about rounds and groups ─────────────────────────────────────────────────────────────


def figure(raw: dict[str, Any], path: str) -> Figure:
    node = tally(load(raw)).find(path)
    assert isinstance(node, Figure)
    return node


def codes(raw: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(issue.code, issue.severity.value, issue.place) for issue in check(load(raw))]


def test_days_are_counted_from_the_first_to_the_last() -> None:
    raw = example("entry")
    raw["rounds"][0] |= {"since": "2026-10-12", "until": "2026-10-12"}
    days = figure(raw, "now.days_on_site")
    assert (days.value, days.source.pointers) == (1, ("/rounds/0/since", "/rounds/0/until"))


def test_days_are_not_counted_where_only_the_month_is_known() -> None:
    raw = example("entry")
    raw["rounds"][0]["until"] = "2026-12"
    assert "现场巡察时间为2026年10月12日至12月。" in text(raw)


def test_a_round_that_ends_before_it_begins_is_an_error() -> None:
    raw = example("entry")
    raw["rounds"][0]["until"] = "2026-10-11"
    assert codes(raw) == [("B212", "error", "/rounds/0")]


def test_a_feedback_after_the_document_is_an_error() -> None:
    raw = example("feedback")
    raw["rounds"][0]["fed_back"] = "2027-01-21"
    assert codes(raw) == [("B215", "error", "/rounds/0/fed_back")]


def test_a_round_under_way_may_end_after_the_document() -> None:
    assert codes(example("entry")) == []


def test_groups_that_name_fewer_organisations_than_the_round_are_pointed_out() -> None:
    raw = example("entry")
    raw["records"]["groups"][0]["objects"].pop()
    assert [found[:2] for found in codes(raw)] == [("B216", "warning")]


def test_a_number_of_groups_beside_another_list_is_an_error() -> None:
    raw = example("entry")
    results(raw)["groups"] = 4
    assert codes(raw) == [("B216", "error", "/scopes/0/results/groups")]


def test_a_round_for_which_no_organisation_is_chosen_yet_counts_none() -> None:
    raw = example("entry")
    raw["rounds"][0]["inspected"] = {"departments": 0, "townships": 0}
    for group in raw["records"]["groups"]:
        del group["objects"]
    assert "共0个" not in text(raw)
