"""Child processes, one for each thread that asks: what crashes, hangs or takes too much costs one answer."""

import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bulletin.batching.task import Result, Task, make
from bulletin.batching.worker import IDLE_CODE
from bulletin.issues.errors import ExitCode
from bulletin.issues.issue import Issue, Phrase, Severity, error

BOOT = "import sys; sys.path[:] = sys.argv[1:]; from bulletin.batching.worker import main; main()"
"""What a child runs: not the program that started it, which need not be written with that in mind."""

START = 120.0
"""Seconds a child may take until it is ready."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds by the clock, and bytes of memory where the system counts them."""

    seconds: float = 60.0
    memory: int = 2 << 30


ANSWERS = {(each.__module__, each.__name__) for each in (Result, Issue, Phrase, Severity, ExitCode)}
"""All an answer may be made of beside plain data: a child has worked on what others wrote."""


class Answer(pickle.Unpickler):
    """Reads an answer, and makes nothing but what is listed.

    Raises:
        pickle.UnpicklingError: it asks for more.
    """

    def find_class(self, module: str, name: str) -> Any:
        """A listed type."""
        if (module, name) not in ANSWERS:
            raise pickle.UnpicklingError(name)
        return super().find_class(module, name)


class Ended(Exception):
    """A child gave no answer: it took too long, or its exit code says how it ended."""

    def __init__(self, *, late: bool, code: int, last: str) -> None:
        self.late, self.code, self.last = late, code, last
        super().__init__(code, last)


class Child:
    """One process."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._late, self._ready = limits, threading.Event(), False
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the process
        own_group = (
            {"process_group": 0} if os.name == "posix" else {}
        )  # so that Ctrl-C goes to the starter alone
        if os.name == "nt":
            own_group = {"creationflags": 0x200}  # CREATE_NEW_PROCESS_GROUP
        self.process = subprocess.Popen(  # type: ignore[call-overload]  # noqa: S603  # this interpreter
            [sys.executable, "-P", "-c", BOOT, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            **own_group,
        )

    @property
    def usable(self) -> bool:
        """Whether it can be asked."""
        return not self._late.is_set() and self.process.poll() is None

    def ask(self, function: Callable[[Any], Any], argument: object) -> Any:
        """What `function` gives for `argument`, which both must be known by name or be plain data.

        Raises:
            Ended: it gives nothing.
            RuntimeError: it raised an exception; the text is its traceback.
        """
        if not self._ready:
            self._exchange(self._limits.memory, START)
            self._ready = True
        fine, answer = self._exchange((function, argument, self._limits.seconds), self._limits.seconds)
        if not fine:
            raise RuntimeError(answer)
        return answer

    def _exchange(self, request: object, seconds: float) -> Any:
        clock = threading.Timer(seconds, self._stop_late)
        clock.daemon = True
        clock.start()
        try:
            pickle.dump(request, self.process.stdin)
            self.process.stdin.flush()
            return Answer(self.process.stdout).load()
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self.process.kill()
            raise Ended(late=self._late.is_set(), code=self.process.wait(), last=self._last_words()) from None
        finally:
            clock.cancel()

    def _stop_late(self) -> None:
        self._late.set()
        self.process.kill()

    def _last_words(self) -> str:
        self._said.seek(0, os.SEEK_END)
        self._said.seek(max(0, self._said.tell() - 1000))
        return (self._said.read().decode(errors="replace").strip().splitlines() or [""])[-1]

    def end(self) -> None:
        """End it, whatever it is doing, and let go of what it held."""
        self.process.kill()
        self.process.wait()
        for file in (self.process.stdin, self.process.stdout, self._said):
            try:
                file.close()
            except OSError:  # what was still to be sent to it
                continue


class Children:
    """The children of one batch, or of one process that works for batches."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._lock, self._closed = limits, threading.Lock(), False
        self._of_thread: dict[int, Child] = {}

    def made(self, task: Task, by: Callable[[Task], Result] = make) -> Result:
        """The documents of a task, or the reason why there are none; never an exception of the task's own."""
        while True:
            try:
                return self._child().ask(by, task)  # type: ignore[no-any-return]  # what `by` gives
            except Ended as end:
                if end.code != IDLE_CODE:
                    return _of_end(task, end, self._limits)
            except RuntimeError as defect:
                text, hint = (
                    "This is a defect of the program: {reason}",
                    "Build the file alone, with --debug.",
                )
                reason = str(defect).strip().splitlines()[-1]
                return Result((error("B760", task.data.name, text, hint, reason=reason),), ExitCode.SOFTWARE)

    def _child(self) -> Child:
        """The child of this thread; a new one if there is none that can be asked."""
        me = threading.get_ident()
        with self._lock:
            child = self._of_thread.get(me)
            if child is None or not child.usable:
                if child:
                    child.end()
                if self._closed:
                    raise Ended(late=False, code=0, last="")
                child = self._of_thread[me] = Child(self._limits)
            return child

    def end(self) -> None:
        """End all of them; none starts any more."""
        with self._lock:
            self._closed = True
            for child in self._of_thread.values():
                child.process.kill()

    def clear(self) -> None:
        """Let go of what ended ones held, once nobody asks them any more."""
        for child in self._of_thread.values():
            child.end()


@lru_cache(maxsize=8)
def _children(limits: Limits, batch: str) -> Children:
    """Those of this process for one batch: the next may come with other templates, or fonts."""
    del batch
    return Children(limits)


def make_apart(task: Task, limits: Limits, batch: str) -> Result:
    """`make` in a child of this process, so that the process survives whatever happens; for any executor."""
    return _children(limits, batch).made(task)


def _of_end(task: Task, end: Ended, limits: Limits) -> Result:
    name = task.data.name
    if end.late:
        text, hint = (
            "The document takes longer than {seconds} seconds.",
            "If it may, give it more with --time-limit.",
        )
        return Result((error("B762", name, text, hint, seconds=f"{limits.seconds:g}"),), ExitCode.DATA)
    text, hint = (
        "The process that made the document ended by itself ({code}). {last}",
        "Build the file alone.",
    )
    return Result((error("B763", name, text, hint, code=end.code, last=end.last),), ExitCode.SOFTWARE)
