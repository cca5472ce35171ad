"""Report Python and its packages, the shared libraries, and optional programs.

Every test works even where nothing is installed: a library is only loaded, a program has a time limit to
print its version, and no page is laid out.
"""

import ctypes
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version

from bulletin.diagnosis.condition import Condition, ConditionState, Words
from bulletin.issues.issue import Phrase
from bulletin.ledger.versions import VERSION
from bulletin.model.plugins import NAME, installed

PACKAGES = ("jinja2", "python-docx", "weasyprint", "babel", "openpyxl", "pypdfium2", "ruamel.yaml")
"""The packages installed with this one."""

PANGO = "libpangoft2-1.0-0"
SUBSETTER = "libharfbuzz-subset0"
"""The Debian packages of the libraries; the first depends on all the others."""

LIBRARIES = (
    ("Pango", ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libgobject-2.0.so.0"), PANGO),
    ("HarfBuzz", ("libharfbuzz.so.0",), PANGO),
    ("HarfBuzz subset", ("libharfbuzz-subset.so.0",), SUBSETTER),
    ("fontconfig", ("libfontconfig.so.1",), PANGO),
)
"""Name, the files that must load (by their names on Linux), the Debian package."""

PROGRAMS = (
    ("LibreOffice", ("soffice", "libreoffice"), "--version", "libreoffice-writer-nogui"),
    ("poppler", ("pdftotext",), "-v", "poppler-utils"),
    ("Chromium", ("chromium", "chromium-browser", "google-chrome"), "--version", "chromium"),
)
"""Name, the possible commands, the option that prints the version, the Debian package."""

ELSEWHERE = {
    "dnf": {PANGO: "pango", SUBSETTER: "harfbuzz", "libreoffice-writer-nogui": "libreoffice-writer"},
    "apk": {PANGO: "pango", SUBSETTER: "harfbuzz-subset", "libreoffice-writer-nogui": "libreoffice-writer"},
    "brew": {PANGO: "pango", SUBSETTER: "harfbuzz", "libreoffice-writer-nogui": "--cask libreoffice",
             "poppler-utils": "poppler", "chromium": "--cask chromium"},
}  # fmt: skip
"""Package manager → Debian package → its other name there; tested by `.ci/system-libraries`."""

MANUAL = "https://doc.courtbouillon.org/weasyprint/stable/first_steps.html"
"""WeasyPrint's instructions for installing Pango on other systems."""

PATIENCE = 20
"""The seconds a program may take to print its version."""


def python() -> Iterator[Condition]:
    """Yield the conditions of the interpreter and of the installed packages."""
    yield Condition("python", "Python", ConditionState.FINE, (platform.python_version(), sys.executable))
    there, lacking = [], []
    for name in PACKAGES:
        try:
            there.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            lacking.append(name)
    yield Condition("python", "bulletin", ConditionState.FINE, (VERSION, ", ".join(there)))
    for name in lacking:
        step = f"{sys.executable} -m pip install {name}"
        yield Condition("python", name, ConditionState.MISSING, (Phrase("is not installed"),), step)


def plugins() -> Iterator[Condition]:
    """Yield the plug-ins that are installed; of two of one name, and of one without a proper name, say so."""
    there = installed()
    for plugin in there:
        name = str(plugin)
        odd = [each for each in there if str(each) == name] != [plugin] or not NAME.fullmatch(name)
        found: list[Words] = [f"{plugin.package} {plugin.version} ({plugin.value})"]
        if odd:
            found.append(Phrase("its name has no proper form, or is taken twice"))
        yield Condition("plugins", name, ConditionState.ODD if odd else ConditionState.FINE, tuple(found))


# ── shared libraries ─────────────────────────────────────────────────────────────────────────────────────


def libraries() -> Iterator[Condition]:
    """Yield the conditions of the libraries that WeasyPrint loads."""
    loaded = {file: _loaded(file) for _, files, _ in LIBRARIES for file in files}
    lacking = {file for file, library in loaded.items() if library is None}
    needed = [package for _, files, package in LIBRARIES if lacking & set(files)]
    for name, files, _ in LIBRARIES:
        if lacking & set(files):
            found = Phrase("is missing: {files}", {"files": ", ".join(sorted(lacking & set(files)))})
            yield Condition("libraries", name, ConditionState.MISSING, (found,), install(*needed))
        else:
            said = _version_of(name, loaded[files[0]]) or Phrase("is there")
            yield Condition("libraries", name, ConditionState.FINE, (said,))


def _loaded(file: str) -> ctypes.CDLL | None:
    """Return the library by its name on Linux, macOS or Windows; None if it cannot be loaded."""
    stem, _, number = file.partition(".so.")
    names = [file]
    if sys.platform == "darwin":
        mac = f"{stem}.{number}.dylib"
        names = [mac, f"/opt/homebrew/lib/{mac}", f"/usr/local/lib/{mac}"]
    elif sys.platform == "win32":
        names = [f"{stem}-{number}.dll", f"{stem.removeprefix('lib')}-{number}.dll"]
    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def _version_of(name: str, library: ctypes.CDLL | None) -> str:
    """Return the version that a library reports."""
    words = {"Pango": "pango_version_string", "HarfBuzz": "hb_version_string"}
    try:
        if name in words:
            ask = getattr(library, words[name])
            ask.restype = ctypes.c_char_p
            return str(ask().decode())
        if name == "fontconfig" and library is not None:
            number = int(library.FcGetVersion())
            return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    except (AttributeError, ValueError):
        return ""
    return ""


# ── programs ─────────────────────────────────────────────────────────────────────────────────────────────


def programs() -> Iterator[Condition]:
    """Yield the conditions of programs that people and tests use, but no document needs."""
    uses = {
        "LibreOffice": Phrase("to look at the Word file (optional)"),
        "poppler": Phrase("for the project's own tests (optional)"),
        "Chromium": Phrase("for the tests of the proof page (optional)"),
    }
    for name, commands, flag, package in PROGRAMS:
        path = next((found for command in commands if (found := shutil.which(command))), None)
        said = _says(path, flag) if path else ""
        if said:
            yield Condition("programs", name, ConditionState.FINE, (said, uses[name]))
        elif path:
            silent = Phrase("does not answer: {path}", {"path": path})
            yield Condition("programs", name, ConditionState.ODD, (silent, uses[name]))
        else:
            yield Condition(
                "programs", name, ConditionState.ODD, (Phrase("is not there"), uses[name]), install(package)
            )


def _says(path: str, flag: str) -> str:
    """Return the version that a program prints; empty if it prints none in time."""
    try:
        answer = subprocess.run(  # noqa: S603  # a program of the list above, found on the path
            [path, flag], capture_output=True, text=True, errors="replace", timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    found = re.search(r"\d+(?:\.\d+)+", answer.stdout) or re.search(r"\d+(?:\.\d+)+", answer.stderr)
    return found.group() if found else ""


# ── next steps ───────────────────────────────────────────────────────────────────────────────────────────


def install(*packages: str) -> Words:
    """Return the command that installs packages, named as in Debian, on this machine."""
    manager = next((name for name in ("apt-get", "dnf", "apk", "brew") if shutil.which(name)), "")
    names = " ".join(dict.fromkeys(ELSEWHERE.get(manager, {}).get(name, name) for name in packages))
    sudo = "" if manager == "brew" or _is_root() else "sudo "
    match manager:
        case "apt-get":
            return f"{sudo}apt-get update && {sudo}apt-get install --no-install-recommends {names}"
        case "apk":
            return f"{sudo}apk add {names}"
        case "dnf" | "brew":
            return f"{sudo}{manager} install {names}"
    return Phrase("Install {names}; for Pango see {manual}", {"names": names, "manual": MANUAL})


def _is_root() -> bool:
    ask: Callable[[], int] | None = getattr(os, "geteuid", None)
    return ask is not None and ask() == 0
