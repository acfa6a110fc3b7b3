"""Every row of every rule table proves itself by its own phrases.

A row must win, with its whole table against it, on the whole of each of its ``matches``, and on none of its
``ignores``. Two marks of the tables: a phrase may enclose in ⟨ ⟩ the part to be matched, where what stands around it
matters; and a table that says ``tried = "whole"`` is tried on whole labels or sentences, the first row winning.
"""

from pathlib import Path

import pytest

import extractors
from extractors.rules import Rule, find_matches, load_rules, load_table
from extractors.shadow import shadow

TABLES = sorted(path.stem for path in Path(extractors.__file__).parent.joinpath("tables").glob("*.toml"))
RULES = [(table, rule) for table in TABLES if "rule" in load_table(table) for rule in load_rules(table)]
OPEN, CLOSE = "⟨", "⟩"


def winners(table: str, phrase: str) -> list[tuple[str, str]]:
    """The rules that win on a phrase, each with what it matches."""
    shadowed = shadow(phrase)
    if load_table(table).get("tried") == "whole":
        return [(rule.id, shadowed) for rule in load_rules(table) if rule.compiled().fullmatch(shadowed)][:1]
    return [(rule.id, match.group()) for rule, match in find_matches(load_rules(table), shadowed)]


def names(value: object) -> str | None:
    return value.id if isinstance(value, Rule) else None


@pytest.mark.parametrize(("table", "rule"), RULES, ids=names)
def test_rule_wins_on_its_phrases(table: str, rule: Rule) -> None:
    for phrase in rule.matches:
        before, opened, rest = phrase.partition(OPEN)
        part = rest.partition(CLOSE)[0] if opened else before
        found = winners(table, phrase.replace(OPEN, "").replace(CLOSE, ""))
        assert (rule.id, shadow(part)) in found if opened else found == [(rule.id, shadow(part))], phrase


@pytest.mark.parametrize(("table", "rule"), RULES, ids=names)
def test_rule_leaves_alone_what_it_ignores(table: str, rule: Rule) -> None:
    for phrase in rule.ignores:
        assert rule.id not in [winner for winner, _ in winners(table, phrase)], phrase


def test_there_are_rules() -> None:
    assert len(RULES) > 50
