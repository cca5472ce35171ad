"""Define figures: exact values with unit, form and source; and exact arithmetic.

A Figure has no arithmetic of its own, so a template can order, choose and show but never compute. Rounding
happens once, here, by a named policy, on exact fractions (numbers and words, B.7).
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from bulletin.model.arithmetic import Operation
from bulletin.model.brief import Brief
from bulletin.model.terms import Moment, Rounding, Scale

Exact = int | Decimal | Fraction


def rounded(value: Exact, decimals: int, policy: Rounding = Rounding.HALF_UP) -> Decimal:
    """Return `value` rounded once to `decimals` places; ties and sign by magnitude."""
    exact = Fraction(value)
    scaled = abs(exact) * 10**decimals
    whole, remainder = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * remainder
    if policy is Rounding.HALF_UP:
        up = twice >= scaled.denominator
    elif policy is Rounding.HALF_EVEN:
        up = twice > scaled.denominator or (twice == scaled.denominator and whole % 2 == 1)
    else:
        up = False
    digits = whole + up
    return Decimal(-digits if exact < 0 else digits).scaleb(-decimals)


def telling_decimals(share: Fraction, decimals: int, policy: Rounding = Rounding.HALF_UP) -> int:
    """Return the fewest places, from `decimals` up, at which a part prints neither as 0% nor as 100%.

    `share` is a part of one. 340/341 at 0 places would print 100% though one is missing: it takes 1 place.
    Values outside 0..1 keep `decimals`.
    """
    if not 0 < share < 1:
        return decimals
    while rounded(share * 100, decimals, policy) in (0, 100):
        decimals += 1
    return decimals


def closed_shares(parts: Sequence[int], total: int, decimals: int) -> tuple[Decimal, ...]:
    """Return the percentages of `parts` in `total`, closed to add up to 100 by the largest remainder.

    Ties go to the earlier part. A total of 0, or parts that do not add up to it, raise ValueError, since an
    open list cannot be closed.
    """
    if total <= 0 or sum(parts) != total:
        raise ValueError(f"parts {list(parts)} do not add up to {total}")
    unit = 100 * 10**decimals
    floors = [part * unit // total for part in parts]
    remainders = sorted(range(len(parts)), key=lambda i: -(parts[i] * unit % total))
    for i in remainders[: unit - sum(floors)]:
        floors[i] += 1
    return tuple(Decimal(n).scaleb(-decimals) for n in floors)


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """How a figure is printed.

    `decimals` None prints a count as it is. `zeros` keeps trailing zeros (17.0%). `numeral` hanzi prints
    三 for 3, for ordinals and words that take it (GB/T 15835, 4.2). `scale` prints a number in 万 or 亿, with
    `decimals` of them. `times` prints a growth as 82倍 instead of 8200%. `closed` is the percentage that
    prints instead, where a list of shares was rounded together so that it adds up to 100
    (`wording/shares.py`).
    """

    decimals: int | None = None
    zeros: bool = False
    numeral: Literal["arabic", "hanzi"] = "arabic"
    rounding: Rounding = Rounding.HALF_UP
    scale: Scale | None = None
    times: bool = False
    unit: bool = True  # print the measure word; a table head may name it instead
    closed: Decimal | None = None

    @property
    def words(self) -> str:
        """The form in a few words, as markup and ledger carry it; empty for the plain form."""
        places = self.scale.value if self.scale else "decimals"
        words = [f"{places}={self.decimals or 0}"] if self.scale or self.decimals is not None else []
        words += ["zeros"] if self.zeros else []
        words += ["hanzi"] if self.numeral == "hanzi" else []
        words += ["times"] if self.times else []
        words += [] if self.unit else ["bare"]
        words += [f"closed={self.closed}"] if self.closed is not None else []
        words += [self.rounding.value] if self.rounding is not Rounding.HALF_UP else []
        return " ".join(words)

    @classmethod
    @lru_cache(1000)  # a document uses few forms
    def parse(cls, words: str) -> "PrintedForm":
        """Return the form described by `words`."""
        given = words.split()
        numbers = dict(word.split("=", 1) for word in given if "=" in word)
        scale = next((each for each in Scale if each.value in numbers), None)
        places = numbers.get(scale.value if scale else "decimals")
        decimals = None if places is None else int(places)
        closed = Decimal(numbers["closed"]) if "closed" in numbers else None
        rounding = next((policy for policy in Rounding if policy.value in given), Rounding.HALF_UP)
        numeral: Literal["arabic", "hanzi"] = "hanzi" if "hanzi" in given else "arabic"
        zeros, times, unit = "zeros" in given, "times" in given, "bare" not in given
        return cls(decimals, zeros, numeral, rounding, scale, times, unit, closed)


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure that another one was computed from."""

    name: str
    label: str
    value: Exact


@dataclass(frozen=True, slots=True)
class Source:
    """The origin of a value: the formula in words, and pointers to the data it was applied to.

    `operation` on `operands` gave the value; `given` values come from the data.
    """

    formula: str
    pointers: tuple[str, ...]
    operation: Operation = "given"
    operands: tuple[Operand, ...] = ()


FigureKind = Literal["count", "amount", "rate", "points"]


@dataclass(frozen=True, slots=True, repr=False)
class Figure(Brief):
    """An exact value with its label, unit, form and source.

    `name` is its dotted path (`now.rectified.rate`). `kind` is `count`, `amount` (of money), `rate` or
    `points` (percentage points). `unit` is its measure word, empty for rates and points.

    `value` of kind `rate` is a fraction of one (310/341 prints as 91%). `label` is the official term in
    force at the document's date. The facets lead on: `rate`, `rest`, `by`, `compared`, `persons`, `to`,
    `names`, `share` (in the same figure of a larger scope); each is Absent where the data does not give it.

    Private: `source`, `form`, `prefix`, `suffix`, `label_first`, `verb`, `noun`, `facets`,
    `formed`.
    """

    name: str
    value: Exact
    unit: str
    label: str
    source: Source
    kind: FigureKind = "count"
    form: PrintedForm = PrintedForm()
    prefix: str = ""  # 约, 近: printed before the number
    suffix: str = ""  # 余, 多: printed between number and unit
    label_first: bool = True
    verb: str = ""  # 组建: said before the term in a sentence
    noun: str = ""  # said in a sentence instead of the term: 巡察28个单位
    facets: Mapping[str, "Node"] = field(default_factory=dict, compare=False, repr=False)

    def __bool__(self) -> bool:
        """Raise an error: a template has to ask for presence, zero or all."""
        raise TypeError(f"{self.name}: say “is present”, “is zero”, “is one” or “is all”")

    def formed(self, **changes: object) -> "Figure":
        """Return the figure with another form; `changes` are fields of the form: `decimals=1`."""
        return replace(self, form=replace(self.form, **changes))  # type: ignore[arg-type]  # names come from Form


@dataclass(frozen=True, slots=True, repr=False)
class Absent(Brief):
    """A figure that is not available: not given, or without a base. It can be tested but not printed.

    `name` is its dotted path, `label` its official term, `reason` says in English why it is not there.

    Private: `facets`.
    """

    name: str
    label: str
    reason: str
    facets: Mapping[str, "Node"] = field(default_factory=dict, compare=False, repr=False)

    def __bool__(self) -> bool:
        """Raise an error, as for a figure."""
        raise TypeError(f"{self.name}: say “is present”, “is zero”, “is one” or “is all”")


@dataclass(frozen=True, slots=True)
class Given:
    """Words of the data that are printed unchanged: a name, a document number."""

    name: str
    text: str
    pointer: str
    verbatim: bool = True  # False: prose, whose numerals proofreading checks


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the data; printed without its year if the date before it has the same year."""

    name: str
    moment: Moment
    pointer: str
    year: bool = True


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that assert something about a figure without a numeral: 均为, 全部, 无."""

    figure: str
    kind: str
    text: str
    at: str = ""  # the template line that tested it


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence in which figures keep their identity."""

    parts: tuple["str | Figure | Given | Dated | Claim", ...]


@dataclass(frozen=True, slots=True, repr=False)
class Entries(Brief):
    """Named nodes in order, such as the figures of a scope or the items of a breakdown.

    `known` are names that are valid though nothing was given for them (the codelist): name → label.
    `whole`, `basis` and `beside` are set for a breakdown only: its whole, and figures about all its items
    together (`rest`, `overlap`), which are reached by name but are no items. Its `label` is that of the
    dimension. `close`: its shares are to be rounded together, so that they add up to 100%, which is remarked
    once a document, or at each list; empty: they are not. `given` are the items in the order of the data.
    """

    name: str
    items: Mapping[str, "Node"]
    known: Mapping[str, str] = field(default_factory=dict, repr=False)
    basis: str = ""
    whole: Figure | None = None
    beside: Mapping[str, Figure] = field(default_factory=dict)
    label: str = ""
    close: Literal["", "once", "each"] = ""
    given: tuple[str, ...] = ()

    def __iter__(self) -> Iterator["Node"]:
        """Yield the nodes, in order."""
        return iter(self.items.values())

    def __len__(self) -> int:
        """Return how many nodes there are."""
        return len(self.items)

    def find(self, name: str) -> "Node | None":
        """Return the node with a name; Absent if the name is known but not given, None if it is unknown."""
        if name in self.items:
            return self.items[name]
        if name in self.beside:
            return self.beside[name]
        if name == "label" and self.label:
            return self.label
        if name in self.known:
            return Absent(f"{self.name}.{name}", self.known[name], "not given")
        return None


Node = Figure | Absent | Given | Dated | Clause | Entries | tuple["Node", ...] | str | bool
"""Every kind of node that a template can reach."""

FACETS = ("rate", "rest", "by", "compared", "persons", "to", "names", "share")
"""The facets a figure may have beside its label and unit."""


def facet(node: Node, name: str) -> Node | None:
    """Return the facet `name` of `node`; None if it cannot have one."""
    if isinstance(node, Entries):
        return node.find(name)
    if isinstance(node, tuple):
        return node[int(name)] if name.isdecimal() and int(name) < len(node) else None
    if isinstance(node, Figure | Absent):
        if name in ("label", "unit"):
            return getattr(node, name, "")
        found = node.facets.get(name)
        if found is None and (name in FACETS or isinstance(node, Absent)):
            return Absent(f"{node.name}.{name}", node.label, "not given")
        return found
    return None


@dataclass(frozen=True, slots=True, repr=False)
class Figures(Brief):
    """All figures of a data file as a template reaches them: now, scopes, rounds, plan, records, text.

    `source` and `digest` are name and SHA-256 of the data; `digest` is empty for data made in code. With
    `sample` the data is invented, and its documents say 示例. `masks` lead from the name of a person, which
    no document prints, to the printed one; empty: all names are printed.

    Private: `nodes`, `even`, `find`, `everything`.
    """

    nodes: Mapping[str, Node]
    source: str = ""
    digest: str = ""
    sample: bool = False
    masks: Mapping[str, str] = field(default_factory=dict, repr=False)  # hidden name → printed name
    even: bool = False  # percentages with equal decimals print them alike: 47.0% beside 47.8%

    def find(self, path: str) -> Node | None:
        """Return the node at a dotted `path` (`now.rectified.rate`); None if the path is invalid."""
        first, *others = path.split(".")
        node = self.nodes.get(first)
        for name in others:
            node = None if node is None else facet(node, name)
        return node

    def figure(self, path: str) -> Figure:
        """Return the figure at a dotted `path` (`now.rectified.rate`).

        Raises:
            KeyError: there is none: the data does not give it, or the path is none of a figure; the nearest
                paths are named.
        """
        node = self.find(path)
        if isinstance(node, Figure):
            return node
        if isinstance(node, Absent):
            raise KeyError(f"{path}: {node.label} is {node.reason}")
        import difflib  # needed only for a wrong path

        known = {each.name for each in self.everything() if isinstance(each, Figure)}
        near = difflib.get_close_matches(path, sorted(known), n=3)
        raise KeyError(f"{path}: there is no such figure" + (f"; near: {', '.join(near)}" if near else ""))

    def everything(self) -> Iterator["Figure | Given | Dated"]:
        """Yield every printable node, including facets; some are reached by two paths."""
        waiting: deque[Node] = deque(self.nodes.values())
        while waiting:
            node = waiting.popleft()
            if isinstance(node, Figure | Given | Dated):
                yield node
            if isinstance(node, Figure | Absent):
                waiting += node.facets.values()
            elif isinstance(node, Entries):
                waiting += [*node.items.values(), *node.beside.values()]
            elif isinstance(node, tuple):
                waiting += node
