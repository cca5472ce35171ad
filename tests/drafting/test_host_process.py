"""A library call changes nothing in its host's process but its result, neither afterwards nor meanwhile."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for files and the umask")

CALLS = """
import bulletin
from datetime import date
from pathlib import Path
from bulletin.batching import Job, build_many
from bulletin.datafiles import inspect
from bulletin.datafiles.workbook.form import blank, filled
from bulletin.diagnosis import examined
from bulletin.drafting.draft import draft
from bulletin.drafting.examine import examine
from bulletin.drafting.request import Request
from bulletin.measurement import measure
from bulletin.model.terms import Kind
from bulletin.proofsheet import proof
from bulletin.readers import read
from bulletin.verification import verify

EXAMPLE = ROOT / "examples" / "first.json"

def build_all():
    formats = ["docx", "pdf", "html", "txt"]
    bulletin.build(EXAMPLE, formats=formats, into=INTO, ledger=True, on=date(2026, 9, 1))

def build_a_last_side():
    bulletin.build(ROOT / "examples" / "circular.json", formats=["docx", "pdf"])

def build_what_is_refused():
    for formats in (["docx"], ["pdf"]):
        try:
            bulletin.build({}, formats=formats)
        except bulletin.BulletinError:
            pass

def prove():
    proof(draft(Request(EXAMPLE, formats=())), into=INTO)

def verify_copies():
    for suffix in ("docx", "pdf", "html", "txt"):
        ledger = bulletin.build(EXAMPLE, formats=[]).ledger
        verify(read(INTO / f"first.{suffix}"), ledger)

def measure_copies():
    for suffix in ("docx", "pdf"):
        measure(INTO / f"first.{suffix}")

def check_a_workbook():
    (INTO / "first.xlsx").write_bytes(filled(bulletin.load(EXAMPLE)))
    (INTO / "blank.xlsx").write_bytes(blank(Kind.INSPECTION))
    for name in ("first.xlsx", "blank.xlsx"):
        inspect(INTO / name)
    examine(Request(INTO / "first.xlsx"))

def examine_the_machine():
    assert len(examined()) > 5

def build_a_batch():
    jobs = [Job(EXAMPLE)]
    (outcome,) = build_many(jobs, into=INTO / "batch", asked=Request("", formats=("txt", "pdf")), workers=1)
    assert outcome.what == "built", outcome
"""

SCRIPT = f"""
import json, sys, threading
from pathlib import Path
ROOT, INTO = Path(sys.argv[1]), Path(sys.argv[2])
from tests.helpers import host
host.load_libraries()
state, attributes = host.state(), host.attributes()
{CALLS}

def changes():
    return [*host.changed_state(state, host.state()), *host.changed_attributes(attributes, host.attributes())]

def look():
    times = 0
    while not ended.wait(0.005):
        meanwhile.update(host.changed_state(state, host.state()))
        if times % 20 == 0:  # it takes as long as some pages
            meanwhile.update(host.changed_attributes(attributes, host.attributes()))
        times += 1

found = {{"import": [changes(), []]}}
for call in (
    build_all, build_a_last_side, build_what_is_refused, prove, verify_copies, measure_copies,
    check_a_workbook, examine_the_machine, build_a_batch,
):
    state, attributes = host.state(), host.attributes()
    meanwhile, ended = set(), threading.Event()
    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        call()
    finally:
        ended.set()
        watcher.join()
    found[call.__name__] = [changes(), sorted(meanwhile)]
print(json.dumps(found))
"""
ALLOWED_MEANWHILE = ("file ", "threads", "logger weasyprint")
"""Files being read, threads at work, and one log handler, which hears its own thread only."""


@pytest.fixture(scope="module")
def changes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """What each call changed: afterwards, and meanwhile as another thread saw it."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT, str(ROOT), str(tmp_path_factory.mktemp("host"))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()  # nothing else is printed
    changes: dict[str, list[list[str]]] = json.loads(line)
    return changes


NAMES = (
    "import", "build_all", "build_a_last_side", "build_what_is_refused", "prove", "verify_copies",
    "measure_copies", "check_a_workbook", "examine_the_machine", "build_a_batch",
)  # fmt: skip


@pytest.mark.parametrize("call", NAMES)
def test_the_process_is_afterwards_as_it_was(call: str, changes: dict[str, list[list[str]]]) -> None:
    assert changes[call][0] == []


@pytest.mark.parametrize("call", NAMES[1:])
def test_another_thread_sees_nothing_of_it(call: str, changes: dict[str, list[list[str]]]) -> None:
    assert [each for each in changes[call][1] if not each.startswith(ALLOWED_MEANWHILE)] == []


# ── a document of the host's own, made by the same library ───────────────────────────────────────────────

FOREIGN = """
import subprocess
import weasyprint

def foreign():
    return weasyprint.HTML(string="<p style='text-align: justify'>" + "hello 你好，" * 40).write_pdf()

def fonts():
    return len(subprocess.run(["fc-list"], capture_output=True, check=True).stdout.splitlines())

before, there = foreign(), fonts()
import bulletin
for source in ("examples/first.json", "examples/circular.json"):
    bulletin.build(source, formats=["docx", "pdf"])
print(foreign() == before, fonts() == there, there > 0)
"""


def test_a_document_of_the_host_s_own_has_the_same_bytes_before_and_after() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FOREIGN], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "True True True\n", "")
