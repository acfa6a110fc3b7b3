"""matrix.xlsx: the ledger (任务台账), the responsibility matrix (责任矩阵), the problems and the codebook.

Rows stream to the file, so that memory does not grow with the run; the bytes depend on the content alone.
"""

import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from pipeline.messages import Lang, say
from pipeline.outputs import sheets
from pipeline.outputs.codebook import LEDGER_COLUMNS, PROBLEM_COLUMNS, codebook_lines
from pipeline.outputs.files import replacing
from pipeline.outputs.rows import FileProblem, Row, due_text
from pipeline.outputs.sheets import Sheet, Styled

WORKBOOK_NAME = "matrix.xlsx"
MAX_DEPARTMENTS = 200

_LEAD, _SUPPORT = "●", "○"
_CENTERED = {"index", "deadline", "place", "check", "severity"}
_EPOCH = datetime(2000, 1, 1)  # no clock: the same results give the same bytes
_ZIP_EPOCH = (2000, 1, 1, 0, 0, 0)
_TASK_WIDTHS = (6, 18, 50, 18)
_DEPARTMENTS_A_PAGE = 40  # as many as stay readable on A4
_UPRIGHT = 20  # characters of a name that stand above each other

Rows = Callable[[], Iterable[Row]]


def write_workbook(path: Path, rows: Rows, problems: Iterable[FileProblem], lang: Lang, versions: str) -> None:
    """Write the workbook. ``rows`` is called for each sheet that goes through them."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "duban"
    workbook.properties.created = workbook.properties.modified = _EPOCH
    sheets.add_styles(workbook)
    _add_table(workbook, "sheet_ledger", LEDGER_COLUMNS, rows(), lang, freeze="E2")
    _add_matrix(workbook, rows, lang)
    _add_table(workbook, "sheet_problems", PROBLEM_COLUMNS, problems, lang, freeze="B2")
    _add_codebook(workbook, lang, versions)
    with replacing(path) as draft:
        save_workbook(workbook, draft)


def _add_table(
    workbook: Workbook, name: str, columns: Iterable[Any], items: Iterable[Any], lang: Lang, freeze: str
) -> None:
    columns = tuple(columns)
    widths = [column.width for column in columns]
    sheet = workbook.create_sheet(say(f"word.{name}", lang))
    sheets.prepare(sheet, widths, freeze=freeze, lang=lang)
    sheet.print_title_rows = "1:1"
    sheets.append(sheet, [Styled(say(f"column.{c.key}", lang), sheets.HEADER) for c in columns], 1, 26)
    styles = [sheets.CENTER if column.key in _CENTERED else sheets.TEXT for column in columns]
    number = total = 1
    for item in items:
        total += 1
        if total > sheets.MAX_ROWS - 1:
            continue
        number += 1
        values = [column.value(item, lang) for column in columns]
        cells = [Styled(value, style) for value, style in zip(values, styles, strict=True)]
        sheets.append(sheet, cells, number, sheets.row_height(values, widths))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{number}"
    _say_cut(sheet, number, total, lang)


def _add_matrix(workbook: Workbook, rows: Rows, lang: Lang) -> None:
    counts = _count_departments(rows())
    ordered = sorted(counts, key=lambda name: (-sum(counts[name].values()), name))
    shown = ordered[:MAX_DEPARTMENTS]
    names = [_upright(name) for name in shown]
    widths = [*_TASK_WIDTHS, *(4.5 * (1 + name.count("\n")) for name in names)]
    sheet = workbook.create_sheet(say("word.sheet_matrix", lang))
    pages_wide = 1 + max(0, len(shown) - 1) // _DEPARTMENTS_A_PAGE
    sheets.prepare(sheet, widths, freeze="E4", lang=lang, pages_wide=pages_wide)
    sheet.print_title_rows, sheet.print_title_cols = "1:3", "A:D"
    header = [Styled(say(f"column.{key}", lang), sheets.HEADER) for key in ("index", "document", "text", "deadline")]
    tallest = max((len(line) for name in names for line in name.split("\n")), default=4)
    sheets.append(sheet, [*header, *(Styled(name, sheets.VERTICAL) for name in names)], 1, 14.5 * tallest + 10)
    cut = {"all": str(len(ordered)), "kept": str(len(shown))}
    notice = say("word.matrix_cut", lang, cut) if len(ordered) > len(shown) else ""
    for number, (label, mark, note) in enumerate((("leads", _LEAD, ""), ("supports", _SUPPORT, notice)), 2):
        texts = ("", "", "\n".join(filter(None, (say(f"word.{label}", lang), note))), "")
        sums = [Styled(counts[name][mark], sheets.TOTAL) for name in shown]
        height = sheets.row_height(texts, _TASK_WIDTHS)
        sheets.append(sheet, [*(Styled(text, sheets.TOTAL) for text in texts), *sums], number, height)
    _matrix_rows(sheet, rows(), {name: position for position, name in enumerate(shown)}, lang)


def _matrix_rows(sheet: Sheet, rows: Iterable[Row], positions: dict[str, int], lang: Lang) -> None:
    number = total = 3
    for row in rows:
        total += 1
        if total > sheets.MAX_ROWS - 1:
            continue
        number += 1
        values: tuple[str | int, ...] = (
            row.position,
            row.extraction.document,
            row.obligation.text,
            due_text(row.obligation, lang),
        )
        styles = (sheets.CENTER, sheets.TEXT, sheets.TEXT, sheets.CENTER)
        marks = [Styled("", sheets.MARK) for _ in positions]
        for name, mark in _marks(row).items():
            if name in positions:
                marks[positions[name]] = Styled(mark, sheets.MARK)
        cells = [Styled(value, style) for value, style in zip(values, styles, strict=True)]
        sheets.append(sheet, [*cells, *marks], number, sheets.row_height(values, _TASK_WIDTHS))
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(_TASK_WIDTHS) + len(positions))}{number}"
    _say_cut(sheet, number, total, lang)


def _marks(row: Row) -> dict[str, str]:
    """The mark of each department in a row; who leads and supports leads."""
    marks = dict.fromkeys(row.obligation.names("support"), _SUPPORT)
    return marks | dict.fromkeys(row.obligation.names("lead"), _LEAD)


def _count_departments(rows: Iterable[Row]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        for name, mark in _marks(row).items():
            counts.setdefault(name, Counter())[mark] += 1
    return counts


def _upright(name: str) -> str:
    """A name for a header set upright: a long one in several columns, since a row has no more than 409 points."""
    return "\n".join(name[at : at + _UPRIGHT] for at in range(0, len(name), _UPRIGHT))


def _say_cut(sheet: Sheet, number: int, total: int, lang: Lang) -> None:
    if total > number:
        fields = {"all": str(total - 1), "kept": str(number - 1)}
        sheets.append(sheet, [Styled(say("word.rows_cut", lang, fields), sheets.PLAIN)], number + 1, 20)


def _add_codebook(workbook: Workbook, lang: Lang, versions: str) -> None:
    widths = (30, 96)
    sheet = workbook.create_sheet(say("word.sheet_codebook", lang))
    sheets.prepare(sheet, widths, freeze="A2", lang=lang)
    sheets.append(sheet, [Styled(say("codebook.title", lang), sheets.TITLE), Styled(versions, sheets.PLAIN)], 1, 24)
    for number, (name, meaning) in enumerate(codebook_lines(lang), 2):
        if meaning:
            height = sheets.row_height((name, meaning), widths)
            sheets.append(sheet, [Styled(name, sheets.TEXT), Styled(meaning, sheets.TEXT)], number, height)
        else:
            sheets.append(sheet, [Styled(name, sheets.TITLE)], number, 26)


def save_workbook(workbook: Workbook, path: Path) -> None:
    """Write the workbook past ``Workbook.save``, which puts the time of day into it, and fix the archive's times."""
    raw = path.with_suffix(".raw")
    try:
        ExcelWriter(workbook, zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED)).save()
        with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                with source.open(name) as part, target.open(entry, "w", force_zip64=True) as copy:
                    while chunk := part.read(1 << 20):
                        copy.write(chunk)
    finally:
        raw.unlink(missing_ok=True)
