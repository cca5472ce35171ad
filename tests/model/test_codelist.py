"""The codelist is data: valid as shipped, in the order of the law, and an office can add to it."""

from datetime import date

import pytest

from bulletin.model.codelist import Codelist, read_codelist, shipped_codelist


@pytest.fixture
def shipped() -> Codelist:
    return shipped_codelist()


def test_every_name_leads_back_to_its_entry(shipped: Codelist) -> None:
    for key, entry in shipped.indicators.items():
        for name in (key, entry.label, *entry.aliases):
            assert shipped.key_of(name, entry.dimension) == key


def test_every_relation_leads_to_an_entry(shipped: Codelist) -> None:
    for entry in shipped.indicators.values():
        assert set(entry.wholes) <= set(shipped.indicators)


def test_every_dimension_has_a_label(shipped: Codelist) -> None:
    used = {entry.dimension for entry in shipped.indicators.values()} - {""}
    assert used <= set(shipped.dimensions)


def test_party_sanctions_stand_light_to_heavy(shipped: Codelist) -> None:
    # 中国共产党纪律处分条例, art. 8 (2015 and 2018)
    heavier = ["党内警告", "党内严重警告", "撤销党内职务", "留党察看", "开除党籍"]
    keys = [str(shipped.key_of(name, "sanction")) for name in heavier]
    assert sorted(keys, key=lambda key: shipped[key].order) == keys


def test_government_sanctions_stand_light_to_heavy(shipped: Codelist) -> None:
    # 公职人员政务处分法, art. 7: 警告、记过、记大过、降级、撤职、开除
    heavier = ["政务警告", "政务记过", "政务记大过", "政务降级", "政务撤职", "政务开除"]
    keys = [str(shipped.key_of(name, "sanction")) for name in heavier]
    assert sorted(keys, key=lambda key: shipped[key].order) == keys


def test_party_sanctions_stand_before_government_sanctions(shipped: Codelist) -> None:
    assert shipped["party_expulsion"].order < shipped["public_warning"].order


def test_probation_for_one_year_stands_before_that_for_two(shipped: Codelist) -> None:
    # 中国共产党纪律处分条例, art. 12 (2018): 留党察看一年、留党察看二年
    lighter, heavier = (shipped.key_of(f"留党察看{years}年") for years in "一二")
    assert lighter == "party_probation_1"
    assert shipped[str(lighter)].order < shipped[str(heavier)].order < shipped["party_expulsion"].order


def test_grades_stand_high_to_low(shipped: Codelist) -> None:
    # 公务员法 (2005), art. 16: each level has a principal and a deputy grade
    names = ["厅局级干部", "正厅级干部", "副厅级干部", "县处级干部", "正处级干部", "副处级干部", "乡科级干部"]
    keys = [str(shipped.key_of(name, "grade")) for name in names]
    assert sorted(keys, key=lambda key: shipped[key].order) == keys


@pytest.mark.parametrize(
    ("dimension", "names"),
    [
        (
            "object",
            ("设区市", "市（州）", "县（市、区）", "省直单位", "高等院校", "人民团体", "“回头看”单位"),
        ),
        ("hearing", ("领导小组听取汇报", "书记专题会议听取汇报", "常委会听取汇报")),
        ("source", ("群众反映", "监督执纪中发现", "职能部门移交")),
        ("demand", ("土地问题", "惠民政策落实", "家庭及邻里纠纷", "涉法涉诉")),
        ("satisfaction", ("满意", "基本满意", "不满意")),
        ("management", ("省管干部", "区管干部")),
        ("level", ("省级", "市级", "县级", "乡镇级", "本级")),
        ("offence", ("“保护伞”", "滥用职权")),
        ("", ("督办", "抽查", "督查", "监督检查", "延伸了解单位", "约谈", "被扣分单位", "反馈会")),
        (
            "",
            (
                "问题大类",
                "问题方面",
                "具体问题",
                "具体表现",
                "整改措施",
                "筛查案件",
                "犯罪嫌疑人",
                "报送领导",
            ),
        ),
    ],
)
def test_what_offices_report_is_an_entry(shipped: Codelist, dimension: str, names: tuple[str, ...]) -> None:
    found = [shipped.indicators.get(str(shipped.key_of(name, dimension))) for name in names]
    assert [entry and (entry.label, entry.dimension) for entry in found] == [(n, dimension) for n in names]


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2018, 3, 19), "党政纪处分"),
        (date(2018, 3, 20), "党纪政务处分"),  # the day 监察法 came into force
        (date(2026, 1, 1), "党纪政务处分"),
    ],
)
def test_the_umbrella_term_is_the_one_of_its_day(shipped: Codelist, day: date, label: str) -> None:
    assert shipped["sanctioned"].label_on(day) == label


def test_a_demerit_becomes_a_government_sanction_in_2018(shipped: Codelist) -> None:
    assert shipped["public_demerit"].label_on(date(2018, 3, 19)) == "行政记过"
    assert shipped["public_demerit"].label_on(date(2018, 3, 20)) == "政务记过"


def test_without_a_date_the_newest_term_is_used(shipped: Codelist) -> None:
    assert shipped["sanctioned"].label_on(None) == "党纪政务处分"


def test_dismissal_has_one_name_before_and_after_2018(shipped: Codelist) -> None:
    assert shipped["public_dismissal"].label_on(date(2017, 1, 1)) == "开除公职"
    assert shipped["public_dismissal"].label_on(date(2019, 1, 1)) == "开除公职"


def test_an_office_overrides_one_property_and_keeps_the_others(shipped: Codelist) -> None:
    own = read_codelist("[indicator.rectified]\ndecimals = 2", shipped)
    assert own["rectified"].decimals == 2
    assert own["rectified"].label == "整改到位"
    assert own["rectified"].order == shipped["rectified"].order


def test_an_office_pins_the_older_term(shipped: Codelist) -> None:
    own = read_codelist("[indicator.sanctioned]\nrenamed = []", shipped)
    assert own["sanctioned"].label_on(date(2018, 8, 29)) == "党政纪处分"


def test_an_entry_of_the_office_comes_after_the_shipped_ones_of_its_dimension(shipped: Codelist) -> None:
    own = read_codelist('[indicator.dissuaded]\nlabel = "劝退"\ndimension = "sanction"', shipped)
    assert own["dissuaded"].order > own["public_dismissal"].order


def test_a_name_of_the_office_means_its_own_entry(shipped: Codelist) -> None:
    own = read_codelist('[indicator.visits_again]\nlabel = "督查"\nunits = ["次"]', shipped)
    assert own.key_of("督查") == "visits_again"
    assert own["supervision_visits"].label == "督查"


def test_an_office_makes_a_dimension_of_names(shipped: Codelist) -> None:
    own = read_codelist('[dimension]\nvillage = { label = "村组", names = true }', shipped)
    assert own.dimension_of("村组") == "village"
    assert own.named == {"area", "rate_step", "village"}


def test_a_dimension_that_is_neither_label_nor_table_is_a_fault() -> None:
    with pytest.raises(ValueError, match="dimension village"):
        read_codelist('[dimension]\nvillage = { title = "村组" }')


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(ValueError, match="no label") as caught:
        read_codelist("""
            [other]
            [indicator.a]
            [indicator.b]
            label = "乙"
            colour = "red"
            part_of = "nowhere"
            dimension = "height"
            [indicator.c]
            label = "丙"
            [indicator.d]
            label = "丁"
            aliases = ["丙"]
        """)
    message = str(caught.value)
    assert "there is no table [other]" in message
    assert "a has no label" in message
    assert "b has no property “colour”" in message
    assert "part_of of b names no indicator: “nowhere”" in message
    assert "b names no dimension: “height”" in message
    assert "the name “丙” of d already means c" in message


def test_measure_words_that_are_no_list_are_a_fault() -> None:
    with pytest.raises(ValueError, match="units"):
        read_codelist('[indicator.fines]\nlabel = "罚款"\nunits = "万元"')


def test_a_renaming_without_a_date_is_a_fault() -> None:
    with pytest.raises(ValueError, match="renamed"):
        read_codelist('[indicator.fines]\nlabel = "罚款"\nrenamed = [["last spring", "罚金"]]')
