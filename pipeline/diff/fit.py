"""Fits the weights of the parts on the annotated pairs and writes ``pipeline/tables/diff_weights.toml``.

``make fit-diff`` runs it. Logistic regression with a weak L2 penalty, once on the parts of a pair alone and once with
those beside its rivals. No part may count against its meaning: weights are at least 0, so that a part that others
make needless gets 0 instead of a weight that nobody can explain. Few parts are kept: cosines of words, of characters
and of the context, the amount of common words, softer words, whole items, chapters, a penalty for leads of another
line, the neighbours of an item, near-verbatim frames, rivals looked at twice, and trees instead of a sum were tried;
pairs that were left out of the fitting came out worse or hardly better. With ``check`` it fits as many times as there
are pairs of documents, each time without one, and says how well that one comes out: what to
expect of documents that nobody has annotated.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from pipeline.diff.align import RIVAL_PARTS, logistic, rival_parts, score_candidates, threshold_of
from pipeline.diff.gold import PairOfDocuments, read_pairs
from pipeline.diff.parts import PAIR_PARTS, Candidates, Floats, Side, find_candidates, to_side
from pipeline.diff.settings import Weights

TABLE = Path("pipeline", "tables", "diff_weights.toml")
_HEAD = (
    "# The weights of the parts of a pair's score, as `make fit-diff` fits them on the annotated pairs of corpus/pairs"
)
_PENALTY = 0.2
_UNRELATED = 0.2  # what a candidate of unrelated documents counts


class Case(NamedTuple):
    """A pair of documents with its candidates, and which of them are right."""

    documents: PairOfDocuments
    upper: Side
    lower: Side
    candidates: Candidates
    right: Floats


def cases(root: Path) -> list[Case]:
    """The annotated pairs, ready for fitting."""
    return [_case(documents) for documents in read_pairs(root)]


def unrelated(found: Sequence[Case]) -> list[Case]:
    """Every upper document with the lower ones of the other pairs, which are about other matters: nothing is right."""
    return [
        _case(
            PairOfDocuments(
                f"{one.documents.name} / {other.documents.name}", one.documents.upper, other.documents.lower
            )
        )
        for one in found
        for other in found
        if one is not other
    ]


def _case(documents: PairOfDocuments) -> Case:
    upper, lower = (to_side(each) for each in (documents.upper, documents.lower))
    candidates = find_candidates(upper, lower)
    gold = {(each.upper, each.lower) for each in documents.gold}
    pairs = zip(candidates.upper.tolist(), candidates.lower.tolist(), strict=True)
    return Case(documents, upper, lower, candidates, np.array([pair in gold for pair in pairs], dtype=np.float64))


def fit(training: Sequence[Case]) -> Weights:
    """The weights that explain the annotated pairs best."""
    right = np.concatenate([each.right for each in training])
    # Most pairs of documents that people compare are about one matter; the unrelated ones only set the threshold.
    counts = np.concatenate([np.full(len(each.right), 1.0 if each.documents.gold else _UNRELATED) for each in training])
    base, base_intercept = _regress(np.concatenate([each.candidates.parts for each in training]), right, counts)
    named = dict(zip(PAIR_PARTS, base, strict=True))
    rows = []
    for each in training:
        alone = logistic(each.candidates.parts, PAIR_PARTS, named, base_intercept)
        rivals = rival_parts(each.upper, each.lower, each.candidates, alone)
        rows.append(np.concatenate([each.candidates.parts, rivals], axis=1))
    final, final_intercept = _regress(np.concatenate(rows), right, counts)
    return Weights(
        base_intercept=base_intercept,
        base=named,
        final_intercept=final_intercept,
        final=dict(zip(PAIR_PARTS + RIVAL_PARTS, final, strict=True)),
    )


def _regress(rows: Floats, right: Floats, counts: Floats) -> tuple[list[float], float]:
    """The weights and the intercept of a logistic regression whose weights are not negative."""

    def loss(values: Floats) -> tuple[float, Floats]:
        weights, total = values[:-1], rows @ values[:-1] + values[-1]
        off = counts * (1 / (1 + np.exp(-total)) - right)
        likelihood = float((counts * (np.logaddexp(0, total) - right * total)).sum())
        slope = np.concatenate([rows.T @ off + _PENALTY * weights, [off.sum()]])
        return likelihood + _PENALTY / 2 * float(weights @ weights), slope

    bounds = [*([(0.0, None)] * rows.shape[1]), (None, None)]
    found = minimize(loss, np.zeros(len(bounds)), jac=True, bounds=bounds, method="L-BFGS-B")
    return [round(float(weight), 2) + 0.0 for weight in found.x[:-1]], round(float(found.x[-1]), 2)


def f1(case: Case, weights: Weights) -> float:
    """F1 of the pairs of a case at the threshold."""
    read = (case.upper, case.lower, case.candidates, weights)
    found = score_candidates(*read).score >= threshold_of(*read)
    hits = float(case.right[found].sum())
    return 2 * hits / (int(found.sum()) + case.documents.wanted)


def left_out(all_cases: Sequence[Case]) -> Iterator[tuple[str, float]]:
    """The F1 of every pair of documents with weights fitted on the others alone."""
    for held in all_cases:
        others = [each for each in all_cases if each is not held]
        weights = fit([*others, *unrelated(others)])
        yield held.documents.name, f1(held, weights)


def to_toml(weights: Weights) -> str:
    """The table of weights."""
    lines = [_HEAD, f"base_intercept = {weights.base_intercept}", f"final_intercept = {weights.final_intercept}"]
    for name, table in (("base", weights.base), ("final", weights.final)):
        lines += ["", f"[{name}]", *(f"{part} = {weight}" for part, weight in table.items())]
    return "\n".join(lines) + "\n"


def main(*arguments: str) -> None:
    """Write the table; with ``check`` say instead how well pairs come out that were left out of the fitting."""
    root = Path.cwd()
    found = cases(root)
    if "check" in arguments:
        sys.stdout.writelines(f"{name}\t{value:.3f}\n" for name, value in left_out(found))
        return
    weights = fit([*found, *unrelated(found)])
    (root / TABLE).write_text(to_toml(weights), encoding="utf-8", newline="\n")
    sys.stdout.writelines(f"{each.documents.name}\t{f1(each, weights):.3f}\n" for each in found)


if __name__ == "__main__":
    main(*sys.argv[1:])
