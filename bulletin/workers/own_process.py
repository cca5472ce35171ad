"""Python's garbage collector, kept from what is only being built."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Meanwhile nobody looks for values that refer to one another in a circle.

    A document is hundreds of thousands of small values, from its data to the boxes of its pages, and all of
    them stay until it is made. The collector would go through every one of them each time there are a quarter
    more: a fifth of the time for a table of 2,000 rows, for nothing. The most memory in use is the same: what
    there is to be found (some thousand values of Jinja2 and expat, and the boxes) is found afterwards.
    """
    was = gc.isenabled()
    if was:  # else another thread pauses it, and might have ended by the time it were switched off here
        gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
