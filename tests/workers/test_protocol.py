"""What a child process may answer with: names, bytes and issues; whatever else it sends is no answer."""

import io
import json
import pickle
from dataclasses import replace

import pytest

from bulletin.issues.issue import Issue, Phrase, error, warning
from bulletin.workers.protocol import Answer, receive, send

FOUND = (
    error("B201", "a.json", "{n} are {what}.", "Look at {x:.1f}.", ("b", "c"), n=3, x=1.5,
          what=Phrase("{m} too many", {"m": Phrase("some")})),
    warning("B202", "b", "c"),
    replace(error("B104", "/a", "Wrong."), at="a.json:1:3", excerpt="谈 x\n   ^"),
)  # fmt: skip


def sent(contents: dict[str, bytes], issues: tuple[Issue, ...] = ()) -> bytes:
    file = io.BytesIO()
    send(file, Answer(contents, issues))
    return file.getvalue()


def received(raw: bytes, most: int = 1000) -> Answer:
    answer, kind, defect = receive(io.BytesIO(raw), most)
    assert (kind, defect) == ("", "")
    return answer


def test_an_answer_comes_back_as_it_was_sent() -> None:
    contents = {"一.txt": "巡察\n".encode(), "nothing": b"", "raw": bytes(range(256))}
    assert received(sent(contents, FOUND)) == Answer(contents, FOUND)


def test_answers_follow_one_another() -> None:
    file = io.BytesIO(sent({"a": b"1\n2"}) + sent({"b": b"3"}))
    assert [receive(file, 9)[0].contents for _ in range(2)] == [{"a": b"1\n2"}, {"b": b"3"}]


def test_a_value_that_is_no_plain_one_travels_as_its_text() -> None:
    answer = received(sent({}, (error("B201", "a", "{p}", p=pytest),)))
    assert answer.issues[0].values == {"p": str(pytest)}


def test_more_bytes_than_allowed_are_not_read() -> None:
    file = io.BytesIO(sent({"a": bytes(600), "b": bytes(401)}))
    with pytest.raises(OverflowError):
        receive(file, 1000)
    assert len(file.read()) == 1001


HEAD = {"parts": [], "issues": [], "kind": "", "defect": ""}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"printed by a library\n",
        pickle.dumps(FOUND),
        b"[" * 100_000,
        b"[]\n",
        sent({"a": b"1234"})[:-1],
        json.dumps(HEAD | {"parts": [["a", -1]]}).encode() + b"\n",
        json.dumps(HEAD | {"parts": [["a", "b", "c"]]}).encode() + b"\n",
        json.dumps(HEAD | {"issues": [["B201", "no severity", "", "", "", {}, []]]}).encode() + b"\n",
        json.dumps(HEAD | {"issues": [["B201"]]}).encode() + b"\n",
        json.dumps(HEAD | {"issues": 3}).encode() + b"\n",
    ],
    ids=[
        "nothing",
        "text",
        "pickle",
        "nesting",
        "list",
        "cut",
        "size",
        "part",
        "severity",
        "short",
        "number",
    ],
)
def test_what_is_no_answer_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="no answer"):
        received(raw)
