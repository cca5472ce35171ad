"""The summary (综述): any data file is told whole, in sentences and tables."""

from decimal import Decimal
from typing import Any

from bulletin import compose, load, tally
from bulletin.model.codelist import Codelist, read_codelist, shipped_codelist
from bulletin.model.document import Heading, Paragraph, Table, leaves, text_of

Raw = dict[str, Any]
HALF = {"label": "2026年上半年", "since": "2026-01", "until": "2026-06", "reported": True}


def a_file(results: Raw, *more: Raw, **fields: Any) -> Raw:
    return {
        "format": 1,
        "kind": "quarterly",
        "sample": True,
        "issuer": {"name": "云川县纪委监委", "area": "云川县"},
        "document": {"template": "summary"},
        "scopes": [{**HALF, "results": results}, *more],
        **fields,
    }


def told(raw: Raw, codelist: Codelist | None = None) -> list[str]:
    """The paragraphs, without title, source and the mark of a sample."""
    blocks = leaves(compose(tally(load(raw, codelist=codelist), codelist), "summary").blocks)
    body = [each for each in blocks if isinstance(each, Paragraph) and each.role in ("body", "opening")]
    return [text_of(each.inlines) for each in body]


def tables(raw: Raw) -> list[list[list[str]]]:
    found = [each for each in compose(tally(load(raw)), "summary").blocks if isinstance(each, Table)]
    return [[[text_of(cell.inlines) for cell in row] for row in table.rows] for table in found]


def headings(raw: Raw) -> list[str]:
    blocks = compose(tally(load(raw)), "summary").blocks
    return [text_of(each.inlines) for each in blocks if isinstance(each, Heading) and each.level == 2]


# ── sentences ────────────────────────────────────────────────────────────────────────────────────────────


def test_few_figures_are_said_in_one_sentence() -> None:
    assert told(a_file({"leads": 32, "cases_filed": {"n": 9, "unit": "人"}, "sanctioned": 7})) == [
        "2026年上半年，云川县发现问题线索32件，立案9人，给予党纪政务处分7人。"
    ]


def test_an_indicator_of_the_office_has_a_verb() -> None:
    own = read_codelist('[indicator.poor]\nlabel = "建档立卡户"\nunits = ["户"]\n', shipped_codelist())
    assert told(a_file({"poor": 5}), own) == ["2026年上半年，云川县有建档立卡户5户。"]


def test_the_verb_of_an_indicator_of_the_office_is_said() -> None:
    toml = '[indicator.poor]\nlabel = "建档立卡户"\nunits = ["户"]\nverb = "走访"\n'
    assert told(a_file({"poor": 5}), read_codelist(toml, shipped_codelist())) == [
        "2026年上半年，云川县走访建档立卡户5户。"
    ]


def test_zero_is_not_told() -> None:
    assert told(a_file({"leads": 0, "cases_filed": 3})) == ["2026年上半年，云川县立案3件。"]


def test_a_breakdown_names_the_base_of_its_first_share() -> None:
    by = {"channel": {"basis": "partition", "items": {"letters": 3, "visits": 1}}}
    assert told(a_file({"petitions": {"n": 4, "by": by}})) == [
        "2026年上半年，云川县受理信访4件。从举报方式看，来信3件，占总数的75%；来访1件，占25%。"
    ]


def test_some_of_a_whole_are_said_after_it_and_nested_ones_in_brackets() -> None:
    grade = {"basis": "partition", "items": {"township_level_principal": 2, "township_level_deputy": 1}}
    items = {"township_level": {"n": 3, "by": {"grade": grade}}}
    by = {"grade": {"basis": "partial", "items": items}}
    assert told(a_file({"sanctioned": {"n": 6, "by": by}})) == [
        "2026年上半年，云川县给予党纪政务处分6人，其中乡科级干部3人（其中正科级干部2人、副科级干部1人），占总人数的50%。"
    ]


def test_items_that_are_one_kind_are_said_in_words() -> None:
    by = {"grade": {"basis": "partition", "items": {"township_level": 6, "ordinary_staff": 0}}}
    assert told(a_file({"sanctioned": {"n": 6, "by": by}})) == [
        "2026年上半年，云川县给予党纪政务处分6人，均为乡科级干部。"
    ]


def test_an_approximate_number_keeps_its_word_and_has_no_share() -> None:
    by = {"channel": {"basis": "partial", "items": {"letters": 30}}}
    assert told(a_file({"petitions": {"n": 100, "approximate": "余", "by": by}})) == [
        "2026年上半年，云川县受理信访100余件，其中来信30件。"
    ]


def test_names_recipients_persons_and_comparisons_are_told() -> None:
    leads = {"n": 2, "persons": 3, "to": "县纪委监委", "compared": {"label": "上年同期", "value": 4}}
    made = {"names": ["《谈话规定》", "《回访办法》"]}
    (said,) = told(a_file({"leads_transferred": leads, "institutions": made}))
    first, second = said.split("；")
    assert first == "2026年上半年，云川县向县纪委监委移交问题线索2件3人，比上年同期减少2件，下降50%"
    assert second == "制定制度2项，即《谈话规定》《回访办法》。"


def test_shares_of_another_base_say_so() -> None:
    by = {"signature": {"basis": "partition", "base": 4, "items": {"signed": 3, "anonymous": 1}}}
    (said,) = told(a_file({"petitions": {"n": 10, "by": by}}))
    assert said.endswith("从署名情况看，所涉4件中，实名3件，占75%；匿名1件，占25%。")


# ── sections and tables ──────────────────────────────────────────────────────────────────────────────────


def test_a_long_breakdown_stands_in_a_table() -> None:
    kinds = ["embezzlement", "dereliction", "favouritism", "diversion", "false_claims", "extortion", "others"]
    items = {**dict.fromkeys(kinds, 1), "abuse_of_power": 3}
    raw = a_file({"violations": {"n": 10, "by": {"offence": {"basis": "partition", "items": items}}}})
    (table,) = tables(raw)
    assert table[:3] == [["项目", "数量", "占比"], ["合计", "10", "—"], ["贪污侵占", "1", "10%"]]
    assert told(raw) == ["2026年上半年，云川县查处问题10起。查处问题按情形分的情况见下表。"]


def test_years_stand_side_by_side() -> None:
    year = {"cases_filed": 4, "sanctioned": 3, "detained": 1, "referred_judicial": 2}
    before = {"label": "2025年上半年", "since": "2025-01", "until": "2025-06"}
    raw = a_file(year, {**before, "results": {**year, "cases_filed": 5}})
    assert tables(raw) == [[
        ["项目", "2026年上半年", "2025年上半年"], ["立案", "4件", "5件"], ["留置", "1人", "1人"],
        ["党纪政务处分", "3人", "3人"], ["移送司法机关", "2人", "2人"],
    ]]  # fmt: skip
    assert told(raw)[-1] == "主要数据对照情况见下表。"


def test_another_scope_with_few_figures_is_a_paragraph() -> None:
    other = {"label": "青石镇", "results": {"cases_filed": 2}}
    assert told(a_file({"cases_filed": 9}, other)) == ["2026年上半年，云川县立案9件。", "青石镇立案2件。"]


def test_what_a_table_cannot_say_of_another_year_is_said_in_words() -> None:
    year = {"cases_filed": 4, "sanctioned": 3, "detained": 1}
    before = {"label": "2025年上半年", "since": "2025-01", "until": "2025-06"}
    named = {"institutions": {"names": ["《回访办法》"]}}
    raw = a_file({**year, "institutions": 2}, {**before, "results": {**year, **named}})
    assert "2025年上半年，制定制度1项，即《回访办法》。" in told(raw)


def test_many_topics_have_headings_and_short_ones_share_one() -> None:
    by = {"channel": {"basis": "partition", "items": {"letters": 3, "visits": 1}}}
    disposal = {"disposal": {"basis": "partition", "items": {"written_inquiry": 2, "preliminary_check": 6}}}
    grade = {"grade": {"basis": "partition", "items": {"township_level": 2, "ordinary_staff": 1}}}
    raw = a_file({
        "petitions": {"n": 4, "by": by}, "leads_disposed": {"n": 8, "by": disposal},
        "sanctioned": {"n": 3, "by": grade}, "institutions": 2,
    })  # fmt: skip
    assert headings(raw) == [
        "一、信访举报情况", "二、问题线索情况", "三、审查调查和处理、制度建设情况",
    ]  # fmt: skip


def test_rounds_are_told_with_their_days() -> None:
    entry: Raw = {"ordinals": [2], "since": "2026-03-02", "until": "2026-05-30", "fed_back": "2026-06-10"}
    entry |= {"inspected": {"townships": 3}, "attention": ["资金管理"]}
    raw = a_file({}, rounds=[entry], kind="inspection")
    raw["scopes"][0] |= {"label": "第二轮", "rounds": [2]}
    assert told(raw) == [
        "第二轮巡察，巡察3个单位，均为乡镇。驻点90天。",
        "第二轮巡察于2026年3月2日至5月30日开展。重点检查资金管理等方面情况。2026年6月10日反馈巡察情况。",
    ]


def test_records_are_told_one_by_one() -> None:
    problem = {
        "title": "台账不全",
        "state": "rectified",
        "measures": ["补登台账。"],
        "organisation": "青石镇",
    }
    raw = a_file({}, records={"problems": [problem]})
    assert told(raw)[-1] == "1.台账不全（青石镇）。补登台账。整改到位。"


def test_shares_that_add_up_to_100_by_choice_have_one_note() -> None:
    by = {"channel": {"basis": "partition", "items": {"letters": 1, "visits": 1, "calls": 1}}}
    raw = a_file({"petitions": {"n": 3, "by": by}})
    raw["document"]["printing"] = {"close": True, "decimals": 1}
    first, note = told(raw)
    assert first.endswith("来信1件，占总数的33.4%；来访1件，占33.3%；来电1件，占33.3%。")
    assert note.startswith("注：")


def test_what_the_office_does_not_print_is_not_told() -> None:
    items = {"letters": 3, "visits": {"n": 1, "unprinted": "另文通报"}}
    by = {"channel": {"basis": "partition", "items": items}}
    raw = a_file({"petitions": {"n": 4, "by": by}, "leads": {"n": 2, "unprinted": "另文通报"}})
    assert told(raw) == ["2026年上半年，云川县受理信访4件。从举报方式看，来信3件，占总数的75%。"]


def test_nothing_but_zero_is_told_as_none() -> None:
    assert told(a_file({"leads": 0, "sanctioned": 0})) == [
        "2026年上半年，云川县未发现问题线索，未给予党纪政务处分。"
    ]


def test_a_number_that_fell_to_zero_is_told_with_its_change() -> None:
    fallen = {"n": 0, "compared": {"label": "上年同期", "value": 2}}
    assert told(a_file({"cases_filed": fallen})) == [
        "2026年上半年，云川县未立案，比上年同期减少2件，下降100%。"
    ]


def test_a_change_of_an_amount_keeps_its_decimals() -> None:
    money = {"n": Decimal("1234.56"), "compared": {"label": "上年同期", "value": 1000}}
    assert told(a_file({"money_recovered": money})) == [
        "2026年上半年，云川县追缴资金1234.56万元，比上年同期增加234.56万元，增长23.5%。"
    ]


def test_the_share_of_a_level_in_all_levels_is_told() -> None:
    level = {"label": "市本级", "level": "市本级", "since": "2026-01", "until": "2026-06"}
    raw = a_file({"cases_filed": 90}, {**level, "results": {"cases_filed": 45}})
    assert told(raw)[-1] == "2026年1月至6月，市本级立案45件，占总数的50%。"


def test_what_a_table_of_years_lacks_stays_in_a_table_of_its_own() -> None:
    kinds = [
        "embezzlement",
        "dereliction",
        "favouritism",
        "diversion",
        "false_claims",
        "extortion",
        "umbrella",
    ]
    items = {**dict.fromkeys(kinds, 1), "abuse_of_power": 3}
    by = {"offence": {"basis": "partition", "items": items}}
    year = {"cases_filed": 4, "sanctioned": 3, "detained": 1}
    before = {"label": "2025年上半年", "since": "2025-01", "until": "2025-06"}
    raw = a_file(
        {**year, "violations": {"n": 10, "by": by}}, {**before, "results": {**year, "violations": 9}}
    )
    assert [table[2][0] for table in tables(raw)] == ["贪污侵占", "立案"]


def test_a_month_of_the_year_to_date_is_no_part_by_share() -> None:
    raw = a_file({"cases_filed": 9}, {"label": "2026年", "since": "2026-01", "until": "2026-08",
                                      "results": {"cases_filed": 18}})  # fmt: skip
    assert told(raw)[0] == "2026年上半年，云川县立案9件。"
