"""What a process is like beside what a library call gives: all that a call may not change."""

import ctypes.util
import decimal
import gc
import importlib
import locale
import logging
import os
import random
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LIBRARIES = (
    "weasyprint", "pydyf", "cffi", "fontTools", "jinja2", "docx", "babel", "openpyxl", "lxml", "ctypes.util",
    "pypdfium2", "ruamel.yaml",
)  # fmt: skip
"""Those whose modules and classes are looked into."""

FILLED_BY_ITSELF = {"babel.core._global_data"}
"""What a library reads from its own files when it is first asked."""


def load_libraries() -> None:
    """Import what a build may import, as a host has done that uses the same libraries."""
    for name in (*LIBRARIES, "fontTools.subset", "docx.oxml", "babel.numbers", "babel.dates", "PIL.ImageCms"):
        importlib.import_module(name)


def state() -> dict[str, Any]:
    """Each trait of this process, by a name one understands."""
    found: dict[str, Any] = {f"environment {name}": value for name, value in os.environ.items()}
    found |= {f"file {number}": target for number, target in _open_files()}
    found |= {f"signal {number}": signal.getsignal(number) for number in signal.valid_signals()}
    found |= {f"logger {name or 'root'}": traits for name, traits in _loggers()}
    return {
        **found,
        "folder": Path.cwd(),
        "umask": _umask(),
        "locale": locale.setlocale(locale.LC_ALL),
        "decimals": repr(decimal.getcontext()),
        "warnings": list(warnings.filters),
        "showwarning": warnings.showwarning,
        "gc": (gc.isenabled(), gc.get_threshold(), gc.get_freeze_count(), list(gc.callbacks)),
        "find_library": ctypes.util.find_library,
        "streams": (sys.stdin, sys.stdout, sys.stderr),
        "hooks": (sys.excepthook, sys.displayhook, sys.unraisablehook, threading.excepthook),
        "import": (list(sys.path), list(sys.meta_path), list(sys.path_hooks)),
        "limits": (sys.getrecursionlimit(), sys.getswitchinterval()),
        "random": hash(random.getstate()),
        "threads": threading.active_count(),
    }


def attributes() -> dict[str, dict[str, int]]:
    """Module of LIBRARIES → what each attribute of it and of its classes is, by its identity."""
    found = {}
    for module in _modules():
        own = found[module.__name__] = {name: id(value) for name, value in list(vars(module).items())}
        for value in list(vars(module).values()):
            if isinstance(value, type) and value.__module__ == module.__name__:
                own |= {f"{value.__qualname__}.{key}": id(each) for key, each in vars(value).items()}
    sources = sys.modules["weasyprint.text.ffi"].ffi._cdefsources  # noqa: SLF001  # no public way to them
    found["foreign functions"] = {"declared": len(sources)}
    return found


def changed_state(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The traits that are otherwise, are gone, or are new."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def changed_attributes(before: dict[str, dict[str, int]], after: dict[str, dict[str, int]]) -> list[str]:
    """Attributes that are otherwise, are gone, or are new, of modules that were there before."""
    found = {
        f"{module}.{name}"
        for module, own in before.items()
        for name in own.keys() | after[module].keys()
        if own.get(name) != after[module].get(name)
    }
    return sorted(found - sys.modules.keys() - FILLED_BY_ITSELF)


def _modules() -> Iterator[Any]:
    for name, module in list(sys.modules.items()):
        if any(name == library or name.startswith(f"{library}.") for library in LIBRARIES):
            yield module


def _open_files() -> Iterator[tuple[int, str]]:
    for link in Path("/proc/self/fd").iterdir():
        try:
            target = str(link.readlink())
        except OSError:
            continue  # it was that of the listing
        if "/proc/" not in target:
            yield int(link.name), target


def _umask() -> str:
    """The mask as the system tells it; to ask Python for it is to set it."""
    status = Path("/proc/self/status").read_text("utf-8")
    return next(line for line in status.splitlines() if line.startswith("Umask"))


def _loggers() -> Iterator[tuple[str, Any]]:
    """Each logger that somebody has set; one that an import has only made is like no other."""
    for name, logger in [("", logging.root), *list(logging.root.manager.loggerDict.items())]:
        if isinstance(logger, logging.Logger):
            traits = logger.level, logger.propagate, logger.disabled, [*logger.handlers], [*logger.filters]
            if traits != (logging.NOTSET, True, False, [], []):
                yield name, traits
