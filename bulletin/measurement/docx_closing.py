"""Measure signature, imprint and page numbers of a Word document."""

from collections.abc import Iterator, Sequence

from bulletin.files.tree import Properties
from bulletin.measurement.docx_elements import Named
from bulletin.measurement.docx_parts import Footer, WordFile, WordParagraph
from bulletin.measurement.docx_type import face, indent, number, size
from bulletin.measurement.head_measures import said
from bulletin.measurement.report import Measured
from bulletin.measurement.text_lines import MM
from bulletin.readers.docx import OFF

DASHES = tuple("—–―－")
FEW = 3
"""How many paragraphs above and below the imprint may hold nothing but its rules."""


def measured_closing(named: Sequence[Named], word: WordFile) -> Iterator[Measured]:
    """Yield the measures of signature, imprint and page numbers."""
    yield from _signature(named)
    yield from _imprint(named, word)
    yield from _first_page(word)
    for footer in word.footers:
        if footer.has_page_field and footer.kind != "first":
            yield from _folio(footer, word)


# ── the signature ────────────────────────────────────────────────────────────────────────────────────────


def _signature(named: Sequence[Named]) -> Iterator[Measured]:
    """Yield the measures of signature and date, sealed or unsealed, by right indents and lengths."""
    date = next((n.paragraph for n in named if n.element == "date"), None)
    organs = [n.paragraph for n in named if n.element == "unsealed" and _is_right(n.paragraph)]
    title = next((n.paragraph for n in named if n.element == "stamped"), None)
    if date is None or not _is_right(date):
        return
    right, narrow = _right(date), _cells(date.text)
    if title is not None:
        yield Measured("stamped.date_right", right)
        yield Measured("stamped.title_right", _right(title))
    if not organs:
        return
    last, widest = organs[-1], max(organs, key=lambda organ: _cells(organ.text))
    organ_right, wide = _right(widest), _cells(widest.text)
    off = (right + narrow / 2) - (_right(last) + _cells(last.text) / 2)
    offset = (organ_right + wide) - (right + narrow)
    longer = narrow > wide
    unsealed = abs(right - 2) if longer else abs(organ_right - 2) + abs(offset - 2)
    over = (_cells(last.text) - narrow) / 2
    if abs(right - max(4, over)) + abs(off) <= unsealed:
        if over <= 4:  # noqa: PLR2004  # 7.3.5.1: 4 characters; centred over the date, a longer organ would leave the text area
            yield Measured("sealed.date_right", right)
        yield Measured("sealed.centre", off)
        return
    if longer:
        yield Measured("unsealed.date_right", right)
    else:
        yield Measured("unsealed.organ_right", organ_right)
    yield Measured("unsealed.date_offset", offset)


def _right(paragraph: WordParagraph) -> float:
    return indent(paragraph.properties, paragraph.runs[0].properties, "right")


def _is_right(paragraph: WordParagraph) -> bool:
    return bool(paragraph.runs) and paragraph.properties.get("jc") in ("right", "end")


def _cells(text: str) -> float:
    """Return the length of a text in characters; a digit counts half."""
    return sum(0.5 if char.isascii() else 1.0 for char in text.strip())


# ── the imprint ──────────────────────────────────────────────────────────────────────────────────────────


def _imprint(named: Sequence[Named], word: WordFile) -> Iterator[Measured]:
    """Yield the measures of the imprint's rules: borders of paragraphs, of blank ones, or of its table."""
    places = [i for i, n in enumerate(named) if n.element in ("copies", "printed")]
    if not places:
        return
    entries = [named[i].paragraph for i in places]
    edges = entries[0].edges
    rules = _table_rules(entries) if edges else _paragraph_rules(named, places[0], places[-1])
    yield Measured("imprint.rules", said(len(rules) > len({named[i].element for i in places})))
    yield Measured("imprint.bare", said(not rules))
    yield Measured("imprint.unprinted", said("printed" not in {named[i].element for i in places}))
    for rule in rules[:1] + rules[1:][-1:]:
        yield Measured("imprint.outer", rule)
    for rule in rules[1:-1]:
        yield Measured("imprint.inner", rule)
    for index in places:
        if named[index].element == "printed" and word.sections:
            yield Measured("printed.right", _right_end(named[index].paragraph, word.sections[0]))


def _paragraph_rules(named: Sequence[Named], first: int, last: int) -> list[float]:
    """Return the thickness in mm of the borders above and below paragraphs, blank neighbours included."""
    before = [n for n in named[max(0, first - FEW) : first] if _is_blank(n)]
    after = [n for n in named[last + 1 : last + 1 + FEW] if _is_blank(n)]
    edges = (
        number(n.paragraph.properties, f"pBdr.{edge}.sz")
        for n in (*before, *named[first : last + 1], *after)
        for edge in ("top", "bottom")
    )
    return [thickness / 8 * MM for thickness in edges if thickness]


def _is_blank(n: Named) -> bool:
    return not n.paragraph.runs


def _table_rules(entries: Sequence[WordParagraph]) -> list[float]:
    """Return the thickness in mm of a table's borders above, between and below its entries."""
    found = [_edge(entries[0], "top", "top")]
    found += [_edge(entry, "bottom", "insideH") for entry in entries[:-1]]
    found.append(_edge(entries[-1], "bottom", "bottom"))
    return [thickness / 8 * MM for thickness in found if thickness]


def _edge(entry: WordParagraph, own: str, outer: str) -> float:
    edges = entry.edges or {}
    cell = f"tcBorders.{own}"
    return number(edges, cell) if cell in edges else number(edges, f"tblBorders.{outer}")


def _right_end(paragraph: WordParagraph, section: Properties) -> float:
    """Return how far from the right edge the date ends, in characters, by a tab stop or by the indent."""
    own, unit = paragraph.properties, paragraph.runs[0].properties
    if "tabs.right" not in own:
        return indent(own, unit, "right")
    whole = number(section, "pgSz.w") - number(section, "pgMar.left") - number(section, "pgMar.right")
    return (whole - number(own, "tabs.right")) / 20 / size(unit)


# ── page numbers ─────────────────────────────────────────────────────────────────────────────────────────


def _first_page(word: WordFile) -> Iterator[Measured]:
    """Yield whether the first page has its own footer, without a number."""
    own = word.sections[:1] and word.sections[0].get("titlePg", "0") not in OFF
    numbered = any(footer.kind == "first" and footer.has_page_field for footer in word.footers)
    yield Measured("folio.first_page", said(bool(own) and not numbered))


def _folio(footer: Footer, word: WordFile) -> Iterator[Measured]:
    paragraph = next((p for p in footer.paragraphs if p.runs), None)
    if paragraph is None:
        return
    text = paragraph.text.strip()
    yield Measured("folio.dashes", said(text.startswith(DASHES) and text.endswith(DASHES)))
    unit, own = paragraph.runs[0].properties, paragraph.properties
    if known := face(paragraph.runs):
        yield Measured("folio.face", known)
    yield Measured("folio.size", size(unit))
    where = own.get("jc", "left")
    at_left, at_right = where in ("left", "both", "start"), where in ("right", "end")
    if footer.kind == "even":
        if word.odd_and_even:
            yield Measured("folio.even_left", indent(own, unit, "left") if at_left else where)
        return
    yield Measured("folio.odd_right", indent(own, unit, "right") if at_right else where)
    if not word.odd_and_even:
        yield Measured("folio.even_left", indent(own, unit, "left") if at_left else where)
