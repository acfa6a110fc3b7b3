"""Headings and beginnings of paragraphs that name whoever what follows is about (guideline rule 5)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import regex

from extractors.names import parse_list
from extractors.rules import any_of, pattern_of
from pipeline.actors import find_duty_holder, find_team
from pipeline.bindings import Assignment, Bound
from pipeline.duty_holders import WITH_PERSON, DutyHolders
from pipeline.expressions import told_to_lead
from pipeline.label_assignments import field_bound
from pipeline.label_lines import BINDING, find_fields, label_meaning
from pipeline.section_tree import SectionTree
from pipeline.units import trim
from schemas.document import Block, Document, Section
from schemas.mention import Department

_NAMED_HEAD = regex.compile(r"[^:。,;\n]{2,60}[:。]")
_REACH = 200
_MOST = 8  # names in front of a colon
_TEAMS = ("组", "专班")
_NEAR = 3  # paragraphs between the names of one list
_CHARGED = regex.compile(r"职责|(?:任务|分工)[是为]?:|(?:^|[\s:。;])(?:主要|具体|全面)?负责", regex.MULTILINE)
_WORDS = regex.compile(r"[一-龥]{4}")
_DUTIES = regex.compile("职责|责任|任务|义务|要求|分工")


def actor_headings(document: Document, shadowed: str, departments: Sequence[Department]) -> Iterator[Assignment]:
    """Headings that are the name of whoever the section is about; 村级企业 alone is what it is about."""
    starts = [department.start for department in departments]
    holders = DutyHolders(document.text, shadowed, SectionTree.of(document), document.metadata.title)
    for section in document.sections:
        if section.heading_end - section.heading_start < 2 or not (section.number or holders.opens(section)):
            continue
        heading = shadowed[section.heading_start : section.heading_end]
        first = bisect_right(starts, section.heading_start - 1)
        person = WITH_PERSON.search(shadowed, section.heading_start, section.heading_end)
        stop = person.start() if person else section.heading_end  # 办公室(责任人:刘某)
        heading = shadowed[section.heading_start : stop]
        named = [d for d in departments[first : first + 12] if d.end <= stop]
        named = named or find_duty_holder(document.text, shadowed, section.heading_start, section.heading_end)
        rest = pattern_of("clauses", "beside-names").sub("", _without(heading, named, section))
        matter = all(d.kind == "body" or d.text.endswith("企业") for d in named) and not _DUTIES.search(heading)
        if not named or rest or matter or pattern_of("clauses", "names-nobody").search(heading):
            named = _team(document, shadowed, section)
            named = named or holders.at(section.heading_start, section.heading_end, section.heading_end)
        if named and not pattern_of("clauses", "sets-up").match(shadowed, section.heading_end, section.end):
            said = person.span("who") if person else (stop, stop)
            names = (*named, *parse_list(document.text[slice(*said)], said[0]))
            team = all(name.name.endswith(_TEAMS) for name in named)
            told = _told_below(document, shadowed, section) if team else ()
            bound = told or tuple(Bound(name, "responsible", "heading.actor") for name in names)
            yield Assignment(section.heading_start, section.heading_end, "heading", (section.start, section.end), bound)


def _team(document: Document, shadowed: str, section: Section) -> list[Department]:
    """The team or the post that a heading names and no table knows: 医疗救护组, 班主任职责."""
    if not _CHARGED.search(shadowed, section.heading_start, min(section.end, section.heading_end + _REACH)):
        return []
    words = trim(shadowed, section.heading_start, section.heading_end)
    number = any_of("numbering").match(shadowed, *words) if words else None
    words = trim(shadowed, number.end(), words[1]) if words and number else words
    return find_team(document.text, shadowed, *words) if words else []


def _told_below(document: Document, shadowed: str, section: Section) -> tuple[Bound, ...]:
    """Who leads and joins a team, by the labels right below its heading: 牵头单位：… / 成员单位：…"""
    told: list[Bound] = []
    first = bisect_left(document.blocks, section.heading_end, key=lambda block: block.start)
    for block in document.blocks[first:]:
        fields = list(find_fields(shadowed, block.start, block.end))
        if block.end > section.end or not fields or fields[0].meaning not in BINDING:
            break
        told += [bound for field in fields for bound in field_bound(document.text, field)]
    return tuple(told) if any(bound.binding == "lead" for bound in told) else ()


def named_paragraphs(document: Document, shadowed: str, departments: Sequence[Department]) -> Iterator[Assignment]:
    """Paragraphs without a number that begin with whoever they are about: 县公安局：负责…, 县农委。负责…"""
    holders = DutyHolders(document.text, shadowed, SectionTree.of(document), document.metadata.title)
    starts = [department.start for department in departments]
    heads = list(_heads(document, shadowed))
    first = [bisect_right(starts, block.start - 1) for _, block, _ in heads]
    known = [
        _known(document, shadowed, block.start, colon, departments[at : at + _MOST])
        for at, (_, block, colon) in zip(first, heads, strict=True)
    ]
    listed = [number for named, (number, _, _) in zip(known, heads, strict=True) if named]
    for named, (number, block, colon) in zip(known, heads, strict=True):
        beside = bisect_right(listed, number + _NEAR) > bisect_left(listed, number - _NEAR)
        if named := named or holders.at(block.start, colon, colon + 1, listed=beside):
            bound = tuple(Bound(name, told_to_lead(shadowed, name), "heading.actor") for name in named)
            yield Assignment(block.start, colon + 1, "heading", (block.start, block.end), bound)


def _heads(document: Document, shadowed: str) -> Iterator[tuple[int, Block, int]]:
    """The paragraphs that begin with a few words and a colon or a full stop: their number, and where that stands."""
    for number, block in enumerate(document.blocks):
        head = _NAMED_HEAD.match(shadowed, block.start, block.end) if block.kind != "cell" else None
        if head is None or not _WORDS.search(shadowed, head.end(), block.end):
            continue
        if not label_meaning(shadowed[block.start : head.end() - 1]):  # 责任领导：王某 is nobody itself
            yield number, block, head.end() - 1


def _known(
    document: Document, shadowed: str, start: int, colon: int, departments: Sequence[Department]
) -> Sequence[Department]:
    named = [department for department in departments if department.end <= colon]
    rest = shadowed[start:colon]
    for department in named:
        rest = rest.replace(shadowed[department.start : department.end], "", 1)
    if not named:  # 领导小组主要职责：…
        named, rest = find_duty_holder(document.text, shadowed, start, colon), ""
    rest = pattern_of("clauses", "named-leader").sub("", rest)
    return [] if pattern_of("clauses", "beside-names").sub("", rest) else named


def _without(heading: str, named: Sequence[Department], section: Section) -> str:
    for department in reversed(named):
        start = department.start - section.heading_start
        heading = heading[:start] + heading[start + len(department.text) :]
    return heading
