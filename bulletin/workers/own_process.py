"""The settings of a process that is ours alone: the command's, or a child's. The library never calls this."""

import gc
import sys
import warnings

GATHERED = 100_000
"""Objects a process may gather before Python looks for garbage among them; it looks after 700 by itself."""


def prepare() -> None:
    """Set the garbage collector and the filter of warnings for the whole process."""
    # A document is hundreds of thousands of small values that all stay until it is made. Looking through them
    # as often as Python does takes an eighth of the time for a table of 2,000 rows.
    gc.set_threshold(GATHERED)
    # WeasyPrint looks for fonts of the machine while it is imported; our documents use none of them.
    warnings.filterwarnings("ignore", "No fonts configured")
    # openpyxl tells of features of a workbook that it does not read, nor need it.
    warnings.filterwarnings("ignore", module=r"openpyxl\.")


def find_libraries_by_file_name() -> None:
    """Switch off Python's search for libraries under Linux, where each opens by its file name.

    WeasyPrint asks for a library by the names of all systems in turn. For each name that Linux does not know,
    Python starts `ldconfig`, `gcc` and `ld`, 0.15 s in all, before the next name opens at once.
    """
    if sys.platform == "linux":
        from ctypes import util

        util.find_library = _none


def _none(name: str) -> str | None:
    del name  # Python's own function calls it so
    return None
