"""What a child process may answer with: everything a batch is told of a document, and nothing that acts."""

import io
import pickle
from datetime import date

import pytest

from bulletin.batching.children import Answer
from bulletin.batching.task import Result
from bulletin.batching.worker import answer_to
from bulletin.issues.exit_code import ExitCode
from bulletin.issues.issue import Phrase, error, warning


def received(answer: object) -> object:
    sent = io.BytesIO()
    answer_to(sent, answer)
    sent.seek(0)
    read: object = Answer(sent).load()
    return read


def test_a_result_comes_back_as_it_was_sent() -> None:
    found = (
        error("B201", "a.json", "{n} are {what}.", n=3, what=Phrase("too many")),
        warning("B202", "b", "c"),
    )
    assert received(Result(found, ExitCode.DATA)) == Result(found, ExitCode.DATA)


def test_nothing_else_is_made() -> None:
    with pytest.raises(pickle.UnpicklingError, match="date"):
        received(date(2026, 9, 18))
