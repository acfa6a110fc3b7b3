"""Mentions: what the extractors find, each quoting its own place."""

from typing import Literal

from schemas.base import Span
from schemas.document import Level

Comparator = Literal[">=", "<=", ">", "<", "=", "~"]
Modality = Literal["must", "strive", "encourage", "prohibit"]
Role = Literal["lead", "support"]
# From the strongest to the weakest; the order counts.
Degree = Literal["binding", "firm", "plain", "striving", "encouraging", "exploring"]
# 全覆盖; 应保尽保; 动态清零; 零增长; 零发生.
GoalKind = Literal["full_coverage", "all_entitled", "cleared", "zero_growth", "zero_occurrence"]
DeadlineKind = Literal["hard", "soft"]

DepartmentKind = Literal["organ", "collective", "post", "body", "person", "unknown"]


class Department(Span):
    """One department in a text, with its name written out.

    ``text`` is what stands there (扶贫办), ``name`` the full name with shared prefix or suffix given back (省扶贫办).
    ``list_index`` numbers the coordinated lists of a document: members of 省民政厅、扶贫办 share one.
    ``kind``: an ``organ`` (省财政厅), a ``collective`` (各市州, 财政部门, 有关部门), a ``post`` (党政一把手),
    a ``body`` outside the state organs (企业, 银行, 村级集体经济组织), a ``person`` (post and name), or ``unknown``:
    stands in an assignment's slot but matches no rule. ``line`` is the functional line (条线), ``level`` that of
    the name itself.
    """

    name: str
    kind: DepartmentKind
    list_index: int
    line: str | None = None
    level: Level | None = None


class Deadline(Span):
    """A deadline or recurrence. ``due`` is an EDTF date (2020-06-30, XXXX-09-30), ``rrule`` an iCalendar RRULE."""

    due: str | None
    rrule: str | None
    rule: str


class Metric(Span):
    """A number that an obligation must reach or respect.

    ``value`` has 万 and 亿 multiplied out; ``unit`` is the measure word, empty where there is none. ``indicator`` is
    the phrase that says what is measured; ``baseline`` the 从 value (从9种扩大到50种 → 9.0).
    """

    op: Comparator
    value: float
    unit: str
    indicator: str
    baseline: float | None = None
    rule: str


class Goal(Span):
    """A goal without a number: 饮水安全全覆盖. ``indicator`` is the phrase that says what it is about."""

    kind: GoalKind
    indicator: str
    rule: str


class ModalityCue(Span):
    """A word that bears on modality, at its place: 不得, 力争, 鼓励 … and also plain predicates (``must``)."""

    modality: Modality
    rule: str


class DegreeWord(Span):
    """A word that says how strongly a text puts it: 确保, 力争, 探索."""

    degree: Degree
    rule: str
