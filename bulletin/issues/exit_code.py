"""What the command answers with, apart from the errors: `--help` reads neither them nor what they carry."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a process answers with, after sysexits(3) and diff(1); `docs/exit-codes.md` is for people."""

    OK = 0
    DIFFERS = 1
    USAGE = 64
    DATA = 65
    NO_INPUT = 66
    UNAVAILABLE = 69
    SOFTWARE = 70
    CANNOT_CREATE = 73
    IO = 74
    TRY_AGAIN = 75
    CONFIG = 78
