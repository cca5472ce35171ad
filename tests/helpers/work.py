"""What tests have child processes do; it imports little, so that they start soon."""

import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bulletin import build
from bulletin.issues.errors import TemplateRefused
from bulletin.issues.issue import Issue, warning
from bulletin.workers import serve
from bulletin.workers.protocol import Contents

Made = tuple[Contents, tuple[Issue, ...]]


def echo(word: str) -> Made:
    print("a library may print what it likes")  # noqa: T201
    return {"word": word.encode(), "nothing": b""}, (warning("B202", "a", "b"),)


def loop(_: object) -> Made:
    while True:
        pass


def wait(_: object) -> Made:
    time.sleep(60)
    return {}, ()


def eat(_: object) -> Made:
    return {"a": bytes(10**12)}, ()


def write(_: object) -> Made:
    return {"a": bytes(3_000_000)}, ()


def write_file(path: Path) -> Made:
    path.write_bytes(bytes(3_000_000))
    return {}, ()


def die(code: int) -> Made:
    print("last words", file=sys.stderr, flush=True)  # noqa: T201
    os._exit(code)


def be_killed(_: object) -> Made:
    os.kill(os.getpid(), signal.SIGKILL)
    return {}, ()


def fail(_: object) -> Made:
    raise ZeroDivisionError("of the maker")


def leave(_: object) -> Made:
    sys.exit(0)


def refuse(_: object) -> Made:
    raise TemplateRefused([warning("B401", "x", "y")])


def forge(path: Path) -> Made:
    """Send an object that would do something in the process that reads it."""
    for answers in range(3, 20):
        try:
            os.write(answers, pickle.dumps(Forged(path)) + b"\n")
        except OSError:
            continue
    return {}, ()


class Forged:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return (Path.touch, (self.path,))


def environment(_: object) -> Made:
    return {name: value.encode() for name, value in os.environ.items()}, ()


def process(_: object) -> Made:
    return {"id": str(os.getpid()).encode()}, ()


def start_another(_: object) -> Made:
    """Start a process that would outlive this one, and hang."""
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    print(other.pid, file=sys.stderr, flush=True)  # noqa: T201
    Path(os.environ["SIGN"]).write_text(str(other.pid), "utf-8")
    time.sleep(60)
    return {}, ()


def once_prepared(_: object) -> Made:
    return {"prepared": os.environ.get("PREPARED", "").encode()}, ()


def prepare(_: object) -> Made:
    os.environ["PREPARED"] = "yes"
    time.sleep(0.5)
    return {}, ()


def nothing(_: object) -> Made:
    return {}, ()


def hurried(_: object) -> Made:
    serve.IDLE_SECONDS = 0.2
    return {}, ()


def built(named: dict[str, Any]) -> Made:
    made = build(**named)
    return made.contents, made.issues


def wait_a_little(_: object) -> Made:
    time.sleep(0.3)
    return {}, ()
