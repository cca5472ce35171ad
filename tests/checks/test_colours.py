"""The colours of the layouts, on white, by the formula of WCAG 2 (1.4.3)."""

import pytest

from bulletin.typography.layout import read_layout


def luminance(color: str) -> float:
    shares = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(color: str) -> float:
    """To one, on white."""
    return 1.05 / (luminance(color) + 0.05)


@pytest.mark.parametrize("layout", ["gbt9704", "news"])
def test_every_role_can_be_read_on_white(layout: str) -> None:
    roles = read_layout(layout).roles
    assert [name for name, role in roles.items() if contrast(role.color) < 4.5] == []


@pytest.mark.parametrize(("color", "ratio"), [("000000", 21), ("e60012", 4.8), ("666666", 5.7)])
def test_the_ratios_are_those_of_the_documentation(color: str, ratio: float) -> None:
    assert round(contrast(color), 1) == ratio
