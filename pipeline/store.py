"""The store of a run: extractions in, extractions out, in a stable order.

A document is written with all that belongs to it and its file's record, whole or not at all, and replaces what was
there under its name. Reading goes by some documents at a time, so that a run of any size needs the memory of these.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Dialect, delete, insert, make_url, select
from sqlalchemy.exc import NoSuchModuleError, SQLAlchemyError

from pipeline.messages import UserError
from pipeline.store_counts import StoreCounts
from pipeline.store_engine import Database, error_detail, open_engine
from pipeline.store_migrations import ForeignTables, migrate
from pipeline.store_rows import DocumentRows, Row, Rows, packed, to_extractions, to_rows
from pipeline.store_tables import (
    DocumentRow,
    FileRow,
    ObligationRow,
    PartyRow,
    ProblemRow,
    Table,
    TargetRow,
    UnderWayRow,
)
from schemas.file import FileRecord as FileRecord
from schemas.file import FileState
from schemas.obligation import Extraction, Obligation

STORE_NAME = "duban.db"
POINTER_NAME = "duban.store"  # in the folder of a run whose store is on a server: its URL, without the password

_AT_A_TIME = 32  # documents
_FILES_AT_A_TIME = 500
_OPENING = (0.05, 0.2, 0.5, 1)  # seconds until the tables are asked for again, which another run may be making
_PARTS = (ObligationRow, PartyRow, TargetRow, ProblemRow)

Written = tuple[FileRecord, DocumentRows | None]
"""A file's record, with its document where it could be read."""


class Store(StoreCounts):
    """What a run keeps: its files and documents with all that belongs to them."""

    # ---- writing

    def put(self, record: FileRecord, extraction: Extraction | None) -> None:
        """Replace all that is stored under a name: the file's record, and its extraction where it could be read."""
        self.write([(record, None if extraction is None else to_rows(extraction))])

    def write(self, batch: Sequence[Written]) -> None:
        """Replace all that is stored under some names, in one transaction."""
        tables: dict[str, Rows] = {}
        for _, document in batch:
            for name, rows in document.tables.items() if document else ():
                tables.setdefault(name, Rows(rows.columns, [])).values.extend(rows.values)

        def replace(connection: Connection) -> None:
            _delete(connection, [record.name for record, _ in batch])
            _insert(connection, FileRow, _file_rows([record for record, _ in batch]))
            for table in (DocumentRow, *_PARTS):
                if table.__tablename__ in tables:
                    _insert(connection, table, tables[table.__tablename__])

        if batch:
            self.transact(replace)

    def note(self, records: Sequence[FileRecord]) -> None:
        """Replace the records of some files, and leave their documents as they are."""

        def replace(connection: Connection) -> None:
            connection.execute(delete(FileRow).where(FileRow.name.in_([record.name for record in records])))
            _insert(connection, FileRow, _file_rows(records))

        if records:
            self.transact(replace)

    def begin(self, seen: int, files: int) -> None:
        """Keep that a run of so many files is under way, in place of one that did not end."""

        def replace(connection: Connection) -> None:
            connection.execute(delete(UnderWayRow))
            connection.execute(insert(UnderWayRow), {"seen": seen, "files": files})

        self.transact(replace)

    def end(self) -> None:
        """Keep that the run has ended, with all its outputs."""
        self.transact(lambda connection: connection.execute(delete(UnderWayRow)))

    def drop(self, names: Sequence[str]) -> None:
        """Forget inputs with all that came out of them."""
        self.transact(lambda connection: _delete(connection, names))

    # ---- reading

    def files(self, *, state: FileState | None = None) -> Iterator[FileRecord]:
        """The record of every input, or of those in one state, by name."""
        query = select(FileRow) if state is None else select(FileRow).where(FileRow.state == state)
        for row in self._in_order(query, FileRow.name, _FILES_AT_A_TIME):
            yield FileRecord.model_validate(row)

    def records(self, names: Iterable[str]) -> dict[str, FileRecord]:
        """The records of some inputs by their names."""
        rows = self.rows(select(FileRow).where(FileRow.name.in_(list(names))))
        return {row["name"]: FileRecord.model_validate(row) for row in rows}

    def extractions(self) -> Iterator[Extraction]:
        """Every document with its obligations and problems, by name, some in memory at a time."""
        some: list[Row] = []
        for row in self._in_order(select(DocumentRow), DocumentRow.name, _AT_A_TIME):
            some.append(row)
            if len(some) == _AT_A_TIME:
                yield from self._whole(some)
                some = []
        yield from self._whole(some)

    def obligations(self) -> Iterator[Obligation]:
        """Every obligation, by document name and number."""
        for extraction in self.extractions():
            yield from extraction.obligations

    def documents(self) -> list[str]:
        """The names of the documents that were read, sorted."""
        return self.transact(lambda connection: sorted(connection.scalars(select(DocumentRow.name))))

    def get(self, name: str) -> Extraction:
        """One document by its name. Raises ``KeyError``."""
        found = self._whole(self.rows(select(DocumentRow).where(DocumentRow.name == name)))
        if not found:
            raise KeyError(name)
        return found[0]

    def _whole(self, documents: Sequence[Row]) -> list[Extraction]:
        if not documents:
            return []
        names = [row["name"] for row in documents]
        tables: dict[str, Sequence[Row]] = {"documents": documents}
        for table in _PARTS:
            keys = list(table.__table__.primary_key)
            tables[table.__tablename__] = self.rows(select(table).where(table.document.in_(names)).order_by(*keys))
        return to_extractions(tables)

    def _in_order(self, query: Any, key: Any, size: int) -> Iterator[Row]:
        """Rows by name, page by page: each page asks for what comes behind the last name of the one before."""
        last: str | None = None
        while True:
            page = query if last is None else query.where(key > last)
            rows = self.rows(page.order_by(key).limit(size))
            yield from rows
            if len(rows) < size:
                return
            last = rows[-1]["name"]


def open_store(folder: Path, *, create: bool = True, url: str | None = None) -> Store:
    """The store of the run in a folder, made where it is missing unless ``create`` is false. Raises ``UserError``.

    It is the file ``duban.db`` of the folder, or a database on a server: the one of ``url``, which the folder then
    remembers, or the one that it remembers.
    """
    path, pointer = folder / STORE_NAME, folder / POINTER_NAME
    kept = path.is_file() and path.stat().st_size > 0  # an empty file is a database to SQLite, and nobody's run
    if not create and not (kept or pointer.is_file()):
        raise UserError("no_run", path=str(folder))
    if url is None and pointer.is_file():
        url = pointer.read_text(encoding="utf-8").strip()
    address = URL.create("sqlite", database=str(path)) if url is None else _address(url)
    where = str(path) if url is None else hidden(url)
    try:
        engine = open_engine(address)
        Database(engine, waits=_OPENING).transact(partial(migrate, where=where))
    except ForeignTables as error:
        raise UserError("store_unusable", path=where, detail="files, documents, …") from error
    except ModuleNotFoundError as error:
        raise UserError("extra_missing", modules=error.name or "", extra="postgres") from error
    except SQLAlchemyError as error:
        raise UserError("store_unusable", path=where, detail=error_detail(error)) from error
    if url is not None:
        pointer.write_text(f"{address.set(password=None).render_as_string()}\n", encoding="utf-8", newline="\n")
    return Store(engine)


def hidden(url: str) -> str:
    """The URL of a store, its password covered."""
    return make_url(url).render_as_string(hide_password=True)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        address.get_dialect()
    except ModuleNotFoundError as error:
        raise UserError("extra_missing", modules=error.name or "", extra="postgres") from error
    except (SQLAlchemyError, NoSuchModuleError) as error:
        raise UserError("store_url_wrong", url=url, detail=error_detail(error)) from error
    if address.get_backend_name() not in ("postgresql", "sqlite"):
        raise UserError("store_url_wrong", url=url, detail=address.get_backend_name())
    return address


def _delete(connection: Connection, names: Sequence[str]) -> None:
    connection.execute(delete(DocumentRow).where(DocumentRow.name.in_(names)))
    connection.execute(delete(FileRow).where(FileRow.name.in_(names)))


def _insert(connection: Connection, table: type[Table], rows: Rows) -> None:
    """Add rows that hold every column as the database takes it: to look at each value again would cost as much."""
    connection.exec_driver_sql(_insertion(table, rows.columns, connection.dialect), rows.values)


@cache
def _insertion(table: type[Table], columns: tuple[str, ...], dialect: Dialect) -> str:
    names = ", ".join(map(dialect.identifier_preparer.quote, columns))
    places = ", ".join(["?" if dialect.paramstyle == "qmark" else "%s"] * len(columns))
    return f"INSERT INTO {table.__tablename__} ({names}) VALUES ({places})"


def _file_rows(records: Sequence[FileRecord]) -> Rows:
    return packed([record.model_dump() for record in records])
