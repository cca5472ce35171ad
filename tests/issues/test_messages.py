"""Everything the package says is there in Chinese, and the catalogue holds nothing else."""

import argparse
import ast
import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from unittest import mock

import pytest

import bulletin
from bulletin.cli import arguments, options, register, values
from bulletin.issues.catalogue import Language, translated
from bulletin.issues.issue import Phrase, error
from bulletin.issues.messages import said
from bulletin.measurement import ELEMENTS, PROFILES
from bulletin.model import facts
from bulletin.proofsheet import phrases
from tests.commands import catalogue

PACKAGE = Path(bulletin.__file__).parent

PARAMETERS = ("text", "hint", "says")
"""The names under which messages are handed on."""
TEXT_FIRST = ast.arguments([ast.arg("text")], [], None, [], [], None, [])
"""What an exception takes that has no `__init__` of its own."""

PATH_FIRST = ast.arguments([], [ast.arg("path"), ast.arg("text")], None, [], [], None, [])
"""What a fault of a codelist takes."""

Signatures = dict[str, ast.arguments]
Words = dict[str, set[str]]
Function = ast.FunctionDef | ast.AsyncFunctionDef


# ── from source to messages ──────────────────────────────────────────────────────────────────────────────


def messages_in(modules: Iterable[ast.Module]) -> set[str]:
    """Each sentence given to a reporter as text or hint: written there, chosen by `if`, or under a name."""
    modules = list(modules)
    constants: Words = {}
    shared: Signatures = {}
    for module in modules:
        _merge(constants, _assigned(module.body))
        shared |= _reporters(module.body)
    found: set[str] = set()
    for module in modules:
        reporters = _with_those_that_hand_on(module, shared | _reporters(ast.walk(module)))
        for scope in (module, *_functions(module)):
            names = constants | _assigned(ast.walk(scope) if isinstance(scope, Function) else [])
            for call in ast.walk(scope):
                for argument in _message_arguments(call, reporters):
                    found |= _sentences(argument, names)
    return found


def _functions(module: ast.Module) -> list[Function]:
    return [node for node in ast.walk(module) if isinstance(node, Function)]


def _reporters(nodes: Iterable[ast.AST]) -> Signatures:
    """What reports by itself: what takes a code and a text, and the refusals among the exceptions."""
    found: Signatures = {}
    for node in nodes:
        if isinstance(node, ast.ClassDef):
            made = [f.args for f in node.body if isinstance(f, ast.FunctionDef) and f.name == "__init__"]
            if made or node.name.strip("_") in ("Refused", "Phrase"):
                found[node.name] = made[0] if made else TEXT_FIRST
            elif node.name == "Fault":
                found[node.name] = PATH_FIRST
        elif isinstance(node, Function):
            found[node.name] = node.args
    return {
        name: own
        for name, own in found.items()
        if own in (TEXT_FIRST, PATH_FIRST) or {"code", "text"} <= _taken(own)
    }


def _positional(arguments: ast.arguments) -> list[str]:
    return [a.arg for a in (*arguments.posonlyargs, *arguments.args) if a.arg != "self"]


def _by_keyword(arguments: ast.arguments) -> set[str]:
    return {a.arg for a in (*arguments.args, *arguments.kwonlyargs)}


def _taken(arguments: ast.arguments) -> set[str]:
    return {*_positional(arguments), *_by_keyword(arguments)}


def _with_those_that_hand_on(module: ast.Module, reporters: Signatures) -> Signatures:
    """`reporters`, and each function of the module that hands a text it was given to one of them."""
    reporters, known = dict(reporters), 0
    while known < len(reporters):
        known = len(reporters)
        for function in _functions(module):
            arguments = [a for call in ast.walk(function) for a in _message_arguments(call, reporters)]
            handed = {argument.id for argument in arguments if isinstance(argument, ast.Name)}
            if handed & _taken(function.args) & set(PARAMETERS):
                reporters.setdefault(function.name, function.args)
    return reporters


def _message_arguments(call: ast.AST, reporters: Signatures) -> Iterator[ast.expr]:
    match call:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in reporters:
            taken = reporters[name]
            given = zip(_positional(taken), call.args, strict=False)
            yield from (argument for parameter, argument in given if parameter in PARAMETERS)
            named = _by_keyword(taken) & set(PARAMETERS)
            yield from (keyword.value for keyword in call.keywords if keyword.arg in named)


def _assigned(nodes: Iterable[ast.AST]) -> Words:
    """Name → the sentences assigned to it, alone or as one of several."""
    found: Words = {}
    for node in nodes:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        for target in [node.target] if isinstance(node, ast.AnnAssign) else node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=False))
            for name, value in pairs:
                if isinstance(name, ast.Name):
                    _merge(found, {name.id: _sentences(value, {})})
    return found


def _sentences(node: ast.expr, names: Words) -> set[str]:
    match node:
        case ast.Constant(value=str(text)) if text:
            return {text}
        case ast.IfExp():
            return _sentences(node.body, names) | _sentences(node.orelse, names)
        case ast.Name() | ast.Subscript(value=ast.Name()):
            name = node if isinstance(node, ast.Name) else node.value
            return names.get(name.id, set()) if isinstance(name, ast.Name) else set()
        case ast.Dict():
            return set().union(*(_sentences(value, names) for value in node.values))
        case ast.JoinedStr() | ast.BinOp():
            return {ast.unparse(node)}  # no catalogue can hold it: it is reported as untranslated
    return set()


def _merge(into: Words, more: Words) -> None:
    for name, sentences in more.items():
        into[name] = into.get(name, set()) | sentences


@cache
def modules() -> dict[str, ast.Module]:
    return {str(path): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}


@cache
def messages() -> frozenset[str]:
    return frozenset(messages_in(modules().values()) | explanations())


def explanations() -> set[str]:
    """What the report of a missing field says the field tells."""
    types = [kind for kind in vars(facts).values() if dataclasses.is_dataclass(kind)]
    fields = [field for kind in types for field in dataclasses.fields(kind) if "says" in field.metadata]
    missing = dataclasses.MISSING
    required = [f for f in fields if f.default is missing and f.default_factory is missing]
    return {field.metadata["says"] for field in required}


# ── from source to the other words ───────────────────────────────────────────────────────────────────────

Said = set[tuple[str, str]]
"""Context and English sentence."""


def words_in(modules: dict[str, ast.Module]) -> Said:
    """Each sentence given to `translated(…, context)`, or to the `Words` of a context, called `words`.

    The words of a file NAME_lines.py are those of NAME.py.
    """
    shared: Words = {}
    for module in modules.values():
        _merge(shared, _assigned(module.body))
    found: Said = set()
    for name, module in modules.items():
        context = _context(module) or _context(modules.get(name.replace("_lines.py", ".py"), module))
        for scope in (module, *_functions(module)):
            names = (
                shared
                | _assigned(module.body)
                | _assigned(ast.walk(scope) if isinstance(scope, Function) else [])
            )
            names |= _looped(scope, names)
            for node in ast.walk(scope):
                match node:
                    case ast.Call(func=ast.Name(id="words"), args=[argument, *_]):
                        found |= {(context, text) for text in _sentences(argument, names)}
                    case (
                        ast.Call(
                            func=ast.Call(func=ast.Name(id="Words"), args=[_, ast.Constant(value=str(own))]),
                            args=[argument, *_],
                        )
                        | ast.Call(
                            func=ast.Name(id="translated"), args=[argument, _, ast.Constant(value=str(own))]
                        )
                    ):
                        found |= {(own, text) for text in _sentences(argument, names)}
    return found


def _context(module: ast.Module) -> str:
    """The context of the `Words` that a module makes; it makes those of one context only."""
    calls = (node for node in ast.walk(module) if isinstance(node, ast.Call))
    made = {
        call.args[1].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "Words" and len(call.args) > 1
        if isinstance(call.args[1], ast.Constant)
    }
    assert len(made) <= 1
    return str(made.pop()) if made else ""


def _looped(scope: ast.AST, names: Words) -> Words:
    """Name → the values of the table whose `items()` a loop gives it."""
    found: Words = {}
    for node in ast.walk(scope):
        match node:
            case ast.For(
                target=ast.Tuple(elts=[_, ast.Name(id=name)]),
                iter=ast.Call(func=ast.Attribute(value=ast.Name(id=table), attr="items")),
            ):
                found[name] = names.get(table, set())
    return found


@cache
def help_words() -> frozenset[tuple[str, str]]:
    """What the parser says when it is built, when a word is wrong, and of each type of a word."""
    found: Said = set()

    def recorded(text: str, language: Language, context: str = "") -> str:
        found.add((context, text))
        return translated(text, language, context)

    with mock.patch.object(options, "translated", recorded):
        parser = arguments.parser_for([], "zh")
        with pytest.raises(SystemExit):
            parser.error("wrong")
    for read in (values.formats, values.date, values.at_least_one, values.seconds):
        wrong = _complaint(read)
        found.add((wrong.context, wrong.text))
    return frozenset((context, text) for context, text in found if text)


def _complaint(read: Callable[[str], object]) -> Phrase:
    with pytest.raises(argparse.ArgumentTypeError) as refused:
        read("")
    phrase = refused.value.args[0]
    assert isinstance(phrase, Phrase)
    return phrase


def of_argparse() -> set[str]:
    """What argparse of this Python says by gettext, apart from the faults of a program."""
    tree = ast.parse(Path(argparse.__file__).read_text("utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    named = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext"))
    said = (argument.value for call in named for argument in call.args if isinstance(argument, ast.Constant))
    return {str(text) for text in said if not FAULTS.search(str(text))}


FAULTS = re.compile(
    r"conflict|not defined|mode %r|can't open|named %r|required' is|invalid option string|dest= is|mutually"
    r"|multiple subparser|not callable|prog\)s: (error|warning)|deprecated|^subcommands$"
)
"""What argparse says of a program that uses it wrongly, or of things that ours does not use."""

LATER = {
    "%(heading)s:",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)",
}
"""What argparse says from Python 3.13 or 3.14 on."""


@cache
def everything() -> frozenset[tuple[str, str]]:
    """All that the package says in two languages."""
    proof = {(phrases.context(key), text) for key, text in phrases.WORDS.items()}
    proof |= {("proof", text) for text in phrases.POLICIES.values()}
    requirements = [requirement for profile in PROFILES.values() for requirement in profile]
    measures = {("measure", requirement.name) for requirement in requirements}
    measures |= {("measure", name) for name in ELEMENTS.values()}
    measures |= {("measure strength", requirement.strength) for requirement in requirements}
    events = {("register event", event) for event in register.EVENTS}
    events |= {("register state", state) for state in register.STATES}
    issues = {("", text) for text in messages()}
    own = {("argparse", text) for text in of_argparse()}
    return frozenset(issues | words_in(modules()) | help_words() | proof | measures | events | own)


@cache
def entries() -> tuple[tuple[str, str, str], ...]:
    return tuple(catalogue.entries())


SIGNS = {
    "Python", "n", "?", "Esc", "→ ↓ j / ← ↑ k", "Home / End", "{before} → {now}", "中文", "%(heading)s:",
}  # fmt: skip
"""Names, keys and signs, whose entry has no Chinese characters."""


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= c <= "\u9fff" for c in text)


def _fields(text: str) -> set[str]:
    """The names of {fields}, and what % fills in."""
    fields = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    return fields | set(re.findall(r"%(?:\(\w+\))?[sr%]", text))


SPEAKERS = {
    "look.py": """
STATES = {1: "By a table.", 2: "Another of it."}
HEADS = {"a": "By a loop."}

def run(options, state):
    words = Words(options.lang, "look")
    told = "Through a name."
    print(words("By itself.", n=1), words(told), words(STATES[state]))
    print(words("If so." if state else "If not."))
    for key, head in HEADS.items():
        print(words(head), key)
    print(translated("Of another context.", options.lang, "defect"), translated("An issue.", options.lang))
""",
    "look_lines.py": """
def lines(words):
    return [words("In the file of its lines.")]
""",
}


# ── the collector ────────────────────────────────────────────────────────────────────────────────────────

SOURCES = (
    """
def error(code, place, text, hint="", also=(), /, **values): ...
def note(code, place, text, hint="", also=(), **values): ...

class Refused(Exception):
    def __init__(self, code, text, hint="", /, **values): ...
""",
    '''
LATER = "Handed on by its name."

class Reader:
    """No message: a docstring."""

    def refuse(self, at, text, hint=""):
        self.issues.append(error("B1", at, text, hint, text="no message: a value"))

    def read(self, at, near):
        self.refuse("no message: a place", "By position.", hint="By keyword.")
        text, hint = "One of two at once.", "If so." if near else "If not."
        self.refuse(at, text, hint)
        note("B1", at, text=f"Never {near}.", hint=LATER)

def bounded(view, text):
    yield error("B1", view, text)

def rule(view, parser):
    text = "No message: it is never passed on."
    yield from bounded(view, "Through a function of its own.")
    parser.error("No message: what a parser says.")
''',
    """
class _Refused(Exception):
    pass

def whole(digits):
    raise _Refused("First in an exception.", {"name": "no message"})

def asked(at):
    raise Refused("B1", "In an exception from elsewhere.", text="no message: a value")

def check(at):
    says = "Under another name."
    return error("B1", at, says, LATER)
""",
)


def test_the_collector_finds_each_way_to_give_a_message_and_nothing_else() -> None:
    assert messages_in(ast.parse(source) for source in SOURCES) == {
        "By position.",
        "By keyword.",
        "One of two at once.",
        "If so.",
        "If not.",
        "f'Never {near}.'",
        "Handed on by its name.",
        "Through a function of its own.",
        "First in an exception.",
        "In an exception from elsewhere.",
        "Under another name.",
    }


def test_the_words_of_a_context_are_found_in_each_way_they_are_given() -> None:
    said = words_in({name: ast.parse(source) for name, source in SPEAKERS.items()})
    assert {text for context, text in said if context == "look"} == {
        "By a table.", "Another of it.", "By a loop.", "Through a name.", "By itself.", "If so.", "If not.",
        "In the file of its lines.",
    }  # fmt: skip
    assert {(context, text) for context, text in said if context != "look"} == {
        ("defect", "Of another context."),
    }


def test_the_collector_finds_the_messages_of_the_package() -> None:
    assert len(messages()) >= 130


# ── the catalogue ────────────────────────────────────────────────────────────────────────────────────────


def test_all_that_is_said_is_translated() -> None:
    assert sorted(everything() - {(context, english) for context, english, _ in entries()}) == []


def test_every_translation_is_chinese() -> None:
    assert [english for _, english, chinese in entries() if not _is_chinese(chinese)
            and english not in SIGNS] == []  # fmt: skip


def test_every_entry_is_said() -> None:
    there = {(context, english) for context, english, _ in entries()}
    assert sorted(there - everything() - {("argparse", text) for text in LATER}) == []


def test_the_entries_are_sorted_and_none_is_there_twice() -> None:
    keys = [(context, english) for context, english, _ in entries()]
    lines = catalogue.SOURCE.read_text("utf-8").splitlines()
    assert keys == sorted(keys)
    assert len(keys) + 1 == sum(line.startswith("msgid ") for line in lines)  # the header has an empty one


def test_a_translation_has_the_fields_of_its_message() -> None:
    assert [english for _, english, chinese in entries() if _fields(english) != _fields(chinese)] == []


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    assert catalogue.COMPILED.read_bytes() == catalogue.compiled(), "make catalogue"


def test_every_field_of_a_message_is_a_name() -> None:
    assert [text for text in sorted(messages()) if not all(map(str.isidentifier, _fields(text)))] == []


# ── what is said ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "message", "hint"),
    [
        ("en", "Round 3 is described twice.", "Keep one entry for each round."),
        ("zh", "第3轮重复列出。", "每一轮请只保留一条。"),
    ],
)
def test_an_issue_is_said_in_the_language_asked_for(language: Language, message: str, hint: str) -> None:
    issue = error("B212", "/rounds", "Round {n} is described twice.", "Keep one entry for each round.", n=3)
    assert said(issue, language) == (message, hint)


@pytest.mark.parametrize(
    ("context", "chinese"), [("measure strength", "规定"), ("measure", "要求"), ("", "required")]
)
def test_a_short_word_is_said_as_its_context_asks(context: str, chinese: str) -> None:
    assert translated("required", "zh", context) == chinese


def test_what_the_catalogue_lacks_stays_english() -> None:
    assert translated("No such sentence: {n}.", "zh") == "No such sentence: {n}."


def test_no_message_points_into_a_clone_of_the_project() -> None:
    assert [text for _, text, _ in entries() if re.search(r"\bdocs/|\./fonts|\bexamples/", text)] == []
