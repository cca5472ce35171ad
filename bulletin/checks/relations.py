"""Check the relations of the codelist: parts and wholes, stages, measure words."""

from collections.abc import Iterator

from bulletin.checks.sums import CORRECT
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error, warning
from bulletin.model.facts import Count
from bulletin.model.implied import inspected_by_groups, results_implied, results_of_rounds


def part_of_whole(view: View) -> Iterator[Issue]:
    """Check that a part does not exceed its whole."""
    for key, count, whole, total in _bounded(view, "part_of"):
        text = "{part} is {n}, more than {whole}, which is {total}."
        yield error("B204", count.place, text, CORRECT, (total.place,), part=view.label(key), n=count.value,
                    whole=view.label(whole), total=total.value)  # fmt: skip


def later_stage(view: View) -> Iterator[Issue]:
    """Check that a later stage (结案) does not exceed the earlier one (立案)."""
    for key, count, whole, total in _bounded(view, "next_of"):
        text = "{part} is {n}, more than the earlier stage {whole}, which is {total}."
        yield error("B205", count.place, text, CORRECT, (total.place,), part=view.label(key), n=count.value,
                    whole=view.label(whole), total=total.value)  # fmt: skip


def _bounded(view: View, relation: str) -> Iterator[tuple[str, Count, str, Count]]:
    """Yield each count that exceeds its bound in the same measure word, with that bound."""
    for table in view.tables():
        for key, count in table.items():
            indicator = view.codelist.indicators.get(key)
            if indicator is None or not getattr(indicator, relation):
                continue
            for whole, total in view.wholes(key, table):
                if count.approximate or total.approximate or count.value is None or total.value is None:
                    continue  # 150余 may be 151
                same_unit = count.unit is None or view.unit(key, count) == view.unit(whole, total)
                if same_unit and count.value > total.value:
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
                    if item.value != other.value:
                        text = "{label} is {first} in one place and {second} in another."
                        yield error(
                            "B206",
                            item.place,
                            text,
                            CORRECT,
                            (other.place,),
                            label=view.label(key),
                            first=item.value,
                            second=other.value,
                        )


def implied_agrees(view: View) -> Iterator[Issue]:
    """Check that a given count equals the one that follows from the rounds or the list."""
    for scope in view.data.scopes:
        for key, follows in results_implied(view.data, scope, view.codelist).items():
            given = view.lifted(scope.results).get(key)
            if given is None or given.value is None or follows.value is None or given.value == follows.value:
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
    """Check that the measure word of a count is one of its indicator."""
    for key, count in view.counts():
        indicator = view.codelist.indicators.get(key)
        if indicator and count.unit and not indicator.measured_in(count.unit):
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
