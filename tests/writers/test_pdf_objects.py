"""The objects of a PDF become bytes once, and the file is the one that pydyf would have written."""

import io
import zlib
from pathlib import Path
from typing import Any

import pydyf
import pytest

from bulletin import build
from bulletin.writers.pdf import objects
from bulletin.writers.pdf.objects import settle

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = b"BT /F1 12 Tf (one and the same line) Tj ET\n" * 40


def made() -> pydyf.PDF:
    """A page whose content is packed, a picture that is not, and a dictionary within a list."""
    pdf = pydyf.PDF()
    content = pydyf.Stream([TEXT], compress=True)
    picture = pydyf.Stream([b"\xff\xd8\xff"], {"Subtype": "/Image", "Width": 1.5})
    for each in (content, picture):
        pdf.add_object(each)
    nested = pydyf.Array([pydyf.Dictionary({"A": pydyf.String("甲")}), 2])
    pdf.add_page(pydyf.Dictionary({"Type": "/Page", "Contents": content.reference, "Nested": nested}))
    pdf.info["Title"] = pydyf.String("a title")
    return pdf


def written(pdf: pydyf.PDF, packed: bool) -> bytes:
    target = io.BytesIO()
    pdf.write(target, version=b"1.7", identifier=True, compress=packed)
    return target.getvalue()


@pytest.mark.parametrize("packed", [True, False], ids=["stream of objects", "plain objects"])
def test_as_hard_packed_it_is_the_file_of_pydyf_byte_for_byte(
    packed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objects, "LEVEL", 9)
    settled = made()
    settle(settled)
    assert written(settled, packed) == written(made(), packed)


def test_a_stream_holds_what_was_put_into_it() -> None:
    pdf = made()
    settle(pdf)
    data = written(pdf, packed=True)
    begin = data.index(b"stream\n") + len(b"stream\n")
    assert zlib.decompress(data[begin : data.index(b"\nendstream", begin)]) == TEXT


def test_no_stream_of_a_document_is_packed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    packed: list[bytes] = []
    pack = zlib.compress

    def counted(content: bytes, level: int) -> bytes:
        packed.append(content)
        return pack(content, level)

    by_pydyf: list[Any] = []
    compressor = zlib.compressobj

    def counted_object(level: int) -> Any:
        by_pydyf.append(level)
        return compressor(level)

    monkeypatch.setattr(zlib, "compress", counted)
    monkeypatch.setattr(zlib, "compressobj", counted_object)
    build(EXAMPLES / "first.json", formats=["pdf"])
    assert len(packed) == len(set(packed))
    assert len(by_pydyf) == 3, "the stream of objects, twice, and the table of places: pydyf's own"
