"""What of an obligation is compared: its words, and its heading, without those who act and without its deadline.

Who and when are compared apart (``changes``), and would else make two tasks of one department alike. A word counts by
three things multiplied: how rare it is in the two plans (inverse document frequency), how rare in Chinese at large
(the dictionary of jieba), and its kind, since formulas (切实加强, 建立健全) and departments say little of the matter.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from extractors.rules import any_of
from extractors.shadow import shadow
from extractors.words import Segmenter, department_names, rarity, words
from pipeline.diff.settings import load_settings
from schemas.obligation import Extraction, Obligation

_LETTER = re.compile(r"[\u3400-\u9fffA-Za-z]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RUNS = re.compile(r"[\u3400-\u9fffA-Za-z0-9%]+")
_CLAUSE_ENDS = re.compile(r"[,;、。:\n]")
_FEWEST = 60  # short documents count as long ones: what two tasks share is rare, though there be but two tasks
_LEAD_IN = 150  # characters before the first obligation of an item that may say what the item is about


class Terms(NamedTuple):
    """An obligation taken apart: its words, those of its clauses, its pairs of characters, and the words of the
    heading and lead-in that it stands under."""

    words: tuple[str, ...]
    clauses: tuple[tuple[str, ...], ...]
    pairs: tuple[str, ...]
    heading: tuple[str, ...]
    context: tuple[str, ...]


def to_terms(extraction: Extraction, segmenter: Segmenter = "jieba") -> list[Terms]:
    """Every obligation of a document taken apart."""
    found = []
    for obligation, context in zip(extraction.obligations, _contexts(extraction), strict=True):
        text = matter(obligation)
        clauses = tuple(_words(clause, segmenter) for clause in _CLAUSE_ENDS.split(text))
        found.append(
            Terms(
                words=tuple(word for clause in clauses for word in clause),
                clauses=tuple(filter(None, clauses)),
                pairs=tuple(run[at : at + 2] for run in _RUNS.findall(text) for at in range(len(run) - 1)),
                heading=_words(_title(obligation), segmenter),
                context=_words(shadow(context), segmenter),
            )
        )
    return found


def matter(obligation: Obligation) -> str:
    """The half-width text of an obligation with departments and deadline blanked by line breaks."""
    text = list(shadow(obligation.text))
    spans = [(party.start, party.end) for party in obligation.parties]
    if obligation.due_start is not None and obligation.due_end is not None:
        spans.append((obligation.due_start, obligation.due_end))
    for start, end in spans:
        inside = slice(max(0, start - obligation.start), max(0, end - obligation.start))
        text[inside] = "\n" * len(text[inside])
    return "".join(text)


def _contexts(extraction: Extraction) -> Iterable[str]:
    """The heading of each obligation with what stands before the first obligation of its section, such as the problem
    that the item answers."""
    lead_ins: dict[tuple[str, ...], str] = {}
    last = 0
    for obligation in extraction.obligations:
        if obligation.section not in lead_ins:
            before = extraction.text[max(last, obligation.start - _LEAD_IN) : obligation.start]
            lead_ins[obligation.section] = "\n".join(before.split("\n")[-2:])
        last = obligation.end
        yield f"{_title(obligation)}\n{lead_ins[obligation.section]}" if obligation.section else ""


def _title(obligation: Obligation) -> str:
    """The half-width heading of an obligation without its number; empty where it is nothing else (1., 一是)."""
    if not obligation.section:
        return ""
    heading = shadow(obligation.section[-1])
    # With the text behind it, for 一是 is a number only where something follows.
    number = any_of("numbering").match(heading + shadow(obligation.text))
    return heading[number.end() :] if number else heading


def _words(text: str, segmenter: Segmenter) -> tuple[str, ...]:
    return tuple(word for word in words(text, segmenter) if _LETTER.search(word) or _YEAR.fullmatch(word))


class Weighing:
    """The weights of the terms of two documents together."""

    def __init__(self, documents: Iterable[Iterable[str]], *, plain: bool = False) -> None:
        """``documents`` are the terms of every obligation; ``plain`` leaves the kinds of words out."""
        self._plain = plain
        counts: Counter[str] = Counter()
        total = 0
        for terms in documents:
            counts.update(set(terms))
            total += 1
        total = max(total, _FEWEST)
        self.index = {term: number for number, term in enumerate(sorted(counts))}
        self.weight = {term: self._weight(term, counts[term], total) for term in self.index}

    def _weight(self, term: str, count: int, total: int) -> float:
        rare_here = math.log((total + 1) / (count + 0.5))
        return rare_here if self._plain else rare_here * kind_weight(term)

    def sum(self, terms: Iterable[str]) -> float:
        """The weight of terms together; each counts once."""
        return sum(self.weight[term] for term in sorted(set(terms)))


@cache
def kind_weight(word: str) -> float:
    """What a word counts by its kind and by how rare it is in Chinese at large."""
    settings = load_settings().words
    if word in settings.formula:
        kind = settings.formula_weight
    elif word in _departments():
        kind = settings.department_weight
    else:
        kind = settings.single_weight if len(word) == 1 else 1.0
    return kind * rarity(word)


@cache
def _departments() -> frozenset[str]:
    return frozenset(department_names())


def bags(terms: Sequence[Terms], what: str) -> list[tuple[str, ...]]:
    """One field of all obligations, or with ``what`` = ``whole`` words and context together."""
    if what == "whole":
        return [each.context + each.words for each in terms]
    return [getattr(each, what) for each in terms]
