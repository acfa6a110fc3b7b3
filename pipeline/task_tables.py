"""Task tables (责任分工表): the rows that bind somebody, each with its assignment."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import regex

from extractors.rules import pattern_of
from extractors.shadow import shadow
from pipeline.bindings import Assignment, Binding, Bound
from pipeline.cell_items import dates_in, items_of
from pipeline.form_tables import form_rows, read_form
from pipeline.label_lines import BINDING, Field, fields_of_cell
from pipeline.mark_columns import find_legend, mark_meaning, marked_bound, one_mark_only, starred
from pipeline.mentions import Mentions, within
from pipeline.table_columns import BY_CONTENT, GOAL, Head, find_head
from pipeline.table_grids import Grid, find_grids, text_of
from pipeline.table_parts import goes_on, side_by_side
from pipeline.table_rows import Row, merged
from pipeline.unread_tables import Unread, unread_columns, unread_table
from pipeline.value_columns import unit_in, value_in
from schemas.document import Document
from schemas.mention import Deadline, Department, Metric

_MARK = regex.compile(r"[,;。:]")
_NAMING = ("number", "group", "task", "measure", "place")
_OF_FIGURES = regex.compile(r"(?:计量|数量|计算|指标)?单\s*位")


@dataclass(frozen=True)
class TaskTables:
    """The rows of every task table in reading order, and what of the tables was not read."""

    rows: tuple[Row, ...]
    unread: tuple[Unread, ...]


def read_tables(document: Document, mentions: Mentions) -> TaskTables:
    """Everything that the tables of a document tell."""
    rows: list[Row] = []
    unread: list[Unread | None] = []
    whole = find_grids(document)
    legend = find_legend(mentions.shadow) if whole else {}
    above: tuple[Head, Grid] | None = None
    for grid in (part for each in whole for part in side_by_side(document, mentions.shadow, each)):
        head = find_head(document, mentions.shadow, grid)
        forms = [] if head else read_form(document, mentions.shadow, grid)
        if head:
            unread.append(unread_columns(document, grid, head))
        elif above and not forms and goes_on(document, mentions, *above, grid):
            head = replace(above[0], last_row=grid.first_row - 1)
        for form in forms:
            rows += form_rows(document, mentions, form)
        if head:
            rows += _Table(document, mentions, grid, head, legend).rows()
            above = (head, grid)
        elif not forms:
            unread.append(unread_table(document, grid))
    return TaskTables(tuple(rows), tuple(each for each in unread if each))


class _Table:
    """One task table with its head."""

    def __init__(
        self, document: Document, mentions: Mentions, grid: Grid, head: Head, legend: Mapping[str, Binding]
    ) -> None:
        self.document = document
        self.mentions = mentions
        self.grid = grid
        self.head = head
        self.legend = legend
        self.one_mark = one_mark_only(document, grid, head.marked, head.last_row)
        self.units = Counter(unit.block for unit in document.units)
        self.head_texts = {column: text_of(document, index) for column, index in head.cells.lowest.items()}

    def rows(self) -> list[Row]:
        """One row per cell that says what to do; where such a cell spans several rows, they bind it together."""
        rows: dict[int, Row] = {}
        for number in range(self.head.last_row + 1, self.grid.rows + 1):
            across = self.grid.row(number)
            cells = {column: across[column] for column in self.head.columns if column in across}
            if len(set(cells.values())) < 2 or self._repeats_head(cells) or self._sums_up(cells):
                continue  # a line across the whole table names a group of rows
            for row in self._row(cells, self._unit_of_figures(across)):
                rows[row.task] = merged(rows[row.task], row) if row.task in rows else row
        return list(rows.values())

    def _repeats_head(self, cells: Mapping[int, int]) -> bool:
        """Is a row the head once more, as it stands on each page?"""
        texts = {column: text for column, index in cells.items() if (text := text_of(self.document, index))}
        return len(texts) > 1 and all(self.head_texts.get(column) == text for column, text in texts.items())

    def _sums_up(self, cells: Mapping[int, int]) -> bool:
        """Is a row a total, or the heading of a group with the figures of that group beside it?"""
        leading = [cells[c] for c, (meaning, _) in self.head.meanings.items() if meaning in _NAMING and c in cells]
        texts = [shadow(text_of(self.document, index)) for index in leading]
        if any(pattern_of("clauses", "total-alone").fullmatch(text) for text in texts):
            return True
        task = cells.get(self.head.text_column or 0)
        numbers = {cells[c] for c, (meaning, _) in self.head.meanings.items() if meaning == "number" and c in cells}
        return task in numbers and not self._bound(dict(cells))[0] and not self._due(dict(cells))

    def _unit_of_figures(self, across: Mapping[int, int]) -> str:
        """What a column 单位 says that holds no departments: 公里."""
        column = next((c for c, text in self.head_texts.items() if _OF_FIGURES.fullmatch(text)), None)
        bound = column is None or self.head.meanings.get(column, ("", ""))[0] in BINDING
        return "" if column is None or bound or column not in across else text_of(self.document, across[column])

    def _row(self, cells: dict[int, int], unit: str) -> list[Row]:
        bound, passed_over = self._bound(cells)
        due = self._due(cells)
        rows = [self._as_row(index, bound, (period,)) for index, period in self._by_period(cells, due).items()]
        task = None if self.head.text_column is None else cells.get(self.head.text_column)
        if task is not None and self._says(task) and not (rows and self._only_names(task)):
            metrics, told = self._metrics(cells, task, unit)
            rows.append(replace(self._as_row(task, bound, due), metrics=metrics, items=self._items(cells, task)))
            rows += [self._as_row(index, bound, due) for index in told if index != task]
        return [replace(row, passed_over=passed_over) for row in rows]

    def _as_row(self, index: int, bound: tuple[Bound, ...], due: tuple[Deadline, ...]) -> Row:
        start, end = self.document.blocks[index].start, self.document.blocks[index].end
        return Row(index, Assignment(start, start, "row", (start, end), bound, due))

    def _says(self, index: int) -> bool:
        return self.document.blocks[index].end > self.document.blocks[index].start

    def _bound(
        self, cells: dict[int, int], item: int | None = None
    ) -> tuple[tuple[Bound, ...], tuple[Department, ...]]:
        """Who a row binds, or one item of it."""
        bound: list[Bound] = []
        passed_over: list[Department] = []
        for column, index in sorted(cells.items()):
            meaning, rule = self.head.meanings.get(column, ("", ""))
            if meaning not in BINDING or column == self.head.text_column:
                continue
            found = self._named(self._stretches(index, item), meaning, rule)
            doubted = [b.department for b in found if rule == BY_CONTENT and b.department.kind == "unknown"]
            passed_over += doubted
            bound += [b for b in found if b.department not in doubted]
        marked = self.head.marked
        bound += marked_bound(self.document, cells, marked, self.legend, alone=self.one_mark)
        return tuple(bound), tuple(passed_over)

    def _stretches(self, index: int, item: int | None = None) -> list[tuple[int, int]]:
        """The numbered items of a cell, that of one number where one is asked for; else the whole cell."""
        block = self.document.blocks[index]
        items = items_of(self.mentions.shadow, block.start, block.end)
        if item in items:
            return [items[item]]
        return list(items.values()) or [(block.start, block.end)]

    def _items(self, cells: dict[int, int], task: int) -> tuple[Assignment, ...]:
        """The assignments of the items of a task cell, where cells of departments or dates number theirs alike."""
        block = self.document.blocks[task]
        own = items_of(self.mentions.shadow, block.start, block.end)
        if not own:
            return ()
        telling = [
            index
            for column, index in cells.items()
            if index != task and self.head.meanings.get(column, ("", ""))[0] in (*BINDING, "deadline")
        ]
        spans = [self.document.blocks[index] for index in telling]
        numbered = set().union(*(items_of(self.mentions.shadow, span.start, span.end) for span in spans))
        if not numbered or not numbered <= own.keys():
            return ()
        return tuple(
            Assignment(start, start, "row", (start, end), self._bound(cells, item)[0], self._due(cells, item))
            for item, (start, end) in own.items()
        )

    def _named(self, stretches: list[tuple[int, int]], meaning: str, rule: str) -> list[Bound]:
        """The departments of a cell, by the labels in it (牵头单位：… 配合单位：…) or else by its column."""
        bound: list[Bound] = []
        for start, end in stretches:
            fields = [f for f in fields_of_cell(self.mentions.shadow, start, end) if f.meaning in BINDING]
            if not fields or self.mentions.shadow[start : fields[0].start].strip():
                fields = [Field(meaning, f"columns.{rule}", start, start, end)]
            bound += [each for field in fields for each in starred(self.document.text, field, self.legend)]
        return bound

    def _due(self, cells: dict[int, int], item: int | None = None) -> tuple[Deadline, ...]:
        """The deadlines of a row, the last day first: 6月底前完成方案，12月底前全面实施 ends in December."""
        due: list[Deadline] = []
        for column, index in sorted(cells.items()):
            if self.head.meanings.get(column, ("", ""))[0] == "deadline":
                for start, end in self._stretches(index, item):
                    due += dates_in(self.document, self.mentions, start, end)
        if not due:
            ticked = [p.deadline for c, p in self.head.periods.items() if c in cells and self._is_ticked(cells[c])]
            figured = [p.deadline for c, p in self.head.cells.periods.items() if c in self.head.values and c in cells]
            due = ticked or figured
        return tuple(sorted(due, key=lambda deadline: deadline.due or "", reverse=True))

    def _is_ticked(self, index: int) -> bool:
        return mark_meaning(text_of(self.document, index)) not in (None, "nobody")

    def _by_period(self, cells: dict[int, int], due: tuple[Deadline, ...]) -> dict[int, Deadline]:
        """The cells that say what is to be done in a period, each with its last day."""
        found: dict[int, Deadline] = {}
        alone = len(self.head.periods) == 1
        for column, period in sorted(self.head.periods.items()):
            index = cells.get(column)
            if index is None or not self._says(index) or mark_meaning(text_of(self.document, index)):
                continue
            dated = [deadline for deadline in due if deadline.due]
            found[index] = dated[0] if alone and period.yearly and dated else period.deadline
        return found

    def _only_names(self, index: int) -> bool:
        """Does a cell only name the task (城北水厂扩建工程) that the cells of the periods tell?"""
        block = self.document.blocks[index]
        if self.head.meanings.get(self.head.text_column or 0, ("", ""))[0] == "measure":
            return False
        told = _MARK.search(self.mentions.shadow, block.start, block.end)
        figures = within(self.mentions.metrics, block.start, block.end)
        return told is None and not figures and not within(self.mentions.deadlines, block.start, block.end)

    def _metrics(self, cells: dict[int, int], task: int, unit: str) -> tuple[tuple[Metric, ...], list[int]]:
        """What the cells of indicators and goals ask: figures of the one task beside them, else told by themselves."""
        metrics: list[Metric] = []
        told: list[int] = []
        alone = self.units[task] == 1
        for column, (meaning, rule) in sorted(self.head.meanings.items()):
            index = cells.get(column)
            if index is None or index == task or column in self.head.values:
                continue
            block = self.document.blocks[index]
            figures = within(self.mentions.metrics, block.start, block.end)
            if meaning == "metric" and alone:
                metrics += figures
            elif figures and (meaning == "metric" or rule == GOAL):
                told.append(index)
        if self.head.values and alone and (value := self._value(cells, task, unit)):
            metrics.append(value)
        return tuple(metrics), told

    def _value(self, cells: dict[int, int], task: int, unit: str) -> Metric | None:
        """The figure to be reached; of several years or quarters, that of the last."""
        filled = [column for column in self.head.values if column in cells]
        if not filled:
            return None
        column = filled[-1] if filled[-1] in self.head.cells.periods else filled[0]
        indicator = text_of(self.document, task)
        units = (unit, unit_in(self.head_texts.get(column, "")), unit_in(indicator))
        return value_in(self.document, cells[column], units, indicator)
