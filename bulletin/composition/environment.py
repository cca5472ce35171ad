"""Run a template and return its markup: Jinja2 with one way in and out for figures."""

import functools
import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import CodeType, MappingProxyType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from bulletin.composition.alike import alike
from bulletin.composition.cost import (
    CALL,
    EACH,
    MAX_CALLS,
    MAX_SOURCE,
    MAX_SOURCES,
    STEP,
    Meter,
    metered,
    pieces_of,
)
from bulletin.composition.faults import missing_file, raised_fault, syntax_fault
from bulletin.composition.language import FILTERS, KEPT_FILTERS, TESTS, TemplateFault, not_given, rows_only
from bulletin.composition.line_marks import TemplateLines, template_line
from bulletin.composition.lint import Lint, Pieces
from bulletin.composition.template_file import TemplateFile
from bulletin.files.read import Unfit, plain_text
from bulletin.issues.errors import TemplateRefused
from bulletin.issues.issue import Issue, error
from bulletin.model.codelist import nearest
from bulletin.model.figures import Absent, Claim, Clause, Dated, Entries, Figure, Figures, Given, facet
from bulletin.model.plugins import Plugin, PluginFault
from bulletin.wording import printed, spoken_date

NAME = re.compile(r"[\w-]+/[\w-]+(?:\.[\w-]+)*")
"""The name of a template file: a folder and a file in it, no other path."""

FAULTY = (TypeError, ValueError, RecursionError, ArithmeticError, SyntaxError, MemoryError)
"""Exceptions that Python raises for faults no rule foresees."""


NODES = (Figure, Given, Dated, Clause, Entries, tuple)
"""What the filter of a plug-in may be applied to besides words; words with markup are none."""

UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that markup cannot hold."""

NO_PLUGINS: Mapping[str, Plugin] = MappingProxyType({})

MOST_KEPT = 64
"""The most template files whose code a process keeps; there are twenty shipped ones."""


class Environment(ImmutableSandboxedEnvironment):
    """Jinja2 restricted: it receives nodes of the figures only, and prints data, dates and words only.

    `seal` marks every value and every line mark. No template knows it, so that markup cannot claim to be a
    figure. It differs from process to process, not from document to document, because it is part of the
    compiled code, which is kept.
    """

    seal = secrets.token_hex(8)

    def __init__(self, folders: Sequence[Path], plugins: Mapping[str, Plugin] = NO_PLUGINS) -> None:
        super().__init__(
            loader=jinja2.FunctionLoader(self.source),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            finalize=self.finalize,
            extensions=[TemplateLines],
        )
        self.folders, self.plugins = tuple(folders), plugins
        self.used = set[str]()  # the filters of plug-ins that the templates ask for
        self.sources: dict[str, str] = {}
        self.branches: set[str] = set()
        self.begin(Figures({}), Meter())
        self.globals.clear()
        own = {name: self.choosing(self.filters[name]) for name in KEPT_FILTERS if name != "trim"}
        own |= {"trim": self.weighed(self.filters["trim"]), STEP: self.step, EACH: self.each}
        filters = {
            **{name: functools.partial(plugged, plugin) for name, plugin in plugins.items()},
            **FILTERS,
        }
        self.filters = {**own, **{name: self.weighed(function) for name, function in filters.items()}}
        self.tests = {name: self.test(name) for name in TESTS}

    def begin(self, figures: Figures, meter: Meter) -> None:
        """Start the next document."""
        self.figures, self.meter = figures, meter
        self.claims: list[Claim] = []

    def source(self, name: str) -> tuple[str, str, None] | None:
        """Return the source of a template for Jinja2; every file is read once."""
        if name not in self.sources:
            roots = [root for root in self.folders if NAME.fullmatch(name) and (root / name).exists()]
            if not roots:
                return None
            if len(self.sources) >= MAX_SOURCES:
                text = "A document is written by at most {most} template files."
                raise TemplateFault("B411", text, most=MAX_SOURCES)
            self.sources[name] = plain_text(roots[0] / name, roots[0], MAX_SOURCE)
        return self.sources[name], name, None

    # ── what goes in ─────────────────────────────────────────────────────────────────────────────────────
    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the facet `attribute` of a node; attributes of Python objects are out of reach."""
        if isinstance(obj, Figure | Absent | Entries):
            node = facet(obj, attribute)
            if node is None:
                near = nearest(attribute, obj.known) if isinstance(obj, Entries) else None
                hint = "Did you mean “{near}”?" if near else "List the names: bulletin templates vars."
                raise TemplateFault(
                    "B402", "There is no “{name}” in {of}.", hint, name=attribute, of=obj.name, near=near
                )
            return node
        if isinstance(obj, jinja2.environment.TemplateModule) and attribute not in vars(obj):
            raise _no_macro(attribute, str(obj.__name__), vars(obj))
        if isinstance(
            obj, LoopContext | jinja2.environment.TemplateModule | jinja2.runtime.TemplateReference
        ):
            return super().getattr(obj, attribute)
        text = "“{name}” cannot be asked of {kind}."
        raise TemplateFault("B402", text, name=attribute, kind=type(obj).__name__)

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro, unless too many calls are nested."""
        if isinstance(obj, jinja2.Undefined):
            known = [name for name, value in context.get_all().items() if isinstance(value, Macro)]
            raise _no_macro(str(obj._undefined_name), str(context.name), known)  # noqa: SLF001  # no other way
        if self.meter.calls >= MAX_CALLS:
            text = "Macros or blocks call one another too deep (more than {most})."
            raise TemplateFault("B411", text, most=MAX_CALLS)
        self.meter.calls += 1
        self.meter.step(CALL)
        try:
            return super().call(context, obj, *args, **kwargs)
        finally:
            self.meter.calls -= 1

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an element of a list by its index; treat any other argument as an attribute."""
        if isinstance(obj, tuple) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.getattr(obj, str(argument))

    def is_safe_callable(self, obj: Any) -> bool:
        """Return whether an object may be called: macros, and what Jinja2 provides for blocks and loops."""
        return isinstance(obj, Macro | jinja2.runtime.BlockReference | LoopContext)

    # ── what comes out ───────────────────────────────────────────────────────────────────────────────────
    def finalize(self, value: Any) -> Any:
        """Return what a value prints: a node as markup, words as they are (Jinja2 escapes them)."""
        if isinstance(value, Clause):
            return Markup("").join(self.finalize(part) for part in value.parts)
        if isinstance(value, Figure):
            return self.value("data", value.name, value.form.words, printed(value))
        if isinstance(value, Given):
            return self.value("data", value.name, "" if value.verbatim else "prose", value.text)
        if isinstance(value, Claim):
            self.claims.append(value)
            return self.value("data", value.figure, f"claim:{value.kind}", value.text)
        if isinstance(value, Dated):
            form = (
                str(value.moment) if value.year else f"-{str(value.moment)[4:]}"
            )  # --12-10, as in XML Schema
            return self.value("time", value.name, form, spoken_date(value.moment, value.year))
        if isinstance(value, Absent):
            raise not_given(value)
        if isinstance(value, str):
            self.meter.write(len(value))
            return value
        if isinstance(value, jinja2.Undefined):
            return str(value)  # StrictUndefined raises here, with the name
        raise TemplateFault("B403", "A value of kind {kind} cannot be printed.", kind=type(value).__name__)

    def value(self, tag: str, name: str, form: str, text: str) -> Markup:
        """Return markup that names a value of the data."""
        self.meter.write(len(text) + len(name) + len(form))
        begins = f'<{tag} name="{escape(name)}" form="{escape(form)}" seal="{self.seal}">'
        return Markup(f"{begins}{escape(text)}</{tag}>")  # noqa: S704  # each piece is escaped

    # ── what it costs ────────────────────────────────────────────────────────────────────────────────────
    @jinja2.pass_context
    def step(self, _context: Any, _value: Any, pieces: int, characters: int, place: str) -> str:
        """Record that a body is entered.

        With the context as argument, so that the compiler does not fold the call.
        """
        return self.meter.into(pieces, characters, place)

    def each(self, value: Any) -> tuple[Any, ...]:
        """Return the items a loop iterates over."""
        rows = tuple(rows_only(value))
        self.meter.step(len(rows))
        return rows

    def choosing(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return one of Jinja2's own filters, restricted to lists."""
        place = 1 if hasattr(function, "jinja_pass_arg") else 0

        @functools.wraps(function)
        def chosen(*arguments: Any) -> Any:
            rows = self.each(arguments[place])
            return function(*arguments[:place], rows, *arguments[place + 1 :])

        return chosen

    def weighed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a filter that charges long lists and texts by their length."""

        @functools.wraps(function)
        def applied(value: Any, *arguments: Any) -> Any:
            self.meter.step(pieces_of(value))
            return function(value, *arguments)

        return applied

    def test(self, name: str) -> Any:
        """Return the test `name`, which records as a claim what it finds true."""

        def holds(node: Any, at: str = "") -> bool:
            if not isinstance(node, Figure | Absent | Given | Dated | Clause | Entries | tuple):
                raise TemplateFault(
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

    def compile(  # type: ignore[override]  # only templates are compiled here, whole and as text
        self, source: str, name: str, *_: object, **__: object
    ) -> CodeType:
        """Turn the source of a template into code; a hook of Jinja2."""
        code, branches = file_of(source, name).code()
        self.branches |= branches
        return code

    def compile_anew(self, tree: nodes.Template, name: str) -> CodeType:
        """Return the code of a template; its branches are recorded and its syntax is changed on the way.

        It looks up the filters of plug-ins when it runs, so that it is the same whatever is installed.
        """
        self.filters |= {
            each.name: _later for each in tree.find_all(nodes.Filter) if each.name not in self.filters
        }
        return super().compile(tree, name, name)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """Turn syntax into Python source, with lines for tests and counted bodies; a hook of Jinja2."""
        for test in source.find_all(nodes.Test):
            test.args = [nodes.Const(f"{name}:{test.lineno}")]
        self.branches |= metered(source, str(name))
        return super()._generate(source, name, filename, defer_init)

    # ── running ──────────────────────────────────────────────────────────────────────────────────────────
    def write(self, name: str) -> str:
        """Return the markup that the template writes."""
        try:
            markup = self.get_template(name).render(self.figures.nodes)
            return alike(markup, self.figures, self.seal) if self.figures.even else markup
        except TemplateFault as cause:
            issue = error(cause.code, template_line(cause, name), cause.text, cause.hint, **cause.values)
        except (jinja2.TemplateError, *FAULTY) as cause:
            issue = raised_fault(cause, template_line(cause, name))
        raise TemplateRefused([issue])

    def lint(self, name: str) -> tuple[Issue, ...]:
        """Return every fault of a template and of those it uses that shows without running it."""
        issues: tuple[Issue, ...] = ()
        waiting: list[tuple[str, tuple[str, ...]]] = [(name, ())]  # each with the templates that use it
        seen = set[str]()
        while waiting:
            current, above = waiting.pop()
            if current in above:
                text, circle = "Templates use one another in a circle: {circle}.", (*above, current)
                issues += (error("B402", above[-1], text, circle=" → ".join(circle)),)
            if current in seen:
                continue
            seen.add(current)
            pieces = self.pieces(current, above[-1] if above else "")
            if isinstance(pieces, Issue):
                issues += (pieces,)
                continue
            inherited = self.inherited(pieces)
            issues += tuple(Lint(self.figures, current, self.plugins, inherited).faults(pieces))
            self.used |= {asked[1] for asked in pieces.asked if isinstance(asked[1], str)} & {*self.plugins}
            waiting += [(used, (*above, current)) for used in pieces.used]
        return issues

    def inherited(self, pieces: Pieces | Issue) -> frozenset[str]:
        """Return the names that the templates which a template extends set."""
        names, seen = set[str](), set[str]()
        while isinstance(pieces, Pieces) and pieces.parent and pieces.parent not in seen:
            seen.add(pieces.parent)
            pieces = self.pieces(pieces.parent)
            names |= {*pieces.own} if isinstance(pieces, Pieces) else set()
        return frozenset(names)

    def pieces(self, name: str, importer: str = "") -> Pieces | Issue:
        """Return the contents of a template file to be checked, or the issue why it cannot be read.

        `importer` is the template that extends or imports it.
        """
        try:
            found = self.source(name)
            if found is None:
                return missing_file(name, importer, self.sources.get(importer, ""), self.folders)
            return file_of(found[0], name).pieces or error(
                "B411", name, "The template is too large or too deeply nested."
            )
        except Unfit as cause:
            return error("B401", name, "The template file cannot be used: {reason}.", reason=cause.why)
        except TemplateFault as cause:
            return error(cause.code, name, cause.text, **cause.values)
        except jinja2.TemplateSyntaxError as cause:
            return syntax_fault(cause, name, self.sources.get(name, ""))
        except FAULTY as cause:
            return raised_fault(cause, name)


def _later(*_: object) -> str:
    """Stand for a filter of a plug-in while a template is compiled, where its value is not known yet."""
    raise LookupError


def plugged(plugin: Plugin, value: Any, *arguments: Any) -> str:
    """Return the words of a plug-in that is a filter; `value` are words or what the figures hold.

    Its words are those of the template: `proofread` looks for a source of every number in them.

    Raises:
        TemplateFault: the value is of another kind, or the plug-in fails or gives what cannot be printed.
    """
    if isinstance(value, Absent):
        raise not_given(value)
    if type(value) is not str and not isinstance(value, NODES):
        text = "“|{name}” cannot be applied to {kind}."
        raise TemplateFault("B402", text, name=plugin.name, kind=type(value).__name__)
    try:
        words: str = plugin.call(str, value, *arguments)
    except PluginFault as fault:
        raise TemplateFault(fault.said[0], *fault.said[2:], **fault.values) from fault.__cause__
    if UNWRITABLE.search(words):
        text = "The words of {plugin} hold a character that cannot be printed."
        raise TemplateFault("B784", text, plugin=str(plugin))
    return words


def _no_macro(name: str, of: str, known: Iterable[str]) -> TemplateFault:
    near = nearest(name, [each for each in known if not each.startswith("_")])
    text, hint = "There is no macro “{name}” in {of}.", "Did you mean “{near}”?" if near else ""
    return TemplateFault("B402", text, hint, name=name, of=of, near=near)


@functools.lru_cache(MOST_KEPT)
def file_of(source: str, name: str) -> TemplateFile:
    """Return a template file, parsed."""
    return TemplateFile(source, name, lambda: Environment(()), Environment.seal)
