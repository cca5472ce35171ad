"""Change the form of a figure, in a template and in a piece of text: `rectified.rate|decimals(2)`."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bulletin.model.figures import Figure
from bulletin.model.terms import Scale

MOST_DECIMALS = 6
"""The most decimals that may be asked for."""


def with_decimals(figure: Figure, places: Any) -> Figure:
    """Return the figure with this many decimals, from 0 to 6; a share closed to 100% is no longer closed."""
    return figure.formed(decimals=_places(places), closed=None)


def in_scale(figure: Figure, scale: Any, places: Any = 1) -> Figure:
    """Return a number in 万 or 亿, with this many decimals.

    Raises:
        ValueError: it is no count or amount, or its measure word has 万 or 亿 already.
    """
    found = next((each for each in Scale if scale in (each.value, each.zh)), None)
    if found is None:
        raise ValueError(f"{scale}: 万, 亿")
    if figure.kind not in ("count", "amount") or figure.unit[:1] in [each.zh for each in Scale]:
        raise ValueError(f"{figure.name}: {found.zh}{figure.unit}")
    return figure.formed(scale=found, decimals=_places(places))


def in_times(figure: Figure) -> Figure:
    """Return a growth in 倍: 增长1.3倍 for 130%.

    Raises:
        ValueError: it is no rate.
    """
    if figure.kind != "rate":
        raise ValueError(f"{figure.name}: 倍")
    return figure.formed(times=True, closed=None)


def _places(places: Any) -> int:
    if isinstance(places, bool) or not isinstance(places, int) or not 0 <= places <= MOST_DECIMALS:
        raise ValueError(f"decimals: {places}; 0–{MOST_DECIMALS}")
    return places


FORMS: Mapping[str, Callable[..., Figure]] = {
    "hanzi": lambda figure: figure.formed(numeral="hanzi"),
    "decimals": with_decimals,
    "zeros": lambda figure: figure.formed(zeros=True),
    "scale": in_scale,
    "times": in_times,
    "bare": lambda figure: figure.formed(unit=False),
}
"""Name of a filter → what it makes of a figure."""

FORMS_ZH = {
    "小数": "decimals",
    "末位零": "zeros",
    "数级": "scale",
    "倍数": "times",
    "汉字": "hanzi",
    "不带量词": "bare",
}
"""Names of the filters that a piece of text may use in Chinese."""

_WRITTEN = re.compile(r"\s*([^\s()（）]+)\s*(?:[(（]([^()（）]*)[)）])?\s*")


def formed(figure: Figure, written: str) -> Figure:
    """Return the figure in the form that one filter of a piece of text asks for: `decimals(2)`, `数级(万)`.

    Raises:
        ValueError: there is no such filter, or it cannot be applied to this figure.
    """
    match = _WRITTEN.fullmatch(written)
    name = match[1] if match else written
    function = FORMS.get(FORMS_ZH.get(name, name))
    if match is None or function is None:
        raise ValueError(f"|{name}; {', '.join(FORMS)}")
    given = [each.strip(" \"'“”") for each in re.split("[,，]", match[2] or "") if each.strip()]
    try:
        return function(figure, *(int(each) if each.isdecimal() else each for each in given))
    except TypeError:  # too many arguments, or too few
        raise ValueError(f"|{written.strip()}") from None
