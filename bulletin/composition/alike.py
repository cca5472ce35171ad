"""Print percentages alike that are rounded to the same number of decimals: 47.0% beside 47.8%.

Whether one of them has a digit after the point is known when the whole document is written.
"""

import html
import re
from collections import defaultdict
from dataclasses import replace

from bulletin.model.figures import Figure, Figures, PrintedForm
from bulletin.wording import printed

PERCENTAGES = ("rate", "points")


def alike(markup: str, figures: Figures, seal: str) -> str:
    """Return the markup, with zeros after the point wherever another percentage has digits there.

    Only percentages with the same number of decimals are compared. Those without any, nothing (0%), all
    (100%) and growth in 倍 stay as they are.
    """
    value = re.compile(rf'<data name="([^"]*)" form="([^"]*)" seal="{seal}">([^<]*(?:%|百分点))</data>')
    found: dict[int, set[bool]] = defaultdict(set)
    figure_of = {}
    for match in value.finditer(markup):
        form, node = PrintedForm.parse(match[2]), figures.find(html.unescape(match[1]))
        if isinstance(node, Figure) and node.kind in PERCENTAGES and form.decimals and not form.times:
            figure_of[match.start()] = replace(node, form=form)
            found[form.decimals].add("." in match[3])
    mixed = {decimals for decimals, points in found.items() if len(points) > 1}

    def aligned(match: re.Match[str]) -> str:
        figure = figure_of.get(match.start())
        if figure is None or figure.form.decimals not in mixed or "." in match[3]:
            return match[0]
        figure = figure.formed(zeros=True)
        text = printed(figure)
        return f'<data name="{match[1]}" form="{figure.form.words}" seal="{seal}">{text}</data>'

    return value.sub(aligned, markup) if mixed else markup
