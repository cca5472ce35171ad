"""Say why a document cannot be read; `read` makes the reason an issue of the file."""


class DocumentUnfit(Exception):
    """A file that cannot be read as the kind it claims to be."""

    def __init__(self, code: str, text: str, hint: str = "", /, **values: object) -> None:
        super().__init__(text)
        self.code, self.text, self.hint, self.values = code, text, hint, values


def damaged() -> DocumentUnfit:
    """Return the error for a damaged file."""
    text, hint = "The document is damaged.", "Open it in the program it was made with and save it anew."
    return DocumentUnfit("B810", text, hint)


def too_large(reason: str) -> DocumentUnfit:
    """Return the error for a file larger than any bulletin; `reason` compares it with its limit."""
    text, hint = "The document is larger than what is read: {reason}.", "Take out pictures and attachments."
    return DocumentUnfit("B811", text, hint, reason=reason)
