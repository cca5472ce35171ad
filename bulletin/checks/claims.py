"""Hold what people claim in words against the figures, and see that an opening formula stands once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from bulletin.issues.issue import Issue, warning
from bulletin.model.document import Inline, Value, text_of
from bulletin.model.figures import Figure, Figures
from bulletin.wording import printed

DONE: Mapping[str, tuple[str, str]] = MappingProxyType({
    "rectified": ("整改到位|完成整改|整改完成|整改完毕|整改", "问题|意见"),
    "petitions_closed": ("办结|办理完毕|办理完结", "信访|举报|来信|来访|诉求"),
    "leads_transferred": ("移交", "线索"),
    "cases_closed": ("结案|审结", "案"),
})  # fmt: skip
"""Key of an indicator → its verbs in prose, and the nouns that a claim about it speaks of."""

OF_A_PART = re.compile(
    "其中|该|上述|以上|重点|立行立改|立查立改|移交的|部分|个别|一些|这些|上一?轮|上期|上年|去年|往年|以往|历史|遗留|"
    "第[一二三四五六七八九十0-9]+[轮批]"
)
"""Words that say that a claim is about some of the problems, or about earlier ones."""
OF_THE_FUTURE = re.compile(
    "确保|力争|争取|推动|督促|推进|要求|务必|必须|应当|应(?![急对])|(?<![主重])要|直至|直到|促进|限期|能够|[月日年底]前"
)
"""Words that say that a claim is a demand, an aim or a condition."""
CONDITION = re.compile("凡|如有|如果|若|谁|是否")
BEYOND = re.compile("不放过|不销号|不收兵|不松手|之前|前不")
FORMULA = re.compile("现将[^。；]{0,80}如下")


def contradicted(inlines: Sequence[Inline], at: str, figures: Figures) -> Iterator[Issue]:
    """Yield a warning for each claim of people in a line that the figures contradict."""
    words = text_of(tuple(inlines))
    if not any(isinstance(each, Value) and each.form == "prose" for each in inlines):
        return
    for key, (verbs, nouns) in DONE.items():
        figure = figures.find(f"now.{key}")
        rate = figure.facets.get("rate") if isinstance(figure, Figure) else None
        if not isinstance(figure, Figure) or not isinstance(rate, Figure) or figure.value == 0:
            continue
        said = _claims_not_yet(words, verbs) if rate.value == 1 else _claims_all(words, verbs, nouns)
        for claim in said:
            text = "The words “{words}” contradict the figures: {label} is {printed} ({rate})."
            hint = "Correct the words, or say which part they are about."
            values = {
                "words": claim,
                "label": figure.label,
                "printed": printed(figure),
                "rate": printed(rate),
            }
            yield warning("B511", at, text, hint, **values)


def opened_twice(lines: Sequence[tuple[str, Sequence[Inline]]]) -> Iterator[Issue]:
    """Yield a warning where the words 现将…如下 stand a second time, typed before those of the template."""
    first = ""
    for at, inlines in lines:
        for match in FORMULA.finditer(text_of(tuple(inlines))):
            if first:
                text = "“{words}” stands once more after “{first}”."
                hint = "Take it out of the piece of text; the template writes it."
                yield warning("B512", at, text, hint, words=match[0], first=first)
            first = first or match[0]


def _claims_all(words: str, verbs: str, nouns: str) -> Iterator[str]:
    """Yield the clauses that say that everything is done."""
    pattern = f"(?:全部|均|都|悉数|全都)(?:已经|已|得到|按期|按时|如期)*(?:{verbs})"
    for clause, start in _clauses(words):
        match = re.search(pattern, clause)
        if match is None or any(each.search(clause) for each in (OF_A_PART, OF_THE_FUTURE, CONDITION)):
            continue
        before = clause[: match.start()]
        if re.search(nouns, before) or (not before and re.search(nouns, words[max(0, start - 30) : start])):
            yield clause


def _claims_not_yet(words: str, verbs: str) -> Iterator[str]:
    """Yield the clauses that say that something is not done yet."""
    for clause, _ in _clauses(words):
        match = re.search(f"(?:尚未|仍未|还未|未能|没有|还没|未)(?:全部|完全)?(?:{verbs})", clause)
        if match and not any(each.search(clause) for each in (OF_A_PART, CONDITION, BEYOND)):
            yield clause


def _clauses(words: str) -> Iterator[tuple[str, int]]:
    """Yield the clauses of a line and where they begin."""
    for match in re.finditer("[^，。；：、！？]+", words):
        yield match[0], match.start()
