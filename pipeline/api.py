"""A run for Python and notebooks: its obligations, selected, as models or as pandas tables.

::

    import pipeline

    run = pipeline.open_run("results")
    run.obligations(line="财政", level="县", deadline=False).to_pandas()
"""

import warnings
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, get_args

from pipeline.messages import Lang, say
from pipeline.outputs.csv_table import header
from pipeline.outputs.responsibility.selection import Selection, check_names, read_levels, read_one_of, read_period
from pipeline.outputs.rows import Row, to_rows
from pipeline.outputs.tables.files import need
from pipeline.outputs.tables.model import Table, Variable
from pipeline.outputs.tables.obligations import run_tables
from pipeline.store import Store, open_store
from schemas.document import Level
from schemas.mention import Modality, Role
from schemas.obligation import Extraction, Obligation

if TYPE_CHECKING:
    import pandas

TableName = Literal["documents", "obligations", "parties", "targets"]


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
        department: str | Sequence[str] = (),
        line: str | Sequence[str] = (),
        role: Role | None = None,
        level: Level | Sequence[Level] = (),
        region: str | Sequence[str] = (),
        issued: str = "",
        due: str = "",
        modality: Modality | None = None,
        lead: bool | None = None,
        deadline: bool | None = None,
        metric: bool | None = None,
    ) -> "Obligations":
        """The obligations that meet every condition given, all of them without one.

        ``department`` is a name as written or the name that all spellings share (省财政厅, 江西省财政厅), ``line`` a
        functional line (条线) under its name then or now; ``role`` narrows both to those who lead or support.
        ``level`` and ``region`` are those of the document's issuer (a region by any part of its name), ``issued`` and
        ``due`` periods: "2022", "2017..2019-06", "2020.."; a recurring duty is due in every period that it runs in.
        ``lead``, ``deadline`` and ``metric`` ask for obligations with (true) or without (false) one. Of several names
        any will do.

        Raises ``UserError`` for a name that nothing in the run bears, and for what is no role, modality or level.
        """
        selection = Selection(
            departments=_many(department),
            lines=_many(line),
            levels=read_levels(_many(level)),
            regions=_many(region),
            issued=read_period(issued),
            due=read_period(due),
            with_lead=lead,
            with_deadline=deadline,
            with_metric=metric,
            modality=read_one_of("modality", modality, get_args(Modality)),
            role=read_one_of("role", role, get_args(Role)),
        )
        if selection.departments or selection.lines or selection.regions:
            check_names(selection, self.documents())
        return Obligations(self._store, selection)


class Obligations:
    """Obligations of a run, read anew from its database each time they are asked for."""

    def __init__(self, store: Store, selection: Selection) -> None:
        self._store = store
        self._selection = selection

    def __iter__(self) -> Iterator[Obligation]:
        return (row.obligation for row in self.rows())

    def __len__(self) -> int:
        return sum(1 for _ in self.rows())

    def rows(self) -> Iterator[Row]:
        """Each with its document, its number in the whole run, and the problems that touch it."""
        for row in to_rows(self._store.extractions()):
            if self._keeps(row.extraction, row.obligation):
                yield row

    def documents(self) -> Iterator[Extraction]:
        """The documents that meet the conditions on documents, with those of their obligations that meet the rest."""
        for extraction in self._store.extractions():
            if self._selection.keeps_document(extraction):
                kept = tuple(each for each in extraction.obligations if self._keeps(extraction, each))
                yield extraction.model_copy(update={"obligations": kept})

    def _keeps(self, extraction: Extraction, obligation: Obligation) -> bool:
        chosen = self._selection
        return chosen.keeps_document(extraction) and chosen.keeps(obligation, extraction.metadata.issued)

    def to_pandas(
        self, table: TableName = "obligations", *, lang: Lang = "zh", headers: bool = False
    ) -> "pandas.DataFrame":
        """The obligations as a data frame, or their ``documents``, ``parties`` (departments) or ``targets`` (metrics).

        The tables are those of ``duban tables``, and variables.csv there says what each column holds. Columns go by
        their keys, which are the same in every language (``lead``, ``due``), with ``headers`` by their names in
        ``lang``. What a document does not state is missing. Parties and targets join the obligations by ``document``
        and ``number``. Parties are those whom the conditions on ``department``, ``line`` and ``role`` mean, all where
        there are none: to see who else is bound, join ``run.obligations().to_pandas("parties")``. Raises ``UserError``
        for another table, and where pandas is not installed.
        """
        read_one_of("table", table, get_args(TableName))
        need("stats", "pandas")
        import pandas

        tables = run_tables(self.documents, self.rows, lang, means=self._selection.means)
        found: Table = {each.name: each for each in tables}[table]
        rows = ([None if value == "" else value for value in row] for row in found.rows())
        columns = list(zip(*rows, strict=True)) or [()] * len(found.variables)
        return pandas.DataFrame(
            {
                header(variable.key, lang) if headers else variable.key: pandas.Series(column, dtype=_dtype(variable))
                for variable, column in zip(found.variables, columns, strict=True)
            }
        )


def make_run(
    paths: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    issued: date | None = None,
    manifest: str | Path | None = None,
    lang: Lang = "zh",
    workers: int = 0,
    ocr: bool = False,
) -> Run:
    """Extract documents or folders into ``out`` and open the result: ``duban run`` for Python.

    Files that cannot be read are listed in problems.csv, as with the command. This process reads them, or so many
    ``workers`` beside it: processes that also survive a file which crashes them. They run a script's own file once
    more, so that a script with workers begins its work below ``if __name__ == "__main__":``. ``ocr``: pages that
    are pictures are recognised by machine. Raises ``UserError``.
    """
    from pipeline.run import Options, run

    table, options = None if manifest is None else Path(manifest), Options(workers=workers, ocr=ocr)
    several = [paths] if isinstance(paths, str | Path) else paths
    run([Path(path) for path in several], Path(out), issued=issued, manifest=table, lang=lang, options=options)
    return open_run(out)


def open_run(folder: str | Path) -> Run:
    """The run in a folder, the ``--out`` of ``duban run``, with a warning where it has not ended.

    Raises ``UserError`` where there is none.
    """
    store = open_store(Path(folder), create=False)
    if (count := store.count_unread()) is not None:
        warnings.warn(say("summary.unfinished", fields={"path": str(folder), "count": str(count)}), stacklevel=2)
    return Run(store)


def _many(names: str | Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _dtype(variable: Variable) -> Any:
    """The type of a column, one that can be missing; codes are categories in their own order."""
    import pandas

    if variable.kind == "code":
        return pandas.CategoricalDtype(variable.codes, ordered=True)
    return {"int": "Int64", "flag": "Int64", "float": "float64", "date": "datetime64[s]"}.get(variable.kind, "object")
