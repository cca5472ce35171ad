"""Turn figures and a template into a document; the only room that knows Jinja2.

Numbers have one way in (`environment`): a figure becomes `<data name=…>`, a date `<time>`, words escaped
text, and everything else is refused. Constants that the compiler folds bypass it, so a template is also
checked before it runs (`lint`), and `proofread` checks the result. `language` is what a template may use.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from bulletin.composition.cost import Meter
from bulletin.composition.environment import Environment
from bulletin.composition.faults import with_places
from bulletin.composition.language import FILTERS, KEPT_FILTERS
from bulletin.composition.markup import parse_markup
from bulletin.files.read import Unfit, plain_bytes, plain_text
from bulletin.files.toml import TomlFault, in_toml, read_toml, toml_positions
from bulletin.issues.errors import DataRefused, TemplateRefused, ToolMissing
from bulletin.issues.issue import Issue, Phrase, error, warning
from bulletin.model import arguments
from bulletin.model.brief import Brief
from bulletin.model.choices import DETAILS, Detail
from bulletin.model.codelist import nearest
from bulletin.model.document import Document, Heading, numbered, text_of
from bulletin.model.figures import Absent, Dated, Entries, Figures, Given
from bulletin.model.pictures import MAX_BYTES
from bulletin.model.plugins import Plugin, PluginFault, chosen
from bulletin.typography.layout import SHIPPED, read_layout

BODY = "document.xml.j2"
MANIFEST = "template.toml"
LANGUAGE = "zh-CN"
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
        shipped = sorted(path.parent.name for path in SHIPPED.glob(f"*/{MANIFEST}"))
        own = [path.parent.name for root in roots for path in root.glob(f"*/{MANIFEST}")]
        near = nearest(str(name), [*own, *shipped])
        text = "There is no template “{name}”."
        hint = "Did you mean “{near}”? Shipped: {known}." if near else "Shipped: {known}."
        values = {"name": str(name), "near": near, "known": ", ".join(shipped)}
        raise TemplateRefused([error("B401", str(name), text, hint, **values)])
    return read_manifest(folder)


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


def compose(
    figures: Figures,
    template: Template | str | Path = "news",
    search: Sequence[str | Path] = (),
    plugins: Sequence[str] = (),
) -> Document:
    """Return the document that `template` writes from `figures`.

    A template is named or is a folder; names are looked up in the folders `search`, then among the
    shipped ones. Among `plugins`, names, are those whose filters the template may use.

    Raises:
        DataRefused: a figure or field the template requires is not there; all of them are named.
        TemplateRefused: the template uses what does not exist or is not allowed; all of it is named.
        ToolMissing: a plug-in is not installed, or bears the name of a filter that is there.
        TypeError: `search` is no list of folders.
    """
    return Composer(template, arguments.folders("search", search), plugins=plugins).compose(figures)


class Composer:
    """Composes documents by one template, whose files are read once; `layout` None: the template's own.

    Among `plugins`, names, are those whose filters the template may use.

    Raises:
        TemplateRefused: there is no such template, or its manifest or layout is at fault.
        ToolMissing: a plug-in is not installed, or bears the name of a filter that is there.
    """

    def __init__(
        self,
        template: Template | str | Path,
        search: Sequence[Path] = (),
        layout: str | None = None,
        plugins: Sequence[str] = (),
    ) -> None:
        found = find_template(template, search) if isinstance(template, str | Path) else template
        self.template = replace(found, layout=layout or found.layout)
        self.layout = read_layout(self.template.layout, self.template.folders(search))
        try:
            filters = chosen("filter", plugins, (*FILTERS, *KEPT_FILTERS))
        except PluginFault as fault:
            raise ToolMissing([error(*fault.said, **fault.values)]) from None
        self.environment = Environment((*self.template.folders(search), SHIPPED), filters)

    @property
    def plugins(self) -> tuple[Plugin, ...]:
        """The plug-ins whose filters the template asks for, once it has composed a document."""
        return tuple(self.environment.plugins[name] for name in sorted(self.environment.used))

    def compose(self, figures: Figures, meter: Meter | None = None) -> Document:
        """Return the document of `figures`; `meter` counts its cost and records the branches taken.

        Raises:
            DataRefused, TemplateRefused: as `compose` says.
        """
        try:
            return self._composed(figures, meter)
        except TemplateRefused as refused:
            raise TemplateRefused(self.with_places(refused.issues)) from None

    def with_places(self, issues: Sequence[Issue]) -> tuple[Issue, ...]:
        """Return the issues of lines of this template with column, as far as it can be told, and excerpt."""
        return with_places(issues, self.environment.sources)

    def _composed(self, figures: Figures, meter: Meter | None) -> Document:
        template, environment = self.template, self.environment
        figures = _with_texts(figures, template)
        _refuse_missing(figures, template)
        environment.begin(figures, meter or Meter())
        name = f"{template.name}/{BODY}"
        issues = environment.lint(name)
        if issues:
            raise TemplateRefused(issues)
        markup = environment.write(name)
        roles, pictures = self.layout.paragraph_roles, cache(template.picture)
        blocks = numbered(parse_markup(markup, roles, name, pictures, environment.seal))
        title = next(
            (text_of(b.inlines) for b in blocks if isinstance(b, Heading) and b.level == 1), template.title
        )
        date, author = figures.find("document.date"), figures.find("issuer.name")
        return Document(
            genre=template.name,
            layout=template.layout,
            title=title.replace("\n", ""),
            language=LANGUAGE,
            blocks=blocks,
            author=author.text if isinstance(author, Given) else "",
            date=str(date.moment) if isinstance(date, Dated) else "",
            claims=tuple(environment.claims),
            template_digest=_digest(template, environment.sources),
        )


def _digest(template: Template, sources: Mapping[str, str]) -> str:
    """The SHA-256 of the template's files, each after its name, in the order of the names."""
    files = {**sources, f"{template.name}/{MANIFEST}": template.manifest}
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\n{content}\n".encode())
    return digest.hexdigest()


def _with_texts(figures: Figures, template: Template) -> Figures:
    """Return the figures together with the pieces of text that the template knows and the data gives."""
    text = figures.nodes["text"]
    known = replace(text, known=template.texts) if isinstance(text, Entries) else text
    return replace(figures, nodes={**figures.nodes, "text": known})


def unread_texts(figures: Figures, template: Template) -> tuple[Issue, ...]:
    """Return a warning for each piece of text in the data that the template does not use."""
    text = figures.nodes["text"]
    unread = [name for name in text.items if name not in template.texts] if isinstance(text, Entries) else []
    says, hint = "“{title}” has no place for the text “{name}”; it would not be printed.", "Known: {known}."
    known = ", ".join(f"{name} ({zh})" for name, zh in template.texts.items()) or "—"
    return tuple(
        warning("B408", f"/text/{name}", says, hint, title=template.title, name=name, known=known)
        for name in unread
    )


def _refuse_missing(figures: Figures, template: Template) -> None:
    found = {path: figures.find(path) for path in template.requires}
    missing = {path: node for path, node in found.items() if isinstance(node, Absent | None) or node == ()}
    text = "“{title}” needs {label} ({path}), which the data does not give."
    hint = "Add it to the data file; it can only come from people or from the office's records."
    if missing:
        raise DataRefused(
            error(
                "B404", path if path.startswith("now.") else "/" + path.replace(".", "/"), text, hint,
                title=template.title, label=node.label if isinstance(node, Absent) else path, path=path,
            )
            for path, node in missing.items()
        )  # fmt: skip
