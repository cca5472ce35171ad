"""Start, ask and end one child process with limits."""

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import replace

from bulletin.issues import errors
from bulletin.issues.errors import BulletinError, DocumentRefused
from bulletin.issues.issue import Phrase, error
from bulletin.workers.protocol import IDLE, MEMORY, OUTPUT, Answer, Limits, Work, receive
from bulletin.workers.serve import ready

BOOT = (
    "import sys; sys.path[:] = sys.argv[3:]; "
    "from bulletin.workers.serve import main; main(*map(int, sys.argv[1:3]))"
)
"""The code a child runs. It does not import the parent's main module, which may do anything on import."""

START = 120
"""Seconds a child may take until it is ready."""

KEPT = (
    "PATH", "LANG", "LC_ALL", "LC_CTYPE", "SOURCE_DATE_EPOCH", "BULLETIN_FONTS",
    "SYSTEMROOT", "TEMP", "TMPDIR",
)  # fmt: skip
"""Variables of a clean environment: among them where fonts are, and the date of documents without one."""

NO_CACHE = {"BULLETIN_TEMPLATE_CACHE": "off"}
"""No cache: a child that runs an untrusted template must leave no compiled code for other processes."""

TOO_LONG = -getattr(signal, "SIGXCPU", 0) or None
"""The exit code of a process that the system ended at its limit of computing time; None under Windows."""

KINDS: dict[str, type[BulletinError]] = {
    kind.__name__: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, BulletinError)
}


class Idle(Exception):
    """Raised for a child that has answered before and then ended for lack of requests."""


class Child:
    """One child process; with `clean` it gets only the environment variables in `KEPT` from its parent."""

    def __init__(self, limits: Limits, prepare: Work = ready, *, clean: bool) -> None:
        self._limits, self._prepare = limits, prepare
        self._late, self._busy, self._answers = threading.Event(), False, 0
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        clean_environment = kept | NO_CACHE | {"PYTHONHASHSEED": "0"}
        own_group = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # Windows; elsewhere a new session
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the process
        self._process = subprocess.Popen(  # noqa: S603  # it runs this interpreter
            [sys.executable, "-P", "-c", BOOT, str(limits.memory), str(limits.output), *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=clean_environment if clean else None,
            start_new_session=True,  # so that Ctrl-C goes to the parent alone, and a group can be ended
            creationflags=own_group,
        )
        assert self._process.stdin and self._process.stdout  # noqa: S101, PT018  # PIPE, as above
        self._to, self._from = self._process.stdin, self._process.stdout

    @property
    def usable(self) -> bool:
        """Whether it can be asked: it runs, is not busy, and has not met its limit of time."""
        return not self._busy and not self._late.is_set() and self._process.poll() is None

    def ask(self, function: Work, argument: object, place: str) -> Answer:
        """Call `function` in the child and return its answer; without an answer the error names `place`.

        Raises:
            BulletinError: `function` raised it, or there is no answer (B760 to B763).
            Idle: the child has ended already; ask another one.
        """
        if not self._answers:
            self._exchange(self._prepare, None, replace(self._limits, cpu=START, wall=START), place)
        return self._exchange(function, argument, self._limits, place)

    def _exchange(self, function: Work, argument: object, limits: Limits, place: str) -> Answer:
        # The thread of the child that reads this must not import `function`: it gets bytes.
        request = pickle.dumps((limits.cpu, pickle.dumps((function, argument))))
        self._busy = True
        clock = threading.Timer(limits.wall, self._stop_late)
        clock.daemon = True
        clock.start()
        try:
            self._to.write(request)
            self._to.flush()
            answer, kind, defect = receive(self._from, limits.output)
        except OverflowError:
            raise self._no_answer(OUTPUT, limits, place) from None
        except (OSError, ValueError):
            self.kill()
            code = self._process.wait()
            if code == IDLE and self._answers > 1:  # the first answer is that of `prepare`
                raise Idle from None
            raise self._no_answer(code, limits, place) from None
        finally:
            clock.cancel()
        self._busy, self._answers = False, self._answers + 1
        if defect:
            text, hint = "This is a defect of the program: {reason}", "Build the file alone, with --debug."
            raise BulletinError([error("B760", place, text, hint, reason=defect)])
        if kind:
            raise KINDS.get(kind, BulletinError)(answer.issues)
        return answer

    def _stop_late(self) -> None:
        self._late.set()
        self.kill()

    def _no_answer(self, code: int, limits: Limits, place: str) -> BulletinError:
        """Return the error for a missing answer, by the exit code of the process."""
        text = "The document was not made: {reason}."
        hint = "Look for a template that repeats itself, or for very long lists in the data."
        if self._late.is_set() or code == TOO_LONG:
            clock = Phrase("it took more than {n} seconds", {"n": f"{limits.wall:g}"})
            computing = Phrase("it took more than {n} seconds of computing", {"n": limits.cpu})
            hint = "Look for very long lists in the data; a batch is given more time with --time-limit."
            issue = error("B762", place, text, hint, reason=clock if self._late.is_set() else computing)
        elif code == MEMORY:
            memory = Phrase("it took more than {n} MB of memory", {"n": f"{limits.memory / 1e6:g}"})
            issue = error("B761", place, text, hint, reason=memory)
        elif code == OUTPUT:
            output = Phrase("it made more than {n} MB", {"n": f"{limits.output / 1e6:g}"})
            issue = error("B763", place, text, hint, reason=output)
        else:
            text = "The process that made the document ended by itself ({code}). {last}"
            hint, last = "Build the file alone.", self._last_words()
            return BulletinError([error("B763", place, text, hint, code=code, last=last)])
        return DocumentRefused([issue])

    def _last_words(self) -> str:
        self._said.seek(0, os.SEEK_END)
        self._said.seek(max(0, self._said.tell() - 1000))
        return (self._said.read().decode(errors="replace").strip().splitlines() or [""])[-1]

    def kill(self) -> None:
        """Kill the process and every process it has started."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError, PermissionError):  # macOS refuses if it has just ended
                if hasattr(os, "killpg"):
                    os.killpg(self._process.pid, signal.SIGKILL)
                else:
                    self._process.kill()

    def end(self) -> None:
        """Kill the process, wait for it, and close its pipes."""
        self.kill()
        self._process.wait()
        for file in (self._to, self._from, self._said):
            with suppress(OSError):  # unsent bytes cannot be flushed
                file.close()
