"""Pages to blocks, for formats that place characters on pages (.pdf, .ofd): tables, furniture, paragraphs in order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.readers.clean import tidy
from pipeline.readers.paged_tables import cells_of, parted
from pipeline.readers.pdf_chars import Box, Char
from pipeline.readers.pdf_furniture import without_furniture
from pipeline.readers.pdf_lines import TextLine, line_of, lines_from, rows_of
from pipeline.readers.pdf_notes import note_texts, part_notes
from pipeline.readers.pdf_paragraphs import page_margins, paragraphs_of
from pipeline.readers.pdf_tables import PdfTable, append, goes_on, inside, tables_of
from schemas.source import Place, RawBlock


@dataclass
class LaidPage:
    """What is kept of a page: its lines and tables, not its characters. ``shown`` turns a box as the page is shown."""

    number: int
    height: float
    lines: list[TextLine]
    notes: list[TextLine]
    tables: list[PdfTable]
    shown: Callable[[Box], Box]


def lay(
    number: int, height: float, chars: Sequence[Char], boxes: Iterable[list[Box]], shown: Callable[[Box], Box]
) -> LaidPage:
    """A page with its characters put into lines, those inside ruled ``boxes`` into tables."""
    tables = tables_of(boxes, chars, number)
    loose = [char for char in chars if not any(inside(char, table.box) for table in tables)] if tables else chars
    body, notes = part_notes(rows_of(loose), height)
    return LaidPage(number, height, lines_from(body, number), [line_of(row, number) for row in notes], tables, shown)


def blocks_of(pages: Sequence[LaidPage]) -> tuple[RawBlock, ...]:
    """The blocks of all pages, page numbers and running heads left out."""
    kept = without_furniture([page.lines for page in pages], [page.height for page in pages])
    for page, lines in zip(pages, kept, strict=True):
        page.lines = lines
    return tuple(_blocks({page.number: page for page in pages}))


def _blocks(pages: dict[int, LaidPage]) -> Iterator[RawBlock]:
    """Text and tables in reading order, footnotes behind them; a paragraph or table that a page end cuts is one."""
    margins = page_margins([page.lines for page in pages.values() if page.lines])
    table_count = 0
    paragraph_count = 0
    for is_table, run in groupby(_flow(pages.values()), key=lambda item: isinstance(item, PdfTable)):
        if is_table:
            for table in _put_together([item for item in run if isinstance(item, PdfTable)]):
                table_count += 1
                yield from _cells(table, table_count, pages)
            continue
        for is_rows, lines in parted([item for item in run if isinstance(item, TextLine)]):
            if is_rows:
                table_count += 1
                yield from _rows(lines, table_count, pages)
                continue
            for paragraph in paragraphs_of(lines, margins):
                if text := tidy(paragraph.text):
                    paragraph_count += 1
                    box = pages[paragraph.page].shown(paragraph.box)
                    yield RawBlock(text=text, place=Place(page=paragraph.page, box=box, paragraph=paragraph_count))
    notes = [(page, note) for page in pages.values() for note in note_texts(page.notes)]
    for at, (page, note) in enumerate(notes, start=paragraph_count + 1):
        yield RawBlock(text=tidy(note.text), place=Place(page=page.number, box=page.shown(note.box), paragraph=at))


def _flow(pages: Iterable[LaidPage]) -> Iterator[TextLine | PdfTable]:
    for page in pages:
        items: list[TextLine | PdfTable] = [*page.lines]
        for table in page.tables:
            # Lines keep their order (columns); a table stands before the first line that begins below it.
            at = next((i for i, item in enumerate(items) if item.box[1] >= table.box[1]), len(items))
            items.insert(at, table)
        yield from items


def _put_together(tables: list[PdfTable]) -> list[PdfTable]:
    whole: list[PdfTable] = []
    last_page = 0
    for table in tables:
        if whole and table.page == last_page + 1 and goes_on(whole[-1], table):
            append(whole[-1], table)
        else:
            whole.append(table)
        last_page = table.page
    return whole


def _rows(lines: Sequence[TextLine], number: int, pages: dict[int, LaidPage]) -> Iterator[RawBlock]:
    """The cells of a table without rules, a line each row."""
    for row, line in enumerate(lines, start=1):
        place = Place(page=line.page, box=pages[line.page].shown(line.box), table=number, row=row)
        for column, text in enumerate(cells_of(line), start=1):
            yield RawBlock(text=tidy(text), kind="cell", place=place.model_copy(update={"column": column}))


def _cells(table: PdfTable, number: int, pages: dict[int, LaidPage]) -> Iterator[RawBlock]:
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        yield RawBlock(
            text="\n".join(filter(None, map(tidy, cell.text.split("\n")))),
            kind="cell",
            place=Place(
                page=cell.page,
                box=pages[cell.page].shown(cell.box),
                table=number,
                row=cell.row + 1,
                column=cell.column + 1,
            ),
            row_span=cell.tall,
            column_span=cell.wide,
        )
