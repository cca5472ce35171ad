"""Pair the numerals of two text streams, however sentences were moved.

Unchanged text is paired first, by whole lines and then by sentences, in order and then anywhere. Next come
texts that differ in their numerals only. The rest is paired number by number: by the words around it, by its
value and by its mark. The mark never overrules the words, since a number dragged into another sentence takes
its bookmark along. In a table, the head of the column and the first cell of the row decide first.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bulletin.verification.alignment import Said, aligned, match_anywhere
from bulletin.verification.likeness import (
    AN_ECHO,
    FROM_WORDS,
    INTACT,
    VALUE,
    Echoes,
    likeness,
    worth_comparing,
)
from bulletin.verification.streams import Stream

SENTENCE = re.compile("[。；！？]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a stream: its characters from `start` to `end`, its tokens from `first` to `last`."""

    start: int
    end: int
    first: int
    last: int


@dataclass(slots=True)
class Pairing:
    """`pairs`: issued token → returned token; `copies`: returned token → the issued token it repeats."""

    pairs: dict[int, int] = field(default_factory=dict)
    copies: dict[int, int] = field(default_factory=dict)


def pair(issued: Stream, returned: Stream) -> Pairing:
    """Return the pairing of two streams."""
    pairing = Pairing()
    ours, theirs = [_whole(issued)], [_whole(returned)]
    rows: tuple[list[Segment], list[Segment]] = [], []
    for cut in (_lines, _sentences):
        ours = [part for segment in ours for part in cut(issued, segment)]
        theirs = [part for segment in theirs for part in cut(returned, segment)]
        mine, others = _keys(issued, ours), _keys(returned, theirs)
        matched, changed = aligned(mine, others)
        held = set(changed.values())
        match_anywhere(
            [None if i in changed else said for i, (said, _) in enumerate(mine)],
            [None if j in held else said for j, (said, _) in enumerate(others)],
            matched,
        )
        aside: tuple[set[int], set[int]] = set(), set()
        if cut is _lines:
            for i, j in list(matched.items()):
                if _columns_crossed(issued, ours[i], returned, theirs[j]):
                    del matched[i]
            aside = _pair_cells((issued, returned), (ours, theirs), matched, pairing)
            for segments, of, kept in zip((ours, theirs), aside, rows, strict=True):
                kept.extend(segments[i] for i in sorted(of))
        matched |= {i: j for i, j in changed.items() if i not in aside[0] and j not in aside[1]}
        match_anywhere(
            [None if i in aside[0] else words for i, (_, words) in enumerate(mine)],
            [None if j in aside[1] else words for j, (_, words) in enumerate(others)],
            matched,
        )
        for i, j in matched.items():
            tokens = range(theirs[j].first, theirs[j].last)
            pairing.pairs |= zip(range(ours[i].first, ours[i].last), tokens, strict=True)
        known = dict(zip((said for said, _ in mine), ours, strict=True))
        done = {*matched.values(), *aside[1]}
        theirs = [segment for j, segment in enumerate(theirs) if j not in done]
        theirs = [segment for segment in theirs if not _is_copy(returned, segment, known, pairing)]
        ours = [segment for i, segment in enumerate(ours) if i not in matched and i not in aside[0]]
    _pair_tokens(issued, returned, ([*ours, *rows[0]], [*theirs, *rows[1]]), pairing)
    return pairing


def _is_copy(returned: Stream, segment: Segment, known: Mapping[Hashable, Segment], pairing: Pairing) -> bool:
    """Return whether an unpaired segment repeats a paired one, and enter its tokens as copies."""
    ((said, _),) = _keys(returned, [segment])
    mine = known.get(said)
    if mine is None:
        return False
    pairing.copies |= zip(range(segment.first, segment.last), range(mine.first, mine.last), strict=True)
    return True


# ── segments ─────────────────────────────────────────────────────────────────────────────────────────────


def _whole(stream: Stream) -> Segment:
    return Segment(0, len(stream.masked), 0, len(stream.tokens))


def _lines(stream: Stream, segment: Segment) -> Iterator[Segment]:
    return _cut(stream, segment, [end for end in stream.breaks if segment.start < end <= segment.end])


def _sentences(stream: Stream, segment: Segment) -> Iterator[Segment]:
    ends = [match.end() for match in SENTENCE.finditer(stream.masked, segment.start, segment.end)]
    return _cut(stream, segment, ends)


def _cut(stream: Stream, segment: Segment, ends: Sequence[int]) -> Iterator[Segment]:
    start, first = segment.start, segment.first
    for end in [*ends, segment.end]:
        last = first
        while last < segment.last and stream.tokens[last].at < end:
            last += 1
        if end > start:
            yield Segment(start, end, first, last)
        start, first = end, last


def _keys(stream: Stream, segments: Sequence[Segment]) -> list[Said]:
    """Return the words of each segment, with its numerals and without."""
    keys: list[Said] = []
    for segment in segments:
        words = stream.masked[segment.start : segment.end]
        numerals = tuple(token.printed for token in stream.tokens[segment.first : segment.last])
        keys.append(((words, numerals), words))
    return keys


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────


def _columns_crossed(issued: Stream, mine: Segment, returned: Stream, other: Segment) -> bool:
    """Return whether two equal rows stand under heads that have changed places."""
    ours = [issued.tokens[n].cell[0] for n in range(mine.first, mine.last)]
    theirs = [returned.tokens[n].cell[0] for n in range(other.first, other.last)]
    return any(a != b and b in ours for a, b in zip(ours, theirs, strict=True) if a and b)


def _pair_cells(
    streams: tuple[Stream, Stream],
    segments: tuple[Sequence[Segment], Sequence[Segment]],
    matched: Mapping[int, int],
    pairing: Pairing,
) -> tuple[set[int], set[int]]:
    """Pair the numbers of cells with equal head and row label; equal cells are paired in order.

    Returns the rows of either side in which a number was paired.
    """
    done = matched.keys(), set(matched.values())
    found: list[dict[Hashable, list[tuple[int, int]]]] = []
    for stream, parts, but in zip(streams, segments, done, strict=True):
        cells: dict[Hashable, list[tuple[int, int]]] = defaultdict(list)
        for i, part in enumerate(parts):
            if i not in but:
                for key, n in _cells(stream, part):
                    cells[key].append((i, n))
        found.append(cells)
    rows: tuple[set[int], set[int]] = set(), set()
    for key, places in found[0].items():
        others = found[1].get(key, [])
        if len(places) == len(others):  # else it is unknown which of them is gone
            for (i, n), (j, m) in zip(places, others, strict=True):
                pairing.pairs[n] = m
                rows[0].add(i)
                rows[1].add(j)
    return rows


def _cells(stream: Stream, row: Segment) -> Iterator[tuple[Hashable, int]]:
    """Yield the numbers of a row with their heads, for tables of either orientation."""
    within: Counter[tuple[str, str]] = Counter()
    for n in range(row.first, row.last):
        cell = stream.tokens[n].cell
        if cell[0]:
            within[cell] += 1
            yield (frozenset(cell), within[cell]), n


# ── single numbers ───────────────────────────────────────────────────────────────────────────────────────


def _pair_tokens(
    issued: Stream, returned: Stream, left: tuple[Sequence[Segment], Sequence[Segment]], pairing: Pairing
) -> None:
    """Pair the numbers of segments without a partner, the likeliest pairs first."""
    known = pairing.pairs.keys(), {*pairing.pairs.values()}
    ours, theirs = (
        [n for part in parts for n in range(part.first, part.last) if n not in paired]
        for parts, paired in zip(left, known, strict=True)
    )
    echoes = Echoes(issued, returned, pairing.pairs)
    echo = {j: echoes.of(j)[0] for j in theirs}
    scale = max(1, len(issued.masked))
    ranked = []
    for i, j in worth_comparing(issued, ours, returned, theirs):
        like = likeness(issued, issued.tokens[i], returned, returned.tokens[j])
        if like and (echo[j] < AN_ECHO or like > AN_ECHO + VALUE + INTACT):
            apart = abs(issued.tokens[i].at - returned.tokens[j].at) / scale
            ranked.append((apart / 50 - like, i, j))
    taken: set[int] = set()
    for _, i, j in sorted(ranked):
        if i not in pairing.pairs and j not in taken:
            pairing.pairs[i] = j
            taken.add(j)
    echoes = Echoes(issued, returned, pairing.pairs)
    for j in theirs:
        if j not in taken:
            words, i = echoes.of(j)
            if words >= FROM_WORDS:
                pairing.copies[j] = i
