"""How fast a batch is, and what it takes: a thousand invented counties, each with a bulletin of its own.

`python -m tests.commands.batch_bench` prints a table: documents a second on one worker, on two, and through
Dask where that is installed; then how the cost of a document changes from 100 to 1,000. `--data DIR` only
writes the data files. A seed and a number always make the same file; all in it is invented, and every page
says 示例.
"""

import argparse
import itertools
import json
import os
import platform
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

from bulletin.batching import BatchOutcome, build_many, jobs_for
from bulletin.ledger.versions import VERSION

SANCTIONS = (
    "party_warning",
    "party_serious_warning",
    "party_post_removal",
    "party_probation",
    "party_expulsion",
)
ATTENTION = ("党的建设", "项目资金管理", "全面从严治党主体责任", "选人用人", "基层组织建设", "作风建设")
DUTY = (
    "各级党组织要对照通报的问题举一反三，把整改责任落实到人。",
    "对尚未整改到位的问题，要逐项明确责任人和完成时限，逐项对账销号。",
    "主要负责人要认真履行整改工作职责，重要问题亲自部署、亲自协调。",
    "对整改不力、敷衍应付的，要依规依纪依法追究责任。",
    "巡察办将适时开展督查，督查情况在全县范围内通报。",
)


# ── the data ─────────────────────────────────────────────────────────────────────────────────────────────


def county(seed: int, n: int) -> dict[str, Any]:
    """The results of an invented county: from a note of two paragraphs to a circular of several pages."""
    chance = Random(f"{seed}:{n}")  # noqa: S311  # figures, no secrets
    rounds = [_round(k, chance) for k in range(1, chance.randint(1, 6) + 1)]
    data: dict[str, Any] = {
        "format": 1,
        "kind": "inspection",
        "sample": True,
        "issuer": {"name": "中共云川县委巡察工作领导小组", "area": "云川县", "committee": "十四届云川县委"},
        "document": {
            "template": "news",
            "headline": ["云川县做好巡察整改“后半篇文章”", "以巡促改推动形成监督合力"],
            "date": f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        },
        "rounds": rounds,
        "scopes": [_scope(rounds, chance)],
    }
    if chance.random() < 0.4:
        data["issuer"]["mark"] = "中共云川县委巡察工作领导小组文件"
        data["document"] |= {
            "template": "circular",
            "number": f"云巡组〔2026〕{n}号",
            "addressees": ["各乡镇党委", "县直各部门党组（党委）"],
            "copies": ["县委常委", "县纪委监委"],
            "printed_by": "中共云川县委巡察工作领导小组办公室",
        }
        data["text"] = {"requirements": "".join(chance.choices(DUTY, k=chance.randint(2, 60)))}
    return data


def _round(n: int, chance: Random) -> dict[str, Any]:
    kind = chance.choice(("departments", "townships", "villages"))
    attention = chance.sample(ATTENTION, chance.randint(0, 4))
    return {"ordinals": [n], "inspected": {kind: chance.randint(3, 30)}} | (
        {"attention": attention} if attention else {}
    )


def _scope(rounds: list[dict[str, Any]], chance: Random) -> dict[str, Any]:
    problems = chance.randint(20, 900)
    leads, petitions = chance.randint(5, 200), chance.randint(2, 120)
    filed = chance.randint(1, leads)
    sanctions = {key: chance.randint(1, 9) for key in SANCTIONS[: chance.randint(1, len(SANCTIONS))]}
    results = {
        "talks": chance.randint(100, 3000),
        "opinion_forms": chance.randint(50, 1500),
        "files_read": chance.randint(100, 9000),
        "problems": {
            "n": problems,
            "by": {"state": {"basis": "partition", "items": {"rectified": chance.randint(1, problems - 1)},
                             "rest": "within_time_limit"}},
        },
        "problems_fed_back": problems,
        "leads": leads,
        "leads_transferred": {"n": leads, "to": "县纪委监委"},
        "leads_closed_after_check": chance.randint(0, leads),
        "petitions": petitions,
        "petitions_closed": chance.randint(0, petitions),
        "cases_filed": filed,
        "cases_closed": chance.randint(0, filed),
        "sanctioned": {
            "n": sum(sanctions.values()),
            "by": {"sanction": {"basis": "partition", "items": sanctions}},
        },
    }  # fmt: skip
    ordinals = [n for each in rounds for n in each["ordinals"]]
    return {"label": "本届以来", "rounds": ordinals, "since": "2025-09", "reported": True, "results": results}


def write_data(folder: Path, count: int, seed: int) -> None:
    """The files, each as JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(1, count + 1):
        (folder / f"county{n:04}.json").write_text(json.dumps(county(seed, n), ensure_ascii=False), "utf-8")


# ── the measures ─────────────────────────────────────────────────────────────────────────────────────────


def below(process: int) -> set[int]:
    """The processes that a process has started, and theirs (Linux)."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has just ended
            continue
    found, last = {process}, 0
    while len(found) > last:
        last = len(found)
        found |= {child for child, parent in parents.items() if parent in found}
    return found - {process}


@contextmanager
def peak() -> Iterator[list[int]]:
    """The most memory, in kB, that any process below this one has had in main memory."""
    most, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.5):
            for process in below(os.getpid()):
                try:
                    status = Path(f"/proc/{process}/status").read_text()
                    arguments = Path(f"/proc/{process}/cmdline").read_text()
                except OSError:
                    continue
                if "bulletin.workers.serve" in arguments:
                    at_most = next(
                        (line for line in status.splitlines() if line.startswith("VmHWM")), "VmHWM: 0"
                    )
                    most[0] = max(most[0], int(at_most.split()[1]))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield most
    finally:
        done.set()
        thread.join()


def computing_time() -> float:
    """Seconds that the processes below this one have computed; the load of other people does not count."""
    ticks = 0
    for process in below(os.getpid()):
        try:
            words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(words[11]) + int(words[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def measured(data: Path, count: int, workers: int, executor: Any = None) -> None:
    """Build `count` documents and print a line; with 1,000 also one for each hundred."""
    into = Path(tempfile.mkdtemp())
    jobs = jobs_for(sorted(map(str, data.glob("*.json")))[:count], into)
    started, done, computed = time.monotonic(), list[float](), [computing_time()]
    failed = list[BatchOutcome]()

    def heard(outcome: BatchOutcome) -> None:
        done.append(time.monotonic() - started)
        if len(done) % 100 == 0 or len(done) == len(jobs):
            computed.append(computing_time())
        if outcome.what == "failed":
            failed.append(outcome)

    load = os.getloadavg()[0]
    with peak() as most:
        for _ in build_many(jobs, executor, into=into, workers=workers, progress=heard):
            pass
    took, engine = done[-1], "own" if executor is None else "dask"
    print(f"{engine:6} {workers:7} {len(done):9} {len(failed):6} {took:8.1f} {len(done) / took:10.2f} "
          f"{1000 * took / len(done):8.0f} {1000 * (computed[-1] - computed[0]) / len(done):8.0f} "
          f"{most[0] / 1024:10.0f} {load:6.1f}–{os.getloadavg()[0]:.1f}", flush=True)  # fmt: skip
    if count >= 500:
        each = [10 * (later - earlier) for earlier, later in itertools.pairwise(computed)]
        print("  CPU ms a document, hundred by hundred:", *(f"{ms:.0f}" for ms in each), flush=True)
    for outcome in failed[:3]:
        print(f"  {outcome.name}: {outcome.issues[0].message}")
    shutil.rmtree(into)


def main() -> None:
    """Write the data, build it in every way, print the table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--files", type=int, default=1000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--data", type=Path, help="only write the data files into this folder")
    options = words.parse_args()
    if options.data:
        write_data(options.data, options.files, options.seed)
        return
    names = f"bulletin {VERSION}, Python {platform.python_version()}, WeasyPrint {version('weasyprint')}"
    print(f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} processors, {names}")
    print(f"{'engine':6} {'workers':7} {'documents':>9} {'failed':>6} {'seconds':>8} {'per second':>10} "
          f"{'ms each':>8} {'CPU ms':>8} {'worker MB':>10} {'load':>10}")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        data, few = Path(folder), min(300, options.files)  # half a minute: beside it the start weighs little
        write_data(data, options.files, options.seed)
        measured(data, few, 1)
        measured(data, few, 2)
        through_dask(data, few)
        if options.files > few:
            measured(data, options.files, 2)


def through_dask(data: Path, count: int) -> None:
    """The same on a cluster of this machine: two worker processes of one thread each."""
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        print("dask   (not installed: pip install 'bulletin[dask]')")
        return
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        measured(data, count, 2, client.get_executor(pure=False))


if __name__ == "__main__":
    main()
