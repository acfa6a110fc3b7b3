"""Rule tables: TOML rows that say what they match, what they mean, and what proves them.

A table has ``[macros]`` (name = pattern, written ``<name>`` in a rule, may use macros above them) and ``[[rule]]``
rows. Patterns match on the shadow of a text (``extractors.shadow``), so they are written with half-width digits and
punctuation: ``,`` ``;`` ``:`` ``(`` ``)`` ``%``; but 、 。 “ ” 《 》 as they are.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

import regex
from ahocorasick_rs import AhoCorasick
from pydantic import Field, ValidationError

from schemas.base import Model

# A pattern sees so much of the text behind the line that it matches in.
_AHEAD = 100
_MACRO = regex.compile(r"(?<!\(\?P)(?<!\(\?)<([a-z_]+)>")


class Rule(Model):
    """One row. ``means`` names what the engine does with a match; ``matches`` and ``ignores`` prove the row.

    ``needs`` are words one of which stands in every match, for a pattern that is dear to try: a line without any of
    them is not searched.
    """

    id: str
    pattern: str
    means: str
    matches: tuple[str, ...] = Field(min_length=1)
    ignores: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    note: str = ""

    def compiled(self) -> "regex.Pattern[str]":
        """The pattern, compiled once."""
        return self._regex

    def possible(self, shadowed: str, start: int = 0, end: int | None = None) -> bool:
        """Whether a stretch holds what every match needs."""
        return not self.needs or any(shadowed.find(word, start, end) >= 0 for word in self.needs)

    def found(self, shadowed: str) -> Iterator["regex.Match[str]"]:
        """The matches of the pattern that are not empty, in reading order; none of them spans two lines."""
        pattern, begin = self.compiled(), 0
        for line_start, line_end in _lines_with(self.needs, shadowed) if self.needs else ((0, len(shadowed)),):
            for match in pattern.finditer(shadowed, max(begin, line_start), line_end + _AHEAD):
                if match.start() > line_end:
                    break
                begin = match.end()
                if match.end() > match.start():
                    yield match

    @cached_property
    def _regex(self) -> "regex.Pattern[str]":
        return regex.compile(self.pattern)


class RuleMatch(NamedTuple):
    """A rule and its match in the shadow of a text."""

    rule: Rule
    match: "regex.Match[str]"


class TableError(Exception):
    """A table of rules cannot be used; the message says which row and why."""


def _lines_with(words: Sequence[str], shadowed: str) -> list[tuple[int, int]]:
    """The lines that hold one of the words, without their breaks, in order."""
    lines = {}
    for word in words:
        place = shadowed.find(word)
        while place >= 0:
            end = shadowed.find("\n", place)
            end = len(shadowed) if end < 0 else end
            lines[shadowed.rfind("\n", 0, place) + 1] = end
            place = shadowed.find(word, end)
    return sorted(lines.items())


@cache
def load_table(name: str) -> dict[str, object]:
    """One TOML table of ``extractors/tables`` as plain data."""
    return tomllib.loads(files("extractors").joinpath("tables", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def load_rules(name: str) -> tuple[Rule, ...]:
    """The rules of a table, macros written out, in the order of the file. Raises ``TableError``."""
    table = load_table(name)
    macros: dict[str, str] = {}
    for key, pattern in dict(table.get("macros", {})).items():  # type: ignore[call-overload]
        macros[key] = f"(?:{_expand(pattern, macros, name)})"
    rows: list[dict[str, object]] = table.get("rule", [])  # type: ignore[assignment]
    rules = []
    for row in rows:
        try:
            rule = Rule.model_validate({**row, "pattern": _expand(str(row.get("pattern", "")), macros, name)})
            rule.compiled()
        except (ValidationError, regex.error) as error:
            raise TableError(f"extractors/tables/{name}.toml, rule {row.get('id', '?')}: {error}") from error
        rules.append(rule)
    ids = [rule.id for rule in rules]
    if len(ids) != len(set(ids)):
        raise TableError(f"extractors/tables/{name}.toml: the ids of rules must differ: {ids}")
    return tuple(rules)


def _expand(pattern: str, macros: dict[str, str], table: str) -> str:
    def macro(match: "regex.Match[str]") -> str:
        name = match.group(1)
        if name not in macros:
            raise TableError(f"extractors/tables/{table}.toml: <{name}> is not a macro of this table: {sorted(macros)}")
        return macros[name]

    return str(_MACRO.sub(macro, pattern))


def find_matches(rules: Sequence[Rule], shadowed: str) -> Iterator[RuleMatch]:
    """Matches in reading order that do not overlap: of two that do, the longer wins, then the row higher in the table.

    A rule that means ``decoy`` takes part like any other and so keeps the rest off its characters; callers drop it.
    """
    found = [
        (match.start() - match.end(), order, match.start(), RuleMatch(rule, match))
        for order, rule in enumerate(rules)
        for match in rule.found(shadowed)
    ]
    found.sort(key=lambda item: item[:3])
    taken = bytearray(len(shadowed))
    kept = []
    for _, _, start, rule_match in found:
        end = rule_match.match.end()
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append(rule_match)
    return iter(sorted(kept, key=lambda item: item.match.start()))


@cache
def pattern_of(table: str, rule_id: str) -> "regex.Pattern[str]":
    """The pattern of one row, for code that asks for it by name. Raises ``KeyError`` where there is none."""
    return rule_of(table, rule_id).compiled()


@cache
def rule_of(table: str, rule_id: str) -> Rule:
    """One row. Raises ``KeyError`` where there is none."""
    return {rule.id: rule for rule in load_rules(table)}[rule_id]


@cache
def any_of(table: str) -> "regex.Pattern[str]":
    """All rows of a table as one pattern, to see at once that none of them matches at a place."""
    return regex.compile("|".join(f"(?:{rule.pattern})" for rule in load_rules(table)))


@cache
def _needles(table: str) -> tuple[AhoCorasick, tuple[tuple[int, ...], ...], tuple[int, ...]]:
    """An automaton of all words that rows of a table need, the rows that each word serves, and the rows without."""
    owners: dict[str, list[int]] = {}
    rules = load_rules(table)
    for row, rule in enumerate(rules):
        for word in rule.needs:
            owners.setdefault(word, []).append(row)
    free = tuple(row for row, rule in enumerate(rules) if not rule.needs)
    return AhoCorasick(list(owners)), tuple(map(tuple, owners.values())), free


def possible_rules(table: str, shadowed: str) -> list[Rule]:
    """The rows of a table that a phrase has the needed words for, in the order of the table."""
    automaton, owners, free = _needles(table)
    rows = {*free}
    for word, _, _ in automaton.find_matches_as_indexes(shadowed, overlapping=True):
        rows.update(owners[word])
    rules = load_rules(table)
    return [rules[row] for row in sorted(rows)]


def whole_match(rules: Sequence[Rule], shadowed: str) -> Rule | None:
    """The first row of a table that matches the whole of a phrase; for tables with ``tried = "whole"``."""
    return next((rule for rule in rules if rule.possible(shadowed) and rule.compiled().fullmatch(shadowed)), None)
