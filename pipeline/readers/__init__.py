"""One file in, its blocks out: every format has one reader, told by the content of the file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from pipeline.readers.archive import read_whole, refuse_archive
from pipeline.readers.csv_table import read_csv
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.html_page import read_html
from pipeline.readers.ofd import read_ofd
from pipeline.readers.office import read_doc, read_rtf, read_xls
from pipeline.readers.pdf import read_pdf
from pipeline.readers.picture import PICTURES, read_picture
from pipeline.readers.recovered import recovered
from pipeline.readers.sheets import read_xlsx
from pipeline.readers.sniff import sniff
from pipeline.readers.traditional import in_simplified
from pipeline.readers.txt import read_txt
from pipeline.readers.word import read_docx
from schemas.source import FileKind, Reading

READERS: dict[FileKind, Callable[[bytes], Reading]] = {
    "txt": read_txt,
    "html": read_html,
    "docx": read_docx,
    "pdf": read_pdf,
    "xlsx": read_xlsx,
    "xls": read_xls,
    "csv": read_csv,
    "doc": read_doc,
    "rtf": read_rtf,
    "ofd": read_ofd,
    **dict.fromkeys(PICTURES, read_picture),
}
_RECOGNISED: dict[FileKind, Callable[[bytes], Reading]] = {
    "pdf": partial(read_pdf, ocr=True),
    "ofd": partial(read_ofd, ocr=True),
    **dict.fromkeys(PICTURES, partial(read_picture, ocr=True)),
}
"""The formats whose pages may be pictures, with these recognised by machine."""


def read_bytes(data: bytes, *, name: str = "", ocr: bool = False) -> Reading:
    """The blocks of a file whose bytes are given. Raises ``UnreadableFile``, and nothing else, for any bytes.

    ``name`` is the file's name, which tells only a table in plain text (.csv) from other text. ``ocr``: pages that are
    pictures are recognised by machine.
    """
    kind = sniff(data, name)
    for readable, reader in (READERS | _RECOGNISED if ocr else READERS).items():
        if kind == readable:
            return recovered(in_simplified(reader(data)))
    if kind == "zip":
        raise refuse_archive(data)
    if kind == "empty":
        raise UnreadableFile("empty_file")
    if kind == "encrypted":
        raise UnreadableFile("encrypted_file")
    if kind == "binary":
        raise UnreadableFile("unknown_kind")
    raise UnreadableFile("unsupported_kind", {"kind": kind})


def read_file(path: Path) -> Reading:
    """The blocks of a file, also of one in an archive, by what it holds. Raises ``UnreadableFile``."""
    return read_bytes(read_whole(path), name=path.name)
