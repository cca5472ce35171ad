"""Work in a child process ends with an answer or with the limit it met, and leaves nothing running."""

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bulletin import build
from bulletin.issues.errors import BulletinError, DataRefused, DocumentRefused, TemplateRefused
from bulletin.issues.issue import warning
from bulletin.issues.messages import said
from bulletin.workers.child import Child
from bulletin.workers.pool import Pool, ask
from bulletin.workers.protocol import IDLE, Answer, Limits, Work
from tests.helpers.work import (
    be_killed,
    built,
    die,
    eat,
    echo,
    environment,
    fail,
    forge,
    hurried,
    leave,
    loop,
    nothing,
    once_prepared,
    prepare,
    process,
    refuse,
    start_another,
    wait,
    wait_a_little,
    write,
    write_file,
)

EXAMPLES = Path(__file__).parents[2] / "examples"
OFFICE = 'title = "试稿"\nlayout = "news"\n'

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not count memory")
needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


# ── the two ways to ask ──────────────────────────────────────────────────────────────────────────────────


def in_a_fresh_child(function: Work, argument: object = None, limits: Limits = Limits()) -> Answer:  # noqa: B008  # frozen
    return ask(function, argument, limits, "a.json")


def in_a_reused_child(function: Work, argument: object = None, limits: Limits = Limits()) -> Answer:  # noqa: B008  # frozen
    with Pool(limits, nothing) as pool:
        pool.ask(nothing, None)
        return pool.ask(function, argument, "a.json")


Asked = Callable[..., Answer]
both = pytest.mark.parametrize("asked", [in_a_fresh_child, in_a_reused_child])


@pytest.fixture
def pool() -> Iterator[Pool]:
    with Pool() as pool:
        yield pool


def process_of(pool: Pool, *, fresh: bool = False) -> int:
    return int(pool.ask(process, None, fresh=fresh).contents["id"])


def gone(process: int, seconds: float = 5) -> bool:
    """Whether a process has ended, or does so soon."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


# ── what comes back ──────────────────────────────────────────────────────────────────────────────────────


@both
def test_an_answer_comes_back_as_it_was_given(asked: Asked) -> None:
    contents = {"word": "巡察".encode(), "nothing": b""}
    assert asked(echo, "巡察") == Answer(contents, (warning("B202", "a", "b"),))


NOT_MADE = "a.json The document was not made"
ENDED = "a.json The process that made the document ended by itself"
DEFECT = "a.json This is a defect of the program"


@both
@pytest.mark.parametrize(
    ("work", "limits", "kind", "said_there"),
    [
        (loop, Limits(cpu=1), DocumentRefused, f"B762 {NOT_MADE}: it took more than 1 seconds of computing."),
        (wait, Limits(wall=1), DocumentRefused, f"B762 {NOT_MADE}: it took more than 1 seconds."),
        pytest.param(
            eat, Limits(), DocumentRefused, f"B761 {NOT_MADE}: it took more than 2000 MB of memory.",
            marks=needs_linux,
        ),
        (write, Limits(output=1_000_000), DocumentRefused, f"B763 {NOT_MADE}: it made more than 1 MB."),
        (be_killed, Limits(), BulletinError, f"B763 {ENDED} (-9). "),
        (fail, Limits(), BulletinError, f"B760 {DEFECT}: ZeroDivisionError: of the maker"),
        (leave, Limits(), BulletinError, f"B760 {DEFECT}: SystemExit: 0"),
    ],
)  # fmt: skip
def test_what_gives_no_answer_is_said_with_its_reason(
    asked: Asked, work: Work, limits: Limits, kind: type[BulletinError], said_there: str
) -> None:
    begun = time.monotonic()
    with pytest.raises(BulletinError) as caught:
        asked(work, limits=limits)
    (issue,) = caught.value.issues
    assert type(caught.value) is kind
    assert f"{issue.code} {issue.place} {said(issue, 'en')[0]}" == said_there
    assert said(issue, "zh")[0] != said(issue, "en")[0]
    assert said(issue, "zh")[1] != said(issue, "en")[1]
    assert time.monotonic() - begun < 10


@both
def test_a_process_that_ends_by_itself_is_quoted(asked: Asked) -> None:
    with pytest.raises(BulletinError) as caught:
        asked(die, 3)
    assert caught.value.issues[0].message == (
        "The process that made the document ended by itself (3). last words"
    )


@both
def test_an_exit_code_that_says_idle_is_believed_once(asked: Asked) -> None:
    with pytest.raises(BulletinError) as caught:
        asked(die, IDLE)
    assert caught.value.issues[0].code == "B763"


@both
@pytest.mark.skipif(os.name != "posix", reason="Windows does not limit files")
def test_a_file_that_grows_too_large_is_the_limit_of_output(asked: Asked, tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused) as caught:
        asked(write_file, tmp_path / "large", Limits(output=1_000_000))
    assert caught.value.issues[0].code == "B763"


@both
def test_what_was_raised_there_is_raised_here(asked: Asked) -> None:
    with pytest.raises(TemplateRefused) as caught:
        asked(refuse)
    assert caught.value.issues == (warning("B401", "x", "y"),)


@both
def test_an_answer_can_do_nothing_in_the_process_that_reads_it(asked: Asked, tmp_path: Path) -> None:
    with pytest.raises(BulletinError) as caught:
        asked(forge, tmp_path / "entered")
    assert caught.value.issues[0].code == "B763"
    assert not (tmp_path / "entered").exists()


@pytest.mark.parametrize(("clean", "fresh"), [(True, False), (False, True)])
def test_a_clean_or_fresh_child_knows_nothing_of_the_environment(
    clean: bool, fresh: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    with Pool(clean=clean) as pool:
        found = pool.ask(environment, None, fresh=fresh).contents
    assert "SECRET" not in found
    assert found["SOURCE_DATE_EPOCH"] == b"1500000000"
    assert found["PYTHONHASHSEED"] == b"0"


# ── children ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_child_is_asked_again_and_a_fresh_one_is_not(pool: Pool) -> None:
    first, fresh, again = process_of(pool), process_of(pool, fresh=True), process_of(pool)
    assert first == again
    assert fresh not in (first, os.getpid())


def test_after_a_crash_there_is_another_child(pool: Pool) -> None:
    first = process_of(pool)
    with pytest.raises(BulletinError):
        pool.ask(die, 1)
    assert process_of(pool) != first


@needs_proc
@pytest.mark.parametrize("noticed", [True, False])
def test_a_child_that_has_ended_for_want_of_work_is_replaced(
    noticed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Pool(prepare=hurried) as pool:
        first = process_of(pool)
        assert gone(first)
        if not noticed:
            not_looked = property(lambda child: child._process.returncode is None)  # noqa: SLF001  # as it is found by others
            monkeypatch.setattr(Child, "usable", not_looked)
        assert process_of(pool) != first


def test_threads_that_ask_at_once_have_a_child_each(pool: Pool) -> None:
    together = threading.Barrier(2)

    def asked(_: int) -> int:
        together.wait()
        pool.ask(wait_a_little, None)
        return process_of(pool)

    with ThreadPoolExecutor(2) as threads:
        assert len(set(threads.map(asked, range(2)))) == 2


def test_what_is_prepared_does_not_count_as_time_of_the_first_answer() -> None:
    with Pool(Limits(wall=0.4), prepare) as pool:
        assert pool.ask(once_prepared, None).contents == {"prepared": b"yes"}


def test_an_argument_that_cannot_be_sent_costs_no_child(pool: Pool) -> None:
    first = process_of(pool)
    with pytest.raises((AttributeError, pickle.PicklingError)):
        pool.ask(echo, lambda: None)
    assert process_of(pool) == first


def test_an_interrupted_question_leaves_no_answer_to_the_next(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    process_of(pool)
    with monkeypatch.context() as interrupted:
        interrupted.setattr("bulletin.workers.child.receive", interrupt)
        with pytest.raises(KeyboardInterrupt):
            pool.ask(echo, "late")
    assert "id" in pool.ask(process, None).contents


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@needs_proc
def test_what_a_child_has_started_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sign = tmp_path / "other"
    monkeypatch.setenv("SIGN", str(sign))
    with Pool(Limits(wall=2)) as pool, pytest.raises(DocumentRefused):
        pool.ask(start_another, None)
    assert gone(int(sign.read_text("utf-8")))


@needs_proc
def test_with_the_pool_its_children_end_whatever_they_are_doing() -> None:
    with ThreadPoolExecutor(1) as thread, Pool() as pool:
        idle = process_of(pool)
        busy = process_of(pool, fresh=True)
        asked = thread.submit(pool.ask, wait, None)
        while not asked.running():
            time.sleep(0.01)
        pool.end()
        assert isinstance(asked.exception(), BulletinError | RuntimeError)
    assert gone(idle)
    assert gone(busy)


STARTER = """
import time
from bulletin.workers.pool import Pool
from tests.helpers.work import loop, process
pool = Pool()
print(int(pool.ask(process, None).contents["id"]), flush=True)
pool.ask(loop, None)
"""


@needs_proc
def test_a_child_ends_with_the_process_that_started_it() -> None:
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    starter = subprocess.Popen([sys.executable, "-c", STARTER], env=paths, stdout=subprocess.PIPE)
    assert starter.stdout
    with starter, starter.stdout:
        child = int(starter.stdout.readline())
        time.sleep(0.2)
        starter.kill()
    assert gone(child)


# ── documents ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_document_made_there_is_the_one_made_here() -> None:
    named = {"source": EXAMPLES / "round4.json", "formats": ["txt", "docx"]}
    here, there = build(**named), ask(built, named)  # type: ignore[arg-type]  # as `build` has them
    assert there.contents == here.contents
    assert there.issues == here.issues


def test_a_pdf_fits_into_the_usual_limits() -> None:
    answer = ask(built, {"source": EXAMPLES / "circular.json", "formats": ["pdf"]})
    assert answer.contents["pdf"].startswith(b"%PDF")


def test_what_is_wrong_with_the_data_comes_back() -> None:
    with pytest.raises(DataRefused) as caught:
        ask(built, {"source": EXAMPLES / "round4.json", "template": "circular", "formats": ["txt"]})
    assert {issue.code for issue in caught.value.issues} == {"B404"}


TEN = "[now, now, now, now, now, now, now, now, now, now]"
LOOPS = "".join(f"{{% for a{i} in {TEN} %}}" for i in range(9)) + "{% endfor %}" * 9
DOUBLING = "{% set s0 %}鼠{% endset %}" + "".join(
    f"{{% set s{i + 1} %}}{{{{ s{i} }}}}{{{{ s{i} }}}}{{% endset %}}" for i in range(60)
)


@pytest.mark.parametrize("body", [LOOPS, DOUBLING], ids=["loops", "eats memory"])
def test_what_is_wrong_with_a_template_comes_back_with_its_line(tmp_path: Path, body: str) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "template.toml").write_text(OFFICE, "utf-8")
    (tmp_path / "own" / "document.xml.j2").write_text(f"<document>\n{body}</document>", "utf-8")
    with pytest.raises(TemplateRefused) as caught:
        ask(built, {"source": EXAMPLES / "first.json", "template": "own", "search": [tmp_path]})
    (issue,) = caught.value.issues
    assert (issue.code, issue.place) == ("B411", "own/document.xml.j2:2")
