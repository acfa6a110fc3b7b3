"""What a change does to the accuracy: floors, figures before and after, and every sentence that got better or worse.

``python -m pipeline.accuracy measure OUT.json`` measures this tree on the documents below the working folder;
``compare [BEFORE.json] AFTER.json`` prints, and ends with exit code 1 where a floor does not hold;
``precision`` writes ``extractors/tables/precision.toml``, the measured precision of each rule.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.confidence import FIELDS, TABLE, credits
from pipeline.evaluate import Count, right_fields
from pipeline.gain_lines import gains_and_losses
from pipeline.gold import GoldUnit
from pipeline.measuring import FLOORS, SETS, Annotated, Measured, Measures, annotated, measure
from schemas.obligation import Extraction

SHOWN = ("units", "lead", "support", "deadline", "metrics", "modality", "core")
PRECISION = Path("extractors", "tables", f"{TABLE}.toml")
_DOCUMENT_CORE = "document_core"
_HEADER = """\
# How often each rule was right on annotated documents: by field, `"rule" = [right, used]`. Used: the obligations that
# name the rule and have the field. Right: those that are a unit of the gold and whose whole field equals the gold's.
# The rules were written with most of these documents, so expect less of others.
# Made by `python -m pipeline.accuracy precision`, not by hand, on:
# {what}.
"""

Floors = Mapping[str, Mapping[str, float]]


# ---- figures


def total(documents: Iterable[Measured]) -> dict[str, Count]:
    """The counts of several documents together."""
    sums: dict[str, Count] = {}
    for document in documents:
        for name, count in document.counts.items():
            sums[name] = Count(*(a + b for a, b in zip(sums.get(name, Count()), count, strict=True)))
    return sums


def floor_lines(measures: Measures, floors: Floors) -> Iterator[tuple[bool, str]]:
    """Every floor of a set that was measured: whether it holds, and what it says."""
    for kind, documents in measures.sets.items():
        reached = {name: round(count.f1, 3) for name, count in total(documents.values()).items()}
        for name, floor in floors.get(kind, {}).items():
            if name in reached:
                yield reached[name] >= floor, f"{kind} {name} {reached[name]:.3f} (floor {floor:.3f})"
        least = floors.get(kind, {}).get(_DOCUMENT_CORE, 0.0)
        for name, document in documents.items():
            core = document.counts["core"].f1
            yield core >= least, f"{kind} core of {name} {core:.3f} (floor {least:.3f})"
    for name, count in measures.not_plans.items():
        most = floors["not_plans"][name]
        yield count <= most, f"{name} gives {count} obligations (at most {most:.0f})"


def figure_lines(before: Measures | None, after: Measures) -> Iterator[str]:
    """F1 before → after: all documents, each set, and each document in which one of the figures changed."""
    everything = {"all": _joined(after), **{kind: after.sets[kind] for kind in SETS if kind in after.sets}}
    earlier = {"all": _joined(before), **before.sets} if before else {}
    yield f"{'F1':<52}" + "".join(f"{name:>16}" for name in SHOWN)
    for name, documents in everything.items():
        known = total(earlier.get(name, {}).values())
        yield _figures(f"{name} ({len(documents)} documents)", known, total(documents.values()))
    for name, document in everything["all"].items():
        counts = earlier["all"][name].counts if before and name in earlier["all"] else {}
        if counts and any(counts[each] != document.counts[each] for each in SHOWN):
            yield _figures(f"  {name}", counts, document.counts)


def _joined(measures: Measures) -> dict[str, Measured]:
    return {name: document for documents in measures.sets.values() for name, document in documents.items()}


def _figures(title: str, before: Mapping[str, Count], after: Mapping[str, Count]) -> str:
    return f"{title:<52}" + "".join(f"{_figure(before.get(name), after[name]):>16}" for name in SHOWN)


def _figure(before: Count | None, after: Count) -> str:
    same = before is None or f"{before.f1:.3f}" == f"{after.f1:.3f}"
    return f"{after.f1:.3f}" if same or before is None else f"{before.f1:.3f} → {after.f1:.3f}"


def report(before: Measures | None, after: Measures, floors: Floors) -> tuple[bool, str]:
    """Whether every floor holds, and all that is to be read."""
    checked = list(floor_lines(after, floors))
    broken = [said for holds, said in checked if not holds]
    lines = [f"Floors ({FLOORS}): {len(checked) - len(broken)} of {len(checked)} hold."]
    lines += [f"  BROKEN  {said}" for said in broken]
    lines += ["", *figure_lines(before, after)]
    if before:
        lines += ["", *gains_and_losses(_joined(before), _joined(after))]
    return not broken, "\n".join(lines) + "\n"


# ---- precision of rules


def rule_counts(documents: Iterable[tuple[Extraction, Sequence[GoldUnit]]]) -> dict[str, dict[str, tuple[int, int]]]:
    """By field and rule: obligations that are right in the field, and all that the rule gave it."""
    right: Counter[tuple[str, str]] = Counter()
    used: Counter[tuple[str, str]] = Counter()
    for extraction, gold in documents:
        for obligation, fields in zip(extraction.obligations, right_fields(extraction, gold), strict=True):
            given = set(credits(obligation))
            used.update(given)
            right.update(pair for pair in given if pair[0] in fields)
    return {
        field: {rule: (right[field, rule], used[field, rule]) for own, rule in sorted(used) if own == field}
        for field in FIELDS
    }


def precision_table(counts: Mapping[str, Mapping[str, tuple[int, int]]], what: str) -> str:
    """The table as TOML, fields in their order and rules sorted."""
    parts = [_HEADER.format(what=what)]
    for field, rules in counts.items():
        parts.append(f"\n[{field}]\n" + "".join(f'"{rule}" = [{a}, {b}]\n' for rule, (a, b) in sorted(rules.items())))
    return "".join(parts)


def _what(documents: Sequence[Annotated]) -> str:
    kinds = Counter(each.kind for each in documents)
    words = {"plans": "sample plans", "forms": "sample documents of rare forms", "shared": "real documents"}
    return ", ".join(f"{kinds[kind]} {words[kind]}" for kind in SETS if kinds[kind])


# ---- command


def main(arguments: Sequence[str], root: Path) -> int:
    """Run one command on the material below ``root``; the exit code."""
    if len(arguments) == 2 and arguments[0] == "measure":
        Path(arguments[1]).write_text(measure(root).model_dump_json(indent=1) + "\n", encoding="utf-8", newline="\n")
        return 0
    if len(arguments) in (2, 3) and arguments[0] == "compare":
        *before, after = (Measures.model_validate_json(Path(path).read_bytes()) for path in arguments[1:])
        floors = tomllib.loads((root / FLOORS).read_text(encoding="utf-8"))
        holds, text = report(before[0] if before else None, after, floors)
        sys.stdout.write(text)
        return 0 if holds else 1
    if list(arguments) == ["precision"]:
        documents = list(annotated(root))
        text = precision_table(rule_counts((each.extract(), each.units()) for each in documents), _what(documents))
        (root / PRECISION).write_text(text, encoding="utf-8", newline="\n")
        return 0
    sys.stderr.write(__doc__ or "")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd()))
