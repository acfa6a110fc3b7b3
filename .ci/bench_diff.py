"""``make bench-diff``: the alignment of ``duban diff`` beside what anybody can do in ten lines, on equal obligations.

The obligations are those that the program reads from the raw files. Every baseline gets the threshold that suits each
pair best, chosen on the gold itself, which no user could do; duban has one threshold for all.
"""

from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process
from rich.console import Console
from rich.table import Table
from sklearn.feature_extraction.text import TfidfVectorizer

from extractors.words import words
from pipeline.diff.compare import compare
from pipeline.diff.fit import cases, left_out
from pipeline.diff.gold import PairOfDocuments, read_pairs, score

ROOT = Path(__file__).resolve().parent.parent


def tfidf(upper: list[str], lower: list[str]) -> np.ndarray:
    """Cosines of TF-IDF over jieba's words."""
    rows = TfidfVectorizer(analyzer=words).fit_transform(upper + lower)
    return (rows[: len(upper)] @ rows[len(upper) :].T).toarray()


def rapidfuzz_ratio(upper: list[str], lower: list[str]) -> np.ndarray:
    """Shares of matching characters."""
    return process.cdist(upper, lower, scorer=fuzz.ratio) / 100


def best_f1(likeness: np.ndarray, documents: PairOfDocuments) -> float:
    """F1 at the threshold that suits the gold best."""
    gold = [(each.upper, each.lower) for each in documents.gold]
    found = []
    for threshold in np.unique(likeness.round(3)):
        chosen = likeness >= threshold
        found.append(2 * sum(chosen[pair] for pair in gold) / (chosen.sum() + documents.wanted))
    return float(max(found))


def main() -> None:
    """Print the table."""
    columns = ("pair", "duban", "left out", "TF-IDF", "rapidfuzz", "deadline", "metrics", "lead", "pair and changes")
    table = Table(*columns)
    left = dict(left_out(cases(ROOT)))
    for documents in read_pairs(ROOT):
        upper, lower = ([each.text for each in side.obligations] for side in (documents.upper, documents.lower))
        got = score(documents, compare(documents.upper, documents.lower))
        baselines = (best_f1(like(upper, lower), documents) for like in (tfidf, rapidfuzz_ratio))
        figures = (got.f1, left[documents.name], *baselines, *got.labels.values(), got.whole_f1)
        table.add_row(documents.name, *(f"{figure:.3f}" for figure in figures))
    Console(width=150).print(table)


if __name__ == "__main__":
    main()
