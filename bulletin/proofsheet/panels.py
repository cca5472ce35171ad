"""Write the panels beside the document: details of a value, the list to tick, data, changes and checks."""

from collections.abc import Sequence
from html import escape

from bulletin.issues.issue import Issue
from bulletin.issues.messages import said
from bulletin.ledger.entries import ClaimEntry, digest_of, to_json
from bulletin.proofsheet.lists import typed_list, unprinted_list
from bulletin.proofsheet.marks import Origin, ProofMark
from bulletin.proofsheet.phrases import KEYS, WORDS
from bulletin.proofsheet.sheet import Parts


def card(parts: Parts) -> str:
    """Return the empty card for the details of a value; the script fills it in."""
    w, named = parts.w, parts.named
    return f"""\
<section id="card" aria-labelledby="card-label">
<div class="card-head"><span id="card-number"></span><h2 id="card-label">{w("details")}</h2>
<p id="card-printed" lang="zh-CN"></p>
<button type="button" id="card-close" {named("close")}>×</button></div>
<div id="card-hint">{w("hint", "p")}{w("hint_keys", "p", ' class="keys"')}</div>
<div id="card-body" hidden><dl id="card-facts"></dl></div>
<div id="card-actions" hidden><button type="button" id="card-previous" {named("previous")}>‹</button>
<button type="button" id="card-tick" class="main" aria-pressed="false">{w("tick")}</button>
<button type="button" id="card-next" {named("next")}>›</button></div>
</section>"""


def tabs(parts: Parts) -> str:
    """Return the tabs of the panels, each with the number of its lines."""
    sheet = parts.sheet
    changed = sum(1 for mark in sheet.marks if mark.change and mark.change.kind == "changed")
    counts = {"list": sum(1 for mark in sheet.marks if mark.number), "data": len(sheet.rows)}
    counts |= {"changes": changed} if sheet.before else {}
    printed = sum(1 for mark in sheet.marks if mark.entry.kind == "claim")
    counts["checks"] = len(sheet.issues) + len(sheet.claims) + printed
    tabs = "".join(
        f'<button type="button" role="tab" id="tab-{key}" aria-controls="panel-{key}"'
        f' aria-selected="{"true" if key == "list" else "false"}" tabindex="{0 if key == "list" else -1}">'
        f'{parts.w(f"tab_{key}")} <span class="amount">{count}</span></button>'
        for key, count in counts.items()
    )
    return f'<div class="tabs" role="tablist" {parts.named("lists")}>{tabs}</div>'


def _panel(key: str, content: str) -> str:
    hidden = "" if key == "list" else " hidden"
    return (
        f'<section class="panel" role="tabpanel" id="panel-{key}" aria-labelledby="tab-{key}"'
        f' tabindex="0"{hidden}>\n{content}\n</section>'
    )


def list_panel(parts: Parts) -> str:
    """Return the list of numbers to tick and the name of the checker; on paper it is the table to sign."""
    w, sheet = parts.w, parts.sheet
    filters = ["all", "open", *(["changed"] if sheet.before else [])]
    shown = "".join(
        f'<label><input type="radio" name="show" value="{key}"{" checked" if key == "all" else ""}>'
        f"{w(f'show_{key}')}</label>"
        for key in filters
    )
    rows = "\n".join(_list_row(mark) for mark in sheet.marks if mark.number)
    ledger = sheet.ledger
    columns = {"number": "column_number", "term": "column_term", "printed": "column_printed"}
    columns |= {"formula": "formula", "source": "sources"}
    head = "".join(f'<th scope="col" class="{name}">{w(key)}</th>' for name, key in columns.items())
    return _panel(
        "list",
        f"""\
<div class="tools"><fieldset class="filter"><legend class="unseen">{w("show")}</legend>{shown}</fieldset>
<label class="who">{w("who")}<input type="text" id="who" autocomplete="name" maxlength="60"></label>
<div class="files"><button type="button" id="export">{w("export")}</button>
<input type="file" id="import" class="unseen" accept=".json,application/json">
<label for="import" class="button">{w("import")}</label>
<button type="button" id="print">{w("print")}</button></div></div>
<table id="list"><caption>{w("tab_list")}<span lang="zh-CN">{escape(ledger.title)}</span></caption>
<thead><tr><td class="tick"></td>{head}</tr></thead><tbody>
{rows}
</tbody></table>
<p id="none-open" hidden>{w("none_open")}</p>
<p class="note">{w("kept")}</p>""",
    )


def _list_row(mark: ProofMark) -> str:
    entry, n = mark.entry, mark.entry.occurrence
    formula = f'<small lang="zh-CN">{escape(entry.formula)}</small>' if entry.operation != "given" else ""
    places = "<br>".join(escape(origin.place) for origin in mark.origins)
    changed = mark.change is not None and mark.change.kind == "changed"
    before = f"<s>{escape(mark.change.printed)}</s> " if mark.change and changed else ""
    return (
        f'<tr data-n="{n}"{" class=changed" if changed else ""}>'
        f'<td class="tick"><input type="checkbox" id="tick{n}" data-n="{n}" tabindex="-1" autocomplete="off"'
        f' aria-labelledby="term{n} printed{n}"></td>'
        f'<td class="number">{mark.number}</td>'
        f'<th scope="row" class="term" id="term{n}" lang="zh-CN">{escape(mark.label)}{formula}</th>'
        f'<td class="printed" id="printed{n}" lang="zh-CN">{before}{escape(entry.printed)}</td>'
        f'<td class="formula" lang="zh-CN">{escape(entry.formula)}</td><td class="source">{places}</td></tr>'
    )


def data_panel(parts: Parts) -> str:
    """Return the table of the data file, in its groups."""
    w, sheet = parts.w, parts.sheet
    places = [sum(1 for mark in sheet.marks if i in mark.rows) for i in range(len(sheet.rows))]
    groups: dict[str, list[str]] = {}
    for i, row in enumerate(sheet.rows):
        count = w("places", count=places[i]) if places[i] else w("not_printed")
        place = f"<code>{escape(row.place)}</code>"
        groups.setdefault(row.group, []).append(
            f'<tr data-row="{i}"{"" if places[i] else " class=unprinted"}>'
            f'<th scope="row" class="term depth{min(row.depth, 3)}"><button type="button" lang="zh-CN">'
            f"{escape(row.label)}</button>{place}</th>"
            f'<td class="printed" lang="zh-CN">{escape(row.value)}{escape(row.unit)}</td>'
            f'<td class="places">{count}</td></tr>'
        )
    heads = "".join(
        f'<th scope="col">{w(key)}</th>' for key in ("column_term", "column_value", "column_places")
    )
    bodies = "\n".join(
        f'<tbody><tr><th scope="rowgroup" colspan="3" class="group" lang="zh-CN">{escape(group)}</th></tr>\n'
        + "\n".join(rows) + "</tbody>"
        for group, rows in groups.items()
    )  # fmt: skip
    caption = f"{w('tab_data')} <span>{escape(sheet.ledger.source)}</span>"
    return _panel(
        "data",
        f'<p class="note">{w("data_hint")}</p>\n<table id="data"><caption>{caption}</caption>'
        f"<thead><tr>{heads}</tr></thead>\n{bodies}</table>",
    )


def changes_panel(parts: Parts) -> str:
    """Return the table of the numbers that differ from the edition before."""
    w, sheet = parts.w, parts.sheet
    kinds = [mark.change.kind for mark in sheet.marks if mark.number and mark.change]
    counts = {kind: kinds.count(kind) for kind in ("changed", "same", "new")}
    rows = "\n".join(
        f'<tr data-go="{mark.entry.occurrence}"><td class="number">{mark.number}</td>'
        f'<th scope="row" class="term"><button type="button" lang="zh-CN">{escape(mark.label)}</button></th>'
        f'<td class="printed before" lang="zh-CN">{escape(mark.change.printed)}</td>'
        f'<td class="printed" lang="zh-CN">{escape(mark.entry.printed)}</td></tr>'
        for mark in sheet.marks
        if mark.change and mark.change.kind == "changed"
    )
    keys = ("column_number", "column_term", "column_before", "column_now")
    heads = "".join(f'<th scope="col">{w(key)}</th>' for key in keys)
    return _panel(
        "changes",
        f"{w('changes_hint', 'p', ' class=note', file=sheet.before, **counts)}\n"
        f'<table id="changes"><caption>{w("tab_changes")}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>\n{rows}\n</tbody></table>",
    )


def checks_panel(parts: Parts) -> str:
    """Return the issues of the draft and the claims that the document makes in words."""
    w, sheet = parts.w, parts.sheet
    claims = "\n".join(
        [_claim(parts, claim, origins) for claim, origins in sheet.claims]
        + [_printed_claim(mark) for mark in sheet.marks if mark.entry.kind == "claim"]
    )
    keys = ("column_term", "column_says", "column_value")
    heads = "".join(f'<th scope="col">{w(key)}</th>' for key in keys)
    issues = "\n".join(_issue(parts, i, issue) for i, issue in enumerate(sheet.issues))
    table = (
        f'<table id="claims"><caption class="unseen">{w("claims")}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>\n{claims}\n</tbody></table>"
    )
    return _panel(
        "checks",
        f"<h2>{w('issues')}</h2>\n"
        + (f'<ul class="issues">\n{issues}\n</ul>' if issues else w("no_issues", "p", " class=note"))
        + f'\n<div class="claims"><h2>{w("claims")}</h2>\n'
        + (
            f"{w('claims_hint', 'p', ' class=note')}\n{table}"
            if claims
            else w("no_claims", "p", " class=note")
        )
        + f"</div>\n{typed_list(parts)}\n{unprinted_list(parts)}",
    )


def _claim(parts: Parts, claim: ClaimEntry, origins: Sequence[Origin]) -> str:
    rows = " ".join(str(row) for origin in origins for row in origin.rows)
    places = " ".join(f"<code>{escape(origin.place)}</code>" for origin in origins)
    key = f"claim_{claim.kind}"
    says = parts.w(key) if key in WORDS else escape(claim.kind)
    return (
        f'<tr data-rows="{rows}"><th scope="row" class="term" lang="zh-CN">{escape(claim.label)}{places}'
        f"<code>{escape(claim.at)}</code></th><td>{says}</td>"
        f'<td class="printed" lang="zh-CN">{escape(claim.value)}{escape(claim.unit)}</td></tr>'
    )


def _printed_claim(mark: ProofMark) -> str:
    """Return the row of a claim that the document prints as a value in words: 持平."""
    entry = mark.entry
    rows = " ".join(map(str, mark.rows))
    return (
        f'<tr data-rows="{rows}" data-go="{entry.occurrence}"><th scope="row" class="term">'
        f'<button type="button" lang="zh-CN">{escape(mark.label)}</button>'
        f"<code>{escape(entry.at)}</code></th>"
        f'<td lang="zh-CN">{escape(entry.printed)}</td>'
        f'<td class="printed" lang="zh-CN">{escape(mark.exact)}</td></tr>'
    )


def _issue(parts: Parts, i: int, issue: Issue) -> str:
    message, hint = said(issue, parts.sheet.language)
    severity = issue.severity.value
    places = [place for place in (issue.place, *issue.also) if place]
    at = ", ".join(f"<code>{escape(place)}</code>" for place in places)
    return (
        f'<li class="{severity}" data-issue="{i}"><p class="what">{parts.w(f"severity_{severity}", "strong")}'
        f' <span class="code">{escape(issue.code)}</span></p><p data-part="0">{escape(message)}</p>'
        f'<p data-part="1" class="note">{escape(hint)}</p><p class="at">{at}</p></li>'
    )


def signature(parts: Parts) -> str:
    """Return the lines for signatures on paper, with the digests of the files that are signed for."""
    w, ledger = parts.w, parts.sheet.ledger
    lines = "".join(
        f'<p>{w(f"signature_{key}")}<output id="signature-{key}"></output></p>'
        for key in ("checked", "signed", "date")
    )
    return f"""\
<div class="signature">{lines}</div>
<p class="imprint">{w("ledger")} {escape(ledger.file)}　SHA-256 {digest_of(to_json(ledger))}<br>
{w("data_file")} {escape(ledger.source)}　SHA-256 {ledger.digest}</p>"""


def guide(parts: Parts) -> str:
    """Return the help: the keys, and where ticks are kept."""
    w, named = parts.w, parts.named
    keys = "".join(f"<dt>{w(f'key_{key}', 'kbd')}</dt>{w(f'key_{key}_does', 'dd')}" for key in KEYS)
    return (
        f'<dialog id="help" aria-labelledby="help-title"><h2 id="help-title">{w("help")}</h2>'
        f'{w("hint", "p")}<dl class="keys">{keys}</dl>{w("kept", "p", " class=note")}'
        f'<button type="button" id="help-close" class="main" {named("close")}>{w("close")}</button></dialog>'
    )
