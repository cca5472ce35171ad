"""Every message of the package is there in Chinese, and the catalogue holds nothing else."""

import ast
import dataclasses
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import bulletin
from bulletin.issues.issue import error
from bulletin.issues.messages import Language, said
from bulletin.model import facts

PACKAGE = Path(bulletin.__file__).parent
CATALOGUE = resources.files("bulletin.issues").joinpath("zh.po")

PARAMETERS = ("text", "hint", "says")
"""The names under which messages are handed on."""
TEXT_FIRST = ast.arguments([ast.arg("text")], [], None, [], [], None, [])
"""What an exception takes that has no `__init__` of its own."""

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
        elif isinstance(node, Function):
            found[node.name] = node.args
    return {name: own for name, own in found.items() if own is TEXT_FIRST or {"code", "text"} <= _taken(own)}


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
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
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
        case ast.Name():
            return names.get(node.id, set())
        case ast.JoinedStr() | ast.BinOp():
            return {ast.unparse(node)}  # no catalogue can hold it: it is reported as untranslated
    return set()


def _merge(into: Words, more: Words) -> None:
    for name, sentences in more.items():
        into[name] = into.get(name, set()) | sentences


@cache
def messages() -> frozenset[str]:
    said_by_code = messages_in(ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py"))
    return frozenset(said_by_code | explanations())


def explanations() -> set[str]:
    """What the report of a missing field says the field tells."""
    types = [kind for kind in vars(facts).values() if dataclasses.is_dataclass(kind)]
    fields = [field for kind in types for field in dataclasses.fields(kind) if "says" in field.metadata]
    missing = dataclasses.MISSING
    required = [f for f in fields if f.default is missing and f.default_factory is missing]
    return {field.metadata["says"] for field in required}


@cache
def entries() -> tuple[tuple[str, str], ...]:
    with CATALOGUE.open("rb") as file:
        return tuple((str(entry.id), str(entry.string)) for entry in read_po(file) if entry.id)


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= c <= "\u9fff" for c in text)


def _fields(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


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


def test_the_collector_finds_the_messages_of_the_package() -> None:
    assert len(messages()) >= 130


# ── the catalogue ────────────────────────────────────────────────────────────────────────────────────────


def test_every_message_is_translated() -> None:
    assert sorted(messages() - {english for english, _ in entries()}) == []


def test_every_translation_is_chinese() -> None:
    assert [english for english, chinese in entries() if not _is_chinese(chinese)] == []


def test_every_entry_is_a_message_of_the_code() -> None:
    assert sorted({english for english, _ in entries()} - messages()) == []


def test_the_entries_are_sorted_and_none_is_there_twice() -> None:
    keys = [english for english, _ in entries()]
    lines = CATALOGUE.read_text("utf-8").splitlines()
    assert keys == sorted(keys)
    assert len(keys) + 1 == sum(line.startswith("msgid ") for line in lines)  # the header has an empty one


def test_a_translation_has_the_fields_of_its_message() -> None:
    assert [english for english, chinese in entries() if _fields(english) != _fields(chinese)] == []


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
