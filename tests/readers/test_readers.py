"""A document that is read says what was written: its text, the marks around its values, its ledger."""

import contextlib
import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import weasyprint
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin import build
from bulletin.drafting.build import Built
from bulletin.files.refused import DocumentUnfit
from bulletin.issues.errors import DataRefused, InputMissing
from bulletin.ledger.entries import MARK, Ledger, digest_of, reduced, to_json
from bulletin.readers import READERS, Copy, ledger_in, ledger_of, read

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("circular", "first", "round4")
UNMARKED = ("ordinal", "prose")


@cache
def made(name: str) -> Built:
    return build(EXAMPLES / f"{name}.json", formats=("docx", "pdf", "html", "txt"), ledger=True)


def written(folder: Path, name: str, kind: str, content: bytes | None = None) -> Path:
    path = folder / f"{name}.{kind}"
    path.write_bytes(made(name).contents[kind] if content is None else content)
    return path


def texts(copy: Copy) -> tuple[str, ...]:
    return tuple(line.text for line in copy.lines)


def unbroken(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Lines without the breaks that a layout makes in a title."""
    return tuple(line.replace("\n", "") for line in lines)


def squeezed(lines: tuple[str, ...]) -> str:
    return re.sub(r"\s", "", "".join(lines))


def marked(copy: Copy) -> dict[int, str]:
    """The text in the marks, without the breaks that a layout makes in a title."""
    marks = [(mark, line.text[mark.start : mark.end]) for line in copy.lines for mark in line.marks]
    return {mark.occurrence: text.replace("\n", "") for mark, text in marks}


def printed(ledger: Ledger) -> dict[int, str]:
    entries = [entry for entry in ledger.entries if entry.kind not in UNMARKED]
    return {entry.occurrence: entry.printed.replace("\n", "") for entry in entries}


def codes(copy: Copy) -> list[str]:
    return [issue.code for issue in copy.issues]


def refused(path: Path) -> str:
    with pytest.raises(DataRefused) as failure:
        read(path)
    return failure.value.issues[0].code


# ── the text ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["docx", "html"])
@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_that_of_the_ledger(name: str, kind: str, tmp_path: Path) -> None:
    copy = read(written(tmp_path, name, kind))
    assert unbroken(texts(copy)) == unbroken(made(name).ledger.text)
    assert copy.issues == ()


@pytest.mark.parametrize("name", NAMES)
def test_plain_text_is_that_of_the_ledger_without_its_indents(name: str, tmp_path: Path) -> None:
    wanted = tuple(line for text in made(name).ledger.text for line in text.split("\n"))
    assert texts(read(written(tmp_path, name, "txt"))) == wanted


@pytest.mark.parametrize("name", NAMES)
def test_the_text_of_a_pdf_is_that_of_the_ledger_without_white_space(name: str, tmp_path: Path) -> None:
    copy = read(written(tmp_path, name, "pdf"))
    assert squeezed(texts(copy)) == squeezed(made(name).ledger.text)


def test_the_head_of_a_table_is_read_once_and_a_row_as_often_as_it_is_drawn(tmp_path: Path) -> None:
    """Each of the two pages has a head of two lines and the row 县纪委."""
    path = tmp_path / "twice.pdf"
    table = "".join(f"<pre>{line}</pre>" for line in ("2025年   2026年", "项目", "县纪委   3   5"))
    weasyprint.HTML(string=f'{table}<div style="break-before: page">{table}</div>').write_pdf(path)
    assert [line.split() for line in texts(read(path))] == [
        ["2025年", "2026年"], ["项目"], ["县纪委", "3", "5"], ["县纪委", "3", "5"],
    ]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["docx", "html"])
def test_the_marks_enclose_what_was_printed(kind: str, name: str, tmp_path: Path) -> None:
    found, wanted = marked(read(written(tmp_path, name, kind))), printed(made(name).ledger)
    assert {occurrence: found.get(occurrence) for occurrence in wanted} == wanted


def test_text_in_the_encodings_of_a_chinese_office_is_read(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        content = "　　整改率91%\r\n\r\n项目\t数量\r\n\t空\r\n".encode(encoding)
        assert texts(read(written(tmp_path, "a", "txt", content))) == ("整改率91%", "项目\t数量", "\t空")


# ── the ledger ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_the_ledger_travels_in_the_document(kind: str, tmp_path: Path) -> None:
    copy = read(written(tmp_path, "round4", kind))
    assert copy.ledger == reduced(made("round4").ledger, "printed")
    assert copy.ledger_file == "round4.ledger.json"
    assert copy.ledger_digest == ("" if kind == "pdf" else digest_of(to_json(made("round4").ledger)))


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_the_full_ledger_beside_the_document_is_preferred(kind: str, tmp_path: Path) -> None:
    path = written(tmp_path, "round4", kind)
    copy = read(path)
    written(tmp_path, "round4", "ledger.json")
    assert ledger_of(copy, path) == made("round4").ledger
    assert ledger_of(copy, path, beside=False) == copy.ledger


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_the_ledger_of_another_document_is_not_used(kind: str, tmp_path: Path) -> None:
    path = written(tmp_path, "round4", kind)
    written(tmp_path, "round4", "ledger.json", made("first").contents["ledger.json"])
    assert ledger_of(read(path), path) == read(path).ledger


def test_a_document_that_lost_its_ledger_takes_none_but_its_own_from_beside_it(tmp_path: Path) -> None:
    path = written(tmp_path, "round4", "docx", without(made("round4").contents["docx"], "customXml/"))
    assert codes(read(path)) == ["B814"]
    assert ledger_of(read(path), path) is None
    written(tmp_path, "round4", "ledger.json")
    assert ledger_of(read(path), path) == made("round4").ledger
    written(tmp_path, "round4", "ledger.json", made("first").contents["ledger.json"])
    with pytest.raises(DataRefused) as failure:
        ledger_of(read(path), path)
    assert failure.value.issues[0].code == "B815"


def test_the_ledger_of_an_edited_copy_is_found_by_the_name_it_was_written_under(tmp_path: Path) -> None:
    renamed = tmp_path / "round4（修改稿）.docx"
    renamed.write_bytes(made("round4").contents["docx"])
    written(tmp_path, "round4", "ledger.json")
    assert ledger_of(read(renamed), renamed) == made("round4").ledger


@pytest.mark.parametrize("name", ["../x.ledger.json", "/etc/x.ledger.json", "..\\x.ledger.json", "x.json"])
def test_a_document_names_no_file_elsewhere(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    (tmp_path / "x.ledger.json").write_bytes(made("round4").contents["ledger.json"])
    path = written(
        folder, "round4", "docx", changed("docProps/custom.xml", b"round4.ledger.json", name.encode())
    )
    copy = read(path)
    assert copy.ledger_file == name
    assert ledger_of(copy, path) == copy.ledger


def test_a_ledger_that_was_changed_inside_the_document_is_not_used(tmp_path: Path) -> None:
    path = written(tmp_path, "round4", "docx", changed("customXml/item1.xml", b"90.9%", b"92.9%"))
    copy = read(path)
    assert copy.ledger is None
    assert codes(copy) == ["B813"]
    full = build(EXAMPLES / "round4.json", formats=("html",), embed="full").contents["html"]
    copy = read(
        written(tmp_path, "full", "html", full.replace("巡察对象135 −".encode(), "巡察对象136 −".encode()))
    )
    assert (copy.ledger, codes(copy)) == (None, ["B813"])


def test_a_ledger_cannot_command_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger.json"
    for character in ("\x1b", "\x7f", "\u202e"):
        path.write_bytes(to_json(replace(made("first").ledger, title=f"题{character}[31m")))
        with pytest.raises(DataRefused):
            ledger_in(path)


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    for content in (b"", b"{}", b"[1]", b'{"format": 1}', b"\xff\xfe", b"[" * 100_000):
        path = tmp_path / "a.ledger.json"
        path.write_bytes(content)
        with pytest.raises(DataRefused):
            ledger_in(path)
    with pytest.raises(InputMissing):
        ledger_in(tmp_path / "b.ledger.json")


# ── what people do to a Word file ────────────────────────────────────────────────────────────────────────

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def packed(parts: Mapping[str, bytes] | Mapping[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def repacked(content: bytes, change: Callable[[dict[str, bytes]], dict[str, bytes]]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return packed(change({name: archive.read(name) for name in archive.namelist()}))


def without(content: bytes, prefix: str) -> bytes:
    return repacked(content, lambda parts: {n: c for n, c in parts.items() if not n.startswith(prefix)})


def changed(part: str, old: bytes, new: bytes) -> bytes:
    """The example with something else in one of its parts."""

    def change(parts: dict[str, bytes]) -> dict[str, bytes]:
        assert old in parts[part]
        return parts | {part: parts[part].replace(old, new)}

    return repacked(made("round4").contents["docx"], change)


def word(body: str, space: str = W, prefix: str = "w", **notes: str) -> bytes:
    body = body if prefix == "w" else body.replace("w:", f"{prefix}:")
    root = f'<{prefix}:document xmlns:{prefix}="{space}" xmlns:mc="{MC}"><{prefix}:body>'
    parts = {"word/document.xml": f"{root}{body}</{prefix}:body></{prefix}:document>"}
    for name, inner in notes.items():
        parts[f"word/{name}.xml"] = f'<w:{name} xmlns:w="{space}">{inner}</w:{name}>'
    return packed(parts)


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def mark(number: int, inner: str) -> str:
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{MARK}{number}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'
    )


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def inside(name: str, *inner: str) -> str:
    return f"<w:{name}>{''.join(inner)}</w:{name}>"


def field(part: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>'


BOX = inside("txbxContent", p(run("框")))
CHOICE, FALLBACK = f"<mc:Choice>{BOX}</mc:Choice>", f"<mc:Fallback>{BOX}</mc:Fallback>"
CODE = inside("r", "<w:instrText>PAGE 7</w:instrText><w:t>七</w:t>")
DELETED = "<w:rPr><w:del/></w:rPr>"
CELL = p(run("甲")) + inside("tbl", row(p(run("1")), p(run("2")))) + p()

PIECES: dict[str, tuple[str, list[str]]] = {
    "runs": (p(run("共"), run("31"), run("0个")), ["共310个"]),
    "blank": (p(run("  ")) + p() + p(run("甲")), ["甲"]),
    "break and tab": (p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>"), ["甲\n乙\t丙"]),
    "tab stops": (p('<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>', run("甲")), ["甲"]),
    "page break": (p('<w:r><w:br w:type="page"/></w:r>', run("甲")), ["甲"]),
    "hyphen": (p("<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t></w:r>"), ["甲\u2011乙"]),
    "accepted": (p(inside("ins", run("91%")), inside("del", run("9"), "<w:delText>8</w:delText>")), ["91%"]),
    "moved": (p(inside("moveFrom", run("甲")), run("乙"), inside("moveTo", run("甲"))), ["乙甲"]),
    "paragraphs joined": (p(inside("pPr", DELETED), run("甲")) + p(run("乙")), ["甲乙"]),
    "form before": (
        p(inside("pPr", inside("rPr", inside("rPrChange", DELETED))), run("甲")) + p(run("乙")),
        ["甲", "乙"],
    ),
    "control": (inside("sdt", "<w:sdtPr/>", inside("sdtContent", p(run("甲")))), ["甲"]),
    "link": (p(inside("hyperlink", run("甲")), inside("smartTag", run("乙"))), ["甲乙"]),
    "hidden": (p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r>", run("乙")), ["乙"]),
    "not hidden": (p('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>甲</w:t></w:r>'), ["甲"]),
    "struck out": (p("<w:r><w:rPr><w:strike/></w:rPr><w:t>310</w:t></w:r>", run("300个")), ["300个"]),
    "struck out twice": (p("<w:r><w:rPr><w:dstrike/></w:rPr><w:t>3</w:t></w:r>", run("乙")), ["乙"]),
    "symbol": (p('<w:r><w:sym w:font="Arial" w:char="0031"/></w:r>', run("310个")), ["1310个"]),
    "picture": (p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', run("甲")), ["\ufffd甲"]),
    "no symbol": (p('<w:r><w:sym w:char="-1"/><w:sym w:char="x"/></w:r>', run("甲")), ["甲"]),
    "field": (p(field("begin"), CODE, field("separate"), run("3"), field("end"), run("页")), ["3页"]),
    "field without end": (p(field("begin"), CODE) + p(run("甲")), ["甲"]),
    "simple field": (p('<w:fldSimple w:instr="PAGE">', run("3"), "</w:fldSimple>"), ["3"]),
    "ruby": (p(inside("ruby", inside("rt", run("xún")), inside("rubyBase", run("巡")))), ["巡"]),
    "box": (p(run("甲"), inside("r", inside("pict", BOX)), run("乙")), ["甲乙", "框"]),
    "box once": (p(f"<mc:AlternateContent>{CHOICE}{CHOICE}{FALLBACK}</mc:AlternateContent>"), ["框"]),
    "box in its fallback": (p(f"<mc:AlternateContent>{FALLBACK}</mc:AlternateContent>"), ["框"]),
    "row": (inside("tbl", row(p(run("甲")), p(), p(run("丙")))), ["甲\t\t丙"]),
    "two paragraphs in a cell": (inside("tbl", row(p(run("甲")) + p(run("乙")))), ["甲\n乙"]),
    "deleted row": (
        inside("tr", inside("trPr", "<w:del/>"), inside("tc", p(run("甲")))) + p(run("乙")),
        ["乙"],
    ),
    "table in a cell": (inside("tbl", row(CELL, p(run("乙")))), ["甲\n1\n2\t乙"]),
}


@pytest.mark.parametrize("case", PIECES)
@pytest.mark.parametrize(("space", "prefix"), [(W, "w"), (STRICT, "w"), (W, "ns0"), (STRICT, "wx")])
def test_what_a_reader_of_the_pages_sees_is_read(case: str, space: str, prefix: str, tmp_path: Path) -> None:
    body, wanted = PIECES[case]
    assert texts(read(written(tmp_path, "a", "docx", word(body, space, prefix)))) == tuple(wanted)


def test_notes_follow_the_text(tmp_path: Path) -> None:
    separator = f'<w:footnote w:type="separator">{p(run("—"))}</w:footnote>'
    content = word(
        p(run("正文")),
        footnotes=f"{separator}<w:footnote>{p(run('脚注'))}</w:footnote>",
        endnotes=f"<w:endnote>{p(run('尾注'))}</w:endnote>",
    )
    assert texts(read(written(tmp_path, "a", "docx", content))) == ("正文", "脚注", "尾注")


def test_of_headers_and_footers_what_holds_a_number_is_read(tmp_path: Path) -> None:
    page = p(run("— "), field("begin"), CODE, field("separate"), run("3"), field("end"), run(" —"))
    simple = p('<w:fldSimple w:instr="PAGE">', run("3"), "</w:fldSimple>", run("云川县"))
    said = p(run("已整改300个"))
    content = word(p(run("正文")), header1=said, header2=said + simple, footer1=page)
    assert texts(read(written(tmp_path, "a", "docx", content))) == ("正文", "已整改300个")


def test_open_changes_are_counted(tmp_path: Path) -> None:
    body = p("<w:ins>", run("1"), "</w:ins><w:del>", run("2"), "</w:del>")
    (issue,) = read(written(tmp_path, "a", "docx", word(body))).issues
    assert (issue.code, issue.values["n"]) == ("B816", 2)


def test_marks_survive_what_people_do_inside_them(tmp_path: Path) -> None:
    opened = '<w:bookmarkStart w:id="{0}" w:name="{1}{0}"/>'
    closed = '<w:bookmarkEnd w:id="{}"/>'
    changes = run("3") + inside("del", run("1")) + inside("ins", run("2"))
    body = p(run("共"), mark(1, changes), run("个")) + p(mark(2, ""), run("空"))
    body += p(opened.format(3, MARK), run("甲")) + p(run("乙"), closed.format(3), run("丙"))
    body += p(opened.format(4, MARK), run("丁")) + p(closed.format(4), run("戊"))
    body += p(opened.format(9, "_GoBack"), run("己"), opened.format(8, MARK))
    copy = read(written(tmp_path, "a", "docx", word(body)))
    found = [(m.occurrence, line.text[m.start : m.end]) for line in copy.lines for m in line.marks]
    assert found == [(1, "32"), (2, ""), (3, "甲"), (3, "乙"), (4, "丁")]


# ── other programs ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What LibreOffice makes of the Word files: saved as DOCX, as ODT, from there as DOCX, and as PDF."""
    folder = tmp_path_factory.mktemp("resaved")
    for name in NAMES:
        build(EXAMPLES / f"{name}.json", formats=["docx"], into=folder)
    start = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    steps = (("", "docx", "docx"), ("", "odt", "odt"), ("odt", "docx", "again"), ("", "pdf", "pdf"))
    for source, kind, target in steps:
        files = [str(file) for file in sorted((folder / source).glob("*.docx" if not source else "*.odt"))]
        command = [*start, "--convert-to", kind, "--outdir", str(folder / target), *files]
        subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("file", ["docx/{}.docx", "odt/{}.odt", "again/{}.docx"])
@pytest.mark.parametrize("name", NAMES)
def test_text_and_marks_survive_libreoffice(name: str, file: str, resaved: Path) -> None:
    copy = read(resaved / file.format(name))
    assert unbroken(texts(copy)) == unbroken(made(name).ledger.text)
    assert marked(copy) == printed(made(name).ledger)
    assert (copy.ledger_file, copy.ledger_digest) == (
        f"{name}.ledger.json",
        digest_of(to_json(made(name).ledger)),
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_ledger_survives_libreoffice_in_a_docx_and_not_in_an_odt(name: str, resaved: Path) -> None:
    copy = read(resaved / "docx" / f"{name}.docx")
    assert (copy.ledger, copy.issues) == (reduced(made(name).ledger, "printed"), ())
    for gone in ("odt/{}.odt", "again/{}.docx"):
        copy = read(resaved / gone.format(name))
        assert (copy.ledger, codes(copy)) == (None, ["B814"])


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_that_libreoffice_made_is_read(name: str, resaved: Path) -> None:
    page, issued = (
        squeezed(text) for text in (texts(read(resaved / "pdf" / f"{name}.pdf")), made(name).ledger.text)
    )
    note = "示例文稿，所涉单位、人员和数字均为虚构"  # in a box, which LibreOffice draws after the text
    assert (page.replace(note, ""), page.count(note)) == (issued.replace(note, ""), issued.count(note))


# ── web pages ────────────────────────────────────────────────────────────────────────────────────────────

PAGES = {
    "white space": ("<p> 甲 \n 乙<b> 丙</b>  </p>", ["甲 乙 丙"]),
    "breaks": ("<p>甲<br>乙</p><div>丙<p>丁</div>戊", ["甲\n乙", "丙", "丁", "戊"]),
    "no end tags": ("<table><tr><td>甲<td>乙<tr><th>丙<td></table><li>丁", ["甲\t乙", "丙\t", "丁"]),
    "cells": ("<table><tr>\n <td><p>甲</p><p>乙</p></td>\n <td> 丙 </td></tr></table>", ["甲\n乙\t丙"]),
    "caption": ("<table><caption>表</caption><tr><td>1</table>", ["表", "1"]),
    "struck out": ("<p>整改<s>310</s><del>300</del>320个", ["整改320个"]),
    "page number": ("<p>甲</p><p>— 1 —</p><p>- 12 -</p>", ["甲"]),
    "unseen": ("<title>题</title><style>p{}</style><script>1</script><p>甲", ["甲"]),
    "entities": ("<p>甲&amp;&#20057;&nbsp;</p>", ["甲&乙\xa0"]),
}


@pytest.mark.parametrize("case", PAGES)
def test_a_page_is_read_as_browsers_show_it(case: str, tmp_path: Path) -> None:
    page, wanted = PAGES[case]
    assert texts(read(written(tmp_path, "a", "html", page.encode()))) == tuple(wanted)


@pytest.mark.parametrize("piece", ["<a ", "<a b='", "<", "<!--", "<![>", "<![CDATA[>", "</a "])
def test_a_page_that_would_keep_the_parser_for_hours_is_refused(piece: str, tmp_path: Path) -> None:
    assert refused(written(tmp_path, "a", "html", (piece * 100_000).encode())) == "B810"


# ── files that are none ──────────────────────────────────────────────────────────────────────────────────

DTD = '<!DOCTYPE w [<!ENTITY a "aaaa">]>'
HOSTILE = {
    "no archive": (b"PK\x03\x04nothing", "B810"),
    "empty": (b"", "B810"),
    "old format": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "B810"),
    "no text part": (packed({"a.xml": "<a/>"}), "B810"),
    "not Word": (packed({"word/document.xml": "<a/>"}), "B810"),
    "no XML": (packed({"word/document.xml": "<a>"}), "B810"),
    "entities": (packed({"word/document.xml": f'{DTD}<w:p xmlns:w="{W}">&a;</w:p>'}), "B810"),
    "bomb": (packed({"word/document.xml": f'<w:p xmlns:w="{W}">{" " * 19_000_000}</w:p>'}), "B811"),
    "many parts": (packed({f"a{n}": "" for n in range(2_001)}), "B811"),
    "deep": (word("<w:p>" * 300 + "</w:p>" * 300), "B811"),
    "other method": (packed({"word/document.xml": f'<w:p xmlns:w="{W}"/>'}, zipfile.ZIP_BZIP2), "B810"),
    "encoding": (packed({"word/document.xml": '<?xml version="1.0" encoding="x-none"?><a/>'}), "B810"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_or_broken_archive_is_refused(case: str, tmp_path: Path) -> None:
    content, code = HOSTILE[case]
    assert refused(written(tmp_path, "a", "docx", content)) == code


def test_what_is_no_document_is_refused(tmp_path: Path) -> None:
    assert refused(written(tmp_path, "a", "pdf", b"%PDF-1.7\nnothing")) == "B810"
    assert refused(written(tmp_path, "a", "txt", b"\0\1\2")) == "B810"
    assert refused(written(tmp_path, "a", "odt", packed({"content.xml": "<a/>"}))) == "B810"
    assert refused(written(tmp_path, "a", "doc", b"")) == "B801"
    assert refused(written(tmp_path, "a", "txt", b"a" * (READERS[".txt"][1] + 1))) == "B811"
    with pytest.raises(InputMissing):
        read(tmp_path / "nothere.docx")
    (tmp_path / "folder.docx").mkdir()
    with pytest.raises(InputMissing):
        read(tmp_path / "folder.docx")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(("docx", "html", "pdf", "txt")), st.data())
def test_a_spoilt_file_is_read_or_refused(kind: str, data: st.DataObject) -> None:
    content = bytearray(made("first").contents[kind])
    for _ in range(data.draw(st.integers(0, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    reader, _ = READERS[f".{kind}"]
    with contextlib.suppress(DocumentUnfit):
        reader(bytes(content[: data.draw(st.integers(0, len(content)))]), f"a.{kind}")
