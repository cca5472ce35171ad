"""A bulletin at its longest: joint heading, upward signers, a table of 400 rows, four attachments, a picture.

    python -m tests.helpers.long_bulletin OUT

Everything in it is invented: 云川县 is no county, and every page says 示例.
"""

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parents[1]
TEMPLATES = HERE / "helpers" / "templates"
ROWS = 400
ORGANISATIONS = (
    "城关镇",
    "河湾镇",
    "县农业农村局",
    "县住房和城乡建设局",
    "县交通运输局",
    "白石乡",
    "县水利局",
)
TITLES = (
    "乡村振兴项目库更新滞后",
    "公务接待审批手续不完备",
    "党支部组织生活记录不完整",
    "工程变更未按程序报批",
    "固定资产台账与实物不符",
)
MEASURES = ("修订项目管理办法", "补齐审批手续", "开展专题培训", "建立台账并逐月核对", "对责任人进行谈话提醒")
WORDS = (
    "各责任单位要对照反馈意见逐条认领问题，明确责任领导、责任科室和完成时限，做到问题不查清不放过、责任不落实不放过、"
    "整改不到位不放过。主要负责人要认真履行第一责任人职责，重要问题亲自部署、亲自过问、亲自协调、亲自督办；"
    "班子成员要落实“一岗双责”，抓好分管领域的整改工作。"
)


def data(rows: int = ROWS) -> dict[str, Any]:
    """The data of the example circular, issued by three organs, with `rows` problems one by one."""
    data: dict[str, Any] = json.loads((HERE.parent / "examples" / "circular.json").read_text("utf-8"))
    data["issuer"].update(
        name="中共云川县纪律检查委员会",
        mark="中共云川县纪律检查委员会",
        joint=["中共云川县委组织部", "云川县审计局"],
    )
    data["document"].update(
        copy_number="000012", urgency="加急", note="此件公开发布", signers=["张三", "李四", "王五"]
    )
    del data["document"]["template"]
    results = data["scopes"][0]["results"]
    done = rows * 7 // 8
    states = ["rectified"] * done + ["within_time_limit"] * (rows - done)
    results["problems"] = {
        "n": rows,
        "by": {
            "state": {"basis": "partition", "items": {"rectified": done}, "rest": "within_time_limit"},
            "frame": results["problems"]["by"]["frame"],
        },
    }
    results["problems_fed_back"] = rows
    data["records"] = {
        "problems": [
            {
                "title": TITLES[n * 3 % len(TITLES)],
                "state": state,
                "organisation": ORGANISATIONS[n % len(ORGANISATIONS)],
                "measures": [MEASURES[n % 5]],
            }
            for n, state in enumerate(states)
        ]
    }
    data["text"].update(background=WORDS * 2, duties=WORDS * 3, deadlines=WORDS, review=WORDS * 2)
    return data


def main(out: Path) -> None:
    """Write the bulletin as OUT/long.docx and OUT/long.pdf."""
    from bulletin import build

    out.mkdir(parents=True, exist_ok=True)
    contents = build(data(), str(TEMPLATES / "joint"), formats=("docx", "pdf", "html", "txt")).contents
    for suffix, content in contents.items():
        (out / f"long.{suffix}").write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
