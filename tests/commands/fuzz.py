"""Damaged input by the hundred thousand: whatever comes in, the answer is a document or a report.

`python -m tests.commands.fuzz --inputs 100000 --seed 1` spoils every example and case as a mapping, a JSON,
YAML or TOML file or a workbook and hands it to `examine`; what has no errors goes on to `tally`, and a
tenth of that to `compose`, which takes long. Out may come only data with issues, or a BulletinError with an
error in it. Each issue has to be sayable in both languages; no input may compute for more than 3 seconds,
bring a process above 500 MB or call forth a warning. A seed and a number always make the same input:
`--only json:17`.
"""

import argparse
import contextlib
import copy
import functools
import io
import json
import re
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from bulletin import compose, tally
from bulletin.datafiles import codelist_for, load, plain
from bulletin.datafiles.files import READERS
from bulletin.datafiles.workbook.form import filled
from bulletin.drafting.examine import examine
from bulletin.drafting.request import Request
from bulletin.issues.catalogue import LANGUAGES
from bulletin.issues.errors import BulletinError
from bulletin.issues.issue import errors
from bulletin.issues.messages import said
from bulletin.model import facts, terms
from bulletin.model.codelist import Codelist, shipped_codelist

SHARES = {"mapping": 40, "json": 30, "yaml": 14, "toml": 13, "xlsx": 3}
"""The inputs of each way in, in percent; a workbook takes twenty times as long as a mapping."""
SECONDS, BYTES, COMPOSED = 3.0, 500_000_000, 0.1
PASSED = ("valid", "refused")
PACKAGE = Path(facts.__file__).parent


def nested(depth: int) -> Any:
    """Objects in one another."""
    value: Any = {}
    for _ in range(depth):
        value = {"by": value}
    return value


LONG = "纪" * 20_001
UNSEEN = "\0\t\x1b\x7f\x85\u200b\u202e\u2028\ud800\ue000\ufffe\U000e0001\U0010ffff⼀①　\r\n"
ODD = (
    None, True, False, -1, 0, 1, 10**12, 10**18, -(10**40), Decimal("0.5"), Decimal("-0.0"), Decimal("1E+9"),
    "", " ", "1", "①", "２０", "待填", "2018-02-30", "0000", "2018-13", "n", "inspection", "{now.talks}", "{",
    "{}", "{0.x}", "{{x}}", "{%", "<data>&", "../first", "%s", "a/b~c", LONG, "𠀀" * 300, [], {}, [[]],
    [None] * 300, {"": ""}, {"n": {}}, {"n": 1, "数": 1}, {"by": {"sanction": {"items": []}}},
    {"quote": 1}, *UNSEEN,
)  # fmt: skip
STRANGE: tuple[Callable[[], Any], ...] = (
    lambda: float("nan"), lambda: 0.1, lambda: Decimal("NaN"), lambda: Decimal("sNaN"),
    lambda: Decimal("-Infinity"), lambda: Decimal("1E+999999"), lambda: 10**5_000, lambda: -(10**5_000),
    lambda: b"\xff", lambda: {1, 2}, lambda: date(2018, 8, 29), lambda: datetime(1, 1, 1),  # noqa: DTZ001  # no zone is meant
    lambda: {1: 2, None: 3}, lambda: {("a",): 1}, lambda: nested(300), lambda: nested(20_000), object,
    lambda: ("a", 1), lambda: facts.Count(n=1), lambda: terms.Moment(2018), lambda: terms.Kind.INSPECTION,
    lambda: str, lambda: complex(1), lambda: {"\ud800": "\udfff"}, lambda: iter([1]), lambda: facts.Count,
)  # fmt: skip
"""What only a mapping made in Python can hold."""
SNIPPETS = (
    *rb"NaN -Infinity nan .inf 1e999 -1 0x1F 007 1_000 .5 null &a *a <<: !!python/object:f \ } ] , :".split(),
    *rb'""" = a.b.c=1 2018-08-29T00:00:00Z 25:61:61 {} [] \u0000 \ud800 \x " '.split(), b"'" * 3, b"\xff\xfe",
    *(b"\n", b"\n---\n", b"\n...\n", b"%YAML 1.1\n", b"? ", b"- ", b"|\n", b">-\n", b"\t", b"# ", b"\0"),
    *(b"\n[[a]]\n", b"\n[scopes.a]\n", b"a." * 999, b"9" * 5_000, b"[" * 60_000, b'{"a":' * 5_000),
)  # fmt: skip
CELL = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*?(?:/>|>.*?</c>))')
ROW = re.compile(rb"<row .*?</row>")
KINDS = ("n", "n", "inlineStr", "inlineStr", "inlineStr", "e", "s", "b", "d", "str", "x")
VALUES = (-1, "1e999", "nan", 0.1, 10**16, 43341, "x", "#REF!", -99999999, "1E-400", 1, "7.50")
TEXTS = (
    "待填", "（空）", "_x0000_ _xD800_", "数-5", "不列数", LONG, "发现问题＞整改状态＞＞",
    "1、2", "␛⏎", "是", "\n", "人",
)  # fmt: skip
HOLDS = (
    "", "<is/>", "<f>1/0</f><v>7</v>", "<f>SUM(A1:A9)</f>", "<f t='shared' si='0'/>", "<c/>",
    *(f"<v>{value}</v>" for value in VALUES), *(f"<is><t>{text}</t></is>" for text in TEXTS),
)  # fmt: skip
AREAS = (b"A5:C9", b"A1:XFD1048576", b"B4:B5", b"A:C", b"B5", b"", b"C9:A5", b"A0:B0")
TITLES = ("统计结果9".encode(), "统计".encode(), b"&lt;{0}&gt;", b" ", "分项".encode())


@functools.cache
def starts() -> Sequence[tuple[Any, Codelist]]:
    """The examples, and the cases with the headline they lack, as plain values; each with its codelist."""
    here, found = Path(__file__).parents[1], []
    for path in sorted([*here.parent.glob("examples/*.json"), *here.glob("cases/*.json")]):
        if ".expected" not in path.name:
            own = path.with_suffix(".indicators.toml")
            codelist = codelist_for(path, own if own.exists() else None)
            tree = plain(load(path, codelist))
            tree.setdefault("document", {}).setdefault("headline", ["利剑高悬", "震慑常在"])
            found.append((tree, codelist))
    return found


@functools.cache
def book(number: int) -> bytes:
    """A start as a workbook."""
    tree, codelist = starts()[number]
    return filled(load(tree, codelist), codelist)


@functools.cache
def chinese() -> Mapping[str, str]:
    """Each key of a data file in Chinese, and each indicator."""
    kinds = [kind for kind in vars(facts).values() if hasattr(kind, "__dataclass_fields__")]
    fields = {name: f.metadata for kind in kinds for name, f in kind.__dataclass_fields__.items()}
    labels = {key: entry.label for key, entry in shipped_codelist().indicators.items()}
    return labels | {name: str(about["zh"]) for name, about in fields.items() if "zh" in about}


def mixed(rng: Random, tree: Any) -> Any:
    """`tree` with some of its keys in Chinese."""
    if isinstance(tree, dict):
        return {rng.choice((key, chinese().get(key, key))): mixed(rng, tree[key]) for key in tree}
    return [mixed(rng, item) for item in tree] if isinstance(tree, list) else tree


def spots(tree: Any) -> list[tuple[Any, Any]]:
    """Every container in `tree` with each of its keys."""
    found, left = [], [tree]
    for value in left:  # it grows on the way
        keys: Sequence[Any] = list(value) if isinstance(value, dict) else range(len(value))
        found += [(value, key) for key in keys]
        left += [value[key] for key in keys if isinstance(value[key], dict | list)]
    return found or [({"": 0}, "")]


def alter(rng: Random, tree: Any) -> None:
    """One change somewhere in `tree`."""
    (into, key), (other, name) = rng.choices(spots(tree), k=2)
    value = into[key]
    way = rng.choices(("drop", "rename", "double", "swap", "change"), (10, 5, 5, 10, 60))[0]
    if way == "drop":
        del into[key]
    elif way == "rename" and isinstance(into, dict):
        new = (str(name), f"{key}x", key[1:], key + rng.choice(UNSEEN), LONG, "名称")
        into[rng.choice(new)] = into.pop(key)
    elif way == "double" and isinstance(into, dict):
        into[chinese().get(key, str(name))] = copy.deepcopy(value)
    elif way == "swap":
        into[key], other[name] = other[name], value
    else:
        into[key] = changed(rng, value, other[name])


def changed(rng: Random, value: Any, other: Any) -> Any:
    """Another value in the place of one."""
    way = rng.randrange(6)
    if way == 0:
        return rng.choice((copy.deepcopy(other), [value], {"n": value}, {"by": [{"a": nested(45)}, value]}))
    if way > 1 and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return rng.choice((-value, value + 1, value * 10, value * 10**17, Decimal(value) / 2, f"{value}"))
    if way > 1 and isinstance(value, str):
        at = rng.randrange(len(value) + 1)
        more = (*UNSEEN, "{now.x}", "}", "３", "<b>", value[:999] * 30, "县", "〔2026〕")
        return value[:at] + rng.choice(more) + value[at:]
    if way > 1 and isinstance(value, dict | list):
        return dict(reversed(value.items())) if isinstance(value, dict) else value[::-1]
    return copy.deepcopy(rng.choice(ODD))


def flow(value: Any, joint: str = ": ") -> str:
    """A value as JSON, which is YAML as well; joined by = as TOML, where nothing is null."""
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if item is not None or joint == ": "}
        return f"{{{', '.join(f'{flow(str(key))}{joint}{flow(kept[key], joint)}' for key in kept)}}}"
    if isinstance(value, list):
        return f"[{', '.join(flow(item, joint) for item in value)}]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def block(value: Any, pad: str = "\n") -> str:
    """A value as YAML in lines."""
    if isinstance(value, dict) and value:
        return "".join(f"{pad}{flow(key)}: {block(item, pad + '  ')}" for key, item in value.items())
    if isinstance(value, list) and value:
        return "".join(f"{pad}- {block(item, pad + '  ')}" for item in value)
    return value if isinstance(value, str) and value.isalpha() else flow(value)


def tables(tree: Any) -> str:
    """An object as TOML with a heading before each part."""
    parts = {key: item for key, item in tree.items() if isinstance(item, dict)}
    rest = {key: item for key, item in tree.items() if key not in parts and item is not None}
    lines = [f"{flow(key)} = {flow(item, ' = ')}\n" for key, item in rest.items()]
    return "".join([*lines, *(f"[{flow(key)}]\n{tables(item)}" for key, item in parts.items())])


def damaged(rng: Random, content: bytes, limit: int) -> bytes:
    """The bytes of a file with one fault."""
    at, length = rng.randrange(len(content) + 1), rng.choice((1, 2, 9, 80))
    before, piece, after = content[:at], content[at : at + length], content[at + length :]
    lines = re.split(rb"(?<=[\n,{}\[\]])", content)
    line = rng.choice(lines)
    ways: Sequence[Callable[[], bytes]] = (
        lambda: before + rng.randbytes(rng.randrange(1, 4)) + piece[1:] + after,
        lambda: before + after,
        lambda: before,
        lambda: before + piece * 2 + after,
        lambda: before + rng.choice(SNIPPETS) + rng.choice((piece, b"")) + after,
        lambda: content.replace(line, line * 2, 1),
        lambda: content.replace(line, rng.choice(lines)),
        lambda: content.decode("utf-8", "replace").encode(rng.choice(("gb18030", "utf-16")), "replace"),
        lambda: before + piece * (rng.randrange(limit // 3, limit + limit // 9) // length) + after,
    )
    return rng.choices(ways, (20, 10, 10, 10, 30, 10, 10, 2, 1))[0]()


def respelt(rng: Random, content: bytes) -> bytes:
    """A workbook with some faults in its cells, sheets and parts, or in the archive itself."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = re.findall(rb'name="[^"]+" sheetId', parts["xl/workbook.xml"])
    for _ in range(rng.choice((1, 1, 2, 5))):
        part = rng.choice([name for name in parts if "/sheet" in name or rng.random() < 0.2] or ["x"])
        xml = parts.get(part, b"")
        cells, rows = CELL.findall(xml) or [(b"x", b"A1")], ROW.findall(xml) or [b"x"]
        (one, at), (two, there), row = *rng.choices(cells, k=2), rng.choice(rows)
        new = f'<c r="{at.decode()}" s="{rng.randrange(30)}" t="{rng.choice(KINDS)}">{rng.choice(HOLDS)}</c>'
        merged = b'</sheetData><mergeCells><mergeCell ref="%s"/></mergeCells>' % rng.choice(AREAS)
        title = b'name="%s" sheetId' % rng.choice(TITLES)
        edits = [
            *[(one, new.encode())] * 6, *[(one, two.replace(there, at, 1))] * 2, (row, b""),
            (row, rng.choice(rows)), (row, row * 2), (row, row * 900), (b"</sheetData>", merged),
            (b"<row ", b'<row hidden="1" '),
        ]  # fmt: skip
        if part == "xl/workbook.xml":
            edits = [(rng.choice(names), title), (names[0], names[-1]), (b"visible", b"hidden")]
        old, changed_to = rng.choice(edits)
        parts[part] = xml.replace(old, changed_to, 1) if rng.random() < 0.9 else damaged(rng, xml, 10**6)
        if rng.random() < 0.03:
            del parts[part]
    archived = io.BytesIO()
    with zipfile.ZipFile(archived, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, xml in parts.items():
            archive.writestr(zipfile.ZipInfo(name), xml, zipfile.ZIP_DEFLATED)  # without the time of day
    return damaged(rng, archived.getvalue(), 512_000) if rng.random() < 0.2 else archived.getvalue()


def made(way: str, number: int, seed: int) -> tuple[Any, Codelist, bool]:
    """The input of a number: a mapping or the bytes of a file, with its codelist; and is it composed?"""
    rng = Random(f"{seed} {way} {number}")  # noqa: S311  # chance, not secrets
    at, composed = rng.randrange(len(starts())), rng.random() < COMPOSED
    sound, codelist = starts()[at]
    if way == "xlsx":
        return respelt(rng, book(at)), codelist, composed
    tree = mixed(rng, sound) if rng.random() < 0.2 else copy.deepcopy(sound)
    faults = rng.choice((0, 1, 1, 3)) if way != "mapping" else 0
    for _ in range(rng.choice((0, 0, 1)) if faults else rng.choice((1, 1, 1, 2, 3, 12))):
        alter(rng, tree)
    if way == "mapping":
        if rng.random() < 0.2:
            into, key = rng.choice(spots(tree))
            into[key] = rng.choice(STRANGE)()
        return tree, codelist, composed
    writers: Mapping[str, Callable[[Any], str]] = {"toml": tables, "yaml": block}
    written = writers.get(way, flow)(tree) if rng.random() < 0.8 else json.dumps(tree, default=float)
    content = written.encode("utf-8", "surrogatepass")
    for _ in range(faults):
        content = damaged(rng, content, READERS[f".{way}"][1])
    return content, codelist, composed


class TooMuch(BaseException):
    """An input takes too long or too much memory; nothing on the way may catch it."""


def answered(source: Any, codelist: Codelist, *, composed: bool) -> str:
    """What the line answers to an input: "valid" or "refused"."""
    try:
        examined = examine(Request(source, codelist=codelist))
        issues = examined.issues
        answer = "refused" if errors(issues) else "valid"
        figures = tally(examined.data, codelist) if answer == "valid" else None
        if figures and composed:
            compose(figures, "news")
    except BulletinError as refusal:
        answer, issues = "refused", refusal.issues
        if not errors(issues):
            raise AssertionError("a refusal without an error") from None
    if not all(said(issue, language)[0] for issue in issues for language in LANGUAGES):
        raise AssertionError("an issue without words")
    return answer


def fate(way: str, number: int, seed: int) -> str:
    """What becomes of an input: "valid", "refused", or the crash with the innermost line of the package."""

    def too_long(*_: object) -> None:
        raise TooMuch(f"more than {SECONDS} s")

    source, codelist, composed = made(way, number, seed)
    unit = 1 if sys.platform == "darwin" else 1024
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    handler = signal.signal(signal.SIGPROF, too_long)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(record=True) as noticed:
        warnings.simplefilter("always")
        if isinstance(source, bytes):
            path = Path(folder) / f"data.{way}"
            path.write_bytes(source)
            source = path
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            answer = answered(source, codelist, composed=composed)
        except (Exception, TooMuch) as cause:  # noqa: BLE001  # anything else is the finding
            frames = traceback.extract_tb(cause.__traceback__)
            lines = [f for f in frames if Path(f.filename).is_relative_to(PACKAGE)]
            where = f"{Path(lines[-1].filename).relative_to(PACKAGE)}:{lines[-1].lineno}" if lines else "?"
            answer = f"{type(cause).__name__} at {where}: {str(cause)[:60]}"
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, handler)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if after > before and after * unit > BYTES:
        return f"{after * unit // 10**6} MB"
    return f"{noticed[0].category.__name__}: {noticed[0].message}" if noticed else answer


def fates(job: tuple[str, range, int]) -> dict[str, list[int]]:
    """What becomes of some inputs of one way in: fate → their numbers."""
    way, numbers, seed = job
    found: dict[str, list[int]] = {}
    for number in numbers:
        found.setdefault(fate(way, number, seed), []).append(number)
    return found


def main() -> int:
    """Run the inputs and say what became of them; 1 if anything crashed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", metavar="WAY:NUMBER", help="make one input again, and show it")
    options = parser.parse_args()
    if options.only:
        way, number = options.only.split(":")
        with contextlib.suppress(RecursionError, ValueError):  # too deep or too long to be shown
            print(ascii(made(way, int(number), options.seed)[0]))
        print(fate(way, int(number), options.seed))
        return 0
    began, crashed = time.monotonic(), False
    print(f"{'way':8}{'inputs':>8}{'valid':>8}{'refused':>8}{'crashed':>8}")
    limits = (4 * BYTES, resource.getrlimit(resource.RLIMIT_AS)[1])
    with ProcessPoolExecutor(2, None, resource.setrlimit, (resource.RLIMIT_AS, limits)) as pool:
        for way, share in SHARES.items():
            total, found = options.inputs * share // 100, dict[str, list[int]]()
            for part in pool.map(fates, [(way, range(i, total, 40), options.seed) for i in range(40)]):
                for answer, numbers in part.items():
                    found[answer] = sorted(found.get(answer, []) + numbers)
            valid, refused = (len(found.pop(answer, [])) for answer in PASSED)
            print(f"{way:8}{total:8}{valid:8}{refused:8}{total - valid - refused:8}", flush=True)
            for answer, numbers in found.items():
                print(f"    {len(numbers)} × {answer} (--seed {options.seed} --only {way}:{numbers[0]})")
                crashed = True
    print(f"{time.monotonic() - began:.0f} s")
    return int(crashed)


if __name__ == "__main__":
    raise SystemExit(main())
