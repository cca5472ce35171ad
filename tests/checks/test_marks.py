"""The marks of texts, titles and lists of a data file, and how its texts end."""

from pathlib import Path
from typing import Any

import pytest

from bulletin import check, load
from bulletin.drafting.draft import compose_draft
from bulletin.drafting.examine import examine
from bulletin.drafting.request import Request

CODES = ("B270", "B271", "B272")


def told(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(i.code, i.severity.value, i.place) for i in check(load(data)) if i.code in CODES]


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("要对照通报,举一反三。", [("B270", "warning", "/text/outlook")]),
        ("开展“回头看。", [("B271", "error", "/text/outlook")]),
        ("根据县委要求，", [("B272", "error", "/text/outlook")]),
        ("要提高站位，压实责任", [("B272", "warning", "/text/outlook")]),
        ("要提高站位，压实责任。", []),
        ("违反中央八项规定精神和不正之风", []),
        ("要提高站位：\n一是压实责任。", [("B272", "error", "/text/outlook")]),
    ],
)
def test_a_text_is_read_as_an_editor_reads_it(
    round4: dict[str, Any], text: str, issues: list[tuple[str, str, str]]
) -> None:
    round4["text"] = {"outlook": text}
    assert told(round4) == issues


def test_addressees_and_titles_are_read_too(round4: dict[str, Any]) -> None:
    round4["document"] |= {"addressees": ["各乡镇党委(党组)"], "title": "关于整改情况的通报。"}
    assert told(round4) == [
        ("B270", "warning", "/document/addressees/0"),
        ("B272", "warning", "/document/title"),
    ]


def test_the_words_of_others_are_left_alone(round4: dict[str, Any]) -> None:
    round4["text"] = {"outlook": {"quote": "照单全收,坚决整改", "by": "县教育局党组"}}
    assert told(round4) == []


def test_many_slips_are_counted(round4: dict[str, Any]) -> None:
    round4["text"] = {"outlook": "甲,乙," * 40 + "丙。"}
    assert len(told(round4)) == 21


def test_words_doubled_where_label_and_template_meet_are_told(round4: dict[str, Any]) -> None:
    round4["text"] = {"outlook": "{now.label}巡察工作已经完成。"}
    (scope,) = [each for each in round4["scopes"] if each.get("reported")]
    scope["label"] = "前三轮巡察"
    draft = compose_draft(examine(Request(round4, "news", formats=())))
    assert "B270" in [issue.code for issue in draft.issues]


@pytest.mark.parametrize(
    ("words", "mended"),
    [
        ("请各单位抓好落实,务求实效。", "抓好落实，务求实效"),
        ("要高度重视，，抓好落实。", "高度重视，抓好落实"),
        ("开展(专项)巡察。", "开展（专项）巡察"),
    ],
)
def test_words_of_a_template_are_read_too(
    round4: dict[str, Any], tmp_path: Path, words: str, mended: str
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/template.toml").write_text('title = "情况"\nlayout = "news"\n', "utf-8")
    page = f"<document><h1>情况</h1>\n<p>{words}</p></document>"
    (tmp_path / "own/document.xml.j2").write_text(page, "utf-8")
    draft = compose_draft(examine(Request(round4, "own", search=[tmp_path], formats=())))
    (issue,) = [each for each in draft.issues if each.code == "B270"]
    assert issue.place.startswith("own/document.xml.j2:2")
    assert mended in str(issue.values["mended"])


def test_a_stop_of_the_template_after_that_of_a_text_is_told(round4: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/template.toml").write_text(
        'title = "情况"\nlayout = "news"\n[texts]\noutlook = "打算"\n', "utf-8"
    )
    page = "<document><h1>情况</h1><p>{{ text.outlook }}。</p></document>"
    (tmp_path / "own/document.xml.j2").write_text(page, "utf-8")
    round4["text"] = {"outlook": "要抓好落实。"}
    draft = compose_draft(examine(Request(round4, "own", search=[tmp_path], formats=())))
    assert [each.code for each in draft.issues if each.code == "B270"] == ["B270"]
