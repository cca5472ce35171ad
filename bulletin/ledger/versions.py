"""Return the version of this package, which every ledger names, and the versions of its libraries."""

import sys
from functools import cache

VERSION = "0.2.0"
"""The version of this package, said here alone: pyproject.toml reads it, and every ledger names it."""


@cache
def version_of(library: str) -> str:
    """Return the version of a library, from its module if it is imported, else from its metadata."""
    module = sys.modules.get(library)
    said: str | None = vars(module).get("__version__") if module else None
    if said is None:
        from importlib.metadata import version  # imports half of `email`, which takes 20 ms

        said = version(library)
    return said
