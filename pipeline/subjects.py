"""Plain subjects: departments that are told to do something with no assignment around (guideline rule 6).

夏邑县、虞城县要成立… · 县乡村振兴局协调… · 由本级数据资源主管部门会同有关部门处理 · 授权州数据资源主管部门负责…
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractors.rules import load_rules
from pipeline.clauses import Clause
from pipeline.mentions import Mentions, within
from schemas.mention import Department

_LEAD_IN = regex.compile(
    r"(?:其中|同时|此外|另外|并|且|以及|原则上|必要时|届时|具体)?(?:由|请|需)?"
)
_ETC = regex.compile(r"(?:等(?:有关|相关|\d+个|[一二三四五六七八九十]个)?(?:部门和单位|部门|单位|方面|地区|地方)?)?(?:\([^)]{1,30}\))?")
_BY = regex.compile(r"(?<![事理来因缘自经必])由(?!于|此|来|衷|浅|点到)")
_SET_UP = regex.compile(r"(?:建立|成立|组建|形成|构建|完善|健全|实行|推行|落实|是|探索|坚持|设立|组成)(?:以|了)?$")
_TURNS = regex.compile(r"[^,]{0,30}?(?:扩大|扩展|放宽|提高|增加|调整|降低|转变?|变|改|缩短|压缩|减少|下降)(?:到|至|为|成)")
_QUALIFIER = regex.compile(r"(?:由)?[^,的]{2,24}的(?:\d+个)?(?=[\u4e00-\u9fff])")
_MODIFIES = regex.compile(r"(?:[\u4e00-\u9fff]{1,8}|[^,]{0,12}(?:审批|批准|安排|确定|指定|规定|设立|制定|下达|印发|出台|管理|组织|举办))的")
_CHARGE = regex.compile(r"(?:授权|责成|责令|委托|要求|指定)(?=.{2,30}?(?:负责|承担|牵头))")
_WITH = regex.compile(r"(?:要|应当|应|负责|积极|主动|牵头)?(?:会同|联合|会商|协调|商(?![务业贸])|协同)")


@dataclass(frozen=True)
class Subject:
    """Who a clause is about, and who with. ``strong``: a modal or role verb, or 由, makes it certain."""

    clause: Clause
    departments: tuple[Department, ...]
    partners: tuple[Department, ...] = ()
    strong: bool = False
    end: int = 0


class SubjectFinder:
    """Finds subjects by position among the departments of one document."""

    def __init__(self, text: str, mentions: Mentions) -> None:
        self._text = text
        self._shadow = mentions.shadow
        self._departments = departments = mentions.departments
        self._deadlines = mentions.deadlines
        self._starts = [department.start for department in departments]

    def subject(self, clause: Clause) -> Subject | None:
        """The subject of a clause, ``None`` where it names none."""
        return self._charged(clause) or self._at_head(clause) or self._by(clause) or self._qualified(clause)

    def _list_at(self, position: int, end: int) -> list[Department]:
        """The coordinated list that begins at a position."""
        first = bisect_left(self._starts, position)
        if first == len(self._starts) or self._starts[first] != position:
            return []
        index = self._departments[first].list_index
        members = []
        for department in self._departments[first:]:
            if department.list_index != index or department.end > end:
                break
            members.append(department)
        return members

    def _at_head(self, clause: Clause) -> Subject | None:
        start = self._after_deadline(clause)
        lead_in = _LEAD_IN.match(self._shadow, start, clause.end)
        position = lead_in.end() if lead_in else start
        by = bool(lead_in and lead_in[0].endswith("由"))
        return self._subject(clause, position, strong=by)

    def _after_deadline(self, clause: Clause) -> int:
        """Where the clause goes on behind a deadline at its head: 3月底前国家卫生健康委完成…"""
        dated = within(self._deadlines, clause.start, clause.end)
        if dated and self._shadow[clause.start : dated[0].start].strip() in ("", "于", "在", "每年"):
            return dated[0].end
        return clause.start

    def _by(self, clause: Clause) -> Subject | None:
        for match in _BY.finditer(self._shadow, clause.start, clause.end):
            before = self._shadow[clause.start : match.start()]
            after = self._shadow[match.end() : clause.end]
            if _SET_UP.search(before) or _TURNS.match(after) or after.endswith(("的工作机制", "机制", "格局", "的")):
                continue
            if subject := self._subject(clause, match.end(), strong=True):
                return subject
        return None

    def _charged(self, clause: Clause) -> Subject | None:
        match = _CHARGE.search(self._shadow, clause.start, clause.end)
        return self._subject(clause, match.end(), strong=True) if match else None

    def _qualified(self, clause: Clause) -> Subject | None:
        """A collective behind a relative clause, which is part of its name: 负责处置突发事件的人民政府, 年内申请摘帽的县区."""
        match = _QUALIFIER.match(self._shadow, clause.start, clause.end)
        found = self._subject(clause, match.end(), strong=False) if match else None
        if match is None or found is None or found.departments[0].kind not in ("collective", "organ"):
            return None
        first = found.departments[0]
        name = self._text[clause.start : first.start]
        whole = first.model_copy(update={"start": clause.start, "text": name + first.text, "name": name + first.name})
        return replace(found, departments=(whole, *found.departments[1:]))

    def _subject(self, clause: Clause, position: int, *, strong: bool) -> Subject | None:
        members = self._list_at(position, clause.end)
        if not members:
            return None
        etc = _ETC.match(self._shadow, members[-1].end, clause.end)
        end = etc.end() if etc else members[-1].end
        means = self._predicate(end, clause.end)
        leads_up = self._shadow[clause.end - 1] in "时后的"
        if means != "strong" and not strong and not leads_up and _MODIFIES.match(self._shadow, end, clause.end):
            return None  # 国务院批准的事项, 县级安排的资金: the department only says which
        if means is None or (members[0].kind == "unknown" and means != "strong"):
            return None
        return Subject(clause, tuple(members), self._partners(end, clause.end), strong or means == "strong", end)

    def _predicate(self, position: int, end: int) -> str | None:
        if position >= end:
            return None
        for rule in load_rules("predicates"):
            if rule.compiled().match(self._shadow, position, end):
                return rule.means
        return None

    def _partners(self, position: int, end: int) -> tuple[Department, ...]:
        match = _WITH.match(self._shadow, position, end)
        if match is None:
            return ()
        members = self._list_at(match.end(), end)
        if not members:
            return ()
        after = self._after(members, end)
        if after < end and self._predicate(after, end) is None:
            return ()
        return tuple(members)

    def _after(self, members: Sequence[Department], end: int) -> int:
        etc = _ETC.match(self._shadow, members[-1].end, end)
        return etc.end() if etc else members[-1].end
