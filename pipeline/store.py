"""The store of a run: extractions in, extractions out, in a stable order.

A document is written in one transaction with all that belongs to it, and replaces what was there under its name.
Reading streams one document at a time, so that a run of any size needs the memory of its largest document.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from sqlalchemy import Engine, delete, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from pipeline.messages import UserError
from pipeline.store_tables import (
    DocumentRow,
    FileRow,
    ObligationRow,
    PartyRow,
    ProblemRow,
    TargetRow,
    open_engine,
)
from schemas.base import Model
from schemas.document import Metadata
from schemas.obligation import Extraction, Obligation, Party, Target
from schemas.problem import Problem
from schemas.source import Place

STORE_NAME = "duban.db"
_LISTS = ("parts", "blocks", "sections")

# Columns that place a row in its table and are no part of the model.
_PART_KEY = frozenset(("document", "position"))


class FileRecord(Model):
    """What became of one input; ``code`` and ``fields`` are the reason where ``state`` is failed."""

    name: str
    state: Literal["done", "failed"] = "done"
    code: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    sha256: str = ""
    program: str = ""
    rules: str = ""
    options: str = ""


class Store:
    """One database. Use as a context manager, so that SQLite folds its side files back into one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._engine.dispose()

    def put(self, record: FileRecord, extraction: Extraction | None) -> None:
        """Replace all that is stored under a name: the file's record, and its extraction where it could be read."""
        with Session(self._engine) as session, session.begin():
            _delete(session, record.name)
            session.add(FileRow(**record.model_dump(exclude={"fields"}), fields=_pairs(record.fields)))
            if extraction is not None:
                _add_extraction(session, extraction)

    def drop(self, name: str) -> None:
        """Forget an input with all that came out of it."""
        with Session(self._engine) as session, session.begin():
            _delete(session, name)

    def files(self) -> Iterator[FileRecord]:
        """The record of every input, by name."""
        with Session(self._engine) as session:
            rows = session.scalars(select(FileRow)).all()
        # Sorted here: databases differ in how they order Chinese names, the outputs must not.
        for row in sorted(rows, key=lambda row: row.name):
            yield FileRecord.model_validate(_values(row))

    def extractions(self) -> Iterator[Extraction]:
        """Every document with its obligations and problems, by name, one in memory at a time."""
        for name in self.documents():
            with Session(self._engine) as session:
                extraction = _read_extraction(session, name)
            yield extraction

    def obligations(self) -> Iterator[Obligation]:
        """Every obligation, by document name and number."""
        for extraction in self.extractions():
            yield from extraction.obligations

    def documents(self) -> list[str]:
        """The names of the documents that were read, sorted."""
        with Session(self._engine) as session:
            return sorted(session.scalars(select(DocumentRow.name)))

    def get(self, name: str) -> Extraction:
        """One document by its name."""
        with Session(self._engine) as session:
            return _read_extraction(session, name)


def open_store(folder: Path, *, create: bool = True) -> Store:
    """The store in a folder, made where it is missing unless ``create`` is false. Raises ``UserError``."""
    path = folder / STORE_NAME
    if not create and not path.is_file():
        raise UserError("no_run", path=str(folder))
    try:
        engine = open_engine(f"sqlite:///{path}")
        with Session(engine) as session:
            # A database of another version or another program shows itself here, not in the middle of a run.
            for table in (FileRow, DocumentRow, ObligationRow, PartyRow, TargetRow, ProblemRow):
                session.execute(select(table).limit(1))
    except SQLAlchemyError as error:
        raise UserError("store_unusable", path=str(path), detail=error_detail(error)) from error
    return Store(engine)


def error_detail(error: SQLAlchemyError) -> str:
    """What the database itself said, without the statement."""
    return str(error.orig if isinstance(error, DBAPIError) else error)


def _delete(session: Session, name: str) -> None:
    session.execute(delete(DocumentRow).where(DocumentRow.name == name))
    session.execute(delete(FileRow).where(FileRow.name == name))


def _add_extraction(session: Session, extraction: Extraction) -> None:
    metadata = extraction.metadata.model_dump()
    head = extraction.model_dump(include={"sha256", "kind", "text"})
    lists = {key: _compact(getattr(extraction, key)) for key in _LISTS}
    session.add(DocumentRow(name=extraction.document, **head, **metadata, **lists))
    session.flush()  # the rows below refer to this one, and no relationship() orders them
    for obligation in extraction.obligations:
        session.add(_obligation_row(extraction.document, obligation))
    session.flush()
    for obligation in extraction.obligations:
        key: dict[str, Any] = {"document": extraction.document, "obligation": obligation.number}
        for position, party in enumerate(obligation.parties, 1):
            session.add(PartyRow(**key, position=position, **party.model_dump()))
        for position, target in enumerate(obligation.targets, 1):
            session.add(TargetRow(**key, position=position, **target.model_dump()))
    for position, problem in enumerate(extraction.problems, 1):
        session.add(_problem_row(extraction.document, position, problem))


def _obligation_row(document: str, obligation: Obligation) -> ObligationRow:
    plain = obligation.model_dump(mode="json", exclude={"document", "parties", "targets", "place"})
    return ObligationRow(document=document, place=_place(obligation.place), **plain)


def _problem_row(document: str, position: int, problem: Problem) -> ProblemRow:
    plain = problem.model_dump(exclude={"fields", "place"})
    place = None if problem.place is None else _place(problem.place)
    return ProblemRow(document=document, position=position, fields=_pairs(problem.fields), place=place, **plain)


def _read_extraction(session: Session, name: str) -> Extraction:
    (head,) = _rows(session, DocumentRow, DocumentRow.name == name)
    parties = _by_obligation(session, PartyRow, Party, name)
    targets = _by_obligation(session, TargetRow, Target, name)
    obligations = []
    for values in _rows(session, ObligationRow, ObligationRow.document == name, ObligationRow.number):
        number = values["number"]
        more = {"parties": tuple(parties.get(number, ())), "targets": tuple(targets.get(number, ()))}
        obligations.append(Obligation.model_validate(values | more))
    problems = _rows(session, ProblemRow, ProblemRow.document == name, ProblemRow.position, drop=_PART_KEY)
    return Extraction(
        document=name,
        sha256=head["sha256"],
        kind=head["kind"],
        text=head["text"],
        metadata=Metadata.model_validate({key: head[key] for key in Metadata.model_fields}),
        **{key: head[key] for key in _LISTS},
        obligations=tuple(obligations),
        problems=tuple(map(Problem.model_validate, problems)),
    )


def _by_obligation(session: Session, table: Any, model: type[Model], name: str) -> dict[int, Any]:
    found: dict[int, list[Model]] = {}
    for values in _rows(session, table, table.document == name, table.obligation, table.position, drop=_PART_KEY):
        found.setdefault(values.pop("obligation"), []).append(model.model_validate(values))
    return found


def _rows(session: Session, table: Any, where: Any, *order: Any, drop: frozenset[str] = frozenset()) -> Iterator[Any]:
    """Rows as plain dicts of their columns: a run of 100,000 obligations reads in half the time it takes as objects."""
    columns = [column for column in table.__table__.columns if column.key not in drop]
    keys = [column.key for column in columns]
    for row in session.execute(select(*columns).where(where).order_by(*order)):
        yield dict(zip(keys, row, strict=True))


def _values(row: Any) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


def _compact(parts: Sequence[Model]) -> list[dict[str, Any]]:
    return [part.model_dump(mode="json", exclude_defaults=True) for part in parts]


def _place(place: Place) -> dict[str, Any]:
    return place.model_dump(mode="json", exclude_none=True)


def _pairs(fields: tuple[tuple[str, str], ...]) -> list[list[str]]:
    return [list(pair) for pair in fields]
