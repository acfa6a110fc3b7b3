"""A manifest row: what a researcher states of a document beside the file itself, and how a file is to be read."""

from datetime import date

from schemas.base import Model
from schemas.document import Genre, Level


class ManifestEntry(Model):
    """One row of ``manifest.csv``; ``file`` is the path as written there, empty or ``None`` where a cell is empty.

    What is stated takes the place of what the document shows. ``issuer`` may name several issuers, joined by ；.
    """

    file: str
    title: str = ""
    number: str = ""
    issuer: str = ""
    level: Level | None = None
    region: str = ""
    issued: date | None = None
    genre: Genre | None = None


class FileOptions(ManifestEntry):
    """All that the extraction of a file depends on beside its content.

    ``ocr`` names the engine and its version that recognises pages without text, empty where none is to.
    ``date_of_run`` is the date of issue of a file that states none itself, where its row has none either.
    """

    ocr: str = ""
    date_of_run: date | None = None
