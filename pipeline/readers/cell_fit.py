"""Which lines of a record fill which columns of a table, by what stands in them: names, dates, numbers, text.

A table that was copied as text has lost its empty and merged cells, so that a line's place says little. Lines keep the
order of the columns. Where two ways of sharing them out are as good, only what both agree on is kept.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.rules import load_rules, pattern_of
from extractors.shadow import shadow

_TABLE = "cell_kinds"
TEXT = ("task", "measure", "metric", "goal")
NAMES = ("lead", "responsible", "support")
_BETWEEN_NAMES = re.compile(r"[、,;\s]")
_JOINED = re.compile("[和及]")
_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(r"\d{1,4}[.．、]?")
_LONG = 20
_LONGEST_HEAD = 12
_CLEAR = 0.4  # how much better the best way must be than the next
_WRONG = -3.0
_MOST_LINES = 40
_KEPT = 8192

Cells = tuple[str, ...]


def is_group(line: str) -> bool:
    """Is a line the heading of a group of rows, across all columns: 一、产业发展?"""
    return pattern_of(_TABLE, "group").fullmatch(line) is not None


@lru_cache(_KEPT)
def meaning_of(head: str) -> str:
    """What a column of this name holds, by the tables of labels and of column heads; empty where nobody knows."""
    bare = re.sub(r"\s", "", shadow(head))
    if not 0 < len(bare) <= _LONGEST_HEAD:
        return ""
    rule = load_rules("labels").whole_match(bare) or load_rules("column_heads").whole_match(bare)
    return "note" if rule and rule.means == "past" else rule.means if rule else ""


def shared_out(lines: Sequence[str], columns: Sequence[str]) -> Cells | None:
    """The lines as cells of the columns, given by their meanings; ``None`` where they do not fit."""
    if len(lines) > _MOST_LINES:
        return None
    ways = sorted(_ways(tuple(lines), tuple(columns)), key=lambda way: (-way[0], way[1]))
    if not ways or ways[0][0] <= _WRONG:
        return None
    best = ways[0][1]
    rivals = [cells for score, cells in ways[1:] if ways[0][0] - score < _CLEAR]
    # Of two columns of text the left one is the likelier to be merged with the row above.
    agreed = tuple(
        cell if columns[at] in TEXT or all(other[at] == cell for other in rivals) else ""
        for at, cell in enumerate(best)
    )
    told = [at for at, meaning in enumerate(columns) if meaning in (*TEXT, "period")] or [0]
    return agreed if any(agreed[at] for at in told) else None


def _ways(lines: Cells, columns: Cells) -> list[tuple[float, Cells]]:
    """The best ways of sharing lines out to columns in order; each column takes none, one or several."""
    ways: list[list[tuple[float, Cells]]] = [[] for _ in range(len(lines) + 1)]
    ways[0] = [(0.0, ())]
    for meaning in columns:
        following: list[list[tuple[float, Cells]]] = [[] for _ in ways]
        for start, known in enumerate(ways):
            for end in range(start, len(lines) + 1) if known else ():
                score = _filled(meaning, lines[start:end])
                if score > _WRONG:
                    cell = "\n".join(lines[start:end])
                    following[end] += [(before + score, (*cells, cell)) for before, cells in known]
        ways = [sorted(found, key=lambda way: (-way[0], way[1]))[:3] for found in following]
    return ways[-1]


def _filled(meaning: str, lines: Cells) -> float:
    """How well lines fill one cell of a column."""
    if not lines:
        return {"number": -4.0, "measure": -2.5, "task": -2.0}.get(meaning, -1.0)
    worst = min(fit(meaning, line) for line in lines)
    more = 0.3 if meaning in TEXT else 0.8 if meaning in NAMES else 2.0
    return worst - more * (len(lines) - 1)


@lru_cache(_KEPT)
def fit(meaning: str, text: str) -> float:
    """How well a line suits a column of this meaning; -4 where it cannot stand there."""
    kind = _kind(text)
    if kind == "above":
        return 1.0 if meaning in (*NAMES, "person", "deadline") else -1.0
    if meaning == "number":
        return 2.0 if kind == "number" else -4.0
    if meaning in NAMES:
        return 2.0 if kind == "names" else 0.0 if kind == "nobody" else -0.5 if kind == "short" else -4.0
    if meaning == "person":
        return 0.5 if kind in ("short", "nobody") else -1.0 if kind == "names" else -4.0
    if meaning == "deadline":
        return 2.0 if kind == "date" else 1.0 if kind == "open" else -1.5 if kind in ("short", "number") else -4.0
    if meaning == "period":
        return 0.0 if kind == "names" else 0.5
    if meaning in TEXT:
        return {"short": 0.5, "text": 0.5, "names": -4.0}.get(kind, -1.0)
    return 0.2 if kind == "short" else 0.0 if meaning in ("note", "problem") or kind == "number" else -0.5


def _kind(text: str) -> str:
    written = _BRACKETS.sub("", shadow(text))
    said = re.sub(r"\s", "", shadow(text))
    if _NUMBER.fullmatch(said):
        return "number"
    if pattern_of("clauses", "as-above").fullmatch(said):
        return "above"
    if said in ("/", "-", "--", "无"):
        return "nobody"
    if (
        pattern_of(_TABLE, "date").fullmatch(said)
        and re.search(r"\d|[一二三四]季度|半年|年底|年末", said)
        and len(said) < _LONG
    ):
        return "date"
    if pattern_of(_TABLE, "open").fullmatch(said) and len(said) < _LONG // 2:
        return "open"
    if all(map(_is_name, filter(None, _BETWEEN_NAMES.split(written)))):
        return "names"
    return "text" if len(said) > _LONG or "。" in said else "short"


def _is_name(said: str) -> bool:
    alone = pattern_of("actors", "name-alone")
    return all(map(alone.fullmatch, _JOINED.split(said))) or pattern_of(_TABLE, "organ").fullmatch(said) is not None
