"""An office's own terms: every shipped kind says them, and the data may go on saying the shipped ones."""

from pathlib import Path

import pytest

from bulletin import build
from bulletin.model.codelist import Codelist, read_codelist, shipped_codelist
from bulletin.model.document import Document, Inline, Strong, Text, lines_of

EXAMPLES = Path(__file__).parents[2] / "examples"
DATA = [*sorted((EXAMPLES / "kinds").glob("*.json")), EXAMPLES / "round4.json", EXAMPLES / "circular.json"]
TERMS = {
    "rectified": "整改完成",
    "problems": "查找问题",
    "problems_fed_back": "交办问题",
    "leads": "排查线索",
    "violations": "查实问题",
    "petitions_closed": "办毕信访",
    "within_time_limit": "按期推进整改",
}
OWN = "".join(f'[indicator.{key}]\nlabel = "{term}"\n' for key, term in TERMS.items())


def written(inlines: tuple[Inline, ...]) -> str:
    """The words of the template in a line, a blank for each value and for people's prose."""
    return "".join(
        each.text if isinstance(each, Text) else written(each.inlines) if isinstance(each, Strong) else " "
        for each in inlines
    )


def words(document: Document) -> str:
    return "\n".join(written(line) for _, line in lines_of(document))


def times(label: str, text: str, codelist: Codelist) -> int:
    """How often a text says the label, not as a part of a longer one: 发现问题 in 发现问题线索."""
    for other in codelist.indicators.values():
        if label in other.label and other.label != label:
            text = text.replace(other.label, "")
    return text.count(label)


@pytest.mark.parametrize("data", DATA, ids=lambda file: file.stem)
def test_every_kind_says_the_terms_of_the_office(data: Path) -> None:
    own = read_codelist(OWN, shipped_codelist())
    before = words(build(data, formats=()).document)
    after = words(build(data, formats=(), codelist=own).document)
    for key, term in TERMS.items():
        label = shipped_codelist()[key].label
        assert times(label, after, own) == 0
        assert after.count(term) == times(label, before, shipped_codelist())


def test_data_may_go_on_saying_the_shipped_term() -> None:
    own = read_codelist('[indicator.rectified]\nlabel = "整改完成"\n', shipped_codelist())
    assert [own.key_of(name) for name in ("整改到位", "整改完成", "rectified")] == ["rectified"] * 3


def test_a_shipped_term_given_to_another_entry_means_that_one() -> None:
    own = '[indicator.petitions]\nlabel = "接收信访"\n[indicator.letters_received]\nlabel = "受理信访"\n'
    codelist = read_codelist(own, shipped_codelist())
    assert codelist.key_of("受理信访") == "letters_received"
    assert codelist.key_of("接收信访") == "petitions"
