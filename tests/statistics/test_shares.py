"""Shares of a list that are closed to 100 say so where rounding one by one would give other digits."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin import account, compose, find_template, load, tally
from bulletin.model.document import Document, Paragraph, text_of
from bulletin.model.figures import Entries, Figure, Figures, PrintedForm
from bulletin.model.terms import Rounding
from bulletin.wording import closed, closure, is_adjusted, printed

CLOSED = "（占比经修约调整，合计为100%）"


def with_states(round4: dict[str, Any], n: int, basis: str = "partition", **items: int | None) -> Figures:
    """The figures of the article with problems in these states."""
    round4["scopes"][0]["results"]["problems"] = {"n": n, "by": {"state": {"basis": basis, "items": items}}}
    return tally(load(round4))


def states(figures: Figures) -> Entries:
    node = figures.find("now.problems.by.state")
    assert isinstance(node, Entries)
    return node


def shares(breakdown: Entries) -> list[str]:
    rates = [item.facets["rate"] for item in breakdown if isinstance(item, Figure)]
    return [printed(rate) for rate in rates if isinstance(rate, Figure)]


def says(breakdown: Entries) -> str:
    """The words of its closure."""
    return "".join(part.text for part in closure(breakdown).parts if not isinstance(part, str | Figure))  # type: ignore[union-attr]  # a claim


def test_three_thirds_are_34_33_and_33(round4: dict[str, Any]) -> None:
    breakdown = closed(states(with_states(round4, 3, rectified=1, basically_rectified=1, not_rectified=1)), 0)
    assert shares(breakdown) == ["34%", "33%", "33%"]
    assert says(breakdown) == CLOSED


def test_a_list_that_adds_up_by_itself_says_nothing(round4: dict[str, Any]) -> None:
    breakdown = closed(states(with_states(round4, 4, rectified=3, not_rectified=1)))
    assert shares(breakdown) == ["75%", "25%"]
    assert closure(breakdown).parts == ()


def test_a_list_that_was_not_closed_says_nothing(round4: dict[str, Any]) -> None:
    figures = with_states(round4, 3, rectified=1, basically_rectified=1, not_rectified=1)
    assert closure(states(figures)).parts == ()


def test_no_part_of_a_closed_list_is_0_or_100_percent_by_rounding(round4: dict[str, Any]) -> None:
    # 340 and 1 of 341: 99.706… and 0.293…
    breakdown = closed(states(with_states(round4, 341, rectified=340, not_rectified=1)), 0)
    assert shares(breakdown) == ["99.7%", "0.3%"]
    assert closure(breakdown).parts == ()


@pytest.mark.parametrize(
    ("n", "basis", "items"),
    [
        (9, "partial", {"rectified": 3, "not_rectified": 3}),
        (4, "overlapping", {"rectified": 3, "not_rectified": 3}),
        (3, "partial", {"rectified": 3, "not_rectified": None}),
        (0, "partition", {"rectified": 0, "not_rectified": 0}),
    ],
)
def test_an_open_list_stays_as_it_is(
    round4: dict[str, Any], n: int, basis: str, items: dict[str, int | None]
) -> None:
    breakdown = states(with_states(round4, n, basis, **items))
    assert closed(breakdown) == breakdown


def test_the_exact_value_stays_and_the_printed_one_travels_in_the_form(round4: dict[str, Any]) -> None:
    figures = with_states(round4, 3, rectified=1, basically_rectified=1, not_rectified=1)
    item = closed(states(figures), 0).find("rectified")
    assert isinstance(item, Figure)
    rate = item.facets["rate"]
    assert isinstance(rate, Figure)
    assert (rate.value * 3, rate.form.words) == (1, "decimals=0 closed=34")
    assert rate.name == "now.problems.by.state.rectified.rate"
    assert is_adjusted(rate)


@given(
    st.none() | st.integers(0, 6),
    st.sampled_from(Rounding),
    st.decimals(0, 100, places=3, allow_nan=False),
)
def test_a_closed_form_is_the_same_after_being_written_down(
    decimals: int | None, rounding: Rounding, percent: Decimal
) -> None:
    form = PrintedForm(decimals=decimals, rounding=rounding, closed=percent)
    assert PrintedForm.parse(form.words) == form


def composed(folder: Path, figures: Figures, body: str) -> Document:
    own = folder / "own"
    own.mkdir()
    (own / "template.toml").write_text('title = "试稿"\nlayout = "news"\n', "utf-8")
    (own / "document.xml.j2").write_text(f"<document><p>{body}</p></document>", "utf-8")
    return compose(figures, find_template(str(own)))


def test_a_template_closes_a_list_and_says_so(tmp_path: Path, round4: dict[str, Any]) -> None:
    figures = tally(load(round4))
    body = (
        "{% set shares = now.sanctioned.by.sanction|closed(0) %}"
        "{% for item in shares %}{{ item|item }}占{{ item.rate }}{% if not loop.last %}、{% endif %}"
        "{% endfor %}"
        "{{ shares|closure }}。"
    )
    (block,) = composed(tmp_path, figures, body).blocks
    assert isinstance(block, Paragraph)
    assert text_of(block.inlines) == (  # 29, 2, 1, 1, 4, 1 of 38; 10.5 is 11 by itself
        "党内警告29人占76%、党内严重警告2人占5%、撤销党内职务1人占3%、留党察看1人占3%、开除党籍4人占10%、"
        f"开除公职1人占3%{CLOSED}。"
    )


def test_decimals_asked_for_later_undo_the_closing(tmp_path: Path, round4: dict[str, Any]) -> None:
    body = "{{ (now.sanctioned.by.sanction|closed(0)).party_expulsion.rate|decimals(1) }}"
    (block,) = composed(tmp_path, tally(load(round4)), body).blocks
    assert isinstance(block, Paragraph)
    assert text_of(block.inlines) == "10.5%"


def test_the_ledger_names_a_closed_share(tmp_path: Path, round4: dict[str, Any]) -> None:
    figures = tally(load(round4))
    body = "{{ (now.sanctioned.by.sanction|closed(0)).party_expulsion.rate }}"
    (entry,) = account(composed(tmp_path, figures, body), figures).entries
    assert (entry.printed, entry.value, entry.form) == ("10%", "2/19", "decimals=0 closed=10")
