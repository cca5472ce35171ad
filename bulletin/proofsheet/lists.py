"""Write the lists of the checks: numbers in people's own words, and what is given and not printed."""

from collections.abc import Sequence
from html import escape

from bulletin.proofsheet.sheet import Parts

STATES = {"reported": "state_reported", "declared": "state_declared", "left_out": "state_left_out"}
"""What became of a value that is not printed → the key of the words for it."""


def typed_list(parts: Parts) -> str:
    """Return the numbers in people's own words, those that a person vouches for first."""
    typed = sorted(parts.sheet.ledger.typed, key=lambda each: not each.by)
    rows = []
    for each in typed:
        whose = escape("：".join(filter(None, [each.by, each.why])))
        rows.append(
            f'<tr><th scope="row" class="term" lang="zh-CN">{escape(each.words)}'
            f'<code>…{escape(each.context)}…</code></th><td lang="zh-CN">{escape(each.kind)}</td>'
            f'<td lang="zh-CN">{whose}</td></tr>'
        )
    vouched = sum(1 for each in typed if each.by)
    hint = parts.w("typed_hint", "p", " class=note", vouched=vouched, all=len(typed))
    return _table(parts, "typed", hint, ("column_words", "column_class", "column_vouched"), rows)


def unprinted_list(parts: Parts) -> str:
    """Return the values of the data file that are not printed, with what became of each."""
    rows = []
    for place, each in parts.sheet.unprinted:
        why = f"{parts.w(STATES[each.state])} {escape(each.reason)}"
        rows.append(
            f'<tr><th scope="row" class="term"><code>{escape(place)}</code></th>'
            f"<td>{escape(each.leaf.path)}</td><td>{why}</td></tr>"
        )
    hint = parts.w("unprinted_hint", "p", " class=note", count=len(rows))
    return _table(parts, "unprinted", hint, ("column_place", "column_figure", "column_state"), rows)


def _table(parts: Parts, name: str, hint: str, columns: Sequence[str], rows: Sequence[str]) -> str:
    """Return a list with its heading; without rows only the hint stands there."""
    heads = "".join(f'<th scope="col">{parts.w(key)}</th>' for key in columns)
    table = (
        f'<table id="{name}"><caption class="unseen">{parts.w(name)}</caption>'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>{''.join(rows)}</tbody></table>"
    )
    return f'<div class="{name}"><h2>{parts.w(name)}</h2>\n{hint}{table if rows else ""}</div>'
