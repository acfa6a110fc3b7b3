"""Two documents compared: the way in for Python.

>>> from pipeline.diff.compare import compare
>>> comparison = compare(upper, lower)  # two extractions, from extract_file() or a run's store
>>> [(pair.upper, pair.lower, pair.metrics_change) for pair in comparison.pairs]  # doctest: +SKIP
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import get_args

from extractors.words import Segmenter
from pipeline.diff.align import RIVAL_PARTS, align
from pipeline.diff.deadlines import Years, change_of_deadline, years_of
from pipeline.diff.parallel import in_parallel
from pipeline.diff.parties import change_of_parties
from pipeline.diff.parts import PAIR_PARTS, Side, to_side
from pipeline.diff.targets import compare_targets, summary
from schemas.comparison import AlignedPair, Comparison, MetricChange, ModalityShift, Parts, Relation
from schemas.document import Level, Metadata
from schemas.obligation import Extraction, Obligation

_FIRMNESS = {"encourage": 1, "strive": 2, "must": 3}


def compare(
    upper: Extraction, lower: Extraction, *, segmenter: Segmenter = "jieba", relation: Relation | None = None
) -> Comparison:
    """The comparison of two documents; ``relation`` is read off their level, place and year where it is not given.

    The result depends on these two documents alone, not on what else is compared.
    """
    return next(compare_many(upper, (lower,), segmenter=segmenter, relation=relation))


def compare_many(
    upper: Extraction,
    lowers: Iterable[Extraction],
    *,
    segmenter: Segmenter = "jieba",
    relation: Relation | None = None,
) -> Iterator[Comparison]:
    """One document with many, in their order; many are spread over the processors."""
    above = to_side(upper, segmenter)
    work = partial(_compare, upper, above, segmenter=segmenter, relation=relation)
    yield from in_parallel(work, list(lowers))


def relation_of(upper: Metadata, lower: Metadata) -> Relation:
    """What two documents are to each other, by the level and place of their issuers and their years."""
    rank = {level: number for number, level in enumerate(get_args(Level))}
    if upper.level and lower.level and rank[upper.level] != rank[lower.level]:
        return "level"
    if upper.region and lower.region and upper.region != lower.region:
        return "neighbour"
    if not upper.level or not lower.level:
        return "level"
    if upper.issued and lower.issued and upper.issued.year != lower.issued.year:
        return "year"
    return "version"


def _compare(
    upper: Extraction, above: Side, lower: Extraction, *, segmenter: Segmenter, relation: Relation | None
) -> Comparison:
    relation = relation or relation_of(upper.metadata, lower.metadata)
    found = align(above, to_side(lower, segmenter))
    years = years_of(upper.metadata, lower.metadata, shifted=relation == "year")
    positions = list(zip(found.upper.tolist(), found.lower.tolist(), strict=True))
    numbers = {
        (i, j): compare_targets(
            upper.obligations[i].targets,
            lower.obligations[j].targets,
            texts=(upper.text, lower.text),
            handed_down=relation == "level",
        )
        for i, j in positions
    }
    elsewhere = _accounted_for(numbers)
    pairs = tuple(
        _pair(upper.obligations[i], lower.obligations[j], years, numbers[i, j], elsewhere[i, j], score, parts)
        for (i, j), score, parts in zip(positions, found.score.tolist(), found.parts.tolist(), strict=True)
    )
    taken_up, matched = {pair.upper for pair in pairs}, {pair.lower for pair in pairs}
    return Comparison(
        upper=upper.document,
        lower=lower.document,
        relation=relation,
        pairs=pairs,
        not_taken_up=tuple(each.number for each in upper.obligations if each.number not in taken_up),
        own=tuple(each.number for each in lower.obligations if each.number not in matched),
    )


def _pair(
    upper: Obligation,
    lower: Obligation,
    years: Years,
    numbers: tuple[MetricChange, ...],
    elsewhere: tuple[MetricChange, ...],
    score: float,
    parts: list[float],
) -> AlignedPair:
    named = dict(zip(PAIR_PARTS + RIVAL_PARTS, (round(min(part, 1.0), 4) for part in parts), strict=True))
    return AlignedPair(
        upper=upper.number,
        lower=lower.number,
        score=round(score, 4),
        parts=Parts(**named),
        deadline=change_of_deadline(upper, lower, years),
        metrics_change=summary(numbers, elsewhere=elsewhere),
        metrics=numbers,
        parties=change_of_parties(upper, lower),
        modality=_modality(upper, lower),
    )


Numbers = dict[tuple[int, int], tuple[MetricChange, ...]]


def _accounted_for(numbers: Numbers) -> Numbers:
    """For each pair its dropped numbers that another lower obligation has, its added ones that another upper has."""
    kept_above: dict[int, set[int]] = defaultdict(set)
    kept_below: dict[int, set[int]] = defaultdict(set)
    for (i, j), changes in numbers.items():
        for each in changes:
            if each.upper and each.lower:
                kept_above[i].add(each.upper.start)
                kept_below[j].add(each.lower.start)
    return {
        (i, j): tuple(
            each
            for each in changes
            if (each.upper is None and each.lower is not None and each.lower.start in kept_below[j])
            or (each.lower is None and each.upper is not None and each.upper.start in kept_above[i])
        )
        for (i, j), changes in numbers.items()
    }


def _modality(upper: Obligation, lower: Obligation) -> ModalityShift:
    one, other = upper.modality, lower.modality
    if one == other:
        return "same"
    if "prohibit" in (one, other):
        return "changed"
    return "harder" if _FIRMNESS[other] > _FIRMNESS[one] else "softer"
