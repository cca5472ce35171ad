"""A measure word of the same quantity is taken, one of another quantity refused, a change of meaning seen."""

import pytest

from bulletin.model.codelist import read_codelist, shipped_codelist


@pytest.mark.parametrize(
    ("key", "unit"),
    [
        ("problems", "项"),
        ("suggestions", "项"),
        ("sanctioned", "件"),
        ("organisational_measures", "件"),
        ("enterprises", "个"),
        ("violations", "个"),
        ("special", "批"),
        ("written_inquiry", "名"),
        ("written_inquiry", "人次"),
        ("form_4", "人"),
        ("universities", "所"),
        ("marked_down", "个地方和单位"),
        ("days_on_site", "个月"),
        ("money_returned", "亿元"),
    ],
)
def test_another_word_for_the_same_quantity_is_taken(key: str, unit: str) -> None:
    assert shipped_codelist()[key].takes(unit)


@pytest.mark.parametrize(
    ("key", "unit"),
    [
        ("sanctioned", "万元"),
        ("problems", "天"),
        ("money_returned", "件"),
        ("days_on_site", "个"),
        ("months_running", "起"),
        ("problems", "公里"),  # no measure word of this kind of document
    ],
)
def test_a_word_for_another_quantity_is_refused(key: str, unit: str) -> None:
    assert not shipped_codelist()[key].takes(unit)


@pytest.mark.parametrize(
    ("key", "unit"),
    [
        ("sanctioned", "件"),
        ("sanctioned", "人次"),
        ("form_4", "人"),
        ("written_inquiry", "人次"),
        ("problems", "家"),
        ("groups", "人"),  # only 个 is usual
    ],
)
def test_a_word_for_things_of_another_kind_may_mean_another_number(key: str, unit: str) -> None:
    assert shipped_codelist()[key].means_another(unit)


@pytest.mark.parametrize(
    ("key", "unit"),
    [
        ("problems", "项"),
        ("party_warning", "名"),
        ("organisational_measures", "人（次）"),
        ("enterprises", "个"),
        ("groups", "家"),
    ],
)
def test_a_word_for_things_of_the_same_kind_means_the_same(key: str, unit: str) -> None:
    assert not shipped_codelist()[key].means_another(unit)


def test_an_entry_with_a_measure_word_of_its_own_takes_that_word_alone() -> None:
    own = read_codelist('[indicator.stakes]\nlabel = "界桩"\nunits = ["桩"]')["stakes"]
    assert own.takes("桩")
    assert not own.takes("个")
