"""Numerals are found in Chinese text: every digit, and Chinese characters where they count something."""

import time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.model.codelist import read_codelist, shipped_codelist
from bulletin.wording.numerals import Numeral, find_numerals, set_terms, vocabulary_of

VOCABULARY = vocabulary_of(shipped_codelist())


def found(text: str) -> tuple[Numeral, ...]:
    return find_numerals(text, VOCABULARY)


def only(text: str) -> Numeral:
    (numeral,) = found(text)
    return numeral


# ── Arabic numerals ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "numeral", "value", "kind", "unit"),
    [
        ("整改到位310个", "310", 310, "number", "个"),
        ("整改率91%。", "91%", 91, "percent", ""),
        ("占６２．７％", "６２．７％", Decimal("62.7"), "percent", ""),
        ("约3‰", "3‰", Decimal("0.3"), "percent", ""),
        ("谈话1,574人次", "1,574", 1574, "number", "人次"),
        ("受理62.7万件次", "62.7万", 627_000, "number", "件次"),
        ("投入3万亿元", "3万亿", 3_000_000_000_000, "number", "元"),
        ("下降14.28个百分点", "14.28", Decimal("14.28"), "number", "个百分点"),
        ("下降2百分点", "2", 2, "number", "百分点"),
        ("处理5件（次）", "5", 5, "number", "件（次）"),
        ("第4轮", "4", 4, "ordinal", "轮"),
        ("在“310”之中", "310", 310, "number", ""),  # digits count inside quotation marks too
    ],
)
def test_an_arabic_numeral_is_found_with_value_kind_and_measure_word(
    text: str, numeral: str, value: object, kind: str, unit: str
) -> None:
    it = only(text)
    assert (it.text, it.value, it.kind, it.unit, it.exact) == (numeral, value, kind, unit, True)


@pytest.mark.parametrize(
    ("text", "date", "value"),
    [
        ("截至2018年8月29日，", "2018年8月29日", 20180829),
        ("2018年8月以来", "2018年8月", 20180800),
        ("2018年通报", "2018年", 20180000),
        ("8月29日起", "8月29日", 829),
    ],
)
def test_a_date_is_one_numeral(text: str, date: str, value: object) -> None:
    it = only(text)
    assert (it.text, it.value, it.kind) == (date, value, "date")


def test_the_two_numbers_of_a_document_number_are_two_numerals() -> None:
    assert [it.text for it in found("榆巡发〔2018〕8号")] == ["2018", "8"]


def test_a_number_is_as_exact_as_it_is_written() -> None:
    digits = "1" * 60
    assert only(f"{digits}.7万元").value == Fraction(int(digits + "7"), 10) * 10_000


def test_an_approximate_number_says_so() -> None:
    it = only("发放1300余份")
    assert (it.text, it.unit, it.exact) == ("1300", "份", False)
    assert it.value == 1300
    assert only("追缴300余万元").value == 3_000_000


# ── Chinese numerals that count ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "numeral", "value", "unit"),
    [
        ("巡察十二个单位", "十二", 12, "个"),
        ("完成两轮巡察", "两", 2, "轮"),
        ("处分一百零五人", "一百零五", 105, "人"),
        ("追缴三亿五千万元", "三亿五千万", 350_000_000, "元"),
        ("三万零二十件", "三万零二十", 30_020, "件"),
        ("二〇一八个", "二〇一八", 2018, "个"),
        ("约占三成。", "三", 3, "成"),
        ("是上年的两倍", "两", 2, "倍"),
        ("增长三点五倍", "三点五", Decimal("3.5"), "倍"),
        ("问责一个", "一", 1, "个"),
        ("历时一个多月", "一", 1, "个"),
        ("唯一一个", "一", 1, "个"),
        ("办成一件事", "一", 1, "件"),
        ("近千万元", "千万", 10_000_000, "元"),
    ],
)
def test_a_chinese_numeral_counts_before_a_measure_word(
    text: str, numeral: str, value: object, unit: str
) -> None:
    it = only(text)
    assert (it.text, it.value, it.kind, it.unit, it.exact) == (numeral, value, "number", unit, True)


@pytest.mark.parametrize(
    ("text", "numeral", "least"),
    [
        ("十余个", "十", 10),
        ("三十多个", "三十", 30),
        ("数十个", "数十", 10),
        ("数个", "数", 1),
        ("几百人", "几百", 100),
        ("十几个", "十几", 11),
        ("百余件", "百", 100),
        ("三四个", "三四", 3),
        ("十七八个", "十七八", 17),
        ("二三十人", "二三十", 20),
        ("三至五个", "三至五", 3),
    ],
)
def test_a_vague_number_counts_with_the_least_it_may_mean(text: str, numeral: str, least: object) -> None:
    it = only(text)
    assert (it.text, it.value, it.exact) == (numeral, least, False)


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("百分之九十一", 91, "percent"),
        ("百分之47", 47, "percent"),
        ("千分之三", Fraction(3, 10), "percent"),
        ("三分之一", Fraction(1, 3), "number"),
        ("十分之三", Fraction(3, 10), "number"),  # though 十分 is a word
    ],
)
def test_a_fraction_is_one_numeral(text: str, value: object, kind: str) -> None:
    it = only(f"占{text}。")
    assert (it.text, it.value, it.kind) == (text, value, kind)


@pytest.mark.parametrize(
    ("text", "ordinals"),
    [
        ("第一轮", [1]),
        ("第十二轮", [12]),
        ("第一、二轮", [1, 2]),
        ("第二巡察组", [2]),
    ],
)
def test_after_di_a_numeral_is_an_ordinal(text: str, ordinals: list[object]) -> None:
    assert [it.value for it in found(text)] == ordinals
    assert {it.kind for it in found(text)} == {"ordinal"}


# ── words that hold a numeral ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "违反六大纪律", "第一种形态", "四种形态", "违反中央八项规定精神", "三重一大", "做到两个维护",
        "一把手", "一岗双责", "党的十九大", "十九届四中全会", "五次全会精神", "增强四个意识", "第一书记",
        "第一季度", "第一时间",
    ],
)  # fmt: skip
def test_a_set_term_is_no_numeral(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "一些", "一方面", "一批", "十分", "三农", "百姓", "进一步", "一条龙", "一起推进", "千家万户", "零件",
        "半个", "一成不变", "三成员单位", "二〇一八年", "人数", "多数人", "总数",
    ],
)  # fmt: skip
def test_an_ordinary_word_is_no_numeral(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    "word", ["统一", "唯一", "万一", "单一", "专一", "不一", "之一", "划一", "每一", "新一"]
)
def test_the_end_of_a_word_is_no_numeral(word: str) -> None:
    assert found(f"{word}个人口径") == ()


def test_a_word_does_not_end_inside_a_number() -> None:
    assert only("统一一百二十个").text == "一百二十"


@pytest.mark.parametrize("text", ["《十项制度》", "“三个到位”", "“一看二查‘三个问’”"])
def test_a_title_or_a_slogan_in_quotation_marks_counts_nothing(text: str) -> None:
    assert found(text) == ()


def test_a_quotation_mark_without_its_partner_hides_nothing() -> None:
    assert only("“三个").text == "三"


def test_an_ordinal_that_numbers_what_is_said_counts_nothing() -> None:
    assert found("第一，提高认识；第二，压实责任。") == ()


def test_a_longer_word_of_the_codelist_comes_first() -> None:
    office = read_codelist('[indicator.own]\nlabel = "三个清单事项"\nunits = ["桩"]', shipped_codelist())
    assert find_numerals("三个清单事项", vocabulary_of(office)) == ()
    assert [it.unit for it in find_numerals("办结三桩", vocabulary_of(office))] == ["桩"]
    assert found("办结三桩") == ()


def test_more_measure_words_may_be_given() -> None:
    assert [it.text for it in find_numerals("三批", vocabulary_of(shipped_codelist(), ("批",)))] == ["三"]


def test_every_set_term_holds_a_numeral_and_none_is_there_twice() -> None:
    assert [term for term in set_terms() if not set(term) & set("一二两三四五六七八九十百千万数几")] == []
    assert sorted(set(set_terms())) == sorted(set_terms())


@pytest.mark.parametrize("term", set_terms())
def test_no_set_term_is_taken_for_a_numeral(term: str) -> None:
    assert found(f"落实{term}") == ()


# ── any text ─────────────────────────────────────────────────────────────────────────────────────────────

PIECES = [
    "第",
    "一",
    "两",
    "十",
    "百",
    "万",
    "亿",
    "几",
    "数",
    "余",
    "多",
    "个",
    "个月",
    "成",
    "倍",
    "分之",
    "点",
    "至",
]
MARKS = ["1", "８", ".", ",", "%", "‰", "年", "月", "日", "《", "》", "“", "”", "、", "统", "八项规定", "人"]


@given(st.text() | st.lists(st.sampled_from(PIECES + MARKS)).map("".join))
def test_numerals_stand_in_order_where_they_say_they_do(text: str) -> None:
    end = 0
    for it in found(text):
        assert end <= it.start < it.end
        assert text[it.start : it.end] == it.text
        end = it.end


@pytest.mark.parametrize(
    "piece",
    [
        "一",
        "万一",
        "1",
        "111,",
        "1.",
        "20180",
        "《",
        "“",
        "三分之",
        "数",
        "第一、",
        "三至",
        "一点",
        "整改到位三百一十个，",
    ],
)
def test_a_long_text_is_read_in_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.process_time()
    found(text)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("①学习不深入", "①", 1),
        ("⑳其他", "⑳", 20),
        ("⑵", "⑵", 2),
        ("㈠总体情况", "㈠", 1),
        ("Ⅳ级", "Ⅳ", 4),
        ("ⅲ", "ⅲ", 3),
    ],
)
def test_a_character_that_numbers_what_is_said_is_found(text: str, mark: str, value: int) -> None:
    it = only(text)
    assert (it.text, it.value == value, it.kind, it.unit) == (mark, True, "mark", "")
