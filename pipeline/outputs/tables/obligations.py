"""The tables of a run: documents, obligations, their parties (departments) and targets (metrics), one fact a row."""

from collections.abc import Callable, Iterable, Iterator
from typing import get_args

from pipeline.messages import Lang
from pipeline.outputs.roles import department, parties_once
from pipeline.outputs.rows import (
    SEPARATOR,
    Row,
    entity_text,
    goal_text,
    lines_text,
    place_text,
    role_text,
    section_text,
    target_text,
)
from pipeline.outputs.tables.model import Table, Value, Variable
from pipeline.years import year_of
from schemas.document import Genre, Level, PartKind
from schemas.entity import OrganKind
from schemas.mention import Comparator, DeadlineKind, Degree, DepartmentKind, Modality, Role
from schemas.obligation import Extraction, Party

Extractions = Callable[[], Iterable[Extraction]]
Rows = Callable[[], Iterable[Row]]

LEVEL = Variable("level", "code", get_args(Level))
DOCUMENT, NUMBER, YEAR = Variable("document"), Variable("number", "int"), Variable("year", "int")
REGION, GENRE = Variable("region"), Variable("genre", "code", get_args(Genre))

DOCUMENTS = (
    *(DOCUMENT, Variable("title"), Variable("document_number"), Variable("issuers"), LEVEL, REGION),
    *(Variable("issued", "date"), YEAR, GENRE, Variable("addressees"), Variable("cites")),
    Variable("obligations", "int"),
)
OBLIGATIONS = (
    *(Variable("index", "int"), DOCUMENT, NUMBER, Variable("title"), Variable("document_number"), Variable("issuers")),
    *(LEVEL, REGION, Variable("issued", "date"), YEAR, GENRE),
    *(Variable("part"), Variable("part_kind", "code", get_args(PartKind)), Variable("section"), Variable("text")),
    *(Variable("lead"), Variable("support"), Variable("lead_entities"), Variable("support_entities")),
    *(Variable("leads", "int"), Variable("supports", "int"), Variable("lines"), Variable("due")),
    *(Variable("due_year", "int"), Variable("due_month", "int"), Variable("due_text"), Variable("rrule")),
    *(
        Variable("due_kind", "code", get_args(DeadlineKind)),
        Variable("metrics"),
        Variable("targets", "int"),
        Variable("quantified", "flag"),
        Variable("goals"),
    ),
    *(Variable("modality", "code", get_args(Modality)), Variable("degree", "code", get_args(Degree))),
    *(Variable("degree_words"), Variable("place"), Variable("problems"), Variable("char_start", "int")),
    *(Variable("char_end", "int"), Variable("rules"), Variable("confidence", "float")),
)
PARTIES = (
    *(DOCUMENT, NUMBER, Variable("position", "int"), Variable("name"), Variable("department")),
    *(Variable("role", "code", get_args(Role)), Variable("party_kind", "code", get_args(DepartmentKind))),
    *(Variable("organ", "code", get_args(OrganKind)), Variable("jurisdiction"), Variable("line")),
    *(Variable("current_line"), Variable("party_level", "code", get_args(Level)), YEAR, LEVEL, REGION),
    *(Variable("char_start", "int"), Variable("char_end", "int")),
)
TARGETS = (
    *(
        DOCUMENT,
        NUMBER,
        Variable("position", "int"),
        Variable("indicator"),
        Variable("op", "code", get_args(Comparator)),
    ),
    *(Variable("value", "float"), Variable("unit"), Variable("baseline", "float"), YEAR, LEVEL, REGION),
    *(Variable("char_start", "int"), Variable("char_end", "int")),
)


RUN_VARIABLES = {"documents": DOCUMENTS, "obligations": OBLIGATIONS, "parties": PARTIES, "targets": TARGETS}


def run_tables(
    extractions: Extractions, rows: Rows, lang: Lang, *, means: Callable[[Party], bool] = lambda _: True
) -> tuple[Table, ...]:
    """The tables of a run, each read anew from the store when it is written; ``means`` says whose parties have rows."""
    return (
        Table("documents", DOCUMENTS, lambda: map(_document, extractions())),
        Table("obligations", OBLIGATIONS, lambda: (_obligation(row, lang) for row in rows())),
        Table("parties", PARTIES, lambda: _parties(extractions(), means)),
        Table("targets", TARGETS, lambda: _targets(extractions())),
    )


def _document(extraction: Extraction) -> tuple[Value, ...]:
    said = extraction.metadata
    return (
        *(extraction.document, said.title, said.number, SEPARATOR.join(said.issuers), said.level, said.region),
        *(said.issued, year_of(extraction), said.genre, SEPARATOR.join(said.addressees), SEPARATOR.join(said.cites)),
        len(extraction.obligations),
    )


def _obligation(row: Row, lang: Lang) -> tuple[Value, ...]:
    obligation, said = row.obligation, row.extraction.metadata
    parties = parties_once(obligation)
    leads = sum(party.role == "lead" for party in parties.values())
    return (
        *(row.position, row.extraction.document, obligation.number, said.title, said.number),
        *(SEPARATOR.join(said.issuers), said.level, said.region, said.issued, year_of(row.extraction), said.genre),
        *(obligation.part, obligation.part_kind, section_text(obligation.section), obligation.text),
        *(role_text(obligation, "lead"), role_text(obligation, "support")),
        *(entity_text(obligation, "lead"), entity_text(obligation, "support")),
        *(leads, len(parties) - leads, lines_text(obligation)),
        *(obligation.due, *due_parts(obligation.due), obligation.due_text, obligation.rrule, obligation.due_kind),
        *(SEPARATOR.join(map(target_text, obligation.targets)), len(obligation.targets), int(bool(obligation.targets))),
        SEPARATOR.join(goal_text(goal, lang) for goal in obligation.goals),
        *(obligation.modality, obligation.degree, SEPARATOR.join(obligation.degree_words)),
        *(place_text(obligation.place, lang), SEPARATOR.join(dict.fromkeys(each.code for each in row.problems))),
        *(obligation.start, obligation.end, SEPARATOR.join(obligation.rules), obligation.confidence),
    )


def due_parts(due: str | None) -> tuple[int | None, int | None]:
    """Year and month of an EDTF date, each ``None`` where it is open."""
    year, month = (due or "").split("-")[:2] if due and "-" in due else (due or "", "")
    return (int(year) if year.isdigit() else None, int(month) if month.isdigit() else None)


def _context(extraction: Extraction) -> tuple[Value, ...]:
    return year_of(extraction), extraction.metadata.level, extraction.metadata.region


def _parties(extractions: Iterable[Extraction], means: Callable[[Party], bool]) -> Iterator[tuple[Value, ...]]:
    for extraction in extractions:
        for obligation in extraction.obligations:
            for position, party in enumerate(obligation.parties, 1):
                if not means(party):
                    continue
                yield (
                    *(extraction.document, obligation.number, position, party.name, department(party), party.role),
                    *(party.kind, party.organ, party.jurisdiction or None, party.line, party.current_line, party.level),
                    *(*_context(extraction), party.start, party.end),
                )


def _targets(extractions: Iterable[Extraction]) -> Iterator[tuple[Value, ...]]:
    for extraction in extractions:
        for obligation in extraction.obligations:
            for position, target in enumerate(obligation.targets, 1):
                yield (
                    *(extraction.document, obligation.number, position, target.indicator, target.op, target.value),
                    *(target.unit, target.baseline, *_context(extraction), target.start, target.end),
                )
