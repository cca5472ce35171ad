"""Forged Word documents: whatever the verification did not look at is named, and none passes as issued."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin import build, cli, verify
from bulletin.files.read import Content

ROUND4 = Path(__file__).parents[2] / "examples" / "round4.json"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
V = "urn:schemas-microsoft-com:vml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RUN = "<w:r><w:t>300</w:t></w:r>"
Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def issued() -> bytes:
    return build(ROUND4, formats=["docx"]).contents["docx"]


def forged(issued: bytes, change: Callable[[Parts], object]) -> Content:
    with zipfile.ZipFile(io.BytesIO(issued)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return Content("round4.docx", target.getvalue())


def in_text(markup: str) -> Callable[[Parts], object]:
    """Put a paragraph with some markup before the end of the text."""

    def change(parts: Parts) -> None:
        document = parts["word/document.xml"].decode()
        at = document.rindex("<w:p>") if "<w:p>" in document else document.rindex("<w:p ")
        parts["word/document.xml"] = (document[:at] + f"<w:p>{markup}</w:p>" + document[at:]).encode()

    return change


def run(properties: str, text: str = "另有三百件") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def part(name: str, content: bytes = b"x") -> Callable[[Parts], object]:
    return lambda parts: parts.update({name: content})


def in_styles(parts: Parts) -> None:
    styles = parts["word/styles.xml"].decode()
    style = '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    parts["word/styles.xml"] = styles.replace("</w:styles>", style).encode()


def second_main(parts: Parts) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    more = f'<Relationship Id="x9" Type="{kind}" Target="word/document.xml"/></Relationships>'
    parts["_rels/.rels"] = parts["_rels/.rels"].decode().replace("</Relationships>", more).encode()


def outside(parts: Parts) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject"
    more = f'<Relationship Id="x9" Type="{kind}" Target="http://a.example/b" TargetMode="External"/>'
    more += "</Relationships>"
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].decode().replace("</Relationships>", more).encode()


FORGERIES = {
    "a picture": part("word/media/image9.png", b"\x89PNG"),
    "an embedded workbook": part("word/embeddings/oleObject1.bin"),
    "a macro": part("word/vbaProject.bin"),
    "a chart": part("word/charts/chart1.xml", b"<c/>"),
    "comments": part("word/comments.xml", f'<w:comments xmlns:w="{W}"/>'.encode()),
    "an imported part": part("word/afchunk.htm", b"<p>300</p>"),
    "a header under another name": part("word/top.xml", f'<w:hdr xmlns:w="{W}"/>'.encode()),
    "a glossary": part("word/glossary/document.xml", f'<w:document xmlns:w="{W}"/>'.encode()),
    "a second main part": second_main,
    "an object outside the file": outside,
    "a hidden style": in_styles,
    "white text": in_text(run('<w:color w:val="FFFFFF"/>')),
    "nearly white text": in_text(run('<w:color w:val="F4F4F0"/>')),
    "tiny text": in_text(run('<w:sz w:val="2"/>')),
    "narrow text": in_text(run('<w:w w:val="1"/>')),
    "hidden text": in_text(run("<w:vanish/>")),
    "hidden on the web": in_text(run("<w:webHidden/>")),
    "symbols": in_text(run('<w:rFonts w:ascii="Wingdings"/>')),
    "right to left": in_text(run("<w:rtl/>")),
    "an animation": in_text(run('<w:effect w:val="lights"/>')),
    "text fitted to a width": in_text(run('<w:fitText w:val="1"/>')),
    "east-asian two lines": in_text(run('<w:eastAsianLayout w:combine="1"/>')),
    "numbering": in_text(f'<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>{RUN}'),
    "bidirectional paragraph": in_text(f"<w:pPr><w:bidi/></w:pPr>{RUN}"),
    "a symbol character": in_text('<w:r><w:sym w:font="Wingdings" w:char="F033"/></w:r>'),
    "ruby": in_text(f"<w:r><w:ruby><w:rt>{RUN}</w:rt><w:rubyBase>{RUN}</w:rubyBase></w:ruby></w:r>"),
    "a content control": in_text(f"<w:sdt><w:sdtContent>{RUN}</w:sdtContent></w:sdt>"),
    "a control bound to data": in_text(
        f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent>{RUN}</w:sdtContent></w:sdt>'
    ),
    "a simple field": in_text(f'<w:fldSimple w:instr="= 100*3">{RUN}</w:fldSimple>'),
    "a field": in_text(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>= 3*100</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{RUN}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
    "an alternative chunk": in_text("<w:altChunk/>"),
    "an old picture": in_text(f'<w:r><w:pict><v:image xmlns:v="{V}"/></w:pict></w:r>'),
    "word art": in_text(f'<w:r><w:pict><v:textpath xmlns:v="{V}" string="300"/></w:pict></w:r>'),
    "an object": in_text("<w:r><w:object/></w:r>"),
    "a control": in_text("<w:r><w:control/></w:r>"),
    "an unknown alternative": in_text(
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="zz"><w:r><w:t>300</w:t></w:r></mc:Choice>'
        "<mc:Fallback><w:r><w:t>310</w:t></w:r></mc:Fallback></mc:AlternateContent>"
    ),
    "custom markup": in_text(f'<w:customXml w:element="a">{RUN}</w:customXml>'),
    "a sub-document": in_text("<w:subDoc/>"),
    "a frame set": in_text(f"<w:frameset>{RUN}</w:frameset>"),
    "an unknown namespace": in_text(f'<z:say xmlns:z="urn:z">{RUN}</z:say>'),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
def test_no_forged_document_passes_as_issued(issued: bytes, name: str) -> None:
    verdict = verify(forged(issued, FORGERIES[name]))
    assert not verdict.as_issued
    assert verdict.unseen or verdict.differing


def test_an_issued_document_holds_nothing_unseen(issued: bytes) -> None:
    verdict = verify(Content("round4.docx", issued))
    assert verdict.unseen == ()
    assert verdict.as_issued


@pytest.mark.parametrize(
    "markup",
    [
        '<w:proofErr w:type="spellStart"/>',
        "<w:r><w:lastRenderedPageBreak/></w:r>",
        '<w:r><w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr></w:r>',
    ],
)
def test_what_word_processors_add_is_harmless(issued: bytes, markup: str) -> None:
    assert verify(forged(issued, in_text(markup))).as_issued


def test_the_command_names_what_it_did_not_look_at(
    issued: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "round4.docx"
    file.write_bytes(forged(issued, FORGERIES["a picture"]).content)
    assert cli.main(["verify", str(file), "--lang", "zh"]) == 2
    out = capsys.readouterr().out
    assert "word/media/image9.png  未核对：图片。" in out
    assert "可能另有所指" in out
