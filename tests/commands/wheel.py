"""Build the wheels of the package and of the fonts, install them alone, and test what is installed.

`python -m tests.commands.wheel` (`make test-wheel`) compares the files of the wheel with those of the
checkout and installs both wheels into an empty environment in another folder. There, without the
checkout, it runs the command of the README, its Python code, and the tests in TESTS. Exit code 1 says
that something is wrong.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

from tests.commands.versions import ROOT, declared

TESTS = (
    "tests/cli/test_help.py",  # the catalogue
    "tests/cli/test_completion.py",
    "tests/statistics",  # the codelist
    "tests/wording/test_clauses.py",  # the set terms
    "tests/wording/test_numbers.py",
    "tests/writers/test_docx.py",
    "tests/writers/test_pdf.py",  # the style sheet, the fonts
    "tests/templates/test_entry.py",  # the shipped templates
)
"""Tests that need only themselves and the examples; between them they use all data files of the wheel."""


def wanted(root: Path = ROOT) -> set[str]:
    """Return the names that the wheel must have, from the files of the checkout."""
    own = {file.relative_to(root) for file in (root / "bulletin").rglob("*") if file.is_file()}
    shipped = {
        Path("bulletin") / file.relative_to(root)
        for file in (root / "templates").rglob("*")
        if file.is_file()
    }
    return {file.as_posix() for file in own | shipped if file.suffix != ".pyc"}


def contents(wheel: Path) -> set[str]:
    """Return the names in a wheel, without those that describe it."""
    return {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}


def differences(there: Iterable[str], expected: Iterable[str]) -> list[str]:
    """Return a line for each name that is absent or unexpected."""
    there, expected = set(there), set(expected)
    return [
        *(f"absent from the wheel: {name}" for name in sorted(expected - there)),
        *(f"unexpected in the wheel: {name}" for name in sorted(there - expected)),
    ]


def run(*words: str | Path, cwd: Path) -> str:
    """Run a command without the environment of this checkout, and return what it prints."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "BULLETIN_"))}
    return subprocess.run(words, cwd=cwd, env=kept, check=True, stdout=subprocess.PIPE, text=True).stdout


def build(folder: Path) -> tuple[Path, Path]:
    """Return the wheels of the package and of the fonts, made in a folder."""
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps")
    run(*pip, "--wheel-dir", folder, ROOT, ROOT / "fonts", cwd=folder)
    (package,), (fonts,) = folder.glob("bulletin-*.whl"), folder.glob("bulletin_fonts-*.whl")
    return package, fonts


def install(folder: Path, wheels: Iterable[Path]) -> Path:
    """Return the Python of a new environment that has the wheels, what they need, and pytest."""
    run(sys.executable, "-m", "venv", folder, cwd=folder.parent)
    python = folder / "bin" / "python"
    tools = [str(declared("dev")[name]) for name in ("pytest", "hypothesis", "pillow", "pikepdf")]
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wheels, *tools, cwd=folder)
    return python


def try_out(python: Path, folder: Path) -> None:
    """Run the command, the README's code and some of the tests in a folder that has no package of ours."""
    for name in ("examples", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    home = run(python, "-c", "import bulletin; print(bulletin.__file__)", cwd=folder)
    if not Path(home).is_relative_to(python.parents[1]):
        sys.exit(f"not the installed package: {home}")
    print(run(python.with_name("bulletin"), "build", "examples/round4.json", cwd=folder), end="")
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    print(run(python, "-c", code, cwd=folder), end="")
    print(run(python, "-m", "pytest", "-p", "no:cacheprovider", *TESTS, cwd=folder), end="")


def main() -> None:
    """Build, compare, install and try."""
    with tempfile.TemporaryDirectory(prefix="bulletin-wheel-") as name:
        folder = Path(name).resolve()
        package, fonts = build(folder)
        if wrong := differences(contents(package), wanted()):
            sys.exit("\n".join(wrong))
        print(f"{package.name}: {len(contents(package))} files, as in the checkout")
        (folder / "elsewhere").mkdir()
        try_out(install(folder / "environment", (package, fonts)), folder / "elsewhere")


if __name__ == "__main__":
    main()
