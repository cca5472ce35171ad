"""From a ledger to what a person reads of it: every value in order, or one value in full."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from bulletin.cli.columns import padded, width, wrapped
from bulletin.issues.messages import Language
from bulletin.ledger.entries import ClaimEntry, Entry, Ledger

SHORT = 12
"""So many characters of a SHA-256 are shown."""
MOST_PRINTED, MOST_LABEL = 18, 22
"""Columns for the printed text and the label; what is longer takes a line of its own."""
MOST_SENTENCE = 160
"""Characters of a sentence on either side of its number."""
STOPS = "。！？；\n\t"

NOTHING = "—"
"""Stands where a reduced ledger says nothing."""

Row = tuple[str, str, str, tuple[Sequence[str], ...]]
"""Number, printed text, label, and the reasons, each in pieces."""

ROUNDING: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "half_up": "四舍五入",
        "half_even": "四舍六入五成双",
        "truncate": "舍去尾数",
        "largest_remainder": "各项合计凑足100%（最大余额法）",
    },
    "en": {
        "half_up": "rounded half up",
        "half_even": "rounded half to even",
        "truncate": "cut off",
        "largest_remainder": "closed to 100% by the largest remainder",
    },
}
CLAIMS: Mapping[Language, Mapping[str, str]] = {
    "zh": {"all": "全部（均）", "zero": "无", "one": "仅一", "only": "唯一"},
    "en": {"all": "all of them", "zero": "none", "one": "just one", "only": "the only one"},
}
WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "issuer": "单位",
        "data": "数据", "scope": "范围", "template": "模板", "date": "日期", "ledger": "台账", "made": "程序",
        "full": "完整", "printed": "随文（只含文稿上可见的内容）", "none": "无",
        "claims": "不写数字的断语",
        "hidden": "另有 {n} 处文字或标题序号未列出，加 --all 全部列出。",
        "edited": "文稿与印发时不同；以下所列为印发时的数字。",
        "reduced": "— 表示随文台账没有这一项；把完整台账 {file} 放在文稿旁再运行。",
        "formula": "算法", "exact": "精确值", "rounding": "取舍", "sources": "出处", "figure": "数名",
        "also": "又见", "line": "模板行", "given": "数据所载", "unrounded": "未取舍",
        "values": "共 {n} 个数字",
    },
    "en": {
        "issuer": "issuer",
        "data": "data", "scope": "scope", "template": "template", "date": "date", "ledger": "ledger",
        "made": "made by", "full": "full", "printed": "as travels (only what the pages show)", "none": "none",
        "claims": "Claims without a numeral",
        "hidden": "{n} words or ordinals of headings are not listed; with --all they are.",
        "edited": "The document is not as it was issued; these are the values that were.",
        "reduced": "—: not in the ledger that travels; put the full one, {file}, beside the document.",
        "formula": "formula", "exact": "exactly", "rounding": "rounding", "sources": "sources",
        "figure": "figure", "also": "again at", "line": "template", "given": "given in the data",
        "unrounded": "not rounded", "values": "{n} values",
    },
}  # fmt: skip


def head_lines(ledger: Ledger, language: Language) -> Iterator[str]:
    """Where the document comes from."""
    words = WORDS[language]
    rows = {
        "issuer": ledger.issuer,
        "data": f"{ledger.source}  {ledger.digest[:SHORT]}",
        "scope": ledger.scope,
        "template": f"{ledger.template}  {ledger.template_digest[:SHORT]}",
        "date": ledger.date,
        "ledger": f"{words[ledger.detail]}  {ledger.file}",
        "made": ", ".join(ledger.versions),
    }
    names = max(width(words[key]) for key in rows)
    yield ledger.title
    yield ""
    for key, value in rows.items():
        if value.strip():
            yield f"  {padded(words[key], names)}  {value}"


def entry_lines(
    entries: Sequence[Entry], claims: Sequence[ClaimEntry], language: Language, columns: int
) -> Iterator[str]:
    """Each value on a line, with what it follows from beside it."""
    yield from _table(
        [(f"#{e.occurrence}", e.printed, e.label, _reasons(e, language)) for e in entries], columns
    )
    if claims:
        yield ""
        yield WORDS[language]["claims"]
        told = {(claim.figure, claim.kind): claim for claim in claims}
        says = CLAIMS[language]
        rows = [
            ("", says.get(c.kind, c.kind), f"{c.label}{c.value}{c.unit if c.value else ''}", (c.pointers,))
            for c in told.values()
        ]
        yield from _table(rows, columns)


def _table(rows: Sequence[Row], columns: int) -> Iterator[str]:
    """Number, printed text and label in columns, and the reasons below one another in the rest."""
    numbers = max((width(number) for number, *_ in rows), default=0)
    printed = max((width(p) for _, p, *_ in rows if width(p) <= MOST_PRINTED), default=0)
    labels = max((width(label) for *_, label, _ in rows if width(label) <= MOST_LABEL), default=0)
    before = 2 + numbers + 2 + printed + 2 + labels + 2
    for number, text, label, reasons in rows:
        start = f"  {padded(number, numbers, right=True)}  "
        shown, named = " ".join(text.split("\n")), label
        if width(shown) > printed:
            for line in wrapped(shown, columns - width(start)):
                yield start + line
                start = " " * width(start)
            shown = ""
        if width(named) > labels:
            yield f"{start}{padded(shown, printed)}  {named}"
            start, shown, named = " " * width(start), "", ""
        start += f"{padded(shown, printed)}  {padded(named, labels)}  "
        for line in [line for pieces in reasons for line in _flowing(pieces, columns - before)] or [""]:
            yield (start + line).rstrip()
            start = " " * before


def _flowing(pieces: Sequence[str], columns: int) -> Iterator[str]:
    """Pieces beside one another as long as there is room; one that is too long is wrapped."""
    line = ""
    for piece in pieces or (NOTHING,):
        if line and width(line) + 2 + width(piece) > columns:
            yield from wrapped(line, columns)
            line = ""
        line += f"  {piece}" if line else piece
    yield from wrapped(line, columns)


def _reasons(entry: Entry, language: Language) -> tuple[Sequence[str], ...]:
    """What a value follows from, and where that is given; of what is given itself, only where."""
    formula = entry.formula or NOTHING if entry.operation != "given" else ""
    first = [piece for piece in (formula, rounding_words(entry, language)) if piece]
    return (first, entry.pointers) if first else (entry.pointers,)


def rounding_words(entry: Entry, language: Language) -> str:
    """How a value was rounded, in words; empty: every digit stands there."""
    if entry.decimals is None:
        return ""
    how = ROUNDING[language].get(entry.rounding, entry.rounding)
    myriad = "myriad" in entry.form
    if language == "zh":
        places = f"保留{entry.decimals}位小数" if entry.decimals else "取整数"
        return f"{'以万计，' if myriad else ''}{how}，{places}"
    places = (
        f"{entry.decimals} decimal{'s' if entry.decimals > 1 else ''}" if entry.decimals else "a whole number"
    )
    return f"{how} to {places}{' of ten thousands' if myriad else ''}"


def explained(entry: Entry, ledger: Ledger, language: Language, columns: int) -> Iterator[str]:
    """All that the ledger knows of one value."""
    words = WORDS[language]
    again = [f"#{e.occurrence}" for e in ledger.entries if e.figure == entry.figure and e is not entry]
    rows = {
        "formula": [entry.formula or NOTHING] if entry.operation != "given" else [words["given"]],
        "exact": [exact_words(entry)],
        "rounding": [rounding_words(entry, language) or (words["unrounded"] if entry.value else "")],
        "sources": list(entry.pointers or (NOTHING,)),
        "figure": [entry.figure],
        "also": [" ".join(again)],
        "line": [entry.at],
    }
    yield "  ".join(
        part for part in (f"#{entry.occurrence}", entry.printed.replace("\n", " "), entry.label) if part
    )
    yield ""
    for line in wrapped(sentence(entry, ledger.text[entry.line]), columns - 4):
        yield f"    {line}"
    yield ""
    names = max(width(words[key]) for key in rows)
    for key, values in rows.items():
        name = words[key]
        for value in values:
            for line in wrapped(value, columns - names - 6):
                yield f"    {padded(name, names)}  {line}"
                name = ""


def sentence(entry: Entry, line: str) -> str:
    """The sentence a value stands in, the value between 【】; the cells of a table row all the same."""
    start, end = entry.start, entry.start + len(entry.printed)
    stops = STOPS if "\t" not in line else "\n"
    before, after = line[:start], line[end:]
    opening = max((before.rfind(stop) for stop in stops), default=-1) + 1
    ends = [place for place in (after.find(stop) for stop in stops) if place >= 0]
    closing = min(ends) + 1 if ends else len(after)
    before, after = before[opening:], after[:closing]
    shortened = (
        f"…{before[-MOST_SENTENCE:]}" if len(before) > MOST_SENTENCE else before
    ) + f"【{line[start:end]}】"
    shortened += f"{after[:MOST_SENTENCE]}…" if len(after) > MOST_SENTENCE else after
    return shortened.strip().replace("\t", "　｜　").replace("\n", " ")


def exact_words(entry: Entry) -> str:
    """The exact value, a fraction also as a decimal number."""
    if entry.kind in ("rate", "points") and re.fullmatch(r"-?[0-9]{1,30}/[0-9]{1,30}", entry.value):
        over, under = entry.value.split("/")
        if int(under):
            percent = Fraction(int(over) * 100, int(under))
            shown = Decimal(percent.numerator) / Decimal(percent.denominator)
            exact = Fraction(shown) == percent
            return f"{entry.value} {'=' if exact else '≈'} {shown.normalize() if exact else f'{shown:.6f}'}%"
    return entry.value
