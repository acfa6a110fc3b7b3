"""A Word file opened: the XML parts that say what is written, by python-docx, else from the bare zip."""

import io
import re
import zipfile
from typing import NamedTuple

from docx.opc.constants import RELATIONSHIP_TYPE as TYPE
from docx.package import Package
from lxml import etree

from pipeline.readers.errors import UnreadableFile
from pipeline.readers.office_zip import BROKEN_ZIP

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = W[1:-1].encode()
_MAIN_PART = re.compile(r"word/document\d*\.xml")
_LARGEST_PART = 300 * 1024 * 1024


class WordParts(NamedTuple):
    """The roots of the parts that say what is written; ``None`` where a file has none."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    footnotes: etree._Element | None
    endnotes: etree._Element | None


def open_word(data: bytes) -> WordParts:
    """The XML of a Word file. Raises ``UnreadableFile``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
            try:
                return _by_package(data)
            except UnreadableFile:
                raise
            except Exception:  # python-docx fails in many ways on packages that Word and WPS still open
                return _by_zip(archive)
    except BROKEN_ZIP as error:
        raise _damaged(error) from error


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute in Word's namespace."""
    return element.get(W + name) if element is not None else None


def number(text: str | None, otherwise: int) -> int:
    """An integer attribute; ``otherwise`` where it is missing or is none."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else otherwise


def _check(archive: zipfile.ZipFile) -> None:
    for info in archive.infolist():
        if info.flag_bits & 1:
            raise UnreadableFile("encrypted_file")
        if info.filename.endswith(".xml") and info.file_size > _LARGEST_PART:
            raise UnreadableFile("too_large", {"size": str(info.file_size), "limit": str(_LARGEST_PART)})
    if sum(info.file_size for info in archive.infolist()) > 4 * _LARGEST_PART:
        raise UnreadableFile("too_large", {"limit": str(4 * _LARGEST_PART)})


def _by_package(data: bytes) -> WordParts:
    main = Package.open(io.BytesIO(data)).main_document_part
    related = {part.reltype: part.target_part for part in main.rels.values() if not part.is_external}
    optional = [
        _parse(related[kind].blob) if kind in related else None
        for kind in (TYPE.STYLES, TYPE.NUMBERING, TYPE.FOOTNOTES, TYPE.ENDNOTES)
    ]
    return WordParts(_parse(main.blob), *optional)


def _by_zip(archive: zipfile.ZipFile) -> WordParts:
    main = sorted(name for name in archive.namelist() if _MAIN_PART.fullmatch(name))
    if not main:
        raise UnreadableFile("damaged_file", {"kind": "docx", "detail": "word/document.xml"})
    names = ("styles", "numbering", "footnotes", "endnotes")
    return WordParts(_parse(archive.read(main[0])), *(_optional(archive, f"word/{name}.xml") for name in names))


def _optional(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """A part that a document can be read without."""
    try:
        return _parse(archive.read(name))
    except (*BROKEN_ZIP, UnreadableFile):
        return None


def _parse(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(xml.replace(_STRICT, _TRANSITIONAL), parser)
    except (etree.LxmlError, ValueError) as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> UnreadableFile:
    return UnreadableFile("damaged_file", {"kind": "docx", "detail": str(error) or type(error).__name__})
