"""The one catalogue: English sentences and what they are in Chinese.

`zh.po` is the source, which people write; `make catalogue` compiles it to `zh.mo`, which the standard
library reads. An entry without a context is a sentence of an issue. All other words have the context in which
they stand ("help", "trace", "proof"), so that a short word of the data never meets one of theirs.
"""

import os
from functools import cache
from gettext import GNUTranslations
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@cache
def _catalogue() -> GNUTranslations:
    path = os.path.join(os.path.dirname(__file__), "zh.mo")  # noqa: PTH118, PTH120  # pathlib costs `--help` 2 ms
    with open(path, "rb") as file:  # noqa: PTH123  # the same
        return GNUTranslations(file)


def translated(text: str, language: Language, context: str = "") -> str:
    """Return `text` in `language`, with its `{fields}` unfilled; what the catalogue lacks stays English."""
    if language == "en" or not text:  # "" is the key of the catalogue's header
        return text
    return _catalogue().pgettext(context, text) if context else _catalogue().gettext(text)


class Words:
    """The words of one context in one language."""

    def __init__(self, language: Language, context: str) -> None:
        self.language = language
        self.context = context

    def __call__(self, text: str, /, **values: object) -> str:
        """Return an English sentence in the language, its fields filled."""
        return translated(text, self.language, self.context).format_map(values)
