"""Find and call plug-ins: functions of other packages, used only where they are named (`writer:md`).

A package registers them as entry points of the groups in `GROUPS`. What a plug-in is given is a copy.
"""

import copy
import inspect
import os
import re
import sys
import traceback
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Any, Literal

Kind = Literal["reader", "check", "filter", "writer"]

GROUPS: dict[Kind, str] = {
    "reader": "bulletin.readers",
    "check": "bulletin.checks",
    "filter": "bulletin.filters",
    "writer": "bulletin.writers",
}
"""Kind of a plug-in → the group of its entry points."""

ENTRY_POINTS = "entry_points.txt"

NAME = re.compile(rf"(?:{'|'.join(GROUPS)}):[a-z][a-z0-9_]{{0,39}}")
"""The form of a name: the kind, and the name of the entry point."""


class PluginFault(Exception):
    """A plug-in cannot be used; `said` are code, place, sentence and hint, `values` fill them."""

    def __init__(self, code: str, place: str, text: str, hint: str = "", /, **values: object) -> None:
        self.said, self.values = (code, place, text, hint), values
        super().__init__(text)


@dataclass(frozen=True, slots=True)
class Plugin:
    """A function of an installed package: `value` says where it is (`module:function`)."""

    kind: Kind
    name: str
    package: str
    version: str
    value: str

    def __str__(self) -> str:
        """The name by which it is chosen and recorded: `writer:md`."""
        return f"{self.kind}:{self.name}"

    def load(self) -> Any:
        """Return the function.

        Raises:
            PluginFault: it cannot be imported (B782).
        """
        module, _, path = self.value.partition(":")
        try:
            found: Any = import_module(module.strip())
            for name in path.partition("[")[0].strip().split("."):
                found = getattr(found, name)
        except (Exception, SystemExit) as cause:  # a module may do anything while it is imported
            text = "The plug-in {plugin} of {package} cannot be imported: {reason}."
            raise self.fault("B782", text, reason=_where(cause)) from cause
        if not callable(found):
            raise self.gives(found, "a function")
        return found

    def call(self, gives: type, *given: object, **named: object) -> Any:
        """Return what the plug-in makes of copies of what it is given: a value of just the type `gives`.

        With `list` it may be anything that can be gone through.

        Raises:
            PluginFault: it cannot be imported (B782), raises (B783), or gives something else (B784).
        """
        function = self.load()
        try:
            given, named = copy.deepcopy((given, named))
            result = function(*given, **named)
            if gives is list and isinstance(result, Iterable) and not isinstance(result, str | bytes):
                result = list(result)
        except MemoryError:
            raise
        except (Exception, SystemExit) as cause:  # each plug-in has its own faults
            raise self.failed(cause) from cause
        if type(result) is not gives:
            raise self.gives(result, gives.__name__)
        return result

    def asked(self, known: Collection[str]) -> tuple[str, ...]:
        """Return the names of its parameters, which say what it asks for, of what is known.

        Raises:
            PluginFault: it cannot be imported (B782), or asks for something else, or for nothing (B785).
        """
        function = self.load()
        try:
            names = tuple(inspect.signature(function).parameters)
        except (ValueError, TypeError) as cause:  # a callable without a signature
            raise self.failed(cause) from cause
        if not names or not {*names} <= {*known}:
            text = "The plug-in {plugin} of {package} asks for {asked}; it may ask for {known}."
            raise self.fault("B785", text, asked=", ".join(names) or "—", known=", ".join(known))
        return names

    def failed(self, cause: BaseException) -> PluginFault:
        """Return the fault of a plug-in that raised; its words are left out, as they may name a person."""
        text = "The plug-in {plugin} of {package} failed: {reason}."
        return self.fault("B783", text, reason=_where(cause))

    def gives(self, result: object, wanted: str) -> PluginFault:
        """Return the fault of a plug-in that gives something of a wrong type."""
        text = "The plug-in {plugin} of {package} gives {given}, not {wanted}."
        return self.fault("B784", text, given=type(result).__name__, wanted=wanted)

    def fault(self, code: str, text: str, **values: object) -> PluginFault:
        """Return a fault of this plug-in, for whose mending its package is the place."""
        hint = "Tell the authors of {package}; without plug-ins: --no-plugins, or leave it out of the names."
        package = f"{self.package} {self.version}"
        return PluginFault(code, str(self), text, hint, plugin=str(self), package=package, **values)


def _where(cause: BaseException) -> str:
    """Return the type of an exception and the line that raised it."""
    frames = traceback.extract_tb(cause.__traceback__)
    last = frames[-1] if frames else None
    return type(cause).__name__ + (f" ({PurePath(last.filename).name}:{last.lineno})" if last else "")


def installed() -> tuple[Plugin, ...]:
    """Return every plug-in of the packages that this process can import, in the order of their names."""
    found: dict[str, list[Plugin]] = {}
    for folder in sys.path:
        for about in _packages(folder or os.curdir):
            package = os.path.basename(about).partition("-")[0].lower()  # noqa: PTH119  # one of thousands
            if package not in found:  # the first of a name is the one that is imported
                found[package] = _of_package(about)
    return tuple(sorted((each for plugins in found.values() for each in plugins), key=str))


def _packages(folder: str) -> list[str]:
    """Return the folders that tell of the packages installed in a folder of the search path."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  # names are all that is looked at
    except OSError:  # a zip file, or no folder
        return []
    return [f"{folder}/{name}" for name in names if name.endswith((".dist-info", ".egg-info"))]


def _of_package(about: str) -> list[Plugin]:
    """Return the plug-ins of a package; without any, nothing but one small file of it has been read."""
    try:
        with open(f"{about}/{ENTRY_POINTS}", "rb") as file:  # noqa: PTH123  # most have none: a Path costs as much
            if b"[bulletin." not in file.read():
                return []
    except OSError:
        return []
    from importlib.metadata import Distribution  # imports half of `email`, which takes 20 ms

    package, kinds = Distribution.at(about), {group: kind for kind, group in GROUPS.items()}
    return [
        Plugin(kinds[entry.group], entry.name, package.name, package.version, entry.value)
        for entry in package.entry_points
        if entry.group in kinds
    ]


def names_of_all() -> tuple[str, ...]:
    """Return the names of all that are installed, each once, but those that have no form of a name."""
    return tuple(dict.fromkeys(name for name in map(str, installed()) if NAME.fullmatch(name)))


def own(kind: Kind, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of one kind among `names`, without it: md for `writer:md`."""
    return tuple(name.partition(":")[2] for name in names if name.startswith(f"{kind}:"))


def chosen(kind: Kind, names: Sequence[str], taken: Collection[str]) -> dict[str, Plugin]:
    """Return name → plug-in for those of a kind among `names`; `taken` are names of the program itself.

    Raises:
        PluginFault: one is not installed (B780), or its name is taken, or taken twice (B781).
    """
    wanted = own(kind, names)
    there = installed() if wanted else ()
    return {name: _chosen(f"{kind}:{name}", there, taken) for name in wanted}


def _chosen(full: str, there: Sequence[Plugin], taken: Collection[str]) -> Plugin:
    found = [plugin for plugin in there if str(plugin) == full]
    if not found:
        text, hint = "The plug-in {plugin} is not installed.", "Installed: {known}."
        known = ", ".join(map(str, there)) or "—"
        raise PluginFault("B780", full, text, hint, plugin=full, known=known)
    packages = ", ".join(plugin.package for plugin in found)
    if full.partition(":")[2] in taken:
        text = "The plug-in {plugin} of {packages} bears a name that is the program's own."
        hint = "A plug-in adds and replaces nothing; its package has to choose another name."
        raise PluginFault("B781", full, text, hint, plugin=full, packages=packages)
    if len(found) > 1:
        text, hint = "Several packages have a plug-in {plugin}: {packages}.", "Uninstall all but one."
        raise PluginFault("B781", full, text, hint, plugin=full, packages=packages)
    return found[0]
