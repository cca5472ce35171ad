"""An office's own sentences for a shipped template: a file of blocks, and what is refused in it."""

from pathlib import Path

import pytest

from bulletin import BulletinError, build, cli
from bulletin.composition import find_template
from bulletin.composition.outline import outline
from bulletin.issues.issue import Issue
from tests.composition.test_documented import OWN, ROOT, blocks, section

CIRCULAR = ROOT / "examples" / "circular.json"
KINDS = {file.stem.partition("-")[0]: file for file in sorted((ROOT / "examples" / "kinds").glob("*.json"))}
KINDS |= {"circular": CIRCULAR, "news": ROOT / "examples" / "round4.json"}
BEGIN = '{% extends "circular/document.xml.j2" %}\n'


def worded(folder: Path, content: str, name: str = "circular.xml.j2") -> Path:
    """The folder of an office with one file of sentences."""
    (folder / "sentences").mkdir(exist_ok=True)
    (folder / "sentences" / name).write_text(content, "utf-8")
    return folder


def text_of(folder: Path, data: Path = CIRCULAR, template: str = "circular") -> list[str]:
    made = build(data, template, formats=["txt"], search=[folder])
    return made.contents["txt"].decode().splitlines()


def refused(folder: Path) -> Issue:
    with pytest.raises(BulletinError) as caught:
        text_of(folder)
    return caught.value.issues[0]


def test_the_example_of_the_page_words_two_sentences_and_leaves_the_others(tmp_path: Path) -> None:
    before = text_of(tmp_path)
    content = blocks(section("Single sentences", OWN), "xml")[0]
    after = text_of(worded(tmp_path, content))
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [
        ("　　现将前两轮巡察工作情况通报如下。", "　　现就前两轮巡察有关情况作如下通报。"),
        ("　　主要数据见下表。", "　　有关数据列表如下。"),
    ]
    assert f"> {after[6].strip('　')}\n" in OWN


def test_the_ledger_names_the_file_of_a_number_in_such_a_sentence(tmp_path: Path) -> None:
    folder = worded(
        tmp_path, f"{BEGIN}{{% block table_notice %}}共发现问题{{{{ now.problems }}}}。{{% endblock %}}"
    )
    made = build(CIRCULAR, "circular", formats=(), search=[folder])
    (entry,) = [each for each in made.ledger.entries if each.at.startswith("sentences/")]
    assert (entry.at, entry.printed) == ("sentences/circular.xml.j2:2", "268个")
    assert made.document.genre == "circular"


@pytest.mark.parametrize("name", sorted(KINDS))
def test_each_block_of_each_kind_can_be_worded_anew(tmp_path: Path, name: str) -> None:
    named = [
        each.name for each in outline(find_template(name)).blocks if each.name not in ("head", "body", "foot")
    ]
    content = "".join(f"{{% block {each} %}}{{{{ super() }}}}{{% endblock %}}\n" for each in named)
    before = text_of(tmp_path, KINDS[name], name)
    worded(tmp_path, f'{{% extends "{name}/document.xml.j2" %}}\n{content}', f"{name}.xml.j2")
    assert text_of(tmp_path, KINDS[name], name) == before


@pytest.mark.parametrize("name", sorted(KINDS))
def test_each_kind_names_its_sections(name: str) -> None:
    named = {each.name for each in outline(find_template(name)).blocks}
    assert named & {"opening", "lead"}
    assert len(named - {"head", "body", "foot"}) >= 3


def test_a_block_may_use_what_the_template_gives_a_name(tmp_path: Path) -> None:
    content = '{% extends "cases/document.xml.j2" %}\n{% block case %}<p>{{ case.person }}</p>{% endblock %}'
    folder = worded(tmp_path, content, "cases.xml.j2")
    assert text_of(folder, KINDS["cases"], "cases")[8:10] == ["　　李某甲", "　　李某乙、王某"]


def test_show_names_the_sentences_and_where_they_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    worded(tmp_path, f"{BEGIN}{{% block opening %}}现就有关情况作如下通报。{{% endblock %}}")
    assert cli.main(["templates", "show", "circular", "--templates", str(tmp_path)]) == 0
    shown = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["opening", "sentences/circular.xml.j2:2", "现就有关情况作如下通报。"] in shown
    assert ["table_notice", "circular/document.xml.j2:57", "主要数据见下表。"] in shown


@pytest.mark.parametrize(
    ("content", "code", "place", "says"),
    [
        (
            "{% block openning %}现将情况通报如下。{% endblock %}",
            "B402",
            ":2",
            "no block “openning” in circular",
        ),
        ("{% block opening %}现将三轮情况通报。{% endblock %}", "B501", ":2", "三"),
        ("\n现将情况通报如下。", "B402", ":", "stands outside of every block"),
        ("{% block opening %}{{ now.problem }}{% endblock %}", "B402", ":2:23", "no “problem” in now"),
        ("{% block opening %}现将情况通报如下。", "B402", ":2", "not closed"),
        ("{% block opening %}</p>{% endblock %}", "B405", "", "not well-formed"),
    ],
)
def test_what_is_wrong_in_the_file_is_refused_with_its_line(
    tmp_path: Path, content: str, code: str, place: str, says: str
) -> None:
    issue = refused(worded(tmp_path, BEGIN + content))
    assert issue.code == code
    assert issue.place.startswith(f"sentences/circular.xml.j2{place}")
    assert says in issue.message


@pytest.mark.parametrize("begin", ["", '{% extends "news/document.xml.j2" %}\n'])
def test_a_file_that_does_not_extend_its_template_is_refused(tmp_path: Path, begin: str) -> None:
    issue = refused(worded(tmp_path, f"{begin}{{% block opening %}}现将情况通报如下。{{% endblock %}}"))
    assert issue.message == "Sentences for circular begin with {% extends “circular/document.xml.j2” %}."


@pytest.mark.parametrize("name", ["circulr.xml.j2", "circular.j2"])
def test_a_file_for_no_template_is_refused(tmp_path: Path, name: str) -> None:
    issue = refused(worded(tmp_path, BEGIN, name))
    assert (issue.code, issue.place) == ("B401", f"sentences/{name}")
