"""`make faults-publish`: publication under kill -9 and in a crowd; docs/reliability.md has the figures.

`python -m tests.commands.faults_publish [steps] [pairs] [people] [random] [disorder] [crowd]
[bits]`; nothing named:
all of them. Each part prints how often a process was killed and how often the end state differed from that
of a run without a crash; the command ends with 1 if it ever did.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bulletin import cli
from bulletin.issues.errors import BulletinError, ExitCode
from bulletin.publishing import Edition
from bulletin.publishing.tables import FILE
from tests.commands.disorder import disorder
from tests.helpers.publishing import (
    Desk,
    an_office,
    at,
    child,
    decision,
    ended,
    killed_at,
    published,
    quick,
    state,
    steady,
    steps_of,
)

EXAMPLE = Path(__file__).parents[2] / "examples" / "office"
MEMORY = Path("/dev/shm")  # noqa: S108  # folders of our own are made in it
MONTHS = 3
CROWD, PERIODS, TRIALS = 8, 50, 10
BITS = 1000

Found = tuple[int, int]
"""How many kills, how many end states that differ."""


def real_office(folder: Path) -> Path:
    """The example office, its formats all of them."""
    shutil.copytree(
        EXAMPLE, folder, ignore=shutil.ignore_patterns("register.db*", ".store", "published", "archive")
    )
    return folder


def real(folder: Path) -> None:
    """The first month of the example office, as the command publishes it."""
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123  # until the process ends
    code = cli.main(["publish", "monthly", "--office", str(folder), "--date", "2018-02-06"])
    if code:
        raise SystemExit(code)


def steps(place: Path, _options: argparse.Namespace) -> Found:
    """Kill at every step of an edition with its real formats; the bytes of the end state are compared."""
    whole = real_office(place / "whole")
    names = steps_of(lambda: real(whole))
    expected = state(whole, exactly=True)
    kills = wrong = 0
    for step, name in enumerate(names, 1):
        folder = real_office(place / str(step))
        kills += killed_at(step, lambda: real(folder))
        fine = ended(child(lambda: real(folder))) == 0 and state(folder, exactly=True) == expected
        wrong += differs(fine, name)
        shutil.rmtree(folder)
    return kills, wrong


def pairs(place: Path, _options: argparse.Namespace) -> Found:
    """Kill at every step and then at every step of the run that follows, quick formats, two periods."""
    count = len(steps_of(lambda: published(an_office(place / "whole", 2))))
    expected = state(place / "whole")
    kills = wrong = 0
    for first in range(1, count + 1):
        second = 0
        killed = True
        while killed:  # the run that follows has fewer steps the later the first was killed
            second += 1
            folder = an_office(place / f"{first}-{second}", 2)
            kills += killed_at(first, lambda: published(folder))
            killed = killed_at(second, lambda: published(folder))
            kills += killed
            fine = ended(child(lambda: published(folder))) == 0 and state(folder) == expected
            wrong += differs(fine, f"{first}, {second}")
            shutil.rmtree(folder)
    return kills, wrong


def people(place: Path, _options: argparse.Namespace) -> Found:
    """Kill approve, correct and void at every two steps, then give the same command again."""
    kills = wrong = 0
    for what in ("approve", "correct", "void"):
        whole = place / what
        decide = decision(whole, what)
        count = len(steps_of(lambda: decide(whole)))
        expected = state(whole)
        for first in range(1, count + 1):
            for second in range(1, count + 1):
                folder = place / f"{what}-{first}-{second}"
                decide = decision(folder, what)
                for step in (first, second):
                    kills += killed_at(step, lambda: decide(folder))
                fine = ended(child(lambda: decide(folder))) == 0 and state(folder) == expected
                wrong += differs(fine, f"{what} {first}, {second}")
                shutil.rmtree(folder)
    return kills, wrong


def at_random(place: Path, options: argparse.Namespace) -> Found:
    """Kill at random moments, up to five times in a row, quick formats, three periods."""
    dice = random.Random(options.seed)  # noqa: S311  # a seed makes it repeatable
    began = time.monotonic()
    published(an_office(place / "whole", MONTHS))
    longest = (time.monotonic() - began) * 1.5
    expected = state(place / "whole")
    kills = wrong = trial = said = 0
    while kills < options.kills:
        trial += 1
        folder = an_office(place / str(trial), MONTHS)
        for _ in range(dice.randint(1, 5)):
            kills += struck(lambda: published(folder), dice.uniform(0, longest))
            if kills >= said + options.kills // 10:
                said = kills
                print(f"  {kills} kills in {trial} trials, {wrong} end states differ", flush=True)
        fine = ended(child(lambda: published(folder))) == 0 and state(folder) == expected
        wrong += differs(fine, f"trial {trial}")
        shutil.rmtree(folder)
    return kills, wrong


def struck(work: Callable[[], object], after: float) -> bool:
    """Whether a process was killed so many seconds after it began, and before it ended."""
    pid = child(work)
    time.sleep(after)
    os.kill(pid, signal.SIGKILL)
    return ended(pid) == -signal.SIGKILL


def bits(place: Path, options: argparse.Namespace) -> Found:
    """Flip one bit of one file, of the register or of what is out, a thousand times; it is named.

    A bit of the register that nothing is kept in may be flipped unseen: then it says the same as before.
    """
    dice = random.Random(options.seed)  # noqa: S311  # a seed makes it repeatable
    whole = an_office(place / "whole", MONTHS)
    published(whole)
    with Desk(whole) as desk:
        before = desk.editions(), desk.register.history()
    files = [
        path.relative_to(whole) for part in ("published", "archive") for path in (whole / part).rglob("*.*")
    ]
    files = sorted(path for path in files if (whole / path).is_file())
    wrong = 0
    for trial in range(BITS):
        folder = Path(shutil.copytree(whole, place / "flipped"))
        file = dice.choice([Path(FILE), dice.choice(files)])
        (folder / file).chmod(0o644)
        content = bytearray((folder / file).read_bytes())
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        (folder / file).write_bytes(content)
        try:
            with Desk(folder) as desk:
                named = any(str(file) in each for each in desk.audited())
                same = file == Path(FILE) and (desk.editions(), desk.register.history()) == before
        except BulletinError as refused:
            named, same = refused.exit_code == ExitCode.IO, False
        wrong += differs(named or same, f"bit {trial} of {file}")
        shutil.rmtree(folder)
    return BITS, wrong


def crowd(place: Path, _options: argparse.Namespace) -> Found:
    """Eight processes at once, fifty periods, ten times; then the same, one of them killed every 50 ms."""
    wrong = 0
    kills = 0
    for trial in range(2 * TRIALS):
        stormy = trial >= TRIALS
        folder, told = an_office(place / f"crowd-{trial}", PERIODS), place / f"told-{trial}"
        told.touch()

        def run() -> None:
            def tell(edition: Edition) -> tuple[()]:
                with told.open("a") as file:
                    file.write(f"{edition.period}\n")
                return ()

            with Desk(folder, "2022-03-05", tell=tell, maker=steady if trial % 2 else quick) as desk:
                desk.publish()

        processes = [child(run) for _ in range(CROWD)]
        if stormy:
            for _ in range(CROWD * 4):
                time.sleep(0.05)
                os.kill(processes[0], signal.SIGKILL)
                kills += ended(processes.pop(0)) == -signal.SIGKILL
                processes.append(child(run))
        codes = [ended(pid) for pid in processes]
        ended(child(run))
        left = state(folder)
        # One published in the very moment of a kill may go untold; none is told twice.
        lines = told.read_text().split()
        fine = bool(not any(codes) and left["wrong"] == [])
        fine &= sorted(each.sequence for each in left["rows"] if each.year == at("2022-03-05").year) == [
            *range(1, PERIODS + 1)
        ]
        fine &= {each.state for each in left["rows"]} == {"published"} and len(set(lines)) == len(lines)
        fine &= stormy or len(lines) == PERIODS
        wrong += differs(fine, f"crowd {trial} {codes}")
        shutil.rmtree(folder)
    return kills, wrong


def differs(fine: bool, where: str) -> bool:
    """Whether an end state is wrong; it is named."""
    if not fine:
        print(f"  differs: {where}", flush=True)
    return not fine


PARTS = {
    "steps": steps,
    "pairs": pairs,
    "people": people,
    "random": at_random,
    "disorder": disorder,
    "crowd": crowd,
    "bits": bits,
}


def main() -> int:
    """Run the parts that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--kills", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    failed = 0
    for name in options.parts or PARTS:
        place = Path(tempfile.mkdtemp(prefix="faults-", dir=MEMORY if MEMORY.is_dir() else None))
        began = time.monotonic()
        try:
            kills, wrong = PARTS[name](place, options)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        took, load = time.monotonic() - began, os.getloadavg()[0]
        what = "bits flipped" if name == "bits" else "kills"
        print(
            f"{name}: {kills} {what}, {wrong} end states differ; {took:.0f} s at a load of {load:.1f}",
            flush=True,
        )
        failed += wrong
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
