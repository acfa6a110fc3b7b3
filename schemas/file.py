"""A file of a run, read or not: nothing that a researcher handed in is missing from the results."""

from typing import Literal

from schemas.base import Model
from schemas.source import FileKind

FileState = Literal["waiting", "done", "failed", "same", "gone"]


class FileRecord(Model):
    """What became of one input; ``code`` and ``fields`` are the reason where ``state`` is failed.

    ``waiting``: it is yet to be read. ``same``: its content is that of the document ``same_as``, which counts.
    ``gone``: its file is there no more; found only while a run plans.

    ``options`` is what the extraction depends on beside the file (what a manifest states), as JSON; ``program`` and
    ``rules`` are the versions that read it. ``content`` is one fingerprint of the file's bytes (``sha256``) and the
    options. ``path`` is where it was read, ``root`` the folder or file that was given, ``seen`` the number of the run
    that met it last.
    """

    name: str
    state: FileState = "done"
    code: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    sha256: str = ""
    program: str = ""
    rules: str = ""
    options: str = ""
    kind: FileKind | None = None
    same_as: str = ""
    content: str = ""
    path: str = ""
    root: str = ""
    seen: int = 0
