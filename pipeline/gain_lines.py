"""The sentences that got better or worse between two measures, losses first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pipeline.measuring import Measured

_MISSED = ("missed", "not_in_document")
_SEPARATOR = "、"

Faults = dict[str, tuple[str, str]]


class Change(NamedTuple):
    """One field of one sentence: what the gold says, and what came out before and after."""

    better: bool
    document: str
    text: str
    field: str
    gold: str
    before: str
    after: str

    def lines(self) -> Iterator[str]:
        """The change as text."""
        yield f"  {self.document} · {self.field}"
        yield f"    “{' '.join(self.text.split())}”"
        told = (("gold", self.gold), ("before", self.before), ("after", self.after))
        yield "    " + "   ".join(f"{name}: {value or '(nothing)'}" for name, value in told if name != "gold" or value)


def gains_and_losses(before: Mapping[str, Measured], after: Mapping[str, Measured]) -> Iterator[str]:
    """Every sentence of the documents in both measures that got worse, then every one that got better."""
    found = [change for name in after if name in before for change in changes(name, before[name], after[name])]
    for better, title in ((False, "Losses"), (True, "Gains")):
        chosen = [change for change in found if change.better is better]
        yield f"{title}: {len(chosen)}"
        for change in chosen:
            yield from change.lines()
        if not better:
            yield ""


def changes(name: str, before: Measured, after: Measured) -> Iterator[Change]:
    """What changed in one document, in the order of its differences. A sentence that stands twice counts as one."""
    earlier, later = _by_sentence(before), _by_sentence(after)
    for text in dict.fromkeys((*later, *earlier)):
        yield from _of_sentence(name, text, earlier.get(text, {}), later.get(text, {}))


def _by_sentence(measured: Measured) -> dict[str, Faults]:
    faults: dict[str, Faults] = {}
    for kind, text, gold, got in measured.differences:
        faults.setdefault(text, {})["units" if kind in _MISSED else kind] = (gold, got)
    return faults


def _of_sentence(name: str, text: str, before: Faults, after: Faults) -> Iterator[Change]:
    if ("extra" in before) != ("extra" in after):
        states = ("found, and not in the gold", "not found")
        first, second = states if "extra" in before else states[::-1]
        yield Change("extra" in before, name, text, "units", "", first, second)
    if ("units" in before) != ("units" in after):
        yield Change("units" in before, name, text, "units", "", _state(before), _state(after))
        return  # its fields cannot be compared
    for field in dict.fromkeys((*before, *after)):
        if field in ("units", "extra") or before.get(field) == after.get(field):
            continue
        gold = (before.get(field) or after[field])[0]
        got = [faults[field][1] if field in faults else gold for faults in (before, after)]
        first_score, second_score = (_likeness(gold, value) for value in got)
        if first_score != second_score:
            yield Change(second_score > first_score, name, text, field, gold, *got)


def _state(faults: Faults) -> str:
    if "units" in faults:
        return "missed"
    wrong = [field for field in faults if field != "extra"]
    return f"found, but wrong in {_joined(wrong)}" if wrong else "found"


def _joined(words: Iterable[str]) -> str:
    return ", ".join(words)


def _likeness(gold: str, got: str) -> float:
    """How much of a field's items agree, as F1."""
    wanted, found = (Counter(filter(None, value.split(_SEPARATOR))) for value in (gold, got))
    both = wanted.total() + found.total()
    return 2 * (wanted & found).total() / both if both else 1.0
