"""The manifest: a table beside the files that states what is known of them, whatever they say of themselves.

``manifest.csv`` as Excel writes it (UTF-8 with or without BOM, GB18030, UTF-16; commas, semicolons or tabs), with
Chinese or English headers. A row that cannot be used stops the run before it starts, since a date or level that is
silently dropped would show only in the results.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple, get_args

import regex

from pipeline.messages import UserError, say
from schemas.document import Genre, Level
from schemas.manifest import ManifestEntry

MANIFEST_NAME = "manifest.csv"

_HEADERS = {
    "file": ("文件", "文件名"),
    "title": ("标题",),
    "number": ("文号", "发文字号"),
    "issuer": ("发文机关", "发文单位"),
    "level": ("层级",),
    "region": ("地区",),
    "issued": ("成文日期",),
    "genre": ("文种",),
}
_COLUMNS = {name: key for key, names in _HEADERS.items() for name in (key, *names)}
_KNOWN = "、".join(f"{names[0]}/{key}" for key, names in _HEADERS.items())
_LEVELS: tuple[Level, ...] = get_args(Level)
_GENRES: tuple[Genre, ...] = get_args(Genre)
# 2024-11-02, 2024/11/2 (what Excel makes of it), 2024.11.2, 2024年11月2日
_DATE = regex.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


def load_manifest(path: Path) -> dict[int, ManifestEntry]:
    """The rows of a manifest by line, empty lines left out. Raises ``UserError``."""
    text = _decode(path)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        numbered = [(rows.line_num, cells) for cells in rows if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise UserError("manifest_unreadable", path=str(path), detail=f"{rows.line_num}: {error}") from error
    if not numbered:
        raise UserError("manifest_no_file_column", path=str(path), columns="", known=_KNOWN)
    keys = _header(path, numbered[0][1])
    entries: dict[int, ManifestEntry] = {}
    seen: set[str] = set()
    for line, cells in numbered[1:]:
        entry = _entry(path, line, keys, cells)
        if entry.file in seen:
            raise UserError("manifest_file_twice", path=str(path), line=str(line), value=entry.file)
        seen.add(entry.file)
        entries[line] = entry
    return entries


class Stated(NamedTuple):
    """What manifests state: the row of each document by its name, and (line, file) of the rows that have none."""

    entries: dict[str, ManifestEntry]
    absent: tuple[tuple[int, str], ...]


def apply_manifest(path: Path, names: Iterable[str]) -> Stated:
    """One manifest for all documents of a run, whose rows name them as the run does. Raises ``UserError``."""
    rows = load_manifest(path)
    entries = match_entries(rows.values(), names)
    used = {entry.file for entry in entries.values()}
    missing = [(line, entry.file) for line, entry in rows.items() if entry.file not in used]
    return Stated(entries, tuple((line, file) for line, file in missing if not (path.parent / file).exists()))


def apply_manifests_beside(paths: Iterable[Path], documents: Mapping[Path, str]) -> Stated:
    """Manifests that lie beside the documents, each for its own folder and those below; the nearest one wins.

    ``documents`` are the names of the run's documents by their paths. Raises ``UserError``.
    """
    entries: dict[str, ManifestEntry] = {}
    absent: list[tuple[int, str]] = []
    for path in sorted(paths, key=lambda path: len(path.parts)):
        below = {
            p.relative_to(path.parent).as_posix(): name for p, name in documents.items() if path.parent in p.parents
        }
        stated = apply_manifest(path, below)
        entries |= {below[file]: entry for file, entry in stated.entries.items()}
        absent += stated.absent
    return Stated(entries, tuple(absent))


def match_entries(entries: Iterable[ManifestEntry], names: Iterable[str]) -> dict[str, ManifestEntry]:
    """The row of each document: the one with its whole name, else the one with the file name at the end of it.

    A bare file name that stands in several folders settles nothing, so it matches none of them. ``names`` are gone
    through twice, and none is kept but those that match.
    """
    by_file = {entry.file: entry for entry in entries}
    tails = Counter(tail for tail in (name.rpartition("/")[2] for name in names) if tail in by_file)
    found = {}
    for name in names:
        tail = name.rpartition("/")[2]
        entry = by_file.get(name) or (by_file.get(tail) if tails.get(tail) == 1 else None)
        if entry:
            found[name] = entry
    return found


def read_date(text: str) -> date | None:
    """A date as people and Excel write it, ``None`` where it is none."""
    match = _DATE.fullmatch(text.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _decode(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise UserError("path_missing", path=str(path)) from error
    except OSError as error:
        raise UserError("manifest_unreadable", path=str(path), detail=error.strerror or str(error)) from error
    unicode_text = raw.startswith((b"\xff\xfe", b"\xfe\xff"))  # as Excel calls what it saves in UTF-16
    for encoding in ("utf-16",) if unicode_text else ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UserError("manifest_unreadable", path=str(path), detail="UTF-8, GB18030: ✗")


def _delimiter(text: str) -> str:
    """What parts the columns of the header: a comma, or what Excel writes instead where commas are in numbers."""
    header = text.lstrip().partition("\n")[0]
    return next((sign for sign in ",;\t" if sign in header), ",")


def _header(path: Path, cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():  # Excel leaves empty columns behind
        cells = cells[:-1]
    keys = [_COLUMNS.get(cell.strip().lower(), "") for cell in cells]
    if "file" not in keys:
        raise UserError("manifest_no_file_column", path=str(path), columns="、".join(cells), known=_KNOWN)
    for position, (key, cell) in enumerate(zip(keys, cells, strict=True)):
        if not key:
            raise UserError("manifest_unknown_column", path=str(path), column=cell.strip(), known=_KNOWN)
        if key in keys[:position]:
            raise UserError("manifest_column_twice", path=str(path), column=cell.strip())
    return keys


def _entry(path: Path, line: int, keys: list[str], cells: list[str]) -> ManifestEntry:
    if any(cell.strip() for cell in cells[len(keys) :]):
        raise UserError(
            "manifest_row_cells", path=str(path), line=str(line), count=str(len(cells)), wanted=str(len(keys))
        )
    values = dict(zip(keys, (cell.strip() for cell in cells), strict=False))
    for key, wanted in _faults(values):
        column = f"{_HEADERS[key][0]}/{key}"
        raise UserError(
            "manifest_row_wrong",
            path=str(path),
            line=str(line),
            column=column,
            value=values.get(key, ""),
            wanted=wanted,
        )
    return ManifestEntry(
        file=values["file"].replace("\\", "/").removeprefix("./"),
        title=values.get("title", ""),
        number=values.get("number", ""),
        issuer=values.get("issuer", ""),
        level=next((level for level in _LEVELS if level == values.get("level")), None),
        region=values.get("region", ""),
        issued=read_date(values.get("issued", "")),
        genre=_read_genre(values.get("genre", "")),
    )


def _read_genre(text: str) -> Genre | None:
    """A kind of document by its code or its name, as the results write it."""
    return next((genre for genre in _GENRES if text in (genre, say(f"word.{genre}"))), None)


def _faults(values: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The columns of a row that cannot be used, each with what it must hold."""
    if not values.get("file"):
        yield "file", "a.docx"
    if values.get("level") and values["level"] not in _LEVELS:
        yield "level", " / ".join(_LEVELS)
    if values.get("issued") and read_date(values["issued"]) is None:
        yield "issued", "2024-11-02"
    if values.get("genre") and _read_genre(values["genre"]) is None:
        yield "genre", "、".join(f"{say(f'word.{genre}')}/{genre}" for genre in _GENRES)
