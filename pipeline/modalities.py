"""The modality of a unit: what its predicates say, weighed (guideline rule 16)."""

from collections import Counter
from collections.abc import Sequence

from pipeline.clauses import Clause, is_adverbial, is_consequence
from pipeline.mentions import Mentions, within
from schemas.mention import Modality


def unit_modality(clauses: Sequence[Clause], mentions: Mentions, skip_until: int) -> tuple[Modality, str | None]:
    """The modality of most predicates of a unit, on a tie the first; with the id of the rule that decided it.

    Assignment expressions, adverbial clauses and clauses that only state the good that comes of it do not vote, unless
    nothing else is there. What is encouraged first is encouraged throughout: the verbs after it belong to whoever is.
    """
    votes: list[tuple[Modality, str | None]] = []
    for clause in clauses:
        if clause.end <= skip_until:
            continue
        cues = within(mentions.modalities, clause.start, clause.end)
        if cues:
            votes.append((cues[0].modality, cues[0].rule))
        elif not is_adverbial(mentions.shadow, clause) and not is_consequence(mentions.shadow, clause):
            votes.append(("must", None))
    if not votes:
        return "must", None
    if votes[0][0] == "encourage" and not (votes[0][1] or "").endswith("may"):
        return votes[0]
    counts = Counter(modality for modality, _ in votes)
    most = max(counts.values())
    return next(vote for vote in votes if counts[vote[0]] == most)
