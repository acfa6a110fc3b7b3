"""pairs.csv, pairs.jsonl, targets.csv, coverage.csv: the comparison for Excel, Stata, R and Python."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.messages import Lang, say
from pipeline.outputs.comparison.coverage import coverage
from pipeline.outputs.comparison.model import COLUMNS, Cell, Compared, Dyad, dyads
from pipeline.outputs.comparison.targets import HEADER, cells, target_rows
from pipeline.outputs.csv_table import safe_cell
from pipeline.outputs.files import replacing

PAIRS_CSV, PAIRS_JSONL, TARGETS, COVERAGE = "pairs.csv", "pairs.jsonl", "targets.csv", "coverage.csv"


def write_pairs_csv(path: Path, compared: Sequence[Compared], lang: Lang) -> None:
    """One dyad a row."""
    rows = ([column.value(dyad, lang) for column in COLUMNS] for each in compared for dyad in dyads(each))
    _write(path, [column.label(lang) for column in COLUMNS], rows)


def write_pairs_jsonl(path: Path, compared: Sequence[Compared]) -> None:
    """One dyad a line, codes in English; obligations without a counterpart follow with a null on the other side."""
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n", errors="replace") as file:
        for record in (record for each in compared for record in records(each)):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def records(compared: Compared) -> Iterable[dict[str, Any]]:
    """The lines of pairs.jsonl for one lower document."""
    names = {"upper_document": compared.upper.document, "lower_document": compared.lower.document}
    for dyad in dyads(compared):
        yield names | to_record(dyad)
    for number in compared.comparison.not_taken_up:
        obligation = compared.upper.obligations[number - 1]
        yield names | {"upper": obligation.text, "lower": None, "upper_number": number}
    for number in compared.comparison.own:
        obligation = compared.lower.obligations[number - 1]
        yield names | {"upper": None, "lower": obligation.text, "lower_number": number}


def to_record(dyad: Dyad) -> dict[str, Any]:
    """A dyad as plain data; ``deadline``, ``metrics`` and ``lead`` are the labels, ``…_change`` the details."""
    pair = dyad.pair
    return {
        "upper": dyad.upper.text,
        "lower": dyad.lower.text,
        "upper_number": pair.upper,
        "lower_number": pair.lower,
        "deadline": pair.deadline.change,
        "metrics": pair.metrics_change,
        "lead": pair.parties.lead,
        "modality": pair.modality,
        "score": pair.score,
        "parts": pair.parts.model_dump(),
        "deadline_change": pair.deadline.model_dump(),
        "metric_changes": [change.model_dump() for change in pair.metrics],
        "support_added": list(pair.parties.support_added),
        "support_dropped": list(pair.parties.support_dropped),
        "upper_lead": dyad.upper.names("lead"),
        "lower_lead": dyad.lower.names("lead"),
        "upper_section": list(dyad.upper.section),
        "lower_section": list(dyad.lower.section),
    }


def write_targets(path: Path, compared: Sequence[Compared], lang: Lang) -> None:
    """One number of one document a row."""
    header = [say(f"diff.{key}", lang) for key in HEADER]
    _write(path, header, (cells(row, lang) for row in target_rows(compared)))


def write_coverage(path: Path, compared: Sequence[Compared], lang: Lang) -> None:
    """The coverage matrix: an upper obligation a row, a lower document a column."""
    header = [say(f"diff.{key}", lang) for key in ("number", "text")]
    names = [each.lower.document for each in compared]
    obligations = compared[0].upper.obligations if compared else ()
    rows: Iterable[list[Cell]] = (
        [obligation.number, obligation.text, *(say(f"diff.uptake_{cell}", lang) for cell in row)]
        for obligation, row in zip(obligations, coverage(compared), strict=True)
    )
    _write(path, [*header, *names], rows)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([safe_cell(name) for name in header])
        for row in rows:
            writer.writerow([cell if isinstance(cell, int | float) else _text(cell) for cell in row])


def _text(cell: str) -> str | int:
    # A negative number is a number; only other texts that begin like a formula get their space.
    return cell if _is_number(cell) else safe_cell(cell)


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).replace("e-", "", 1).isdigit()
