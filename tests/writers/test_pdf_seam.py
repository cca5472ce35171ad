"""What is used of WeasyPrint's inside is what was tried, and a version that differs is refused by name."""

import logging
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pydyf
import pytest
import weasyprint

from bulletin import write
from bulletin.issues.errors import ToolMissing
from bulletin.typography.layout import SHIPPED, read_layout
from bulletin.writers import pdf
from bulletin.writers.html.style_sheet import style_sheet
from bulletin.writers.pdf import seam
from bulletin.writers.pdf.rows import row_styles
from tests.helpers import specimens

ROOT = Path(__file__).parents[2]


def test_what_is_used_of_the_present_versions_is_what_was_tried() -> None:
    assert seam.differences() == []


def test_no_version_is_named_as_tried_but_the_present_ones() -> None:
    assert weasyprint.__version__ in seam.TESTED["weasyprint"]
    assert pydyf.__version__ in seam.TESTED["pydyf"]


def test_an_unknown_version_with_the_same_inside_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "70.9")
    seam.require_tested()


def test_a_known_version_is_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seam, "USED", {"weasyprint:no_such_function": "0"})
    seam.require_tested()


def test_an_unknown_version_with_another_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def text_align(context: object, line: object, available_width: float, last: bool) -> int:
        """Stand for what a later release may hold."""
        del context, line, available_width, last
        return 0

    monkeypatch.setattr(weasyprint, "__version__", "70.9")
    monkeypatch.setattr(weasyprint.layout.inline, "text_align", text_align)
    monkeypatch.delattr(pydyf, "Array")
    with pytest.raises(ToolMissing) as refused:
        seam.require_tested()
    (issue,) = refused.value.issues
    assert issue.code == "B612"
    assert issue.values["versions"] == f"weasyprint 70.9, pydyf {pydyf.__version__}"
    assert issue.values["parts"] == "weasyprint.layout.inline:text_align, pydyf:Array"
    assert issue.values["tested"] == "weasyprint==70.0 pydyf==0.13.0"


def test_the_first_pdf_of_a_process_is_refused_before_anything_is_drawn() -> None:
    script = """
import weasyprint
weasyprint.__version__ = "71.0"
del weasyprint.layout.absolute.AbsolutePlaceholder
import bulletin
try:
    bulletin.build("examples/first.json", formats=["pdf"])
except bulletin.BulletinError as refused:
    print(refused.issues[0].code, refused.issues[0].values["parts"])
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("B612 weasyprint.layout.absolute:AbsolutePlaceholder\n", "")


def test_warnings_of_another_thread_are_not_heard() -> None:
    logger = logging.getLogger("weasyprint")
    with seam.Heard() as heard:
        other = threading.Thread(target=logger.warning, args=("elsewhere",))
        other.start()
        other.join()
        logger.warning("here")
    logger.warning("afterwards")
    assert heard.messages == ["here"]


# ── lines are filled to the width of their block, so nothing may float beside them ───────────────────────


@pytest.mark.parametrize("name", sorted(file.stem for file in (SHIPPED / "layouts").glob("*.toml")))
def test_no_rule_makes_anything_float(name: str) -> None:
    layout = read_layout(name, ())
    browser = Path(pdf.__file__).with_name("browser.css").read_text("utf-8")
    rules = "\n".join([browser, style_sheet(layout, str), row_styles(layout, str), pdf.PIXELS])
    assert re.findall(r"[^{};]*\bfloat\b[^{};]*", rules) == []


@pytest.mark.parametrize("name", sorted(specimens.documents()))
def test_no_box_of_a_page_floats(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes: list[Any] = []

    def fill_lines(document: object) -> None:
        boxes.extend(box for page in seam.page_boxes(document) for box in page.descendants())

    monkeypatch.setattr(pdf, "fill_lines", fill_lines)
    write(specimens.documents()[name], "pdf")
    assert len(boxes) > 20
    assert [box for box in boxes if box.is_floated()] == []
