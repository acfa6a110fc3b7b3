"""Which obligations a responsibility matrix is made of."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple, TypeVar, get_args

import regex

from pipeline.messages import UserError
from schemas.document import Level
from schemas.mention import Modality, Role
from schemas.obligation import Extraction, Obligation, Party

Word = TypeVar("Word", bound=str)

_DAY = regex.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


class Period(NamedTuple):
    """From one day to another, both included and written as 2022, 2022-06 or 2022-06-30; empty where open."""

    first: str = ""
    last: str = ""

    def holds(self, day: str | None) -> bool:
        """Whether a day lies in the period; one that is not known, or whose year is open, lies in none but the open."""
        if not (self.first or self.last):
            return True
        if not day or not day[:1].isdigit():
            return False
        return day[: len(self.first)] >= self.first and (not self.last or day[: len(self.last)] <= self.last)

    def meets(self, first: str | None, last: str | None) -> bool:
        """Whether a time from one day to another lies in it at least in part; a day that is not known sets no end."""
        late = first and self.last and first[: len(self.last)] > self.last
        early = last and last[:1].isdigit() and last[: len(self.first)] < self.first
        return not (late or early)


def read_period(text: str) -> Period:
    """A period as 2017..2019-06, 2017.., ..2019 or 2017. Raises ``UserError``."""
    first, dots, last = text.partition("..")
    if any(part and not _DAY.fullmatch(part) for part in (first, last)):
        raise UserError("period_wrong", value=text)
    if last and first[: len(last)] > last:
        raise UserError("period_backwards", value=text, first=first, last=last)
    return Period(first, last if dots else first)


def read_levels(values: Iterable[str]) -> tuple[Level, ...]:
    """Levels by their names. Raises ``UserError``."""
    known: dict[str, Level] = {level: level for level in get_args(Level)}
    for value in values:
        read_one_of("level", value, tuple(known))
    return tuple(known[value] for value in values)


def read_one_of(option: str, value: Word | None, known: tuple[Word, ...]) -> Word | None:
    """A word of a closed list; None asks for all. Raises ``UserError``: with another word no row would be found."""
    if value is not None and value not in known:
        raise UserError("not_one_of", option=option, value=value, known="、".join(known))
    return value


class Selection(NamedTuple):
    """The filters; an empty one lets everything through. ``departments`` and ``lines`` look at parties of any role.

    A department is meant by its name as written or by its unified name; a line by its name then or now. ``role``
    narrows both to those who lead or support, and alone asks for obligations that have such a party.
    """

    departments: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    regions: tuple[str, ...] = ()
    issued: Period = Period()
    due: Period = Period()
    with_lead: bool | None = None
    with_deadline: bool | None = None
    with_metric: bool | None = None
    modality: Modality | None = None
    role: Role | None = None

    def keeps_document(self, extraction: Extraction) -> bool:
        """Whether the obligations of a document are looked at."""
        said = extraction.metadata
        day = said.issued.isoformat() if said.issued else None
        places = not self.regions or any(region in said.region for region in self.regions)
        return places and (not self.levels or said.level in self.levels) and self.issued.holds(day)

    def keeps(self, obligation: Obligation, issued: date | None) -> bool:
        """Whether an obligation of such a document is in the matrix; ``issued`` is the document's date."""
        dated = bool(obligation.due or obligation.rrule)
        asked = (
            (self.with_lead, bool(obligation.names("lead"))),
            (self.with_deadline, dated),
            (self.with_metric, bool(obligation.targets)),
            (self.modality, obligation.modality),
        )
        if any(wanted not in (None, given) for wanted, given in asked):
            return False
        if (self.departments or self.lines or self.role) and not any(map(self.means, obligation.parties)):
            return False
        if obligation.rrule:  # due again and again, from the date of issue to the deadline, if there is one
            return self.due.meets(issued.isoformat() if issued else None, obligation.due)
        return self.due.holds(obligation.due)

    def means(self, party: Party) -> bool:
        """Whether a party is one that the filters name; anybody is where they name nobody."""
        if self.role not in (None, party.role):
            return False
        named = not self.departments or party.name in self.departments or party.entity in self.departments
        return named and (not self.lines or party.line in self.lines or party.current_line in self.lines)


def check_names(selection: Selection, extractions: Iterable[Extraction]) -> None:
    """Raise ``UserError`` for a department, line or region that nothing in the run bears, naming similar ones."""
    parties = set()
    regions = set()
    for extraction in extractions:
        regions.add(extraction.metadata.region)
        parties |= {(p.name, p.entity, p.line, p.current_line) for o in extraction.obligations for p in o.parties}
    names = {name for party in parties for name in party[:2]}
    lines = {line for party in parties for line in party[2:] if line}
    asked = ((selection.departments, names, "department"), (selection.lines, lines, "line"))
    for wanted, known, option in asked:
        for value in wanted:
            if value not in known:
                raise _unknown(option, value, known)
    for value in selection.regions:
        if not any(value in region for region in regions):
            raise _unknown("region", value, regions)


def _unknown(option: str, value: str, known: set[str]) -> UserError:
    inside = sorted(name for name in known if value in name)
    close = inside or get_close_matches(value, sorted(known), n=8, cutoff=0.3) or sorted(known)
    return UserError("nothing_named", option=option, value=value, known="、".join(close[:8]))
