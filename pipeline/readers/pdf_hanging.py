"""Punctuation that hangs over the right edge of the text, in files of a writer that drops some of it.

LibreOffice (7.3 and 7.4 at least) sets a mark that no longer fits into a justified line beyond its end, and leaves some
of these marks out of the PDF: they are neither in its text nor to be seen. What is lost cannot be found again, since
the line ends as any full line does; that other marks of the file hang tells that some may be missing.
"""

from collections.abc import Mapping, Sequence

from pipeline.readers.pdf_lines import TextLine
from pipeline.readers.pdf_paragraphs import Margins
from schemas.source import Place, ReadingNote

_WRITERS = ("LibreOffice", "OpenOffice")
_MARKS = tuple("，。、；：！？")
# In ems beyond the edge: one full-width mark.
_LEAST, _MOST = 0.5, 1.5


def hanging_notes(
    producer: str, pages: Sequence[Sequence[TextLine]], margins: Mapping[int, Margins]
) -> tuple[ReadingNote, ...]:
    """One note for the whole file, placed on the page of the first mark that hangs."""
    if not any(writer in producer for writer in _WRITERS):
        return ()
    hanging = [line for lines in pages for line in lines if _hangs(line, margins)]
    if not hanging:
        return ()
    fields = (("count", str(len(hanging))),)
    return (ReadingNote(code="hanging_marks", place=Place(page=hanging[0].page), fields=fields),)


def _hangs(line: TextLine, margins: Mapping[int, Margins]) -> bool:
    beyond = (line.box[2] - margins[line.page].right) / max(line.size, 1.0)
    return line.text.endswith(_MARKS) and _LEAST < beyond < _MOST
