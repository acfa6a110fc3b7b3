"""What a person reviews: a document cut into sections, each with its obligations and all that belongs to them marked.

Tools for annotation freeze on long documents, so that a task is one section: the largest that is not too long. The
tasks tile the document, and an obligation is never cut. What belongs to an obligation but stands in another section
(the department of a closing rule, the deadline of a heading) is told in ``Task.elsewhere``, never left out in silence.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from pipeline.outputs.rows import goal_text, target_text
from pipeline.section_tree import SectionTree
from schemas.obligation import Extraction, Obligation

MarkKind = Literal["obligation", "lead", "support", "deadline", "metric", "goal"]

LONGEST = 1500  # characters; Label Studio grows slow above 25 kB, doccano above some thousand words
SHORTEST = 150  # the lines of a letterhead and a signature are no tasks of their own


class Mark(NamedTuple):
    """A marked stretch of a task's text, half-open, in characters.

    ``value`` is what it comes to: the modality of an obligation, the name of a department written out, the day or
    recurrence of a deadline, a metric as 办结率≥95%, a goal without a number as 饮水安全：全覆盖.
    ``entity`` is the name that all spellings of a department share.
    """

    kind: MarkKind
    start: int
    end: int
    value: str
    entity: str = ""


class Elsewhere(NamedTuple):
    """What belongs to an obligation of a task but stands outside the task's text, at its place in the document."""

    obligation: int
    kind: MarkKind
    start: int
    end: int
    value: str


class Task(NamedTuple):
    """A section to review; ``start`` is its offset in the document, ``number`` counts from 1 in each document.

    ``marks`` are in reading order, each once. ``links`` are pairs of indexes in ``marks``, an obligation and what
    belongs to it; ``obligations`` maps the index of an obligation's mark to the obligation.
    """

    extraction: Extraction
    number: int
    start: int
    text: str
    section: tuple[str, ...]
    marks: tuple[Mark, ...]
    links: tuple[tuple[int, int], ...]
    obligations: dict[int, Obligation]
    elsewhere: tuple[Elsewhere, ...]


def to_tasks(extractions: Iterable[Extraction]) -> Iterator[Task]:
    """The tasks of every document in the order of the text; a section without any text is none."""
    for extraction in extractions:
        number = 0
        for start, main, end in _stretches(extraction):
            if extraction.text[start:end].strip():
                number += 1
                yield _task(extraction, start, end, main=main, number=number)


def whole_task(extraction: Extraction) -> Task:
    """A document as one task, for tools that take texts of any length."""
    return _task(extraction, 0, len(extraction.text), main=0, number=1)


def _task(extraction: Extraction, start: int, end: int, *, main: int, number: int) -> Task:
    inside = [obligation for obligation in extraction.obligations if start <= obligation.start < end]
    parts = [(obligation, part) for obligation in inside for part in _parts(obligation)]
    near = [(obligation, part) for obligation, part in parts if start <= part.start < part.end <= end]
    far = [(obligation, part) for obligation, part in parts if not start <= part.start < part.end <= end]
    marks = sorted({_moved(mark, -start) for mark in [*map(_own, inside), *(part for _, part in near)]})
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    index = {mark: position for position, mark in enumerate(marks)}
    links = ((index[_moved(_own(obligation), -start)], index[_moved(part, -start)]) for obligation, part in near)
    return Task(
        extraction=extraction,
        number=number,
        start=start,
        text=extraction.text[start:end],
        section=SectionTree(extraction.sections).path(_letter_after(extraction.text, main), extraction.text),
        marks=tuple(marks),
        links=tuple(sorted(set(links))),
        obligations={index[_moved(_own(obligation), -start)]: obligation for obligation in inside},
        elsewhere=tuple(dict.fromkeys(Elsewhere(obligation.number, *part[:4]) for obligation, part in far)),
    )


def _own(obligation: Obligation) -> Mark:
    return Mark("obligation", obligation.start, obligation.end, obligation.modality)


def _parts(obligation: Obligation) -> Iterator[Mark]:
    """What belongs to an obligation, at its place in the document."""
    for party in obligation.parties:
        yield Mark(party.role, party.start, party.end, party.name, party.entity)
    if obligation.due_start is not None and obligation.due_end is not None:
        yield Mark("deadline", obligation.due_start, obligation.due_end, obligation.due or obligation.rrule or "")
    for target in obligation.targets:
        yield Mark("metric", target.start, target.end, target_text(target))
    for goal in obligation.goals:
        yield Mark("goal", goal.start, goal.end, goal_text(goal, "zh"))


def _moved(mark: Mark, by: int) -> Mark:
    return mark._replace(start=mark.start + by, end=mark.end + by)


def _letter_after(text: str, start: int) -> int:
    return next((at for at in range(start, len(text)) if not text[at].isspace()), start)


class _Stretch(NamedTuple):
    """A stretch of the text; ``main`` is where its section begins, after short ones that were joined to it."""

    start: int
    main: int
    end: int


def _stretches(extraction: Extraction) -> list[_Stretch]:
    """Stretches that tile the text: each the largest section that is not too long, short ones joined to the next."""
    end = len(extraction.text)
    stretches: list[_Stretch] = []
    start = 0
    for main, following in pairwise([*_all_cuts(extraction), end]):
        if following - start >= SHORTEST:
            stretches.append(_Stretch(start, main, following))
            start = following
    if start < end and stretches:
        stretches[-1] = stretches[-1]._replace(end=end)
    return stretches or [_Stretch(0, 0, end)]


def _all_cuts(extraction: Extraction) -> list[int]:
    """Where the text may be cut, from its beginning on; never inside an obligation."""
    children: dict[int | None, list[int]] = {}
    for index, section in enumerate(extraction.sections):
        children.setdefault(section.parent, []).append(index)
    starts = [obligation.start for obligation in extraction.obligations]
    cuts = [0]
    for cut in _cuts(extraction, children, None, 0, len(extraction.text)):
        before = bisect_left(starts, cut) - 1
        if cut > cuts[-1] and (before < 0 or extraction.obligations[before].end <= cut):
            cuts.append(cut)
    return cuts


def _cuts(
    extraction: Extraction, children: dict[int | None, list[int]], section: int | None, start: int, end: int
) -> Iterator[int]:
    """Where a section that is too long is cut: at the sections in it; where it has none, at its lines."""
    if end - start <= LONGEST:
        return
    inner = [(index, extraction.sections[index].start) for index in children.get(section, ())]
    ends = [*(begin for _, begin in inner[1:]), end]
    yield from _line_cuts(extraction.text, start, inner[0][1] if inner else end)
    for (index, begin), follows in zip(inner, ends, strict=False):
        yield begin
        yield from _cuts(extraction, children, index, begin, follows)


def _line_cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Beginnings of lines, so that the pieces between them are as long as allowed; a longer line stays whole."""
    piece = line = start
    while line < end:
        following = text.find("\n", line, end) + 1 or end
        if following - piece > LONGEST and line > piece:
            yield line
            piece = line
        line = following
