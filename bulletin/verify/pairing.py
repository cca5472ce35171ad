"""From two streams to which numeral of the one is which of the other, however the sentences were moved.

What stands unchanged is found first, by whole lines and then by sentences, in order and then anywhere; next
what differs in its numerals alone; what is left is paired number by number, by the words around it, by its
value, and by its mark. The mark never decides against the words: a number that was dragged into another
sentence takes its bookmark along.
"""

import re
from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from bulletin.verify.streams import Stream, Token

SENTENCE = re.compile("[。；！？]")

LEFT, RIGHT = 14, 12
"""How many characters before and after a number are looked at."""

FADING = 0.85
"""How much less each further character weighs."""

FROM_WORDS = 0.35
"""How alike the words must be for two numbers of different value to be taken for one that was changed."""

OF_ANOTHER_KIND = 0.6
"""The same where one of the two is a date."""

HARDLY_ANY = 0.08
"""The same for two numbers of the same value: they may have been reworded all around."""

AN_ECHO = 0.8
"""From where a number repeats another one rather than being one that was reworded."""

VALUE, MARKED = 0.2, 0.3
"""What an equal value and the same mark add to the likeness of the words, which is at most 1."""

INTACT, ALL_BUT_INTACT = 0.5, 0.8
"""What untouched words add, so that neither value nor mark outweighs them; and from where they count so."""

TERM = 0.2
"""What the same two characters before the number add: 立案 and 结案 differ there, whatever stands around."""

TYPED = 0.1
"""What the digits add where all of them are the same: of two likely ones, one keystroke is the likelier."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a stream: its characters from `start` to `end`, its tokens from `first` to `last`."""

    start: int
    end: int
    first: int
    last: int


@dataclass(slots=True)
class Pairing:
    """`pairs`: issued token → returned token; `copies`: returned token → the issued one it says again."""

    pairs: dict[int, int] = field(default_factory=dict)
    copies: dict[int, int] = field(default_factory=dict)


def pair(issued: Stream, returned: Stream) -> Pairing:
    """The pairing of two streams."""
    pairing = Pairing()
    ours, theirs = [_whole(issued)], [_whole(returned)]
    for cut in (_lines, _sentences):
        ours = [part for segment in ours for part in cut(issued, segment)]
        theirs = [part for segment in theirs for part in cut(returned, segment)]
        matched = _alike(_keys(issued, ours), _keys(returned, theirs))
        for i, j in matched.items():
            mine, other = ours[i], theirs[j]
            pairing.pairs |= zip(range(mine.first, mine.last), range(other.first, other.last), strict=True)
        known = dict(zip((exact for exact, _ in _keys(issued, ours)), ours, strict=True))
        taken = set(matched.values())
        theirs = [segment for j, segment in enumerate(theirs) if j not in taken]
        theirs = [segment for segment in theirs if not _is_copy(returned, segment, known, pairing)]
        ours = [segment for i, segment in enumerate(ours) if i not in matched]
    _pair_tokens(issued, returned, (ours, theirs), pairing)
    return pairing


def _is_copy(returned: Stream, segment: Segment, known: Mapping[Hashable, Segment], pairing: Pairing) -> bool:
    """Whether a segment that found no partner says again what one that did says; entered as copies then."""
    ((exact, _),) = _keys(returned, [segment])
    mine = known.get(exact)
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


def _keys(stream: Stream, segments: Sequence[Segment]) -> list[tuple[Hashable, Hashable]]:
    """What each segment says, with its numerals and without."""
    keys: list[tuple[Hashable, Hashable]] = []
    for segment in segments:
        words = stream.masked[segment.start : segment.end]
        numerals = tuple(token.printed for token in stream.tokens[segment.first : segment.last])
        keys.append(((words, numerals), words))
    return keys


def _alike(
    ours: Sequence[tuple[Hashable, Hashable]], theirs: Sequence[tuple[Hashable, Hashable]]
) -> dict[int, int]:
    """Which segments are alike: with their numerals, then but for them; in order first, then anywhere."""
    matched: dict[int, int] = {}
    for kind in (0, 1):
        # What is matched already becomes an anchor, so that the rest keeps its order between the anchors.
        partner = {j: i for i, j in matched.items()}
        a = [("=", i) if i in matched else keys[kind] for i, keys in enumerate(ours)]
        b = [("=", partner[j]) if j in partner else keys[kind] for j, keys in enumerate(theirs)]
        for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
            for k in range(block.size):
                matched.setdefault(block.a + k, block.b + k)
        taken = set(matched.values())
        free: dict[Hashable, deque[int]] = defaultdict(deque)
        for j, keys in enumerate(theirs):
            if j not in taken:
                free[keys[kind]].append(j)
        for i, keys in enumerate(ours):
            if i not in matched and free[keys[kind]]:
                matched[i] = free[keys[kind]].popleft()
    return matched


# ── single numbers ───────────────────────────────────────────────────────────────────────────────────────


def _pair_tokens(
    issued: Stream, returned: Stream, left: tuple[Sequence[Segment], Sequence[Segment]], pairing: Pairing
) -> None:
    """Pair the numbers of the segments that found no partner, the likeliest pairs first."""
    ours, theirs = ([n for part in parts for n in range(part.first, part.last)] for parts in left)
    echoes = {j: _echo(issued, returned, j, pairing) for j in theirs}
    scale = max(1, len(issued.masked))
    ranked = []
    for i in ours:
        for j in theirs:
            likeness = _likeness(issued, issued.tokens[i], returned, returned.tokens[j])
            if likeness and (echoes[j][0] < AN_ECHO or likeness > AN_ECHO + VALUE + INTACT):
                apart = abs(issued.tokens[i].at - returned.tokens[j].at) / scale
                ranked.append((apart / 50 - likeness, i, j))
    taken: set[int] = set()
    for _, i, j in sorted(ranked):
        if i not in pairing.pairs and j not in taken:
            pairing.pairs[i] = j
            taken.add(j)
    for j in theirs:
        words, i = _echo(issued, returned, j, pairing)
        if j not in taken and words >= FROM_WORDS:
            pairing.copies[j] = i


def _echo(issued: Stream, returned: Stream, j: int, pairing: Pairing) -> tuple[float, int]:
    """How much a number says again, in the same words, what another is paired with already; and with what."""
    token, best = returned.tokens[j], (0.0, 0)
    for i, k in pairing.pairs.items():
        for stream, twin in ((issued, issued.tokens[i]), (returned, returned.tokens[k])):
            if k != j and twin.same(token):
                best = max(best, (_words_alike(stream, twin, returned, token), i))
    return best


def _likeness(issued: Stream, mine: Token, returned: Stream, other: Token) -> float:
    """How likely two numbers are one and the same; 0: they are not."""
    same = mine.same(other)
    marked = bool(mine.occurrence) and mine.occurrence == other.occurrence
    kinds = (mine.numeral.kind == "date") == (other.numeral.kind == "date")
    words = _words_alike(issued, mine, returned, other)
    enough = HARDLY_ANY if same else FROM_WORDS if kinds else OF_ANOTHER_KIND
    if not marked and words < enough:
        return 0
    digits = SequenceMatcher(None, mine.numeral.text, other.numeral.text, autojunk=False).ratio()
    term = issued.around(mine)[0][-2:] == returned.around(other)[0][-2:]
    intact = words > ALL_BUT_INTACT
    return words + VALUE * same + MARKED * marked + INTACT * intact + TERM * term + TYPED * digits


def _words_alike(stream: Stream, token: Token, others: Stream, other: Token) -> float:
    """How alike the words around two numbers are, from 0 to 1; those before a number say more of it."""
    mine, theirs = stream.around(token), others.around(other)
    before = _alongside(mine[0][-LEFT:][::-1], theirs[0][-LEFT:][::-1])
    after = _alongside(mine[1][:RIGHT], theirs[1][:RIGHT])
    return 0.6 * before + 0.4 * after


def _alongside(a: str, b: str) -> float:
    """How much two texts that begin beside a number share; what lies nearer weighs more."""
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
