"""Seven open Chinese typefaces that stand in for the ones a Chinese official document calls for.

All seven share one grid: a 1 em square for every Chinese character, from .12 em below the baseline to .88 em
above it, with the characters centred in it, so that faces may be mixed in a line without moving it.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

__all__ = ["FACES", "path"]

FACES: Final[Mapping[str, str]] = MappingProxyType(
    {
        # 仿宋 (FangSong_GB2312): body text.
        "Bulletin FangSong": "BulletinFangSong.ttf",
        # 楷体 (KaiTi_GB2312): second-level headings, the name of the signatory.
        "Bulletin KaiTi": "BulletinKaiTi.ttf",
        # 黑体 (SimHei): first-level headings, classification and urgency marks.
        "Bulletin HeiTi": "BulletinHeiTi.ttf",
        # 小标宋 (FZXiaoBiaoSong-B05): the red head and the title.
        "Bulletin XiaoBiaoSong": "BulletinXiaoBiaoSong.ttf",
        # 宋体 (SimSun): page numbers, and symbols that 仿宋 and 楷体 lack.
        "Bulletin Song": "BulletinSong.ttf",
        # No face of its own: the standard characters that Bulletin FangSong lacks, in its weight.
        "Bulletin Fallback Light": "BulletinFallbackLight.ttf",
        # No face of its own: the standard characters that Bulletin KaiTi lacks, in its weight.
        "Bulletin Fallback": "BulletinFallback.ttf",
    }
)
"""Family name -> file name in this package."""


def path(family: str) -> Path:
    """Give the font file of a family named in FACES; any other name is a KeyError."""
    return Path(__file__).parent / FACES[family]
