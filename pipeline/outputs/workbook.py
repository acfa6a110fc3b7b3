"""matrix.xlsx: the ledger (任务台账), the responsibility matrix (责任矩阵), the problems and the codebook.

Rows stream to the file, so that memory does not grow with the run; the bytes depend on the content alone.
"""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from pipeline.messages import Lang, say
from pipeline.outputs import sheets
from pipeline.outputs.codebook import LEDGER_COLUMNS, PROBLEM_COLUMNS, codebook_lines
from pipeline.outputs.files import replacing
from pipeline.outputs.roles import parties_once
from pipeline.outputs.rows import FileProblem, Row, due_text
from pipeline.outputs.sheets import Sheet, Styled
from pipeline.store_counts import DepartmentCount

WORKBOOK_NAME = "matrix.xlsx"
MAX_DEPARTMENTS = 200
# Beyond these nobody reads on in a spreadsheet, and the tables for programs hold all rows.
MOST_ROWS = 50_000
MOST_TASKS = 5_000  # of the matrix, where a row takes a cell for each department

_LEAD, _SUPPORT = "●", "○"
_CENTERED = {"index", "deadline", "place", "check", "severity"}
_EPOCH = datetime(2000, 1, 1)  # no clock: the same results give the same bytes
_ZIP_EPOCH = (2000, 1, 1, 0, 0, 0)
_TASK_WIDTHS = (6, 18, 50, 18)
_DEPARTMENTS_A_PAGE = 40  # as many as stay readable on A4
_UPRIGHT = 20  # characters of a name that stand above each other


class Book:
    """A workbook that takes rows one by one."""

    def __init__(self, departments: Iterable[DepartmentCount], lang: Lang, versions: str) -> None:
        self._book = Workbook(write_only=True)
        self._book.properties.creator = "duban"
        self._book.properties.created = self._book.properties.modified = _EPOCH
        sheets.add_styles(self._book)
        self._ledger = _Table(self._book, "sheet_ledger", LEDGER_COLUMNS, lang, freeze="E2")
        self._matrix = _Matrix(self._book, departments, lang)
        self._problems = _Table(self._book, "sheet_problems", PROBLEM_COLUMNS, lang, freeze="B2")
        self._codebook = partial(_add_codebook, self._book, lang, versions)

    def add(self, row: Row) -> None:
        """Add an obligation to the ledger and the matrix."""
        self._ledger.add(row)
        self._matrix.add(row)

    def add_problem(self, problem: FileProblem) -> None:
        """Add a problem to its sheet."""
        self._problems.add(problem)

    def save(self, path: Path) -> None:
        """Finish the sheets and write the file."""
        for sheet in (self._ledger, self._matrix, self._problems):
            sheet.close()
        self._codebook()
        save_workbook(self._book, path)


@contextmanager
def open_book(path: Path, departments: Iterable[DepartmentCount], lang: Lang, versions: str) -> Iterator[Book]:
    """A workbook that is written to ``path`` at the end. Raises ``UserError``.

    ``departments`` are all of the run with the numbers of tasks that each leads and supports.
    """
    book = Book(departments, lang, versions)
    yield book
    with replacing(path) as draft:
        book.save(draft)


class _Sheet:
    """Rows of a sheet up to as many as somebody can work with; what is beyond is counted and said."""

    def __init__(self, sheet: Sheet, number: int, columns: int, most: int, lang: Lang) -> None:
        self._sheet = sheet
        self._most = most
        self._head = self._number = self._total = number
        self._columns = columns
        self._lang = lang

    def _has_room(self) -> bool:
        self._total += 1
        if self._total - self._head > self._most:
            return False
        self._number = self._total
        return True

    def close(self) -> None:
        """Set the filter over what was written, and say what was not."""
        self._sheet.auto_filter.ref = f"A{self._head}:{get_column_letter(self._columns)}{self._number}"
        if self._total > self._number:
            fields = {"all": str(self._total - self._head), "kept": str(self._number - self._head)}
            said = say("word.rows_cut", self._lang, fields)
            sheets.append(self._sheet, [Styled(said, sheets.PLAIN)], self._number + 1, 20)


class _Table(_Sheet):
    """A sheet of columns."""

    def __init__(self, book: Workbook, name: str, columns: Sequence[Any], lang: Lang, *, freeze: str) -> None:
        self._widths = [column.width for column in columns]
        self._values = [column.value for column in columns]
        self._styles = [sheets.CENTER if column.key in _CENTERED else sheets.TEXT for column in columns]
        sheet = book.create_sheet(say(f"word.{name}", lang))
        sheets.prepare(sheet, self._widths, freeze=freeze, lang=lang)
        sheet.print_title_rows = "1:1"
        sheets.append(sheet, [Styled(say(f"column.{c.key}", lang), sheets.HEADER) for c in columns], 1, 26)
        super().__init__(sheet, 1, len(columns), MOST_ROWS, lang)

    def add(self, item: Any) -> None:
        if self._has_room():
            values = [value(item, self._lang) for value in self._values]
            cells = [Styled(value, style) for value, style in zip(values, self._styles, strict=True)]
            sheets.append(self._sheet, cells, self._number, sheets.row_height(values, self._widths))


class _Matrix(_Sheet):
    """The tasks against the departments that have most of them."""

    def __init__(self, book: Workbook, departments: Iterable[DepartmentCount], lang: Lang) -> None:
        ordered = sorted(departments, key=lambda one: (-(one.leads + one.supports), one.name))
        shown = ordered[:MAX_DEPARTMENTS]
        self._positions = {one.name: position for position, one in enumerate(shown)}
        sheet = book.create_sheet(say("word.sheet_matrix", lang))
        super().__init__(sheet, 3, len(_TASK_WIDTHS) + len(shown), MOST_TASKS, lang)
        self._add_head([_upright(one.name) for one in shown])
        notice = ""
        if len(ordered) > len(shown):
            notice = say("word.matrix_cut", lang, {"all": str(len(ordered)), "kept": str(len(shown))})
        self._add_sums(2, "leads", [one.leads for one in shown])
        self._add_sums(3, "supports", [one.supports for one in shown], notice)

    def add(self, row: Row) -> None:
        if not self._has_room():
            return
        due = due_text(row.obligation, self._lang)
        values: tuple[str | int, ...] = (row.position, row.extraction.document, row.obligation.text, due)
        styles = (sheets.CENTER, sheets.TEXT, sheets.TEXT, sheets.CENTER)
        marks = [Styled("", sheets.MARK)] * len(self._positions)
        for name, mark in _marks(row).items():
            if name in self._positions:
                marks[self._positions[name]] = Styled(mark, sheets.MARK)
        cells = [Styled(value, style) for value, style in zip(values, styles, strict=True)]
        sheets.append(self._sheet, [*cells, *marks], self._number, sheets.row_height(values, _TASK_WIDTHS))

    def _add_head(self, names: Sequence[str]) -> None:
        widths = [*_TASK_WIDTHS, *(4.5 * (1 + name.count("\n")) for name in names)]
        pages_wide = 1 + max(0, len(names) - 1) // _DEPARTMENTS_A_PAGE
        sheets.prepare(self._sheet, widths, freeze="E4", lang=self._lang, pages_wide=pages_wide)
        self._sheet.print_title_rows, self._sheet.print_title_cols = "1:3", "A:D"
        keys = ("index", "document", "text", "deadline")
        header = [Styled(say(f"column.{key}", self._lang), sheets.HEADER) for key in keys]
        tallest = max((len(line) for name in names for line in name.split("\n")), default=4)
        upright = [Styled(name, sheets.VERTICAL) for name in names]
        sheets.append(self._sheet, [*header, *upright], 1, 14.5 * tallest + 10)

    def _add_sums(self, number: int, label: str, sums: Sequence[int], notice: str = "") -> None:
        texts = ("", "", "\n".join(filter(None, (say(f"word.{label}", self._lang), notice))), "")
        cells = [*(Styled(text, sheets.TOTAL) for text in texts), *(Styled(each, sheets.TOTAL) for each in sums)]
        sheets.append(self._sheet, cells, number, sheets.row_height(texts, _TASK_WIDTHS))


def _marks(row: Row) -> dict[str, str]:
    """The mark of each department in a row, under the name that its spellings share; who leads and supports leads."""
    found = parties_once(row.obligation)
    return {name: _LEAD if party.role == "lead" else _SUPPORT for name, party in found.items()}


def _upright(name: str) -> str:
    """A name for a header set upright: a long one in several columns, since a row has no more than 409 points."""
    return "\n".join(name[at : at + _UPRIGHT] for at in range(0, len(name), _UPRIGHT))


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
