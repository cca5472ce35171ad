"""Work in a process of its own ends with an answer or with the limit it met, and leaves nothing running."""

import os
import time
from pathlib import Path

import pytest

from bulletin import build
from bulletin.drafting.confined import Contents, Limits, build_confined, confined
from bulletin.issues.errors import DataRefused, DocumentRefused, TemplateRefused
from bulletin.issues.messages import said

EXAMPLES = Path(__file__).parents[2] / "examples"
OFFICE = 'title = "试稿"\nlayout = "news"\n'


# ── what is done there ───────────────────────────────────────────────────────────────────────────────────


def echo(word: str) -> Contents:
    print("a library may print what it likes")  # noqa: T201
    return {"word": word.encode(), "nothing": b""}


def loop() -> Contents:
    while True:
        pass


def wait() -> Contents:
    time.sleep(60)
    return {}


def eat() -> Contents:
    return {"a": bytes(10**12)}


def write() -> Contents:
    return {"a": bytes(3_000_000)}


def die() -> Contents:
    os._exit(3)


def environment() -> Contents:
    return {name: value.encode() for name, value in os.environ.items()}


# ── what comes back ──────────────────────────────────────────────────────────────────────────────────────


def test_an_answer_comes_back_as_it_was_given() -> None:
    assert confined(echo, "巡察") == {"word": "巡察".encode(), "nothing": b""}


@pytest.mark.parametrize(
    ("work", "limits", "why"),
    [
        (loop, Limits(cpu=1), "more than 1 seconds of computing"),
        (wait, Limits(wall=1), "more than 1 seconds"),
        (eat, Limits(), "more than 2000 MB of memory"),
        (write, Limits(output=1_000_000), "more than 1 MB"),
        (die, Limits(), "its process ended with 3"),
    ],
)
def test_what_meets_a_limit_is_refused_with_the_limit(work: object, limits: Limits, why: str) -> None:
    begun = time.monotonic()
    with pytest.raises(DocumentRefused) as caught:
        confined(work, limits=limits)  # type: ignore[arg-type]  # one of the functions above
    (issue,) = caught.value.issues
    assert issue.code == "B412"
    assert why in said(issue, "en")[0]
    assert said(issue, "zh")[0] != said(issue, "en")[0]
    assert time.monotonic() - begun < 10


def test_the_child_knows_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "1")
    assert "SECRET" not in confined(environment)


# ── documents ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_document_made_there_is_the_one_made_here() -> None:
    file = EXAMPLES / "round4.json"
    here, there = build(file, formats=["txt", "docx"]), build_confined(file, formats=["txt", "docx"])
    assert there.contents == here.contents
    assert there.issues == here.issues


def test_a_pdf_fits_into_the_usual_limits() -> None:
    assert build_confined(EXAMPLES / "circular.json", formats=["pdf"]).contents["pdf"].startswith(b"%PDF")


def test_what_is_wrong_with_the_data_comes_back() -> None:
    with pytest.raises(DataRefused) as caught:
        build_confined(EXAMPLES / "round4.json", "circular", formats=["txt"])
    assert {issue.code for issue in caught.value.issues} == {"B404"}


TEN = "[now, now, now, now, now, now, now, now, now, now]"
LOOPS = "".join(f"{{% for a{i} in {TEN} %}}" for i in range(9)) + "{% endfor %}" * 9
DOUBLING = "{% set s0 %}鼠{% endset %}" + "".join(
    f"{{% set s{i + 1} %}}{{{{ s{i} }}}}{{{{ s{i} }}}}{{% endset %}}" for i in range(60)
)


@pytest.mark.parametrize("body", [LOOPS, DOUBLING], ids=["loops", "eats memory"])
def test_what_is_wrong_with_a_template_comes_back_with_its_line(tmp_path: Path, body: str) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "template.toml").write_text(OFFICE, "utf-8")
    (tmp_path / "own" / "document.xml.j2").write_text(f"<document>\n{body}</document>", "utf-8")
    with pytest.raises(TemplateRefused) as caught:
        build_confined(EXAMPLES / "first.json", "own", search=[tmp_path])
    (issue,) = caught.value.issues
    assert (issue.code, issue.place) == ("B411", "own/document.xml.j2:2")
