"""The modality of a unit: what its predicates say, weighed (guideline rule 16)."""

from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.rules import pattern_of
from pipeline.clauses import Clause, is_adverbial, is_condition, is_consequence, is_topic
from pipeline.mentions import Mentions, within
from schemas.mention import Modality

# So many plain predicates behind a 鼓励 at the head still belong to whoever is encouraged; more stand for themselves.
_CARRIED = 3
# 于, 在, 将 beside a date that fills its clause
_BESIDE_A_DATE = 1
Vote = tuple[Modality, str | None]


def unit_modality(clauses: Sequence[Clause], mentions: Mentions, skip_until: int) -> Vote:
    """The modality of most predicates of a unit, on a tie the first; with the id of the rule that decided it.

    Assignment expressions (up to ``skip_until``), conditions, topics, adverbial clauses and clauses that only state the
    good that comes of it have no vote, unless nothing else is there.
    """
    votes = list(_votes(clauses, mentions, skip_until))
    if not votes:
        cues = [cue for clause in clauses for cue in within(mentions.modalities, clause.start, clause.end)]
        return (cues[0].modality, cues[0].rule) if cues else ("must", None)
    counts = Counter(modality for modality, _ in votes)
    first, rule = votes[0]
    if first == "encourage" and rule != "modality.may" and counts["must"] <= _CARRIED:
        return votes[0]
    most = max(counts.values())
    return next(vote for vote in votes if counts[vote[0]] == most)


def _votes(clauses: Sequence[Clause], mentions: Mentions, skip_until: int) -> Iterator[Vote]:
    plain: Vote = ("must", None)
    for position, clause in enumerate(clauses):
        following = next((each for each in clauses[position + 1 :] if not is_condition(mentions.shadow, each)), None)
        if clause.end <= skip_until or is_condition(mentions.shadow, clause) or is_topic(mentions.shadow, clause):
            continue
        cues = within(mentions.modalities, clause.start, clause.end)
        dates = within(mentions.deadlines, clause.start, clause.end)
        said = sum(each.end - each.start for each in (*dates, *cues))
        dated = bool(dates) and clause.end - clause.start - said <= _BESIDE_A_DATE
        if dated and not cues:
            continue  # a date alone; 力争在年底前 has a say
        if cues:
            yield cues[0].modality, cues[0].rule
            plain = (cues[0].modality, cues[0].rule) if dated else plain  # 力争到2025年, and then what is to be reached
        elif following and not dates and _is_fronted(mentions.shadow, clause, following):
            continue  # what the next clause says may or must be done is put in front
        elif not is_adverbial(mentions.shadow, clause) and not is_consequence(mentions.shadow, clause):
            yield plain


def _is_fronted(shadowed: str, clause: Clause, following: Clause) -> bool:
    """无条件共享的数据，可以提供给…: a clause without a predicate, before one that begins with a modal verb."""
    modal = pattern_of("clauses", "modal")
    if modal.match(shadowed, following.start) is None:
        return False
    adverb = pattern_of("clauses", "adverb").match(shadowed, clause.start, clause.end)
    own = (
        modal.search(shadowed, clause.start, clause.end)
        or pattern_of("predicates", "verb").match(shadowed, adverb.end() if adverb else clause.start, clause.end)
        or pattern_of("actors", "actor").match(shadowed, clause.start, clause.end)
    )
    return own is None
