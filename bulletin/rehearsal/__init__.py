"""Turn a template into the list of its faults: read it, and try it with random data (`samples`).

Every fault that `build` would report for one data file is reported here for all of them, once. Branches that
no data enters are checked by their text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.composition import Composer, find_template
from bulletin.composition.markup.grammar import ATTRIBUTES, KNOWN, MARKUP, UNWRITTEN
from bulletin.composition.outline import Piece, outline
from bulletin.drafting.draft import compose_draft
from bulletin.drafting.examine import examine
from bulletin.drafting.request import Request
from bulletin.issues.errors import BulletinError, ExitCode
from bulletin.issues.issue import Issue, Phrase, Severity, error, errors, warning
from bulletin.model.codelist import Codelist, shipped_codelist
from bulletin.model.document import Document, lines_of, text_of
from bulletin.rehearsal.samples import Sample, samples
from bulletin.typography.layout import Layout
from bulletin.wording import vocabulary_of
from bulletin.wording.typed import MORE_UNITS, PASSING, typed_numbers

MARKS = re.compile(r".{0,6}(?:[，、；：][，、；：。]|。[。，、；：]).{0,6}")
"""Two punctuation marks side by side: the text between them was empty."""
LINE = re.compile(r"(.*?):(\d+)(?=[:\t]|$)")
"""The file and the line of a place, which may go on with a column or the words of a branch."""
TAG = re.compile(r"</?([A-Za-z][\w:.-]*)")
ROLE = re.compile(r"""\srole\s*=\s*["']([\w-]*)["']""")


@dataclass(frozen=True, slots=True)
class Found:
    """An issue, the special feature of the data that first showed it, and the number of data sets with it."""

    issue: Issue
    data: Phrase | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The result for a template: the number of data sets, the faults found, the branches never entered.

    A branch is given by its place and its first words.
    """

    name: str
    tried: int
    found: tuple[Found, ...]
    untaken: tuple[tuple[str, str], ...] = ()
    unfit: tuple[Sample, ...] = ()

    def exit_code(self, *, strict: bool = False) -> ExitCode:
        """Return the exit code of the command."""
        stopping = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
        refused = any(found.issue.severity in stopping for found in self.found)
        return ExitCode.CONFIG if refused else ExitCode.OK


def rehearse(
    name: str,
    search: Sequence[Path] = (),
    codelist: Codelist | None = None,
    progress: Callable[[int], object] | None = None,
    plugins: Sequence[str] = (),
) -> Rehearsal:
    """Try the template `name` with data of every kind; report every fault once, with its line.

    `progress` hears after each set of data how many have been tried. `plugins` are the names of those whose
    filters the template may use.

    Raises:
        TemplateRefused: there is no such template, or its manifest cannot be read.
    """
    codelist = codelist or shipped_codelist()
    template = find_template(name, search)
    found: dict[tuple[str, str, str], Found] = {}

    def note(issues: Sequence[Issue], data: Phrase | None = None) -> None:
        for issue in issues:
            key = (issue.code, issue.place, issue.text)
            times = found[key].times + 1 if key in found else 1
            found[key] = Found(found[key].issue if key in found else issue, _first(found, key, data), times)

    try:
        composer = Composer(template, search, plugins=plugins)
        about = outline(template, search)
    except BulletinError as refused:
        note(refused.issues)
        return Rehearsal(template.name, 0, tuple(found.values()))
    reached = set[str]()
    tried, unfit = 0, list[Sample]()
    for sample in samples(template, about, codelist):
        examined = examine(Request(sample.raw, codelist=codelist))
        if errors(examined.issues):
            unfit.append(sample)
            continue
        tried += 1
        try:
            made = compose_draft(examined, composer)
            note((*made.of_text, *_marks(made.document)), sample.says)
        except BulletinError as refused:
            note(refused.issues, sample.says)
            if any(issue.code == "B411" for issue in refused.issues):
                break  # it costs too much to be tried again
        reached |= composer.environment.meter.reached
        if progress is not None:
            progress(tried)
    branches = composer.environment.branches | {piece.branch for piece in about.pieces}
    untaken = sorted(branches - reached, key=_by_line)
    note(
        tuple(
            _unread([piece for piece in about.pieces if piece.branch in untaken], composer.layout, codelist)
        )
    )
    own_file = composer.entry
    places = [tuple(branch.split("\t")) for branch in untaken if branch.startswith(own_file)]
    shown = composer.with_places([each.issue for each in found.values()])
    placed = [replace(each, issue=issue) for each, issue in zip(found.values(), shown, strict=True)]
    ordered = tuple(sorted(placed, key=lambda each: _by_line(each.issue.place)))
    return Rehearsal(template.name, tried, ordered, tuple((at, words) for at, words in places), tuple(unfit))


def _first(
    found: dict[tuple[str, str, str], Found], key: tuple[str, str, str], data: Phrase | None
) -> Phrase | None:
    return found[key].data if key in found else data


def _by_line(place: str) -> tuple[str, int, str]:
    """Return a sort key that puts places in line order."""
    match = LINE.match(place)
    return (match[1], int(match[2]), place) if match else (place, 0, place)


def _marks(document: Document) -> Iterator[Issue]:
    """Yield punctuation marks that meet, since the piece of sentence between them was empty."""
    for at, inlines in lines_of(document):
        for match in MARKS.finditer(text_of(inlines)):
            text, hint = "Two punctuation marks meet: “…{words}…”.", "Ask for the piece between them first."
            yield warning("B413", at, text, hint, words=match[0])


def _unread(pieces: Sequence[Piece], layout: Layout, codelist: Codelist) -> Iterator[Issue]:
    """Yield what would be refused in text that no data has reached."""
    vocabulary = vocabulary_of(codelist, MORE_UNITS)
    for piece in pieces:
        for tag in TAG.findall(piece.text):
            if tag not in ATTRIBUTES or tag in UNWRITTEN:
                hint = MARKUP
                yield error(
                    "B405", piece.at, "<{tag}> is not part of the markup.", hint, tag=tag, known=KNOWN
                )
        for role in ROLE.findall(piece.text):
            if role and role not in layout.paragraph_roles:
                text, hint = "The layout has no role “{role}”.", "Roles: {roles}."
                roles = ", ".join(sorted(layout.paragraph_roles))
                yield error("B406", piece.at, text, hint, role=role, roles=roles)
        words = re.sub(r"<[^>]*>?", "", piece.text)
        for numeral in typed_numbers(words, vocabulary):
            if numeral.kind not in ("statistic", "no_day") and numeral.zh not in PASSING:
                continue
            text = "The number {number} in “…{context}…” comes from no figure."
            hint = "Print a figure of the data in the template instead."
            context = words[max(0, numeral.start - 8) : numeral.end + 8]
            yield error("B501", piece.at, text, hint, number=numeral.text, context=context)
