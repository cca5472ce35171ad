"""Hold the SHA-256 of every output of all examples and cases against the list of an earlier state.

It compares with `outputs.sha256` beside it and says which outputs differ; `--accept` writes the list anew.
The bytes of a PDF depend on Pango and HarfBuzz, so that the list is that of one machine: to compare two
states of the program, write it with one and compare with the other. `--data DIR` adds a folder's data files.
"""

import argparse
import hashlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import bulletin_fonts

from bulletin.cli import main

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("outputs.sha256")
COMMANDS = (
    "build", "batch", "proof", "check", "new", "schema", "workbook", "trace", "verify", "measure", "doctor",
    "templates", "publish", "approve", "correct", "void", "register",
)  # fmt: skip


def data_files() -> Iterator[Path]:
    """Every data file of the examples and the cases."""
    yield from sorted((ROOT / "examples").glob("*.json"))
    yield from sorted((ROOT / "examples/kinds").glob("*.json"))
    yield from sorted((ROOT / "examples/office/data").rglob("*.json"))
    cases = sorted((ROOT / "tests/cases").glob("*.json"))
    yield from (path for path in cases if not path.name.endswith(".expected.json"))


def outputs(path: Path) -> list[tuple[str, str]]:
    """Name and SHA-256 of each file that is made of a data file, and of all that is printed meanwhile."""
    own = path.with_name(f"{path.stem}.indicators.toml")
    codelist = ["--codelist", str(own)] if own.exists() else []
    found = []
    with tempfile.TemporaryDirectory() as folder:
        into = ["--into", folder]
        runs = [
            ("build", "--format", "docx,pdf,html,txt", "--ledger", *into, *codelist),
            ("build", "--format", "docx,pdf,html,txt", "--template", "news", *into, *codelist),
            ("proof", *into, *codelist),
            ("check", *codelist),
            ("check", "--lang", "en", *codelist),
        ]
        for n, (command, *words) in enumerate(runs):
            found.append((f"{command} {n}", told(folder, command, str(path), *words)))
        found += [
            (f"{command} {made.suffix}", told(folder, command, str(made)))
            for made in sorted(Path(folder).glob(f"{path.stem}.*"))
            for command in ("trace", "verify", "measure")
            if made.suffix != ".json" and (command != "measure" or made.suffix in (".docx", ".pdf"))
        ]
        found += [(made.name, digest(made.read_bytes())) for made in sorted(Path(folder).iterdir())]
    return [(f"{path.parent.name}/{path.stem} {name}", value) for name, value in found]


def helps(_: Path) -> list[tuple[str, str]]:
    """Name and SHA-256 of every help."""
    return [(f"help {command}", told("", command, "--help")) for command in COMMANDS]


def told(folder: str, *words: str) -> str:
    """SHA-256 of what a command prints, and its exit code."""
    stream = io.StringIO()
    with redirect_stdout(stream), redirect_stderr(stream):
        try:
            code = main([*words])
        except SystemExit as ended:
            code = int(ended.code or 0)
    text = stream.getvalue().replace(f"{ROOT}/", "")
    text = text.replace(folder, "") if folder else text
    return digest(f"{code}\n{text}".encode())


def digest(content: bytes) -> str:
    """SHA-256."""
    return hashlib.sha256(content).hexdigest()


def run() -> int:
    """Compare or accept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("--list", type=Path, default=LIST)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    os.environ |= {"BULLETIN_FONTS": str(Path(bulletin_fonts.__file__).parent), "COLUMNS": "100",
                   "BULLETIN_TEMPLATE_CACHE": "off", "LC_ALL": "C.UTF-8"}  # fmt: skip
    files = [*data_files(), *(sorted(options.data.rglob("data.json")) if options.data else ())]
    with ProcessPoolExecutor() as pool:
        rows = dict(pool.submit(helps, ROOT).result())
        for some in pool.map(outputs, files):
            rows |= dict(some)
    if options.accept:
        options.list.write_text("".join(f"{value}  {name}\n" for name, value in rows.items()), "utf-8")
        print(f"{len(rows)} outputs of {len(files)} data files -> {options.list}")
        return 0
    lines = (line.split("  ", 1) for line in options.list.read_text("utf-8").splitlines())
    before = {name: value for value, name in lines}
    differ = sorted(name for name in {*before, *rows} if before.get(name) != rows.get(name))
    print("\n".join(differ))
    print(f"{len(rows)} outputs of {len(files)} data files, {len(differ)} differ")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(run())
