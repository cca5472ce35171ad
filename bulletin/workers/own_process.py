"""Set up a process of this program alone: the command's, or a child's. The library never calls this."""

import gc
import sys
import warnings

GATHERED = 100_000
"""The threshold of the garbage collector, in new objects; Python's own is 700."""


def prepare() -> None:
    """Set the garbage collector and the filter of warnings for the whole process."""
    # A document is hundreds of thousands of small values that all live until it is made. With Python's own
    # threshold the collector takes an eighth of the time of a table of 2,000 rows.
    gc.set_threshold(GATHERED)
    # WeasyPrint looks for installed fonts while it is imported; our documents use none of them.
    warnings.filterwarnings("ignore", "No fonts configured")
    # openpyxl warns of features of a workbook that it does not read; the data needs none of them.
    warnings.filterwarnings("ignore", module=r"openpyxl\.")


def find_libraries_by_file_name() -> None:
    """Switch off `ctypes.util.find_library` under Linux, where each library opens by its file name.

    WeasyPrint tries the names of a library on all systems in turn. For each name that Linux does not know,
    `find_library` starts `ldconfig`, `gcc` and `ld`, 0.15 s in all, before the next name opens at once.
    """
    if sys.platform == "linux":
        from ctypes import util

        util.find_library = _none


def _none(name: str) -> str | None:
    del name  # the parameter of `find_library`, which callers may name
    return None
