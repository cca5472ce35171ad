"""From the doctor's findings to a screen of lines: a mark and a word each, in columns."""

from collections.abc import Iterator, Sequence

from bulletin.cli.columns import padded, terminal_width, width, wrapped
from bulletin.diagnosis import Condition, Odd, State, Words, lacking, steps
from bulletin.issues.issue import Phrase
from bulletin.issues.messages import Language, translated
from bulletin.typography.characters import point

MARKS = {State.FINE: "✓", State.ODD: "!", State.MISSING: "✗"}
STATES = {
    "zh": {State.FINE: "正常", State.ODD: "注意", State.MISSING: "缺"},
    "en": {State.FINE: "fine", State.ODD: "note", State.MISSING: "missing"},
}
WORDS = {
    "zh": {
        "python": "Python", "libraries": "系统库",
        "faces": "字体（GB 2312 汉字；通用规范汉字：自有+补字）",
        "programs": "其他程序（可选）", "characters": "{file} 中 GB 2312 以外的字", "next": "下一步",
        "able": "DOCX 和 PDF 都能生成。", "unable": "DOCX 和 PDF 不能都生成，缺：{names}。",
        "plain": "没有需要留意的字。",
        "refused": "有 {n} 个字不能印出，含有这些字的文稿将被拒绝（B603、B609）。",
        "none": "不能印出", "private": "私用区字符，不能印出", "lent": "{faces}缺，由别的字体补",
    },
    "en": {
        "python": "Python", "libraries": "Libraries",
        "faces": "Faces (hanzi of GB 2312; of the standard table of 8,105: own + lent)",
        "programs": "Other programs (optional)", "characters": "Characters of {file} that GB 2312 lacks",
        "next": "Next", "able": "DOCX and PDF can both be made.",
        "unable": "DOCX and PDF cannot both be made; lacking: {names}.", "plain": "None that needs a look.",
        "refused": "Cannot be printed: {n}. A document with one of them is refused (B603, B609).",
        "none": "cannot be printed", "private": "private use, cannot be printed",
        "lent": "lent to {faces}",
    },
}  # fmt: skip

FEW = 3
"""So many places of a character are named; `--json` names all."""

NARROWEST = 30
"""The columns the last cell has at least, even where the line gets longer than the terminal."""


def report_lines(
    findings: Sequence[Condition], odd: Sequence[Odd], file: str | None, language: Language
) -> Iterator[str]:
    """A line for each thing looked at, then whether documents can be made, then what to do."""
    words = WORDS[language]
    for group in ("python", "libraries", "faces", "programs"):
        yield words[group]
        rows = [_row(finding, language) for finding in findings if finding.group == group]
        yield from _table(rows, language)
    if file:
        yield words["characters"].format(file=file)
        yield from _table([_odd_row(one, language) for one in odd], language)
        if not odd:
            yield f"  {words['plain']}"
    yield ""
    yield _verdict(findings, language)
    refused = sum(one.state is State.MISSING for one in odd)
    if refused:
        yield words["refused"].format(n=refused)
    advice = [said(step, language) for step in steps(findings)]
    if advice:
        yield words["next"]
        for step in advice:
            yield f"  {step}"  # never broken: it is copied into a terminal


def _verdict(findings: Sequence[Condition], language: Language) -> str:
    names = "、".join(said(finding.name, language) for finding in lacking(findings))
    return WORDS[language]["unable" if names else "able"].format(names=names)


Row = tuple[State, list[str]]


def _row(finding: Condition, language: Language) -> Row:
    return finding.state, [said(words, language) for words in (finding.name, *finding.found)]


def _odd_row(odd: Odd, language: Language) -> Row:
    places = "  ".join(odd.places[:FEW]) + (f"  … ({len(odd.places)})" if len(odd.places) > FEW else "")
    shown = odd.character if odd.lenders else ""  # a private character looks like anything
    return odd.state, [shown, point(odd.character), _verdict_on(odd, language), places]


def _verdict_on(odd: Odd, language: Language) -> str:
    """Which faces borrow a character, or that it cannot be printed; `--json` says who lends it."""
    words = WORDS[language]
    if odd.state is State.MISSING:
        return words["none" if odd.lenders else "private"]
    return words["lent"].format(faces="、".join(odd.lenders))


def _table(rows: Sequence[Row], language: Language) -> Iterator[str]:
    """Mark, word, and the columns one below the other; the last cell goes on below itself."""
    firsts = [cells[:-1] for _, cells in rows]
    most = max(map(len, firsts), default=0)
    widths = [max(width(cells[n]) for cells in firsts if len(cells) > n) for n in range(most)]
    states = STATES[language]
    longest = max(map(width, states.values()))
    for state, cells in rows:
        head = f"  {MARKS[state]} {padded(states[state], longest)}  "
        head += "".join(f"{padded(cell, widths[n])}  " for n, cell in enumerate(cells[:-1]))
        room = max(terminal_width() - width(head), NARROWEST)
        first, *others = list(wrapped(cells[-1], room)) or [""]
        yield (head + first).rstrip()
        yield from (" " * width(head) + other for other in others)


def said(words: Words, language: Language) -> str:
    """The words in a language."""
    if isinstance(words, str):
        return words
    values = {
        name: said(value, language) if isinstance(value, Phrase) else value
        for name, value in words.values.items()
    }
    return translated(words.text, language).format_map(values)
