"""Mark template lines in the markup, and find the line of an error."""

import re
import traceback
from collections.abc import Iterator
from pathlib import Path

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import escape

from bulletin.composition.markup import BLOCK_TAGS


class TemplateLines(Extension):
    """Marks block tags with their template line, so that every later message can name it."""

    _tag = re.compile(rf"<({'|'.join(BLOCK_TAGS)})(?=[\s/>])")

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the same tokens; each block tag of the template text gains a sealed `at="name:line"`."""
        seal = getattr(self.environment, "seal", "")
        for token in stream:
            if token.type != "data":
                yield token
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
