"""Find a template and read its template.toml."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bulletin.files.read import Unfit, plain_bytes, plain_text
from bulletin.files.toml import TomlFault, in_toml, read_toml, toml_positions
from bulletin.issues.errors import TemplateRefused
from bulletin.issues.issue import Issue, Phrase, error
from bulletin.model import arguments
from bulletin.model.brief import Brief
from bulletin.model.choices import DETAILS, Detail
from bulletin.model.codelist import nearest
from bulletin.model.pictures import MAX_BYTES
from bulletin.typography.layout import SHIPPED

MANIFEST = "template.toml"
MAX_MANIFEST = 20_000
"""The most bytes of a template.toml; its parser takes quadratic time for unusual ones."""
KEYS = ("title", "layout", "requires", "texts", "ledger", "unprinted")
"""The keys a template.toml may have."""
UNUSABLE = "template.toml cannot be used: {reason}."
SHAPES = {
    "title": Phrase("text in quotes"), "layout": Phrase("text in quotes"),
    "requires": Phrase("a list of texts"), "texts": Phrase("a table of texts"),
    "unprinted": Phrase("a table of texts"),
}  # fmt: skip
"""Key → the values it takes."""
PICTURE = re.compile(r"[\w-]+\.(?:png|jpe?g)")
"""The name of a picture: a file beside the markup, not a path."""


@dataclass(frozen=True, slots=True, repr=False)
class Template(Brief):
    """A template folder: `template.toml` beside the markup.

    `name` is that of its `folder`, `title` what it says of itself, `layout` the profile of its documents.
    `requires` are the figures and fields without which no document is made; `texts` the pieces people may
    write for it, key → description; `ledger` how much of the ledger is embedded in its documents; `unprinted`
    what it never prints, path → reason.
    """

    name: str
    folder: Path
    title: str
    layout: str
    requires: tuple[str, ...]
    texts: Mapping[str, str]
    ledger: Detail = "printed"
    unprinted: Mapping[str, str] = field(default_factory=dict, repr=False)
    manifest: str = field(default="", repr=False)
    """The text of its template.toml, of which the digest of the template is made."""

    def folders(self, search: Sequence[Path] = ()) -> tuple[Path, ...]:
        """Return the folders searched for related templates and layouts: its own, then `search`."""
        return (self.folder.parent, *search)

    def picture(self, name: str) -> bytes | None:
        """Return the bytes of the picture `name` of its folder; None if it is not there or elsewhere."""
        if not PICTURE.fullmatch(name):
            return None
        try:
            return plain_bytes(self.folder / name, self.folder, MAX_BYTES)
        except Unfit:
            return None


def find_template(name: str | Path, search: Sequence[str | Path] = ()) -> Template:
    """Return the template of a name or path.

    A plain `name` is looked up in the folders `search`, then among the shipped templates. A text with a
    slash, and a `Path`, is the folder itself.

    Raises:
        TemplateRefused: there is none, or its template.toml is at fault.
        TypeError: `search` is no list of folders.
    """
    roots = arguments.folders("search", search)
    is_path = isinstance(name, Path) or "/" in name or "\\" in name
    folders = [Path(name)] if is_path else [root / name for root in (*roots, SHIPPED)]
    folder = next((folder for folder in folders if (folder / MANIFEST).is_file()), None)
    if folder is None:
        shipped, own = names_in([SHIPPED]), names_in(roots)
        near = nearest(str(name), [*own, *shipped])
        text = "There is no template “{name}”."
        hint = "Did you mean “{near}”? Shipped: {known}." if near else "Shipped: {known}."
        values = {"name": str(name), "near": near, "known": ", ".join(shipped)}
        raise TemplateRefused([error("B401", str(name), text, hint, **values)])
    return read_manifest(folder)


def names_in(folders: Sequence[Path]) -> list[str]:
    """Return the names of the templates in some folders."""
    return [path.parent.name for folder in folders for path in sorted(folder.glob(f"*/{MANIFEST}"))]


def read_manifest(folder: Path) -> Template:
    """Return the template in a folder.

    Raises:
        TemplateRefused: its template.toml is at fault.
    """
    place, manifest = f"{folder.name}/{MANIFEST}", ""
    try:
        manifest = plain_text(folder / MANIFEST, folder, MAX_MANIFEST)
        raw = read_toml(manifest)
    except TomlFault as cause:
        issue = error("B401", place, UNUSABLE, reason=cause.reason)
        raise TemplateRefused([in_toml(issue, manifest, cause.line, cause.column)]) from None
    except Unfit as cause:
        raise TemplateRefused([error("B401", place, UNUSABLE, reason=cause.why)]) from None
    faults = [*_unfit(raw, place)]
    if faults:
        places = toml_positions(manifest, [path for path, _ in faults])
        shown = [in_toml(issue, manifest, *at) for (_, issue), at in zip(faults, places, strict=True)]
        raise TemplateRefused(shown)
    title, layout, detail = raw["title"], raw["layout"], raw.get("ledger", "printed")
    requires, texts, unprinted = raw.get("requires", []), raw.get("texts", {}), raw.get("unprinted", {})
    return Template(folder.name, folder, title, layout, tuple(requires), texts, detail, unprinted, manifest)


def _unfit(raw: Mapping[str, Any], place: str) -> Iterator[tuple[tuple[str | int, ...], Issue]]:
    """Yield each fault of a template.toml with the path to it."""
    for key in ("title", "layout"):
        if key not in raw:
            yield (), error("B401", place, UNUSABLE, reason=Phrase("{key} is missing", {"key": key}))
    for path, value, kind in _pieces(raw):
        if not isinstance(value, kind):
            reason = Phrase("{key} has to be {what}", {"key": path[0], "what": SHAPES[str(path[0])]})
            yield path, error("B401", place, UNUSABLE, reason=reason)
    for key in (key for key in raw if key not in KEYS):
        text, near = "template.toml knows no “{key}”.", nearest(key, KEYS)
        hint = "Did you mean “{near}”?" if near else "Known: {known}."
        yield (key,), error("B401", place, text, hint, key=key, near=near, known=", ".join(KEYS))
    if "ledger" in raw and raw["ledger"] not in DETAILS:
        text = "ledger is “full”, “printed” or “none”, not “{given}”."
        yield ("ledger",), error("B401", place, text, given=raw["ledger"])


def _pieces(raw: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Any, type]]:
    """Yield path, value and kind of everything that must be of one kind in a template.toml."""
    kinds = {"title": str, "layout": str, "requires": list, "texts": dict, "unprinted": dict}
    yield from (((key,), raw[key], kind) for key, kind in kinds.items() if key in raw)
    requires = raw.get("requires")
    for n, name in enumerate(requires if isinstance(requires, list) else ()):
        yield ("requires", n), name, str
    for table in ("texts", "unprinted"):
        texts = raw.get(table)
        for name, says in texts.items() if isinstance(texts, dict) else ():
            yield (table, name), says, str
