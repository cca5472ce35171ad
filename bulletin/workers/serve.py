"""What runs in a child process: it carries out one request after another until no more can come.

A thread of its own reads the requests. So the child notices, even in the middle of a document, that the
process that started it is gone, and ends with it.
"""

import errno
import os
import pickle
import queue
import signal
import sys
import threading
import time
import traceback
from contextlib import suppress
from math import ceil
from typing import Any, BinaryIO

from bulletin.issues.errors import BulletinError
from bulletin.workers.own_process import find_libraries_by_file_name, prepare
from bulletin.workers.protocol import IDLE, MEMORY, OUTPUT, Answer, send

IDLE_SECONDS = 60.0
"""After so long without a request a child ends; its parent starts another when it has one."""

EXIT_CODES = {errno.ENOMEM: MEMORY, errno.EFBIG: OUTPUT}


def main(memory: int, output: int) -> None:
    """Serve standard input until it ends, with so many bytes of memory and of a file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    requests: queue.SimpleQueue[tuple[int, bytes]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    prepare()
    find_libraries_by_file_name()
    _limit(AS=memory, FSIZE=output, CORE=0)
    while True:
        try:
            seconds, request = requests.get(timeout=IDLE_SECONDS)
        except queue.Empty:
            os._exit(IDLE)
        _limit(CPU=ceil(time.process_time()) + seconds)
        answer = _answered(request)
        try:
            send(answers, *answer)
        except OSError:  # the parent is gone
            os._exit(0)


def ready(_: object) -> tuple[dict[str, bytes], tuple[()]]:
    """Do nothing: that it answers says that a child has started."""
    return {}, ()


def _listen(source: BinaryIO, requests: "queue.SimpleQueue[tuple[int, bytes]]") -> None:
    """Hand on what comes in; end the process, whatever it is doing, when nothing more can come."""
    while True:
        try:
            requests.put(pickle.load(source))  # noqa: S301  # the parent has written it
        except (EOFError, OSError):
            os._exit(0)


def _answered(request: bytes) -> tuple[Answer, str, str]:
    """Carry out a request; end the process with a code that says so where a limit of the system is met."""
    try:
        function, argument = pickle.loads(request)  # noqa: S301  # so has this
        contents, issues = function(argument)
        answer = Answer(contents, tuple(issues))
    except BulletinError as refused:
        return Answer({}, refused.issues), type(refused).__name__, ""
    except MemoryError:
        os._exit(MEMORY)
    except BaseException as cause:  # noqa: BLE001  # the parent is told, whatever it is
        if isinstance(cause, OSError) and cause.errno in EXIT_CODES:
            os._exit(EXIT_CODES[cause.errno])
        said = "".join(traceback.format_exception_only(cause)).strip()
        return Answer({}, ()), "", said.splitlines()[-1]
    return answer, "", ""


def _limit(**limits: Any) -> None:
    """Have the system hold this process to limits, as far as it has them; Windows has none.

    That of computing grows with each request, so that its upper bound has to stay where it was.
    """
    try:
        import resource
    except ImportError:
        return
    for name, wanted in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(kind)[1]
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, hard if name == "CPU" else most))
