"""All that the extractors find in one document, together with its shadow."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from extractors.deadlines import find_deadlines
from extractors.degree import find_degree_words
from extractors.departments import find_departments
from extractors.metrics import find_metrics
from extractors.modality import find_modalities
from extractors.shadow import shadow
from schemas.base import Span
from schemas.document import Document
from schemas.mention import Deadline, DegreeWord, Department, Metric, ModalityCue

Kind = TypeVar("Kind", bound=Span)


@dataclass(frozen=True)
class Mentions:
    """The mentions of a document, each list in reading order."""

    shadow: str
    departments: Sequence[Department]
    deadlines: Sequence[Deadline]
    metrics: Sequence[Metric]
    modalities: Sequence[ModalityCue]
    degree_words: Sequence[DegreeWord]


def find_mentions(document: Document) -> Mentions:
    """Runs every extractor once over a document."""
    return Mentions(
        shadow=shadow(document.text),
        departments=find_departments(document),
        deadlines=find_deadlines(document),
        metrics=find_metrics(document),
        modalities=find_modalities(document),
        degree_words=find_degree_words(document),
    )


def within(mentions: Sequence[Kind], start: int, end: int) -> list[Kind]:
    """The mentions that lie inside a stretch."""
    first = bisect_left(mentions, start, key=lambda mention: mention.start)
    found = []
    for position in range(first, len(mentions)):
        mention = mentions[position]
        if mention.start >= end:
            break
        if mention.end <= end:
            found.append(mention)
    return found
