"""What a reader would stumble over stands in no document, whatever the data says and whatever it leaves out.

The data is what `bulletin templates check` invents, driven by Hypothesis where many examples are wanted.
"""

import os
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bulletin import build, compose, find_template, load, tally, write
from bulletin.composition.outline import outline, shelf
from bulletin.model.codelist import shipped_codelist
from bulletin.model.document import Document, Paragraph, Text, leaves, lines_of, text_of
from bulletin.readers import read as read_document
from bulletin.rehearsal.random_data import DataMaker, Shape
from bulletin.rehearsal.random_fields import Raw
from bulletin.rehearsal.samples import at_random, fit, fitting, optional, whole, without_each
from bulletin.verification import verify
from tests.helpers.said import docx_text, html_text, squeezed

TEMPLATES = sorted(shelved.template.name for shelved in shelf()[0])
EXAMPLES = 3
"""Documents by which each template is looked at in every run of the tests."""
MANY = int(os.environ.get("BULLETIN_EXAMPLES", "10"))
"""Examples of the slow test; `make properties` takes 500."""
WHOLE_FILES = (HealthCheck.large_base_example, HealthCheck.data_too_large, HealthCheck.too_slow)
"""What Hypothesis warns of: an example is a whole data file, which takes a thousand choices."""
RUNNING = ("body", "opening", "sample")
HAN = "\u3400-\u9fff"
PAIRS = {"）": "（", "〕": "〔", "》": "《", "”": "“", "’": "‘"}
UNITS = sorted({unit for entry in shipped_codelist().indicators.values() for unit in entry.units}, key=len)
AFTER = "|".join(map(re.escape, [*reversed(UNITS), "%", "年", "月", "日", "号", "天", "轮", "次", "〕"]))
CLASSIFIER = "[个件起人条项份轮家名户]"


@cache
def maker(name: str) -> DataMaker:
    template = find_template(name)
    return DataMaker(template, outline(template), shipped_codelist())


@cache
def shapes(name: str) -> tuple[Shape, ...]:
    return tuple(shape for _, shape in fitting(maker(name)))


@cache
def needed(name: str) -> frozenset[tuple[str, ...]]:
    """What no data for a template may lack; found by leaving it out, which takes a second."""
    typical = whole(maker(name), shapes(name)[0])
    paths = optional(typical)
    return frozenset(paths) - frozenset(without_each(typical, paths, maker(name)))


def made(name: str, raw: Raw) -> Document:
    return compose(tally(load(raw)), name)


@cache
def documents(name: str) -> tuple[Document, ...]:
    some = [shape for _, shape in islice(fitting(maker(name)), EXAMPLES)]
    drawn = (at_random(maker(name), Random(n), [shape]) for n, shape in enumerate(some))
    return tuple(made(name, raw) for raw in drawn)


def lines(document: Document) -> list[str]:
    return [text_of(inlines) for _, inlines in lines_of(document)]


def running(document: Document) -> list[str]:
    """The lines of sentences: no headings, tables, charts, signatures."""
    found = [block for block in leaves(document.blocks) if isinstance(block, Paragraph)]
    return [text_of(block.inlines) for block in found if block.role in RUNNING]


def around(pattern: str, texts: list[str]) -> list[str]:
    return [text[max(0, m.start() - 12) : m.end() + 12] for text in texts for m in re.finditer(pattern, text)]


# ── what is looked for ───────────────────────────────────────────────────────────────────────────────────


def meeting_marks(document: Document) -> list[str]:
    return around(
        "[，。、；：][，。、；：]|[（〔《“][，。、；：）〕》”]|[，、；：][）〕》”]", lines(document)
    )


def empty_of_which(document: Document) -> list[str]:
    return around("其中(?:[，：](?=[，。、；）]|$)|(?=[。、；）]|$))", running(document))


def zero_counts(document: Document) -> list[str]:
    return around(f"(?<![0-9.])0(?={'|'.join(map(re.escape, UNITS))})", running(document))


def dangling_marks(document: Document) -> list[str]:
    return around("^[，。、；：]|[，、；]$|[，、；：]\t", lines(document))


def spaces(document: Document) -> list[str]:
    texts = [part for line in lines(document) for part in line.split("\t")]
    return around(f"[{HAN}，。、；：）] | [{HAN}（]|\u00a0|\n\n", texts)


def open_brackets(document: Document) -> list[str]:
    return [line for line in lines(document) if not _balanced(line)]


def _balanced(line: str) -> bool:
    waiting: list[str] = []
    for mark in line:
        if mark in PAIRS.values():
            waiting.append(mark)
        elif mark in PAIRS and (not waiting or waiting.pop() != PAIRS[mark]):
            return False
    return not waiting


def counts_alone(document: Document) -> list[str]:
    return around(f"(?<![0-9.])[0-9]+(?:\\.[0-9]+)?(?![0-9.])(?!{AFTER}|万|亿|余)", running(document))


def doubled_measure_words(document: Document) -> list[str]:
    return around(f"[0-9余万]{CLASSIFIER}(?:{CLASSIFIER}(?!次)|（次）[件人])", running(document))


def leaked_values(document: Document) -> list[str]:
    return around(r"None|nan|NaN|Undefined|Decimal|Fraction|\{|\}|<|>", lines(document))


PROPERTIES: tuple[Callable[[Document], list[str]], ...] = (
    meeting_marks, empty_of_which, zero_counts, dangling_marks, spaces, open_brackets, counts_alone,
    doubled_measure_words, leaked_values,
)  # fmt: skip


# ── every template, a few documents ──────────────────────────────────────────────────────────────────────


@pytest.fixture(params=TEMPLATES)
def few(request: pytest.FixtureRequest) -> tuple[Document, ...]:
    return documents(request.param)


def found(few: tuple[Document, ...], faults: Callable[[Document], list[str]]) -> list[str]:
    return [fault for document in few for fault in faults(document)]


def test_no_two_marks_meet(few: tuple[Document, ...]) -> None:
    assert found(few, meeting_marks) == []


def test_of_which_is_followed_by_something(few: tuple[Document, ...]) -> None:
    assert found(few, empty_of_which) == []


def test_no_sentence_counts_none(few: tuple[Document, ...]) -> None:
    assert found(few, zero_counts) == []


def test_no_line_begins_or_breaks_off_with_a_mark(few: tuple[Document, ...]) -> None:
    assert found(few, dangling_marks) == []


def test_no_space_stands_between_chinese_characters(few: tuple[Document, ...]) -> None:
    assert found(few, spaces) == []


def test_every_bracket_and_quotation_mark_has_its_partner(few: tuple[Document, ...]) -> None:
    assert found(few, open_brackets) == []


def test_every_count_has_a_measure_word(few: tuple[Document, ...]) -> None:
    assert found(few, counts_alone) == []


def test_no_measure_word_stands_twice(few: tuple[Document, ...]) -> None:
    assert found(few, doubled_measure_words) == []


def test_nothing_of_the_program_shows(few: tuple[Document, ...]) -> None:
    assert found(few, leaked_values) == []


@pytest.mark.parametrize(("text", "faults"), [
    ("共查处问题3个，其中，。", 2), ("（，3个）", 1), ("其中：", 1), ("问题0个", 1), ("整改率0%", 0),
    ("问题10个", 0), ("，问题3个", 1), ("问题 3个", 1), ("（问题3个", 1), ("问题3", 1), ("问题3个个", 1),
    ("谈话3人次", 0), ("None个", 1), ("2026年3月", 0), ("12.5万元", 0),
])  # fmt: skip
def test_what_is_looked_for_is_seen(text: str, faults: int) -> None:
    document = Document("test", "gbt9704", "", "zh-CN", (Paragraph("body", (Text(text),)),))
    assert sum(bool(each(document)) for each in PROPERTIES) == faults


# ── every template, many documents; every format ─────────────────────────────────────────────────────────


def said(document: Document) -> str:
    return squeezed("".join(lines(document)))


@pytest.mark.parametrize("name", TEMPLATES)
def test_word_web_page_and_plain_text_say_the_same(name: str) -> None:
    document = documents(name)[0]
    assert squeezed(docx_text(write(document, "docx"))) == said(document)
    assert html_text(write(document, "html").decode()) == said(document)
    assert squeezed(write(document, "txt").decode()) == said(document)


@pytest.mark.slow
@pytest.mark.parametrize("name", TEMPLATES)
def test_the_pdf_leaves_no_character_out(name: str, tmp_path: Path) -> None:
    """Cells and marks stand beside one another, in which order pdftotext decides; heads are repeated."""
    file = tmp_path / "document.pdf"
    for document in documents(name)[:2]:
        file.write_bytes(write(document, "pdf"))
        read = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
        assert Counter(said(document)) - Counter(squeezed(read)) == Counter()


@pytest.mark.slow
@pytest.mark.parametrize("format_", ["docx", "pdf"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_read_back_is_what_was_issued(name: str, format_: str, tmp_path: Path) -> None:
    raw = at_random(maker(name), Random(0), shapes(name)[:1])
    built = build(raw, name, formats=[format_], into=tmp_path)
    assert verify(read_document(built.files[format_]), built.ledger).as_issued


@pytest.mark.slow
@pytest.mark.parametrize("name", TEMPLATES)
@settings(max_examples=MANY, derandomize=True, deadline=None, suppress_health_check=WHOLE_FILES)
@given(rng=st.randoms(use_true_random=False))
def test_nothing_is_found_whatever_the_data(name: str, rng: Random) -> None:
    raw = at_random(maker(name), rng, shapes(name), needed(name))
    assume(fit(raw, maker(name)))
    document = made(name, raw)
    assert {each.__name__: each(document) for each in PROPERTIES if each(document)} == {}
