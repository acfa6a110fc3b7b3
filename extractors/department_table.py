"""The tables behind the departments: functional lines (条线) with their names, and the forms that names take.

``departments.toml`` holds the lines, ``department_words.toml`` the words, the macros and the forms; this module joins
the two into compiled rules. Long word lists become tries, so that a position is refused at its first character.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal

import regex
from pydantic import Field

from extractors.rules import load_table
from schemas.base import Model
from schemas.document import Level
from schemas.mention import DepartmentKind

# How a form takes part in a list: what it gives to the members after it, what it takes from those before it.
Family = Literal[
    "decoy", "national", "local", "government", "whole", "each", "tail", "relevant", "department", "post", "body",
    "place", "level", "function",
]  # fmt: skip

_MANY = 8
# not the name of a group: (?P<prefix>…)
_MACRO = regex.compile(r"(?<!\(\?P)(?<!\(\?)<([a-z_]+)>")


class Line(Model):
    """A functional line: the organs of every level that do the same work, whatever they are called."""

    id: str
    name: str
    functions: tuple[str, ...]
    central: tuple[str, ...] = ()
    names: dict[Level, tuple[str, ...]] = Field(default={})
    abbreviations: tuple[str, ...] = ()
    history: str = ""

    def local_names(self) -> tuple[str, ...]:
        """Every name below the centre, without a prefix."""
        return (*self.abbreviations, *(name for names in self.names.values() for name in names))


class Form(Model):
    """One form that a name takes; ``matches`` and ``ignores`` prove it.

    With ``anchors``, words or macros of the table, the form is tried only where one of them stands: nearly all forms
    begin with a level, a place or a function, and those are looked for once for all forms. With ``needs`` it is tried
    only where that word or macro begins ``within`` so many characters.
    """

    id: str
    kind: DepartmentKind | Literal["decoy"]
    family: Family
    pattern: str
    anchors: tuple[str, ...] = ()
    needs: str = ""
    within: int = 0
    matches: tuple[str, ...]
    ignores: tuple[str, ...] = ()
    context: str = Field(default="", description="a phrase in which the form is found, for one that never stands alone")

    def compiled(self) -> "regex.Pattern[str]":
        """The pattern, compiled once."""
        return _compiled(self.pattern)


@cache
def load_lines() -> tuple[Line, ...]:
    """The functional lines, in the order of the table."""
    rows: list[dict[str, object]] = load_table("departments")["line"]  # type: ignore[assignment]
    return tuple(Line.model_validate(row) for row in rows)


@cache
def load_forms() -> dict[str, Form]:
    """The forms by id, patterns written out."""
    macros = _macros()
    rows: list[dict[str, object]] = load_table("department_words")["form"]  # type: ignore[assignment]
    forms = (Form.model_validate({**row, "pattern": _expand(str(row["pattern"]), macros)}) for row in rows)
    return {form.id: form for form in forms}


@cache
def _compiled(pattern: str) -> "regex.Pattern[str]":
    return regex.compile(f"(?V1){pattern}")


@cache
def words(name: str) -> "regex.Pattern[str]":
    """One list of words or macro of the table as a compiled pattern."""
    return regex.compile(f"(?V1){_macros()[name]}")


@cache
def line_of(core: str) -> str | None:
    """The id of the line that a name without prefix belongs to: by its whole name, else by its leading function."""
    known = _lines_by_name()
    if core in known:
        return known[core]
    plain = core.removeprefix("委").removeprefix("政府")
    if plain in known:
        return known[plain]
    match = words("function").match(plain)
    return _lines_by_function()[match.group()] if match else None


@cache
def is_central(name: str) -> bool:
    """Whether a name without prefix can only be an organ of the centre."""
    lines = load_lines()
    return any(name in line.central for line in lines) and not any(name in line.local_names() for line in lines)


@cache
def _lines_by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for line in load_lines():
        for name in (*line.central, *line.local_names()):
            names.setdefault(name, line.id)
            names.setdefault(name.removeprefix("委"), line.id)
    return names


@cache
def _lines_by_function() -> dict[str, str]:
    functions: dict[str, str] = {}
    for line in load_lines():
        for function in line.functions:
            functions.setdefault(function, line.id)
    return functions


@cache
def _macros() -> dict[str, str]:
    table = load_table("department_words")
    lines = load_lines()
    central = {name for line in lines for name in line.central}
    local = {name for line in lines for name in line.local_names()}
    functions = {word for line in lines for word in line.functions}
    lists: dict[str, Iterable[str]] = {
        "central": {name for name in central - local if len(name) > 2},
        "named": local,
        "bare": {name for name in local if len(name) > 2 and not name.startswith("委")},
        "short": {name for name in local | central if len(name) == 2},
        "function": functions,
        "function_word": functions | {"纪检监察", "人社", "住建", "发改"},
    }
    macros = {name: trie(found) for name, found in lists.items()}
    written: dict[str, list[str]] = table["words"]  # type: ignore[assignment]
    macros |= {name: _alternation(found) for name, found in written.items()}
    macros["behind_cue"] = _behind([*written["cue"], *written["verb"]])
    patterns: dict[str, str] = table["macros"]  # type: ignore[assignment]
    for name, pattern in patterns.items():
        macros[name] = f"(?:{_expand(pattern, macros)})"
    return macros


def _expand(pattern: str, macros: dict[str, str]) -> str:
    return str(_MACRO.sub(lambda match: macros[match.group(1)], pattern))


def _alternation(found: Iterable[str]) -> str:
    """Longest first; a word may end in a lookahead, (?!…) or (?=…), and parentheses in it are literal else."""
    plain = [word for word in found if "(?" not in word]
    guarded = [word for word in found if "(?" in word]
    return "(?:" + "|".join([*guarded, trie(plain)]) + ")"


def _behind(found: Sequence[str]) -> str:
    """A lookbehind for any of the words; it is matched from their ends, so it shares the ends."""
    ends = "".join(sorted({word[-1] for word in found}))
    return f"(?<=[{ends}])(?<={trie([word[::-1] for word in found], backwards=True)})"


def trie(found: Iterable[str], *, backwards: bool = False) -> str:
    """A pattern that matches the longest of the words, sharing their beginnings.

    ``backwards``: of words given from their end, sharing their ends. A long list is refused at once by a character set.
    """
    heads: dict[str, list[str]] = {}
    ends = False
    for word in sorted(set(found)):
        if word:
            heads.setdefault(word[0], []).append(word[1:])
        else:
            ends = True
    if not heads:
        return ""
    rests = {regex.escape(head): trie(tails, backwards=backwards) for head, tails in heads.items()}
    branches = [tail + head if backwards else head + tail for head, tail in rests.items()]
    body = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    if len(heads) > _MANY and not ends and not backwards:
        body = f"(?:(?=[{''.join(rests)}]){body})"
    return f"{body}?" if ends else body
