"""Hold the cells of a drawn table: their lines, and where these have been drawn."""

from dataclasses import dataclass, field
from typing import Any

from bulletin.model.document import Cell
from bulletin.writers.pdf.cells import CellFont, CellLine


@dataclass(slots=True)
class TagMark:
    """The part of a cell drawn on one page: its stream, and the properties that will hold its number."""

    stream: Any
    properties: dict[str, int]


@dataclass(slots=True, eq=False)
class TypesetCell:
    """A cell with its lines; `marks` tell where it was drawn; an empty cell has none.

    `rows` is how many rows it covers, 0: it is part of the cell above. It is `alone` if its own row has room
    for all its words; else they are drawn with that row, in the middle of `room`, over the rows below it.
    """

    cell: Cell
    face: CellFont
    lines: tuple[CellLine, ...]
    left: float
    width: float
    rows: int = 1
    alone: bool = True
    room: float = 0
    marks: list[TagMark] = field(default_factory=list)

    @property
    def tag(self) -> str:
        """Its type in the structure tree."""
        return "TH" if self.cell.head else "TD"


def words_height(cell: TypesetCell, part: range | None) -> float:
    """Return the height of the words of a cell, or of a part of its lines, with the gaps around them."""
    count = len(cell.lines[part.start : part.stop] if part else cell.lines)
    return count * cell.face.height + cell.face.before + cell.face.after
