"""Write the reference of the public names, from their docstrings, into out/reference/index.html.

`make docs` runs it, with pdoc. One page holds all: the names of `bulletin.__all__` with parameters, fields,
methods and errors. What a docstring calls private is left out.
"""

import dataclasses
import re
import sys
from pathlib import Path

from pdoc.doc import Class, Module
from pdoc.render import configure, html_module

import bulletin

PRIVATE = re.compile(r"\n*^Private: (.*?)\.$", re.MULTILINE | re.DOTALL)
"""The line of a docstring that lists what no program should use."""


def reference() -> str:
    """Return the page."""
    for name in bulletin.__all__:
        getattr(bulletin, name)  # pdoc sees what has been imported
    module = Module(bulletin)
    for documented in module.members.values():
        listed = PRIVATE.search(documented.docstring)
        documented.docstring = _marked(PRIVATE.sub("", documented.docstring))
        if isinstance(documented, Class):
            hidden = re.findall(r"`(\w+)`", listed[1]) if listed else []
            _describe(documented, hidden)
    configure(docformat="google", show_source=False, footer_text=f"bulletin {bulletin.__version__}")
    return html_module(module, {"bulletin": module})


def _describe(cls: Class, hidden: list[str]) -> None:
    """Give each field the sentence of its metadata, and take out what is hidden."""
    says = {field.name: field.metadata.get("says", "") for field in _fields(cls.obj)}
    for name, member in cls.members.items():
        if name in hidden or name == "__init__":
            member.docstring = "@private"  # pdoc leaves it out
        else:
            member.docstring = _marked(member.docstring or says.get(name, ""))


def _fields(cls: type) -> tuple["dataclasses.Field[object]", ...]:
    return dataclasses.fields(cls) if dataclasses.is_dataclass(cls) else ()


def _marked(text: str) -> str:
    """Return a docstring as Markdown: what stands in angle brackets or between asterisks is text."""
    return re.sub(r"(?<!`)([<*])(?!`)", r"\\\1", text)


def main() -> int:
    """Write the page into the folder that is named, else into out/reference."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out/reference")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(reference(), "utf-8")
    print(folder / "index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
