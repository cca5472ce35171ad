"""Mark template lines in the markup, and find the line of an error."""

import re
import traceback
from collections.abc import Iterator
from pathlib import Path

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import escape

from bulletin.composition.markup import BLOCK_TAGS

SENTENCES = "sentences"
"""The folder of an office's own sentences, a file for each template."""


class TemplateLines(Extension):
    """Marks block tags with their template line, so that every later message can name it."""

    _tag = re.compile(rf"<({'|'.join(BLOCK_TAGS)})(?=[\s/>])")

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the same tokens; each block tag of the template text gains a sealed `at="name:line"`.

        An office's own sentence begins with a mark of its line, as the paragraph around it may be another's.
        """
        seal = getattr(self.environment, "seal", "")
        own = str(stream.name or "").startswith(f"{SENTENCES}/")
        statement: list[str] = []  # the words of the statement that is read
        for token in stream:
            statement = [] if token.type == "block_begin" else [*statement, str(token.value)]
            if token.type != "data":
                yield token
                if own and token.type == "block_end" and statement[:1] == ["block"]:
                    here = f'<line at="{seal}{escape(stream.name or "")}:{token.lineno}"/>'
                    yield Token(token.lineno, "data", here)
                continue
            text, lineno = str(token.value), token.lineno

            def marked(match: re.Match[str], text: str = text, lineno: int = lineno) -> str:
                line = lineno + text.count("\n", 0, match.start())
                return f'<{match[1]} at="{seal}{escape(stream.name or "")}:{line}"'

            yield Token(token.lineno, "data", self._tag.sub(marked, text))


def template_line(cause: BaseException, fallback: str) -> str:
    """Return the template line that raised `cause`; Jinja2 puts template lines into the traceback."""
    lines = [
        f"{Path(frame.filename).parent.name}/{Path(frame.filename).name}:{frame.lineno}"
        for frame in traceback.extract_tb(cause.__traceback__)
        if frame.filename.endswith(".j2")
    ]
    return lines[-1] if lines else fallback
