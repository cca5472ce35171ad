"""Why a reader gives a file up; `read` makes it the issue of that file."""


class DocumentUnfit(Exception):
    """A file cannot be read as the kind it claims to be."""

    def __init__(self, code: str, text: str, hint: str = "", /, **values: object) -> None:
        super().__init__(text)
        self.code, self.text, self.hint, self.values = code, text, hint, values


def damaged() -> DocumentUnfit:
    """The refusal of a file whose form is broken."""
    text, hint = "The document is damaged.", "Open it in the program it was made with and save it anew."
    return DocumentUnfit("B810", text, hint)


def too_large(reason: str) -> DocumentUnfit:
    """The refusal of a file that is more than any bulletin is; `reason` compares it with its limit."""
    text, hint = "The document is larger than what is read: {reason}.", "Take out pictures and attachments."
    return DocumentUnfit("B811", text, hint, reason=reason)
