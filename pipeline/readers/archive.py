"""Files in .zip archives, opened with limits. A file in one goes by the path ``…/archive.zip/folder/file.docx``.

Chinese systems write the names of members in GB18030 without saying so (APPNOTE 4.4.4, bit 11, and Appendix D); Python
reads those as cp437.
"""

import io
import os
import posixpath
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.readers.errors import UnreadableFile
from pipeline.readers.office_zip import BROKEN_ZIP, damaged
from pipeline.readers.sniff import sniff

LARGEST_FILE = 300 * 1024 * 1024
MOST_MEMBERS = 5_000
_LARGEST_ARCHIVE = 2 * 1024 * 1024 * 1024
_MOST_RATIO = 1000
_SMALL = 10 * 1024 * 1024
_UTF8_NAME = 0x800
_DEPTH = 2
_LEFT_OUT = {"__macosx", "thumbs.db", "desktop.ini", ".ds_store"}


def read_whole(path: Path) -> bytes:
    """The bytes of a file, also of one in an archive. Raises ``UnreadableFile``."""
    outer, inside = _split(path)
    if not inside:
        return _from_disk(outer)
    archive = _archive_at(outer, *_state(outer))
    while True:
        # A folder may be called x.zip too: the whole name first.
        name = inside if inside in archive.members else _nested(inside)
        if name not in archive.members:
            raise UnreadableFile("cannot_open", {"detail": inside})
        data = _read(archive.opened, archive.members[name])
        inside = inside[len(name) + 1 :]
        if not inside:
            return data
        archive = _archive_of(data)


def expand(path: Path) -> list[Path]:
    """The files of an archive and of archives in it, sorted; the path itself where it is none or cannot be opened.

    Such an archive is refused by name when it is read, and so is an archive in an archive in an archive.
    """
    try:
        if not path.is_file() or not _starts_as_zip(path):
            return [path]
        return sorted(_below(path, read_whole(path), 1)) or [path]
    except (UnreadableFile, OSError):
        return [path]


def refuse_archive(data: bytes) -> UnreadableFile:
    """Why an archive is not read as a whole: it is damaged, too large, empty, or lies in two others."""
    try:
        with _opened(data) as archive:
            return UnreadableFile("nested_archive" if list(_members(archive)) else "empty_file")
    except UnreadableFile as error:
        return error


def _below(path: Path, data: bytes, depth: int) -> Iterator[Path]:
    if sniff(data) != "zip":
        yield path
        return
    with _opened(data) as archive:
        for name, info in _members(archive):
            inner = path / name
            if depth >= _DEPTH or not name.lower().endswith(".zip"):
                yield inner
                continue
            try:
                found = list(_below(inner, _read(archive, info), depth + 1))
            except UnreadableFile:
                found = []
            yield from found or [inner]


class _Archive(NamedTuple):
    """An archive that is open, and its members by name."""

    opened: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]


@lru_cache(maxsize=1)
def _archive_at(path: Path, size: int, changed: int) -> _Archive:
    """The archive of this moment; kept, since its members are read one after the other."""
    return _archive_of(_from_disk(path))


def _archive_of(data: bytes) -> _Archive:
    opened = _opened(data)
    return _Archive(opened, dict(_members(opened)))


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError as error:
        raise _cannot_open(error) from error
    return found.st_size, found.st_mtime_ns


def _split(path: Path) -> tuple[Path, str]:
    """The file on the disk, and what is left of the path: the way to a member."""
    if not os.path.lexists(path):
        for parent in path.parents:
            if parent.is_file():
                return parent, path.relative_to(parent).as_posix()
    return path, ""


def _nested(inside: str) -> str:
    """The archive that comes first on the way to a member."""
    parts = inside.split("/")
    end = next((at for at, part in enumerate(parts, start=1) if part.lower().endswith(".zip")), len(parts))
    return "/".join(parts[:end])


def _from_disk(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableFile("too_large", {"size": str(size), "limit": str(LARGEST_FILE)})
        return path.read_bytes()
    except OSError as error:
        raise _cannot_open(error) from error


def _cannot_open(error: OSError) -> UnreadableFile:
    return UnreadableFile("cannot_open", {"detail": error.strerror or str(error)})


def _starts_as_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN_ZIP as error:
        raise damaged("zip", str(error)) from error
    entries = archive.infolist()
    size = sum(info.file_size for info in entries)
    if len(entries) > MOST_MEMBERS or size > _LARGEST_ARCHIVE or (size > _SMALL and size > _MOST_RATIO * len(data)):
        raise UnreadableFile("too_large", {"size": str(size), "limit": str(_LARGEST_ARCHIVE)})
    return archive


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files of an archive by their names: no absolute or climbing paths, each name once."""
    seen: set[str] = set()
    for info in archive.infolist():
        name = posixpath.normpath("/" + _name(info).replace("\\", "/")).lstrip("/")
        parts = name.lower().split("/")
        if info.is_dir() or not name or not _LEFT_OUT.isdisjoint(parts) or parts[-1].startswith(("~$", "._")):
            continue
        stem, dot, suffix = name.rpartition(".")
        copy = 2
        while name in seen:
            name = f"{stem} ({copy}){dot}{suffix}"
            copy += 1
        seen.add(name)
        yield name, info


def _name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 1:
        raise UnreadableFile("encrypted_file")
    if info.file_size > LARGEST_FILE or (
        info.file_size > _SMALL and info.file_size > _MOST_RATIO * max(1, info.compress_size)
    ):
        raise UnreadableFile("too_large", {"size": str(info.file_size), "limit": str(LARGEST_FILE)})
    try:
        return archive.read(info)
    except BROKEN_ZIP as error:
        raise damaged("zip", str(error) or type(error).__name__) from error
