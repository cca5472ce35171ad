"""What an edition has to pass before it comes out, in the real formats."""

import json
import shutil
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

import pypdfium2 as pdfium
import pytest

from bulletin import build, cli, verify
from bulletin.ledger.entries import from_json, reduced
from bulletin.publishing import Register
from bulletin.publishing.edition import _read_back
from bulletin.readers import read
from bulletin.workers.pool import Pool
from bulletin.workers.protocol import Answer, Limits, Work

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


def an_office(folder: Path, series: str) -> Path:
    """A folder with one series, its data still missing."""
    (folder / "data").mkdir()
    toml = f'issuer = "云川县纪委监委"\n[series.one]\ntitle = "通报"\napprove = false\n{series}'
    (folder / "bulletin.toml").write_text(toml, "utf-8")
    return folder


def a_month(folder: Path) -> Path:
    """An office with the data of one month, numbered by the register."""
    an_office(folder, 'formats = ["docx"]\n' + MONTHS.replace("2026-07", "2018-01"))
    shutil.copy(EXAMPLES / "office" / "data" / "2018-01.json", folder / "data")
    return folder


def publish(folder: Path, day: str) -> int:
    return cli.main(["publish", "--office", str(folder), "--date", day, "--lang", "en"])


def rows(folder: Path) -> list[tuple[str, str, str]]:
    register = Register(folder)
    found: list[tuple[str, str, str]] = [
        (each.period, each.number, each.state) for each in register.editions()
    ]
    register.close()
    return found


QUARTERS = """every = "quarter"
since = "2026-Q1"
data = "data/{year}-{quarter}.json"
template = "quarterly"
number = "none"
"""
YEARS = """every = "year"
since = "2025"
data = "data/{year}.json"
template = "annual"
"""
MONTHS = """every = "month"
since = "2026-07"
data = "data/{year}-{month:02}.json"
template = "monthly"
number = "register"
code = "云纪监通"
"""


@pytest.mark.parametrize(
    ("series", "example", "data", "row"),
    [
        (QUARTERS, "quarterly", "2026-1", ("2026-Q1", "", "published")),
        (YEARS, "annual", "2025", ("2025", "云巡组〔2026〕1号", "published")),  # the number is in the data
    ],
)
def test_a_series_may_come_by_the_quarter_or_the_year(
    tmp_path: Path, series: str, example: str, data: str, row: tuple[str, str, str]
) -> None:
    an_office(tmp_path, f'formats = ["txt"]\n{series}')
    shutil.copy(EXAMPLES / "kinds" / f"{example}.json", tmp_path / "data" / f"{data}.json")
    assert publish(tmp_path, "2026-08-06") in (0, 66)  # the second quarter has no data
    assert rows(tmp_path) == [row]
    text = (tmp_path / "published" / "one" / row[0] / f"one-{row[0]}.txt").read_text("utf-8")
    assert row[1] in text
    assert "2026年8月6日" in text


def test_a_number_that_the_document_does_not_show_is_not_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = a_month(tmp_path) / "data" / "2018-01.json"
    said = json.loads(data.read_text("utf-8"))
    del said["issuer"]["mark"]
    data.write_text(json.dumps(said), "utf-8")
    assert publish(tmp_path, "2018-02-05") == 65
    assert "does not show its number 云纪监通〔2018〕1号" in capsys.readouterr().err
    shutil.copy(EXAMPLES / "office" / "data" / "2018-01.json", data)
    assert publish(tmp_path, "2018-02-05") == 0
    assert rows(tmp_path) == [("2018-01", "云纪监通〔2018〕1号", "published")]


def test_an_office_whose_own_layout_departs_from_the_standard_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = a_month(tmp_path) / "bulletin.toml"
    toml.write_text(toml.read_text("utf-8") + 'layout = "own"\n', "utf-8")
    own_layout(tmp_path / "templates")
    assert publish(tmp_path, "2018-02-05") == 0
    assert "warning B610" in capsys.readouterr().out


def own_layout(folder: Path) -> Path:
    """A folder with a layout whose upper margin is too wide."""
    (folder / "layouts").mkdir(parents=True)
    (folder / "layouts" / "own.toml").write_text('extends = "gbt9704"\n[page]\ntop = 50\n', "utf-8")
    return folder


def test_a_page_that_is_not_what_its_standard_asks_for_is_named(tmp_path: Path) -> None:
    wide = build(
        EXAMPLES / "circular.json", "circular", formats=["docx"], layout="own", search=[own_layout(tmp_path)]
    )
    claims = replace(wide, document=replace(wide.document, layout="gbt9704"))
    assert _read_back("a", wide) == ()
    assert {(each.code, each.place) for each in _read_back("a", claims)} == {("B731", "a.docx")}


def test_a_written_document_that_says_something_else_than_its_ledger_is_named() -> None:
    said = partial(build, formats=["docx"], ledger=True)
    issued, other = said(EXAMPLES / "first.json"), said(EXAMPLES / "round4.json")
    assert _read_back("a", issued) == ()
    (issue,) = _read_back("a", replace(issued, contents=other.contents))
    assert (issue.code, issue.place) == ("B730", "a.docx")


class Noted(Pool):
    """A pool that keeps whether it was asked for fresh children."""

    asked: ClassVar[list[bool]] = []

    def ask(self, function: Work, argument: object, place: str = "—", *, fresh: bool = False) -> Answer:
        self.asked.append(fresh)
        return super().ask(function, argument, place, fresh=fresh)


def test_only_editions_whose_templates_are_all_shipped_share_a_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_month(tmp_path)
    monkeypatch.setattr("bulletin.publishing.work.Pool", Noted)
    assert publish(tmp_path, "2018-02-05") == 0
    shutil.copytree(ROOT / "templates" / "shared", tmp_path / "templates" / "shared")
    shutil.copy(EXAMPLES / "office" / "data" / "2018-02.json", tmp_path / "data")
    assert publish(tmp_path, "2018-03-05") == 0
    assert Noted.asked == [False, True]


def test_a_document_that_takes_too_long_is_ended_and_its_number_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a_month(tmp_path)
    with monkeypatch.context() as short:
        short.setattr("bulletin.publishing.work.Pool", partial(Pool, Limits(wall=0.05)))
        assert publish(tmp_path, "2018-02-05") == 65
    assert "it took more than 0.05 seconds" in capsys.readouterr().err
    assert rows(tmp_path) == [("2018-01", "云纪监通〔2018〕1号", "allocated")]
    assert publish(tmp_path, "2018-02-05") == 0
    assert rows(tmp_path) == [("2018-01", "云纪监通〔2018〕1号", "published")]


def a_month_with_leads(folder: Path) -> Path:
    """An office whose monthly data also gives leads, which the monthly bulletin does not print."""
    data = a_month(folder) / "data" / "2018-01.json"
    raw = json.loads(data.read_text("utf-8"))
    raw["scopes"][0]["results"]["leads_transferred"] = 5
    data.write_text(json.dumps(raw, ensure_ascii=False), "utf-8")
    return folder


def test_an_edition_stops_at_data_it_does_not_print_until_its_series_accepts_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = a_month_with_leads(tmp_path)
    assert publish(office, "2018-02-05") == 65
    said = "".join(capsys.readouterr())
    line = 'accepted = ["now.leads_transferred"]'
    assert "B749" in said
    assert line in " ".join(said.split())
    settings = office / "bulletin.toml"
    settings.write_text(settings.read_text("utf-8") + line + "\n", "utf-8")
    assert publish(office, "2018-02-05") == 0
    assert [state for *_, state in rows(office)] == ["published"]


def test_a_series_with_the_rules_of_the_first_release_publishes_what_it_does_not_print(
    tmp_path: Path,
) -> None:
    office = a_month_with_leads(tmp_path)
    settings = office / "bulletin.toml"
    settings.write_text(settings.read_text("utf-8") + "printing = {rules = 1}\n", "utf-8")
    assert publish(office, "2018-02-05") == 0


def everything_under(folder: Path) -> str:
    """The text of every file below a folder, of those in packed documents, too, and of their names."""
    found = []
    for path in filter(Path.is_file, folder.rglob("*")):
        found += [path.name, path.read_bytes().decode("utf-8", "replace")]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                found += [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
        if path.suffix == ".pdf":
            with pdfium.PdfDocument(path) as pdf:
                found += [
                    bytes(pdf.get_attachment(n).get_data()).decode("utf-8", "replace")
                    for n in range(pdf.count_attachments())
                ]
    return "\n".join(found)


def test_what_is_not_printed_is_neither_published_nor_archived(tmp_path: Path) -> None:
    data = a_month(tmp_path) / "data" / "2018-01.json"
    raw = json.loads(data.read_text("utf-8"))
    raw["scopes"][0]["results"] |= {"leads_transferred": 81_357, "petitions": 92_468}
    data.write_text(json.dumps(raw, ensure_ascii=False), "utf-8")
    settings = tmp_path / "bulletin.toml"
    toml = settings.read_text("utf-8").replace('["docx"]', '["docx", "pdf", "html", "txt"]')
    settings.write_text(toml + 'accepted = ["now.*"]\n', "utf-8")
    assert publish(tmp_path, "2018-02-05") == 0
    for place in ("published", "archive"):
        said = everything_under(tmp_path / place)
        assert "2018年1月" in said
        assert "81357" not in said
        assert "92468" not in said
        assert '"detail": "full"' not in said


def test_the_full_ledger_stays_in_the_office_and_belongs_to_the_edition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(a_month(tmp_path), "2018-02-05") == 0
    full = next((tmp_path / "ledgers").iterdir())
    shown = tmp_path / "published" / "one" / "2018-01" / "one-2018-01.ledger.json"
    assert full.name.startswith("one-2018-01.")
    assert from_json(full.read_bytes()).detail == "full"
    assert reduced(from_json(full.read_bytes()), "printed") == from_json(shown.read_bytes())
    assert cli.main(["register", "verify", "--office", str(tmp_path)]) == 0
    full.write_bytes(full.read_bytes().replace(b'"kind": "count"', b'"kind": "rate"', 1))
    assert cli.main(["register", "verify", "--office", str(tmp_path), "--lang", "en"]) == 74
    assert "not the one from which" in capsys.readouterr().err
    full.unlink()
    assert cli.main(["register", "verify", "--office", str(tmp_path), "--lang", "en"]) == 74
    assert "The full ledger is gone" in capsys.readouterr().err


def test_a_published_document_is_verified_with_the_ledger_beside_it(tmp_path: Path) -> None:
    assert publish(a_month(tmp_path), "2018-02-05") == 0
    document = tmp_path / "published" / "one" / "2018-01" / "one-2018-01.docx"
    assert verify(document).as_issued
    full = next((tmp_path / "ledgers").iterdir())
    assert verify(document, full).as_issued


def test_an_edition_whose_full_ledger_is_lost_is_corrected_by_the_published_one(tmp_path: Path) -> None:
    assert publish(a_month(tmp_path), "2018-02-05") == 0
    shutil.rmtree(tmp_path / "ledgers")
    data = tmp_path / "data" / "2018-01.json"
    raw = json.loads(data.read_text("utf-8"))
    items = raw["scopes"][0]["results"]["violations"]["by"]["violation"]["items"]
    items |= {"gifts": 2, "public_dining": 1}
    data.write_text(json.dumps(raw, ensure_ascii=False), "utf-8")
    words = ["correct", "one", "--period", "2018-01", "--reason", "录入有误", "--office", str(tmp_path)]
    assert cli.main([*words, "--date", "2018-02-06"]) == 0
    assert [state for *_, state in rows(tmp_path)] == ["published", "published"]
    notice = next((tmp_path / "published").rglob("*.correction.docx"))
    assert "1起" in "".join(line.text for line in read(notice).lines)


def test_the_numbers_that_people_vouch_for_are_told_when_an_edition_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = a_month(tmp_path) / "data" / "2018-01.json"
    raw = json.loads(data.read_text("utf-8"))
    raw["text"] = {**raw.get("text", {}), "requirements": "全县128个村均要开展自查。"}
    raw["records"] = {"vouched": [{"words": "全县128个村", "by": "示例同志", "why": "民政局名录"}]}
    data.write_text(json.dumps(raw, ensure_ascii=False), "utf-8")
    settings = tmp_path / "bulletin.toml"
    settings.write_text(settings.read_text("utf-8").replace("approve = false", "approve = true"), "utf-8")
    assert publish(tmp_path, "2018-02-05") == 0
    said = "".join(capsys.readouterr())
    assert "B511" in said
    assert "“全县128个村”（示例同志）" in said
