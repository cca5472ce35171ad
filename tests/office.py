"""Word files as LibreOffice prints them, with the standard's faces drawn by the project's stand-ins."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import bulletin_fonts

FACES = {
    "仿宋_GB2312": "Bulletin FangSong",
    "楷体_GB2312": "Bulletin KaiTi",
    "黑体": "Bulletin HeiTi",
    "宋体": "Bulletin Song",
    "方正小标宋简体": "Bulletin XiaoBiaoSong",
}
ALIAS = '<alias binding="same"><family>{}</family><prefer><family>{}</family></prefer></alias>'


GAP, NO_GAP = 'style:text-autospace="ideograph-alpha"', 'style:text-autospace="none"'


def printed(files: Sequence[Path], folder: Path) -> dict[str, Path]:
    """The stem of each Word file and the PDF that LibreOffice makes of it in `folder`/printed."""
    return _converted(files, "pdf", folder, "printed")


def printed_without_gap(files: Sequence[Path], folder: Path) -> dict[str, Path]:
    """The same by LibreOffice without its gap between Chinese and digits.

    No setting of a Word file takes it out: what LibreOffice has read is saved, changed in that, and printed.
    """
    read = _converted(files, "fodt", folder, "read")
    for file in read.values():
        text = file.read_text("utf-8")
        assert GAP in text, f"{file.name} has no gap to be taken out"
        file.write_text(text.replace(GAP, NO_GAP), "utf-8")
    return _converted([*read.values()], "pdf", folder, "gapless")


def _converted(files: Sequence[Path], kind: str, folder: Path, into: str) -> dict[str, Path]:
    """The stem of each file and what LibreOffice, started once, makes of it in `folder`/`into`."""
    aliases = "".join(ALIAS.format(*pair) for pair in FACES.items())
    fonts = Path(bulletin_fonts.__file__).parent
    settings = folder / "fonts.conf"
    settings.write_text(
        f"<fontconfig><dir>{fonts}</dir><cachedir>{folder}/cache</cachedir>{aliases}</fontconfig>", "utf-8"
    )
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(folder / into)]
    surroundings = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, env=surroundings)
    return {file.stem: folder / into / f"{file.stem}.{kind}" for file in files}
