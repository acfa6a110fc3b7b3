"""Which first sentences are headings: （一）加强领导。各县要… against 1.完成整改。每月报送一次。

A first sentence that is short and followed by more may be a heading or a task. Documents are consistent: in a run of
numbers (1. 2. 3. …) or among the unnumbered paragraphs of a document, headings are the rule or they are not there.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import regex

from extractors.numerals import parse_number
from extractors.rules import load_rules, pattern_of
from pipeline.markers import PLAIN_RANK, Marker
from schemas.document import Block

_SENTENCE_END = regex.compile(r"[。!?](?![”》』)])|[。!?]?[”』](?=$)")
_LABEL = regex.compile(r"(?:[^,。;:()]|\([^():]*\)){2,12}:(?!(?<=\d:)\d\d)")  # 8:30 is a time
_BRACKETED = regex.compile(r"\([^()]*\)|“[^”]*”|《[^》]*》")
_CIRCLED = regex.compile(r"[①-⑳]")
_COUNTED = regex.compile(r"\d+|[一二三四五六七八九十百零○]+")
_DIGIT = regex.compile(r"\d")
_WORDS = regex.compile(r"[一-龥]{2}")
_ADVERBIAL = regex.compile(r"[以通在对按根结围为将把从各]")
_ARTICLE_TITLE = regex.compile(r"[^,。;:]{2,16}")
_LONGEST = 45
_LONGEST_RUN_IN = 24
_LONGEST_UNNUMBERED = 28
_CONSISTENT = 0.5


def heading_ends(shadowed: str, markers: Sequence[Marker], ends: Sequence[int], followers: Sequence[int]) -> list[int]:
    """For each marker the end of its heading, equal to ``body`` where its text is no heading.

    ``ends`` are the ends of the sections, ``followers`` the start of the marker after each.
    """
    certain: list[int | None] = []
    candidates: list[int | None] = []
    for marker, end, following in zip(markers, ends, followers, strict=True):
        more = following < end or _says_more(shadowed[marker.end : end])
        sure, maybe = _candidate(shadowed, marker, end, has_more=more)
        certain.append(sure)
        candidates.append(maybe)
    accepted = _consistent(shadowed, markers, certain, candidates)
    return [
        sure if sure is not None else (maybe if maybe is not None and position in accepted else marker.body)
        for position, (marker, sure, maybe) in enumerate(zip(markers, certain, candidates, strict=True))
    ]


def _candidate(shadowed: str, marker: Marker, end: int, *, has_more: bool) -> tuple[int | None, int | None]:
    """(end of a certain heading, end of a possible one) of a marker's line; its section ends at ``end``.

    A line with nothing below it but who is bound (责任单位：…) is a task.
    """
    line = shadowed[marker.body : marker.end].rstrip()
    if marker.kind == "chapter":
        return marker.body + len(line), None
    if marker.kind == "article":
        titled = has_more and _ARTICLE_TITLE.fullmatch(line) is not None
        return (marker.body + len(line) if titled else None), None
    if not marker.numbered and pattern_of("clauses", "assigns-alone").fullmatch(line):
        return None, None
    if not marker.numbered and pattern_of("clauses", "stage-line").fullmatch(line):
        return marker.body + len(line), None
    if label := _LABEL.match(line):
        return (marker.body + label.end(), None) if marker.kind != "run_in" else (None, None)
    sentence = _SENTENCE_END.search(line)
    first = line[: sentence.end()] if sentence else line
    if len(first) > _LONGEST or pattern_of("clauses", "not-a-heading").search(_BRACKETED.sub("", first)):
        return None, None
    if sentence is None:
        ends_openly = line[-1:] in (";", ",", ":", "、")
        assigned = bool(shadowed[marker.end : end].strip()) and not has_more
        is_heading = not ends_openly and (
            has_more or (marker.rank <= PLAIN_RANK and not assigned and not _is_task(first))
        )
        return (marker.body + len(first) if is_heading else None), None
    rest = line[len(first) :]
    if _DIGIT.search(first) and _LABEL.match(rest):
        return None, None  # 修缮桥梁5座。责任单位:县交通局。开展桥梁检测。
    goes_on = _says_more(rest)
    if marker.kind == "run_in":
        return None, (marker.body + len(first) if goes_on and len(first) <= _LONGEST_RUN_IN else None)
    possible = (has_more or goes_on) and first.count(",") <= 2
    return None, (marker.body + len(first) if possible else None)


def _is_task(line: str) -> bool:
    """A line with nothing below it that counts something or says who is bound: 加装电梯100部（市住建局）"""
    return bool(_DIGIT.search(line)) or pattern_of("clauses", "only-assigns").search(line) is not None


def _says_more(rest: str) -> bool:
    """Does something follow but who is bound? A task and its （县交通局负责） are no heading with its text."""
    return bool(_WORDS.search(pattern_of("clauses", "only-assigns").sub("", rest)))


def _consistent(
    shadowed: str, markers: Sequence[Marker], certain: Sequence[int | None], candidates: Sequence[int | None]
) -> set[int]:
    """Positions of the candidates in whose run of numbers at least half are headings."""
    accepted: set[int] = set()
    for run in _runs(shadowed, markers):
        headed = [position for position in run if candidates[position] is not None or certain[position] is not None]
        if len(headed) >= _CONSISTENT * len(run):
            accepted.update(headed)
    return accepted


def _runs(shadowed: str, markers: Sequence[Marker]) -> list[list[int]]:
    """Positions of markers whose numbers go on from one to the next, style by style."""
    runs: dict[float, list[list[int]]] = defaultdict(list)
    last: dict[float, float] = {}
    for position, marker in enumerate(markers):
        value = _value(shadowed[marker.start : marker.body]) if marker.numbered else 0.0
        if not runs[marker.rank] or value <= last[marker.rank]:
            runs[marker.rank].append([])
        runs[marker.rank][-1].append(position)
        last[marker.rank] = value
    return [run for of_rank in runs.values() for run in of_rank]


def _value(number: str) -> float:
    if circled := _CIRCLED.search(number):
        return float(ord(circled[0]) - ord("①") + 1)
    digits = _COUNTED.search(number)
    return (parse_number(digits[0]) if digits else None) or 0.0


def paragraph_headings(shadowed: str, blocks: Sequence[Block], numbered_blocks: Mapping[int, Marker]) -> list[Marker]:
    """Headings that run into unnumbered paragraphs, where most such paragraphs of the document have one."""
    short: list[Marker] = []
    paragraphs = 0
    for number, block in enumerate(blocks):
        if block.kind == "cell" or number in numbered_blocks:
            continue
        line = shadowed[block.start : block.end]
        sentence = _SENTENCE_END.search(line)
        if sentence is None or sentence.end() >= len(line) - 3:
            continue
        paragraphs += 1
        first = line[: sentence.end()]
        if _reads_as_heading(first) and len(line) - len(first) > 1.5 * len(first):
            short.append(
                Marker(block.start, block.start, block.end, PLAIN_RANK, "heading", True, number, numbered=False)
            )
    return short if len(short) >= 2 and len(short) >= _CONSISTENT * paragraphs else []


def _reads_as_heading(first: str) -> bool:
    return (
        4 <= len(first) <= _LONGEST_UNNUMBERED
        and first.count(",") <= 1
        and not _DIGIT.search(first)
        and not pattern_of("clauses", "not-a-heading").search(_BRACKETED.sub("", first))
        and not _ADVERBIAL.match(first)
    )


def first_sentence_end(shadowed: str, start: int, end: int) -> int:
    """End of the first sentence of a stretch."""
    sentence = _SENTENCE_END.search(shadowed, start, end)
    return sentence.end() if sentence else end


def is_aims_only(heading: str, inherited: bool) -> bool:
    """Does a heading announce principles or background, or stand under one that does, and no goals? (rule 3)"""
    meanings = {rule.means for rule in load_rules("headings") if rule.compiled().search(heading)}
    if "goals" in meanings:
        return False
    return inherited or "aims" in meanings
