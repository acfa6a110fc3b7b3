"""One obligation as a row, and how its parts read in a table."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.messages import Lang, problem_fields, say, say_more
from schemas.file import FileRecord
from schemas.mention import Role
from schemas.obligation import Extraction, Obligation, StatedGoal, Target
from schemas.problem import Problem
from schemas.source import Place

SEPARATOR = "；"  # no name holds it, while 、 and ， stand inside collectives: 各市、县（市、区）

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "~": "≈"}


class Row(NamedTuple):
    """An obligation with its document and the problems that touch it; ``position`` counts through the whole run."""

    position: int
    extraction: Extraction
    obligation: Obligation
    problems: tuple[Problem, ...]


class FileProblem(NamedTuple):
    """A problem with the name of its file; ``fields`` fill its message."""

    document: str
    problem: Problem


def to_rows(extractions: Iterable[Extraction], position: int = 0) -> Iterator[Row]:
    """Every obligation as a row, in the order of the store; ``position`` is that of the row before."""
    for extraction in extractions:
        for obligation in extraction.obligations:
            position += 1
            yield Row(position, extraction, obligation, problems_of(extraction, obligation))


def problems_of(extraction: Extraction, obligation: Obligation) -> tuple[Problem, ...]:
    """The problems that stand inside an obligation or in the names of its parties; notes do not count."""
    spans = [(obligation.start, obligation.end), *((party.start, party.end) for party in obligation.parties)]
    return tuple(
        problem
        for problem in extraction.problems
        if problem.severity != "note"
        and problem.start is not None
        and any(start <= problem.start < end for start, end in spans)
    )


def to_file_problems(extractions: Iterable[Extraction], unread: Iterable[FileRecord]) -> Iterator[FileProblem]:
    """The files that gave no document, because they failed or hold what another one holds; then problems of others."""
    for record in unread:
        if record.state == "same":
            other = (("other", record.same_as),)
            yield FileProblem(record.name, Problem(code="same_content", severity="note", fields=other))
        else:
            yield FileProblem(record.name, Problem(code=record.code or "", severity="error", fields=record.fields))
    for extraction in extractions:
        for problem in extraction.problems:
            yield FileProblem(extraction.document, problem)


def role_text(obligation: Obligation, role: Role) -> str:
    """The names in one role, each once."""
    return SEPARATOR.join(dict.fromkeys(obligation.names(role)))


def entity_text(obligation: Obligation, role: Role) -> str:
    """The unified names in one role, each once."""
    return SEPARATOR.join(dict.fromkeys(party.entity for party in obligation.parties if party.role == role))


def lines_text(obligation: Obligation) -> str:
    """The functional lines of the parties by their names after all reforms, each once."""
    return SEPARATOR.join(dict.fromkeys(party.current_line for party in obligation.parties if party.current_line))


def number_text(value: float) -> str:
    """A number as people write it: 50 rather than 50.0, and never 1e+16."""
    return f"{value:.0f}" if value == int(value) else f"{value:.12f}".rstrip("0")


def target_text(target: Target) -> str:
    """A metric as 入学率≥95%; a bare count (50种) has no sign, so that no cell begins with =."""
    sign = "" if target.op == "=" and not target.indicator else _SIGNS[target.op]
    return f"{target.indicator}{sign}{number_text(target.value)}{target.unit}"


def goal_text(goal: StatedGoal, lang: Lang) -> str:
    """A goal without a number, as 饮水安全：全覆盖."""
    kind = say(f"word.{goal.kind}", lang)
    return f"{goal.indicator}：{kind}" if goal.indicator else kind


def due_text(obligation: Obligation, lang: Lang) -> str:
    """The deadline for reading: the last day, and beneath it the words of the document."""
    due = obligation.due or ""
    if due.startswith("XXXX-"):
        due = say("word.year_open", lang, {"day": due.removeprefix("XXXX-")})
    return "\n".join(dict.fromkeys(part for part in (due, obligation.due_text or obligation.rrule) if part))


def place_text(place: Place | None, lang: Lang) -> str:
    """A place in the file, from the outermost part inwards."""
    if place is None:
        return ""
    parts = ((name, getattr(place, name)) for name in ("page", "paragraph", "sheet", "table", "row", "column"))
    said = [say(f"word.{name}", lang, {"n": str(value)}) for name, value in parts if value is not None]
    return " ".join(said)


def section_text(section: tuple[str, ...]) -> str:
    """The path of headings."""
    return " › ".join(re.sub(r"\s+", " ", heading) for heading in section)


def problem_text(item: FileProblem, lang: Lang, *, more: bool = False) -> str:
    """What a problem says, or with ``more`` what to do about it."""
    fields = problem_fields(item.problem, item.document)
    return say_more(item.problem.code, lang, fields) if more else say(item.problem.code, lang, fields)


def problem_place(item: FileProblem, lang: Lang) -> str:
    """Where a problem is: its place in the file, else the character it starts at."""
    place = place_text(item.problem.place, lang)
    if place or item.problem.start is None:
        return place
    return say("word.character", lang, {"n": str(item.problem.start + 1)})
