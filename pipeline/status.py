"""How far a run is: what is done, failed or waiting, and by which rules."""

from pipeline.store import Store
from pipeline.version import extraction_version, program_version
from schemas.base import Model
from schemas.file import FileRecord
from schemas.source import FileKind

_MOST_NAMED = 30


class Version(Model):
    """The documents of one format that were read by one version; ``current`` if it is the one of today."""

    kind: FileKind | None
    program: str
    rules: str
    count: int
    current: bool


class Status(Model):
    """Numbers of files; ``failures`` are the first of those that failed."""

    done: int
    same: int
    failed: int
    waiting: int
    unfinished: bool
    versions: tuple[Version, ...]
    failures: tuple[FileRecord, ...]

    @property
    def stale(self) -> int:
        """Documents that the next run reads again."""
        return sum(version.count for version in self.versions if not version.current)


def status_of(store: Store) -> Status:
    """The state of all files in a store."""
    counts, unread = store.count_files(), store.count_unread()
    versions = tuple(
        Version(kind=kind, program=program, rules=rules, count=count, current=_is_current(kind, program, rules))
        for kind, program, rules, count in store.count_versions()
    )
    failed = store.files(state="failed")
    return Status(
        done=counts.get("done", 0),
        same=counts.get("same", 0),
        failed=counts.get("failed", 0),
        waiting=unread or 0,
        unfinished=unread is not None,
        versions=versions,
        failures=tuple(record for record, _ in zip(failed, range(_MOST_NAMED), strict=False)),
    )


def _is_current(kind: FileKind | None, program: str, rules: str) -> bool:
    return (program, rules) == (program_version(), extraction_version(kind))
