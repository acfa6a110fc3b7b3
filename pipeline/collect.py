"""Which files a run reads, and what it calls them.

The files are walked through anew each time somebody goes through them, since a list of a hundred thousand paths is
more than the rest of a run needs.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.manifest import MANIFEST_NAME
from pipeline.messages import UserError
from pipeline.readers.archive import expand
from pipeline.store import STORE_NAME

_NOT_READ_FOLDERS = {"gold", "__macosx"}
_NOT_READ_FILES = {"thumbs.db", "desktop.ini"}  # Windows leaves them in every folder with pictures
_PAGES = (".html", ".htm")
_PARTS_OF_A_PAGE = ("_files", ".files", "_文件")  # what browsers add to a page's name for the folder of its pictures


class Input(NamedTuple):
    """A file to read, and the name of its document: its path below the folder that was given, with /.

    A file in an archive has the archive on its path: ``list.zip/plan.docx``. ``root`` is what was given.
    """

    path: Path
    name: str
    root: Path


class Inputs:
    """The files of paths and, recursively, of folders: in the order of the paths and by name, each once."""

    def __init__(self, roots: Sequence[Path], skip: Path) -> None:
        self._roots = roots
        self._skip = skip.resolve()
        self._named, self._count = self._told_apart()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Input]:
        for path, root in self._each_once():
            name = self._named.get(path)
            yield Input(path, name if name is not None else _name_below(path, root), root)

    def _told_apart(self) -> tuple[dict[Path, str], int]:
        """Names for files that share one, as much of their path as tells them apart; and how many files there are."""
        seen: set[int] = set()  # of fingerprints, a tenth of what the names would take
        shared: set[int] = set()
        count = 0
        for path, root in self._each_once():
            count += 1
            mark = hash(_name_below(path, root))
            (shared if mark in seen else seen).add(mark)
        if not shared:
            return {}, count
        named = ((path, _name_below(path, root)) for path, root in self._each_once())
        return _apart({path: name for path, name in named if hash(name) in shared}), count

    def _each_once(self) -> Iterator[tuple[Path, Path]]:
        seen: set[int] = set()
        for root in self._roots:
            for path in _readable(root, self._skip):
                for each in expand(path):
                    mark = hash(os.path.realpath(each))
                    if mark not in seen:
                        seen.add(mark)
                        yield each, root


class Names:
    """The names of inputs, as often as somebody goes through them."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs

    def __iter__(self) -> Iterator[str]:
        return (item.name for item in self._inputs)


class Collected(NamedTuple):
    """The files of a run, the folders that hold none and those that may not be read, and the manifests.

    ``manifests`` lie in the folders, ``beside`` are those beside single files. ``passed`` are links to folders
    elsewhere and what is no file, each with its code and where it leads.
    """

    inputs: Inputs
    empty: tuple[Path, ...]
    closed: tuple[tuple[Path, str], ...]
    passed: tuple[tuple[str, str, str], ...]
    manifests: tuple[Path, ...]
    beside: tuple[Path, ...]


def collect(paths: Iterable[Path], *, skip: Path) -> Collected:
    """The files of paths. Raises ``UserError``.

    Left out in folders: hidden files, lock files of Word (``~$…``), manifests, folders of gold, what a browser saved
    beside a page (``page_files``), ``skip``, the folder of the outputs, and the outputs of other runs. A file that is
    named itself is always read.
    """
    roots = list(paths)
    empty: list[Path] = []
    closed: list[tuple[Path, str]] = []
    manifests: list[Path] = []
    beside: list[Path] = []
    for root in roots:
        if not root.exists():
            raise UserError("path_missing", path=str(root))
        if root.resolve() == skip.resolve() or (root / STORE_NAME).exists():
            raise UserError("reads_outputs", path=str(root))
        if root.is_dir():
            manifests += [path for path in _walk(root, skip.resolve(), closed) if _is_manifest(path)]
        elif (neighbour := root.parent / MANIFEST_NAME).is_file() and neighbour != root:
            beside.append(neighbour)
        if next(_readable(root, skip.resolve()), None) is None and not closed:
            empty.append(root)
    passed = tuple(each for root in roots if root.is_dir() for each in _passed(root, skip.resolve(), roots))
    return Collected(Inputs(roots, skip), tuple(empty), tuple(closed), passed, tuple(manifests), tuple(beside))


def readable_name(name: str) -> str:
    """A file name as text: names out of Chinese zip archives are often GB18030, which the system cannot decode."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", errors="replace")


def _readable(root: Path, skip: Path) -> Iterator[Path]:
    if root.is_dir():
        yield from (path for path in _walk(root, skip) if not _is_manifest(path))
    else:
        yield root


def _passed(root: Path, skip: Path, roots: Sequence[Path]) -> Iterator[tuple[str, str, str]]:
    """What a folder holds that is not read although its name is no reason: links to other folders, pipes, sockets."""
    read = [each.resolve() for each in roots]
    for here, folders, files in _levels(root, skip):
        for path in (here / name for name in folders if (here / name).is_symlink()):
            target = path.resolve()
            if not any(target == each or each in target.parents for each in read):
                yield _name_below(path, root), "linked_folder", str(target)
        for path in (here / name for name in files if _is_wanted(name)):
            if not (path.is_file() or path.is_symlink()):
                yield _name_below(path, root), "no_file", ""


def _walk(folder: Path, skip: Path, closed: list[tuple[Path, str]] | None = None) -> Iterator[Path]:
    """The files below a folder; the folders that may not be read, and why, go to ``closed``."""

    for here, _, files in _levels(folder, skip, closed):
        for name in sorted(files):
            path = here / name
            # A dangling link is kept, so that it is named among the files that cannot be opened; a pipe would block.
            if _is_wanted(name) and (path.is_file() or path.is_symlink()):
                yield path


def _levels(
    folder: Path, skip: Path, closed: list[tuple[Path, str]] | None = None
) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Each folder to read, with the names of the folders and files in it."""

    def refused(error: OSError) -> None:
        if closed is not None:
            closed.append((Path(error.filename), error.strerror or str(error)))

    for at, folders, files in os.walk(folder, onerror=refused):
        here = Path(at)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name.lower() not in _NOT_READ_FOLDERS
            and (here / name).resolve() != skip
            and not _is_of_a_page(name, files)
            and not (here / name / STORE_NAME).exists()
        )
        yield here, folders, files


def _is_of_a_page(folder: str, files: Sequence[str]) -> bool:
    """Whether a browser made the folder for the pictures and scripts of a page that it saved beside."""
    ends = [end for end in _PARTS_OF_A_PAGE if folder.endswith(end)]
    return any(folder.removesuffix(end) + page in files for end in ends for page in _PAGES)


def _is_wanted(name: str) -> bool:
    return not name.startswith((".", "~$")) and name.lower() not in _NOT_READ_FILES


def _is_manifest(path: Path) -> bool:
    return path.name.lower() == MANIFEST_NAME


def _name_below(path: Path, root: Path) -> str:
    return readable_name(path.relative_to(root if root.is_dir() else root.parent).as_posix())


def _apart(named: dict[Path, str]) -> dict[Path, str]:
    """Files of one name from different folders, each with as much of its path as tells it apart."""
    depth = dict.fromkeys(named, 0)
    while doubled := [path for path, count in _repeats(named) if count > 1 and depth[path] < len(path.resolve().parts)]:
        for path in doubled:
            depth[path] += 1
            parts = path.resolve().parts
            kept = max(0, len(parts) - named[path].count("/") - 2)
            named[path] = readable_name("/".join(parts[kept:]))
    return named


def _repeats(named: dict[Path, str]) -> list[tuple[Path, int]]:
    counts = Counter(named.values())
    return [(path, counts[name]) for path, name in named.items()]
