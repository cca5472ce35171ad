"""Turn figures and a template into a document; the only room that knows Jinja2.

Numbers have one way in (`environment`): a figure becomes `<data name=…>`, a date `<time>`, words escaped
text, and everything else is refused. Constants that the compiler folds bypass it, so a template is also
checked before it runs (`lint`), and `proofread` checks the result. `language` is what a template may use.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

from bulletin.composition.cost import Meter
from bulletin.composition.environment import Environment
from bulletin.composition.faults import with_places
from bulletin.composition.language import FILTERS, KEPT_FILTERS
from bulletin.composition.manifest import MANIFEST, Template, find_template, names_in, read_manifest
from bulletin.composition.markup import parse_markup
from bulletin.composition.sentences import BODY, entry_of, misworded, stray
from bulletin.issues.errors import DataRefused, TemplateRefused, ToolMissing
from bulletin.issues.issue import Issue, error, warning
from bulletin.model import arguments
from bulletin.model.document import Document, Heading, numbered, text_of
from bulletin.model.figures import Absent, Dated, Entries, Figures, Given
from bulletin.model.plugins import Plugin, PluginFault, chosen
from bulletin.typography.layout import SHIPPED, read_layout

__all__ = [
    "MANIFEST", "Composer", "Template", "compose", "find_template", "read_manifest", "unread_texts",
]  # fmt: skip

LANGUAGE = "zh-CN"


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
        self.entry = entry_of(self.template.name, search)
        lost = tuple(stray(search, names_in((*search, SHIPPED))))
        if lost:
            raise TemplateRefused(lost)

    @property
    def plugins(self) -> tuple[Plugin, ...]:
        """The plug-ins whose filters the template asks for, once it has composed a document."""
        return tuple(self.environment.plugins[name] for name in sorted(self.environment.used))

    @cached_property
    def misworded(self) -> tuple[Issue, ...]:
        """What is wrong with the file of the office's sentences, if there is one."""
        own = self.entry != f"{self.template.name}/{BODY}"
        return tuple(misworded(self.environment, self.entry, self.template.name)) if own else ()

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
        name = self.entry
        issues = self.misworded or environment.lint(name)
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
