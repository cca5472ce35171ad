"""Titles break by meaning, into a trapezium or a lozenge."""

from itertools import pairwise

import pytest

from bulletin.model.document import Heading, Text, Value, text_of
from bulletin.typography.layout import read_layout
from bulletin.typography.placing import titled
from bulletin.typography.titles import breaks


def broken(title: str, limit: float = 20) -> str:
    """The title with a stroke at each break."""
    offsets = (0, *breaks(title, limit), len(title))
    return "/".join(title[a:b] for a, b in pairwise(offsets))


@pytest.mark.parametrize(
    "title",
    [
        "关于巡察工作情况的通报",
        # two lines of 14 would be a rectangle
        "中共云川县委/巡察工作领导小组/关于前两轮巡察工作情况的通报",
        "中共云川县纪委监委/关于六起违反中央八项规定精神/典型问题的通报",
        "中共云川县委巡察工作领导小组办公室/关于2026年度巡察整改情况的通报",
        "中共云川县委组织部、/中共云川县委巡察工作领导小组办公室/关于做好巡察整改监督工作的意见",
        "2026年7月/云川县查处违反中央八项规定精神问题情况",
        "云川县纪委监委通报2026年第一季度/监督检查、审查调查情况",
        "云川县委关于印发/《中共云川县委巡察工作领导小组工作规则》/等三项制度的通知",
    ],
)
def test_a_title_breaks_at_its_joints(title: str) -> None:
    assert broken(title.replace("/", "")) == title


@pytest.mark.parametrize(
    "inside",
    [
        "《工作规则》",
        "“后半篇文章”",
        "2026年",
        "2026年7月",
        "2026年1至7月",
        "2026年上半年",
        "第三轮",
        "（试行）",
    ],
)
def test_some_things_are_never_broken(inside: str) -> None:
    for before in range(3, 18):
        title = "巡" * before + inside + "察" * 14
        assert inside in broken(title, 20), title


def test_a_break_the_author_made_is_kept_and_none_is_added() -> None:
    assert breaks("高悬巡察利剑\n形成持续震慑", 20) == ()


def test_a_title_without_a_joint_is_cut_evenly() -> None:
    assert [len(line) for line in broken("巡" * 38).split("/")] == [18, 20]  # not 19 and 19: a rectangle
    assert max(len(line) for line in broken("巡" * 70).split("/")) <= 20


def test_the_break_of_a_title_leaves_its_values_whole() -> None:
    organ = Value("中共云川县委巡察工作领导小组", "issuer.name", occurrence=3)
    heading = Heading(1, (organ, Text("关于前两轮巡察工作情况的通报")))
    first, *rest = titled(heading, read_layout("gbt9704"))
    assert isinstance(first, Value)
    assert (first.text, first.occurrence) == ("中共云川县委\n巡察工作领导小组", 3)
    assert text_of((first, *rest)) == "中共云川县委\n巡察工作领导小组\n关于前两轮巡察工作情况的通报"
