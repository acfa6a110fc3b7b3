"""How far a row can be trusted: the measured precision of the rules that made it.

``extractors/tables/precision.toml`` holds, for each field and rule, how many of the obligations whose field the rule
gave were right on the annotated documents (``python -m pipeline.accuracy precision`` measures them anew). A share of
few cases says little, so it is smoothed as if two more had been seen, one right and one wrong (Laplace's rule of
succession). A row is as good as the weakest of its rules.

It is the record of rules, not a probability, and does not tell right rows from wrong ones: what goes wrong is mostly
what was missed, or is peculiar to one document.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from extractors.rules import load_rules, load_table
from schemas.mention import Department, Role
from schemas.obligation import Obligation

TABLE = "precision"
FIELDS = ("unit", "lead", "support", "deadline", "metrics", "modality")
SHAPE, LISTED = "subject.shape", "subject.listed"

_DOUBTFUL = 0.75
_FEWEST = 3  # cases from which a measured share counts as a doubt
_ROLES = ("lead", "support")
_PRODUCES = {
    "unit": ("unit",),
    "deadlines": ("deadline",),
    "metrics": ("metrics",),
    "modality": ("modality",),
    **dict.fromkeys(("scope", "role_cues", "labels", "columns", "subject", "heading", "bracket"), _ROLES),
}
_BOUND_AS = {"lead": ("lead",), "support": ("support",)}  # 配合 says nothing about who leads


class Precision(NamedTuple):
    """How often a rule was right, of how often it was used."""

    right: int = 0
    used: int = 0

    @property
    def smoothed(self) -> float:
        """The share that was right, drawn towards one half where few cases were seen."""
        return (self.right + 1) / (self.used + 2)


def subject_rule(roles: Iterable[tuple[Department, Role]]) -> str:
    """The rule of a plain subject: whether its lead is known, or only has the shape of an actor before a modal verb."""
    # Names that no list of departments in the text holds have a negative index; see ``pipeline.actors``.
    shape = any(role == "lead" and name.kind == "body" and name.list_index < 0 for name, role in roles)
    return SHAPE if shape else LISTED


@cache
def load_precision() -> dict[str, dict[str, Precision]]:
    """The measured precision of rules by field; empty where it has not been measured."""
    table = load_table(TABLE)
    return {
        field: {rule: Precision(*counts) for rule, counts in dict(table.get(field, {})).items()}  # type: ignore[call-overload]
        for field in FIELDS
    }


def credits(obligation: Obligation) -> Iterator[tuple[str, str]]:
    """The fields that an obligation has, each with the rules that may have given it."""
    roles = {party.role for party in obligation.parties}
    has = {
        "unit": True,
        "lead": "lead" in roles,
        "support": "support" in roles,
        "deadline": bool(obligation.due or obligation.rrule),
        "metrics": bool(obligation.targets),
        "modality": True,
    }
    for rule in obligation.rules:
        yield from ((field, rule) for field in produces(rule) if has[field])


@cache
def produces(rule: str) -> tuple[str, ...]:
    """The fields that a rule may give; none for a rule that is not known."""
    table, _, row = rule.partition(".")
    if table in ("role_cues", "labels", "columns"):
        rows = load_rules("role_cues" if table == "role_cues" else "labels")
        means = next((each.means for each in rows if each.id == row), "")
        return _BOUND_AS.get(means, _ROLES)
    return _PRODUCES.get(table, ())


def rated(obligation: Obligation) -> Obligation:
    """The obligation with its confidence: the lowest measured precision among its rules, ``None`` without any."""
    precision = load_precision()
    shares = (precision[field][rule].smoothed for field, rule in credits(obligation) if rule in precision[field])
    lowest = min(shares, default=None)
    return obligation if lowest is None else obligation.model_copy(update={"confidence": round(lowest, 4)})


def doubtful_lead(obligation: Obligation) -> str | None:
    """The rule that makes an obligation's lead doubtful: one of low precision, or the mere shape of an actor."""
    seen = {rule: measured_lead(rule) for field, rule in credits(obligation) if field == "lead"}
    if SHAPE in seen:
        return SHAPE
    weak = [rule for rule, measured in seen.items() if measured.used >= _FEWEST and measured.smoothed < _DOUBTFUL]
    return min(weak, key=lambda rule: (seen[rule].smoothed, rule), default=None)


def measured_lead(rule: str) -> Precision:
    """How often a rule gave the right lead; none of none where it was not measured."""
    return load_precision()["lead"].get(rule, Precision())
