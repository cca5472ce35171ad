"""Write `.ci/requirements.txt`: the version and the hashes of every distribution that the tests run with.

`python -m tests.commands.lock` asks pip what it would install for the package, its extra `dev` and the
building of wheels, on this kind of machine, for each Python in VERSIONS. pip reports the hash of each file it
would take; where the files come from is left out. `make locked` installs them.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.commands.versions import PYPROJECT, ROOT, VERSIONS, declared

FILE = ROOT / ".ci" / "requirements.txt"
HEAD = f"""\
# What the tests ran with on Linux x86-64, CPython {", ".join(VERSIONS)}.
# `make lock` writes this file, `make locked` installs from it.
"""
Hashes = Mapping[tuple[str, str], Iterable[str]]


def wanted() -> list[Requirement]:
    """Return all that is installed: what the package needs, its test tools, and what builds a wheel of it."""
    return [*declared("dev").values(), *map(Requirement, PYPROJECT["build-system"]["requires"])]


def resolved(version: str) -> dict[tuple[str, str], set[str]]:
    """Return name and version → hashes of the files that pip would install for a version of Python."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--dry-run"]
    narrow = ["--ignore-installed", "--only-binary=:all:", "--python-version", version, "--target", "unused"]
    answer = subprocess.run(
        [*pip, *narrow, "--report", "-", *map(str, wanted())], stdout=subprocess.PIPE, check=True
    )
    found: dict[tuple[str, str], set[str]] = {}
    for one in json.loads(answer.stdout)["install"]:
        told = one["metadata"]
        hashes = one["download_info"]["archive_info"]["hashes"]
        found[canonicalize_name(told["name"]), told["version"]] = {hashes["sha256"]}
    return found


def lines(by_version: Mapping[str, Hashes]) -> Iterable[str]:
    """Yield a pin with its hashes for each distribution, marked where not every Python takes it."""
    for name, at in sorted({pin for found in by_version.values() for pin in found}):
        takers = [version for version, found in by_version.items() if (name, at) in found]
        marks = " or ".join(f'python_version == "{version}"' for version in takers)
        yield f"{name}=={at}" + (f" ; {marks}" if len(takers) < len(by_version) else "")
        for one in sorted({one for version in takers for one in by_version[version][name, at]}):
            yield f"    --hash=sha256:{one}"


def lock(by_version: Mapping[str, Hashes]) -> str:
    """Return the text of the file."""
    text = "\n".join(lines(by_version))
    return HEAD + text.replace("\n    --hash", " \\\n    --hash") + "\n"


if __name__ == "__main__":
    FILE.write_text(lock({version: resolved(version) for version in VERSIONS}), "utf-8")
    print(f"{FILE.read_text('utf-8').count('==')} pins -> {FILE}")
