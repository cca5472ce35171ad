"""A number that nobody counted, and a value that is not its figure's, do not get past the proofreader."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from bulletin import Template, compose, find_template, load, proofread, tally
from bulletin.issues.errors import TemplateRefused
from bulletin.issues.issue import Issue
from bulletin.model.codelist import read_codelist, shipped_codelist
from bulletin.model.document import Document, LineBreak, Paragraph, Strong, Text, Value
from bulletin.model.figures import Claim, Figures

MANIFEST = 'title = "试稿"\nlayout = "news"\n'


def template(folder: Path, markup: str) -> Template:
    """A template with this markup."""
    own = folder / "own"
    own.mkdir()
    (own / "template.toml").write_text(MANIFEST, "utf-8")
    (own / "document.xml.j2").write_text(markup, "utf-8")
    return find_template(str(own))


def written(folder: Path, figures: Figures, markup: str) -> tuple[Issue, ...]:
    """What the proofreader says of a template with this markup."""
    return proofread(compose(figures, template(folder, markup)), figures)


@pytest.fixture
def figures(round4: dict[str, Any]) -> Figures:
    return tally(load(round4))


def saying(document: Document, *inlines: Text | Value | Strong | LineBreak) -> Document:
    """`document` with a paragraph of these inlines at its end."""
    return dataclasses.replace(document, blocks=(*document.blocks, Paragraph("body", inlines, "here:1")))


def test_the_shipped_templates_pass(figures: Figures) -> None:
    assert proofread(compose(figures, "news"), figures) == ()


def test_a_number_typed_into_a_template_is_refused_with_its_line(tmp_path: Path, figures: Figures) -> None:
    (issue,) = written(tmp_path, figures, "<document>\n<h1>题</h1>\n<p>整改到位310个。</p>\n</document>")
    assert (issue.code, issue.place) == ("B501", "own/document.xml.j2:3")
    assert "310" in issue.message


@pytest.mark.parametrize("number", ["３１０", "91%", "90.9％", "3‰", "0"])
def test_numbers_of_every_width_are_refused(tmp_path: Path, figures: Figures, number: str) -> None:
    issues = written(tmp_path, figures, f"<document><p>约{number}。</p></document>")
    (refused,) = [issue for issue in issues if issue.code == "B501"]  # wide digits are a slip, too (B270)
    assert refused.values["number"] == number


def test_a_number_in_bold_or_in_a_table_is_refused(tmp_path: Path, figures: Figures) -> None:
    issues = written(
        tmp_path,
        figures,
        "<document><p><strong>共28个</strong></p>\n<table><tr><td>28</td></tr></table></document>",
    )
    assert [issue.place for issue in issues] == ["own/document.xml.j2:1", "own/document.xml.j2:2"]


def test_a_number_beside_a_figure_is_refused(tmp_path: Path, figures: Figures) -> None:
    (issue,) = written(tmp_path, figures, "<document><p>整改到位9{{ now.rectified }}。</p></document>")
    assert issue.values["number"] == "9"


def test_a_text_constant_with_a_number_is_refused(tmp_path: Path, figures: Figures) -> None:
    (issue,) = written(tmp_path, figures, '<document><p>整改到位{{ "310" }}个。</p></document>')
    assert issue.code == "B501"


def test_a_number_in_the_words_of_people_is_refused(round4: dict[str, Any]) -> None:
    round4["text"] = {"lead": "整改到位310个。"}
    figures = tally(load(round4))
    (issue,) = proofread(compose(figures, "news"), figures)
    assert issue.code == "B501"
    assert issue.values["source"] == "text.lead"


def test_a_number_in_a_headline_is_refused(round4: dict[str, Any]) -> None:
    round4["document"]["headline"] = ["整改到位310个"]
    figures = tally(load(round4))
    (issue,) = proofread(compose(figures, "news"), figures)
    assert (issue.code, issue.values["source"]) == ("B501", "document.headline.0")


def test_a_reference_in_the_words_of_people_passes(round4: dict[str, Any]) -> None:
    round4["text"] = {"lead": "整改到位{rectified}，“四个意识”不断增强。"}
    figures = tally(load(round4))
    assert proofread(compose(figures, "news"), figures) == ()


def test_names_with_numbers_in_them_pass(round4: dict[str, Any]) -> None:
    round4["issuer"]["name"] = "榆阳区2018年巡察办"
    figures = tally(load(round4))
    assert proofread(compose(figures, "news"), figures) == ()


# ── Chinese numerals ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("共巡察十二个单位", "十二"),
        ("约占三成", "三"),
        ("占百分之九十一", "百分之九十一"),
        ("处分几百人", "几百"),
        ("第二轮巡察", "二"),
    ],
)
def test_a_chinese_numeral_typed_into_a_template_is_refused(
    tmp_path: Path, figures: Figures, words: str, number: str
) -> None:
    (issue,) = written(tmp_path, figures, f"<document>\n<p>{words}。</p></document>")
    assert (issue.code, issue.place, issue.values["number"]) == ("B501", "own/document.xml.j2:2", number)


def test_words_that_hold_a_numeral_pass_in_a_template(tmp_path: Path, figures: Figures) -> None:
    words = "进一步增强四个意识，运用四种形态，一方面统一个人口径，一方面压实一把手责任，落实《十项制度》。"
    assert written(tmp_path, figures, f"<document><p>{words}</p></document>") == ()


def test_a_measure_word_may_stand_in_the_value_that_follows(round4: dict[str, Any]) -> None:
    round4["issuer"]["area"] = "个旧市"
    figures = tally(load(round4))
    document = saying(compose(figures, "news"), Text("共三"), Value("个旧市", "issuer.area"))
    (issue,) = proofread(document, figures)
    assert (issue.code, issue.values["number"]) == ("B501", "三")


def test_a_chinese_numeral_in_bold_beside_its_measure_word_is_refused(figures: Figures) -> None:
    document = saying(compose(figures, "news"), Text("共"), Strong((Text("三"),)), Text("个单位"))
    (issue,) = proofread(document, figures)
    assert (issue.values["number"], issue.values["context"]) == ("三", "共三个单位")


@pytest.mark.parametrize("more", ["万", "%", "余万"])
def test_what_is_added_to_a_number_is_refused(figures: Figures, more: str) -> None:
    document = saying(compose(figures, "news"), Value("310", "now.rectified", "bare"), Text(f"{more}。"))
    (issue,) = proofread(document, figures)
    assert (issue.code, issue.values["number"]) == ("B501", more)


def test_a_tens_digit_before_a_chinese_numeral_is_refused(figures: Figures) -> None:
    document = saying(compose(figures, "news"), Text("完成十"), Value("三轮", "now.rounds", "hanzi"))
    (issue,) = proofread(document, figures)
    assert issue.values["number"] == "十"


def test_the_numerals_of_a_value_are_its_own(figures: Figures) -> None:
    document = saying(compose(figures, "news"), Text("完成"), Value("三轮", "now.rounds", "hanzi"))
    assert proofread(document, figures) == ()


def test_a_line_break_is_between_two_numerals(figures: Figures) -> None:
    document = saying(compose(figures, "news"), Text("三"), LineBreak(), Text("个人事项"))
    assert proofread(document, figures) == ()


def test_a_chinese_numeral_in_the_words_of_people_is_refused(round4: dict[str, Any]) -> None:
    round4["text"] = {"lead": "区委召开两次专题会。"}
    figures = tally(load(round4))
    (issue,) = proofread(compose(figures, "news"), figures)
    assert (issue.code, issue.values["number"], issue.values["source"]) == ("B501", "两", "text.lead")


def test_the_very_words_of_a_quotation_are_left_alone(round4: dict[str, Any]) -> None:
    round4["text"] = {"lead": {"quote": "三个问题、12项任务，必须见底。", "by": "区委书记"}}
    figures = tally(load(round4))
    assert proofread(compose(figures, "news"), figures) == ()


def test_people_may_write_dates(round4: dict[str, Any]) -> None:
    round4["text"] = {"lead": "2018年4月以来，到8月29日为止。"}
    figures = tally(load(round4))
    assert proofread(compose(figures, "news"), figures) == ()


def test_people_may_call_a_round_by_its_name(round4: dict[str, Any]) -> None:
    round4["document"]["headline"] = ["榆阳区前三轮巡察收官、第四轮启动"]
    figures = tally(load(round4))
    assert proofread(compose(figures, "news"), figures) == ()


def test_people_may_name_another_round(round4: dict[str, Any]) -> None:
    round4["document"]["headline"] = ["榆阳区第五轮巡察启动"]
    figures = tally(load(round4))
    assert proofread(compose(figures, "news"), figures) == ()


def test_a_measure_word_of_the_office_counts(figures: Figures) -> None:
    office = read_codelist('[indicator.own]\nlabel = "清单事项"\nunits = ["桩"]', shipped_codelist())
    document = saying(compose(figures, "news"), Text("办结三桩。"))
    assert proofread(document, figures) == ()
    (issue,) = proofread(document, figures, codelist=office)
    assert issue.values["number"] == "三"


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "source", "form"),
    [
        ("311个", "now.rectified", ""),
        ("310", "now.rectified", ""),  # without its measure word
        ("91%", "now.rectified.rate", "decimals=1"),
        ("2018年4月5日", "now.since", "2018-04-05"),
        ("区纪委", "issuer.name", ""),  # a name that was altered
        ("310个", "now.nothing", ""),  # a figure that does not exist
        ("310个", "", ""),
        ("999个", "now.rectified", "claim:only"),  # a number is no claim
    ],
)
def test_a_value_that_is_not_its_sources_is_refused(
    figures: Figures, text: str, source: str, form: str
) -> None:
    document = saying(compose(figures, "news"), Text("共"), Value(text, source, form))
    (issue,) = proofread(document, figures)
    assert (issue.code, issue.place) == ("B502", "here:1")


def test_a_forged_value_in_bold_is_refused(figures: Figures) -> None:
    document = saying(compose(figures, "news"), Strong((Value("311个", "now.rectified"),)))
    assert [issue.code for issue in proofread(document, figures)] == ["B502"]


def test_a_value_in_another_form_passes(figures: Figures) -> None:
    # 29 of 38 are 76.315…%; the news does not print it
    rate = Value("76.32%", "now.sanctioned.by.sanction.party_warning.rate", "decimals=2")
    assert proofread(saying(compose(figures, "news"), rate), figures) == ()


def test_a_tag_put_together_from_pieces_does_not_pass_for_a_value(tmp_path: Path, figures: Figures) -> None:
    with pytest.raises(TemplateRefused, match="<data> and <time> are written by figures alone"):
        written(tmp_path, figures, '<document><p><da{{ "ta" }} name="mine" form="">9</data></p></document>')


# ── one figure, one form ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("text", "form"), [("91%", "decimals=0"), ("90.91%", "decimals=2")])
def test_a_figure_printed_in_two_ways_is_refused(figures: Figures, text: str, form: str) -> None:
    document = saying(compose(figures, "news"), Value(text, "now.rectified.rate", form))
    (issue,) = proofread(document, figures)
    assert (issue.code, issue.place) == ("B503", "here:1")
    assert (issue.values["before"], issue.values["given"]) == ("90.9%", text)


def test_a_figure_with_and_without_a_kept_zero_is_refused(figures: Figures) -> None:
    # 71 of 151 are 47.02%: 47.0% beside 47.8%, and 47%
    name = "now.leads_closed_after_check.rate"
    document = saying(compose(figures, "news"), Value("47%", name, "decimals=1"))
    (issue,) = proofread(document, figures)
    assert (issue.code, issue.values["before"], issue.values["given"]) == ("B503", "47.0%", "47%")


def test_a_number_in_ten_thousands_and_in_ones_is_refused(round4: dict[str, Any]) -> None:
    round4["scopes"][0]["results"]["talks"] = {"n": 627000, "resolution": 1000}
    figures = tally(load(round4))
    document = saying(compose(figures, "news"), Value("627000人次", "now.talks"))
    (issue,) = proofread(document, figures)
    assert (issue.code, issue.values["before"], issue.values["given"]) == ("B503", "62.7万", "627000")


def test_one_number_under_two_paths_is_one_figure(figures: Figures) -> None:
    document = saying(compose(figures, "news"), Value("91%", "scopes.0.rectified.rate", "decimals=0"))
    assert [issue.code for issue in proofread(document, figures)] == ["B503"]


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("310", "now.rectified", "bare"),
        ("3轮", "now.rounds", ""),
        ("90.9%", "now.rectified.rate", "decimals=1 half_even"),
    ],
)
def test_measure_word_and_kind_of_numeral_may_differ(
    figures: Figures, text: str, name: str, form: str
) -> None:
    assert proofread(saying(compose(figures, "news"), Value(text, name, form)), figures) == ()


# ── what is required ─────────────────────────────────────────────────────────────────────────────────────


def test_a_required_figure_that_is_not_printed_is_named(figures: Figures) -> None:
    document = dataclasses.replace(compose(figures, "news"), blocks=(), claims=())
    issues = proofread(document, figures, ("now.inspected", "document.date"))
    assert [(issue.code, issue.place, issue.values["path"]) for issue in issues] == [
        ("B504", "news/template.toml", "now.inspected"),
        ("B504", "news/template.toml", "document.date"),
    ]


def test_what_the_shipped_templates_require_is_printed(figures: Figures) -> None:
    assert proofread(compose(figures, "news"), figures, find_template("news").requires) == ()


def test_a_claim_meets_a_requirement(figures: Figures) -> None:
    document = dataclasses.replace(
        compose(figures, "news"), blocks=(), claims=(Claim("now.problems", "zero", ""),)
    )
    assert proofread(document, figures, ("now.problems",)) == ()


def test_a_part_of_what_is_required_meets_it_and_a_longer_name_does_not(figures: Figures) -> None:
    document = dataclasses.replace(compose(figures, "news"), blocks=(), claims=())
    part = saying(document, Value("339个", "now.problems.by.nothing"))
    longer = saying(document, Value("341个", "now.problems_fed_back"))
    assert "B504" not in {issue.code for issue in proofread(part, figures, ("now.problems",))}
    assert "B504" in {issue.code for issue in proofread(longer, figures, ("now.problems",))}


# ── closed shares ────────────────────────────────────────────────────────────────────────────────────────

SHARES = "{% for item in shares %}{{ item|item }}（{{ item.rate }}）{% endfor %}"
"""29, 2, 1, 1, 4, 1 of 38: at one place 76.3, 5.3, 2.6, 2.6, 10.5, 2.6 make 99.9; a 2.6 becomes 2.7."""


def of_sanctions(words: str) -> str:
    return f"<document><p>{{% set shares = now.sanctioned.by.sanction|closed %}}{words}</p></document>"


def test_shares_closed_in_silence_are_refused_once(tmp_path: Path, figures: Figures) -> None:
    (issue,) = written(tmp_path, figures, of_sanctions(SHARES))
    assert (issue.code, issue.values["name"]) == ("B505", "now.sanctioned.by.sanction")


def test_closed_shares_that_say_so_pass(tmp_path: Path, figures: Figures) -> None:
    assert written(tmp_path, figures, of_sanctions(SHARES + "{{ shares|closure }}")) == ()


def test_the_claim_of_another_list_does_not_help(tmp_path: Path, figures: Figures) -> None:
    document = compose(figures, template(tmp_path, of_sanctions(SHARES)))
    claim = Value("（占比经修约调整，合计为100%）", "now.inspected.by.object", "claim:closed")
    assert [issue.code for issue in proofread(saying(document, claim), figures)] == ["B505"]


def test_a_share_that_is_not_what_its_list_closes_to_is_refused(figures: Figures) -> None:
    value = Value("76.4%", "now.sanctioned.by.sanction.party_warning.rate", "decimals=1 closed=76.4")
    (issue,) = proofread(saying(compose(figures, "news"), value), figures)
    assert (issue.code, issue.values["should"]) == ("B502", "76.3%")


def test_a_share_of_an_open_list_cannot_be_closed(figures: Figures) -> None:
    value = Value("91%", "now.rectified.rate", "decimals=0 closed=91")
    (issue,) = proofread(saying(compose(figures, "news"), value), figures)
    assert issue.code == "B502"


@pytest.mark.parametrize("mark", ["①", "⑴", "㈠", "Ⅳ"])
def test_a_template_does_not_number_by_hand(tmp_path: Path, figures: Figures, mark: str) -> None:
    (issue,) = written(tmp_path, figures, f"<document><p>{mark}总体情况。</p></document>")
    assert (issue.code, issue.values["number"]) == ("B501", mark)


def test_people_may_number_what_they_write(round4: dict[str, Any]) -> None:
    round4["text"] = {"lead": "主要做法：①统筹谋划；②压实责任。"}
    figures = tally(load(round4))
    assert proofread(compose(figures, "news"), figures) == ()
