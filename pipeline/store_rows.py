"""An extraction as plain rows of the store's tables, and back.

A worker makes the rows of what databases take as it is, dates, lists and objects as text, so that the process that
writes has little left to do.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from schemas.document import Metadata
from schemas.obligation import Extraction, Obligation, Party, Target
from schemas.problem import Problem
from schemas.source import FileKind, Place

Row = dict[str, Any]
"""A row as it is read."""

# Rows of their own tables; all else that an extraction holds stands in the row of its document.
_TABLES = {"obligations", "problems"}
_HEAD = set(Extraction.model_fields) - _TABLES - {"document", "metadata"}


class Rows(NamedTuple):
    """Rows of one table as they are written: the names of all its columns, and for each row their values."""

    columns: tuple[str, ...]
    values: list[tuple[Any, ...]]


class DocumentRows(NamedTuple):
    """A document's rows by the name of their table; tables without any are left out."""

    document: str
    kind: FileKind
    tables: dict[str, Rows]


def packed(rows: Sequence[Row]) -> Rows:
    """Rows of one table, one at least, with their lists and objects as JSON text and their columns in one order."""
    columns = tuple(sorted(rows[0]))
    return Rows(columns, [tuple([_plain(row[column]) for column in columns]) for row in rows])


def to_rows(extraction: Extraction) -> DocumentRows:
    """All that is stored of a document."""
    name = extraction.document
    obligations: list[Row] = []
    parties: list[Row] = []
    targets: list[Row] = []
    for obligation in extraction.obligations:
        key: Row = {"document": name, "obligation": obligation.number}
        obligations.append(_obligation_row(obligation))
        parties += [key | {"position": at} | each.model_dump() for at, each in enumerate(obligation.parties, 1)]
        targets += [key | {"position": at} | each.model_dump() for at, each in enumerate(obligation.targets, 1)]
    problems = [_problem_row(name, at, problem) for at, problem in enumerate(extraction.problems, 1)]
    head = extraction.model_dump(mode="json", include=_HEAD, exclude_defaults=True)
    empty: Row = {key: [] for key in _HEAD - head.keys()}
    document = {"name": name} | empty | head | extraction.metadata.model_dump(mode="json")
    tables = {
        "documents": [document],
        "obligations": obligations,
        "parties": parties,
        "targets": targets,
        "problems": problems,
    }
    return DocumentRows(name, extraction.kind, {table: packed(rows) for table, rows in tables.items() if rows})


def to_extractions(tables: Mapping[str, Iterable[Row]]) -> list[Extraction]:
    """The documents whose rows are given; those of each table in the order of their keys."""
    parties, targets = _by_obligation(tables["parties"]), _by_obligation(tables["targets"])
    obligations: dict[str, list[Obligation]] = defaultdict(list)
    for row in tables["obligations"]:
        key = (row["document"], row["number"])
        own = {
            "parties": tuple(Party.model_validate(each) for each in parties.get(key, ())),
            "targets": tuple(Target.model_validate(each) for each in targets.get(key, ())),
        }
        obligations[row["document"]].append(Obligation.model_validate({**row, **own}))
    problems: dict[str, list[Problem]] = defaultdict(list)
    for row in tables["problems"]:
        problems[row["document"]].append(Problem.model_validate(_without(row, ("document", "position"))))
    return [_extraction(row, obligations[row["name"]], problems[row["name"]]) for row in tables["documents"]]


def _extraction(row: Row, obligations: Sequence[Obligation], problems: Sequence[Problem]) -> Extraction:
    return Extraction(
        document=row["name"],
        **{key: row[key] for key in _HEAD},
        metadata=Metadata.model_validate({key: row[key] for key in Metadata.model_fields}),
        obligations=tuple(obligations),
        problems=tuple(problems),
    )


def _obligation_row(obligation: Obligation) -> Row:
    plain = obligation.model_dump(mode="json", exclude={"parties", "targets", "place"})
    return plain | {"place": _place(obligation.place)}


def _problem_row(document: str, position: int, problem: Problem) -> Row:
    plain = problem.model_dump(exclude={"fields", "place"})
    place = "null" if problem.place is None else _place(problem.place)
    fields = [list(pair) for pair in problem.fields]
    return {"document": document, "position": position, "fields": fields, "place": place} | plain


def _by_obligation(rows: Iterable[Row]) -> dict[tuple[str, int], list[Row]]:
    found: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rows:
        own = _without(row, ("document", "obligation", "position"))
        found[row["document"], row["obligation"]].append(own)
    return found


def _without(row: Row, keys: Sequence[str]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in keys}


def _plain(value: object) -> object:
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value


def _place(place: Place) -> Row:
    return place.model_dump(mode="json", exclude_none=True)
