"""From a template's name to the markup it writes: Jinja2 with one door for figures."""

import re
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from bulletin.compose.language import FILTERS, KEPT_FILTERS, TESTS, Refused, not_given
from bulletin.compose.lint import Lint
from bulletin.errors import TemplateRefused
from bulletin.figures import Absent, Claim, Clause, Dated, Entries, Figure, Figures, Given, facet
from bulletin.indicators import nearest
from bulletin.issues import Issue, error
from bulletin.markup import BLOCK_TAGS
from bulletin.wording import printed, spoken_date


class Environment(ImmutableSandboxedEnvironment):
    """Jinja2 with one door: only nodes of the figures go in, only data, dates and words come out."""

    def __init__(self, figures: Figures, folders: Sequence[Path]) -> None:
        super().__init__(
            loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            finalize=self.finalize,
            extensions=[TemplateLines],
            cache_size=0,
        )
        self.figures = figures
        self.claims: list[Claim] = []
        self.sources: dict[str, str] = {}
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
                hint = (
                    "Did you mean “{near}”?"
                    if near
                    else "docs/templates.md lists the names a template can use."
                )
                raise Refused(
                    "B402", "There is no “{name}” in {of}.", hint, name=attribute, of=obj.name, near=near
                )
            return node
        if isinstance(
            obj, LoopContext | jinja2.environment.TemplateModule | jinja2.runtime.TemplateReference
        ):
            return super().getattr(obj, attribute)
        text = "“{name}” cannot be asked of {kind}."
        raise Refused("B402", text, name=attribute, kind=type(obj).__name__)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An element of a list by its place; everything else as by a dot."""
        if isinstance(obj, tuple) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.getattr(obj, str(argument))

    def is_safe_callable(self, obj: Any) -> bool:
        """Only macros and what Jinja2 itself hands out for blocks and loops can be called."""
        return isinstance(obj, Macro | jinja2.runtime.BlockReference | LoopContext)

    # ── what comes out ───────────────────────────────────────────────────────────────────────────────────
    def finalize(self, value: Any) -> Any:
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
            raise not_given(value)
        if isinstance(value, str):
            return value
        if isinstance(value, jinja2.Undefined):
            return str(value)  # StrictUndefined raises here, with the name
        raise Refused("B403", "A value of kind {kind} cannot be printed.", kind=type(value).__name__)

    def test(self, name: str) -> Any:
        """The test `name`, which enters into the claims what it found to hold."""

        def holds(node: Any, at: str = "") -> bool:
            if not isinstance(node, Figure | Absent | Given | Dated | Clause | Entries | tuple):
                raise Refused(
                    "B402",
                    "“is {test}” asks about figures, not about {kind}.",
                    test=name,
                    kind=type(node).__name__,
                )
            answer = bool(TESTS[name](node))
            if answer and name != "present" and isinstance(node, Figure):
                self.claims.append(Claim(node.name, name, "", at))
            return answer

        return holds

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """Jinja2's hook before a template becomes code: every test is told the line it stands on."""
        for test in source.find_all(nodes.Test):
            test.args = [nodes.Const(f"{name}:{test.lineno}")]
        return super()._generate(source, name, filename, defer_init)

    # ── running ──────────────────────────────────────────────────────────────────────────────────────────
    def write(self, name: str) -> str:
        """The markup the template writes."""
        try:
            return self.get_template(name).render(self.figures.nodes)
        except Refused as cause:
            issue = error(cause.code, _template_line(cause, name), cause.text, cause.hint, **cause.values)
        except jinja2.TemplateError as cause:
            issue = _reason(_template_line(cause, name), cause.message)
        except (TypeError, ValueError, RecursionError, ArithmeticError) as cause:
            issue = _reason(_template_line(cause, name), str(cause))
        raise TemplateRefused([issue])

    def lint(self, name: str) -> tuple[Issue, ...]:
        """Every fault of a template, and of those it uses, that can be seen without running it.

        What was read is kept in `sources`.
        """
        issues: list[Issue] = []
        waiting, seen = [name], set[str]()
        while waiting:
            current = waiting.pop()
            if current in seen:
                continue
            seen.add(current)
            try:
                source, _, _ = self.loader.get_source(self, current)  # type: ignore[union-attr]  # set above
                self.sources[current] = source
                tree = self.parse(source, current)
            except jinja2.TemplateNotFound:
                issues.append(error("B401", current, "The template file is not there."))
                continue
            except jinja2.TemplateSyntaxError as cause:
                issues.append(_reason(f"{current}:{cause.lineno}", cause.message))
                continue
            issues += Lint(self.figures, current).faults(tree)
            used: list[nodes.Expr] = [node.template for node in tree.find_all(nodes.Extends)]
            used += [node.template for node in tree.find_all(nodes.Import)]
            used += [node.template for node in tree.find_all(nodes.FromImport)]
            waiting += [str(template.value) for template in used if isinstance(template, nodes.Const)]
        return tuple(issues)


class TemplateLines(Extension):
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


def _reason(place: str, reason: str | None) -> Issue:
    return error("B402", place, "{reason}.", reason=str(reason).rstrip("."))


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
