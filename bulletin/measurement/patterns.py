"""Describe how the elements of an official document begin, end and look as text, for PDF and Word alike."""

import re

from bulletin.measurement.text_lines import is_han

NUMBER = re.compile(
    r"[^，。；：《〔\[［【（(]{1,24}[〔\[［【（(]\s*\d{4}\s*[〕\]］】）)]\s*第?\s*\d{1,5}\s*号"
)
"""发文字号: 国发〔2026〕1号, with brackets of any kind."""
COPY_NUMBER = re.compile(r"(?:份号[:：]?|[№]|No\.?)?\s*(\d{1,8})", re.IGNORECASE)
SECRECY = re.compile(r"(?:绝密|机密|秘密)(?:[★☆*＊].{0,6})?")
URGENCY = re.compile(r"特\s*急|加\s*急|特提|平急")
SIGNER = re.compile(r"签发人\s*[:：]")
FOLIO = re.compile(r"([—–―－\-─·]*)\s*(?:第\s*)?(\d{1,4})\s*(?:页(?:[，,/]?共\d+页)?)?\s*([—–―－\-─·]*)")
ANNEX_NOTE = re.compile(r"附\s*件\s*[:：]\s*\S")
ANNEX_NAME = re.compile(r"(?:附\s*件\s*[:：]\s*)?(?:\d{1,2}\s*[.．、]\s*)?")
"""The part of an entry before the name of the annex, in the list of annexes."""
ANNEX = re.compile(r"附\s*件\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[:：]?")
DATE = re.compile(
    r"[\d〇○Ｏ零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
DATE_ISO = re.compile(r"\d{4}年[1-9]\d?月[1-9]\d?日")
NOTE = re.compile(r"[（(].*[）)]")
COPIES = re.compile(r"(?:抄送|抄报|主送|分送)\s*[:：]")
PRINTED = re.compile(r".*\d日\s*印(?:发|制)?")
HEADINGS = (
    ("heading1", re.compile(r"[一二三四五六七八九十百]{1,4}、")),
    ("heading2", re.compile(r"[（(][一二三四五六七八九十百]{1,4}[）)]")),
    ("heading3", re.compile(r"\d{1,2}[.．](?!\d)")),
    ("heading4", re.compile(r"[（(]\d{1,2}[）)]")),
)
HEAVY = tuple("。；：")
"""No name of an organ or office ends with these."""
MARKS = "。，；、.,;:：！？!?"


def heading_of(text: str) -> str:
    """Return the heading level of a paragraph by its beginning; empty if it is no heading."""
    return next((name for name, pattern in HEADINGS if pattern.match(text)), "")


def heading_length(text: str) -> int:
    """Return the length of the heading that begins a paragraph: up to the first stop."""
    return next((i for i, char in enumerate(text) if char in "。："), len(text))


def begins_annex_name(text: str) -> bool:
    """Return whether a line begins an entry of the list of annexes, with 附件 or a number."""
    return bool(ANNEX_NOTE.match(text) or re.match(r"\d{1,2}\s*[.．、]", text))


def is_annex_label(text: str) -> bool:
    """Return whether a line is the label above an annex."""
    return bool(ANNEX.fullmatch(text))


def has_chinese(text: str) -> bool:
    """Return whether there is any Chinese in a text."""
    return any(map(is_han, text))


def ends_bare(text: str) -> bool:
    """Return whether a text ends without punctuation."""
    return not text.rstrip().endswith(tuple(MARKS))
