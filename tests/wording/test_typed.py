"""Numbers of typed prose: references pass, whatever counts does not, in any writing."""

from pathlib import Path

import pytest

from bulletin.model.codelist import shipped_codelist
from bulletin.wording.numerals import vocabulary_of
from bulletin.wording.references import REFERENCES
from bulletin.wording.typed import MORE_UNITS, WRITINGS, Typed, typed_numbers

VOCABULARY = vocabulary_of(shipped_codelist(), MORE_UNITS)
PROSE = Path(__file__).with_name("ordinary_prose.txt")


def read(text: str) -> tuple[Typed, ...]:
    return typed_numbers(text, VOCABULARY)


def refused(text: str) -> list[str]:
    return [each.text for each in read(text) if each.kind in ("statistic", "no_day")]


@pytest.mark.parametrize(("name", "text"), [(row.name, text) for row in REFERENCES for text in row.takes])
def test_a_reference_passes(name: str, text: str) -> None:
    assert refused(text) == []
    zh = next(row.zh for row in REFERENCES if row.name == name)
    assert zh in {each.zh for each in read(text)}


@pytest.mark.parametrize("text", [text for row in REFERENCES for text in row.leaves])
def test_what_only_resembles_a_reference_is_refused(text: str) -> None:
    assert refused(text)


@pytest.mark.parametrize("text", [text for *_, examples in WRITINGS for text in examples.split("|")])
def test_a_statistic_is_refused_in_any_writing(text: str) -> None:
    assert refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "整改到位叁拾壹个。", "共计五。", "合计三十一。", "问题总数三百四十一，其中整改三百一十。",
        "处分党员三位。",
        "党员五，干部三。", "挽回损失一千二百万。", "涉及资金千万元。", "整改率九一％。", "整改到位₂个。",
        "整改到位⒊个。", "整改到位IV个。", "整改到位lO个。", "完成½。", "“三十件”问题已整改。",
        "《整改到位310个》",
        "廿余人受处分。", "整改到位俩。", "整改过半。", "投诉翻一番。", "去年同比下降一半。", "零投诉。",
        "问题为零。",
        "连续三年下降。", "整改到位 三 个", "整改到位二0个", "半数以上已整改。", "三成单位", "约四十件",
        "整改到位３１０个。", "立案二百余件", "受处分者五。", "百分之九十的问题", "两个单位", "增长近两倍",
        "涉及乡镇肆个。", "移送陆件。", "投诉减半。", "受理不超过六个月",
    ],
)  # fmt: skip
def test_a_count_that_people_type_is_refused(text: str) -> None:
    assert refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "按照云办发〔2026〕12号文件", "依照条例第二十三条", "请于15个工作日内报送", "三个月内完成",
        "10月31日前", "7月15日前",
        "联系电话0912-0000000", "可拨打12388举报", "上午8:30至12:00", "每月调度一次", "见附件1",
        "十四届县委第三轮巡察",
        "2026年1至6月", "登录http://example.gov.cn/2026查询", "（1）压实责任", "庆祝建党105周年",
        "二〇二五年", "一是",
        "坚持“四个意识”", "八项规定", "第一轮巡察", "《中国共产党巡视工作条例》",
        "《关于2026年工作的意见》", "“三会一课”",
        "百分之百抓好落实", "统一思想，", "二者之一。", "逐一核实", "星期五。", "举一反三", "第三季度末",
        "五位一体", "退伍人员", "队伍个别成员", "大陆个别企业", "减半征收", "放肆个人主义",
    ],
)  # fmt: skip
def test_what_people_may_write_passes(text: str) -> None:
    assert refused(text) == []


@pytest.mark.parametrize("text", ["2026年2月30日", "6月31日前完成", "2025年2月29日", "2026年13月1日"])
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    assert refused(text)


def test_a_leap_day_is_a_day() -> None:
    assert refused("2024年2月29日") == []


def test_ten_ordinary_texts_are_refused_at_most_once_in_two_thousand_characters() -> None:
    lines = [line for line in PROSE.read_text("utf-8").splitlines() if not line.startswith("#")]
    characters = sum(map(len, lines))
    assert characters > 5_000
    assert len([each for line in lines for each in refused(line)]) <= characters / 2_000


def test_a_long_text_is_read_in_linear_work() -> None:
    """No pattern reads a text again from each of its characters."""
    piece = "一二三四五六七八九十百千万亿约数第每"
    assert len(read(piece * 400)) <= 2 * len(read(piece * 200)) + 2
