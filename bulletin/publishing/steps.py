"""Named steps of a publication, so that a test can kill the process after any of them."""

from collections.abc import Callable


def _go_on(_name: str) -> None:
    pass


at: Callable[[str], None] = _go_on
"""Called with the name of each step, right after the step."""


def step(name: str) -> None:
    """Report that the step `name` is done."""
    at(name)
