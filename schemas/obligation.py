"""An obligation: who must do what, with whom, by when, measured how, grounded in the text."""

from typing import Any

from pydantic import model_validator

from schemas.base import Model, Span
from schemas.document import Block, Level, Metadata, Part, PartKind, Section
from schemas.entity import OrganKind
from schemas.mention import Comparator, DeadlineKind, Degree, DepartmentKind, GoalKind, Modality, Role
from schemas.problem import Problem
from schemas.source import FileKind, Place


class Party(Model):
    """A department bound by an obligation.

    ``name`` is what the document calls it, ``entity`` the name that all spellings of this department share across
    documents (see ``schemas.entity.Entity``, also for ``jurisdiction``, ``level``, ``line`` and ``current_line``); it
    is the name as written where nothing more is known. ``members`` are the entities that a collective
    (领导小组成员单位) stands for, where the document lists them. ``start``:``end`` is where the name stands, which may
    be outside the unit.
    """

    name: str
    role: Role
    kind: DepartmentKind
    organ: OrganKind | None = None
    entity: str = ""
    jurisdiction: str = ""
    level: Level | None = None
    line: str | None = None
    current_line: str | None = None
    members: tuple[str, ...] = ()
    start: int
    end: int

    @model_validator(mode="before")
    @classmethod
    def _entity_is_never_empty(cls, given: Any) -> Any:
        return given | {"entity": given["name"]} if isinstance(given, dict) and not given.get("entity") else given


class Target(Model):
    """A metric of an obligation; see ``schemas.mention.Metric``."""

    op: Comparator
    value: float
    unit: str
    indicator: str
    baseline: float | None = None
    start: int
    end: int


class StatedGoal(Model):
    """A goal of an obligation that has no number; see ``schemas.mention.Goal``."""

    kind: GoalKind
    indicator: str
    start: int
    end: int


class Obligation(Span):
    """One unit of text that binds somebody.

    ``section`` is the path of headings from the outermost inwards, ``part`` the title of the document in the file that
    it stands in (the plan, not the letter around it; an annex), ``part_kind`` what that is. ``rules`` names the rules
    that produced the row, sorted. ``number`` counts from 1 in each document. ``due_kind`` tells a deadline that must
    be kept from one that is aimed at (力争年底前, 原则上); ``due_start``:``due_end`` is where ``due_text`` stands,
    which may be outside the unit (a heading, a stage, a column of the table). ``degree`` is that of the strongest
    degree word, ``degree_words`` are all of them. ``confidence`` is the lowest measured precision among its rules,
    ``None`` where none of them has been measured.
    """

    document: str
    number: int
    section: tuple[str, ...]
    part: str = ""
    part_kind: PartKind = "main"
    parties: tuple[Party, ...] = ()
    due: str | None = None
    due_text: str | None = None
    due_start: int | None = None
    due_end: int | None = None
    due_kind: DeadlineKind | None = None
    rrule: str | None = None
    targets: tuple[Target, ...] = ()
    goals: tuple[StatedGoal, ...] = ()
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
    """All that leaves the extraction of one document.

    ``parts``, ``blocks`` and ``sections`` are those of the document, so that it can be shown as it reads.
    """

    document: str
    sha256: str
    kind: FileKind
    text: str
    metadata: Metadata
    parts: tuple[Part, ...] = ()
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    problems: tuple[Problem, ...] = ()
