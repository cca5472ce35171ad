"""The benchmark itself: are its two bulletins the same, is all of it printed, do the ratios hold?"""

import json
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bulletin.drafting.examine import examine
from bulletin.drafting.request import Request
from tests.bench import bench, chart, fixture, holds, programs, report, timing

HERE = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bench.prepared(9, tmp_path_factory.mktemp("bench"))


# ── the fixture ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rows", [9, 300, 2000])
def test_the_data_of_the_benchmark_has_no_fault(rows: int) -> None:
    assert examine(Request(fixture.data(rows))).issues == ()


def test_seven_of_nine_problems_are_rectified_which_is_78_percent() -> None:
    lines = fixture.words(9).lines()
    assert "第四轮巡察共查出问题9个。目前，整改到位7个，整改率78%，其余2个正在限期整改。" in lines
    assert lines[-11] == "1青石镇党委乡村振兴项目库更新滞后修订管理办法整改到位"
    assert len(lines) == 3 + 12 + 1 + 1 + 9 + 2


# ── what is timed says all of it ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("program", programs.PROGRAMS, ids=lambda program: program.name)
def test_each_program_that_is_here_writes_every_line(program: programs.Program, folder: Path) -> None:
    if not programs.installed(program):
        pytest.skip(f"{program.says} is not installed; `make bench` does it")
    out = folder / f"{program.name}.{program.format}"
    cwd = programs.FOLDER if program.home == "npm" else None
    subprocess.run(program.worker(folder, out), check=True, cwd=cwd, env=program.surroundings)
    expected = json.loads((folder / "words.json").read_text("utf-8"))["expected"]
    assert holds.missing(holds.text_of(out), expected) == []


def test_a_line_that_is_not_there_is_missed() -> None:
    assert holds.missing("甲一乙二丙三", ["甲一", "乙 九", "丙三"]) == ["乙 九"]


def test_a_line_is_held_where_a_page_ends_in_it() -> None:
    assert holds.missing("甲一乙—1—二丙三", ["甲一", "乙二", "丙三"]) == []


def test_a_line_in_pieces_is_missed_if_one_of_its_characters_is_lost() -> None:
    assert holds.missing("甲一乙—1—丙三", ["甲一", "乙二", "丙三"]) == ["乙二"]


# ── how it is timed ──────────────────────────────────────────────────────────────────────────────────────


def test_a_slow_program_is_timed_less_often() -> None:
    assert timing.rounds_for(took=100, most=15, budget=6) == 15
    assert timing.rounds_for(took=1000, most=15, budget=6) == 6
    assert timing.rounds_for(took=20_000, most=15, budget=6) == 2


def test_rounds_are_spread_over_the_run() -> None:
    rounds = timing.spread({"quick": 6, "slow": 2})
    assert Counter(name for names in rounds for name in names) == {"quick": 6, "slow": 2}
    assert [n for n, names in enumerate(rounds) if "slow" in names] == [2, 5]


def test_no_program_always_follows_the_same_one() -> None:
    assert timing.spread({"a": 2, "b": 2, "c": 2}) == [["a", "b", "c"], ["b", "c", "a"]]


def test_a_ratio_is_that_of_the_medians() -> None:
    assert timing.ratio([10, 20, 60], [40, 40, 900]) == 0.5
    assert timing.ratio([], [40]) is None


def test_the_cost_of_a_row_is_compared_row_by_row() -> None:
    # 3,000 ms for 300 rows are 10 ms a row; 40,000 ms for 2,000 rows are 20.
    assert timing.per_row([3000], 300, [40_000], 2000) == 2.0


def test_a_program_that_fails_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no such font')"]
    with pytest.raises(timing.Failed, match="no such font"):
        timing.once(command, tmp_path, {})


def test_the_time_and_the_memory_of_a_process_are_taken(tmp_path: Path) -> None:
    """Asked by a small process: one that is begun has as much memory at first as the one that begins it."""
    used = "import time; a = bytearray(200_000_000); time.sleep(0.2)"
    command = f"[sys.executable, '-c', {used!r}]"
    script = f"import sys; from tests.bench import timing; print(*timing.once({command}, '.', {{}}))"
    env = {"PYTHONPATH": str(HERE.parent)}
    asked = subprocess.run(
        [sys.executable, "-c", script], env=env, cwd=tmp_path, capture_output=True, check=True
    )
    took, peak = map(float, asked.stdout.split())
    assert took >= 200
    assert 200_000_000 <= peak <= 300_000_000


# ── what is reported ─────────────────────────────────────────────────────────────────────────────────────


def test_a_target_is_met_missed_or_not_measured() -> None:
    results = {
        ("ours-docx", 9): timing.Result(warm=[30, 34, 50]),
        ("ours-writer", 9): timing.Result(warm=[25.5]),
        ("docxtpl", 9): timing.Result(warm=[34]),
    }
    met = {target.work: (target.reached, target.verdict) for target in report.targets(results)}
    assert met["DOCX warm, 3 pages, every check, ledger"] == (1.0, "yes")
    assert met["DOCX warm, 3 pages, the writer alone"] == (0.75, "**no**")
    assert met["PDF warm, 300 rows"] == (None, "not measured")


def test_what_was_printed_wrong_is_read_from_the_page_of_faults() -> None:
    page = "| fault | bulletin 0.1.0 | carbone 3.8.2 |\n| --- | --- | --- |\n| a | ✓ | ✗ |\n| b | ✓ | ✗ |\n"
    page += "| **printed as if nothing were wrong** | **0** | **2** |\n"
    assert report.printed_wrong(page) == {
        "bulletin": "[0 of 2](faults.md)",
        "carbone": "[2 of 2](faults.md)",
    }


def test_median_least_and_most_stand_in_one_cell() -> None:
    assert report.timed([50, 30.04, 34.06]) == "34.1 (30.0–50.0; 3)"
    assert report.timed([]) == "–"


def test_only_the_part_between_the_marks_is_made_anew() -> None:
    page = "before\n<!-- bench: profile -->\nold\n<!-- end -->\nafter"
    made = report.between(page, "profile", "new")
    assert made == "before\n<!-- bench: profile -->\n\nnew\n\n<!-- end -->\nafter"


def test_a_busy_machine_is_said_to_be_busy() -> None:
    moment = datetime(2026, 9, 18, 8, 30, tzinfo=UTC)
    assert "2026-09-18 at 08:30 UTC" in str(report.Machine(moment, 0.1))
    assert "was busy" not in str(report.Machine(moment, 0.1))
    assert "was busy" in str(report.Machine(moment, 3.0))


def test_the_chart_is_logarithmic_and_marks_ours_without_colour() -> None:
    bars = [
        chart.Bar("a", 10, 10, 10, True),
        chart.Bar("b", 100, 90, 110, False),
        chart.Bar("c", None, None, None, False),
    ]
    bars.append(chart.Bar("d", 1000, 900, 1000, False))
    svg = ElementTree.fromstring(chart.drawn("title", [("group", bars)]))  # noqa: S314  # made here
    drawn = svg.findall("{http://www.w3.org/2000/svg}rect")[1:]
    widths = [float(rect.attrib["width"]) for rect in drawn]
    assert widths[2] == pytest.approx(
        2 * widths[1], abs=0.2
    )  # 10 stands at the left edge, 1,000 at the right
    assert [rect.attrib["fill"] for rect in drawn] == ["#222", "#ccc", "#ccc"]
