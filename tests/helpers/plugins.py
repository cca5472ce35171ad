"""Packages with plug-ins, as an installer leaves them in a folder of the search path."""

import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "plugins" / "example"
"""The package that docs/plugins.md explains."""


def install(folder: Path, name: str, points: Mapping[str, Mapping[str, str]], version: str = "1.0") -> None:
    """Write what tells of an installed package: its entry points, group → name → function."""
    about = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n", "utf-8")
    lines = [
        f"[bulletin.{group}]\n" + "".join(f"{key} = {value}\n" for key, value in named.items())
        for group, named in points.items()
    ]
    (about / "entry_points.txt").write_text("\n".join(lines), "utf-8")


def install_example(folder: Path) -> None:
    """Install the package that docs/plugins.md explains."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))["project"]
    points = {key.removeprefix("bulletin."): value for key, value in project["entry-points"].items()}
    install(folder, project["name"], points, project["version"])
    shutil.copy(EXAMPLE / "bulletin_example.py", folder)
