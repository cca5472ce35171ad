"""docxtpl's Word file made a PDF by LibreOffice, which is started anew each time, with a fresh profile."""

import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench import with_docxtpl


def pdf(words: dict[str, Any], folder: Path) -> Callable[[], bytes]:
    """Fill the template, then convert; the fonts are those of the other programs."""
    fill = with_docxtpl.docx(words, folder)
    places = {str(Path(face["file"]).parent) for face in words["faces"].values()}
    named = "".join(f"<dir>{place}</dir>" for place in sorted(places))

    def make() -> bytes:
        with tempfile.TemporaryDirectory() as scratch:
            inside = Path(scratch)
            (inside / "made.docx").write_bytes(fill())
            (inside / "fonts.conf").write_text(
                f"<fontconfig>{named}<cachedir>{folder}/font-cache</cachedir></fontconfig>", "utf-8"
            )
            command = ["soffice", f"-env:UserInstallation={(inside / 'profile').as_uri()}", "--headless"]
            command += ["--convert-to", "pdf", "--outdir", scratch, f"{scratch}/made.docx"]
            surroundings = {**os.environ, "FONTCONFIG_FILE": f"{scratch}/fonts.conf"}
            subprocess.run(command, check=True, capture_output=True, env=surroundings)
            return (inside / "made.pdf").read_bytes()

    return make
