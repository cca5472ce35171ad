"""A batch on a real cluster of this machine, whose workers are processes of their own; `make test-dask`."""

import os
import signal
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from bulletin import Request, cli
from bulletin.batching import BatchOutcome, Job, build_many
from bulletin.batching.record import Record
from bulletin.typography import fonts

distributed = pytest.importorskip("distributed", reason="dask.distributed is not installed (make test-dask)")

FIRST = Path(__file__).parents[2] / "examples" / "first.json"
TXT = Request("", formats=("txt",))
pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own, while its processes start and are killed


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """A cluster that gives a task up when one worker has died of it."""
    import dask

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield client


SYSTEM_FOLDERS = fonts.SYSTEM_FOLDERS


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "SYSTEM_FOLDERS", SYSTEM_FOLDERS)  # as for the workers
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


def data(count: int) -> list[Job]:
    """As many data files."""
    Path("rounds").mkdir()
    for n in range(count):
        Path(f"rounds/n{n:02}.json").write_bytes(FIRST.read_bytes())
    return [Job(path) for path in sorted(Path("rounds").iterdir())]


def made() -> list[str]:
    return sorted(path.name for path in Path("out").glob("*.txt"))


def test_a_worker_killed_in_mid_task_costs_nothing_and_nothing_is_written_twice(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = Counter[str]()
    release = Record.release

    def counted(self: Record, stem: str, source: str, contents: Mapping[str, bytes]) -> Mapping[str, Path]:
        written[stem] += 1
        return release(self, stem, source, contents)

    killed: list[int] = []

    def kill_one(_: BatchOutcome) -> None:
        at_work = {address for address, tasks in client.processing().items() if tasks}
        if not killed and at_work:
            address = min(at_work)
            killed.append(client.run(os.getpid, workers=[address])[address])
            os.kill(killed[0], signal.SIGKILL)

    monkeypatch.setattr(Record, "release", counted)
    jobs = data(24)
    executor = client.get_executor(pure=False)
    outcomes = list(build_many(jobs, executor, into="out", asked=TXT, workers=4, progress=kill_one))
    assert len(killed) == 1
    assert [outcome.what for outcome in outcomes] == ["built"] * 24
    assert made() == [f"n{n:02}.txt" for n in range(24)]
    assert set(written.values()) == {1}


def die(*_: object) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


class Deadly(Executor):
    """The cluster, one of whose tasks kills every worker that begins it."""

    def __init__(self, executor: Executor) -> None:
        self.executor, self.begun = executor, 0

    def submit(self, function: Any, /, *words: Any, **named: Any) -> "Future[Any]":
        self.begun += 1
        return self.executor.submit(die if self.begun == 2 else function, *words, **named)


def test_a_task_that_the_cluster_gives_up_is_made_here(client: Any) -> None:
    executor = Deadly(client.get_executor(pure=False))
    outcomes = list(build_many(data(6), executor, into="out", asked=TXT, workers=2))
    assert [outcome.what for outcome in outcomes] == ["built"] * 6
    assert [n for n, o in enumerate(outcomes) if "B770" in {i.code for i in o.issues}] == [1]


def test_the_command_makes_the_same_bytes_on_a_cluster_as_here(
    client: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    data(2)
    address = client.scheduler.address
    assert cli.main(["batch", "rounds/*.json", "--into", "there", "--dask", address]) == 0
    assert cli.main(["batch", "rounds/*.json", "--into", "here"]) == 0
    assert "新生成2个" in capsys.readouterr().out
    for name in ("n00.docx", "n00.pdf", "n01.docx", "n01.pdf"):
        assert Path("there", name).read_bytes() == Path("here", name).read_bytes()


def test_a_cluster_that_does_not_answer_is_69(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bulletin.batching.cluster.PATIENCE", 1)
    data(1)
    assert cli.main(["batch", "rounds/*.json", "--dask", "tcp://127.0.0.1:9"]) == 69
    assert "B771" in capsys.readouterr().err
    assert not Path("out").exists()
