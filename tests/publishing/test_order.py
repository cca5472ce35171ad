"""What is due comes out in order, each period once, and stays; people approve, give up and correct."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bulletin.issues.errors import BulletinError, DataRefused, ExitCode
from bulletin.issues.issue import error
from bulletin.publishing import Assignment, Edition, Made, Period, approve, correct, void
from tests.helpers.publishing import SERIES, Desk, an_office, published, quick, write

GIVEN = SERIES.format(name="monthly").replace('"register"\ncode = "云纪办"', '"given"')
APPROVED = SERIES.format(name="monthly").replace("approve = false", "approve = true")
ROUNDS = """
[series.rounds]
title = "巡察通报"
every = "round"
data = "data/{term}-{round:02}.json"
template = "news"
formats = ["txt"]
approve = false
number = "none"
"""
JANUARY = Period("month", 2018, 1)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path)


def numbers(folder: Path) -> list[tuple[str, str, str]]:
    with Desk(folder) as desk:
        return [(each.period, each.number, each.state) for each in desk.editions()]


def decided(
    folder: Path, decide: Callable[..., Any], *more: str, day: str = "2018-04-05", period: Period = JANUARY
) -> Any:
    with Desk(folder, day) as desk:
        return decide(desk.work, desk.series, period, *more)


def refused(folder: Path, day: str = "2018-04-05", **options: Any) -> tuple[str, str, ExitCode]:
    """The period that could not go out, the code of why, and the exit code."""
    with Desk(folder, day, **options) as desk:
        last = desk.publish()[-1]
        return last.period, last.issues[0].code, last.exit_code


# ── what is due ──────────────────────────────────────────────────────────────────────────────────────────


def test_every_period_that_was_missed_comes_out_in_order(office: Path) -> None:
    assert published(office) == ["2018-01 published", "2018-02 published", "2018-03 published"]
    assert [number for _, number, _ in numbers(office)] == [
        "云纪办〔2018〕1号",
        "云纪办〔2018〕2号",
        "云纪办〔2018〕3号",
    ]


def test_a_second_run_finds_everything_out(office: Path) -> None:
    published(office)
    assert published(office) == ["2018-01 already", "2018-02 already", "2018-03 already"]


def test_a_period_is_due_so_many_days_after_its_end(office: Path) -> None:
    toml = office / "bulletin.toml"
    toml.write_text(toml.read_text("utf-8") + "due = 5\n", "utf-8")
    assert published(office, "2018-02-04") == []
    assert published(office, "2018-02-05") == ["2018-01 published"]


@pytest.mark.parametrize(("zone", "due"), [("Asia/Shanghai", ["2018-01", "2018-02"]), ("UTC", ["2018-01"])])
def test_a_month_ends_when_it_ends_in_the_zone_of_the_office(office: Path, zone: str, due: list[str]) -> None:
    toml = office / "bulletin.toml"
    toml.write_text(toml.read_text("utf-8").replace("Asia/Shanghai", zone), "utf-8")
    moment = datetime.datetime(2018, 2, 28, 16, 30, tzinfo=datetime.UTC)  # half past midnight in Shanghai
    with Desk(office, moment) as desk:
        assert [str(each) for each in desk.work.due(desk.series)] == due


def test_a_year_starts_its_numbers_anew(tmp_path: Path) -> None:
    an_office(tmp_path, 13)
    published(tmp_path, "2018-12-31")
    published(tmp_path, "2019-02-05")
    assert [number for _, number, _ in numbers(tmp_path)][-3:] == [
        "云纪办〔2018〕11号",
        "云纪办〔2019〕1号",
        "云纪办〔2019〕2号",
    ]


def test_rounds_are_due_when_their_data_is_there(tmp_path: Path) -> None:
    an_office(tmp_path, 0, ROUNDS)
    for name in ("14-02", "14-01", "13-10", "13-10-old"):
        (tmp_path / "data" / f"{name}.json").write_text("{}")
    assert published(tmp_path) == ["13-10 published", "14-1 published", "14-2 published"]


def test_a_round_that_is_missing_between_two_others_is_named(tmp_path: Path) -> None:
    an_office(tmp_path, 0, ROUNDS)
    for name in ("14-01", "14-03"):
        (tmp_path / "data" / f"{name}.json").write_text("{}")
    assert refused(tmp_path) == ("14-3", "B741", ExitCode.DATA)


def test_nothing_of_a_month_that_has_not_ended_comes_out(office: Path) -> None:
    write(office, 3, {})
    outcome = decided(
        office, lambda work, series, period: work.one(series, period), period=Period("month", 2018, 4)
    )
    assert (outcome.what, outcome.issues[0].code) == ("refused", "B740")


def test_no_period_comes_out_before_the_one_before_it(office: Path) -> None:
    outcome = decided(
        office, lambda work, series, period: work.one(series, period), period=Period("month", 2018, 2)
    )
    assert (outcome.what, outcome.issues[0].code, outcome.issues[0].values["missing"]) == (
        "refused",
        "B741",
        "2018-01",
    )


def test_a_month_without_data_ends_the_series_for_today(office: Path) -> None:
    (office / "data" / "2018-02.json").unlink()
    assert refused(office) == ("2018-02", "B101", ExitCode.NO_INPUT)
    assert numbers(office) == [("2018-01", "云纪办〔2018〕1号", "published")]


def test_a_dry_run_says_what_would_come_out_and_does_nothing(office: Path) -> None:
    with Desk(office) as desk:
        assert [each.what for each in desk.work.publish(desk.series, dry=True)] == ["due", "due", "due"]
    assert numbers(office) == []


def test_a_dry_run_says_what_could_not_come_out(office: Path) -> None:
    (office / "data" / "2018-02.json").unlink()
    with Desk(office) as desk:
        outcomes = [*desk.work.publish(desk.series, dry=True)]
    assert [(each.period, each.what) for each in outcomes] == [("2018-01", "due"), ("2018-02", "refused")]
    assert (outcomes[1].issues[0].code, outcomes[1].exit_code) == ("B101", ExitCode.NO_INPUT)


def test_a_clock_set_back_stops_the_series(office: Path) -> None:
    (office / "data" / "2018-03.json").rename(office / "later.json")
    assert refused(office, "2018-05-20") == ("2018-03", "B101", ExitCode.NO_INPUT)
    (office / "later.json").rename(office / "data" / "2018-03.json")
    assert refused(office, "2018-05-10") == ("2018-03", "B734", ExitCode.DATA)
    assert [period for period, _, _ in numbers(office)] == ["2018-01", "2018-02"]
    assert published(office, "2018-05-20")[2] == "2018-03 published"


# ── what is out ──────────────────────────────────────────────────────────────────────────────────────────


def test_changed_data_of_what_is_out_is_refused_and_changes_nothing(office: Path) -> None:
    published(office)
    before = sorted((path, path.read_bytes()) for path in (office / "published").rglob("*.txt"))
    write(office, 0, {"n": 7})
    assert refused(office) == ("2018-01", "B733", ExitCode.DATA)
    assert sorted((path, path.read_bytes()) for path in (office / "published").rglob("*.txt")) == before


def test_data_of_what_is_out_may_be_put_away(office: Path) -> None:
    published(office)
    (office / "data" / "2018-01.json").unlink()
    assert published(office)[0] == "2018-01 already"


def test_a_file_that_lies_in_the_way_is_not_overwritten(office: Path) -> None:
    (office / "published" / "monthly" / "2018-01").mkdir(parents=True)
    (office / "published" / "monthly" / "2018-01" / "a.txt").write_text("somebody's")
    assert refused(office) == ("2018-01", "B723", ExitCode.CANNOT_CREATE)
    assert (office / "published" / "monthly" / "2018-01" / "a.txt").read_text() == "somebody's"


def test_what_is_out_cannot_be_written_to(office: Path) -> None:
    published(office)
    modes = {path.stat().st_mode & 0o222 for path in (office / "published").rglob("*") if path.is_file()}
    assert modes == {0}


def test_whoever_is_told_is_told_once_for_each_edition(office: Path) -> None:
    told: list[str] = []

    def tell(edition: Edition) -> tuple[()]:
        told.append(edition.period)
        return ()

    published(office, tell=tell)
    published(office, tell=tell)
    assert told == ["2018-01", "2018-02", "2018-03"]


# ── what cannot be made ──────────────────────────────────────────────────────────────────────────────────


def test_data_at_fault_gets_no_number(office: Path) -> None:
    def at_fault(_task: Assignment) -> str:
        raise DataRefused([error("B201", "/scopes/0", "The items add up to {n}.", n=3)])

    assert refused(office, examine=at_fault) == ("2018-01", "B201", ExitCode.DATA)
    assert numbers(office) == []


def test_a_number_that_was_given_out_is_used_when_the_edition_can_be_made(office: Path) -> None:
    def never(_task: Assignment) -> Made:
        raise DataRefused([error("B501", "text", "The number {n} comes from no figure.", n=3)])

    assert refused(office, maker=never)[1] == "B501"
    assert numbers(office) == [("2018-01", "云纪办〔2018〕1号", "allocated")]
    published(office)
    assert numbers(office)[0] == ("2018-01", "云纪办〔2018〕1号", "published")


def test_an_edition_is_made_of_what_was_read_whatever_becomes_of_the_file_meanwhile(office: Path) -> None:
    def meanwhile(task: Assignment) -> Made:
        made = quick(task)
        write(office, 0, {"n": 99})
        return made

    assert published(office, maker=meanwhile)[0] == "2018-01 published"
    assert b'"n": 99' not in (office / "published/monthly/2018-01/a.txt").read_bytes()
    assert refused(office) == ("2018-01", "B733", ExitCode.DATA)  # as if it had changed a moment later


# ── people ───────────────────────────────────────────────────────────────────────────────────────────────


def test_an_edition_waits_for_whoever_approves_it(tmp_path: Path) -> None:
    an_office(tmp_path, 3, APPROVED)
    assert published(tmp_path) == ["2018-01 waiting"]
    assert not (tmp_path / "published").exists()
    assert decided(tmp_path, approve).what == "published"
    assert published(tmp_path) == ["2018-01 already", "2018-02 waiting"]


def test_an_edition_bears_the_day_on_which_it_is_approved(tmp_path: Path) -> None:
    an_office(tmp_path, 1, APPROVED)
    published(tmp_path, "2018-02-05")
    assert str(decided(tmp_path, approve, day="2018-02-07").edition.dated) == "2018-02-07"


def test_data_that_changes_after_approval_has_to_be_approved_again(tmp_path: Path) -> None:
    an_office(tmp_path, 1, APPROVED)
    published(tmp_path, "2018-02-05")
    write(tmp_path, 0, {"n": 99})
    assert decided(tmp_path, approve, day="2018-02-05").what == "waiting"
    assert decided(tmp_path, approve, day="2018-02-05").what == "published"


def test_what_was_staged_and_is_lost_is_made_and_approved_again(tmp_path: Path) -> None:
    an_office(tmp_path, 1, APPROVED)
    published(tmp_path, "2018-02-05")
    for file in (tmp_path / ".store").rglob("a.txt"):
        file.chmod(0o644)
        file.write_text("changed")
    assert published(tmp_path, "2018-02-05") == ["2018-01 waiting"]
    assert decided(tmp_path, approve, day="2018-02-05").what == "published"


def test_a_number_that_people_give_is_waited_for(tmp_path: Path) -> None:
    an_office(tmp_path, 2, GIVEN)
    assert published(tmp_path) == ["2018-01 waiting"]
    assert decided(tmp_path, approve, "云委办〔2018〕17号").what == "published"
    assert numbers(tmp_path)[0] == ("2018-01", "云委办〔2018〕17号", "published")


def test_a_number_may_stand_in_the_data_also_later(tmp_path: Path) -> None:
    an_office(tmp_path, 1, GIVEN)
    assert published(tmp_path, "2018-02-05") == ["2018-01 waiting"]
    write(tmp_path, 0, {"number": "云委办〔2018〕17号"})
    assert published(tmp_path, "2018-02-05") == ["2018-01 published"]


@pytest.mark.parametrize("number", ["云委办〔2018〕17号", "云委办〔2018〕16号"])
def test_a_later_edition_has_a_later_number(tmp_path: Path, number: str) -> None:
    an_office(tmp_path, 2, GIVEN)
    published(tmp_path)
    decided(tmp_path, approve, "云委办〔2018〕17号")
    published(tmp_path)
    outcome = decided(tmp_path, approve, number, period=Period("month", 2018, 2))
    assert (outcome.what, outcome.issues[0].code) == ("refused", "B737")


def test_a_number_that_nobody_asked_for_is_refused(office: Path) -> None:
    write(office, 0, {"number": "云委办〔2018〕17号"})
    assert refused(office) == ("2018-01", "B738", ExitCode.DATA)


def test_the_number_of_what_is_given_up_stays_taken_with_the_reason(tmp_path: Path) -> None:
    an_office(tmp_path, 2, APPROVED)
    published(tmp_path)
    decided(tmp_path, void, "不再印发")
    assert published(tmp_path) == ["2018-01 void", "2018-02 waiting"]
    with Desk(tmp_path) as desk:
        first, second = desk.editions()
    assert (first.number, first.state, first.reason) == ("云纪办〔2018〕1号", "void", "不再印发")
    assert second.number == "云纪办〔2018〕2号"


def test_a_period_that_was_given_up_begins_again_when_it_is_asked_for(tmp_path: Path) -> None:
    an_office(tmp_path, 1, APPROVED)
    published(tmp_path)
    decided(tmp_path, void, "重印")
    assert decided(tmp_path, lambda work, series, period: work.one(series, period)).what == "waiting"
    assert numbers(tmp_path)[1] == ("2018-01", "云纪办〔2018〕2号", "built")


def test_what_is_out_is_not_given_up(office: Path) -> None:
    published(office)
    with pytest.raises(BulletinError) as refusal:
        decided(office, void, "不再印发")
    assert refusal.value.issues[0].code == "B736"


def test_who_approves_or_gives_up_the_same_again_changes_nothing(tmp_path: Path) -> None:
    an_office(tmp_path, 2, APPROVED)
    published(tmp_path)
    assert [decided(tmp_path, approve).what for _ in range(2)] == ["published", "already"]
    published(tmp_path)
    february = Period("month", 2018, 2)
    given_up = [decided(tmp_path, void, "不再印发", period=february) for _ in range(2)]
    assert [outcome.what for outcome in given_up] == ["void", "void"]
    assert [state for _, _, state in numbers(tmp_path)] == ["published", "void"]


def test_hints_name_the_office_so_that_they_can_be_run(tmp_path: Path) -> None:
    folder = an_office(tmp_path / "the office", 1, APPROVED)
    with Desk(folder) as desk:
        (note,) = desk.publish()[0].issues
        (edition,) = desk.editions()
    assert note.hint.format(**note.values) == (
        f"Look at {folder}/.store/{edition.content}, then run: "
        f"bulletin approve monthly --period 2018-01 --office '{folder}'"
    )


# ── corrections ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def corrected(office: Path) -> Path:
    published(office)
    write(office, 0, {"n": 7})
    assert decided(office, correct, "误将甲村重复统计").what == "published"
    return office


def test_a_correction_is_an_edition_with_a_number_of_its_own(corrected: Path) -> None:
    with Desk(corrected) as desk:
        old, new = desk.register.editions("monthly", "2018-01")
    assert (new.number, new.corrects, new.reason) == ("云纪办〔2018〕4号", old.id, "误将甲村重复统计")
    assert new.folder == "published/monthly/2018-01.2"
    assert old.state == "published"


def test_a_corrected_edition_and_its_correction_lead_to_one_another(corrected: Path) -> None:
    published(corrected)
    old = (corrected / "archive" / "monthly-2018-01.html").read_text("utf-8")
    new = (corrected / "archive" / "monthly-2018-01.2.html").read_text("utf-8")
    assert '本期已由<a href="monthly-2018-01.2.html">云纪办〔2018〕4号</a>更正' in old
    assert '本期更正<a href="monthly-2018-01.html">云纪办〔2018〕1号</a>' in new


def test_after_a_correction_the_new_data_is_what_is_out(corrected: Path) -> None:
    assert published(corrected) == ["2018-01 already", "2018-02 already", "2018-03 already"]


def test_nothing_is_corrected_by_the_same_data(office: Path) -> None:
    published(office)
    with pytest.raises(BulletinError) as refusal:
        decided(office, correct, "误")
    assert refusal.value.issues[0].code == "B736"


def test_the_same_correction_again_changes_nothing(corrected: Path) -> None:
    assert decided(corrected, correct, "误将甲村重复统计").what == "already"
    assert len(numbers(corrected)) == 4


def test_a_correction_that_could_not_be_made_is_gone_on_with_and_bears_the_reason_given_last(
    office: Path,
) -> None:
    def never(_task: Assignment) -> Made:
        raise DataRefused([error("B501", "text", "The number {n} comes from no figure.", n=3)])

    published(office)
    write(office, 0, {"n": 7})
    with Desk(office, maker=never) as desk:
        assert correct(desk.work, desk.series, JANUARY, "误").what == "refused"
    assert decided(office, correct, "误将甲村重复统计").what == "published"
    with Desk(office) as desk:
        assert [each.reason for each in desk.register.editions("monthly", "2018-01")] == [
            "",
            "误将甲村重复统计",
        ]
