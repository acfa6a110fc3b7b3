"""PDF files: text by pdfium, ruled tables by pdfplumber, one page after the other.

Of each page only its lines and tables are kept, and pages are closed as they are done, so that a thousand pages need
hardly more memory than ten.
"""

import io
from functools import partial

import pdfplumber.pdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]

from pipeline.readers.clean import odd_notes
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.paged import LaidPage, blocks_of, lay
from pipeline.readers.pdf_chars import Box, PageText, has_images, has_rules, text_of
from pipeline.readers.pdf_hanging import hanging_notes
from pipeline.readers.pdf_paragraphs import page_margins
from pipeline.readers.pdf_tables import boxes_of_tables
from pipeline.readers.scans import Drawn, Scans, dots_a_point
from schemas.source import Place, Reading, ReadingNote


def read_pdf(data: bytes, *, ocr: bool = False) -> Reading:
    """Paragraphs and tables of a PDF, page numbers and running heads left out. Raises ``UnreadableFile``.

    With ``ocr`` pages that are pictures are recognised by machine, and each is noted.
    """
    document = _open(data)
    try:
        pages = _Pages(data, ocr=ocr)
        laid = [pages.lay(document, index) for index in range(len(document))]
        producer = document.get_metadata_value("Producer")
    except (pdfium.PdfiumError, ValueError, OverflowError) as error:
        raise UnreadableFile("damaged_file", {"kind": "pdf", "detail": str(error)}) from error
    finally:
        document.close()
    blocks = blocks_of(laid)
    if not blocks:
        raise UnreadableFile("no_text_layer", {"pages": str(len(laid))})
    odd = odd_notes((block.text, block.place) for block in blocks)
    lines = [page.lines for page in laid if page.lines]
    hanging = hanging_notes(producer, lines, page_margins(lines))
    return Reading(kind="pdf", blocks=blocks, notes=(*pages.notes, *hanging, *odd))


class _Pages:
    """The pages of a file as they are read, and what could not be."""

    def __init__(self, data: bytes, *, ocr: bool) -> None:
        self._scans = Scans(ocr=ocr)
        self.notes = self._scans.notes
        self._data = data
        self._plumbed: pdfplumber.pdf.PDF | None = None

    def lay(self, document: pdfium.PdfDocument, index: int) -> LaidPage:
        """One page. Raises errors of pdfium."""
        page = document[index]
        try:
            text = text_of(page)
            ruled = bool(text.chars) and has_rules(page)
            if not text.chars and has_images(page):
                return self._scans.lay(index + 1, text.shown.tall, partial(_drawn, page))
        finally:
            page.close()
        boxes = self._tables(index, text) if ruled else []
        return lay(index + 1, text.frame.tall, text.chars, boxes, partial(_shown, text._replace(chars=[])))

    def _tables(self, index: int, text: PageText) -> list[list[Box]]:
        """The boxes of a page's tables; a page whose rules cannot be read stays text, and is noted."""
        try:
            if self._plumbed is None:
                self._plumbed = pdfplumber.open(io.BytesIO(self._data))
            return boxes_of_tables(self._plumbed.pages[index], text)
        except Exception as error:  # pdfminer raises errors of many kinds on files that pdfium reads
            self.notes.append(_not_read(index, error))
            return []


def _not_read(index: int, error: Exception) -> ReadingNote:
    return ReadingNote(code="tables_not_read", place=Place(page=index + 1), fields=(("detail", type(error).__name__),))


def _drawn(page: pdfium.PdfPage) -> Drawn:
    dots = dots_a_point(*page.get_size())
    return page.render(scale=dots).to_numpy(), 1 / dots


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        encrypted = "password" in str(error).lower() or "security" in str(error).lower()
        code = "encrypted_file" if encrypted else "damaged_file"
        raise UnreadableFile(code, {"kind": "pdf", "detail": str(error)}) from error


def _shown(text: PageText, box: Box) -> Box:
    """A box of the upright text as it stands on the page."""
    return _rounded(text.shown.box(*text.frame.back(box)))


def _rounded(box: Box) -> Box:
    left, top, right, bottom = box
    return (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
