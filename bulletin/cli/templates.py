"""`bulletin templates`: which there are, what one is made of, a new one, and what is wrong with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bulletin.cli import options as shared
from bulletin.cli.printing import issue_lines, issues_as_data, padded, print_json
from bulletin.issues.catalogue import Language, Words
from bulletin.issues.excerpt import width
from bulletin.issues.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from bulletin.rehearsal import Rehearsal

SHOWN = {
    "name": "name",
    "title": "title",
    "layout": "layout",
    "ledger": "ledger inside",
    "requires": "requires",
    "folder": "folder",
    "extends": "extends",
}
"""What `show` tells of a template, and under which name."""


def templates(commands: shared.Commands) -> None:
    """Add the words of `bulletin templates`."""
    command = commands.add(
        "templates",
        None,
        "list, show, start and check templates",
        description="List, show, start and check templates, and list what they can use.",
    )
    actions = shared.Commands(command, "actions", "ACTION")
    listed = actions.add_action("list", run_list, "every template there is")
    show = actions.add_action("show", run_show, "what a template is made of")
    _name(show)
    example = command.said("for example: bulletin templates new our-news --from news --into office")
    new = actions.add_action("new", run_new, "start a template that inherits one", epilog=example)
    new.add_argument("name", metavar="NAME", help="the name of the new template")
    new.add_argument(
        "--from", dest="parent", required=True, metavar="NAME|PATH", help="the template to inherit"
    )
    new.add_argument("--into", default=".", metavar="DIR", help="folder (default: this one)")
    check = actions.add_action("check", run_check, "try a template with data of every kind")
    _name(check)
    shared.strict(check, "count warnings as failures")
    shared.plugins(check)
    variables = actions.add_action("vars", run_vars, "what a template can use")
    variables.add_argument("file", metavar="DATA", nargs="?", help="a data file, for its values")
    for action in (listed, show, check, variables):
        action.set_defaults(writes=False)
    for action in (listed, show, new, check):
        shared.templates(action)
    for action in (check, variables):
        shared.common(action)
    for action in (listed, show, new):
        shared.reporting(action)


def _name(action: shared.Parser) -> None:
    action.add_argument("name", metavar="NAME|PATH", help="the template")


def run_list(options: argparse.Namespace) -> int:
    """Every template that can be named."""
    from bulletin.composition.outline import shelf

    found, issues = shelf(options.search)
    words = Words(options.lang, "templates")
    rows = [
        {
            "name": each.template.name, "title": each.template.title, "layout": each.template.layout,
            "from": words("shipped") if each.shipped else str(each.root),
            "requires": list(each.template.requires),
        }
        for each in found
    ]  # fmt: skip
    if options.json:
        print_json({"templates": rows, "issues": issues_as_data(issues, options.lang)})
        return int(ExitCode.OK)
    head = [words("name"), words("title"), words("layout"), words("from"), words("requires")]
    _print_table(
        [head, *([str(v) if isinstance(v, str) else "、".join(v) for v in r.values()] for r in rows)]
    )
    for line in issue_lines(issues, options.lang):
        print(line)
    return int(ExitCode.OK)


def run_show(options: argparse.Namespace) -> int:
    """What a template is made of."""
    from bulletin.composition import find_template
    from bulletin.composition.outline import outline

    template = find_template(options.name, options.search)
    about, words = outline(template, options.search), Words(options.lang, "templates")
    shown: dict[str, Any] = {
        "name": template.name, "title": template.title, "layout": template.layout, "ledger": template.ledger,
        "requires": list(template.requires), "folder": str(template.folder), "extends": list(about.parents),
        "texts": dict(template.texts),
        "blocks": [{"name": b.name, "at": b.at, "words": b.words} for b in about.blocks],
    }  # fmt: skip
    if options.json:
        print_json(shown)
        return int(ExitCode.OK)
    for key, name in SHOWN.items():
        value = shown[key]
        print(f"{padded(words(name), 12)}{value if isinstance(value, str) else '、'.join(value)}")
    print(f"\n{words('texts people may write')}")
    _print_table([[f"  {key}", says] for key, says in template.texts.items()])
    print(f"\n{words('blocks')}")
    _print_table([[f"  {block.name}", block.at, block.words] for block in about.blocks])
    return int(ExitCode.OK)


def run_new(options: argparse.Namespace) -> int:
    """Start a template that inherits another one."""
    from pathlib import Path

    from bulletin.composition import MANIFEST
    from bulletin.composition.sentences import BODY
    from bulletin.rehearsal.overriding import new_template

    files = new_template(options.name, options.parent, Path(options.into), options.search, options.lang)
    if options.json:
        print_json({"files": {name: str(path) for name, path in files.items()}})
        return int(ExitCode.OK)
    for path in files.values():
        print(path)
    folder = files[MANIFEST].parent
    shown = f"./{folder}" if len(folder.parts) == 1 else str(folder)
    words = Words(options.lang, "templates")
    text = "What is to be changed goes into {body}. Try: bulletin build DATA --template {folder}"
    print(words(text, body=files[BODY], folder=shown))
    return int(ExitCode.OK)


def run_check(options: argparse.Namespace) -> int:
    """Try a template with data of every kind; one report of everything."""
    from bulletin.datafiles import codelist_for
    from bulletin.rehearsal import rehearse

    codelist = codelist_for({}, options.codelist)
    rehearsal = rehearse(options.name, options.search, codelist, plugins=shared.plugins_in(options))
    code = rehearsal.exit_code(strict=options.strict)
    if options.json:
        print_json({"exit_code": int(code), **_as_data(rehearsal, options.lang)})
    else:
        for line in _lines(rehearsal, options.lang):
            print(line)
    return int(code)


def run_vars(options: argparse.Namespace) -> int:
    """What a template can use; with a data file, what it prints today."""
    from bulletin.datafiles import codelist_for, load
    from bulletin.rehearsal.variables import example_figures, variables
    from bulletin.statistics import tally

    codelist = codelist_for(options.file or {}, options.codelist)
    figures = tally(load(options.file, codelist), codelist) if options.file else example_figures(codelist)
    found, words = variables(figures, codelist), Words(options.lang, "templates")
    if options.json:
        rows = [{"path": v.path, "meaning": v.meaning, "unit": v.unit} for v in found]
        today = [{"value": v.value, "absent": v.value is None} if options.file else {} for v in found]
        print_json({"variables": [{**row, **value} for row, value in zip(rows, today, strict=True)]})
        return int(ExitCode.OK)
    head = [words("write"), words("meaning"), words("unit"), *([words("today")] if options.file else [])]
    lines = [[v.path, v.meaning, v.unit, words("(absent)") if v.value is None else v.value] for v in found]
    _print_table([head, *(line[: len(head)] for line in lines)])
    return int(ExitCode.OK)


def _lines(rehearsal: Rehearsal, language: Language) -> Iterator[str]:
    from bulletin.issues.messages import phrase

    words = Words(language, "templates")
    for found in rehearsal.found:
        yield from issue_lines([found.issue], language)
        if found.data is not None:
            times = words(" ({n} sets of data)", n=found.times) if found.times > 1 else ""
            yield f"    {words('with {data}{times}', data=phrase(found.data, language), times=times)}"
    for at, begins in rehearsal.untaken:
        yield words("no data has led to {at}{begins}", at=at, begins=f"  {begins}" if begins else "")
    if rehearsal.unfit:
        text = "{n} more sets were not used, because they break a rule for data."
        yield words(text, n=len(rehearsal.unfit))
    good = "Tried with {tried} sets of data; nothing found."
    yield words("Tried with {tried} sets of data." if rehearsal.found else good, tried=rehearsal.tried)


def _as_data(rehearsal: Rehearsal, language: Language) -> dict[str, Any]:
    from bulletin.issues.messages import phrase

    issues = issues_as_data([found.issue for found in rehearsal.found], language)
    met = [
        {"data": found.data and phrase(found.data, language), "times": found.times}
        for found in rehearsal.found
    ]
    return {
        "template": rehearsal.name,
        "tried": rehearsal.tried,
        "issues": [{**issue, **data} for issue, data in zip(issues, met, strict=True)],
        "untaken": [{"place": at, "words": begins} for at, begins in rehearsal.untaken],
    }


def _print_table(rows: Sequence[Sequence[str]]) -> None:
    """Rows in columns; the last one is as long as it is."""
    columns = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [padded(cell, columns[i] + 2) for i, cell in enumerate(row[:-1])]
        print("".join([*cells, row[-1]]).rstrip())
