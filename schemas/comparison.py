"""The comparison of two plans: which obligations correspond, and what changed in each pair.

``upper`` is the plan that is compared with (of the higher level, the draft, the earlier year), ``lower`` the plan that
is compared (of the lower level, the final version, the later year).
"""

from typing import Literal

from schemas.base import Model
from schemas.obligation import Target

# level: a plan and one of a lower level; version: two versions of one plan; year: plans of one government in two
# years; neighbour: plans of different places on one level.
Relation = Literal["level", "version", "year", "neighbour"]
Change = Literal["same", "earlier", "later", "changed", "added", "dropped", "none"]
MetricsChange = Literal["same", "raised", "lowered", "changed", "added", "dropped", "none"]
LeadRelation = Literal["counterpart", "other", "none"]
ModalityShift = Literal["same", "harder", "softer", "changed"]
# dates: both dates are full; assumed_year: an open year is taken to be that of the other plan; shifted: the years
# between two plans of one government are left out; recurrence: how often is compared.
DeadlineBasis = Literal["dates", "assumed_year", "shifted", "recurrence"]
# norm: a standard that is the same whatever the size of the place; share: a place's own part of a total.
MetricBasis = Literal["norm", "share"]


class Parts(Model):
    """The parts of the score of a pair, each from 0 (nothing in common) to 1; what each means stands in
    ``pipeline/tables/diff.toml``."""

    clause: float
    heading: float
    no_heading: float
    indicator: float
    line: float
    rank_upper: float
    rank_lower: float
    new: float


class DeadlineChange(Model):
    """What became of a deadline. ``days`` is how many days later the lower one is (negative: earlier), as far as
    dates can be subtracted; ``upper`` and ``lower`` are EDTF dates or RRULEs."""

    change: Change
    upper: str | None = None
    lower: str | None = None
    days: int | None = None
    basis: DeadlineBasis | None = None


class MetricChange(Model):
    """What became of one number. ``step`` is lower minus upper in the unit, ``step_share`` that as a share of the
    upper value (``None`` where that is 0); both are ``None`` where the numbers cannot be compared."""

    change: MetricsChange
    upper: Target | None = None
    lower: Target | None = None
    step: float | None = None
    step_share: float | None = None
    basis: MetricBasis | None = None


class PartiesChange(Model):
    """What became of the departments. ``support_added`` and ``support_dropped`` are functional lines (or names where
    no line is known) of those bound on one side only, leads apart."""

    lead: LeadRelation
    support_added: tuple[str, ...] = ()
    support_dropped: tuple[str, ...] = ()


class AlignedPair(Model):
    """An upper and a lower obligation that correspond, by their numbers; ``score`` is a probability."""

    upper: int
    lower: int
    score: float
    parts: Parts
    deadline: DeadlineChange
    metrics_change: MetricsChange
    metrics: tuple[MetricChange, ...] = ()
    parties: PartiesChange
    modality: ModalityShift


class Comparison(Model):
    """Two documents compared. ``not_taken_up`` are numbers of upper obligations without a counterpart, ``own`` those of
    lower ones."""

    upper: str
    lower: str
    relation: Relation
    pairs: tuple[AlignedPair, ...] = ()
    not_taken_up: tuple[int, ...] = ()
    own: tuple[int, ...] = ()
