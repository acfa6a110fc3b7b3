"""Which obligations of a run: by department, by document, by what they say."""

from datetime import date

from schemas.base import Model
from schemas.document import Level, Metadata
from schemas.mention import Modality, Role
from schemas.obligation import Extraction, Obligation, Party


class Selection(Model):
    """Conditions that an obligation meets all of; one that is ``None`` is no condition.

    ``department`` is a name as written or the name that all spellings share (省财政厅, 江西省财政厅); ``line`` a
    functional line (条线) under its name at the time or of today, so that 卫生健康 also finds the 卫生计生 of 2015.
    ``role`` narrows both to those who lead or support. ``level`` and ``region`` are those of the document's issuer, a
    region also a part of its name; ``issued`` the first and the last day, month or year of issue: ("2017", "2019-06").
    ``lead``, ``deadline`` and ``metric`` ask for obligations with (true) or without (false) one.
    """

    department: str | None = None
    line: str | None = None
    role: Role | None = None
    level: Level | None = None
    region: str | None = None
    issued: tuple[str | None, str | None] | None = None
    modality: Modality | None = None
    lead: bool | None = None
    deadline: bool | None = None
    metric: bool | None = None

    def takes(self, extraction: Extraction, obligation: Obligation) -> bool:
        """Whether an obligation meets every condition."""
        return self._takes_document(extraction.metadata) and self._takes_words(obligation) and self._binds(obligation)

    def _takes_document(self, metadata: Metadata) -> bool:
        return (
            self.level in (None, metadata.level)
            and (self.region is None or self.region in metadata.region)
            and (self.issued is None or _within(metadata.issued, *self.issued))
        )

    def _takes_words(self, obligation: Obligation) -> bool:
        return (
            self.modality in (None, obligation.modality)
            and self.lead in (None, bool(obligation.names("lead")))
            and self.deadline in (None, bool(obligation.due or obligation.rrule))
            and self.metric in (None, bool(obligation.targets))
        )

    def _binds(self, obligation: Obligation) -> bool:
        asked = (self.department, self.line, self.role)
        return asked == (None, None, None) or any(self._is(party) for party in obligation.parties)

    def _is(self, party: Party) -> bool:
        return (
            self.role in (None, party.role)
            and self.department in (None, party.name, party.entity)
            and self.line in (None, party.line, party.current_line)
        )


def _within(day: date | None, first: str | None, last: str | None) -> bool:
    """Whether a day lies in a period whose ends are written as year, month or day; an unknown day does not."""
    if day is None:
        return False
    written = day.isoformat()
    return (first is None or written >= first) and (last is None or written[: len(last)] <= last)
