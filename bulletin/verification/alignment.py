"""Align the segments of two texts: first in order, with the heaviest alignment, then anywhere."""

from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterator, MutableMapping, Sequence
from difflib import SequenceMatcher

Said = tuple[Hashable, str]
"""The words of a segment, with its numerals and without."""

TO_THE_LETTER, BUT_FOR_NUMERALS = 3, 1
"""Weights of two segments in an alignment: identical, or different in their numerals only."""

WEIGHED, OFTEN = 250_000, 3
"""The most pairs of segments that are weighed.

Beyond that, segments with many equals are not put in order.
"""


def aligned(ours: Sequence[Said], theirs: Sequence[Said]) -> tuple[dict[int, int], dict[int, int]]:
    """Return the segments that correspond in order: the identical ones, and those with other numerals.

    All are weighed together: where two paragraphs have the sentence 发现问题40个, each with its own number,
    numbers that changed places are found, and where one of the sentences is gone, the other stays in place.
    """
    shorter = min(len(ours), len(theirs))
    first = last = 0
    while first < shorter and ours[first] == theirs[first]:
        first += 1
    while last < shorter - first and ours[-1 - last] == theirs[-1 - last]:
        last += 1
    same = {i: i for i in range(first)} | {len(ours) - k: len(theirs) - k for k in range(last, 0, -1)}
    a, b = ours[first : len(ours) - last], theirs[first : len(theirs) - last]
    weighed = _weighed(a, b) if len(a) * len(b) <= WEIGHED else _in_blocks(a, b)
    pairs = [(first + i, first + j) for i, j in weighed]
    same |= {i: j for i, j in pairs if ours[i] == theirs[j]}
    here, there = set(ours), set(theirs)
    changed: dict[int, int] = {}
    for i, j in pairs:
        stayed = j in (same.get(i - 1, -2) + 1, same.get(i + 1, -2) - 1)
        # A segment identical to one elsewhere was moved, unless its neighbours stayed.
        if i not in same and (stayed or ours[i] not in there or theirs[j] not in here):
            changed[i] = j
    return same, changed


def _weighed(a: Sequence[Said], b: Sequence[Said]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of the heaviest alignment of two sequences."""
    number: dict[Hashable, int] = {}
    mine, others = (
        [tuple(number.setdefault(key, len(number)) for key in segment) for segment in segments]
        for segments in (a, b)
    )
    best = [[0] * (len(b) + 1)]
    for said, words in reversed(mine):
        below, row, right = best[-1], [0] * (len(b) + 1), 0
        for j in range(len(b) - 1, -1, -1):
            other = others[j]
            weight = TO_THE_LETTER if other[0] == said else BUT_FOR_NUMERALS if other[1] == words else 0
            right = max(right, below[j], weight + below[j + 1] if weight else 0)
            row[j] = right
        best.append(row)
    best.reverse()
    i = j = 0
    while i < len(a) and j < len(b):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield i, j
            i, j = i + 1, j + 1


def _in_blocks(a: Sequence[Said], b: Sequence[Said]) -> Iterator[tuple[int, int]]:
    """Yield an approximate alignment of long sequences: identical blocks, then the segments between."""
    same = dict(_in_order([said for said, _ in a], [said for said, _ in b]))
    partner = {j: i for i, j in same.items()}
    yield from _in_order(
        [("=", i) if i in same else words for i, (_, words) in enumerate(a)],
        [("=", partner[j]) if j in partner else words for j, (_, words) in enumerate(b)],
    )


def _in_order(a: Sequence[Hashable], b: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Yield pairs of equal keys that do not cross one another."""
    times, others = Counter(a), Counter(b)
    if sum(n * others[key] for key, n in times.items()) > WEIGHED:
        often = {key for key, n in times.items() if min(n, others[key]) > OFTEN}
        a = [("a", i) if key in often else key for i, key in enumerate(a)]
        b = [("b", j) if key in often else key for j, key in enumerate(b)]
    for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        for k in range(block.size):
            yield block.a + k, block.b + k


def match_anywhere(
    ours: Sequence[Hashable | None], theirs: Sequence[Hashable | None], matched: MutableMapping[int, int]
) -> None:
    """Match equal keys wherever they stand; None equals nothing."""
    taken = set(matched.values())
    free: dict[Hashable, deque[int]] = defaultdict(deque)
    for j, key in enumerate(theirs):
        if key is not None and j not in taken:
            free[key].append(j)
    for i, key in enumerate(ours):
        if i not in matched and free.get(key):
            matched[i] = free[key].popleft()
