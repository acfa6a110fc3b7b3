"""Doubtful results of one document, for a person to check; each quotes its place."""

from collections.abc import Iterator, Sequence

from extractors.plan_year import plan_year
from extractors.rules import load_rules
from pipeline.annexes import CODE as ANNEXES
from pipeline.assemble import Assembly
from pipeline.bindings import Assignment
from pipeline.confidence import doubtful_lead, measured_lead
from pipeline.genres import REPORTING, STATUTES
from pipeline.mentions import within
from pipeline.readers.traditional import NOTE as TRADITIONAL
from pipeline.supplied import CODE as MANIFEST
from schemas.mention import Deadline
from schemas.obligation import Obligation
from schemas.problem import Problem, Severity

_SECTION_JOINT = " › "
# what is told without knowing that anything is missing or wrong
_NO_FAULT_FOUND = frozenset({ANNEXES, "hanging_marks", MANIFEST, TRADITIONAL})
_SHOWN = 8  # names that a note lists


def find_problems(assembly: Assembly, obligations: Sequence[Obligation]) -> Iterator[Problem]:
    """Every problem of a document, those of the whole document first, then in reading order."""
    yield from _of_the_file(assembly, obligations)
    found = [*_unknown_departments(assembly, obligations), *_open_deadlines(assembly, obligations)]
    found += [*_idle_assignments(assembly, obligations), *_doubtful_leads(assembly, obligations)]
    found += [*_passed_over(assembly), *_unread_tables(assembly)]
    yield from sorted(found, key=lambda problem: (problem.start or 0, problem.code))


def _of_the_file(assembly: Assembly, obligations: Sequence[Obligation]) -> Iterator[Problem]:
    document = assembly.document
    for note in document.notes:
        severity: Severity = "note" if note.code in _NO_FAULT_FOUND else "warning"
        yield Problem(code=note.code, severity=severity, fields=note.fields, place=note.place)
    alone = [part for part in document.parts if part.within is None and part.kind != "annex"]
    if len(alone) > 1:
        titles = "；".join(part.title or "…" for part in alone)
        fields = (("count", str(len(alone))), ("titles", titles))
        yield Problem(code="several_documents", severity="note", fields=fields)
    if document.metadata.genre in REPORTING:
        yield Problem(code="only_reports", severity="note")
    if document.metadata.genre in STATUTES:
        articles = sum(section.number.endswith("条") for section in document.sections)
        yield Problem(code="statute", fields=(("count", str(articles)),))
    elif not obligations:
        yield Problem(code="no_obligations")
    if document.metadata.issued is None:
        year = plan_year(document)
        code = "no_date" if year is None else "year_of_title"
        yield Problem(code=code, severity="note", fields=() if year is None else (("year", str(year)),))
    yield from _unresolved(obligations)


def _unresolved(obligations: Sequence[Obligation]) -> Iterator[Problem]:
    """One note for all organs whose place the document does not say, one for those of no known line or kind."""
    organs = {party.name: party for each in obligations for party in each.parties if party.kind == "organ"}
    placeless = [name for name, party in organs.items() if not party.jurisdiction]
    unplaced = [name for name, party in organs.items() if party.line is None and party.organ is None]
    for code, names in (("organs_without_place", placeless), ("organs_without_line", unplaced)):
        if names:
            shown = "、".join(names[:_SHOWN]) + ("…" if len(names) > _SHOWN else "")
            yield Problem(code=code, severity="note", fields=(("count", str(len(names))), ("names", shown)))


def _at(assembly: Assembly, code: str, start: int, end: int, severity: Severity = "warning") -> Problem:
    tree = assembly.tree
    return Problem(
        code=code,
        severity=severity,
        quote=assembly.document.text[start:end],
        start=start,
        end=end,
        section=_SECTION_JOINT.join(tree.path(start, assembly.document.text)),
        place=tree.block(start).place,
    )


def _unknown_departments(assembly: Assembly, obligations: Sequence[Obligation]) -> Iterator[Problem]:
    """Names in an assignment's slot that no rule knows: once each, at their first place."""
    seen: set[str] = set()
    for obligation in obligations:
        for party in obligation.parties:
            if party.kind == "unknown" and party.name not in seen:
                seen.add(party.name)
                yield _at(assembly, "unknown_department", party.start, party.end)


def _passed_over(assembly: Assembly) -> Iterator[Problem]:
    """Names that were not taken for departments although their column holds departments: each place once."""
    for start, end in sorted({(name.start, name.end) for name in assembly.passed_over}):
        yield _at(assembly, "not_taken_for_department", start, end, "note")


def _unread_tables(assembly: Assembly) -> Iterator[Problem]:
    """Tables that look as if they held tasks and gave none, and columns of task tables with heads that nobody knows."""
    for unread in assembly.unread_tables:
        block = assembly.document.blocks[unread.block]
        problem = _at(assembly, unread.code, block.start, block.end, "warning" if unread.doubtful else "note")
        yield problem.model_copy(update={"fields": (("heads", unread.heads), ("count", str(unread.count)))})


def _doubtful_leads(assembly: Assembly, obligations: Sequence[Obligation]) -> Iterator[Problem]:
    """Leads from rules that were often wrong where that could be measured: each place once, its first name quoted."""
    seen: set[int] = set()
    for obligation in obligations:
        rule = doubtful_lead(obligation)
        lead = next((party for party in obligation.parties if party.role == "lead" and party.kind != "unknown"), None)
        if rule and lead and lead.start not in seen:
            seen.add(lead.start)
            right, used = measured_lead(rule)
            fields = (("rule", rule), ("right", str(right)), ("used", str(used)))
            yield _at(assembly, "doubtful_lead", lead.start, lead.end).model_copy(update={"fields": fields})


def _open_deadlines(assembly: Assembly, obligations: Sequence[Obligation]) -> Iterator[Problem]:
    """Deadlines that could not be dated and so left their obligation without one."""
    for obligation in obligations:
        if obligation.due or obligation.rrule:
            continue
        for deadline in within(assembly.mentions.deadlines, obligation.start, obligation.end):
            yield _at(assembly, "open_deadline", deadline.start, deadline.end, "note")


def _idle_assignments(assembly: Assembly, obligations: Sequence[Obligation]) -> Iterator[Problem]:
    """Assignments and their deadlines that govern nothing: the task was not recognised, or there is none."""
    rules = load_rules("document_rules")
    for assignment in assembly.scopes.idle(obligations):
        said_of_all = any(rule.compiled().search(assembly.shadow, assignment.start, assignment.end) for rule in rules)
        if not said_of_all:  # 列第一位者为牵头单位 is for every task and has none of its own
            yield _idle(assembly, assignment)


def _idle(assembly: Assembly, assignment: Assignment) -> Problem:
    deadline: Deadline | None = assignment.deadlines[0] if assignment.deadlines else None
    if deadline and not assignment.bound:
        return _at(assembly, "deadline_without_task", deadline.start, deadline.end)
    return _at(assembly, "assignment_without_task", assignment.start, assignment.end)
