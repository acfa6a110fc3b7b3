"""What a result depends on beside the document: the program's version and the content of its rules and code.

Two fingerprints. ``rules_version`` covers every table and module; it is the version that a paper cites.
``extraction_version`` covers what the extraction of one format can reach through imports, so that a document is read
again when its own reader, the tables of rules or the assembly changed, and not when a view or another reader did.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import get_args

from schemas.source import FileKind

_PACKAGES = ("schemas", "extractors", "pipeline")
_START = "pipeline.extract"
_READERS = "pipeline.readers"
# Imports are absolute and stand on lines of their own, in functions too; tests hold both.
_IMPORT = re.compile(rb"^\s*(?:from|import)\s+((?:schemas|extractors|pipeline)[\w.]*)(?:\s+import\s+([^\n]*))?", re.M)
_TABLE = re.compile(rb"\b(\w+\.toml)\b")


@cache
def program_version() -> str:
    """The installed version, empty where the program runs from its folder without being installed."""
    try:
        return version("duban")
    except PackageNotFoundError:
        return ""


@cache
def rules_version() -> str:
    """A fingerprint of every table and module, so that a change of one alias shows in the results that it made."""
    return _fingerprint(_sources())


@cache
def extraction_version(kind: FileKind | None) -> str:
    """A fingerprint of all that the extraction of a format depends on; of all formats where it is not known."""
    modules = _modules()
    readers = _reader_modules()
    barred = {name for each, name in readers.items() if kind is not None and each != kind}
    reached = _reached(modules, {_START, *([readers[kind]] if kind else readers.values())}, barred)
    names = [modules[name] for name in reached]
    tables = {found.decode() for name in names for found in _TABLE.findall(_sources()[name])}
    own = [name for name in _sources() if name.startswith("extractors/tables/")]
    stated = [name for name in _sources() if name.startswith("pipeline/tables/") and name.split("/")[-1] in tables]
    return _fingerprint({name: _sources()[name] for name in (*names, *own, *stated)})


@cache
def _reader_modules() -> Mapping[FileKind, str]:
    from pipeline.readers import READERS

    return {kind: READERS[kind].__module__ for kind in get_args(FileKind)}


def _reached(modules: Mapping[str, str], starts: Iterable[str], barred: set[str]) -> set[str]:
    """The modules that some modules import, directly or through others."""
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        if name in reached or name not in modules:
            continue
        reached.add(name)
        # the table of readers imports them all; a document meets its own and what that one builds on
        imported = _imports(_sources()[modules[name]])
        waiting += [each for each in imported if not (name == _READERS and each in barred)]
    return reached


def _imports(source: bytes) -> list[str]:
    found = []
    for package, names in _IMPORT.findall(source):
        parts = package.decode().split(".")
        found += [".".join(parts[: end + 1]) for end in range(len(parts))]  # packages run their __init__
        found += [f"{package.decode()}.{name.strip()}" for name in names.decode().split(",")]
    return found


@cache
def _modules() -> Mapping[str, str]:
    """The dotted name of every module with its place among the sources."""
    named = {name.removesuffix(".py").removesuffix("/__init__"): name for name in _sources() if name.endswith(".py")}
    return {dotted.replace("/", "."): name for dotted, name in named.items()}


@cache
def _sources() -> Mapping[str, bytes]:
    return dict(sorted(pair for package in _PACKAGES for pair in _contents(files(package), package)))


def _fingerprint(sources: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(sources.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]


def _contents(folder: Traversable, at: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        name = f"{at}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found += _contents(entry, name)
        elif entry.name.endswith((".py", ".toml")):
            found.append((name, entry.read_bytes().replace(b"\r\n", b"\n")))  # as a checkout on Windows has it
    return found
