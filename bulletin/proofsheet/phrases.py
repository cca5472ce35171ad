"""The words of the page around the document, Chinese and English; the document itself stays Chinese.

The page carries both and changes between them without being made anew. `{fields}` are filled by the page.
"""

from collections.abc import Mapping

from bulletin.issues.messages import LANGUAGES, Language
from bulletin.ledger.account import CLOSED
from bulletin.ledger.entries import Entry
from bulletin.model.figures import Rounding

WORDS: Mapping[str, tuple[str, str]] = {
    "proof": ("校对稿", "Proof"),
    "skip_document": ("跳到文稿", "Skip to the document"),
    "skip_lists": ("跳到清单", "Skip to the lists"),
    "document": ("文稿", "Document"),
    "lists": ("核对", "Checking"),
    "details": ("数字详情", "Details"),
    "hint": (
        "指向或点按文稿中划线的数字，这里显示它的算式、精确值和来源。",
        "Point at an underlined number: its formula, exact value and sources appear here.",
    ),
    "hint_keys": (
        "键盘：Tab 进入文稿，方向键逐个走，空格核对，n 到下一个未核，? 全部按键。",
        "Keys: Tab into the document, arrows to walk, Space to tick, n for the next open one, ? for all.",
    ),
    "counted": ("已核 {done} / {all}", "{done} of {all} checked"),
    "all_done": ("{all} 个数字已全部核对", "All {all} numbers are checked"),
    "next_open": ("下一个未核", "Next open"),
    "language": ("English", "中文"),
    "help": ("使用说明", "Help"),
    "close": ("关闭", "Close"),
    "previous": ("上一个", "Previous"),
    "next": ("下一个", "Next"),
    "tick": ("核对无误", "Mark as checked"),
    "ticked": ("已核 ✓", "Checked ✓"),
    "is_ticked": ("已核", "checked"),
    "is_open": ("未核", "open"),
    "formula": ("算式", "Formula"),
    "exact": ("精确值", "Exact value"),
    "rounding": ("取舍", "Rounding"),
    "sources": ("来源", "Sources"),
    "before": ("上期", "Before"),
    "template": ("模板", "Template"),
    "figure": ("名称", "Name"),
    "given": ("数据所载，原样印出", "as the data gives it"),
    "ordinal": ("标题序号，由程序编排", "a heading's number, counted by the program"),
    "not_rounded": ("未取舍", "not rounded"),
    "same": ("与上期相同", "as in the edition before"),
    "new": ("上期无此数", "not in the edition before"),
    "changed": ("{before} → {now}", "{before} → {now}"),
    "tab_list": ("签核清单", "Sign-off"),
    "tab_data": ("数据", "Data"),
    "tab_changes": ("变化", "Changes"),
    "tab_checks": ("检查", "Checks"),
    "show": ("显示", "Show"),
    "show_all": ("全部", "All"),
    "show_open": ("未核", "Open"),
    "show_changed": ("有变化", "Changed"),
    "none_open": ("没有未核的数字。", "No number is open."),
    "who": ("核对人", "Checked by"),
    "export": ("存出签核", "Save sign-off"),
    "import": ("读入签核", "Load sign-off"),
    "print": ("打印", "Print"),
    "who_missing": ("请先填写核对人。", "Please give your name first."),
    "exported": ("签核已存出：{file}", "The sign-off was saved: {file}"),
    "imported": ("已读入 {count} 个签核。", "{count} ticks were loaded."),
    "imported_other": (
        "该签核出自另一稿：{count} 个数字未变，已读入；{left} 个须重新核对。",
        "That sign-off is of another version: {count} unchanged numbers were loaded, {left} are open.",
    ),
    "import_failed": ("这不是签核文件，未读入。", "That is no sign-off file; nothing was loaded."),
    "column_number": ("序号", "No."),
    "column_term": ("指标", "Term"),
    "column_printed": ("文稿所印", "Printed"),
    "column_value": ("数据", "Value"),
    "column_places": ("印出", "Places"),
    "column_before": ("上期", "Before"),
    "column_now": ("本期", "Now"),
    "column_says": ("文稿所言", "Asserted"),
    "data_hint": (
        "指向一行，文稿中印出它或由它算出的地方随之标出；点按则前往。",
        "Point at a row to mark every place that prints it or follows from it; press to go there.",
    ),
    "places": ("{count} 处", "{count}"),
    "not_printed": ("未印", "none"),
    "claims": ("不用数字的断言", "Claims without numerals"),
    "claims_hint": (
        "文稿用文字断言、须一并核对的数字。",
        "What the document asserts in words; to be checked as the numbers are.",
    ),
    "no_claims": ("没有。", "None."),
    "claim_all": ("全部（均）", "all of it"),
    "claim_zero": ("没有（无）", "none"),
    "claim_one": ("一个", "one"),
    "claim_only": ("仅此", "only this"),
    "issues": ("程序检查", "What the program noticed"),
    "no_issues": ("未发现问题。", "Nothing found."),
    "severity_error": ("错误", "error"),
    "severity_warning": ("警告", "warning"),
    "severity_note": ("说明", "note"),
    "changes_hint": (
        "与 {file} 相比：{changed} 个数字有变化，{same} 个相同，{new} 个上期没有。",
        "Compared with {file}: {changed} numbers differ, {same} are the same, {new} were not there.",
    ),
    "legend_open": ("未核", "open"),
    "legend_ticked": ("已核", "checked"),
    "legend_changed": ("较上期有变化", "differs from before"),
    "legend_words": ("文字", "words"),
    "signature_checked": ("核对人", "Checked by"),
    "signature_signed": ("签发人", "Signed by"),
    "signature_date": ("日期", "Date"),
    "ledger": ("台账", "Ledger"),
    "data_file": ("数据", "Data"),
    "needs_script": (
        "浏览器未运行脚本：文稿和清单仍可阅读、打印，但不能逐个核对。",
        "Scripts are off: document and lists can be read and printed, but not ticked.",
    ),
    "key_walk": ("→ ↓ j　← ↑ k", "→ ↓ j / ← ↑ k"),
    "key_walk_does": ("下一个、上一个数字", "next, previous number"),
    "key_words": ("Shift + 方向键", "Shift + arrows"),
    "key_words_does": ("连同文字逐个走", "words as well"),
    "key_ends": ("Home　End", "Home / End"),
    "key_ends_does": ("第一个、最后一个数字", "first, last number"),
    "key_tick": ("空格", "Space"),
    "key_tick_does": ("核对，再按取消", "tick; again to take it back"),
    "key_enter": ("回车", "Enter"),
    "key_enter_does": ("核对，并到下一个未核", "tick and go to the next open one"),
    "key_open": ("n", "n"),
    "key_open_does": ("到下一个未核", "next open number"),
    "key_escape": ("Esc", "Esc"),
    "key_escape_does": ("收起详情", "put the details away"),
    "key_help": ("?", "?"),
    "key_help_does": ("本说明", "this help"),
    "kept": (
        "签核只留在这台电脑的浏览器里；要交出或换电脑，请存出为文件。",
        "Your ticks stay in this browser; to hand them on, save them as a file.",
    ),
}
"""Key → Chinese, English."""

KEYS = ("walk", "words", "ends", "tick", "enter", "open", "escape", "help")
"""The keys that the help explains, in its order."""

_POLICIES: Mapping[str, tuple[str, str]] = {
    Rounding.HALF_UP: ("四舍五入", "half up"),
    Rounding.HALF_EVEN: ("四舍六入五成双", "half to even"),
    Rounding.TRUNCATE: ("去尾", "cut off"),
    CLOSED: ("各项合计调整为100%", "closed with its list to 100%"),
}


def word(key: str, language: Language) -> str:
    """The words of one key."""
    return WORDS[key][LANGUAGES.index(language)]


def rounding(entry: Entry) -> Mapping[Language, str]:
    """How the value was rounded, in both languages: 四舍五入，保留1位小数."""
    if entry.decimals is None:
        return dict.fromkeys(LANGUAGES, "")
    n = entry.decimals
    zh, en = _POLICIES.get(entry.rounding, (entry.rounding, entry.rounding))
    myriads = "myriad=" in entry.form
    zh += "，以万为单位" if myriads else ""
    en += ", in units of 10,000" if myriads else ""
    places = f"{n} decimal{'s' if n > 1 else ''}" if n else "whole numbers"
    return {"zh": f"{zh}，保留{n}位小数" if n else f"{zh}，保留整数", "en": f"{en}, to {places}"}
