"""From the parser of the command to the scripts by which bash, zsh and fish complete it."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bulletin.cli.options import Parser

FILES, FOLDERS, ANYTHING = ("FILE", "PATH", "SOURCE", "DATA"), ("DIR",), "anything"
"""Pieces of a metavar that ask for a file, and for a folder; any other asks for anything."""


@dataclass(frozen=True)
class Option:
    """An option; `takes` is None for one without a value, its choices, or "files", "folders", "anything"."""

    names: tuple[str, ...]
    says: str
    takes: tuple[str, ...] | str | None


@dataclass(frozen=True)
class Place:
    """What may be written after the words `at`: a command or action, else options and arguments."""

    at: tuple[str, ...]
    commands: tuple[tuple[str, str], ...]
    options: tuple[Option, ...]
    arguments: tuple[tuple[str, ...] | str, ...]

    @property
    def key(self) -> str:
        """Return the words with a space between them."""
        return " ".join(self.at)


def places(parser: Parser, *at: str) -> list[Place]:
    """Return the places of a parser and, below it, of its commands and their actions."""
    below = parser.commands.named if parser.commands else {}
    own = Place(
        at,
        tuple((name, brief) for name, (brief, _) in below.items()),
        tuple(
            Option(tuple(one.option_strings), _says(one), None if one.nargs == 0 else _takes(one))
            for one in parser.offered
            if one.option_strings
        ),
        tuple(_takes(one) for one in parser.offered if not one.option_strings),
    )
    return [own, *(place for name, (_, inner) in below.items() for place in places(inner, *at, name))]


def _says(action: argparse.Action) -> str:
    return (action.help or "").replace("%%", "%")


def _takes(action: argparse.Action) -> tuple[str, ...] | str:
    if action.choices is not None:
        return tuple(str(choice) for choice in action.choices)
    asked = str(action.metavar or "")
    if any(piece in asked for piece in FILES):
        return "files"
    return "folders" if asked in FOLDERS else ANYTHING


def _quoted(text: str) -> str:
    """Return a text between single quotes, as bash and zsh read them."""
    return "'" + text.replace("'", "'\\''") + "'"


# ── bash ─────────────────────────────────────────────────────────────────────────────────────────────────


def bash(found: Sequence[Place]) -> str:
    """Return the script for bash 3.2 and later; words are completed without their descriptions."""
    values, words = [], []
    for place in found:
        for option in place.options:
            if option.takes is not None:
                pattern = "|".join(_quoted(f"{place.key}|{name}") for name in option.names)
                values.append(f"    {pattern}) {_bash_value(option.takes)} ;;")
        names = [name for name, _ in place.commands]
        flags = [name for option in place.options for name in option.names]
        given = [one for takes in place.arguments if isinstance(takes, tuple) for one in takes]
        words.append(
            f"    {_quoted(place.key)}) plain='{' '.join(names or given)}' flags='{' '.join(flags)}' ;;"
        )
    deeper = "|".join(f"*:{place.key}" for place in found if place.at and place.commands)
    return BASH % {"deeper": deeper, "values": "\n".join(values), "words": "\n".join(words)}


def _bash_value(takes: tuple[str, ...] | str) -> str:
    if isinstance(takes, tuple):
        return f"_bulletin_words '{' '.join(takes)}'; return"
    return "_bulletin_folders; return" if takes == "folders" else "return"


BASH = """\
# bash completion of bulletin
_bulletin_words() { COMPREPLY=($(compgen -W "$1" -- "${COMP_WORDS[COMP_CWORD]}")); }
_bulletin_folders() { local IFS=$'\\n'; COMPREPLY=($(compgen -d -- "${COMP_WORDS[COMP_CWORD]}")); }
_bulletin() {
    local at='' plain='' flags=''
    COMPREPLY=()
    if [ "$COMP_CWORD" -gt 1 ]; then at=${COMP_WORDS[1]}; fi
    case "$COMP_CWORD:$at" in
    2:*) ;;
    %(deeper)s) at="$at ${COMP_WORDS[2]}" ;;
    esac
    case "$at|${COMP_WORDS[COMP_CWORD-1]}" in
%(values)s
    esac
    case "$at" in
%(words)s
    esac
    case "${COMP_WORDS[COMP_CWORD]}" in
    -*) _bulletin_words "$flags" ;;
    *) _bulletin_words "$plain" ;;
    esac
}
complete -o default -F _bulletin bulletin
"""


# ── zsh ──────────────────────────────────────────────────────────────────────────────────────────────────


def zsh(found: Sequence[Place]) -> str:
    """Return the script for zsh, with descriptions."""
    deeper = "|".join(place.key for place in found if place.at and place.commands)
    return ZSH % {"deeper": deeper, "places": "\n".join(_zsh_place(place) for place in found)}


def _zsh_place(place: Place) -> str:
    if place.commands:
        options = [(name, option.says) for option in place.options for name in option.names]
        rows = " ".join(_quoted(f"{name}:{says}") for name, says in (*place.commands, *options))
        return f"    {_quoted(place.key)}) listed=({rows}); _describe command listed ;;"
    specs = [_zsh_option(option) for option in place.options]
    specs += [f"*:{_zsh_value(takes)}" for takes in place.arguments[-1:]]
    return f"    {_quoted(place.key)}) _arguments {' '.join(_quoted(spec) for spec in specs)} ;;"


def _zsh_option(option: Option) -> str:
    says = option.says.replace("[", "\\[").replace("]", "\\]")
    value = "" if option.takes is None else f":{_zsh_value(option.takes)}"
    names = [name for name in option.names if name.startswith("--")] or option.names
    return f"{names[0]}[{says}]{value}"


def _zsh_value(takes: tuple[str, ...] | str) -> str:
    if isinstance(takes, tuple):
        return f"value:({' '.join(takes)})"
    return {"files": "file:_files", "folders": "folder:_files -/"}.get(takes, "text:")


ZSH = """\
#compdef bulletin
_bulletin() {
    local at='' depth=1
    local -a listed
    if (( CURRENT > 2 )); then at=$words[2] depth=2; fi
    case "$CURRENT:$at" in
    (3:*) ;;
    (*:(%(deeper)s)) at="$at $words[3]" depth=3 ;;
    esac
    (( CURRENT -= depth - 1 ))
    shift $(( depth - 1 )) words
    case "$at" in
%(places)s
    esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _bulletin "$@"; else compdef _bulletin bulletin; fi
"""


# ── fish ─────────────────────────────────────────────────────────────────────────────────────────────────


def fish(found: Sequence[Place]) -> str:
    """Return the script for fish, with descriptions."""
    return FISH + "".join(f"{line}\n" for place in found for line in _fish_lines(place))


def _fish_lines(place: Place) -> Iterator[str]:
    for name, brief in place.commands:
        yield f"complete -c bulletin -f -n '__bulletin_next {place.key}' -a {name} -d {_fish_quoted(brief)}"
    for option in place.options:
        names = " ".join(f"-l {one[2:]}" if one.startswith("--") else f"-s {one[1:]}" for one in option.names)
        value = "" if option.takes is None else f" {_fish_value(option.takes)}"
        says = _fish_quoted(option.says)
        yield f"complete -c bulletin -n '{_fish_here(place)}' {names}{value} -d {says}"
    for takes in place.arguments:
        if isinstance(takes, tuple):
            yield f"complete -c bulletin -n '{_fish_here(place)}' {_fish_value(takes)}"


def _fish_here(place: Place) -> str:
    return f"__bulletin_at {place.key}" if place.at else "__bulletin_next"  # --version stands alone


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _fish_value(takes: tuple[str, ...] | str) -> str:
    if isinstance(takes, tuple):
        return f"-x -a '{' '.join(takes)}'"
    return {"files": "-r -F", "folders": "-x -a '(__fish_complete_directories)'"}.get(takes, "-x")


FISH = """\
# fish completion of bulletin
function __bulletin_at
    set -l given (commandline -opc) ''
    test "$given[2..$(math (count $argv) + 1)]" = "$argv"
end
function __bulletin_next
    test (count (commandline -opc)) -eq (math (count $argv) + 1); or return 1
    test (count $argv) -eq 0; or __bulletin_at $argv
end
"""

SCRIPTS: dict[str, Callable[[Sequence[Place]], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
"""Shell → what writes its script."""
