"""Every row of every rule table proves itself by its own phrases.

A row must win, with its whole table against it, on the whole of each of its ``matches``, and on none of its
``ignores``. Two marks of the tables: a phrase may enclose in ⟨ ⟩ the part to be matched, where what stands around it
matters; and a table that says ``tried = "whole"`` is tried on whole labels or sentences, the first row winning, one
that says ``tried = "alone"`` row by row.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

import extractors
from extractors.rules import Rule, find_matches, load_rules, load_table
from extractors.shadow import shadow
from pipeline.readers.decoding import decode
from tests.conftest import SHARED

CORPUS = Path(__file__).parent.parent / "corpus" / "documents"
TABLES = sorted(path.stem for path in Path(extractors.__file__).parent.joinpath("tables").glob("*.toml"))
RULES = [(table, rule) for table in TABLES if "rule" in load_table(table) for rule in load_rules(table)]
OPEN, CLOSE = "⟨", "⟩"


def winners(table: str, phrase: str) -> list[tuple[str, str]]:
    """The rules that win on a phrase, each with what it matches."""
    shadowed = shadow(phrase)
    if load_table(table).get("tried") == "alone":
        return [(rule.id, match.group()) for rule in load_rules(table) for match in alone(rule, shadowed)]
    if load_table(table).get("tried") == "whole":
        return [(rule.id, shadowed) for rule in load_rules(table) if rule.compiled().fullmatch(shadowed)][:1]
    return [(rule.id, match.group()) for rule, match in find_matches(load_rules(table), shadowed)]


def alone(rule: Rule, shadowed: str) -> Iterator["regex.Match[str]"]:
    """A row that the code asks for by name; its note says if it is tried on the whole, at the start or anywhere."""
    if rule.note.startswith("The whole"):
        return filter(None, [rule.compiled().fullmatch(shadowed)])
    if rule.note.startswith(("Anywhere", "Before")):
        return rule.compiled().finditer(shadowed)
    return filter(None, [rule.compiled().match(shadowed)])


def names(value: object) -> str | None:
    return value.id if isinstance(value, Rule) else None


@pytest.mark.parametrize(("table", "rule"), RULES, ids=names)
def test_rule_wins_on_its_phrases(table: str, rule: Rule) -> None:
    for phrase in rule.matches:
        before, opened, rest = phrase.partition(OPEN)
        part = rest.partition(CLOSE)[0] if opened else before
        found = winners(table, phrase.replace(OPEN, "").replace(CLOSE, ""))
        if load_table(table).get("tried") == "alone":
            found = [winner for winner in found if winner[0] == rule.id]
        assert (rule.id, shadow(part)) in found if opened else found == [(rule.id, shadow(part))], phrase


@pytest.mark.parametrize(("table", "rule"), RULES, ids=names)
def test_rule_leaves_alone_what_it_ignores(table: str, rule: Rule) -> None:
    for phrase in rule.ignores:
        assert rule.id not in [winner for winner, matched in winners(table, phrase) if matched], phrase


def test_there_are_rules() -> None:
    assert len(RULES) > 50


def sample_texts() -> Iterator[str]:
    """All phrases of all tables, a line each, and the documents at hand."""
    phrases = (phrase for _, rule in RULES for phrase in (*rule.matches, *rule.ignores))
    yield shadow("\n".join(phrases).replace(OPEN, "").replace(CLOSE, ""))
    for folder in (CORPUS, SHARED / "seeds", SHARED / "documents"):
        for path in sorted(folder.glob("*.txt")) if folder.exists() else ():
            yield shadow(decode(path.read_bytes()))


def random_lines(table: str) -> str:
    """Phrases of a table cut and put together anew, the same each time."""
    chance = random.Random(table)
    phrases = [shadow(phrase) for rule in load_rules(table) for phrase in (*rule.matches, *rule.ignores)]
    pieces = [phrase[chance.randrange(len(phrase)) :][: chance.randrange(1, 12)] for phrase in phrases * 3]
    chance.shuffle(pieces)
    return "".join(piece + chance.choice(("", "", ",", "。", "\n")) for piece in pieces)


@pytest.mark.parametrize("table", sorted({table for table, _ in RULES}))
def test_the_gate_hides_no_match(table: str) -> None:
    rules, tried = load_rules(table), load_table(table).get("tried")
    for line in (line for text in (*sample_texts(), random_lines(table)) for line in text.splitlines()):
        if tried is None:
            found = [(row, *match.span()) for row, rule in enumerate(rules) for match in rule.compiled().finditer(line)]
            gated = ((row, *match.span()) for row, match in rules.found(line))
            assert sorted(gated) == [span for span in found if span[1] < span[2]], line
            continue
        for sentence in regex.split("[。;]", line):
            able = set(rules.gate.rows(sentence))
            for row, rule in enumerate(rules):
                fits = rule.compiled().fullmatch if tried == "whole" else rule.compiled().search
                assert row in able or not fits(sentence), (rule.id, sentence)


@pytest.mark.parametrize("table", sorted({table for table, _ in RULES}))
def test_a_look_at_the_first_character_hides_no_match(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.rules.guarded", lambda pattern, _: pattern)
    lines = [*next(sample_texts()).splitlines(), *random_lines(table).splitlines()]
    for rule, plain in zip(load_rules(table), load_rules.__wrapped__(table), strict=True):
        for line in lines if rule.pattern != plain.pattern else ():
            spans = [[match.span() for match in each.compiled().finditer(line)] for each in (rule, plain)]
            assert spans[0] == spans[1], (rule.id, line)
