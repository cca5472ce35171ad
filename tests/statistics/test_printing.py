"""Numbers print as their office chose: decimals, 万 and 亿, order, closing; values stay exact."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from bulletin import DataRefused, build, check, load, tally
from bulletin.model.codelist import read_codelist, shipped_codelist
from bulletin.model.figures import Clause, Entries, Figure, Figures
from bulletin.wording import change, ordered, printed


def a_file(results: dict[str, Any], template: str = "news", **printing: Any) -> dict[str, Any]:
    """A file of a fictitious county with these results."""
    document = {"template": template, "date": "2026-07-15", "printing": printing}
    scope = {"label": "2026年上半年", "since": "2026-01", "until": "2026-06", "reported": True}
    return {
        "format": 1, "kind": "petitions", "sample": True, "document": document,
        "issuer": {"name": "云川县纪委监委", "area": "云川县"}, "scopes": [{**scope, "results": results}],
    }  # fmt: skip


def figures(results: dict[str, Any], **printing: Any) -> Figures:
    return tally(load(a_file(results, **printing)))


def said(of: Figures, path: str) -> str:
    return printed(of.figure(path))


def words(clause: object) -> str:
    """The characters of a clause."""
    assert isinstance(clause, Clause)
    parts = (
        printed(each) if isinstance(each, Figure) else getattr(each, "text", each) for each in clause.parts
    )
    return "".join(map(str, parts))


def channels(**items: int) -> dict[str, Any]:
    return {"petitions": {"by": {"channel": {"basis": "partition", "items": items}}}}


# ── 万 and 亿 ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("count", "text"),
    [
        ({"n": 332284, "scale": "万"}, "33.2万件"),
        ({"n": 332284, "scale": "万", "scale_decimals": 2}, "33.23万件"),
        ({"n": 332284, "scale": "myriad", "scale_decimals": 0}, "33万件"),
        ({"n": 332284, "数级": "万", "数级小数": 4}, "33.2284万件"),
        ({"n": 100_000_000, "scale": "万"}, "1亿件"),
        ({"n": 123_456_789, "scale": "亿", "scale_decimals": 2}, "1.23亿件"),
        ({"n": 100_000_000, "resolution": 10_000}, "1亿件"),
        ({"n": 99_995_000, "resolution": 1_000}, "9999.5万件"),
        ({"n": 123_450_000, "resolution": 10_000}, "1.2345亿件"),
        ({"n": 332284}, "332284件"),
        ({"n": 332284, "scale": "万", "approximate": "余"}, "33.2万余件"),
    ],
)
def test_an_exact_number_prints_in_ten_thousands(count: dict[str, Any], text: str) -> None:
    of = figures({"petitions": {"unit": "件", **count}})
    assert said(of, "now.petitions") == text
    assert of.figure("now.petitions").value == count["n"]


def test_rate_and_growth_are_those_of_the_exact_number() -> None:
    # 23.6 of 33.2 would be 71.1; 235588 of 332284 are 70.8996…; 332284 of 301000: 10.3933…
    whole = {"n": 332284, "scale": "万", "compared": {"label": "上年同期", "value": 301000}}
    of = figures({"petitions": whole, "petitions_closed": {"n": 235588, "scale": "万"}})
    assert said(of, "now.petitions_closed.rate") == "70.9%"
    assert said(of, "now.petitions.compared.rate") == "10.4%"
    assert said(of, "now.petitions.compared.value") == "30.1万件"
    assert said(of, "now.petitions.compared.difference") == "3.1万件"
    assert said(of, "now.petitions_closed.rest") == "9.7万件"


def test_a_difference_below_one_ten_thousand_prints_every_digit() -> None:
    whole = {"n": 332284, "scale": "万", "compared": {"label": "上年同期", "value": 332000}}
    assert said(figures({"petitions": whole}), "now.petitions.compared.difference") == "284件"


def test_stated_shares_of_numbers_known_to_ten_thousands_are_printed() -> None:
    """23.6 of 33.2 is 71.1; the office, which knows the exact numbers, states 70.9."""
    items = {
        "form_1": {"n": 236_000, "resolution": 1000, "stated_rate": Decimal("70.9")},
        "form_2": {"n": 96_000, "resolution": 1000, "stated_rate": Decimal("29.1")},
    }
    form = {"basis": "partition", "items": items}
    raw = a_file({"forms_used": {"n": 332_000, "resolution": 1000, "by": {"form": form}}})
    of = tally(load(raw))
    assert said(of, "now.forms_used.by.form.form_1.rate") == "70.9%"
    assert of.figure("now.forms_used.by.form.form_1.rate").source.pointers == (
        "/scopes/0/results/forms_used/by/form/items/form_1/stated_rate",
    )


@pytest.mark.parametrize(
    "count",
    [
        {"n": 50, "scale": "万"},
        {"n": 332284, "scale_decimals": 2},
        {"n": 332284, "scale": "万", "scale_decimals": 7},
        {"n": 332000, "scale": "万", "resolution": 1000},
        {"n": 40, "decimals": 7},
    ],
)
def test_what_cannot_be_printed_is_refused(count: dict[str, Any]) -> None:
    assert [issue.code for issue in check(load(a_file({"petitions": count})))] == ["B260"]


def test_money_in_ten_thousands_is_not_printed_in_ten_thousands_again() -> None:
    issues = check(load(a_file({"money_recovered": {"n": 23471, "unit": "万元", "scale": "亿"}})))
    assert [issue.code for issue in issues] == ["B260"]


def test_rules_that_there_are_not_are_refused() -> None:
    assert [each.code for each in check(load(a_file({"petitions": 40}, rules=3)))] == ["B260"]


# ── decimals ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_nearest_choice_counts() -> None:
    # 790 of 800 is 98.75%
    closed = {"n": 790}
    whole = {"petitions": 800}
    assert said(figures({**whole, "petitions_closed": closed}), "now.petitions_closed.rate") == "98.8%"
    assert (
        said(figures({**whole, "petitions_closed": closed}, decimals=0), "now.petitions_closed.rate") == "99%"
    )
    chosen = {**closed, "decimals": 2}
    assert (
        said(figures({**whole, "petitions_closed": chosen}, decimals=0), "now.petitions_closed.rate")
        == "98.75%"
    )


def test_a_list_chooses_for_its_shares() -> None:
    results = channels(letters=8, visits=2, calls=16, online=9)  # of 35
    results["petitions"]["by"]["channel"]["share_decimals"] = 2
    of = figures(results)
    shares = [said(of, f"now.petitions.by.channel.{each}.rate") for each in ("letters", "visits", "calls")]
    assert shares == ["22.86%", "5.71%", "45.71%"]


def test_a_list_chooses_for_items_with_a_rate_of_their_own() -> None:
    form = {"basis": "partition", "share_decimals": 3, "items": {"form_1": 2, "form_2": 1}}
    of = figures({"forms_used": {"n": 3, "by": {"form": form}}}, decimals=0)
    assert said(of, "now.forms_used.by.form.form_1.rate") == "66.667%"
    assert said(of, "now.form_1.rate") == "66.667%"


def test_growth_has_the_decimals_of_its_count() -> None:
    count = {"n": 28, "decimals": 2, "compared": {"label": "上年同期", "value": 9}}  # 19 of 9
    assert said(figures({"petitions": count}), "now.petitions.compared.rate") == "211.11%"


def test_a_growth_of_ten_times_is_told_in_times() -> None:
    def grown(n: int, before: int) -> str:
        count = {"n": n, "compared": {"label": "上年同期", "value": before}}
        return said(figures({"petitions": count}), "now.petitions.compared.rate")

    assert grown(83, 1) == "82倍"
    assert grown(27, 2) == "12.5倍"
    assert grown(31, 4) == "675%"


def test_a_rate_has_the_name_that_the_count_gives_it() -> None:
    of = figures({"problems": 40, "rectified": {"n": 36, "rate_name": "整改完成率"}})
    assert of.figure("now.rectified.rate").label == "整改完成率"


def text(raw: dict[str, Any]) -> str:
    return build(raw, formats=["txt"]).contents["txt"].decode()


@pytest.mark.parametrize(
    ("piece", "says"),
    [
        ("{petitions_closed.rate|decimals(2)}", "98.75%"),
        ("{办结信访.比率|小数(2)}", "98.75%"),
        ("{petitions_closed.rate | decimals(3)|zeros}", "98.750%"),
        ("{petitions|scale(万, 2)}", "0.08万件"),
        ("{受理信访|不带量词}", "800"),
        ("{petitions.compared.rate|倍数}", "0.6倍"),
    ],
)
def test_a_piece_of_text_chooses_the_form(piece: str, says: str) -> None:
    compared = {"label": "上年同期", "value": 500}
    raw = a_file({"petitions": {"n": 800, "compared": compared}, "petitions_closed": 790}, "news")
    raw["text"] = {"lead": f"情况为{piece}。"}
    assert words(tally(load(raw)).find("text.lead")) == f"情况为{says}。"


@pytest.mark.parametrize(
    "piece", ["{petitions|decimals(9)}", "{petitions|round}", "{petitions|scale(千)}", "{petitions|times}"]
)
def test_a_form_that_there_is_not_is_refused_in_a_piece_of_text(piece: str) -> None:
    raw = a_file({"petitions": 800})
    raw["text"] = {"lead": piece}
    with pytest.raises(DataRefused, match="B117"):
        tally(load(raw))


def test_percentages_of_a_document_have_decimals_alike() -> None:
    # 28 of 186 is 15.05…, 52 is 27.95…, 106 is 56.98…
    raw = a_file(channels(letters=28, visits=52, calls=106), "petitions")
    for said_ in ("15.1%", "28.0%", "57.0%"):
        assert said_ in text(raw)


def test_whole_percentages_have_none() -> None:
    assert "占受理总量的25%；来访20件，占50%；来电10件，占25%" in text(
        a_file(channels(letters=10, visits=20, calls=10), "petitions")
    )


def test_zeros_are_kept_or_dropped_where_that_is_chosen() -> None:
    results = channels(letters=28, visits=52, calls=106)
    assert "占28%；来电106件，占57%" in text(a_file(results, "petitions", zeros=False))
    assert "占受理总量的25.0%" in text(
        a_file(channels(letters=10, visits=20, calls=10), "petitions", zeros=True)
    )


# ── points ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("now", "before", "decimals", "told"),
    [
        ((894, 1000), (885, 1000), 0, ("89.4%", "88.5%", "上升0.9个百分点")),  # both 89 in whole percents
        ((885, 1000), (884, 1000), 0, ("88.5%", "88.4%", "上升0.1个百分点")),  # 89 and 88
        ((894, 1000), (885, 1000), 1, ("89.4%", "88.5%", "上升0.9个百分点")),
        ((90, 100), (87, 100), 0, ("90%", "87%", "上升3个百分点")),
        ((1, 2), (2, 4), 1, ("50%", "50%", "持平")),
        ((50001, 100000), (50000, 100000), 0, ("50.001%", "50%", "上升0.001个百分点")),
        ((8844, 10000), (8836, 10000), 1, ("88.44%", "88.36%", "上升0.08个百分点")),  # 88.4 twice
        ((342, 384), (306, 360), 1, ("89.1%", "85%", "上升4.1个百分点")),  # 89.0625 − 85 = 4.0625
    ],
)
def test_a_change_in_points_is_told_by_the_decimals_of_its_rates(
    now: tuple[int, int], before: tuple[int, int], decimals: int, told: tuple[str, str, str]
) -> None:
    label = "上年同期"
    of = figures({
        "petitions": {"n": now[1], "compared": {"label": label, "value": before[1]}},
        "petitions_closed": {"n": now[0], "compared": {"label": label, "value": before[0]}},
    }, decimals=decimals)  # fmt: skip
    rate = of.figure("now.petitions_closed.rate")
    compared = rate.facets["compared"]
    assert isinstance(compared, Entries)
    value = compared.find("value")
    assert isinstance(value, Figure)
    assert (printed(rate), printed(value), words(change(compared))) == told
    difference = compared.find("difference")
    assert isinstance(difference, Figure)
    assert difference.value == abs(Fraction(*now) - Fraction(*before))


# ── order and closing ────────────────────────────────────────────────────────────────────────────────────


def order(*, listed: str | None = None, **printing: Any) -> list[str]:
    items = {"其他事项": 30, "申诉": 16, "检举控告": 8, "批评建议": 20}
    part = {"basis": "partition", "items": items, **({"order": listed} if listed else {})}
    results = {"petitions": {"by": {"petition_class": part}}}
    own = '[indicator.other_matters]\nlabel = "其他事项"\nunits = ["件"]\ndimension = "petition_class"\n'
    codelist = read_codelist(own, shipped_codelist())
    node = tally(load(a_file(results, **printing), codelist), codelist).find(
        "now.petitions.by.petition_class"
    )
    assert isinstance(node, Entries)
    return [each.label for each in node if isinstance(each, Figure)]


def test_a_list_has_the_order_that_is_chosen_and_its_rest_last() -> None:
    assert order() == ["检举控告", "申诉", "批评建议", "其他事项"]
    assert order(order="size") == ["批评建议", "申诉", "检举控告", "其他事项"]
    assert order(order="原序") == ["申诉", "检举控告", "批评建议", "其他事项"]
    assert order(order="size", listed="codelist") == ["检举控告", "申诉", "批评建议", "其他事项"]


@pytest.mark.parametrize(
    ("how", "labels"),
    [
        ("size", ["来电", "网络", "来信", "来访"]),
        ("codelist", ["来信", "来访", "来电", "网络"]),
        ("given", ["来电", "来信", "网络", "来访"]),
        ("原序", ["来电", "来信", "网络", "来访"]),
    ],
)
def test_a_template_chooses_an_order(how: str, labels: list[str]) -> None:
    node = figures(channels(calls=16, letters=8, online=9, visits=2)).find("now.petitions.by.channel")
    assert isinstance(node, Entries)
    assert [each.label for each in ordered(node, how) if isinstance(each, Figure)] == labels


def test_a_table_has_the_order_that_is_chosen_for_its_lists() -> None:
    items = {"其他": 9, "违规吃喝": 2, "违规操办婚丧喜庆": 5}
    part = {"violation": {"basis": "partition", "items": items}}
    raw = a_file({"violations": {"n": 16, "by": part}}, "monthly", order="size")
    rows = text(raw).splitlines()
    table = rows[rows.index("按问题类型") + 1 :][:3]
    assert [row.split("\t")[0] for row in table] == ["违规操办婚丧喜庆", "违规吃喝", "其他"]


def test_an_order_that_there_is_not_is_refused() -> None:
    node = figures(channels(calls=16, letters=8)).find("now.petitions.by.channel")
    assert isinstance(node, Entries)
    with pytest.raises(ValueError, match="size"):
        ordered(node, "rank")


def test_the_codelist_chooses_the_order_of_a_dimension() -> None:
    codelist = read_codelist('[dimension]\nchannel = { order = "size" }\n', shipped_codelist())
    results = channels(letters=2, visits=9)
    node = tally(load(a_file(results), codelist), codelist).find("now.petitions.by.channel")
    assert isinstance(node, Entries)
    assert [each.label for each in node if isinstance(each, Figure)] == ["来访", "来信"]
    with pytest.raises(ValueError, match="order"):
        read_codelist('[dimension]\nchannel = { order = "rank" }\n', shipped_codelist())


def test_shares_are_closed_where_it_is_chosen_with_one_note() -> None:
    thirds = channels(letters=1, visits=1, calls=1)
    plain, closed = text(a_file(thirds, "petitions")), text(a_file(thirds, "petitions", close=True))
    assert "占受理总量的33.3%；来访1件，占33.3%；来电1件，占33.3%。" in plain
    assert "占受理总量的33.4%；来访1件，占33.3%；来电1件，占33.3%。" in closed
    assert "合计为100%" not in plain
    assert closed.count("合计为100%") == 1
    assert "　　注：占比经修约调整，合计为100%。" in closed


def test_one_list_is_closed_and_another_is_not() -> None:
    results = channels(letters=1, visits=1, calls=1)
    results["petitions"]["by"]["channel"]["close"] = True
    results["petitions"]["by"]["signature"] = {"basis": "partition", "items": {"实名": 1, "匿名": 2}}
    told = text(a_file(results, "petitions"))
    assert "来信1件，占受理总量的33.4%" in told
    assert "匿名2件，占66.7%" in told
