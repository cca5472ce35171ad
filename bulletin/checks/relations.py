"""Rules from the relations of the codelist: parts and wholes, stages, measure words."""

from collections.abc import Iterator

from bulletin.checks.sums import CORRECT
from bulletin.checks.view import View
from bulletin.issues import Issue, error


def part_of_whole(view: View) -> Iterator[Issue]:
    """What is part of another indicator does not exceed it."""
    yield from _bounded(view, "B204", "part_of", "{part} is {n}, more than {whole}, which is {total}.")


def later_stage(view: View) -> Iterator[Issue]:
    """A later stage (结案) does not exceed the earlier one (立案)."""
    yield from _bounded(
        view, "B205", "next_of", "{part} is {n}, more than the earlier stage {whole}, which is {total}."
    )


def _bounded(view: View, code: str, relation: str, text: str) -> Iterator[Issue]:
    for table in view.tables():
        for key, count in table.items():
            indicator = view.codelist.indicators.get(key)
            whole = table.get(getattr(indicator, relation)) if indicator else None
            if indicator is None or whole is None or count.value is None or whole.value is None:
                continue
            same_unit = (count.unit or indicator.unit) == (whole.unit or view.codelist[indicator.whole].unit)
            if same_unit and count.value > whole.value:
                yield error(
                    code,
                    count.place,
                    text,
                    CORRECT,
                    (whole.place,),
                    part=view.label(key),
                    n=count.value,
                    whole=view.label(indicator.whole),
                    total=whole.value,
                )


def same_twice(view: View) -> Iterator[Issue]:
    """An indicator given by itself and as an item of its whole has the same value in both places."""
    for scope in view.data.scopes:
        for whole, count in scope.results.items():
            for breakdown in count.by.values():
                for key, item in breakdown.items.items():
                    indicator, other = view.codelist.indicators.get(key), scope.results.get(key)
                    if indicator is None or indicator.part_of != whole or other is None or item is None:
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


def unit_allowed(view: View) -> Iterator[Issue]:
    """A count is measured as its indicator can be measured."""
    for key, count in view.counts():
        indicator = view.codelist.indicators.get(key)
        if indicator and count.unit and count.unit not in indicator.units:
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
