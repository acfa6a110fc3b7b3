"""Tables as grids: every place of a table, and which of the document's blocks stands there."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.rules import pattern_of
from extractors.shadow import shadow
from schemas.document import Document

_LONGEST_DITTO = 6


@dataclass
class Grid:
    """A table with every merged cell standing in each place that it covers: (row, column) → index of its block.

    Rows and columns count from 1. ``first_column`` is not 1 where a table is the right part of one that holds several.
    """

    cells: dict[tuple[int, int], int] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    first_column: int = 1

    @property
    def first_row(self) -> int:
        """A sheet's rows are counted from the top of the sheet, and titles stand above its table."""
        return min((row for row, _ in self.cells), default=1)

    @property
    def all_columns(self) -> range:
        """The numbers of its columns."""
        return range(self.first_column, self.columns + 1)

    def column(self, column: int, below: int) -> list[int]:
        """The blocks of a column below a row, each once."""
        found = (self.cells.get((row, column)) for row in range(below + 1, self.rows + 1))
        return list(dict.fromkeys(index for index in found if index is not None))

    def row(self, row: int) -> dict[int, int]:
        """The blocks of a row by their columns."""
        found = {column: self.cells.get((row, column)) for column in self.all_columns}
        return {column: index for column, index in found.items() if index is not None}


def find_grids(document: Document) -> list[Grid]:
    """The tables of a document in reading order."""
    grids: dict[int, Grid] = {}
    for index, block in enumerate(document.blocks):
        place = block.place
        if block.kind != "cell" or place.table is None or place.row is None or place.column is None:
            continue
        grid = grids.setdefault(place.table, Grid())
        for row in range(place.row, place.row + block.row_span):
            for column in range(place.column, place.column + block.column_span):
                grid.cells.setdefault((row, column), index)
        grid.rows = max(grid.rows, place.row + block.row_span - 1)
        grid.columns = max(grid.columns, place.column + block.column_span - 1)
    for grid in grids.values():
        _resolve_dittos(document, grid)
    return list(grids.values())


def _resolve_dittos(document: Document, grid: Grid) -> None:
    """A cell 同上 or 〃 is the one above it, as if the two were merged."""
    ditto = pattern_of("clauses", "as-above")
    for row, column in sorted(grid.cells):
        block = document.blocks[grid.cells[row, column]]
        short = 0 < block.end - block.start <= _LONGEST_DITTO
        if short and ditto.fullmatch(shadow(text_of(document, grid.cells[row, column]))):
            above = grid.cells.get((row - 1, column))
            if above is not None and text_of(document, above):
                grid.cells[row, column] = above


def text_of(document: Document, index: int) -> str:
    """What a cell says."""
    block = document.blocks[index]
    return document.text[block.start : block.end].strip()


def length_of(document: Document, blocks: Iterable[int]) -> int:
    """How many characters cells hold together."""
    return sum(document.blocks[index].end - document.blocks[index].start for index in blocks)
