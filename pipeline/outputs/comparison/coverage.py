"""What became of each upper obligation in each lower document: one cell of the coverage matrix."""

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from pipeline.outputs.comparison.model import Compared
from schemas.comparison import AlignedPair

# not taken up; taken up as it is; tightened: a target raised, a deadline earlier, harder wording; loosened: the
# opposite; mixed: both in one obligation.
Uptake = Literal["not", "kept", "tightened", "loosened", "mixed"]
UPTAKES: tuple[Uptake, ...] = get_args(Uptake)


def uptake(pairs: Iterable[AlignedPair]) -> Uptake:
    """The uptake of one upper obligation by its pairs in one lower document."""
    pairs = list(pairs)
    tighter = any(_tighter(pair) for pair in pairs)
    looser = any(_looser(pair) for pair in pairs)
    if not pairs:
        return "not"
    if tighter and looser:
        return "mixed"
    return "tightened" if tighter else "loosened" if looser else "kept"


def coverage(compared: Sequence[Compared]) -> list[list[Uptake]]:
    """A row for each upper obligation, a cell for each lower document."""
    if not compared:
        return []
    columns = []
    for each in compared:
        by_upper: dict[int, list[AlignedPair]] = {}
        for pair in each.comparison.pairs:
            by_upper.setdefault(pair.upper, []).append(pair)
        columns.append([uptake(by_upper.get(one.number, ())) for one in each.upper.obligations])
    return [list(row) for row in zip(*columns, strict=True)]


def _tighter(pair: AlignedPair) -> bool:
    return pair.metrics_change == "raised" or pair.deadline.change == "earlier" or pair.modality == "harder"


def _looser(pair: AlignedPair) -> bool:
    return pair.metrics_change == "lowered" or pair.deadline.change == "later" or pair.modality == "softer"
