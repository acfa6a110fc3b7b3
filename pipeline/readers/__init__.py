"""One file in, its blocks out: every format has one reader, told by the content of the file."""

from collections.abc import Callable
from pathlib import Path

from pipeline.readers.errors import UnreadableFile
from pipeline.readers.html_page import read_html
from pipeline.readers.pdf import read_pdf
from pipeline.readers.sniff import sniff
from pipeline.readers.txt import read_txt
from pipeline.readers.word import read_docx
from schemas.source import FileKind, Reading

READERS: dict[FileKind, Callable[[bytes], Reading]] = {
    "txt": read_txt,
    "html": read_html,
    "docx": read_docx,
    "pdf": read_pdf,
}
LARGEST_FILE = 300 * 1024 * 1024


def read_bytes(data: bytes) -> Reading:
    """The blocks of a file whose bytes are given. Raises ``UnreadableFile``, and nothing else, for any bytes."""
    kind = sniff(data)
    for readable, reader in READERS.items():
        if kind == readable:
            return reader(data)
    if kind == "empty":
        raise UnreadableFile("empty_file")
    if kind == "encrypted":
        raise UnreadableFile("encrypted_file")
    if kind == "binary":
        raise UnreadableFile("unknown_kind")
    raise UnreadableFile("unsupported_kind", {"kind": kind})


def read_file(path: Path) -> Reading:
    """The blocks of a file, by what it holds and not by its name. Raises ``UnreadableFile``."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableFile("too_large", {"size": str(size), "limit": str(LARGEST_FILE)})
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile("cannot_open", {"detail": error.strerror or str(error)}) from error
    return read_bytes(data)
