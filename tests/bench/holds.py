"""Does a document say all of it? Its text is read by others (python-docx, pdftotext), white space taken out.

python holds.py DOCUMENT FOLDER    # prints the lines of FOLDER/words.json that it does not hold, as JSON
"""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path


def text_of(document: Path) -> str:
    """All text of a Word file or a PDF, without white space."""
    if document.suffix == ".pdf":
        command = ["pdftotext", "-raw", "-enc", "UTF-8", str(document), "-"]
        text = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    else:
        import docx
        from docx.oxml.ns import qn

        body = docx.Document(str(document)).element.body
        text = "".join(piece.text or "" for piece in body.iter(qn("w:t")))
    return bare(text)


def bare(text: str) -> str:
    """A text without white space."""
    return re.sub(r"\s+", "", text)


def missing(text: str, lines: list[str]) -> list[str]:
    """Those of the lines that the text does not hold, in their order.

    What a page ends in the middle of stands in pieces, with a page number and the head of the table among
    them, cell after cell. Such a line is held if all its characters stand between the lines around it.
    """
    lost: list[str] = []
    broken: list[str] = []
    at = 0
    for line in [*lines, ""]:
        found = text.find(bare(line), at) if line else len(text)
        if found < 0:
            broken.append(line)
            continue
        if Counter(bare("".join(broken))) - Counter(text[at:found]):
            lost += broken
        broken, at = [], found + len(bare(line))
    return lost


if __name__ == "__main__":
    expected = json.loads((Path(sys.argv[2]) / "words.json").read_text("utf-8"))["expected"]
    print(json.dumps(missing(text_of(Path(sys.argv[1])), expected), ensure_ascii=False))
