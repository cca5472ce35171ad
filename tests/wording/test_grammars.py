"""The table of grammars: every row takes its examples and leaves the others alone."""

import pytest

from bulletin.wording.grammars import GRAMMARS, Grammar, find

TAKES = [(row, text) for row in GRAMMARS for text in row.takes]
LEAVES = [(row, text) for row in GRAMMARS for text in row.leaves]


@pytest.mark.parametrize(("row", "text"), TAKES, ids=[text for _, text in TAKES])
def test_a_grammar_takes_its_examples(row: Grammar, text: str) -> None:
    assert [each.grammar.name for each in find(text)] == [row.name]


@pytest.mark.parametrize(("row", "text"), LEAVES, ids=[text for _, text in LEAVES])
def test_a_grammar_leaves_other_words_alone(row: Grammar, text: str) -> None:
    assert row.name not in [each.grammar.name for each in find(text)]
