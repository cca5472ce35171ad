"""What `bulletin.toml` may say, and how periods are counted."""

import datetime
from pathlib import Path

import pytest

from bulletin.issues.errors import TemplateRefused
from bulletin.publishing import Period, read_office
from bulletin.publishing.periods import ended
from tests.helpers.publishing import SERIES, an_office

OTHER = SERIES.format(name="other")


def refused(folder: Path, series: str) -> list[str]:
    an_office(folder, 0, series)
    with pytest.raises(TemplateRefused) as refusal:
        read_office(folder)
    return [issue.message for issue in refusal.value.issues]


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ('"month"', '"week"', "every is none of month, quarter, year, round"),
        ('"register"', '"drawn"', "number is none of given, register, none"),
        ('code = "云纪办"', "", "goes with number"),
        ('since = "2018-01"', "", "since is the first period"),
        ('since = "2018-01"', 'since = "2018-Q1"', "since is the first period"),
        ("{year}-{month:02}", "latest", "two periods the same file"),
        ("{year}-{month:02}", "{month:02}", "two periods the same file"),
        ("{year}-{month:02}", "{year}-{quarter}", "two periods the same file"),
        ('["txt"]', '["odt"]', "formats has to be a list of docx, pdf, html, txt"),
        ("approve = false", 'approve = "no"', "approve has to be true or false"),
        ("approve = false", "due = 0", "due has to be a whole number of days, from 1 to 366"),
        ("approve = false", "due = 367", "due has to be a whole number of days, from 1 to 366"),
        ("approve = false", "due = 999999999999999", "due has to be a whole number of days, from 1 to 366"),
        ("{year}-{month:02}", "{year}-{month:999999999999}", "two periods the same file"),
        ("{year}-{month:02}", "{year}-{month[0]}", "two periods the same file"),
        ("{year}-{month:02}", "{year}-{month!r}", "two periods the same file"),
        ("{year}-{month:02}", "{year}-{month:{year}}", "two periods the same file"),
        ("{year}-{month:02}", "{year}-{month:.3f}", "two periods the same file"),
        ('since = "2018-01"', 'since = "0000-01"', "since is the first period"),
        ('since = "2018-01"', 'since = "9999-12"', "since is the first period"),
        (
            'title = "月报"',
            'title = "月\\u0000报"',
            "title has to be text in quotes, without control characters",
        ),
        (
            'title = "月报"',
            'title = "月\\u202e报"',
            "title has to be text in quotes, without control characters",
        ),
        ("approve = false", 'into = "a\\u0000"', "into has to be a folder inside the office's"),
        ("{year}-{month:02}", "\\u0000{year}-{month:02}", "data has to be text in quotes"),
        ("approve = false", 'into = "../elsewhere"', "into has to be a folder inside the office's"),
        ("approve = false", 'into = ".store"', "into has to be a folder inside the office's"),
        ('title = "月报"', "title = 3", "title has to be text in quotes"),
        ("approve = false", "colour = 3", "no key “colour”"),
        ('title = "月报"', "", "title is missing"),
        ("[series.monthly]", 'sign = "gpg"\n[series.monthly]', "does not say where"),
        ("[series.monthly]", '[series."月报"]', "ASCII"),
    ],
)
def test_what_cannot_be_is_named(tmp_path: Path, was: str, now: str, says: str) -> None:
    series = SERIES.format(name="monthly")
    assert was in series
    assert says in refused(tmp_path, series.replace(was, now))[0]


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    series = SERIES.format(name="monthly").replace('"month"', '"week"').replace('["txt"]', '["odt"]')
    assert len(refused(tmp_path, series)) == 2


def test_two_series_share_neither_a_code_nor_a_folder(tmp_path: Path) -> None:
    series = f'{SERIES.format(name="monthly")}into = "x"\n{OTHER}into = "x"\n'
    assert refused(tmp_path, series) == [
        "It cannot be used: it shares 云纪办 with monthly",
        "It cannot be used: it shares x with monthly",
    ]


def test_an_unknown_zone_is_named(tmp_path: Path) -> None:
    an_office(tmp_path)
    toml = tmp_path / "bulletin.toml"
    toml.write_text(toml.read_text("utf-8").replace("Asia/Shanghai", "Asia/Yunchuan"), "utf-8")
    with pytest.raises(TemplateRefused, match="no time zone"):
        read_office(tmp_path)


def test_a_folder_without_an_office_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateRefused, match="B710"):
        read_office(tmp_path)


@pytest.mark.parametrize("text", ["2018-08", "2018-Q3", "2018", "14-4"])
def test_a_period_is_written_as_it_is_read(text: str) -> None:
    assert str(Period.parse(text)) == text


@pytest.mark.parametrize("text", ["2018-13", "2018-8", "2018-Q5", "18", "14-0", "2018-08-01", "２０１８"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        Period.parse(text)


@pytest.mark.parametrize(
    ("since", "today", "last"),
    [
        ("2018-01", "2018-03-01", "2018-02"),
        ("2018-01", "2018-02-28", "2018-01"),
        ("2016-01", "2016-02-29", "2016-01"),
        ("2016-01", "2016-03-01", "2016-02"),
        ("2018-11", "2019-01-01", "2018-12"),
        ("2018-Q1", "2019-01-01", "2018-Q4"),
        ("2018-Q1", "2018-09-30", "2018-Q2"),
        ("2017", "2018-12-31", "2017"),
    ],
)
def test_a_period_falls_due_the_day_after_its_last(since: str, today: str, last: str) -> None:
    assert str([*ended(Period.parse(since), datetime.date.fromisoformat(today), 1)][-1]) == last


@pytest.mark.parametrize(
    "name", ["0-1", "1-0", "14-100", "100-1", "１４-１", "14--1", "14-1x", "14-" + "9" * 200]
)
def test_a_file_whose_name_is_no_round_does_not_stop_the_others(tmp_path: Path, name: str) -> None:
    an_office(
        tmp_path,
        0,
        SERIES.format(name="rounds")
        .replace('"month"', '"round"')
        .replace('since = "2018-01"\n', "")
        .replace("{year}-{month:02}", "{term}-{round}"),
    )
    for file in ("14-1", name):
        (tmp_path / "data" / f"{file}.json").write_text("{}", "utf-8")
    office = read_office(tmp_path)
    assert office.rounds(office.named("rounds")) == [Period("round", 14, 1)]
