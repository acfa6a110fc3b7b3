"""From one file to all that leaves it: obligations and problems."""

import re
from pathlib import Path

from extractors.uncollected import uncollected
from pipeline.assemble import Assembly
from pipeline.problems import find_problems
from pipeline.readers import read_bytes
from pipeline.readers.archive import read_whole
from pipeline.structure import build_document, document_of_text
from pipeline.supplied import Supplied
from schemas.document import Document, Metadata
from schemas.manifest import FileOptions, ManifestEntry
from schemas.obligation import Extraction


def extract_file(path: Path, *, name: str, manifest: ManifestEntry | None = None) -> Extraction:
    """The obligations of a file and the problems that a person should look at.

    ``name`` is what the document is called in the results; ``manifest`` states facts that hold whatever it says itself.
    Raises ``UnreadableFile`` where the file cannot be used.
    """
    return extract_bytes(read_whole(path), name=name, manifest=manifest)


def extract_bytes(data: bytes, *, name: str, manifest: ManifestEntry | None = None) -> Extraction:
    """As ``extract_file``, for the content of a file."""
    reading = read_bytes(data, name=name, ocr=isinstance(manifest, FileOptions) and bool(manifest.ocr))
    return _extracted(build_document(reading, name=name, data=data, supplied=_supplied(manifest)))


def extract_text(text: str, *, name: str = "text", assumed: Metadata | None = None) -> Extraction:
    """The obligations of a text that stays as it is: every offset counts the characters of ``text`` itself.

    ``assumed`` stands in for what the text does not say.
    """
    return _extracted(document_of_text(text, name=name, supplied=Supplied(assumed=assumed or Metadata())))


@uncollected
def _extracted(document: Document) -> Extraction:
    assembly = Assembly(document)
    obligations = tuple(assembly.obligations())
    return Extraction(
        document=document.name,
        sha256=document.sha256,
        kind=document.kind,
        text=document.text,
        metadata=document.metadata,
        parts=document.parts,
        blocks=document.blocks,
        sections=document.sections,
        obligations=obligations,
        problems=tuple(find_problems(assembly, obligations)),
    )


def _supplied(manifest: ManifestEntry | None) -> Supplied:
    if manifest is None:
        return Supplied()
    stated = Metadata(
        title=manifest.title,
        number=manifest.number,
        issuers=tuple(name for name in re.split("[；;、]", manifest.issuer) if name),
        level=manifest.level,
        genre=manifest.genre,
        region=manifest.region,
        signed=manifest.issued,
    )
    return Supplied(stated, Metadata(signed=manifest.date_of_run if isinstance(manifest, FileOptions) else None))
