"""What a run counts of its obligations."""

from pipeline.outputs.roles import parties_once
from pipeline.outputs.rows import Row
from schemas.base import Model


class Tally(Model):
    """The counts of a run; ``twins`` are documents that seem to be another one once more."""

    obligations: int
    departments: int
    without_lead: int
    without_deadline: int
    with_problems: int
    twins: int = 0


class Counting:
    """Counts rows one by one; of departments it keeps the names under which graph and matrix count them."""

    def __init__(self) -> None:
        self._counts = dict.fromkeys(("obligations", "without_lead", "without_deadline", "with_problems"), 0)
        self._departments: set[str] = set()

    def add(self, row: Row) -> None:
        """Count a row."""
        obligation, counts = row.obligation, self._counts
        self._departments.update(parties_once(obligation))
        counts["obligations"] += 1
        counts["without_lead"] += not obligation.names("lead")
        counts["without_deadline"] += not (obligation.due or obligation.rrule)
        counts["with_problems"] += bool(row.problems)

    def tally(self) -> Tally:
        """What was counted."""
        return Tally(departments=len(self._departments), **self._counts)
