"""A program that uses the package, as the README does; `mypy --strict` reads it without a cast."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import bulletin

EXAMPLES = Path(__file__).parents[2] / "examples"
ROUND4 = EXAMPLES / "round4.json"


def test_the_example_of_the_readme(tmp_path: Path) -> None:
    built = bulletin.build(ROUND4, formats=["txt"], into=tmp_path)
    rate: bulletin.Entry = built.ledger.entry("now.rectified.rate")
    file: Path = built.files["txt"]
    assert (file.name, rate.printed, rate.formula) == ("round4.txt", "90.9%", "整改到位310 ÷ 发现问题341")


def test_a_figure_is_reached_by_its_path_and_has_its_type() -> None:
    figures = bulletin.tally(bulletin.load(ROUND4))
    rate: bulletin.Figure = figures.figure("now.rectified.rate")
    assert Fraction(rate.value) == Fraction(310, 341)
    assert rate.label == "整改率"


def test_a_figure_that_is_not_there_names_the_nearest() -> None:
    figures = bulletin.tally(bulletin.load(ROUND4))
    with pytest.raises(
        KeyError, match=r"now\.rectifed\.rate: there is no such figure; near: now\.rectified\.rate"
    ):
        figures.figure("now.rectifed.rate")
    with pytest.raises(KeyError, match=r"now\.petitions\.compared: 受理信访 is not given"):
        figures.figure("now.petitions.compared")
    with pytest.raises(KeyError, match="now: there is no such figure"):
        figures.figure("now")
    with pytest.raises(KeyError, match=r"it is not printed; near: now\.rectified\.rate"):
        bulletin.build(ROUND4, formats=()).ledger.entry("now.rectified.rat")


def test_data_made_in_code_is_a_document() -> None:
    data = bulletin.DataFile(
        format=1,
        kind=bulletin.Kind.INSPECTION,
        issuer=bulletin.Issuer(name="云川县委巡察办", area="云川县", committee="云川县委"),
        document=bulletin.DocumentFacts(headline=("云川县扎实推进第一轮巡察整改",), date=date(2026, 6, 30)),
        rounds=(bulletin.Round(ordinals=(1,), inspected=bulletin.Count(n=5)),),
        scopes=(
            bulletin.Scope(
                label="第一轮", rounds=(1,), reported=True,
                results={"problems": bulletin.Count(n=40), "rectified": bulletin.Count(n=36)},
            ),
        ),
        sample=True,
    )  # fmt: skip
    contents: dict[str, bytes] = bulletin.build(data, formats="txt").contents
    assert "整改率90%" in contents["txt"].decode()


def rows(issues: tuple[bulletin.Issue, ...]) -> list[tuple[str, bool, str]]:
    return [(issue.code, issue.severity is bulletin.Severity.ERROR, issue.place) for issue in issues]


def test_each_kind_of_error_is_caught_by_its_name() -> None:
    with pytest.raises(bulletin.InputMissing) as missing:
        bulletin.load("none.json")
    code: bulletin.ExitCode = missing.value.exit_code
    assert (rows(missing.value.issues), code) == ([("B101", True, "none.json")], 66)


def test_a_batch_tells_its_progress(tmp_path: Path) -> None:
    heard: list[str] = []

    def hear(outcome: bulletin.BatchOutcome) -> None:
        heard.append(f"{Path(outcome.name).name} {outcome.what}")

    asked = bulletin.Request("", formats="txt", search=[str(tmp_path)], on=date(2026, 9, 1))
    outcomes = list(bulletin.batch([ROUND4], tmp_path, asked=asked, workers=1, progress=hear))
    assert [outcome.exit_code for outcome in outcomes] == [0]
    assert heard == ["round4.json built"]
