"""A document of every kind this project writes, for the tests of what holds for all of them.

The published texts of `cases/` were chosen for their figures and lack what a template asks for beside them:
they are filled in here.
"""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from bulletin import build, compose, load, tally
from bulletin.composition import find_template
from bulletin.ledger.account import account
from bulletin.ledger.entries import carried
from bulletin.model.codelist import read_codelist, shipped_codelist
from bulletin.model.document import (
    Cell,
    Document,
    Heading,
    LineBreak,
    PageBreak,
    Paragraph,
    ParagraphGroup,
    Strong,
    Tab,
    Table,
    Text,
    Value,
    numbered,
)
from bulletin.model.facts import Count
from bulletin.model.figures import Figures
from bulletin.writers.options import Options

TESTS = Path(__file__).parents[1]
EXAMPLES = sorted((TESTS.parent / "examples").glob("*.json"))
CASES = sorted(set((TESTS / "cases").glob("*.json")) - set((TESTS / "cases").glob("*.expected.json")))
KINDS = sorted((TESTS.parent / "examples" / "kinds").glob("*.json"))
TEMPLATES = ("news", "circular")
"""Those that every example of a round can be written by; the kinds of `KINDS` name their own."""
MISSING: dict[str, Any] = {
    "date": datetime.date(2026, 9, 18),
    "number": "云巡组〔2026〕8号",
    "headline": ("巡察工作情况", "问题整改情况"),
    "addressees": ("各乡镇党委", "县直各部门党组（党委）"),
    "copies": ("县委常委", "县纪委监委"),
    "printed_by": "云川县委办公室",
}


@cache
def documents() -> dict[str, Document]:
    """Every example in both templates of a round, every other kind in its own, and what none of them uses."""
    kinds = {file.stem: build(file, formats=()).document for file in KINDS}
    return {**_composed(EXAMPLES), **kinds, "every-element": EVERY_ELEMENT, "every-block": EVERY_BLOCK}


def all_documents() -> dict[str, Document]:
    """The published texts as well: many, and all alike in their kinds of pieces."""
    return {**documents(), **_composed(CASES)}


@cache
def carrying_its_ledger() -> tuple[Document, Options]:
    """A document and the options by which it carries its whole ledger."""
    file = TESTS.parent / "examples" / "circular.json"
    document = _document(file, "circular")
    return document, Options(carried(account(document, _figures(file), "circular"), "full"))


def _composed(files: Sequence[Path]) -> dict[str, Document]:
    return {f"{file.stem}-{name}": _document(file, name) for file in files for name in TEMPLATES}


def _document(file: Path, name: str) -> Document:
    return compose(_figures(file), replace(find_template(name), requires=()))


@cache
def _figures(file: Path) -> Figures:
    own = file.with_name(f"{file.stem}.indicators.toml")
    terms = read_codelist(own.read_text("utf-8"), shipped_codelist()) if own.exists() else shipped_codelist()
    data = load(file, terms)
    missing = {key: value for key, value in MISSING.items() if not getattr(data.document, key)}
    inspected = {} if data.rounds else {"inspected": Count(n=12)}
    data = replace(
        data,
        document=replace(data.document, **missing),
        issuer=replace(data.issuer, mark=data.issuer.mark or "云川县纪委文件"),
        scopes=tuple(replace(scope, results={**inspected, **scope.results}) for scope in data.scopes),
    )
    return tally(data, terms)


def _plain(role: str, text: str) -> Paragraph:
    return Paragraph(role, (Text(text),))


EVERY_ELEMENT = Document(
    genre="test",
    layout="gbt9704",
    title="各要素齐全的公文",
    language="zh-CN",
    author="云川县委",
    date="2026-09-18",
    blocks=(
        _plain("sample", "示例文稿，所涉单位、人员和数字均为虚构"),
        ParagraphGroup(
            "masthead",
            (
                _plain("copy_number", "000001"),
                _plain("secrecy", "机密★1年"),
                _plain("urgency", "特急"),
                _plain("mark", "云川县委文件"),
                Paragraph(
                    "upward",
                    (Text("云巡组〔2026〕8号"), Tab(), Text("签发人："), Strong((Text("喆堃　王李"),))),
                ),
                Paragraph("rule", ()),
            ),
        ),
        Heading(1, (Text("各要素齐全的公文"), LineBreak(), Text("第二行"))),
        _plain("addressees", "各乡镇党委："),
        _plain("body", "全面检查被巡察党组织履行职责情况。" * 60),
        ParagraphGroup(
            "signature", (_plain("signature", "云川县委"), _plain("date", "2026年9月18日")), sealed=True
        ),
        _plain("note", "（此件公开发布）"),
        ParagraphGroup(
            "colophon",
            (
                _plain("copies", "抄送：" + "县委常委，县纪委监委，" * 9 + "县委组织部。"),
                Paragraph("printed", (Text("云川县委办公室"), Tab(), Text("2026年9月18日印发"))),
            ),
        ),
    ),
)
"""Every closing and opening element at once, with names of rare characters."""

_HEAD = (Cell((Text("项目"),), head=True, span=2), Cell((Text("数量"),), head=True))
_ROW = (Cell((Text("甲"), LineBreak(), Text("乙"))), Cell((Text("丙"),)), Cell((Value("41件", "cases"),)))

EVERY_BLOCK = Document(
    genre="test",
    layout="gbt9704",
    title="各种段落",
    language="zh-CN",
    blocks=numbered(
        (
            Heading(1, (Text("各种段落"),)),
            Heading(2, (Value("一、", "ordinal", "ordinal"), Text("<b>不是标签</b> & &amp; ]]>"))),
            Heading(3, (Text("（一）喆堃翀旻昇祎珺㛃𬭎䶮"),)),
            Heading(4, (Text("1.第三级"),)),
            Paragraph("body", (Strong((Text("段首语喆。"),)), Text("“引号”‘单引号’——破折号……省略号，"))),
            Table((Text("表题"),), (_HEAD, *[_ROW] * 60), 1, (2, 1, 1)),
            Paragraph("body", (Text("约"), Value("1234567.89万元", "sum"), Text("，*星号*"))),
            Table((), (_ROW,), 0),
            PageBreak(),
            Heading(2, (Text("二、另起一页"),)),
            _plain("body", "全面检查被巡察党组织履行职责情况" * 5),
        )
    ),
)
"""Four levels of headings, a head in the line, rare characters, a table over pages, one without head."""
