"""Refuse a folder on a network drive, as far as the system tells."""

from pathlib import Path

from bulletin.issues.errors import RegisterDamaged
from bulletin.issues.issue import error

NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "fuse.rclone", "ceph",
           "glusterfs", "lustre", "gpfs")  # fmt: skip
"""File systems whose locks SQLite cannot rely on."""


def refuse_network(folder: Path, mounts: Path = Path("/proc/mounts")) -> None:
    """Check that a folder is not on a network drive, where two machines could damage the register.

    Raises:
        RegisterDamaged: it is on one.
    """
    folder = folder.resolve()
    kind = "smb" if folder.drive.startswith("\\\\") else _file_system(folder, mounts)
    if kind in (*NETWORK, "smb"):
        text = "The folder lies on a network drive ({kind})."
        hint = "Put the office's folder on a disk of this machine."
        raise RegisterDamaged([error("B721", str(folder), text, hint, kind=kind)])


def _file_system(folder: Path, mounts: Path) -> str:
    """Return the type of the file system of a folder; empty: the system does not tell."""
    try:
        lines = [line.split() for line in mounts.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return ""
    under = [(fields[1].replace("\\040", " "), fields[2]) for fields in lines if len(fields) > 2]  # noqa: PLR2004  # device, place, kind
    fitting = [(place, kind) for place, kind in under if folder.is_relative_to(place)]
    longest = max((len(place) for place, _ in fitting), default=0)
    # Of several mounts at the same place the last one counts.
    return next((kind for place, kind in reversed(fitting) if len(place) == longest), "")
