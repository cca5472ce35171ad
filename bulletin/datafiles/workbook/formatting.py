"""Format the workbook: faces, colours, borders, protection, drop-downs, paper; and save it as bytes."""

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bulletin.datafiles.workbook.sheets import DIGITS
from bulletin.datafiles.workbook.values import MAX_KEPT

BODY, HEAD = "宋体", "黑体"
INPUT, LABEL, BAND, HEADER, RULE = "FFF8DC", "FFFFFF", "EAF0F6", "D3E0EC", "B4BCC6"
INK, MUTED, DEEP, OPEN = "1F1F1F", "6B7480", "1F3A5F", "F8CBAD"

TITLE, LEAD, HEADING, COLUMN, EXTRA, LINE, HINT, USUAL, FIELD, FIGURE, PAST = (
    "表题", "表注", "分组", "表头", "按需表头", "栏目", "提示", "参考", "填写", "填写数", "上期数",
)  # fmt: skip
"""The styles of the form, by the names that spreadsheet programs list."""

A4 = 9
Paper = Literal["landscape", "portrait"]
LISTED = 250
"""The most characters of a drop-down written into its rule; longer lists need a range."""
FIXED = datetime.datetime(2020, 1, 1)  # noqa: DTZ001  # a fixed creation time, in no time zone, keeps the bytes the same
_IN_ZIP = (2020, 1, 1, 0, 0, 0)


def workbook() -> Workbook:
    """Return an empty workbook with the styles of the form."""
    book = Workbook()
    default = book.active
    if default is not None:
        book.remove(default)
    line = Side(style="thin", color=RULE)
    box = Border(left=line, right=line, top=line, bottom=line)
    under = Border(bottom=Side(style="medium", color=DEEP))
    left = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    plain = Alignment(vertical="center")
    right = Alignment(horizontal="right", vertical="center", indent=1)
    looks: tuple[tuple[str, Font, str | None, Border, Alignment, bool], ...] = (
        (TITLE, Font(name=HEAD, size=16, color=DEEP), None, Border(), plain, True),
        (LEAD, Font(name=BODY, size=10, color=MUTED), None, Border(), plain, True),
        (HEADING, Font(name=HEAD, size=11, color=DEEP), BAND, under, plain, True),
        (COLUMN, Font(name=HEAD, size=10.5, color=DEEP), HEADER, box, middle, True),
        (EXTRA, Font(name=HEAD, size=10, color=MUTED), BAND, box, middle, True),
        (LINE, Font(name=BODY, size=10.5, color=INK), LABEL, box, left, True),
        (HINT, Font(name=BODY, size=10, color=MUTED), LABEL, box, left, True),
        (USUAL, Font(name=BODY, size=10, color=MUTED), LABEL, box, middle, True),
        (FIELD, Font(name=BODY, size=10.5, color=INK), INPUT, box, left, False),
        (FIGURE, Font(name=BODY, size=10.5, color=INK), INPUT, box, right, False),
        (PAST, Font(name=BODY, size=10, color=MUTED), LABEL, box, right, False),
    )
    for name, font, colour, border, alignment, locked in looks:
        style = NamedStyle(name, font=font, border=border, alignment=alignment)
        style.protection = Protection(locked=locked)
        if colour:
            style.fill = PatternFill("solid", start_color=colour)
        book.add_named_style(style)
    return book


def sheet(
    book: Workbook, title: str, lead: str, widths: Sequence[float], paper: Paper = "landscape"
) -> Worksheet:
    """Return a new sheet with its title, its explaining line, column widths and paper."""
    made: Worksheet = book.create_sheet(title)
    for number, width in enumerate(widths, 1):
        made.column_dimensions[get_column_letter(number)].width = width
    put(made, (1, 1), title, TITLE)
    made.row_dimensions[1].height = 27
    put(made, (2, 1), lead, LEAD)
    made.row_dimensions[2].height = 18
    made.sheet_view.showGridLines = False
    made.page_setup.paperSize = A4
    made.page_setup.orientation = paper
    made.page_setup.fitToWidth, made.page_setup.fitToHeight = 1, 0
    made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    made.print_options.horizontalCentered = True
    margins = made.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.footer = 0.6, 0.8, 0.4
    footer: Any = made.oddFooter
    footer.center.text = "&A　第&P页，共&N页"
    footer.center.font, footer.center.size = BODY, 9
    made.protection.sheet = True
    for allowed in (
        "formatCells",
        "formatColumns",
        "formatRows",
        "insertRows",
        "deleteRows",
        "sort",
        "autoFilter",
    ):
        setattr(made.protection, allowed, False)  # False allows it
    return made


def put(into: Worksheet, at: tuple[int, int], value: Any, style: str, shows: str = "") -> None:
    """Write a value; text stays text, even if it begins like a formula."""
    cell: Any = into.cell(*at)
    cell.style = style
    if isinstance(value, str):
        cell.value = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", value)
        cell.data_type = "s"
        if value[:1] in ("=", "+", "-", "@", "'"):
            cell.quotePrefix = True
    elif value is not None:
        cell.value = value
    if shows:
        cell.number_format = shows


def figure(number: int | Decimal, *, keeps_zeros: bool) -> tuple[Any, str]:
    """Return a number as a spreadsheet keeps it with a format for all its digits, or as marked text."""
    exponent = Decimal(number).as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    whole = number == int(number)
    as_text = len(Decimal(number).as_tuple().digits) + max(places - MAX_KEPT, 0) > MAX_KEPT
    if as_text or places < 0 or places > MAX_KEPT or (whole and places > 0 and not keeps_zeros):
        return f"{DIGITS}{Decimal(number):f}", "@"
    return (int(number), "0") if places == 0 else (number, f"0.{'0' * places}")


def freeze(into: Worksheet, row: int, column: int = 1) -> None:
    """Freeze the rows above and the columns left of a cell, and repeat the row above on every page."""
    into.freeze_panes = f"{get_column_letter(column)}{row}"
    into.print_title_rows = f"{row - 1}:{row - 1}"


def colour_missing(into: Worksheet, cells: str, formula: str) -> None:
    """Colour cells for which the formula, written for the first of them, is true."""
    look = DifferentialStyle(fill=PatternFill(bgColor=OPEN))
    into.conditional_formatting.add(cells, Rule(type="expression", dxf=look, formula=[formula]))


class Rules:
    """The data validations of a sheet, one for each rule, over all its cells."""

    def __init__(self, into: Worksheet) -> None:
        self.into, self.rules = into, dict[str, DataValidation]()

    def add(self, key: str, cells: str, **options: Any) -> None:
        """Apply the rule `key` to another range."""
        if key not in self.rules:
            rule = DataValidation(allow_blank=True, **options)
            rule.showErrorMessage = rule.errorStyle != "information"
            rule.showInputMessage = bool(rule.prompt)
            self.rules[key] = rule
            self.into.add_data_validation(rule)
        self.rules[key].add(cells)

    def choice(self, cells: str, words: Iterable[str], *, open_: bool = False, prompt: str = "") -> None:
        """Add a drop-down; `open_` allows other words."""
        words = tuple(words)
        listed = '"' + ",".join(word for word in words if "," not in word and '"' not in word) + '"'
        self.listed(cells, listed if len(listed) < LISTED else '""', open_=open_, prompt=prompt)

    def listed(self, cells: str, source: str, *, open_: bool = False, prompt: str = "") -> None:
        """Add a drop-down from quoted words or from a range."""
        style = "information" if open_ else "stop"
        words = {"errorTitle": "请从下拉列表中选择", "error": "此处只能选择列表中的内容。"}
        key = f"list {source} {open_} {prompt}"
        said = {"promptTitle": "填写提示", "prompt": prompt} if prompt else {}
        self.add(key, cells, type="list", formula1=source, errorStyle=style, **words, **said)

    def whole(self, cells: str, *, soft: bool = False) -> None:
        """Accept whole numbers from 0; `soft` accepts a mark as well."""
        words = {"errorTitle": "应填非负整数", "error": "只填数字，不带量词、逗号和空格。"}
        if soft:
            words["error"] += "只点名、不列数的填“不列数”。"
        style = "warning" if soft else "stop"
        self.add(f"whole {soft}", cells, type="whole", operator="greaterThanOrEqual", formula1="0",
                 errorStyle=style, **words)  # fmt: skip

    def decimal(self, cells: str, *, negative: bool = False) -> None:
        """Accept any number, from 0 unless `negative`."""
        words = {"errorTitle": "应填数字", "error": "只填数字，不带量词、逗号、空格和百分号。"}
        low = "-1000000000000000" if negative else "0"
        self.add(f"decimal {low}", cells, type="decimal", operator="greaterThanOrEqual", formula1=low,
                 errorStyle="stop", **words)  # fmt: skip

    def day(self, cells: str) -> None:
        """Accept a date from 1949 on."""
        words = {"errorTitle": "应填日期", "error": "请填日期，如2018-8-29。"}
        self.add("day", cells, type="date", operator="greaterThanOrEqual", formula1="18172",
                 errorStyle="stop", **words)  # fmt: skip

    def prompt(self, cells: str, text: str) -> None:
        """Show a note when a cell is entered; accept anything."""
        self.add(f"prompt {text}", cells, type="textLength", operator="lessThanOrEqual", formula1="20000",
                 errorStyle="stop", errorTitle="文字过长", error="最多20000字。",
                 promptTitle="填写提示", prompt=text)  # fmt: skip


def content_of(book: Workbook) -> bytes:
    """Return the bytes of a workbook; they depend on its cells alone, not on the time."""
    book.properties.creator = "bulletin"
    book.properties.created = FIXED
    first, settled = io.BytesIO(), io.BytesIO()
    book.save(first)
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = made.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2020-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, _IN_ZIP)
            entry.compress_type, entry.create_system, entry.external_attr = (
                zipfile.ZIP_DEFLATED,
                3,
                0o600 << 16,
            )
            archive.writestr(entry, content)
    return settled.getvalue()
