"""State the requirements of GB/T 9704-2012 one by one, independent of our own layouts.

Where the standard gives a tolerance (5.2.1: ± 1 mm) it is that one. It gives none for the distances of single
elements; there ± 1 mm, a quarter of a character and half a line are allowed, which is what ink, side
bearings and the leading of a line amount to. 字 is the width of a character of the element's size, 行 the
pitch of the lines (3.1, 3.2). Colours and faces of the mark stand in a sentence that advises (7.2.4).
"""

from collections.abc import Mapping

from bulletin.measurement.report import Requirement, Strength

R = Requirement
YES = ("yes",)

A4 = (210.0, 297.0)
TOP, LEFT, WIDTH, HEIGHT = 37.0, 28.0, 156.0, 225.0
"""Upper and inner margin and the text area, in mm (5.2.1)."""
FOOT = TOP + HEIGHT
"""The lower edge of the text area, in mm from the upper edge of the paper."""
LINES, CHARACTERS = 22, 28
PITCH = HEIGHT / LINES
"""The pitch of lines that fill the text area: 10.23 mm = 28.99 pt."""
CHARACTER = WIDTH / CHARACTERS
"""The width of a grid character: 5.571 mm = 15.79 pt."""
SIZE = 16.0
"""三号, in pt."""

MM, EM, LINE = 1.0, 0.25, 0.5
"""Tolerances of measuring: in mm, in characters, in lines."""


def _type(element: str, clause: str, faces: tuple[str, ...], size: float) -> tuple[Requirement, ...]:
    return (
        R(f"{element}.face", "字体", "face", faces, clause=clause),
        R(f"{element}.size", "字号", "size", size, 0.3, "pt", clause),
    )


def _distance(  # noqa: PLR0913, PLR0917  # called once for each row of a table
    key: str, zh: str, en: str, value: float, unit: str, clause: str, strength: Strength = "规定"
) -> Requirement:
    return R(key, zh, en, value, {"mm": MM, "字": EM, "行": LINE}[unit], unit, clause, strength)


PAGE = (
    R("page.width", "纸宽", "paper width", A4[0], 0.5, "mm", "5.1", "规定"),
    R("page.height", "纸高", "paper height", A4[1], 0.5, "mm", "5.1", "规定"),
    R("page.top", "天头", "upper margin", TOP, 1, "mm", "5.2.1", "规定"),
    R("page.left", "订口", "inner margin", LEFT, 1, "mm", "5.2.1", "规定"),
    R("page.text_width", "版心宽", "text width", WIDTH, 1, "mm", "5.2.1", "规定"),
    R("page.text_height", "版心高", "text height", HEIGHT, 1, "mm", "5.2.1", "规定"),
    R("page.bottom", "下白边不小于", "lower margin at least", 35, 1, "mm", "5.2.1", "规定", ">="),
    R("grid.lines", "每面行数", "lines on a page", LINES, unit="行", clause="5.2.3"),
    R("grid.characters", "每行字数", "characters in a line", CHARACTERS, unit="字", clause="5.2.3"),
    R("grid.height", "各行撑满版心", "height of the lines", HEIGHT, 2, "mm", "5.2.3"),
    R("grid.pitch", "行距", "line pitch", 28.9, 0.6, "pt", strength="实务"),
    R("grid.even", "行距偏差", "unevenness of lines", 0, 0.3, "mm", strength="实务"),
    R("grid.flush", "行末不齐", "unevenness of line ends", 0, 1, "mm", strength="实务"),
)

HEAD = (
    *_type("copy_number", "7.2.1", ("fangsong", "heiti"), 16),
    R("copy_number.digits", "位数", "digits", 6, clause="7.2.1"),
    _distance("copy_number.left", "左空", "indent", 0, "字", "7.2.1", "一般"),
    R("copy_number.line", "所在行", "line", 1, clause="7.2.1"),
    *_type("secrecy", "7.2.2", ("heiti",), 16),
    _distance("secrecy.left", "左空", "indent", 0, "字", "7.2.2", "一般"),
    *_type("urgency", "7.2.3", ("heiti",), 16),
    _distance("urgency.left", "左空", "indent", 0, "字", "7.2.3", "一般"),
    _distance("mark.top", "上边缘至版心上边缘", "ink below the text area's top", 35, "mm", "7.2.4"),
    _distance("mark.centre", "居中偏差", "off centre", 0, "mm", "7.2.4"),
    R("mark.color", "颜色", "colour", ("red",), clause="7.2.4", strength="推荐"),
    R("mark.face", "字体", "face", ("xiaobiaosong",), clause="7.2.4", strength="推荐"),
    _distance("mark.word", "“文件”上下居中偏差", "the word off the middle of the names", 0, "mm", "7.2.4"),
    R("mark.even", "各机关名称长度差", "names of unequal width", 0, 1, "mm", strength="实务"),
    R("mark.width", "宽度不超过", "width at most", WIDTH, 1, "mm", strength="实务", sense="<="),
    _distance("number.blank", "标志下空", "below the mark", 2, "行", "7.2.5"),
    _distance("number.centre", "居中偏差", "off centre", 0, "mm", "7.2.5"),
    _distance("number.left", "左空（上行文）", "indent (upward)", 1, "字", "7.2.5"),
    *_type("number", "5.2.2", ("fangsong",), 16),
    R("signer.same_line", "与发文字号同行", "on the number's line", YES, clause="7.2.6", strength="规定"),
    _distance("signer.blank", "标志下空", "below the mark", 2, "行", "7.2.6"),
    _distance("signer.aligned", "回行对第一个姓名偏差", "turned names out of line", 0, "字", "7.2.6", "一般"),
    _distance("signer.right", "右空", "right indent", 1, "字", "7.2.6"),
    R("signer.face", "姓名字体", "face of the name", ("kaiti",), clause="7.2.6"),
    _distance("rule.distance", "距发文字号", "below the number", 4, "mm", "7.2.7"),
    _distance("rule.left", "左端距版心", "left end off the text area", 0, "mm", "7.2.7"),
    _distance("rule.width", "长度", "length", WIDTH, "mm", "7.2.7"),
    R("rule.color", "颜色", "colour", ("red",), clause="7.2.7", strength="规定"),
    R("rule.thickness", "粗细", "thickness", 0.44, 0.1, "mm", strength="实务"),
)

BODY = (
    _distance("title.blank", "分隔线下空", "below the red rule", 2, "行", "7.3.1"),
    _distance("title.centre", "居中偏差", "off centre", 0, "mm", "7.3.1"),
    *_type("title", "7.3.1", ("xiaobiaosong",), 22),
    R("title.shape", "排列形状", "shape of the lines", ("one", "trapezium", "inverted", "lozenge"),
      clause="7.3.1"),
    _distance("addressees.blank", "标题下空", "below the title", 1, "行", "7.3.2"),
    _distance("addressees.left", "左空", "indent", 0, "字", "7.3.2"),
    R("addressees.colon", "末尾全角冒号", "full-width colon at end", YES, clause="7.3.2", strength="规定"),
    *_type("addressees", "5.2.2", ("fangsong",), 16),
    R("body.first_page", "首页有正文", "on the first page", YES, clause="7.3.3", strength="规定"),
    _distance("body.first_line", "段首空", "first-line indent", 2, "字", "7.3.3"),
    *_type("body", "7.3.3", ("fangsong",), 16),
    R("body.color", "颜色", "colour", ("black",), clause="5.2.4"),
    *(
        requirement
        for level, face in (("1", "heiti"), ("2", "kaiti"), ("3", "fangsong"), ("4", "fangsong"))
        for requirement in (
            *_type(f"heading{level}", "7.3.3", (face,), 16),
            _distance(f"heading{level}.first_line", "左空", "indent", 2, "字", "7.3.3", "一般"),
        )
    ),
)  # fmt: skip

CLOSING = (
    _distance("annex_note.blank", "正文下空", "below the text", 1, "行", "7.3.4"),
    _distance("annex_note.left", "左空", "indent", 2, "字", "7.3.4"),
    _distance("annex_note.aligned", "序号对齐偏差", "numbers out of line", 0, "字", "7.3.4", "一般"),
    _distance("annex_note.turned", "回行对名称首字偏差", "turned names out of line", 0, "字", "7.3.4"),
    R("annex_note.bare", "名称后无标点", "no mark after a name", YES, clause="7.3.4", strength="规定"),
    *_type("annex_note", "5.2.2", ("fangsong",), 16),
    _distance("sealed.date_right", "日期右空", "date, right indent", 4, "字", "7.3.5.1", "一般"),
    _distance("sealed.centre", "署名对日期居中偏差", "organ off the date's centre", 0, "字", "7.3.5.1",
              "一般"),
    _distance("unsealed.blank", "正文下空", "below the text", 1, "行", "7.3.5.2"),
    _distance("unsealed.organ_right", "署名右空", "organ, right indent", 2, "字", "7.3.5.2"),
    _distance("unsealed.date_offset", "日期首字比署名右移", "date, right of the organ's start",
              2, "字", "7.3.5.2"),
    _distance("unsealed.date_right", "日期右空（日期长于署名）", "right indent of a longer date",
              2, "字", "7.3.5.2"),
    R("stamped.blank", "正文下空不少于", "below the text at least", 2, LINE, "行", "7.3.5.3", "规定", ">="),
    R("stamped.title_right", "职务右空不少于", "title, right indent at least", 6, EM, "字", "7.3.5.3", "规定",
      ">="),
    R("stamped.date_blank", "职务下空不少于", "below the title at least", 1, LINE, "行", "7.3.5.3", "规定",
      ">="),
    _distance("stamped.date_right", "日期右空", "date, right indent", 4, "字", "7.3.5.3"),
    R("date.digits", "阿拉伯数字，不编虚位", "Arabic, without leading zeros", YES, clause="7.3.5.4",
      strength="规定"),
    *_type("date", "5.2.2", ("fangsong",), 16),
    _distance("note.left", "左空", "indent", 2, "字", "7.3.6"),
    R("note.brackets", "圆括号", "round brackets", YES, clause="7.3.6", strength="规定"),
    R("annex.new_page", "另面编排", "on a new page", YES, clause="7.3.7", strength="规定"),
    R("annex.line", "“附件”所在行", "line of the label", 1, LINE, "", "7.3.7", "规定"),
    _distance("annex.left", "“附件”左空", "indent of the label", 0, "字", "7.3.7"),
    *_type("annex", "7.3.7", ("heiti",), 16),
    R("annex.title_line", "标题所在行", "line of the title", 3, LINE, "", "7.3.7", "规定"),
    _distance("annex.title_centre", "标题居中偏差", "title off centre", 0, "mm", "7.3.7"),
)  # fmt: skip

IMPRINT = (
    R("imprint.rules", "分隔线齐全", "rules above, between and below", YES, clause="7.4.1", strength="规定"),
    R("imprint.width", "分隔线长度", "length of the rules", WIDTH, MM, "mm", "7.4.1", "规定"),
    R("imprint.outer", "首末线粗细", "first and last rule, thickness", 0.35, 0.06, "mm", "7.4.1", "推荐"),
    R("imprint.inner", "中间线粗细", "rules between, thickness", 0.25, 0.06, "mm", "7.4.1", "推荐"),
    _distance("imprint.foot", "末线距版心下边缘", "last rule off the text area's foot", 0, "mm", "7.4.1"),
    R("imprint.last_page", "在末面", "on the last page", YES, clause="7.4.1", strength="规定"),
    *_type("copies", "7.4.2", ("fangsong",), 14),
    _distance("copies.left", "左空", "indent", 1, "字", "7.4.2"),
    R("copies.right", "右空不小于", "right indent at least", 1, EM, "字", "7.4.2", "规定", ">="),
    _distance("copies.aligned", "回行对冒号后首字偏差", "turned lines out of line", 0, "字", "7.4.2", "一般"),
    R("copies.stop", "末尾句号", "full stop at the end", YES, clause="7.4.2", strength="规定"),
    *_type("printed", "7.4.3", ("fangsong",), 14),
    _distance("printed.left", "印发机关左空", "organ, indent", 1, "字", "7.4.3"),
    _distance("printed.right", "印发日期右空", "date, right indent", 1, "字", "7.4.3"),
)

FOLIO = (
    R("folio.distance", "一字线距版心下边缘", "dash below the text area", 7, MM, "mm", "7.5", "规定"),
    R("folio.odd_right", "单页右空", "odd pages, right indent", 1, EM, "字", "7.5", "规定"),
    R("folio.even_left", "双页左空", "even pages, indent", 1, EM, "字", "7.5", "规定"),
    R("folio.turned_head", "横排页表头在纸左边", "landscape pages, head at the sheet's left", YES, clause="8",
      strength="规定"),
    R("folio.turned_distance", "横排页一字线距版心下边缘", "landscape pages, dash below the text area",
      7, MM, "mm", "8", "规定"),
    R("folio.turned_odd_right", "横排单页右空", "landscape odd pages, right indent",
      1, EM, "字", "8", "规定"),
    R("folio.turned_even_left", "横排双页左空", "landscape even pages, indent", 1, EM, "字", "8", "规定"),
    R("folio.dashes", "左右一字线", "a dash on each side", YES, clause="7.5", strength="规定"),
    R("folio.consecutive", "连续编号", "consecutive", YES, clause="7.5", strength="规定"),
    *_type("folio", "7.5", ("songti",), 14),
)  # fmt: skip

FILE = (
    R("fonts.embedded", "字体嵌入", "fonts embedded", YES, strength="实务"),
    R("fonts.slots", "四种字体槽一致", "one face in all four slots", YES, strength="实务"),
    R("fonts.theme", "不用主题字体", "no theme fonts", YES, strength="实务"),
)

GBT9704 = (*PAGE, *HEAD, *BODY, *CLOSING, *IMPRINT, *FOLIO, *FILE)

GAP = 16 * 25.4 / 72 * 7 / 8
"""7/8 of a character of 三号: 4.94 mm."""


def _flush(element: str, zh: str) -> Requirement:
    return _distance(f"{element}.left", zh, "indent", 0, "字", "10.1")


LETTER_OWN = (
    _distance("mark.edge", "上边缘至上页边", "ink below the sheet's edge", 30, "mm", "10.1"),
    _distance("mark.centre", "居中偏差", "off centre", 0, "mm", "10.1"),
    R("mark.color", "颜色", "colour", ("red",), clause="10.1", strength="推荐"),
    R("mark.face", "字体", "face", ("xiaobiaosong",), clause="10.1", strength="推荐"),
    _distance("frame.below_mark", "上双线距标志", "upper double rule below the mark", 4, "mm", "10.1"),
    R("frame.upper_order", "上双线上粗下细", "upper double rule", ("thick_above",), clause="10.1",
      strength="规定"),
    R("frame.lower", "有下双线", "lower double rule", YES, clause="10.1", strength="规定"),
    R("frame.lower_order", "下双线上细下粗", "lower double rule", ("thin_above",), clause="10.1",
      strength="规定"),
    _distance("frame.above_edge", "下双线距下页边", "lower double rule above the sheet's edge",
              20, "mm", "10.1"),
    _distance("frame.width", "双线长度", "length of the double rules", 170, "mm", "10.1"),
    _distance("frame.centre", "双线居中偏差", "double rules off the sheet's middle", 0, "mm", "10.1"),
    R("frame.color", "双线颜色", "colour", ("red",), clause="10.1", strength="规定"),
    _distance("frame.corner", "版头要素距上双线", "first element below the upper rule", GAP, "mm", "10.1"),
    _distance("frame.number", "发文字号距上双线", "number below the upper rule", GAP, "mm", "10.1"),
    R("frame.clear", "首页末行距下双线不小于", "text above the lower rule at least", GAP, MM, "mm", "10.1",
      "规定", ">="),
    _flush("copy_number", "左空"),
    _flush("secrecy", "左空"),
    _flush("urgency", "左空"),
    _distance("number.right", "右空", "right indent", 0, "字", "10.1"),
    _distance("title.blank", "最后一个要素下空", "below the last element", 2, "行", "10.1"),
    R("imprint.bare", "不加分隔线", "without rules", YES, clause="10.1", strength="规定"),
    R("imprint.unprinted", "不加印发机关和印发日期", "without who printed it", YES, clause="10.1",
      strength="规定"),
    R("imprint.foot", "末行距版心下边缘", "last line off the text area's foot", 0, 5.1, "mm", "10.1",
      "规定"),
    R("folio.first_page", "首页不显示页码", "no number on page 1", YES, clause="10.1", strength="规定"),
)  # fmt: skip
"""What 10.1 asks for in place of, or beside, the measures of other documents."""

NOT_LETTER = ("mark.", "signer.", "rule.", "copy_number.line", "number.", "imprint.", "printed.")
"""Measures of the common form that a letter has not, unless `LETTER_OWN` lists them."""


ELEMENTS: Mapping[str, tuple[str, str]] = {
    "page": ("版面", "page"),
    "grid": ("行和字", "grid"),
    "copy_number": ("份号", "copy number"),
    "secrecy": ("密级和保密期限", "secrecy"),
    "urgency": ("紧急程度", "urgency"),
    "mark": ("发文机关标志", "issuer's mark"),
    "frame": ("信函双线", "double rules"),
    "number": ("发文字号", "document number"),
    "signer": ("签发人", "signer"),
    "rule": ("版头分隔线", "red rule"),
    "title": ("标题", "title"),
    "addressees": ("主送机关", "addressees"),
    "body": ("正文", "body"),
    "heading1": ("一级标题", "heading 1"),
    "heading2": ("二级标题", "heading 2"),
    "heading3": ("三级标题", "heading 3"),
    "heading4": ("四级标题", "heading 4"),
    "annex_note": ("附件说明", "list of annexes"),
    "sealed": ("署名（加盖印章）", "signature (sealed)"),
    "unsealed": ("署名（不加盖印章）", "signature (no seal)"),
    "stamped": ("签发人签名章", "signature (stamped)"),
    "date": ("成文日期", "date"),
    "note": ("附注", "note"),
    "annex": ("附件", "annex"),
    "imprint": ("版记", "imprint"),
    "copies": ("抄送机关", "copies to"),
    "printed": ("印发机关和印发日期", "printed by"),
    "folio": ("页码", "page number"),
    "fonts": ("字体", "fonts"),
}
"""Element → its name in Chinese and in English."""


def _letter() -> tuple[Requirement, ...]:
    """Return the requirements of a letter, grouped by element."""
    own = {requirement.key: requirement for requirement in LETTER_OWN}
    kept = ("number.face", "number.size", "imprint.last_page")
    common = [each for each in GBT9704 if each.key in kept or not each.key.startswith(NOT_LETTER)]
    every = {each.key: own.get(each.key, each) for each in common} | own
    order = list(ELEMENTS)
    return tuple(sorted(every.values(), key=lambda each: order.index(each.element)))


PROFILES: Mapping[str, tuple[Requirement, ...]] = {"gbt9704": GBT9704, "letter": _letter()}
"""Name of a profile → its requirements, in reading order."""
