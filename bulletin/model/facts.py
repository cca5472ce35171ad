"""What an office hands over: counts with their breakdowns, scopes, rounds, records, the document's own data.

Plain frozen types. Each field carries in its metadata the Chinese key that a data file may use instead of
the English one, and one sentence for the JSON Schema; `bulletin.datafiles` reads files by these types alone.
`at` is the JSON pointer of the place the object was read from, empty for objects made in code until they
have passed through `load`.
"""

import dataclasses
import datetime
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bulletin.model.approximation import ANY, ZERO, Range, range_of, word_of_sum
from bulletin.model.brief import Discreet
from bulletin.model.terms import (
    Basis,
    Difference,
    Kind,
    Mode,
    Moment,
    Names,
    Order,
    Rest,
    Rounding,
    Scale,
    Status,
)

Amount = int | Decimal
"""A count (int) or an amount of money or time (Decimal); never a float."""


def known(zh: str, says: str, **options: Any) -> Any:
    """Return a dataclass field with its Chinese key and the sentence that explains it.

    Required unless it has a default.
    """
    return dataclasses.field(metadata={"zh": zh, "says": says}, **options)


def is_required(field: "dataclasses.Field[Any]") -> bool:
    """Return whether a data file must give the field."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _at() -> Any:
    return _kept("The JSON pointer to it in its file; empty for data made in code.", default="")


def _kept(says: str, *, repr: bool = False, **options: Any) -> Any:  # noqa: A002  # as in dataclasses.field
    """Return a field that no data file has: `load` fills it in."""
    return dataclasses.field(compare=False, repr=repr, metadata={"says": says}, **options)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Comparison(Discreet):
    """The same count at another time or in another plan, given as its value or as the difference to it."""

    label: str = known("与", "What it is compared with: 原规划, 上年同期 …")
    value: Amount | None = known("原值", "The other value.", default=None)
    difference: Difference | None = known("增减", "This value minus the other one.", default=None)
    growth: Difference | None = known(
        "所报增幅", "The growth in percent as somebody stated it.", default=None
    )
    share: Decimal | None = known("原占比", "The other share, in percent as printed.", default=None)
    points: Difference | None = known("百分点", "The stated change of the share in points.", default=None)
    kept_back: bool = known(
        "不公布", "The other value is given to check by; it is never printed.", default=False
    )
    at: str = _at()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Breakdown(Discreet):
    """A count taken apart along one dimension.

    `items` keeps the order of the data; an item without a number is None. `base` is the number the items
    are shares of, where that is not the count itself. `rest` is the codelist key that names what remains.
    """

    basis: Basis = known("口径", "How the items relate to the whole: partition, partial or overlapping.")
    items: "Mapping[str, Count | None]" = known("分项", "Codelist key → count; null: named without a number.")
    base: Amount | None = known(
        "基数", "The number the items are shares of, if not the count itself.", default=None
    )
    rest: str | None = known("其余", "The state of whatever the items leave over.", default=None)
    order: Order | None = known("排序", "The order in which the items are printed.", default=None)
    share_decimals: int | None = known("占比小数", "The decimals of the shares of its items.", default=None)
    close: bool | None = known(
        "占比合计", "The shares are rounded together, so that they add up to 100%.", default=None
    )
    kept_back: bool = known("不公布", "The base is given to check by; it is never printed.", default=False)
    dimension: str = dataclasses.field(
        default="", metadata={"says": "The key it stands under, which `load` fills in."}
    )
    at: str = _at()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Count(Discreet):
    """A number with its measure word, and all that bulletins report about it.

    `n` None: not given; it is then the length of `names`, or the sum of a partition. `unit` None: the first
    measure word of the codelist. `approximate` is printed with the number (余, 近, 多); `resolution` says how
    exactly it is known (62.7万 is known to 1,000); `scale` prints an exact number in 万 or 亿.

    Private: `range`.
    """

    n: Amount | None = known("数", "The number.", default=None)
    unit: str | None = known("量词", "The measure word, if not the usual one.", default=None)
    by: Mapping[str, Breakdown] = known("按", "Breakdowns by dimension.", default_factory=dict)
    persons: int | None = known(
        "人数", "A second count of the same thing in persons: 46件97人.", default=None
    )
    stated_rate: Decimal | None = known(
        "所报比率", "A rate in percent as somebody else stated it.", default=None
    )
    resolution: Amount | None = known("精度", "How exactly the number is known.", default=None)
    scale: Scale | None = known("数级", "The number is exact, and printed in 万 or 亿.", default=None)
    scale_decimals: int | None = known("数级小数", "The decimals of 万 or 亿; else one.", default=None)
    decimals: int | None = known("小数位数", "The decimals of its rate, share and growth.", default=None)
    rate_name: str | None = known("比率名称", "The name of its rate: 整改完成率.", default=None)
    approximate: str | None = known("约数", "余, 近, 多, 约 …", default=None)
    to: str | None = known(
        "移交对象", "The recipient of what was transferred (codelist key or name).", default=None
    )
    names: tuple[str, ...] = known(
        "名称", "What was counted, by name; the number is their count.", default=()
    )
    more: bool = known(
        "等", "The names are examples; the number is then unknown unless given.", default=False
    )
    compared: Comparison | None = known("比较", "The same count elsewhere.", default=None)
    label: str | None = known(
        "称谓", "The term this document uses for it, if not the official one.", default=None
    )
    unprinted: str | None = known(
        "不印", "Why it is not to be printed, with its breakdowns: 另文通报.", default=None
    )
    kept_back: bool = known("不公布", "The number is given to check by; it is never printed.", default=False)
    origin: str | None = known(
        "来源", "Where the number comes from, for ledger, trace and proof.", default=None
    )
    note: str | None = known("备注", "For people; never printed.", default=None)
    at: str = _at()
    n_at: str = _kept("The pointer to the number itself; empty: that of the count.", default="")
    computed_from: tuple[str, ...] = _kept("The pointers it was computed from; empty: given.", default=())
    formula: str = _kept("How it was computed, in words; empty: given, or added up.", default="")

    @property
    def value(self) -> Amount | None:
        """The number: as given, else the length of `names`, else the sum of a partition; None if unknown."""
        if self.n is not None:
            return self.n
        if self.names and not self.more:
            return len(self.names)
        added = self._added()
        if not added or (self.approximate is None and self.word == ""):
            return None
        return sum(item.value or 0 for item in added)

    @property
    def word(self) -> str | None:
        """The word of approximation: as given, else that of the sum it is; None: the number is exact.

        "" means that the parts are approximate in ways that let nothing true be said of their sum.
        """
        if self.approximate or self.n is not None or (self.names and not self.more):
            return self.approximate
        return word_of_sum(item.word for item in self._added())

    @property
    def known_to(self) -> Amount | None:
        """The resolution: as given, else the coarsest of what it is the sum of; None: to the last digit."""
        if self.resolution is not None or self.n is not None:
            return self.resolution
        return max((item.known_to for item in self._added() if item.known_to is not None), default=None)

    @property
    def range(self) -> Range:
        """What the number may be, by its word and its resolution; not given, at least what its items are."""
        added = () if self.n is not None or self.approximate else self._added()
        if self.value is not None and (self.n is not None or self.approximate or not added):
            return range_of(self.value, self.approximate, self.resolution)
        if added:
            return sum((item.range for item in added), ZERO)
        lists = [(b.basis, [item.range for item in b.items.values() if item]) for b in self.by.values()]
        least = [
            max(parts, key=lambda part: part.low) if basis is Basis.OVERLAPPING else sum(parts, ZERO)
            for basis, parts in lists
            if parts
        ]
        lowest = max(least, key=lambda part: part.low, default=ANY)
        return Range(max(lowest.low, Fraction(len(self.names))), None, above=lowest.above)

    def _added(self) -> "tuple[Count, ...]":
        """Return the items of the first partition that is complete; empty if there is none."""
        for part in self.by.values():
            items = [item for item in part.items.values() if item is not None and item.value is not None]
            if part.basis is Basis.PARTITION and not part.rest and items and len(items) == len(part.items):
                return tuple(items)
        return ()

    @property
    def place(self) -> str:
        """The pointer to the number, or to the value it follows from."""
        return self.n_at or self.at

    @property
    def pointers(self) -> tuple[str, ...]:
        """Where the number comes from: its place, or the places it was computed from."""
        return self.computed_from or (self.place,)


Results = Mapping[str, Count]
"""Codelist key → count, in the order of the data."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Scope(Discreet):
    """What one table of results is about: 前三轮, 2018年7月, 2018年1至7月.

    Scopes are added up, compared and held against each other where they agree in `level`, `area`, `field`
    and `organ`. One that leaves a field out is the whole of those that fill it in.
    """

    label: str = known("名称", "How the scope is called in a sentence.")
    results: Results = known("结果", "Codelist key → count.")
    rounds: tuple[int, ...] = known("轮次", "The ordinals of the rounds it covers.", default=())
    since: Moment | None = known("起", "First day, month or year.", default=None)
    until: Moment | None = known("止", "Last day, month or year.", default=None)
    carried_over: bool = known(
        "上期结转", "What was closed may have begun before; false: nothing was carried over.", default=True
    )
    reported: bool = known("本次通报", "The scope this document reports on; exactly one.", default=False)
    level: str | None = known("层级", "Whose figures these are: 市本级, 县级.", default=None)
    area: str | None = known("地区", "The area, if not the whole one: 云川镇.", default=None)
    field: str | None = known("领域", "The field, if not every one: 扶贫领域.", default=None)
    organ: str | None = known("机关", "The organ, if not all together: 县纪委监委.", default=None)
    at: str = _at()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Round(Discreet):
    """A round of inspection, or several that are reported as one."""

    ordinals: tuple[int, ...] = known("轮次", "Which rounds: [1, 2] for the first two together.")
    inspected: Count = known(
        "被巡察单位", "Organisations inspected, by class, such as departments: 20.", default_factory=Count
    )
    modes: tuple[Mode, ...] = known("方式", "How it is carried out.", default=())
    status: Status = known("状态", "How far it has got.", default=Status.COMPLETED)
    since: Moment | None = known("起", "First day on the spot.", default=None)
    until: Moment | None = known("止", "Last day on the spot, planned or past.", default=None)
    fed_back: Moment | None = known("反馈", "When it told the organisations what it had found.", default=None)
    focus: str | None = known("专题", "What a special inspection looks at: 扶贫领域.", default=None)
    attention: tuple[str, ...] = known("重点", "What was looked at, as short nouns.", default=())
    supervised: Moment | None = known(
        "督查", "When its rectification was inspected on the spot.", default=None
    )
    at: str = _at()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Plan(Discreet):
    """The plan of the committee's term."""

    objects: Count = known("巡察对象", "How many organisations the term is to inspect.")
    covered: Count | None = known(
        "已巡察", "How many it has inspected, if the rounds do not tell.", default=None
    )
    at: str = _at()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Issuer(Discreet):
    """The office that publishes.

    What is None, or not in `joint`, is not printed.
    """

    name: str = known("名称", "The name in the source line or the signature: 榆阳区纪委.")
    committee: str | None = known(
        "党委", "The Party committee whose rounds these are: 十四届榆阳区委.", default=None
    )
    area: str | None = known("地区", "The area as a sentence names it: 榆阳区.", default=None)
    phone: str | None = known("电话", "Telephone for those who have something to say.", default=None)
    post_box: str | None = known("信箱", "Postal address for letters.", default=None)
    email: str | None = known("邮箱", "Electronic mail.", default=None)
    mark: str | None = known("发文机关标志", "The red heading: ××文件.", default=None)
    joint: tuple[str, ...] = known(
        "联合发文机关", "The other organs of a joint document, in their order.", default=()
    )
    at: str = _at()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Corrected(Discreet):
    """A document that was published and is corrected."""

    title: str = known("标题", "Its title, without 《》.")
    number: str | None = known("发文字号", "Its number, if it has one.", default=None)
    date: datetime.date | None = known("成文日期", "The day it was signed or published.", default=None)
    at: str = _at()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Printing(Discreet):
    """How the numbers of a document are printed, where count, list and codelist do not say otherwise.

    What is None is said by the rules; `rules` None: the newest.
    """

    rules: int | None = known("规则", "The rules of printing: 1 of release 0.1.0, 2 of today.", default=None)
    decimals: int | None = known("小数位数", "The decimals of rates, shares and growth.", default=None)
    zeros: bool | None = known(
        "末位零", "Zeros after the point are printed (true) or dropped (false).", default=None
    )
    order: Order | None = known("排序", "The order in which the items of lists are printed.", default=None)
    close: bool | None = known(
        "占比合计", "Shares of a list are rounded together, so that they add up to 100%.", default=None
    )
    rounding: Rounding | None = known("修约", "How digits are dropped.", default=None)
    at: str = _at()

    def over(self, others: "Printing | None") -> "Printing":
        """Return these choices, and those of `others` where there is none; None: these alone."""
        if others is None:
            return self
        chosen = {name: value for name, value in self.choices.items() if value is not None}
        return dataclasses.replace(others, **chosen, at=self.at)

    @property
    def choices(self) -> dict[str, Any]:
        """Field → what is chosen."""
        fields = (field.name for field in dataclasses.fields(self) if "zh" in field.metadata)
        return {name: getattr(self, name) for name in fields}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DocumentFacts(Discreet):
    """What belongs to this one document and can only come from people."""

    template: str | None = known("模板", "The template it is written by.", default=None)
    title: str | None = known("标题", "The title, if not the template's own.", default=None)
    headline: tuple[str, ...] = known("主题", "The parts of a paired headline.", default=())
    authors: tuple[str, ...] = known("作者", "Who wrote it.", default=())
    date: datetime.date | None = known("成文日期", "The day it is signed or published.", default=None)
    number: str | None = known("发文字号", "代字〔年份〕序号, given by the office's registry.", default=None)
    copy_number: str | None = known("份号", "Six digits, given by the registry.", default=None)
    secrecy: str | None = known("密级", "密级和保密期限: 机密★1年.", default=None)
    urgency: str | None = known("紧急程度", "特急 or 加急.", default=None)
    signers: tuple[str, ...] = known("签发人", "Who signs a document that goes upwards.", default=())
    addressees: tuple[str, ...] = known("主送机关", "To whom it goes.", default=())
    copies: tuple[str, ...] = known("抄送机关", "Who gets a copy.", default=())
    sealed: bool = known("加盖印章", "Room is left for a seal; none is drawn.", default=False)
    signer_title: str | None = known(
        "签发人职务", "The title of who signs, where a 签名章 is stamped: 县长.", default=None
    )
    note: str | None = known("附注", "A note after the date, without brackets: 此件公开发布.", default=None)
    printed_by: str | None = known("印发机关", "Who prints and sends it.", default=None)
    names: Names = known(
        "姓名", "How the persons of cases are named: as given, or masked (李某).", default=Names.GIVEN
    )
    rest: Rest | None = known(
        "其余数据", "What becomes of numbers that the text does not print: a table attached.", default=None
    )
    corrects: Corrected | None = known("更正对象", "The document that this one corrects.", default=None)
    printing: Printing | None = known("印法", "How its numbers are printed.", default=None)
    at: str = _at()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Quotation(Discreet):
    """Somebody's very words: printed as they stand, numbers in them are not ours."""

    quote: str = known("原话", "The words, without quotation marks.")
    by: str = known("出自", "Whose words they are.")
    at: str = _at()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Group(Discreet):
    """An inspection group and how to reach it."""

    name: str = known("组别", "巡察一组.")
    leader: str | None = known("组长", "Who leads it.", default=None)
    objects: tuple[str, ...] = known("被巡察单位", "Which organisations it inspects.", default=())
    phone: str | None = known("电话", "Telephone on duty.", default=None)
    hours: str | None = known("值班时间", "When it is answered: 工作日8:30至18:00.", default=None)
    post_box: str | None = known("信箱", "Postal address for letters.", default=None)
    email: str | None = known("邮箱", "Electronic mail.", default=None)
    at: str = _at()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Problem(Discreet):
    """One problem fed back, with what was done about it."""

    title: str = known("问题", "The problem in the words of the feedback.")
    state: str = known("状态", "Its state of rectification (codelist key).")
    measures: tuple[str, ...] = known("措施", "What was done.", default=())
    organisation: str | None = known("单位", "Where it was found.", default=None)
    at: str = _at()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Case(Discreet):
    """One case made known.

    `decided` None: the time is not printed. Persons may be masked; `DocumentFacts.names` says so.
    """

    person: str = known("姓名", "The name, or several with 、 between them; `names` says how it is printed.")
    post: str = known("职务", "Organisation and post.")
    facts: str = known("事实", "What the person did, in whole sentences; numbers in it are not ours.")
    decisions: tuple[str, ...] = known("处理", "Sanctions and measures (codelist keys).")
    decided: Moment | None = known("时间", "When it was decided.", default=None)
    matter: str | None = known("事由", "The matter in a few words, without 问题: 违规收受礼金.", default=None)
    at: str = _at()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Correction(Discreet):
    """One number that a published document had wrong."""

    label: str = known("项目", "What the number is: 整改到位.")
    printed: str = known("原文", "As it was printed: 310个.")
    corrected: str = known("更正为", "As it is right: 301个.")
    places: tuple[str, ...] = known("位置", "Where it stands: headings, captions of tables.", default=())
    follows: bool = known("随之", "It is wrong because another one is: a rate, a rest.", default=False)
    at: str = _at()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Vouched(Discreet):
    """Words with a number that comes from no figure, for which a person answers."""

    words: str = known("原文", "The very words, as they stand in the text.")
    by: str = known("确认人", "Who answers for them.")
    why: str = known("依据", "Where the number comes from.")
    at: str = _at()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Records(Discreet):
    """Lists that a document sets out one by one; the counts they imply are computed."""

    groups: tuple[Group, ...] = known("巡察组", "Inspection groups.", default=())
    problems: tuple[Problem, ...] = known("问题", "Problems with their state.", default=())
    cases: tuple[Case, ...] = known("案例", "Cases made known.", default=())
    corrections: tuple[Correction, ...] = known(
        "更正", "Numbers of the document that is corrected.", default=()
    )
    vouched: tuple[Vouched, ...] = known("文字确认", "Numbers in prose that people answer for.", default=())
    at: str = _at()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DataFile(Discreet):
    """One file of results: everything a document is made from.

    `text` are the pieces only people can write; in them `{rectified.rate}` becomes the figure.
    `sample` marks invented data; every page made from it says 示例.
    """

    format: int = known("格式", "The version of this format: 1.")
    kind: Kind = known("类型", "What the file is about.")
    issuer: Issuer = known("发布单位", "Who publishes.")
    scopes: tuple[Scope, ...] = known("统计范围", "Tables of results; exactly one is reported.")
    document: DocumentFacts = known("文档", "The document's own data.", default_factory=DocumentFacts)
    plan: Plan | None = known("规划", "The plan of the term.", default=None)
    rounds: tuple[Round, ...] = known("巡察轮次", "The rounds as facts.", default=())
    records: Records = known("记录", "Lists set out one by one.", default_factory=Records)
    text: Mapping[str, str | Quotation] = known("文字", "Pieces written by people.", default_factory=dict)
    sample: bool = known("示例", "The data is invented.", default=False)
    at: str = _at()
    source: str = _kept(
        "The file's name, for messages and the ledger; empty: made in code.", default="", repr=True
    )
    origin: str = _kept("Where its caller says it comes from; empty: not said.", default="", repr=True)
    digest: str = _kept("The SHA-256 of what was read; empty: made in code.", default="", repr=True)
    spelt: Mapping[str, str] = _kept(
        "Pointer with English keys → with the keys as the file spells them.", default_factory=dict
    )
    places: Mapping[str, str] = _kept(
        "Pointer → where people find it in a table or workbook: Sheet1!C7.", default_factory=dict
    )

    def pointer(self, at: str, name: str | int) -> str:
        """Return the pointer to `name` (an English key) in the object at `at`, as the file spells it."""
        pointer = f"{at}/{name}"
        return self.spelt.get(pointer, pointer)

    @property
    def reported(self) -> Scope:
        """The scope the document reports on; the first if none says so, which `load` refuses."""
        return next((scope for scope in self.scopes if scope.reported), self.scopes[0])

    @property
    def day(self) -> datetime.date | None:
        """The day whose terms are in force: the document's, else the last it reports on; None if unknown."""
        scope = self.reported
        last = scope.until or scope.since
        return self.document.date or (last.last_day if last else None)
