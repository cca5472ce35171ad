"""How the system's libraries are found that WeasyPrint draws with."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def by_name_alone() -> Iterator[None]:
    """Find a library under Linux by the name its loader knows, as libpango-1.0.so.0, and search for no other.

    WeasyPrint tries the names of all systems in turn. For each that Linux does not know Python starts
    `ldconfig`, `gcc` and `ld`, a quarter of a second in all, before the next name is found at once.
    """
    if sys.platform != "linux":
        yield
        return
    from ctypes import util

    search, here = util.find_library, threading.get_ident()
    util.find_library = lambda name: None if threading.get_ident() == here else search(name)
    try:
        yield
    finally:
        util.find_library = search
