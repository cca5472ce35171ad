"""What became of every value that data files give.

    python -m tests.commands.account DIR [--template NAME]

DIR holds data files (`*.json` in it and below). One line a file: its template, how many values it gives, and
how many of them are printed, operands of printed figures, left out by a rule of wording, used to check or to
find, declared as not shown, masked and reported. `lost` counts the leaves that the account does not have, and
is 0. The reported groups follow, and the sums by template.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bulletin.drafting.draft import Draft, compose_draft
from bulletin.drafting.examine import examine
from bulletin.drafting.request import Request
from bulletin.issues.errors import BulletinError

COLUMNS = ("printed", "operand", "left_out", "checked", "declared", "masked", "reported")


def main(arguments: list[str] | None = None) -> int:
    """Print the account of a folder; 1 if a value is lost or there is no file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--template", help="instead of the one each file names")
    options = parser.parse_args(arguments)
    totals: dict[str, Counter[str]] = {}
    print(_line("", ("given", *COLUMNS, "lost")))
    for path in sorted(options.folder.rglob("*.json")):
        name = path.relative_to(options.folder).as_posix()
        try:
            made = compose_draft(examine(Request(path, options.template, formats=())))
        except BulletinError as refused:
            print(f"{name:40}  refused: {', '.join(issue.code for issue in refused.issues)}")
            continue
        counts = counted(made)
        totals.setdefault(made.template.name, Counter()).update(counts)
        print(_line(f"{name} ({made.template.name})", [counts[key] for key in ("given", *COLUMNS, "lost")]))
        for group, values in made.account.reported().items():
            print(f"    {group}: {len(values)}, {', '.join(each.pointer for each in values[:3])}")
    for template, counts in totals.items():
        print(_line(f"all of {template}", [counts[key] for key in ("given", *COLUMNS, "lost")]))
    return int(not totals or any(counts["lost"] for counts in totals.values()))


def counted(made: Draft) -> Counter[str]:
    """The values of a draft by what became of them; words beside a number are counted with it."""
    values = [each for each in made.account.leaves if each.leaf.role != "beside" and each.state != "steers"]
    known = Counter(each.pointer for each in made.account.leaves)
    lost = Counter(pointers(made.examined.raw)) - known
    return Counter(given=len(values), lost=lost.total()) + Counter(each.state for each in values)


def pointers(raw: Any, at: str = "") -> Iterator[str]:
    """Each leaf of plain values, by its JSON pointer."""
    if isinstance(raw, dict | list):
        items = raw.items() if isinstance(raw, dict) else enumerate(raw)
        for key, value in items:
            yield from pointers(value, f"{at}/{str(key).replace('~', '~0').replace('/', '~1')}")
    else:
        yield at


def _line(name: str, cells: Any) -> str:
    return f"{name:40}" + "".join(f"{cell:>10}" for cell in cells)


if __name__ == "__main__":
    sys.exit(main())
