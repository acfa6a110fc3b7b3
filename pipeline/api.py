"""A run for Python and notebooks: its obligations, selected, as models or as pandas tables.

::

    import pipeline

    run = pipeline.open_run("results")
    run.obligations(line="财政", level="县", deadline=False).to_pandas()
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from extractors.lines import lines_by_name
from pipeline.messages import Lang, UserError, say
from pipeline.outputs.codebook import CSV_COLUMNS
from pipeline.outputs.rows import Row, to_rows
from pipeline.selection import Selection
from pipeline.store import Store, open_store
from schemas.document import Level
from schemas.mention import Modality, Role
from schemas.obligation import Extraction, Obligation, Party, Target

if TYPE_CHECKING:
    import pandas

_NEAR = 5  # how many lines are proposed in place of one that does not exist

Table = Literal["obligations", "parties", "targets"]


class Run:
    """A finished run. Use as a context manager, or leave it to Python to close the database."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._store.__exit__(kind, error, at)

    def documents(self) -> Iterator[Extraction]:
        """Every document with its text, metadata, obligations and problems, by name, one in memory at a time."""
        return self._store.extractions()

    def obligations(
        self,
        *,
        department: str | None = None,
        line: str | None = None,
        role: Role | None = None,
        level: Level | None = None,
        region: str | None = None,
        issued: tuple[str | None, str | None] | None = None,
        modality: Modality | None = None,
        lead: bool | None = None,
        deadline: bool | None = None,
        metric: bool | None = None,
    ) -> "Obligations":
        """The obligations that meet every condition given, all of them without one; see ``pipeline.selection``.

        Raises ``UserError`` for a line that the table of lines does not know.
        """
        return Obligations(
            self._store,
            Selection(
                department=department,
                line=line,
                role=role,
                level=level,
                region=region,
                issued=issued,
                modality=modality,
                lead=lead,
                deadline=deadline,
                metric=metric,
            ),
        )


class Obligations:
    """Obligations of a run, read anew from its database each time they are asked for."""

    def __init__(self, store: Store, selection: Selection) -> None:
        self._store = store
        self.selection = selection
        _check_line(selection.line)

    def __iter__(self) -> Iterator[Obligation]:
        return (row.obligation for row in self.rows())

    def __len__(self) -> int:
        return sum(1 for _ in self.rows())

    def rows(self) -> Iterator[Row]:
        """Each with its document, its number in the whole run, and the problems that touch it."""
        for row in to_rows(self._store.extractions()):
            if self.selection.takes(row.extraction, row.obligation):
                yield row

    def where(self, **conditions: Any) -> "Obligations":
        """Those that meet further conditions, named as for ``Run.obligations``."""
        given = self.selection.model_dump() | conditions
        return Obligations(self._store, Selection.model_validate(given))

    def to_pandas(
        self, table: Table = "obligations", *, lang: Lang = "zh", headers: bool = False
    ) -> "pandas.DataFrame":
        """A data frame with a row for each obligation, or for each of their ``parties`` or ``targets`` (metrics).

        Columns go by their keys, the same in every language (``lead``, ``due``, …), or with ``headers`` by what
        obligations.csv calls them in ``lang``; the codebook says what they hold. What a document does not state is
        missing. Parties and targets join the obligations by ``document`` and ``number``. Raises ``UserError`` where
        pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise UserError("extra_missing", extra="stats", modules="pandas") from error
        records = [record for row in self.rows() for record in _RECORDS[table](row, lang)]
        frame = pandas.DataFrame.from_records(records, columns=_COLUMNS[table])
        if "issued" in frame:
            frame["issued"] = pandas.to_datetime(frame["issued"])
        return frame.rename(columns={key: say(f"column.{key}", lang) for key in frame}) if headers else frame


def make_run(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    issued: date | None = None,
    manifest: str | Path | None = None,
    lang: Lang = "zh",
) -> Run:
    """Extract documents or folders into ``out`` and open the result: ``duban run`` for Python.

    Files that cannot be read are listed in problems.csv, as with the command. Raises ``UserError``.
    """
    from pipeline.run import run

    run(
        [Path(path) for path in paths],
        Path(out),
        issued=issued,
        manifest=None if manifest is None else Path(manifest),
        lang=lang,
    )
    return open_run(out)


def open_run(folder: str | Path) -> Run:
    """The run in a folder, the ``--out`` of ``duban run``. Raises ``UserError`` where there is none."""
    return Run(open_store(Path(folder), create=False))


def _check_line(line: str | None) -> None:
    """A line that does not exist would find nothing and say nothing."""
    known = lines_by_name()
    if line is not None and line not in known:
        near = [name for name in known if line in name or name in line] or get_close_matches(line, known, cutoff=0.3)
        raise UserError("unknown_line", line=line, near="、".join(near[:_NEAR]))


def _obligation_record(row: Row, lang: Lang) -> Iterator[dict[str, Any]]:
    record: dict[str, Any] = {column.key: column.value(row, lang) for column in CSV_COLUMNS}
    record = {key: None if value == "" else value for key, value in record.items()}
    yield record | {"issued": row.extraction.metadata.issued, "confidence": row.obligation.confidence}


def _party_records(row: Row, _: Lang) -> Iterator[dict[str, Any]]:
    for party in row.obligation.parties:
        yield _key(row) | party.model_dump(mode="json")


def _target_records(row: Row, _: Lang) -> Iterator[dict[str, Any]]:
    for target in row.obligation.targets:
        yield _key(row) | target.model_dump(mode="json")


def _key(row: Row) -> dict[str, Any]:
    return {"document": row.extraction.document, "number": row.obligation.number}


_COLUMNS: dict[Table, list[str]] = {
    "obligations": [column.key for column in CSV_COLUMNS],
    "parties": ["document", "number", *Party.model_fields],
    "targets": ["document", "number", *Target.model_fields],
}
_RECORDS: dict[Table, Callable[[Row, Lang], Iterator[dict[str, Any]]]] = {
    "obligations": _obligation_record,
    "parties": _party_records,
    "targets": _target_records,
}
