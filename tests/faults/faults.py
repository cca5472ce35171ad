"""The same faults put into the data of four programs that fill templates: who notices, who prints nonsense?

    python -m tests.faults.faults        # writes the table of docs/faults.md; `make faults`

docxtpl, carbone and docxtemplater are installed into .venv/faults, in the versions named here. Each is used
as its manual begins: no option is set, and the rate is worked out in the template where the program can, else
by the caller. A fault is noticed if the program ends with an error or prints what is right.
"""

import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from bulletin import BulletinError, __version__, build
from bulletin.issues.issue import Severity

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FOLDER = ROOT / ".venv" / "faults"
PAGE = ROOT / "docs" / "faults.md"
MARK = re.compile(r"(<!-- faults -->\n).*?(<!-- end -->)", re.DOTALL)
PYPI = {"docxtpl": "0.20.2"}
NPM = {"carbone": "3.8.2", "docxtemplater": "3.71.0", "pizzip": "3.3.0"}

Values = dict[str, Any]
Answer = Mapping[str, str]
"""`text`: what was printed; or `error`: what the program said."""

LONG = "抓" * 5_000
GOOD: Values = {
    "talks": 128, "problems": 40, "rectified": 36, "unit": "县财政局",
    "units": ["县财政局", "县民政局"], "note": "无",
}  # fmt: skip
ABSENT = object()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is changed, and what may be printed then; None: nothing may."""

    says: str
    zh: str
    change: Values
    right: str | None = None


FAULTS = (
    Fault("nothing wrong", "数据无误", {}, "整改率90%"),
    Fault("a figure is missing", "缺一个数", {"talks": ABSENT}),
    Fault("a figure is null", "数为空", {"talks": None}),
    Fault("a figure is a word", "数写成文字", {"talks": "待填"}),
    Fault("the template misspells it", "模板写错名称", {"misspelt": True}),
    Fault("a part of a rate is missing", "缺比率的分子", {"rectified": ABSENT}),
    Fault("a name is A&B<局>", "名称含 & 和 <", {"unit": "A&B<局>"}, "A&B<局>"),
    Fault("0 of 0", "分母为零", {"problems": 0, "rectified": 0}),
    Fault("41 of 40", "部分大于整体", {"rectified": 41}),
    Fault("−3", "负数", {"rectified": -3}),
    Fault("1 of 8", "八分之一", {"problems": 8, "rectified": 1}, "整改率13%"),
    Fault("340 of 341", "差一个未完成", {"problems": 341, "rectified": 340}, "整改率99.7%"),
    Fault("a name twice", "名称重复", {"units": ["县财政局", "县财政局"]}),
    Fault("5,000 characters", "五千字", {"note": LONG}, LONG),
)


def changed(fault: Fault) -> Values:
    """The data with a fault in it."""
    return {k: v for k, v in {**GOOD, **fault.change}.items() if v is not ABSENT and k != "misspelt"}


def noticed(fault: Fault, answer: Answer) -> bool:
    """Whether a program ended with an error, or printed what is right."""
    if "error" in answer:
        return True
    return fault.right is not None and fault.right in answer["text"]


# ── the programs ─────────────────────────────────────────────────────────────────────────────────────────

OURS = """<document>
<p>谈话{{ now.TALKS }}，发现问题{{ now.problems }}，
整改到位{{ now.rectified }}，整改率{{ now.rectified.rate }}。</p>
<p>{{ issuer.name }}</p><p>{{ document.addressees|listed }}</p><p>{{ text.note }}</p>
</document>"""
MANIFEST = 'title = "试稿"\nlayout = "news"\n[texts]\nnote = "说明"\n'


def bulletin_says(fault: Fault) -> Answer:
    """What this program makes of a fault."""
    values = changed(fault)
    state = (
        {"basis": "partition", "items": {"rectified": values["rectified"]}} if "rectified" in values else {}
    )
    rest = {"rest": "within_time_limit"} if state else {}
    problems: Values = {"n": values["problems"]} | ({"by": {"state": {**state, **rest}}} if state else {})
    results = {"problems": problems} | ({"talks": values["talks"]} if "talks" in values else {})
    data = {
        "format": 1, "kind": "inspection", "sample": True, "issuer": {"name": values["unit"]},
        "document": {"addressees": values["units"], "printing": {"decimals": 0}},
        "text": {"note": values["note"]},
        "scopes": [{"label": "第一轮", "reported": True, "results": results}],
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "own"
        own.mkdir()
        name = "talkz" if "misspelt" in fault.change else "talks"
        (own / "template.toml").write_text(MANIFEST, "utf-8")
        (own / "document.xml.j2").write_text(OURS.replace("TALKS", name), "utf-8")
        try:
            return {"text": build(data, str(own), formats=["txt"]).contents["txt"].decode()}
        except BulletinError as refused:
            first = next(i for i in refused.issues if i.severity is Severity.ERROR)
            return {"error": f"{first.code} {first.place}  {first.message}"}


SENTENCES: Mapping[str, tuple[str, ...]] = {
    "docxtpl": (
        "谈话{{ TALKS }}人次，发现问题{{ problems }}个，整改到位{{ rectified }}个，整改率%RATE%%。"
        .replace("%RATE%", "{{ '%.0f' % (100 * rectified / problems) }}"),
        "{{ unit }}", "{% for one in units %}{{ one }}、{% endfor %}", "{{ note }}",
    ),
    "carbone": (
        "谈话{d.TALKS}人次，发现问题{d.problems}个，整改到位{d.rectified}个，整改率%RATE%%。"
        .replace("%RATE%", "{d.rectified:div(.problems):mul(100):toFixed(0)}"),
        "{d.unit}", "{d.units:arrayJoin('、')}", "{d.note}",
    ),
    "docxtemplater": (
        "谈话{TALKS}人次，发现问题{problems}个，整改到位{rectified}个，整改率{rate}%。",
        "{unit}", "{#units}{.}、{/units}", "{note}",
    ),
}  # fmt: skip
PACKAGE = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>',
}
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(path: Path, lines: tuple[str, ...]) -> None:
    """A Word file with a paragraph for each line."""
    runs = (f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    document = f'<w:document xmlns:w="{WORD}"><w:body>{"".join(runs)}</w:body></w:document>'
    with zipfile.ZipFile(path, "w") as package:
        for name, content in {**PACKAGE, "word/document.xml": document}.items():
            package.writestr(name, content)


def text_of(path: Path) -> str:
    """The text of a Word file, a line for each paragraph."""
    with zipfile.ZipFile(path) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))  # noqa: S314  # made by the programs above
    paragraphs = root.iter(f"{{{WORD}}}p")
    return "\n".join("".join(t.text or "" for t in p.iter(f"{{{WORD}}}t")) for p in paragraphs)


def peer(name: str, command: list[str]) -> Callable[[Fault], Answer]:
    """A program that fills Word files: `command` takes template, data and output."""

    def says(fault: Fault) -> Answer:
        with tempfile.TemporaryDirectory() as folder:
            template, data, made = (Path(folder) / n for n in ("template.docx", "data.json", "made.docx"))
            called = "talkz" if "misspelt" in fault.change else "talks"
            word_file(template, tuple(line.replace("TALKS", called) for line in SENTENCES[name]))
            data.write_text(json.dumps(changed(fault), ensure_ascii=False), "utf-8")
            run = subprocess.run(
                [*command, template, data, made], capture_output=True, text=True, check=False, cwd=FOLDER
            )
            if run.returncode or not made.exists():
                return {"error": (run.stderr.strip().splitlines() or ["?"])[-1 if name == "docxtpl" else 0]}
            return {"text": text_of(made)}

    return says


def installed() -> dict[str, tuple[str, Callable[[Fault], Answer] | None]]:
    """Program → its version, and how to ask it; None: it could not be had."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    found: dict[str, tuple[str, Callable[[Fault], Answer] | None]] = {}
    python = FOLDER / "python" / "bin" / "python"
    wanted = [f"{name}=={version}" for name, version in PYPI.items()]
    steps = [[sys.executable, "-m", "venv", str(python.parent.parent)],
             [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *wanted]]  # fmt: skip
    had = all(_ran(step) for step in steps)
    found["docxtpl"] = (
        PYPI["docxtpl"],
        peer("docxtpl", [str(python), f"{HERE}/with_docxtpl.py"]) if had else None,
    )
    had = _ran(["npm", "install", "--silent", "--no-save", "--prefix", str(FOLDER),
                *(f"{name}@{version}" for name, version in NPM.items())])  # fmt: skip
    for name in ("carbone", "docxtemplater"):
        command = ["node", f"{HERE}/with_{name}.js"]
        found[name] = (NPM[name], peer(name, command) if had else None)
    return found


def _ran(command: list[str]) -> bool:
    try:
        return subprocess.run(command, check=False, cwd=FOLDER, stdout=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


# ── the table ────────────────────────────────────────────────────────────────────────────────────────────


def cell(fault: Fault, answer: Answer) -> str:
    """What a program made of a fault, for a table: ✓ noticed or right, ✗ printed as if nothing were wrong."""
    if "error" in answer:
        words = f"refused: {answer['error'][:100]}"
    elif fault.change.get("note") == LONG:
        words = f"{answer['text'].count('抓'):,} characters"
    else:
        lines = [line for line in answer["text"].splitlines() if "示例" not in line]
        line = {"unit": 1, "units": 2}.get(next(iter(fault.change), ""), 0)
        words = lines[line].strip("　 ").removeprefix("谈话128人次，")
    words = words.replace("|", "\\|").replace("<", "\\<").replace("{", "\\{").replace("`", "")
    return f"{'✓' if noticed(fault, answer) else '✗'} {words}"


def main() -> int:
    """Ask every program about every fault, and write the table."""
    programs = {"bulletin": (__version__, bulletin_says), **installed()}
    head = ["fault", *(f"{name} {version}" for name, (version, _) in programs.items())]
    rows, wrong = [head, ["---"] * len(head)], dict.fromkeys(programs, 0)
    for fault in FAULTS:
        row = [f"{fault.says} {fault.zh}"]
        for name, (_, ask) in programs.items():
            answer = ask(fault) if ask else None
            row.append("could not be installed" if answer is None else cell(fault, answer))
            wrong[name] += answer is not None and not noticed(fault, answer)
        rows.append(row)
    rows.append(["**printed as if nothing were wrong**", *(f"**{n}**" for n in wrong.values())])
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    day = datetime.now(UTC).date().isoformat()
    text = PAGE.read_text("utf-8")
    PAGE.write_text(MARK.sub(lambda m: f"{m[1]}\nRun on {day}.\n\n{table}\n{m[2]}", text), "utf-8")
    print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
