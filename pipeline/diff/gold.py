"""Pairs of documents with gold alignment, and how far a comparison agrees with it.

The table ``corpus/pairs/pairs.toml`` lists the pairs; the format and the rules of annotation stand in
``corpus/pairs/README.md``. Scores are those of the shared scorer: a pair is right where both texts overlap the gold's
by half or more.
"""

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pipeline.extract import extract_file
from pipeline.matching import Interval, squeeze, squeeze_text
from schemas.comparison import Comparison
from schemas.obligation import Extraction

LABELS = ("deadline", "metrics", "lead")
_SAME = 0.5


class GoldPair(NamedTuple):
    """Two positions that correspond, with the labels of their changes."""

    upper: int
    lower: int
    labels: dict[str, str]


class PairOfDocuments(NamedTuple):
    """Two documents as the program reads them, with the gold pairs; ``lost`` are those whose units it lacks."""

    name: str
    upper: Extraction
    lower: Extraction
    gold: tuple[GoldPair, ...] = ()
    lost: int = 0

    @property
    def wanted(self) -> int:
        """The number of gold pairs."""
        return len(self.gold) + self.lost


class AlignmentScore(NamedTuple):
    """Agreement with the gold: F1 of the pairs, the share of right labels among them, F1 of pairs with all labels."""

    precision: float
    recall: float
    f1: float
    labels: dict[str, float]
    whole_f1: float


def read_pairs(root: Path) -> list[PairOfDocuments]:
    """The annotated pairs that are there, in the order of the table."""
    table = tomllib.loads((root / "corpus" / "pairs" / "pairs.toml").read_text(encoding="utf-8"))
    return [read_pair(root, row) for row in table["pair"] if (root / row["lower"]).is_file()]


def read_pair(root: Path, row: dict[str, str]) -> PairOfDocuments:
    """One pair of the table, both documents read from their files."""
    upper, lower = (extract_file(root / row[side], name=Path(row[side]).name) for side in ("upper", "lower"))
    path = root / row.get("alignment", f"corpus/pairs/{row['name']}/alignment.jsonl")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    above = _positions(upper, [line["upper"] for line in lines])
    below = _positions(lower, [line["lower"] for line in lines])
    gold = tuple(
        GoldPair(i, j, {label: line[label] for label in LABELS})
        for line, i, j in zip(lines, above, below, strict=True)
        if i is not None and j is not None
    )
    return PairOfDocuments(row["name"], upper, lower, gold, len(lines) - len(gold))


def score(documents: PairOfDocuments, comparison: Comparison) -> AlignmentScore:
    """How far a comparison agrees with the gold."""
    found = {(pair.upper - 1, pair.lower - 1): pair for pair in comparison.pairs}
    right = [each for each in documents.gold if (each.upper, each.lower) in found]
    labels: dict[str, list[bool]] = {label: [] for label in LABELS}
    whole = 0
    for each in right:
        pair = found[each.upper, each.lower]
        got = {"deadline": pair.deadline.change, "metrics": pair.metrics_change, "lead": pair.parties.lead}
        for label in LABELS:
            labels[label].append(each.labels[label] == got[label])
        whole += all(each.labels[label] == got[label] for label in LABELS)
    precision = len(right) / len(found) if found else 1.0
    recall = len(right) / documents.wanted if documents.wanted else 1.0
    shares = {label: sum(hits) / len(hits) if hits else 0.0 for label, hits in labels.items()}
    together = len(found) + documents.wanted
    return AlignmentScore(precision, recall, 2 * len(right) / together, shares, 2 * whole / together)


def _positions(extraction: Extraction, texts: Iterable[str]) -> list[int | None]:
    """Which obligation each quoted text is."""
    squeezed, offsets = squeeze_text(extraction.text)
    spans = [(offsets[each.start], offsets[each.end]) for each in extraction.obligations]
    return [_position(squeezed.find(squeeze(text)), len(squeeze(text)), spans) for text in texts]


def _position(start: int, length: int, spans: list[Interval]) -> int | None:
    overlaps = [(_overlap((start, start + length), span), -n) for n, span in enumerate(spans)] if start >= 0 else []
    best, position = max(overlaps, default=(0.0, 0))
    return -position if best >= _SAME else None


def _overlap(one: Interval, other: Interval) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]))
