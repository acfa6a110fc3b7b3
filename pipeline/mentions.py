"""All that the extractors find in one document, together with its shadow."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from extractors.deadlines import find_deadlines
from extractors.degree import find_degree_words
from extractors.departments import find_departments
from extractors.goals import find_goals
from extractors.metrics import find_metrics
from extractors.modality import find_modalities
from extractors.shadow import shadow
from pipeline.parts import counted_from, part_at
from schemas.base import Span
from schemas.document import Document
from schemas.mention import Deadline, DegreeWord, Department, Goal, Metric, ModalityCue

Kind = TypeVar("Kind", bound=Span)


class InOrder(tuple[Kind, ...]):
    """Mentions in reading order, with their starts, so that those of a stretch are found by bisection."""

    starts: list[int]

    def __new__(cls, mentions: Iterable[Kind]) -> "InOrder[Kind]":
        made = super().__new__(cls, mentions)
        made.starts = [mention.start for mention in made]
        return made


@dataclass(frozen=True)
class Mentions:
    """The mentions of a document, each list in reading order."""

    shadow: str
    departments: InOrder[Department]
    deadlines: InOrder[Deadline]
    metrics: InOrder[Metric]
    goals: InOrder[Goal]
    modalities: InOrder[ModalityCue]
    degree_words: InOrder[DegreeWord]


def find_mentions(document: Document) -> Mentions:
    """Runs every extractor once over a document."""
    return Mentions(
        shadow=shadow(document.text),
        departments=InOrder(find_departments(document)),
        deadlines=InOrder(_deadlines(document)),
        metrics=InOrder(find_metrics(document)),
        goals=InOrder(find_goals(document)),
        modalities=InOrder(find_modalities(document)),
        degree_words=InOrder(find_degree_words(document)),
    )


def _deadlines(document: Document) -> list[Deadline]:
    """The deadlines, each counted from the date of the part that it stands in."""
    dates = {part.start: counted_from(document.parts, part) for part in document.parts}
    known = document.metadata.issued
    if all(day == known for day in dates.values()):
        return find_deadlines(document)
    found = []
    for day in set(dates.values()):
        dated = document.metadata.model_copy(update={"signed": day, "published": None} if day != known else {})
        of_day = find_deadlines(document.model_copy(update={"metadata": dated}))
        found += [d for d in of_day if dates[part_at(document.parts, d.start).start] == day]
    return sorted(found, key=lambda deadline: deadline.start)


def within(mentions: InOrder[Kind], start: int, end: int) -> list[Kind]:
    """The mentions that lie inside a stretch."""
    starts = mentions.starts
    first = bisect_left(starts, start)
    if first == len(starts) or starts[first] >= end:
        return []
    return [mention for mention in mentions[first : bisect_left(starts, end, first)] if mention.end <= end]


def list_at(departments: InOrder[Department], position: int, end: int) -> list[Department]:
    """The coordinated list of departments that begins at a position, as far as ``end``."""
    first = bisect_left(departments.starts, position)
    if first == len(departments) or departments.starts[first] != position:
        return []
    index = departments[first].list_index
    members = []
    for number in range(first, len(departments)):
        department = departments[number]
        if department.list_index != index or department.end > end:
            break
        members.append(department)
    return members
