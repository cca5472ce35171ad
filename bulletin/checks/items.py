"""Check lists item by item: part against whole, month against year to date, edition against edition."""

from collections.abc import Iterator
from decimal import Decimal

from bulletin.checks.editions import continues, follows, pairs
from bulletin.checks.likeness import inside
from bulletin.checks.sums import CORRECT
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error, warning
from bulletin.model.facts import Amount, Count
from bulletin.model.scopes import by_subject, subject_of, wholes_of
from bulletin.model.terms import Mode, Status

SAME_PERIOD = ("sanctioned",)
"""Later stages that are counted with the earlier one, so that nothing is carried over from before."""
PEOPLE_AND_CASES = ("人", "件", "起")


def same_items(count: Count, other: Count) -> Iterator[tuple[str, Count, Count]]:
    """Yield key and both counts of every item that stands in the same list of `count` and `other`.

    Only exact numbers in the same measure word; items of items too.
    """
    if count.unit != other.unit and None not in (count.unit, other.unit):
        return
    for dimension, breakdown in count.by.items():
        others = other.by[dimension].items if dimension in other.by else {}
        for key, item in breakdown.items.items():
            match = others.get(key)
            if item is None or match is None or item.approximate or match.approximate:
                continue
            if item.value is not None and match.value is not None and item.unit == match.unit:
                yield key, item, match
            yield from same_items(item, match)


def items_of_wholes(view: View) -> Iterator[Issue]:
    """Check that an item of a part is at most the same item of its whole: 乡科级 of 处分 and of 处理."""
    for table in view.tables():
        for key, count in table.items():
            entry = view.codelist.indicators.get(key)
            if entry is None:
                continue
            for whole, total in view.wholes(key, table):
                stage = whole not in entry.part_of and key not in SAME_PERIOD
                if stage or view.unit(key, count) != view.unit(whole, total):
                    continue
                for item, part, held in same_items(count, total):
                    if _more(part, held):
                        text = "{item}: {n} under {part}, more than the {total} under {whole}."
                        yield error("B232", part.place, text, CORRECT, (held.place,), item=view.label(item),
                                    n=part.value, part=view.label(key), total=held.value,
                                    whole=view.label(whole))  # fmt: skip
    yield from _mixed_stages(view)


def _more(part: Count, whole: Count) -> bool:
    slack = Decimal((part.resolution or 0) + (whole.resolution or 0)) / 2
    return Decimal(part.value or 0) > Decimal(whole.value or 0) + slack


def _mixed_stages(view: View) -> Iterator[Issue]:
    """Check that a later stage in 人 is at most the earlier one in 件, and the other way round."""
    for table in view.tables():
        for key, count in table.items():
            entry = view.codelist.indicators.get(key)
            before = table.get(entry.next_of) if entry and entry.next_of else None
            if entry is None or before is None or not (count.unit or before.unit):
                continue
            units = (view.unit(key, count), view.unit(entry.next_of, before))
            mixed = units[0] != units[1] and "人" in units and set(units) <= set(PEOPLE_AND_CASES)
            if mixed and count.value and before.value and _more(count, before):
                text = "{part} is {n}{unit}, {whole} {total}{other}: the two are not counted alike."
                hint = "Give both in one measure word; the number of persons goes into “persons” (人数)."
                yield error("B232", count.place, text, hint, (before.place,), part=view.label(key),
                            n=count.value, unit=units[0], whole=view.label(entry.next_of),
                            total=before.value, other=units[1])  # fmt: skip


def items_of_periods(view: View) -> Iterator[Issue]:
    """Check that an item of a month is at most the same item of the months that include it."""
    groups = by_subject(view.data)
    for part in view.data.scopes:
        for total in wholes_of(subject_of(view.data, part), groups):
            if part is total or not inside(view.data, part, total):
                continue
            for key, count in part.results.items():
                for item, small, large in _items(count, total.results.get(key)):
                    if _more(small, large):
                        text = "{item} of {label} is {n} in “{part}”, more than the {total} in “{whole}”."
                        yield error("B307", small.place, text, CORRECT, (large.place,), item=view.label(item),
                                    label=view.label(key), n=small.value, part=part.label, total=large.value,
                                    whole=total.label)  # fmt: skip


def _items(count: Count, other: Count | None) -> Iterator[tuple[str, Count, Count]]:
    if other is not None:
        yield from same_items(count, other)


def items_of_editions(view: View) -> Iterator[Issue]:
    """Check the items of the year to date against the edition before: they grow by those of this period."""
    if view.previous is None:
        return
    for scope, before in pairs(view):
        if not continues(view, scope, before):
            continue
        for key, count in scope.results.items():
            for item, now, earlier in _items(count, before.results.get(key)):
                if _more(earlier, now) and not view.may_fall(item):
                    text = "{item} of {label} is {now}; the edition before, counted alike, had {before}."
                    hint = "Check both editions; a correction needs a 更正."
                    yield warning("B308", now.place, text, hint, item=view.label(item), label=view.label(key),
                                  now=now.value, before=earlier.value)  # fmt: skip
    for total, last, part in follows(view):
        for key, count in total.results.items():
            if key in last.results and key in part.results:
                yield from _increments(view, key, count, last.results[key], part.results[key])


def _increments(view: View, key: str, total: Count, earlier: Count, added: Count) -> Iterator[Issue]:
    before = {now.at: last for _, now, last in same_items(total, earlier)}
    for item, now, month in same_items(total, added):
        last = before.get(now.at)
        if last is None or view.may_fall(item) or now.resolution or last.resolution or month.resolution:
            continue
        first, second, given = (_value(each) for each in (last, month, now))
        if first + second != given:
            text = (
                "{item} of {label}: {first} up to the edition before and {second} since make {total}, not "
                "{given}."
            )
            hint = "Correct it, or publish a correction (更正) of the edition before."
            yield error("B308", now.place, text, hint, (month.place,), item=view.label(item),
                        label=view.label(key), first=first, second=second, total=first + second,
                        given=given)  # fmt: skip


def _value(count: Count) -> Amount:
    return count.value or 0


def plan_holds_rounds(view: View) -> Iterator[Issue]:
    """Check that the number inspected so far holds what the completed rounds inspected."""
    plan = view.data.plan
    if plan is None or plan.covered is None or plan.covered.value is None or plan.covered.approximate:
        return
    completed = [entry for entry in view.data.rounds if entry.status is Status.COMPLETED]
    done = [entry for entry in completed if Mode.LOOK_BACK not in entry.modes]
    total = sum(entry.inspected.value or 0 for entry in done)
    if total > plan.covered.value:
        text = "{covered} organisations are said to be inspected; the completed rounds make {total}."
        yield error("B211", plan.covered.place, text, CORRECT, tuple(entry.inspected.place for entry in done),
                    covered=plan.covered.value, total=total)  # fmt: skip
