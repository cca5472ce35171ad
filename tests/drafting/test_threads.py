"""The first documents of a process, made by several threads at once."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

SCRIPT = """
import ctypes.util, gc, sys, threading
import bulletin

search, out = ctypes.util.find_library, sys.stdout
made, ready = [], threading.Barrier(4)

def make():
    ready.wait()
    contents = bulletin.build("examples/first.json", formats=["docx", "pdf"]).contents
    made.append((contents["docx"], contents["pdf"]))

threads = [threading.Thread(target=make) for _ in range(4)]
for each in threads: each.start()
for each in threads: each.join()
as_before = ctypes.util.find_library is search, sys.stdout is out, gc.isenabled()
print(len(made), len(set(made)), *as_before, file=out)
"""


def test_they_are_alike_and_leave_the_process_as_it_was() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stderr, done.stdout) == ("", "4 1 True True True\n")
