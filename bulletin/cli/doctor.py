"""`bulletin doctor`: what this machine has of what the documents need, and the next step, on one screen."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from bulletin.cli.doctor_lines import report_lines, said
from bulletin.datafiles.files import read_source
from bulletin.diagnosis import Condition, Odd, State, examined, lacking, odd_characters
from bulletin.issues.errors import DataRefused, ExitCode
from bulletin.issues.issue import Phrase, errors
from bulletin.issues.messages import Language
from bulletin.typography.characters import point
from bulletin.typography.fonts import found_files

TRIAL_SECONDS = 120


def run(options: argparse.Namespace) -> int:
    """Print the findings and answer with the code for the worst."""
    findings = examined()
    if not lacking(findings):
        findings = (*findings, _trial())
    odd = _odd(options.file) if options.file else ()
    code = ExitCode.OK
    if any(one.state is State.MISSING for one in odd):
        code = ExitCode.DATA
    if lacking(findings):
        code = ExitCode.UNAVAILABLE
    if options.json:
        data = _as_data(findings, odd, options.lang)
        print(json.dumps({"exit_code": int(code), **data}, ensure_ascii=False, indent=2))
    else:
        for line in report_lines(findings, odd, options.file, options.lang):
            print(line)
    return int(code)


def _odd(file: str) -> tuple[Odd, ...]:
    """The odd characters of a data file, which need not be right in any other way."""
    _, _, parsed = read_source(file)
    if errors(parsed.issues):
        raise DataRefused(parsed.issues)
    return odd_characters(parsed.raw, parsed.places, found_files())


# ── a page for trial ─────────────────────────────────────────────────────────────────────────────────────


def _trial() -> Condition:
    """Whether a page can be set; tried in another process, as libraries that do not fit end theirs."""
    command = [sys.executable, "-c", "from bulletin.cli.doctor import set_page; set_page()"]
    path = os.pathsep.join(entry or os.curdir for entry in sys.path)
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    try:
        tried = subprocess.run(  # noqa: S603  # this very interpreter
            command, env=environment, capture_output=True, encoding="utf-8", errors="replace",
            timeout=TRIAL_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as cause:
        reason = str(cause)
    else:
        if tried.returncode == 0:
            return Condition(
                "python", "DOCX, PDF", State.FINE, (Phrase("a page of each was made for trial"),)
            )
        reason = (tried.stderr.strip().splitlines() or [f"exit code {tried.returncode}"])[-1]
    found = Phrase("could not be made: {reason}", {"reason": reason})
    return Condition("python", "DOCX, PDF", State.MISSING, (found,))


def set_page() -> None:
    """Make a page as DOCX and as PDF, and keep neither."""
    from bulletin.model.document import Document, Paragraph, Text
    from bulletin.writers import write

    document = Document("doctor", "gbt9704", "试", "zh-CN", (Paragraph("body", (Text("试"),)),))
    for kind in ("docx", "pdf"):
        write(document, kind)


def _as_data(findings: Sequence[Condition], odd: Sequence[Odd], language: Language) -> dict[str, Any]:
    return {
        "findings": [
            {
                "group": finding.group,
                "name": said(finding.name, language),
                "state": finding.state.value,
                "found": [said(words, language) for words in finding.found if words],
                "step": said(finding.step, language),
            }
            for finding in findings
        ],
        "characters": [
            {
                "character": one.character,
                "point": point(one.character),
                "printed": one.state is not State.MISSING,
                "lenders": dict(one.lenders),
                "places": list(one.places),
            }
            for one in odd
        ],
    }
