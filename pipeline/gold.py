"""Gold: obligations annotated by hand, one JSON object a line."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ConfigDict, Field, ValidationError

from pipeline.messages import UserError
from pipeline.store import STORE_NAME
from schemas.base import Model
from schemas.mention import Modality


class GoldMetric(Model):
    """A metric as annotated; indicator and baseline are not compared."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    op: str
    value: float
    unit: str | None = ""


class GoldUnit(Model):
    """One line of a gold file; a date or a modality that is mistyped would count as an error of the program.

    A key that is not there was not coded; ``null`` and ``[]`` say that there is none.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    text: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    due: str | None = Field(None, pattern=r"^(\d{4}|XXXX)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
    rrule: str | None = None
    metrics: tuple[GoldMetric, ...] = ()
    modality: Modality | None = None

    @property
    def coded(self) -> frozenset[str]:
        """The keys that were coded; every obligation has a modality, so that ``null`` says nothing of it."""
        return frozenset(self.model_fields_set - {"text"} - (set() if self.modality else {"modality"}))


def gold_files(paths: Iterable[Path]) -> list[Path]:
    """The gold files of paths, folders and those below searched for .jsonl, but for runs. Raises ``UserError``."""
    files = []
    for path in paths:
        if not path.exists():
            raise UserError("path_missing", path=str(path))
        inside = sorted(_below(path)) if path.is_dir() else [path]
        if not inside:
            raise UserError("gold_none", path=str(path))
        files += inside
    return files


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*.jsonl"):
        between = (above for above in path.parents if folder in above.parents)
        if not any((above / STORE_NAME).exists() for above in between):
            yield path


def read_gold(path: Path) -> list[GoldUnit]:
    """The units of a gold file. Raises ``UserError`` that names the line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("gold_unreadable", path=str(path), detail=str(error)) from error
    units = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                units.append(GoldUnit.model_validate_json(line))
            except ValidationError as error:
                detail = "; ".join(f"{'.'.join(map(str, e['loc']))} {e['msg']}".strip() for e in error.errors())
                raise UserError("gold_line_wrong", path=str(path), line=str(number), detail=detail) from error
    return units
