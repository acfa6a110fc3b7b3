"""What a store counts: files by state, documents, obligations, departments."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import case, func, select

from pipeline.store_engine import Database
from pipeline.store_tables import DocumentRow, FileRow, ObligationRow, PartyRow, UnderWayRow
from schemas.file import FileState
from schemas.source import FileKind


class DepartmentCount(NamedTuple):
    """A department by the name that its spellings share, and how many tasks it leads and supports; both is leading."""

    name: str
    leads: int
    supports: int


class StoreCounts(Database):
    """The numbers that a run, its status and its report tell."""

    def count_files(self) -> dict[FileState, int]:
        """How many inputs there are in each state."""
        counted = select(FileRow.state.label("state"), func.count().label("count")).group_by(FileRow.state)
        return {row["state"]: row["count"] for row in self.rows(counted)}

    def last_seen(self) -> int:
        """The number of the last run, 0 where there was none."""
        return self.number(select(func.max(FileRow.seen)))

    def count_unread(self) -> int | None:
        """How many files are yet to be read where a run has not ended, ``None`` where it has.

        Those that it has not even looked at are counted: they are the files it found less those that it has met.
        """
        under_way = self.rows(select(UnderWayRow.seen, UnderWayRow.files))
        waiting = self.count_files().get("waiting", 0)
        met = {row["seen"]: self.number(select(func.count()).where(FileRow.seen == row["seen"])) for row in under_way}
        unmet = sum(max(0, row["files"] - met[row["seen"]]) for row in under_way)
        return waiting + unmet if under_way or waiting else None

    def count_waiting(self, seen: int) -> int:
        """How many files that run met are yet to be read."""
        return self.number(select(func.count()).where(FileRow.state == "waiting", FileRow.seen == seen))

    def count_documents(self, *, before: int | None = None) -> int:
        """How many documents there are, or how many of them no run from that number on has met."""
        query = select(func.count()).select_from(DocumentRow)
        if before is not None:
            query = query.join(FileRow, FileRow.name == DocumentRow.name).where(FileRow.seen < before)
        return self.number(query)

    def count_obligations(self) -> int:
        """How many obligations there are."""
        return self.number(select(func.count()).select_from(ObligationRow))

    def count_versions(self) -> list[tuple[FileKind | None, str, str, int]]:
        """Format, version of program, version of rules of the documents that are done, and how many; sorted."""
        by = (FileRow.kind, FileRow.program, FileRow.rules)
        query = select(*by, func.count()).where(FileRow.state == "done").group_by(*by)
        rows: Sequence[Any] = self.transact(lambda connection: connection.execute(query).all())
        return sorted(((row[0], row[1], row[2], int(row[3])) for row in rows), key=lambda row: (row[0] or "", row[1:]))

    def count_departments(self) -> list[DepartmentCount]:
        """Every department with the numbers of its tasks, in no order."""
        leads = func.max(case((PartyRow.role == "lead", 1), else_=0)).label("leads")
        task = (PartyRow.document, PartyRow.obligation, PartyRow.entity)
        each = select(PartyRow.entity.label("name"), leads).group_by(*task).subquery()
        sums = select(each.c.name, func.sum(each.c.leads), func.sum(1 - each.c.leads)).group_by(each.c.name)
        rows = self.transact(lambda connection: connection.execute(sums).all())
        return [DepartmentCount(name, int(led), int(supported)) for name, led, supported in rows]
