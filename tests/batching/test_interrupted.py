"""Ctrl-C while files are given their names: it is heard, but only when all of them have theirs."""

import subprocess
import sys
from pathlib import Path

import pytest

from bulletin.batching import _to_the_end

ROOT = Path(__file__).parents[2]

IMPATIENT = """
import os, signal, time
from bulletin.batching import _to_the_end
signal.signal(signal.SIGINT, signal.default_int_handler)

def work():
    for _ in range(2):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)
    print("named", signal.getsignal(signal.SIGINT) is signal.default_int_handler)

try:
    _to_the_end(work)
except KeyboardInterrupt:
    print("interrupted")
"""


def test_the_work_ends_before_ctrl_c_is_heard() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPATIENT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("named True\ninterrupted\n", "")


def test_it_answers_with_what_the_work_answers_or_raises() -> None:
    assert _to_the_end(lambda: 3) == 3
    with pytest.raises(ZeroDivisionError):
        _to_the_end(lambda: 1 // 0)
