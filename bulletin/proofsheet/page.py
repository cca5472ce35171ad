"""Write the page: the document, the data beside it, and the list to tick, in one HTML file."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from html import escape
from importlib import resources
from typing import Any

from bulletin.issues.catalogue import LANGUAGES, Language
from bulletin.issues.messages import said
from bulletin.ledger.entries import MARK, digest_of, to_json
from bulletin.proofsheet import panels
from bulletin.proofsheet.embedded_fonts import embedded, families, interface
from bulletin.proofsheet.marks import ProofMark
from bulletin.proofsheet.phrases import WORDS, rounding, word
from bulletin.proofsheet.sheet import Parts, ProofPage
from bulletin.typography.layout import Layout
from bulletin.typography.used import characters_by_face
from bulletin.writers.html import page as plain_page
from bulletin.writers.html.style_sheet import style_sheet

VALUE = re.compile(rf'<data id="{MARK}(\d+)" value="[^"]*"')
"""How the HTML writer begins a value; text of the data cannot match, because it is escaped."""

CLASSES = re.compile(r'(?<= class=")[^"<>]*(?="[^<>]*>)')
"""The classes of an element; text cannot match, because `>` is escaped in it."""

OF_ROLES = "role-"
"""The prefix of the document's classes, so that no role of a layout has the name of a part of the page."""


def written(sheet: ProofPage) -> bytes:
    """Return the page in UTF-8; the same sheet gives the same bytes.

    Raises:
        ToolMissing: a face the document is set in has no file.
    """
    own = resources.files("bulletin.proofsheet")
    script = own.joinpath("page.js").read_text("utf-8")
    state = _as_data(_state(sheet))
    body = _body(sheet)
    used: dict[str, set[str]] = {
        face: set(characters) for face, characters in characters_by_face(sheet.document, sheet.layout).items()
    }
    used.setdefault(sheet.layout.roles["page_number"].face, set()).update("— 0123456789")
    styles = "\n".join(
        [
            embedded(used),
            interface(set(body + state)),
            scoped(style_sheet(sheet.layout, families), "#paper"),
            _measures(sheet.layout),
            own.joinpath("page.css").read_text("utf-8"),
        ]
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{_tag(sheet.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light">\n'
        f"<title>{word('proof', sheet.language)} · {escape(sheet.ledger.name)}</title>\n"
        f"<style>\n{styles}</style>\n</head>\n<body>\n{body}\n"
        f'<script type="application/json" id="proof-data">{state}</script>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    ).encode()


def scoped(styles: str, scope: str) -> str:
    """Restrict the rules of a style sheet to `scope`; `html` and `body` become the scope itself.

    Classes get the prefix that `_document` gives them. `@page` rules stay as they are, because they have no
    element. Screen rules apply to print, too, since the document is not placed by the edges of a sheet; other
    `@` rules are dropped.
    """
    out, start = [], 0
    for end in _ends(styles):
        prelude, _, rest = styles[start:end].partition("{")
        inner, prelude = rest[:-1], prelude.strip()
        start = end
        if prelude == "@media screen":
            out.append(scoped(inner, scope))
        elif prelude.startswith("@page"):
            out.append(f"{prelude} {{{inner}}}")
        elif not prelude.startswith("@"):
            parts = [re.sub(r"\.(?=[^0-9])", f".{OF_ROLES}", part.strip()) for part in prelude.split(",")]
            held = [scope if part in ("html", "body") else f"{scope} {part}" for part in parts]
            out.append(f"{', '.join(held)} {{{inner}}}")
    return "\n".join(out)


def _ends(styles: str) -> Iterable[int]:
    """Yield the place where each outermost rule ends."""
    depth = 0
    for i, c in enumerate(styles):
        depth += (c == "{") - (c == "}")
        if c == "}" and depth == 0:
            yield i + 1


def _measures(layout: Layout) -> str:
    page = layout.page
    return (
        f"#paper {{ --width: {page.width}mm; --left: {page.left}mm; --right: {page.right}mm;"
        f" --top: {page.margin_top}mm }}"
    )


def _policy(script: str) -> str:
    """Return the content security policy: only this script, and the styles and faces in the file.

    Inline styles are allowed, because the document sets widths and sizes in attributes, which no hash covers.
    """
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; font-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _tag(language: Language) -> str:
    return "zh-CN" if language == "zh" else language


def _as_data(state: Any) -> str:
    """Return JSON for a script element, with the characters escaped that could end the element."""
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    for c in "<>&\u2028\u2029":
        text = text.replace(c, f"\\u{ord(c):04x}")
    return text


# ── the data for the script ──────────────────────────────────────────────────────────────────────────────


def _state(sheet: ProofPage) -> dict[str, Any]:
    ledger = sheet.ledger
    return {
        "name": ledger.name,
        "title": ledger.title,
        "ledger": {"name": ledger.file, "sha256": digest_of(to_json(ledger))},
        "data": {"name": ledger.source, "sha256": ledger.digest},
        "language": sheet.language,
        "marks": [_mark(mark) for mark in sheet.marks],
        "issues": [
            {language: said(issue, language) for language in LANGUAGES} for issue in sheet.issues
        ],
        "words": {
            language: {key: word(key, language) for key in WORDS} for language in LANGUAGES
        },
    }  # fmt: skip


def _mark(mark: ProofMark) -> dict[str, Any]:
    entry, change = mark.entry, mark.change
    return {
        "n": entry.occurrence,
        "number": mark.number,
        "figure": entry.figure,
        "label": mark.label,
        "printed": entry.printed,
        "kind": entry.kind,
        "value": entry.value,
        "exact": mark.exact,
        "rounding": rounding(entry),
        "operation": entry.operation,
        "formula": entry.formula,
        "origins": [{"place": o.place, "said": o.said, "rows": o.rows} for o in mark.origins],
        "rows": mark.rows,
        "at": entry.at,
        "change": {"kind": change.kind, "printed": change.printed} if change else None,
    }


# ── the visible page ─────────────────────────────────────────────────────────────────────────────────────


def _body(sheet: ProofPage) -> str:
    parts = Parts(sheet)
    beside = [panels.card(parts), panels.tabs(parts), panels.list_panel(parts), panels.data_panel(parts)]
    beside += [panels.changes_panel(parts)] if sheet.before else []
    beside += [panels.checks_panel(parts), panels.signature(parts)]
    return "\n".join(
        [
            *(
                parts.w(f"skip_{target}", "a", f' class="skip" href="#{target}"')
                for target in ("document", "lists")
            ),
            _bar(parts),
            "<noscript>",
            parts.w("needs_script", "p", ' class="notice"'),
            "</noscript>",
            f'<main id="document" tabindex="-1" {parts.named("document")}>',
            _legend(parts),
            f'<article id="paper" lang="zh-CN">\n{_document(sheet)}\n</article>\n</main>',
            f'<aside id="lists" tabindex="-1" {parts.named("lists")}>',
            *beside,
            "</aside>",
            panels.guide(parts),
            '<p id="spoken" hidden></p>\n<p id="told" role="status"></p>',
        ]
    )


def _bar(parts: Parts) -> str:
    """Return the bar with the progress of the checking, which is always visible."""
    w, named, sheet = parts.w, parts.named, parts.sheet
    numbers = sum(1 for mark in sheet.marks if mark.number)
    other = "en" if sheet.language == "zh" else "zh-CN"
    return f"""\
<header class="bar">
<div class="name">{w("proof", attributes=' class="kind"')}
<strong lang="zh-CN">{escape(sheet.ledger.name)}</strong></div>
<div class="progress"><span id="count" role="status"></span>
<progress id="meter" max="{numbers}" value="0" aria-labelledby="count"></progress></div>
<button type="button" id="next-open" class="main">{w("next_open")} <kbd aria-hidden="true">n</kbd></button>
<button type="button" id="language" lang="{other}">{w("language")}</button>
<button type="button" id="help-open" {named("help")}>?</button>
</header>"""


def _legend(parts: Parts) -> str:
    kinds = ["open", "ticked", *(["changed"] if parts.sheet.before else []), "words"]
    shown = "".join(parts.w(f"legend_{kind}", attributes=f' class="{kind}"') for kind in kinds)
    return f'<p class="legend" aria-hidden="true">{shown}</p>'


def _document(sheet: ProofPage) -> str:
    """Return the blocks of the HTML writer, with each value made a button."""
    marks = {mark.entry.occurrence: mark for mark in sheet.marks}

    def pointed(match: re.Match[str]) -> str:
        mark = marks[int(match[1])]
        kind = "number" if mark.number else "words"
        changed = " proof-changed" if mark.change and mark.change.kind == "changed" else ""
        numbered = f' data-number="{mark.number}"' if mark.number else ""
        return (
            f'{match[0]} class="proof-value proof-{kind}{changed}" role="button" tabindex="-1"'
            f' data-n="{match[1]}"{numbered}'
        )

    whole = plain_page(sheet.document, "", sheet.layout)
    blocks = whole.partition("<main>\n")[2].rpartition("\n</main>")[0]  # the proof page has its own <main>
    roles = CLASSES.sub(lambda names: " ".join(OF_ROLES + name for name in names[0].split()), blocks)
    return VALUE.sub(pointed, roles)
