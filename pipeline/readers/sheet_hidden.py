"""Rows and columns of a sheet that a person does not see.

What somebody hid by hand is taken back, as a hidden sheet is, and is left out. A filter that was left on and a group
that was folded only show less for a while: those rows belong to the list and are read. Both are told.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from lxml import etree
from openpyxl.utils.cell import get_column_letter

from schemas.source import ReadingNote

TAGS = ("col", "filterColumn", "tablePart")
_MOST_COLUMNS = 16_384


class Hidden(NamedTuple):
    """Rows and columns hidden by hand, and those that a filter or a folded group hides."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    folded_rows: frozenset[int] = frozenset()
    folded_columns: frozenset[int] = frozenset()


class HiddenParts:
    """Takes note of the hidden rows and columns while a sheet's parts are read."""

    def __init__(self) -> None:
        self._rows: dict[int, bool] = {}
        self._columns: dict[int, bool] = {}
        self._filtered = False

    def note(self, element: etree._Element) -> None:
        """A part that is no row: the sizes of columns, a filter that is on, a table that may have one."""
        if element.get("min") is None:
            self._filtered = True
        elif _is_hidden(element, "width"):
            first, last = (_number(element.get(name)) for name in ("min", "max"))
            self._columns.update(dict.fromkeys(range(first, min(last, _MOST_COLUMNS) + 1), _is_folded(element)))

    def row(self, element: etree._Element, number: int) -> None:
        """A row, which may be hidden."""
        if _is_hidden(element, "ht"):
            self._rows[number] = _is_folded(element)

    def found(self) -> Hidden:
        """What was hidden, once the whole sheet has been read: filters stand behind the rows that they hide."""
        folded = frozenset(row for row, grouped in self._rows.items() if grouped or self._filtered)
        folded_columns = frozenset(column for column, grouped in self._columns.items() if grouped)
        return Hidden(frozenset(self._rows) - folded, frozenset(self._columns) - folded_columns, folded, folded_columns)


def hidden_notes(sheet: str, hidden: Hidden, used: Iterable[tuple[int, int]]) -> list[ReadingNote]:
    """What a reader tells of a sheet whose hidden places hold something: what it left out, and what it read."""
    rows, columns = (set(numbers) for numbers in zip(*used, strict=True)) if used else (set(), set())
    kinds = (
        ("hidden_cells", hidden.rows, hidden.columns),
        ("folded_cells", hidden.folded_rows, hidden.folded_columns),
    )
    notes = []
    for code, hidden_rows, hidden_columns in kinds:
        spans = [f"{first}:{last}" for first, last in _runs(hidden_rows & rows)]
        letters = _runs(hidden_columns & columns)
        spans += [f"{get_column_letter(first)}:{get_column_letter(last)}" for first, last in letters]
        if spans:
            notes.append(ReadingNote(code=code, fields=(("sheet", sheet), ("cells", "、".join(spans)))))
    return notes


def _is_hidden(element: etree._Element, size: str) -> bool:
    return element.get("hidden") in ("1", "true") or element.get(size) in ("0", "0.0")


def _is_folded(element: etree._Element) -> bool:
    return _number(element.get("outlineLevel")) > 0


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 8 else 0


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers that follow each other, as first and last."""
    ordered = sorted(numbers)
    starts = [n for before, n in pairwise([ordered[0] - 2, *ordered]) if n != before + 1] if ordered else []
    ends = [n for n, after in pairwise([*ordered, ordered[-1] + 2]) if after != n + 1] if ordered else []
    return list(zip(starts, ends, strict=True))
