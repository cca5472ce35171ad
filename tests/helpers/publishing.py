"""Offices for the tests of publication: with formats that cost nothing, or with the real ones."""

import contextlib
import datetime
import hashlib
import json
import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from bulletin.issues.issue import errors
from bulletin.publishing import (
    Assignment,
    Edition,
    EditionOutcome,
    Made,
    Office,
    Period,
    Publication,
    Register,
    approve,
    audit,
    correct,
    read_office,
    rebuild,
    repair,
    steps,
    sweep,
    void,
)

NOON = datetime.time(12)
JANUARY = Period("month", 2018, 1)
SERIES = """
[series.{name}]
title = "月报"
every = "month"
since = "2018-01"
data = "data/{{year}}-{{month:02}}.json"
template = "monthly"
formats = ["txt"]
approve = false
number = "register"
code = "云纪办"
"""


def an_office(folder: Path, months: int = 3, series: str = SERIES.format(name="monthly")) -> Path:
    """A folder with `bulletin.toml` and data that the quick maker takes."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "bulletin.toml").write_text('issuer = "云川县纪委"\nzone = "Asia/Shanghai"\n' + series, "utf-8")
    for month in range(months):
        write(folder, month, {"n": month})
    return folder


def write(folder: Path, month: int, data: dict[str, Any]) -> None:
    """The data of the month so many months after January 2018."""
    name = f"{2018 + month // 12}-{1 + month % 12:02}.json"
    (folder / "data" / name).write_text(json.dumps(data), "utf-8")


def quick(task: Assignment) -> Made:
    """Two files, which differ each time they are made: nothing may depend on making the same again."""
    body = f"{task.edition.number} {task.data.content.decode()} {os.urandom(4).hex()}".encode()
    series = {"name": task.series.name, "title": task.series.title}
    about = {"title": task.edition.period, "series": series, "period": task.edition.period, "versions": [],
             "number": task.edition.number, "date": str(task.edition.dated),
             "inputs": {"data": task.edition.input}}  # fmt: skip
    if task.corrects:
        about["corrects"] = {"number": task.corrects.number, "reason": task.edition.reason, "changes": [],
                             "sha256": task.corrects.content}  # fmt: skip
    return Made({"a.txt": body, "b.txt": body * 2}, about, ())


def steady(task: Assignment) -> Made:
    """The same files each time, as the real formats are."""
    made = quick(task)
    return Made({name: made.about["number"].encode() for name in made.files}, made.about, ())


def unread(task: Assignment) -> str:
    """The number in quick data; all of it is right."""
    return str(json.loads(task.data.content.decode()).get("number", "")) or task.edition.number


def at(day: str | datetime.datetime) -> datetime.datetime:
    """Noon in Shanghai of a day, or the moment itself."""
    if isinstance(day, datetime.datetime):
        return day
    zone = datetime.timezone(datetime.timedelta(hours=8))
    return datetime.datetime.combine(datetime.date.fromisoformat(day), NOON, zone)


class Desk:
    """One process at work in an office."""

    def __init__(self, folder: Path, day: str | datetime.datetime = "2018-04-05", **options: Any) -> None:
        self.office: Office = read_office(folder)
        self.register = Register(folder)
        options = {"maker": quick, "examine": unread, **options}
        self.work = Publication(self.office, self.register, at(day), **options)
        self.series = next(iter(self.office.series.values()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.register.close()

    def publish(self) -> list[EditionOutcome]:
        """All that is due, as the command does it."""
        outcomes = [each for series in self.office.series.values() for each in self.work.publish(series)]
        rebuild(self.office, self.register)
        sweep(self.office.folder, {each.content for each in self.register.editions()})
        return outcomes

    def audited(self) -> list[str]:
        """What is wrong with the register and what is published."""
        return [f"{each.code} {each.place}" for each in audit(self.office, self.register, self.editions())]

    def editions(self) -> list[Edition]:
        return self.register.editions()


def published(folder: Path, day: str = "2018-04-05", **options: Any) -> list[str]:
    """Publish what is due; what became of each period."""
    with Desk(folder, day, **options) as desk:
        return [f"{each.period} {each.what}" for each in desk.publish()]


def repaired(folder: Path, *look: Path, anew: bool = False) -> list[str]:
    """Repair the register; the codes of what could not be repaired, and of what is wrong afterwards."""
    done = repair(read_office(folder), at("2018-04-05"), look, anew=anew)
    with Desk(folder) as desk:
        wrong = [each for each in desk.audited() if not each.startswith("B746")]
    return [f"{each.code} {each.place}" for each in errors(done.issues)] + wrong


def out(folder: Path) -> list[tuple[str, str]]:
    """The period and number of every edition that can be seen, as its manifest says."""
    found = [json.loads(path.read_text("utf-8")) for path in folder.rglob("manifest.json")
             if not any(part.startswith(".") for part in path.parts)]  # fmt: skip
    return sorted((each["period"], each["number"]) for each in found)


def restore(folder: Path, kept: Path) -> None:
    """Put a kept register in the place of the present one."""
    for path in folder.glob("register.db*"):
        path.unlink()
    shutil.copy(kept, folder / "register.db")


def keep(folder: Path, kept: Path) -> Path:
    """A copy of the register as it is."""
    with (
        contextlib.closing(sqlite3.connect(folder / "register.db")) as base,
        contextlib.closing(sqlite3.connect(kept)) as copy,
    ):
        base.backup(copy)
    return kept


def settings(folder: Path, old: str, new: str) -> None:
    """Change something in bulletin.toml."""
    text = (folder / "bulletin.toml").read_text("utf-8")
    assert old in text
    (folder / "bulletin.toml").write_text(text.replace(old, new), "utf-8")


def approved(folder: Path, day: str = "2018-04-05") -> EditionOutcome:
    """January's edition let out by a person."""
    with Desk(folder, day) as desk:
        return approve(desk.work, desk.series, JANUARY)


def given_up(folder: Path, day: str = "2018-04-05") -> EditionOutcome:
    """January's edition given up."""
    with Desk(folder, day) as desk:
        return void(desk.work, desk.series, JANUARY, "不再印发")


def corrected(folder: Path, day: str = "2018-04-05") -> EditionOutcome:
    """January's edition corrected."""
    with Desk(folder, day) as desk:
        return correct(desk.work, desk.series, JANUARY, "一人重复统计")


def decision(folder: Path, what: str) -> Callable[[Path], EditionOutcome]:
    """Prepare an office in which people may decide something; what they do."""
    series = SERIES.format(name="monthly")
    waiting = series.replace("approve = false", "approve = true")
    an_office(folder, 1, series if what == "correct" else waiting)
    published(folder, "2018-02-05")
    if what == "correct":
        write(folder, 0, {"n": 99})
    return {"approve": approved, "void": given_up, "correct": corrected}[what]


def state(folder: Path, *, exactly: bool = False) -> dict[str, Any]:
    """What a run leaves: rows, public files, archive; `exactly`: with the bytes of each file."""
    with Desk(folder) as desk:
        rows = [replace(each, content="") for each in desk.editions()]
        files = {
            str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if exactly else ""
            for place in ("published", "archive")
            for path in sorted((folder / place).rglob("*"))
            if path.is_file()
        }
        return {"rows": rows, "files": files, "wrong": desk.audited()}


# ── kills ────────────────────────────────────────────────────────────────────────────────────────────────


def child(work: Callable[[], object]) -> int:
    """A process of its own that does some work; its id. It ends with 0 only if the work did not raise."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)


def ended(pid: int) -> int:
    """How a process ended: its exit code, or minus the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Whether a process that does the work comes to its n-th step, where it is killed as by `kill -9`."""

    def run() -> None:
        count = iter(range(1, 1_000_000))

        def stop(_name: str) -> None:
            if next(count) == step:
                os.kill(os.getpid(), signal.SIGKILL)

        steps.at = stop
        work()

    return ended(child(run)) == -signal.SIGKILL


def steps_of(work: Callable[[], object]) -> list[str]:
    """The names of the steps that some work comes to, done in a process of its own."""
    reading, writing = os.pipe()

    def run() -> None:
        def note(name: str) -> None:
            os.write(writing, f"{name}\n".encode())

        steps.at = note
        work()

    pid = child(run)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as names:
        found = names.read().splitlines()
    with contextlib.suppress(ChildProcessError):
        assert ended(pid) == 0
    return found
