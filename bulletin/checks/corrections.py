"""Check a correction: it names the corrected document, and its numbers differ from the printed ones."""

import re
from collections.abc import Iterator

from bulletin.checks.rounds import NUMBER
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error
from bulletin.model.facts import Correction
from bulletin.wording import Vocabulary, find_numerals, vocabulary_of

NAME_IT = "Name it under “document”: “corrects”, with title, number and date."


def corrections_correct(view: View) -> Iterator[Issue]:
    """Check that a correction names its document, and that its numbers differ from the printed ones."""
    document, corrections = view.data.document, view.data.records.corrections
    corrected = document.corrects
    if corrections and corrected is None:
        yield error("B226", "/document", "The document that is corrected is not named.", NAME_IT)
    if corrected is not None:
        if not corrections:
            text, hint = "Nothing is corrected.", "Give what was printed and what is right: “corrections”."
            yield error("B226", "/records", text, hint)
        if corrected.title.startswith("《"):
            yield error("B226", f"{corrected.at}/title", "The title is given in 《》.", "Leave them out.")
        if corrected.number is not None and not NUMBER.fullmatch(corrected.number):
            text, hint = (
                "“{number}” is not the form of a document number.",
                "Write it like 云巡组〔2026〕8号.",
            )
            yield error("B220", f"{corrected.at}/number", text, hint, number=corrected.number)
        if corrected.date is not None and document.date is not None and corrected.date > document.date:
            text, hint = "{moment} lies after the date of the document, {day}.", "Correct one of them."
            yield error("B215", f"{corrected.at}/date", text, hint, ("/document/date",),
                        moment=corrected.date.isoformat(), day=document.date.isoformat())  # fmt: skip
    if corrections:
        yield from _each(corrections, vocabulary_of(view.codelist))


def _each(corrections: tuple[Correction, ...], vocabulary: Vocabulary) -> Iterator[Issue]:
    first: dict[tuple[str, tuple[str, ...], str], str] = {}
    for each in corrections:
        if worth(each.printed, vocabulary) == worth(each.corrected, vocabulary):
            text, hint = (
                "“{printed}” and “{corrected}” say the same.",
                "Leave it out, or correct one of them.",
            )
            yield error("B226", f"{each.at}/corrected", text, hint, printed=each.printed,
                        corrected=each.corrected)  # fmt: skip
        before = first.setdefault((each.label, each.places, each.printed), each.at)
        if before != each.at:
            yield error("B226", each.at, "This is corrected twice.", "Keep one of the two.", (before,))


def worth(words: str, vocabulary: Vocabulary) -> tuple[object, ...]:
    """Return the meaning of words: numbers by value, so that 91% equals 91.0%, and the words around them."""
    numerals = find_numerals(words, vocabulary)
    rest, at = "", 0
    for numeral in numerals:
        rest, at = f"{rest}{words[at : numeral.start]}#", numeral.end
    values = tuple((numeral.kind, numeral.value) for numeral in numerals)
    return (*values, re.sub(r"\s", "", rest + words[at:]))
