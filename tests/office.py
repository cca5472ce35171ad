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


def printed(files: Sequence[Path], folder: Path) -> dict[str, Path]:
    """The stem of each Word file and the PDF that LibreOffice makes of it in `folder`/printed."""
    aliases = "".join(ALIAS.format(*pair) for pair in FACES.items())
    fonts = Path(bulletin_fonts.__file__).parent
    settings = folder / "fonts.conf"
    settings.write_text(
        f"<fontconfig><dir>{fonts}</dir><cachedir>{folder}/cache</cachedir>{aliases}</fontconfig>", "utf-8"
    )
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder / "printed")]
    surroundings = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, env=surroundings)
    return {file.stem: folder / "printed" / f"{file.stem}.pdf" for file in files}
