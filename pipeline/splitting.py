"""Splitting a unit at commas (guideline rule 2): where a clause has its own deadline or its own actor."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.rules import pattern_of
from pipeline.clauses import Clause, is_adverbial, is_condition, is_purpose, is_result, is_topic
from pipeline.mentions import Mentions, within
from pipeline.subjects import Subject
from schemas.document import Unit

_LONGEST_ROLE = 3


@dataclass(frozen=True)
class Portion:
    """A stretch that is one obligation: the clauses of a unit between two split points."""

    unit: Unit
    clauses: tuple[Clause, ...]
    after: int

    @property
    def start(self) -> int:
        return self.clauses[0].start

    @property
    def end(self) -> int:
        return self.clauses[-1].end


def split_points(
    clauses: Sequence[Clause], subjects: dict[Clause, Subject], mentions: Mentions, *, governed: bool, after: int
) -> list[int]:
    """Starts of the parts of a unit. ``after`` is where its assignment expression ends; ``governed`` units keep their
    lead whatever actors their clauses name."""
    points = [clauses[0].start]
    has_content = has_deadline = False
    pending: int | None = None
    begins = _circumstances_end(clauses, subjects, mentions)
    for clause, following in zip(clauses, [*clauses[1:], None], strict=True):
        dated = bool(_binding_deadlines(mentions, clause)) and not is_purpose(mentions.shadow, clause)
        subject = subjects.get(clause)
        acts = not governed and subject is not None and subject.strong and subject.role is None
        own_deadline = (
            dated
            and (has_deadline or not _says_only_when(mentions, clause))
            and not (is_result(mentions.shadow, _after_date(mentions, clause)) and not has_deadline)
        )
        if has_content and (own_deadline or acts):
            points.append(pending if pending is not None else clause.start)
            has_content = has_deadline = False
        has_deadline = has_deadline or dated
        if is_condition(mentions.shadow, clause) and not any(c in subjects for c in clauses if c.start < clause.start):
            has_content, pending = False, None  # what came before only led up to the condition
        elif (
            clause.end <= max(after, begins)
            or (subject is None and not (has_content or dated) and _put_in_front(mentions, clause, following))
            or (subject is None and following in subjects and says_for_what(mentions, clause))
            or _is_handed_in(mentions, clause, following)
            or (_leads_up(mentions, clause, subjects) and not (has_content and _supports(subjects.get(clause))))
            or _only_deadline(mentions, clause)
        ):
            pending = clause.start if pending is None and has_content else pending
        else:
            has_content, pending = True, None
    return points


def _circumstances_end(clauses: Sequence[Clause], subjects: dict[Clause, Subject], mentions: Mentions) -> int:
    """Where the circumstances end that open a sentence: 当前,正值主汛期,各镇要加强巡查. Its start where none do."""
    start = clauses[0].start
    if clauses[0] in subjects or not pattern_of("clauses", "circumstance").match(mentions.shadow, *clauses[0]):
        return start
    told = next((i for i, clause in enumerate(clauses) if clause in subjects and subjects[clause].strong), 0)
    return clauses[told - 1].end if told else start


def _put_in_front(mentions: Mentions, clause: Clause, following: Clause | None) -> bool:
    """A clause that only names what the next one is about: 具体办法,由市财政局另行制定."""
    if is_topic(mentions.shadow, clause):
        return True
    if following is not None and _named_before_a_modal(mentions, clause, following):
        return True
    return (
        following is not None
        and pattern_of("clauses", "by-at-head").match(mentions.shadow, following.start, following.end) is not None
        and pattern_of("clauses", "object").fullmatch(mentions.shadow, clause.start, clause.end) is not None
        and pattern_of("predicates", "verb").match(mentions.shadow, clause.start, clause.end) is None
    )


def _named_before_a_modal(mentions: Mentions, clause: Clause, following: Clause) -> bool:
    """满20年且未改造过的机组, before 应在三年内完成改造: what has to be dealt with."""
    named = pattern_of("clauses", "thing-with-clause").fullmatch(mentions.shadow, *clause)
    if named is None or not pattern_of("clauses", "modal").match(mentions.shadow, *following):
        return False
    heads = (pattern_of("predicates", name) for name in ("verb", "adverbial"))
    return bool(named["sure"]) or not any(head.match(mentions.shadow, *clause) for head in heads)


def _is_handed_in(mentions: Mentions, clause: Clause, following: Clause | None) -> bool:
    """各县制定的实施方案, before 于6月底前报省政府: what is handed in is no task of its own."""
    return (
        following is not None
        and pattern_of("clauses", "drawn-up-by").fullmatch(mentions.shadow, *clause) is not None
        and pattern_of("clauses", "handed-in").match(mentions.shadow, *following) is not None
    )


def says_for_what(mentions: Mentions, clause: Clause) -> bool:
    """Before a clause with its own subject, a 对 that nothing is done with yet: 对成套设备,县农业农村局可组织核验."""
    start, end = clause
    if not pattern_of("clauses", "for-what").match(mentions.shadow, start, end):
        return False
    if is_topic(mentions.shadow, clause):
        return True
    names = within(mentions.departments, start, end)
    verbs = pattern_of("predicates", "verb").finditer(mentions.shadow, start + 1, end)
    return all(any(name.start <= verb.start() < name.end for name in names) for verb in verbs)  # 应急管理局


def only_dates(mentions: Mentions, clause: Clause) -> bool:
    """2009年, before the clause that says who does what by then."""
    dated = within(mentions.deadlines, clause.start, clause.end)
    return bool(dated) and dated[0].start <= clause.start and clause.end <= dated[-1].end


def _binding_deadlines(mentions: Mentions, clause: Clause) -> list[object]:
    return [d for d in within(mentions.deadlines, clause.start, clause.end) if d.due or d.rrule]


def _leads_up(mentions: Mentions, clause: Clause, subjects: dict[Clause, Subject]) -> bool:
    """按照…要求, and also with its subject in front: 各镇按照…要求."""
    subject = subjects.get(clause)
    start = subject.end if subject else clause.start
    only_role = subject is not None and subject.role is not None and not _goes_on(mentions, subject)
    if only_role or start >= clause.end:
        return True
    if subject is not None:
        ending = pattern_of("clauses", "adverbial-ending").fullmatch(mentions.shadow, start, clause.end)
        about = mentions.shadow[start] == "对" and is_topic(mentions.shadow, Clause(start, clause.end))
        return ending is not None or about  # 县财政局对未到位的专项资金,
    return is_adverbial(mentions.shadow, clause)


def _goes_on(mentions: Mentions, subject: Subject) -> bool:
    """Does a clause with a role say what is done, as 会同县财政局制定方案 does and 县财政局予以配合 does not?"""
    rest = mentions.shadow[subject.end : subject.clause.end]
    if not subject.end or len(rest) <= _LONGEST_ROLE:
        return False
    return not any(pattern_of("actors", row).fullmatch(rest) for row in ("assists", "carries-out"))


def _supports(subject: Subject | None) -> bool:
    """A牵头完成报告,其他部门配合: whoever only supports belongs to the task before."""
    return subject is not None and subject.role == "support"


def _only_deadline(mentions: Mentions, clause: Clause) -> bool:
    rest = (
        clause.end - clause.start - sum(d.end - d.start for d in within(mentions.deadlines, clause.start, clause.end))
    )
    return rest <= 2


def _after_date(mentions: Mentions, clause: Clause) -> Clause:
    """The clause without a deadline at its head: 年内实现… is a result all the same."""
    dated = within(mentions.deadlines, clause.start, clause.end)
    return Clause(dated[0].end, clause.end) if dated and dated[0].start == clause.start else clause


def _says_only_when(mentions: Mentions, clause: Clause) -> bool:
    """6月底前完成: the deadline of the task before it, with no task of its own."""
    dated = within(mentions.deadlines, clause.start, clause.end)
    rest = mentions.shadow[clause.start : dated[0].start] + mentions.shadow[dated[-1].end : clause.end]
    says = rest.strip(" 于在")
    return len(says) > 1 and pattern_of("clauses", "beside-deadline").fullmatch(rest) is not None
