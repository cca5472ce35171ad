"""Publishing parses each data file at most twice: where it is examined, and where the edition is made."""

import datetime
import shutil
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bulletin.datafiles import files
from bulletin.publishing import Publication, Register, read_office
from bulletin.publishing.edition import Seen, examine_data, make
from bulletin.workers.pool import Pool
from bulletin.workers.protocol import Answer, Work

EXAMPLE = Path(__file__).parents[2] / "examples" / "office"


class Here(Pool):
    """Carries out the work in this process, where the test can count."""

    def ask(self, function: Work, argument: object, place: str = "—", *, fresh: bool = False) -> Answer:
        """Return the answer without a child."""
        del place, fresh
        contents, issues = function(argument)
        return Answer(contents, tuple(issues))


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Name of a data file → how often it was parsed."""
    found = Counter[str]()
    parse, most = files.READERS[".json"]

    def counted(content: bytes, name: str) -> Any:
        found[name] += 1
        return parse(content, name)

    monkeypatch.setitem(files.READERS, ".json", (counted, most))
    return found


def test_publishing_three_months_parses_each_data_file_twice(tmp_path: Path, parsed: Counter[str]) -> None:
    folder = tmp_path / "office"
    shutil.copytree(EXAMPLE, folder)
    toml = folder / "bulletin.toml"
    toml.write_text(toml.read_text("utf-8").replace('["docx", "pdf", "html", "txt"]', '["txt"]'), "utf-8")
    office, seen, pool = read_office(folder), Seen(), Here()
    now = datetime.datetime(2018, 4, 6, 12, tzinfo=office.zone)
    register = Register(folder)
    try:
        maker, examiner = partial(make, pool=pool, seen=seen), partial(examine_data, pool=pool, seen=seen)
        work = Publication(office, register, now, maker, examiner)
        outcomes = list(work.publish(office.series["monthly"]))
    finally:
        register.close()
    assert [f"{each.period} {each.what}" for each in outcomes] == [
        "2018-01 published", "2018-02 published", "2018-03 published"
    ]  # fmt: skip
    assert parsed == {"2018-01.json": 2, "2018-02.json": 2, "2018-03.json": 2}
