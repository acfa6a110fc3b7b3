"""targets.csv: one row per document and number, with the gap to the upper plan, for studies of 层层加码.

Every number of the upper plan has a row for the upper plan itself and one for every lower document, also where there
is nothing to find there. ``stated``: the document gives a number for it. ``not_stated``: it takes the task up without
a number. ``not_found``: it does not take the task up, or the alignment missed it. ``own``: a number without one above.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from pipeline.messages import Lang, say
from pipeline.outputs.comparison.model import Cell, Compared
from pipeline.outputs.rows import number_text
from schemas.comparison import AlignedPair, MetricChange
from schemas.obligation import Extraction, Obligation, Target

Status = Literal["upper", "stated", "not_stated", "not_found", "own"]

HEADER = (
    *("document", "level", "region", "issued", "number", "indicator", "year", "value", "unit", "comparator"),
    *("modifier", "modality_word", "status", "upper_number", "upper_indicator", "upper_value", "gap", "gap_share"),
    *("change", "metric_basis", "text"),
)


class TargetRow(NamedTuple):
    """One row; ``change`` is that against the upper plan, ``None`` where nothing was compared."""

    extraction: Extraction
    obligation: Obligation | None
    target: Target | None
    status: Status
    upper: Target | None = None
    upper_number: int | None = None
    change: MetricChange | None = None


def target_rows(compared: Sequence[Compared]) -> Iterator[TargetRow]:
    """The upper plan's numbers, then those of each lower document."""
    if not compared:
        return
    upper = compared[0].upper
    for obligation in upper.obligations:
        for target in obligation.targets:
            yield TargetRow(upper, obligation, target, "upper")
    for each in compared:
        yield from _rows_of(each)


def _rows_of(compared: Compared) -> Iterator[TargetRow]:
    lower, pairs = compared.lower, compared.comparison.pairs
    matched: set[int] = set()
    for obligation in compared.upper.obligations:
        mine = [pair for pair in pairs if pair.upper == obligation.number]
        for target in obligation.targets:
            found = [
                (pair, change) for pair in mine for change in pair.metrics if change.upper == target and change.lower
            ]
            for pair, change in found:
                assert change.lower is not None  # as selected above
                matched.add(change.lower.start)
                below = lower.obligations[pair.lower - 1]
                yield TargetRow(lower, below, change.lower, "stated", target, obligation.number, change)
            if not found:
                yield _missing(lower, mine, target, obligation)
    for obligation in lower.obligations:
        for target in obligation.targets:
            if target.start not in matched:
                yield TargetRow(lower, obligation, target, "own")


def _missing(lower: Extraction, mine: Sequence[AlignedPair], target: Target, obligation: Obligation) -> TargetRow:
    below = lower.obligations[mine[0].lower - 1] if mine else None
    return TargetRow(lower, below, None, "not_stated" if mine else "not_found", target, obligation.number)


def cells(row: TargetRow, lang: Lang) -> list[Cell]:
    """The values of a row in the order of ``HEADER``; numbers that are missing are empty."""
    metadata, target, change, obligation = row.extraction.metadata, row.target, row.change, row.obligation
    return [
        row.extraction.document,
        metadata.level or "",
        metadata.region,
        metadata.issued.isoformat() if metadata.issued else "",
        obligation.number if obligation else "",
        target.indicator if target else "",
        _year(row),
        number_text(target.value) if target else "",
        target.unit if target else "",
        target.op if target else "",
        _modifier(row),
        say(f"word.{obligation.modality}", lang) if obligation else "",
        say(f"diff.status_{row.status}", lang),
        row.upper_number or "",
        row.upper.indicator if row.upper else "",
        number_text(row.upper.value) if row.upper else "",
        number_text(change.step) if change and change.step is not None else "",
        f"{change.step_share:.4g}" if change and change.step_share is not None else "",
        say(f"diff.change_{change.change}", lang) if change else "",
        say(f"diff.metric_basis_{change.basis}", lang) if change and change.basis else "",
        obligation.text if obligation else "",
    ]


def _year(row: TargetRow) -> Cell:
    due = row.obligation.due if row.obligation else None
    return int(due[:4]) if due and due[:4].isdigit() else ""


def _modifier(row: TargetRow) -> str:
    """The words that say how firmly: 力争, 确保, and 左右 for a number that is about."""
    if row.obligation is None or row.target is None:
        return ""
    about = ("左右",) if row.target.op == "~" else ()
    return "；".join((*row.obligation.degree_words, *about))
