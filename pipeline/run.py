"""A run: read every file, keep what comes out of it, write all outputs.

Each document goes into the store as it finishes, so that a run that is stopped loses one document at most. Running
again into the same folder takes over what cannot have changed: same file, same rules and code, same manifest row.
"""

import hashlib
import traceback
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from sqlalchemy.exc import SQLAlchemyError

from pipeline.collect import Collected, Input, collect
from pipeline.extract import extract_file
from pipeline.manifest import Stated, apply_manifest, apply_manifests_beside
from pipeline.messages import Lang, UserError
from pipeline.outputs.files import make_folder
from pipeline.outputs.rows import to_rows
from pipeline.outputs.write import write_outputs
from pipeline.readers.archive import read_whole
from pipeline.readers.errors import UnreadableFile
from pipeline.store import STORE_NAME, FileRecord, Store, error_detail, open_store
from pipeline.successions import successions
from pipeline.version import program_version, rules_version
from schemas.base import Model
from schemas.manifest import ManifestEntry
from schemas.obligation import Extraction

Progress = Callable[[int, int, str], None]


class Extract(Protocol):
    """What a run needs of the extraction."""

    def __call__(self, path: Path, *, name: str, manifest: ManifestEntry | None = None) -> Extraction:
        """One file's extraction; raises ``UnreadableFile``."""


class RunReport(Model):
    """What a run came to. Counts are those of all that the store holds, ``earlier`` of it from runs before."""

    out: str
    documents: int
    reused: int
    earlier: int
    obligations: int
    departments: int
    without_lead: int
    without_deadline: int
    with_problems: int
    failed: tuple[FileRecord, ...]
    written: tuple[str, ...]
    in_report: int


class _Task(NamedTuple):
    """A file with what else its extraction depends on."""

    input: Input
    manifest: ManifestEntry | None

    def record(self, sha256: str) -> FileRecord:
        options = self.manifest.model_dump_json() if self.manifest else ""
        return FileRecord(
            name=self.input.name, sha256=sha256, program=program_version(), rules=rules_version(), options=options
        )


def run(
    paths: Iterable[Path],
    out: Path,
    *,
    issued: date | None = None,
    manifest: Path | None = None,
    lang: Lang = "zh",
    progress: Progress | None = None,
    extract: Extract = extract_file,
) -> RunReport:
    """Read files and folders into ``out``. Raises ``UserError`` where the user has to put something right first.

    ``issued`` is the date of issue for files that the manifest gives none. ``progress`` is called with the number of
    files done, the number of all, and the name of the file that is read next.
    """
    collected = collect(paths, skip=out)
    names = [item.name for item in collected.inputs]
    stated = _stated(collected, manifest)
    tasks = [_Task(item, _with_date(stated.entries.get(item.name), item.name, issued)) for item in collected.inputs]
    make_folder(out)
    try:
        with open_store(out) as store:
            _forget_failures(store, names)
            reused = _read_all(store, tasks, extract, progress)
            _note_absent(store, collected, stated)
            written = write_outputs(store, out, lang, successions())
            counts = _counts(store, names) | {"reused": reused}
            failed = tuple(record for record in store.files() if record.state == "failed")
            return RunReport(out=str(out), failed=failed, written=written.names, in_report=written.in_report, **counts)
    except SQLAlchemyError as error:
        raise UserError("store_unusable", path=str(out / STORE_NAME), detail=error_detail(error)) from error


def _stated(collected: Collected, manifest: Path | None) -> Stated:
    """What the manifest says that is named, or else those that lie beside the files."""
    if manifest:
        return apply_manifest(manifest, [item.name for item in collected.inputs])
    documents = {item.path: item.name for item in collected.inputs}
    stated = apply_manifests_beside(collected.manifests, documents)
    beside = apply_manifests_beside(dict.fromkeys(collected.beside), documents)
    return Stated(beside.entries | stated.entries, stated.absent)


def _with_date(entry: ManifestEntry | None, name: str, issued: date | None) -> ManifestEntry | None:
    if issued is None or (entry and entry.issued):
        return entry
    return (entry or ManifestEntry(file=name)).model_copy(update={"issued": issued})


def _forget_failures(store: Store, names: list[str]) -> None:
    """Drop the failures of earlier runs: a file that was converted or removed since should not be named again."""
    for record in list(store.files()):
        if record.state == "failed" and record.name not in names:
            store.drop(record.name)


def _read_all(store: Store, tasks: list[_Task], extract: Extract, progress: Progress | None) -> int:
    """Bring every file into the store; the number of those that were there already."""
    known = {record.name: record for record in store.files()}
    reused = 0
    for done, task in enumerate(tasks):
        if progress:
            progress(done, len(tasks), task.input.name)
        record, extraction = _read_one(task, known, extract)
        if extraction or record.state == "failed":
            store.put(record, extraction)
        else:
            reused += 1
    if progress:
        progress(len(tasks), len(tasks), "")
    return reused


def _read_one(task: _Task, known: dict[str, FileRecord], extract: Extract) -> tuple[FileRecord, Extraction | None]:
    """A file's record with its extraction, or without where it failed or where the store has it already."""
    record = task.record("")
    try:
        record = task.record(hashlib.sha256(read_whole(task.input.path)).hexdigest())
        if known.get(task.input.name) == record:
            return record, None
        return record, extract(task.input.path, name=task.input.name, manifest=task.manifest)
    except UnreadableFile as error:
        return _failure(record, error.code, dict(error.fields)), None
    except OSError as error:
        return _failure(record, "cannot_open", {"detail": error.strerror or str(error)}), None
    except Exception as error:  # one file's fault must not cost the other ten thousand; it is reported by name
        at = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(at.filename).name}:{at.lineno}"
        return _failure(record, "internal_error", {"detail": f"{type(error).__name__}: {error}, {where}"}), None


def _failure(record: FileRecord, code: str, fields: dict[str, str]) -> FileRecord:
    pairs = tuple((key, str(value)) for key, value in sorted(fields.items()))
    return record.model_copy(update={"state": "failed", "code": code, "fields": pairs})


def _note_absent(store: Store, collected: Collected, stated: Stated) -> None:
    """Keep as failures the rows of the manifest that have no file, and the folders that hold nothing to read."""
    there = set(store.documents())
    for line, file in stated.absent:
        if file not in there:
            fields = (("line", str(line)),)
            store.put(FileRecord(name=file, state="failed", code="manifest_file_missing", fields=fields), None)
    for folder in collected.empty:
        store.put(FileRecord(name=str(folder), state="failed", code="empty_folder"), None)


def _counts(store: Store, names: list[str]) -> dict[str, int]:
    documents = store.documents()
    counts = dict.fromkeys(("obligations", "without_lead", "without_deadline", "with_problems"), 0)
    departments: set[str] = set()
    for row in to_rows(store.extractions()):
        departments.update(party.name for party in row.obligation.parties)
        counts["obligations"] += 1
        counts["without_lead"] += not row.obligation.names("lead")
        counts["without_deadline"] += not (row.obligation.due or row.obligation.rrule)
        counts["with_problems"] += bool(row.problems)
    earlier = len(set(documents) - set(names))
    return counts | {"departments": len(departments), "documents": len(documents), "earlier": earlier}
