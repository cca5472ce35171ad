"""The words of the page around the document, in both languages; the document itself stays Chinese.

The page carries them in English and, from the message catalogue, in Chinese, so that its script can change
the language. The script fills the `{fields}`.
"""

from collections.abc import Mapping

from bulletin.issues.catalogue import LANGUAGES, Language, Words, translated
from bulletin.ledger.account import CLOSED
from bulletin.ledger.entries import Entry
from bulletin.model.terms import Rounding

WORDS: Mapping[str, str] = {
    "proof": "Proof",
    "skip_document": "Skip to the document",
    "skip_lists": "Skip to the lists",
    "document": "Document",
    "lists": "Checking",
    "details": "Details",
    "hint": "Point at an underlined number: its formula, exact value and sources appear here.",
    "hint_keys": (
        "Keys: Tab into the document, arrows to walk, Space to tick, n for the next open one, ? for all."
    ),
    "counted": "{done} of {all} checked",
    "all_done": "All {all} numbers are checked",
    "next_open": "Next open",
    "language": "中文",
    "help": "Help",
    "close": "Close",
    "previous": "Previous",
    "next": "Next",
    "tick": "Mark as checked",
    "ticked": "Checked ✓",
    "is_ticked": "checked",
    "is_open": "open",
    "formula": "Formula",
    "exact": "Exact value",
    "rounding": "Rounding",
    "sources": "Sources",
    "before": "Before",
    "template": "Template",
    "figure": "Name",
    "given": "as the data gives it",
    "ordinal": "a heading's number, counted by the program",
    "not_rounded": "not rounded",
    "same": "as in the edition before",
    "new": "not in the edition before",
    "changed": "{before} → {now}",
    "tab_list": "Sign-off",
    "tab_data": "Data",
    "tab_changes": "Changes",
    "tab_checks": "Checks",
    "show": "Show",
    "show_all": "All",
    "show_open": "Open",
    "show_changed": "Changed",
    "none_open": "No number is open.",
    "who": "Checked by",
    "export": "Save sign-off",
    "import": "Load sign-off",
    "print": "Print",
    "who_missing": "Please give your name first.",
    "exported": "The sign-off was saved: {file}",
    "imported": "{count} ticks were loaded.",
    "imported_other": (
        "That sign-off is of another version: {count} unchanged numbers were loaded, {left} are open."
    ),
    "import_failed": "That is no sign-off file; nothing was loaded.",
    "column_number": "No.",
    "column_term": "Term",
    "column_printed": "Printed",
    "column_value": "Value",
    "column_places": "Places",
    "column_before": "Before",
    "column_now": "Now",
    "column_says": "Asserted",
    "data_hint": "Point at a row to mark every place that prints it or follows from it; press to go there.",
    "places": "{count}",
    "not_printed": "none",
    "claims": "Claims without numerals",
    "claims_hint": "What the document asserts in words; to be checked as the numbers are.",
    "no_claims": "None.",
    "claim_all": "all of it",
    "claim_zero": "none",
    "claim_one": "one",
    "claim_only": "only this",
    "typed": "Numbers in people's own words",
    "typed_hint": "{all} come from no figure; people vouch for {vouched} of them.",
    "column_words": "Words",
    "column_class": "Class",
    "column_vouched": "Vouched for by",
    "unprinted": "Given and not printed",
    "unprinted_hint": "{count} values of the data file are not printed.",
    "column_place": "Place",
    "column_figure": "Figure",
    "column_state": "Why",
    "state_reported": "nothing prints it",
    "state_declared": "declared as not shown",
    "state_left_out": "left out by a rule of wording",
    "issues": "What the program noticed",
    "no_issues": "Nothing found.",
    "severity_error": "error",
    "severity_warning": "warning",
    "severity_note": "note",
    "changes_hint": (
        "Compared with {file}: {changed} numbers differ, {same} are the same, {new} were not there."
    ),
    "legend_open": "open",
    "legend_ticked": "checked",
    "legend_changed": "differs from before",
    "legend_words": "words",
    "signature_checked": "Checked by",
    "signature_signed": "Signed by",
    "signature_date": "Date",
    "ledger": "Ledger",
    "data_file": "Data",
    "needs_script": "Scripts are off: document and lists can be read and printed, but not ticked.",
    "key_walk": "→ ↓ j / ← ↑ k",
    "key_walk_does": "next, previous number",
    "key_words": "Shift + arrows",
    "key_words_does": "words as well",
    "key_ends": "Home / End",
    "key_ends_does": "first, last number",
    "key_tick": "Space",
    "key_tick_does": "tick; again to take it back",
    "key_enter": "Enter",
    "key_enter_does": "tick and go to the next open one",
    "key_open": "n",
    "key_open_does": "next open number",
    "key_escape": "Esc",
    "key_escape_does": "put the details away",
    "key_help": "?",
    "key_help_does": "this help",
    "kept": "Your ticks stay in this browser; to hand them on, save them as a file.",
}
"""Key → words in English."""

KEYS = ("walk", "words", "ends", "tick", "enter", "open", "escape", "help")
"""The keyboard keys that the help explains, in its order."""

POLICIES: Mapping[str, str] = {
    Rounding.HALF_UP: "half up",
    Rounding.HALF_EVEN: "half to even",
    Rounding.TRUNCATE: "cut off",
    CLOSED: "closed with its list to 100%",
}


def word(key: str, language: Language) -> str:
    """Return the words of a key in a language."""
    return translated(WORDS[key], language, context(key))


def context(key: str) -> str:
    """Return the context of a key in the catalogue; claims have their own, since “none” differs there."""
    return "proof claim" if key.startswith("claim_") else "proof"


def rounding(entry: Entry) -> Mapping[Language, str]:
    """Return how a value was rounded, in both languages: 四舍五入，保留1位小数."""
    return {language: _rounding(entry, Words(language, "proof")) for language in LANGUAGES}


def _rounding(entry: Entry, words: Words) -> str:
    if entry.decimals is None:
        return ""
    how, n = entry.rounding, entry.decimals
    how = words(POLICIES[how]) if how in POLICIES else how
    if "myriad=" in entry.form:
        how = words("{how}, in units of 10,000", how=how)
    if "hundred_million=" in entry.form:
        how = words("{how}, in units of 100,000,000", how=how)
    if not n:
        return words("{how}, to whole numbers", how=how)
    return words("{how}, to {n} decimals" if n > 1 else "{how}, to {n} decimal", how=how, n=n)
