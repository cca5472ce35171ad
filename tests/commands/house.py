"""Count the rooms, loose files and arrows of the package, and its imports that lead in a circle or upward.

`python -m tests.commands.house` reads every import in `bulletin/`, those inside functions and those for type
checkers included. A room is a folder or a loose file directly in `bulletin/`; an arrow is a pair of rooms
of which one imports from the other. The floors are the layers of the import contract in `pyproject.toml`.
`--arrows` lists the arrows.
"""

import ast
import sys
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "bulletin"
CONTRACT = ROOT / "pyproject.toml"
PUBLIC_NAMES = "__init__"
"""The file that names what is public: it points into rooms, and no room may import it."""
Arrow = tuple[str, str]


@dataclass(frozen=True)
class House:
    """What is counted: rooms, those that are loose files, arrows with the files they come from, floors."""

    rooms: tuple[str, ...]
    loose: tuple[str, ...]
    arrows: Mapping[Arrow, frozenset[str]]
    floors: Mapping[str, int]

    @property
    def unplaced(self) -> list[str]:
        """Return the rooms that the import contract puts on no floor."""
        return [room for room in self.rooms if room not in self.floors]

    @property
    def upward(self) -> list[Arrow]:
        """Return the arrows to a room on the same floor or a higher one."""
        placed = [(a, b) for a, b in self.arrows if a in self.floors and b in self.floors]
        return [(a, b) for a, b in placed if self.floors[a] <= self.floors[b]]

    @property
    def circles(self) -> list[list[str]]:
        """Return the groups of rooms that import one another in a circle."""
        reached = {room: self._reached(room) for room in self.rooms}
        groups = {frozenset(b for b in reached[a] if a in reached[b]) for a in self.rooms if a in reached[a]}
        return sorted(sorted(group) for group in groups)

    def _reached(self, start: str) -> set[str]:
        reached: set[str] = set()
        waiting = [start]
        while waiting:
            room = waiting.pop()
            found = {b for a, b in self.arrows if a == room} - reached
            reached |= found
            waiting += found
        return reached


def house(package: Path = PACKAGE, contract: Path = CONTRACT) -> House:
    """Count a package by the imports of its files.

    Args:
        package: the folder of the package.
        contract: the TOML file whose first import contract lists the floors.
    """
    folders = [file.parent.name for file in package.glob("*/__init__.py")]
    loose = [file.stem for file in package.glob("*.py")]
    rooms = tuple(sorted([*folders, *loose]))
    arrows: dict[Arrow, set[str]] = defaultdict(set)
    for file in package.rglob("*.py"):
        room = file.relative_to(package).parts[0].removesuffix(".py")
        for other in rooms_imported(file, package.name, rooms):
            if other != room:
                arrows[room, other].add(str(file.relative_to(package.parent)))
    kept = {arrow: frozenset(files) for arrow, files in sorted(arrows.items())}
    return House(rooms, tuple(sorted(loose)), kept, floors(contract, package.name))


def rooms_imported(file: Path, name: str, rooms: Collection[str]) -> Iterator[str]:
    """Yield the room of each import of package `name` in a file; one room may come several times.

    A name that is no room, as in `from bulletin import build`, is one of the public names.

    Raises:
        ValueError: the file has a relative import, whose room this does not work out.
    """
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        modules = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                raise ValueError(f"{file}:{node.lineno}: relative import; name the module from {name} on")
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        for module in modules:
            root, _, rest = module.partition(".")
            if root == name:
                room = rest.split(".")[0]
                yield room if room in rooms else PUBLIC_NAMES


def floors(contract: Path, name: str) -> dict[str, int]:
    """Return room → floor, 1 at the bottom. The public names have their own, just below the command."""
    first = tomllib.loads(contract.read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    layers = [[room.strip().removeprefix(f"{name}.") for room in line.split("|")] for line in first["layers"]]
    command = next(number for number, line in enumerate(layers) if "cli" in line)
    layers.insert(command + 1, [PUBLIC_NAMES])
    return {room: floor for floor, line in enumerate(reversed(layers), 1) for room in line}


def main() -> int:
    """Print the counts; exit with 1 if one room is on no floor, in a circle, or imports upward."""
    counted = house()
    print(f"rooms            {len(counted.rooms)}")
    print(f"loose files      {len(counted.loose)}: {', '.join(counted.loose)}")
    print(f"floors           {max(counted.floors.values())}")
    print(f"arrows           {len(counted.arrows)}")
    print(f"circles          {len(counted.circles)}")
    print(f"upward imports   {len(counted.upward)}")
    for room in counted.unplaced:
        print(f"  on no floor of the contract: {room}")
    for group in counted.circles:
        print(f"  in a circle: {', '.join(group)}")
    for arrow in counted.upward:
        print(f"  upward: {' -> '.join(arrow)} in {', '.join(sorted(counted.arrows[arrow]))}")
    if "--arrows" in sys.argv:
        for a, b in counted.arrows:
            print(f"  {a} -> {b}")
    return int(bool(counted.circles or counted.upward or counted.unplaced))


if __name__ == "__main__":
    sys.exit(main())
