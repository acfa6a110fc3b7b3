"""Word files (.docx): paragraphs and tables in order, with the numbers that Word writes by itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.readers.clean import odd_notes, tidy
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.word_notes import WordNotes
from pipeline.readers.word_styles import WordNumbering, WordStyles
from pipeline.readers.word_text import is_placeholder, mark_is_deleted, text_boxes, text_of
from pipeline.readers.word_xml import W, number, open_word, value
from schemas.source import Place, RawBlock, Reading

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WRAPPERS = frozenset(
    {W + "ins", W + "moveTo", W + "customXml", W + "sdtContent", W + "smartTag"}
    | {_MC + "AlternateContent", _MC + "Choice"}
)
_MOST_SPAN = 1000


def read_docx(data: bytes) -> Reading:
    """The paragraphs and tables of a Word file; headers, footers and the table of contents left out.

    Raises ``UnreadableFile``.
    """
    parts = open_word(data)
    body = parts.document.find(W + "body")
    if body is None:
        raise UnreadableFile("damaged_file", {"kind": "docx", "detail": "w:body"})
    styles = WordStyles(parts.styles)
    walk = _Walk(styles, WordNumbering(parts.numbering, styles), WordNotes(parts))
    blocks = (*walk.blocks(body), *walk.notes_behind())
    if not any(block.text for block in blocks):
        pictured = next(parts.document.iter(W + "drawing", W + "pict"), None) is not None
        raise UnreadableFile("no_text_layer" if pictured else "empty_file")
    return Reading(kind="docx", blocks=blocks, notes=odd_notes((block.text, block.place) for block in blocks))


@dataclass
class _Cell:
    """A cell on the way to its block: merged rows are added as they come."""

    text: str
    row: int
    column: int
    wide: int
    tall: int = 1


@dataclass
class _Walk:
    """One pass through a document; counts paragraphs, tables and list numbers."""

    styles: WordStyles
    numbering: WordNumbering
    notes: WordNotes
    paragraph: int = 0
    table: int = 0
    carried: str = ""

    def blocks(self, container: etree._Element) -> Iterator[RawBlock]:
        for element in _content(container):
            if element.tag == W + "p":
                yield from self._paragraph(element)
            elif _is_frame(element):
                for cell in (cell for row in _rows(element) for cell in _cells(row)):
                    yield from self.blocks(cell)
            else:
                yield from self._table(element)
        if self.carried:  # the last paragraph's mark is deleted; nothing follows that it could join
            text, self.carried = tidy(self.carried), ""
            yield RawBlock(text=text, place=Place(paragraph=self.paragraph))

    def notes_behind(self) -> Iterator[RawBlock]:
        """The footnotes and endnotes, each at the place that refers to it."""
        for paragraph, place in self.notes.paragraphs():
            if text := self._text(paragraph):
                yield RawBlock(text=text, place=place)

    def _paragraph(self, element: etree._Element) -> Iterator[RawBlock]:
        self.paragraph += 1
        text = self._text(element)
        if text is None:
            return
        level = self.styles.level(element)
        place = Place(paragraph=self.paragraph)
        self.notes.refer(element, place)
        if text:
            yield RawBlock(text=text, kind="heading" if level else "paragraph", level=level, place=place)
        for box in text_boxes(element):
            yield from self.blocks(box)

    def _text(self, element: etree._Element) -> str | None:
        """The paragraph with its number; ``None`` where its text goes on in the next or is no text."""
        if self.styles.is_contents(element):
            return None
        bare = text_of(element)
        # Word counts an empty numbered paragraph too; a person sees a number without text, which says nothing.
        text = self.carried + (self.numbering.number_of(element) if not self.carried else "") + bare
        if mark_is_deleted(element):
            self.carried = text if bare else self.carried
            return None
        self.carried = ""
        return "\n".join(filter(None, map(tidy, text.split("\n")))) if bare.strip() or text_has_more(text, bare) else ""

    def _table(self, element: etree._Element) -> Iterator[RawBlock]:
        self.table += 1
        table = self.table
        for cell in self._grid(element, table):
            yield RawBlock(
                text=cell.text,
                kind="cell",
                place=Place(table=table, row=cell.row, column=cell.column),
                row_span=cell.tall,
                column_span=cell.wide,
            )

    def _grid(self, element: etree._Element, table: int) -> list[_Cell]:
        """The cells of a table in reading order; one that goes on from the row above makes that one taller."""
        cells: list[_Cell] = []
        above: dict[int, _Cell] = {}
        for row, row_element in enumerate(_rows(element), start=1):
            column = 1 + max(0, number(value(row_element.find(f"{W}trPr/{W}gridBefore")), 0))
            here: dict[int, _Cell] = {}
            for tc in _cells(row_element):
                wide = min(max(1, number(value(tc.find(f"{W}tcPr/{W}gridSpan")), 1)), _MOST_SPAN)
                origin = above.get(column)
                if _goes_on(tc, "vMerge") and origin is not None:
                    origin.tall = row - origin.row + 1
                    here[column] = origin
                elif _goes_on(tc, "hMerge") and here:
                    list(here.values())[-1].wide += wide
                else:
                    here[column] = _Cell(self._cell_text(tc), row, column, wide)
                    self.notes.refer(tc, Place(table=table, row=row, column=column))
                    cells.append(here[column])
                column += wide
            above = here
        return cells

    def _cell_text(self, tc: etree._Element) -> str:
        """The lines of a cell; a table inside it comes cell by cell."""
        lines: list[str] = []
        for element in _content(tc):
            if element.tag == W + "p":
                lines.append(self._text(element) or "")
                lines += [self._cell_text(box) for box in text_boxes(element)]
            else:
                lines += [self._cell_text(cell) for row in _rows(element) for cell in _cells(row)]
        lines.append(tidy(self.carried))
        self.carried = ""
        return "\n".join(filter(None, lines))


def text_has_more(text: str, bare: str) -> bool:
    """Whether text carried over from a deleted paragraph mark stands before an empty paragraph."""
    return len(text) > len(bare) and bool(text.strip()) and not bare


def _content(container: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of a container, those in content controls and insertions included."""
    for child in container:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif (child.tag == W + "sdt" and _is_written(child)) or child.tag in _WRAPPERS:
            yield from _content(child)


def _inside(container: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag == W + "sdt" or child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _rows(table: etree._Element) -> list[etree._Element]:
    return [row for row in _inside(table, W + "tr") if row.find(f"{W}trPr/{W}del") is None]


def _cells(row: etree._Element) -> list[etree._Element]:
    return list(_inside(row, W + "tc"))


def _is_frame(table: etree._Element) -> bool:
    """A table of one column is a frame around paragraphs (专栏) and is read as those."""
    return all(len(_cells(row)) <= 1 for row in _rows(table))


def _is_written(control: etree._Element) -> bool:
    """Whether a content control holds text of the document: no table of contents, no 单击此处输入文字."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return value(gallery) != "Table of Contents" and not is_placeholder(control)


def _goes_on(cell: etree._Element, name: str) -> bool:
    merge = cell.find(f"{W}tcPr/{W}{name}")
    return merge is not None and value(merge) in (None, "continue")
