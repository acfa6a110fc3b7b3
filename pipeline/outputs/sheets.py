"""How a sheet of the workbook looks and prints: styles, widths, heights, and cells that stay text."""

import math
import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter

from pipeline.messages import Lang, say
from pipeline.outputs.files import xml_text

Sheet = Any  # a WriteOnlyWorksheet, whose stubs lack what it takes over from Worksheet

MAX_ROWS = 1_048_576  # what Excel holds in a sheet
_MAX_TEXT = 32_000  # Excel holds 32,767 characters in a cell
_LINE_HEIGHT, _PADDING, _MAX_HEIGHT = 14.5, 5.0, 409.0  # points; Excel allows no row over 409
_FONT = "宋体"  # on every Chinese Windows and in every Office
_FORMULA = ("=", "+", "-", "@")

HEADER, TEXT, CENTER, MARK, VERTICAL, TOTAL, TITLE, PLAIN = (
    f"duban {name}" for name in ("header", "text", "center", "mark", "vertical", "total", "title", "plain")
)


class Styled(NamedTuple):
    """A cell's value with the name of its style."""

    value: str | int
    style: str


def add_styles(workbook: Workbook) -> None:
    """The named styles of all sheets; they also show in Excel's own gallery, where a colleague can change them."""
    line = Side(style="thin", color="BFBFBF")
    box = Border(left=line, right=line, top=line, bottom=line)
    dark, pale = PatternFill("solid", fgColor="1F4E79"), PatternFill("solid", fgColor="DDEBF7")
    body, bold = Font(name=_FONT, size=10), Font(name=_FONT, size=10, bold=True)
    white = Font(name=_FONT, size=10, bold=True, color="FFFFFF")
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    top = Alignment(vertical="top", wrap_text=True)
    for style in (
        NamedStyle(HEADER, font=white, fill=dark, border=box, alignment=middle),
        NamedStyle(TEXT, font=body, border=box, alignment=top),
        NamedStyle(CENTER, font=body, border=box, alignment=Alignment("center", "top", wrap_text=True)),
        NamedStyle(MARK, font=body, border=box, alignment=Alignment("center", "center")),
        # 255 stacks the characters upright, as Chinese is set vertically
        NamedStyle(VERTICAL, font=white, fill=dark, border=box, alignment=Alignment("center", "top", 255, True)),
        NamedStyle(TOTAL, font=bold, fill=pale, border=box, alignment=middle),
        NamedStyle(
            TITLE, font=Font(name=_FONT, size=12, bold=True, color="1F4E79"), alignment=Alignment(vertical="center")
        ),
        NamedStyle(PLAIN, font=body, alignment=top),
    ):
        workbook.add_named_style(style)


def display_width(text: str) -> int:
    """Half-width columns that a text takes: ideographs and full-width marks take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def row_height(cells: Sequence[str | int], widths: Sequence[float]) -> float:
    """The height that shows every wrapped cell in full, as far as Excel allows."""
    lines = max(
        (
            # a width counts digits of 11 points, the text has 10: the slack covers padding and uneven line ends
            sum(max(1, math.ceil(display_width(line) / width)) for line in str(cell).split("\n"))
            for cell, width in zip(cells, widths, strict=True)
        ),
        default=1,
    )
    return min(_MAX_HEIGHT, lines * _LINE_HEIGHT + _PADDING)


def prepare(sheet: Sheet, widths: Sequence[float], *, freeze: str, lang: Lang, pages_wide: int = 1) -> None:
    """Widths, frozen panes and print setup: A4 landscape, fitted to the width, the header on every page."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = freeze
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages_wide, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.75, 0.35
    sheet.oddFooter.center.text = say("word.page_of", lang)


def append(sheet: Sheet, cells: Sequence[Styled], number: int, height: float) -> None:
    """Add row ``number``. Its text is written as text whatever it begins with."""
    sheet.row_dimensions[number].height = height
    made = {
        each: cell(sheet, each) for each in dict.fromkeys(cells)
    }  # equal cells share one: a matrix is mostly blanks
    sheet.append([made[each] for each in cells])
    del sheet.row_dimensions[number]  # written with the row, and kept for each it would grow with the run


def filled(name: str, color: str) -> NamedStyle:
    """A named style for a small cell of a matrix on a ground of ``color`` (RRGGBB)."""
    line = Side(style="thin", color="FFFFFF")
    box = Border(left=line, right=line, top=line, bottom=line)
    middle = Alignment(horizontal="center", vertical="center")
    return NamedStyle(
        name, font=Font(name=_FONT, size=10), fill=PatternFill("solid", fgColor=color), border=box, alignment=middle
    )


def cell(sheet: Sheet, styled: Styled) -> Any:
    """A cell whose text stays text whatever it begins with."""
    value = xml_text(styled.value) if isinstance(styled.value, str) else styled.value
    if isinstance(value, str) and len(value) > _MAX_TEXT:
        value = value[:_MAX_TEXT] + say("word.cell_cut")
    made = WriteOnlyCell(sheet, None if value == "" else value)  # an empty text would not count as blank in a filter
    made.style = styled.style
    if isinstance(value, str) and value:
        made.data_type = "s"  # openpyxl takes =… for a formula and #N/A for an error
        made.quotePrefix = value.startswith(_FORMULA)  # and Excel keeps it text when somebody edits the cell
    return made
