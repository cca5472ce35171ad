"""Make the archive of an office, plain HTML pages of its published editions, from the register."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from bulletin.files.save import save
from bulletin.issues.issue import Issue, error, note
from bulletin.publishing.office import Office
from bulletin.publishing.register import Edition, Register
from bulletin.publishing.steps import step
from bulletin.publishing.store import MANIFEST, digest_in

FOLDER = "archive"
STYLE = """
body { max-width: 48em; margin: 2em auto; padding: 0 1em; font: 1em/1.7 serif; color: #222 }
h1 { font-size: 1.4em } h2 { font-size: 1.1em; margin-top: 2em }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .3em 1em .3em 0 }
th { border-bottom: 1px solid #222; font-weight: normal; white-space: nowrap }
td { border-bottom: 1px solid #ddd; vertical-align: top } time, .number { white-space: nowrap }
code { font-size: .8em; overflow-wrap: anywhere } a { color: #8b1a1a } .note { color: #666 }
"""
KINDS = {".docx": "Word 文件", ".pdf": "PDF", ".html": "网页", ".txt": "纯文本", ".json": "数字台账"}

Known = Mapping[int, tuple[Edition, Mapping[str, Any]]]
"""The id of an edition → itself and its manifest."""


def rebuild(office: Office, register: Register, harmed: Collection[str] = ()) -> tuple[Issue, ...]:
    """Write the index, a page for each year and one for each edition; the same register gives the same pages.

    A damaged edition keeps its page. `harmed` are the places of pages that were missing or changed before the
    run; a note is returned for each of them that was made again.

    Raises:
        OutputFailed: a page cannot be written.
    """
    with register.alone():  # so that no process writes an older archive over a newer one
        changed = _changed(office, _known(office, register))
        step("making the archive")
        for left in [*(office.folder / FOLDER).glob(".*.part"), *(office.folder / FOLDER).glob(".*.old")]:
            left.unlink()  # of an interrupted run: no other process writes here now
        save(changed)
        step("made the archive")
    text = "The page was gone or was changed; it was made anew."
    names = {f"{FOLDER}/{path.name}" for path in changed} & set(harmed)
    return tuple(note("B746", name, text) for name in sorted(names))


def damages(office: Office, register: Register) -> tuple[Issue, ...]:
    """Return the pages that differ from those `rebuild` makes; none while a published edition is damaged."""
    known = _known(office, register)
    if len(known) < sum(edition.state == "published" for edition in register.editions()):
        return ()
    text, hint = "The page is gone or was changed.", "bulletin publish makes it anew."
    found = sorted(path.name for path in _changed(office, known))
    return tuple(error("B746", f"{FOLDER}/{name}", text, hint) for name in found)


def _known(office: Office, register: Register) -> Known:
    known: dict[int, tuple[Edition, Mapping[str, Any]]] = {}
    for edition in register.editions():
        folder = office.folder / edition.folder
        if edition.state == "published" and digest_in(folder) == edition.content:
            known[edition.id] = edition, json.loads((folder / MANIFEST).read_text("utf-8"))
    return known


def _changed(office: Office, known: Known) -> dict[Path, bytes]:
    """Return path → content of the pages that are missing or differ."""
    pages = {office.folder / FOLDER / name: page.encode() for name, page in _pages(office, known).items()}
    return {path: page for path, page in pages.items() if not _holds(path, page)}


def _holds(path: Path, page: bytes) -> bool:
    try:
        return path.read_bytes() == page
    except OSError:
        return False


def _pages(office: Office, known: Known) -> dict[str, str]:
    years: dict[int, list[Edition]] = defaultdict(list)
    for edition, _ in known.values():
        years[edition.dated.year].append(edition)
    corrected = {edition.corrects: edition for edition, _ in known.values()}
    pages = {"index.html": _index(office, years)} if known else {}
    pages |= {f"{year}.html": _year(year, found, known, corrected) for year, found in years.items()}
    return pages | {page_of(edition): _edition(edition, known, corrected) for edition, _ in known.values()}


def page_of(edition: Edition) -> str:
    """Return the name of the page of an edition."""
    return f"{edition.series}-{Path(edition.folder).name}.html"


def _page(title: str, body: str, up: str = "") -> str:
    back = f'<p><a href="{up}">返回</a></p>\n' if up else ""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n{body}\n{back}</main>\n</body>\n</html>\n"
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as HTML; the cells are HTML already."""
    heads = "".join(f"<th>{each}</th>" for each in head)
    lines = "\n".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>"


def _link(edition: Edition, text: str) -> str:
    return f'<a href="{escape(page_of(edition))}">{escape(text)}</a>'


def _index(office: Office, years: Mapping[int, Sequence[Edition]]) -> str:
    rows = [
        (f'<a href="{year}.html">{year}年</a>', f"{len(years[year])}期")
        for year in sorted(years, reverse=True)
    ]
    return _page(f"{office.name}文稿存档", _table(("年份", "已发布"), rows))


def _year(
    year: int, editions: Sequence[Edition], known: Known, corrected: Mapping[int | None, Edition]
) -> str:
    by_series: dict[str, list[Edition]] = defaultdict(list)
    for each in editions:
        by_series[known[each.id][1]["series"]["title"]].append(each)
    parts = []
    for title, found in by_series.items():
        rows = [
            (
                _link(each, known[each.id][1]["title"]),
                _number(each) or "—",
                _day(each),
                f'<span class="number">{_link(new, "已更正")}</span>'
                if (new := corrected.get(each.id))
                else "",
            )
            for each in found
        ]
        parts.append(f"<h2>{escape(title)}</h2>\n{_table(('标题', '发文字号', '成文日期', '更正'), rows)}")
    return _page(f"{year}年", "\n".join(parts), "index.html")


def _edition(edition: Edition, known: Known, corrected: Mapping[int | None, Edition]) -> str:
    about = known[edition.id][1]
    away = Path(edition.folder).is_absolute()
    place = Path(edition.folder).as_uri() if away else f"../{edition.folder}"
    rows = [
        (
            f'<a href="{escape(f"{place}/{name}")}">{_kind(name)}</a>',
            f"{of['bytes']:,}",
            f"<code>{of['sha256']}</code>",
        )
        for name, of in about["files"].items()
    ]
    parts = [f"<p>{'　'.join(filter(None, (_number(edition), _day(edition))))}　期次 {edition.period}</p>"]
    if edition.id in corrected:
        new = corrected[edition.id]
        parts.append(
            f"<p><strong>本期已由{_link(new, new.number or Path(new.folder).name)}更正。</strong></p>"
        )
    if edition.corrects is not None and edition.corrects in known:
        parts += _correction(known[edition.corrects][0], about["corrects"])
    parts.append(f"<h2>文件</h2>\n{_table(('文件', '字节', 'SHA-256'), rows)}")
    made = f'{"，".join(about["versions"])}；文件清单见 <a href="{escape(place)}/{MANIFEST}">{MANIFEST}</a>'
    parts.append(f'<p class="note">{made}</p>')
    return _page(about["title"], "\n".join(parts), f"{edition.dated.year}.html")


def _number(edition: Edition) -> str:
    return f'<span class="number">{escape(edition.number)}</span>' if edition.number else ""


def _day(edition: Edition) -> str:
    day = edition.dated
    return f'<time datetime="{day}">{day.year}年{day.month}月{day.day}日</time>'


def _kind(name: str) -> str:
    """Return the kind of a file in Chinese."""
    kind = KINDS.get(Path(name).suffix, escape(name))
    return f"{kind}（更正）" if ".correction." in name else kind


def _correction(old: Edition, said: Mapping[str, Any]) -> list[str]:
    """Return the part of a page with the changes of a correction and a link to the corrected edition."""
    rows = [
        [escape(cell) or "—" for cell in ("、".join(each["places"]), each["label"], each["was"], each["now"])]
        for each in said["changes"]
    ]
    reason = f"更正事由：{escape(said['reason'])}" if said["reason"] else ""
    link = _link(old, old.number or Path(old.folder).name)
    table = _table(("位置", "项目", "原文", "更正为"), rows)
    return [f"<p>本期更正{link}。{reason}</p>", f"<h2>更正内容</h2>\n{table}"]
