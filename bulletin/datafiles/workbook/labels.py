"""Hold the explanations of the form, and the lines it offers from the start."""

from bulletin.datafiles.workbook.sheets import (
    BASICS,
    CODES,
    COMPARISON,
    EXPLAINED,
    FURTHER,
    NAMED,
    NAMES,
    OBJECTS,
    PARTS,
    PLAN,
    RECORDS,
    RESULTS,
    ROUNDS,
    STEP,
    TEXT,
)
from bulletin.model.terms import Basis, Kind

LEADS = {
    EXPLAINED: "先看本页，再填后面各表。",
    BASICS: "一行一项。没有的留空。多个名称的，一行一个（按Alt+Enter换行）。",
    ROUNDS: "一轮一行；几轮合并通报的写在一行，轮次填“1、2”。各类单位超过三类的，填到“分项”表。",
    RESULTS: "只填本期用到的指标，其余留空；没有发生的填0。比率、占比、合计不用填，由程序计算。",
    PARTS: "一个分项一行。指标、维度、分项从下拉列表中选；"
    f"下一级分项的指标写成“发现问题{STEP}整改状态{STEP}整改到位”。",
    FURTHER: "所选模板正文不写的数据。需要附表列出或供核对的在这里填，其余留空。",
    NAMES: "以名称列举的事项，一个名称一行；数字由程序按名称计算，不必再填。",
    TEXT: "只能由人撰写的段落。文中需要数字时写{talks}这样的代码，由程序填入。引用原话的，注明出自何人。",
    CODES: "各表下拉列表的内容，供查阅，不用填写。",
    **dict.fromkeys(RECORDS, "一行一条。一格内有多项的，一行一个（按Alt+Enter换行）。"),
}
"""The line below the title of each sheet."""

PAST = "橙色格子待填：“上期”的数只供对照，不印出；不再通报的，清空“上期”一格。"
"""Added to the line below the title of the results, where the last period's numbers stand beside."""

HINTS = {
    ("", "format"): "固定为1，不要改动",
    ("", "kind"): "从下拉列表中选",
    ("", "sample"): "虚构数据选“是”，每页将标注“示例”",
    ("issuer", "name"): "必填，如“中共××县委巡察工作领导小组”",
    ("issuer", "committee"): "如“十四届××县委”",
    ("issuer", "area"): "行文中的地区名，如“××县”",
    ("issuer", "mark"): "红头，如“中共××县委文件”；由本单位确定",
    ("issuer", "phone"): "供干部群众反映意见，印在公告末尾",
    ("issuer", "post_box"): "同上",
    ("issuer", "email"): "同上",
    ("document", "template"): "如circular（通报）、news（新闻稿）、entry（进驻公告）",
    ("document", "title"): "留空时用模板的标题",
    ("document", "headline"): "新闻稿的双行标题，一行一句",
    ("document", "authors"): "一行一人",
    ("document", "date"): "签发或发布日期，如2018-8-29",
    ("document", "number"): "由文书部门给出，程序不编号",
    ("document", "addressees"): "一行一个",
    ("document", "copies"): "一行一个",
    ("document", "names"): "案例中的姓名：实名照印，隐名印作李某",
    ("document", "corrects.title"): "更正哪份文稿，标题不带《》；不是更正的不填",
    ("plan", "objects.n"): "本届任期计划巡察的单位总数",
    ("plan", "objects.unit"): "不填时为“个”",
    ("plan", "objects.compared.label"): "与什么比，如“原规划”",
    ("plan", "objects.compared.value"): "原来的数；与“增减”填一个即可",
    ("plan", "objects.compared.difference"): "比原来多多少，减少的填负数",
    ("plan", "objects.note"): "供经办人员查看，不印出",
    ("plan", "covered.n"): "不填时由程序按各轮次相加",
    ("plan", "covered.unit"): "不填时为“个”",
}
"""基本情况: the remark beside a line."""

SUFFIXES = {
    "量词": "不同才选",
    f"{OBJECTS}：量词": "不同才选",
    f"{OBJECTS}：数": "可不填",
    "备注": "不印出",
    "所报比率": "%",
    COMPARISON: "如上年同期",
    "其余": "剩下的都是",
    "基数": "另有才填",
    "原话出自": "引用才填",
    "重点": "一行一个",
    "等": "未列全选是",
}
"""The remark in brackets after a header."""

PROMPTS = {
    "轮次": "写第几轮：3，或1、2，或1-3。",
    "方式": "有多种方式的用顿号隔开：常规、专项。",
    "层级": "这些数字属于哪一级：市本级、县级；不分层级的不填。",
    "领域": "如扶贫领域；不分领域的不填。",
    "机关": "如县纪委监委；各机关合计的不填。",
    "起": "写到年、月或日：2017，2017-04，2017-04-05。",
    "止": "写到年、月或日：2017，2017-04，2017-04-05。",
    "督查": "写到年、月或日：2018-04。",
    "反馈": "写到年、月或日：2018-04-05。",
    "时间": "写到年、月或日：2018-04。",
    "约数": "余、近、多、约等，与数字一起印出。",
    "人数": "46件97人中的97。",
    "所报比率": "其他单位已经算好的百分比，只填数字；本期的比率由程序计算，不填。",
    "精度": "数字精确到多少：62.7万填1000。",
    "口径": f"{Basis.PARTITION.zh}：各分项相加等于总数；{Basis.PARTIAL.zh}：只列出一部分；"
    f"{Basis.OVERLAPPING.zh}：同一人或事可计入两项。",
    "其余": "各分项之外剩下的都属于哪一项。",
    "基数": "占比不以指标本身为分母时填写。",
    "范围": f"统计结果有几张表时选表名；{PLAN}、第1行轮次写“{PLAN}”“{ROUNDS}1”。",
    "移交对象": "从列表中选，或写单位名称。",
    "处理": "一行一种处分或处理。",
}
"""The note shown when a cell under a header is entered."""

OF_SCOPES = {
    "label": "统计范围的名称，文中照此印出：2026年7月；2026年1至7月；第五轮巡察。",
    "since": "从什么时候起统计，写到年、月或日：2026-07。累计数从年初起的写2026-01。",
    "until": "统计到什么时候为止，写到年、月或日：2026-07。",
}
"""The note shown when a cell about a scope is entered."""

BLOCKS = {
    "rounds": "巡察工作",
    "plan_objects": "任期规划",
    "problems": "发现问题与反馈",
    "leads": "问题线索",
    "petitions": "信访举报",
    "cases_filed": "立案与处分",
    "admonition_and_reminder": "谈话提醒与组织处理",
    "forms_used": "“四种形态”",
    "violations": "中央八项规定精神",
    "typical_cases": "案例通报",
    "held_accountable": "问责与资金",
    "institutions": "制度建设",
}
"""统计结果: the first indicator of a block → its heading, where the codelist names no group."""
OWN_BLOCK, OTHER_BLOCK = "本单位指标", "其他指标（指标名称从下拉列表中选）"

OFFERED: dict[Kind, tuple[tuple[str, str, Basis], ...]] = {
    Kind.INSPECTION: (
        ("problems", "frame", Basis.PARTIAL),
        ("problems", "state", Basis.PARTITION),
        ("petitions", "channel", Basis.PARTITION),
        ("sanctioned", "sanction", Basis.PARTITION),
    ),
    Kind.MONTHLY: (
        ("violations", "violation", Basis.PARTITION),
        ("violations", "grade", Basis.PARTITION),
        ("persons_handled", "grade", Basis.PARTITION),
    ),
    Kind.QUARTERLY: (
        ("petitions", "channel", Basis.PARTITION),
        ("leads_disposed", "disposal", Basis.PARTITION),
        ("sanctioned", "grade", Basis.PARTITION),
        ("forms_used", "form", Basis.PARTITION),
    ),
    Kind.PETITIONS: (
        ("petitions", "channel", Basis.PARTITION),
        ("petitions", "petition_class", Basis.PARTITION),
        ("petitions", "petition_source", Basis.PARTITION),
        ("accusations", "signature", Basis.PARTITION),
        ("accusations", "grade", Basis.PARTITION),
    ),
    Kind.CASES: (("typical_cases", "offence", Basis.PARTITION),),
}
"""分项: the breakdowns that a new form offers. Kinds that are not listed are treated as a quarter."""

STEPS = (
    ("1", "只在浅黄色格子里填写。白色和灰蓝色格子已锁定（没有密码，需要时可撤销工作表保护）。"),
    ("2", "数字格只填数字：不带量词、逗号、空格、百分号，不用全角数字。没有发生的填0，不掌握的留空。"),
    ("3", f"只点名、不列数的分项填“{NAMED}”。"),
    ("4", "不要合并单元格，不要隐藏有内容的行、列和表；不需要的行留空即可，空行不读。"),
    ("5", "不建议用公式。用了公式的，须由表格软件算出并保存，程序读取保存时的结果并逐格提示。"),
    ("6", "可以插入行、调整列宽和行高、复制“统计结果”表（每张表是一个统计范围，只有一张选“本次通报”）。"),
    ("7", "表名和表头不要改；自己的草稿可另建工作表，程序不读，但会提醒。"),
)
COMPUTED = (
    ("比率", "整改率、办结率、移交率、覆盖率、占比等，一律由程序按原始数字计算，不要填。"),
    ("合计", "口径为“合计”的分项，总数可以不填，由各分项相加；填了就要相等，否则报错。"),
    ("其余", "“其余”只选剩下的都属于哪一项，不填数。"),
    ("名称数", "“名称”表列全的，数字就是名称的个数，不要重复填。"),
    ("增减", "“原值”和“增减”只填一个，另一个由程序计算。"),
    ("文号等", "发文字号、印章、主送机关由人给出，程序不编造。"),
)
CONTENTS = {
    BASICS: "发布单位、文稿本身、任期规划",
    ROUNDS: "每一轮巡察的事实",
    RESULTS: "本期通报的数字，一个指标一行；多个统计范围时一个范围一张表",
    PARTS: "数字的构成：按整改状态、处分种类、职级等",
    FURTHER: "模板正文不写、需要时才填的数字",
    NAMES: "以名称列举的制度、单位等",
    TEXT: "由人撰写的段落和引用的原话",
    **dict(
        zip(
            RECORDS,
            ("巡察组及联系方式", "逐条列出的问题及整改情况", "点名道姓或隐名的案例", "对已发文稿的更正"),
            strict=True,
        )
    ),
    CODES: "指标、量词、维度一览",
}
FORM_TITLE = "数据填报表"
"""The title of the first page, after the kind of data: 巡察数据填报表."""
COMMANDS = (
    ("核对", "bulletin check 本文件.xlsx"),
    ("生成", "bulletin build 本文件.xlsx"),
)
