"""An obligation: who must do what, with whom, by when, measured how, grounded in the text."""

from schemas.base import Model, Span
from schemas.document import Level, Metadata
from schemas.mention import Comparator, DeadlineKind, Degree, DepartmentKind, Modality, Role
from schemas.problem import Problem
from schemas.source import FileKind, Place


class Party(Model):
    """A department bound by an obligation.

    ``start``:``end`` is where its name stands, which may be outside the unit.
    """

    name: str
    role: Role
    kind: DepartmentKind
    line: str | None = None
    level: Level | None = None
    start: int
    end: int


class Target(Model):
    """A metric of an obligation; see ``schemas.mention.Metric``."""

    op: Comparator
    value: float
    unit: str
    indicator: str
    baseline: float | None = None
    start: int
    end: int


class Obligation(Span):
    """One unit of text that binds somebody.

    ``section`` is the path of headings from the outermost inwards. ``rules`` names the rules that produced the row,
    sorted. ``number`` counts from 1 in each document. ``due_kind`` tells a deadline that must be kept from one that
    is aimed at (力争年底前, 原则上); ``degree`` is that of the strongest degree word, ``degree_words`` are all of them.
    ``confidence`` is the lowest measured precision among its rules, ``None`` where none of them has been measured.
    """

    document: str
    number: int
    section: tuple[str, ...]
    parties: tuple[Party, ...] = ()
    due: str | None = None
    due_text: str | None = None
    due_kind: DeadlineKind | None = None
    rrule: str | None = None
    targets: tuple[Target, ...] = ()
    modality: Modality = "must"
    degree: Degree = "plain"
    degree_words: tuple[str, ...] = ()
    place: Place = Place()
    rules: tuple[str, ...] = ()
    confidence: float | None = None

    def names(self, role: Role) -> list[str]:
        """Names of the parties in one role, in the order of the text."""
        return [party.name for party in self.parties if party.role == role]


class Extraction(Model):
    """All that leaves the extraction of one document."""

    document: str
    sha256: str
    kind: FileKind
    text: str
    metadata: Metadata
    obligations: tuple[Obligation, ...] = ()
    problems: tuple[Problem, ...] = ()
