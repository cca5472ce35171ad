"""Carry out what people decide about an edition: approve it, give it up, or correct it."""

from dataclasses import replace

from bulletin.issues.errors import BulletinError, DataRefused
from bulletin.issues.issue import error
from bulletin.publishing.office import Series
from bulletin.publishing.outcome import EditionOutcome
from bulletin.publishing.periods import Period
from bulletin.publishing.publication import AGAIN, IDENTITY, Publication
from bulletin.publishing.register import Edition
from bulletin.publishing.sequence import dated
from bulletin.publishing.store import digest_of


def approve(work: Publication, series: Series, period: Period, number: str = "") -> EditionOutcome:
    """Approve an edition that waits, and publish it; `number` is the one the office's registry has given it.

    Its date becomes the day of approval. It is made again if its date or number changes. An approved edition
    that is already out stays as it is.
    """
    try:
        work.agreed(series)
        last = _last(work, series, period)
        if last and last.state == "published" and last.approved and number in ("", last.number):
            return work.one(series, period)
        edition = _waiting(last, period)
        day = dated(series, work.register.editions(series.names), work.today)
        fresh = replace(work.examined(series, edition, number) if number else edition, dated=day)
        values: dict[str, object] = {"approved": work.now.isoformat(timespec="seconds")}
        if fresh != edition:
            values |= {"dated": day, "state": "allocated", "content": ""}
            values |= {name: getattr(fresh, name) for name in IDENTITY}
        if edition.state != "allocated" or number:  # not made, no number: nothing to approve
            work.change(edition, "approved", **values)
        return work.one(series, period)
    except BulletinError as refused:
        current = work.register.current(series.names, str(period))
        return EditionOutcome(series.name, str(period), "refused", current, refused.issues, refused.exit_code)


def void(work: Publication, series: Series, period: Period, reason: str) -> EditionOutcome:
    """Give up an edition that is not out; its number stays taken, and the reason is kept.

    Raises:
        BulletinError: no edition of the period waits, or the register disagrees with what can be seen.
    """
    work.agreed(series)
    given_up = work.register.editions(series.names, str(period))[-1:]
    if given_up and (given_up[0].state, given_up[0].reason) == ("void", reason):
        return EditionOutcome(series.name, str(period), "void", given_up[0])
    edition = _waiting(_last(work, series, period), period)
    edition = work.change(edition, "void", state="void", reason=reason)
    return EditionOutcome(series.name, str(period), "void", edition)


def correct(
    work: Publication, series: Series, period: Period, reason: str, number: str = ""
) -> EditionOutcome:
    """Issue the correction of a published edition from its changed data, or continue one already begun.

    Raises:
        BulletinError: no edition is out, its data is unchanged, or its data has errors.
    """
    work.agreed(series)
    edition = _last(work, series, period)
    if edition is not None and edition.corrects is not None and _begun(work, series, edition, reason):
        return work.one(series, period)
    if edition is None or edition.state != "published":
        text, hint = "Nothing of {period} is published.", "Only what is out can be corrected."
        raise DataRefused([error("B736", str(period), text, hint, period=str(period))])
    path = work.office.data(series, period)
    data = work.read(series, period)
    digest = digest_of(data)
    if digest == edition.input:
        text, hint = "The data of {period} is what was published.", "Change the data file first."
        raise DataRefused([error("B736", path.name, text, hint, period=str(period))])
    folder = f"{series.into}/{period}.{edition.edition + 1}"
    wanted = replace(work.wanted(series, period, digest), corrects=edition.id, folder=folder, reason=reason)
    wanted = work.examined(series, wanted, number, data)
    work.allocated(series, wanted)
    return work.one(series, period)


def _begun(work: Publication, series: Series, edition: Edition, reason: str) -> bool:
    """Return whether a correction is the one asked for; one that is not out takes the new `reason`."""
    if edition.state == "published":
        same = digest_of(work.read(series, Period.parse(edition.period))) == edition.input
        return same and edition.reason == reason
    if edition.reason != reason:
        work.change(edition, "another reason", reason=reason, **AGAIN)
    return True


def _last(work: Publication, series: Series, period: Period) -> Edition | None:
    """Return the last edition of a period, after finishing an interrupted publication of it."""
    edition = work.register.current(series.names, str(period))
    return edition and work.finished(edition)


def _waiting(edition: Edition | None, period: Period) -> Edition:
    """Return an edition that waits; raise `DataRefused` if there is none."""
    if edition is None or edition.state == "published":
        text = "Nothing of {period} waits."
        hint = "bulletin register list shows what there is; what is out can be corrected."
        raise DataRefused([error("B736", str(period), text, hint, period=str(period))])
    return edition
