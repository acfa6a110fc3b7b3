"""What a worker does with one file: read its content, tell it by its fingerprint, extract, and hand back plain rows.

Everything that goes in and comes out is plain data, so that it travels to a process of a pool or of a cluster. No
exception leaves: a file that fails is an outcome like any other.
"""

import hashlib
import os
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar
from urllib.parse import unquote_to_bytes

from pipeline.extract import extract_bytes
from pipeline.limits import OutOfTime, memory_limit, time_limit
from pipeline.readers.archive import read_whole
from pipeline.readers.errors import UnreadableFile
from pipeline.store_rows import DocumentRows, to_rows
from schemas.base import Model
from schemas.file import FileRecord
from schemas.manifest import FileOptions, ManifestEntry
from schemas.obligation import Extraction

_AS_ADDRESS = "file:"


def stored_path(path: Path) -> str:
    """A path as text; one whose bytes are no text as an address, with these bytes written out."""
    whole = os.path.abspath(path)  # noqa: PTH100 (a link stays the name that was given)
    try:
        whole.encode("utf-8")
    except UnicodeEncodeError:
        return _AS_ADDRESS + Path(whole).as_uri().partition("//")[2]
    return whole


def path_of(stored: str) -> Path:
    """The path that ``stored_path`` made text."""
    if stored.startswith(_AS_ADDRESS):
        return Path(os.fsdecode(unquote_to_bytes(stored.removeprefix(_AS_ADDRESS))))
    return Path(stored)


class Extract(Protocol):
    """What a run needs of the extraction."""

    def __call__(self, data: bytes, *, name: str, manifest: ManifestEntry | None = None) -> Extraction:
        """The extraction of a file's content; raises ``UnreadableFile``."""


class Limits(Model):
    """What one document may take; ``may_die``: one that does not stop when it is told to ends its process."""

    seconds: float = 180.0
    megabytes: int = 2048
    may_die: bool = True


class Failure(NamedTuple):
    """Why a file gave nothing: the code of a message and its fields."""

    code: str
    fields: tuple[tuple[str, str], ...] = ()


class Look(NamedTuple):
    """What a first look at a file gives: the fingerprint of its content, or why it cannot be read."""

    path: str
    sha256: str
    failure: Failure | None = None


Outcome = DocumentRows | Failure
T = TypeVar("T")


def look_at(paths: Sequence[str]) -> list[Look]:
    """The fingerprints of files, in their order."""
    return [_look(path) for path in paths]


def work(file: FileRecord, limits: Limits, extract: Extract = extract_bytes) -> Outcome:
    """The rows of one file for the store, or why there are none."""
    try:
        with memory_limit(limits.megabytes), time_limit(limits.seconds, may_die=limits.may_die):
            return _extracted(file, extract)
    except OutOfTime:
        return Failure("too_slow", (("seconds", f"{limits.seconds:g}"),))
    except MemoryError:
        return Failure("too_much_memory", (("megabytes", str(limits.megabytes)),))


def _extracted(file: FileRecord, extract: Extract) -> Outcome:
    def rows() -> Outcome:
        data = read_whole(path_of(file.path))
        if hashlib.sha256(data).hexdigest() != file.sha256:
            return Failure("changed_while_read")
        manifest = FileOptions.model_validate_json(file.options) if file.options else None
        return to_rows(extract(data, name=file.name, manifest=manifest))

    return _guarded(rows)


def _look(path: str) -> Look:
    def fingerprint() -> Look:
        return Look(path, hashlib.sha256(read_whole(path_of(path))).hexdigest())

    found = _guarded(fingerprint)
    return Look(path, "", found) if isinstance(found, Failure) else found


def _guarded(call: Callable[[], T]) -> T | Failure:
    """What a call gives, or why it failed: one file's fault must not cost the other ten thousand."""
    try:
        return call()
    except UnreadableFile as error:
        return Failure(error.code, tuple(sorted((key, str(value)) for key, value in error.fields.items())))
    except OSError as error:
        return Failure("cannot_open", (("detail", error.strerror or str(error)),))
    except MemoryError:
        raise
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(at.filename).name}:{at.lineno}"
        return Failure("internal_error", (("detail", f"{type(error).__name__}: {error}, {where}"),))
