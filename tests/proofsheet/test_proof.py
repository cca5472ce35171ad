"""The proof (校对稿): what the page holds, escapes and refuses, and the command that makes it."""

import base64
import copy
import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from bulletin import build, check, cli, load, tally
from bulletin.issues.catalogue import Language
from bulletin.issues.errors import DataRefused, ToolMissing
from bulletin.ledger.account import CLOSED
from bulletin.ledger.entries import to_json
from bulletin.proofsheet import page
from bulletin.proofsheet.changes import changes_of
from bulletin.proofsheet.phrases import KEYS, WORDS
from bulletin.proofsheet.phrases import rounding as said_rounding
from bulletin.proofsheet.watching import PAUSE, Seen, inputs, seen, watch
from bulletin.typography import fonts
from tests.helpers.proofs import proof_of

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
ROUND4 = EXAMPLES / "round4.json"


def html(source: Any, **options: Any) -> str:
    return proof_of(source, **options).html.decode()


def state(page: str) -> Any:
    """What the script of the page knows."""
    (content,) = re.findall(r'<script type="application/json" id="proof-data">(.*?)</script>', page)
    return json.loads(content)


def mark(page: str, figure: str) -> Any:
    return next(mark for mark in state(page)["marks"] if mark["figure"] == figure)


class Read(HTMLParser):
    """The tags of a page, and its text inside `<article>`."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text, self.inside = "", False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside |= tag == "article"

    def handle_endtag(self, tag: str) -> None:
        self.inside &= tag != "article"

    def handle_data(self, data: str) -> None:
        self.text += data if self.inside else ""

    def all(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        return [has for name, has in self.tags if name == tag and attributes.items() <= has.items()]


# ── what it holds ────────────────────────────────────────────────────────────────────────────────────────


def test_a_rate_tells_its_formula_its_exact_value_its_rounding_and_its_sources() -> None:
    rate = mark(html(ROUND4), "now.rectified.rate")
    assert (rate["label"], rate["printed"], rate["number"]) == ("整改率", "90.9%", 30)
    assert rate["formula"] == "整改到位310 ÷ 发现问题341"
    assert rate["exact"] == "10/11 ≈ 90.909091%"
    assert rate["rounding"] == {"zh": "四舍五入，保留1位小数", "en": "half up, to 1 decimal"}
    assert rate["at"] == "news/document.xml.j2:44"
    assert [(origin["place"], origin["said"]) for origin in rate["origins"]] == [
        ("/scopes/0/results/problems/by/state/items/rectified", "整改到位 310个"),
        ("/scopes/0/results/problems/n", "发现问题 341个"),
    ]


@pytest.mark.parametrize("name", ["round4", "circular", "first"])
def test_every_number_is_to_be_ticked_and_every_value_can_be_pointed_at(name: str) -> None:
    made = proof_of(EXAMPLES / f"{name}.json")
    read = Read(made.html.decode())
    kinds = {"count", "amount", "rate", "points", "date"}
    numbers = [str(entry.occurrence) for entry in made.ledger.entries if entry.kind in kinds]
    assert [box["data-n"] for box in read.all("input", type="checkbox")] == numbers
    assert [value["id"] for value in read.all("data", role="button")] == [
        f"bulletin_n{entry.occurrence}" for entry in made.ledger.entries
    ]
    plain = build(EXAMPLES / f"{name}.json", formats=["html"], embed="none").contents["html"].decode()
    body = plain.replace("<body>", "<body><article>").replace("</body>", "</article></body>")
    assert read.text.strip() == Read(body).text.strip()


def test_words_say_what_they_are_and_are_not_ticked() -> None:
    words = mark(html(ROUND4), "issuer.committee")
    assert (words["number"], words["kind"], words["label"]) == (0, "words", "党委")
    assert mark(html(ROUND4), "now.since")["label"] == "统计范围 · 前三轮 · 起"


def test_the_data_stands_beside_it_with_terms_values_and_places() -> None:
    made = html(ROUND4)
    for said in ("统计范围 · 前三轮", "/scopes/0/results/problems/n", ">341个<", "2 处", "巡察轮次 · 1、2"):
        assert said in made
    assert mark(made, "now.inspected.by.object.departments")["rows"] == [
        row for row, place in enumerate(places(made)) if place == "/rounds/0/inspected/departments"
    ]


def places(made: str) -> list[str]:
    """The places of the rows of the data table."""
    return re.findall(r"<tr data-row.*?<code>(.*?)</code>", made)


def test_a_number_of_the_data_that_nothing_prints_is_shown_as_such(first: dict[str, Any]) -> None:
    first["scopes"][0]["results"]["files_read"] = {"n": 17, "compared": {"label": "上年", "value": 16}}
    made = html(first)
    (row,) = [row for row in re.findall(r"<tr data-row.*?</tr>", made) if "compared/value" in row]
    assert "unprinted" in row
    assert "未印" in row


CHINESE = {
    "格式": 1,
    "类型": "巡察",
    "发布单位": {"名称": "云川县委巡察办"},
    "文档": {"主题": ["巡察见实效"], "成文日期": "2026-09-18"},
    "统计范围": [
        {
            "名称": "第一轮",
            "本次通报": True,
            "结果": {
                "被巡察单位": 3,
                "发现问题": {
                    "数": 12,
                    "按": {"state": {"口径": "合计", "分项": {"整改到位": 9}, "其余": "限期整改"}},
                },
            },
        }
    ],
}


def test_chinese_keys_speak_for_themselves(tmp_path: Path) -> None:
    (tmp_path / "数据.json").write_text(json.dumps(CHINESE, ensure_ascii=False), "utf-8")
    made = html(tmp_path / "数据.json")
    assert "/统计范围/0/结果/发现问题/数" in places(made)
    assert "统计范围 · 第一轮" in made
    assert mark(made, "issuer.name")["label"] == "名称"
    said = [origin["said"] for origin in mark(made, "now.rectified.rate")["origins"]]
    assert said == ["整改到位 9个", "发现问题 12个"]


def test_a_workbook_is_pointed_at_by_its_cells(tmp_path: Path) -> None:
    assert cli.main(["workbook", "from", str(ROUND4), str(tmp_path / "round4.xlsx")]) == 0
    origins = mark(html(tmp_path / "round4.xlsx"), "now.rectified.rate")["origins"]
    assert all(re.search(r"![A-Z]+[0-9]+$", origin["place"]) for origin in origins)


def test_claims_and_issues_are_listed(round4: dict[str, Any]) -> None:
    made = html(ROUND4)
    (claims,) = re.findall(r'<table id="claims">(.*?)</table>', made, re.DOTALL)
    assert claims.count("<tr data-rows") == 5
    assert "全部（均）" in claims
    assert "B606" in made
    round4["scopes"][0]["results"]["problems_fed_back"] = 340
    issues = [issue for issue in proof_of(round4).issues if issue.code != "B606"]
    shown = [entry["zh"][0] for entry in state(html(round4))["issues"]]
    assert len(shown) == len(issues) + 1


def test_a_claim_that_is_printed_as_words_is_listed_and_not_ticked(round4: dict[str, Any]) -> None:
    round4["plan"]["objects"]["compared"]["difference"] = 0
    made = html(round4)
    same = mark(made, "plan.objects.compared.difference")
    assert (same["printed"], same["kind"], same["number"]) == ("持平", "claim", 0)
    (claims,) = re.findall(r'<table id="claims">(.*?)</table>', made, re.DOTALL)
    assert f'data-go="{same["n"]}"' in claims
    assert ">持平</td>" in claims


def test_the_ledger_and_the_data_are_named_by_their_digests(tmp_path: Path) -> None:
    made = proof_of(ROUND4)
    known = state(made.html.decode())
    assert known["ledger"] == {
        "name": "round4.ledger.json",
        "sha256": sha256(to_json(made.ledger)).hexdigest(),
    }
    assert known["data"] == {"name": "round4.json", "sha256": sha256(ROUND4.read_bytes()).hexdigest()}
    build(ROUND4, formats=["txt"], into=tmp_path, ledger=True)
    assert sha256((tmp_path / "round4.ledger.json").read_bytes()).hexdigest() == known["ledger"]["sha256"]


def test_the_same_data_gives_the_same_bytes() -> None:
    assert proof_of(ROUND4).html == proof_of(ROUND4).html


# ── the file alone ───────────────────────────────────────────────────────────────────────────────────────


def test_the_faces_are_inside_and_draw_every_character_of_the_document() -> None:
    made = html(ROUND4)
    rules = re.findall(r'font-family: "proof-(\w+)"; src: url\("data:font/woff2;base64,([^"]+)"', made)
    drawn: set[int] = set()
    for _, content in rules:
        with TTFont(io.BytesIO(base64.b64decode(content))) as font:
            drawn |= set(font.getBestCmap())
    assert {"fangsong", "kaiti", "xiaobiaosong", "interface"} <= {family for family, _ in rules}
    assert [c for c in Read(made).text if ord(c) not in drawn and not c.isspace()] == []
    assert len(made) < 600_000


def test_nothing_outside_the_file_is_named() -> None:
    read = Read(html(ROUND4))
    (policy,) = read.all("meta", **{"http-equiv": "Content-Security-Policy"})
    script = (ROOT / "bulletin" / "proofsheet" / "page.js").read_text("utf-8")
    digest = base64.b64encode(sha256(script.encode()).digest()).decode()
    assert str(policy["content"]).startswith(f"default-src 'none'; script-src 'sha256-{digest}';")
    named = [
        has.get(name) for _, has in read.tags for name in ("src", "href", "action", "srcset") if name in has
    ]
    assert named == ["#document", "#lists"]
    assert not re.search(r"""(?<!data:)https?://|@import|url\((?!"data:)""", html(ROUND4))


def test_a_layouts_rules_hold_inside_the_document_alone() -> None:
    rules = "p, .a td { x: .1 }\nhtml { y: 2 }\n@page :left { @top { z: 3 } }\n@media print { .b { c: 6 } }\n"
    screen = "@media screen { body { a: 4 } .b.c { b: 5 } }"
    assert page.scoped(rules + screen, "#paper").splitlines() == [
        "#paper p, #paper .role-a td { x: .1 }",
        "#paper { y: 2 }",
        "@page :left { @top { z: 3 } }",
        "#paper { a: 4 }",
        "#paper .role-b.role-c { b: 5 }",
    ]


def test_a_role_cannot_be_taken_for_a_part_of_the_page(first: dict[str, Any]) -> None:
    first["issuer"]["name"] = 'class="note">'
    read = Read(html(first))
    outside = read.tags[: next(i for i, (tag, _) in enumerate(read.tags) if tag == "article")]
    assert not [has for _, has in outside if "role-" in (has.get("class") or "")]
    assert [has for tag, has in read.tags if tag == "p" and has.get("class") == "role-source"]
    assert 'class="note"' in read.text


HOSTILE = "</script><img src=x onerror=alert(1)>\"'&<!--\u2028\u2029]]>"


def test_whatever_the_data_says_stays_text(first: dict[str, Any], circular: dict[str, Any]) -> None:
    plain = Read(html(circular)).tags
    circular["issuer"]["name"] = circular["document"]["printed_by"] = "</script><b>\"'&"
    circular["scopes"][0]["label"] = "前“两轮”</article></code>"
    hostile = Read(html(circular)).tags  # a longer title has another number of breaks
    assert [tag for tag, _ in hostile if tag != "br"] == [tag for tag, _ in plain if tag != "br"]
    first["issuer"]["name"] = "甲</script><!--"
    made = html(first)
    assert made.count("</script>") == made.count("<script") == 2
    assert mark(made, "issuer.name")["printed"] == "甲</script><!--"


def test_the_data_for_the_script_ends_nothing_and_misleads_nobody() -> None:
    written = page._as_data({"a": HOSTILE})  # noqa: SLF001  # the one door to the script
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"a": HOSTILE}


# ── the edition before ───────────────────────────────────────────────────────────────────────────────────


def test_what_differs_from_the_edition_before_says_what_it_was(round4: dict[str, Any]) -> None:
    results = round4["scopes"][0]["results"]
    results["problems"]["by"]["state"]["items"]["rectified"] = 280
    del results["talks"]
    round4["document"]["date"] = "2018-05-29"
    made = html(ROUND4, previous=round4)
    changed = [
        each["figure"] for each in state(made)["marks"] if (each["change"] or {}).get("kind") == "changed"
    ]
    assert changed == ["document.date", "now.problems.by.state.rectified", "now.rectified.rate",
                       "now.problems.by.state.rest"]  # fmt: skip
    assert mark(made, "now.rectified.rate")["change"] == {"kind": "changed", "printed": "82.1%"}
    assert mark(made, "document.date")["change"]["printed"] == "2018年5月29日"
    assert mark(made, "now.talks")["change"] == {"kind": "new", "printed": ""}
    assert mark(made, "now.problems")["change"]["kind"] == "same"
    assert mark(made, "issuer.name")["change"] is None
    assert "4 个数字有变化" in made


def test_a_share_that_prints_the_same_but_is_not_is_marked(round4: dict[str, Any]) -> None:
    round4["document"]["printing"] = {"decimals": 0}
    now = copy.deepcopy(round4)
    round4["scopes"][0]["results"]["problems"]["by"]["state"]["items"]["rectified"] = 309
    change = mark(html(now, previous=round4), "now.rectified.rate")["change"]
    assert change == {"kind": "changed", "printed": "91%"}  # 90.6% and 90.9%


def test_rounds_are_told_by_their_ordinals_not_by_their_place(round4: dict[str, Any]) -> None:
    made = html(ROUND4, previous={**round4, "rounds": [round4["rounds"][0], round4["rounds"][2]]})
    fourth = mark(made, "rounds.2.inspected.by.object.townships")
    assert fourth["change"] == {"kind": "same", "printed": "4个"}
    assert mark(made, "rounds.1.inspected.by.object.townships")["change"]["kind"] == "new"


def test_what_shrank_since_the_edition_before_is_among_the_checks(round4: dict[str, Any]) -> None:
    before = copy.deepcopy(round4)
    before["scopes"][0] |= {"until": "2018-05"}
    before["scopes"][0]["results"]["talks"] = 2000
    round4["scopes"][0] |= {"until": "2018-08"}
    assert "B301" in [issue.code for issue in proof_of(round4, previous=before).issues]


def test_without_an_edition_before_nothing_is_said_of_changes() -> None:
    made = html(ROUND4)
    assert 'id="panel-changes"' not in made
    assert all(each["change"] is None for each in state(made)["marks"])


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("language", "tag", "said"), [("zh", "zh-CN", "签核清单"), ("en", "en", "Sign-off")])
def test_the_page_opens_in_the_language_asked_for(language: Language, tag: str, said: str) -> None:
    made = html(ROUND4, language=language)
    assert f'<html lang="{tag}">' in made
    assert f">{said}</span>" in made
    assert "整改率" in made


def test_every_word_of_the_page_is_there_in_both_languages_and_used() -> None:
    folder = ROOT / "bulletin" / "proofsheet"
    files = ("page.py", "panels.py", "lists.py", "page.js")
    code = "".join((folder / name).read_text("utf-8") for name in files)
    made = {f"key_{key}{end}" for key in KEYS for end in ("", "_does")}
    made |= {key for key in WORDS if re.match(r"(tab|show|claim|severity|signature|legend|skip)_", key)}
    made |= {"changed", "same", "new"}
    assert [key for key in WORDS if key not in made and not re.search(rf"""["']{key}["']""", code)] == []
    asked = re.findall(r"""\b(?:w|say|tell|named)\(["'](\w+)["']""", code)
    assert set(asked) <= set(WORDS)


@pytest.mark.parametrize(
    ("form", "rounding", "zh", "en"),
    [
        ("decimals=1", "half_up", "四舍五入，保留1位小数", "half up, to 1 decimal"),
        ("decimals=0", "half_even", "四舍六入五成双，保留整数", "half to even, to whole numbers"),
        (
            "myriad=2",
            "truncate",
            "去尾，以万为单位，保留2位小数",
            "cut off, in units of 10,000, to 2 decimals",
        ),
        (
            "decimals=1 closed=20.1",
            CLOSED,
            "各项合计调整为100%，保留1位小数",
            "closed with its list to 100%, to 1 decimal",
        ),
    ],
)
def test_every_way_of_rounding_has_words(form: str, rounding: str, zh: str, en: str) -> None:
    rate = next(entry for entry in proof_of(ROUND4).ledger.entries if entry.kind == "rate")
    places = int(form[form.index("=") + 1])
    assert said_rounding(replace(rate, form=form, rounding=rounding, decimals=places)) == {"zh": zh, "en": en}


def test_what_a_closed_share_was_is_not_what_it_is_now(round4: dict[str, Any]) -> None:
    now, before = tally(load(ROUND4)), copy.deepcopy(round4)
    before["scopes"][0]["results"]["problems"]["by"]["state"]["items"]["rectified"] = 280
    rate = next(each for each in proof_of(ROUND4).ledger.entries if each.figure == "now.rectified.rate")
    closed = replace(rate, form="decimals=0 closed=91")
    assert changes_of([closed], now, tally(load(before)))[rate.occurrence].printed == "82%"


# ── what it refuses ──────────────────────────────────────────────────────────────────────────────────────


def test_data_at_fault_is_refused_and_nothing_written(round4: dict[str, Any], tmp_path: Path) -> None:
    round4["scopes"][0]["results"]["leads_closed_after_check"] = 152
    with pytest.raises(DataRefused):
        proof_of(round4, into=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_faces_it_is_refused_as_a_pdf_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_stand_ins", dict)
    monkeypatch.delenv("BULLETIN_FONTS")
    fonts.font_files.cache_clear()
    with pytest.raises(ToolMissing, match="B602"):
        proof_of(ROUND4)


def test_a_proof_of_a_file_that_changes_meanwhile_shows_what_was_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "round4.json"
    file.write_bytes(ROUND4.read_bytes())

    def changing(*arguments: Any) -> Any:
        file.write_text(file.read_text("utf-8").replace("341", "999"), "utf-8")
        return check(*arguments)

    monkeypatch.setattr("bulletin.drafting.examine.check", changing)
    assert proof_of(file).html == proof_of(ROUND4).html
    assert "999" in file.read_text("utf-8")


# ── the command ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_writes_one_file_and_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["proof", str(ROUND4), "--into", str(tmp_path), "--lang", "zh"]) == 0
    (file,) = tmp_path.iterdir()
    assert file.name == "round4.proof.html"
    assert capsys.readouterr().out.splitlines()[-1] == str(file)
    assert file.read_bytes() == proof_of(ROUND4).html


def test_the_command_takes_the_choices_of_a_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = str(EXAMPLES / "circular.json")
    before = tmp_path / "before.json"
    before.write_text(Path(source).read_text("utf-8").replace("〔2026〕8号", "〔2026〕7号"), "utf-8")
    words = ["proof", source, "--template", "circular", "--into", str(tmp_path), "--date", "2026-10-01"]
    assert cli.main([*words, "--previous", str(before), "--lang", "en", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    file = Path(answer["files"]["proof"])
    assert file.name == "circular-circular.proof.html"
    assert "2026年10月1日" in file.read_text("utf-8")
    assert answer["figures"] > 50
    states = {row["place"]: row["state"] for row in answer["account"]}
    assert states["/scopes/0/results/problems/n"] == "printed"
    assert "reported" not in states.values()


def test_the_command_refuses_what_a_build_refuses(tmp_path: Path) -> None:
    assert cli.main(["proof", str(tmp_path / "missing.json")]) == 66
    assert cli.main(["proof", str(ROUND4), "--template", "nowhere"]) == 78


# ── watching ─────────────────────────────────────────────────────────────────────────────────────────────


class Asleep:
    """Stands in for the clock: each sleep does the next thing, and the last interrupts."""

    def __init__(self, *things: Callable[[], object]) -> None:
        self.things, self.pauses = list(things), list[float]()

    def __call__(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if not self.things:
            raise KeyboardInterrupt
        self.things.pop(0)()


def test_watching_makes_it_again_after_each_change_and_only_then() -> None:
    looks: list[Seen] = [{}]
    made: list[int] = []
    asleep = Asleep(
        lambda: None, lambda: looks.append({Path("a"): (1, 1)}), lambda: None,
        lambda: looks.append({Path("a"): (2, 1)}),
    )  # fmt: skip
    with pytest.raises(KeyboardInterrupt):
        watch(lambda: looks[-1], lambda: made.append(len(looks)), asleep)
    assert made == [1, 2, 3]
    assert asleep.pauses == [PAUSE] * 5


def test_a_change_during_the_making_is_not_missed() -> None:
    looks: list[Seen] = [{}]
    made: list[int] = []

    def make() -> None:
        made.append(1)
        if len(made) == 1:
            looks.append({Path("a"): (1, 1)})

    with pytest.raises(KeyboardInterrupt):
        watch(lambda: looks[-1], make, Asleep())
    assert len(made) == 2


def test_data_codelist_templates_and_layouts_are_watched(tmp_path: Path) -> None:
    for name in ("own/letter/document.xml.j2", "own/letter/template.toml", "own/layouts/narrow.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    watched = set(inputs("data/a.json", "data/b.json", "c.toml", search=[tmp_path / "own"]))
    assert {Path("data/a.json"), Path("data/b.json"), Path("c.toml"), Path("data/indicators.toml")} <= watched
    assert {tmp_path / "own/letter/document.xml.j2", tmp_path / "own/layouts/narrow.toml"} <= watched
    assert {path.name for path in watched} >= {"gbt9704.toml", "results.xml.j2"}
    assert set(inputs("a.json", template=str(tmp_path / "own/letter"))) >= {
        tmp_path / "own/layouts/narrow.toml"
    }
    assert seen([tmp_path / "nowhere"]) == {}


def test_an_error_while_watching_leaves_the_last_good_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, page_file = tmp_path / "round4.json", tmp_path / "out" / "round4.proof.html"
    data.write_bytes(ROUND4.read_bytes())
    good: list[bytes] = []

    def spoil() -> None:
        good.append(page_file.read_bytes())
        data.write_bytes(
            ROUND4.read_bytes().replace(b'"leads_closed_after_check": 71', b'"leads_closed_after_check": 152')
        )

    def remove() -> None:
        good.append(page_file.read_bytes())
        data.unlink()

    def mend() -> None:
        good.append(page_file.read_bytes())
        data.write_bytes(ROUND4.read_bytes().replace(b'"talks": 1574', b'"talks": 1575'))

    monkeypatch.setattr("bulletin.cli.proof.time.sleep", Asleep(spoil, remove, mend))
    assert cli.main(["proof", str(data), "--into", str(tmp_path / "out"), "--watch", "--lang", "en"]) == 130
    assert good[0] == good[1] == good[2]
    assert "1575" in page_file.read_text("utf-8")
    said = capsys.readouterr()
    assert said.out.count(str(page_file)) == 2
    assert "Reload the page after each change." in said.err
    assert "The last good page was left as it was." in said.err
    assert "leads_closed_after_check" in said.err


def test_a_layout_is_read_anew_while_watching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, out = tmp_path / "own", tmp_path / "out" / "round4.proof.html"
    shutil.copytree(ROOT / "templates" / "news", own / "news")
    (own / "layouts").mkdir()
    source = 'style = "来源"\nface = "kaiti"\nsize = 12\n'
    (own / "layouts" / "news.toml").write_text(f'extends = "gbt9704"\n[role.source]\n{source}', "utf-8")
    sizes: list[bool] = []

    def resize() -> None:
        sizes.append("font: normal 11pt" in out.read_text("utf-8"))
        file = own / "layouts" / "news.toml"
        file.write_text(file.read_text("utf-8").replace("size = 12", "size = 11.0"), "utf-8")

    monkeypatch.setattr("bulletin.cli.proof.time.sleep", Asleep(resize))
    words = ["proof", ROUND4, "--templates", own, "--into", out.parent, "--watch"]
    assert cli.main([str(word) for word in words]) == 130
    assert (sizes, "font: normal 11pt" in out.read_text("utf-8")) == ([False], True)


def test_watching_a_file_that_is_not_there_ends_at_once(tmp_path: Path) -> None:
    assert cli.main(["proof", str(tmp_path / "missing.json"), "--watch"]) == 66


def test_a_character_that_another_face_lends_is_among_the_checks(first: dict[str, Any]) -> None:
    first["issuer"]["name"] = "云喆县委巡察办"
    assert "B608" in [issue.code for issue in proof_of(first).issues]


def test_numbers_in_peoples_own_words_are_listed_with_who_vouches(round4: dict[str, Any]) -> None:
    round4["text"] = {"outlook": "按照云办发〔2018〕12号文件，全县128个村均已宣讲。"}
    round4["records"] = {"vouched": [{"words": "全县128个村", "by": "示例同志", "why": "名录"}]}
    made = html(round4)
    (typed,) = re.findall(r'<table id="typed">(.*?)</table>', made, re.DOTALL)
    assert typed.index("全县128个村") < typed.index("〔2018〕12号")
    assert "示例同志：名录" in typed
    assert "其中1处由人确认" in made


def test_what_is_given_and_not_printed_is_listed(round4: dict[str, Any]) -> None:
    (scope,) = [each for each in round4["scopes"] if each.get("reported")]
    scope["results"]["made_known"] = 7
    (listed,) = re.findall(r'<table id="unprinted">(.*?)</table>', html(round4), re.DOTALL)
    assert "now.made_known" in listed
    assert "文稿没有印出" in listed
