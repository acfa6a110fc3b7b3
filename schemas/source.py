"""What a reader gets out of one file: blocks with their places, and what the file says about itself."""

from typing import Literal

from schemas.base import Model

PictureKind = Literal["jpg", "png", "tiff", "bmp", "gif"]
FileKind = Literal["txt", "html", "docx", "pdf", "xlsx", "xls", "csv", "doc", "rtf", "ofd", PictureKind]
BlockKind = Literal["paragraph", "heading", "cell"]


class Place(Model):
    """Where in the original file something stands, counted from 1; ``None`` where the format has no such thing.

    ``box`` is (left, top, right, bottom) in points from the page's upper left corner. ``paragraph`` counts the
    paragraphs outside tables (for .txt: the lines, empty ones included).
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    paragraph: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


class RawBlock(Model):
    """One paragraph, heading or table cell as a reader found it, before it has offsets.

    A merged cell comes once, at its upper left corner, with the number of rows and columns that it covers.
    ``level`` is the heading level that the file itself states (Word style, <h1>…<h6>), 1 the highest.
    """

    text: str
    kind: BlockKind = "paragraph"
    place: Place = Place()
    level: int | None = None
    row_span: int = 1
    column_span: int = 1


class Reading(Model):
    """Everything a reader takes from a file.

    ``stated`` holds the label and value pairs of a page's metadata table (发文机关, 成文日期, 发文字号 …) as written.
    ``attachments`` are the names of the files that a page links to as its own (附件下载) and that are not in it.
    ``notes`` are (problem code, place, fields) of what could not be read: a page without text, an image.
    """

    kind: FileKind
    blocks: tuple[RawBlock, ...]
    stated: tuple[tuple[str, str], ...] = ()
    attachments: tuple[str, ...] = ()
    notes: tuple["ReadingNote", ...] = ()


class ReadingNote(Model):
    """Something a reader had to leave out; becomes a ``Problem`` of the document."""

    code: str
    place: Place = Place()
    fields: tuple[tuple[str, str], ...] = ()


Reading.model_rebuild()
