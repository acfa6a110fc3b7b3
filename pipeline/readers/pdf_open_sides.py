"""Tables that are open at their sides: rules between the columns, and none left of the first or right of the last.

Printed tables in Chinese documents are often left open so. The rules between the rows reach out to where the side
would be; a line is drawn there, without which the outer columns, mostly number and deadline, are lost.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from pipeline.readers.pdf_chars import Box

_LEVEL = 3.0
_NARROWEST = 12.0  # points: what reaches out less is a rule drawn too far
_FEWEST = 2
_MOSTLY = 0.6


def open_sides(table: Box, rules: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines that close a table, given by its box, at those sides where its horizontal rules reach beyond it."""
    left, top, right, bottom = table
    inside = [rule for rule in rules if top - _LEVEL <= rule["top"] <= bottom + _LEVEL]
    rows: dict[int, list[tuple[float, float]]] = {}
    for rule in inside:
        rows.setdefault(round(rule["top"] / _LEVEL), []).append((rule["x0"], rule["x1"]))
    reach = [_reach(spans, left, right) for spans in rows.values()]
    ends = ((_common([start for start, _ in reach]), left), (_common([end for _, end in reach]), right))
    return [_line(at, top, bottom) for at, side in ends if at is not None and abs(at - side) >= _NARROWEST]


def _reach(spans: list[tuple[float, float]], left: float, right: float) -> tuple[float, float]:
    """How far to both sides the rules of one height go on from the table, each beginning where the last one ends."""
    for x0, x1 in sorted(spans, reverse=True):
        if x0 < left <= x1 + _LEVEL:
            left = x0
    for x0, x1 in sorted(spans):
        if x1 > right >= x0 - _LEVEL:
            right = x1
    return left, right


def _common(ends: list[float]) -> float | None:
    """Where most rules end."""
    counted = Counter(round(end) for end in ends).most_common(1)
    if not counted or counted[0][1] < max(_FEWEST, _MOSTLY * len(ends)):
        return None
    return next(end for end in ends if round(end) == counted[0][0])


def _line(x: float, top: float, bottom: float) -> dict[str, Any]:
    size = {"x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0.0, "height": bottom - top}
    return {"object_type": "line", "orientation": "v", **size}
