"""Build the lines of a document from its events, with the marks around values."""

import re
from dataclasses import dataclass, field

from bulletin.files.refused import too_large
from bulletin.ledger.entries import MARK
from bulletin.readers.copy import TextLine, ValueMark

MAX_TEXT = 5_000_000
"""The most characters of one document; a bulletin has some thousands."""

MAX_OPEN = 50
"""The most open marks; those around values never overlap, and each costs time at every line."""

_NAMED = re.compile(rf"{MARK}([0-9]{{1,6}})")


def occurrence_of(name: str) -> int:
    """Return the occurrence in the name of a bookmark or the id of an element; 0 for foreign ones."""
    found = _NAMED.fullmatch(name)
    return int(found[1]) if found else 0


@dataclass(slots=True)
class _Open:
    """A line being written. `fresh`: it is empty so far, and so is its last cell."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    fresh: bool = True
    breaks: bool = False  # a line break precedes the next character
    cells: int = 0
    marks: list[ValueMark] = field(default_factory=list)
    boxes: list["_Open"] = field(default_factory=list)  # text boxes anchored here; they follow the line

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


@dataclass(slots=True)
class _Around:
    """An open mark: the lines it has run through, and its current place."""

    occurrence: int
    line: _Open | None
    start: int
    portions: list[tuple[_Open, int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Level:
    """The body, or a text box within it: its lines, the open line, the depth of rows."""

    lines: list[_Open] = field(default_factory=list)
    open: _Open | None = None
    rows: int = 0


class LinesBuilder:
    """Receives a document piece by piece and returns its lines.

    Inside a table row, which is one line, the end of a paragraph is a line break.
    """

    def __init__(self) -> None:
        self._levels = [_Level()]
        self._around: dict[str, _Around] = {}
        self._length = 0

    def begin(self) -> None:
        """Begin a paragraph, unless one is open."""
        self._line()

    def text(self, text: str) -> None:
        """Add characters."""
        if not text:
            return
        line = self._settled()
        line.put(text)
        line.fresh = False
        self._length += len(text)
        if self._length > MAX_TEXT:
            raise too_large(f"{self._length} > {MAX_TEXT}")

    def break_page(self) -> None:
        """End a page inside a paragraph; what follows starts a new line."""
        self._line().breaks = True

    def end(self) -> None:
        """End a paragraph."""
        level = self._levels[-1]
        if level.rows:
            self._line().breaks = True
        else:
            self._close()

    @property
    def fresh(self) -> bool:
        """Whether this line or cell is empty so far."""
        line = self._levels[-1].open
        return line is None or line.fresh or line.breaks

    # ── tables ───────────────────────────────────────────────────────────────────────────────────────────

    def begin_row(self) -> None:
        """Begin a table row; a row inside a cell is part of that cell."""
        level = self._levels[-1]
        if not level.rows and not self.fresh:
            self._close()
        level.rows += 1
        self._line().breaks = level.rows > 1

    def begin_cell(self) -> None:
        """Begin a cell."""
        line = self._line()
        if self._levels[-1].rows > 1:
            line.breaks = True
            return
        if line.cells:
            line.put("\t")
        line.cells += 1
        line.fresh, line.breaks = True, False

    def end_row(self) -> None:
        """End a table row."""
        level = self._levels[-1]
        level.rows = max(0, level.rows - 1)
        if not level.rows:
            self._close()

    # ── text boxes ───────────────────────────────────────────────────────────────────────────────────────

    def begin_box(self) -> None:
        """Begin a text box or note: separate lines after the line that anchors it."""
        self._levels.append(_Level())

    def end_box(self) -> None:
        """End a text box."""
        if len(self._levels) > 1:
            self._close()
            box = self._levels.pop()
            outer = self._levels[-1]
            (outer.open.boxes if outer.open else outer.lines).extend(box.lines)

    # ── marks ────────────────────────────────────────────────────────────────────────────────────────────

    def begin_mark(self, key: str, occurrence: int) -> None:
        """Begin a mark; `key` identifies its end. A mark that never ends is dropped."""
        if len(self._around) >= MAX_OPEN:
            del self._around[next(iter(self._around))]
        line = self._line()
        if line.breaks:
            line = self._settled()
        self._around[key] = _Around(occurrence, line, line.length)

    def end_mark(self, key: str) -> None:
        """End a mark; if it runs through several lines, each gets its portion."""
        around = self._around.pop(key, None)
        if around is None:
            return
        if around.line is not None:
            around.portions.append((around.line, around.start, around.line.length))
        full = [portion for portion in around.portions if portion[1] < portion[2]]
        for line, start, end in full or around.portions[:1]:
            line.marks.append(ValueMark(around.occurrence, start, end))

    def finish(self) -> tuple[TextLine, ...]:
        """Return all lines that are not blank."""
        while len(self._levels) > 1:
            self.end_box()
        self._close()
        written = [("".join(line.parts), line.marks) for line in self._levels[0].lines]
        order = {id(marks): tuple(sorted(marks, key=lambda m: (m.start, m.end))) for _, marks in written}
        return tuple(TextLine(text, order[id(marks)]) for text, marks in written if text.strip())

    # ── the open line ────────────────────────────────────────────────────────────────────────────────────

    def _line(self) -> _Open:
        level = self._levels[-1]
        if level.open is None:
            level.open = _Open()
            for around in self._around.values():
                if around.line is None:
                    around.line, around.start = level.open, 0
        return level.open

    def _settled(self) -> _Open:
        """Return the open line, writing a due line break first."""
        line = self._line()
        if line.breaks and not line.fresh:
            line.put("\n")
        line.breaks = False
        return line

    def _close(self) -> None:
        level = self._levels[-1]
        line, level.open = level.open, None
        if line is None:
            return
        level.lines += [line, *line.boxes]
        for around in self._around.values():
            if around.line is line:
                around.portions.append((line, around.start, line.length))
                around.line = None
