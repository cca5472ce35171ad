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
    assert "unknown table [other]" in message
    assert "a: no label" in message
    assert "b: unknown property colour" in message
    assert "b: relation to unknown nowhere" in message
    assert "b: unknown dimension height" in message
    assert "d: 丙 already means c" in message


def test_measure_words_that_are_no_list_are_a_fault() -> None:
    with pytest.raises(ValueError, match="units"):
        read_codelist('[indicator.fines]\nlabel = "罚款"\nunits = "万元"')


def test_a_renaming_without_a_date_is_a_fault() -> None:
    with pytest.raises(ValueError, match="renamed"):
        read_codelist('[indicator.fines]\nlabel = "罚款"\nrenamed = [["last spring", "罚金"]]')
