"""The moments at which a publication changes something; a test stops the process at one of them."""

from collections.abc import Callable


def _go_on(_name: str) -> None:
    pass


at: Callable[[str], None] = _go_on
"""Called with the name of each moment, right after what it names has been done."""


def step(name: str) -> None:
    """The work has come to the moment `name`."""
    at(name)
