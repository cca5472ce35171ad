"""The errors a step raises when it cannot go on; each carries all its issues, never only the first.

BulletinError                exit code
├── InputMissing             66   a file is not there or cannot be read
├── DataRefused              65   the data file has the wrong shape or does not agree with itself
├── TemplateRefused          78   a template or layout is at fault
├── DocumentRefused          65   the finished text or its characters may not be published
├── ToolMissing              69   Pango, a font or a converter is not on this machine
├── OutputFailed             73   the result could not be written; nothing was changed
├── RegisterDamaged          74   the register, or what it says was published, is not as it was left
└── TryAgain                 75   another process is at work on the same; the next run finds it done
"""

import errno
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bulletin.issues.exit_code import ExitCode
from bulletin.issues.issue import Issue, Phrase, error

__all__ = [
    "BulletinError", "DataRefused", "DocumentRefused", "ExitCode", "InputMissing", "OutputFailed",
    "RegisterDamaged", "TemplateRefused", "ToolMissing", "TryAgain", "reason", "unreadable",
]  # fmt: skip


REASONS = {
    errno.ENOENT: Phrase("there is no such file or folder"),
    errno.EISDIR: Phrase("it is a folder, not a file"),
    errno.ENOTDIR: Phrase("a part of the path is a file, not a folder"),
    errno.EEXIST: Phrase("there is a file of that name where a folder is needed"),
    errno.EACCES: Phrase("permission is missing"),
    errno.EPERM: Phrase("permission is missing"),
    errno.ENOSPC: Phrase("the disk is full"),
    errno.EROFS: Phrase("the disk can only be read"),
    errno.ENODEV: Phrase("it is no plain file"),
    errno.ETIMEDOUT: Phrase("nothing comes through the pipe"),
    errno.EXDEV: Phrase("it lies on another disk than the office's folder"),
}
"""What the usual refusals of a system mean."""


def reason(cause: OSError) -> Phrase | str:
    """Why a file could not be read or written, in words that have a translation where the case is usual."""
    return REASONS.get(cause.errno or 0, cause.strerror or type(cause).__name__)


def unreadable(path: Path, cause: OSError) -> Issue:
    """The issue of a file that is not there or may not be read."""
    text, hint = "The file cannot be read: {reason}", "Check the name and the folder: {path}"
    return error("B101", path.name, text, hint, reason=reason(cause), path=str(path))


class BulletinError(Exception):
    """A step of the line could not go on.

    Attributes:
        issues: everything found, at least one of them an error.
        exit_code: what the command answers with.
    """

    exit_code = ExitCode.SOFTWARE

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__("\n".join(f"{i.code} {i.place}: {i.message}" for i in self.issues))

    def __reduce__(self) -> tuple[Any, ...]:
        """Make pickle and copy begin with the issues; an exception's own way begins with its message."""
        return type(self), (self.issues,), self.__dict__


class InputMissing(BulletinError):
    """A named file is not there or cannot be read."""

    exit_code = ExitCode.NO_INPUT


class DataRefused(BulletinError):
    """The data has the wrong shape, or its figures do not agree with one another."""

    exit_code = ExitCode.DATA


class TemplateRefused(BulletinError):
    """A template, its `template.toml` or a layout is at fault."""

    exit_code = ExitCode.CONFIG


class DocumentRefused(BulletinError):
    """The finished document may not be published: an unsourced number, a character no face has."""

    exit_code = ExitCode.DATA


class ToolMissing(BulletinError):
    """Something outside Python that the work needs is not on this machine."""

    exit_code = ExitCode.UNAVAILABLE


class RegisterDamaged(BulletinError):
    """The register cannot be used, or what it says was published is gone or was changed."""

    exit_code = ExitCode.IO


class TryAgain(BulletinError):
    """Another process is at work on the same; nothing is wrong."""

    exit_code = ExitCode.TRY_AGAIN


class OutputFailed(BulletinError):
    """The result could not be written; what was there before is untouched."""

    exit_code = ExitCode.CANNOT_CREATE
