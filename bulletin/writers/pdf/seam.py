"""Import WeasyPrint, pydyf and cffi for the whole room, and list every internal part of them that is used.

No other file imports them. Nothing in them is replaced and nothing is set for the process, so that documents
which another program makes with WeasyPrint in the same process do not change.
"""

import hashlib
import inspect
import io
import logging
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module, resources
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, Self

from bulletin.issues.errors import ToolMissing
from bulletin.issues.issue import error

LIBRARIES: Final = (
    "libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0", "libfontconfig.so.1",
)  # fmt: skip
"""Library files under Linux. WeasyPrint works without the subsetter, but then bytes differ between runs."""


def _missing(cause: Exception) -> ToolMissing:
    text = "The PDF writer needs the Pango libraries: {reason}"
    hint = "Debian, Ubuntu: apt-get install libpangoft2-1.0-0 libharfbuzz-subset0 (`make demo` does it)."
    return ToolMissing([error("B605", "pdf", text, hint, reason=str(cause).splitlines()[0])])


try:
    import cffi

    # Open the libraries first: WeasyPrint prints a banner if one is missing.
    _opened = [cffi.FFI().dlopen(name) for name in LIBRARIES if sys.platform == "linux"]
    import pydyf
    import weasyprint
    from weasyprint.text import ffi as _libraries

    if not _libraries.harfbuzz_subset:
        raise ImportError("libharfbuzz-subset")  # noqa: TRY301  # reported like an unopened library
except (OSError, ImportError) as cause:
    raise _missing(cause) from None

__all__ = [
    "CSS", "FROM_UNITS", "TO_UNITS", "AbsolutePlaceholder", "Attachment", "Browser", "Fetcher", "Fonts",
    "Heard", "Layout", "Matrix", "boxes", "colours", "custom", "draw_first_line", "ffi",
    "get_font_description", "gobject", "page_boxes", "pango", "pango_attr_family_new",
    "pango_layout_set_indent", "pydyf",
]  # fmt: skip

# ── tested versions ──────────────────────────────────────────────────────────────────────────────────────

TESTED: Final = {"weasyprint": ("70.0",), "pydyf": ("0.13.0",)}
"""Versions whose sources match USED; with them nothing is compared at run time."""

USED: Final = {
    "weasyprint:HTML.render": "4e36af1660e9b64b",
    "weasyprint:HTML._ua_stylesheets": "4fadfde9d15075b2",
    "weasyprint.document:Document._render": "ebaceeb0fa8e79aa",
    "weasyprint.document:Document.write_pdf": "086e4a8e99981829",
    "weasyprint.document:Page": "69061840d66b7804",
    "weasyprint.css:ColorProfile": "8b4e0541486ee983",
    "weasyprint.css:AnonymousStyle.__missing__": "d392527077647306",
    "weasyprint.css:ComputedStyle.__missing__": "b318d8efc8ac79d7",
    "weasyprint.images:get_image_from_uri": "07bdb0c0e3fd5b83",
    "weasyprint.formatting_structure.boxes:Box.translate": "2e16dfbea8bd7d51",
    "weasyprint.formatting_structure.boxes:Box.is_in_normal_flow": "5f49d6ab23da7e51",
    "weasyprint.formatting_structure.boxes:InlineBox": "4feae895b8404092",
    "weasyprint.formatting_structure.boxes:LineBox": "1a068a4d0ed800f8",
    "weasyprint.formatting_structure.boxes:TextBox": "7fcb818c71c2bb89",
    "weasyprint.layout.absolute:AbsolutePlaceholder": "336e26c56311f105",
    "weasyprint.layout.block:_linebox_layout": "e07bbe000974787e",
    "weasyprint.layout.inline:get_next_linebox": "67af458c2545e74f",
    "weasyprint.layout.inline:text_align": "e953d41b87ccfc30",
    "weasyprint.layout.replaced:replacedbox_layout": "41e65d8993cbc015",
    "weasyprint.text.fonts:FontConfiguration": "c9caaf607dac068c",
    "weasyprint.text.fonts:get_font_description": "85734b8947b9bf64",
    "weasyprint.text.line_break:Layout": "681b737d1ba5e004",
    "weasyprint.draw:draw_replacedbox": "7cb1486a51be82ab",
    "weasyprint.draw.text:draw_first_line": "1bb8eae6d88e71b1",
    "weasyprint.draw.text:draw_text": "ebaf96239c6ca363",
    "weasyprint.pdf:generate_pdf": "626343ef25c396e8",
    "weasyprint.pdf.stream:Stream": "624257224db6f66d",
    "weasyprint.pdf.tags:_build_box_tree": "f716251a83e7096e",
    "weasyprint.pdf.tags:add_tags": "f0e74575b0bafaf3",
    "pydyf:Array": "454aeae795e116ac",
    "pydyf:Dictionary": "cfe61f79fe4f02cb",
    "pydyf:Object": "09d351b7b8390001",
    "pydyf:PDF": "430a7b480a612b67",
    "pydyf:Stream": "f17b6bdcfedf2f50",
}
"""Every class and function whose implementation this room relies on → start of the SHA-256 of its source."""


def require_tested() -> None:
    """Compare the sources of the used parts with the tested ones, unless both versions were tested.

    Raises:
        ToolMissing: B612, a version was not tested, and a part in use has changed.
    """
    here = {"weasyprint": weasyprint.__version__, "pydyf": pydyf.__version__}
    if all(version in TESTED[name] for name, version in here.items()) or not (changed := differences()):
        return
    text = "The PDF writer was not tried with {versions}, in which other code stands at: {parts}."
    hint = "Install what it was tried with: pip install {tested}"
    versions = ", ".join(f"{name} {version}" for name, version in here.items())
    tested = " ".join(f"{name}=={known[-1]}" for name, known in TESTED.items())
    raise ToolMissing(
        [error("B612", "pdf", text, hint, versions=versions, parts=", ".join(changed), tested=tested)]
    )


def differences() -> list[str]:
    """Return the parts in use whose sources differ from the tested ones."""
    return [part for part, digest in USED.items() if fingerprint(part) != digest]


def fingerprint(part: str) -> str:
    """Return the first 16 digits of the SHA-256 of a part's source; empty if it has none."""
    module, _, name = part.partition(":")
    try:
        source = inspect.getsource(attrgetter(name)(import_module(module)))
    except (ImportError, AttributeError, OSError, TypeError):
        return ""
    return hashlib.sha256(source.encode()).hexdigest()[:16]


require_tested()  # once a process: this file is imported for the first PDF

CSS, Attachment = weasyprint.CSS, weasyprint.Attachment
Matrix = weasyprint.matrix.Matrix
boxes = weasyprint.formatting_structure.boxes
AbsolutePlaceholder = weasyprint.layout.absolute.AbsolutePlaceholder
Layout = weasyprint.text.line_break.Layout
draw_first_line = weasyprint.draw.text.draw_first_line
get_font_description = weasyprint.text.fonts.get_font_description

# ── Pango ────────────────────────────────────────────────────────────────────────────────────────────────

ffi, pango, gobject = _libraries.ffi, _libraries.pango, _libraries.gobject
FROM_UNITS, TO_UNITS = _libraries.FROM_UNITS, _libraries.TO_UNITS

_own = cffi.FFI()  # functions that WeasyPrint does not declare; its own declarations stay as they are
_own.include(ffi)
_own.cdef("""
    FcConfig * FcConfigCreate (void);
    PangoAttribute * pango_attr_family_new (const char *family);
    void pango_layout_set_indent (PangoLayout *layout, int indent);
""")


def _open(*names: str) -> Any:
    """Open a library by the first of its names that this system knows."""
    *others, last = names
    for name in others:
        try:
            return _own.dlopen(name)
        except OSError:
            continue
    return _own.dlopen(last)


_pango = _open("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll", "pango-1.0")
_fontconfig = _open("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll", "fontconfig")
pango_attr_family_new = _pango.pango_attr_family_new
pango_layout_set_indent = _pango.pango_layout_set_indent


class Fonts(weasyprint.text.fonts.FontConfiguration):  # type: ignore[misc]  # WeasyPrint carries no types
    """The faces of one layout only; WeasyPrint's own class would also load the machine's fonts."""

    def __init__(self) -> None:
        fontconfig, config = _libraries.fontconfig, _fontconfig.FcConfigCreate()
        self.font_map = ffi.gc(_libraries.pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        own_map = ffi.cast("PangoFcFontMap *", self.font_map)
        _libraries.pangoft2.pango_fc_font_map_set_config(own_map, config)
        fontconfig.FcConfigDestroy(config)  # the map has its own reference
        self._config = config
        self._folder = None
        self.strut_layouts: dict[Any, Any] = {}
        self.font_features: dict[Any, Any] = {}


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _browser_styles() -> Any:
    return CSS(string=Path(__file__).with_name("browser.css").read_text("utf-8"))


def colours() -> dict[str, Any]:
    """Return name in the file → colour profile of a PDF/A."""
    # WeasyPrint would add the same profile by itself, but leave its file open.
    name = "sRGB2014.icc"
    content = io.BytesIO(resources.files("weasyprint.pdf").joinpath(name).read_bytes())
    profile = weasyprint.css.ColorProfile(content, name, "relative-colorimetric", (["r"], ["g"], ["b"]))
    return {"sRGB": profile}


class Browser(weasyprint.HTML):  # type: ignore[misc]  # WeasyPrint carries no types
    """WeasyPrint's HTML reader with our own default style sheet, browser.css."""

    def _ua_stylesheets(self, _forms: bool = False) -> list[Any]:
        return [_browser_styles()]


class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
    """Fetches `data:` and the addresses in `contents`, and fails on every other address."""

    def __init__(self, contents: Mapping[str, Callable[[], bytes]]) -> None:
        super().__init__(allowed_protocols=("data",), fail_on_errors=True)
        self._contents = contents

    def fetch(self, url: str, headers: Any = None) -> Any:
        """Return the content of an address, or fetch it as WeasyPrint does."""
        if url in self._contents:
            return weasyprint.urls.URLFetcherResponse(
                url, self._contents[url](), {"Content-Type": "font/ttf"}
            )
        return super().fetch(url, headers)


def page_boxes(document: Any) -> Iterator[Any]:
    """Yield the box of each page of a rendered document."""
    return (page._page_box for page in document.pages)  # noqa: SLF001  # there is no public way to the boxes


def custom(style: Any, name: str) -> str:
    """Return the value of the custom property `--name` in a style; empty if it is not set."""
    return "".join(token.serialize() for token in style[f"__{name}"] or ()).strip()


class Heard(logging.Handler):
    """A context that collects WeasyPrint's warnings in the thread that created it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message, unless it comes from another thread."""
        if threading.get_ident() == self._thread:
            self.messages.append(record.getMessage())

    def __enter__(self) -> Self:
        """Start collecting."""
        logging.getLogger("weasyprint").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop collecting."""
        logging.getLogger("weasyprint").removeHandler(self)
