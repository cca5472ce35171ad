"""A process of our own is set up for documents; the library leaves the settings of its process alone."""

import gc
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bulletin import build

ROOT = Path(__file__).parents[2]
ROUND = ROOT / "examples" / "round4.json"

SETTINGS = """
import gc, warnings
from ctypes import util
from bulletin.workers import own_process
own_process.prepare()
own_process.find_libraries_by_file_name()
print(gc.isenabled(), gc.get_threshold()[0], util.find_library("c"))
warnings.warn("No fonts configured in FontConfig. Expect ugly output.")
warnings.warn_explicit("Unknown extension is not supported", UserWarning, "a.py", 1, "openpyxl.reader")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere libraries are searched for")
def test_it_seldom_looks_for_garbage_and_searches_for_no_library() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SETTINGS], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("True 100000 None\n", "")


@pytest.mark.parametrize("enabled", [True, False])
def test_a_build_leaves_the_garbage_collector_as_it_is(
    monkeypatch: pytest.MonkeyPatch, *, enabled: bool
) -> None:
    from bulletin.writers import WRITERS

    at_work = []

    def write(*_: Any) -> bytes:
        at_work.append(gc.isenabled())
        return b""

    monkeypatch.setitem(WRITERS, "docx", write)
    (gc.enable if enabled else gc.disable)()
    try:
        build(ROUND, formats=["docx"])
        assert [*at_work, gc.isenabled()] == [enabled, enabled]
    finally:
        gc.enable()
