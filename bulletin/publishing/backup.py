"""Copy the register, the manifests and the configuration of an office to a dated folder, in one state."""

import datetime
import hashlib
import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bulletin.files.save import sync_folder
from bulletin.issues.errors import OutputFailed, reason
from bulletin.issues.issue import error
from bulletin.publishing import office as settings
from bulletin.publishing.edition import TEMPLATES
from bulletin.publishing.office import Office
from bulletin.publishing.register import Register
from bulletin.publishing.steps import step
from bulletin.publishing.store import CANNOT, CHECK, LEDGERS, MANIFEST
from bulletin.publishing.tables import FILE

LIST = "backup.json"


def backup(office: Office, register: Register, into: Path, now: datetime.datetime) -> Path:
    """Copy register, manifests and signatures, ledgers, bulletin.toml and templates; return the new folder.

    No edition comes out during the copy, so that all files belong together. `backup.json` holds the SHA-256
    of each file and the digest of the last entry of the history. The folder appears when it is complete.

    Raises:
        OutputFailed: it cannot be written; no part of it is left.
    """
    place = into / f"bulletin-{now:%Y%m%dT%H%M%S}"
    while place.exists():
        place = place.with_name(f"{place.name}+")
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        part.mkdir(parents=True)
        with register.alone():
            _copy(office, register, part)
            entries = register.history()
            step("copied all")
        listed = {
            path.relative_to(part).as_posix(): _digest(path)
            for path in sorted(part.rglob("*"))
            if path.is_file()
        }
        about = {"made": now.isoformat(timespec="seconds"), "office": office.name, "entries": len(entries),
                 "history": entries[-1][-1] if entries else "", "files": listed}  # fmt: skip
        (part / LIST).write_text(json.dumps(about, ensure_ascii=False, indent=2) + "\n", "utf-8")
        _to_disk(part)
        step("listed all")
        part.rename(place)
        sync_folder(into)
        step("made the backup")
    except OSError as cause:
        raise OutputFailed([error("B701", str(into), CANNOT, CHECK, reason=reason(cause))]) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return place


def _copy(office: Office, register: Register, part: Path) -> None:
    with (
        closing(sqlite3.connect(office.folder / FILE)) as source,
        closing(sqlite3.connect(part / FILE)) as target,
    ):
        source.backup(target)  # on its own connection: `register` is in a write transaction
    shutil.copy2(office.folder / settings.FILE, part / settings.FILE)
    if (office.folder / TEMPLATES).is_dir():
        shutil.copytree(office.folder / TEMPLATES, part / TEMPLATES)
    if (office.folder / LEDGERS).is_dir():
        shutil.copytree(office.folder / LEDGERS, part / LEDGERS)
    for edition in register.editions():
        if edition.state == "published":
            folder = part / "manifests" / f"{edition.id:05}-{edition.series}-{Path(edition.folder).name}"
            folder.mkdir(parents=True)
            for path in sorted((office.folder / edition.folder).glob(f"{MANIFEST}*")):
                shutil.copy2(path, folder)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _to_disk(part: Path) -> None:
    for path in sorted(part.rglob("*"), reverse=True):
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb") as file:
                os.fsync(file.fileno())
