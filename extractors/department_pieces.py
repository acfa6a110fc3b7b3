"""Pieces: names as they stand, taken apart into prefix and core, before lists are written out."""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from extractors.department_search import Found, search
from extractors.department_table import Family, word_lists, words
from extractors.lines import is_central, line_of
from extractors.shadow import shadow
from schemas.document import Level
from schemas.mention import Department, DepartmentKind

_LEVELS: tuple[tuple[str, Level], ...] = (
    ("自治区", "省"), ("自治州", "市"), ("自治县", "县"), ("自治旗", "县"), ("地区", "市"), ("街道", "乡"),
    ("社区", "村"), ("开发区", "县"), ("省", "省"), ("市", "市"), ("州", "市"), ("盟", "市"), ("县", "县"),
    ("区", "县"), ("旗", "县"), ("乡", "乡"), ("镇", "乡"), ("村", "村"),
)  # fmt: skip
_SHORT = 80
_PARTS = frozenset({"prefix", "core", "seat", "organ"})
_MUNICIPALITIES = ("北京市", "上海市", "天津市", "重庆市")


class Piece(NamedTuple):
    """One name as it stands: ``text == prefix + core`` but for what the form leaves out of both."""

    start: int
    end: int
    text: str
    kind: DepartmentKind
    family: Family
    prefix: str = ""
    core: str = ""
    seat: str = ""
    organ: str = ""

    def moved(self, offset: int) -> "Piece":
        """The same piece, ``offset`` characters further on."""
        return self._replace(start=self.start + offset, end=self.end + offset)


def find_pieces(text: str) -> Sequence[Piece]:
    """Names in reading order that do not overlap; decoys are left out."""
    return _remembered(text) if len(text) <= _SHORT else _searched(text)


def _searched(text: str) -> tuple[Piece, ...]:
    seen: dict[int, tuple[object, Piece]] = {}
    pieces = []
    shadowed = shadow(text)
    other_name = words("other_name").match
    for found in search(shadowed):
        form, start, end, parts = found
        if form.kind == "decoy":
            continue
        if id(parts) not in seen:  # a stretch that the search has met before comes with the same parts
            seen[id(parts)] = parts, _piece(text, found)
        piece = Piece(start, end, *seen[id(parts)][1][2:])
        bracketed = shadowed.startswith("(", end) and piece.kind in ("organ", "collective")
        other = other_name(shadowed, end) if bracketed else None
        pieces.append(piece._replace(end=other.end(), text=text[start : other.end()]) if other else piece)
    return tuple(pieces)


# The slots of assignments hold the same lists of names again and again.
_remembered = lru_cache(maxsize=4096)(_searched)


def unknown_piece(text: str, start: int, end: int) -> Piece:
    """A member of an assignment's slot that no rule knows."""
    stretch = text[start:end]
    if words("bare_unit").fullmatch(shadow(stretch)):
        return Piece(start, end, stretch, "collective", "tail", "", stretch)
    if shadow(stretch) in word_lists()["function_word"]:
        return Piece(start, end, stretch, "collective", "function", "", stretch)
    if stretch in ("政府", "党委", "地方", "党委政府"):
        return Piece(start, end, stretch, "collective", "local", "", stretch)
    if stretch in ("省", "市", "州", "县", "区", "乡", "镇", "盟", "旗"):
        return Piece(start, end, stretch, "collective", "level", stretch, "")
    level = words("level").match(stretch)
    cut = level.end() if level else 0
    return Piece(start, end, stretch, "unknown", "local", stretch[:cut], stretch[cut:])


def _piece(text: str, found: Found) -> Piece:
    form, start, end, parts = found
    stretch = text[start:end]
    kind: DepartmentKind = "unknown" if form.kind == "decoy" else form.kind
    named = {name: stretch[begin:stop] for name, (begin, stop) in parts.items() if name in _PARTS}
    return Piece(start, end, stretch, kind, form.family, **named)


def to_department(piece: Piece, name: str, *, offset: int, list_index: int) -> Department:
    """The mention of a piece under its written-out name."""
    line, level = _says_of_itself(name, piece.prefix, piece.core, piece.family)
    return Department(
        start=piece.start + offset,
        end=piece.end + offset,
        text=piece.text,
        name=name,
        kind=piece.kind,
        list_index=list_index,
        line=line,
        level=level,
    )


@cache
def _says_of_itself(name: str, prefix: str, core: str, family: Family) -> tuple[str | None, Level | None]:
    """The line and the level that a name tells, asked for once a name."""
    return _line(name, prefix, core, family), level_of(name, prefix, core, family)


def _line(name: str, prefix: str, core: str, family: Family) -> str | None:
    if family in ("local", "department", "function", "national"):
        return line_of(core)
    if family in ("government", "each"):
        return line_of(name.removeprefix(prefix))
    return None


@cache
def _municipality() -> "regex.Pattern[str]":
    return regex.compile(".{2}市(?:级|直)?")


@cache
def _bracket() -> "regex.Pattern[str]":
    return regex.compile(r"[(（][^()（）]*[)）]")


@cache
def _level_at() -> Callable[[str], "regex.Match[str] | None"]:
    return regex.compile("|".join(word for word, _ in _LEVELS)).search


@cache
def level_of(name: str, prefix: str, core: str, family: Family) -> Level | None:
    """The level that a name itself says: 省 of 省财政厅, 中央 of 财政部; ``None`` where it says none."""
    if core and name.endswith(core):
        prefix = name[: len(name) - len(core)]
    if name.startswith(("国务院", "中央", "国家", "中共中央", "全国", "最高")) or is_central(name):
        return "中央"
    if family in ("function", "department") and not prefix:
        return None
    if prefix.startswith(_MUNICIPALITIES) and _municipality().fullmatch(prefix):
        return "省"
    plain = _bracket().sub("", prefix or name).rstrip("级直属本各委")
    found = [level for word, level in _LEVELS if plain.endswith(word)]
    if not found and family in ("each", "tail", "whole"):
        match = _level_at()(core)
        found = [level for word, level in _LEVELS if match and word == match.group()]
    return found[0] if found else None
