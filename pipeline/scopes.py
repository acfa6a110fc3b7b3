"""Which assignment governs which unit, for a whole document at once.

The smallest scope wins: a sentence's own bracket before the label under its section. Scopes are laid over the units
from the smallest to the largest, each unit taking the first, so that the work grows with the text and not with its
square.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.bindings import Assignment
from schemas.base import Span
from schemas.document import Unit


class Scopes:
    """The assignments of a document, looked up by unit."""

    def __init__(self, assignments: Sequence[Assignment], units: Sequence[Unit]) -> None:
        self.assignments = sorted(assignments, key=lambda a: (a.start, a.end))
        self._middles = [(unit.start + unit.end) // 2 for unit in units]
        self._index = {unit.start: position for position, unit in enumerate(units)}
        self._binding = self._lay(lambda a: bool(a.bound))
        self._dating = self._lay(lambda a: any(d.due or d.rrule for d in a.deadlines))
        self._leading = {a.start: a for a in self.assignments if a.form == "item"}
        self._closing = [a for a in self.assignments if a.form in ("label", "parenthesis", "heading")]
        self._closing_starts = [a.start for a in self._closing]

    def binding(self, unit: Unit) -> Assignment | None:
        """The assignment that says who is bound by a unit."""
        return self._binding[self._index[unit.start]]

    def dating(self, unit: Unit) -> Assignment | None:
        """The assignment that gives a unit its deadline where it has none of its own."""
        return self._dating[self._index[unit.start]]

    def leading(self, unit: Unit) -> Assignment | None:
        """The assignment that begins a unit: 由A牵头,…"""
        return self._leading.get(unit.start)

    def closing(self, start: int, end: int) -> Iterator[Assignment]:
        """Labels and brackets whose words overlap a stretch."""
        position = bisect_left(self._closing_starts, start)
        while position > 0 and self._closing[position - 1].end > start:
            position -= 1
        while position < len(self._closing) and self._closing[position].start < end:
            yield self._closing[position]
            position += 1

    def idle(self, units: Iterable[Unit | Span]) -> list[Assignment]:
        """Assignments that govern none of the given units, rows of tables left out."""
        middles = sorted((unit.start + unit.end) // 2 for unit in units)
        return [a for a in self.assignments if a.form != "row" and not _any_between(middles, *a.scope)]

    def _lay(self, wanted: Callable[[Assignment], bool]) -> list[Assignment | None]:
        laid: list[Assignment | None] = [None] * len(self._middles)
        following = list(range(len(self._middles) + 1))  # the next unit without an assignment, followed with shortcuts

        def free(position: int) -> int:
            while following[position] != position:
                following[position] = following[following[position]]
                position = following[position]
            return position

        for assignment in sorted(filter(wanted, self.assignments), key=lambda a: a.scope[1] - a.scope[0]):
            end = bisect_left(self._middles, assignment.scope[1])
            position = free(bisect_left(self._middles, assignment.scope[0]))
            while position < end:
                laid[position] = assignment
                following[position] = position + 1
                position = free(position)
        return laid


def _any_between(middles: Sequence[int], start: int, end: int) -> bool:
    position = bisect_left(middles, start)
    return position < len(middles) and middles[position] < end
