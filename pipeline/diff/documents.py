"""The documents that are to be compared: files of any format, or documents of a run."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.collect import Input, collect
from pipeline.diff.parallel import in_parallel
from pipeline.extract import extract_file
from pipeline.manifest import apply_manifest, apply_manifests_beside
from pipeline.messages import UserError
from pipeline.readers.errors import UnreadableFile
from pipeline.store import FileRecord, open_store
from schemas.manifest import ManifestEntry
from schemas.obligation import Extraction


class Documents(NamedTuple):
    """The upper document, the lower ones by name, and the files that could not be read."""

    upper: Extraction
    lowers: tuple[Extraction, ...]
    failed: tuple[FileRecord, ...] = ()


def read_files(upper: Path, lowers: Sequence[Path], *, out: Path, manifest: Path | None = None) -> Documents:
    """Read files and folders; a folder may hold the upper document too. Raises ``UserError``."""
    if not upper.is_file():
        raise UserError("diff_upper_one", path=str(upper))
    collected = collect([upper, *lowers], skip=out)
    every = list(collected.inputs)
    entries = _entries(every, [*collected.beside, *collected.manifests], manifest)
    head = [one for one in every if one.path.resolve() == upper.resolve()]
    if not head:  # an archive, which holds files instead of being one
        raise UserError("diff_upper_one", path=str(upper))
    top = _read(head[0], entries.get(head[0].name))
    if isinstance(top, FileRecord):
        raise UserError("diff_upper_unreadable", path=str(upper), reason=top.code or "")
    itself = any(each.is_file() and each.resolve() == upper.resolve() for each in lowers)
    inputs = [one for one in every if one not in head]
    read = list(in_parallel(_read_task, [(one, entries.get(one.name)) for one in inputs]))
    found = (*((top,) if itself else ()), *(each for each in read if isinstance(each, Extraction)))
    empty = [FileRecord(name=str(folder), state="failed", code="empty_folder") for folder in collected.empty]
    failed = (*(each for each in read if isinstance(each, FileRecord)), *empty)
    if not found and not failed:
        raise UserError("diff_nothing_below")
    return Documents(top, found, failed)


def read_run(run: Path, upper: str, lowers: Sequence[str]) -> Documents:
    """Documents of a run by name or a unique part of it; without ``lowers`` all but the upper one."""
    with open_store(run, create=False) as store:
        names = store.documents()
        top = _name(upper, names, run)
        below = [_name(each, names, run) for each in lowers] or [name for name in names if name != top]
        if not below:
            raise UserError("diff_nothing_below")
        return Documents(store.get(top), tuple(store.get(name) for name in below))


def _name(wanted: str, names: Sequence[str], run: Path) -> str:
    if wanted in names:
        return wanted
    holding = [name for name in names if wanted in name]
    if len(holding) != 1:
        raise UserError("diff_no_document", name=wanted, path=str(run), documents="、".join(holding or names)[:200])
    return holding[0]


def _entries(inputs: Sequence[Input], beside: Iterable[Path], manifest: Path | None) -> dict[str, ManifestEntry]:
    if manifest:
        return dict(apply_manifest(manifest, [one.name for one in inputs]).entries)
    return dict(apply_manifests_beside(dict.fromkeys(beside), {one.path: one.name for one in inputs}).entries)


def _read_task(task: tuple[Input, ManifestEntry | None]) -> Extraction | FileRecord:
    return _read(*task)


def _read(one: Input, manifest: ManifestEntry | None) -> Extraction | FileRecord:
    try:
        return extract_file(one.path, name=one.name, manifest=manifest)
    except UnreadableFile as error:
        code, fields = error.code, error.fields
    except OSError as error:
        code, fields = "cannot_open", {"detail": error.strerror or str(error)}
    return FileRecord(name=one.name, state="failed", code=code, fields=tuple(sorted(fields.items())))
