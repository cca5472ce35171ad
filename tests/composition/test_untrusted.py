"""A template is what somebody sent: whatever stands in it, it is refused in time, with line and reason."""

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin import BulletinError, build, compose, find_template, load, tally
from bulletin.composition import Template
from bulletin.issues.errors import TemplateRefused
from bulletin.issues.issue import Issue, errors
from bulletin.issues.messages import said
from bulletin.model.figures import Figures
from bulletin.typography.layout import read_layout

FIRST = Path(__file__).parents[2] / "examples" / "first.json"
MANIFEST = 'title = "试稿"\nlayout = "news"\n'
SECONDS = 10

TEN = "[now, now, now, now, now, now, now, now, now, now]"
DEEP_LOOPS = "".join(f"{{% for a{i} in {TEN} %}}" for i in range(9)) + "{% endfor %}" * 9
LOOP = len(f"{{% for a0 in {TEN} %}}")
DOUBLING = "{% set s0 %}鼠鼠{% endset %}" + "".join(
    f"{{% set s{i + 1} %}}{{{{ s{i} }}}}{{{{ s{i} }}}}{{% endset %}}" for i in range(60)
)
CLAUSES = "{% set c0 = [now.problems]|enumerated %}" + "".join(
    f"{{% set c{i + 1} = [c{i}, c{i}]|enumerated %}}" for i in range(60)
)
TRIMMING = (
    "{% set s0 %}"
    + "　鼠" * 10_000
    + " {% endset %}"
    + "".join(f"{{% set s{i + 1} %}}{{{{ s{i} }}}}{{{{ s{i} }}}} {{% endset %}}" for i in range(5))
    + DEEP_LOOPS.replace("{% endfor %}", "{% set t = s5|trim %}{% endfor %}", 1)
)
MACRO_TREE = "".join(
    f"{{% macro m{i}() %}}{{{{ m{i + 1}() }}}}{{{{ m{i + 1}() }}}}{{% endmacro %}}" for i in range(35)
) + "{% macro m35() %}鼠{% endmacro %}<p>{{ m0() }}</p>"  # fmt: skip


@pytest.fixture(scope="module")
def figures() -> Figures:
    return tally(load(FIRST))


@pytest.fixture(autouse=True)
def within_ten_seconds() -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < SECONDS


def template(folder: Path, body: str, manifest: str = MANIFEST) -> Template:
    own = folder / "own"
    own.mkdir()
    (own / "template.toml").write_text(manifest, "utf-8")
    (own / "document.xml.j2").write_text(f"<document>\n{body}\n</document>", "utf-8")
    return find_template(str(own))


def refused(folder: Path, figures: Figures, body: str) -> Issue:
    with pytest.raises(TemplateRefused) as caught:
        compose(figures, template(folder, body))
    issue = caught.value.issues[0]
    assert said(issue, "en")[0]
    assert said(issue, "zh")[0]
    return issue


# ── what takes time or memory ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "body",
    [
        "<p>{% for i in range(99999) %}{% for j in range(99999) %}鼠{% endfor %}{% endfor %}</p>",
        "<p>{{ '鼠' * 1000000000 }}</p>",
        "<p>{{ 10 ** 10 ** 8 }}</p>",
        "<p>{{ '%2000000000d' % 1 }}</p>",
        "<p>{{ '%2000000000d'|format(1) }}</p>",
        "<p>{{ '{:>2000000000}'.format(1) }}</p>",
        "<p>{{ '{0.__class__}'.format(now) }}</p>",
        "<p>{{ '鼠'.ljust(2000000000) }}</p>",
        "<p>{{ '鼠'|center(2000000000) }}</p>",
        "<p>{{ '鼠'|indent(2000000000) }}</p>",
        "<p>{{ lipsum(n=10000000) }}</p>",
        "<p>{{ [1]|batch(1000000000, 0)|list }}</p>",
        "<p>{{ [1]|slice(1000000000)|list }}</p>",
        "<p>{% set ns = namespace(x=0) %}{% set ns.x = 1 %}</p>",
        "<p>{% set now.x = issuer %}</p>",
        "{% macro f() %}{{ f() }}{% endmacro %}<p>{{ f() }}</p>",
        "{% macro f() %}{{ g() }}{% endmacro %}{% macro g() %}{{ f() }}{% endmacro %}<p>{{ f() }}</p>",
        "{% block a %}<p>{{ self.a() }}</p>{% endblock %}",
        "<p>{% for a in scopes recursive %}{{ loop(scopes) }}{% endfor %}</p>",
        "<p>{{ " + "(" * 5_000 + "now" + ")" * 5_000 + " }}</p>",
        "<p>{{ now" + "|trim" * 20_000 + " }}</p>",
        "<p>{{ now" + ".rate" * 20_000 + " }}</p>",
        "<p>" + "{% if now is present %}" * 300 + "{% endif %}" * 300 + "</p>",
        "<p>" + "{% for a in scopes %}" * 30 + "{% endfor %}" * 30 + "</p>",
        "<p>{{ " + "9" * 100_000 + " }}</p>",
        "<p>{{ 1e999 }}</p>",
        "<p>{{ " + ", ".join(f"x{i}" for i in range(9_000)) + " }}</p>",
        "<em>鼠</em>" * 15_000,
        "<p>" + "<strong>" * 50 + "</strong>" * 50 + "</p>",
        "<p>" + "鼠" * 60_000 + "</p>",
        '<table><tr><td span="1000000">鼠</td></tr></table>',
        '<table><tr><td span="9999999999999999999999">鼠</td></tr></table>',
        '<table widths="1e9"><tr><td>鼠</td></tr></table>',
        "<table><tr>" + '<td span="99">鼠</td>' * 3_000 + "</tr></table>",
        f"<table>{DEEP_LOOPS[: 4 * LOOP]}{'<tr><td>鼠</td></tr>' * 2}{'{% endfor %}' * 4}</table>",
        '<picture src="a.png" alt="鼠" width="1000000"/>',
    ],
)  # fmt: skip
def test_what_would_take_for_ever_is_refused_with_its_line(
    tmp_path: Path, figures: Figures, body: str
) -> None:
    issue = refused(tmp_path, figures, body)
    assert issue.code in ("B401", "B402", "B405", "B407", "B410", "B411")
    assert issue.place.startswith("own/document.xml.j2")


@pytest.mark.parametrize("body", [DEEP_LOOPS, DOUBLING, CLAUSES, TRIMMING, MACRO_TREE])
def test_what_runs_too_often_is_stopped_by_the_meter(tmp_path: Path, figures: Figures, body: str) -> None:
    issue = refused(tmp_path, figures, body)
    assert issue.code == "B411"
    assert re.match(r"own/document\.xml\.j2:2(:|$)", issue.place)


def test_many_newlines_between_empty_words_take_no_longer(tmp_path: Path, figures: Figures) -> None:
    empty = "\n".join("<strong>\n</strong>" for _ in range(9_000))
    document = compose(figures, template(tmp_path, f"<p>鼠{empty}牛</p>"))
    assert len(document.blocks) == 1


def test_a_long_list_of_honest_rows_is_not_refused(tmp_path: Path) -> None:
    data = json.loads(FIRST.read_text("utf-8"))
    problem = {"title": "责任压得不实", "state": "rectified", "measures": ["建立台账"]}
    data["records"] = {"problems": [problem] * 2_000}
    del data["scopes"][0]["results"]
    data["scopes"][0]["results"] = {"talks": 1}
    row = '<tr><td numbered="yes"></td><td>{{ one.title }}</td><td>{{ one.measures|listed }}</td></tr>'
    body = f"<table>{{% for one in records.problems %}}{row}{{% endfor %}}</table>"
    (table,) = compose(tally(load(data)), template(tmp_path, body)).blocks
    assert len(getattr(table, "rows", ())) == 2_000


# ── what reaches out of the sandbox ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "expression",
    [
        "().__class__.__base__.__subclasses__()",
        "cycler.__init__.__globals__.os.getpid()",
        "lipsum.__globals__['os'].getpid()",
        "joiner()", "dict(a=1)", "namespace()",
        "now.__class__", "now['__class__']", "now.items", "now.find('x')", "now.facets", "now._secret",
        "now|attr('find')", "now|attr('__class__')", "''|attr('format')", "''.join",
        "'{0.__class__}'.format_map(now)", "'%s' % now",
        "self.__init__", "self._TemplateReference__context", "self._TemplateReference__context.vars",
        "loop.__init__", "super.__self__", "caller.__globals__", "varargs", "kwargs",
        "results.__loader__", "results._body_stream", "results.problems.__globals__",
        "results.problems._func",
        "now|map(attribute='__class__')|list", "scopes|map('upper')|list", "now|pprint", "now|tojson",
        "now|string", "now|e", "now|escape", "now|forceescape", "'<b>'|safe", "'<b>'|striptags",
        "scopes|sort(attribute='__class__')", "scopes|groupby('x')", "scopes|sum", "scopes|join('')",
        "{'a': 1}", "{}", "[]", "()", "none", "true", "1 / 3", "now.rectified // 1", "-1", "1 < 2",
        "now ~ now", "scopes[0:1]", "scopes[now]", "'a' if sample is zero", "now is sameas now",
        "now is callable",
        "now is filter", "'abc'|list", "'abc'|first", "'abc'|last", "'abc'|select('present')|list",
    ],
)  # fmt: skip
def test_no_expression_leads_out_of_the_figures(tmp_path: Path, figures: Figures, expression: str) -> None:
    body = f'{{% import "shared/results.xml.j2" as results %}}\n<p>{{{{ {expression} }}}}</p>'
    with pytest.raises(TemplateRefused) as caught:
        compose(figures, template(tmp_path, body))
    assert re.match(r"own/document\.xml\.j2:[23](:|$)", caught.value.issues[0].place)


@pytest.mark.parametrize(
    "statement",
    [
        '{% include "shared/base.xml.j2" %}',
        '{% include "/etc/passwd" %}',
        '{% include ["a", "b"] ignore missing %}',
        '{% import "../../etc/passwd" as a %}',
        '{% import "/etc/passwd" as a %}',
        '{% from "file:///etc/passwd" import a %}',
        '{% extends "../own/document.xml.j2" %}',
        '{% extends "own/../own/document.xml.j2" %}',
        '{% extends "own/document.xml.j2" %}',
        '{% import "own/document.xml.j2" as a %}',
        "{% extends issuer.name %}",
        '{% import "shared/results.xml.j2" ~ "" as a %}',
        '{% for a in scopes %}{% import "shared/results.xml.j2" as r %}{% endfor %}',
        "{% autoescape false %}<b>{% endautoescape %}",
        "{% filter trim %}鼠{% endfilter %}",
        "{% filter upper %}鼠{% endfilter %}",
        "{% with a = 1 %}鼠{% endwith %}",
        "{% do now.clear() %}",
        "{% debug %}",
        "{% trans %}鼠{% endtrans %}",
        "{% for c in '鼠牛' %}{{ c }}{% endfor %}",
        "{% for c in now.label %}{{ c }}{% endfor %}",
        "{% for c in now.rectified %}{{ c }}{% endfor %}",
        "{% set x %}{{ now.rectified }}{% endset %}{% for c in x %}{{ c }}{% endfor %}",
        "{% set x %}{{ now.rectified }}{% endset %}{{ (x|list|rows(8)|first)[0] }}",
    ],
)
def test_no_statement_leads_out_of_the_template(tmp_path: Path, figures: Figures, statement: str) -> None:
    issue = refused(tmp_path, figures, f"<p>{statement}</p>")
    assert issue.code in ("B401", "B402")
    assert issue.place


# ── what claims to be what it is not ─────────────────────────────────────────────────────────────────────

ORDINAL = 'name="ordinal" form="ordinal"'


@pytest.mark.parametrize(
    "body",
    [
        '<p><data name="now.rectified">36个</data></p>',
        f"<p><data {ORDINAL}>90</data></p>",
        f"<p>{{% raw %}}<data {ORDINAL}>90</data>{{% endraw %}}</p>",
        f"<p><da{{% raw %}}ta{{% endraw %}} {ORDINAL}>90</data></p>",
        f"<p><da{{# #}}ta {ORDINAL}>90</data></p>",
        f'<p><da{{# #}}ta {ORDINAL} seal="">90</data></p>',
        f'<p><da{{# #}}ta {ORDINAL} seal="0123456789abcdef">90</data></p>',
        f"<p><da{{% if sample %}}ta {ORDINAL}{{% endif %}}>90</data></p>",
        f"<p>{{% set tag %}}ta {ORDINAL}{{% endset %}}<da{{{{ tag }}}}>90</data></p>",
        f"<p>{{{{ '<data {ORDINAL}>90</data>'|safe }}}}</p>",
        '<p><ti{# #}me name="now.until" form="2026">2026年</time></p>',
        '<p at="news/document.xml.j2:1">鼠</p>',
        '<{# #}p at="news/document.xml.j2:1">鼠</p>',
        '<{# #}p at="">鼠</p>',
        "<{# #}p>鼠</p>",
        "<p><![CDATA[90%]]></p>",
        "<p><!-- 90% --></p>",
        "<p><?xml-stylesheet href='file:///etc/passwd'?></p>",
        "<p><?php echo 1 ?></p>",
        "<p>&xxe;</p>",
        '<!DOCTYPE document [<!ENTITY xxe SYSTEM "file:///etc/passwd">]><p>&xxe;</p>',
        "<p style='background: url(file:///etc/passwd)'>鼠</p>",
        '<p role="body; background: url(file:///etc/passwd)">鼠</p>',
        '<p role="{{ now.label }}">鼠</p>',
        '<p role="{{ document.headline|first }}">鼠</p>',
        '<p id="a" onclick="b()">鼠</p>',
        "<script>鼠</script>", "<style>鼠</style>", "<img/>", "<link/>", "<iframe/>", "<svg/>", "<a>鼠</a>",
        '<html:p xmlns:html="http://www.w3.org/1999/xhtml">鼠</html:p>',
        '<p xmlns="http://www.w3.org/1999/xhtml">鼠</p>',
        "<p>&#0;</p>", "<p>&#x1;</p>", "<p>\x01</p>", "<p>\x00</p>",
        "</document><document>", "<document><p>鼠</p></document>", "<p>鼠</p></document>",
        '<table><tr><td span="-1">鼠</td></tr></table>', '<table><tr><td span="1.5">鼠</td></tr></table>',
        "<table></table>", "<table><tr></tr></table>",
        '<picture src="/etc/passwd" alt="鼠"/>', '<picture src="../own/a.png" alt="鼠"/>',
        '<picture src="file:///etc/passwd" alt="鼠"/>', '<picture src="http://localhost/a.png" alt="鼠"/>',
        '<picture src="document.xml.j2" alt="鼠"/>', '<picture src="{{ issuer.name }}" alt="鼠"/>',
    ],
)  # fmt: skip
def test_markup_that_is_forged_or_foreign_is_refused(tmp_path: Path, figures: Figures, body: str) -> None:
    issue = refused(tmp_path, figures, body)
    assert issue.code in ("B402", "B405", "B406", "B407", "B410")
    assert issue.place.startswith("own/document.xml.j2")


@pytest.mark.parametrize("words", ["９０％", "&#57;&#48;%", "九十个", "{{ '90' }}个", "9{# #}0"])
def test_a_numeral_that_is_smuggled_in_is_seen_in_the_finished_text(tmp_path: Path, words: str) -> None:
    with pytest.raises(BulletinError) as caught:
        build(FIRST, template(tmp_path, f"<p>整改{words}</p>"), formats=[])
    assert [issue.code for issue in errors(caught.value.issues)] == ["B501"]
    assert caught.value.issues[0].place.startswith("own/document.xml.j2:2")


# ── what is no plain file ────────────────────────────────────────────────────────────────────────────────


def test_a_template_of_100_mb_is_not_read(tmp_path: Path, figures: Figures) -> None:
    found = template(tmp_path, "<p>鼠</p>")
    with (tmp_path / "own" / "document.xml.j2").open("ab") as file:
        file.truncate(100_000_000)
    with pytest.raises(TemplateRefused) as caught:
        compose(figures, found)
    assert "larger than 200,000 bytes" in caught.value.issues[0].message


@pytest.mark.parametrize("name", ["document.xml.j2", "template.toml", "map.png"])
@pytest.mark.parametrize("target", ["/etc/passwd", "/dev/zero", "../secret", "own/map.png", "pipe"])
def test_a_link_out_of_the_folder_and_what_is_no_file_are_not_read(
    tmp_path: Path, figures: Figures, name: str, target: str
) -> None:
    inside = tmp_path / "office"
    inside.mkdir()
    (tmp_path / "secret").write_text('title = "t"\nlayout = "news"\n', "utf-8")
    template(inside, '<picture src="map.png" alt="鼠"/>')
    path = inside / "own" / name
    path.unlink(missing_ok=True)
    if target == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(target if target.startswith("/") else f"../{target}")
    with pytest.raises(TemplateRefused) as caught:
        compose(figures, find_template(str(inside / "own")))
    assert caught.value.issues[0].code in ("B401", "B410")


def test_a_template_folder_that_is_a_link_out_of_the_shelf_is_not_read(
    tmp_path: Path, figures: Figures
) -> None:
    (tmp_path / "elsewhere").mkdir()
    template(tmp_path / "elsewhere", "<p>鼠</p>")
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "own").symlink_to(tmp_path / "elsewhere" / "own")
    with pytest.raises(TemplateRefused) as caught:
        compose(figures, "own", [shelf])
    assert "a link leads out of its folder" in caught.value.issues[0].message


@pytest.mark.parametrize(
    "manifest",
    [
        "", "=", "title = 1\nlayout = 'news'", "title = 't'\nlayout = ['news']", "title = 't'",
        f"{MANIFEST}requires = 'now.problems'", f"{MANIFEST}requires = [1]", f"{MANIFEST}requires = [[]]",
        f"{MANIFEST}texts = 1", f"{MANIFEST}[texts]\na = 1", f"{MANIFEST}[texts]\na = {{b = 'c'}}",
        f"{MANIFEST}ledger = 'all'", f"{MANIFEST}ledger = {{}}", f"{MANIFEST}x = {'[' * 20_000}",
        f"{MANIFEST}{'a.' * 2_000}b = 1", MANIFEST + "#" * 60_000, f"{MANIFEST}\x00",
        "title = 't'\nlayout = '../../secret'", "title = 't'\nlayout = '/etc/passwd'",
        "title = 't'\nlayout = 'news\\u0000'", "title = 't'\nlayout = 'nothere'",
    ],
)  # fmt: skip
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, figures: Figures, manifest: str) -> None:
    with pytest.raises(TemplateRefused) as caught:
        compose(figures, template(tmp_path, "<p>鼠</p>", manifest))
    assert caught.value.issues[0].code in ("B401", "B601")


@pytest.mark.parametrize(
    "layout",
    [
        "[role.body]\nsize = 1e9", "[role.body]\nsize = 0", "[role.body]\nsize = -1",
        "[role.body]\nsize = nan",
        "[role.body]\nsize = inf", "[role.body]\nsize = '16'", "[role.body]\nsize = true",
        "[role.body]\nbefore = 1e9", "[role.body]\nfit = 1", "[page]\nlines = 1000000", "[page]\nlines = 0",
        "[page]\nwidth = 1e300", "[page]\nheight = 0", "[role.body]\ncolor = 'red'",
        "[role.body]\ncolor = '000000; background: url(file:///etc/passwd)'",
        "[role.body]\nalign = 'left; background: url(file:///etc/passwd)'",
        "[role.body]\nface = 'x; background: url(file:///etc/passwd)'",
        "[role.body]\nstyle = ''", '[role.body]\nstyle = "a\\u0000b"', "[role.body]\nstyle = 1",
        "[role.'a{}*{background: url(file:///etc/passwd)}']\nstyle = 'a'\nface = 'heiti'\nsize = 16",
        "[role.body]\nunknown = 1", "role = 1", "page = 1", "frame = 1", "follows = 'my own'",
        "extends = 'own'", "extends = '../news'", "extends = ['news']", "x = " + "[" * 20_000,
        "#" * 200_000,
    ],
)  # fmt: skip
def test_a_layout_with_values_no_page_has_is_refused(tmp_path: Path, layout: str) -> None:
    (tmp_path / "layouts").mkdir()
    begins = "" if layout.startswith("extends") else "extends = 'gbt9704'\n"
    (tmp_path / "layouts" / "own.toml").write_text(begins + layout, "utf-8")
    with pytest.raises(TemplateRefused) as caught:
        read_layout("own", [tmp_path])
    assert caught.value.issues[0].code == "B601"
