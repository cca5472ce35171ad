"""Say what the docstrings of public names leave out: sentences, parameters, fields, None, errors."""

import ast
import builtins
import dataclasses
import enum
import functools
import importlib
import inspect
import re
import textwrap
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any

Function = types.FunctionType
PASSED_ON = re.compile(r"the parameters are the fields of `(\w+)`")
"""What a function says that takes the fields of a type one by one."""
RAISES = re.compile(r"^ {4}([A-Z]\w+(?:, [A-Z]\w+)*): ", re.MULTILINE)
DEFECTS = (AssertionError, NotImplementedError, StopIteration, SystemExit)
"""Errors that no docstring tells of."""
OURS = ("bulletin", "tests")
NEVER_FAIL = ("shipped_codelist",)
"""It reads a file of the package."""


PRIVATE = re.compile(r"^Private: (.*?)\.$", re.MULTILINE | re.DOTALL)
"""The line of a docstring that lists what no program should use."""


def left_out(name: str, public: Any) -> Iterator[str]:
    """Yield what the docstring of a public name does not say."""
    yield from _sentence(name, public)
    if inspect.isclass(public):
        yield from _of_class(name, public)
    else:
        yield from _of_function(name, public)


def _sentence(name: str, documented: Any) -> Iterator[str]:
    first = (inspect.getdoc(documented) or "").split("\n\n")[0]
    if not first.endswith(".") or len(first.split()) < 3:
        yield f"{name}: no sentence"


def _of_class(name: str, cls: type) -> Iterator[str]:
    text = "\n\n".join(inspect.getdoc(each) or "" for each in cls.__mro__ if each.__module__.startswith(OURS))
    below = _below(cls)
    for held, hint, says in _held(cls):
        if not (says or named(held, text) or held in below):
            yield f"{name}.{held}: not described"
        elif not says and _may_be_none(hint) and "None" not in near(held, text) + below.get(held, ""):
            yield f"{name}.{held}: None is not explained"
    for member, value in vars(cls).items():
        if member.startswith("_") or member in private(cls) or isinstance(value, types.MemberDescriptorType):
            continue
        function = getattr(value, "fget", None) or getattr(value, "__func__", value)
        if isinstance(function, Function):
            yield from _sentence(f"{name}.{member}", function)
            yield from _of_function(f"{name}.{member}", function)


def private(documented: Any) -> set[str]:
    """Return the names that a docstring calls private."""
    listed = PRIVATE.search(inspect.getdoc(documented) or "")
    return set(re.findall(r"`(\w+)`", listed[1])) if listed else set()


def _held(cls: type) -> Iterator[tuple[str, Any, str]]:
    """Yield each field or member of a class, its type and what its metadata say."""
    if issubclass(cls, enum.Enum):
        yield from ((member.name, str, getattr(member, "zh", "")) for member in cls)
    elif dataclasses.is_dataclass(cls):
        hints = annotations(cls)
        for field in dataclasses.fields(cls):
            if not field.name.startswith("_"):
                yield field.name, hints.get(field.name), field.metadata.get("says", "")
    elif issubclass(cls, Exception):
        yield from ((each, object, "") for each in getattr(cls, "__annotations__", {}))


def annotations(documented: Any) -> Mapping[str, Any]:
    """Return the types of parameters or fields, those that are imported for checkers alone included."""
    module = inspect.getmodule(documented)
    names = {**vars(typing), **_for_checkers(module), **vars(module)}
    return typing.get_type_hints(documented, globalns=names)


def _for_checkers(module: Any) -> dict[str, Any]:
    """Return what a module imports under TYPE_CHECKING."""
    found: dict[str, Any] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            exec(compile(ast.Module(node.body, []), module.__name__, "exec"), found)  # noqa: S102  # its imports
    return found


def _below(cls: type) -> dict[str, str]:
    """Return the texts that stand below the members of a class."""
    (node,) = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    assert isinstance(node, ast.ClassDef)
    found = {}
    for member, text in zip(node.body, node.body[1:], strict=False):
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            names = member.targets if isinstance(member, ast.Assign) else [getattr(member, "target", None)]
            found.update({each.id: str(text.value.value) for each in names if isinstance(each, ast.Name)})
    return found


def named(word: str, text: str) -> bool:
    """Tell whether a docstring names a parameter or field: in backticks, or in a list of attributes."""
    return bool(re.search(rf"`{word}`|^ *{word}: ", text, re.MULTILINE))


def near(word: str, text: str) -> str:
    """Return the paragraphs of a docstring that name a parameter or field, from there on."""
    parts = [part for part in text.split("\n\n") if named(word, part)]
    return "\n".join(re.split(rf"`{word}`|{word}: ", part, maxsplit=1)[1] for part in parts)


def _may_be_none(hint: Any) -> bool:
    return type(None) in typing.get_args(hint)


def _of_function(name: str, function: Function) -> Iterator[str]:
    text = inspect.getdoc(function) or ""
    if passed := PASSED_ON.search(text):
        text += "\n\n" + (inspect.getdoc(getattr(importlib.import_module("bulletin"), passed[1])) or "")
    hints = annotations(function)
    for parameter in inspect.signature(function).parameters:
        if parameter in ("self", "cls"):
            continue
        if not named(parameter, text):
            yield f"{name}({parameter}): not described"
        elif _may_be_none(hints.get(parameter)) and "None" not in near(parameter, text):
            yield f"{name}({parameter}): None is not explained"
    if _may_be_none(hints.get("return")) and "None" not in text:
        yield f"{name}: that it returns None is not explained"
    told = errors_told(function)
    yield from (f"{name}: raises {error.__name__}, untold" for error in sorted(escaping(function), key=str)
                if not issubclass(error, (*told, *DEFECTS)))  # fmt: skip


# ── errors ───────────────────────────────────────────────────────────────────────────────────────────────


def errors_told(function: Function) -> tuple[type[BaseException], ...]:
    """Return the errors in the section Raises of a docstring."""
    _, head, section = (inspect.getdoc(function) or "").partition("Raises:\n")
    names = [each for told in RAISES.findall(section) for each in told.split(", ")] if head else []
    return tuple(_error(name, function.__globals__) for name in names)


def _error(name: str, within: Mapping[str, Any]) -> Any:
    from bulletin.issues import errors

    return within.get(name) or getattr(builtins, name, None) or getattr(errors, name)


@functools.cache
def escaping(function: Function) -> frozenset[type[BaseException]]:
    """Return the errors that a function raises itself, or that the functions it calls say they raise.

    A called function without a section Raises is looked into; what a `try` around it catches is left out.
    """
    return frozenset(_errors_of(function, set()))


def _errors_of(function: Function, seen: set[Function]) -> Iterator[type[BaseException]]:
    if function in seen:
        return
    seen.add(function)
    try:
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    except (OSError, TypeError, SyntaxError):  # made by a library: the methods of a dataclass
        return
    yield from _errors_within(tree, _names(function, tree), seen)


def _names(function: Function, tree: ast.AST) -> dict[str, Any]:
    """Return what the names of a function mean, with those it imports when it is called."""
    names = dict(function.__globals__)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bulletin"):
            module = importlib.import_module(node.module or "")
            for each in node.names:
                names[each.asname or each.name] = getattr(module, each.name, None)
    return names


def _errors_within(
    node: ast.AST, names: Mapping[str, Any], seen: set[Function]
) -> Iterator[type[BaseException]]:
    if isinstance(node, ast.Try):
        caught = tuple(each for handler in node.handlers for each in _caught(handler, names))
        inside = (error for part in node.body for error in _errors_within(part, names, seen))
        yield from (error for error in inside if not issubclass(error, caught))
        parts: list[ast.AST] = [*node.handlers, *node.orelse, *node.finalbody]
        for part in parts:
            yield from _errors_within(part, names, seen)
        return
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
        raised = names.get(node.exc.func.id, getattr(builtins, node.exc.func.id, None))
        if inspect.isclass(raised) and issubclass(raised, BaseException):
            yield raised
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        yield from _errors_of_called(names.get(node.func.id), seen)
    for child in ast.iter_child_nodes(node):
        yield from _errors_within(child, names, seen)


def _errors_of_called(called: Any, seen: set[Function]) -> Iterator[type[BaseException]]:
    called = inspect.unwrap(called) if callable(called) else called
    if inspect.isclass(called) and called.__module__.startswith(OURS):
        called = vars(called).get("__post_init__") or vars(called).get("__init__")
    if not isinstance(called, Function) or not called.__module__.startswith(OURS):
        return
    if called.__name__ in NEVER_FAIL:
        return
    told = errors_told(called)
    yield from told or _errors_of(called, seen)


def _caught(handler: ast.ExceptHandler, names: Mapping[str, Any]) -> Iterator[type[BaseException]]:
    """Yield the errors of a handler that does not raise them again."""
    if any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler)):
        return
    listed = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    for each in listed:
        found = names.get(each.id, getattr(builtins, each.id, None)) if isinstance(each, ast.Name) else None
        if inspect.isclass(found) and issubclass(found, BaseException):
            yield found
