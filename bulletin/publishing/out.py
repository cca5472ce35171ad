"""Find every edition of an office that people may have seen, independently of its register."""

import html
import json
import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

from bulletin.issues.errors import BulletinError, RegisterDamaged, reason
from bulletin.issues.issue import error
from bulletin.publishing.store import MANIFEST, STORE, digest_in
from bulletin.readers import read

PAGES = "archive"
TREES = ("published",)
"""Where editions lie unless bulletin.toml says otherwise."""
DOCUMENTS = {".docx", ".pdf", ".html", ".txt"}
STAGED = re.compile(r"[0-9a-f]{64}")
PAGE = re.compile(
    r'<p>(?:<span class="number">([^<]*)</span>　)?<time datetime="([0-9-]{10})">[^<]*</time>'
    r"　期次 ([^<]+)</p>"
)
"""The line of an edition's page with its number, date and period."""
PLACE = re.compile(rf'href="(?:\.\./|file://)([^"]+)/{re.escape(MANIFEST)}"')

Kind = Literal["out", "staged", "bare", "page"]


@dataclass(frozen=True, slots=True)
class Seen:
    """An edition as found in the folders.

    `kind`: `out` with its manifest, `staged` in the store, `bare` documents without a manifest that show a
    number, or only its `page` in the archive, where `page` is the name of that file. `folder` is relative to
    the office's folder, absolute outside it. `content` is the digest as in the register, empty without a
    manifest. `corrects` is the `content` of the corrected edition. Unknown values are empty, `dated` is None.
    """

    kind: Kind
    folder: str
    content: str = ""
    series: str = ""
    period: str = ""
    number: str = ""
    dated: date | None = None
    input: str = ""
    corrects: str = ""
    reason: str = ""
    page: str = ""


def look(
    office: Path, trees: Collection[str] = TREES, codes: Collection[str] = (), also: Sequence[Path] = ()
) -> tuple[Seen, ...]:
    """Return the editions found in an office's folder and in the folders `also`.

    In `trees`, the folders of published editions, links are followed and documents with a number of one of
    `codes` are found, too. The store is read first, so that an edition released during the search is found at
    least once.

    Raises:
        RegisterDamaged: a folder cannot be read.
    """
    staged = [_edition(office, path, "staged") for path in _staged(office)]
    published: dict[Path, list[str]] = {}
    for root in [*(office / tree for tree in trees), *(_inside(office, each) for each in also)]:
        published |= dict(_folders(root, linked=True))
    places = dict(_folders(office, linked=False)) | published
    found = [_edition(office, path, "out") for path, files in places.items() if MANIFEST in files]
    known = {each.folder for each in found if each}
    bare = [
        each
        for path, files in published.items()
        if named(office, path) not in known
        for each in _bare(office, path, files, codes)
    ]
    return tuple(each for each in (*staged, *found, *bare, *_pages(office)) if each)


def anything(office: Path) -> bool:
    """Return whether an office without a register has an edition that is out, staged, or has a page."""
    return (office / STORE).exists() or bool(look(office))


def named(office: Path, path: Path) -> str:
    """Return a folder as the register writes it: relative to the office's folder if it is inside."""
    return path.relative_to(office).as_posix() if path.is_relative_to(office) else path.as_posix()


def _inside(office: Path, folder: Path) -> Path:
    """Return a folder with links resolved, below `office` if it is inside it."""
    folder, whole = folder.resolve(), office.resolve()
    return office / folder.relative_to(whole) if folder.is_relative_to(whole) else folder


def _folders(root: Path, *, linked: bool) -> Iterator[tuple[Path, list[str]]]:
    """Yield a root and each folder below it with its files, without hidden folders and the archive."""
    seen: set[tuple[int, int]] = set()
    for name, folders, files in os.walk(root, followlinks=linked, onerror=_unseen):
        place = Path(name)
        try:
            status = place.stat()
        except OSError:  # it has just been moved
            continue
        if (status.st_dev, status.st_ino) in seen:  # seen before: a link leads back
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders[:] = sorted(
            each for each in folders if not each.startswith(".") and (place != root or each != PAGES)
        )
        yield place, files


def _unseen(cause: OSError) -> None:
    """Refuse a folder that cannot be read; ignore one that was just moved."""
    if isinstance(cause, FileNotFoundError | NotADirectoryError | IsADirectoryError):  # or just moved
        return
    text, hint = (
        "It cannot be looked into: {reason}",
        "Give the permission back; editions may lie there.",
    )
    raise RegisterDamaged([error("B754", str(cause.filename), text, hint, reason=reason(cause))])


def _staged(office: Path) -> list[Path]:
    store = office / STORE
    return sorted(path for path in store.iterdir() if STAGED.fullmatch(path.name)) if store.is_dir() else []


def _edition(office: Path, path: Path, kind: Kind) -> Seen | None:
    """Return the edition of the manifest in a folder; None: just moved, or not the manifest of an edition."""
    content = digest_in(path)
    try:
        about: Any = json.loads((path / MANIFEST).read_bytes())
        old = about.get("corrects") or {}
        inputs = [*about.get("inputs", {}).values()]
        return Seen(
            kind, named(office, path), content,
            series=str(about["series"]["name"]),
            period=str(about.get("period", "")),
            number=str(about.get("number", "")),
            dated=_day(str(about.get("date", ""))),
            input=str(inputs[0]) if inputs else "",  # the data comes first
            corrects=str(old.get("sha256", "")),
            reason=str(old.get("reason", "")),
        )  # fmt: skip
    except OSError as cause:
        _unseen(cause)
        return None
    except (ValueError, AttributeError, KeyError, TypeError):
        return None


def _bare(office: Path, path: Path, files: Sequence[str], codes: Collection[str]) -> Iterator[Seen]:
    """Yield the numbers shown by the documents of a folder without a manifest."""
    documents = [path / name for name in sorted(files) if Path(name).suffix.lower() in DOCUMENTS]
    form = "|".join(map(re.escape, sorted(codes)))
    if not documents or not form:
        return
    text = "\n".join(map(_text, documents))
    for number in sorted(
        {match[0] for match in re.finditer(rf"(?:{form})〔[0-9]{{4}}〕[1-9][0-9]*号", text)}
    ):
        yield Seen("bare", named(office, path), period=path.name.partition(".")[0], number=number)


def _text(path: Path) -> str:
    """Return the text of a document; its bytes as text where no reader accepts it."""
    try:
        return "\n".join(line.text for line in read(path).lines)
    except BulletinError:
        return _plain(path)


def _plain(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError as cause:
        _unseen(cause)
        return ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _pages(office: Path) -> Iterator[Seen]:
    """Yield the editions that have a page in the archive."""
    for path in sorted((office / PAGES).glob("*.html")):
        text = _plain(path)
        line, place = PAGE.search(text), PLACE.search(text)
        if line and place:
            number, day, period = (html.unescape(each or "") for each in line.groups())
            folder = unquote(html.unescape(place[1]))
            series = path.stem.removesuffix("-" + Path(folder).name)
            yield Seen(
                "page", folder, series=series, period=period, number=number, dated=_day(day), page=path.name
            )
