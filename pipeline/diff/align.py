"""Which obligations of two plans correspond, many to many.

One scoring function: the logistic function of a weighted sum of named parts (``pipeline/tables/diff.toml`` says what
each means, ``diff_weights.toml`` holds the fitted weights). It is applied twice. The first time a pair is looked at
alone; the second time also beside its rivals, since a fair likeness means little where a better partner exists, and
more where it explains words that no better partner does (a task that was split or merged). A pair whose probability
reaches the threshold corresponds. The threshold is higher where hardly any obligation of the shorter plan has a likely
partner: in plans about different matters a fair likeness is chance.
"""

from collections import defaultdict
from typing import NamedTuple

import numpy as np

from pipeline.diff.parts import PAIR_PARTS, Candidates, Floats, Indexes, Side, find_candidates
from pipeline.diff.settings import Weights, load_settings, load_weights
from pipeline.diff.terms import Weighing, bags

RIVAL_PARTS = ("rank_upper", "rank_lower", "new")
_EQUAL = 0.99  # the probability of a pair that says the same words
_CERTAIN = 1e-9  # where nothing is left to divide by
_NO_RIVAL = 0.02  # a pair below this probability takes no words from a better one


class Scored(NamedTuple):
    """Candidates with their probability; ``parts`` has a column for each of ``PAIR_PARTS`` and ``RIVAL_PARTS``."""

    upper: Indexes
    lower: Indexes
    parts: Floats
    score: Floats


def align(upper: Side, lower: Side) -> Scored:
    """The pairs that correspond, by the positions of their obligations."""
    candidates, weights = find_candidates(upper, lower), load_weights()
    scored = score_candidates(upper, lower, candidates, weights)
    # What says the same words corresponds, however short it is and however little that weighs.
    equal = [
        upper.terms[i].words == lower.terms[j].words != () for i, j in zip(scored.upper, scored.lower, strict=True)
    ]
    score = np.where(np.array(equal, dtype=bool), np.maximum(scored.score, _EQUAL), scored.score)
    kept = score >= threshold_of(upper, lower, candidates, weights)
    return Scored(scored.upper[kept], scored.lower[kept], scored.parts[kept], score[kept])


def score_candidates(upper: Side, lower: Side, candidates: Candidates, weights: Weights) -> Scored:
    """Every candidate with all parts and its probability."""
    alone = _alone(candidates, weights)
    parts = np.concatenate([candidates.parts, rival_parts(upper, lower, candidates, alone)], axis=1)
    score = logistic(parts, PAIR_PARTS + RIVAL_PARTS, weights.final, weights.final_intercept)
    return Scored(candidates.upper, candidates.lower, parts, score)


def threshold_of(upper: Side, lower: Side, candidates: Candidates, weights: Weights) -> float:
    """The least probability of a pair of these two documents, by how far they are about one matter: the probability of
    the best pair of an obligation, each pair looked at alone, on average over the shorter document."""
    settings = load_settings()
    sizes, positions = (len(upper.terms), len(lower.terms)), (candidates.upper, candidates.lower)
    shorter = sizes.index(min(sizes))
    best = np.zeros(max(1, sizes[shorter]))
    np.maximum.at(best, positions[shorter], _alone(candidates, weights))
    return settings.threshold if best.mean() >= settings.akin else settings.threshold_apart


def _alone(candidates: Candidates, weights: Weights) -> Floats:
    return logistic(candidates.parts, PAIR_PARTS, weights.base, weights.base_intercept)


def logistic(parts: Floats, names: tuple[str, ...], weights: dict[str, float], intercept: float) -> Floats:
    """The probability of each row."""
    total: Floats = parts @ np.array([weights[name] for name in names]) + intercept
    return 1 / (1 + np.exp(-total))


def rival_parts(upper: Side, lower: Side, candidates: Candidates, alone: Floats) -> Floats:
    """What a pair is beside its rivals: a column for each of ``RIVAL_PARTS``. ``alone`` is its probability alone."""
    # Of odds, not of probabilities, which tell 0.93 and 0.99 hardly apart; rooted, so that the second is not all lost.
    rank = np.sqrt(alone / np.maximum(1 - alone, _CERTAIN))
    by_upper = rank / _best_of(candidates.upper, rank, len(upper.terms))
    by_lower = rank / _best_of(candidates.lower, rank, len(lower.terms))
    return np.stack([by_upper, by_lower, _new_words(upper, lower, candidates, alone)], axis=1)


def _best_of(positions: Indexes, values: Floats, size: int) -> Floats:
    best = np.full(size, _CERTAIN)
    np.maximum.at(best, positions, values)
    return best[positions]


def _new_words(upper: Side, lower: Side, candidates: Candidates, alone: Floats) -> Floats:
    """The share of an obligation's words that this partner holds and no better one does, the larger of both sides."""
    weighing = Weighing([*bags(upper.terms, "words"), *bags(lower.terms, "words")])
    sides = [[frozenset(each.words) for each in side.terms] for side in (upper, lower)]
    new = np.zeros(len(alone))
    for one, other, own, partner in (
        (sides[0], sides[1], candidates.upper, candidates.lower),
        (sides[1], sides[0], candidates.lower, candidates.upper),
    ):
        rivals: dict[int, list[int]] = defaultdict(list)
        for row in np.lexsort((partner, -alone)):
            if alone[row] > _NO_RIVAL:
                rivals[int(own[row])].append(int(row))
        for position, rows in rivals.items():
            left, whole = one[position], weighing.sum(one[position])
            for row in rows:
                held = left & other[int(partner[row])]
                new[row] = max(new[row], weighing.sum(held) / whole if whole else 0.0)
                left -= held
    return new
