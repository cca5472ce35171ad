"""Print, or test with, the lowest versions of what the package needs: `make test-versions`.

`python -m tests.commands.versions` prints one `name==version` a line for each distribution that
pyproject.toml needs to run the package, as constraints for pip. The tools of the tests stay at their
newest, as no user of the package installs them. `--test` makes an environment with these and one with
the newest versions for each Python of this machine, and runs QUICK in each.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = PYPROJECT["project"]
VERSIONS = ("3.11", "3.12", "3.13")
"""The Pythons that are tested."""
QUICK = (
    "tests/checks",
    "tests/statistics",
    "tests/wording",
    "tests/readers",
    "tests/composition",
    "tests/datafiles/test_yaml.py",
    "tests/datafiles/test_workbook.py",
    "tests/writers/test_docx.py",
    "tests/writers/test_pdf.py",
    "tests/writers/test_pdf_seam.py",
)
"""Tests that take a minute and use every library."""


def declared(*extras: str) -> dict[str, Requirement]:
    """Return name → requirement of what the package needs here, and of what some of its extras add."""
    lines = [
        *PROJECT["dependencies"],
        *(each for one in extras for each in PROJECT["optional-dependencies"][one]),
    ]
    needed = [Requirement(line) for line in lines]
    return {canonicalize_name(one.name): one for one in needed if one.marker is None or one.marker.evaluate()}


def lowest(needed: Requirement) -> str:
    """Return the version that a range begins with.

    Raises:
        ValueError: the range begins nowhere.
    """
    begins = [one.version for one in needed.specifier if one.operator in (">=", "==", "~=")]
    if len(begins) != 1:
        raise ValueError(f"write a lowest version: {needed}")
    return begins[0]


def constraints() -> str:
    """Return the lowest versions, as constraints for pip."""
    return "".join(f"{name}=={lowest(needed)}\n" for name, needed in declared().items())


def locked(text: str) -> dict[str, str]:
    """Return name → version of the pins in a file of requirements."""
    return {canonicalize_name(name): at for name, at in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}


# ── the tests, with each of them ─────────────────────────────────────────────────────────────────────────


def pythons() -> Iterator[tuple[str, str]]:
    """Yield version and program of each Python in VERSIONS that this machine has."""
    installed = Path.home() / ".pyenv" / "versions"
    for version in VERSIONS:
        inside = [str(one) for one in sorted(installed.glob(f"{version}.*/bin/python{version}"))]
        for program in (f"python{version}", *inside):
            path = shutil.which(program)
            if path and subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0:
                yield version, path
                break


def tested(name: str, python: str, *constraints: str) -> bool:
    """Make an environment in `.venv/versions`, run QUICK in it, and return whether all pass."""
    folder = ROOT / ".venv" / "versions" / name
    own = folder / "bin" / "python"
    pip: list[str | Path] = [
        own,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        *constraints,
    ]
    steps: list[list[str | Path]] = [
        [python, "-m", "venv", "--clear", folder],
        [*pip, ROOT / "fonts", f"{ROOT}[dev]"],
        [own, "-m", "pytest", "-n", "auto", "--dist", "loadfile", "-p", "no:cacheprovider", *QUICK],
    ]
    print(f"── {name} ──", flush=True)
    return all(subprocess.run(step, cwd=ROOT, check=False).returncode == 0 for step in steps)


def test_all() -> int:
    """Run the tests with the lowest versions, and with the newest on each Python; return an exit code."""
    found = list(pythons())
    floor = ROOT / ".venv" / "versions" / "lowest.txt"
    floor.parent.mkdir(parents=True, exist_ok=True)
    floor.write_text(constraints(), "utf-8")
    version, python = found[0]
    passed = {f"lowest-{version}": tested(f"lowest-{version}", python, "-c", str(floor))}
    passed |= {f"newest-{version}": tested(f"newest-{version}", python) for version, python in found}
    for name, well in passed.items():
        print(f"{name:<14}{'passed' if well else 'FAILED'}")
    for version in sorted({*VERSIONS} - {version for version, _ in found}):
        print(f"newest-{version:<7}not tested: this machine has no python{version}")
    return 0 if all(passed.values()) else 1


if __name__ == "__main__":
    if sys.argv[1:] == ["--test"]:
        sys.exit(test_all())
    print(constraints(), end="")
