"""`bulletin templates`: which there are, what one is made of, a new one, and what is wrong with one."""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bulletin.cli.columns import padded, width
from bulletin.cli.printing import issue_lines, issues_as_data
from bulletin.composition import BODY, MANIFEST, find_template
from bulletin.composition.outline import outline, shelf
from bulletin.datafiles import codelist_for, load
from bulletin.issues.errors import ExitCode
from bulletin.issues.messages import Language, translated
from bulletin.rehearsal import Rehearsal, rehearse
from bulletin.rehearsal.overriding import new_template
from bulletin.rehearsal.variables import example_figures, variables
from bulletin.statistics import tally

WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "shipped": "随程序提供", "name": "名称", "title": "标题", "layout": "版式", "from": "来源",
        "requires": "必需",
        "ledger": "文稿附台账", "folder": "文件夹", "extends": "沿用", "texts": "可写的文字",
        "blocks": "各块",
        "path": "写法", "meaning": "含义", "unit": "量词", "value": "当前值", "absent": "（缺）",
        "met": "数据：{data}{times}", "times": "（共{n}组）",
        "untaken": "没有一组数据走到：{at}{words}",
        "good": "用{tried}组数据试编，未发现问题。",
        "tried": "用{tried}组数据试编，以上问题请逐项修改。",
        "unfit": "另有{n}组试编数据本身不合规则，未使用。",
        "next": "要改哪一块，写在 {body} 里。试用：bulletin build 数据文件 --template {folder}",
    },
    "en": {
        "shipped": "shipped",
        "name": "name", "title": "title", "layout": "layout", "from": "from",
        "requires": "requires", "ledger": "ledger inside", "folder": "folder", "extends": "extends",
        "texts": "texts people may write", "blocks": "blocks", "path": "write", "meaning": "meaning",
        "unit": "unit", "value": "today", "absent": "(absent)", "met": "with {data}{times}",
        "times": " ({n} sets of data)",
        "untaken": "no data has led to {at}{words}",
        "good": "Tried with {tried} sets of data; nothing found.",
        "tried": "Tried with {tried} sets of data.",
        "unfit": "{n} more sets were not used, because they break a rule for data.",
        "next": "What is to be changed goes into {body}. Try: bulletin build DATA --template {folder}",
    },
}  # fmt: skip


def run_list(options: argparse.Namespace) -> int:
    """Every template that can be named."""
    found, issues = shelf(_search(options))
    words = WORDS[options.lang]
    rows = [
        {
            "name": each.template.name, "title": each.template.title, "layout": each.template.layout,
            "from": words["shipped"] if each.shipped else str(each.root),
            "requires": list(each.template.requires),
        }
        for each in found
    ]  # fmt: skip
    if options.json:
        _print({"templates": rows, "issues": issues_as_data(issues, options.lang)})
        return int(ExitCode.OK)
    head = [words[key] for key in ("name", "title", "layout", "from", "requires")]
    _print_table(
        [head, *([str(v) if isinstance(v, str) else "、".join(v) for v in r.values()] for r in rows)]
    )
    for line in issue_lines(issues, options.lang):
        print(line)
    return int(ExitCode.OK)


def run_show(options: argparse.Namespace) -> int:
    """What a template is made of."""
    template = find_template(options.name, _search(options))
    about, words = outline(template, _search(options)), WORDS[options.lang]
    shown: dict[str, Any] = {
        "name": template.name, "title": template.title, "layout": template.layout, "ledger": template.ledger,
        "requires": list(template.requires), "folder": str(template.folder), "extends": list(about.parents),
        "texts": dict(template.texts),
        "blocks": [{"name": b.name, "at": b.at, "words": b.words} for b in about.blocks],
    }  # fmt: skip
    if options.json:
        _print(shown)
        return int(ExitCode.OK)
    for key in ("name", "title", "layout", "ledger", "requires", "folder", "extends"):
        value = shown[key]
        print(f"{padded(words[key], 12)}{value if isinstance(value, str) else '、'.join(value)}")
    print(f"\n{words['texts']}")
    _print_table([[f"  {key}", says] for key, says in template.texts.items()])
    print(f"\n{words['blocks']}")
    _print_table([[f"  {block.name}", block.at, block.words] for block in about.blocks])
    return int(ExitCode.OK)


def run_new(options: argparse.Namespace) -> int:
    """Start a template that inherits another one."""
    files = new_template(options.name, options.parent, Path(options.into), _search(options), options.lang)
    if options.json:
        _print({"files": {name: str(path) for name, path in files.items()}})
        return int(ExitCode.OK)
    for path in files.values():
        print(path)
    folder = files[MANIFEST].parent
    shown = f"./{folder}" if len(folder.parts) == 1 else str(folder)
    print(WORDS[options.lang]["next"].format(body=files[BODY], folder=shown))
    return int(ExitCode.OK)


def run_check(options: argparse.Namespace) -> int:
    """Try a template with data of every kind; one report of everything."""
    codelist = codelist_for({}, options.codelist)
    rehearsal = rehearse(options.name, _search(options), codelist)
    code = rehearsal.exit_code(strict=options.strict)
    if options.json:
        _print({"exit_code": int(code), **_as_data(rehearsal, options.lang)})
    else:
        for line in _lines(rehearsal, options.lang):
            print(line)
    return int(code)


def run_vars(options: argparse.Namespace) -> int:
    """What a template can use; with a data file, what it prints today."""
    codelist = codelist_for(options.file or {}, options.codelist)
    figures = tally(load(options.file, codelist), codelist) if options.file else example_figures(codelist)
    found, words = variables(figures, codelist), WORDS[options.lang]
    if options.json:
        rows = [{"path": v.path, "meaning": v.meaning, "unit": v.unit} for v in found]
        today = [{"value": v.value, "absent": v.value is None} if options.file else {} for v in found]
        _print({"variables": [{**row, **value} for row, value in zip(rows, today, strict=True)]})
        return int(ExitCode.OK)
    head = [words[key] for key in ("path", "meaning", "unit", *(["value"] if options.file else []))]
    lines = [[v.path, v.meaning, v.unit, words["absent"] if v.value is None else v.value] for v in found]
    _print_table([head, *(line[: len(head)] for line in lines)])
    return int(ExitCode.OK)


def _lines(rehearsal: Rehearsal, language: Language) -> Iterator[str]:
    words = WORDS[language]
    for found in rehearsal.found:
        yield from issue_lines([found.issue], language)
        if found.data is not None:
            data = translated(found.data.text, language).format_map(found.data.values)
            times = words["times"].format(n=found.times) if found.times > 1 else ""
            yield f"    {words['met'].format(data=data, times=times)}"
    for at, begins in rehearsal.untaken:
        yield words["untaken"].format(at=at, words=f"  {begins}" if begins else "")
    if rehearsal.unfit:
        yield words["unfit"].format(n=len(rehearsal.unfit))
    yield words["tried" if rehearsal.found else "good"].format(tried=rehearsal.tried)


def _as_data(rehearsal: Rehearsal, language: Language) -> dict[str, Any]:
    issues = issues_as_data([found.issue for found in rehearsal.found], language)
    met = [
        {"data": found.data and translated(found.data.text, language).format_map(found.data.values),
         "times": found.times}
        for found in rehearsal.found
    ]  # fmt: skip
    return {
        "template": rehearsal.name,
        "tried": rehearsal.tried,
        "issues": [{**issue, **data} for issue, data in zip(issues, met, strict=True)],
        "untaken": [{"place": at, "words": begins} for at, begins in rehearsal.untaken],
    }


def _search(options: argparse.Namespace) -> list[Path]:
    return [Path(folder) for folder in options.templates]


def _print(data: object) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2))


def _print_table(rows: Sequence[Sequence[str]]) -> None:
    """Rows in columns; the last one is as long as it is."""
    columns = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [padded(cell, columns[i] + 2) for i, cell in enumerate(row[:-1])]
        print("".join([*cells, row[-1]]).rstrip())
