"""Serve requests in a child process, one after another, until the parent closes standard input.

A separate thread reads the requests, so that the child notices even in the middle of a document that its
parent is gone, and ends.
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
"""A child without a request for so long ends; its parent starts another when it needs one."""

EXIT_CODES = {errno.ENOMEM: MEMORY, errno.EFBIG: OUTPUT}


def main(memory: int, output: int) -> None:
    """Serve standard input until it ends; `memory` and the size of a file, `output`, are limited in bytes."""
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
    """Answer with nothing, which shows that the child has started."""
    return {}, ()


def _listen(source: BinaryIO, requests: "queue.SimpleQueue[tuple[int, bytes]]") -> None:
    """Queue the requests that come in; end the process, even a busy one, when standard input ends."""
    while True:
        try:
            requests.put(pickle.load(source))  # noqa: S301  # the parent has written it
        except (EOFError, OSError):
            os._exit(0)


def _answered(request: bytes) -> tuple[Answer, str, str]:
    """Carry out a request; end the process with the exit code of a limit if it is met."""
    try:
        function, argument = pickle.loads(request)  # noqa: S301  # the parent has written it
        contents, issues = function(argument)
        answer = Answer(contents, tuple(issues))
    except BulletinError as refused:
        return Answer({}, refused.issues), type(refused).__name__, ""
    except MemoryError:
        os._exit(MEMORY)
    except BaseException as cause:  # noqa: BLE001  # the parent gets every exception
        if isinstance(cause, OSError) and cause.errno in EXIT_CODES:
            os._exit(EXIT_CODES[cause.errno])
        said = "".join(traceback.format_exception_only(cause)).strip()
        return Answer({}, ()), "", said.splitlines()[-1]
    return answer, "", ""


def _limit(**limits: Any) -> None:
    """Set resource limits of this process, as far as the system has them; Windows has none.

    The hard limit of computing time stays as it is, because the soft one is raised for each request.
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
