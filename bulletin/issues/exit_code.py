"""What the command answers with, apart from the errors: `--help` reads neither them nor what they carry."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a process answers with, after sysexits(3) and diff(1); `docs/exit-codes.md` is for people."""

    OK = 0
    """Done."""
    DIFFERS = 1
    """A document differs from what was issued, or from the standard."""
    UNSEEN = 2
    """Every number that was read is as issued, but not all of the document could be looked at."""
    USAGE = 64
    """Wrong usage of the command."""
    DATA = 65
    """The data or the finished text is refused."""
    NO_INPUT = 66
    """An input file is missing or unreadable."""
    UNAVAILABLE = 69
    """A font or a system library is missing."""
    SOFTWARE = 70
    """A defect of this program."""
    CANNOT_CREATE = 73
    """The output cannot be written."""
    IO = 74
    """The register, or something published, is damaged."""
    TRY_AGAIN = 75
    """Another process is at work on the same."""
    CONFIG = 78
    """A template or a layout is at fault."""
