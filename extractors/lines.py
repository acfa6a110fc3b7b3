"""Functional lines (条线) of Chinese government: one row joins the organs of every level that do the same work.

``tables/lines.toml`` holds the lines with their names and with what the reforms of the state organs made of
them: 卫生 and 人口计生 → 卫生计生 2013 → 卫生健康 2018, 扶贫 → 乡村振兴 2021 → 农业农村 2023. A line is named in
Chinese, and that name is what results say.
"""

from collections.abc import Iterator
from functools import cache

import regex
from pydantic import Field

from extractors.rules import TableError, load_table
from schemas.base import Model
from schemas.document import Level
from schemas.entity import OrganKind

_SUFFIXES = ("厅", "局", "委", "委员会", "办", "办公室", "部")


class Successor(Model):
    """What a line became part of, and the year of the reform at the centre; local organs follow in a year or two."""

    line: str
    year: int


class Line(Model):
    """A functional line: the organs of every level that do the same work, whatever they are called.

    The department of the line itself: ``functions`` are words that its suffix (厅 局 委 办 …) or 部门 follows,
    ``central`` its names at the centre, ``names`` those by level, the first of which all spellings share,
    ``spellings`` further ones. Other organs of the line keep their own names: ``branches`` are functions of such,
    ``central_bodies`` and ``bodies`` names. ``source`` is the id of a ``Source``.
    """

    name: str
    organ: OrganKind = "政府部门"
    functions: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    central: tuple[str, ...] = ()
    central_bodies: tuple[str, ...] = ()
    names: dict[Level, tuple[str, ...]] = Field(default={})
    spellings: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    successors: tuple[Successor, ...] = ()
    source: str

    def is_department(self, name: str, level: Level | None = None) -> bool:
        """Whether a name without prefix is a spelling of the line's own department at a level, not of another organ.

        Departments of provinces, cities and counties differ in their suffix only (厅, 局, 委); what ends otherwise
        (所, 大队, 法院) is the department at the level alone that the table names it for.
        """
        if name in (*self.bodies, *self.central_bodies):
            return False
        own = self.names.get(level, ()) if level else ()
        if name in (*self.central, *self.spellings, *own):
            return True
        above = tuple(each for level, names in self.names.items() if level != "乡" for each in names)
        if not name.endswith(_SUFFIXES):
            return False
        return name in above or bool(_spelling(self.functions, above, self.organ == "党委部门").fullmatch(name))

    def only_level(self, name: str) -> Level | None:
        """The level of a name that the line's department has at one level alone: 厅 of a province, 所 of a town."""
        levels = [level for level, names in self.names.items() if name in names]
        return levels[0] if len(levels) == 1 and name not in (*self.central, *self.spellings) else None

    def central_names(self) -> tuple[str, ...]:
        """Every name at the centre."""
        return (*self.central, *self.central_bodies)

    def local_names(self) -> tuple[str, ...]:
        """Every name below the centre, without a prefix."""
        return (*self.spellings, *self.bodies, *(name for names in self.names.values() for name in names))

    def words(self) -> tuple[str, ...]:
        """Every function of its organs."""
        return (*self.functions, *self.branches)


class Source(Model):
    """Where the table has a line from: a reform plan (its id is the year) or a list of the state organs."""

    id: str
    title: str


@cache
def _spelling(functions: tuple[str, ...], names: tuple[str, ...], party: bool) -> "regex.Pattern[str]":
    """A function with a suffix; 办 and 部 only where a department of the line is called so."""
    suffixes = [each for each in _SUFFIXES if each[0] not in "办部" or any(name.endswith(each) for name in names)]
    words = "|".join(regex.escape(word) for word in sorted(functions, key=len, reverse=True)) or "(?!)"
    return regex.compile(f"{'委?' if party else ''}(?:{words})(?:{'|'.join(suffixes)})")


@cache
def load_sources() -> tuple[Source, ...]:
    """The sources of the lines and of what the reforms made of them."""
    rows: list[dict[str, object]] = load_table("lines")["source"]  # type: ignore[assignment]
    return tuple(Source.model_validate(row) for row in rows)


@cache
def load_lines() -> tuple[Line, ...]:
    """The functional lines, in the order of the table. Raises ``TableError`` where two share a name."""
    rows: list[dict[str, object]] = load_table("lines")["line"]  # type: ignore[assignment]
    lines = tuple(Line.model_validate(row) for row in rows)
    if len({line.name for line in lines}) < len(lines):
        raise TableError("lines: two lines have the same name")
    return lines


@cache
def lines_by_name() -> dict[str, Line]:
    """The lines by their names."""
    return {line.name: line for line in load_lines()}


def current_line(line: str, *, year: int | None = None) -> str:
    """What became of a line in the reforms up to and including those of ``year``; an unknown line is itself."""
    seen = {line}
    while following := next(_following(line, year), None):
        if following in seen:
            raise TableError(f"lines: {line} is among its own successors")
        seen.add(following)
        line = following
    return line


def _following(line: str, year: int | None) -> Iterator[str]:
    row = lines_by_name().get(line)
    for successor in row.successors if row else ():
        if year is None or successor.year <= year:
            yield successor.line


@cache
def line_of(core: str) -> str | None:
    """The line that a name without prefix belongs to: by its whole name, else by its leading function."""
    known = lines_by_organ()
    if core in known:
        return known[core]
    plain = core.removeprefix("党委").removeprefix("委").removeprefix("政府")
    if plain in known:
        return known[plain]
    functions = _lines_by_function()
    if plain.startswith(tuple(load_table("lines")["no_line"])):  # type: ignore[arg-type]
        return None
    longest = next((plain[:end] for end in range(len(plain), 0, -1) if plain[:end] in functions), None)
    return functions[longest] if longest else None


def is_central(name: str) -> bool:
    """Whether a name without prefix can only be an organ of the centre."""
    return name in _only_central()


@cache
def _only_central() -> frozenset[str]:
    return central_organs() - {name for line in load_lines() for name in line.local_names()}


@cache
def central_organs() -> frozenset[str]:
    """The names of organs of the centre, some of which are also local ones (发展改革委)."""
    return frozenset(name for line in load_lines() for name in line.central_names())


@cache
def lines_by_organ() -> dict[str, str]:
    """The lines by the names of their organs, without a prefix."""
    names: dict[str, str] = {}
    for line in load_lines():
        for name in (*line.central_names(), *line.local_names()):
            names.setdefault(name, line.name)
    for name, line_name in list(names.items()):
        names.setdefault(name.removeprefix("委"), line_name)
    return names


@cache
def _lines_by_function() -> dict[str, str]:
    functions: dict[str, str] = {}
    for line in load_lines():
        for function in line.words():
            functions.setdefault(function, line.name)
    return functions
