"""The cells of a table's head, in one row or several: what each names, and which name a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import regex

from extractors.deadlines import read_period
from extractors.plan_year import named_year
from extractors.rules import load_rules
from extractors.shadow import shadow
from pipeline.label_lines import BINDING, label_meaning
from pipeline.table_grids import Grid, text_of
from schemas.document import Document
from schemas.mention import Deadline

_ASIDE = regex.compile(r"\s|\([^()]*\)")
_MOST_ROWS_BELOW = 2
_YEAR_END = "年底"


class Period(NamedTuple):
    """The last day of what a column is for; ``yearly`` where that is a whole year."""

    deadline: Deadline
    yearly: bool


@dataclass(frozen=True)
class HeadCells:
    """Meanings of columns by their labels, columns of periods, and the lowest head cell of each column."""

    meanings: dict[int, tuple[str, str]] = field(default_factory=dict)
    periods: dict[int, Period] = field(default_factory=dict)
    past: frozenset[int] = frozenset()
    lowest: dict[int, int] = field(default_factory=dict)
    first_row: int = 0
    last_row: int = 0

    @property
    def unnamed(self) -> dict[int, int]:
        """The lowest head cells of the columns that neither a label nor a period names, responsible ones included."""
        named = {column for column, (meaning, _) in self.meanings.items() if meaning not in BINDING}
        return {c: index for c, index in self.lowest.items() if c not in named and c not in self.periods}


def read_heads(document: Document, shadowed: str, grid: Grid, row: int) -> HeadCells:
    """The head that begins in a row, with the rows below that complete it."""
    lowest = grid.row(row)
    meanings = named(document, shadowed, lowest)
    above: dict[int, int] = {}
    last = row
    while last - row < _MOST_ROWS_BELOW and (below := _completing(document, shadowed, grid, last, lowest)):
        last += 1
        meanings |= named(document, shadowed, below)
        above |= {column: lowest[column] for column in below if column in lowest}
        lowest |= below
    periods, past = _periods(document, lowest, above)
    kept = {column: meaning for column, meaning in meanings.items() if column not in past and column not in periods}
    return HeadCells(kept | dict.fromkeys(past, ("note", "past")), periods, frozenset(past), lowest, row, last)


def named(document: Document, shadowed: str, cells: Mapping[int, int]) -> dict[int, tuple[str, str]]:
    """The columns whose cells are known as heads."""
    heads = {
        column: label_meaning(shadowed[document.blocks[index].start : document.blocks[index].end])
        for column, index in cells.items()
    }
    return {column: meaning for column, meaning in heads.items() if meaning}


def _completing(
    document: Document, shadowed: str, grid: Grid, row: int, above: Mapping[int, int]
) -> dict[int, int] | None:
    """The cells of the next row, if they name what stands below: known heads, or names under a head that spans them."""
    below = grid.row(row + 1)
    new = {column: index for column, index in below.items() if above.get(column) != index}
    if not new or row + 1 >= grid.rows:
        return None
    known = named(document, shadowed, below)
    deeper = [column for column in known if column in new]
    if len(known) >= 2 and deeper and all(column not in above or _spans(document, above[column]) for column in deeper):
        return below
    filled = {column: index for column, index in new.items() if text_of(document, index)}
    spread = all(column not in above or _spans(document, above[column]) for column in filled)
    several = len(filled) > 1 and len({above.get(column) for column in filled}) < len(filled)
    return filled if filled and spread and several and _short(document, filled) else None


def _spans(document: Document, index: int) -> bool:
    """Does a head stand over several columns, or is it left empty where a file has lost its merged cells?"""
    return document.blocks[index].column_span > 1 or not text_of(document, index)


def _short(document: Document, cells: Mapping[int, int]) -> bool:
    texts = [text_of(document, index) for index in cells.values()]
    return all(len(text) <= 16 and "。" not in text for text in texts) and len(set(texts)) == len(texts)


def _periods(
    document: Document, lowest: Mapping[int, int], above: Mapping[int, int]
) -> tuple[dict[int, Period], set[int]]:
    """The columns of periods, and those that tell how things stood. A whole year counts beside its parts only."""
    found: dict[int, Period] = {}
    whole: dict[int, Period] = {}
    past: set[int] = set()
    for column, index in lowest.items():
        said = _ASIDE.sub("", shadow(text_of(document, index)))
        rule = load_rules("column_heads").whole_match(said)
        if rule is None:
            continue
        if rule.means == "past":
            past.add(column)
            continue
        match = rule.compiled().fullmatch(said)
        phrase = (match["said"] if match and "said" in match.re.groupindex else None) or _YEAR_END
        upper = shadow(text_of(document, above[column])) if column in above else ""
        if due := read_period(document, phrase, named_year(upper)):
            block = document.blocks[index]
            text = document.text[block.start : block.end]
            deadline = Deadline(
                start=block.start, end=block.end, text=text, due=due, rrule=None, rule=f"column_heads.{rule.id}"
            )
            period = Period(deadline, "季" not in said and "月" not in said and "半" not in said)
            (whole if rule.id == "whole-year" else found)[column] = period
    return (found | whole if found else {}), past
