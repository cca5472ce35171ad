"""The lock: how it is written, and that it meets what pyproject.toml declares."""

from itertools import pairwise

from tests.commands.lock import FILE, HEAD, lock
from tests.commands.versions import declared, locked, lowest

LOCK = FILE.read_text("utf-8")
LINES = [line for line in LOCK.splitlines() if not line.startswith("#")]


def misfits(text: str) -> list[str]:
    """Return the declared requirements that the pins of a lock do not meet."""
    pins = locked(text)
    needed = declared("dev")
    return [str(one) for name, one in needed.items() if name not in pins or pins[name] not in one.specifier]


def test_the_lock_meets_every_declared_range() -> None:
    assert misfits(LOCK) == []


def test_a_pin_that_is_absent_or_out_of_range_is_found() -> None:
    text = "".join(f"{name}=={lowest(one)}\n" for name, one in declared("dev").items())
    assert misfits(text) == []
    assert misfits(text.replace("weasyprint==70", "weasyprint==71")) == ["weasyprint<71,>=70"]
    assert misfits(text.replace("markupsafe==3\n", "")) == ["markupsafe<4,>=3"]


def test_the_lock_holds_pins_and_hashes_alone_and_names_no_host() -> None:
    pins = [line for line in LINES if not line.startswith("    --hash=sha256:")]
    assert len(pins) == len(locked(LOCK)) > len(declared("dev"))
    assert [line for line in pins if not line.endswith(" \\")] == []
    assert "://" not in LOCK


def test_every_pin_of_the_lock_has_a_hash() -> None:
    after = {later.strip()[:14] for line, later in pairwise(LINES) if "==" in line}
    assert after == {"--hash=sha256:"}


def test_a_pin_that_not_every_python_takes_is_marked() -> None:
    old = {("babel", "2.18.0"): ["aa"], ("tomli", "2.0"): ["bb"]}
    new = {("babel", "2.18.0"): ["cc"]}
    assert lock({"3.11": old, "3.12": new}).removeprefix(HEAD).splitlines() == [
        "babel==2.18.0 \\",
        "    --hash=sha256:aa \\",
        "    --hash=sha256:cc",
        'tomli==2.0 ; python_version == "3.11" \\',
        "    --hash=sha256:bb",
    ]
