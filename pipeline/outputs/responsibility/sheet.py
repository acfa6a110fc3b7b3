"""The matrix as a workbook of one sheet: a title row for each group, tasks as merged cells, the head on every page."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, NamedStyle
from openpyxl.worksheet.cell_range import CellRange

from pipeline.messages import Lang, say
from pipeline.outputs import sheets
from pipeline.outputs.files import replacing
from pipeline.outputs.responsibility.items import By, Cell, Group, columns, grid
from pipeline.outputs.responsibility.plain import header, shown
from pipeline.outputs.sheets import Styled
from pipeline.outputs.workbook import save_workbook

_EPOCH = datetime(2000, 1, 1)
_WIDTHS = {"index": 6, "document": 20, "task": 22, "measure": 54, "lead": 20, "support": 26, "deadline": 17}
_CENTERED = ("index", "deadline")
_GROUP = "duban group"


def write_xlsx(path: Path, groups: Iterable[Group], by: By, lang: Lang) -> None:
    """Write the workbook; rows stream to the file."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "duban"
    workbook.properties.created = workbook.properties.modified = _EPOCH
    sheets.add_styles(workbook)
    workbook.add_named_style(NamedStyle(_GROUP, font=_title_font(workbook), alignment=Alignment(vertical="center")))
    keys = columns(by)
    widths = [float(_WIDTHS[key]) for key in keys]
    sheet: Any = workbook.create_sheet(say("word.matrix_title", lang))
    sheets.prepare(sheet, widths, freeze="A2", lang=lang)
    sheet.print_title_rows = "1:1"
    sheets.append(sheet, [Styled(name, sheets.HEADER) for name in header(by, lang)], 1, 26)
    number = total = 1
    for cells, height, merges in _rows(groups, by, keys, widths):
        total += 1
        if number >= sheets.MAX_ROWS - 2:
            continue
        number += 1
        sheets.append(sheet, cells, number, height)
        for column, length in merges:
            last = min(number + length - 1, sheets.MAX_ROWS - 2)
            across = column if column else len(keys)
            sheet.merged_cells.ranges.add(
                CellRange(min_col=column or 1, max_col=across, min_row=number, max_row=max(last, number))
            )
    if total > number:
        fields = {"all": str(total - 1), "kept": str(number - 1)}
        sheets.append(sheet, [Styled(say("word.rows_cut", lang, fields), sheets.PLAIN)], number + 1, 20)
    with replacing(path) as draft:
        save_workbook(workbook, draft)


def _title_font(workbook: Workbook) -> Any:
    return next(style.font for style in workbook._named_styles if style.name == sheets.TITLE)  # type: ignore[attr-defined]


def _rows(
    groups: Iterable[Group], by: By, keys: tuple[str, ...], widths: list[float]
) -> Iterator[tuple[list[Styled], float, list[tuple[int, int]]]]:
    """Cells, height and merges of each row; a merge is (column, rows), column 0 stands for the whole row."""
    for group in groups:
        title = "    ".join(filter(None, (group.title, group.note)))
        blanks = [Styled("", _GROUP) for _ in keys[1:]]
        yield [Styled(title, _GROUP), *blanks], sheets.row_height([title], [sum(widths)]) + 8, [(0, 1)]
        pending: dict[str, float] = {}
        for row in grid(group, by):
            cells, height = _cells(keys, row, widths, pending)
            yield cells, height, [(at, cell.span) for at, cell in enumerate(row, 1) if cell.span > 1]


def _cells(
    keys: tuple[str, ...], row: list[Cell], widths: list[float], pending: dict[str, float]
) -> tuple[list[Styled], float]:
    """The cells of a row and its height; a merged cell asks each of its rows for its part of the height."""
    needs = []
    for key, cell, width in zip(keys, row, widths, strict=True):
        if cell.span:
            pending[key] = sheets.row_height([cell.text], [width]) / cell.span
        needs.append(pending[key])
    styled = [
        Styled(_value(key, cell), sheets.CENTER if key in _CENTERED else sheets.TEXT)
        for key, cell in zip(keys, row, strict=True)
    ]
    return styled, max(needs)


def _value(key: str, cell: Cell) -> str | int:
    if key == "index":
        return int(cell.text)
    return "" if not cell.span else shown(cell.text) if key in ("lead", "support") else cell.text
