"""The programs that are compared: what each is called, how it is installed, and how it is started.

They live in .venv/bench, the packages of pip in an environment of their own, those of npm beside it.
"""

import compileall
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench import fixture

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FOLDER = ROOT / ".venv" / "bench"
PYTHON = FOLDER / "python" / "bin" / "python"
PIP = {
    "docxtpl": "0.20.2", "python-docx": "1.2.0", "weasyprint": "70.0", "typst": "0.15.2",
    "reportlab": "5.1.0", "fpdf2": "2.8.9", "pypandoc_binary": "1.17",
}  # fmt: skip
NPM = {"carbone": "3.8.2", "docxtemplater": "3.71.0", "pizzip": "3.3.0"}


@dataclass(frozen=True, slots=True)
class Program:
    """A line of the tables: its name for `--engines`, what it is called, what it makes, where it lives."""

    name: str
    says: str
    format: str
    engine: str
    home: str
    """`ours`, `pip` or `npm`."""

    def staying(self, folder: Path, out: Path) -> list[str]:
        """The command of a process that makes the document each time it is asked."""
        return [*self.worker(folder, out), "--stay"]

    def once(self, folder: Path, out: Path) -> list[str]:
        """The command of a process that makes it once and ends; of ours the command people use."""
        return self.worker(folder, out) if self.home != "ours" else build(folder, self.format)

    def worker(self, folder: Path, out: Path) -> list[str]:
        """The command of a process that makes it once, without the command line of ours."""
        if self.home == "npm":
            return ["node", str(HERE / "worker.js"), self.engine, str(folder), str(out)]
        python = sys.executable if self.home == "ours" else str(PYTHON)
        return [python, "-m", "tests.bench.worker", self.engine, str(folder), str(out)]

    @property
    def surroundings(self) -> dict[str, str]:
        """Environment variables."""
        return (
            {**os.environ, **FOUND, "XDG_CACHE_HOME": str(FOLDER / "kept")} if self.home == "ours" else BESIDE
        )


HIDDEN = ("PYTHONPATH", "PYTHONSTARTUP", "FONTCONFIG_FILE")
FOUND = {"PYTHONPATH": str(HERE.parents[1])}
"""Where `tests.bench` is found."""

BESIDE = {name: value for name, value in os.environ.items() if name not in HIDDEN} | FOUND
"""The environment of the other programs, which see nothing of this one's."""

OURS_DOCX = Program("ours-docx", "bulletin", "docx", "ours:docx", "ours")
OURS_WRITER = Program("ours-writer", "bulletin, its Word writer alone", "docx", "ours:writer", "ours")
OURS_PDF = Program("ours-pdf", "bulletin", "pdf", "ours:pdf", "ours")
PROGRAMS = (
    OURS_DOCX,
    OURS_WRITER,
    Program("docxtpl", "docxtpl", "docx", "with_docxtpl:docx", "pip"),
    Program("python-docx", "python-docx", "docx", "with_python_docx:docx", "pip"),
    Program("docxtemplater", "docxtemplater", "docx", "with_docxtemplater", "npm"),
    Program("carbone", "carbone", "docx", "with_carbone", "npm"),
    Program("pandoc", "pandoc", "docx", "with_pandoc:docx", "pip"),
    OURS_PDF,
    Program("weasyprint", "bare WeasyPrint", "pdf", "with_weasyprint:pdf", "pip"),
    Program("typst", "typst", "pdf", "with_typst:pdf", "pip"),
    Program("reportlab", "ReportLab", "pdf", "with_reportlab:pdf", "pip"),
    Program("fpdf2", "fpdf2", "pdf", "with_fpdf2:pdf", "pip"),
    Program("libreoffice", "docxtpl + LibreOffice", "pdf", "with_libreoffice:pdf", "pip"),
)


def build(folder: Path, formats: str) -> list[str]:
    """The command that makes documents of the data file, beside it."""
    command = [sys.executable, "-m", "bulletin", "build", str(folder / "round.json"), "--into", str(folder)]
    return [*command, "--templates", str(fixture.TEMPLATES), "--format", formats]


def commands(folder: Path) -> dict[str, list[str]]:
    """What else is started cold: both documents at once, a check, and what starting alone costs."""
    return {
        "ours-both": build(folder, "docx,pdf"),
        "ours-check": [sys.executable, "-m", "bulletin", "check", str(folder / "round.json")],
        "ours-help": [sys.executable, "-m", "bulletin", "--help"],
        "python": [sys.executable, "-c", "import argparse"],
    }


def chosen(names: list[str]) -> list[Program]:
    """The programs of these names; `ours` is all of ours, and no name at all is every program."""
    known = {program.name for program in PROGRAMS} | {"ours"}
    if unknown := [name for name in names if name not in known]:
        raise SystemExit(f"unknown: {', '.join(unknown)}; known: {', '.join(sorted(known))}")
    return [p for p in PROGRAMS if not names or p.name in names or p.name.split("-")[0] in names]


# ── installing them ──────────────────────────────────────────────────────────────────────────────────────


def install() -> None:
    """Install what is not there yet; a program that cannot be had is left out of the run.

    Of ours it is the byte code, which pip makes of the others when it installs them.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    compileall.compile_dir(ROOT / "bulletin", quiet=1)
    wanted = [f"{name}=={version}" for name, version in PIP.items()]
    if not _is_there("pip", wanted):
        _ran([sys.executable, "-m", "venv", str(PYTHON.parent.parent)])
        if _ran([str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", *wanted]):
            _remember("pip", wanted)
    wanted = [f"{name}@{version}" for name, version in NPM.items()]
    if not _is_there("npm", wanted) and _ran(
        ["npm", "install", "--silent", "--no-save", "--prefix", str(FOLDER), *wanted]
    ):
        _remember("npm", wanted)


def installed(program: Program) -> bool:
    """Whether a program can be run here."""
    if program.home == "npm":
        return (FOLDER / "node_modules" / program.name).is_dir()
    if program.name == "libreoffice" and version_of(program) == "?":
        return False
    return program.home == "ours" or PYTHON.exists()


def version_of(program: Program) -> str:
    """The version of a program, as it is pinned here or as it says."""
    if program.home == "ours":
        from bulletin.ledger.versions import VERSION  # only now: its memory would count as that of the others

        return VERSION
    if program.name == "pandoc":
        asked = [str(PYTHON), "-c", "import pypandoc; print(pypandoc.get_pandoc_version())"]
        return _said(asked)
    if program.name == "libreoffice":
        found = re.search(r"[0-9][0-9.]+", _said(["soffice", "--version"]))
        return f"{PIP['docxtpl']} + {found[0]}" if found else "?"
    return {**PIP, **NPM}[program.name]


def _said(command: list[str]) -> str:
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "?"


def _ran(command: list[str]) -> bool:
    try:
        return subprocess.run(command, check=False, cwd=FOLDER, stdout=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _is_there(kind: str, wanted: list[str]) -> bool:
    note = FOLDER / f"{kind}.txt"
    return note.is_file() and note.read_text("utf-8").split() == wanted


def _remember(kind: str, wanted: list[str]) -> None:
    (FOLDER / f"{kind}.txt").write_text("\n".join(wanted), "utf-8")
