"""Whatever small numbers the article has and whichever of them are missing, its language stays whole."""

import copy
import json
import re
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bulletin import check, compose, load, proofread, tally
from bulletin.model.document import Paragraph, text_of

ARTICLE = json.loads((Path(__file__).parents[2] / "examples" / "round4.json").read_text("utf-8"))


def states(n: int, rest: str | None = None, **items: int) -> dict[str, Any]:
    by = {"basis": "partition", "items": items} | ({"rest": rest} if rest else {})
    return {"n": n, "by": {"state": by}}


small = st.integers(0, 4)


@st.composite
def variations(draw: st.DrawFn) -> dict[str, Any]:
    """The article with small numbers that agree with one another, some of them missing."""
    raw: dict[str, Any] = copy.deepcopy(ARTICLE)
    kinds = draw(
        st.dictionaries(st.sampled_from(["party_warning", "party_expulsion", "public_warning"]), small)
    )
    found, fixed, half = draw(small), draw(small), draw(small)
    results: dict[str, Any] = {
        "talks": draw(small),
        "problems": draw(st.sampled_from([
            found,
            states(fixed + half + found, "within_time_limit", rectified=fixed, basically_rectified=half),
            states(fixed + half, rectified=fixed, not_rectified=half),
            states(fixed + found, "within_time_limit", rectified=fixed),
        ])),
        "petitions": 4, "petitions_transferred": draw(small), "petitions_closed": draw(small),
        "leads": 4, "leads_transferred": draw(small), "leads_closed_after_check": draw(small),
        "admonition_and_reminder": draw(small),
        "cases_filed": 4, "cases_closed": draw(small),
        "sanctioned": {"n": sum(kinds.values()), "by": {"sanction": {"basis": "partition", "items": kinds}}},
        "referred_judicial": draw(small),
        "institutions": draw(small),
    }  # fmt: skip
    dropped = draw(st.sets(st.sampled_from(sorted(results))))
    raw["scopes"][0]["results"] = {key: value for key, value in results.items() if key not in dropped}
    if draw(st.booleans()):
        del raw["plan"]
    return raw


@settings(max_examples=60, deadline=None, derandomize=True, phases=[Phase.generate])
@given(variations())
def test_no_variation_breaks_the_language(raw: dict[str, Any]) -> None:
    assert check(load(raw)) == ()
    figures = tally(load(raw))
    document = compose(figures, "news")
    assert proofread(document, figures) == ()
    running = [text_of(block.inlines) for block in document.blocks[2:] if isinstance(block, Paragraph)]
    for line in running:
        assert not re.search("[。，、；：]{2}", line), line
        assert not re.search("其中[。，、；]|、等|问题中，受理|。发现的[0-9]+件问题线索。", line), line
        assert not re.search(r"(?<![0-9.])0(个|件|人|项|份|人次)", line), line
        assert not re.search(r"\s", line), line
        assert line.endswith(("。", "”")), line
