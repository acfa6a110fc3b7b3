"""The connection to a database: SQLite in a file, or a server by its URL."""

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

# WAL with NORMAL keeps every committed document through a killed process; a power cut may cost the last ones, whole.
_PRAGMAS = ("busy_timeout = 10000", "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON")
_PASSING = ("locked", "busy", "unable to open", "connection", "server closed", "starting up", "shutting down")


def open_engine(url: URL) -> Engine:
    """An engine that notices a server that went and came back; SQLite in WAL mode with foreign keys held."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, paramstyle="named")
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
