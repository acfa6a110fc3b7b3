"""Finding one's way in the tree of sections."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from schemas.document import Block, Document, Section


class SectionTree:
    """The sections and blocks of a document, looked up by position in logarithmic time."""

    def __init__(self, sections: Sequence[Section], blocks: Sequence[Block] = ()) -> None:
        self._sections = sections
        self._starts = [section.start for section in sections]
        self._blocks = blocks
        self._block_starts = [block.start for block in blocks]

    @classmethod
    def of(cls, document: Document) -> "SectionTree":
        return cls(document.sections, document.blocks)

    def innermost(self, position: int) -> int | None:
        """Index of the innermost section that holds a position, ``None`` where there is none."""
        index: int | None = bisect_right(self._starts, position) - 1
        if index is None or index < 0:
            return None
        while index is not None and self._sections[index].end <= position:
            index = self._sections[index].parent
        return index

    def chain(self, position: int) -> Iterator[Section]:
        """The sections that hold a position, innermost first."""
        index = self.innermost(position)
        while index is not None:
            section = self._sections[index]
            yield section
            index = section.parent

    def block(self, position: int) -> Block:
        """The block that holds a position, or the last one before it."""
        return self._blocks[max(bisect_right(self._block_starts, position) - 1, 0)]

    def path(self, position: int, text: str) -> tuple[str, ...]:
        """Number and heading of the sections that hold a position, outermost first."""
        parts = [
            (section.number + text[section.heading_start : section.heading_end].strip()).rstrip("。：:；;")
            for section in self.chain(position)
        ]
        return tuple(part for part in reversed(parts) if part)
