"""Nothing but the document and the given font files is read to make a PDF, and no warning is passed over."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import bulletin_fonts
import pytest
from weasyprint.urls import FatalURLFetchingError

from bulletin import BulletinError, build
from bulletin.writers import html, pdf

PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this computer, and what was asked of it."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    thread.join()
    server.server_close()


def written_with(markup: str, data: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The PDF of a document into which `markup` has slipped past everything before the PDF writer."""
    page = html.page
    monkeypatch.setattr(pdf, "page", lambda *of: page(*of).replace("</body>", f"{markup}</body>"))
    return build(data, formats=["pdf"]).contents["pdf"]


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='{}/image.png'>",
        "<p style='background: url({}/background.png)'>文</p>",
        "<style>@import url({}/style.css);</style>",
        "<style>@font-face {{ font-family: x; src: url({}/font.ttf) }}</style>",
        "<link rel='stylesheet' href='{}/style.css'>",
        "<object data='{}/object.svg'></object>",
        "<link rel='attachment' href='{}/attachment.txt'>",
    ],
)
def test_no_address_is_fetched(
    markup: str, asked: tuple[str, list[str]], first: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, paths = asked
    with pytest.raises(FatalURLFetchingError, match=address):
        written_with(markup.format(address), first, monkeypatch)
    assert paths == []


def test_no_file_of_the_computer_is_read(
    tmp_path: Path, first: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>SECRET</text></svg>', "utf-8")
    with pytest.raises(FatalURLFetchingError, match="secret"):
        written_with(f"<img src='{secret.as_uri()}'>", first, monkeypatch)


def test_what_a_data_address_holds_needs_no_fetching(
    first: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = build(first, formats=["pdf"]).contents["pdf"]
    assert written_with(f"<img alt='点' src='{PIXEL}'>", first, monkeypatch) != plain


def test_the_font_scheme_knows_the_given_files_alone() -> None:
    fetcher = pdf._fetcher({"heiti": bulletin_fonts.path("Bulletin HeiTi")})  # noqa: SLF001  # the one door
    assert fetcher.fetch("bulletin-font:heiti").read(4) == b"\0\1\0\0"  # how TrueType begins
    with pytest.raises(ValueError, match="disallowed protocol"):
        fetcher.fetch("bulletin-font:/etc/passwd")


def test_what_weasyprint_would_only_log_stops_the_build(
    first: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BulletinError, match=r"B604.*no-such-property") as refused:
        written_with("<style>p { no-such-property: 1 }</style>", first, monkeypatch)
    assert refused.value.exit_code == 65


def test_a_word_of_the_data_that_looks_like_a_picture_stays_a_word(
    asked: tuple[str, list[str]], first: dict[str, Any]
) -> None:
    address, paths = asked
    first["issuer"]["area"] = f"<img src='{address}/image.png'>"
    assert b"%PDF" in build(first, formats=["pdf"]).contents["pdf"]
    assert paths == []
