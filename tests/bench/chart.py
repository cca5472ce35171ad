"""Bars as a plain SVG: horizontal, on a logarithmic scale, told apart without colour."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, LEFT, RIGHT, STEP, GAP = 760, 210, 90, 18, 34
"""Of the picture, of the names, of the figures beside the bars; from bar to bar, from group to group."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A name and its value with the least and the most; None: there is none. `ours` is drawn dark."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    ours: bool


def drawn(title: str, groups: Sequence[tuple[str, Sequence[Bar]]]) -> str:
    """A picture with a heading and bars for each group; a thin line tells the least and the most."""
    shown = [(name, [bar for bar in bars if bar.value]) for name, bars in groups]
    shown = [(name, bars) for name, bars in shown if bars]
    values = [value for _, bars in shown for bar in bars for value in (bar.low, bar.high) if value]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)) + 1e-9)
    high = max(high, low + 1)

    def x(value: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (math.log10(value) - low) / (high - low), 1)

    parts, y = [], 44.0
    for name, bars in shown:
        parts.append(f'<text x="0" y="{y:g}" font-weight="bold">{escape(name)}</text>')
        bottom = y + 8 + STEP * len(bars)
        parts += [
            f'<path d="M{x(10**n):g} {y + 6:g}V{bottom:g}" stroke="#ccc"/>'
            f'<text x="{x(10**n):g}" y="{y:g}" text-anchor="middle" fill="#555">{10**n:,g}</text>'
            for n in range(low, high + 1)
        ]
        for n, bar in enumerate(bars):
            parts.append(_bar(bar, y + 10 + n * STEP, x))
        y = bottom + GAP
    head = f'<title>{escape(title)}</title>\n<text x="0" y="16" font-size="15">{escape(title)}</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {y - GAP + 8:g}" '
        f'width="{WIDTH}" font-family="sans-serif" font-size="12">\n'
        '<rect width="100%" height="100%" fill="#fff"/>\n'
        f"{head}\n" + "\n".join(parts) + "\n</svg>\n"
    )


def _bar(bar: Bar, top: float, x: Callable[[float], float]) -> str:
    value = bar.value or 0.0
    low, high = bar.low or value, bar.high or value
    middle = top + STEP / 2 - 2
    look = 'fill="#222"' if bar.ours else 'fill="#ccc" stroke="#666"'
    weight = ' font-weight="bold"' if bar.ours else ""
    figure = f"{value:,.0f}" if value >= 10 else f"{value:.1f}"
    wide, deep = round(max(0.5, x(value) - LEFT), 1), STEP - 5
    return (
        f'<text x="{LEFT - 6}" y="{middle + 4:g}" text-anchor="end"{weight}>{escape(bar.name)}</text>'
        f'<rect x="{LEFT}" y="{top:g}" width="{wide:g}" height="{deep}" {look}/>'
        f'<path d="M{x(low):g} {middle:g}H{x(high):g}" stroke="#888" stroke-width="2"/>'
        f'<text x="{x(high) + 6:g}" y="{middle + 4:g}"{weight}>{figure}</text>'
    )
