"""Plain subjects: departments that are told to do something with no assignment around (guideline rule 6).

夏邑县、虞城县要成立… · 县乡村振兴局协调… · 由本级数据资源主管部门会同有关部门处理 · 授权州数据资源主管部门负责…
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.names import parse_list
from extractors.rules import load_rules, pattern_of
from pipeline.actor_lists import joined_post, more_places, named_by_duty, with_bracket
from pipeline.actors import find_acting, find_by_shape
from pipeline.clause_heads import ClauseHeads
from pipeline.clauses import Clause
from pipeline.makers import find_charged, find_maker, find_partners, find_unit_acting
from pipeline.mentions import Mentions, list_at
from schemas.mention import Department, Role

_TABLE = "clauses"
_LONGEST_PARTNERS = 24
_LONGEST_NAME = 12
_ASKS = ("由", "请", "希", "望")


@dataclass(frozen=True)
class Subject:
    """Who a clause is about, and who with.

    ``strong``: a modal or role verb, or 由, makes it certain. ``end`` is where the predicate goes on. ``role`` is set
    where the clause says nothing else: ``support`` for 县公安局协助, ``lead`` for 各乡镇具体负责.
    """

    clause: Clause
    departments: tuple[Department, ...]
    partners: tuple[Department, ...] = ()
    strong: bool = False
    end: int = 0
    role: Role | None = None


class SubjectFinder:
    """Finds subjects by position among the departments of one document."""

    def __init__(self, text: str, mentions: Mentions, heads: ClauseHeads) -> None:
        self._text = text
        self._shadow = mentions.shadow
        self._departments = mentions.departments
        self._heads = heads

    def subject(self, clause: Clause) -> Subject | None:
        """The subject of a clause, ``None`` where it names none."""
        if self._heads_a_body(clause):
            return None
        return (
            self._charged(clause)
            or self._at_head(clause)
            or self._by(clause)
            or self._qualified(clause)
            or self._joining(clause)
            or self._unlisted(clause)
        )

    def _heads_a_body(self, clause: Clause) -> bool:
        """由副县长任组长 says who heads what is set up, and charges nobody with anything."""
        start = self._heads.lead_in_end(clause)
        post = pattern_of(_TABLE, "holds-a-post")
        return self._shadow[start - 1 : start] == "由" and post.fullmatch(self._shadow, start, clause.end) is not None

    def helps(self, subject: Subject) -> bool:
        """Does a clause say that its subject helps with the task of another: 县公安局配合做好取证工作?"""
        return pattern_of("actors", "helps").match(self._shadow, subject.end, subject.clause.end) is not None

    def only_names(self, start: int, end: int) -> bool:
        """Whether a stretch holds the names of one list and nothing else."""
        members = list_at(self._departments, start, end)
        return bool(members) and members[-1].end == end

    def _at_head(self, clause: Clause) -> Subject | None:
        position = self._heads.lead_in_end(clause)
        found = self._subject(clause, position, strong=self._shadow[position - 1 : position] in _ASKS)
        if found and not found.strong and self._posts_of(found, clause.end):
            return None  # 各单位值班人员务必记录: not the units, their people
        return found

    def _posts_of(self, found: Subject, end: int) -> bool:
        """Does a longer name of people begin where a subject does, before a modal verb?"""
        match = pattern_of("actors", "actor").match(self._shadow, found.departments[0].start, end)
        last = found.departments[-1].end
        return bool(match and match.end("name") > last and pattern_of("actors", "people").search(match["name"]))

    def _by(self, clause: Clause) -> Subject | None:
        for match in pattern_of(_TABLE, "by").finditer(self._shadow, clause.start, clause.end):
            before = self._shadow[clause.start : match.start()]
            after = self._shadow[match.end() : clause.end]
            if (
                pattern_of(_TABLE, "set-up").search(before)
                or pattern_of(_TABLE, "turns-into").match(after)
                or after.endswith(("的工作机制", "机制", "格局", "的"))
            ):
                continue
            if subject := self._subject(clause, match.end(), strong=True):
                return self._for_its_part(subject, before)
            place = self._text, self._shadow, match.end(), clause.end
            if (found := find_charged(*place) or find_acting(*place) or find_maker(*place)) and found[0]:
                return self._made(clause, *found, strong=True)
        return None

    def _for_its_part(self, subject: Subject, before: str) -> Subject:
        """实施过程的管理由项目单位负责 is a task of its own, 由项目单位负责 and 具体由… who does the one before."""
        own = pattern_of(_TABLE, "own-matter").fullmatch(before)
        return replace(subject, role=None) if own and subject.role == "lead" else subject

    def _unlisted(self, clause: Clause) -> Subject | None:
        """A subject by its shape alone: 民政助理员要…, 负有监管职责的部门应当…, 保卫科协助."""
        place = self._text, self._shadow, self._heads.lead_in_end(clause), clause.end
        if (found := find_by_shape(*place)) and found[0]:
            return self._made(clause, *found, strong=True)
        acting = find_acting(*place) or find_unit_acting(*place)
        if acting is None or not acting[0]:
            return None
        told = pattern_of("actors", "told-later").search(self._shadow, acting[1], clause.end) is not None
        return self._made(clause, *acting, strong=told)

    def _charged(self, clause: Clause) -> Subject | None:
        match = pattern_of(_TABLE, "charges").search(self._shadow, clause.start, clause.end)
        if match is None or pattern_of(_TABLE, "told-itself").search(self._shadow, clause.start, match.start()):
            return None
        return self._subject(clause, match.end(), strong=True)

    def _qualified(self, clause: Clause) -> Subject | None:
        """A collective behind a relative clause, which is part of its name: 年内申请摘帽的县区."""
        begin = self._shadow.rfind("由", clause.start, clause.end) + 1 or clause.start
        match = pattern_of(_TABLE, "qualifier").match(self._shadow, begin, clause.end)
        found = self._subject(clause, match.end(), strong=False) if match else None
        if match is None or found is None or found.departments[0].kind not in ("collective", "organ"):
            return None
        first = found.departments[0]
        name = self._text[begin : first.start]
        whole = first.model_copy(update={"start": begin, "text": name + first.text, "name": name + first.name})
        return replace(found, departments=(whole, *found.departments[1:]))

    def _joining(self, clause: Clause) -> Subject | None:
        """Who joins the subject of the clause before: 由县住建局牵头,会同县水利局于5月20日前拿出方案."""
        match = pattern_of(_TABLE, "together-with").match(self._shadow, clause.start, clause.end)
        members = list_at(self._departments, match.end(), clause.end) if match and "协调" not in match[0] else []
        if not members:
            return None
        return Subject(clause, tuple(members), role="support", end=self._after(members, clause.end))

    def _subject(self, clause: Clause, position: int, *, strong: bool) -> Subject | None:
        members = list_at(self._departments, position, clause.end)
        if not members:
            return None
        members = joined_post(self._text, more_places(self._text, self._shadow, members, clause.end))
        members = with_bracket(self._text, self._shadow, members, clause.end)
        members = named_by_duty(self._text, self._shadow, members, clause.end)
        end = self._after(members, clause.end)
        means = self._predicate(end, clause.end)
        leads_up = self._shadow[clause.end - 1] in "时后的"
        if (
            means != "strong"
            and not strong
            and not leads_up
            and pattern_of(_TABLE, "modifies").match(self._shadow, end, clause.end)
        ):
            return None  # 国务院批准的事项, 县级安排的资金: the department only says which
        if self._shadow[position - 1] == "由" and any(
            pattern_of(_TABLE, row).match(self._shadow, end, clause.end) for row in ("which-one", "says-which")
        ):
            return None
        if means is None and strong and pattern_of(_TABLE, "does").match(self._shadow, end, clause.end):
            means = "plain"
        if means is None or (members[0].kind == "unknown" and means != "strong"):
            return None
        return self._made(clause, members, end, strong=strong or means == "strong")

    def _made(self, clause: Clause, members: Sequence[Department], end: int, *, strong: bool) -> Subject:
        partners, after = self._partners(end, clause.end)
        rest = self._shadow[end : clause.end]
        role: Role | None = None
        if pattern_of("actors", "assists").fullmatch(rest):
            role = "support"
        elif pattern_of("actors", "carries-out").fullmatch(rest):
            role = "lead"
        return Subject(clause, tuple(members), tuple(partners), strong, after, role)

    def _predicate(self, position: int, end: int) -> str | None:
        if position >= end:
            return None
        for rule in load_rules("predicates"):
            if rule.compiled().match(self._shadow, position, end):
                return rule.means if rule.means != "not" else None
        return None

    def _partners(self, position: int, end: int) -> tuple[list[Department], int]:
        """Who the subject acts with, and where the clause goes on."""
        match = pattern_of(_TABLE, "together-with").match(self._shadow, position, end)
        if match is None:
            return [], position
        members = list_at(self._departments, match.end(), end)
        if not members and match[0].endswith(("会同", "会商")) and end - match.end() <= _LONGEST_PARTNERS:
            if partners := find_partners(self._text, self._shadow, match.end(), end):
                return partners
            named = parse_list(self._text[match.end() : end], match.end())
            return ([], position) if any(len(name.text) > _LONGEST_NAME for name in named) else (named, end)
        after = self._after(members, end) if members else position
        goes_on = after == end or self._predicate(after, end) is not None
        closed = match[0].endswith("会同") and self._shadow[after - 2 : after] in ("部门", "单位", "方面")
        if not members or not (goes_on or (closed and self._shadow[after] not in "的间之")):
            return find_partners(self._text, self._shadow, match.end(), end) or ([], position)
        return members, after

    def _after(self, members: Sequence[Department], end: int) -> int:
        etc = pattern_of(_TABLE, "and-others").match(self._shadow, members[-1].end, end)
        return etc.end() if etc else members[-1].end
