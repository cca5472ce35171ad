"""What whoever makes an edition has to know of it."""

from dataclasses import dataclass
from pathlib import Path

from bulletin.publishing.office import Office, Series
from bulletin.publishing.periods import Period
from bulletin.publishing.register import Edition


@dataclass(frozen=True, slots=True)
class Task:
    """An edition to be made, and those it corrects, first first; without a number it takes the data's."""

    office: Office
    series: Series
    edition: Edition
    earlier: tuple[Edition, ...] = ()

    @property
    def corrects(self) -> Edition | None:
        """What it corrects, if anything."""
        return self.earlier[-1] if self.earlier else None

    @property
    def original(self) -> Edition:
        """The edition whose number and day the text bears: corrected, it is still the text of that number."""
        return self.earlier[0] if self.earlier else self.edition

    @property
    def period(self) -> Period:
        """What it is about."""
        return Period.parse(self.edition.period)

    @property
    def data(self) -> Path:
        """Its data file."""
        return self.office.data(self.series, self.period)

    @property
    def before(self) -> Path | None:
        """The data of the period before, which this one runs on from; None: the series begins here."""
        if self.period.is_first or self.period == self.series.since:
            return None
        path = self.office.data(self.series, self.period.before)
        return path if self.series.since or path.is_file() else None

    @property
    def stem(self) -> str:
        """The name of its files: monthly-2018-08, monthly-2018-08.2 for what corrects it."""
        return f"{self.series.name}-{Path(self.edition.folder).name}"
