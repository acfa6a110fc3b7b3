"""A run: look at every file, extract what has changed, keep what comes out, write all outputs.

Workers read; this process alone writes. It holds some documents at a time, so that a run of any size needs the same
memory. What it has written stays: a run that is stopped goes on where it was.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from pipeline.batch import Lost, stream
from pipeline.collect import Collected, Input, Inputs, Names, collect
from pipeline.extract import extract_bytes
from pipeline.manifest import Stated, apply_manifest, apply_manifests_beside
from pipeline.messages import Lang, UserError
from pipeline.outputs.files import make_folder
from pipeline.outputs.write import write_outputs
from pipeline.plan import Settled, Wanted, note_absent, note_files, settle
from pipeline.readers.ocr import engine_name, missing
from pipeline.store import STORE_NAME, Store, Written, hidden, open_store
from pipeline.store_engine import error_detail
from pipeline.successions import successions
from pipeline.version import extraction_version, program_version
from pipeline.worker import Extract, Failure, Limits, Look, Outcome, look_at, stored_path, work
from pipeline.workers import Workers, open_workers, sensible_count
from schemas.base import Model
from schemas.file import FileRecord

Progress = Callable[[int, int, str], None]

MOST_NAMED = 30  # failed and doubled files that a report names; problems.csv has all
# So many files of so many bytes together are read before processes of a pool have begun, which takes two seconds.
_FEW, _SMALL = 32, 1_000_000
_LOOKED_AT_ONCE = 32
_WRITTEN_AT_ONCE = 16
_PATIENCE = 30.0  # seconds beyond the limit of a document in which a worker ends it or itself, or begins anew


class RunReport(Model):
    """What a run came to. Counts are those of all that the store holds, ``earlier`` of it from runs before.

    ``failed`` and ``same`` are the first ``MOST_NAMED`` of the files that failed, and of those that hold what another
    one holds; ``failures`` and ``doubles`` count them all. ``left_out`` names the outputs that a run of this size does
    not get.
    """

    out: str
    documents: int
    reused: int
    earlier: int
    renamed: int
    removed: int
    obligations: int
    departments: int
    without_lead: int
    without_deadline: int
    with_problems: int
    twins: int = 0
    failed: tuple[FileRecord, ...]
    failures: int
    same: tuple[FileRecord, ...]
    doubles: int
    written: tuple[str, ...]
    in_report: int
    left_out: tuple[str, ...] = ()


class Options(Model):
    """How a run works; none of it changes the results but ``ocr``: pages that are pictures are recognised by machine.

    ``workers`` is the number of processes that read beside this one; 0: this one reads, as in a script that processes
    of a pool would run again; ``None``: as many as there are cores, or this one where there is little to do.
    """

    workers: int | None = 0
    cluster: str | None = None
    store: str | None = None
    parquet: bool = False
    ocr: bool = False
    limits: Limits = Limits()


def run(
    paths: Iterable[Path],
    out: Path,
    *,
    issued: date | None = None,
    manifest: Path | None = None,
    lang: Lang = "zh",
    options: Options | None = None,
    progress: Progress | None = None,
    extract: Extract = extract_bytes,
) -> RunReport:
    """Read files and folders into ``out``. Raises ``UserError`` where the user has to put something right first.

    ``issued`` is the date of issue for files that neither state one nor have one in the manifest. ``progress`` is
    called with the number of files done, the number of all, and the name of the file that was done last.
    """
    options = options or Options()
    roots = list(paths)
    collected = collect(roots, skip=out)
    stated = _stated(collected, manifest)
    ocr = _engine() if options.ocr else ""
    wanted = (Wanted(one, stated.entries.get(one.name), ocr, issued) for one in collected.inputs)
    make_folder(out)
    try:
        with (
            open_store(out, url=options.store) as store,
            open_workers(_enough(options.workers, collected.inputs, store), options.cluster) as workers,
        ):
            seen = store.last_seen() + 1
            store.begin(seen, len(collected.inputs))
            for _ in note_files(store, seen, _looked(workers, wanted, options.limits.seconds + _PATIENCE)):
                _tell(progress, 0, len(collected.inputs))
            note_absent(store, collected, stated, seen)
            settled = settle(store, seen, roots, (folder for folder, _ in collected.closed))
            limits = options.limits.model_copy(update={"may_die": workers.may_die})
            read = _read_waiting(store, seen, workers, limits, extract, progress)
            report = _report(store, out, lang, options, settled, seen, read)
            store.end()
            return report
    except SQLAlchemyError as error:
        path = str(out / STORE_NAME) if options.store is None else hidden(options.store)
        raise UserError("store_unusable", path=path, detail=error_detail(error)) from error


def _enough(workers: int | None, files: Inputs, store: Store) -> int:
    """How many processes are worth beginning. None for a few small files, unless a run was cut short by one of them."""
    if workers is None:
        small = len(files) <= _FEW and sum(map(_size, files)) <= _SMALL
        workers = 0 if small and not store.count_files().get("waiting") else sensible_count()
    return min(workers, max(1, len(files)))


def _size(file: Input) -> int:
    """Bytes on the disk; files in an archive, and those that cannot be asked, count as large."""
    try:
        return file.path.stat().st_size
    except OSError:
        return _SMALL + 1


def _stated(collected: Collected, manifest: Path | None) -> Stated:
    """What the manifest says that is named, or else those that lie beside the files."""
    if manifest:
        return apply_manifest(manifest, Names(collected.inputs))
    if not (collected.manifests or collected.beside):
        return Stated({}, ())
    documents = {item.path: item.name for item in collected.inputs}
    stated = apply_manifests_beside(collected.manifests, documents)
    beside = apply_manifests_beside(dict.fromkeys(collected.beside), documents)
    return Stated(beside.entries | stated.entries, stated.absent)


def _engine() -> str:
    """What recognises pages without text. Raises ``UserError`` where it is not installed."""
    if absent := missing():
        raise UserError("extra_missing", extra="ocr", modules=", ".join(absent))
    return engine_name()


def _looked(workers: Workers, wanted: Iterator[Wanted], patience: float) -> Iterator[list[tuple[Wanted, Look]]]:
    """A first look at the files, some at a time."""
    several = iter(lambda: tuple(islice(wanted, _LOOKED_AT_ONCE)), ())
    for some, looks in stream(workers, _look_at_all, several, patience=patience):
        if isinstance(looks, Lost):
            lost = Failure("worker_died")
            looks = [Look(stored_path(one.input.path), "", lost) for one in some]
        yield list(zip(some, looks, strict=True))


def _look_at_all(wanted: Sequence[Wanted]) -> list[Look]:
    return look_at([stored_path(one.input.path) for one in wanted])


def _read_waiting(
    store: Store, seen: int, workers: Workers, limits: Limits, extract: Extract, progress: Progress | None
) -> int:
    """Extract every file that waits; how many of them became documents."""
    call: Callable[[FileRecord], Outcome] = partial(work, limits=limits, extract=extract)
    count, read = store.count_waiting(seen), 0
    batch: list[Written] = []
    waiting = (record for record in store.files(state="waiting") if record.seen == seen)
    tried = stream(workers, call, waiting, patience=limits.seconds + _PATIENCE)
    for done, (record, outcome) in enumerate(tried, start=1):
        batch.append(_written(record, outcome))
        read += batch[-1][1] is not None
        _tell(progress, done, count, record.name)
        if len(batch) == _WRITTEN_AT_ONCE:
            store.write(batch)
            batch = []
    store.write(batch)
    return read


def _written(record: FileRecord, outcome: Outcome | Lost) -> Written:
    if isinstance(outcome, Lost):
        outcome = Failure("worker_died")
    if isinstance(outcome, Failure):
        return record.model_copy(update={"state": "failed", "code": outcome.code, "fields": outcome.fields}), None
    versions = {"program": program_version(), "rules": extraction_version(outcome.kind), "kind": outcome.kind}
    return record.model_copy(update={"state": "done", **versions}), outcome


def _tell(progress: Progress | None, done: int, count: int, name: str = "") -> None:
    if progress:
        progress(done, count, name)


def _report(store: Store, out: Path, lang: Lang, options: Options, settled: Settled, seen: int, read: int) -> RunReport:
    outputs = write_outputs(store, out, lang, successions(), parquet=options.parquet)
    states = store.count_files()
    documents, earlier = store.count_documents(), store.count_documents(before=seen)
    return RunReport(
        out=str(out),
        documents=documents,
        reused=documents - earlier - read,
        earlier=earlier,
        renamed=settled.renamed,
        removed=settled.removed,
        failed=tuple(islice(store.files(state="failed"), MOST_NAMED)),
        failures=states.get("failed", 0),
        same=tuple(islice(store.files(state="same"), MOST_NAMED)),
        doubles=states.get("same", 0),
        written=outputs.names,
        in_report=outputs.in_report,
        left_out=outputs.left_out,
        **outputs.tally.model_dump(),
    )
