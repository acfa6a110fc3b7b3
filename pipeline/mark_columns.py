"""Columns of a matrix: departments in their heads, marks in their cells that say who leads and supports (★ ☆ √)."""

from collections.abc import Iterable, Mapping
from functools import cache

import regex

from extractors.names import parse_list
from extractors.rules import load_rules, pattern_of
from pipeline.bindings import Binding, Bound
from pipeline.label_assignments import field_bound
from pipeline.label_lines import BINDING, Field
from pipeline.table_grids import Grid, text_of
from schemas.document import Document
from schemas.mention import Department

_MOSTLY = 0.8
_FEWEST = 2
_SPACE = regex.compile(r"\s+")
_LONGEST_MARK = 8
_BEFORE_NAME = regex.compile(r"[★☆●○▲△■□◆◇◎※*][ \t]*(?=\p{Han})")
MARKED = "columns.marked"


@cache
def mark_meaning(cell: str) -> str | None:
    """What a cell says that holds a mark and nothing else: lead, support, responsible, nobody; else ``None``."""
    mark = _SPACE.sub("", cell)
    if not mark or len(mark) > _LONGEST_MARK:
        return None
    rules = (rule for rule in load_rules("cell_marks") if rule.means != "legend")
    return next((rule.means for rule in rules if rule.compiled().fullmatch(mark)), None)


def find_marked(document: Document, grid: Grid, heads: Mapping[int, int], last: int) -> dict[int, Department]:
    """The columns, by the department in their head, whose filled cells hold marks; fewer than two are no matrix."""
    found = {}
    for column, head in heads.items():
        cells = [text for index in grid.column(column, last) if (text := text_of(document, index))]
        if not cells or sum(mark_meaning(text) is not None for text in cells) < _MOSTLY * len(cells):
            continue
        if department := _department(document, head):
            found[column] = department
    known = sum(department.kind in ("organ", "collective") for department in found.values())
    return found if len(found) >= _FEWEST and known * 2 >= len(found) else {}


def _department(document: Document, index: int) -> Department | None:
    block = document.blocks[index]
    names = parse_list(document.text[block.start : block.end].replace("\n", ""), block.start)
    if len(names) != 1:
        return None
    text = document.text[block.start : block.end]
    return names[0].model_copy(update={"start": block.start, "end": block.end, "text": text})


def find_legend(shadowed: str) -> dict[str, Binding]:
    """What the document says of its marks: ★为牵头单位，☆为配合单位."""
    legend: dict[str, Binding] = {}
    for match in pattern_of("cell_marks", "legend").finditer(shadowed):
        roles: tuple[Binding, ...] = ("lead", "support", "responsible")
        legend[match["mark"]] = next(role for role in roles if match[role])
    return legend


def marked_bound(
    document: Document,
    cells: Mapping[int, int],
    marked: Mapping[int, Department],
    legend: Mapping[str, Binding],
    *,
    alone: bool,
) -> list[Bound]:
    """The departments that the marks of one row bind; ``alone``: the table knows one mark only, which all share."""
    bound = []
    for column, department in marked.items():
        said = text_of(document, cells[column]) if column in cells else ""
        meaning = legend.get(said) or mark_meaning(said)
        if meaning in ("lead", "support", "responsible"):
            same = alone and said not in legend
            bound.append(Bound(department, "responsible" if same else meaning, MARKED))  # type: ignore[arg-type]
    return bound


def one_mark_only(document: Document, grid: Grid, columns: Iterable[int], last: int) -> bool:
    """Do all the marks of a table mean the same?"""
    cells = (text_of(document, index) for column in columns for index in grid.column(column, last))
    return len({mark_meaning(cell) for cell in cells if cell} - {None, "nobody"}) <= 1


def starred(text: str, field: Field, legend: Mapping[str, Binding]) -> list[Bound]:
    """The departments of a cell or label; a mark before a name says that it leads: ★县发改局、县财政局."""
    value = text[field.value_start : field.value_end]
    marks = {field.value_start + match.end(): match[0].strip() for match in _BEFORE_NAME.finditer(value)}
    if not marks or field.meaning not in BINDING:
        return field_bound(text, field)
    bare = _BEFORE_NAME.sub(lambda match: "、" * len(match[0]), value)
    bound = field_bound(text[: field.value_start] + bare + text[field.value_end :], field)
    return [
        each._replace(binding=legend.get(marks[each.department.start], "lead"), rule=MARKED)
        if each.department.start in marks
        else each
        for each in bound
    ]
