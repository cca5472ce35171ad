"""What people decide about an edition: to let it out, to give it up, to correct it."""

from dataclasses import replace

from bulletin.issues.errors import BulletinError, DataRefused
from bulletin.issues.issue import error
from bulletin.publishing.office import Series
from bulletin.publishing.periods import Period
from bulletin.publishing.publication import AGAIN, IDENTITY, EditionOutcome, Publication, digest_of
from bulletin.publishing.register import Edition
from bulletin.publishing.sequence import dated


def approve(work: Publication, series: Series, period: Period, number: str = "") -> EditionOutcome:
    """Let an edition out that waits for it; `number` is the one the office's registry has given it.

    It is dated with the day it is approved, and made anew if it bears another or gets a number. One that was
    approved and is out stays as it is.
    """
    try:
        last = _last(work, series, period)
        if last and last.state == "published" and last.approved and number in ("", last.number):
            return work.one(series, period)
        edition = _waiting(last, period)
        day = dated(series, work.register.editions(series.name), work.today)
        fresh = replace(work.examined(series, edition, number) if number else edition, dated=day)
        values: dict[str, object] = {"approved": work.now.isoformat(timespec="seconds")}
        if fresh != edition:
            values |= {"dated": day, "state": "allocated", "content": ""}
            values |= {name: getattr(fresh, name) for name in IDENTITY}
        if edition.state != "allocated" or number:  # nobody approves what has neither been made nor numbered
            work.change(edition, "approved", **values)
        return work.one(series, period)
    except BulletinError as refused:
        current = work.register.current(series.name, str(period))
        return EditionOutcome(series.name, str(period), "refused", current, refused.issues, refused.exit_code)


def void(work: Publication, series: Series, period: Period, reason: str) -> EditionOutcome:
    """Give up an edition that is not out; its number stays taken, with the reason.

    Raises:
        DataRefused: there is none.
    """
    given_up = work.register.editions(series.name, str(period))[-1:]
    if given_up and (given_up[0].state, given_up[0].reason) == ("void", reason):
        return EditionOutcome(series.name, str(period), "void", given_up[0])
    edition = _waiting(_last(work, series, period), period)
    edition = work.change(edition, "void", state="void", reason=reason)
    return EditionOutcome(series.name, str(period), "void", edition)


def correct(
    work: Publication, series: Series, period: Period, reason: str, number: str = ""
) -> EditionOutcome:
    """Issue what corrects a published edition, from data that was changed since; or go on with doing so.

    Raises:
        BulletinError: nothing is out, nothing was changed, or the data is at fault.
    """
    edition = _last(work, series, period)
    if edition is not None and edition.corrects is not None and _begun(work, series, edition, reason):
        return work.one(series, period)
    if edition is None or edition.state != "published":
        text, hint = "Nothing of {period} is published.", "Only what is out can be corrected."
        raise DataRefused([error("B736", str(period), text, hint, period=str(period))])
    path = work.office.data(series, period)
    digest = digest_of(path)
    if digest == edition.input:
        text, hint = "The data of {period} is what was published.", "Change the data file first."
        raise DataRefused([error("B736", path.name, text, hint, period=str(period))])
    folder = f"{series.into}/{period}.{edition.edition + 1}"
    wanted = replace(work.wanted(series, period, digest), corrects=edition.id, folder=folder, reason=reason)
    wanted = work.examined(series, wanted, number)
    work.register.allocate(wanted, work.now, numbered=series.number == "register")
    return work.one(series, period)


def _begun(work: Publication, series: Series, edition: Edition, reason: str) -> bool:
    """Whether a correction is the one that is asked for; one that is not out takes the reason given now."""
    if edition.state == "published":
        same = digest_of(work.office.data(series, Period.parse(edition.period))) == edition.input
        return same and edition.reason == reason
    if edition.reason != reason:
        work.change(edition, "another reason", reason=reason, **AGAIN)
    return True


def _last(work: Publication, series: Series, period: Period) -> Edition | None:
    """The last edition of a period, entered as published if it had come out when a run was interrupted."""
    edition = work.register.current(series.name, str(period))
    return edition and work.finished(edition)


def _waiting(edition: Edition | None, period: Period) -> Edition:
    if edition is None or edition.state == "published":
        text = "Nothing of {period} waits."
        hint = "bulletin register list shows what there is; what is out can be corrected."
        raise DataRefused([error("B736", str(period), text, hint, period=str(period))])
    return edition
