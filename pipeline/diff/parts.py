"""The parts of the score of two obligations, for many candidate pairs at once.

Everything is computed for the candidates alone, over sparse matrices: the cost grows with the number of obligations
times the number of rivals looked at, not with all against all.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from extractors.words import Segmenter
from pipeline.diff.parties import lead_keys, party_keys
from pipeline.diff.settings import load_settings
from pipeline.diff.targets import indicator_agreement
from pipeline.diff.terms import Terms, Weighing, bags, to_terms
from schemas.obligation import Extraction, Obligation

Floats = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.int64]

PAIR_PARTS = ("clause", "heading", "no_heading", "indicator", "line")
_ROWS = 256  # rows of the matrix of similarities that are in memory together
_LEAST = 0.02  # a likeness below this is chance
_CLAUSE_PRIOR = 3.0  # weight of a clause that is held against short ones
_HEADING_PRIOR = 2.0  # likewise of a heading


class Side(NamedTuple):
    """One document: its obligations, their terms, and the text that their offsets count in."""

    obligations: tuple[Obligation, ...]
    terms: tuple[Terms, ...]
    text: str


def to_side(extraction: Extraction, segmenter: Segmenter = "jieba") -> Side:
    """A document made ready for comparing; once is enough for many comparisons."""
    return Side(extraction.obligations, tuple(to_terms(extraction, segmenter)), extraction.text)


class Candidates(NamedTuple):
    """Pairs of positions, sorted, with the values of the parts, one column a part of ``PAIR_PARTS``."""

    upper: Indexes
    lower: Indexes
    parts: Floats


class _Space:
    """Two documents in one space of terms."""

    def __init__(self, upper: Sequence[Sequence[str]], lower: Sequence[Sequence[str]], *, plain: bool = False) -> None:
        self.weighing = Weighing([*upper, *lower], plain=plain)
        self.upper, self.lower = self._matrix(upper), self._matrix(lower)

    def _matrix(self, bags: Sequence[Sequence[str]]) -> csr_matrix:
        index, weight = self.weighing.index, self.weighing.weight
        rows, columns, values = [], [], []
        for row, terms in enumerate(bags):
            for term in sorted(set(terms)):
                rows.append(row)
                columns.append(index[term])
                values.append(weight[term] * (1 + np.log(terms.count(term))))
        return csr_matrix((values, (rows, columns)), shape=(len(bags), len(index)), dtype=np.float64)

    def unit(self, matrix: csr_matrix) -> csr_matrix:
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        return csr_matrix(matrix.multiply(1 / np.maximum(lengths, 1e-9)[:, None]))

    def covers(self, i: Indexes, j: Indexes, *, prior: float) -> tuple[Floats, Floats]:
        """The share of each upper one's weight that the lower one holds, and the other way round; ``prior`` is weight
        that nobody holds, so that little is not soon all."""
        shares = []
        for one, other, a, b in ((self.upper, self.lower, i, j), (self.lower, self.upper, j, i)):
            held = np.asarray(one[a].multiply(other.sign()[b]).sum(axis=1), dtype=np.float64).ravel()
            whole = np.asarray(one.sum(axis=1), dtype=np.float64).ravel()[a]
            shares.append(held / (whole + prior))
        return shares[0], shares[1]


def find_candidates(upper: Side, lower: Side) -> Candidates:
    """The pairs worth a look, with the parts of their scores."""
    words = _Space(bags(upper.terms, "words"), bags(lower.terms, "words"))
    pairs = _Space(bags(upper.terms, "pairs"), bags(lower.terms, "pairs"), plain=True)
    whole = _Space(bags(upper.terms, "whole"), bags(lower.terms, "whole"))
    i, j = _nearest([(words.unit(each.upper), words.unit(each.lower)) for each in (words, pairs, whole)])
    columns = {**_headings(upper, lower, i, j), **_by_pair(upper, lower, words.weighing, i, j)}
    return Candidates(i, j, np.stack([columns[name] for name in PAIR_PARTS], axis=1))


def _nearest(spaces: Iterable[tuple[csr_matrix, csr_matrix]]) -> tuple[Indexes, Indexes]:
    """The most alike of every row and of every column, by the sum of the cosines in all spaces."""
    spaces = list(spaces)
    rows, columns = spaces[0][0].shape[0], spaces[0][1].shape[0]
    kept: set[tuple[int, int]] = set()
    for flip in (False, True):
        for start in range(0, columns if flip else rows, _ROWS):
            likeness = np.zeros((0, 0))
            for one, other in spaces:
                near, far = (other, one) if flip else (one, other)
                block = (near[start : start + _ROWS] @ far.T).toarray()
                likeness = block if not likeness.size else likeness + block
            for row, column in _best(likeness):
                kept.add((column, start + row) if flip else (start + row, column))
    ordered = np.array(sorted(kept), dtype=np.int64).reshape(-1, 2)
    return ordered[:, 0], ordered[:, 1]


def _best(likeness: Floats) -> Iterable[tuple[int, int]]:
    if not likeness.size:
        return
    count = min(load_settings().candidates, likeness.shape[1])
    best = np.argsort(-likeness, axis=1, kind="stable")[:, :count]
    for row in range(len(likeness)):
        yield from ((row, int(column)) for column in best[row] if likeness[row, column] > _LEAST)


def _headings(upper: Side, lower: Side, i: Indexes, j: Indexes) -> dict[str, Floats]:
    """The share of a heading that the other side's text, heading and lead-in hold, the larger of both directions; and
    the share of the two that have no heading, which speaks neither for nor against the pair."""
    heads = [bags(side.terms, "heading") for side in (upper, lower)]
    texts = [bags(side.terms, "whole") for side in (upper, lower)]
    down = _Space(heads[0], texts[1]).covers(i, j, prior=_HEADING_PRIOR)[0]
    up = _Space(texts[0], heads[1]).covers(i, j, prior=_HEADING_PRIOR)[1]
    missing = [np.array([not head for head in side], dtype=np.float64) for side in heads]
    return {"heading": np.maximum(down, up), "no_heading": (missing[0][i] + missing[1][j]) / 2}


def _by_pair(upper: Side, lower: Side, weighing: Weighing, i: Indexes, j: Indexes) -> dict[str, Floats]:
    """The parts that are read off pair by pair."""
    sets = [[frozenset(each.words) for each in side.terms] for side in (upper, lower)]
    clauses = [[_weighed(each, weighing) for each in side.terms] for side in (upper, lower)]
    leads = [[lead_keys(each) for each in side.obligations] for side in (upper, lower)]
    keys = [[party_keys(each) for each in side.obligations] for side in (upper, lower)]
    rows = []
    for a, b in zip(i.tolist(), j.tolist(), strict=True):
        best = max(_best_clause(clauses[0][a], sets[1][b], weighing), _best_clause(clauses[1][b], sets[0][a], weighing))
        line = _lines(leads[0][a], keys[0][a], leads[1][b], keys[1][b])
        agreed = indicator_agreement(
            upper.obligations[a].targets, lower.obligations[b].targets, (upper.text, lower.text)
        )
        rows.append((best, agreed, line))
    table = np.array(rows, dtype=np.float64).reshape(-1, 3)
    return dict(zip(("clause", "indicator", "line"), table.T, strict=True))


def _weighed(terms: Terms, weighing: Weighing) -> list[tuple[frozenset[str], float]]:
    return [(frozenset(clause), weighing.sum(clause)) for clause in terms.clauses]


def _best_clause(clauses: list[tuple[frozenset[str], float]], other: frozenset[str], weighing: Weighing) -> float:
    return max((weighing.sum(words & other) / (whole + _CLAUSE_PRIOR) for words, whole in clauses), default=0.0)


def _lines(
    upper_leads: frozenset[str], upper: frozenset[str], lower_leads: frozenset[str], lower: frozenset[str]
) -> float:
    """Whether the leads' lines meet: 1 as leads, 0.5 as support, 0 not, or unknown."""
    if not upper or not lower:
        return 0.0
    upper_leads, lower_leads = upper_leads or upper, lower_leads or lower
    if upper_leads & lower_leads:
        return 1.0
    return 0.5 if upper_leads & lower or lower_leads & upper else 0.0
