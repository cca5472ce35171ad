"""Estimate how likely two numbers of two texts are the same, and choose the pairs worth comparing."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from bulletin.verification.streams import Stream
from bulletin.verification.token import Token

LEFT, RIGHT = 14, 12
"""Characters before and after a number that are compared."""

FADING = 0.85
"""The factor by which the weight of each further character drops."""

FROM_WORDS = 0.35
"""The least likeness of words at which a number with another value counts as changed."""

OF_ANOTHER_KIND = 0.6
"""The same where one of the two is a date or a percentage."""

HARDLY_ANY = 0.08
"""The same for equal values or equal terms, since all the words around may have been rewritten."""

AN_ECHO = 0.8
"""From this likeness on, a number repeats another one; below, it was reworded."""

VALUE, MARKED = 0.2, 0.3
"""Likeness added by an equal value and by the same mark; words give at most 1."""

INTACT, ALL_BUT_INTACT = 0.5, 0.8
"""Likeness added by untouched words, so that value and mark cannot outweigh them.

And where they count as such.
"""

TERM = 0.2
"""Likeness added by the same two characters before the number, which tell 立案 from 结案."""

TYPED = 0.1
"""Likeness added by equal digits: of two candidates, the one with fewer keystrokes is likelier."""

EACH_WITH_EACH = 60_000
"""Up to this many pairs all numbers are compared; beyond, only those that share a trait."""

NEAREST = 6
"""How many numbers sharing a trait are then compared with a number."""


def likeness(issued: Stream, mine: Token, returned: Stream, other: Token) -> float:
    """Return how likely two numbers are the same; 0 if they are not."""
    if _of_another_term(mine, other):
        return 0
    same = mine.same(other)
    marked = bool(mine.occurrence) and mine.occurrence == other.occurrence
    kinds = all((mine.numeral.kind == kind) == (other.numeral.kind == kind) for kind in ("date", "percent"))
    labels = {mine.cell[1], other.cell[1]} - {""}
    if len(labels) > 1 and not same and not marked:  # another row, with another number in it
        return 0
    words = _words_alike(issued, mine, returned, other)
    named = any(a and a == b for a, b in zip(mine.terms, other.terms, strict=True))
    enough = HARDLY_ANY if same or named else FROM_WORDS if kinds else OF_ANOTHER_KIND
    if not marked and words < enough:
        return 0
    digits = _digits_alike(mine.numeral.text, other.numeral.text)
    term = issued.around(mine, 2, 0)[0] == returned.around(other, 2, 0)[0]
    intact = words > ALL_BUT_INTACT
    return words + VALUE * same + MARKED * marked + INTACT * intact + TERM * term + TYPED * digits


def _of_another_term(mine: Token, other: Token) -> bool:
    """Return whether two numbers are about different things: 结案41件 where 立案41件 was issued."""
    return any(a and b and a != b for a, b in zip(mine.terms, other.terms, strict=True))


def _words_alike(stream: Stream, token: Token, others: Stream, other: Token) -> float:
    """Return how alike the words around two numbers are, 0 to 1; the words before weigh more."""
    mine, theirs = stream.around(token, LEFT, RIGHT), others.around(other, LEFT, RIGHT)
    return 0.6 * _alongside(mine[0][::-1], theirs[0][::-1]) + 0.4 * _alongside(mine[1], theirs[1])


@lru_cache(maxsize=1 << 16)
def _digits_alike(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


@lru_cache(maxsize=1 << 17)
def _alongside(a: str, b: str) -> float:
    """Return how alike two texts are from the number outwards; near characters weigh more."""
    if not a or not b:
        return float(a == b)
    weights = [FADING**n for n in range(max(len(a), len(b)))]
    both = (sum(weights[: len(a)]) + sum(weights[: len(b)])) / 2
    shared = 0.0
    for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        for k in range(block.size):
            apart = abs(block.a - block.b) + 1
            shared += min(weights[block.a + k], weights[block.b + k]) / apart**0.5
    return min(1.0, shared / both)


def worth_comparing(
    issued: Stream, ours: Sequence[int], returned: Stream, theirs: Sequence[int]
) -> Iterable[tuple[int, int]]:
    """Return the pairs to compare: all, or if too many, each number with the nearest that share a trait."""
    if len(ours) * len(theirs) <= EACH_WITH_EACH:
        return ((i, j) for i in ours for j in theirs)
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for j in sorted(theirs):
        for trait in _traits(returned, j):
            alike[trait].append(j)
    scale = len(returned.tokens) / max(1, len(issued.tokens))
    found: set[tuple[int, int]] = set()
    for i in ours:
        for trait in _traits(issued, i):
            found.update((i, j) for j in _nearest(alike.get(trait, ()), i * scale))
    return sorted(found)


def _traits(stream: Stream, n: int) -> Iterator[Hashable]:
    """Yield the traits that make two numbers worth comparing: value, mark, words, place."""
    token = stream.tokens[n]
    before, after = stream.around(token, 4, 2)
    yield "value", token.numeral.value, before[-1:]
    yield "value", token.numeral.value
    yield "before", before
    yield "term", before[-2:], after
    yield "place"
    if token.occurrence:
        yield "mark", token.occurrence


def _nearest(places: Sequence[int], place: float) -> Sequence[int]:
    """Return the few of the sorted `places` nearest to `place`."""
    at = bisect_left(places, place)
    return places[max(0, at - NEAREST // 2) : at + NEAREST // 2]


class Echoes:
    """The statements of the paired numbers, to recognise a number that repeats one."""

    def __init__(self, issued: Stream, returned: Stream, pairs: Mapping[int, int]) -> None:
        self._returned = returned
        self._said: dict[Hashable, list[tuple[Stream, Token, int, int]]] = defaultdict(list)
        for i, j in pairs.items():
            for stream, token in ((issued, issued.tokens[i]), (returned, returned.tokens[j])):
                self._said[token.numeral.value].append((stream, token, i, j))

    def of(self, j: int) -> tuple[float, int]:
        """Return how closely number `j` repeats a paired number, words included, and which number that is."""
        token, best = self._returned.tokens[j], (0.0, 0)
        for stream, twin, i, k in self._candidates(token):
            if k != j and twin.same(token) and not _of_another_term(twin, token):
                best = max(best, (_words_alike(stream, twin, self._returned, token), i))
        return best

    def _candidates(self, token: Token) -> Iterable[tuple[Stream, Token, int, int]]:
        said = self._said.get(token.numeral.value, [])
        if len(said) <= EACH_WITH_EACH // 1_000:
            return said
        before = self._returned.around(token, 1, 0)[0]
        return (each for each in said if each[0].around(each[1], 1, 0)[0] == before)
