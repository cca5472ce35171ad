"""Python's garbage collector, kept from what is only being built."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Meanwhile nobody looks for values that refer to one another in a circle.

    From a data file to its ledger a document is hundreds of thousands of small values that all stay and form
    no circles. The collector would go through every one of them again each time there are a quarter more: a
    seventh of the time for a table of 2,000 rows, for nothing. What has to be found (some thousand values of
    Jinja2 and expat for a document, however long) is found afterwards. The writers are not to be paused: the
    boxes of a laid out page refer to one another, and are most of what a large PDF takes.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
