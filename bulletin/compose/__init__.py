"""From figures and a template to a document; the only place that knows Jinja2.

One door for numbers (`environment`): a figure becomes `<data name=…>`, a date `<time>`, words escaped text,
and everything else is refused. The door never sees constants that the compiler folds, so a template is read
before it runs (`lint`); `proofread` is the backstop. `language` is what a template may ask and say.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.compose.environment import Environment
from bulletin.errors import DataRefused, TemplateRefused
from bulletin.figures import Absent, Dated, Entries, Figures, Given
from bulletin.issues import Issue, error, warning
from bulletin.layout import SHIPPED, read_layout
from bulletin.ledger import DETAILS, Detail
from bulletin.markup import parse_markup
from bulletin.pictures import MAX_BYTES
from bulletin.tree import Document, Heading, numbered, text_of

BODY = "document.xml.j2"
MANIFEST = "template.toml"
LANGUAGE = "zh-CN"
PICTURE = re.compile(r"[\w-]+\.(?:png|jpe?g)")
"""The name of a picture: a file beside the markup, and no path."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template folder: `template.toml` beside the markup.

    `requires` are the figures and fields without which the document may not be made; `texts` the pieces
    people may write for it, key → what the piece is; `ledger` how much of the ledger travels in its
    documents.
    """

    name: str
    folder: Path
    title: str
    layout: str
    requires: tuple[str, ...]
    texts: Mapping[str, str]
    ledger: Detail = "printed"

    def folders(self, search: Sequence[Path] = ()) -> tuple[Path, ...]:
        """Where what it extends, imports and is laid out by is looked for: beside it, then `search`."""
        return (self.folder.parent, *search)

    def picture(self, name: str) -> bytes | None:
        """The bytes of a picture in its folder; None: there is none, or it lies elsewhere."""
        path = self.folder / name
        if not PICTURE.fullmatch(name) or not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)


def find_template(name: str, search: Sequence[Path] = ()) -> Template:
    """The template of that name or path: a path, then the folders of `search`, then the shipped ones.

    Raises:
        TemplateRefused: there is none, or its template.toml is at fault.
    """
    folders = [Path(name)] if "/" in name or "\\" in name else [root / name for root in (*search, SHIPPED)]
    folder = next((folder for folder in folders if (folder / MANIFEST).is_file()), None)
    if folder is None:
        text, hint = "There is no template “{name}”.", "Shipped: {known}."
        known = ", ".join(sorted(path.parent.name for path in SHIPPED.glob(f"*/{MANIFEST}")))
        raise TemplateRefused([error("B401", name, text, hint, name=name, known=known)])
    place = f"{folder.name}/{MANIFEST}"
    try:
        raw = tomllib.loads((folder / MANIFEST).read_text("utf-8"))
        requires = tuple(map(str, raw.get("requires", [])))
        texts = {str(key): str(says) for key, says in raw.get("texts", {}).items()}
        title, layout, detail = str(raw["title"]), str(raw["layout"]), raw.get("ledger", "printed")
    except (tomllib.TOMLDecodeError, KeyError, UnicodeDecodeError) as cause:
        text = "template.toml cannot be used: {reason}."
        raise TemplateRefused([error("B401", place, text, reason=str(cause))]) from None
    if detail not in DETAILS:
        text = "ledger is “full”, “printed” or “none”, not “{given}”."
        raise TemplateRefused([error("B401", place, text, given=detail)])
    return Template(folder.name, folder, title, layout, requires, texts, detail)


def compose(figures: Figures, template: Template | str = "news", search: Sequence[Path] = ()) -> Document:
    """The document that `template` writes from `figures`.

    Raises:
        DataRefused: a figure or field the template requires is not there; all of them are named.
        TemplateRefused: the template uses what does not exist or is not allowed; all of it is named.
    """
    if isinstance(template, str):
        template = find_template(template, search)
    layout = read_layout(template.layout, template.folders(search))
    figures = _with_texts(figures, template)
    _refuse_missing(figures, template)
    environment = Environment(figures, (*template.folders(search), SHIPPED))
    name = f"{template.name}/{BODY}"
    issues = environment.lint(name)
    if issues:
        raise TemplateRefused(issues)
    markup = environment.write(name)
    blocks = numbered(parse_markup(markup, layout.paragraph_roles, name, template.picture))
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
    files = {**sources, f"{template.name}/{MANIFEST}": (template.folder / MANIFEST).read_text("utf-8")}
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\n{content}\n".encode())
    return digest.hexdigest()


def _with_texts(figures: Figures, template: Template) -> Figures:
    """The figures, with the pieces of text the template knows beside those the data gives."""
    text = figures.nodes["text"]
    known = replace(text, known=template.texts) if isinstance(text, Entries) else text
    return replace(figures, nodes={**figures.nodes, "text": known})


def unread_texts(figures: Figures, template: Template) -> tuple[Issue, ...]:
    """A warning for each piece of text in the data that the template has no place for."""
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
