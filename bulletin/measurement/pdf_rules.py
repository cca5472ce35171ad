"""Find the straight horizontal rules and the pictures of a PDF page, in mm as the page is displayed.

A rule is drawn as a line, as a thin rectangle, or as a larger shape clipped to a thin part (so WeasyPrint
draws the border of a box); all three come out as the same box.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MM = 25.4 / 72
MAX_DEPTH = 4
"""The deepest nesting of form objects that is searched."""
MAX_OBJECTS = 20_000
LONG, THIN = 20.0, 2.0
"""A rule is at least this long and at most this thick, in mm."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box on a page, in mm from its left and upper edges."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class DrawnRule:
    """A horizontal rule and its colour."""

    box: Box
    color: tuple[int, int, int]

    @property
    def thickness(self) -> float:
        """The height of the rule, in mm."""
        return self.box.bottom - self.box.top

    @property
    def length(self) -> float:
        """The length of the rule, in mm."""
        return self.box.right - self.box.left


Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Placing:
    """Converts page coordinates to mm from the upper left corner of the displayed page."""

    def __init__(self, crop: tuple[float, float, float, float], rotation: int) -> None:
        self._left, self._bottom, self._right, self._top = crop
        self.rotation = rotation
        width, height = (self._right - self._left) * MM, (self._top - self._bottom) * MM
        self.size = (height, width) if rotation in (90, 270) else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the page as displayed."""
        across, down = (x - self._left) * MM, (self._top - y) * MM
        width, height = (self._right - self._left) * MM, (self._top - self._bottom) * MM
        match self.rotation:
            case 90:
                return height - down, across
            case 180:
                return width - across, height - down
            case 270:
                return down, width - across
        return across, down

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a box of the page as displayed."""
        (x1, y1), (x2, y2) = self.point(left, bottom), self.point(right, top)
        return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def is_upright(self, a: float, b: float) -> bool:
        """Return whether text with the matrix (a, b, …) runs from left to right on the displayed page."""
        along = {0: (a, b), 90: (b, -a), 180: (-a, -b), 270: (-b, a)}.get(self.rotation, (a, b))
        return along[0] > 0 and abs(along[1]) < 0.02 * along[0]  # about one degree


def rules_of(pdfium: Any, page: Any, placing: Placing) -> Iterator[DrawnRule]:
    """Yield the horizontal rules of a page from top to bottom.

    Pieces and repetitions come out as one rule.
    """
    found: list[DrawnRule] = []
    for thing, matrix in _objects(pdfium, page.raw, IDENTITY):
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_PATH:
            found += _rule(pdfium, thing, matrix, placing)
    found.sort(key=lambda rule: (round(rule.box.top, 1), rule.box.left))
    joined: list[DrawnRule] = []
    for rule in found:
        last = joined[-1] if joined else None
        if last and _touch(last, rule):
            joined[-1] = DrawnRule(_around((last.box, rule.box)), last.color)
        else:
            joined.append(rule)
    yield from (rule for rule in joined if rule.length >= LONG)


def images_of(pdfium: Any, page: Any, placing: Placing) -> Iterator[Box]:
    """Yield the pictures of a page, such as seals or a scan."""
    for thing, matrix in _objects(pdfium, page.raw, IDENTITY):
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_IMAGE:
            inner = _times(_matrix_of(pdfium, thing), matrix)
            corners = [_at(inner, x, y) for x in (0, 1) for y in (0, 1)]
            xs, ys = zip(*corners, strict=True)
            yield placing.box(min(xs), min(ys), max(xs), max(ys))


def _touch(one: DrawnRule, other: DrawnRule) -> bool:
    """Return whether two rules are pieces of one rule, or one rule drawn twice."""
    near = 0.15  # mm
    level = abs(one.box.top - other.box.top) < near and abs(one.box.bottom - other.box.bottom) < near
    return level and other.box.left <= one.box.right + near and one.color == other.color


def _objects(pdfium: Any, page: Any, matrix: Matrix) -> Iterator[tuple[Any, Matrix]]:
    """Yield the objects of a page and of its forms, each with the matrix that places it."""
    waiting = [(pdfium.FPDFPage_GetObject(page, i), matrix, 0)
               for i in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS))]  # fmt: skip
    seen = 0
    while waiting and seen < MAX_OBJECTS:
        thing, outer, depth = waiting.pop()
        seen += 1
        yield thing, outer
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inner = _times(_matrix_of(pdfium, thing), outer)
            count = min(max(pdfium.FPDFFormObj_CountObjects(thing), 0), MAX_OBJECTS)
            waiting += [(pdfium.FPDFFormObj_GetObject(thing, i), inner, depth + 1) for i in range(count)]


def _rule(pdfium: Any, thing: Any, outer: Matrix, placing: Placing) -> list[DrawnRule]:
    """Return the horizontal rule that a path draws, as a list of one or none."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
    if not (fill.value or stroke.value):
        return []
    matrix = _times(_matrix_of(pdfium, thing), outer)
    points = [
        _at(matrix, *point)
        for point in _points(
            pdfium, pdfium.FPDFPath_CountSegments(thing), lambda i: pdfium.FPDFPath_GetPathSegment(thing, i)
        )
    ]
    if not points:
        return []
    box = _bounds(points, placing)
    if stroke.value:
        width = ctypes.c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(thing, width)
        half = width.value * (abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5) * MM / 2
        box = Box(box.left, box.top - half, box.right, box.bottom + half)
    for clip in _clips(pdfium, thing, outer, placing):
        box = Box(max(box.left, clip.left), max(box.top, clip.top), min(box.right, clip.right),
                  min(box.bottom, clip.bottom))  # fmt: skip
    if box.bottom - box.top > THIN or box.right - box.left < THIN or box.bottom < box.top:
        return []
    parts = [ctypes.c_uint() for _ in range(4)]
    ask = pdfium.FPDFPageObj_GetStrokeColor if stroke.value else pdfium.FPDFPageObj_GetFillColor
    ask(thing, *map(ctypes.byref, parts))
    return [DrawnRule(box, (parts[0].value, parts[1].value, parts[2].value))]


def _clips(pdfium: Any, thing: Any, outer: Matrix, placing: Placing) -> Iterator[Box]:
    """Yield the boxes around the paths a drawing is clipped to."""
    clip = pdfium.FPDFPageObj_GetClipPath(thing)
    for number in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
        points = _points(
            pdfium,
            pdfium.FPDFClipPath_CountPathSegments(clip, number),
            lambda i, number=number: pdfium.FPDFClipPath_GetPathSegment(clip, number, i),
        )
        if points:
            yield _bounds([_at(outer, *point) for point in points], placing)


def _points(pdfium: Any, count: int, segment: Any) -> list[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for index in range(min(max(count, 0), MAX_OBJECTS)):
        pdfium.FPDFPathSegment_GetPoint(segment(index), x, y)
        points.append((x.value, y.value))
    return points


def _bounds(points: list[tuple[float, float]], placing: Placing) -> Box:
    placed = [placing.point(*point) for point in points]
    xs, ys = zip(*placed, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _around(boxes: tuple[Box, ...]) -> Box:
    return Box(
        min(b.left for b in boxes),
        min(b.top for b in boxes),
        max(b.right for b in boxes),
        max(b.bottom for b in boxes),
    )


def _matrix_of(pdfium: Any, thing: Any) -> Matrix:
    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, raw):
        return IDENTITY
    return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
