"""Forms (督办单, 任务书): tables whose heads stand at the left of what they name, in one pair of columns or two.

督办事项 | 加快推进…
责任单位 | 县水务局 | 完成时限 | 10月底
"""

from collections.abc import Iterator, Sequence

from pipeline.bindings import Assignment, Bound
from pipeline.cell_items import dates_in
from pipeline.label_assignments import field_bound
from pipeline.label_lines import BINDING, Field, label_meaning
from pipeline.mentions import Mentions
from pipeline.table_grids import Grid, text_of
from pipeline.table_rows import Row
from schemas.document import Document
from schemas.mention import Deadline

_MOST_COLUMNS = 8
_MOSTLY = 0.6
_FEWEST = 3
_LONGEST_LABEL = 16
_TELLING = ("task", "measure")


class Pair:
    """A label with the cell beside it."""

    def __init__(self, meaning: str, rule: str, index: int) -> None:
        self.meaning, self.rule, self.index = meaning, rule, index


def read_form(document: Document, shadowed: str, grid: Grid) -> list[list[Pair]]:
    """The pairs of a form, a new list where its first label comes again; empty where the table is no form."""
    pairs = [pair for row in range(grid.first_row, grid.rows + 1) for pair in _pairs(document, shadowed, grid, row)]
    known = [pair for pair in pairs if pair.meaning]
    kinds = {pair.meaning for pair in known}
    binds = bool(kinds & {*BINDING, "deadline"})
    if len(known) < _FEWEST or len(known) < _MOSTLY * len(pairs) or not binds or not kinds & {*_TELLING}:
        return []
    forms: list[list[Pair]] = [[]]
    first = next(pair.rule for pair in known if pair.meaning in _TELLING)
    for pair in known:
        if pair.rule == first and any(other.rule == first for other in forms[-1]):
            forms.append([])
        forms[-1].append(pair)
    return forms


def _pairs(document: Document, shadowed: str, grid: Grid, row: int) -> Iterator[Pair]:
    """Each label of a row with the cell to its right; a row of one cell is a title."""
    cells = list(dict.fromkeys(grid.row(row).values()))
    if not 2 <= len(cells) <= _MOST_COLUMNS:
        return
    at = 0
    while at + 1 < len(cells):
        block = document.blocks[cells[at]]
        said = shadowed[block.start : block.end]
        found = label_meaning(said.rstrip(": ")) if len(said) <= _LONGEST_LABEL else None
        if found is None and (at or not text_of(document, cells[at])):
            at += 1
            continue
        meaning, rule = found or ("", "")
        yield Pair(meaning, rule, cells[at + 1])
        at += 2


def form_rows(document: Document, mentions: Mentions, form: Sequence[Pair]) -> Iterator[Row]:
    """The tasks and measures of a form, all bound by the names and dates that it states beside them."""
    bound: list[Bound] = []
    due: list[Deadline] = []
    for pair in form:
        block = document.blocks[pair.index]
        if pair.meaning in BINDING:
            field = Field(pair.meaning, f"columns.{pair.rule}", block.start, block.start, block.end)
            bound += field_bound(document.text, field)
        elif pair.meaning == "deadline":
            due += dates_in(document, mentions, block.start, block.end)
    for pair in form:
        start, end = document.blocks[pair.index].start, document.blocks[pair.index].end
        if pair.meaning in _TELLING and end > start:
            yield Row(pair.index, Assignment(start, start, "row", (start, end), tuple(bound), tuple(due)))
