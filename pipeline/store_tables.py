"""The tables of the store, as SQLAlchemy models.

A document owns its rows: deleting a ``documents`` row deletes its obligations, parties, targets and problems.
``files`` has one row for every input, read or not, so that nothing a researcher handed in is missing from the results.
"""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, ForeignKeyConstraint, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# By code point in every database, as Python sorts: the order of documents is part of the results.
_NAME = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


class Table(DeclarativeBase):
    """What all tables share: strings are of any length, ``Any`` columns hold JSON."""

    type_annotation_map = {str: Text, Any: JSON, date: Date}  # noqa: RUF012 (SQLAlchemy reads it as declared)


class UnderWayRow(Table):
    """The run that has begun and not ended, with the number of its files: no row where all outputs are written."""

    __tablename__ = "under_way"
    seen: Mapped[int] = mapped_column(primary_key=True)
    files: Mapped[int]


class VersionRow(Table):
    """The version of the tables: one row (``pipeline.store_migrations``)."""

    __tablename__ = "store_version"
    version: Mapped[int] = mapped_column(primary_key=True)


class FileRow(Table):
    """One input. ``state`` is waiting, done, failed, or same: its content is that of the document ``same_as``.

    ``code`` and ``fields`` say why it failed. ``options`` are what else the extraction depended on (what a manifest
    states), as JSON text; ``content`` is a fingerprint of the file's bytes and the options. ``path`` is where it was
    read, ``root`` the folder or file that was given, ``seen`` the number of the run that met it last.
    """

    __tablename__ = "files"
    name: Mapped[str] = mapped_column(_NAME, primary_key=True)
    state: Mapped[str] = mapped_column(index=True)
    code: Mapped[str | None]
    fields: Mapped[Any]
    sha256: Mapped[str]
    program: Mapped[str]
    rules: Mapped[str]
    options: Mapped[str]
    kind: Mapped[str | None]
    same_as: Mapped[str] = mapped_column(_NAME, default="")
    content: Mapped[str] = mapped_column(default="", index=True)
    path: Mapped[str] = mapped_column(default="")
    root: Mapped[str] = mapped_column(default="")
    seen: Mapped[int] = mapped_column(default=0)


class DocumentRow(Table):
    """A document that was read: its fixed text and what it says of itself.

    ``parts``, ``blocks`` and ``sections`` are JSON lists of objects, without the keys that have their usual value.
    """

    __tablename__ = "documents"
    name: Mapped[str] = mapped_column(_NAME, primary_key=True)
    sha256: Mapped[str]
    kind: Mapped[str]
    text: Mapped[str]
    title: Mapped[str]
    number: Mapped[str]
    issuers: Mapped[Any]
    level: Mapped[str | None]
    region: Mapped[str]
    signed: Mapped[date | None]
    published: Mapped[date | None]
    genre: Mapped[str | None]
    parts: Mapped[Any]
    blocks: Mapped[Any]
    sections: Mapped[Any]
    addressees: Mapped[Any]
    cites: Mapped[Any]


def _document_key() -> Mapped[str]:
    return mapped_column(_NAME, ForeignKey("documents.name", ondelete="CASCADE"), primary_key=True)


def _obligation_key() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ("document", "obligation"), ("obligations.document", "obligations.number"), ondelete="CASCADE"
    )


class ObligationRow(Table):
    """An obligation; ``section``, ``goals`` and ``rules`` are JSON lists, ``place`` a JSON object."""

    __tablename__ = "obligations"
    document: Mapped[str] = _document_key()
    number: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str]
    section: Mapped[Any]
    part: Mapped[str]
    part_kind: Mapped[str] = mapped_column(default="main")
    due: Mapped[str | None] = mapped_column(index=True)
    due_text: Mapped[str | None]
    due_start: Mapped[int | None]
    due_end: Mapped[int | None]
    rrule: Mapped[str | None]
    goals: Mapped[Any]
    due_kind: Mapped[str | None]
    modality: Mapped[str]
    degree: Mapped[str]
    degree_words: Mapped[Any]
    place: Mapped[Any]
    rules: Mapped[Any]
    confidence: Mapped[float | None]


class PartyRow(Table):
    """A department bound by an obligation; ``position`` counts from 1 in the order of the text, ``members`` is JSON.

    ``name`` is as the document has it, ``entity`` the department across spellings; see ``schemas.entity``.
    """

    __tablename__ = "parties"
    __table_args__ = (_obligation_key(),)
    document: Mapped[str] = mapped_column(_NAME, primary_key=True)
    obligation: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    role: Mapped[str]
    kind: Mapped[str]
    organ: Mapped[str | None]
    entity: Mapped[str] = mapped_column(index=True)
    jurisdiction: Mapped[str]
    level: Mapped[str | None]
    line: Mapped[str | None]
    current_line: Mapped[str | None]
    members: Mapped[Any]
    start: Mapped[int]
    end: Mapped[int]


class TargetRow(Table):
    """A metric of an obligation."""

    __tablename__ = "targets"
    __table_args__ = (_obligation_key(),)
    document: Mapped[str] = mapped_column(_NAME, primary_key=True)
    obligation: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    op: Mapped[str]
    value: Mapped[float]
    unit: Mapped[str]
    indicator: Mapped[str]
    baseline: Mapped[float | None]
    start: Mapped[int]
    end: Mapped[int]


class ProblemRow(Table):
    """Something in a document that a person should check."""

    __tablename__ = "problems"
    document: Mapped[str] = _document_key()
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    severity: Mapped[str]
    quote: Mapped[str]
    fields: Mapped[Any]
    start: Mapped[int | None]
    end: Mapped[int | None]
    section: Mapped[str]
    place: Mapped[Any]
