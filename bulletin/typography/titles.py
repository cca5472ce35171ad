"""Break a title by meaning, into lines that form a trapezium or a lozenge.

GB/T 9704-2012, 7.3.1, asks for whole words, symmetry and a fitting length of the lines; offices read it as
梯形 or 菱形, never 长方形 or 沙漏形. There is no word segmenter here. A title breaks where official titles
have a joint (before 关于, after an organ, after a closing mark), which needs no dictionary, and elsewhere
only if it must. It never breaks inside 《》 or “”, between a number and the next word, or inside 第…轮.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from math import ceil

JOINTS: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile("(?=关于)"), 0.0),
    (
        re.compile(
            "(?:(?<=领导小组)|(?<=委员会)|(?<=[县区市省]委)|(?<=党委)|(?<=政府))(?!办公室)|(?<=办公室)|(?<=纪委监委)"
        ),
        0.5,
    ),
    (re.compile("(?<=[》”）])|(?<=、)|(?<=[0-9]月)|(?<=季度)|(?<=半年)"), 1.0),
    (re.compile("(?=[《“])"), 1.5),
    (re.compile("(?=典型)|(?=(?:工作)?情况的[^的]{2}$)"), 1.5),
    (re.compile("(?=的[^的]{2,3}$)"), 2.5),
)
"""The joints of a title with the cost of a break; at one place the cheapest counts."""

ELSEWHERE = 6.0
"""The cost of a break that may split a word."""

ANOTHER_LINE = 2.0
STUB, A_STUB_COSTS = 5, 3.0
"""A last line shorter than this looks lost."""

MOST_LINES = 4

PERIOD = "[0-9]{4}年(?:[0-9]{1,2}(?:[至—～][0-9]{1,2})?月(?:[0-9]{1,2}日)?|第[一二三四]季度|[上下]半年)"

WHOLE = re.compile(
    rf"{PERIOD}|《[^》]*》|“[^”]*”|（[^）]*）|第?[0-9〇零一二三四五六七八九十百千]+[^\s，。、；：]?|[A-Za-z0-9.%-]+"
)
"""Stretches that are never broken."""


def breaks(text: str, limit: float) -> tuple[int, ...]:
    """Return the offsets of line breaks in a title with lines of at most `limit` characters.

    Empty if it fits.

    A line feed in `text` is a break by the author; each part is broken separately.
    """
    found: list[int] = []
    start = 0
    for part in text.split("\n"):
        found += (start + offset for offset in _broken(part, limit))
        start += len(part) + 1
    return tuple(found)


def _broken(text: str, limit: float) -> tuple[int, ...]:
    least = ceil(_width(text) / limit)
    if least < 2:  # noqa: PLR2004  # it fits
        return ()
    costs = _costs(text, limit)
    best: tuple[float, tuple[int, ...]] = (float("inf"), ())
    for lines in range(least, MOST_LINES + 1):
        for cut in _cuts(text, costs, lines, limit):
            cost = sum(costs[offset] for offset in cut) + ANOTHER_LINE * (lines - least)
            best = min(best, (cost + _misshapen(_widths(text, cut)), cut))
    return best[1] or _evenly(text, least, costs)


def _evenly(text: str, lines: int, costs: Mapping[int, float]) -> tuple[int, ...]:
    """Return the cuts of a title without usable joints into lines of nearly equal length."""
    ideal = [round(len(text) * n / lines) for n in range(1, lines)]
    return tuple(dict.fromkeys(min(costs, key=lambda offset: abs(offset - at), default=at) for at in ideal))


def _cuts(text: str, costs: dict[int, float], lines: int, limit: float) -> Iterator[tuple[int, ...]]:
    """Yield the ways to cut a title into this many fitting lines: at joints, else anywhere."""
    joints = [offset for offset, cost in costs.items() if cost < ELSEWHERE]
    for places in (joints, list(costs)):
        fitting = [c for c in combinations(places, lines - 1) if max(_widths(text, c)) <= limit]
        yield from fitting
        if fitting or lines > 2:  # noqa: PLR2004  # three breaks anywhere are too many to try, and ugly
            return


def _costs(text: str, limit: float) -> dict[int, float]:
    """Return each possible break with its cost."""
    inside = {
        offset
        for match in WHOLE.finditer(text)
        if _width(match[0]) <= limit  # longer stretches must break somewhere
        for offset in range(match.start() + 1, match.end())
    }
    costs = {offset: ELSEWHERE for offset in range(2, len(text) - 1) if offset not in inside}
    for joint, cost in reversed(JOINTS):
        for match in joint.finditer(text):
            if match.start() in costs:
                costs[match.start()] = cost
    return costs


def _widths(text: str, cut: Sequence[int]) -> list[float]:
    edges = [0, *cut, len(text)]
    return [_width(text[a:b]) for a, b in pairwise(edges)]


def _width(text: str) -> float:
    """Return the width in characters; digits and Latin letters take about 0.6 in the face of titles."""
    return sum(0.6 if character.isascii() else 1 for character in text)


def _misshapen(widths: Sequence[float]) -> float:
    """Return how far the lines deviate from a trapezium (short above long) or a lozenge."""
    stub = A_STUB_COSTS if widths[-1] < STUB else 0.0
    steps = [b - a for a, b in pairwise(widths)]
    if all(abs(step) < 1 for step in steps):
        return stub + 3.0  # 长方形
    if all(step > 0 for step in steps):
        return stub
    if all(step < 0 for step in steps):
        return stub + 1.0  # 倒梯形
    peak = widths.index(max(widths))
    lozenge = all(step > 0 for step in steps[:peak]) and all(step < 0 for step in steps[peak:])
    return stub if lozenge else stub + 4.0  # 沙漏形
