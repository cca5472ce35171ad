"""Forged web pages and PDF files: what was not looked at is named, and none passes as issued."""

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from bulletin import build, verify
from bulletin.files.read import Content

ROUND4 = Path(__file__).parents[2] / "examples" / "round4.json"


@pytest.fixture(scope="module")
def issued() -> dict[str, bytes]:
    return dict(build(ROUND4, formats=["html", "pdf"]).contents)


HTML = {
    "generated content": '<style>p::after { content: "300" }</style>',
    "hidden by a rule": "<style>data { display: none }</style>",
    "text of no size": "<style>data { font-size: 0 }</style>",
    "white text": "<style>data { color: #fff }</style>",
    "a style from elsewhere": '<style>@import "http://a.example/b.css"</style>',
    "a hidden paragraph": '<p style="display: none">300</p>',
    "a moved paragraph": '<p style="position: absolute; left: -9999px">300</p>',
    "a picture": '<img src="data:image/png;base64,AAAA" alt="">',
    "a picture from elsewhere": '<img src="http://a.example/a.png" alt="">',
    "a drawing": "<svg><text>300</text></svg>",
    "an input": '<input value="300">',
    "a text field": "<textarea>300</textarea>",
    "a frame": '<iframe srcdoc="300"></iframe>',
    "a program": "<script>document.title = 1</script>",
    "a handler": '<p onclick="a()">乙</p>',
    "a template": "<template>300</template>",
    "what shows without programs": "<noscript>300</noscript>",
    "ruby": "<ruby>甲<rt>300</rt></ruby>",
    "an ordered list": '<ol start="300"><li>甲</li></ol>',
    "reversed text": '<bdo dir="rtl">003</bdo>',
    "an object": '<object data="a"></object>',
    "a canvas": "<canvas>300</canvas>",
    "mathematics": "<math><mn>300</mn></math>",
    "a redirection": '<meta http-equiv="refresh" content="0;url=http://a.example">',
    "a link to a style": '<link rel="stylesheet" href="a.css">',
    "a chosen option": "<select><option>300</option></select>",
    "a meter": '<meter value="300">300</meter>',
    "an empty place": '<p class="room">300</p>',
    "an editable part": '<p contenteditable="true">甲</p>',
}


@pytest.mark.parametrize("name", HTML)
def test_no_forged_page_passes_as_issued(issued: dict[str, bytes], name: str) -> None:
    page = issued["html"].decode().replace("</main>", f"{HTML[name]}</main>").encode()
    verdict = verify(Content("round4.html", page))
    assert page != issued["html"]
    assert not verdict.as_issued
    assert verdict.unseen or verdict.differing


def a_note(pdf: pikepdf.Pdf, kind: str) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Rect=[100, 500, 300, 560], Contents="300"
    )
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))


def a_form(pdf: pikepdf.Pdf) -> None:
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="a", V="300",
        Rect=[100, 500, 300, 560],
    )  # fmt: skip
    made = pdf.make_indirect(field)
    pdf.pages[0].Annots = pikepdf.Array([made])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([made]))


def a_picture(pdf: pikepdf.Pdf) -> None:
    image = pikepdf.Stream(pdf, bytes(Image.new("RGB", (8, 8), "white").tobytes()))
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width = image.Height = 8
    image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    page = pdf.pages[0]
    name = page.add_resource(image, pikepdf.Name.XObject)
    page.contents_add(f"q 200 0 0 40 100 500 cm {name} Do Q".encode())


PDF: dict[str, Callable[[pikepdf.Pdf], None]] = {
    **{kind: partial(a_note, kind=kind) for kind in ("FreeText", "Stamp", "Square", "Ink", "Text", "Redact")},
    "form": a_form,
    "picture": a_picture,
}  # fmt: skip


@pytest.mark.parametrize("name", PDF)
def test_no_forged_pdf_passes_as_issued(issued: dict[str, bytes], name: str) -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(issued["pdf"])) as pdf:
        PDF[name](pdf)
        pdf.save(target)
    verdict = verify(Content("round4.pdf", target.getvalue()))
    assert verdict.unseen
    assert not verdict.as_issued


def test_what_was_added_to_a_file_later_is_named(issued: dict[str, bytes]) -> None:
    later = issued["pdf"] + b"\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
    assert not verify(Content("round4.pdf", later)).as_issued


@pytest.mark.parametrize("suffix", ["html", "pdf"])
def test_an_issued_page_holds_nothing_unseen(issued: dict[str, bytes], suffix: str) -> None:
    assert verify(Content(f"round4.{suffix}", issued[suffix])).as_issued
