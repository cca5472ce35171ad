"""The browser's style sheet of our own has all that our pages ask of WeasyPrint's."""

import pytest

from bulletin import write
from bulletin.writers.pdf import seam
from tests.helpers import specimens


@pytest.mark.parametrize("name", ["every-block", "every-element", "circular-circular", "monthly"])
def test_every_byte_is_the_same_by_the_sheet_of_weasyprint(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = specimens.documents()[name]
    ours = write(document, "pdf")
    import weasyprint

    monkeypatch.setattr(seam, "Browser", weasyprint.HTML)
    assert write(document, "pdf") == ours


def test_the_sheet_is_what_a_page_is_laid_out_by() -> None:
    from weasyprint.text.fonts import FontConfiguration

    html = seam.Browser(string="<ul><li>item</ul>")  # WeasyPrint asks it for its sheet
    (page,) = html.render(font_config=FontConfiguration()).pages
    tags = {box.element_tag for box in page._page_box.descendants()}  # noqa: SLF001  # no public way to boxes
    assert "li::marker" not in tags, "our sheet knows of no lists"
