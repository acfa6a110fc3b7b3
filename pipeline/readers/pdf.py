"""PDF files: text by pdfium, ruled tables by pdfplumber, one page after the other."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

import pdfplumber
import pypdfium2 as pdfium  # type: ignore[import-untyped]

from pipeline.readers.clean import odd_notes, tidy
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.pdf_chars import Box, Char, PageText, has_images, has_rules, text_of
from pipeline.readers.pdf_furniture import without_furniture
from pipeline.readers.pdf_lines import TextLine, lines_of
from pipeline.readers.pdf_paragraphs import page_margins, paragraphs_of
from pipeline.readers.pdf_tables import PdfTable, append, boxes_of_tables, goes_on, inside, tables_of
from schemas.source import Place, RawBlock, Reading, ReadingNote


@dataclass
class _Page:
    number: int
    text: PageText
    ruled: bool
    pictured: bool
    tables: list[PdfTable] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)

    @property
    def chars(self) -> list[Char]:
        return self.text.chars

    def shown(self, box: Box) -> Box:
        """A box of the upright text as it stands on the page."""
        left, top, right, bottom = self.text.shown.box(*self.text.frame.back(box))
        return (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))


def read_pdf(data: bytes) -> Reading:
    """Paragraphs and tables of a PDF, page numbers and running heads left out. Raises ``UnreadableFile``."""
    pages = _open(data)
    if not any(page.chars for page in pages):
        raise UnreadableFile("no_text_layer", {"pages": str(len(pages))})
    notes = _find_tables(data, pages)
    for page in pages:
        loose = [char for char in page.chars if not any(inside(char, table.box) for table in page.tables)]
        page.lines = lines_of(loose, page.number)
    kept = without_furniture([page.lines for page in pages], [page.text.frame.tall for page in pages])
    for page, lines in zip(pages, kept, strict=True):
        page.lines = lines
    blocks = tuple(_blocks(pages))
    if not blocks:
        raise UnreadableFile("no_text_layer", {"pages": str(len(pages))})
    notes += [_without_text(page) for page in pages if not page.chars and page.pictured]
    return Reading(kind="pdf", blocks=blocks, notes=(*notes, *odd_notes((block.text, block.place) for block in blocks)))


def _open(data: bytes) -> list[_Page]:
    """All that pdfium says of the pages. Raises ``UnreadableFile``."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = "encrypted_file" if "password" in str(error).lower() or "security" in str(error).lower() else ""
        raise UnreadableFile(code or "damaged_file", {"kind": "pdf", "detail": str(error)}) from error
    try:
        return [_page(document[index], index + 1) for index in range(len(document))]
    except (pdfium.PdfiumError, ValueError, OverflowError) as error:
        raise UnreadableFile("damaged_file", {"kind": "pdf", "detail": str(error)}) from error
    finally:
        document.close()


def _page(page: pdfium.PdfPage, number: int) -> _Page:
    try:
        return _Page(number, text_of(page), has_rules(page), has_images(page))
    finally:
        page.close()


def _find_tables(data: bytes, pages: list[_Page]) -> list[ReadingNote]:
    """Gives the ruled pages their tables; a page whose rules cannot be read stays text, and is noted."""
    ruled = [page for page in pages if page.ruled and page.chars]
    if not ruled:
        return []
    notes = []
    try:
        plumbed = pdfplumber.open(io.BytesIO(data)).pages
    except Exception as error:  # pdfminer raises errors of many kinds on files that pdfium reads
        return [_tables_not_read(page, error) for page in ruled]
    for page in ruled:
        try:
            boxes = boxes_of_tables(plumbed[page.number - 1], page.text)
        except Exception as error:
            notes.append(_tables_not_read(page, error))
        else:
            page.tables = tables_of(boxes, page.chars, page.number)
    return notes


def _tables_not_read(page: _Page, error: Exception) -> ReadingNote:
    fields = (("detail", type(error).__name__),)
    return ReadingNote(code="tables_not_read", place=Place(page=page.number), fields=fields)


def _blocks(pages: list[_Page]) -> Iterator[RawBlock]:
    """Text and tables in reading order; a paragraph or table that a page end cuts is one."""
    margins = page_margins([page.lines for page in pages if page.lines])
    table_count = 0
    paragraph_count = 0
    for is_table, run in groupby(_flow(pages), key=lambda item: isinstance(item, PdfTable)):
        if is_table:
            for table in _put_together([item for item in run if isinstance(item, PdfTable)]):
                table_count += 1
                yield from _cells(table, table_count, pages)
            continue
        for paragraph in paragraphs_of([item for item in run if isinstance(item, TextLine)], margins):
            if text := tidy(paragraph.text):
                paragraph_count += 1
                place = Place(
                    page=paragraph.page, box=pages[paragraph.page - 1].shown(paragraph.box), paragraph=paragraph_count
                )
                yield RawBlock(text=text, place=place)


def _flow(pages: list[_Page]) -> Iterator[TextLine | PdfTable]:
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


def _cells(table: PdfTable, number: int, pages: list[_Page]) -> Iterator[RawBlock]:
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        yield RawBlock(
            text="\n".join(filter(None, map(tidy, cell.text.split("\n")))),
            kind="cell",
            place=Place(
                page=cell.page,
                box=pages[cell.page - 1].shown(cell.box),
                table=number,
                row=cell.row + 1,
                column=cell.column + 1,
            ),
            row_span=cell.tall,
            column_span=cell.wide,
        )


def _without_text(page: _Page) -> ReadingNote:
    return ReadingNote(code="page_without_text", place=Place(page=page.number))
