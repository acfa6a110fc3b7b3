"""Zip packages of XML parts (xlsx, ofd), opened with limits: a part is never larger than it may be, nor a bomb."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from pipeline.readers.errors import UnreadableFile

LARGEST_PART = 200 * 1024 * 1024
LARGEST_PACKAGE = 1024 * 1024 * 1024
MOST_PARTS = 20_000
BROKEN_ZIP = (
    zipfile.BadZipFile,
    OSError,
    ValueError,
    NotImplementedError,
    EOFError,
    zlib.error,
    KeyError,
    RuntimeError,
)
# Neither OOXML nor OFD allows a document type (ECMA-376 Part 2, 8.1.4); XML bombs are built of its entities.
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


class Parts:
    """The parts of one package."""

    def __init__(self, archive: zipfile.ZipFile, kind: str) -> None:
        self._archive = archive
        self._kind = kind
        self._names = {info.filename.lower().lstrip("/"): info for info in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return name.lower().lstrip("/") in self._names

    def xml(self, name: str) -> etree._Element:
        """The root of a part. Raises ``UnreadableFile``."""
        data = self.data(name)
        try:
            return etree.fromstring(data, _parser())
        except (etree.LxmlError, ValueError) as error:
            raise damaged(self._kind, f"{name}: {error}") from error

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """The elements of some local names, one by one, each forgotten when the next is asked for."""
        source = io.BytesIO(self.data(name))
        wanted = [f"{{*}}{tag}" for tag in tags]
        try:
            for _, element in etree.iterparse(source, tag=wanted, resolve_entities=False, huge_tree=True):
                yield element
                element.clear()
                while element.getprevious() is not None and (parent := element.getparent()) is not None:
                    del parent[0]
        except (etree.LxmlError, ValueError) as error:
            raise damaged(self._kind, f"{name}: {error}") from error

    def data(self, name: str) -> bytes:
        """The bytes of a part. Raises ``UnreadableFile``."""
        info = self._names.get(name.lower().lstrip("/"))
        if info is None:
            raise damaged(self._kind, name)
        if info.file_size > LARGEST_PART:
            raise UnreadableFile("too_large", {"size": str(info.file_size), "limit": str(LARGEST_PART)})
        data = self._archive.read(info)
        if any(sign in data for sign in _DOCTYPES):
            raise damaged(self._kind, f"{name}: DOCTYPE")
        return data


@contextmanager
def open_parts(data: bytes, kind: str) -> Iterator[Parts]:
    """The parts of a package. Raises ``UnreadableFile``, also for what goes wrong with the zip while it is open."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_sizes(archive.infolist())
            if any(info.flag_bits & 1 for info in archive.infolist()):
                raise UnreadableFile("encrypted_file")
            yield Parts(archive, kind)
    except UnreadableFile:
        raise
    except BROKEN_ZIP as error:
        raise damaged(kind, str(error) or type(error).__name__) from error


def check_sizes(entries: list[zipfile.ZipInfo], limit: int = LARGEST_PACKAGE) -> None:
    """Raises ``UnreadableFile('too_large')`` for what would fill the memory."""
    size = sum(info.file_size for info in entries)
    if size > limit or len(entries) > MOST_PARTS:
        raise UnreadableFile("too_large", {"size": str(size), "limit": str(limit)})


def damaged(kind: str, detail: str) -> UnreadableFile:
    """The error for a file of a known kind that cannot be read."""
    return UnreadableFile("damaged_file", {"kind": kind, "detail": detail[:200]})


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
