"""An open file, bytes with a name and a path are one source; what is none is refused before it is read."""

import io
from pathlib import Path
from typing import Any

import pytest

from bulletin import load
from bulletin.datafiles import Content, Table, portable
from bulletin.issues.errors import BulletinError, DataRefused, InputMissing

FIRST = Path(__file__).parents[2] / "examples" / "first.json"


class Named(io.BytesIO):
    name = "uploads/first.json"


def refused(source: Any) -> str:
    with pytest.raises(BulletinError) as caught:
        load(source)
    return caught.value.issues[0].code


def test_a_file_that_is_open_is_read_in_binary_and_as_text() -> None:
    with FIRST.open("rb") as binary, FIRST.open(encoding="utf-8") as text:
        assert load(binary) == load(text) == load(FIRST)


def test_an_open_file_is_named_without_its_folder_and_has_the_digest_of_its_bytes() -> None:
    data = load(Named(FIRST.read_bytes()))
    assert (data.source, data.digest) == ("first.json", load(FIRST).digest)


def test_what_an_open_file_has_too_much_of_is_not_read() -> None:
    file = Named(b" " * 3_000_000)
    assert refused(file) == "B102"
    assert file.tell() == 1_000_001


@pytest.mark.parametrize("name", ["first.ofd", "first", ""])
def test_bytes_of_an_unknown_kind_are_refused(name: str) -> None:
    assert refused(Content(name, FIRST.read_bytes())) == "B101"


def test_bytes_beyond_the_limit_of_their_kind_are_refused() -> None:
    assert refused(Content("first.json", b" " * 1_000_001)) == "B102"


@pytest.mark.parametrize(
    "source", [None, 5, b"{}", io.BytesIO(b"{}"), object()], ids=lambda given: type(given).__name__
)
def test_what_has_no_name_is_no_source(source: Any) -> None:
    assert refused(source) == "B101"


def test_a_closed_file_is_refused() -> None:
    with FIRST.open("rb") as file:
        pass
    with pytest.raises(InputMissing, match="it is closed"):
        load(file)


def test_what_goes_to_another_process_gives_the_same_data(first: dict[str, Any]) -> None:
    for source in (FIRST, Named(FIRST.read_bytes()), first, load(first)):
        assert load(portable(source)) == load(first)


def test_a_table_goes_to_another_process_as_plain_rows(first: dict[str, Any]) -> None:
    scope = {**first["scopes"][0]}
    del scope["results"]
    rows = Table(iter([{"指标": "谈话", "数": 12}]), {**first, "scopes": [scope]})
    sent = portable(rows)
    assert isinstance(sent, Table)
    assert sent.rows == [{"指标": "谈话", "数": 12}]


def test_a_list_that_holds_itself_is_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(DataRefused):
        load({"scopes": endless})
