"""Rule tables: TOML rows that say what they match, what they mean, and what proves them.

A table has ``[macros]`` (name = pattern, or a list of alternatives; written ``<name>`` in a rule, may use macros above
them) and ``[[rule]]`` rows. Patterns match on the shadow of a text (``extractors.shadow``), so they are written with
half-width digits and punctuation: ``,`` ``;`` ``:`` ``(`` ``)`` ``%``; but 、 。 “ ” 《 》 as they are.
"""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from importlib.resources import files
from operator import itemgetter
from typing import NamedTuple

import regex
from pydantic import Field, ValidationError

from extractors.gates import Gate
from extractors.needed_words import Known, Words, guarded, known_of, needed_words
from schemas.base import Model

_MACRO = regex.compile(r"(?<!\(\?P)(?<!\(\?)<([a-z_]+)>")


class Rule(Model):
    """One row. ``means`` names what the engine does with a match; ``matches`` and ``ignores`` prove the row."""

    id: str
    pattern: str
    means: str
    matches: tuple[str, ...] = Field(min_length=1)
    ignores: tuple[str, ...] = ()
    note: str = ""

    def compiled(self) -> "regex.Pattern[str]":
        """The pattern, compiled once."""
        return self._regex

    @cached_property
    def _regex(self) -> "regex.Pattern[str]":
        return regex.compile(self.pattern)


class RuleMatch(NamedTuple):
    """A rule and its match in the shadow of a text."""

    rule: Rule
    match: "regex.Match[str]"


class TableError(Exception):
    """A table of rules cannot be used; the message says which row and why."""


class Rules(tuple[Rule, ...]):
    """The rows of a table in its order, with the gate that tells which of them can match where."""

    gate: Gate
    _patterns: tuple["regex.Pattern[str]", ...]

    def __new__(cls, rules: Iterable[Rule], needs: Sequence[Sequence[Words]]) -> "Rules":
        made = super().__new__(cls, rules)
        made.gate = Gate(needs)
        made._patterns = tuple(rule.compiled() for rule in made)
        return made

    def found(self, shadowed: str) -> Iterator[tuple[int, "regex.Match[str]"]]:
        """The matches of every row that are not empty, with the number of the row; they may overlap."""
        return self.gate.found(self._patterns, shadowed)

    def possible(self, shadowed: str) -> Iterator[Rule]:
        """The rows that can match somewhere in a phrase."""
        return map(self.__getitem__, self.gate.rows(shadowed))

    def whole_match(self, shadowed: str) -> Rule | None:
        """The first row that matches the whole of a phrase; for tables with ``tried = "whole"``."""
        return next((rule for rule in self.possible(shadowed) if rule.compiled().fullmatch(shadowed)), None)


@cache
def load_table(name: str) -> dict[str, object]:
    """One TOML table of ``extractors/tables`` as plain data."""
    return tomllib.loads(files("extractors").joinpath("tables", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def load_rules(name: str) -> Rules:
    """The rules of a table, macros written out, in the order of the file. Raises ``TableError``."""
    table = load_table(name)
    macros: dict[str, str] = {}
    known: dict[str, Known] = {}
    for key, written in dict(table.get("macros", {})).items():  # type: ignore[call-overload]
        pattern = written if isinstance(written, str) else "|".join(written)
        known[key] = known_of(pattern, known)
        macros[key] = f"(?:{_expand(guarded(pattern, known), macros, name)})"
    rows: list[dict[str, object]] = table.get("rule", [])  # type: ignore[assignment]
    rules = [_rule({**row, "pattern": guarded(str(row.get("pattern", "")), known)}, macros, name) for row in rows]
    ids = [rule.id for rule in rules]
    if len(ids) != len(set(ids)):
        raise TableError(f"extractors/tables/{name}.toml: the ids of rules must differ: {ids}")
    return Rules(rules, [needed_words(known_of(str(row["pattern"]), known)) for row in rows])


def _rule(row: dict[str, object], macros: dict[str, str], table: str) -> Rule:
    try:
        rule = Rule.model_validate({**row, "pattern": _expand(str(row.get("pattern", "")), macros, table)})
        rule.compiled()
    except (ValidationError, regex.error) as error:
        raise TableError(f"extractors/tables/{table}.toml, rule {row.get('id', '?')}: {error}") from error
    return rule


def _expand(pattern: str, macros: dict[str, str], table: str) -> str:
    def macro(match: "regex.Match[str]") -> str:
        name = match.group(1)
        if name not in macros:
            raise TableError(f"extractors/tables/{table}.toml: <{name}> is not a macro of this table: {sorted(macros)}")
        return macros[name]

    return str(_MACRO.sub(macro, pattern))


def find_matches(rules: Rules, shadowed: str) -> list[RuleMatch]:
    """Matches in reading order that do not overlap: of two that do, the longer wins, then the row higher in the table.

    A rule that means ``decoy`` takes part like any other and so keeps the rest off its characters; callers drop it.
    """
    found = [(match.start() - match.end(), row, match.start(), match) for row, match in rules.found(shadowed)]
    taken = bytearray(len(shadowed))
    kept = []
    for negative, row, start, match in sorted(found, key=itemgetter(0, 1, 2)):
        if taken.find(1, start, start - negative) < 0:
            taken[start : start - negative] = b"\x01" * -negative
            kept.append((start, RuleMatch(rules[row], match)))
    kept.sort(key=itemgetter(0))
    return [match for _, match in kept]


@cache
def pattern_of(table: str, rule_id: str) -> "regex.Pattern[str]":
    """The pattern of one row, for code that asks for it by name. Raises ``KeyError`` where there is none."""
    return {rule.id: rule.compiled() for rule in load_rules(table)}[rule_id]


@cache
def any_of(table: str) -> "regex.Pattern[str]":
    """All rows of a table as one pattern, to see at once that none of them matches at a place."""
    return regex.compile(guarded("|".join(f"(?:{rule.pattern})" for rule in load_rules(table)), {}))
