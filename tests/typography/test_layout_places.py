"""A fault of a layout is shown with its line and said in our words, with the nearest name there is."""

from pathlib import Path

import pytest

from bulletin.issues.errors import TemplateRefused
from bulletin.issues.issue import Issue
from bulletin.typography.layout import read_layout


def fault(folder: Path, own: str) -> Issue:
    (folder / "layouts").mkdir()
    (folder / "layouts" / "our.toml").write_text(f'extends = "gbt9704"\n{own}\n', "utf-8")
    with pytest.raises(TemplateRefused) as caught:
        read_layout("our", [folder])
    return caught.value.issues[0]


@pytest.mark.parametrize(
    ("own", "place", "reason"),
    [
        ("[role.lead]\nsize = 16", ":2:1", "[role.lead] lacks style, face"),
        ("[role.h1]\nsiz = 16", ":3:1", "[role.h1] knows no siz; did you mean “size”?"),
        ("[role.h1]\nsize = 0", ":3:1", "size of [role.h1] is a number above 0, at most 400, not 0"),
        ('[page]\nlines = "x"', ":3:1", "lines of [page] is a number above 0, at most 100, not “x”"),
        ("follows = 3", ":2:1", "follows knows GB/T 9704-2012, GB/T 9704-2012, 10.1, not “3”"),
        ("[page\nlines = 3", ":2:6", "the name of a table is not closed by “]”"),
        ("page = 3", ":2:1", "it has no table [page]"),
    ],
)
def test_a_fault_of_a_layout_has_its_line_and_our_words(
    tmp_path: Path, own: str, place: str, reason: str
) -> None:
    issue = fault(tmp_path, own)
    assert (issue.place, str(issue.values["reason"])) == (f"layouts/our.toml{place}", reason)
    assert issue.excerpt.endswith("^") is bool(place)


def test_a_layout_that_is_not_there_has_a_nearest_one() -> None:
    with pytest.raises(TemplateRefused) as caught:
        read_layout("gbt9740")
    (issue,) = caught.value.issues
    assert issue.hint.format_map(issue.values).startswith("Did you mean “gbt9704”?")
