"""Footnotes and endnotes of a Word file: each where it is referred to, so that they can be read after the text."""

from collections.abc import Iterator

from lxml import etree

from pipeline.readers.word_xml import W, WordParts, value
from schemas.source import Place

_REFERENCES = {W + "footnoteReference": W + "footnote", W + "endnoteReference": W + "endnote"}


class WordNotes:
    """The notes of one file; ``refer`` is told every paragraph and cell as it is read."""

    def __init__(self, parts: WordParts) -> None:
        self._notes = {
            (note.tag, value(note, "id")): note
            for root in (parts.footnotes, parts.endnotes)
            if root is not None
            for note in root
        }
        self._referred: dict[tuple[str, str | None], Place] = {}

    def refer(self, element: etree._Element, place: Place) -> None:
        """Keeps the place of every note that is referred to below an element."""
        if not self._notes:
            return
        for reference in element.iter(*_REFERENCES):
            if next(reference.iterancestors(W + "del", W + "moveFrom"), None) is None:
                self._referred.setdefault((_REFERENCES[str(reference.tag)], value(reference, "id")), place)

    def paragraphs(self) -> Iterator[tuple[etree._Element, Place]]:
        """The paragraphs of the notes in the order of their references, with the place of those."""
        for key, place in self._referred.items():
            if key in self._notes:
                yield from ((paragraph, place) for paragraph in self._notes[key].iter(W + "p"))
