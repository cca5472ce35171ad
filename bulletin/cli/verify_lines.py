"""A verdict as lines for people, in Chinese and English."""

from collections.abc import Iterator, Sequence

from bulletin.cli.columns import padded, wrapped
from bulletin.cli.report import issue_lines
from bulletin.verify.across import Conflict
from bulletin.verify.verdict import Disagreement, Finding, State, Verdict
from bulletin.wording.messages import Language

INDENT = 14
"""Columns before what is said of a finding."""

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
        "at": "第{line}段",
        "was": "原为{was}",
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
        "at": "line {line}",
        "was": "was {was}",
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
    for finding in verdict.findings:
        if every or finding.state != "as issued":
            lines += ["", *_finding_lines(finding, language, columns)]
    said = {each for finding in verdict.findings for each in finding.disagreements}
    left = [each for each in verdict.disagreements if each not in said]
    lines += ["", *(f"  {_disagreement(each, language)}" for each in left)] if left else []
    return [*lines, "", f"  {words['good' if verdict.as_issued else 'bad']}"]


def _finding_lines(finding: Finding, language: Language, columns: int) -> Iterator[str]:
    words = WORDS[language]
    state = padded(STATE_WORDS[language][finding.state], INDENT - 2)
    place = f"{words['at'].format(line=finding.line)}  " if finding.line else ""
    yield f"  {state}{place}{finding.context}"
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
