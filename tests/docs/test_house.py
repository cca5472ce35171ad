"""The rooms of the package: how many there are, and which imports from which."""

import re
from pathlib import Path

import pytest

from tests.commands.house import ROOT, House, floors, house

CONTRACT = """
[[tool.importlinter.contracts]]
layers = ["shop.cli", "shop.kitchen | shop.bar", "shop.cellar"]
"""


def built(folder: Path, **sources: str) -> House:
    """Count a package `shop` of four rooms; `sources` are the texts of some of them."""
    (folder / "contract.toml").write_text(CONTRACT, "utf-8")
    for room in ("cli", "kitchen", "bar", "cellar"):
        file = folder / "shop" / room / "__init__.py"
        file.parent.mkdir(parents=True)
        file.write_text(sources.get(room, ""), "utf-8")
    (folder / "shop" / "__init__.py").write_text(sources.get("public", ""), "utf-8")
    return house(folder / "shop", folder / "contract.toml")


def test_there_are_at_most_26_rooms_4_loose_files_and_140_arrows() -> None:
    counted = house()
    assert 20 <= len(counted.rooms) <= 26
    assert len(counted.loose) <= 4
    assert 100 <= len(counted.arrows) <= 140


def test_no_room_imports_in_a_circle_or_upward() -> None:
    counted = house()
    assert counted.circles == []
    assert counted.upward == []
    assert counted.unplaced == []


def test_a_room_that_imports_from_a_higher_floor_is_found(tmp_path: Path) -> None:
    counted = built(tmp_path, cellar="from shop.bar import beer")
    assert counted.upward == [("cellar", "bar")]
    assert counted.arrows["cellar", "bar"] == {"shop/cellar/__init__.py"}


def test_a_room_that_imports_from_its_own_floor_is_found(tmp_path: Path) -> None:
    assert built(tmp_path, bar="import shop.kitchen").upward == [("bar", "kitchen")]


def test_a_room_that_imports_the_public_names_is_found(tmp_path: Path) -> None:
    counted = built(tmp_path, cellar="from shop import order", cli="from shop import order")
    assert counted.upward == [("cellar", "__init__")]
    assert ("cli", "__init__") in counted.arrows


def test_an_import_inside_a_function_or_for_type_checkers_counts(tmp_path: Path) -> None:
    inside = "def pour():\n    from shop import cellar\n"
    for_types = "if TYPE_CHECKING:\n    from shop.cellar.barrels import Barrel\n"
    counted = built(tmp_path, bar=inside, kitchen=for_types)
    assert sorted(counted.arrows) == [("bar", "cellar"), ("kitchen", "cellar")]


def test_three_rooms_in_a_circle_are_one_circle(tmp_path: Path) -> None:
    counted = built(
        tmp_path, bar="import shop.kitchen", kitchen="import shop.cellar", cellar="import shop.bar"
    )
    assert counted.circles == [["bar", "cellar", "kitchen"]]


def test_a_room_on_no_floor_is_found(tmp_path: Path) -> None:
    (tmp_path / "shop" / "attic").mkdir(parents=True)
    (tmp_path / "shop" / "attic" / "__init__.py").write_text("from shop.bar import beer", "utf-8")
    assert built(tmp_path).unplaced == ["attic"]


def test_a_relative_import_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="name the module from shop on"):
        built(tmp_path, bar="from ..cellar import beer")


def test_the_architecture_page_has_the_floors_of_the_contract() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| `(?:bulletin/)?(\w+)(?:/|\.py)` \|", page, re.MULTILINE)
    in_contract = floors(ROOT / "pyproject.toml", "bulletin")
    assert {room: int(floor) for floor, room in rows} == in_contract
