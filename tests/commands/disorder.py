"""An office in disorder: runs are killed while registers are lost or restored, series and folders renamed.

A person does what the messages say; in the end every month is out, once, under one number, and none is lost.
"""

import argparse
import json
import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bulletin.issues.errors import BulletinError
from bulletin.publishing import Period, correct, read_office, repair
from bulletin.publishing.store import digest_in
from tests.helpers.publishing import Desk, an_office, at, child, ended, keep, write

MONTHS, TURNS, PATIENCE = 3, 8, 40
DAY = "2018-04-05"
SERIES = """[series.{name}]
title = "月报"
every = "month"
since = "{since}"
data = "data/{{year}}-{{month:02}}.json"
template = "monthly"
formats = ["txt"]
approve = false
number = "register"
code = "云纪办"
"""


@dataclass
class Disorder:
    """One office, what was ever out of it, and how often its processes were killed."""

    place: Path
    dice: random.Random
    longest: float
    kills: int = 0
    turn: int = 0
    ever: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.place / "office"

    @property
    def aside(self) -> Path:
        return self.place / "aside"

    # ── processes ────────────────────────────────────────────────────────────────────────────────────────

    def run(self, work: Callable[[], object], *, deadly: bool) -> None:
        """Do some work in a process of its own, which may be killed at any moment; then see what is out."""
        began = time.monotonic()
        pid = child(lambda: _quietly(work))
        ends = began + (self.dice.uniform(0, self.longest) if deadly else 60)
        while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            if time.monotonic() > ends:
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.001)
        self.kills += ended(pid) == -signal.SIGKILL
        if not deadly:  # so long does a run take at the load of this moment
            self.longest += ((time.monotonic() - began) * 1.2 - self.longest) / 10
        self.see()

    def see(self) -> None:
        """Remember every edition that is out anywhere: its number, its period, and what it corrects."""
        for path in [*self.folder.rglob("manifest.json"), *self.aside.rglob("manifest.json")]:
            if ".store" not in path.parts:
                about = json.loads(path.read_text("utf-8"))
                corrects = about.get("corrects", {}).get("sha256", "")
                self.ever[digest_in(path.parent)] = about["number"], about["period"], corrects

    def publish(self) -> None:
        with Desk(self.folder, DAY) as desk:
            for outcome in desk.publish():
                if outcome.what == "void":  # a person lets it come out under another number
                    desk.work.one(desk.series, Period.parse(outcome.period))

    def correct(self) -> None:
        write(self.folder, 0, {"n": self.turn})
        with Desk(self.folder, DAY) as desk:
            correct(desk.work, desk.series, Period("month", 2018, 1), f"{self.turn}")

    def repair(self) -> None:
        repair(read_office(self.folder), at(DAY), [self.aside])

    # ── what people do to a folder ───────────────────────────────────────────────────────────────────────

    def keep(self) -> None:
        with suppress(Exception):
            keep(self.folder, self.place / f"kept-{self.turn}.db")

    def restore(self) -> None:
        kept = sorted(self.place.glob("kept-*.db"))
        if kept:
            for part in ("", "-shm") if self.dice.random() < 0.1 else ("", "-wal", "-shm"):
                (self.folder / f"register.db{part}").unlink(missing_ok=True)
            shutil.copy(self.dice.choice(kept), self.folder / "register.db")

    def lose(self) -> None:
        for path in self.folder.glob("register.db*"):
            path.unlink()
        if self.dice.random() < 0.5:
            shutil.rmtree(self.folder / ".store", ignore_errors=True)

    def rename(self) -> None:
        self._set(name=f"monthly-{self.turn}", into=self.dice.choice(["", f"www/{self.turn}"]))

    def move_since(self) -> None:
        """A series that has begun is given another first period."""
        if any(period == "2018-01" for _, period, _ in self.ever.values()):
            self._set(since=self.dice.choice(["2017-12", "2018-02", "2018-03", "2018-04"]))

    def move_into(self) -> None:
        place = f"www/{self.turn}"
        old = self.folder / self.settings["into"] if self.settings["into"] else None
        if old is not None and old.is_dir() and self.dice.random() < 0.5:
            (self.folder / place).parent.mkdir(exist_ok=True)
            old.rename(self.folder / place)
        self._set(into=place)

    def put_aside(self) -> None:
        """An edition is moved within the office's folder, or out of it if the archive shows it."""
        found = [path.parent for path in self.folder.rglob("manifest.json") if ".store" not in path.parts]
        if found:
            edition = self.dice.choice(sorted(found))
            name = f"{edition.name}-{self.turn}"
            pages = "".join(page.read_text("utf-8") for page in self.folder.glob("archive/*-*.html"))
            number = json.loads((edition / "manifest.json").read_text("utf-8"))["number"]
            outside = f">{number}</span>" in pages and self.dice.random() < 0.5
            place = self.aside if outside else self.folder / "old"
            place.mkdir(exist_ok=True)
            edition.rename(place / name)

    settings: dict[str, str] = field(
        default_factory=lambda: {"name": "monthly", "into": "", "since": "2018-01", "was": ""}
    )

    def _set(self, **values: str) -> None:
        """Write bulletin.toml; a new name says nothing of the one before."""
        self.settings |= values
        an_office(self.folder, 0, _series(self.settings))

    # ── what the messages say ────────────────────────────────────────────────────────────────────────────

    def obey(self) -> bool:
        """Do what the first message says to do; True: nothing is left to do."""
        try:
            with Desk(self.folder, DAY) as desk:
                outcomes = [*desk.work.publish(desk.series)]
        except BulletinError as refused:
            codes = {refused.issues[0].code}
        else:
            codes = {issue.code for each in outcomes for issue in each.issues}
            if [each.what for each in outcomes] == ["already"] * MONTHS:
                self.run(self.publish, deadly=False)  # the archive, too
                return True
            if {each.what for each in outcomes} <= {"already"}:  # it begins later now
                self._set(since="2018-01")
        self.see()
        deadly = self.dice.random() < 0.5
        if "B750" in codes:
            self._set(since="2018-01")
        elif "B751" in codes:
            self.settings["was"] = ", ".join(
                f'"{name}"' for name in self.names if name != self.settings["name"]
            )
            self._set()
        elif "B733" in codes:
            self.run(self.correct, deadly=deadly)
        elif codes & {"B720", "B722", "B724", "B725", "B726", "B752"}:
            self.run(self.repair, deadly=deadly)
        else:
            self.run(self.publish, deadly=deadly)
        return False

    @property
    def names(self) -> list[str]:
        """All names the series ever had, as far as anything tells."""
        found = {"monthly", *(f"monthly-{n}" for n in range(1, TURNS + 1))}
        return sorted(found)

    # ── the end ──────────────────────────────────────────────────────────────────────────────────────────

    def wrong(self) -> list[str]:
        """What is wrong when all is done."""
        found = []
        numbers = [number for number, _, _ in self.ever.values()]
        found += [
            f"number twice: {each}" for each in sorted({each for each in numbers if numbers.count(each) > 1})
        ]
        months = [period for _, period, corrects in self.ever.values() if not corrects]
        found += [
            f"published twice: {each}" for each in sorted({each for each in months if months.count(each) > 1})
        ]
        found += [f"not out: {n}" for n in range(1, MONTHS + 1) if f"2018-{n:02}" not in months]
        with Desk(self.folder, DAY) as desk:
            rows = {row.content: row for row in desk.editions() if row.state == "published"}
            audited = [each for each in desk.audited() if not each.startswith("B726")]
        found += [f"lost: {self.ever[each]}" for each in self.ever if each not in rows]
        found += [
            f"moved: {row.folder}"
            for row in rows.values()
            if digest_in(self.folder / row.folder) != row.content
        ]
        return found + audited


def disorder(place: Path, options: argparse.Namespace) -> tuple[int, int]:
    """Kill runs at random moments in offices in disorder; how many kills, how many offices end wrong."""
    dice = random.Random(options.seed)  # noqa: S311  # a seed makes it repeatable
    whole = Disorder(place / "whole", dice, 0)
    an_office(whole.folder, MONTHS)
    began = time.monotonic()
    whole.run(whole.publish, deadly=False)
    longest = (time.monotonic() - began) * 1.2
    kills = wrong = trial = said = 0
    while kills < options.kills:
        trial += 1
        folder = place / str(trial)
        office = Disorder(folder, dice, longest)
        an_office(office.folder, MONTHS)
        office.aside.mkdir()
        ends = one(office)
        kills, longest = kills + office.kills, office.longest
        if ends:
            wrong += 1
            print(f"  trial {trial} of seed {options.seed}: {ends} after {office.done}", flush=True)
            shutil.copytree(folder, Path(tempfile.mkdtemp(prefix="disorder-")) / "kept")
        if kills >= said + options.kills // 10:
            said = kills
            print(f"  {kills} kills in {trial} offices, {wrong} end wrong", flush=True)
        shutil.rmtree(folder)
    return kills, wrong


def one(office: Disorder) -> list[str]:
    """Disorder, then order; what is wrong in the end."""
    actions = (office.keep, office.restore, office.lose, office.rename, office.move_since, office.move_into,
               office.put_aside)  # fmt: skip
    for office.turn in range(1, TURNS + 1):
        for _ in range(office.dice.randint(1, 5)):
            work = office.dice.choice([office.publish, office.publish, office.correct, office.repair])
            office.run(work, deadly=office.dice.random() < 0.9)
            office.done.append(work.__name__)
        act = office.dice.choice(actions)
        office.done.append(act.__name__)
        act()
    for _ in range(PATIENCE):
        if office.obey():
            return office.wrong()
    return [f"no end: {_codes(office)}"]


def _codes(office: Disorder) -> list[str]:
    try:
        with Desk(office.folder, DAY) as desk:
            return [f"{each.period} {each.what} {issue.code} {issue.place} {issue.message}"
                    for each in desk.work.publish(desk.series) for issue in each.issues]  # fmt: skip
    except BulletinError as refused:
        return [f"{issue.code} {issue.place} {issue.message}" for issue in refused.issues]


def _quietly(work: Callable[[], object]) -> None:
    with suppress(BulletinError):
        work()


def _series(settings: dict[str, str]) -> str:
    text = SERIES.format(**settings)
    text += f'into = "{settings["into"]}"\n' if settings["into"] else ""
    return text + (f"was = [{settings['was']}]\n" if settings["was"] else "")
