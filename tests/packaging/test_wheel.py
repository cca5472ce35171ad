"""What the wheel has to hold, and how that is found out."""

from pathlib import Path
from zipfile import ZipFile

from tests.commands.wheel import contents, differences, wanted


def test_the_wheel_has_the_data_of_the_package_and_the_shipped_templates() -> None:
    needed = {
        "bulletin/py.typed",
        "bulletin/issues/zh.mo",
        "bulletin/model/indicators.toml",
        "bulletin/wording/set_terms.txt",
        "bulletin/writers/pdf/browser.css",
        "bulletin/proofsheet/page.js",
        "bulletin/proofsheet/page.css",
        "bulletin/templates/news/document.xml.j2",
        "bulletin/templates/shared/base.xml.j2",
    }
    assert needed - wanted() == set()


def test_compiled_python_is_not_wanted(tmp_path: Path) -> None:
    cache = tmp_path / "bulletin" / "__pycache__"
    cache.mkdir(parents=True)
    (cache / "draw.pyc").touch()
    (tmp_path / "bulletin" / "draw.py").touch()
    assert wanted(tmp_path) == {"bulletin/draw.py"}


def test_a_file_that_a_wheel_lacks_or_has_too_many_is_found(tmp_path: Path) -> None:
    wheel = tmp_path / "shop.whl"
    with ZipFile(wheel, "w") as file:
        file.writestr("bulletin/draw.py", "")
        file.writestr("bulletin/notes.txt", "")
        file.writestr("bulletin-1.dist-info/METADATA", "")
    assert differences(contents(wheel), {"bulletin/draw.py", "bulletin/page.css"}) == [
        "absent from the wheel: bulletin/page.css",
        "unexpected in the wheel: bulletin/notes.txt",
    ]
