"""Rows of task tables: the nouns that reading a table hands on."""

from dataclasses import dataclass, replace

from pipeline.bindings import Assignment
from schemas.mention import Department, Metric


@dataclass(frozen=True)
class Row:
    """A row of a task table: the block that holds its task, and its assignment.

    ``items`` are the assignments of single items in it, where other cells name who and when under the same numbers.
    ``passed_over`` are names that no table knows in a column that only its other cells show to hold departments.
    ``metrics`` are the figures that other cells of the row ask of the task.
    """

    task: int
    assignment: Assignment
    items: tuple[Assignment, ...] = ()
    passed_over: tuple[Department, ...] = ()
    metrics: tuple[Metric, ...] = ()


def merged(first: Row, other: Row) -> Row:
    """Two rows of the table that share the cell of their task."""
    ours, theirs = first.assignment, other.assignment
    known = {bound.department.start for bound in ours.bound}
    new = tuple(bound for bound in theirs.bound if bound.department.start not in known)
    seen = {deadline.start for deadline in ours.deadlines}
    later = tuple(deadline for deadline in theirs.deadlines if deadline.start not in seen)
    due = sorted((*ours.deadlines, *later), key=lambda deadline: deadline.due or "", reverse=True)
    assignment = replace(ours, bound=ours.bound + new, deadlines=tuple(due))
    metrics = first.metrics + tuple(metric for metric in other.metrics if metric not in first.metrics)
    return replace(
        first,
        assignment=assignment,
        items=first.items + other.items,
        passed_over=first.passed_over + other.passed_over,
        metrics=metrics,
    )
