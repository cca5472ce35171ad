"""A batch takes whatever a build does: names with sources, and requests; one at fault costs itself alone."""

import gc
import json
import re
import tracemalloc
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bulletin import Request, build
from bulletin.batching import BatchOutcome, Job, build_many
from bulletin.batching.item import named, request_of
from bulletin.datafiles import Content, Table
from bulletin.issues.errors import DataRefused

ROOT = Path(__file__).parents[2]
FIRST = ROOT / "examples" / "first.json"
TXT = Request("", formats=("txt",))


def run(items: Iterable[Any], into: Path, **named: Any) -> list[BatchOutcome]:
    return list(build_many(items, into=into, **{"asked": TXT, "workers": 2, **named}))


def codes(outcomes: Iterable[BatchOutcome]) -> list[str]:
    return [o.what if o.what != "failed" else o.issues[0].code for o in outcomes]


def table(first: dict[str, Any], talks: int) -> Table:
    scope = {key: value for key, value in first["scopes"][0].items() if key != "results"}
    rows = [{"指标": "发现问题", "数": 40}, {"指标": "受理信访", "数": talks}]
    return Table(rows, {**first, "scopes": [scope]})


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../round1", "a/../../b", "/etc/x", "C:\\x", "a\nb", ".batch"]
)
def test_a_name_that_is_none_for_files_or_leads_out_of_the_folder_is_refused(name: str) -> None:
    with pytest.raises(DataRefused) as caught:
        request_of(named((name, {}), 1, None), TXT)
    assert [issue.code for issue in caught.value.issues] == ["B772"]


@pytest.mark.parametrize("item", [None, "round1", ("round1",), (1, {}), 5], ids=repr)
def test_what_a_batch_does_not_take_is_refused_under_its_number(item: Any) -> None:
    with pytest.raises(DataRefused) as caught:
        request_of(named(item, 7, None), TXT)
    assert (caught.value.issues[0].code, caught.value.issues[0].place) == ("B772", "7")


@pytest.mark.parametrize(
    ("request_", "stem"),
    [
        (Request({}, name="云川/round1"), "云川/round1"),
        (Request("rounds/round4.json"), "round4"),
        (Request("rounds/round4.json", "circular"), "round4-circular"),
        (Request(Content("round5.json", b"")), "round5"),
        (Request({}), "7"),
    ],
)
def test_a_request_is_named_by_itself_its_source_or_its_number(request_: Request, stem: str) -> None:
    assert named(request_, 7, None).stem == stem


def test_a_value_that_no_other_process_can_be_given_is_refused(first: dict[str, Any]) -> None:
    with pytest.raises(DataRefused) as caught:
        request_of(named(("round1", {**first, "text": {"outlook": lambda: ""}}), 1, None), TXT)
    assert [issue.code for issue in caught.value.issues] == ["B773"]


# ── documents ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_one_batch_takes_files_values_tables_open_files_and_requests(
    first: dict[str, Any], tmp_path: Path
) -> None:
    with FIRST.open("rb") as file:
        items = [
            Job(FIRST),
            ("云川/mapping", first),
            ("path", FIRST),
            ("open", file),
            ("table", table(first, 12)),
            Request(first, name="request", formats=("html",), number="云巡〔2026〕7号", on=date(2026, 7, 2)),
        ]
        outcomes = run(iter(items), tmp_path)
    assert codes(outcomes) == ["built"] * 6
    assert [outcome.name for outcome in outcomes][1:] == ["云川/mapping", "path", "open", "table", "request"]
    expected = build(FIRST, formats=["txt"]).contents["txt"]
    for name in ("first", "云川/mapping", "path", "open"):
        assert (tmp_path / f"{name}.txt").read_bytes() == expected
    assert "2026年7月2日" in re.sub("<.*?>", "", (tmp_path / "request.html").read_text("utf-8"))


@pytest.mark.slow
def test_what_is_at_fault_costs_itself(first: dict[str, Any], tmp_path: Path) -> None:
    items = [
        ("bad", {**first, "kind": None}),
        ("../out", first),
        None,
        ("missing", tmp_path / "nothere.json"),
        ("lambda", {**first, "text": {"outlook": lambda: ""}}),
        ("good", first),
        Request(first, name="before", formats=("txt",), previous=tmp_path / "nothere.json"),
    ]
    assert codes(run(items, tmp_path)) == ["B113", "B772", "B772", "B101", "B773", "built", "B101"]
    assert [path.name for path in tmp_path.glob("*.txt")] == ["good.txt"]


@pytest.mark.slow
def test_of_an_iterator_the_second_of_a_name_is_refused_of_a_list_both(
    first: dict[str, Any], tmp_path: Path
) -> None:
    items = [("round1", first), ("ROUND1", first)]
    assert codes(run(items, tmp_path)) == ["B764", "B764"]
    assert codes(run(iter(items), tmp_path)) == ["built", "B764"]


@pytest.mark.slow
def test_only_what_changed_in_a_table_or_the_edition_before_is_made_again(
    first: dict[str, Any], tmp_path: Path
) -> None:
    before = tmp_path / "before.json"
    before.write_text(json.dumps(first), "utf-8")

    def items(talks: int) -> list[Any]:
        return [("table", table(first, talks)), Request(first, name="b", formats=("txt",), previous=before)]

    assert codes(run(items(12), tmp_path)) == ["built", "built"]
    assert codes(run(items(12), tmp_path)) == ["kept", "kept"]
    before.write_text(json.dumps({**first, "sample": False}), "utf-8")
    assert codes(run(items(13), tmp_path)) == ["built", "built"]


@pytest.mark.slow
def test_the_ledger_of_an_item_bears_its_name(first: dict[str, Any], tmp_path: Path) -> None:
    run([("云川/round1", first)], tmp_path, asked=Request("", formats=("txt",), ledger=True, origin="SQL: 1"))
    ledger = json.loads((tmp_path / "云川" / "round1.ledger.json").read_text("utf-8"))
    assert (ledger["name"], ledger["source"]) == ("round1", "SQL: 1")


@pytest.mark.slow
def test_an_iterator_is_read_as_far_as_documents_can_be_worked_on(
    first: dict[str, Any], tmp_path: Path
) -> None:
    read = 0

    def endless() -> Iterator[Any]:
        nonlocal read
        while True:
            read += 1
            yield f"round{read}", first

    outcomes = build_many(endless(), into=tmp_path, asked=TXT, workers=2)
    assert next(outcomes).what == "built"
    outcomes.close()  # type: ignore[attr-defined]  # a generator
    assert read <= 20  # two at work, two that wait, and the few that were done before the first


@pytest.mark.slow
def test_thousands_of_an_iterator_take_no_more_memory_than_hundreds(tmp_path: Path) -> None:
    def faulty(count: int) -> Iterator[Any]:
        for n in range(count):
            yield f"round{n}", {"text": {"outlook": lambda: ""}, "ballast": "x" * 100_000 + str(n)}

    def peak(count: int) -> int:
        gc.collect()
        tracemalloc.start()
        failed = sum(outcome.what == "failed" for outcome in build_many(faulty(count), into=tmp_path))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert failed == count
        return most

    peak(100)  # what is read once
    assert peak(3000) - peak(300) < 3_000_000  # 3,000 sources have 300 MB, their names some hundred kB
