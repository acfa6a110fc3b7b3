"""The connection to a database: SQLite in a file, or a server by its URL."""

import threading
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

# WAL with NORMAL keeps every committed document through a killed process; a power cut may cost the last ones, whole.
_PRAGMAS = ("busy_timeout = 10000", "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON")
_WAITS = (0.5, 1, 2, 4, 8, 15, 30)  # seconds until a lock or a server that is away is asked again
_PASSING = ("locked", "busy", "unable to open", "connection", "server closed", "starting up", "shutting down")

T = TypeVar("T")


def open_engine(url: URL) -> Engine:
    """An engine that notices a server that went and came back; SQLite in WAL mode with foreign keys held."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def is_passing(error: SQLAlchemyError) -> bool:
    """Whether an error may be gone in a while: a lock, a server that is away."""
    if not isinstance(error, DBAPIError):
        return False
    said = str(error.orig).lower()
    return error.connection_invalidated or any(word in said for word in _PASSING)


def error_detail(error: SQLAlchemyError) -> str:
    """What the database itself said, without the statement."""
    return str(error.orig if isinstance(error, DBAPIError) else error).strip()


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # sqlite3 would end a transaction at statements of its own choice
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


class Database:
    """One database, whose transactions are tried again where a lock or the server was in the way.

    Use as a context manager, so that SQLite folds its side files back into one.
    """

    def __init__(self, engine: Engine, *, waits: Sequence[float] = _WAITS) -> None:
        self._engine = engine
        self._waits = waits

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._engine.dispose()

    def transact(self, call: Callable[[Connection], T]) -> T:
        """Do something in one transaction; once more, after a while, where a lock or the server was in the way."""
        for wait in self._waits:
            try:
                with self._engine.begin() as connection:
                    return call(connection)
            except SQLAlchemyError as error:
                if not is_passing(error):
                    raise
                threading.Event().wait(wait)
        with self._engine.begin() as connection:
            return call(connection)

    def rows(self, query: Any) -> list[dict[str, Any]]:
        """The rows that a query gives, by the names of their columns."""
        return self.transact(lambda connection: [dict(row) for row in connection.execute(query).mappings()])

    def number(self, query: Any) -> int:
        """The one number that a query gives, 0 where it gives none."""
        return int(self.transact(lambda connection: connection.execute(query).scalar()) or 0)
