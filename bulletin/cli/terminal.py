"""Keep what other people wrote from steering the terminal: its control characters are printed as escapes."""

import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TextIO

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""Characters that are not seen, and move, hide or turn what stands around them."""


class Harmless(io.TextIOBase):
    r"""A stream for text; each steering character becomes `\uXXXX`, which JSON reads as the same character.

    `behind` is the stream that it writes to.
    """

    def __init__(self, behind: TextIO) -> None:
        self.behind = behind

    @property
    def encoding(self) -> str:  # type: ignore[override]  # io lets it be set
        """The encoding of the stream behind."""
        return self.behind.encoding

    def write(self, text: str) -> int:
        """Write the text and return how many characters were written."""
        return self.behind.write(STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text))

    def flush(self) -> None:
        """Hand on what the stream behind still holds."""
        self.behind.flush()

    def isatty(self) -> bool:
        """Return whether the stream behind is a terminal."""
        return self.behind.isatty()

    def fileno(self) -> int:
        """Return the number by which the system knows the stream behind."""
        return self.behind.fileno()


@contextmanager
def harmless() -> Iterator[None]:
    """Let everything that is printed within pass through `Harmless`."""
    with redirect_stdout(Harmless(sys.stdout)), redirect_stderr(Harmless(sys.stderr)):
        yield
