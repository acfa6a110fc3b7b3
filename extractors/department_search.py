"""The search for forms of names in a text: every form where its heads stand, the longest match wins.

Forms overlap on purpose (县财政局, 县财政局局长), so all of them are tried and the longest is kept; of two as long,
the one higher in the table. Lists repeat themselves, so a stretch between commas that was seen before with the same
text around it is not searched again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import compress
from typing import NamedTuple

import regex

from extractors.department_spots import Spots
from extractors.department_table import Form, known_forms, load_forms
from extractors.gates import Gate
from extractors.needed_words import first_chars, needed_words

# The widest text around a stretch that any form looks at: cues before, the rest of a title after.
_BEFORE, _AFTER = 16, 200
# heads that are a level or a place; the core of a name begins after them
_PLACES = ("prefix", "ranked", "general", "realm", "each_realm", "relevant_level", "region", "place")

_Parts = Mapping[str, tuple[int, int]]
# Start, negative length, table order, parts counted from the start.
_Candidate = tuple[int, int, int, _Parts]
# Where a head stands: its start, the end of the prefix in it, its end. (Plain tuples: there are many.)
_Head = tuple[int, int, int]


class Found(NamedTuple):
    """A form and where it stands; ``parts`` are the spans of its named groups, counted from ``start``."""

    form: Form
    start: int
    end: int
    parts: _Parts


class _Step(NamedTuple):
    """One spot of a head: what it is, whether it is part of the head, whether it is the prefix of the name."""

    name: str
    inside: bool
    prefix: bool


class _Stretch(NamedTuple):
    """Text between separators; ``first`` is the number of the first stretch that has the same text in and around it."""

    start: int
    end: int
    first: int


def search(shadowed: str) -> Iterator[Found]:
    """All forms in reading order, none overlapping another."""
    stretches = _stretches(shadowed)
    candidates = _candidates(shadowed, stretches)
    resolved: dict[int, list[Found]] = {}
    pending: list[_Candidate] = []
    reach = 0
    for start, end, first in stretches:
        if pending and reach <= start:
            yield from _resolve(pending)
            pending = []
        own = candidates[first]
        if not own:
            continue
        if not pending and first in resolved:
            for form, begin, stop, parts in resolved[first]:
                yield Found(form, begin + start, stop + start, parts)
            continue
        stop = max(at - negative for at, negative, _, _ in own)
        if pending or stop > end - start:
            pending += [(at + start, negative, order, parts) for at, negative, order, parts in own]
            reach = max(reach, stop + start)
            continue
        resolved[first] = _resolve(own)
        yield from (item._replace(start=item.start + start, end=item.end + start) for item in resolved[first])
    yield from _resolve(pending)


def _resolve(candidates: Sequence[_Candidate]) -> list[Found]:
    """Of candidates that overlap, the longest, then the one higher in the table, then the first."""
    if not candidates:
        return []
    forms = _forms()
    base = min(candidate[0] for candidate in candidates)
    taken = bytearray(max(start - negative for start, negative, _, _ in candidates) - base)
    kept = []
    for start, negative, order, parts in sorted(candidates, key=_strength):
        end = start - negative
        if not taken[start - base] and not taken[end - base - 1] and taken.find(1, start - base, end - base) < 0:
            taken[start - base : end - base] = b"\x01" * -negative
            kept.append(Found(forms[order], start, end, parts))
    kept.sort(key=_start)
    return kept


def _strength(candidate: _Candidate) -> tuple[int, int, int]:
    return candidate[1], candidate[2], candidate[0]


def _start(found: Found) -> int:
    return found.start


@cache
def _forms() -> tuple[Form, ...]:
    return tuple(load_forms().values())


@cache
def _separated() -> "regex.Pattern[str]":
    return regex.compile(r"[^、,;。:\n]*[、,;。:\n]*")


def _stretches(shadowed: str) -> list[_Stretch]:
    firsts: dict[str | tuple[int, str], int] = {}
    stretches = []
    for number, match in enumerate(_separated().finditer(shadowed)):
        start, end = match.span()
        if start < end:
            around = shadowed[start - _BEFORE if start > _BEFORE else 0 : end + _AFTER]
            first = firsts.setdefault(around if start > _BEFORE else (start, around), number)
            stretches.append(_Stretch(start, end, first))
    return stretches


def _candidates(shadowed: str, stretches: Sequence[_Stretch]) -> dict[int, list[_Candidate]]:
    """The candidates that begin in each new stretch, counted from its start."""
    found: dict[int, list[_Candidate]] = {}
    run: list[_Stretch] = []
    for number, stretch in enumerate(stretches):
        if stretch.first == number:
            run.append(stretch)
            found[number] = []
        if run and (stretch.first != number or number == len(stretches) - 1):
            _search_run(shadowed, run, found)
            run = []
    return found


def _search_run(shadowed: str, run: Sequence[_Stretch], found: dict[int, list[_Candidate]]) -> None:
    """Search stretches that follow each other, with the text around them."""
    start, end = run[0].start, run[-1].end
    before = max(0, start - _BEFORE)
    owners = [stretch for stretch in run for _ in range(stretch.end - stretch.start)]
    text = shadowed[before : end + _AFTER]
    for at, negative, order, parts in (*_free(text), *_headed(text)):
        place = at + before - start
        if 0 <= place < len(owners):
            owner = owners[place]
            found[owner.first].append((at + before - owner.start, negative, order, parts))


@cache
def _by_head() -> dict[tuple[_Step, ...], tuple[tuple[int, Form], ...]]:
    """The forms with their place in the table, by their heads."""
    found: dict[tuple[_Step, ...], list[tuple[int, Form]]] = {}
    for order, form in enumerate(_forms()):
        for head in form.heads:
            steps = tuple(_Step(name.lstrip("="), name[0] != "=", name in _PLACES) for name in head)
            found.setdefault(steps, []).append((order, form))
    return {steps: tuple(forms) for steps, forms in found.items()}


@cache
def _begins() -> tuple[frozenset[str] | None, ...]:
    """The characters of which one follows the head of each form, where they are few."""
    return tuple(map(first_chars, known_forms()))


@cache
def _without_head() -> tuple[Gate, tuple[int, ...], tuple["regex.Pattern[str]", ...]]:
    """The gate of the forms without a head, their places in the table and their patterns."""
    orders = tuple(order for order, form in enumerate(_forms()) if not form.heads)
    gate = Gate([needed_words(known_forms()[order]) for order in orders])
    return gate, orders, tuple(_forms()[order].compiled() for order in orders)


def _free(shadowed: str) -> Iterator[_Candidate]:
    gate, orders, patterns = _without_head()
    for row, match in gate.found(patterns, shadowed):
        start, end = match.span()
        yield start, start - end, orders[row], _groups(match, start)


def _headed(shadowed: str) -> Iterator[_Candidate]:
    spots, followed = Spots(shadowed), f"{shadowed}\n\n"  # 各级 at the end of a text counts one more
    for steps, forms in _by_head().items():
        heads = _heads(steps, spots)
        if not heads:
            continue
        places = [at for at, _, _ in heads]
        for order, form in forms:
            near, begins = spots.near(form.needs, form.within) if form.needs else None, _begins()[order]
            able: Iterable[_Head] = compress(heads, map(near.__getitem__, places)) if near else heads
            if begins:
                able = [head for head in able if followed[head[2]] in begins]
            for at, match, parts in _tried(form, shadowed, able):
                yield at, at - match.end(), order, parts


def _heads(steps: Sequence[_Step], spots: Spots) -> list[_Head]:
    """Where heads stand, the ends of each from one place in the order of preference."""
    first, rest = steps[0], steps[1:]
    spot = spots.of(first.name)
    if not first.inside:
        return [head for head in _heads(rest, spots) if head[0] in spot] if rest else [(at, at, at) for at in spot]
    heads = [(at, end if first.prefix else at, end) for at, ends in spot.items() for end in ends]
    for step in rest:
        spot = spots.of(step.name) if heads else {}
        if not step.inside:
            heads = [head for head in heads if head[2] in spot]
        elif step.prefix:
            heads = [(at, end, end) for at, _, begin in heads for end in spot.get(begin, ())]
        else:
            heads = [(at, prefix, end) for at, prefix, begin in heads for end in spot.get(begin, ())]
    return heads


def _tried(form: Form, shadowed: str, heads: Iterable[_Head]) -> Iterator[tuple[int, "regex.Match[str]", _Parts]]:
    """The first way in which a form stands at each place."""
    follow = form.compiled().match
    done = -1
    for at, prefix, end in heads:
        if at == done or (form.before and not form.follows(shadowed, at)):
            continue
        match = follow(shadowed, end)
        if match and match.end() > at:
            done = at
            yield at, match, _parts(match, at, prefix, end)


def _parts(match: "regex.Match[str]", at: int, prefix: int, end: int) -> _Parts:
    parts = _groups(match, at)
    begin = parts["more"][1] if "more" in parts else prefix - at
    if prefix < end or "core" not in parts:
        parts["core"] = (begin, match.end() - at)
    parts.setdefault("prefix", (0, begin))
    return parts


def _groups(match: "regex.Match[str]", start: int) -> dict[str, tuple[int, int]]:
    spans = {name: match.span(name) for name in match.re.groupindex}
    return {name: (begin - start, stop - start) for name, (begin, stop) in spans.items() if begin >= 0}
