"""A verdict as lines for people, in Chinese and English."""

from collections.abc import Iterable, Iterator, Sequence

from bulletin.cli.columns import padded, wrapped
from bulletin.cli.printing import issue_lines
from bulletin.issues.messages import Language
from bulletin.verification.across import Conflict
from bulletin.verification.verdict import Disagreement, Finding, State, Verdict

INDENT = 14
"""Columns before what is said of a finding."""

SEVERAL = 4
"""From how many numbers of one paragraph they are told together."""

LISTED: tuple[State, ...] = ("removed", "repeated", "new")
"""The states in which they are; a changed number always stands by itself."""

STATE_WORDS: dict[Language, dict[State, str]] = {
    "zh": {
        "as issued": "与原件一致", "changed": "改动", "removed": "删除", "new": "新增", "repeated": "重复",
    },
    "en": {
        "as issued": "as issued", "changed": "changed", "removed": "removed", "new": "new",
        "repeated": "repeated",
    },
}  # fmt: skip

WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "against": "对照 {ledger}",
        "counts": "共核对{total}个数字：",
        "others": "与原件一致的数字不足三分之一，请先核实文稿与台账是否对应。",
        "at": "第{line}段",
        "issued_at": "原第{line}段",
        "was": "原为{was}",
        "several": "共{n}个：{numbers}",
        "now": "{was} → {now}",
        "fits": "可由下式得出：{fits}",
        "no_fit": "与文中其他数字无算术关系，须有出处",
        "wrong": "因此不符：{label}印作{printed}，按{formula}应为{should_be}",
        "twice": "前后不一：{label}另处印作{should_be}",
        "claim": "因此不符：文中称{label}“{printed}”，而{formula}",
        "good": "结论：全部数字与原件一致。",
        "bad": "结论：文稿与原件不一致，请逐项核对。",
        "conflict": "各文稿不一：{label}",
    },
    "en": {
        "against": "against {ledger}",
        "counts": "{total} numbers: ",
        "others": "Fewer than a third of the numbers are as issued; is this the ledger of this document?",
        "at": "line {line}",
        "issued_at": "issued line {line}",
        "was": "was {was}",
        "several": "{n} numbers: {numbers}",
        "now": "{was} → {now}",
        "fits": "it would fit: {fits}",
        "no_fit": "no arithmetic on the other numbers gives it; it needs a source",
        "wrong": "no longer agrees: {label} is printed as {printed}, by {formula} it is {should_be}",
        "twice": "two values: {label} is printed as {should_be} elsewhere",
        "claim": "no longer agrees: the text says “{printed}” of {label}, but {formula}",
        "good": "Every number is as issued.",
        "bad": "The document differs from what was issued; look at each of these.",
        "conflict": "the documents differ: {label}",
    },
}


def verdict_lines(verdict: Verdict, language: Language, columns: int, every: bool) -> list[str]:
    """What was found in one document; with `every` also the numbers that are as issued."""
    words, states = WORDS[language], STATE_WORDS[language]
    counts = {state: n for state, n in verdict.counts.items() if n}
    comma = "，" if language == "zh" else ", "
    summary = comma.join(
        f"{states[state]}{'' if language == 'zh' else ' '}{n}" for state, n in counts.items()
    )
    lines = [
        f"{verdict.document}  {words['against'].format(ledger=verdict.against)}",
        f"  {words['counts'].format(total=sum(counts.values()))}{summary}",
        *(f"  {line}" for line in issue_lines(verdict.issues, language)),
    ]
    issued = sum(counts.get(state, 0) for state in ("as issued", "changed", "removed"))
    if 3 * counts.get("as issued", 0) < issued:
        lines.append(f"  {words['others']}")
    for findings in _runs(finding for finding in verdict.findings if every or finding.state != "as issued"):
        if len(findings) >= SEVERAL:
            lines += ["", *_several_lines(findings, language, columns)]
        else:
            lines += [
                line for finding in findings for line in ("", *_finding_lines(finding, language, columns))
            ]
    said = {each for finding in verdict.findings for each in finding.disagreements}
    left = [each for each in verdict.disagreements if each not in said]
    rest = [line for each in left for line in wrapped(_disagreement(each, language), columns - 2)]
    lines += ["", *(f"  {line}" for line in rest)] if rest else []
    return [*lines, "", f"  {words['good' if verdict.as_issued else 'bad']}"]


def _runs(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Findings that stand side by side and say the same: paragraphs or rows that are gone or repeated."""
    run: list[Finding] = []
    for finding in findings:
        if run and not _goes_on(run[-1], finding):
            yield run
            run = []
        run.append(finding)
    if run:
        yield run


def _goes_on(one: Finding, other: Finding) -> bool:
    lines = (one.issued_line, other.issued_line) if one.state == "removed" else (one.line, other.line)
    same = one.state == other.state and one.state in LISTED and not (one.fits or other.fits)
    return same and lines[1] - lines[0] in (0, 1)


def _several_lines(findings: Sequence[Finding], language: Language, columns: int) -> Iterator[str]:
    """Many numbers of one paragraph with which the same happened."""
    words = WORDS[language]
    yield _place(findings[0], language, findings[-1])
    numbers = [f"{finding.label}{finding.now or finding.was}" for finding in findings]
    told = words["several"].format(n=len(numbers), numbers="、".join(numbers))
    for detail in (told, words["no_fit"]) if findings[0].state == "new" else (told,):
        for line in wrapped(detail, columns - INDENT):
            yield " " * INDENT + line


def _place(finding: Finding, language: Language, last: Finding | None = None) -> str:
    """State and place of a number, or of several up to the `last`, in its context."""
    words, last = WORDS[language], last or finding
    state = padded(STATE_WORDS[language][finding.state], INDENT - 2)
    removed = finding.state == "removed"
    lines = [each.issued_line if removed else each.line for each in (finding, last)]
    told = "–".join(map(str, dict.fromkeys(lines)))
    place = words["issued_at" if removed else "at"].format(line=told) + "  " if lines[0] else ""
    return f"  {state}{place}{finding.context}".rstrip()


def _finding_lines(finding: Finding, language: Language, columns: int) -> Iterator[str]:
    words = WORDS[language]
    yield _place(finding, language)
    details = []
    if finding.state == "changed":
        details.append(words["now"].format(was=finding.was, now=finding.now) + _named(finding))
    elif finding.state == "removed":
        details.append(words["was"].format(was=finding.was) + _named(finding))
    elif finding.state == "repeated":
        details.append(f"{finding.now}{_named(finding)}")
    elif finding.state == "new":
        comma = "；" if language == "zh" else "; "
        fits = words["fits"].format(fits=comma.join(finding.fits)) if finding.fits else words["no_fit"]
        details.append(f"{finding.now}  {fits}")
    details += [_disagreement(each, language) for each in finding.disagreements]
    for detail in details:
        for line in wrapped(detail, columns - INDENT):
            yield " " * INDENT + line


def _named(finding: Finding) -> str:
    return f"  {finding.label}（#{finding.occurrence}）" if finding.label else ""


def _disagreement(each: Disagreement, language: Language) -> str:
    kind = "wrong" if each.formula and each.should_be else "claim" if each.formula else "twice"
    return WORDS[language][kind].format(
        label=each.label, printed=each.printed, should_be=each.should_be, formula=each.formula
    )


def conflict_lines(conflicts: Sequence[Conflict], language: Language) -> Iterator[str]:
    """What several documents say of one indicator."""
    for conflict in conflicts:
        yield WORDS[language]["conflict"].format(label=conflict.label or conflict.figure)
        for document, printed in conflict.printed:
            yield f"    {document}  {printed}"
