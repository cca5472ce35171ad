"""Turn the objects of a PDF into bytes once, with their streams compressed, before the file is written.

WeasyPrint computes the identifier of a PDF/A from the bytes of all objects, and then writes them. It would
compress every stream twice, fonts of hundreds of kilobytes among them. So each object is replaced by its
bytes.
"""

import zlib
from dataclasses import dataclass
from typing import Any, Final

LEVEL: Final = 6
"""The level of compression. At 9 the subset of a Chinese face takes twice the time and is 1 % smaller."""


@dataclass(slots=True)
class ObjectBytes:
    """An object of a PDF as bytes, with the attributes that pydyf's writer reads."""

    number: int
    generation: int
    free: str
    compressible: bool
    """Whether it may be part of an object stream."""
    data: bytes
    offset: int = 0

    @property
    def indirect(self) -> bytes:
        """The object as it is written to the file outside an object stream."""
        return b"%d %d obj\n%b\nendobj" % (self.number, self.generation, self.data)


def settle(pdf: Any) -> None:
    """Replace every object of a `pydyf.PDF` by its bytes; the PDF must not change afterwards."""
    pdf.objects[:] = [each if each.free == "f" else _made(each) for each in pdf.objects]


def _made(each: Any) -> ObjectBytes:
    if getattr(each, "compress", False):
        _pack(each)
    return ObjectBytes(each.number, each.generation, each.free, each.compressible, each.data)


def _pack(stream: Any) -> None:
    """Compress a stream in place, which pydyf would do each time its bytes are read."""
    stream.compress = False
    stream.extra = {**stream.extra}
    content = stream.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
    stream.stream = [zlib.compress(content, LEVEL)]
    stream.extra["Filter"] = "/FlateDecode"
