"""What people do to a document that was issued, at random, with a note of what a verifier has to find.

A digit is changed, a sentence deleted, moved, split or merged, two unequal numbers are swapped, a paragraph
is repeated, words around a number are replaced, a number is inserted. The result comes back as a DOCX, with
its bookmarks and some changes tracked, or as plain text, where every mark is gone.
"""

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

from bulletin.ledger.entries import MARK, Ledger

NUMBERS = ("count", "amount", "rate", "points", "date")
PHRASES = (
    "有关情况是",
    "经统计",
    "据了解",
    "按照要求",
    "共计达到",
    "目前已有",
    "累计",
    "全年完成",
    "合计为",
    "总共有",
)
MEASURES = ("件", "人", "个", "人次", "份", "家", "%")
DIGITS = "零一二三四五六七八九"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the document: the entry it was issued as (0: none), and the mark it carries (0: none)."""

    text: str
    entry: int
    mark: int
    was: str = ""  # what a tracked change replaced


Atom = str | Number
Line = list[Atom]


@dataclass(slots=True)
class Edited:
    """A document while it is edited, with what a verifier has to find."""

    lines: list[Line]
    rng: random.Random
    printed: frozenset[str]
    changed: set[int] = field(default_factory=set)
    removed: set[int] = field(default_factory=set)
    added: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    @property
    def touched(self) -> set[int]:
        return self.changed | self.removed


def document_of(ledger: Ledger) -> list[Line]:
    """The text of a ledger, its numbers set apart."""
    lines: list[Line] = []
    for i, text in enumerate(ledger.text):
        line, reached = Line(), 0
        for entry in (e for e in ledger.entries if e.line == i and e.kind in (*NUMBERS, "words", "claim")):
            line += [text[reached : entry.start]]
            if entry.kind in NUMBERS:
                line.append(Number(entry.printed, entry.occurrence, entry.occurrence))
            else:
                line.append(entry.printed)
            reached = entry.start + len(entry.printed)
        lines.append([atom for atom in [*line, text[reached:]] if atom])
    return lines


# ── what people do ───────────────────────────────────────────────────────────────────────────────────────


def numbers_of(edited: Edited) -> list[tuple[int, int, Number]]:
    """The issued numbers that nobody has touched and that stand in the text once."""
    places = [
        (i, k, atom)
        for i, line in enumerate(edited.lines)
        for k, atom in enumerate(line)
        if isinstance(atom, Number) and atom.entry
    ]
    count = Counter(number.entry for _, _, number in places)
    return [place for place in places if count[place[2].entry] == 1 and place[2].entry not in edited.touched]


def bare(number: Number) -> str:
    """A number without its measure word: 1人 and 1 in a table are not unequal."""
    return re.sub(r"[^\d.%年月一二三四五六七八九十两]", "", number.text)


def change_a_digit(edited: Edited) -> bool:
    found = numbers_of(edited)
    if not found:
        return False
    i, k, number = edited.rng.choice(found)
    places = [at for at, c in enumerate(number.text) if c.isdigit() or c in DIGITS[1:] + "两"]
    at = 3 if number.text.endswith(("年", "月", "日")) else edited.rng.choice(places)  # a date stays a date
    digits = "123456789" if number.text[at].isdigit() else DIGITS[1:]
    digit = edited.rng.choice(
        [d for d in digits if d != number.text[at] and {d, number.text[at]} != {*"两二"}]
    )
    text = number.text[:at] + digit + number.text[at + 1 :]
    edited.lines[i][k] = replace(number, text=text, was=number.text)
    edited.changed.add(number.entry)
    return True


def swap_two_numbers(edited: Edited, with_marks: bool = False) -> bool:
    found = [
        place for place in numbers_of(edited) if re.search(r"\d", place[2].text)
    ]  # 第二 is no number to swap
    pairs = [(a, b) for a in found for b in found if bare(a[2]) != bare(b[2])]
    if not pairs:
        return False
    (i, k, one), (j, m, other) = edited.rng.choice(pairs)
    marks = (other.mark, one.mark) if with_marks else (one.mark, other.mark)
    edited.lines[i][k] = Number(other.text, one.entry, marks[0])
    edited.lines[j][m] = Number(one.text, other.entry, marks[1])
    edited.changed |= {one.entry, other.entry}
    return True


def swap_with_marks(edited: Edited) -> bool:
    return swap_two_numbers(edited, with_marks=True)


def sentences(line: Line) -> list[Line]:
    """A line cut after each full stop."""
    parts: list[Line] = [[]]
    for atom in line:
        if isinstance(atom, Number):
            parts[-1].append(atom)
            continue
        for piece in re.split("(?<=。)", atom):
            if piece:
                parts[-1].append(piece)
            if piece.endswith("。"):
                parts.append([])
    return [part for part in parts if part]


def delete_a_sentence(edited: Edited) -> bool:
    choices = [
        (i, n)
        for i, line in enumerate(edited.lines)
        for n, part in enumerate(sentences(line))
        if len(sentences(line)) > 1 and 0 < len([a for a in part if isinstance(a, Number)]) < 8
    ]
    if not choices:
        return False
    i, n = edited.rng.choice(choices)
    parts = sentences(edited.lines[i])
    gone = [atom for atom in parts.pop(n) if isinstance(atom, Number)]
    edited.lines[i] = [atom for part in parts for atom in part]
    left = {atom.entry for line in edited.lines for atom in line if isinstance(atom, Number)}
    edited.removed |= {number.entry for number in gone if number.entry and number.entry not in left}
    edited.changed -= edited.removed
    for number in gone:
        if not number.entry and number.text in edited.added:
            edited.added.remove(number.text)
    return True


def move_a_sentence(edited: Edited) -> bool:
    choices = [i for i, line in enumerate(edited.lines) if len(sentences(line)) > 1]
    if not choices:
        return False
    i = edited.rng.choice(choices)
    parts = sentences(edited.lines[i])
    moved = parts.pop(edited.rng.randrange(len(parts)))
    edited.lines[i] = [atom for part in parts for atom in part]
    j = edited.rng.choice(choices)
    others = sentences(edited.lines[j])
    others.insert(edited.rng.randrange(len(others) + 1), moved)
    edited.lines[j] = [atom for part in others for atom in part]
    return True


def repeat_a_paragraph(edited: Edited) -> bool:
    untouched = [
        i
        for i, line in enumerate(edited.lines)
        if not any(isinstance(a, Number) and (a.entry in edited.touched or not a.entry) for a in line)
    ]
    if not untouched:
        return False
    i = edited.rng.choice(untouched)
    again = [replace(atom, mark=0) if isinstance(atom, Number) else atom for atom in edited.lines[i]]
    edited.lines.insert(edited.rng.choice([i + 1, len(edited.lines)]), again)
    return True


def reword_around_a_number(edited: Edited) -> bool:
    found = [place for place in numbers_of(edited) if place[2].text not in DIGITS]  # 第 belongs to its number
    if not found:
        return False
    i, k, _ = edited.rng.choice(found)
    line, phrase = edited.lines[i], edited.rng.choice(PHRASES)
    if edited.rng.random() < 0.7 and k and isinstance(before := line[k - 1], str):
        kept = max(0, len(before) - edited.rng.randint(1, 5))
        line[k - 1] = re.sub(r"[\d年月]+$", "", before[:kept]) + phrase
    elif k + 1 < len(line) and isinstance(after := line[k + 1], str) and "第" not in after[:4]:
        line[k + 1] = "，" + phrase + after[edited.rng.randint(1, 4) :]
    else:
        return False
    return True


def split_a_sentence(edited: Edited) -> bool:
    return _exchange(edited, "，", "。")


def merge_two_sentences(edited: Edited) -> bool:
    return _exchange(edited, "。", "，")


def _exchange(edited: Edited, mark: str, by: str) -> bool:
    places = [
        (i, k)
        for i, line in enumerate(edited.lines)
        for k, atom in enumerate(line)
        if isinstance(atom, str) and mark in atom[:-1]
    ]
    if not places:
        return False
    i, k = edited.rng.choice(places)
    edited.lines[i][k] = str(edited.lines[i][k]).replace(mark, by, 1)
    return True


def insert_a_number(edited: Edited) -> bool:
    places = [
        (i, k, match.end())
        for i, line in enumerate(edited.lines)
        for k, atom in enumerate(line)
        if isinstance(atom, str)
        for match in re.finditer("[，。]", atom)
    ]
    if not places:
        return False
    i, k, at = edited.rng.choice(places)
    text = next(
        text
        for _ in iter(int, 1)
        if (text := f"{edited.rng.randint(2, 999)}{edited.rng.choice(MEASURES)}") not in edited.printed
    )
    atom = str(edited.lines[i][k])
    edited.lines[i][k : k + 1] = [
        f"{atom[:at]}{edited.rng.choice(PHRASES)}", Number(text, 0, 0), edited.rng.choice("，；") + atom[at:]
    ]  # fmt: skip
    edited.added.append(text)
    return True


EDITS: Sequence[Callable[[Edited], bool]] = (
    change_a_digit, delete_a_sentence, swap_two_numbers, swap_with_marks, repeat_a_paragraph,
    reword_around_a_number, insert_a_number, move_a_sentence, split_a_sentence, merge_two_sentences,
)  # fmt: skip


def edited(ledger: Ledger, rng: random.Random, times: int) -> Edited:
    """The document of a ledger after so many random edits."""
    result = Edited(document_of(ledger), rng, frozenset(entry.printed for entry in ledger.entries))
    while len(result.done) < times:
        edit = rng.choice(EDITS)
        if edit(result):
            result.done.append(edit.__name__)
    return result


# ── how it comes back ────────────────────────────────────────────────────────────────────────────────────


def as_text(document: Edited) -> bytes:
    """Plain text, without a mark."""
    return "\n".join(
        "".join(atom.text if isinstance(atom, Number) else atom for atom in line).replace("\n", "")
        for line in document.lines
    ).encode()


def as_docx(document: Edited, issued: bytes) -> bytes:
    """The issued file with the edited text: marks as far as they were kept, some changes tracked."""
    body = "".join(
        f"<w:p>{''.join(_run(atom, document.rng) for atom in line)}</w:p>" for line in document.lines
    )
    xml = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(issued)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml.encode() if name == "word/document.xml" else old.read(name))
    return packed.getvalue()


def _run(atom: Atom, rng: random.Random) -> str:
    def text(content: str, tag: str = "t") -> str:
        lines = f'</w:{tag}><w:br/><w:{tag} xml:space="preserve">'.join(
            escape(part).replace("\t", f'</w:{tag}><w:tab/><w:{tag} xml:space="preserve">')
            for part in content.split("\n")
        )
        return f'<w:r><w:{tag} xml:space="preserve">{lines}</w:{tag}></w:r>'

    if isinstance(atom, str):
        return text(atom)
    run = text(atom.text)
    if atom.was and rng.random() < 0.5:
        who = 'w:id="9" w:author="x"'
        run = f"<w:del {who}>{text(atom.was, 'delText')}</w:del><w:ins {who}>{run}</w:ins>"
    if not atom.mark:
        return run
    name = f'w:id="{atom.mark}"'
    return f'<w:bookmarkStart {name} w:name="{MARK}{atom.mark}"/>{run}<w:bookmarkEnd {name}/>'
