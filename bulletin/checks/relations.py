"""Check the relations of the codelist: parts and wholes, stages, measure words."""

from collections.abc import Iterator

from bulletin.checks.sums import CORRECT
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error, note, warning
from bulletin.model.codelist import Codelist
from bulletin.model.facts import Count
from bulletin.model.implied import inspected_by_groups, results_implied, results_of_rounds, unit_in


def part_of_whole(view: View) -> Iterator[Issue]:
    """Check that a part does not exceed its whole."""
    for key, count, whole, total in exceeding(view, "part_of"):
        if count.word or total.word:
            continue  # approximations_hold
        text = "{part} is {n}, more than {whole}, which is {total}."
        yield error("B204", count.place, text, CORRECT, (total.place,), part=view.label(key), n=count.value,
                    whole=view.label(whole), total=total.value)  # fmt: skip


def later_stage(view: View) -> Iterator[Issue]:
    """Ask about a later stage (结案) above the earlier one (立案): it may have begun in the period before.

    Where the scope says that nothing was carried over, it is an error.
    """
    closed_off = {count.at for scope in view.data.scopes if not scope.carried_over
                  for count in view.lifted(scope.results).values()}  # fmt: skip
    for key, count, whole, total in exceeding(view, "next_of"):
        words = {"part": view.label(key), "n": count.range, "whole": view.label(whole), "total": total.range}
        if count.at in closed_off:
            text = "{part} is {n}, more than the earlier stage {whole}, which is {total}."
            yield error("B205", count.place, text, CORRECT, (total.place,), **words)
        else:
            text = (
                "{part} is {n}, the earlier stage {whole} only {total}: were some carried over from before?"
            )
            hint = (
                "If none was, correct one of the two and write “carried_over” (上期结转) false in the scope."
            )
            yield warning("B205", count.place, text, hint, (total.place,), **words)


def exceeding(view: View, relation: str) -> Iterator[tuple[str, Count, str, Count]]:
    """Yield each count that must exceed its bound in the same measure word, with that bound."""
    for table in view.tables():
        for key, count in table.items():
            indicator = view.codelist.indicators.get(key)
            if indicator is None or not getattr(indicator, relation):
                continue
            for whole, total in view.wholes(key, table):
                same_unit = count.unit is None or view.unit(key, count) == view.unit(whole, total)
                given = count.value is not None and total.value is not None
                if same_unit and given and count.range.exceeds(total.range):
                    yield key, count, whole, total


def same_twice(view: View) -> Iterator[Issue]:
    """Check that an indicator given both alone and as an item of its whole has one value."""
    for scope in view.data.scopes:
        for whole, count in scope.results.items():
            for breakdown in count.by.values():
                for key, item in breakdown.items.items():
                    indicator, other = view.codelist.indicators.get(key), scope.results.get(key)
                    if indicator is None or whole not in indicator.part_of or other is None or item is None:
                        continue
                    if not item.range.meets(other.range):
                        text = "{label} is {first} in one place and {second} in another."
                        yield error(
                            "B206",
                            item.place,
                            text,
                            CORRECT,
                            (other.place,),
                            label=view.label(key),
                            first=item.range,
                            second=other.range,
                        )


def implied_agrees(view: View) -> Iterator[Issue]:
    """Check that a given count equals the one that follows from the rounds or the list."""
    for scope in view.data.scopes:
        for key, follows in results_implied(view.data, scope, view.codelist).items():
            given = view.lifted(scope.results).get(key)
            if given is None or None in (given.value, follows.value) or given.range.meets(follows.range):
                continue
            text = "{label} is given as {n}, but what is described makes {follows}."
            hint = "Leave the number out, or complete the description."
            yield error("B216", given.place, text, hint, follows.pointers, label=view.label(key),
                        n=given.value, follows=follows.value)  # fmt: skip
    yield from _groups_agree(view)


def _groups_agree(view: View) -> Iterator[Issue]:
    """Warn about groups: one line may stand for several organisations (县教育局及下属学校)."""
    data = view.data
    listed = inspected_by_groups(data, data.records.groups) if data.records.groups else None
    told = results_of_rounds(data.rounds, data.reported).get("inspected")
    if listed is not None and told is not None and told.value not in (None, listed.value):
        text = "The groups inspect {listed} organisations, but the round says {n}."
        hint = "Complete the objects of the groups, or mend the number of the round."
        yield warning("B216", told.place, text, hint, listed.pointers, listed=listed.value, n=told.value)


def unit_allowed(view: View) -> Iterator[Issue]:
    """Check that a count is measured as its indicator can be: persons in 人, not in 万元."""
    for key, count in view.counts():
        indicator = view.codelist.indicators.get(key)
        if indicator and count.unit and not indicator.takes(count.unit):
            text, hint = "{label} is not counted in {unit}.", "Measure words it takes: {units}."
            yield error(
                "B210",
                count.at,
                text,
                hint,
                label=view.label(key),
                unit=count.unit,
                units="、".join(indicator.units),
            )


def unit_usual(view: View) -> Iterator[Issue]:
    """A measure word that may count something else than the usual one is asked about, once an indicator."""
    told = set[tuple[str, str]]()
    for key, count in view.counts():
        indicator, unit = view.codelist.indicators.get(key), count.unit or ""
        if indicator is None or not indicator.takes(unit) or not indicator.means_another(unit):
            continue
        if (key, unit) not in told:
            told.add((key, unit))
            text = "{label} is counted in {unit}, as a rule in {usual}: the two may not count the same."
            hint = "A second number of the same thing (the 97 of 46件97人) is given as “persons” (人数)."
            yield note("B240", count.at, text, hint, label=view.label(key), unit=unit, usual=indicator.unit)


def relation_applies(view: View) -> Iterator[Issue]:
    """A count and what it is set in relation with can be counted in one measure word, or no rate is made.

    Nothing is said of two that are only set against each other, where each stands in a usual word and the two
    have another usual word in common.
    """
    told = set[tuple[str, str]]()
    for scope in view.data.scopes:
        table = view.lifted(scope.results)
        for key, count in scope.results.items():  # items of lists have their shares in the list
            whole, total = view.whole(key, table) or ("", count)
            if not whole or None in (count.value, total.value) or (key, whole) in told:
                continue
            unit, other = (unit_in(table, each, view.codelist) for each in (key, whole))
            apart = whole == view.codelist[key].ratio_to  # 立案3人 of 14条线索 are no part of them
            if unit != other and not (
                apart and _usual_and_in_common(view.codelist, (key, unit), (whole, other))
            ):
                told.add((key, whole))
                text = "{part} is counted in {unit} and {whole} in {other}: no rate of the two is worked out."
                hint = "Give both in one measure word if they count the same things."
                yield note("B241", count.place, text, hint, (total.place,), part=view.label(key), unit=unit,
                           whole=view.label(whole), other=other)  # fmt: skip


def _usual_and_in_common(codelist: Codelist, *counted: tuple[str, str]) -> bool:
    """Whether indicators stand in usual words of theirs and share one: each is a key and its word."""
    entries = [codelist[key] for key, _ in counted]
    usual = all(entry.measured_in(unit) for entry, (_, unit) in zip(entries, counted, strict=True))
    return usual and bool(set.intersection(*(set(entry.units) for entry in entries)))
