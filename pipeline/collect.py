"""Which files a run reads, and what it calls them."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from pipeline.manifest import MANIFEST_NAME
from pipeline.messages import UserError
from pipeline.readers.archive import expand

_NOT_READ_FOLDERS = {"gold", "__macosx"}
_NOT_READ_FILES = {"thumbs.db", "desktop.ini"}  # Windows leaves them in every folder with pictures


class Input(NamedTuple):
    """A file to read, and the name of its document: its path below the folder that was given, with /.

    A file in an archive has the archive on its path: ``list.zip/plan.docx``.
    """

    path: Path
    name: str


class Collected(NamedTuple):
    """The files of a run, the folders that hold none, the manifests in the folders, and those beside single files."""

    inputs: tuple[Input, ...]
    empty: tuple[Path, ...]
    manifests: tuple[Path, ...]
    beside: tuple[Path, ...]


def collect(paths: Iterable[Path], *, skip: Path) -> Collected:
    """The files of paths and, recursively, of folders, sorted by name, each once. Raises ``UserError``.

    Left out in folders: hidden files, lock files of Word (``~$…``), manifests, folders of gold, and ``skip``, the
    folder of the outputs. A file that is named itself is always read.
    """
    inputs: dict[Path, Input] = {}
    empty, manifests, beside = [], [], []
    roots = list(paths)
    for root in roots:
        if not root.exists():
            raise UserError("path_missing", path=str(root))
        found = list(_walk(root, skip.resolve())) if root.is_dir() else [root]
        readable = [path for path in found if not _is_manifest(path) or path == root]
        manifests += [path for path in found if path not in readable]
        neighbour = root.parent / MANIFEST_NAME
        beside += [neighbour] if root.is_file() and neighbour.is_file() and neighbour != root else []
        if not readable:
            empty.append(root)
        for path in chain.from_iterable(map(expand, readable)):
            below = path.relative_to(root if root.is_dir() else root.parent)
            inputs.setdefault(path.resolve(), Input(path, readable_name(below.as_posix())))
    return Collected(_sorted_apart(list(inputs.values())), tuple(empty), tuple(manifests), tuple(beside))


def readable_name(name: str) -> str:
    """A file name as text: names out of Chinese zip archives are often GB18030, which the system cannot decode."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", errors="replace")


def _walk(folder: Path, skip: Path) -> Iterator[Path]:
    for at, folders, files in os.walk(folder):
        here = Path(at)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name.lower() not in _NOT_READ_FOLDERS and (here / name).resolve() != skip
        )
        for name in sorted(files):
            path = here / name
            # A dangling link is kept, so that it is named among the files that cannot be opened; a pipe would block.
            if _is_wanted(name) and (path.is_file() or path.is_symlink()):
                yield path


def _is_wanted(name: str) -> bool:
    return not name.startswith((".", "~$")) and name.lower() not in _NOT_READ_FILES


def _is_manifest(path: Path) -> bool:
    return path.name.lower() == MANIFEST_NAME


def _sorted_apart(inputs: Sequence[Input]) -> tuple[Input, ...]:
    """Sorted by name; files of one name from different folders get as much of their path as tells them apart."""
    depth = {item.path: 0 for item in inputs}
    named = {item.path: item.name for item in inputs}
    while doubled := [path for path, count in _repeats(named) if count > 1 and depth[path] < len(path.resolve().parts)]:
        for path in doubled:
            depth[path] += 1
            parts = path.resolve().parts
            kept = max(0, len(parts) - named[path].count("/") - 2)
            named[path] = readable_name("/".join(parts[kept:]))
    return tuple(sorted((Input(path, name) for path, name in named.items()), key=lambda item: item.name))


def _repeats(named: dict[Path, str]) -> list[tuple[Path, int]]:
    counts = Counter(named.values())
    return [(path, counts[name]) for path, name in named.items()]
