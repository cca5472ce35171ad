"""The bulletin of the benchmark, twice: data for this program, and the finished words for the others.

The two are made apart: no word of the second comes from this program, so that holding any document against
it says something of this program's, too. Everything is invented: 云川县 is no county.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
TEMPLATE = "benchmark"

ORGANISATIONS = (
    "青石镇党委", "柳河乡党委", "大湾镇党委", "云溪镇党委", "白塔乡党委", "县教育局党组", "县水务局党组",
    "县交通运输局党组", "县民政局党组", "县农业农村局党组", "县审计局党组",
)  # fmt: skip
SUBJECTS = (
    "乡村振兴项目库", "村集体资产台账", "公务接待审批", "党支部组织生活记录", "工程变更手续", "惠民补贴公示",
    "农村饮水工程管护", "学习制度执行", "校园食堂采购监管", "财务报销凭证", "干部谈心谈话", "固定资产盘点",
    "扶贫车间租金收缴",
)  # fmt: skip
FAULTS = ("更新滞后", "不完整", "不规范", "责任不落实", "监督不到位", "缺少核对", "流于形式")
MEASURES = (
    "修订管理办法", "补齐审批手续", "开展专题培训", "逐月核对台账", "逐村明确管护责任人", "在村务公开栏公示",
    "约谈责任人", "建立检测制度", "清退有关款项",
)  # fmt: skip

TITLE = "关于第四轮巡察整改情况的通报"
ADDRESSEES = ("各乡镇党委", "县直各部门党组（党委）")
ISSUER = "中共云川县委巡察工作领导小组"
LEAD = (
    "根据县委统一部署，县委巡察组对有关乡镇和部门党组织开展了巡察，并按程序反馈了巡察意见。各被巡察党组织"
    "对照反馈意见，逐项认领问题、制定措施、推动整改。现将有关情况通报如下。"
)
DUTY = (
    "各被巡察单位党组织成立整改工作领导小组，主要负责人认真履行第一责任人职责，重要问题亲自部署、亲自过问、亲自协调、亲自督办；"
    "班子成员落实分管领域的整改责任，做到问题不查清不放过、责任不落实不放过、整改不到位不放过。"
)
REQUIREMENTS = (
    "各乡镇党委、县直各部门党组（党委）要对照通报的问题举一反三，把整改责任落实到人；对尚未整改到位的问题，"
    "逐项明确责任领导、责任科室和完成时限，每月报告进展。整改不力、敷衍应付的，依规依纪追究责任。"
)
OUTLOOK = (
    "县委巡察办将会同有关部门持续跟踪督促，对已经整改到位的问题适时开展回访，防止反弹回潮。"
    "各项问题整改情况见下表。"
)
SAMPLE = "示例文稿，所涉单位、人员和数字均为虚构"

Row = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The finished document: what each program is handed, and what each output has to say."""

    sample: str
    title: str
    addressees: str
    blocks: tuple[tuple[str, str], ...]
    """Kind (`heading`, `body`) and text, in order."""
    caption: str
    head: Row
    rows: tuple[Row, ...]
    issuer: str
    date: str

    def lines(self) -> tuple[str, ...]:
        """Every paragraph and every row, in order."""
        texts = (self.sample, self.title, self.addressees, *(text for _, text in self.blocks), self.caption)
        return (*texts, *("".join(row) for row in (self.head, *self.rows)), self.issuer, self.date)


def done_of(rows: int) -> int:
    """How many of the problems are rectified: seven of eight."""
    return rows * 7 // 8


def percent(part: int, whole: int) -> int:
    """A rate as it is printed, rounded half up; for rates that whole percents tell apart from 0% and 100%."""
    return (200 * part + whole) // (2 * whole)


def _problem(n: int) -> tuple[str, str, tuple[str, ...]]:
    """Organisation, problem and measures of a row; one measure or two, so that rows differ in height."""
    measures = (MEASURES[n * 5 % len(MEASURES)], MEASURES[(n * 5 + 4) % len(MEASURES)])
    title = SUBJECTS[n % len(SUBJECTS)] + FAULTS[n * 3 % len(FAULTS)]
    return ORGANISATIONS[n % len(ORGANISATIONS)], title, measures[: 1 + n % 2]


def words(rows: int) -> Words:
    """The finished document with so many rows."""
    done = done_of(rows)
    listed = []
    for n in range(rows):
        organisation, title, measures = _problem(n)
        state = "整改到位" if n < done else "正在限期整改"
        listed.append((str(n + 1), organisation, title, "；".join(measures), state))
    return Words(
        sample=SAMPLE,
        title=TITLE,
        addressees="，".join(ADDRESSEES) + "：",
        blocks=(
            ("body", LEAD),
            ("heading", "一、总体情况"),
            ("body", "巡察期间，开展谈话1286人次，发放意见征集表520份，走访单位134个，调阅资料2310份。"),
            ("body", DUTY),
            ("heading", "二、问题整改情况"),
            (
                "body",
                (
                    f"第四轮巡察共查出问题{rows}个。目前，整改到位{done}个，整改率{percent(done, rows)}%，"
                    f"其余{rows - done}个正在限期整改。"
                ),
            ),
            ("heading", "三、信访和问题线索办理情况"),
            (
                "body",
                "受理信访46件，办结34件，办结率73.9%。发现问题线索93件，立案24件，结案18件，结案率75%。",
            ),
            ("body", "党纪政务处分22人，其中党内警告13人、党内严重警告4人、开除党籍1人、政务警告4人。"),
            ("heading", "四、工作要求"),
            ("body", REQUIREMENTS),
            ("body", OUTLOOK),
        ),
        caption="第四轮巡察问题整改情况",
        head=("序号", "单位", "问题", "措施", "状态"),
        rows=tuple(listed),
        issuer=ISSUER,
        date="2026年9月18日",
    )


def data(rows: int) -> dict[str, Any]:
    """The same as a data file: numbers, names and records; no sentence that could be computed."""
    done = done_of(rows)
    problems = []
    for n in range(rows):
        organisation, title, measures = _problem(n)
        state = "rectified" if n < done else "within_time_limit"
        problems.append(
            {"title": title, "organisation": organisation, "measures": [*measures], "state": state}
        )
    sanctions = {"party_warning": 13, "party_serious_warning": 4, "party_expulsion": 1, "public_warning": 4}
    states = {"basis": "partition", "items": {"rectified": done}, "rest": "within_time_limit"}
    return {
        "format": 1,
        "kind": "inspection",
        "sample": True,
        "issuer": {"name": ISSUER, "area": "云川县", "committee": "云川县委"},
        "document": {"template": TEMPLATE, "date": "2026-09-18", "addressees": [*ADDRESSEES]},
        "rounds": [{"ordinals": [4], "inspected": {"departments": 6, "townships": 5}}],
        "records": {"problems": problems},
        "scopes": [
            {
                "label": "第四轮",
                "rounds": [4],
                "reported": True,
                "results": {
                    "talks": 1286,
                    "opinion_forms": 520,
                    "places_visited": 134,
                    "files_read": 2310,
                    "problems": {"n": rows, "by": {"state": states}},
                    "petitions": 46,
                    "petitions_closed": 34,
                    "leads": 93,
                    "cases_filed": 24,
                    "cases_closed": 18,
                    "sanctioned": {"n": 22, "by": {"sanction": {"basis": "partition", "items": sanctions}}},
                },
            }
        ],
        "text": {"lead": LEAD, "duty": DUTY, "requirements": REQUIREMENTS, "outlook": OUTLOOK},
    }


def written(rows: int, folder: Path, faces: Mapping[str, Any]) -> None:
    """`round.json`, this program's data, and `words.json`, what the other programs are handed, in a folder.

    `faces` are the font files that all of them use. Lines stand in the list `lines`, and by themselves as
    `line0`, `line1` … for the programs that fill templates; the cells of a row are `a` to `e`.
    """
    (folder / "round.json").write_text(json.dumps(data(rows), ensure_ascii=False), "utf-8")
    made = words(rows)
    lines = [("sample", made.sample), ("title", made.title), ("addressees", made.addressees)]
    lines += [*made.blocks, ("caption", made.caption)]
    closing = (made.issuer, made.date)
    handed: dict[str, Any] = {
        "title": made.title,
        "lines": lines,
        "head": made.head,
        "rows": [dict(zip("abcde", row, strict=True)) for row in made.rows],
        "closing": closing,
        "faces": faces,
        "expected": made.lines(),
        **{f"line{n}": text for n, (_, text) in enumerate(lines)},
        **{f"closing{n}": text for n, text in enumerate(closing)},
    }
    (folder / "words.json").write_text(json.dumps(handed, ensure_ascii=False), "utf-8")
