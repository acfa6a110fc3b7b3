"""The search for forms of names in a text: every form where its anchors stand, the longest match wins.

Forms overlap on purpose (县财政局, 县财政局局长), so all of them are tried and the longest is kept; of two as long,
the one higher in the table. Lists repeat themselves, so what was found at a place is remembered by the text around it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import regex

from extractors.department_table import Form, load_forms, words

# The widest text around an anchor that any anchored form looks at: cues before, names after.
_BEFORE, _AFTER = 10, 80


class Found(NamedTuple):
    """A form and where it stands; ``parts`` are the spans of its named groups, counted from ``start``."""

    form: Form
    start: int
    end: int
    parts: Mapping[str, tuple[int, int]]


class _Match(NamedTuple):
    """A match relative to its anchor: shared by all places with the same text around them."""

    length: int
    order: int
    shift: int
    parts: Mapping[str, tuple[int, int]]


# Longest first, then table order, then place; the match itself never decides.
_Candidate = tuple[int, int, int, int, _Match]


def search(shadowed: str) -> list[Found]:
    """All forms in reading order, none overlapping another."""
    found: list[_Candidate] = []
    for at, match in (*_free(shadowed), *_anchored(shadowed)):
        found.append((-match.length, match.order, at + match.shift, len(found), match))
    found.sort()
    taken = bytearray(len(shadowed))
    forms = tuple(load_forms().values())
    kept = []
    for negative, order, start, _, match in found:
        end = start - negative
        if not taken[start] and not taken[end - 1] and taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * (end - start)
            kept.append(Found(forms[order], start, end, match.parts))
    kept.sort(key=lambda item: item.start)
    return kept


@cache
def _split() -> tuple[tuple[tuple[int, Form], ...], dict[str, tuple[tuple[int, Form], ...]]]:
    """Forms without anchors, and forms by anchor."""
    free, anchored = [], dict[str, list[tuple[int, Form]]]()
    for order, form in enumerate(load_forms().values()):
        for anchor in form.anchors:
            anchored.setdefault(anchor, []).append((order, form))
        if not form.anchors:
            free.append((order, form))
    return tuple(free), {anchor: tuple(forms) for anchor, forms in anchored.items()}


def _free(shadowed: str) -> Iterator[tuple[int, _Match]]:
    for order, form in _split()[0]:
        for match in form.compiled().finditer(shadowed):
            if match.end() > match.start():
                yield match.start(), _relative(match, order, match.start())


def _anchored(shadowed: str) -> Iterator[tuple[int, _Match]]:
    next_starts = {form.needs: _next_starts(shadowed, form.needs) for form in load_forms().values() if form.needs}
    for anchor, forms in _split()[1].items():
        limits = [(next_starts[form.needs], form.within) if form.needs else None for _, form in forms]
        always = None in limits
        seen: dict[tuple[int, str], list[_Match]] = {}
        for mark in words(anchor).finditer(shadowed, overlapped=True):
            at = mark.start()
            if not (always or any(limit and limit[0][at] - at <= limit[1] for limit in limits)):
                continue
            before = min(at, _BEFORE)
            around = (before, shadowed[at - before : at + _AFTER])
            known = seen.get(around)
            if known is None:
                able = [form for form, limit in zip(forms, limits, strict=True) if not limit or _near(limit, at)]
                known = seen[around] = _matches_at(shadowed, at, able)
            for match in known:
                yield at, match


def _near(limit: tuple[Sequence[int], int], at: int) -> bool:
    return limit[0][at] - at <= limit[1]


def _next_starts(shadowed: str, needed: str) -> list[int]:
    """For each place in the text, where the needed word begins next."""
    starts: list[int] = []
    for mark in words(needed).finditer(shadowed):
        starts += [mark.start()] * (mark.start() + 1 - len(starts))
    return starts + [len(shadowed) + _AFTER] * (len(shadowed) + 1 - len(starts))


def _matches_at(shadowed: str, at: int, forms: Sequence[tuple[int, Form]]) -> list[_Match]:
    found = ((form.compiled().match(shadowed, at), order) for order, form in forms)
    return [_relative(match, order, at) for match, order in found if match and match.end() > at]


def _relative(match: "regex.Match[str]", order: int, at: int) -> _Match:
    start, end = match.span()
    spans = {name: match.span(name) for name in match.re.groupindex}
    parts = {name: (begin - start, stop - start) for name, (begin, stop) in spans.items() if begin >= 0}
    return _Match(end - start, order, start - at, parts)
