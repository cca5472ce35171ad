"""Errors travel: pickled, copied, and out of another process they are the same error with the same issues."""

import copy
import json
import multiprocessing
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import bulletin
from bulletin.issues import errors
from bulletin.issues.errors import BulletinError, DataRefused, InputMissing, unreadable
from bulletin.issues.issue import Issue, Phrase, error, note

KINDS: list[type[BulletinError]] = [BulletinError, *BulletinError.__subclasses__()]
FOUND: tuple[Issue, ...] = (
    error("B101", "甲.json", "The file cannot be read: {reason}", "Check it: {path}",
          reason=Phrase("it is larger than {most} bytes", {"most": "5"}, "files"), path="甲.json"),
    note("B770", "/scopes/0", "The document was made here after it was lost: {reason}", reason="…"),
)  # fmt: skip


def pickled(failure: BulletinError, protocol: int) -> BulletinError:
    sent: BulletinError = pickle.loads(pickle.dumps(failure, protocol))  # noqa: S301  # our own, made in this line
    return sent


WAYS: dict[str, Callable[[BulletinError], BulletinError]] = {
    **{f"pickle {n}": partial(pickled, protocol=n) for n in range(pickle.HIGHEST_PROTOCOL + 1)},
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", WAYS)
def test_an_error_arrives_with_its_issues_and_its_sentence(kind: type[BulletinError], way: str) -> None:
    sent = kind(FOUND)
    got = WAYS[way](sent)
    assert type(got) is kind
    assert got.issues == FOUND
    assert (str(got), got.exit_code) == (str(sent), sent.exit_code)
    assert str(got).startswith("B101 甲.json: The file cannot be read: it is larger than 5 bytes\nB770 /sc")


@pytest.mark.parametrize("way", WAYS)
def test_the_notes_of_an_error_travel_with_it(way: str) -> None:
    sent = DataRefused(FOUND)
    sent.add_note("云川县")
    assert WAYS[way](sent).__notes__ == ["云川县"]


def test_each_kind_is_one_of_the_table_and_public() -> None:
    assert {kind.__name__ for kind in KINDS} == {
        name for name in errors.__all__ if name[0].isupper() and name != "ExitCode"
    }


def outline_of(source: Any) -> str:
    return bulletin.load(source).issuer.name


def test_one_bad_file_costs_a_process_pool_nothing_but_itself(first: dict[str, Any], tmp_path: Path) -> None:
    sources: list[Any] = [first, tmp_path / "none.json", {**first, "kind": "?"}, first]
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        waiting = [pool.submit(outline_of, source) for source in sources]
        assert waiting[0].result() == waiting[3].result() == "云川县委巡察办"
        with pytest.raises(InputMissing) as missing:
            waiting[1].result()
        with pytest.raises(DataRefused) as refused:
            waiting[2].result()
    assert missing.value.issues == (unreadable(tmp_path / "none.json", FileNotFoundError(2, "")),)
    assert [issue.place for issue in refused.value.issues] == ["/kind"]


def test_an_issue_is_plain_data_in_both_languages() -> None:
    assert FOUND[0].to_dict() == {
        "code": "B101",
        "severity": "error",
        "place": "甲.json",
        "also": [],
        "message": {
            "zh": "文件无法读取：it is larger than 5 bytes",
            "en": "The file cannot be read: it is larger than 5 bytes",
        },
        "hint": {"zh": "Check it: 甲.json", "en": "Check it: 甲.json"},
    }
    assert json.loads(json.dumps(FOUND[1].to_dict()))["hint"] == {"zh": "", "en": ""}
