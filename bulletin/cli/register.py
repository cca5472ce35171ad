"""`bulletin register`: the editions of an office, what happened to them, whether all is as it was left."""

import argparse
import dataclasses
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bulletin.cli.columns import padded, width
from bulletin.cli.printing import issue_lines, issues_as_data
from bulletin.issues.errors import DataRefused, ExitCode
from bulletin.issues.issue import Issue, error, errors
from bulletin.publishing import Edition, Office, Register, audit, read_office, repair
from bulletin.publishing.register import told
from bulletin.publishing.store import STORE

STATES = {"allocated": "已登记", "built": "已生成", "published": "已发布", "void": "已作废"}

EVENTS = {"allocated": "登记", "built": "生成", "approved": "批准", "published": "发布", "void": "作废",
          "told": "通知", "changed data": "数据有改动", "staged files lost": "待发文件缺失，须重新生成",
          "another reason": "更改事由", "entered again": "修复登记", "carried over": "沿用原登记",
          "moved": "文件移位"}  # fmt: skip
"""The events of the history, in Chinese."""


def run(options: argparse.Namespace) -> int:
    """List, show, verify, export or repair."""
    office = read_office(options.office)
    if options.what == "repair":
        return _repaired(office, options)
    series = office.named(options.series) if options.series else None
    if series and options.period:
        series.period(options.period)
    register = Register(office.folder, create=False)
    try:
        editions = register.editions(options.series, options.period)
        if options.what == "verify":
            return _verified(audit(office, register, editions), len(editions), options)
        if not editions and (options.series or options.period):
            raise DataRefused([_none(options)])
        if options.what == "export" or options.json:
            print(json.dumps(_exported(register, editions), ensure_ascii=False, indent=2, default=str))
        elif options.what == "show":
            _show(register, editions, options)
        else:
            _list(editions, options)
        return int(ExitCode.OK)
    finally:
        register.close()


def _repaired(office: Office, options: argparse.Namespace) -> int:
    """Repair, and say what was done, what could not be, and what is still wrong."""
    done = repair(office, datetime.now(office.zone), [*map(Path, options.look)], anew=options.anew)
    register = Register(office.folder, create=False)
    try:
        editions = register.editions()
        left = [each for each in audit(office, register, editions) if each.code != "B746"]
    finally:
        register.close()
    places = {(each.code, each.place) for each in left}
    issues = [*(each for each in done.issues if (each.code, each.place) not in places), *left]
    code = ExitCode.IO if errors(tuple(issues)) else ExitCode.OK
    if options.json:
        found = {"exit_code": int(code), "kept": done.kept, "editions": len(editions),
                 "issues": issues_as_data(issues, options.lang)}  # fmt: skip
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return int(code)
    for line in issue_lines(issues, options.lang):
        print(line, file=sys.stderr if code else sys.stdout)
    kept = {"zh": f"原登记保存为{done.kept}。", "en": f"The old register is kept as {done.kept}."}
    if done.kept:
        print(kept[options.lang])
    sound = {
        "zh": f"登记与已发布的{len(editions)}期一致。",
        "en": f"The register agrees with all that is out; it has {len(editions)} editions.",
    }
    if not code:
        print(sound[options.lang])
    return int(code)


def _none(options: argparse.Namespace) -> Issue:
    place = f"{options.series or ''} {options.period or ''}".strip()
    text, hint = "The register has no such edition.", "bulletin register list shows what there is."
    return error("B747", place, text, hint)


def _verified(issues: Sequence[Issue], count: int, options: argparse.Namespace) -> int:
    code = ExitCode.IO if issues else ExitCode.OK
    if options.json:
        found = {"exit_code": int(code), "editions": count, "issues": issues_as_data(issues, options.lang)}
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return int(code)
    for line in issue_lines(issues, options.lang):
        print(line, file=sys.stderr)
    if not issues:
        sound = {
            "zh": f"登记完好，核验{count}期，均与发布时一致。",
            "en": f"The register and {count} editions are as they were left.",
        }
        print(sound[options.lang])
    return int(code)


def _exported(register: Register, editions: Sequence[Edition]) -> dict[str, object]:
    known = {each.id for each in editions}
    names = ("n", "at", "edition", "event", "detail", "digest")
    entries = [dict(zip(names, entry, strict=True)) for entry in register.history() if entry[2] in known]
    return {
        "editions": [dataclasses.asdict(each) for each in editions],
        "history": [{**entry, "detail": told(str(entry["detail"]))} for entry in entries],
    }


def _state(edition: Edition, options: argparse.Namespace) -> str:
    return STATES[edition.state] if options.lang == "zh" else edition.state


def _list(editions: Sequence[Edition], options: argparse.Namespace) -> None:
    rows = [
        (each.series, each.period, each.number or "—", str(each.dated), _state(each, options), each.reason)
        for each in editions
    ]
    if not rows:
        print("登记中尚无文稿。" if options.lang == "zh" else "Nothing is registered yet.")
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(padded(cell, columns) for cell, columns in zip(row, widths, strict=True)).rstrip())


def _show(register: Register, editions: Sequence[Edition], options: argparse.Namespace) -> None:
    """Where each edition lies, what it corrects or is corrected by, and everything that happened to it."""
    history = register.history()
    for each in editions:
        place = {"built": f"{STORE}/{each.content}", "published": each.folder}.get(each.state, "")
        print(f"{each.series} {each.period}  {each.number or '—'}  {_state(each, options)}  {place}".rstrip())
        for line in _links(each, register.editions(each.series, each.period), options):
            print(f"  {line}")
        for _, at, edition, event, detail, _ in history:
            if edition == each.id:
                about = told(detail)
                said = about.get("") or {
                    name: about[name] for name in ("number", "reason") if about.get(name)
                }
                word = EVENTS.get(event, event) if options.lang == "zh" else event
                print(f"  {at}  {word}  {'  '.join(map(str, said.values()))}".rstrip())


def _links(edition: Edition, others: Sequence[Edition], options: argparse.Namespace) -> list[str]:
    """What an edition corrects, and what corrects it."""
    words = {"zh": ("更正", "已由此更正"), "en": ("corrects", "corrected by")}[options.lang]
    return [
        f"{word} {other.number or '—'}  {other.folder}"
        for other in others
        for word, linked in zip(
            words, (other.id == edition.corrects, other.corrects == edition.id), strict=True
        )
        if linked and other.state != "void"
    ]
