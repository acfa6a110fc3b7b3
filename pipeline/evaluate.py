"""A run measured against hand annotation (gold): precision, recall and F1 per field and document.

A found and a gold unit are the same when their characters overlap by half or more (intersection over union), one to
one, best overlap first. White space and width never count. ``tuple`` is lead, deadline and metrics of a unit all
exact; ``core`` the same over the units that name a lead, a deadline or a metric at all; ``modality`` is compared on
the units that both have. What a unit does not code (a key that is not there) is left out of it on both sides.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.gold import GoldUnit, gold_files, read_gold
from pipeline.gold_names import Names
from pipeline.matching import Interval, find_in_order, pair, squeeze, squeeze_text
from pipeline.store import Store
from schemas.obligation import Extraction, Obligation

FIELDS = ("lead", "support", "deadline", "metrics")
MEASURES = ("units", *FIELDS, "tuple", "core", "modality")
_CORE = ("lead", "deadline", "metrics")


class Count(NamedTuple):
    """Right, found and wanted items; where there is nothing to find or nothing found, that counts as full marks."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Difference(NamedTuple):
    """Where run and gold differ: ``kind`` is missed, extra, not_in_document, or the field that differs."""

    kind: str
    text: str
    gold: str = ""
    got: str = ""


class Score(NamedTuple):
    """One document against its gold; ``uncoded`` are the fields that some of its units do not code, with how many."""

    name: str
    counts: dict[str, Count]
    differences: tuple[Difference, ...] = ()
    uncoded: tuple[tuple[str, int], ...] = ()


def evaluate(store: Store, gold: Iterable[Path]) -> list[Score]:
    """Every gold file against the documents of its name. Raises ``UserError``."""
    names = Names(store)
    scores = []
    for path in gold_files(gold):
        units = read_gold(path)
        for name, document in names.of(path):
            scored = score(store.get(document), units)
            scores.append(scored._replace(name=name if name == document else f"{name} = {document}"))
    return scores


def total(scores: Iterable[Score]) -> dict[str, Count]:
    """The counts of all documents together."""
    scores = list(scores)
    return {
        measure: Count(*(sum(parts) for parts in zip(*(one.counts[measure] for one in scores), strict=True)))
        for measure in MEASURES
    }


def score(extraction: Extraction, gold: Sequence[GoldUnit]) -> Score:
    """One document's obligations against its gold."""
    wanted, found = _places(extraction, gold)
    pairs = pair(wanted, found)
    gold_items = [_gold_items(unit) for unit in gold]
    unit_of = {j: i for i, j in pairs}
    anywhere = frozenset[str]().union(*(unit.coded for unit in gold))
    coded = [gold[unit_of[j]].coded if j in unit_of else anywhere for j in range(len(extraction.obligations))]
    items = [_only(_items(obligation), keys) for obligation, keys in zip(extraction.obligations, coded, strict=True)]
    counts = _count(pairs, gold_items, items)
    counts["tuple"] = _tuples(pairs, gold_items, items, [unit.coded for unit in gold], coded)
    judged = [(gold[i].modality, extraction.obligations[j].modality) for i, j in pairs if gold[i].modality]
    counts["modality"] = Count(sum(wanted == got for wanted, got in judged), len(judged), len(judged))
    absent = [place is None for place in wanted]
    differences = _differences(pairs, gold, extraction.obligations, items, absent)
    return Score(extraction.document, counts, tuple(differences), tuple(_uncoded(gold)))


def right_fields(extraction: Extraction, gold: Sequence[GoldUnit]) -> list[frozenset[str]]:
    """For every obligation what of it is as in the gold: ``unit``, fields and ``modality``; empty for no gold unit."""
    right: list[frozenset[str]] = [frozenset()] * len(extraction.obligations)
    for i, j in pair(*_places(extraction, gold)):
        obligation = extraction.obligations[j]
        wanted, got = _gold_items(gold[i]), _items(obligation)
        same = {"unit", *(field for field in FIELDS if wanted[field] == got[field])}
        right[j] = frozenset(same | ({"modality"} if gold[i].modality == obligation.modality else set()))
    return right


def _places(extraction: Extraction, gold: Sequence[GoldUnit]) -> tuple[list[Interval | None], list[Interval]]:
    """Where the gold's units and the found ones stand in the squeezed text."""
    squeezed, offsets = squeeze_text(extraction.text)
    wanted = find_in_order([squeeze(unit.text) for unit in gold], squeezed)
    return wanted, [(offsets[obligation.start], offsets[obligation.end]) for obligation in extraction.obligations]


Items = dict[str, Counter[str]]
_KEYS = {"lead": ("lead",), "support": ("support",), "deadline": ("due", "rrule"), "metrics": ("metrics",)}


def _only(items: Items, coded: frozenset[str]) -> Items:
    """The items of a found unit that its gold codes."""
    kept = {field: items[field] if coded & set(_KEYS[field]) else Counter[str]() for field in FIELDS}
    dates = {item: count for item, count in kept["deadline"].items() if item.partition(" ")[0] in coded}
    return kept | {"deadline": Counter(dates)}


def _uncoded(gold: Sequence[GoldUnit]) -> Iterator[tuple[str, int]]:
    for field, keys in (*_KEYS.items(), ("modality", ("modality",))):
        if count := sum(not unit.coded & set(keys) for unit in gold):
            yield field, count


def _gold_items(unit: GoldUnit) -> Items:
    metrics = [(metric.op, metric.value, metric.unit or "") for metric in unit.metrics]
    return _to_items(unit.lead, unit.support, unit.due, unit.rrule, metrics)


def _items(obligation: Obligation) -> Items:
    metrics = [(target.op, target.value, target.unit) for target in obligation.targets]
    return _to_items(obligation.names("lead"), obligation.names("support"), obligation.due, obligation.rrule, metrics)


def _to_items(
    lead: Iterable[str],
    support: Iterable[str],
    due: str | None,
    rrule: str | None,
    metrics: Iterable[tuple[str, float, str]],
) -> Items:
    return {
        "lead": Counter(map(squeeze, lead)),
        "support": Counter(map(squeeze, support)),
        "deadline": Counter(f"{key} {squeeze(value)}" for key, value in (("due", due), ("rrule", rrule)) if value),
        "metrics": Counter(f"{op} {round(value, 6):.15g} {squeeze(unit)}".strip() for op, value, unit in metrics),
    }


def _count(pairs: Sequence[tuple[int, int]], gold: Sequence[Items], found: Sequence[Items]) -> dict[str, Count]:
    counts = {"units": Count(len(pairs), len(found), len(gold))}
    for field in FIELDS:
        right = sum((gold[i][field] & found[j][field]).total() for i, j in pairs)
        counts[field] = Count(
            right, sum(unit[field].total() for unit in found), sum(unit[field].total() for unit in gold)
        )
    core = sum(_says_something(gold[i]) and _is_exact(gold[i], found[j]) for i, j in pairs)
    counts["core"] = Count(core, sum(map(_says_something, found)), sum(map(_says_something, gold)))
    return counts


def _tuples(
    pairs: Sequence[tuple[int, int]],
    gold: Sequence[Items],
    found: Sequence[Items],
    gold_coded: Sequence[frozenset[str]],
    found_coded: Sequence[frozenset[str]],
) -> Count:
    """Those that code any of the fields in question, right in all that they code."""
    keys = {key for field in _CORE for key in _KEYS[field]}
    right = sum(bool(gold_coded[i] & keys) and _is_exact(gold[i], found[j]) for i, j in pairs)
    return Count(
        right, sum(bool(coded & keys) for coded in found_coded), sum(bool(coded & keys) for coded in gold_coded)
    )


def _is_exact(wanted: Items, got: Items) -> bool:
    return all(wanted[field] == got[field] for field in _CORE)


def _says_something(unit: Items) -> bool:
    return any(unit[field] for field in _CORE)


def _differences(
    pairs: Sequence[tuple[int, int]],
    gold: Sequence[GoldUnit],
    found: Sequence[Obligation],
    items: Sequence[Items],
    absent: Sequence[bool],
) -> Iterable[Difference]:
    for i, j in pairs:
        wanted, got = _gold_items(gold[i]), items[j]
        for field in FIELDS:
            if wanted[field] != got[field]:
                yield Difference(field, gold[i].text, _shown(wanted[field]), _shown(got[field]))
        if (modality := gold[i].modality) and modality != found[j].modality:
            yield Difference("modality", gold[i].text, modality, found[j].modality)
    matched_gold, matched_found = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, unit in enumerate(gold):
        if i not in matched_gold:
            yield Difference("not_in_document" if absent[i] else "missed", unit.text)
    for j, obligation in enumerate(found):
        if j not in matched_found:
            yield Difference("extra", obligation.text)


def _shown(items: Counter[str]) -> str:
    return "、".join(sorted(items.elements()))
