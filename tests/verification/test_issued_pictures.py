"""Pictures that a document was issued with are known by their SHA-256."""

from pathlib import Path
from typing import Any

import pytest

from bulletin import build, verify
from bulletin.files.read import Content
from tests.helpers.written import png


@pytest.mark.parametrize("suffix", ["docx", "html", "pdf"])
def test_a_picture_of_the_template_was_issued(round4: dict[str, Any], tmp_path: Path, suffix: str) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "map.png").write_bytes(png(40, 20))
    (own / "template.toml").write_text('title = "情况"\nlayout = "news"\n', "utf-8")
    markup = "<document><h1>情况</h1><p>整改到位{{ now.rectified }}。</p>"
    markup += '<picture src="map.png" alt="示意图" width="20"/></document>'
    (own / "document.xml.j2").write_text(markup, "utf-8")
    built = build(round4, "own", search=[tmp_path], formats=[suffix])
    assert len(built.ledger.pictures) == 1
    verdict = verify(Content(f"a.{suffix}", built.contents[suffix]), built.ledger)
    assert verdict.unseen == ()
    assert verdict.as_issued
