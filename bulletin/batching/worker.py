"""The process in which documents are made: it carries out what comes in until nothing does, and then ends.

A thread of its own reads what comes in. So it notices, even in the midst of a document, that whoever started
it is gone, however that went, and ends with it: no process is left behind.
"""

import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from enum import Enum
from math import ceil
from typing import Any, BinaryIO

from bulletin.issues.errors import ExitCode
from bulletin.issues.issue import Severity
from bulletin.workers.own_process import find_libraries_by_file_name, prepare

IDLE, IDLE_CODE = 60.0, 83
"""After so many seconds without work a process ends with this code; a new one starts when there is some."""

LARGEST_FILE = 1 << 28
"""Bytes of any file it may write; it has none to write but what a library puts into a temporary one."""


def main() -> None:
    """Serve standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started this
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what is printed must not come between the answers
    requests: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    memory = requests.get()
    prepare()
    find_libraries_by_file_name()
    _warm_up()

    _limit_space(memory)
    answer_to(answers, None)
    while True:
        try:
            function, argument, seconds = requests.get(timeout=IDLE)
        except queue.Empty:
            os._exit(IDLE_CODE)
        _limit_time(seconds)
        try:
            answer = (True, function(argument))
        except Exception:  # noqa: BLE001  # whoever asked is told
            answer = (False, traceback.format_exc())
        answer_to(answers, answer)


def _warm_up() -> None:
    """What every document needs, before the clock of the first one runs."""
    import bulletin.drafting.build  # noqa: F401  # read now, so that no document waits for it
    from bulletin.model.codelist import shipped_codelist

    shipped_codelist()


def _listen(source: BinaryIO, requests: "queue.SimpleQueue[Any]") -> None:
    """Hand on what comes in; end the process, whatever it is doing, when nothing more will."""
    while True:
        try:
            requests.put(pickle.load(source))  # noqa: S301  # it comes from the process that started this one
        except (EOFError, OSError):
            os._exit(0)


def answer_to(answers: BinaryIO, answer: object) -> None:
    """Send an answer that `children.Answer` can read; the process ends where nobody listens any more."""
    try:
        plain = pickle.Pickler(answers)
        plain.dispatch_table = dict.fromkeys((ExitCode, Severity), _by_value)
        plain.dump(answer)
        answers.flush()
    except OSError:
        os._exit(0)


def _by_value(member: Enum) -> tuple[type[Enum], tuple[object]]:
    """A member as its value; some versions of Python would have it looked up by a function of theirs."""
    return type(member), (member.value,)


def _limit_space(memory: int) -> None:
    """As far as the system has such limits: no more memory than this, no large files, no dumps."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (soft, hard))


def _limit_time(seconds: float) -> None:
    """A backstop for when the clock of the starter is gone: the computing time of one document."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = ceil(used.ru_utime + used.ru_stime + 2 * seconds) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(
        resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
    )
