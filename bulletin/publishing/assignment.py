"""Collect an edition and the bytes of the files it is made from."""

from dataclasses import dataclass
from pathlib import Path

from bulletin.datafiles import OWN_CODELIST, content_of, own_codelist
from bulletin.files.read import Content
from bulletin.model.facts import Printing
from bulletin.publishing.office import Office, Series
from bulletin.publishing.periods import Period
from bulletin.publishing.register import Edition


@dataclass(frozen=True, slots=True)
class Assignment:
    """An edition to be made, the files it is made from, and the editions it corrects, oldest first.

    `data` is its data file, `before` that of the period before (None: the series begins here), `codelist` the
    office's own entries (None: there are none). An edition without a number takes the one in its data.
    `printing` says how its numbers are printed; None: by today's rules.
    """

    office: Office
    series: Series
    edition: Edition
    data: Content
    before: Content | None = None
    codelist: Content | None = None
    earlier: tuple[Edition, ...] = ()
    printing: Printing | None = None

    @property
    def corrects(self) -> Edition | None:
        """The edition it corrects; None: it is no correction."""
        return self.earlier[-1] if self.earlier else None

    @property
    def original(self) -> Edition:
        """The first edition, whose number and date the text bears, even when it is corrected."""
        return self.earlier[0] if self.earlier else self.edition

    @property
    def period(self) -> Period:
        """The period it reports on."""
        return Period.parse(self.edition.period)

    @property
    def inputs(self) -> dict[Path, Content]:
        """Path → each file that the edition is made from."""
        path = self.office.data(self.series, self.period)
        read = {path: self.data, path.with_name(OWN_CODELIST): self.codelist}
        if self.before is not None:
            read[self.office.data(self.series, self.period.before)] = self.before
        return {path: content for path, content in read.items() if content is not None}

    @property
    def stem(self) -> str:
        """The name of its files: monthly-2018-08; monthly-2018-08.2 for its correction."""
        return f"{self.series.name}-{Path(self.edition.folder).name}"


def assigned(
    office: Office, series: Series, edition: Edition, data: Content | None, earlier: tuple[Edition, ...]
) -> Assignment:
    """Read the files that an edition is made from; `data` None: read its data file, too.

    Raises:
        BulletinError: a file cannot be read.
    """
    period = Period.parse(edition.period)
    path, before = office.data(series, period), None
    if not period.is_first and period != series.since:
        last = office.data(series, period.before)
        before = content_of(last) if series.since or last.is_file() else None
    return Assignment(office, series, edition, data or content_of(path), before, own_codelist(path), earlier)
