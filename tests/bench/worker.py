"""One program, one process: makes the document of the benchmark once, or again each time it is asked.

    python -m tests.bench.worker MODULE:FUNCTION FOLDER OUT           # once
    python -m tests.bench.worker MODULE:FUNCTION FOLDER OUT --stay    # for each line read; answers the time

FUNCTION takes what `FOLDER/words.json` holds and the folder, and gives a function that makes the document.
The time is taken here, around that function alone; `worker.js` does the same for the packages of npm.
"""

import importlib
import json
import os
import sys
import time
from pathlib import Path


def main() -> None:
    """Make the document; what a library prints goes to the errors, not among the answers."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    engine, folder, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    module, function = engine.split(":")
    words = json.loads((folder / "words.json").read_text("utf-8"))
    make = getattr(importlib.import_module(f"tests.bench.{module}"), function)(words, folder)
    if sys.argv[4:] != ["--stay"]:
        out.write_bytes(make())
        return
    for _ in sys.stdin:
        begun = time.perf_counter()
        made = make()
        took = 1000 * (time.perf_counter() - begun)
        out.write_bytes(made)
        print(took, file=answers, flush=True)


if __name__ == "__main__":
    main()
