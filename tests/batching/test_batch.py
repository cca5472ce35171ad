"""A batch: what one document costs the others (nothing), what a second run makes (only what is missing)."""

import json
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import bulletin_fonts
import pytest

from bulletin import BulletinError, Request, cli
from bulletin.batching import BatchOutcome, Job, Limits, build_many, jobs_for, within
from bulletin.batching.fingerprint import fingerprint
from bulletin.batching.record import Record
from bulletin.batching.task import Result, digest, made_in, make, warmed_up
from bulletin.issues.errors import ToolMissing, TryAgain
from bulletin.typography import fonts
from bulletin.workers.pool import Pool

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow
FIRST = ROOT / "examples" / "first.json"
PATHS = os.pathsep.join([str(ROOT), str(Path(bulletin_fonts.__file__).parents[1])])
TXT = Request("", formats=("txt",))


SYSTEM_FOLDERS = fonts.SYSTEM_FOLDERS


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "SYSTEM_FOLDERS", SYSTEM_FOLDERS)  # as for the workers
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


def data(*names: str) -> tuple[Job, ...]:
    """Data files of these names in `rounds`."""
    Path("rounds").mkdir(exist_ok=True)
    for name in names:
        Path(f"rounds/{name}.json").write_bytes(FIRST.read_bytes())
    return tuple(Job(Path(f"rounds/{name}.json")) for name in names)


def made() -> list[str]:
    """Every file in `out`, but for the record."""
    return sorted(
        path.relative_to("out").as_posix() for path in Path("out").rglob("*") if path.suffix != ".db"
    )


def run(jobs: Iterable[Job], executor: Executor | None = None, **named: Any) -> list[BatchOutcome]:
    """A batch of texts into `out`, on two workers."""
    return list(
        build_many(
            jobs, executor, **{"into": "out", "asked": Request("", formats=("txt",)), "workers": 2, **named}
        )
    )


def became(outcomes: Iterable[BatchOutcome]) -> list[str]:
    """What became of each, with the code of its first issue if it failed."""
    return [o.what if o.what != "failed" else o.issues[0].code for o in outcomes]


def heard_of_b(process: int) -> Path:
    """The sign to `waits`, from the process of the tests."""
    return Path(tempfile.gettempdir(), f"bulletin-heard-{process}")


# ── what goes wrong inside a document ────────────────────────────────────────────────────────────────────


def trouble(request: Request) -> Result:
    """The maker of documents, which some names bring into trouble."""
    match str(getattr(request.source, "name", "")).removesuffix(".json"):
        case "quick" | "quick2":
            return Result((), 0, {"txt": b"text"}, {"txt": digest(b"text")}, fingerprint(None, ()))
        case "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(0)
        case "hang":
            while True:
                pass
        case "greed":
            return Result((), contents={"txt": bytes(1 << 40)})
        case "defect":
            raise ZeroDivisionError("of the maker")
        case "waits":
            while not heard_of_b(os.getppid()).exists():
                time.sleep(0.01)
        case "elsewhere":
            return replace(make(request), fingerprint={"weasyprint": "1.0"}, machine="node7")
        case "forged":
            for answers in range(3, 20):
                with suppress(OSError):
                    os.write(answers, pickle.dumps(Forged()) + b"\n")
        case "damaged":
            return replace(make(request), contents={"txt": b"other bytes"})
    return make(request)


class Forged:
    """An answer that would do something in the process that reads it."""

    def __reduce__(self) -> Any:
        return (Path.touch, (Path("entered"),))


class Troubled(ThreadPoolExecutor):
    """The default engine with `trouble` in the place of the maker; it counts the most under way at once."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(2)
        self.pool = Pool(limits, warmed_up)
        self.under_way = self.most = 0

    def submit(self, _: Any, task: Any, *_rest: Any) -> "Future[Any]":  # type: ignore[override]  # one function only
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        future = super().submit(made_in, self.pool, task, trouble)
        future.add_done_callback(self.ended)
        return future

    def ended(self, _: object) -> None:
        self.under_way -= 1

    def __exit__(self, *trace: object) -> None:
        self.pool.end()
        super().__exit__(*trace)  # type: ignore[arg-type]  # handed on


@pytest.fixture(scope="module")
def engine() -> Iterator[Troubled]:
    with Troubled(within(30)) as executor:
        yield executor


def test_a_crash_a_hang_and_a_defect_cost_one_document_each() -> None:
    names = ("quick", "crash", "exit", "hang", "defect", "quick2")
    with Troubled(within(4)) as executor:
        outcomes = run(data(*names), executor)
    assert became(outcomes) == ["built", "B763", "B763", "B762", "B760", "built"]
    assert made() == ["quick.txt", "quick2.txt"]
    assert "4" in outcomes[3].issues[0].message
    assert "ZeroDivisionError: of the maker" in outcomes[4].issues[0].message


def test_an_answer_can_do_nothing_in_the_process_that_reads_it(engine: Troubled) -> None:
    assert became(run(data("forged", "a"), engine)) == ["B763", "built"]
    assert not Path("entered").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not count a process's memory")
def test_a_document_that_eats_memory_is_refused_and_the_next_is_built() -> None:
    with Troubled(Limits(memory=1 << 30)) as executor:
        outcomes = run(data("greed", "a"), executor)
    assert became(outcomes) == ["B761", "built"]
    assert "1073.74 MB" in outcomes[0].issues[0].message


def test_what_another_machine_makes_otherwise_stops_the_batch_and_is_not_kept(engine: Troubled) -> None:
    with pytest.raises(ToolMissing) as refused:
        run(data("elsewhere"), engine)
    assert refused.value.issues[0].code == "B768"
    assert "node7" in refused.value.issues[0].message
    assert "weasyprint" in refused.value.issues[0].message
    assert made() == []


def test_what_does_not_arrive_as_it_was_sent_is_not_kept(engine: Troubled) -> None:
    assert became(run(data("damaged", "a"), engine)) == ["B769", "built"]
    assert made() == ["a.txt"]


def test_what_became_of_documents_is_told_in_their_order_and_heard_at_once(engine: Troubled) -> None:
    heard: list[str] = []
    sign = heard_of_b(os.getpid())

    def hear(outcome: BatchOutcome) -> None:
        heard.append(Path(outcome.name).stem)
        if heard[-1] == "b":
            sign.touch()

    jobs = data("waits", "b", "c", "d")
    try:
        outcomes = run(jobs, engine, progress=hear)
    finally:
        sign.unlink(missing_ok=True)
    assert [outcome.job for outcome in outcomes] == list(jobs)
    assert heard[0] == "b"
    assert sorted(heard) == ["b", "c", "d", "waits"]


def test_no_more_is_under_way_than_can_be_worked_on_soon_however_many_there_are(engine: Troubled) -> None:
    engine.most = 0
    outcomes = run(data(*(f"n{n}" for n in range(30))), engine)
    assert engine.most == 4
    assert all(o.what == "built" for o in outcomes)


# ── an executor that fails ───────────────────────────────────────────────────────────────────────────────


def die(*_: object) -> Any:
    os._exit(1)


class Dying(ProcessPoolExecutor):
    """A pool whose first worker dies; it is of no use after that."""

    def submit(self, *_: Any) -> "Future[Any]":  # type: ignore[override]  # whatever is asked
        return super().submit(die)


def test_what_a_broken_pool_loses_is_made_here() -> None:
    with Dying(2) as executor:
        outcomes = run(data("a", "b", "c", "d", "e", "f"), executor)
    assert became(outcomes) == ["built"] * 6
    assert "B770" in {issue.code for outcome in outcomes for issue in outcome.issues}


def test_any_executor_will_do_and_its_processes_survive() -> None:
    with ProcessPoolExecutor(1) as executor:
        assert became(run(data("a", "b"), executor)) == ["built", "built"]


# ── bad files ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_bad_file_and_a_missing_one_are_reported_and_the_rest_is_built(engine: Troubled) -> None:
    jobs = [*data("a", "bad", "b"), Job(Path("rounds/nothere.json"))]
    Path("rounds/bad.json").write_text("{", "utf-8")
    outcomes = run(jobs, engine)
    assert became(outcomes) == ["built", "B103", "built", "B101"]
    assert [int(outcome.exit_code) for outcome in outcomes] == [0, 65, 0, 66]
    assert made() == ["a.txt", "b.txt"]


def test_two_files_that_would_give_one_name_are_both_refused(engine: Troubled) -> None:
    Path("x").mkdir()
    Path("x/A.json").write_bytes(FIRST.read_bytes())
    assert became(run([*data("a", "b"), Job(Path("x/A.json"))], engine)) == ["B764", "built", "B764"]


def test_a_pattern_keeps_the_folders_below_its_fixed_part() -> None:
    for place in ("in/east", "in/west", "in/out"):
        Path(place).mkdir(parents=True)
        Path(place, "08.json").write_bytes(FIRST.read_bytes())
    Path("in/east/indicators.toml").touch()
    Path("in/east/notes.md").touch()
    jobs = jobs_for(["in/*/*"], Path("in/out"))
    assert [job.stem(None) for job in jobs] == ["east/08", "west/08"]
    assert [job.stem("news") for job in jobs_for(["in/east/08.json"], Path("out"))] == ["08-news"]
    assert jobs_for(["nothing/*.json"], Path("out")) == (Job(Path("nothing/*.json")),)


def test_a_missing_template_is_said_once_before_anything_is_made() -> None:
    with pytest.raises(BulletinError, match="nowhere"):
        run(data("a"), asked=replace(TXT, template="nowhere"))
    assert not Path("out").exists()


# ── a second run ─────────────────────────────────────────────────────────────────────────────────────────


def changed_data() -> None:
    raw = json.loads(FIRST.read_text("utf-8"))
    raw["document"] = {**raw.get("document", {}), "date": "2026-01-01"}
    Path("rounds/a.json").write_text(json.dumps(raw), "utf-8")


def changed_output() -> None:
    Path("out/a.txt").write_text("changed by hand", "utf-8")


def own_codelist() -> None:
    Path("rounds/indicators.toml").write_text("# an office's own\n", "utf-8")


@pytest.mark.parametrize(
    ("change", "then"),
    [
        (lambda: None, ["kept", "kept"]),
        (changed_data, ["built", "kept"]),
        (changed_output, ["built", "kept"]),
        (lambda: Path("out/b.txt").unlink(), ["kept", "built"]),
        (own_codelist, ["built", "built"]),
        (lambda: os.environ.__setitem__("SOURCE_DATE_EPOCH", "1500000000"), ["built", "built"]),
    ],
)
def test_only_what_changed_is_made_again(
    change: Any, then: list[str], engine: Troubled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    jobs = data("a", "b")
    assert became(run(jobs, engine)) == ["built", "built"]
    change()
    assert became(run(jobs, engine)) == then


def test_other_formats_or_templates_are_other_documents(engine: Troubled, tmp_path: Path) -> None:
    own = tmp_path / "office" / "news"
    own.mkdir(parents=True)
    for file in (ROOT / "templates" / "news").iterdir():
        (own / file.name).write_bytes(file.read_bytes())
    jobs, asked = data("a"), replace(TXT, search=(Path("office"),))
    assert became(run(jobs, engine)) == ["built"]
    assert became(run(jobs, engine, asked=replace(TXT, formats=("txt", "html")))) == ["built"]
    assert became(run(jobs, asked=asked, workers=1)) == ["built"]
    with (own / "document.xml.j2").open("a", encoding="utf-8") as body:
        body.write("{# changed #}")
    assert became(run(jobs, asked=asked, workers=1)) == ["built"]


def test_two_batches_do_not_work_in_one_folder(engine: Troubled) -> None:
    first = Record(Path("out"))
    with pytest.raises(TryAgain):
        run(data("a"))
    first.close()
    assert became(run(data("a"), engine)) == ["built"]


def test_a_record_that_is_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("out").mkdir()
    Path("out/.batch.db").write_text("no record at all, but a text of some length" * 20, "utf-8")
    data("a")
    assert cli.main(["batch", "rounds/*.json", "--format", "txt"]) == 73
    assert ".batch.db" in capsys.readouterr().err


# ── the command, stopped in its midst ────────────────────────────────────────────────────────────────────


HEARING = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from bulletin.cli import main
sys.exit(main())
"""
"""The command; where the tests run in the background nobody would hear Ctrl-C."""


def start(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HEARING, "batch", "rounds/*.json", *words],
        env={**os.environ, "PYTHONPATH": PATHS},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def children_of(process: int) -> list[int]:
    done = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False
    )
    return [int(word) for word in done.stdout.split()]


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def stopped_in_its_midst(number: int) -> tuple[int, list[int]]:
    """Stop a batch by a signal once a few files are there: its exit code, and the workers that stay."""
    process = start("--format", "txt", "--jobs", "2")
    while process.poll() is None and len(list(Path("out").glob("*.txt"))) < 3:
        time.sleep(0.005)
    workers = children_of(process.pid)
    assert len(workers) == 2
    process.send_signal(number)
    process.communicate(timeout=20)
    end = time.monotonic() + 5
    while (left := [worker for worker in workers if alive(worker)]) and time.monotonic() < end:
        time.sleep(0.02)
    return process.returncode, left


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_batch_that_is_stopped_leaves_whole_files_and_no_process_and_goes_on_where_it_was(
    number: int, code: int, engine: Troubled
) -> None:
    jobs = data(*(f"n{n:03}" for n in range(40)))
    assert stopped_in_its_midst(number) == (code, [])
    there = {name for name in made() if name.endswith(".txt")}
    assert 3 <= len(there) < 40
    if number == signal.SIGINT:
        assert set(made()) == there  # nothing is left over
    (text,) = {Path("out", name).read_bytes() for name in there}
    outcomes = run(jobs, engine)
    assert {"kept", "built"} == set(became(outcomes))
    assert sum(outcome.what == "kept" for outcome in outcomes) >= len(there) - 1
    assert made() == [f"n{n:03}.txt" for n in range(40)]
    assert {Path("out", name).read_bytes() for name in made()} == {text}


@pytest.mark.skipif(os.name != "posix", reason="hard links and .part files are left so on POSIX alone")
def test_what_a_killed_process_left_beside_a_name_is_cleared(engine: Troubled) -> None:
    jobs = data("a")
    Path("out").mkdir()
    Path("out/.a.txt.abcd_123.part").write_text("half", "utf-8")
    Path("out/.profile").write_text("not ours", "utf-8")
    run(jobs, engine)
    assert made() == [".profile", "a.txt"]


# ── the command ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_sums_up_and_answers_with_the_first_code_that_is_not_0(
    capsys: pytest.CaptureFixture[str],
) -> None:
    data("a", "b")
    Path("rounds/bad.json").write_text("{", "utf-8")
    assert cli.main(["batch", "rounds/*.json", "nothere.json", "--format", "txt"]) == 65
    captured = capsys.readouterr()
    assert captured.out == "共4个数据文件：新生成2个，此前已生成0个，未生成2个。\n"
    assert captured.err.startswith("rounds/bad.json:\n  错误 B103")
    assert "nothere.json:\n  错误 B101" in captured.err


def test_machines_read_what_became_of_each(capsys: pytest.CaptureFixture[str]) -> None:
    data("a")
    assert cli.main(["batch", "rounds/*.json", "--format", "txt", "--json"]) == 0
    (document,) = json.loads(capsys.readouterr().out)["documents"]
    assert document["what"] == "built"
    assert document["files"] == {"txt": "out/a.txt"}


@pytest.mark.parametrize(
    "words", [["--jobs", "0"], ["--jobs", "x"], ["--time-limit", "-1"], ["--time-limit", "nan"]]
)
def test_a_limit_that_is_none_is_wrong_usage(words: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["batch", "rounds/*.json", *words])
    assert end.value.code == 64


def test_the_record_says_what_each_document_was_made_from(engine: Troubled) -> None:
    run(data("a"), engine)
    base = sqlite3.connect("out/.batch.db")
    ((stem, source, files),) = base.execute("SELECT * FROM made").fetchall()
    base.close()
    assert (stem, len(source), list(json.loads(files))) == ("a", 64, ["txt"])


def test_without_dask_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    data("a")
    assert cli.main(["batch", "rounds/*.json", "--dask", "tcp://127.0.0.1:9"]) == 69
    assert "bulletin[dask]" in capsys.readouterr().err
