"""From figures and a template to a document; the only file that knows Jinja2.

One door for numbers: `finalize` puts a figure into `<data name=…>`, a date into `<time>`, words into escaped
text, and refuses everything else. It never sees constants the compiler folds, so `_lint` reads the template
before it runs and refuses numeric constants and arithmetic in output; `proofread` is the backstop.
"""

import re
import tomllib
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from bulletin.errors import BulletinError, DataRefused, TemplateRefused
from bulletin.figures import (
    Absent, Claim, Clause, Dated, Entries, Figure, Figures, Given, Node, facet,
)
from bulletin.indicators import nearest
from bulletin.issues import Issue, error
from bulletin.layout import SHIPPED, read_layout
from bulletin.markup import BLOCK_TAGS, parse_markup
from bulletin.tree import Document, Heading, text_of
from bulletin.wording import change, item, itemised, listed, printed, spoken_date
from bulletin.wording.clauses import enumerated

BODY = "document.xml.j2"
LANGUAGE = "zh-CN"


@dataclass(frozen=True, slots=True)
class Template:
    """A template folder: `template.toml` beside the markup.

    `requires` are the figures and fields without which the document may not be made; `texts` the pieces
    people may write for it, key → what the piece is.
    """

    name: str
    folder: Path
    title: str
    layout: str
    requires: tuple[str, ...]
    texts: Mapping[str, str]


def find_template(name: str, search: Sequence[Path] = ()) -> Template:
    """The template of that name or path: a path, then the folders of `search`, then the shipped ones.

    Raises:
        TemplateRefused: there is none, or its template.toml is at fault.
    """
    folders = [Path(name)] if "/" in name or "\\" in name else [root / name for root in (*search, SHIPPED)]
    folder = next((folder for folder in folders if (folder / "template.toml").is_file()), None)
    if folder is None:
        text, hint = "There is no template “{name}”.", "Shipped: {known}."
        known = ", ".join(sorted(path.parent.name for path in SHIPPED.glob("*/template.toml")))
        raise TemplateRefused([error("B401", name, text, hint, name=name, known=known)])
    place = f"{folder.name}/template.toml"
    try:
        raw = tomllib.loads((folder / "template.toml").read_text("utf-8"))
        requires = tuple(map(str, raw.get("requires", [])))
        texts = {str(key): str(says) for key, says in raw.get("texts", {}).items()}
        return Template(folder.name, folder, str(raw["title"]), str(raw["layout"]), requires, texts)
    except (tomllib.TOMLDecodeError, KeyError, UnicodeDecodeError) as cause:
        text = "template.toml cannot be used: {reason}."
        raise TemplateRefused([error("B401", place, text, reason=str(cause))]) from None


def compose(figures: Figures, template: Template | str = "news", search: Sequence[Path] = ()) -> Document:
    """The document that `template` writes from `figures`.

    Raises:
        DataRefused: a figure or field the template requires is not there; all of them are named.
        TemplateRefused: the template uses what does not exist or is not allowed; all of it is named.
    """
    if isinstance(template, str):
        template = find_template(template, search)
    layout = read_layout(template.layout, search)
    figures = _with_texts(figures, template)
    _refuse_missing(figures, template)
    environment = _Environment(figures, (template.folder.parent, *search, SHIPPED))
    name = f"{template.name}/{BODY}"
    issues = environment.lint(name)
    if issues:
        raise TemplateRefused(issues)
    markup = environment.write(name)
    blocks = parse_markup(markup, layout.paragraph_roles, name)
    title = next((text_of(b.inlines) for b in blocks if isinstance(b, Heading) and b.level == 1), template.title)
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
    )


def _with_texts(figures: Figures, template: Template) -> Figures:
    """The figures, with the pieces of text the template knows beside those the data gives."""
    text = figures.nodes["text"]
    known = replace(text, known=template.texts) if isinstance(text, Entries) else text
    return replace(figures, nodes={**figures.nodes, "text": known})


def _refuse_missing(figures: Figures, template: Template) -> None:
    missing = [path for path in template.requires if isinstance(figures.find(path), Absent | None)]
    text = "“{title}” needs {path}, which the data does not give."
    hint = "Add it to the data file; it can only come from people or from the office's records."
    if missing:
        raise DataRefused(
            error("B404", "/" + path.replace(".", "/"), text, hint, title=template.title, path=path)
            for path in missing
        )


# ── the environment ──────────────────────────────────────────────────────────────────────────────────────


class _Refused(Exception):
    """Something in a template that is known only while it runs; the line is added by `write`."""

    def __init__(self, code: str, text: str, hint: str = "", **values: object) -> None:
        self.code, self.text, self.hint, self.values = code, text, hint, values
        super().__init__(text)


class _Lines(Extension):
    """Marks block tags with the template line they stand on, so that every later message can name it."""

    _tag = re.compile(rf"<({'|'.join(BLOCK_TAGS)})(?=[\s/>])")

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The same tokens; in template text each block tag gains `at="name:line"`."""
        for token in stream:
            if token.type != "data":
                yield token
                continue
            text, lineno = str(token.value), token.lineno

            def marked(match: re.Match[str], text: str = text, lineno: int = lineno) -> str:
                line = lineno + text.count("\n", 0, match.start())
                return f'<{match[1]} at="{escape(stream.name or "")}:{line}"'

            yield Token(token.lineno, "data", self._tag.sub(marked, text))


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja2 with one door: only nodes of the figures go in, only data, dates and words come out."""

    def __init__(self, figures: Figures, folders: Sequence[Path]) -> None:
        super().__init__(
            loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            finalize=self.finalize,
            extensions=[_Lines],
            cache_size=0,
        )
        self.figures = figures
        self.claims: list[Claim] = []
        self.globals.clear()
        self.filters = {**{name: self.filters[name] for name in KEPT_FILTERS}, **FILTERS}
        self.tests = {name: self.test(name) for name in TESTS}

    # ── what goes in ─────────────────────────────────────────────────────────────────────────────────────
    def getattr(self, obj: Any, attribute: str) -> Any:
        """The facet `attribute` of a node; attributes of Python objects do not exist here."""
        if isinstance(obj, Figure | Absent | Entries):
            node = facet(obj, attribute)
            if node is None:
                near = nearest(attribute, obj.known) if isinstance(obj, Entries) else None
                hint = "Did you mean “{near}”?" if near else "`bulletin` lists the names a template can use."
                raise _Refused("B402", "There is no “{name}” in {of}.", hint, name=attribute, of=obj.name, near=near)
            return node
        if isinstance(obj, LoopContext | jinja2.environment.TemplateModule | jinja2.runtime.TemplateReference):
            return super().getattr(obj, attribute)
        text = "“{name}” cannot be asked of {kind}."
        raise _Refused("B402", text, name=attribute, kind=type(obj).__name__)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An element of a list by its place; everything else as by a dot."""
        if isinstance(obj, tuple) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.getattr(obj, str(argument))

    def is_safe_callable(self, obj: Any) -> bool:
        """Only macros and what Jinja2 itself hands out for blocks and loops can be called."""
        return isinstance(obj, Macro | jinja2.runtime.BlockReference | LoopContext)

    # ── what comes out ───────────────────────────────────────────────────────────────────────────────────
    def finalize(self, value: Any) -> Any:  # type: ignore[override]  # Jinja2 keeps the callable it was given
        """The one door: a node as markup, words as they are (Jinja2 escapes them), nothing else."""
        if isinstance(value, Clause):
            return Markup("").join(self.finalize(part) for part in value.parts)
        if isinstance(value, Figure):
            return _data(value.name, value.form.words, printed(value))
        if isinstance(value, Given):
            return _data(value.name, "" if value.verbatim else "prose", value.text)
        if isinstance(value, Claim):
            self.claims.append(value)
            return _data(value.figure, f"claim:{value.kind}", value.text)
        if isinstance(value, Dated):
            return Markup('<time name="{}" form="{}">{}</time>').format(
                value.name, value.moment, spoken_date(value.moment)
            )
        if isinstance(value, Absent):
            text, hint = "{label} ({name}) is not given and cannot be printed.", "Ask first: {{% if … is present %}}."
            raise _Refused("B403", text, hint, label=value.label, name=value.name)
        if isinstance(value, str):
            return value
        if isinstance(value, jinja2.Undefined):
            return str(value)  # StrictUndefined raises here, with the name
        raise _Refused("B403", "A value of kind {kind} cannot be printed.", kind=type(value).__name__)

    def test(self, name: str) -> Any:
        """The test `name`, which enters into the claims what it found to hold."""

        def holds(node: Any) -> bool:
            if not isinstance(node, Figure | Absent | Given | Dated | Clause | Entries | tuple):
                raise _Refused("B402", "“is {test}” asks about figures, not about {kind}.", test=name,
                               kind=type(node).__name__)
            answer = TESTS[name](node)
            if answer and name != "present" and isinstance(node, Figure):
                self.claims.append(Claim(node.name, name, ""))
            return answer

        return holds

    # ── running ──────────────────────────────────────────────────────────────────────────────────────────
    def write(self, name: str) -> str:
        """The markup the template writes."""
        try:
            return self.get_template(name).render(self.figures.nodes)
        except BulletinError:
            raise
        except _Refused as cause:
            issue = error(cause.code, _template_line(cause, name), cause.text, cause.hint, **cause.values)
        except jinja2.TemplateError as cause:
            issue = error("B402", _template_line(cause, name), "{reason}.", reason=str(cause.message).rstrip("."))
        except (TypeError, ValueError, RecursionError, ArithmeticError) as cause:
            issue = error("B402", _template_line(cause, name), "{reason}.", reason=str(cause).rstrip("."))
        raise TemplateRefused([issue])

    def lint(self, name: str) -> tuple[Issue, ...]:
        """Every fault of a template, and of those it extends or imports, that can be seen without running it."""
        issues: list[Issue] = []
        waiting, seen = [name], set[str]()
        while waiting:
            current = waiting.pop()
            if current in seen:
                continue
            seen.add(current)
            try:
                source, _, _ = self.loader.get_source(self, current)  # type: ignore[union-attr]  # set above
                tree = self.parse(source, current)
            except jinja2.TemplateNotFound:
                issues.append(error("B401", current, "The template file is not there."))
                continue
            except jinja2.TemplateSyntaxError as cause:
                issues.append(error("B402", f"{current}:{cause.lineno}", "{reason}.", reason=str(cause.message).rstrip(".")))
                continue
            issues += _Lint(self.figures, current).faults(tree)
            for node in tree.find_all((nodes.Extends, nodes.Import, nodes.FromImport)):
                if isinstance(node.template, nodes.Const):  # type: ignore[attr-defined]  # all three have one
                    waiting.append(str(node.template.value))  # type: ignore[attr-defined]
        return tuple(issues)


def _data(name: str, form: str, text: str) -> Markup:
    return Markup('<data name="{}" form="{}">{}</data>').format(name, form, text)


def _template_line(cause: BaseException, fallback: str) -> str:
    """Where in a template `cause` was raised; Jinja2 has put the template's own lines into the traceback."""
    lines = [
        f"{Path(frame.filename).parent.name}/{Path(frame.filename).name}:{frame.lineno}"
        for frame in traceback.extract_tb(cause.__traceback__)
        if frame.filename.endswith(".j2")
    ]
    return lines[-1] if lines else fallback


# ── what a template may say ──────────────────────────────────────────────────────────────────────────────


def _figure_is_all(node: Any) -> bool:
    rate = node.facets.get("rate") if isinstance(node, Figure) else None
    return isinstance(rate, Figure) and rate.value == 1


TESTS: dict[str, Any] = {
    "present": lambda node: not isinstance(node, Absent) and not (isinstance(node, Clause) and not node.parts),
    "zero": lambda node: isinstance(node, Figure) and node.value == 0,
    "one": lambda node: isinstance(node, Figure) and node.value == 1,
    "all": _figure_is_all,
}
"""What may be asked of a figure; an absent one is none of zero, one and all."""


def _figures_only(filter_: Any) -> Any:
    def applied(node: Any, *arguments: Any) -> Any:
        if isinstance(node, Absent):
            text, hint = "{label} ({name}) is not given and cannot be printed.", "Ask first: {{% if … is present %}}."
            raise _Refused("B403", text, hint, label=node.label, name=node.name)
        return filter_(node, *arguments)

    return applied


FILTERS: dict[str, Any] = {
    "item": _figures_only(item),
    "itemised": _figures_only(itemised),
    "enumerated": _figures_only(enumerated),
    "listed": _figures_only(listed),
    "change": _figures_only(change),
    "hanzi": _figures_only(lambda figure: figure.formed(numeral="hanzi")),
    "decimals": _figures_only(lambda figure, places: figure.formed(decimals=places)),
    "bare": _figures_only(lambda figure: figure.formed(unit=False)),
}
"""Filters take a figure and give a figure or a clause."""

KEPT_FILTERS = ("first", "last", "list", "select", "reject")
"""Those of Jinja2's own filters that only choose."""

_ARITHMETIC = (nodes.BinExpr, nodes.Neg, nodes.Pos, nodes.Concat, nodes.Compare)


class _Lint:
    """Reads one template without running it."""

    def __init__(self, figures: Figures, name: str) -> None:
        self.figures, self.name = figures, name
        self.found: list[Issue] = []

    def faults(self, tree: nodes.Template) -> list[Issue]:
        own = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
        own |= {macro.name for macro in tree.find_all(nodes.Macro)}
        own |= {node.target for node in tree.find_all(nodes.Import)}
        for node in tree.find_all(nodes.FromImport):
            own |= {name[1] if isinstance(name, tuple) else name for name in node.names}
        own |= {"loop", "super", "self", "caller"}
        inside: set[int] = set()
        for node in tree.find_all(nodes.Node):
            if isinstance(node, nodes.Getattr) and id(node) not in inside:
                inside |= {id(part) for part in node.find_all(nodes.Getattr)}
                self.path(node, own)
            elif isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in own:
                if node.name not in self.figures.nodes:
                    self.unknown(node.lineno, node.name, "", nearest(node.name, self.figures.nodes))
            self.allowed(node, own)
        return self.found

    def refuse(self, line: int, text: str, hint: str = "", **values: object) -> None:
        issue = error("B402", f"{self.name}:{line}", text, hint, **values)
        if issue not in self.found:
            self.found.append(issue)

    def path(self, node: nodes.Getattr, own: set[str]) -> None:
        """Refuse a dotted path that cannot lead to a figure, whatever the data."""
        names: list[str] = []
        current: nodes.Node = node
        while isinstance(current, nodes.Getattr):
            names.insert(0, current.attr)
            current = current.node
        if not isinstance(current, nodes.Name) or current.name in own or current.name not in self.figures.nodes:
            return
        reached: Node | None = self.figures.nodes[current.name]
        walked = current.name
        for name in names:
            before, reached = reached, facet(reached, name) if reached is not None else None
            if reached is None:
                known = before.known if isinstance(before, Entries) else {}
                self.unknown(node.lineno, name, walked, nearest(name, [*known, *getattr(before, "items", {})]))
                return
            walked += f".{name}"

    def unknown(self, line: int, name: str, of: str, near: str | None) -> None:
        hint = "Did you mean “{near}”?" if near else "docs/templates.md lists the names a template can use."
        if of:
            self.refuse(line, "There is no “{name}” in {of}.", hint, name=name, of=of, near=near)
        else:
            self.refuse(line, "There is no “{name}”.", hint, name=name, near=near)

    def allowed(self, node: nodes.Node, own: set[str]) -> None:
        line = node.lineno
        if isinstance(node, _ARITHMETIC):
            self.refuse(line, "A template does not compute or compare.", "Ask for a figure: .rate, .rest, is zero, is all.")
        elif isinstance(node, nodes.Output):
            for part in node.nodes:
                if isinstance(part, nodes.TemplateData) and re.search(r"<(data|time)[\s/>]", part.data):
                    self.refuse(line, "<data> and <time> are written by figures alone.")
                elif isinstance(part, nodes.Const) and not isinstance(part.value, str):
                    self.refuse(line, "The constant {value} is no figure.", "Print a figure of the data.", value=part.value)
        elif isinstance(node, nodes.Call):
            root = node.node
            while isinstance(root, nodes.Getattr):
                root = root.node
            if not (isinstance(root, nodes.Name) and root.name in own):
                self.refuse(line, "Only macros can be called in a template.")
        elif isinstance(node, nodes.Include | nodes.ScopedEvalContextModifier | nodes.MarkSafe):
            self.refuse(line, "This statement is not part of the template language here.")
        elif isinstance(node, nodes.Extends | nodes.Import | nodes.FromImport):
            if not isinstance(node.template, nodes.Const):
                self.refuse(line, "A template is extended or imported by its constant name.")
