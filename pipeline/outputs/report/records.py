"""What the page knows of one document: plain data, offsets as browsers count them, keys that are empty left out.

Names, sections and rules repeat from row to row, so each row points into the lists of its document.
"""

from collections.abc import Hashable, Sequence
from typing import Any, Generic, TypeVar

from pipeline.messages import problem_fields
from pipeline.outputs.report.flow import flow, labels
from pipeline.outputs.report.offsets import Offsets
from pipeline.outputs.rows import problems_of, section_text, target_text
from schemas.mention import Role
from schemas.obligation import Extraction, Obligation, Party
from schemas.problem import Problem
from schemas.source import Place

Record = dict[str, Any]
Key = TypeVar("Key", bound=Hashable)


class _Numbered(Generic[Key]):
    """Things in the order in which they were first met, each known by its number from 0."""

    def __init__(self) -> None:
        self._numbers: dict[Key, int] = {}

    def __call__(self, key: Key) -> int:
        return self._numbers.setdefault(key, len(self._numbers))

    def __iter__(self) -> Any:
        return iter(self._numbers)


def document_record(extraction: Extraction, at: Offsets) -> Record:
    """A document's metadata, rows and problems: what the list of tasks, the filters and the search need."""
    sections: _Numbered[str] = _Numbered()
    units: _Numbered[tuple[str, ...]] = _Numbered()
    rules: _Numbered[str] = _Numbered()
    numbers = {id(problem): number for number, problem in enumerate(extraction.problems)}
    rows = []
    for obligation in extraction.obligations:
        touching = [numbers[id(problem)] for problem in problems_of(extraction, obligation)]
        row = _row(obligation, at)
        row["section"] = sections(section_text(obligation.section))
        row["rules"] = [rules(rule) for rule in obligation.rules]
        row |= {role: _parties(obligation, role, units, at) for role in ("lead", "support")}
        rows.append(_without_empty(row | {"problems": touching}))
    metadata = extraction.metadata.model_dump(mode="json", exclude={"number"})
    return _without_empty(metadata | {"document_number": extraction.metadata.number}) | {
        "name": extraction.document,
        "sha256": extraction.sha256,
        "kind": extraction.kind,
        "sections": list(sections),
        "units": [_without_empty(dict(zip(_UNIT, unit, strict=True))) for unit in units],
        "rules": list(rules),
        "rows": rows,
        "problems": [problem_record(problem, extraction.document, at) for problem in extraction.problems],
    }


def text_record(extraction: Extraction, at: Offsets) -> Record:
    """A document's text and how it is laid out: what is needed only when it is opened."""
    return {"text": extraction.text, "flow": flow(extraction, at), "labels": labels(extraction, at)}


def problem_record(problem: Problem, document: str, at: Offsets) -> Record:
    """A problem with all that its message names, so that the page can say it in either language."""
    known = problem.start is not None and problem.end is not None
    return _without_empty(
        {
            "code": problem.code,
            "severity": problem.severity,
            "fields": problem_fields(problem, document),
            "quote": problem.quote,
            "section": problem.section,
            "at": at.pair(problem.start or 0, problem.end or 0) if known else None,
            "place": _place(problem.place),
        }
    )


_UNIT = ("name", "entity", "line", "level", "organ", "jurisdiction")


def _unit(party: Party) -> tuple[str, ...]:
    line, level, organ = (value or "" for value in (party.current_line, party.level, party.organ))
    return (party.name, party.entity, line, level, organ, party.jurisdiction)


def _parties(
    obligation: Obligation, role: Role, units: _Numbered[tuple[str, ...]], at: Offsets
) -> Sequence[Sequence[int]]:
    """Unit number, start and end of each party in a role."""
    return [
        [units(_unit(party)), *at.pair(party.start, party.end)] for party in obligation.parties if party.role == role
    ]


def _row(obligation: Obligation, at: Offsets) -> Record:
    dated = obligation.due_start is not None and obligation.due_end is not None
    return {
        "n": obligation.number,
        "at": at.pair(obligation.start, obligation.end),
        "text": obligation.text,
        "due": obligation.due,
        "due_text": obligation.due_text,
        "due_at": at.pair(obligation.due_start or 0, obligation.due_end or 0) if dated else None,
        "due_kind": obligation.due_kind,
        "rrule": obligation.rrule,
        "metrics": [[target_text(target), *at.pair(target.start, target.end)] for target in obligation.targets],
        "goals": [[goal.kind, goal.indicator, *at.pair(goal.start, goal.end)] for goal in obligation.goals],
        "modality": obligation.modality,
        "degree": obligation.degree,
        "degree_words": list(obligation.degree_words),
        "place": _place(obligation.place),
        "confidence": obligation.confidence,
    }


def _place(place: Place | None) -> Record:
    return {} if place is None else place.model_dump(mode="json", exclude_none=True, exclude={"box"})


def _without_empty(record: Record) -> Record:
    return {key: value for key, value in record.items() if value not in (None, "", [], {}, ())}
