"""From a document to the bytes of a file: one literal table, format → writer; and files written whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.files.save import save
from bulletin.issues.errors import OutputFailed, ToolMissing
from bulletin.issues.issue import error
from bulletin.model.document import Document
from bulletin.model.plugins import Plugin, PluginFault, chosen
from bulletin.typography.fonts import refuse_undrawable
from bulletin.typography.layout import Layout, read_layout
from bulletin.typography.used import characters_by_face
from bulletin.writers.options import DEFAULT, Options

Writer = Callable[[Document, Layout, Options], bytes]


def _docx(document: Document, layout: Layout, options: Options) -> bytes:
    from bulletin.writers.docx import write_docx

    if layout.colophon == "with_text":
        return write_docx(document, layout, options)
    from bulletin.writers.pdf import closing_sides  # only a laid out text tells which side is the last

    return write_docx(document, layout, options, closing_sides(document, layout))


def _pdf(document: Document, layout: Layout, options: Options) -> bytes:
    from bulletin.writers.pdf import write_pdf

    return write_pdf(document, layout, options)


def _html(document: Document, layout: Layout, options: Options) -> bytes:
    from bulletin.writers.html import write_html

    return write_html(document, layout, options)


def _txt(document: Document, layout: Layout, _options: Options) -> bytes:
    from bulletin.writers.txt import write_txt

    return write_txt(document, layout)


WRITERS: dict[str, Writer] = {"docx": _docx, "pdf": _pdf, "html": _html, "txt": _txt}
"""Format → writer. Each imports its heavy library when first used, so that the others stay quick."""

NO_FORMATS = ("csv", "json", "toml", "xlsx", "yaml", "yml", "facts")
"""Names no plug-in may give a format: of data files, which it would replace, and of a batch's answer."""


def writers_with(plugins: Sequence[str]) -> Mapping[str, Writer]:
    """Return the writers together with those among the plug-ins that are named.

    Raises:
        ToolMissing: one is not installed, or bears a name that it may not bear.
    """
    try:
        found = chosen("writer", plugins, (*WRITERS, *NO_FORMATS))
    except PluginFault as fault:
        raise ToolMissing([error(*fault.said, **fault.values)]) from None
    return {**{name: PluggedWriter(plugin) for name, plugin in found.items()}, **WRITERS}


@dataclass(frozen=True, slots=True)
class PluggedWriter:
    """Writes by a plug-in, which returns the bytes of the file."""

    plugin: Plugin

    def __call__(self, document: Document, layout: Layout, options: Options) -> bytes:
        """Return the bytes of a document.

        Raises:
            OutputFailed: the plug-in cannot be used.
        """
        try:
            content: bytes = self.plugin.call(bytes, document, layout, options)
        except PluginFault as fault:
            raise OutputFailed([error(*fault.said, **fault.values)]) from fault.__cause__
        return content


def write(
    document: Document, target: str | Path, search: Sequence[Path] = (), options: Options = DEFAULT
) -> bytes:
    """Return the bytes of `document` in a format, and write them where `target` is a file.

    `target` is a format (`"pdf"`: nothing is written) or a file whose suffix names it. `search` are the
    folders whose `layouts/` come before the shipped ones; `options` say what of its ledger the document
    carries, and which standard a PDF keeps to. A file is written whole or not at all; an older one stays
    as it was until the new one is complete.

    Raises:
        DocumentRefused: a character has no glyph in any face, or a PDF/A-2a was to carry a ledger.
        OutputFailed: the file cannot be written.
        TemplateRefused: the layout is not there, or at fault.
        ValueError: there is no such format.
    """
    suffix = Path(target).suffix.lstrip(".") if isinstance(target, Path) or "." in target else target
    if suffix not in WRITERS:
        raise ValueError(f"no writer for {suffix!r}; formats: {', '.join(WRITERS)}")
    layout = read_layout(document.layout, search)
    refuse_undrawable(characters_by_face(document, layout))
    content = WRITERS[suffix](document, layout, options)
    if suffix != str(target):
        save({Path(target): content})
    return content
