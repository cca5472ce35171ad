"""The quarterly bulletin says what the data says, whatever the numbers are and whichever are missing."""

from typing import Any

import pytest

from tests.helpers.statistical import alone, by, case, charts, text, with_results


def filed(n: int, before: int) -> dict[str, Any]:
    return {"n": n, "compared": {"label": "上年同期", "value": before}}


def ordinary_staff(n: int) -> dict[str, Any]:
    return {"n": n, "by": by("grade", township_level=0, ordinary_staff=n)}


def first_form(n: int) -> dict[str, Any]:
    return {"n": n, "by": by("form", form_1=n, form_2=0)}


def test_a_year_of_the_whole_country_is_told_in_ten_thousands() -> None:
    said = (
        "2021年，全国纪检监察机关接收信访举报386.2万件次；处置问题线索182.6万件，谈话函询34.4万件次；"
        "立案63.1万件；给予党纪政务处分62.7万人，其中党纪处分52.4万人。"
    )
    assert said in text(case("35-ccdi-2021"), "quarterly")


def test_a_quarter_of_a_city_tells_that_two_kinds_of_sanctions_overlap() -> None:
    # 315 + 40 = 355 of 334 persons
    said = (
        "安庆市纪检监察机关处置问题线索1080件；立案369件；"
        "给予党纪政务处分334人，其中党纪处分315人、政务处分40人（各项有交叉）。"
    )
    assert said in text(case("42-anqing-2023q1"), "quarterly")


def test_grades_are_counted_from_high_to_low() -> None:
    said = (
        "受到党纪政务处分的人员中，县处级干部5人，乡科级干部46人，一般干部12人，农村、企业等其他人员271人。"
    )
    assert said in text(case("42-anqing-2023q1"), "quarterly")


def test_the_first_of_the_four_forms_names_what_the_shares_are_of() -> None:
    # 663, 262, 35 and 45 of 1005 are 65.97, 26.07, 3.48 and 4.48: 66 + 26.1 + 3.5 + 4.5 = 100.1
    said = (
        "运用“四种形态”批评教育帮助和处理1005人次。其中，第一种形态663人次，占总人次的66.0%；第二种形态262人次，占26.1%；"
        "第三种形态35人次，占3.5%；第四种形态45人次，占4.5%。"
    )
    assert said in text(case("42-anqing-2023q1"), "quarterly")


def test_forms_that_add_up_by_themselves_say_nothing_of_it() -> None:
    # 148.7, 49.4, 7 and 7.4 of 212.5: 70 + 23.2 + 3.3 + 3.5
    assert "第四种形态7.4万人次，占3.5%。" in text(case("35-ccdi-2021"), "quarterly")


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ({"petitions": 0}, "云川县纪检监察机关处置问题线索132件"),
        ({"petitions": None, "accusations": None}, "云川县纪检监察机关处置问题线索132件"),
        ({"petitions": 96, "accusations": 96}, "接收信访举报96件，均为检举控告类；"),
        ({"accusations": 0}, "接收信访举报214件次（比上年同期增加16件次，增长8.1%）；处置"),  # 16/198
        ({"leads_disposed": 0}, "其中检举控告类96件次；立案46件"),
        ({"leads_disposed": None, "written_inquiry": 7}, "；谈话函询7件次；立案"),
        ({"cases_filed": 0}, "予以了结27件；立案行贿人员2人"),
        ({"cases_filed": filed(4, before=4)}, "；立案4件（与上年同期持平）；"),
        ({"cases_filed": filed(4, before=0)}, "；立案4件（比上年同期增加4件）；"),
        ({"bribers_referred": 0}, "；立案行贿人员2人；采取留置措施1人；"),
        ({"bribers_filed": None}, "；移送检察机关行贿人员1人；"),
        ({"bribers_filed": 0, "bribers_referred": 0, "detained": 0}, "村委会主任9件；给予党纪政务处分"),
        ({"sanctioned": 0}, "；采取留置措施1人；移送司法机关3人。"),
        ({"sanctioned": ordinary_staff(2)}, "受到党纪政务处分的人员均为一般干部。"),
        ({"sanctioned": ordinary_staff(1)}, "受到党纪政务处分的人员为一般干部。"),
        ({"referred_judicial": 0}, "（各项有交叉）。"),
        ({"forms_used": 9}, "批评教育和处理9人次。"),
        ({"forms_used": first_form(9)}, "批评教育和处理9人次，均为第一种形态。"),
    ],
)  # fmt: skip
def test_a_clause_of_the_quarter_follows_its_number(results: dict[str, Any], said: str) -> None:
    assert said in text(with_results("quarterly", **results), "quarterly")


def test_a_quarter_without_results_is_one_sentence() -> None:
    nothing = alone("quarterly", petitions=0, cases_filed=0, sanctioned=0, forms_used=0)
    assert text(nothing, "quarterly").splitlines()[1:3] == [
        "云川县纪委监委通报2026年第一季度监督检查、审查调查情况",
        "2026年第一季度，云川县纪检监察机关未立案，未给予党纪政务处分。",
    ]


def test_forms_that_were_not_used_have_no_paragraph() -> None:
    assert "四种形态" not in text(with_results("quarterly", forms_used=0), "quarterly")


def test_the_charts_of_a_quarter_are_the_grades_and_the_shares_of_the_forms() -> None:
    assert charts(case("42-anqing-2023q1"), "quarterly") == {
        "2023年第一季度安庆市纪检监察机关处分人员职级分布（单位：人）": [
            "县处级干部5", "乡科级干部46", "一般干部12", "农村、企业等其他人员271",
        ],
        "2023年第一季度安庆市纪检监察机关运用“四种形态”占总人次的比例": [
            "第一种形态66.0%", "第二种形态26.1%", "第三种形态3.5%", "第四种形态4.5%",
        ],
    }  # fmt: skip


def test_a_chart_of_one_kind_only_is_not_drawn() -> None:
    assert len(charts(with_results("quarterly", forms_used=first_form(9)), "quarterly")) == 1


def test_forms_named_without_numbers_have_no_chart() -> None:
    named = {"form": {"basis": "partial", "items": {"form_1": None, "form_2": None}}}
    drawn = charts(with_results("quarterly", forms_used={"n": 9, "by": named}), "quarterly")
    assert not any("四种形态" in caption for caption in drawn)


def test_cases_of_one_level_are_said_to_be_of_it() -> None:
    filed = {"n": 5, "by": by("grade", "partial", township_level=5)}
    assert "立案5件，均为乡科级干部；" in text(
        alone("quarterly", cases_filed=filed, sanctioned=2), "quarterly"
    )
