"""What a run has to do: every file is looked at, and the store then says which are waiting, done, or the same.

A document is done when the content of its file, the rules that its format depends on, and the options agree. A file
that was renamed takes its document along; one that has the content of another counts once, under the first name.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, ScalarSelect, delete, false, func, or_, select, update
from sqlalchemy.orm import aliased

from pipeline.collect import Collected, Input, readable_name
from pipeline.manifest import Stated
from pipeline.store import Store
from pipeline.store_tables import DocumentRow, FileRow
from pipeline.version import extraction_version, program_version
from pipeline.worker import Look, stored_path
from schemas.file import FileRecord
from schemas.manifest import FileOptions, ManifestEntry

_TABLE_NAMES = (".csv", ".tsv")  # the one thing that a name tells a reader


class Wanted(NamedTuple):
    """A file of the run, what the manifest states of it, what recognises its pages without text, and a date for all."""

    input: Input
    manifest: ManifestEntry | None
    ocr: str = ""
    issued: date | None = None

    @property
    def options(self) -> str:
        """What the extraction depends on beside the file, as JSON; empty where there is nothing."""
        stated = (self.manifest or ManifestEntry(file="")).model_copy(update={"file": ""})
        issued = None if stated.issued else self.issued
        if self.ocr or issued:
            return FileOptions(**stated.model_dump(), ocr=self.ocr, date_of_run=issued).model_dump_json()
        return stated.model_dump_json() if self.manifest else ""


class Settled(NamedTuple):
    """What became of documents that were there before."""

    renamed: int
    removed: int


def note_files(store: Store, seen: int, looked: Iterable[Sequence[tuple[Wanted, Look]]]) -> Iterator[int]:
    """Keep what a first look at the files gave, some at a time; what has changed waits from now on.

    Gives the number of files that were noted so far.
    """
    count = 0
    for some in looked:
        known = store.records(wanted.input.name for wanted, _ in some)
        records = [_record(wanted, look, known.get(wanted.input.name), seen) for wanted, look in some]
        store.write([(record, None) for record in records if record.state == "failed"])
        store.note([record for record in records if record.state != "failed"])
        count += len(some)
        yield count


def note_absent(store: Store, collected: Collected, stated: Stated, seen: int) -> None:
    """Keep as failures what was asked for and is not there: files of the manifest, and folders without files."""
    there = store.records(file for _, file in stated.absent)
    for line, file in stated.absent:
        if file not in there or there[file].state == "failed":
            _note_failure(store, file, seen, "manifest_file_missing", ("line", str(line)))
    for folder in collected.empty:
        _note_failure(store, readable_name(str(folder)), seen, "empty_folder")
    for folder, why in collected.closed:
        _note_failure(store, readable_name(str(folder)), seen, "closed_folder", ("detail", why))
    for name, code, detail in collected.passed:
        _note_failure(store, name, seen, code, ("detail", readable_name(detail)))


def _note_failure(store: Store, name: str, seen: int, code: str, *fields: tuple[str, str]) -> None:
    store.put(FileRecord(name=name, state="failed", code=code, fields=fields, seen=seen), None)


def settle(store: Store, seen: int, roots: Iterable[Path], closed: Iterable[Path]) -> Settled:
    """Move the documents of renamed files, count what is there twice once, and forget what is gone.

    Gone are files below its ``roots`` that this run did not meet, save those in folders that were ``closed`` to it, and
    what earlier manifests named and was not there.
    """
    gone = _Gone(seen, tuple(map(stored_path, roots)), tuple(map(stored_path, closed)))
    store.transact(lambda connection: _mark_gone(connection, gone))
    store.transact(lambda connection: _call_first(connection, seen))
    renamed = _adopt(store, seen)
    store.transact(lambda connection: _tell_same(connection, seen))
    removed = store.transact(_forget)
    return Settled(renamed, max(0, removed - renamed))


class _Gone(NamedTuple):
    seen: int
    roots: tuple[str, ...]
    closed: tuple[str, ...]


def _record(wanted: Wanted, look: Look, known: FileRecord | None, seen: int) -> FileRecord:
    name, options = wanted.input.name, wanted.options
    record = FileRecord(
        name=name,
        state="waiting",
        sha256=look.sha256,
        options=options,
        content=_content(look.sha256, options, name),
        path=stored_path(wanted.input.path),
        root=stored_path(wanted.input.root),
        seen=seen,
    )
    if look.failure:
        code, fields = look.failure
        return record.model_copy(update={"state": "failed", "code": code, "fields": fields, "content": ""})
    if known and (known.sha256, known.options) == (look.sha256, options) and _is_current(known):
        here = {"path": record.path, "root": record.root, "seen": seen, "content": record.content}
        return known.model_copy(update=here)
    return record


def _is_current(known: FileRecord) -> bool:
    """Whether reading the file again would give what is stored of it."""
    if known.state == "same":
        return True
    return known.state == "done" and (known.program, known.rules) == (program_version(), extraction_version(known.kind))


def _content(sha256: str, options: str, name: str) -> str:
    is_table = name.lower().endswith(_TABLE_NAMES)
    return hashlib.sha256(f"{sha256}\0{options}\0{is_table}".encode()).hexdigest()[:32]


def _counts(row: type[FileRow], seen: int) -> ColumnElement[bool]:
    """Whether a file may be the one that counts among those of one content."""
    here = (row.state == "waiting") & (row.seen == seen)
    return (row.content != "") & (here | row.state.in_(["done", "same"]))


def _first(seen: int) -> ScalarSelect[str]:
    """The first name among the files with the content of this one."""
    other = aliased(FileRow)
    same = select(func.min(other.name)).where(other.content == FileRow.content, _counts(other, seen))
    return same.correlate(FileRow).scalar_subquery()


def _mark_gone(connection: Connection, gone: _Gone) -> None:
    behind = or_(*(FileRow.path.startswith(f"{folder}{os.sep}", autoescape=True) for folder in gone.closed), false())
    missing = FileRow.root.in_(gone.roots) & ~behind
    asked_for = (FileRow.state == "failed") & (FileRow.root == "")  # named by a manifest or as a folder, and not there
    connection.execute(update(FileRow).where(FileRow.seen < gone.seen, missing | asked_for).values(state="gone"))


def _call_first(connection: Connection, seen: int) -> None:
    """A file that was the same as another is a document of its own where that one is gone or comes behind it."""
    first = (FileRow.state == "same") & (FileRow.name == _first(seen))
    connection.execute(update(FileRow).where(first).values(state="waiting", same_as="", seen=seen))


def _adopt(store: Store, seen: int) -> int:
    """Give waiting files the documents that were read from the same content under another name; how many."""
    source = aliased(FileRow)
    has_document = select(DocumentRow.name).where(DocumentRow.name == source.name).exists()
    pairs = (
        select(FileRow.name.label("name"), func.min(source.name).label("source"))
        .join(source, (source.content == FileRow.content) & (source.name != FileRow.name))
        .where(FileRow.state == "waiting", FileRow.seen == seen, FileRow.content != "", FileRow.name == _first(seen))
        .where(source.state.in_(["gone", "done"]), has_document)
        .group_by(FileRow.name)
    )
    found = store.transact(lambda connection: [(row.name, row.source) for row in connection.execute(pairs)])
    return sum(_move(store, name, of) for name, of in found)


def _move(store: Store, name: str, of: str) -> bool:
    records = store.records([name, of])
    here, there = records[name], records[of]
    if not _is_current(there.model_copy(update={"state": "done"})):
        return False
    extraction = store.get(of)
    obligations = tuple(each.model_copy(update={"document": name}) for each in extraction.obligations)
    known = {"state": "done", "program": there.program, "rules": there.rules, "kind": there.kind}
    moved = extraction.model_copy(update={"document": name, "obligations": obligations})
    store.put(here.model_copy(update=known), moved)
    return there.state == "gone"


def _tell_same(connection: Connection, seen: int) -> None:
    later = _counts(FileRow, seen) & (FileRow.name > _first(seen))
    unread = {"program": "", "rules": "", "kind": None}  # its document goes, so nothing was read of it any more
    connection.execute(update(FileRow).where(later).values(state="same", same_as=_first(seen), **unread))


def _forget(connection: Connection) -> int:
    """Drop the documents that no longer count, and the files that are gone; how many of these had been read."""
    idle = select(FileRow.name).where(FileRow.state.in_(["same", "gone"]))
    had = select(func.count()).select_from(FileRow).join(DocumentRow, DocumentRow.name == FileRow.name)
    count = connection.execute(had.where(FileRow.state == "gone")).scalar_one()
    connection.execute(delete(DocumentRow).where(DocumentRow.name.in_(idle)))
    connection.execute(delete(FileRow).where(FileRow.state == "gone"))
    return int(count)
