"""Check the numbers that people type, in prose and in templates, and the signs they put beside figures.

A number that counts has to be a figure, or a person vouches for it. References, dates, deadlines and titles
pass; they are listed as people's words.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bulletin.issues.issue import Issue, Phrase, error, warning
from bulletin.model.codelist import Codelist
from bulletin.model.document import Inline, Text, TypedWords, Value, text_of
from bulletin.model.facts import Vouched
from bulletin.model.figures import Clause, Entries, Figure, Figures, Given
from bulletin.wording import printed
from bulletin.wording.marks import found
from bulletin.wording.numerals import vocabulary_of
from bulletin.wording.typed import MORE_UNITS, PASSING, Typed, typed_numbers

NEAR: tuple[tuple[str, str, str], ...] = (
    (
        r"[\[［(（【][0-9]{4}[\]］)）】] ?第?0*[0-9]+号|〔[0-9]{2}〕|〔[0-9]{4}〕(?:第|0)[0-9]*",
        "发文字号", "云办发〔2026〕8号",
    ),
    (r"(?<![0-9])0[0-9]月|(?<![0-9])[0-9]{2}年[0-9]", "日期", "2026年8月5日"),
    (r"[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}", "日期", "2026年8月5日"),
    (r"[0-9]{3,4}-[0-9]{7,8}|(?<![0-9])[0-9]{7,12}(?![0-9])|12388", "电话", "电话：0000-0000000"),
    (r"(?<![0-9])[0-9]{6}(?![0-9个件人万亿])", "邮编", "邮编：000000"),
    (r"(?:第[0-9一二三四五六七八九十百]+条)", "条款", "《条例》第三十二条"),
    (r"GB", "标准号", "GB/T 9704—2012"),
    (r"附件[0-9]+|附表|[图表][0-9]+", "附件、图表", "附件2"),
    (r"[0-9]{1,2}[.、][0-9]{1,2}(?!万|亿|%|[0-9])”", "以月日命名的事件", "“3·15”"),
    (r"(?:工作日|天|日|月|年)", "期限", "15个工作日内"),
)  # fmt: skip
"""What a refused number nearly is: pattern of the words around it, class and right form."""

DEADLINE = re.compile(
    "(?:请|须|应|务必|必须|确保|力争|要求)[^。；]{0,16}?"
    "(?:(?P<year>(?:19|20)[0-9]{2})年)(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日|底)(?:之前|以前|前)"
)
BEFORE = re.compile("[-−－＋+±~～<>≤≥＜＞0-9０-９]$|(?<![第之其统唯逐])[二三四五六七八九十百千万亿两半]$")
AFTER = re.compile("[0-9０-９万亿%％‰倍]|[多余来](?![下额款自到源历方次])|成(?![员立为果效绩就型熟长年])")
QUOTED = 8
"""Characters shown on each side of a number in a message."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the document: its template line, its words, and for each character the inline that has it."""

    at: str
    words: str
    owners: list[Inline | None]

    def around(self, start: int, end: int) -> str:
        return self.words[max(0, start - QUOTED) : end + QUOTED]


class TypedProse:
    """Checks the lines of one document in order; keeps what passed as people's words."""

    def __init__(
        self, figures: Figures, codelist: Codelist, vouched: Sequence[Vouched], date: str = ""
    ) -> None:
        self.figures, self.codelist, self.vouched = figures, codelist, vouched
        self.vocabulary = vocabulary_of(codelist, MORE_UNITS)
        self.names = _names(figures)
        self.day = datetime.date.fromisoformat(date) if date else None
        self.used: set[str] = set()
        self.passed: dict[TypedWords, None] = {}

    def issues(self, inlines: Sequence[Inline], at: str) -> Iterator[Issue]:
        """Yield what is wrong with the typed words of a line."""
        line = _Line(at, text_of(tuple(inlines)), _owners(inlines))
        if any(line.owners):
            spans = list(self._vouched_in(line))
            typed = typed_numbers(line.words, self.vocabulary, self.names)
            found = [issue for each in typed for issue in self._judged(each, line, spans)]
            yield from found
            yield from self._late(line)
            yield from _slips(line)
            yield from () if found else self._beside(list(inlines), at)

    def stale(self) -> Iterator[Issue]:
        """Yield a warning for each vouched text that stands nowhere."""
        for each in self.vouched:
            if each.words not in self.used:
                text = "The words “{words}”, for which {by} vouches, stand nowhere in the text."
                hint = "If the text was changed, let the new words be confirmed; else take the entry out."
                yield warning("B510", each.at, text, hint, words=each.words, by=each.by)

    def _vouched_in(self, line: _Line) -> Iterator[range]:
        for each in self.vouched:
            start = line.words.find(each.words)
            while start >= 0:
                self.used.add(each.words)
                end = start + len(each.words)
                self.passed[
                    TypedWords(each.words, "文字确认", line.around(start, end), each.by, each.why)
                ] = None
                yield range(start, end)
                start = line.words.find(each.words, end)

    def _judged(self, each: Typed, line: _Line, spans: Sequence[range]) -> Iterator[Issue]:
        loose = [i for i in range(each.start, each.end) if line.owners[i] is not None]
        if not loose or any(each.start in span and each.end - 1 in span for span in spans):
            return
        context = line.around(loose[0], loose[-1] + 1)
        if each.kind == "no_day":
            text = "“{date}” in “…{context}…” is no day of the calendar."
            yield error("B508", line.at, text, "Correct the date.", date=each.text, context=context)
        elif each.kind == "statistic":
            yield self._refused("".join(line.words[i] for i in loose), context, line, loose)
        elif each.zh in PASSING and (digits := _of_template(line, loose)):
            yield self._refused(digits, context, line, loose)
        elif each.zh != "数据所给名称":
            self.passed[TypedWords(each.text, each.zh, context)] = None

    def _refused(self, number: str, context: str, line: _Line, loose: Sequence[int]) -> Issue:
        owner = line.owners[loose[0]]
        if not isinstance(owner, Value):
            text = "The number {number} in “…{context}…” comes from no figure."
            hint = "Print a figure of the data in the template instead."
            return error("B501", line.at, text, hint, number=number, context=context)
        text = "The number {number} in “…{context}…” ({source}) comes from no figure."
        near = next(((zh, form) for pattern, zh, form in NEAR if re.search(pattern, context)), None)
        hint = (
            "Write the figure instead of the number: {{rectified.rate}}.{near} "
            "If a person answers for it, add to records (记录): {line}"
        )
        about = (
            Phrase(" As {what} it is written so: {form}.", {"what": near[0], "form": near[1]}) if near else ""
        )
        words = _clause_around(line.words, loose[0], loose[-1] + 1)
        paste = f'"vouched": [{{"words": "{words}", "by": "姓名", "why": "依据"}}]'
        values = {"number": number, "context": context, "source": owner.source, "near": about, "line": paste}
        return error("B501", line.at, text, hint, **values)

    def _late(self, line: _Line) -> Iterator[Issue]:
        """Yield deadlines that lie before the date of the document."""
        if self.day is None:
            return
        for match in DEADLINE.finditer(line.words):
            year, month, day = (int(match[name] or 28) for name in ("year", "month", "day"))
            try:
                before = datetime.date(year, month, day) < self.day
            except ValueError:
                continue
            if before and line.owners[match.start("year")] is not None:
                text = "The deadline in “…{context}…” lies before the date of the document, {date}."
                words = line.around(match.start("year"), match.end())
                yield error("B508", line.at, text, "Correct the deadline.", context=words, date=str(self.day))

    # ── what stands beside a figure ──────────────────────────────────────────────────────────────────────

    def _beside(self, inlines: Sequence[Inline], at: str) -> Iterator[Issue]:
        for before, after in pairwise(inlines):
            first, second = self._figure(before), self._figure(after)
            if first is not None and second is not None:
                if not _is_pair(first, second, text_of((before,))):
                    text = "Two figures meet in “{words}”, so that they read as one."
                    hint = "Put words between them; only a pair such as 2件3人 needs none."
                    yield error("B509", at, text, hint, words=text_of((before, after)))
            elif second is not None and _is_typed(before):
                yield from self._in_front(text_of((before,)), second, text_of((after,)), at, before)
            elif first is not None and _is_typed(after) and AFTER.match(text_of((after,))):
                words = text_of((before,)) + text_of((after,))[:4]
                yield self._changed(words, at)

    def _in_front(self, typed: str, figure: Figure, shown: str, at: str, before: Inline) -> Iterator[Issue]:
        if BEFORE.search(typed):
            yield self._changed(typed[-4:] + shown, at)
        key = self._term(typed) if isinstance(before, Value) else None
        entry = self.codelist.indicators.get(key) if key and key not in figure.name.split(".") else None
        if entry is not None:
            text = "“{words}” names {term}, but the figure is {name} ({label})."
            values = {"words": typed[-8:] + shown, "term": entry.label, "name": figure.name}
            yield warning("B509", at, text, "Use the figure of that term.", **values, label=figure.label)

    def _term(self, typed: str) -> str | None:
        """Return the indicator whose name ends the words directly before a figure."""
        clause = re.split("[，。；：、（]", typed)[-1]
        return next(
            (key for start in range(len(clause) - 2) if (key := self.codelist.key_of(clause[start:]))), None
        )

    def _changed(self, words: str, at: str) -> Issue:
        text = "In “{words}” a sign or a number beside the figure changes it."
        return error(
            "B509", at, text, "Take it out, or give the data so that the figure has it.", words=words
        )

    def _figure(self, inline: Inline) -> Figure | None:
        """Return the figure of a printed number; None for words, ordinals and claims."""
        if (
            not isinstance(inline, Value)
            or inline.form in ("ordinal", "prose")
            or inline.form.startswith("claim:")
        ):
            return None
        node = self.figures.find(inline.source)
        return (
            node if isinstance(node, Figure) and node.kind in ("count", "amount", "rate", "points") else None
        )


def _slips(line: _Line) -> Iterator[Issue]:
    """Yield slips in the words of a template, and those where two pieces meet: 第五轮巡察 and 巡察工作."""
    for slip in found(line.words):
        owners = {id(line.owners[i]): line.owners[i] for i in range(slip.start, slip.end)}
        values = {"words": slip.words, "what": slip.rule.zh, "rule": slip.rule.rule, "mended": slip.mended}
        if len(owners) == 1 and any(isinstance(each, Text) for each in owners.values()):
            text, hint = "“{words}”: {what} ({rule}).", "Write “{mended}” in the template."
            yield warning("B270", line.at, text, hint, **values)
        elif len(owners) > 1 and any(owners.values()):
            text = "“{words}”: {what}, where two pieces of the text meet."
            hint = "Make it “{mended}”: shorten the label of the data, or the words of the template."
            yield warning("B270", line.at, text, hint, **values)


def _of_template(line: _Line, loose: Sequence[int]) -> str:
    """Return the digits that are a template's own words, which would be the same in every edition."""
    typed = [i for i in loose if isinstance(line.owners[i], Text)]
    return "".join(line.words[i] for i in typed if line.words[i].isnumeric())


def _is_typed(inline: Inline) -> bool:
    return isinstance(inline, Text) or (isinstance(inline, Value) and inline.form == "prose")


def _is_pair(first: Figure, second: Figure, shown: str) -> bool:
    """Return whether two figures are a pair of different units, of which the first shows its own: 2件3人."""
    return bool(first.unit) and first.unit != second.unit and shown.endswith(first.unit)


def _clause_around(words: str, start: int, end: int) -> str:
    """Return the clause with a number: the exact words that a person may vouch for."""
    left = max((words.rfind(mark, 0, start) for mark in "，。；：、！？\n"), default=-1) + 1
    right = min((at for mark in "，。；：！？\n" if (at := words.find(mark, end)) >= 0), default=len(words))
    return words[left:right].strip()


def _owners(inlines: Sequence[Inline]) -> list[Inline | None]:
    """Return for each character the inline it belongs to; None for characters that need no source."""
    owners: list[Inline | None] = []
    for inline in inlines:
        owners += [inline if _is_typed(inline) else None] * len(text_of((inline,)))
    return owners


def _names(figures: Figures) -> tuple[str, ...]:
    """Return the names of scopes, rounds, groups and issuer in the data: 前三轮, 第四轮, 巡察一组."""
    names: set[str] = set()
    entries = [each for path in ("scopes", "rounds") for each in _entries(figures, path)]
    for label in (each.find("label") for each in entries):
        if isinstance(label, Given):
            names.add(label.text)
        elif isinstance(label, Clause):
            names.add("".join(_printed_part(part) for part in label.parts))
            names |= {f"第{printed(part)}轮" for part in label.parts if isinstance(part, Figure)}
    words = [each.find("name") for each in _entries(figures, "records.groups")]
    words += [node for each in _entries(figures, "issuer") for node in each]
    names |= {node.text for node in words if isinstance(node, Given)}
    return tuple(sorted(name for name in names if name))


def _entries(figures: Figures, path: str) -> list[Entries]:
    """Return the entries at a path: none, one, or several in a row."""
    node = figures.find(path)
    return [each for each in (node if isinstance(node, tuple) else (node,)) if isinstance(each, Entries)]


def _printed_part(part: object) -> str:
    return printed(part) if isinstance(part, Figure) else part if isinstance(part, str) else ""
