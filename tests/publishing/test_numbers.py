"""No number is given twice: what is out is seen, whatever the register, bulletin.toml or a folder says."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bulletin.issues.errors import BulletinError, ExitCode, RegisterDamaged
from bulletin.publishing import Register, approve, correct, void
from tests.helpers.publishing import (
    JANUARY,
    SERIES,
    Desk,
    an_office,
    approved,
    corrected,
    keep,
    out,
    published,
    repaired,
    restore,
    settings,
    write,
)

ROUNDS = """[series.monthly]
title = "通报"
every = "round"
data = "r-{term}-{round}.json"
template = "news"
number = "none"
"""
MONTHLY = "published/monthly"
FEBRUARY = f"{MONTHLY}/2018-02"
TWO = [("2018-01", "云纪办〔2018〕1号"), ("2018-02", "云纪办〔2018〕2号")]
FOUR = [*TWO, ("2018-03", "云纪办〔2018〕3号"), ("2018-04", "云纪办〔2018〕4号")]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Data of four months, two of them out."""
    folder = an_office(tmp_path / "office", 4)
    published(folder, "2018-03-05")
    return folder


def refusal(folder: Path, day: str = "2018-05-05", **options: Any) -> tuple[str, ...]:
    """The codes of what stops the first series, whose exit code is 74; nothing new is out."""
    before = out(folder)
    with Desk(folder, day, **options) as desk:
        rows = desk.editions()
        (outcome,) = desk.work.publish(desk.series)
        assert desk.editions() == rows
    assert out(folder) == before
    assert (outcome.what, outcome.exit_code) == ("refused", ExitCode.IO)
    return tuple(issue.code for issue in outcome.issues)


def goes_on(folder: Path) -> None:
    """The months that follow come out under the numbers that follow, each once."""
    assert published(folder, "2018-05-05") == [
        "2018-01 already", "2018-02 already", "2018-03 published", "2018-04 published"
    ]  # fmt: skip
    assert out(folder) == FOUR


# ── the register ─────────────────────────────────────────────────────────────────────────────────────────


def test_an_older_register_is_recognised_and_repaired(tmp_path: Path) -> None:
    folder = an_office(tmp_path / "office", 4)
    published(folder, "2018-02-05")
    kept = keep(folder, tmp_path / "kept.db")
    published(folder, "2018-03-05")
    restore(folder, kept)
    assert refusal(folder) == ("B726",)
    assert repaired(folder) == []
    goes_on(folder)


def test_an_older_register_that_had_begun_what_is_out_takes_it_as_it_is_out(tmp_path: Path) -> None:
    series = SERIES.format(name="monthly").replace("approve = false", "approve = true")
    folder = an_office(tmp_path / "office", 4, series)
    published(folder, "2018-02-05")
    kept = keep(folder, tmp_path / "kept.db")
    write(folder, 0, {"n": 99})
    published(folder, "2018-02-06")
    approved(folder, "2018-02-06")
    restore(folder, kept)
    assert refusal(folder) == ("B726",)
    assert repaired(folder) == []
    with Desk(folder) as desk:
        (row,) = desk.editions()
    assert (row.number, row.state, str(row.dated)) == ("云纪办〔2018〕1号", "published", "2018-02-06")


def test_an_older_register_does_not_know_what_was_given_up_and_the_number_stays_taken(tmp_path: Path) -> None:
    series = SERIES.format(name="monthly").replace("approve = false", "approve = true")
    folder = an_office(tmp_path / "office", 4, series)
    published(folder, "2018-02-05")
    kept = keep(folder, tmp_path / "kept.db")
    with Desk(folder, "2018-02-06") as desk:
        void(desk.work, desk.series, JANUARY, "重印")
        desk.work.one(desk.series, JANUARY)
    approved(folder, "2018-02-06")
    restore(folder, kept)
    assert refusal(folder) == ("B726",)
    assert repaired(folder) == []
    with Desk(folder) as desk:
        states = [(each.number, each.state) for each in desk.editions()]
    assert states == [("云纪办〔2018〕1号", "void"), ("云纪办〔2018〕2号", "published")]


def test_an_older_register_that_knows_what_was_corrected_as_built_only_is_repaired(tmp_path: Path) -> None:
    series = SERIES.format(name="monthly").replace("approve = false", "approve = true")
    folder = an_office(tmp_path / "office", 1, series)
    published(folder, "2018-02-05")
    kept = keep(folder, tmp_path / "kept.db")
    with Desk(folder, "2018-02-05") as desk:
        (built,) = desk.editions()
        desk.work.change(built, "approved", approved="2018-02-05")
        desk.work.one(desk.series, JANUARY)
    settings(folder, "approve = true", "approve = false")
    write(folder, 0, {"n": 99})
    corrected(folder, "2018-02-05")
    restore(folder, kept)
    assert refusal(folder) == ("B726",)
    assert repaired(folder) == []
    with Desk(folder) as desk:
        assert [(each.number, each.state, each.corrects) for each in desk.editions()] == [
            ("云纪办〔2018〕1号", "published", None), ("云纪办〔2018〕2号", "published", 1)
        ]  # fmt: skip


def test_a_staged_number_that_an_older_register_does_not_know_is_kept(tmp_path: Path) -> None:
    series = SERIES.format(name="monthly").replace("approve = false", "approve = true")
    folder = an_office(tmp_path / "office", 4, series)
    published(folder, "2018-02-05")
    approved(folder, "2018-02-05")
    kept = keep(folder, tmp_path / "kept.db")
    assert published(folder, "2018-03-05") == ["2018-01 already", "2018-02 waiting"]
    restore(folder, kept)
    assert refusal(folder) == ("B752",)
    assert repaired(folder) == []
    assert published(folder, "2018-03-05") == ["2018-01 already", "2018-02 waiting"]
    with Desk(folder) as desk:
        assert [each.number for each in desk.editions()] == [number for _, number in TWO]


def test_a_number_that_nothing_shows_any_more_is_entered_as_given_up(tmp_path: Path) -> None:
    series = SERIES.format(name="monthly").replace("approve = false", "approve = true")
    folder = an_office(tmp_path / "office", 1, series)
    published(folder, "2018-02-05")
    with Desk(folder, "2018-02-06") as desk:
        void(desk.work, desk.series, JANUARY, "重印")
        desk.work.one(desk.series, JANUARY)
    approved(folder, "2018-02-06")
    forget(folder)
    assert repaired(folder) == []
    with Desk(folder) as desk:
        rows = [(each.period, each.number, each.state) for each in desk.editions()]
    assert rows == [("2018-01", "云纪办〔2018〕2号", "published"), ("—", "云纪办〔2018〕1号", "void")]


def forget(folder: Path) -> None:
    """Lose the register and the store."""
    for path in folder.glob("register.db*"):
        path.unlink()
    shutil.rmtree(folder / ".store")


@pytest.mark.parametrize(
    "harm",
    [
        lambda _folder: None,
        lambda folder: (folder / "published").rename(folder / "aside"),
        lambda folder: shutil.rmtree(folder / "archive"),
        lambda folder: shutil.rmtree(folder / "published"),
    ],
    ids=["editions and archive", "editions put aside", "no archive", "only the archive"],
)
def test_no_register_is_begun_beside_anything_that_was_out(
    office: Path, harm: Callable[[Path], None]
) -> None:
    forget(office)
    harm(office)
    with pytest.raises(RegisterDamaged, match="B720"):
        Register(office)


@pytest.mark.parametrize("aside", [False, True])
def test_a_lost_register_is_made_again_from_what_is_out(office: Path, aside: bool) -> None:
    with Desk(office) as desk:
        before = [(each.series, each.period, each.number, each.dated, each.input, each.content)
                  for each in desk.editions()]  # fmt: skip
    forget(office)
    if aside:
        (office / "published").rename(office / "aside")
    assert repaired(office) == []
    with Desk(office) as desk:
        after = desk.editions()
    assert [(each.series, each.period, each.number, each.dated, each.input, each.content)
            for each in after] == before  # fmt: skip
    assert {each.approved for each in after} == {""}
    goes_on(office)


def test_a_correction_in_a_lost_register_corrects_what_it_did(office: Path) -> None:
    write(office, 0, {"n": 99})
    corrected(office, "2018-03-06")
    forget(office)
    assert repaired(office) == []
    with Desk(office) as desk:
        first, _, third = desk.editions()
    assert (third.corrects, third.reason, third.number) == (first.id, "一人重复统计", "云纪办〔2018〕3号")
    assert published(office, "2018-03-06") == ["2018-01 already", "2018-02 already"]


def test_the_register_of_another_folder_is_recognised_and_set_aside_only_when_told(
    office: Path, tmp_path: Path
) -> None:
    other = an_office(tmp_path / "other", 4)
    published(other, "2018-02-05")
    restore(office, other / "register.db")
    assert set(refusal(office)) == {"B722", "B726"}
    assert "B757 published/monthly/2018-01" in repaired(office)
    assert repaired(office, anew=True) == []
    goes_on(office)


def test_a_register_whose_history_was_changed_stops_every_series_and_keeps_what_was_given_up(
    tmp_path: Path,
) -> None:
    series = SERIES.format(name="monthly").replace("approve = false", "approve = true")
    folder = an_office(tmp_path / "office", 1, series)
    published(folder, "2018-02-05")
    with Desk(folder, "2018-02-06") as desk:
        void(desk.work, desk.series, JANUARY, "重印")
        desk.register.base.execute("DROP TRIGGER history_is_fixed")
        desk.register.base.execute("UPDATE history SET at = '2018-01-01' WHERE n = 1")
    assert set(refusal(folder)) == {"B724"}
    assert repaired(folder) == []
    with Desk(folder) as desk:
        assert [(each.number, each.state, each.reason) for each in desk.editions()] == [
            ("云纪办〔2018〕1号", "void", "重印")
        ]
    assert len([*folder.glob("register.2018*.db")]) == 1


def test_a_register_that_is_replaced_while_it_is_in_use_takes_nothing_in(
    office: Path, tmp_path: Path
) -> None:
    kept = keep(office, tmp_path / "kept.db")
    with Desk(office, "2018-04-05") as desk:
        kept.replace(office / "register.db")
        last = [*desk.work.publish(desk.series)][-1]
    assert (last.what, last.exit_code) == ("refused", ExitCode.TRY_AGAIN)
    assert out(office) == TWO


# ── bulletin.toml ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("since", ["2017-11", "2018-03", "2018-05"])
def test_a_first_period_that_was_moved_is_recognised(office: Path, since: str) -> None:
    settings(office, '"2018-01"', f'"{since}"')
    assert refusal(office) == ("B750",)
    settings(office, f'"{since}"', '"2018-01"')
    goes_on(office)


def test_the_first_period_may_be_one_that_is_out(office: Path) -> None:
    settings(office, '"2018-01"', '"2018-02"')
    assert published(office, "2018-04-05") == ["2018-02 already", "2018-03 published"]


def test_what_is_gone_before_the_first_period_stops_the_series(office: Path) -> None:
    settings(office, '"2018-01"', '"2018-02"')
    (office / MONTHLY / "2018-01").rename(office.parent / "aside")
    assert refusal(office) == ("B722",)


def test_a_renamed_series_is_one_series_when_it_says_so(office: Path) -> None:
    settings(office, "[series.monthly]", "[series.yuebao]")
    assert refusal(office) == ("B751",)
    settings(office, "[series.yuebao]", '[series.yuebao]\nwas = ["monthly"]')
    goes_on(office)
    write(office, 0, {"n": 99})
    with Desk(office, "2018-05-06") as desk:
        assert correct(desk.work, desk.series, JANUARY, "一人重复统计").what == "published"
        assert desk.editions()[-1].number == "云纪办〔2018〕5号"
        desk.publish()
        assert desk.audited() == []


def test_a_renamed_series_is_recognised_without_a_register_and_with_another_code(office: Path) -> None:
    settings(office, "[series.monthly]", "[series.yuebao]")
    settings(office, '"云纪办"', '"云纪监"')
    forget(office)
    repaired(office)
    assert refusal(office) == ("B751",)


def test_a_new_series_beside_one_that_ended_says_that_it_is_new(office: Path) -> None:
    settings(office, "[series.monthly]", "[series.other]\nwas = []")
    settings(office, '"云纪办"', '"云纪监"')
    assert published(office, "2018-03-05") == ["2018-01 published", "2018-02 published"]


def test_two_series_that_change_names_are_recognised(office: Path) -> None:
    settings(office, "[series.monthly]", f"{ROUNDS}\n[series.rounds]\nwas = []")
    with Desk(office, "2018-05-05") as desk:
        (outcome,) = desk.work.publish(desk.series)
    assert [each.code for each in outcome.issues] == ["B751"]


def test_a_folder_that_moved_with_its_editions_is_recognised_and_recorded(office: Path) -> None:
    settings(office, 'code = "云纪办"', 'code = "云纪办"\ninto = "www/monthly"')
    (office / "www").mkdir()
    (office / MONTHLY).rename(office / "www" / "monthly")
    assert refusal(office) == ("B722", "B722")
    assert repaired(office) == []
    goes_on(office)


def test_a_folder_that_moved_without_its_editions_goes_on(office: Path) -> None:
    settings(office, 'code = "云纪办"', 'code = "云纪办"\ninto = "www/monthly"')
    goes_on(office)
    assert (office / "www" / "monthly" / "2018-03").is_dir()


# ── editions ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", ["aside", "../aside", "published/old/2018-02"])
def test_an_edition_that_was_put_aside_stops_its_series_and_lies_where_it_is_said_to(
    office: Path, place: str
) -> None:
    (office / place).parent.mkdir(parents=True, exist_ok=True)
    (office / FEBRUARY).rename(office / place)
    assert refusal(office) == ("B722",)
    assert repaired(office, office / place) == []
    goes_on_beside(office)
    write(office, 1, {"n": 99})
    with Desk(office, "2018-05-06") as desk:
        february = desk.series.period("2018-02")
        assert correct(desk.work, desk.series, february, "误").what == "published"
        assert desk.editions()[-1].number == "云纪办〔2018〕5号"


def goes_on_beside(folder: Path) -> None:
    assert published(folder, "2018-05-05")[2:] == ["2018-03 published", "2018-04 published"]


def test_an_edition_that_is_put_back_is_as_if_it_had_never_been_away(office: Path) -> None:
    (office / FEBRUARY).rename(office.parent / "aside")
    assert refusal(office) == ("B722",)
    (office.parent / "aside").rename(office / FEBRUARY)
    goes_on(office)


def test_a_copy_of_an_edition_stops_nothing_and_is_named(office: Path) -> None:
    shutil.copytree(office / FEBRUARY, office / f"{FEBRUARY} - copy")
    assert published(office, "2018-04-05")[2:] == ["2018-03 published"]
    with Desk(office) as desk:
        assert desk.audited() == [f"B726 {FEBRUARY} - copy"]


def test_editions_on_other_storage_are_seen_through_a_link(office: Path, tmp_path: Path) -> None:
    (office / MONTHLY / "2018-01").rename(tmp_path / "storage")
    (office / MONTHLY / "2018-01").symlink_to(tmp_path / "storage")
    forget(office)
    assert repaired(office) == []
    goes_on_beside(office)
    (tmp_path / "storage").rename(tmp_path / "not mounted")
    assert refusal(office, "2018-06-05") == ("B722",)


def test_an_edition_that_only_the_archive_still_shows_is_not_numbered_again(tmp_path: Path) -> None:
    folder = an_office(tmp_path / "office", 4)
    published(folder, "2018-02-05")
    kept = keep(folder, tmp_path / "kept.db")
    published(folder, "2018-03-05")
    restore(folder, kept)
    (folder / FEBRUARY).rename(tmp_path / "aside")
    assert refusal(folder) == ("B752",)
    assert repaired(folder) == ["B752 published/monthly/2018-02"] * 2
    assert repaired(folder, tmp_path / "aside") == []
    goes_on_beside(folder)


def test_documents_without_their_manifest_keep_their_number(tmp_path: Path) -> None:
    folder = an_office(tmp_path / "office", 4)
    published(folder, "2018-02-05")
    kept = keep(folder, tmp_path / "kept.db")
    published(folder, "2018-03-05")
    restore(folder, kept)
    (folder / FEBRUARY / "manifest.json").unlink()
    shutil.rmtree(folder / "archive")
    assert refusal(folder) == ("B752",)
    repaired(folder)
    with Desk(folder) as desk:
        assert [(each.period, each.number, each.state) for each in desk.editions()][1] == (
            "2018-02", "云纪办〔2018〕2号", "void"
        )  # fmt: skip
    assert published(folder, "2018-04-05") == ["2018-01 already", "2018-02 void", "2018-03 published"]
    assert ("2018-03", "云纪办〔2018〕3号") in out(folder)


def test_an_edition_that_was_changed_stops_its_series_and_no_other(tmp_path: Path) -> None:
    two = SERIES.format(name="monthly") + SERIES.format(name="other").replace("云纪办", "云纪监")
    folder = an_office(tmp_path, 3, two)
    published(folder, "2018-03-05")
    file = folder / FEBRUARY / "a.txt"
    file.chmod(0o644)
    file.write_text("changed")
    with Desk(folder, "2018-04-05") as desk:
        outcomes = desk.publish()
    assert [(each.series, each.period, each.what) for each in outcomes] == [
        ("monthly", "", "refused"), ("other", "2018-01", "already"), ("other", "2018-02", "already"),
        ("other", "2018-03", "published"),
    ]  # fmt: skip
    (issue,) = outcomes[0].issues
    assert (issue.code, issue.place) == ("B722", f"{FEBRUARY}/a.txt")
    assert "register repair" in issue.hint
    with Desk(folder, "2018-04-05") as desk, pytest.raises(BulletinError, match="B722"):
        correct(desk.work, desk.series, JANUARY, "误")


def test_what_lies_in_the_way_is_never_said_to_be_moved_away_unseen(office: Path) -> None:
    (office / MONTHLY / "2018-03").mkdir()
    (office / MONTHLY / "2018-03" / "a.txt").write_text("somebody's")
    with Desk(office, "2018-04-05") as desk:
        (issue,) = desk.publish()[-1].issues
    assert issue.code == "B723"
    assert "register verify" in issue.hint
    assert "Move only what is none" in issue.hint


def test_nothing_is_given_up_while_the_register_does_not_know_what_is_out(tmp_path: Path) -> None:
    series = SERIES.format(name="monthly").replace("approve = false", "approve = true")
    folder = an_office(tmp_path / "office", 1, series)
    published(folder, "2018-02-05")
    kept = keep(folder, tmp_path / "kept.db")
    write(folder, 0, {"n": 99})
    published(folder, "2018-02-06")
    approved(folder, "2018-02-06")
    restore(folder, kept)
    with Desk(folder, "2018-02-06") as desk, pytest.raises(RegisterDamaged, match="B726"):
        void(desk.work, desk.series, JANUARY, "重印")


def test_a_number_that_people_give_is_not_one_that_is_out_in_a_series_nobody_names(tmp_path: Path) -> None:
    elsewhere = an_office(tmp_path / "elsewhere", 1)
    published(elsewhere, "2018-02-05")
    given = SERIES.format(name="other").replace('"register"\ncode = "云纪办"', '"given"\nwas = []')
    folder = an_office(tmp_path / "office", 1, given)
    assert published(folder, "2018-02-05") == ["2018-01 waiting"]
    shutil.copytree(elsewhere / "published", folder / "published")
    with Desk(folder, "2018-02-05") as desk:
        outcome = approve(desk.work, desk.series, JANUARY, "云纪办〔2018〕1号")
    assert (outcome.what, outcome.issues[0].code) == ("refused", "B737")
