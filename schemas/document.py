"""A document: one fixed text with its metadata, blocks, sections and units, all as offsets in that text."""

from datetime import date
from typing import Literal

from schemas.base import Model
from schemas.source import BlockKind, FileKind, Place, ReadingNote

Level = Literal["中央", "省", "市", "县", "乡", "村"]


Genre = Literal[
    "plan",
    "opinion",
    "notice",
    "statute",
    "regulation",
    "list",
    "decision",
    "approval",
    "minutes",
    "report",
    "speech",
    "announcement",
    "reply",
    "interpretation",
    "news",
]


class Metadata(Model):
    """What the document says of itself; ``None`` or empty where it says nothing.

    ``level`` and ``region`` are those of the issuer: 省 and 甘肃省, 县 and 靖边县. ``signed`` is the 成文日期,
    ``published`` the 发布日期; deadlines are counted from ``signed``, else from ``published``. ``genre`` is the kind of
    document (文种) that its main part is. ``addressees`` are the 主送机关 as written, ``cites`` the numbers (文号) of
    other documents in the text.
    """

    title: str = ""
    number: str = ""
    issuers: tuple[str, ...] = ()
    level: Level | None = None
    region: str = ""
    signed: date | None = None
    published: date | None = None
    genre: Genre | None = None
    addressees: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()

    @property
    def issued(self) -> date | None:
        """The date that relative deadlines are counted from."""
        return self.signed or self.published


class Block(Model):
    """A paragraph, heading or table cell at its place in the text and in the file."""

    start: int
    end: int
    kind: BlockKind
    place: Place
    level: int | None = None
    row_span: int = 1
    column_span: int = 1


SectionKind = Literal["title", "chapter", "article", "heading", "item", "run_in", "table"]


class Section(Model):
    """A node of the tree of sections.

    ``start``:``end`` is the whole extent, ``heading_start``:``heading_end`` the heading itself without its number;
    for an item whose number is followed by running text the heading is empty. ``parent`` indexes
    ``Document.sections``, ``None`` at the top. ``depth`` counts from 1. ``aims_only`` marks sections of
    principles and guiding thought, which hold no obligations (guideline rule 3).
    """

    start: int
    end: int
    kind: SectionKind
    number: str = ""
    heading_start: int
    heading_end: int
    depth: int
    parent: int | None = None
    aims_only: bool = False


class Unit(Model):
    """A sentence or semicolon clause without its leading number and final punctuation.

    ``section`` indexes the innermost section, ``block`` the block it stands in. ``sentence`` numbers the sentences,
    so that clauses of one sentence can be told from its neighbours.
    """

    start: int
    end: int
    section: int | None
    block: int
    sentence: int


PartKind = Literal["letter", "main", "annex"]


class Part(Model):
    """One of the documents that a file holds, in reading order and without gaps.

    A ``letter`` encloses what follows it (印发…的通知), ``main`` is the text proper (方案, 意见, and a notice that
    itself says what to do), an ``annex`` (附件) belongs to one of these. ``within`` indexes ``Document.parts``: the
    letter around a plan, the text that an annex belongs to; ``None`` for a document of its own. ``signed`` is the
    part's own date, else that of what it is within.
    """

    start: int
    end: int
    kind: PartKind = "main"
    title: str = ""
    signed: date | None = None
    within: int | None = None


class Document(Model):
    """A policy document. ``text`` never changes; everything else points into it."""

    name: str
    sha256: str
    kind: FileKind
    text: str
    metadata: Metadata = Metadata()
    parts: tuple[Part, ...] = ()
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    units: tuple[Unit, ...] = ()
    notes: tuple[ReadingNote, ...] = ()
