"""How a time is taken: every program in a process of its own, the rounds of all of them among each other.

A machine that is busy for a moment, or slows down, does so to all programs alike, so that their ratios hold.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import IO

AT_LEAST = 2
"""Rounds of the slowest programs."""


@dataclass(slots=True)
class Result:
    """What was measured of one program at one size: milliseconds, bytes, lines its output does not hold."""

    warm: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    peak: list[int] = field(default_factory=list)
    size: int = 0
    missing: list[str] | None = None
    error: str = ""


class Failed(Exception):
    """A program ended with an error."""


def rounds_for(took: float, most: int, budget: float) -> int:
    """How often a program is timed that took so many milliseconds, within so many seconds."""
    return max(AT_LEAST, min(most, int(1000 * budget / took)))


def spread(counts: Mapping[str, int]) -> list[list[str]]:
    """Rounds in which each name comes as often as its count says, evenly, with other neighbours each time."""
    most = max(counts.values(), default=0)
    rounds = []
    for n in range(most):
        names = [name for name, k in counts.items() if (n + 1) * k // most > n * k // most]
        turn = n % max(1, len(names))
        rounds.append(names[turn:] + names[:turn])
    return rounds


class Worker:
    """A process that makes the document each time it is asked."""

    def __init__(self, command: Sequence[str], cwd: Path, env: Mapping[str, str]) -> None:
        self.said = tempfile.TemporaryFile()  # noqa: SIM115  # open as long as the process lives
        self.process = subprocess.Popen(
            command, cwd=cwd, env=env, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.said,
        )  # fmt: skip

    def ask(self) -> float:
        """The milliseconds it took to make the document once more.

        Raises:
            Failed: it ended instead.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write("again\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise Failed(last_line(self.said)) from None
        answer = self.process.stdout.readline()
        if not answer:
            self.process.wait()
            raise Failed(last_line(self.said))
        return float(answer)

    def end(self) -> None:
        """Let the process end."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()
        self.said.close()


def last_line(said: IO[bytes]) -> str:
    """The last line of what a process printed."""
    said.seek(0)
    return ["", *said.read().decode(errors="replace").strip().splitlines()][-1][:200]


def once(command: Sequence[str], cwd: Path, env: Mapping[str, str]) -> tuple[float, int]:
    """The milliseconds a process takes to its end, and its memory at most, or that of a child, in bytes.

    Raises:
        Failed: it ended with an error.
    """
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        took = 1000 * (time.perf_counter() - begun)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise Failed(last_line(said))
    return took, used.ru_maxrss * 1024


# ── what the times say ───────────────────────────────────────────────────────────────────────────────────


def ratio(times: Sequence[float], of: Sequence[float]) -> float | None:
    """The median of the first over that of the second; None if either was not measured."""
    return median(times) / median(of) if times and of else None


def per_row(small: Sequence[float], rows: int, large: Sequence[float], more_rows: int) -> float | None:
    """What a row costs in the large document over what it costs in the small one."""
    found = ratio(large, small)
    return found * rows / more_rows if found is not None else None
