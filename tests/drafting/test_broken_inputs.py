"""Broken data, codelists, offices, templates and layouts: each fault's place, its sentence, and its caret.

A row is a file, its content, the place of the first fault (after the name of the file), what is said, and the
excerpt with the caret. In a terminal 汉 takes two columns, so the caret stands further to the right.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bulletin import build, find_template
from bulletin.datafiles import codelist_for, inspect
from bulletin.issues.errors import BulletinError
from bulletin.issues.issue import Issue
from bulletin.issues.messages import said
from bulletin.publishing.office import read_office
from bulletin.typography.layout import read_layout

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = Path(__file__).parents[2] / "examples" / "first.json"
JSON = '{"format": 1, "kind": "inspection",\n "issuer": {"name": "云川县委巡察办"},\n '
TOML = 'format = 1\nkind = "inspection"\nissuer = {name = "云川县委巡察办"}\n'
YAML = "format: 1\nkind: inspection\nissuer:\n  name: 云川县委巡察办\n"
MANIFEST = 'title = "试稿"\nlayout = "news"\n'
OFFICE = (
    'issuer = "云川县委巡察办"\n[series.m]\ntitle = "月报"\nevery = "month"\nsince = "2018-01"\n'
    'data = "{year}-{month:02}.json"\ntemplate = "monthly"\n'
)
CALLER = '<document>\n{% import "own/m.xml.j2" as m %}\n<p>{{ m.a(now) }}</p>\n</document>'
FOREIGN = (
    "Expect",
    "Invalid", "Unterminated", "Cannot", "Extra data", "while parsing", "while scanning", "block end",
    "mismatched",
    "not callable", "Undefined", "undefined", "Encountered", "unexpected", "__init__", "positional",
    "NoneType", "dict", "Traceback", "jinja", "tomllib", "ruamel",
)  # fmt: skip
"""Words of json, tomllib, ruamel.yaml, Jinja2, expat and Python."""

ROWS = [
        ("data.json",
            JSON + '"scopes": [{"label": "第一轮", "results": {"talks": "三"}}]}',
            ":3:51", "A number is expected here, not the text “三”.",
            ('… [{"label": "第一轮", "results": {"talks": "三"}}]'
            '}\n                                            ^')),
        ("data.json",
            JSON + '"scopes": [{"label": "第一轮", "results": {"talkz": 3}}]}',
            ":3:51", "The codelist has no indicator “talkz”.",
            ('… [{"label": "第一轮", "results": {"talkz": 3}}]}'
            '\n                                            ^')),
        ("data.json",
            JSON + '"scope": []}',
            ":3:11", "There is no key “scope” here.",
            ' "scope": []}\n          ^'),
        ("data.json",
            JSON + '"scopes": [{"results": {}}]}',
            ":3:13", "“label” (名称) is missing.",
            ' "scopes": [{"results": {}}]}\n            ^'),
        ("data.json",
            JSON + '"scopes": [{"label": "一", "results": {"talks": 3,}}]}',
            ":3:51", "This is not JSON: a key in quotation marks is missing here (line 3, column 51).",
            '… [{"label": "一", "results": {"talks": 3,}}]}\n                                          ^'),
        ("data.json",
            JSON + '"scopes": [{"label": "一" "results": {}}]}',
            ":3:27", "This is not JSON: “,” or a closing bracket is missing here (line 3, column 27).",
            ' "scopes": [{"label": "一" "results": {}}]}\n                           ^'),
        ("data.json",
            JSON + '"scopes": [{"label": “一”}]}',
            ":3:23", "This is not JSON: a value is missing here (line 3, column 23).",
            ' "scopes": [{"label": “一”}]}\n                      ^'),
        ("data.json",
            JSON + '"rounds": [{"ordinals": [1], "since": "2018-02-30"}], "scopes": []}',
            ":3:40", "A date is expected here, not the text “2018-02-30”.",
            (' "rounds": [{"ordinals": [1], "since": "2018-02-30"}], '
            '"scopes": []}\n                                       ^')),
        ("data.json",
            "[1, 2]",
            ":1:1", "An object is expected here, not a list.",
            "[1, 2]\n^"),
        ("data.yaml",
            YAML + "scopes:\n  - label: 第一轮\n    results:\n      talks: 三\n",
            ":8:14", "A number is expected here, not the text “三”.",
            "      talks: 三\n             ^"),
        ("data.yaml",
            YAML + "scopes:\n  - label: 第一轮\n    result: {}\n",
            ":7:13", "There is no key “result” here.",
            "    result: {}\n            ^"),
        ("data.yaml",
            YAML + "scopes:\n  - label：第一轮\n    results: {}\n",
            ":7:12", "This is not YAML: “:” stands where there can be no key (line 7, column 12).",
            "    results: {}\n           ^"),
        ("data.yaml",
            YAML + "scopes: [{label: 一, label: 二}]\n",
            ":5:21", "The key “label” is given twice in one object.",
            "scopes: [{label: 一, label: 二}]\n                     ^"),
        ("data.yaml",
            YAML + "scopes:\n  - {label: 一, results: {talks: 012}}\n",
            ":6:33", "The number 012 begins with 0, which other programs read in other ways.",
            "  - {label: 一, results: {talks: 012}}\n                                 ^"),
        ("data.toml",
            TOML + '[[scopes]]\nlabel = "第一轮"\nresults = {talks = "三"}\n',
            ":6:20", "A number is expected here, not the text “三”.",
            'results = {talks = "三"}\n                   ^'),
        ("data.toml",
            TOML + '[[scopes]]\nlabel = "第一轮"\nreported = true\n[[scopes]]\nlabel = "'
            '第二轮"\nresults.talkz = 3\nresults.problems = {n = 4, unitt = "个"}\n',
            ":4:1", "“results” (结果) is missing.",
            "[[scopes]]\n^"),
        ("data.toml",
            TOML + '[[scopes]]\nlabel = "一"\nreslts = {}\n',
            ":6:10", "There is no key “reslts” here.",
            "reslts = {}\n         ^"),
        ("data.toml",
            TOML + '[[scopes]]\nlabel = "一"\nresults = {talks = 1e3}\n',
            ":6:20", "The number 1e3 is not written as figures are written.",
            "results = {talks = 1e3}\n                   ^"),
        ("data.toml",
            TOML + '[[scopes]]\nlabel = "一"\nsince = 2018-01-01T10:00:00\nresults = {}\n',
            ":6:9", "A time of day has no place here: 2018-01-01T10:00:00.",
            "since = 2018-01-01T10:00:00\n        ^"),
        ("data.toml",
            TOML + "[[scopes]]\nlabel = 一\n",
            ":5:9", "This is not TOML: this is no value; text stands in quotation marks (line 5, column 9).",
            "label = 一\n        ^"),
        ("data.toml",
            TOML + '[[scopes]\nlabel = "一"\n',
            ":4:9", "This is not TOML: the name of a table is not closed by “]” (line 4, column 9).",
            "[[scopes]\n        ^"),
        ("data.toml",
            TOML + "document = {date = 2018-02-30}\n",
            ":4:20", "This is not TOML: there is no such day (line 4, column 20).",
            "document = {date = 2018-02-30}\n                   ^"),
        ("indicators.toml",
            '[indicator.fines]\nunits = ["元"]\n',
            ":1:1", "The codelist cannot be used: fines has no label.",
            "[indicator.fines]\n^"),
        ("indicators.toml",
            '[indicator.fines]\nlabel = "罚款"\nunits = "元"\n',
            ":3:1", "The codelist cannot be used: units must be a list of texts.",
            'units = "元"\n^'),
        ("indicators.toml",
            '[indicator.fines]\nlabel = "罚款"\nunit = ["元"]\n',
            ":3:1", "The codelist cannot be used: fines has no property “unit”.",
            'unit = ["元"]\n^'),
        ("indicators.toml",
            '[indicator.fines]\nlabel = "罚款"\npart_of = "problms"\n',
            ":3:1", "The codelist cannot be used: part_of of fines names no indicator: “problms”.",
            'part_of = "problms"\n^'),
        ("indicators.toml",
            '[indicator.fines]\nlabel = "罚款"\ndimension = "sanctions"\n',
            ":3:1", "The codelist cannot be used: fines names no dimension: “sanctions”.",
            'dimension = "sanctions"\n^'),
        ("indicators.toml",
            '[indicator.fines]\nlabel = "罚款"\ntopic = "finance"\n',
            ":3:1", "The codelist cannot be used: fines names no topic: “finance”.",
            'topic = "finance"\n^'),
        ("indicators.toml",
            '[indicator.fines]\nlabel = "罚款"\nverb = 3\n',
            ":3:1", "The codelist cannot be used: verb must be text.",
            "verb = 3\n^"),
        ("indicators.toml",
            "[topic]\nfinance = 3\n",
            ":2:1", "The codelist cannot be used: the topic finance is no label.",
            "finance = 3\n^"),
        ("indicators.toml",
            '[indicators.fines]\nlabel = "罚款"\n',
            ":1:1", "The codelist cannot be used: there is no table [indicators].",
            "[indicators.fines]\n^"),
        ("indicators.toml",
            '[indicator.fines]\nlabel = "罚款"\nrenamed = [["去年", "罚金"]]\n',
            ":3:1", "The codelist cannot be used: renamed must be a list of [date, term].",
            'renamed = [["去年", "罚金"]]\n^'),
        ("indicators.toml",
            '[indicator.a]\nlabel = "罚款"\n\n[indicator.b]\nlabel = "罚款"\n',
            ":4:1", "The codelist cannot be used: the name “罚款” of b already means a.",
            "[indicator.b]\n^"),
        ("indicators.toml",
            '[indicator.fines]\nlabel = "罚款\n',
            ":2:12", "The codelist cannot be used: a character cannot stand here; a text ends on its line.",
            'label = "罚款\n             ^'),
        ("indicators.toml",
            "indicator = 3\n",
            ":1:1", "The codelist cannot be used: indicator is no table.",
            "indicator = 3\n^"),
        ("indicators.toml",
            '[indicator]\nfines = "罚款"\n',
            ":2:1", "The codelist cannot be used: fines is no table.",
            'fines = "罚款"\n^'),
        ("indicators.toml",
            '[dimension]\nvillage = {title = "村"}\n',
            ":2:1",
            ("The codelist cannot be used: the dimension village"
            " is neither a label nor a table of label, names and order."),
            'village = {title = "村"}\n^'),
        ("indicators.toml",
            '[indicator.fines]\nlabel = "罚款"\n[indicator.fines]\n',
            ":3:17", "The codelist cannot be used: a key or table is given twice.",
            "[indicator.fines]\n                ^"),
        ("indicators.toml",
            '[indicator.fines]\nlabel = "罚款"\ndecimals = true\n',
            ":3:1", "The codelist cannot be used: decimals must be a whole number.",
            "decimals = true\n^"),
        ("bulletin.toml",
            OFFICE + "colour = 3\n",
            ":8:1", "It cannot be used: it has no key “colour”",
            "colour = 3\n^"),
        ("bulletin.toml",
            ('issuer = "云川县委巡察办"\n[series.m]\ntitle = "月报"\nevery = "week"\nsince '
            '= "2018-01"\ndata = "{year}-{month:02}.json"\ntemplate = "monthly"\n'),
            ":4:1", "It cannot be used: every is none of month, quarter, year, round",
            'every = "week"\n^'),
        ("bulletin.toml",
            ('issuer = "云川县委巡察办"\n[series.m]\ntitle = "月报"\nevery = "month"\nsince'
            ' = "2018-Q1"\ndata = "{year}-{month:02}.json"\ntemplate = "monthly"\n'),
            ":5:1", "It cannot be used: since is the first period: 2018-01 for months, 2018-Q1, 2018",
            'since = "2018-Q1"\n^'),
        ("bulletin.toml",
            ('issuer = "云川县委巡察办"\n[series.m]\nevery = "month"\nsince = "201'
            '8-01"\ndata = "{year}-{month:02}.json"\ntemplate = "monthly"\n'),
            ":2:1", "It cannot be used: title is missing",
            "[series.m]\n^"),
        ("bulletin.toml",
            OFFICE + 'formats = ["odt"]\n',
            ":8:1",
            ("It cannot be used: formats has to be a list of docx, pdf, html, txt, "
            "and of formats of its plugins"),
            'formats = ["odt"]\n^'),
        ("bulletin.toml",
            OFFICE + 'plugins = ["md"]\n',
            ":8:1", "It cannot be used: plugins has to be a list of names such as writer:md",
            'plugins = ["md"]\n^'),
        ("bulletin.toml",
            OFFICE + 'printing = {decimals = "one"}\n',
            ":8:1", "A whole number is expected here, not the text “one”.",
            'printing = {decimals = "one"}\n^'),
        ("bulletin.toml",
            OFFICE + "due = 0\n",
            ":8:1", "It cannot be used: due has to be a whole number of days, from 1 to 366",
            "due = 0\n^"),
        ("bulletin.toml",
            ('issuer = "云川县委巡察办"\n[series.m]\ntitle = "月报"\nevery = "month'
            '"\nsince = "2018-01"\ndata = "x.json"\ntemplate = "monthly"\n'),
            ":6:1", "It cannot be used: data gives two periods the same file, or names no field of theirs",
            'data = "x.json"\n^'),
        ("bulletin.toml",
            'zone = "Asia/Yunchuan"\n' + OFFICE,
            ":1:1", "It cannot be used: zone “Asia/Yunchuan” is no time zone such as Asia/Shanghai",
            'zone = "Asia/Yunchuan"\n^'),
        ("bulletin.toml",
            'sign = "gpg"\n' + OFFICE,
            ":1:1", "It cannot be used: sign does not say where {manifest} goes",
            'sign = "gpg"\n^'),
        ("bulletin.toml",
            'isuer = "甲"\n' + OFFICE,
            ":1:1", "It cannot be used: it has no key “isuer”",
            'isuer = "甲"\n^'),
        ("own/template.toml",
            'title = "试稿"\nlayout = "press"\nunprinted = "petitions"\n',
            ":3:1", "template.toml cannot be used: unprinted has to be a table of texts.",
            'unprinted = "petitions"\n^'),
        ("own/template.toml",
            'title = "试稿"\nlayout = 3\n',
            ":2:1", "template.toml cannot be used: layout has to be text in quotes.",
            "layout = 3\n^"),
        ("own/template.toml",
            MANIFEST + 'requires = "now.talks"\n',
            ":3:1", "template.toml cannot be used: requires has to be a list of texts.",
            'requires = "now.talks"\n^'),
        ("own/template.toml",
            MANIFEST + 'requires = ["now.talks",\n  3]\n',
            ":4:3", "template.toml cannot be used: requires has to be a list of texts.",
            "  3]\n  ^"),
        ("own/template.toml",
            MANIFEST + "[texts]\nlead = 3\n",
            ":4:1", "template.toml cannot be used: texts has to be a table of texts.",
            "lead = 3\n^"),
        ("own/template.toml",
            MANIFEST + '[texst]\nlead = "导语"\n',
            ":3:1", "template.toml knows no “texst”.",
            "[texst]\n^"),
        ("own/template.toml",
            MANIFEST + 'ledger = "all"\n',
            ":3:1", "ledger is “full”, “printed” or “none”, not “all”.",
            'ledger = "all"\n^'),
        ("layouts/our.toml",
            'extends = "gbt9704"\n[role.h1]\nsiz = 16\nalgn = "left"\n',
            ":3:1", "The layout cannot be used: [role.h1] knows no siz; did you mean “size”?.",
            "siz = 16\n^"),
        ("layouts/our.toml",
            'extends = "gbt9704"\n[role.h1]\nalign = "middle"\n',
            ":3:1",
            ("The layout cannot be used: align of [role.h1] is "
            "one of left, center, right, justify, not “middle”."),
            'align = "middle"\n^'),
        ("layouts/our.toml",
            'extends = "gbt9704"\n[page]\nlines = true\n',
            ":3:1", "The layout cannot be used: lines of [page] is a number above 0, at most 100, not true.",
            "lines = true\n^"),
        ("layouts/our.toml",
            'extends = "gbt9704"\nrole.h1 = 3\n',
            ":2:1", "The layout cannot be used: [role.h1] is written as a value.",
            "role.h1 = 3\n^"),
        ("layouts/our.toml",
            'extends = "gbt9704"\n[page]\nsource.lines = "5.2.1 必须"\n',
            ":3:1",
            ("The layout cannot be used: source.lines of [page] is a clause "
            "and its wording, “7.2.4 规定” or “5.2.1 规定 ± 1”, not “5.2.1 必须”."),
            'source.lines = "5.2.1 必须"\n^'),
        ("layouts/our.toml",
            'extends = "gbt9704"\ncolophn = "last_side"\n',
            ":2:1", "The layout cannot be used: it knows no colophn; did you mean “colophon”?.",
            'colophn = "last_side"\n^'),
        ("layouts/our.toml",
            'extends = "gbt9704"\npage_numbers = "no"\n',
            ":2:1", "The layout cannot be used: page_numbers has to be true or false.",
            'page_numbers = "no"\n^'),
        ("own/document.xml.j2",
            "<document>\n<p>整改{{ now.rectifed }}</p>\n</document>",
            ":2:9", "There is no “rectifed” in now.",
            "<p>整改{{ now.rectifed }}</p>\n          ^"),
        ("own/document.xml.j2",
            "<document>\n<p>{{ now.rectified|enumrated }}</p>\n</document>",
            ":2:21", "There is no filter “|enumrated”.",
            "<p>{{ now.rectified|enumrated }}</p>\n                    ^"),
        ("own/document.xml.j2",
            '<document>\n{% import "shared/result.xml.j2" as r %}\n</document>',
            ":2:12", "There is no template file “shared/result.xml.j2”.",
            '{% import "shared/result.xml.j2" as r %}\n           ^'),
        ("own/document.xml.j2",
            '<document>\n{% import "shared/results.xml.j2" as r %}\n<p>{{ r.problms(now) }}</p>\n</document>',
            ":3:9", "There is no macro “problms” in shared/results.xml.j2.",
            "<p>{{ r.problms(now) }}</p>\n        ^"),
        ("own/document.xml.j2",
            "<document>\n<p>整改九十个</p>\n</document>",
            ":2:6", "The number 九十 in “…整改九十个…” comes from no figure.",
            "<p>整改九十个</p>\n       ^"),
        ("own/document.xml.j2",
            "<document>\n<p><strong>甲</p>\n</document>",
            ":2:4", "The markup is not well-formed: <strong> in line 2 is not closed before </p>.",
            "<p><strong>甲</p>\n   ^"),
        ("own/document.xml.j2",
            "<document>\n<p>{% if now.talks is presnt %}甲{% endif %}</p>\n</document>",
            ":2:23", "There is no test “is presnt”.",
            "<p>{% if now.talks is presnt %}甲{% endif %}</p>\n                      ^"),
        ("own/document.xml.j2",
            "<document>\n<p>{% if now.talks is present %}甲</p>\n</document>",
            ":2:7", "{% if %} of line 2 is not closed.",
            "<p>{% if now.talks is present %}甲</p>\n      ^"),
        ("own/document.xml.j2",
            "<document>\n<p>{{ now.rectified }</p>\n</document>",
            ":2:21", "A statement or {{ … }} is not complete, or something in it is too much.",
            "<p>{{ now.rectified }</p>\n                    ^"),
        ("own/document.xml.j2",
            "<document>\n<p>{% include 'own/nowhere.xml.j2' %}</p>\n</document>",
            ":2:4", "This statement is not part of the template language here.",
            "<p>{% include 'own/nowhere.xml.j2' %}</p>\n   ^"),
        ("own/document.xml.j2",
            "<document>\n<p rol='body'>甲</p>\n</document>",
            ":2:4", "<p> takes no attribute “rol”.",
            "<p rol='body'>甲</p>\n   ^"),
        ("own/document.xml.j2",
            "<document>\n<p role='bodi'>甲</p>\n</document>",
            ":2:10", "The layout has no role “bodi”.",
            "<p role='bodi'>甲</p>\n         ^"),
        ("own/document.xml.j2",
            "<document>\n<p>{{ now.__class__ }}</p>\n</document>",
            ":2:7", "There is no “__class__” in now.",
            "<p>{{ now.__class__ }}</p>\n      ^"),
        ("own/document.xml.j2",
            "<document>\n<p>甲 & 乙</p>\n</document>",
            ":2:1", "The markup is not well-formed: < and & in a text are written &lt; and &amp;.",
            "<p>甲 & 乙</p>\n^"),
        ("own/m.xml.j2",
            "{% macro a(s) %}\n{{ s.talkz }}\n{% endmacro %}",
            ":2:6", "There is no “talkz” in now.",
            "{{ s.talkz }}\n     ^"),
        ("own/m.xml.j2",
            "{% macro a(s, t) %}\n{{ s.talks|bar }}\n{% endmacro %}",
            ":2:12", "There is no filter “|bar”.",
            "{{ s.talks|bar }}\n           ^"),
        ("own/m.xml.j2",
            "{% macro b(s) %}\n{% endmacro %}",
            "own/document.xml.j2:3:9", "There is no macro “a” in own/m.xml.j2.",
            "<p>{{ m.a(now) }}</p>\n        ^"),
        ("own/m.xml.j2",
            "{% macro a(s) %}\n",
            ":1:4", "{% macro %} of line 1 is not closed.",
            "{% macro a(s) %}\n   ^"),
        ("own/m.xml.j2",
            '{% from "own/n.xml.j2" import x %}\n{% macro a(s) %}{% endmacro %}',
            ":1:10", "There is no template file “own/n.xml.j2”.",
            '{% from "own/n.xml.j2" import x %}\n         ^'),
]  # fmt: skip


def issues(folder: Path, name: str, content: str) -> tuple[Issue, ...]:
    own = folder / "own"
    (folder / "layouts").mkdir()
    own.mkdir()
    (own / "template.toml").write_text(MANIFEST, "utf-8")
    (own / "document.xml.j2").write_text(CALLER, "utf-8")
    (folder / name).write_text(content, "utf-8")
    if name.startswith("data."):
        return inspect(folder / name)[1]
    readers: dict[str, Callable[[], object]] = {
        "indicators.toml": lambda: codelist_for(folder / "data.json"),
        "bulletin.toml": lambda: read_office(folder),
        "own/template.toml": lambda: find_template(own),
        "layouts/our.toml": lambda: read_layout("our", [folder]),
    }
    with pytest.raises(BulletinError) as caught:
        readers.get(name, lambda: build(FIRST, own, formats=[]))()
    return caught.value.issues


@pytest.mark.parametrize("row", ROWS)
def test_a_fault_is_shown_where_it_stands_and_said_in_our_words(
    tmp_path: Path, row: tuple[str, str, str, str, str]
) -> None:
    name, content, place, says, shown = row
    found = issues(tmp_path, name, content)
    first = found[0]
    where = place if place.startswith("own/") else f"{name}{place}"
    assert (first.at or first.place, first.message, first.excerpt) == (where, says, shown)
    spoken = [text for issue in found for text in (*said(issue, "en"), said(issue, "zh")[0])]
    assert [(word, text) for text in spoken for word in FOREIGN if word in text] == []
    assert not said(first, "zh")[0].isascii()


@pytest.mark.parametrize(
    ("own", "hint"),
    [
        ('[indicator.fines]\nlabel = "罚款"\nunit = ["元"]\n', "Did you mean “units”?"),
        ('[indicator.fines]\nlabel = "罚款"\npart_of = "problms"\n', "Did you mean “problems”?"),
        ('[indicator.fines]\nlabel = "罚款"\ndimension = "sanctions"\n', "Did you mean “sanction”?"),
        ('[indicators.fines]\nlabel = "罚款"\n', "Did you mean “indicator”?"),
    ],
)
def test_the_nearest_name_of_a_codelist_is_offered(tmp_path: Path, own: str, hint: str) -> None:
    assert [said(issue, "en")[1] for issue in issues(tmp_path, "indicators.toml", own)] == [hint]


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    own = '[role.h1]\nsiz = 16\nalign = "middle"\n[page]\nlines = 0\nextends = "gbt9704"\n'
    found = issues(tmp_path, "layouts/our.toml", f'extends = "gbt9704"\ncolophon = "top"\n{own}')
    assert [issue.place.rpartition("toml:")[2] for issue in found] == ["8:1", "7:1", "4:1", "5:1", "2:1"]
