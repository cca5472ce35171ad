"""Word files as LibreOffice prints and edits them, with the standard's faces drawn by the stand-ins."""

import os
import subprocess
from collections.abc import Mapping, Sequence
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


def written_and_printed(forms: Mapping[str, Mapping[str, bytes]], folder: Path) -> dict[str, Path]:
    """`FORM.pdf` and `FORM.docx` of each form's contents, and `FORM.printed`, printed without the gap."""
    files: dict[str, Path] = {}
    for form, contents in forms.items():
        for kind, content in contents.items():
            files[f"{form}.{kind}"] = folder / f"{form}.{kind}"
            files[f"{form}.{kind}"].write_bytes(content)
    words = [file for name, file in files.items() if name.endswith("docx")]
    gapless = printed_without_gap(words, folder)
    return {**files, **{f"{form}.printed": file for form, file in gapless.items()}}


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
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(folder / into)]
    started([*command, *map(str, files)], folder)
    return {file.stem: folder / into / f"{file.stem}.{kind}" for file in files}


def started(command: Sequence[str], folder: Path) -> None:
    """LibreOffice with the project's fonts alone."""
    aliases = "".join(ALIAS.format(*pair) for pair in FACES.items())
    fonts = Path(bulletin_fonts.__file__).parent
    settings = folder / "fonts.conf"
    settings.write_text(
        f"<fontconfig><dir>{fonts}</dir><cachedir>{folder}/cache</cachedir>{aliases}</fontconfig>", "utf-8"
    )
    surroundings = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    subprocess.run(command, check=True, capture_output=True, env=surroundings)


MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub Insert(source As String, target As String, after As String, inserted As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  text = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  search = text.createSearchDescriptor()
  search.SearchString = after
  found = text.findFirst(search)
  cursor = found.Text.createTextCursorByRange(found.End)
  cursor.gotoEndOfParagraph(False)
  found.Text.insertControlCharacter(cursor, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
  found.Text.insertString(cursor, inserted, False)
  Dim word(0) As New com.sun.star.beans.PropertyValue
  word(0).Name = "FilterName" : word(0).Value = "MS Word 2007 XML"
  text.storeToURL(target, word())
  text.close(True)
End Sub
</script:module>
"""


def with_paragraph(file: Path, folder: Path, after: str, inserted: str) -> Path:
    """A Word file in which LibreOffice has put a paragraph behind the one that says `after`."""
    profile, target = folder / "editing", folder / "edited.docx"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    started([*command, "--terminate_after_init"], folder)
    # A macro beside a profile that is not there yet would be replaced by an empty one.
    (profile / "user" / "basic" / "Standard" / "Module1.xba").write_text(MACRO, "utf-8")
    arguments = ", ".join(f'"{each}"' for each in (file.as_uri(), target.as_uri(), after, inserted))
    started([*command, f"macro:///Standard.Module1.Insert({arguments})"], folder)
    return target
