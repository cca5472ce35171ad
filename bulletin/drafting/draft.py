"""Turn a request into its draft (底稿): everything a document is made of, each read and computed once."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bulletin.checks.document import proofread
from bulletin.checks.layout import deviations
from bulletin.composition import Composer, Template, unread_texts
from bulletin.datafiles import located
from bulletin.drafting.examine import Examined, examine
from bulletin.drafting.request import FORMATS, Request, stem_of
from bulletin.issues.errors import BulletinError, DataRefused, DocumentRefused
from bulletin.issues.issue import Issue, Severity
from bulletin.ledger.account import account
from bulletin.ledger.entries import Ledger, places_of
from bulletin.model.brief import Brief
from bulletin.model.document import Document
from bulletin.model.facts import DataFile
from bulletin.model.figures import Figures
from bulletin.statistics import tally
from bulletin.typography.fonts import lent, stood_in, undrawable
from bulletin.typography.layout import Layout
from bulletin.typography.used import characters_by_face


@dataclass(frozen=True, slots=True, repr=False)
class Draft(Brief):
    """A document with everything it is made of, so that nothing is read or computed a second time.

    `examined` holds the request and its data. `ledger` is the full one. Issues come in three parts: about the
    data (`examined.issues` and texts that the template does not use), about the text, about the layout.
    """

    examined: Examined
    figures: Figures = field(repr=False)
    template: Template
    layout: Layout = field(repr=False)
    document: Document = field(repr=False)
    ledger: Ledger = field(repr=False)
    of_data: tuple[Issue, ...]
    of_text: tuple[Issue, ...]
    of_layout: tuple[Issue, ...]

    @property
    def request(self) -> Request:
        """The request it was made for."""
        return self.examined.request

    @property
    def data(self) -> DataFile:
        """The data of the period."""
        return self.examined.data

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All issues that do not depend on the formats."""
        return self.of_data + self.of_text + self.of_layout

    def _repr_html_(self) -> str:
        from bulletin.drafting.notebook import shown  # imported when needed: the writers

        return shown(self.document, self.layout, self.issues, self.figures.masks)

    def issues_for(self, formats: Collection[str]) -> tuple[Issue, ...]:
        """Return all issues, including those about fonts and characters in these formats."""
        return self.issues + self.of_fonts(formats) + self.of_characters(formats)

    def of_fonts(self, formats: Collection[str]) -> tuple[Issue, ...]:
        """Return a note if open fonts replace those of the standard; only a PDF carries its fonts."""
        return stood_in() if "pdf" in formats else ()

    def of_characters(self, formats: Collection[str]) -> tuple[Issue, ...]:
        """Return characters that cannot be printed; if there are none, those drawn by another face."""
        if not formats:
            return ()
        places = {entry.figure: entry.pointers[0] for entry in self.ledger.entries if entry.pointers}
        used = characters_by_face(self.document, self.layout, places)
        return located(undrawable(used) or (lent(used) if {*formats} & {*FORMATS} else ()), self.data)


def draft(request: Request) -> Draft:
    """Read, check, tally, compose and proofread what a request asks for.

    Raises:
        BulletinError: a subclass, carrying every issue found.
    """
    examined = examine(request)
    stop_at_errors(examined.issues, DataRefused, strict=request.strict)
    made = compose_draft(examined)
    issues = made.issues + made.of_fonts(request.formats)
    stop_at_errors(issues, DocumentRefused, strict=request.strict)
    return made


def compose_draft(examined: Examined, composer: Composer | None = None) -> Draft:
    """Make the draft of examined data, even if its text has errors; `composer` None: that of the request.

    Raises:
        DataRefused, TemplateRefused: no document can be made; all reasons are named.
    """
    request, data = examined.request, examined.data
    composer = composer or Composer(request.template or data.document.template or "news", request.folders,
                                    request.layout)  # fmt: skip
    figures = tally(data, examined.codelist)
    document = _dated(composer.compose(figures), request.epoch)
    template = composer.template
    stem = request.name or stem_of(data.source, template.name if request.template is not None else None)
    return Draft(
        examined, figures, template, composer.layout, document, _accounted(document, figures, data, stem),
        of_data=examined.issues + unread_texts(figures, template),
        of_text=composer.with_places(proofread(document, figures, template.requires, examined.codelist)),
        of_layout=deviations(composer.layout),
    )  # fmt: skip


def _accounted(document: Document, figures: Figures, data: DataFile, stem: str) -> Ledger:
    """Return the ledger, with where the data comes from as its caller says, and the rows of a table."""
    ledger = account(document, figures, stem)
    places = places_of(data.places, ledger.entries, ledger.claims)
    return replace(ledger, source=data.origin or ledger.source, places=places)


def stop_at_errors(issues: Iterable[Issue], kind: type[BulletinError], *, strict: bool) -> None:
    """Raise `kind` with all of `issues` if one of them is an error, or, with `strict`, a warning."""
    stopping = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    issues = tuple(issues)
    if any(issue.severity in stopping for issue in issues):
        raise kind(issues)


def _dated(document: Document, epoch: str) -> Document:
    """Date a document without a date by `epoch`, never by the clock."""
    if document.date or not re.fullmatch(r"[0-9]{1,11}", epoch):
        return document
    return replace(document, date=datetime.fromtimestamp(int(epoch), UTC).date().isoformat())
