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


def test_a_name_of_the_data_stays_whole() -> None:
    title, name = "巡察发现白杨河流域管理服务站在防汛物资储备中存在漏洞", "白杨河流域管理服务站"
    assert any(name[:i] + "/" in broken(title, 16) for i in range(1, len(name)))
    lines = "/".join(title[a:b] for a, b in pairwise((0, *breaks(title, 16, [name]), len(title))))
    assert name in lines


@pytest.mark.parametrize(
    "title",
    [
        "云川县营商环境领域损害/企业利益问题专项治理阶段性工作情况通报",
        "关于云川县国有企业粮食购销领域/腐败问题专项整治监督检查情况的报告",
        "云川县2026年第三季度信访举报线索处置/审查调查和党纪政务处分情况统计分析",
    ],
)
def test_a_title_breaks_between_words(title: str) -> None:
    assert broken(title.replace("/", "")) == title
