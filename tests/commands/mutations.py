"""The check of the checks: every number of every example and case is spoilt, and somebody has to notice.

`python -m tests.commands.mutations` drops each number, adds 1 to it, multiplies it by ten and exchanges it
with the number beside it. Each slip is caught by loading or by a check (an error or a warning whose code
and place the sound file has not), or it is at least seen in print: what the page says is not what it said.
The numbers of a list that adds up to a given total, and of running totals beside the edition before, have
to be caught by a check. Every other slip has to stand in `EXPLAINED`; one that stands there and is caught
has to leave it.

The number of a period, round or term in a name is made one more, each date a year earlier and a month later,
each item of a list is taken out. Their fates are reported by kind; a page on which the name stands wrong
shows it to nobody but its reader, so those that no check tells are listed.

Printed is what the example's own template prints; of the cases, which have no template, every figure. Two
numbers exchanged inside one list leave its sum as it is: no sum can catch that, the page shows it.
"""

import copy
import dataclasses
import itertools
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from bulletin import DataFile, Figure, Figures, Severity, account, check, compose, load, tally
from bulletin.datafiles import inspect
from bulletin.issues.errors import BulletinError
from bulletin.model.codelist import Codelist, read_codelist, shipped_codelist
from bulletin.model.facts import Breakdown, Count
from bulletin.model.figures import Absent, Clause, Entries, Node, PrintedForm
from bulletin.model.terms import Basis
from bulletin.wording import printed
from bulletin.wording.grammars import find

EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = Path(__file__).parents[1] / "cases"

Kind = Literal["drop", "add 1", "times 10", "swap", "name", "year", "month", "item"]
Fate = Literal["check", "print", "survived"]
KINDS: tuple[Kind, ...] = ("drop", "add 1", "times 10", "swap", "name", "year", "month", "item")
WORDS: tuple[Kind, ...] = ("name", "year", "month", "item")
"""Slips in names, dates and lists: reported by kind, with what nobody noticed, and owed by no rule."""
NAMES = {
    "label",
    "名称",
    "title",
    "标题",
    "headline",
    "主题",
    "name",
    "组别",
    "committee",
    "党委",
    "称谓",
    "与",
}
"""Keys of texts that may name a period, a round or a term."""
NUMBER_KEYS = ("n", "数")
"""How the number of a count that is written as an object is called."""


@dataclasses.dataclass(frozen=True)
class Explained:
    """Slips in one file that no check catches, and why that is right, or what rule is missing.

    Each of `names` in the place of {} makes a pointer of `where`; a swap has two names with ↔ between.
    """

    file: str
    kinds: tuple[Kind, ...]
    where: str
    names: str
    reason: str

    @property
    def places(self) -> tuple[str, ...]:
        """The places as an outcome names them."""
        return tuple(
            PAIR.join(self.where.replace("{}", half) for half in name.split(PAIR))
            for name in self.names.split(", ")
        )


PAIR = " ↔ "
"""Between the two pointers of a swap."""

KUNMING, ZHEJIANG, FANCHANG = "08-kunming-qu-dierlun-zhenggai", "102-zhejiang-shenji-2017", "22-fanchang-2019"
CCDI, ANQING, LVCHUN, QINYANG = (
    "35-ccdi-2021",
    "42-anqing-2023q1",
    "60-xinfang-lvchun-2018",
    "83-jiujia-qinyang",
)
JUNE, JULY = "49-baxiang-2018-06", "48-baxiang-2018-07"
JULY_AFTER_JUNE = f"{JULY} after {JUNE}"

# Right as it is.
COMPUTED = "a total whose items add up to it is computed where it is left out; nothing is lost"
ONLY_COMPARED = "a stated rate is compared with the computed one and never printed; nothing is lost"
UNORDERED = "the rounds a scope covers have no order"
NOT_PRINTED = "the circular has no place for the channels of petitions, and their sum is the same"
WRONG_ANYWAY = "51 of 62 are 82.3%: the rate of the text is reported as wrong before and after"
CLOSES = "the text printed one less so that the list adds up to 100; one more is the right rounding"
SAME_MYRIAD = "70,000 reads 7万 whether known to 1,000 or to 10,000, and its list still adds up"
WITHIN = (
    "five numbers known to 1,000 let the sum miss by 2,500; a small number beside them has no other witness"
)

EXPLAINED = (
    Explained("circular", ("drop",), "/scopes/0/results/{}/n", "petitions, sanctioned", COMPUTED),
    Explained("round4", ("drop",), "/scopes/0/results/{}/n", "sanctioned", COMPUTED),
    Explained(
        KUNMING, ("drop",), "{}/n", "/rounds/0/inspected, /scopes/0/results/problems_fed_back", COMPUTED
    ),
    Explained(ZHEJIANG, ("drop",), "/scopes/0/results/{}/n", "leads_transferred, persons_handled", COMPUTED),
    Explained(FANCHANG, ("drop",), "/scopes/0/results/{}/n", "inspected", COMPUTED),
    Explained(CCDI, ("drop",), "/scopes/0/results/{}/n", "forms_used", COMPUTED),
    Explained(ANQING, ("drop",), "/scopes/0/results/{}/n", "sanctioned, forms_used", COMPUTED),
    Explained(JULY, ("drop",), "/scopes/0/results/{}/n", "sanctioned", COMPUTED),
    Explained(JUNE, ("drop",), "/scopes/0/results/{}/n", "sanctioned", COMPUTED),
    Explained(JULY_AFTER_JUNE, ("drop",), "/scopes/0/results/{}/n", "sanctioned", COMPUTED),
    Explained(LVCHUN, ("drop",), "/scopes/0/results/{}/n", "petitions", COMPUTED),
    Explained(QINYANG, ("drop",), "/scopes/0/results/{}/n", "sanctioned", COMPUTED),
    Explained("86-dianxing-20qi", ("drop",), "/scopes/0/results/{}/n", "typical_cases", COMPUTED),
    Explained(
        KUNMING,
        ("drop",),
        "/scopes/0/results/problems_fed_back/by/state/items/{}/stated_rate",
        "rectified",
        ONLY_COMPARED,
    ),
    Explained(
        FANCHANG,
        ("drop",),
        "/scopes/1/results/plan_objects/by/object/items/{}/by/other/items/covered/stated_rate",
        "departments, villages",
        ONLY_COMPARED,
    ),
    Explained(
        CCDI,
        ("drop",),
        "/scopes/0/results/forms_used/by/form/items/{}/stated_rate",
        "form_1, form_2, form_3, form_4",
        ONLY_COMPARED,
    ),
    Explained(
        ANQING,
        ("drop",),
        "/scopes/0/results/forms_used/by/form/items/{}/stated_rate",
        "form_2",
        ONLY_COMPARED,
    ),
    Explained(
        LVCHUN,
        ("drop",),
        "/scopes/0/results/petitions/by/{}/stated_rate",
        "petition_source/items/from_above, petition_source/items/received_here, "
        "petition_class/items/within_remit, petition_class/items/outside_and_others, "
        "channel/items/calls, grade/items/others, discipline/items/integrity_discipline, "
        "discipline/items/mass_discipline, discipline/items/work_discipline, "
        "discipline/items/life_discipline, discipline/items/duty_crime",
        ONLY_COMPARED,
    ),
    Explained("circular", ("swap",), "/scopes/0/rounds/{}", "0 ↔ 1", UNORDERED),
    Explained("round4", ("swap",), "/scopes/0/rounds/{}", "0 ↔ 1, 1 ↔ 2", UNORDERED),
    Explained(FANCHANG, ("swap",), "/scopes/2/rounds/{}", "0 ↔ 1, 1 ↔ 2, 2 ↔ 3", UNORDERED),
    Explained(
        "circular",
        ("swap",),
        "/scopes/0/results/petitions/by/channel/items/{}",
        "letters ↔ visits, visits ↔ calls",
        NOT_PRINTED,
    ),
    Explained(
        FANCHANG,
        ("add 1", "times 10"),
        "/scopes/1/results/plan_objects/by/object/items/{}/by/other/items/covered/stated_rate",
        "departments",
        WRONG_ANYWAY,
    ),
    Explained(
        LVCHUN,
        ("add 1",),
        "/scopes/0/results/petitions/by/{}/stated_rate",
        "channel/items/calls, grade/items/others",
        CLOSES,
    ),
    Explained(
        CCDI, ("times 10",), "/scopes/0/results/forms_used/by/form/items/{}/resolution", "form_3", SAME_MYRIAD
    ),
    Explained(
        CCDI,
        ("drop", "add 1", "times 10"),
        "/scopes/0/results/sanctioned/by/grade/items/{}",
        "province_level",
        WITHIN,
    ),
    Explained(CCDI, ("add 1",), "/scopes/0/results/sanctioned/by/grade/items/{}", "bureau_level", WITHIN),
)
"""Every slip that no check catches. A row whose slips are caught (a new rule) has to go."""


@dataclasses.dataclass(frozen=True)
class Mutation:
    """One slip of the pen: the plain values it leaves, and the places it touched."""

    kind: Kind
    pointers: tuple[str, ...]
    raw: Any

    @property
    def place(self) -> str:
        """The pointers in one word."""
        return PAIR.join(self.pointers)


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What became of a mutation; `owed`: a check has to catch it."""

    file: str
    kind: Kind
    place: str
    fate: Fate
    owed: bool

    @property
    def unexplained(self) -> bool:
        """Whether somebody should have noticed and did not."""
        return self.kind not in WORDS and (self.fate == "survived" or (self.owed and self.fate == "print"))


@dataclasses.dataclass(frozen=True)
class Subject:
    """A file to spoil. `cumulated` are the numbers that the edition before holds to a sum."""

    name: str
    path: Path
    previous: Path | None = None
    cumulated: tuple[str, ...] = ()

    @cached_property
    def codelist(self) -> Codelist:
        """The shipped entries, with the file's own on top."""
        own = self.path.with_name(f"{self.path.stem}.indicators.toml")
        shipped = shipped_codelist()
        return read_codelist(own.read_text("utf-8"), shipped) if own.exists() else shipped

    @cached_property
    def raw(self) -> Any:
        """The plain values of the sound file."""
        return json.loads(self.path.read_text("utf-8"), parse_float=Decimal)

    @cached_property
    def data(self) -> DataFile:
        """The sound file as it is read."""
        return load(self.raw, self.codelist)

    @cached_property
    def before(self) -> DataFile | None:
        """The edition before."""
        return load(self.previous, self.codelist) if self.previous else None

    @cached_property
    def known(self) -> frozenset[tuple[str, str]]:
        """What is to be said of the sound file."""
        return self.said(self.raw)

    @cached_property
    def page(self) -> Sequence[tuple[str, str]]:
        """What the sound file prints."""
        return self.printed(tally(self.data, self.codelist))

    @cached_property
    def template(self) -> str:
        """The template of the file; empty: every figure is taken as printed."""
        return self.data.document.template or ""

    def said(self, raw: Any) -> frozenset[tuple[str, str]]:
        """Code and place of every error and warning about the shape and sums of `raw`."""
        data, issues = inspect(raw, self.codelist)
        if data is not None and data.scopes:
            issues += check(data, self.before, self.codelist)
        return frozenset((issue.code, issue.place) for issue in issues if issue.severity != Severity.NOTE)

    def printed(self, figures: Figures) -> Sequence[tuple[str, str]]:
        """Name and characters of everything the file prints."""
        if not self.template:
            return sorted({(figure.name, printed(figure)) for figure in reachable(figures.nodes.values())})
        ledger = account(compose(figures, self.template), figures)
        claims = [(claim.figure, claim.kind) for claim in ledger.claims]
        return [*((entry.figure, entry.printed) for entry in ledger.entries), *claims]

    def reads_otherwise(self, raw: Any) -> bool:
        """Whether another document comes of `raw`, or none."""
        try:
            figures = tally(load(raw, self.codelist), self.codelist)
            return self._has_moved(figures) or self.printed(figures) != self.page
        except BulletinError:
            return True

    def _has_moved(self, figures: Figures) -> bool:
        """Whether one of the figures on the page has become another; much quicker than a new document."""
        return any(
            not isinstance(node := figures.find(name), Figure)
            or printed(dataclasses.replace(node, form=PrintedForm.parse(form))) != text
            for name, text, form in self._figures_on_the_page
        )

    @cached_property
    def _figures_on_the_page(self) -> Sequence[tuple[str, str, str]]:
        if not self.template:
            return []
        figures = tally(self.data, self.codelist)
        ledger = account(compose(figures, self.template), figures)
        rows = {(entry.figure, entry.printed, entry.form) for entry in ledger.entries}
        return [
            (name, text, form)
            for name, text, form in rows
            if isinstance(node := figures.find(name), Figure)
            and printed(dataclasses.replace(node, form=PrintedForm.parse(form))) == text
        ]

    def outcomes(self) -> Iterator[Outcome]:
        """What becomes of every mutation of the file."""
        owed = {*self.cumulated}.union(*closed_lists(self.data))
        lists = [set(items_of(part)) for _, part in partitions(self.data)]
        for mutation in mutations(self.raw):
            touched = set(mutation.pointers)
            inside = mutation.kind == "swap" and any(touched <= items for items in lists)
            fate: Fate = "survived"
            if self.said(mutation.raw) - self.known:
                fate = "check"
            elif self.reads_otherwise(mutation.raw):
                fate = "print"
            yield Outcome(self.name, mutation.kind, mutation.place, fate, bool(touched & owed) and not inside)


# ── Spoiling ──────────────────────────────────────────────────────────────────────────────────────────────
def mutations(raw: Any) -> Iterator[Mutation]:
    """Every mutation of the plain values of a file."""
    for pointer, number in numbers(raw, ""):
        yield Mutation("drop", (pointer,), changed(raw, {pointer: None}))
        yield Mutation("add 1", (pointer,), changed(raw, {pointer: number + 1}))
        if number:
            yield Mutation("times 10", (pointer,), changed(raw, {pointer: number * 10}))
    for (first, one), (second, other) in neighbours(raw, ""):
        if one != other:
            yield Mutation("swap", (first, second), changed(raw, {first: other, second: one}))
    yield from slips_in_words(raw)


def slips_in_words(raw: Any) -> Iterator[Mutation]:
    """Every number of a name one more, every date a year or a month off, every item taken out."""
    for pointer, key, text in texts(raw, "", ""):
        if key in NAMES:
            for found in find(text):
                spoilt = text[: found.match.start()] + one_more(found.text) + text[found.match.end() :]
                if spoilt != text:
                    yield Mutation("name", (pointer,), changed(raw, {pointer: spoilt}))
        elif DAY.fullmatch(text):
            year, *others = text.split("-")
            yield Mutation(
                "year", (pointer,), changed(raw, {pointer: "-".join((str(int(year) - 1), *others))})
            )
            if others:
                month, *days = others
                later = f"{int(month) % 12 + 1:02}"
                yield Mutation("month", (pointer,), changed(raw, {pointer: "-".join((year, later, *days))}))
    for pointer in lists_of_items(raw, ""):
        yield Mutation("item", (pointer,), changed(raw, {pointer: None}))


DAY = re.compile(r"(?:19|20)[0-9]{2}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
NUMERAL = re.compile("[0-9]+|[一二三四五六七八九]")
ONE_MORE = str.maketrans("一二三四五六七八九", "二三四五六七八九十")


def one_more(words: str) -> str:
    """The words with their last number one more: 6月 becomes 7月, 第四轮 becomes 第五轮."""
    found = list(NUMERAL.finditer(words))
    if not found:
        return words
    last = found[-1]
    more = str(int(last[0]) + 1) if last[0].isascii() else last[0].translate(ONE_MORE)
    return words[: last.start()] + more + words[last.end() :]


def texts(raw: Any, at: str, key: str) -> Iterator[tuple[str, str, str]]:
    """Every text of a file with its pointer and the key it stands under; that of a list for its parts."""
    for here, value in entries_of(raw, at):
        name = here.rsplit("/", 1)[1] if isinstance(raw, dict) else key
        if isinstance(value, str):
            yield here, name, value
        yield from texts(value, here, name)


def lists_of_items(raw: Any, at: str) -> Iterator[str]:
    """The pointer of every item of a breakdown that holds a number."""
    for here, value in entries_of(raw, at):
        if here.rsplit("/", 1)[1] in ("items", "分项") and isinstance(value, dict):
            yield from (f"{here}/{key}" for key in value if "/" not in key)
        yield from lists_of_items(value, here)


def entries_of(raw: Any, at: str) -> list[tuple[str, Any]]:
    """What stands in an object or a list, each with its pointer."""
    entries: Iterable[tuple[str | int, Any]] = ()
    if isinstance(raw, dict):
        entries = raw.items()
    elif isinstance(raw, list):
        entries = enumerate(raw)
    return [(f"{at}/{key}", value) for key, value in entries]


def is_number(value: Any) -> bool:
    """Whether a plain value is a number; true and false are none."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def numbers(raw: Any, at: str) -> Iterator[tuple[str, Any]]:
    """Every number of a file with its pointer."""
    for here, value in entries_of(raw, at):
        if is_number(value):
            yield here, value
        yield from numbers(value, here)


def neighbours(raw: Any, at: str) -> Iterator[tuple[tuple[str, Any], tuple[str, Any]]]:
    """Every two numbers that follow one another in an object; a count written as an object has its number."""
    row: list[tuple[str, Any]] = []
    for here, value in entries_of(raw, at):
        if is_number(value):
            row.append((here, value))
        elif isinstance(value, dict):
            row += [(f"{here}/{key}", value[key]) for key in NUMBER_KEYS if is_number(value.get(key))]
        yield from neighbours(value, here)
    yield from itertools.pairwise(row)


def changed(raw: Any, values: Mapping[str, Any]) -> Any:
    """`raw` with other values at some pointers; None takes the entry away."""
    result = copy.deepcopy(raw)
    for pointer, value in values.items():
        *way, last = pointer.strip("/").split("/")
        holder: Any = result
        for step in way:
            holder = holder[int(step)] if isinstance(holder, list) else holder[step]
        key: Any = int(last) if isinstance(holder, list) else last
        if value is None:
            del holder[key]
        else:
            holder[key] = value
    return result


# ── What a check owes ─────────────────────────────────────────────────────────────────────────────────────
def counts_in(value: Any) -> Iterator[Count]:
    """Every count of a data object, wherever it stands: not by the list of places that the checks go by."""
    if isinstance(value, Count):
        yield value
    inner: Iterable[Any] = ()
    if isinstance(value, Mapping):
        inner = value.values()
    elif isinstance(value, tuple):
        inner = value
    elif dataclasses.is_dataclass(value):
        inner = [getattr(value, field.name) for field in dataclasses.fields(value) if "zh" in field.metadata]
    for each in inner:
        yield from counts_in(each)


def partitions(data: DataFile) -> Iterator[tuple[Count, Breakdown]]:
    """Every list of which nothing is left over and every item has a number, with its count."""
    for count in counts_in(data):
        for part in count.by.values():
            complete = all(item is not None and item.value is not None for item in part.items.values())
            if part.basis is Basis.PARTITION and not part.rest and complete:
                yield count, part


def items_of(part: Breakdown) -> list[str]:
    """The pointers to the numbers of the items."""
    return [item.n_at for item in part.items.values() if item is not None and item.n_at]


def closed_lists(data: DataFile) -> Iterator[list[str]]:
    """The numbers of every list that adds up to a total given beside it: the items and the total."""
    for count, part in partitions(data):
        if part.base is not None:
            yield [*items_of(part), data.pointer(part.at, "base")]
        elif count.n is not None:
            yield [*items_of(part), count.n_at]


def open_lists(data: DataFile) -> list[str]:
    """The items of every list whose total is nothing but their sum: no sum can tell that one is wrong."""
    return [
        pointer
        for count, part in partitions(data)
        if part.base is None and count.n is None
        for pointer in items_of(part)
    ]


# ── What is printed ───────────────────────────────────────────────────────────────────────────────────────
def reachable(nodes: Iterable[Node | None]) -> Iterator[Figure]:
    """Every figure that a template could reach from `nodes`."""
    for node in nodes:
        if isinstance(node, Figure):
            yield node
        if isinstance(node, Figure | Absent):
            yield from reachable(node.facets.values())
        elif isinstance(node, Entries):
            yield from reachable((*node.items.values(), *node.beside.values(), node.whole))
        elif isinstance(node, tuple):
            yield from reachable(node)
        elif isinstance(node, Clause):
            yield from reachable([part for part in node.parts if isinstance(part, Figure)])


# ── The command ───────────────────────────────────────────────────────────────────────────────────────────
CUMULATED = tuple(
    f"/scopes/{scope}/results/{number}"
    for scope, rows in enumerate((
        ("violations/n", "persons_handled", "sanctioned/n"),
        ("violations", "persons_handled", "sanctioned"),
    ))
    for number in rows
)  # fmt: skip


def subjects() -> tuple[Subject, ...]:
    """Every example, every case, and July beside June."""
    cases = sorted(path for path in CASES.glob("*.json") if not path.name.endswith(".expected.json"))
    paths = (*sorted(EXAMPLES.glob("*.json")), *cases)
    return (
        *(Subject(path.stem, path) for path in paths),
        Subject(JULY_AFTER_JUNE, CASES / f"{JULY}.json", CASES / f"{JUNE}.json", CUMULATED),
    )


def explained(files: Iterable[str]) -> dict[tuple[str, Kind, str], str]:
    """File, kind and place of everything in `EXPLAINED` that is about one of these files, with the reason."""
    names = set(files)
    return {
        (row.file, kind, place): row.reason
        for row in EXPLAINED
        if row.file in names
        for kind in row.kinds
        for place in row.places
    }


def judged(found: Sequence[Outcome]) -> tuple[list[Outcome], list[tuple[str, Kind, str]]]:
    """What nobody noticed and nothing explains; and what is explained though it was noticed."""
    reasons = explained(outcome.file for outcome in found)
    open_ = {(o.file, o.kind, o.place): o for o in found if o.unexplained}
    unexplained = [outcome for key, outcome in open_.items() if key not in reasons]
    return unexplained, [key for key in reasons if key not in open_]


ALL = "all numbers, names, dates and items"


def table(found: Sequence[Outcome]) -> Iterator[str]:
    """The lines of the tables: all mutations, then those that a check owes."""
    for title, rows in (
        (ALL, found),
        ("numbers of lists that add up, and of running totals", [row for row in found if row.owed]),
    ):
        yield f"{title:54}{'total':>7}{'check':>7}{'print':>7}{'survived':>10}"
        for kind in (*(kind for kind in KINDS if title == ALL or kind not in WORDS), "all"):
            fates = [row.fate for row in rows if kind in (row.kind, "all")]
            counted = [len(fates), *(fates.count(fate) for fate in ("check", "print", "survived"))]
            yield f"  {kind:52}{counted[0]:7}{counted[1]:7}{counted[2]:7}{counted[3]:10}"


def report(of: Sequence[Subject]) -> tuple[list[str], bool]:
    """The tables and everything to be said of these files, and whether all is well."""
    found = [outcome for subject in of for outcome in subject.outcomes()]
    unexplained, stale = judged(found)
    lines = [*table(found), "explained"]
    for row in EXPLAINED:
        lines += [
            f"  {row.file}, {kind}, {place}: {row.reason}" for kind in row.kinds for place in row.places
        ]
    lines += ["names, dates and items that no check tells and no page shows"]
    lines += [f"  {o.file}, {o.kind}, {o.place}" for o in found if o.kind in WORDS and o.fate == "survived"]
    lines += ["numbers of lists without a total, which no sum can check"]
    lines += [f"  {subject.name}, {len(items)}" for subject in of if (items := open_lists(subject.data))]
    for outcome in unexplained:
        what = "survived" if outcome.fate == "survived" else "seen in print only"
        lines.append(f"{what}: {outcome.file}, {outcome.kind}, {outcome.place}")
    lines += [f"explained, but caught: {file}, {kind}, {place}" for file, kind, place in stale]
    return lines, not unexplained and not stale


def main() -> int:
    """Print the report; 1 if anything is not as it should be."""
    lines, well = report(subjects())
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
