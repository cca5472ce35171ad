"""Sign a manifest with the office's own command, which writes a detached signature beside it."""

import shlex
import subprocess
from pathlib import Path

from bulletin.issues.errors import ToolMissing
from bulletin.issues.issue import error
from bulletin.publishing.office import Office
from bulletin.publishing.store import Signer


def signer(office: Office) -> Signer | None:
    """Return a function that signs with the command `sign` of `bulletin.toml`; None if there is no command.

    The command writes manifest.json.sig, or another suffix. It runs in the office's folder without input: a
    key with a passphrase needs an agent.
    """
    if not office.sign:
        return None

    def sign(manifest: Path) -> None:
        words = [word.replace("{manifest}", str(manifest.resolve())) for word in shlex.split(office.sign)]
        said = _run(words, office.folder)
        if said or not list(manifest.parent.glob(f"{manifest.name}.*")):
            text, hint = "The edition cannot be signed: {reason}", "Try the command of bulletin.toml by hand."
            raise ToolMissing([error("B742", words[0], text, hint, reason=said or "no signature was made")])

    return sign


def _run(words: list[str], folder: Path) -> str:
    """Run a command; return its error message, empty if it succeeds."""
    try:
        run = subprocess.run(words, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603  # from bulletin.toml
    except OSError as cause:
        return cause.strerror or str(cause)
    return (
        run.stderr.decode(errors="replace").strip() or f"exit code {run.returncode}" if run.returncode else ""
    )
