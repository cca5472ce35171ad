"""Find the numerals of a text, in digits and Chinese characters, with value, kind and measure word.

Arabic numerals always count. Chinese ones are parts of words far more often than numbers. So one counts
only before a measure word of the codelist, before 成, 倍 or 分之, or after 第; and not where the longest word
at that place is a set term (`set_terms.txt`) or a term of the codelist, nor inside 《》 and “”. Why so stands
in docs/decisions/0013-chinese-numerals.md.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from bulletin.model.codelist import Codelist
from bulletin.wording.grammars import DATE

NumeralKind = Literal["number", "percent", "date", "ordinal", "mark"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral of a text: `text` is the part from `start` to `end`.

    It covers digits and their separators, a following 万 or 亿, and the sign % or ‰. `value` is in ones for
    62.7万, in percent for 3‰ and 百分之三, the digits of a date (20180829, 20180800, 829). `unit` is the
    measure word that follows, empty if none does. Where the words name no one number (十余个, 三四个,
    三至五个) `exact` is false and `value` the least they may mean.
    """

    start: int
    end: int
    text: str
    value: Decimal | Fraction
    kind: NumeralKind
    unit: str = ""
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The vocabulary for reading a text: its words, and the numerals that may be longer than such a word.

    The latter are compiled only for a text with such a word.
    """

    words: re.Pattern[str]
    numerals: str


# ── the pieces of the pattern: each is bounded or possessive, so that no text is read twice ──────────────

_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_VAGUE_DIGITS = {"几": 1, "数": 1}
_PLACES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_HANZI = "".join((*_DIGITS, *_PLACES, "几"))

_AROUND = "[余多来几]"
"""Words between a number and its measure word: about, or somewhat more."""

_ATOM = (
    f"(?:数(?=[十百千万亿]))?[{_HANZI}]{{1,24}}+(?:[余多来][万亿]{{1,2}}+)?"
    f"(?:点[{''.join(_DIGITS)}]{{1,9}}+)?"
)
_RUN = rf"(?:{_ATOM}(?:[至到～—]{_ATOM})?|数)"
_PLAIN = r"(?:\d{1,3}(?:,\d{3}){1,8}+(?!\d)|\d++)(?:[.．]\d++)?"
_ARABIC = rf"{_PLAIN}(?:[%％‰]|(?:{_AROUND}(?=[万亿]))?(?:百(?!分)|千(?![克米瓦]))?(?:万亿|万|亿)?)"
_FRACTION = f"(?P<base>{_ATOM})分之(?P<share>{_ATOM}|{_PLAIN})"
_SHARES = ("成(?![立为员功果效绩就长熟年都本型交])", "倍")
"""Tenths and multiples, which need no measure word (三成, two times); 成员 and 成立 are other words."""
_POINTS = ("个百分点", "百分点")

_PERCENTAGES = {100: 1, 1_000: 10, 10_000: 100}
"""Base of a fraction that is a percentage → the divisor that turns its share into percent."""

_MARK = "[①-⑳⑴-⒇❶-❿㈠-㈩㊀-㊉Ⅰ-Ⅻⅰ-ⅻ]"
"""One character that numbers an item: ①, ⑴, ㈠, Ⅳ."""

_LONE = re.compile("[百千万亿]")
"""Begins words that are no number (百姓, 千家万户), unless the context says that a number is meant."""
_ABOUT = "近上成逾超约达过"
_OPENING = "。；：！？，\n"
_POINT = re.compile(rf"[，：]|、(?![{_HANZI}])")
"""After 第一 at the start of a clause: it numbers the statements, not the facts."""
_QUOTE = re.compile("[《》“”]")
_JOINTS = ("、", "和", "与", "及", "至")


def find_numerals(text: str, vocabulary: Vocabulary) -> tuple[Numeral, ...]:
    """Return the numerals of `text` in order; make `vocabulary` with `vocabulary_of`."""
    return tuple(_numerals(text, vocabulary))


@lru_cache(8)  # an office has one codelist
def vocabulary_of(codelist: Codelist, more_units: tuple[str, ...] = ()) -> Vocabulary:
    """Return the measure words, labels and aliases of `codelist`, and the set terms."""
    units = {unit for entry in codelist.indicators.values() for unit in entry.units}
    terms = {*codelist.names, *codelist.dimensions.values()}
    return _compiled(frozenset(units | {*more_units}), frozenset(term for term in terms if _holds(term)))


@cache
def set_terms() -> tuple[str, ...]:
    """Return the words of `set_terms.txt`, which contain a Chinese numeral and count nothing."""
    lines = Path(__file__).with_name("set_terms.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def _holds(term: str) -> bool:
    """Return whether a word can hide a Chinese numeral; Arabic ones count in every word."""
    return any(char in _HANZI or char in _VAGUE_DIGITS for char in term) and not re.search(r"\d", term)


@cache
def _compiled(units: frozenset[str], terms: frozenset[str]) -> Vocabulary:
    measured = "|".join((*map(re.escape, _longest_first({*units, *_POINTS})), *_SHARES))
    unit = f"(?:(?P<vague>{_AROUND})?(?P<unit>{measured}))?"
    numeral = f"(?:(?P<arabic>{_ARABIC})|(?P<run>{_RUN})){unit}"
    numerals = f"(?P<date>{DATE})|{_FRACTION}|(?P<mark>{_MARK})|{numeral}"
    # Words for counts (人数, 件数) are not 数 before a measure word.
    words = _longest_first({*terms, *set_terms(), *(f"{unit}数" for unit in units)})
    # 上一百个 does not contain 上一: a word that ends in a numeral does not end inside one.
    closed = (re.escape(w) + ("(?![十百千万亿])" if w[-1] in _HANZI else "") for w in words)
    first = re.escape("".join(sorted({word[0] for word in words})))
    pattern = rf"(?=[\d数{_HANZI}{first}]|{_MARK})(?:(?P<term>{'|'.join(closed)})|{numerals})"
    return Vocabulary(re.compile(pattern), numerals)


def _longest_first(words: Collection[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


# ── reading a text ───────────────────────────────────────────────────────────────────────────────────────


def _numerals(text: str, vocabulary: Vocabulary) -> Iterator[Numeral]:
    quoted = _quoted(text)
    before: Numeral | None = None
    at = 0
    while found := vocabulary.words.search(text, at):
        numeral = None
        if found.group("term"):
            longer = re.compile(vocabulary.numerals).match(text, found.start())
            if longer is not None and longer.end() > found.end():
                numeral = _read(longer, before)
        else:
            numeral = _read(found, before)
        if numeral is not None and not (_is_hanzi(numeral) and quoted[numeral.start]):
            yield numeral
            before = numeral
        at = max(found.end(), numeral.end if numeral else 0)


def _read(found: re.Match[str], before: Numeral | None) -> Numeral | None:
    """Return the numeral of a match; None if it is a Chinese one that counts nothing."""
    start, text = found.start(), found.string
    if found.group("date"):
        return Numeral(start, found.end(), found[0], _date(found[0]), "date")
    if found.group("base"):
        return Numeral(start, found.end(), found[0], *_fraction(found.group("base"), found.group("share")))
    if found.group("mark"):
        return Numeral(start, found.end(), found[0], Decimal(int(unicodedata.numeric(found[0]))), "mark")
    unit, vague = found.group("unit") or "", bool(found.group("vague"))
    kind: NumeralKind
    ordinal = text[start - 1 : start] == "第"
    if before is not None and before.kind == "ordinal":  # 第一、二轮
        ordinal = ordinal or text[before.end : start] in _JOINTS
    if arabic := found.group("arabic"):
        exact = not vague and not re.search(_AROUND, arabic)
        kind = "ordinal" if ordinal else "percent" if arabic[-1] in "%％‰" else "number"
        return Numeral(start, found.end("arabic"), arabic, _arabic(arabic), kind, unit, exact)
    run, end = found.group("run"), found.end("run")
    if ordinal and not unit and text[start - 2 : start - 1] in ("", *_OPENING) and _POINT.match(text, end):
        return None
    if not ordinal and (not unit or not _is_number(run, vague, text[start - 1 : start])):
        return None
    value, exact = _hanzi(run)
    kind = "ordinal" if ordinal else "number"
    return Numeral(start, end, run, value, kind, unit, exact and not vague)


def _is_number(run: str, vague: bool, before: str) -> bool:
    """Return whether a run before a measure word is a number: 百余人 is, 百家 and 零件 are not."""
    if set(run) <= {"零", "〇"}:
        return False
    meant = vague or re.search("[余多]", run) or (before and before in _ABOUT)
    return bool(meant or not _LONE.match(run))


def _is_hanzi(numeral: Numeral) -> bool:
    return numeral.kind != "date" and not numeral.text[0].isdecimal()


def _quoted(text: str) -> bytearray:
    """Return for every character whether it is inside 《》 or “”.

    A mark without its partner quotes nothing.
    """
    inside = bytearray(len(text))
    for opening, closing in ("《》", "“”"):
        opened: list[int] = []
        for mark in _QUOTE.finditer(text):
            if mark[0] == opening:
                opened.append(mark.start())
            elif mark[0] == closing and opened:
                start = opened.pop()
                if not opened:
                    inside[start : mark.end()] = b"\1" * (mark.end() - start)
    return inside


# ── what a numeral is worth ──────────────────────────────────────────────────────────────────────────────


def _date(words: str) -> Decimal:
    """Return the digits of a date; missing parts are zero."""
    parts = {mark: int(digits) for digits, mark in re.findall("([0-9]+)([年月日])", words)}
    return Decimal(parts.get("年", 0) * 10_000 + parts.get("月", 0) * 100 + parts.get("日", 0))


def _arabic(words: str) -> Decimal:
    """Return the exact value: parse the number once, with the power of ten of 万 or ‰, without arithmetic."""
    digits = re.match(r"[\d,.．]+", words)
    tail = words[digits.end() :] if digits else ""
    power = sum({"百": 2, "千": 3, "万": 4, "亿": 8, "‰": -1}.get(char, 0) for char in tail)
    return Decimal(f"{words[: len(words) - len(tail)].replace(',', '').replace('．', '.')}E{power}")


def _fraction(base: str, share: str) -> tuple[Fraction, NumeralKind, str, bool]:
    """Return value, kind, measure word and exactness: 三分之一 as a fraction.

    百分之三, 千分之三 in percent.
    """
    of, of_exactly = _hanzi(base)
    part, exactly = (_arabic(share), True) if share[0].isdecimal() else _hanzi(share)
    if divided_by := _PERCENTAGES.get(int(of)):
        return Fraction(part) / divided_by, "percent", "", exactly
    return Fraction(part) / Fraction(of or 1), "number", "", exactly and of_exactly


def _hanzi(words: str) -> tuple[Decimal, bool]:
    """Return the value of a run of Chinese numerals and whether it is exact; else its least value."""
    first, *others = re.split("[至到～—]", words)
    whole, _, decimals = first.partition("点")
    value, exact = _whole(whole)
    tail = "".join(str(_DIGITS[char]) for char in decimals)
    return Decimal(f"{value}.{tail}" if tail else value), exact and not others


def _whole(words: str) -> tuple[int, bool]:
    """Return a whole number by its places: 三万零二十.

    Digits without places are read as written (二〇一八).
    """
    if len(words) > 1 and all(char in _DIGITS for char in words):
        digits = [_DIGITS[char] for char in words]
        if len(digits) == 2 and digits[0] + 1 == digits[1] and digits[0]:  # noqa: PLR2004  # 三四个: two neighbours
            return digits[0], False
        return int("".join(map(str, digits))), True
    total, section, digit, exact, after_digit = 0, 0, 0, True, False
    for char in words:
        if char in _PLACES:
            place = _PLACES[char]
            if place < 10_000:  # noqa: PLR2004  # 万 and 亿 close a section of four places
                section += (digit or 1) * place
            elif place == 10_000:  # noqa: PLR2004  # 万 closes one section, 亿 all before it
                total += (section + digit or 1) * place
                section = 0
            else:
                total = (total + section + digit or 1) * place
                section = 0
            digit, after_digit = 0, False
        elif char in _AROUND and char != "几":
            exact = False
        else:
            exact = exact and char in _DIGITS and not (after_digit and digit)
            digit = digit if after_digit and digit else {**_DIGITS, **_VAGUE_DIGITS}[char]
            after_digit = True
    return total + section + digit, exact
