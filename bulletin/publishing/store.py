"""Stage editions in folders named by the digest of their manifest, and publish each by one rename."""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from bulletin.files.read import Content
from bulletin.files.save import save, sync_folder
from bulletin.issues.errors import OutputFailed, RegisterDamaged, reason
from bulletin.issues.issue import Issue, error
from bulletin.publishing.steps import step

MANIFEST = "manifest.json"
STORE = ".store"
LEDGERS = "ledgers"
"""The folder of an office with the full ledgers of its editions, which no website gets."""
LEFT_BEHIND = 86_400.0
"""Age in seconds from which a staged edition counts as abandoned."""
CANNOT, CHECK = (
    "The edition cannot be written: {reason}",
    "Check the folder, its permissions and the free space.",
)

Signer = Callable[[Path], None]
"""A function that writes a signature beside a manifest, in a file named as the manifest with a suffix."""


def manifest(files: Mapping[str, bytes], about: Mapping[str, Any]) -> bytes:
    """Return the manifest of an edition as JSON: `about`, and the SHA-256 and size of every file."""
    listed = {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in sorted(files.items())
    }
    return (json.dumps({**about, "files": listed}, ensure_ascii=False, indent=2) + "\n").encode()


def stage(
    office: Path,
    files: Mapping[str, bytes],
    about: Mapping[str, Any],
    sign: Signer | None = None,
    kept: Mapping[str, bytes] | None = None,
) -> str:
    """Write an edition to the store, synced to disk; return its digest, which names its folder.

    `kept` are its full ledgers by the stem of their documents; they are in `LEDGERS` before it is staged.

    Raises:
        OutputFailed: it cannot be written; no part of it is left.
    """
    store = office / STORE
    temporary = store / f"part-{os.getpid()}-{secrets.token_hex(4)}"
    try:
        store.mkdir(exist_ok=True)
        step("made the store")
        temporary.mkdir()
        for name, content in {**files, MANIFEST: manifest(files, about)}.items():
            _write(temporary / name, content)
        if sign is not None:
            sign(temporary / MANIFEST)
            step("signed")
        digest = digest_in(temporary)
        _keep(office, digest, kept or {})
        _fix(temporary)
        step("staged all files")
        try:
            temporary.rename(store / digest)
        except OSError:  # another process, or an earlier run, has staged the same
            if not (store / digest).exists():  # it has just been released, or the disk failed
                temporary.rename(store / digest)
        sync_folder(store)
        step("stored")
    except OSError as cause:
        raise OutputFailed([error("B701", str(store), CANNOT, CHECK, reason=reason(cause))]) from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return digest


def _keep(office: Path, digest: str, ledgers: Mapping[str, bytes]) -> None:
    """Write the full ledgers of an edition, each whole; those of the same edition that are there stay."""
    paths = {
        office / LEDGERS / ledger_name(stem, digest, hashlib.sha256(content).hexdigest()): content
        for stem, content in ledgers.items()
    }
    missing = {path: content for path, content in paths.items() if not path.exists()}
    if missing:
        (office / LEDGERS).mkdir(exist_ok=True)
        step("made the folder of ledgers")
        save(missing)
        step("kept the ledgers")


def ledger_name(stem: str, digest: str, content: str) -> str:
    """Return the name of a full ledger: the stem of its document, the digest of its edition, and its own.

    The stem and its own SHA-256 may be `*` in a pattern.
    """
    return f"{stem}.{digest[:16]}.{content[:16]}.ledger.json"


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content[: len(content) // 2])
        step("staging a file")
        file.write(content[len(content) // 2 :])


def _fix(folder: Path) -> None:
    """Sync the files of a folder to disk and make them read-only."""
    for path in folder.iterdir():
        handle = os.open(path, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        path.chmod(path.stat().st_mode & ~0o222)
    sync_folder(folder)


def release(office: Path, digest: str, folder: str) -> None:
    """Rename a staged edition to its public name, unless that was done before.

    Raises:
        OutputFailed: something else has that name, or the folder cannot be written.
        RegisterDamaged: the staged edition is missing or damaged.
    """
    staged, public = office / STORE / digest, office / folder
    try:
        if not public.exists():
            _whole(office, digest, folder)
            public.parent.mkdir(parents=True, exist_ok=True)
            step("made its folder")
            staged.rename(public)  # never onto a folder that holds anything
            step("released")
            for place in public.relative_to(office).parents:  # any of them may be new
                sync_folder(office / place)
    except OSError as cause:
        raise OutputFailed([error("B701", folder, CANNOT, CHECK, reason=reason(cause))]) from None
    if digest_in(public) != digest:
        text = "Something else lies at {folder}."
        hint = (
            "Nothing is overwritten; register verify tells whether it is an edition. Move only what is none."
        )
        raise OutputFailed([error("B723", folder, text, hint, folder=folder)])


def _whole(office: Path, digest: str, folder: str) -> None:
    """Check a staged edition before it comes out: it may have waited for days.

    Raises:
        RegisterDamaged: it is missing or damaged.
    """
    issues = damages(office, f"{STORE}/{digest}", digest)
    if issues:
        text = "The edition that was to become {folder} is gone or damaged."
        raise RegisterDamaged([error("B722", f"{STORE}/{digest}", text, folder=folder), *issues])


def digest_of(data: Content) -> str:
    """Return the SHA-256 of a data file."""
    return hashlib.sha256(data.content).hexdigest()


def digest_in(folder: Path) -> str:
    """Return the SHA-256 over the manifest in a folder and its signatures; empty without a manifest."""
    try:
        digest = hashlib.sha256((folder / MANIFEST).read_bytes())
        for signature in sorted(folder.glob(f"{MANIFEST}.*")):
            digest.update(f"\n{signature.name}\n".encode() + signature.read_bytes())
    except OSError:
        return ""
    return digest.hexdigest()


def damages(office: Path, folder: str, digest: str) -> tuple[Issue, ...]:
    """Return what is wrong with an edition: its manifest, or a file that was changed, removed or added."""
    place = office / folder
    try:
        same = digest_in(place) == digest
        listed = json.loads((place / MANIFEST).read_bytes())["files"] if same else {}
        there = {path.name for path in place.iterdir() if not path.name.startswith(MANIFEST)}
    except OSError:  # another process has just released it
        same = False
    if not same:
        text = "The manifest or its signature is gone or was changed."
        return (error("B722", f"{folder}/{MANIFEST}", text),)
    issues = []
    for name, known in listed.items():
        try:
            content = (place / name).read_bytes()
        except OSError:
            issues.append(error("B722", f"{folder}/{name}", "The file is gone or cannot be read."))
            continue
        if hashlib.sha256(content).hexdigest() != known["sha256"]:
            issues.append(error("B722", f"{folder}/{name}", "The file was changed after it was made."))
    text = "The file is no part of the edition."
    return (*issues, *(error("B722", f"{folder}/{name}", text) for name in sorted(there - set(listed))))


def sweep(office: Path, wanted: Collection[str]) -> None:
    """Delete what interrupted runs left more than a day ago in the store and the folder of ledgers.

    The digests `wanted` stay in the store.
    """
    store = office / STORE
    try:
        os.utime(store)
        now = store.stat().st_mtime  # by the clock that dates the files, not by the date of the run
    except OSError:  # no store, or a read-only one
        return
    unfinished = (office / LEDGERS).glob(".*.part")
    for path in [*(each for each in store.iterdir() if each.name not in wanted), *unfinished]:
        try:
            if now - path.stat().st_mtime > LEFT_BEHIND:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        except OSError:  # another process deletes it
            continue
