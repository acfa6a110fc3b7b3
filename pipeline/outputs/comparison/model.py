"""What the views of comparisons share: a compared document, and the columns of the dyads."""

from collections.abc import Callable
from typing import NamedTuple

from pipeline.diff.settings import part_meanings
from pipeline.messages import Lang, say
from pipeline.outputs.rows import SEPARATOR, due_text, number_text, role_text, section_text, target_text
from schemas.comparison import AlignedPair, Comparison, MetricChange, Parts
from schemas.obligation import Extraction, Obligation


class Compared(NamedTuple):
    """A lower document with its comparison to the upper one."""

    upper: Extraction
    lower: Extraction
    comparison: Comparison

    def obligations(self, pair: AlignedPair) -> tuple[Obligation, Obligation]:
        """The two obligations of a pair."""
        return self.upper.obligations[pair.upper - 1], self.lower.obligations[pair.lower - 1]


class Dyad(NamedTuple):
    """A pair with its obligations."""

    upper: Obligation
    lower: Obligation
    pair: AlignedPair


Cell = str | int | float


class Column(NamedTuple):
    """A column of the dyads; label and meaning stand in the table of messages under ``diff.KEY``."""

    key: str
    value: Callable[[Dyad, Lang], Cell]
    width: int = 14

    def label(self, lang: Lang) -> str:
        """The header."""
        return say(f"diff.{self.key}", lang)


def dyads(compared: Compared) -> list[Dyad]:
    """The pairs in the order of the upper document."""
    return [Dyad(*compared.obligations(pair), pair) for pair in compared.comparison.pairs]


def change_word(change: str, lang: Lang) -> str:
    """A change for reading."""
    return say(f"diff.change_{change}", lang)


def metric_text(change: MetricChange, lang: Lang) -> str:
    """One number's change: 加码：筹资标准=55元 → 筹资标准=60元 (+5)."""
    sides = [target_text(target) for target in (change.upper, change.lower) if target]
    step = f" ({'+' if change.step > 0 else ''}{number_text(change.step)})" if change.step else ""
    share = say("diff.share_note", lang) if change.basis == "share" else ""
    return f"{change_word(change.change, lang)}{say('diff.colon', lang)}{' → '.join(sides)}{step}{share}"


def metrics_text(pair: AlignedPair, lang: Lang) -> str:
    """All numbers of a pair."""
    return SEPARATOR.join(metric_text(change, lang) for change in pair.metrics)


def deadline_text(pair: AlignedPair, lang: Lang) -> str:
    """A deadline's change with its days: 提前 30 天."""
    change = pair.deadline
    days = say("diff.days_text", lang, {"days": str(abs(change.days))}) if change.days else ""
    note = say("diff.assumed_note", lang) if change.basis == "assumed_year" else ""
    return f"{change_word(change.change, lang)}{days}{note}"


def _basis(dyad: Dyad, lang: Lang) -> str:
    return say(f"diff.basis_{dyad.pair.deadline.basis}", lang) if dyad.pair.deadline.basis else ""


def _days(dyad: Dyad, _: Lang) -> Cell:
    return "" if dyad.pair.deadline.days is None else dyad.pair.deadline.days


def _part(name: str) -> Callable[[Dyad, Lang], Cell]:
    return lambda dyad, _: float(getattr(dyad.pair.parts, name))


PART_COLUMNS = tuple(Column(f"part_{name}", _part(name), 8) for name in Parts.model_fields)

COLUMNS = (
    Column("upper_document", lambda dyad, _: dyad.upper.document, 18),
    Column("lower_document", lambda dyad, _: dyad.lower.document, 18),
    Column("upper_number", lambda dyad, _: dyad.upper.number, 6),
    Column("lower_number", lambda dyad, _: dyad.lower.number, 6),
    Column("upper_section", lambda dyad, _: section_text(dyad.upper.section), 18),
    Column("lower_section", lambda dyad, _: section_text(dyad.lower.section), 18),
    Column("upper_text", lambda dyad, _: dyad.upper.text, 46),
    Column("lower_text", lambda dyad, _: dyad.lower.text, 46),
    Column("score", lambda dyad, _: dyad.pair.score, 8),
    Column("deadline", lambda dyad, lang: change_word(dyad.pair.deadline.change, lang), 9),
    Column("days", _days, 8),
    Column("upper_due", lambda dyad, _: dyad.upper.due or dyad.upper.rrule or "", 12),
    Column("lower_due", lambda dyad, _: dyad.lower.due or dyad.lower.rrule or "", 12),
    Column("deadline_basis", _basis, 14),
    Column("metrics", lambda dyad, lang: change_word(dyad.pair.metrics_change, lang), 9),
    Column("metric_changes", lambda dyad, lang: metrics_text(dyad.pair, lang), 30),
    Column("lead", lambda dyad, lang: say(f"diff.lead_{dyad.pair.parties.lead}", lang), 9),
    Column("upper_lead", lambda dyad, _: role_text(dyad.upper, "lead"), 16),
    Column("lower_lead", lambda dyad, _: role_text(dyad.lower, "lead"), 16),
    Column("support_added", lambda dyad, _: SEPARATOR.join(dyad.pair.parties.support_added), 16),
    Column("support_dropped", lambda dyad, _: SEPARATOR.join(dyad.pair.parties.support_dropped), 16),
    Column("modality", lambda dyad, lang: change_word(dyad.pair.modality, lang), 9),
    *PART_COLUMNS,
)


def part_meaning(key: str) -> str:
    """The meaning of a part's column."""
    return part_meanings()[key.removeprefix("part_")]


class SingleColumn(NamedTuple):
    """A column of the obligations that have no counterpart."""

    key: str
    value: Callable[[Obligation, Lang], Cell]
    width: int = 14


SINGLE_COLUMNS = (
    SingleColumn("document", lambda each, _: each.document, 20),
    SingleColumn("number", lambda each, _: each.number, 6),
    SingleColumn("section", lambda each, _: section_text(each.section), 24),
    SingleColumn("text", lambda each, _: each.text, 60),
    SingleColumn("lead_names", lambda each, _: role_text(each, "lead"), 20),
    SingleColumn("due", due_text, 16),
    SingleColumn("numbers", lambda each, _: SEPARATOR.join(map(target_text, each.targets)), 24),
)


def not_taken_up(compared: Compared) -> list[Obligation]:
    """The upper obligations without a counterpart."""
    return [compared.upper.obligations[number - 1] for number in compared.comparison.not_taken_up]


def own(compared: Compared) -> list[Obligation]:
    """The lower obligations without a counterpart."""
    return [compared.lower.obligations[number - 1] for number in compared.comparison.own]
