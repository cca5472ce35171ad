"""The ledger of a document: what it says, how much of it travels, and where."""

import contextlib
import io
import json
import re
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from bulletin import Built, BulletinError, build
from bulletin.ledger.entries import (
    ClaimEntry,
    Entry,
    Ledger,
    LedgerOperand,
    LedgerUnreadable,
    Relation,
    digest_of,
    from_json,
    reduced,
    to_json,
)

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def built() -> Built:
    return build(EXAMPLES / "round4.json", formats=("docx", "pdf", "html"), ledger=True)


@pytest.fixture
def ledger(built: Built) -> Ledger:
    return built.ledger


def entry(ledger: Ledger, figure: str) -> Entry:
    return next(entry for entry in ledger.entries if entry.figure == figure)


def relation(ledger: Ledger, figure: str) -> Relation:
    return next(relation for relation in ledger.relations if relation.figure == figure)


# ── what it says ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_rate_is_entered_with_its_formula_and_rounding(ledger: Ledger) -> None:
    rate = entry(ledger, "now.rectified.rate")
    assert (rate.printed, rate.value, rate.formula) == ("90.9%", "10/11", "整改到位310 ÷ 发现问题341")
    assert (rate.decimals, rate.rounding, rate.operation) == (1, "half_up", "ratio")
    assert rate.pointers == (
        "/scopes/0/results/problems/by/state/items/rectified",
        "/scopes/0/results/problems/n",
    )
    assert re.fullmatch(r"shared/results\.xml\.j2:\d+|news/document\.xml\.j2:\d+", rate.at)


def test_every_value_stands_where_the_ledger_says(ledger: Ledger) -> None:
    for each in ledger.entries:
        assert ledger.text[each.line][each.start :].startswith(each.printed)
    assert [each.occurrence for each in ledger.entries] == list(range(1, 87))


def test_the_data_and_the_templates_are_named_by_their_digests(ledger: Ledger) -> None:
    assert ledger.digest == digest_of((EXAMPLES / "round4.json").read_bytes())
    assert re.fullmatch("[0-9a-f]{64}", ledger.template_digest)
    assert (ledger.template, ledger.source, ledger.date) == ("news", "round4.json", "2018-08-29")
    assert (ledger.issuer, ledger.scope) == ("榆阳区纪委", "前三轮")
    assert ledger.versions[0] == "bulletin 0.2.0"


def test_claims_without_numerals_are_entered_with_the_line_that_makes_them(ledger: Ledger) -> None:
    claims = {(claim.figure, claim.kind): claim for claim in ledger.claims}
    claim = claims["now.petitions_transferred", "all"]
    assert (claim.label, claim.value, claim.unit) == ("移交信访", "46", "件")
    assert re.fullmatch(r"shared/results\.xml\.j2:\d+", claim.at)


def test_a_claim_in_words_is_an_entry(round4: dict[str, Any]) -> None:
    sanctioned = round4["scopes"][0]["results"]["sanctioned"]
    sanctioned.update(n=38, by={"sanction": {"basis": "partition", "items": {"party_warning": 38}}})
    claims = [each for each in build(round4, formats=()).ledger.entries if each.kind == "claim"]
    assert [(each.figure, each.printed, each.form) for each in claims] == [
        ("now.sanctioned.by.sanction.party_warning", "党内警告", "claim:only"),
    ]


def test_given_parts_and_their_whole_are_related(ledger: Ledger) -> None:
    related = relation(ledger, "now.sanctioned")
    assert related.operation == "sum"
    assert [(operand.label, operand.value) for operand in related.operands] == [
        ("党内警告", "29"), ("党内严重警告", "2"), ("撤销党内职务", "1"),
        ("留党察看", "1"), ("开除党籍", "4"), ("开除公职", "1"),
    ]  # fmt: skip


def test_one_fact_has_one_name_in_all_relations(ledger: Ledger) -> None:
    named = {
        operand.figure for each in ledger.relations for operand in each.operands if operand.value == "310"
    }
    assert named == {next(each.figure for each in ledger.entries if each.printed == "310个")}


# ── how much of it travels ───────────────────────────────────────────────────────────────────────────────


def made(
    *entries: Entry, claims: tuple[ClaimEntry, ...] = (), relations: tuple[Relation, ...] = ()
) -> Ledger:
    text = tuple(each.printed for each in entries)
    placed = tuple(replace(each, occurrence=i + 1, line=i, start=0) for i, each in enumerate(entries))
    return Ledger(
        "a", "题", "news", "", "", "", "a.json", "", "", "full", (), text, placed, claims, relations
    )


def number(figure: str, printed: str, value: str, **others: Any) -> Entry:
    known = {"decimals": None, "rounding": "", "operation": "given", "kind": "count", **others}
    return Entry(
        0, figure, figure, unit="件", form="", formula=f"{figure}{value}", pointers=(f"/{figure}",), at="",
        line=0, start=0, printed=printed, value=value, **known,
    )  # fmt: skip


RATE = number("a.rate", "50%", "1/2", decimals=0, rounding="half_up", operation="ratio", kind="rate")
HALF = Relation("a.rate", "占比", "ratio", (LedgerOperand("a", "a", "23"), LedgerOperand("b", "b", "46")))


def test_a_formula_travels_when_all_of_it_is_printed() -> None:
    whole = made(number("a", "23件", "23"), number("b", "46件", "46"), RATE, relations=(HALF,))
    assert reduced(whole, "printed") == replace(whole, detail="printed")


def test_a_formula_stays_in_the_office_when_part_of_it_is_not_printed() -> None:
    told = reduced(made(number("a", "23件", "23"), RATE, relations=(HALF,)), "printed")
    assert [(each.value, each.formula, each.pointers) for each in told.entries] == [
        ("23", "a23", ("/a",)), ("", "", ()),
    ]  # fmt: skip
    assert told.relations == ()
    assert b"46" not in to_json(told)


def test_the_exact_value_of_a_rounded_number_stays_in_the_office() -> None:
    told = reduced(made(number("a", "62.7万", "627060", decimals=1, rounding="half_up")), "printed")
    assert b"627060" not in to_json(told)


def test_a_claim_lets_its_value_travel_only_if_it_is_printed() -> None:
    claim = ClaimEntry("a", "a", "all", "46", "件", ("/a",), "")
    rate = Relation("a.rate", "占比", "ratio", (LedgerOperand("a", "a", "46"), LedgerOperand("b", "b", "46")))
    told = reduced(made(number("b", "46件", "46"), claims=(claim,), relations=(rate,)), "printed")
    assert told.claims == (claim,)
    told = reduced(made(number("c", "1件", "1"), claims=(claim,), relations=(rate,)), "printed")
    assert told.claims == (replace(claim, value=""),)


def test_nothing_travels_where_the_template_says_none(tmp_path: Path) -> None:
    own = tmp_path / "notice"
    own.mkdir()
    (own / "template.toml").write_text('title = "公告"\nlayout = "news"\nledger = "none"\n', "utf-8")
    (own / "document.xml.j2").write_text("<document><p>共{{ now.inspected }}。</p></document>", "utf-8")
    made_of = build(EXAMPLES / "round4.json", str(own), formats=("docx", "html", "pdf"))
    with zipfile.ZipFile(io.BytesIO(made_of.contents["docx"])) as package:
        assert not [name for name in package.namelist() if name.startswith("customXml")]
        assert digest_of(to_json(made_of.ledger)) in package.read("docProps/custom.xml").decode()
    assert "problems" not in made_of.contents["html"].decode()
    assert pypdfium2.PdfDocument(made_of.contents["pdf"]).count_attachments() == 0


def test_a_template_that_asks_for_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "template.toml").write_text('title = "a"\nlayout = "news"\nledger = "some"\n', "utf-8")
    (tmp_path / "document.xml.j2").write_text("<document/>", "utf-8")
    with pytest.raises(BulletinError, match=r"B401 .*“some”"):
        build(EXAMPLES / "round4.json", f"{tmp_path}/", formats=())


# ── where it travels ─────────────────────────────────────────────────────────────────────────────────────


def test_a_word_file_holds_it_as_a_part_and_names_it_in_its_properties(built: Built) -> None:
    with zipfile.ZipFile(io.BytesIO(built.contents["docx"])) as package:
        part = package.read("customXml/item1.xml").decode()
        properties = package.read("docProps/custom.xml").decode()
    travelled = to_json(reduced(built.ledger, "printed"))
    assert travelled.decode().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in part
    named = dict(re.findall(r'name="([^"]+)"><vt:lpwstr>([^<]*)', properties))
    assert named == {
        "bulletin.ledger": "round4.ledger.json",
        "bulletin.ledger.sha256": digest_of(built.contents["ledger.json"]),
        "bulletin.ledger.part.sha256": digest_of(travelled),
    }


def test_a_pdf_holds_it_as_an_associated_file(built: Built) -> None:
    document = pypdfium2.PdfDocument(built.contents["pdf"])
    attached = document.get_attachment(0)
    assert (document.count_attachments(), attached.get_name()) == (1, "round4.ledger.json")
    assert from_json(bytes(attached.get_data())) == reduced(built.ledger, "printed")
    assert b"/AFRelationship/Supplement" in streams(built.contents["pdf"]).replace(b" ", b"")


def streams(pdf: bytes) -> bytes:
    """Everything in the streams of a PDF that can be unpacked."""
    unpacked = b""
    for stream in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL):
        with contextlib.suppress(zlib.error):
            unpacked += zlib.decompress(stream)
    return unpacked


def test_a_page_holds_it_as_data_that_nothing_runs(built: Built) -> None:
    page = built.contents["html"].decode()
    found = re.search(
        r'<script type="application/json" id="bulletin-ledger"[^>]*>\n(.*?)</script>', page, re.DOTALL
    )
    assert found
    assert from_json(found[1]) == reduced(built.ledger, "printed")
    assert re.search(r'<data id="bulletin_n\d+" value="now\.talks">', page)


def test_no_ledger_can_end_its_block_in_a_page(round4: dict[str, Any]) -> None:
    round4["document"]["headline"] = ["</script><script>alert()</script>"]
    page = build(round4, formats=("html",)).contents["html"].decode()
    assert page.count("</script>") == 1


@pytest.mark.parametrize(("kind", "sign"), [("ua-1", b'pdfuaid:part="1"'), ("a-2a", b'pdfaid:part="2"')])
def test_another_kind_of_pdf_is_written_on_request(kind: Any, sign: bytes) -> None:
    embed: Any = "none" if kind == "a-2a" else "printed"
    content = build(EXAMPLES / "round4.json", formats=("pdf",), pdf=kind, embed=embed).contents["pdf"]
    assert sign in content


def test_a_pdf_that_cannot_carry_the_ledger_is_refused() -> None:
    with pytest.raises(BulletinError) as refused:
        build(EXAMPLES / "round4.json", formats=("pdf",), pdf="a-2a")
    assert [issue.code for issue in refused.value.issues] == ["B607"]


def test_the_full_ledger_is_written_beside_the_documents(tmp_path: Path) -> None:
    made_of = build(EXAMPLES / "round4.json", formats=("txt",), into=tmp_path, ledger=True, embed="none")
    assert from_json((tmp_path / "round4.ledger.json").read_bytes()) == made_of.ledger


# ── as JSON ──────────────────────────────────────────────────────────────────────────────────────────────


def test_json_gives_the_same_ledger_back(ledger: Ledger) -> None:
    assert from_json(to_json(ledger)) == ledger


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"detail": "some"},
        {"entries": [{}]},
        {"text": []},
        {"relations": [{"figure": "a", "label": "a", "operation": "sum", "operands": [
            {"figure": "b", "label": "b", "value": "1/0"}]}]},
        {"more": 1},
    ],
)  # fmt: skip
def test_json_that_is_no_ledger_is_refused(ledger: Ledger, change: dict[str, Any]) -> None:
    raw = {**json.loads(to_json(ledger)), **change}
    with pytest.raises(LedgerUnreadable):
        from_json(json.dumps(raw))


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000])
def test_bytes_that_are_no_json_are_refused(content: bytes) -> None:
    with pytest.raises(LedgerUnreadable):
        from_json(content)
