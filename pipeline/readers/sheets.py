"""Spreadsheets (.xlsx): every sheet a table at its own rows and columns, titles and notes as paragraphs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.readers.clean import odd_notes
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.office_zip import open_parts
from pipeline.readers.sheet_book import Book, Sheet, SheetCell, read_book
from pipeline.readers.sheet_boxes import TextBox
from pipeline.readers.sheet_hidden import hidden_notes
from schemas.source import Place, RawBlock, Reading, ReadingNote

_WIDE_GAP = 500


def read_xlsx(data: bytes) -> Reading:
    """The cells of a workbook; hidden sheets, rows and columns are left out and named. Raises ``UnreadableFile``."""
    with open_parts(data, "xlsx") as parts:
        book = read_book(parts)
    blocks = tuple(block for number, sheet in _numbered(book) for block in sheet_blocks(sheet, number))
    if not blocks:
        raise UnreadableFile("empty_file")
    notes = odd_notes((block.text, block.place) for block in blocks)
    return Reading(kind="xlsx", blocks=blocks, notes=(*_hidden(book), *notes))


def sheet_blocks(sheet: Sheet, table: int) -> Iterator[RawBlock]:
    """The blocks of one sheet. Rows of one cell above the table are its titles, below it its notes.

    Text boxes that lie above the table come before it, the others behind it.
    """
    top = sheet.cells[0].row if sheet.cells else 0
    yield from (_box(sheet, box) for box in sheet.boxes if box.row <= top)
    yield from _cell_blocks(sheet, table)
    yield from (_box(sheet, box) for box in sheet.boxes if box.row > top)


def _box(sheet: Sheet, box: TextBox) -> RawBlock:
    return RawBlock(text=box.text, place=Place(sheet=sheet.name or None, row=box.row, column=box.column))


def _cell_blocks(sheet: Sheet, table: int) -> Iterator[RawBlock]:
    cells = _without_hidden(sheet, _without_covered(sheet))
    near = _near(cells)
    filled = _filled(near, sheet)
    wide = [row for row, count in filled.items() if count > 1]
    first, last = (min(wide), max(wide)) if wide else (1, 0)
    right = max((cell.column for cell in near), default=0)
    for cell in cells:
        tall, broad = sheet.merged.get((cell.row, cell.column), (1, 1))
        place = Place(sheet=sheet.name or None, table=table, row=cell.row, column=cell.column)
        if cell in near and (first <= cell.row <= last or cell.row < first <= cell.row + tall - 1):
            tall, broad = min(tall, last - cell.row + 1), min(broad, right - cell.column + 1)
            yield RawBlock(text=cell.text, kind="cell", place=place, row_span=tall, column_span=broad)
        else:
            yield RawBlock(text=cell.text, place=place)


def _filled(cells: set[SheetCell], sheet: Sheet) -> Counter[int]:
    """How many cells stand in each row, those that reach down from above included."""
    last = max((cell.row for cell in cells), default=0)
    filled: Counter[int] = Counter()
    for cell in cells:
        tall, _ = sheet.merged.get((cell.row, cell.column), (1, 1))
        filled.update(range(cell.row, min(cell.row + tall - 1, last) + 1))
    return filled


def _near(cells: list[SheetCell]) -> set[SheetCell]:
    """The cells of the table proper: a stray one, thousands of rows or hundreds of columns away, is none of it."""
    last_row, last_column = _end(cell.row for cell in cells), _end(cell.column for cell in cells)
    return {cell for cell in cells if cell.row <= last_row and cell.column <= last_column}


def _end(used: Iterable[int]) -> int:
    """The last used row or column before the first wide gap."""
    numbers = sorted(set(used))
    return next((left for left, right in pairwise(numbers) if right - left > _WIDE_GAP), numbers[-1] if numbers else 0)


def _numbered(book: Book) -> Iterator[tuple[int, Sheet]]:
    return iter(enumerate((sheet for sheet in book.sheets if sheet.cells or sheet.boxes), start=1))


def _without_covered(sheet: Sheet) -> list[SheetCell]:
    """The cells without those that a merged one covers, which keep old text that nobody sees."""
    if not sheet.merged:
        return sheet.cells
    there = {(cell.row, cell.column) for cell in sheet.cells}
    covered = set()
    for (top, left), (tall, broad) in sheet.merged.items():
        if tall * broad <= len(there):
            area = {(row, column) for row in range(top, top + tall) for column in range(left, left + broad)} & there
        else:
            area = {(r, c) for r, c in there if top <= r < top + tall and left <= c < left + broad}
        covered |= area - {(top, left)}
    return [cell for cell in sheet.cells if (cell.row, cell.column) not in covered]


def _without_hidden(sheet: Sheet, cells: list[SheetCell]) -> list[SheetCell]:
    """The cells without those that somebody hid by hand; a merged one that also covers what is seen stays."""
    rows, columns = sheet.hidden.rows, sheet.hidden.columns
    if not rows and not columns:
        return cells
    sizes = {(cell.row, cell.column): sheet.merged.get((cell.row, cell.column), (1, 1)) for cell in cells}

    def seen(first: int, size: int, hidden: frozenset[int]) -> bool:
        return first not in hidden or any(at not in hidden for at in range(first, first + min(size, len(hidden) + 1)))

    return [
        cell
        for cell in cells
        if seen(cell.row, sizes[cell.row, cell.column][0], rows)
        and seen(cell.column, sizes[cell.row, cell.column][1], columns)
    ]


def _hidden(book: Book) -> tuple[ReadingNote, ...]:
    notes = [
        note
        for sheet in book.sheets
        for note in hidden_notes(sheet.name, sheet.hidden, [(cell.row, cell.column) for cell in sheet.cells])
    ]
    if book.hidden:
        notes.insert(0, ReadingNote(code="hidden_sheets", fields=(("sheets", "、".join(book.hidden)),)))
    return tuple(notes)
