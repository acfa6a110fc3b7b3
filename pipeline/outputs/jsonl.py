"""obligations.jsonl: one obligation a line, with all that is known of it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.outputs.files import replacing
from pipeline.outputs.rows import Row
from schemas.obligation import Target

JSONL_NAME = "obligations.jsonl"


def to_record(row: Row) -> dict[str, Any]:
    """An obligation as plain data, keys in a fixed order."""
    obligation, metadata = row.obligation, row.extraction.metadata
    return {
        "document": row.extraction.document,
        "number": obligation.number,
        "text": obligation.text,
        "lead": obligation.names("lead"),
        "support": obligation.names("support"),
        "due": obligation.due,
        "rrule": obligation.rrule,
        "metrics": [_metric(target) for target in obligation.targets],
        "goals": [goal.model_dump() for goal in obligation.goals],
        "modality": obligation.modality,
        "due_kind": obligation.due_kind,
        "degree": obligation.degree,
        "degree_words": list(obligation.degree_words),
        "start": obligation.start,
        "end": obligation.end,
        "part": obligation.part,
        "part_kind": obligation.part_kind,
        "section": list(obligation.section),
        "departments": [party.model_dump(mode="json") for party in obligation.parties],
        "place": obligation.place.model_dump(mode="json", exclude_none=True),
        "rules": list(obligation.rules),
        "confidence": obligation.confidence,
        "due_text": obligation.due_text,
        "problems": list(dict.fromkeys(problem.code for problem in row.problems)),
        "title": metadata.title,
        "document_number": metadata.number,
        "issuers": list(metadata.issuers),
        "level": metadata.level,
        "region": metadata.region,
        "genre": metadata.genre,
        "issued": metadata.issued.isoformat() if metadata.issued else None,
    }


@contextmanager
def jsonl_file(path: Path) -> Iterator[Callable[[Row], None]]:
    """What adds a row as a line of JSON, Chinese unescaped. Raises ``UserError``."""
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n", errors="replace") as file:

        def add(row: Row) -> None:
            file.write(json.dumps(to_record(row), ensure_ascii=False) + "\n")

        yield add


def _metric(target: Target) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "op": target.op,
        "value": _plain_number(target.value),
        "unit": target.unit,
        "indicator": target.indicator,
        "start": target.start,
        "end": target.end,
    }
    return plain if target.baseline is None else plain | {"from": _plain_number(target.baseline)}


def _plain_number(value: float) -> int | float:
    return int(value) if value == int(value) else value
