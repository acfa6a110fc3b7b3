"""From the blocks of a reader to a document: one fixed text, metadata, parts, sections and units."""

import hashlib
import re

from pipeline.annexes import annex_notes
from pipeline.genres import find_genre
from pipeline.metadata import read_metadata
from pipeline.parts import find_parts
from pipeline.readers.clean import BLANK
from pipeline.sections import build_sections
from pipeline.supplied import NOTHING, Supplied, differences, overrule
from pipeline.units import build_units
from schemas.document import Block, Document
from schemas.source import Place, Reading

_LINE = re.compile("([^\n\r\f\v\x85\u2028\u2029]*)(?:\r\n|[\n\r\f\v\x85\u2028\u2029]|$)")
_SURROGATE = re.compile("[\ud800-\udfff]")


def build_document(reading: Reading, *, name: str, data: bytes, supplied: Supplied = NOTHING) -> Document:
    """The document that a reading holds.

    ``data`` are the bytes of the file, for its hash. ``supplied`` (a manifest's row) takes the place of what was read.
    """
    text, blocks = _lay_out(reading)
    return _structured(text, blocks, reading, name=name, data=data, supplied=supplied)


def document_of_text(text: str, *, name: str, supplied: Supplied = NOTHING) -> Document:
    """The document of a text that stays as it is, one block a line: offsets in it are offsets in ``text``.

    Nothing is tidied, lines broken at a fixed width stay apart, and cells held apart by tabs make no table; a file
    that needs these goes through a reader. Halves of surrogate pairs, which are no characters, become U+FFFD.
    """
    text = _SURROGATE.sub("\ufffd", text)
    data = text.encode("utf-8")
    return _structured(text, _lines(text), Reading(kind="txt", blocks=()), name=name, data=data, supplied=supplied)


def _structured(
    text: str, blocks: tuple[Block, ...], reading: Reading, *, name: str, data: bytes, supplied: Supplied
) -> Document:
    read = read_metadata(text, blocks, reading.stated)
    metadata = overrule(read, supplied)
    # The title that the text shows says where its parts begin.
    parts = find_parts(text, blocks, metadata.model_copy(update={"title": read.title or metadata.title}))
    main = next((part for part in parts if part.kind == "main"), parts[0])
    title = supplied.stated.title if len(parts) == 1 else ""
    genre = metadata.genre or find_genre(title or main.title or metadata.title, text, blocks)
    metadata = metadata.model_copy(update={"genre": genre})
    sections = build_sections(text, blocks, parts)
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        kind=reading.kind,
        text=text,
        metadata=metadata,
        parts=parts,
        blocks=blocks,
        sections=sections,
        units=build_units(text, blocks, sections),
        notes=(
            *differences(read, supplied.stated),
            *reading.notes,
            *annex_notes(text, blocks, parts, reading.attachments),
        ),
    )


def _lines(text: str) -> tuple[Block, ...]:
    """The lines that hold anything, without the white space around them."""
    blocks = []
    for number, line in enumerate(_LINE.finditer(text), 1):
        bare = line[1].strip(BLANK)
        if bare:
            start = line.start() + line[1].index(bare)
            place = Place(paragraph=number)
            blocks.append(Block(start=start, end=start + len(bare), kind="paragraph", place=place))
    return tuple(blocks)


def _lay_out(reading: Reading) -> tuple[str, tuple[Block, ...]]:
    """The text, one block a line, and the blocks at their offsets."""
    blocks: list[Block] = []
    position = 0
    for raw in reading.blocks:
        end = position + len(raw.text)
        blocks.append(
            Block(
                start=position,
                end=end,
                kind=raw.kind,
                place=raw.place,
                level=raw.level,
                row_span=raw.row_span,
                column_span=raw.column_span,
            )
        )
        position = end + 1
    return "\n".join(raw.text for raw in reading.blocks), tuple(blocks)
