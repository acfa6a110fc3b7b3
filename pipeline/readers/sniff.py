"""What a file is, told by its content: names lie (a .doc that is a web page, a .txt that is a Word file)."""

import io
import re
import zipfile
import zlib

from pipeline.readers.web_archive import is_message

_SIGNATURES = (
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
)
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in the directory of an OLE2 file ([MS-CFB] 2.6.1), written in UTF-16.
_OLE2_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_ZIP_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
    ("content.xml", "odt"),
    ("META-INF/container.xml", "epub"),
    ("META-INF/MANIFEST.MF", "jar"),
    ("[Content_Types].xml", "office"),
)
_TABLE_NAMES = (".csv", ".tsv")
_HTML_START = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(
    rb"</?(?:p|div|span|br|table|t[rdh]|font|b|strong|a|h[1-6]|li|ul|center|meta|title)\b[^<>]*>", re.IGNORECASE
)
_MANY_TAGS = 6
_HEAD = 65_536
_MOST_CONTROLS = 0.05


def sniff(data: bytes, name: str = "") -> str:
    """The kind of a file: one of ``FileKind``, or the name of a kind that no reader takes.

    ``empty`` has no bytes but white space, ``encrypted`` is an Office file under a password, ``binary`` nothing
    that is known. The file's name is asked in one case only: nothing in a text says for certain that its commas
    part columns.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return "empty"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data)
    if data.startswith(_OLE2):
        return next((kind for name, kind in _OLE2_STREAMS if name.encode("utf-16-le") in data), "ole2")
    known = next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)
    if known and not (known == "bmp" and data[6:10] != bytes(4)):  # reserved and 0; a text may begin with BM
        return known
    kind = _kind_of_text(data)
    return "csv" if kind == "txt" and name.lower().endswith(_TABLE_NAMES) else kind


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error):
        # The directory at the end is gone; the names in front of each part are still there.
        names = {part for part, _ in _ZIP_PARTS if part.encode() in data}
    return next((kind for part, kind in _ZIP_PARTS if part in names), "zip")


def _kind_of_text(data: bytes) -> str:
    head = data[:_HEAD].replace(b"\x00", b"")
    if is_message(data) or _HTML_START.search(head[:4096]) or len(_TAG.findall(head)) >= _MANY_TAGS:
        return "html"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        return "xml"
    return "txt" if _looks_like_text(data) else "binary"


_CONTROLS = bytes({*range(9), *range(14, 32)} - {0x1A, 0x1B})


def _looks_like_text(data: bytes) -> bool:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or (head.count(b"\x00") > 0 and _is_utf16(head)):
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls <= len(head) * _MOST_CONTROLS


def _is_utf16(head: bytes) -> bool:
    """Chinese UTF-16 without a mark: nearly all pairs are ideographs, ideographic punctuation or ASCII."""
    pairs = list(zip(head[::2], head[1::2], strict=False))
    for high in (1, 0):
        good = sum(pair[high] == 0 or pair[high] in (0x20, 0x30, 0xFF) or 0x4E <= pair[high] <= 0x9F for pair in pairs)
        if pairs and good >= 0.9 * len(pairs) and any(pair[high] == 0 and pair[1 - high] for pair in pairs):
            return True
    return False
