"""A number spoilt in an example or in one of three cases is noticed: the short form of `mutations.py`."""

from functools import cache

import pytest

from tests.commands import mutations

CHOSEN = (
    "circular",
    "first",
    "round4",
    "35-ccdi-2021",
    "60-xinfang-lvchun-2018",
    "48-baxiang-2018-07 after 49-baxiang-2018-06",
)
SUBJECTS = {subject.name: subject for subject in mutations.subjects()}


@cache
def outcomes(name: str) -> tuple[mutations.Outcome, ...]:
    """What becomes of every slip in a file."""
    return tuple(SUBJECTS[name].outcomes())


@pytest.mark.parametrize("name", CHOSEN)
def test_a_spoilt_number_is_noticed_or_explained(name: str) -> None:
    unexplained, _ = mutations.judged(outcomes(name))
    assert unexplained == []


@pytest.mark.parametrize("name", CHOSEN)
def test_what_a_check_catches_is_not_explained_away(name: str) -> None:
    _, caught = mutations.judged(outcomes(name))
    assert caught == []


def test_every_explanation_is_about_a_file_that_is_there() -> None:
    assert {row.file for row in mutations.EXPLAINED} <= set(SUBJECTS)


@pytest.mark.parametrize("name", CHOSEN)
def test_every_way_of_spoiling_a_number_is_tried(name: str) -> None:
    assert {outcome.kind for outcome in outcomes(name)} == set(mutations.KINDS)


def test_two_numbers_exchanged_inside_one_list_are_seen_in_print() -> None:
    items = "/scopes/0/results/sanctioned/by/sanction/items"
    place = f"{items}/party_warning ↔ {items}/party_serious_warning"
    (found,) = (outcome for outcome in outcomes("round4") if outcome.place == place)
    assert (found.fate, found.owed) == ("print", False)


def test_a_check_that_says_nothing_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutations, "check", lambda *_: ())
    case = SUBJECTS["86-dianxing-20qi"]
    blind = mutations.Subject(case.name, case.path)
    unexplained, _ = mutations.judged(tuple(blind.outcomes()))
    assert {outcome.kind for outcome in unexplained} == {"drop", "add 1", "times 10"}
