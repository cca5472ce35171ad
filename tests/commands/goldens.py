"""Hold the plain text of every example against the text somebody has read, and accept the differences.

`python -m tests.commands.goldens` prints how the documents differ from `tests/goldens/`; `--accept` writes
what they say now. Read what you accept: the tests take it for right from then on.
"""

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from difflib import unified_diff
from pathlib import Path

from bulletin import Built, build

ROOT = Path(__file__).parents[2]
GOLDENS = ROOT / "tests" / "goldens"
OFFICE = ROOT / "examples" / "office" / "data"


def examples() -> dict[str, Path]:
    """Return name of the golden → data file, for every example there is."""
    alone = [*ROOT.glob("examples/*.json"), *ROOT.glob("examples/kinds/*.json")]
    office = {f"office-{file.stem}": file for file in sorted(OFFICE.rglob("*.json"))}
    return {**{file.stem: file for file in sorted(alone)}, **office}


def written(file: Path) -> Built:
    """Write an example as plain text.

    The data of the office names neither day nor number, which publication adds: here a month has the template
    and the next number of its series and the day it falls due, a round a day of its own.
    """
    template, on, number = None, None, None
    if file.parent == OFFICE:
        year, month = map(int, file.stem.split("-"))
        template, on = "monthly", date(year + month // 12, month % 12 + 1, 5)
        number = f"云纪监通〔{on.year}〕{month if month < 12 else 1}号"
    elif OFFICE in file.parents:
        on = date(2018, 8, 1)
    return build(file, template, formats=["txt"], on=on, number=number)


def text_of(file: Path) -> str:
    """Return the plain text of an example."""
    return written(file).contents["txt"].decode("utf-8")


def difference(name: str, now: str, folder: Path = GOLDENS) -> str:
    """Return how a text differs from its golden, line by line; nothing if it does not.

    A golden that is missing differs in every line.
    """
    path = folder / f"{name}.txt"
    before = path.read_text("utf-8").split("\n") if path.exists() else []
    names = (f"tests/goldens/{path.name}", "as it is now")
    return "\n".join(unified_diff(before, now.split("\n"), *names, n=1, lineterm=""))


def left_over(names: Mapping[str, Path], folder: Path = GOLDENS) -> list[Path]:
    """Return the goldens whose example is gone."""
    return sorted(path for path in folder.glob("*.txt") if path.stem not in names)


def main() -> int:
    """Print the differences, and accept them if asked to; exit with 1 if some are left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accept", action="store_true", help="write the texts as they are now")
    accept = parser.parse_args().accept
    names = examples()
    GOLDENS.mkdir(exist_ok=True)
    differ = 0
    for name, file in names.items():
        now = text_of(file)
        found = difference(name, now)
        if found:
            differ += 1
            print(found, end="\n\n")
        if found and accept:
            (GOLDENS / f"{name}.txt").write_text(now, "utf-8", newline="\n")
    gone = left_over(names)
    for path in gone:
        print(f"its example is gone: tests/goldens/{path.name}")
        if accept:
            path.unlink()
    print(f"{len(names)} texts, {differ} differ, {len(gone)} without example{', accepted' * accept}")
    return int(bool(differ or gone) and not accept)


if __name__ == "__main__":
    sys.exit(main())
