"""From the tables of an earlier version to those of this one, keeping all data.

The database holds the version of its tables. A step leads from one version to the next; steps and the new version are
one transaction. A column that is only new needs no step: it is added with its default, or empty. This is little enough
to do without a migration library, which wants a folder of scripts and a configuration beside the program.
"""

from collections.abc import Callable

from sqlalchemy import JSON, Column, Connection, inspect, text
from sqlalchemy import Table as CoreTable
from sqlalchemy.schema import CreateColumn, CreateIndex

from pipeline.messages import UserError
from pipeline.store_tables import Table

FIRST = 1  # the tables before they had a version
_OLDEST: dict[str, set[str]] = {
    "files": {"name", "state", "code", "fields", "sha256", "program", "rules", "options"},
    "documents": {"name", "sha256", "kind", "text", "title", "number", "issuers", "level", "region"},
    "obligations": {"document", "number", "start", "end", "text", "section"},
    "parties": {"document", "obligation", "position", "name", "role"},
    "targets": {"document", "obligation", "position", "op", "value"},
    "problems": {"document", "position", "code", "severity"},
}


class ForeignTables(Exception):
    """The database holds tables of another program under the names of ours."""


def _kinds_and_entities(connection: Connection) -> None:
    """Version 2 knows the format of each file that was read, and a department's name across spellings."""
    connection.execute(text("UPDATE files SET kind = (SELECT kind FROM documents WHERE documents.name = files.name)"))
    connection.execute(text("UPDATE parties SET entity = name WHERE entity = ''"))


STEPS: tuple[Callable[[Connection], None], ...] = (_kinds_and_entities,)
"""The step at index ``n`` leads from version ``n + 1`` to the next."""

LATEST = FIRST + len(STEPS)


def migrate(connection: Connection, *, where: str) -> None:
    """Bring a database to the tables of this version, an empty one too.

    Raises ``UserError`` where a later version made it, ``ForeignTables`` where another program did.
    """
    version = _version(connection)
    if version > LATEST:
        raise UserError("store_newer", path=where, version=str(version), known=str(LATEST))
    Table.metadata.create_all(connection)
    _add_columns(connection)
    for step in STEPS[version - FIRST :]:
        step(connection)
    if version != LATEST or not _stated(connection):
        connection.execute(text("DELETE FROM store_version"))
        connection.execute(text("INSERT INTO store_version (version) VALUES (:version)"), {"version": LATEST})


def _version(connection: Connection) -> int:
    """The version of the tables; that of this program where there are none."""
    tables = {name: {each["name"] for each in inspect(connection).get_columns(name)} for name in _known(connection)}
    if not tables:
        return LATEST
    if any(not columns <= tables.get(name, set()) for name, columns in _OLDEST.items()):
        raise ForeignTables
    return _stated(connection) or FIRST


def _known(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) & set(_OLDEST)


def _stated(connection: Connection) -> int | None:
    if "store_version" not in inspect(connection).get_table_names():
        return None
    found: int | None = connection.execute(text("SELECT max(version) FROM store_version")).scalar()
    return found


def _add_columns(connection: Connection) -> None:
    for table in Table.metadata.sorted_tables:
        there = {each["name"] for each in inspect(connection).get_columns(table.name)}
        for column in table.columns:
            if column.name not in there:
                _add_column(connection, table, column)
        indexed = {each["name"] for each in inspect(connection).get_indexes(table.name)}
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            if index.name not in indexed:
                connection.execute(CreateIndex(index))


def _add_column(connection: Connection, table: CoreTable, column: "Column[object]") -> None:
    """Add a column; one that may not be empty begins with its default, else with an empty text or 0."""
    quote = connection.dialect.identifier_preparer.quote
    said = str(CreateColumn(column).compile(dialect=connection.dialect)).replace(" NOT NULL", "")
    begins = "" if column.nullable else f" NOT NULL DEFAULT {_begins_with(column)}"
    connection.execute(text(f"ALTER TABLE {quote(table.name)} ADD COLUMN {said}{begins}"))


def _begins_with(column: "Column[object]") -> str:
    if isinstance(column.type, JSON):
        return "'[]'"
    value = getattr(column.default, "arg", None)
    if isinstance(value, int):
        return str(int(value))
    return "0" if column.type.python_type in (int, float, bool) and value is None else f"'{value or ''}'"
