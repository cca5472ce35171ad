"""Whether the checks tell the slips in a folder, and leave right files alone.

    python -m tests.commands.slips DIR [--right FILE …]

DIR holds data files with one slip each. `NAME.prev.json` is the edition before of `NAME.json`. Its README.md
has a table whose rows begin with | NAME | the slip | contradiction or unlikely |. A slip is told if a check
gives an error or a warning; a contradiction that only a warning tells is marked. The files after --right,
by default the examples and cases of this project, are right: what B228 to B235, B250, B307 and B308 say of
them is listed. `indicators.toml` and `NAME.indicators.toml` beside a file are its codelist.
"""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

from bulletin import BulletinError, check, load
from bulletin.issues.issue import Issue, Severity
from bulletin.model.codelist import Codelist, read_codelist, shipped_codelist

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"\|\s*(?P<name>[0-9a-z]+)\s*\|(?P<slip>[^|]*)\|\s*(?P<kind>contradiction|unlikely)\s*\|")
OURS = ("B228", "B229", "B230", "B232", "B233", "B234", "B235", "B250", "B307", "B308")
"""The rules about slips."""


def main(arguments: list[str] | None = None) -> int:
    """Print what is told of each file and the counts by kind; 1 if a right file is blocked."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--right", type=Path, nargs="*", default=[])
    given = parser.parse_args(arguments)
    told, of = Counter[str](), Counter[str]()
    for row in ROW.finditer((given.folder / "README.md").read_text("utf-8")):
        name, kind = row["name"], row["kind"]
        issues = issues_of(given.folder / f"{name}.json", given.folder / f"{name}.prev.json")
        grave = {issue.severity for issue in issues if issue.severity is not Severity.NOTE}
        codes = " ".join(sorted({i.code for i in issues if i.severity in grave}))
        of[kind] += 1
        told[kind] += bool(grave)
        weak = " (warning only)" if kind == "contradiction" and grave == {Severity.WARNING} else ""
        print(f"{name:4} {kind:13} {(codes or 'SILENT') + weak:30} {row['slip'].strip()}")
    for kind in sorted(of):
        print(f"{kind}: {told[kind]} of {of[kind]} told")
    return right_files(given.right or sorted(right_by_default()))


def right_by_default() -> list[Path]:
    """Return the examples and cases of this project that are data files."""
    found = [
        *ROOT.glob("examples/*.json"),
        *ROOT.glob("examples/kinds/*.json"),
        *ROOT.glob("tests/cases/*.json"),
    ]
    return [path for path in found if not path.name.endswith(".expected.json")]


def right_files(paths: list[Path]) -> int:
    """Print what the rules say of right files; return 1 if one of them is blocked."""
    blocked = asked = 0
    for path in paths:
        issues = [issue for issue in issues_of(path) if issue.code in OURS or issue.code[:2] == "B1"]
        asked += any(issue.severity is Severity.WARNING for issue in issues)
        blocked += any(issue.severity is Severity.ERROR for issue in issues)
        for issue in issues:
            print(
                f"{path.parent.name}/{path.name} {issue.code} {issue.severity} {issue.place} {issue.message}"
            )
    print(f"right files: {len(paths)}, blocked {blocked}, warned {asked}")
    return int(blocked > 0)


def issues_of(path: Path, before: Path | None = None) -> tuple[Issue, ...]:
    """Return the issues of a data file, with the edition before if there is one."""
    codelist = codelist_of(path)
    try:
        previous = load(before, codelist=codelist) if before and before.exists() else None
        return check(load(path, codelist=codelist), previous, codelist)
    except BulletinError as refused:
        return tuple(refused.issues)


def codelist_of(path: Path) -> Codelist:
    """Return the shipped codelist with the entries that stand beside a file."""
    for beside in (path.with_suffix(".indicators.toml"), path.with_name("indicators.toml")):
        if beside.exists():
            return read_codelist(beside.read_text("utf-8"), shipped_codelist())
    return shipped_codelist()


if __name__ == "__main__":
    sys.exit(main())
