"""Arrange all figures of a data file for a summary (综述): sections with sentences, tables for what is long.

The reported scope is told by topic. What other scopes have in common with it or with one another stands side
by side in a table; the rest is told scope by scope. Zero is not told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bulletin.composition.summary_tables import (
    TIMES,
    Places,
    Scopes,
    adjustment_of,
    comparison_tables,
    covered_by,
    families_of,
    left_of,
    name_of,
    nodes_of,
    none_of,
    parts_table,
    places_of,
    pointer_of,
    topics_of,
)
from bulletin.model.figures import Absent, Clause, Entries, Figure, Given, Node
from bulletin.wording.clauses import Part, period
from bulletin.wording.periods import periods_in, rounds_in
from bulletin.wording.sentences import (
    breakdowns,
    chained,
    is_long,
    length,
    sentences_apart,
    told,
    without_number,
)

SENTENCE, PARAGRAPH = 100, 150
"""The characters after which a sentence or a paragraph is closed."""
REMAINDER = 40
"""The most characters that a paragraph of its own is not worth."""
MIXED = 8
"""The most figures of which a text without headings may say several subjects in one sentence."""
CHAIN = 5
"""The most indicators of one sentence."""
OTHERS = "其他"
"""The topic that no heading names beside another one."""
HEADED = 3
"""The fewest topics that get headings."""
PLACES = tuple("省市县区州乡镇街道国盟旗村委会局组室院校级")
"""How the names of places and organs end, which are the subject of a sentence."""


def summary(scopes: Scopes, now: Entries, issuer: Entries, rounds: Scopes = ()) -> Entries:
    """Return the parts of a summary of `scopes`, of which `now` is the reported one.

    `sections` tell the reported scope: each has `label` (empty where there are few), `paragraphs` and
    `tables`. `others` tell the other scopes in the same form, without what is said of the `rounds`.
    `adjusted` is a note that shares were adjusted to add up to 100%, if they were. `comparisons` are tables.
    A table has `caption`, `widths`, `heads`, `rows`; an empty cell is not present.
    """
    families = families_of(scopes, now)
    mine = frozenset[str]().union(*(covered_by(family, now) for family in families if family.has(now)))
    sections = _sections(now, mine, _organ(issuer))
    objects = [entry.find("inspected") for entry in rounds]
    with_rounds = {places_of(node) for node in objects if isinstance(node, Figure | Absent)}
    said = with_rounds | {places_of(node) for node in nodes_of(now)}
    others = [_other(scope, next(family.shared for family in families if family.has(scope)), said)
              for scope in scopes if pointer_of(scope) != pointer_of(now)]  # fmt: skip
    tables = [table for each in families for table in comparison_tables(each, now, with_rounds)]
    return Entries("summary", {
        "sections": tuple(sections),
        "others": tuple(each for each in others if each.items["paragraphs"] or each.items["tables"]),
        "comparisons": tuple(tables),
        "adjusted": adjustment_of(scopes),
    })  # fmt: skip


def _other(scope: Entries, shared: frozenset[str], said: set[Places]) -> Entries:
    """Return the section of a scope that is not the reported one, without what was said before."""
    nodes = [node for node in left_of(scope, shared) if places_of(node) not in said]
    opening, topics = _begun(scope, None, [Topic((), (tuple(nodes),))] if nodes else [])
    said |= {places_of(node) for node in nodes}
    return _section(scope, "", [group for topic in topics for group in topic.groups], frozenset(), opening)


# ── sections ─────────────────────────────────────────────────────────────────────────────────────────────


def _sections(now: Entries, shared: frozenset[str], organ: Node | None) -> list[Entries]:
    """Return the sections of the reported scope, with headings where it has several subjects."""
    given = [Topic((each.label,), (nodes,)) for each, nodes in topics_of(now) if nodes]
    none = none_of(now)
    if not given and 0 < len(none) <= MIXED:
        given = [Topic((), (none,))]
    opening, topics = _begun(now, organ, given)
    topics = _merged(topics)
    if len(topics) < HEADED:
        groups = tuple(group for topic in topics for group in topic.groups)
        few = sum(map(len, groups)) <= MIXED
        topics = [Topic((), (tuple(node for group in groups for node in group),) if few else groups)]
    found = []
    for i, topic in enumerate(topics):
        found.append(_section(now, topic.heading, topic.groups, shared, opening if i == 0 else Clause(())))
    return found


@dataclass(frozen=True, slots=True)
class Topic:
    """The figures of a section, those of one subject together, and what the subjects are called."""

    labels: tuple[str, ...]
    groups: tuple[tuple[Node, ...], ...]

    @property
    def heading(self) -> str:
        """The labels in a row; the topic of what belongs to none is named only where it stands alone."""
        named = [label for label in self.labels if label != OTHERS] or list(self.labels)
        return ("、" if any("和" in label for label in named) or len(named) > 2 else "和").join(named)  # noqa: PLR2004  # 和 joins two

    def with_more(self, other: "Topic") -> "Topic":
        """Return both as one."""
        return Topic(self.labels + other.labels, self.groups + other.groups)


def _begun(now: Entries, organ: Node | None, topics: list[Topic]) -> tuple[Clause, list[Topic]]:
    """Return what the first sentence begins with, and the topics without what that says already.

    Before 开展3轮巡察 it is no use to say 前三轮巡察; after 第四轮巡察 it is none to say 开展1轮巡察.
    """
    label, rounds = now.find("label"), now.find("rounds")
    about_rounds = isinstance(label, Given) and rounds_in(label.text) is not None
    first = topics[0].groups[0] if topics else ()
    if (
        not about_rounds
        or not isinstance(rounds, Figure)
        or all(_name(node) != rounds.name for node in first)
    ):
        return _opening(now, organ), topics
    others = tuple(node for node in first if _name(node) != rounds.name)
    if rounds.value == 1:
        return _opening(now, organ), [Topic(topics[0].labels, (others,)), *topics[1:]] if others else topics[
            1:
        ]
    when = period(now).parts
    whose = (organ,) if isinstance(organ, Given) else ()
    opening = Clause(
        (*((*when, "，") if when else ()), *(whose or ((label, "，") if isinstance(label, Given) else ())))
    )
    return opening, [Topic(topics[0].labels, ((rounds, *others),)), *topics[1:]]


def _name(node: Node) -> str:
    return node.name if isinstance(node, Figure | Absent) else ""


def _merged(topics: Sequence[Topic]) -> list[Topic]:
    """Return the topics, those of a single sentence joined, since a section has several."""
    found: list[Topic] = []
    short: list[bool] = []
    for topic in topics:
        one = sum(map(len, _told(topic.groups, frozenset())[0])) == 1
        if one and found and short[-1]:
            found[-1] = found[-1].with_more(topic)
        else:
            found.append(topic)
            short.append(one)
    return [*_with_single(found)]


def _with_single(topics: Sequence[Topic]) -> Iterator[Topic]:
    """Yield the topics, one that is a single sentence still joined to the one before it."""
    waiting: Topic | None = None
    for topic in topics:
        one = len(topic.labels) == 1 and sum(map(len, _told(topic.groups, frozenset())[0])) == 1
        if one and waiting:
            waiting = waiting.with_more(topic)
            continue
        if waiting:
            yield waiting
        waiting = topic
    if waiting:
        yield waiting


def _section(
    scope: Entries,
    label: str,
    groups: Sequence[Sequence[Node]],
    shared: frozenset[str],
    opening: Clause,
) -> Entries:
    """Return one section: its sentences in paragraphs, its long breakdowns in tables."""
    sentences, tables = _told(groups, shared)
    return Entries(f"{scope.name}.summary", {
        "label": Clause((label,)) if label else Clause(()),
        "paragraphs": tuple(_paragraphs(sentences, opening)),
        "tables": tuple(tables),
    })  # fmt: skip


def _told(
    groups: Sequence[Sequence[Node]], shared: frozenset[str]
) -> tuple[list[list[Clause]], list[Entries]]:
    """Return the sentences of some groups of figures, and the tables of what is too long for them."""
    teller = _Teller(shared)
    for group in groups:
        for node in group:
            if isinstance(node, Figure | Absent):
                teller.tell(node)
        teller.close()
    return [each for each in teller.together if each], teller.tables


class _Teller:
    """Makes sentences of figures: short statements in a row, all about one figure and its parts together."""

    def __init__(self, shared: frozenset[str]) -> None:
        self.shared = shared
        self.together: list[list[Clause]] = [[]]
        self.tables: list[Entries] = []
        self.chain: list[Clause] = []

    def tell(self, node: Figure | Absent) -> None:
        """Add what is said about one figure."""
        apart = list(sentences_apart(node))
        long = [part for part in breakdowns(node) if is_long(part) and node.label not in self.shared]
        self.tables += [parts_table(node, part) for part in long]
        apart += [_see_table(node, part) for part in long]
        if apart:
            self.close()
            self.together.append([])
        if isinstance(node, Figure):
            self._state(node)
        elif without_number(node).parts:
            self.chain.append(without_number(node))
        if apart:
            self.close()
            self.together[-1] += apart
            self.together.append([])

    def _state(self, figure: Figure) -> None:
        plain, whole = told(figure, apart=False), told(figure)
        ends = len(whole.parts) > len(plain.parts)
        full = len(self.chain) == CHAIN or sum(map(length, self.chain)) + length(plain) > SENTENCE
        if full or ends:
            self.close()
        self.chain.append(whole)
        if ends:
            self.close()

    def close(self) -> None:
        """End the sentence."""
        if self.chain:
            self.together[-1].append(chained(self.chain))
            self.chain.clear()


def _see_table(node: Figure | Absent, part: Entries) -> Clause:
    """Return where a long breakdown stands."""
    return Clause(
        (f"{node.label}按{part.label}分的情况见下表" if part.label else f"{node.label}的分项情况见下表",)
    )


def _paragraphs(together: Sequence[Sequence[Clause]], opening: Clause) -> Iterator[Clause]:
    """Yield the sentences in paragraphs, the first with its opening; what is short joins the one before."""
    parts: list[Part] = [*opening.parts]
    size = 0
    for sentences in together:
        more = sum(map(length, sentences))
        for i, sentence in enumerate(sentences):
            begins = i == 0 and len(sentences) > 1 and size > REMAINDER
            if size and (begins or size + length(sentence) > PARAGRAPH) and more > REMAINDER:
                yield Clause(tuple(parts))
                parts, size = [], 0
            parts += [*sentence.parts, "。"]
            size += length(sentence) + 1
            more -= length(sentence)
    if size:
        yield Clause(tuple(parts))


# ── what a scope is called ───────────────────────────────────────────────────────────────────────────────


def _organ(issuer: Entries) -> Node | None:
    """Return whose work it is: of the committee, else of the area, else of the issuer."""
    found = (issuer.find(key) for key in ("committee", "area", "name"))
    return next((each for each in found if isinstance(each, Given)), None)


def _opening(scope: Entries, organ: Node | None = None) -> Clause:
    """Return what the first sentence about a scope begins with: 2026年上半年，云川县; 2026年，全州."""
    label = scope.find("label")
    if not isinstance(label, Given):
        return Clause(())
    said = name_of(scope)
    whose: tuple[Part, ...] = (organ,) if isinstance(organ, Given) and organ.text not in label.text else ()
    when = period(scope).parts
    if rounds_in(label.text) is not None:
        return Clause((*said, "，" if "巡" in label.text else "巡察，"))
    if periods_in(label.text, year=2000):
        return Clause((*said, "，", *(whose if len(said) == 1 else ())))
    if label.text.endswith(TIMES):
        return Clause((*said, *(("（", *when, "）") if when else ()), "，", *whose))
    name = re.sub("（[^（）]*）$", "", label.text)
    subject = name.endswith(PLACES) or name.startswith(("全", "各", "本"))
    return Clause((*((*when, "，") if when else ()), *said, *(() if subject else ("，",))))
