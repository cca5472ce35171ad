"""Every distribution that is imported is declared, with a range whose two ends are tested."""

import ast
import sys
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.commands.versions import ROOT, declared, lowest

OWN = {"bulletin", "bulletin_fonts", "tests"}
OPTIONAL = {"rich": "progress", "distributed": "dask", "dask": "dask"}
"""Import → the extra that brings it; the package does without."""
COMPARED = {"docxtpl", "fpdf", "pypandoc", "reportlab", "typst"}
"""Installed by `make bench` and `make faults` into environments of their own."""
IN_THE_BROWSER = {"playwright", "axe_playwright_python"}
"""Brought by the extra `browser`."""


def imports(source: str) -> set[str]:
    """Return the outer names of the modules that a text imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(str(node.module).split(".")[0])
    return found - sys.stdlib_module_names - OWN


def imported(folder: str) -> set[str]:
    return {name for file in (ROOT / folder).rglob("*.py") for name in imports(file.read_text("utf-8"))}


def undeclared(names: set[str], *extras: str) -> set[str]:
    """Return those names of modules of which no distribution is declared."""
    known = packages_distributions()
    needed = set(declared(*extras))
    return {name for name in names if not {canonicalize_name(one) for one in known.get(name, [])} & needed}


def test_the_package_imports_only_what_it_declares() -> None:
    assert undeclared(imported("bulletin") - set(OPTIONAL)) == set()


def test_the_fonts_import_only_what_python_brings() -> None:
    assert imported("fonts/bulletin_fonts") == set()


def test_the_tests_import_only_what_the_extras_declare() -> None:
    assert undeclared(imported("tests") - set(OPTIONAL) - COMPARED - IN_THE_BROWSER, "dev") == set()


def test_every_declared_distribution_is_imported() -> None:
    known = packages_distributions()
    used = {canonicalize_name(one) for name in imported("bulletin") for one in known.get(name, [])}
    assert set(declared()) - used == set()


def test_an_import_inside_a_function_counts_and_one_of_python_does_not() -> None:
    assert imports("import os\ndef draw():\n    from PIL.Image import new\n") == {"PIL"}
    assert undeclared({"yaml", "pytest"}) == {"yaml", "pytest"}


@pytest.mark.parametrize("needed", declared().values(), ids=str)
def test_a_range_begins_with_a_version_and_ends_before_another(needed: Requirement) -> None:
    assert {one.operator for one in needed.specifier} == {">=", "<"}
    assert lowest(needed) in needed.specifier


def test_a_range_without_a_beginning_is_refused() -> None:
    with pytest.raises(ValueError, match="write a lowest version: babel<3"):
        lowest(Requirement("babel<3"))
