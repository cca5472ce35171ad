"""Turns the objects of a PDF into bytes once, with the streams packed, before they are written.

A PDF/A bears an identifier, which WeasyPrint makes of the bytes of all objects, and then writes them: it asks
each for its bytes twice and would pack every stream twice, fonts of hundreds of kilobytes among them. From
here on each object is its bytes.
"""

import zlib
from dataclasses import dataclass
from typing import Any, Final

LEVEL: Final = 6
"""How hard streams are packed. The subset of a Chinese face takes twice the time at 9 and is 1 % smaller."""


@dataclass(slots=True)
class ObjectBytes:
    """An object of a PDF as its writer wants it, its bytes made."""

    number: int
    generation: int
    free: str
    compressible: bool
    """Whether it may go into a stream of objects."""
    data: bytes
    offset: int = 0

    @property
    def indirect(self) -> bytes:
        """The object as it stands in the file by itself."""
        return b"%d %d obj\n%b\nendobj" % (self.number, self.generation, self.data)


def settle(pdf: Any) -> None:
    """Exchange every object of a PDF, a `pydyf.PDF`, for its bytes; nothing may change in it hereafter."""
    pdf.objects[:] = [each if each.free == "f" else _made(each) for each in pdf.objects]


def _made(each: Any) -> ObjectBytes:
    if getattr(each, "compress", False):
        _pack(each)
    return ObjectBytes(each.number, each.generation, each.free, each.compressible, each.data)


def _pack(stream: Any) -> None:
    """Pack a stream in place, which pydyf would do each time it is asked for its bytes."""
    stream.compress = False
    stream.extra = {**stream.extra}
    content = stream.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
    stream.stream = [zlib.compress(content, LEVEL)]
    stream.extra["Filter"] = "/FlateDecode"
