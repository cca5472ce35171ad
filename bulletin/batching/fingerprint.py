"""What besides the data decides how a document comes out on a machine: versions, fonts, templates."""

import hashlib
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bulletin.diagnosis.condition import ConditionState
from bulletin.diagnosis.machine import libraries
from bulletin.ledger.versions import VERSION
from bulletin.model.plugins import installed
from bulletin.typography.fonts import found_files
from bulletin.typography.layout import SHIPPED

PACKAGES = (
    "jinja2",
    "python-docx",
    "lxml",
    "weasyprint",
    "pydyf",
    "fonttools",
    "babel",
    "openpyxl",
    "ruamel.yaml",
)
"""The packages that have a hand in what is written."""

OF_THE_PACKAGE = ("*.py", "*.toml", "*.po", "*.css", "*.conf", "*.txt")
OF_TEMPLATES = ("*/*.j2", "*/*.toml", "*/*.png", "*/*.jpg", "*/*.jpeg")
"""The files of this package, and those of a folder with templates and layouts."""


def fingerprint(
    template: str | None, search: tuple[str, ...], plugins: Sequence[str] = ()
) -> Mapping[str, str]:
    """Name → version or SHA-256 of everything that two machines must have alike to make the same document.

    `plugins` are the names of the plug-ins that may have a hand in it.

    Without Pango or fonts it says so: where they are needed, `build` refuses.
    """
    package = Path(__file__).parents[1]
    found = [path for kind in OF_THE_PACKAGE for path in package.rglob(kind)]
    sources = [path for path in found if SHIPPED not in path.parents]  # inside the package only in a wheel
    beside = Path(template).parent if template and Path(template).is_absolute() else None
    folders = [folder for folder in (beside, *map(Path, search), SHIPPED) if folder]
    templates = [path for folder in folders for kind in OF_TEMPLATES for path in folder.glob(kind)]
    return {
        "bulletin": f"{VERSION} {_digest(sources)}",
        "Python": platform.python_version(),
        **{name: _version(name) for name in PACKAGES},
        **{
            str(found.name): str(found.found[0])
            for found in libraries()
            if found.state is not ConditionState.MISSING
        },
        "fonts": _digest(found_files().values()),
        "templates": _digest(templates),
        **_versions_of(plugins),
    }


def _versions_of(plugins: Sequence[str]) -> Mapping[str, str]:
    """Return name → package and version of plug-ins."""
    there = [(str(each), f"{each.package} {each.version}") for each in (installed() if plugins else ())]
    found = {name: [package for plugin, package in there if plugin == name] for name in plugins}
    return {f"plug-in {name}": ", ".join(packages) or "—" for name, packages in found.items()}


def differences(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """What differs, in a few words."""
    names = sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))
    return ", ".join(f"{name} ({_short(ours, name)} / {_short(theirs, name)})" for name in names)


def _short(prints: Mapping[str, str], name: str) -> str:
    return " ".join(word[:12] for word in prints.get(name, "—").split())


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "—"


def _digest(paths: Iterable[Path]) -> str:
    """One SHA-256 of what files hold and are called; in which folder they lie does not matter."""
    parts = sorted({f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in paths})
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
