"""Words as XML writes them; `xml.sax.saxutils` does the same, and imports `urllib` and `ssl` for it."""

_KEPT = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
"""White space that an attribute would lose."""


def escape(text: str) -> str:
    """Words between tags."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def quoteattr(text: str) -> str:
    """The value of an attribute, in quotation marks."""
    value = escape(text).translate(_KEPT)
    if '"' in value and "'" not in value:
        return f"'{value}'"
    return '"' + value.replace('"', "&quot;") + '"'
