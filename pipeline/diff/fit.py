"""Fits the weights of the parts on the annotated pairs and writes ``pipeline/tables/diff_weights.toml``.

``make fit-diff`` runs it. Logistic regression with an L2 penalty (scikit-learn), once on the parts of a pair alone and
once with those beside its rivals. With ``check`` it fits as many times as there are pairs of documents, each time
without one, and says how well that one comes out: what to expect of documents that nobody has annotated.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from pipeline.diff.align import RIVAL_PARTS, logistic, rival_parts, score_candidates
from pipeline.diff.gold import PairOfDocuments, read_pairs
from pipeline.diff.parts import PAIR_PARTS, Candidates, Floats, Side, find_candidates, to_side
from pipeline.diff.settings import Weights, load_settings

TABLE = Path("pipeline", "tables", "diff_weights.toml")
_HEAD = "# The weights of the parts of a pair's score, as `make fit-diff` fits them on the annotated pairs of corpus/pairs"
_PENALTY = 1.0


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


def _case(documents: PairOfDocuments) -> Case:
    upper, lower = (to_side(each) for each in (documents.upper, documents.lower))
    candidates = find_candidates(upper, lower)
    gold = {(each.upper, each.lower) for each in documents.gold}
    pairs = zip(candidates.upper.tolist(), candidates.lower.tolist(), strict=True)
    return Case(documents, upper, lower, candidates, np.array([pair in gold for pair in pairs], dtype=np.float64))


def fit(training: Sequence[Case]) -> Weights:
    """The weights that explain the annotated pairs best."""
    right = np.concatenate([each.right for each in training])
    base, base_intercept = _regress(np.concatenate([each.candidates.parts for each in training]), right)
    named = dict(zip(PAIR_PARTS, base, strict=True))
    rows = []
    for each in training:
        alone = logistic(each.candidates.parts, PAIR_PARTS, named, base_intercept)
        rivals = rival_parts(each.upper, each.lower, each.candidates, alone)
        rows.append(np.concatenate([each.candidates.parts, rivals], axis=1))
    final, final_intercept = _regress(np.concatenate(rows), right)
    return Weights(
        base_intercept=base_intercept,
        base=named,
        final_intercept=final_intercept,
        final=dict(zip(PAIR_PARTS + RIVAL_PARTS, final, strict=True)),
    )


def _regress(rows: Floats, right: Floats) -> tuple[list[float], float]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_PENALTY, max_iter=5000).fit(rows, right)
    return [round(float(weight), 4) for weight in model.coef_[0]], round(float(model.intercept_[0]), 4)


def f1(case: Case, weights: Weights) -> float:
    """F1 of the pairs of a case at the threshold."""
    found = score_candidates(case.upper, case.lower, case.candidates, weights).score >= load_settings().threshold
    hits = float(case.right[found].sum())
    return 2 * hits / (int(found.sum()) + case.documents.wanted)


def left_out(all_cases: Sequence[Case]) -> Iterator[tuple[str, float]]:
    """The F1 of every pair of documents with weights fitted on the others alone."""
    for held in all_cases:
        weights = fit([each for each in all_cases if each is not held])
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
    weights = fit(found)
    (root / TABLE).write_text(to_toml(weights), encoding="utf-8", newline="\n")
    sys.stdout.writelines(f"{each.documents.name}\t{f1(each, weights):.3f}\n" for each in found)


if __name__ == "__main__":
    main(*sys.argv[1:])
