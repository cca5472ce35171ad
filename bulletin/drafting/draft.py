"""Turn a request into its draft (底稿): everything a document is made of, each read and computed once."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bulletin.checks.document import proof_of
from bulletin.checks.layout import deviations
from bulletin.checks.plugged import check_plugged
from bulletin.checks.unprinted import unprinted
from bulletin.composition import Composer, Template, unread_texts
from bulletin.composition.rest import rest_of
from bulletin.datafiles import located
from bulletin.drafting.examine import Examined, examine
from bulletin.drafting.request import FORMATS, Request, stem_of
from bulletin.issues.errors import BulletinError, DataRefused, DocumentRefused
from bulletin.issues.issue import Issue, Severity
from bulletin.ledger.account import account
from bulletin.ledger.accounted import account_for
from bulletin.ledger.entries import Ledger, places_of, plugin_entry, with_plugins
from bulletin.model.account import Account
from bulletin.model.brief import Brief
from bulletin.model.document import Document
from bulletin.model.facts import DataFile
from bulletin.model.figures import Figures
from bulletin.model.provenance import provenance_of
from bulletin.model.terms import Rest
from bulletin.statistics import tally
from bulletin.typography.fonts import lent, stood_in, undrawable
from bulletin.typography.layout import Layout
from bulletin.typography.used import characters_by_face
from bulletin.wording.masking import masker


@dataclass(frozen=True, slots=True, repr=False)
class Draft(Brief):
    """A document with everything it is made of, so that nothing is read or computed a second time.

    `examined` holds the request and its data, `figures` all exact values, `template` what wrote the
    `document`. `ledger` is the full one; it is not for the public. Issues come in four parts: about the data
    (`of_data`: `examined.issues` and texts that the template does not use), about the text (`of_text`), about
    the layout (`of_layout`), and about what was given and is not printed (`of_account`).

    Private: `layout`, `account`.
    """

    examined: Examined
    figures: Figures = field(repr=False)
    template: Template
    layout: Layout = field(repr=False)
    document: Document = field(repr=False)
    ledger: Ledger = field(repr=False)
    account: Account = field(repr=False)
    of_data: tuple[Issue, ...]
    of_text: tuple[Issue, ...]
    of_layout: tuple[Issue, ...]
    of_account: tuple[Issue, ...]

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
        return self.of_data + self.of_text + self.of_layout + self.of_account

    def _repr_html_(self) -> str:
        from bulletin.drafting.notebook import shown  # imported when needed: the writers

        return shown(self.document, self.layout, self.issues, self.figures.masks)

    def issues_for(self, formats: Collection[str]) -> tuple[Issue, ...]:
        """Return all issues, including those about fonts and characters in these `formats`.

        Raises:
            ToolMissing: a face is not on this machine.
        """
        return self.issues + self.of_fonts(formats) + self.of_characters(formats)

    def of_fonts(self, formats: Collection[str]) -> tuple[Issue, ...]:
        """Return a note if open fonts replace those of the standard and `pdf` is among `formats`.

        Only a PDF carries its fonts.

        Raises:
            ToolMissing: a face is not on this machine.
        """
        return stood_in() if "pdf" in formats else ()

    def of_characters(self, formats: Collection[str]) -> tuple[Issue, ...]:
        """Return characters that cannot be printed in `formats`, else those that another face draws.

        Raises:
            ToolMissing: a face is not on this machine.
        """
        if not formats:
            return ()
        places = {entry.figure: entry.pointers[0] for entry in self.ledger.entries if entry.pointers}
        used = characters_by_face(self.document, self.layout, places)
        return located(undrawable(used) or (lent(used) if {*formats} & {*FORMATS} else ()), self.data)


def draft(request: Request) -> Draft:
    """Read, check, tally, compose and proofread what `request` asks for.

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
                                    request.layout, request.plugins)  # fmt: skip
    template = composer.template
    figures = tally(data, examined.codelist)
    made = _compose(examined, composer, figures)
    if data.document.rest is Rest.TABLE:
        left = {each.pointer for leaves in made.account.reported().values() for each in leaves}
        figures = replace(figures, nodes={**figures.nodes, "rest": rest_of(figures, left)})
        made = _compose(examined, composer, figures)
    read = proof_of(made.document, figures, template.requires, examined.codelist, data.records.vouched)
    ledger = replace(made.ledger, typed=read.typed)
    return Draft(
        examined, figures, template, composer.layout, made.document, ledger, made.account,
        of_data=examined.issues + unread_texts(figures, template),
        of_text=located(composer.with_places(read.issues), data) + made.noticed,
        of_layout=deviations(composer.layout),
        of_account=located(unprinted(made.account, data, examined.codelist, template.texts), data),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Composed:
    """A document with its ledger, the account of what was given, and the issues of checks by plug-ins."""

    document: Document
    ledger: Ledger
    account: Account
    noticed: tuple[Issue, ...]


def _compose(examined: Examined, composer: Composer, figures: Figures) -> _Composed:
    request, data, template = examined.request, examined.data, composer.template
    document = _dated(composer.compose(figures), request.epoch)
    stem = request.name or stem_of(data.source, template.name if request.template is not None else None)
    asked = {"data": data, "previous": examined.previous, "codelist": examined.codelist,
             "figures": figures, "document": document}  # fmt: skip
    noticed, checks = check_plugged(request.plugins, asked)
    ledger = _accounted(document, figures, data, stem)
    ledger = with_plugins(ledger, (*examined.plugins, *map(plugin_entry, (*composer.plugins, *checks))))
    given = account_for(
        examined.raw, data, figures, ledger, codelist=examined.codelist, declared=template.unprinted
    )
    return _Composed(document, ledger, given, noticed)


def _accounted(document: Document, figures: Figures, data: DataFile, stem: str) -> Ledger:
    """Return the ledger, with where the data comes from as its caller says, and the rows of a table."""
    ledger = account(document, figures, stem)
    hide = masker(figures.masks)
    origins = {at: hide(place) for at, place in provenance_of(data).items()}
    places = places_of(origins, ledger.entries, ledger.claims)
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
