"""Assignments by label: 牵头单位：… 配合单位：… 完成时限：…, on lines of their own or filling a bracket."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

import regex

from extractors.names import parse_list
from extractors.rules import pattern_of
from extractors.shadow import shadow
from pipeline.bindings import Assignment, Binding, Bound, Form
from pipeline.expressions import read_expression, read_segment
from pipeline.label_lines import BINDING, Field, find_fields, is_name
from pipeline.mentions import InOrder, within
from schemas.document import Block, Document
from schemas.mention import Deadline, Department

_PERSONS = frozenset({"responsible-person", "lead-person"})  # rows of labels, of columns too
_AMBIGUOUS = "labels.responsible-word"  # 单位 may be who is responsible, or the unit of a figure
_TAIL = regex.compile(r"[,;][ \t]*(?P<said>[^,;。\n]{2,40})$")
_LONGEST_TAIL = 50
_PHONE = regex.compile(r"[(（]?(?:\d{3,4}[)）\-—－ ]{1,2})?(?<!\d)(?:1\d{10}|\d{7,8})(?!\d)[)）]?")
_HAN = regex.compile(r"\p{Han}")
_LEADING_ASIDE = regex.compile(r"\s*(?:[\u4e00-\u9fff]{2,10}[,;、]|.{0,2})\s*")
# between label lines that follow each other, numbered or not: (四)整改时限:… / (五)责任单位:…
_NUMBER = regex.compile(
    r"[ \n;,。]*(?:\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]|[一二三四五六七八九十]{1,3}、)?[ ]*"
)
_SAYS_HOW = regex.compile("牵头|配合|参与|协助|协办")
_PART = regex.compile("[^,;]+")
_MORE_NAMES = regex.compile(r"(?!第?[\d一二三四五六七八九十]{1,3}[.、章条])[^。;:\n]{2,80}")


def paragraph_stretches(blocks: Sequence[Block], shadowed: str) -> Iterator[tuple[int, int]]:
    """Paragraphs; a label without its value, or with a list left open, goes on in the next line."""
    paragraphs = [block for block in blocks if block.kind != "cell"]
    start: int | None = None
    column = False  # a label alone, and below it a name on each line
    for block, following in zip_longest(paragraphs, paragraphs[1:]):
        begin = block.start if start is None else start
        line = shadowed[block.start : block.end]
        after = shadowed[following.start : following.end] if following else ""
        left_open = pattern_of("clauses", "label-left-open").search(line) is not None
        open_list = left_open and _MORE_NAMES.fullmatch(after) is not None
        bare = pattern_of("clauses", "label-alone").fullmatch(line) is not None
        column = (bare or (column and is_name(line))) and is_name(after)
        start = begin if following and (bare or open_list or column) else None
        if start is None:
            yield begin, block.end


def join_label_lines(shadowed: str, found: Sequence[Assignment]) -> list[Assignment]:
    """Label lines that follow each other (牵头单位：… / 配合单位：… / 完成时限：…) made into one assignment."""
    joined: list[Assignment] = []
    for assignment in sorted(found, key=lambda a: a.start):
        last = joined[-1] if joined else None
        if last and last.form == assignment.form == "label" and _NUMBER.fullmatch(shadowed, last.end, assignment.start):
            joined[-1] = replace(
                last,
                end=assignment.end,
                bound=last.bound + assignment.bound,
                deadlines=last.deadlines + assignment.deadlines,
            )
        else:
            joined.append(assignment)
    return joined


def labelled_assignments(
    document: Document,
    shadowed: str,
    stretch: tuple[int, int],
    brackets: dict[int, int],
    deadlines: InOrder[Deadline],
) -> Iterator[Assignment]:
    """Labels with values; neighbouring ones (牵头单位：… 配合单位：… 完成时限：…) make one assignment.

    Labels that fill a bracket behind a text make a closing parenthesis.
    """
    group: list[Field] = []
    for field in find_fields(shadowed, *stretch):
        if group and shadowed[group[-1].value_end : field.start].strip(" \t\n;,。、()【】"):
            yield from _label_group(document, shadowed, group, brackets, deadlines)
            group = []
        group.append(field)
    yield from _label_group(document, shadowed, group, brackets, deadlines)


def _label_group(
    document: Document,
    shadowed: str,
    group: Sequence[Field],
    brackets: dict[int, int],
    deadlines: InOrder[Deadline],
) -> Iterator[Assignment]:
    useful = [field for field in group if field.meaning in BINDING or field.meaning == "deadline"]
    if not useful:
        return
    names = [_names_alone(shadowed, field, deadlines) for field in useful]
    bound = [b for field in names for b in field_bound(document.text, field)]
    due = [
        deadline
        for field, named in zip(useful, names, strict=True)
        for deadline in within(
            deadlines, field.value_start if field.meaning == "deadline" else named.value_end, field.value_end
        )
    ]
    start, end = useful[0].start, _group_end(group, useful[-1])
    enclosing = next(((a, b) for a, b in brackets.items() if a <= start and end <= b), None)
    form: Form = "label"
    if enclosing and _LEADING_ASIDE.fullmatch(shadowed, enclosing[0] + 1, max(start, enclosing[0] + 1)):
        (start, end), form = enclosing, "parenthesis"
    if bound or due:
        yield Assignment(start, end, form, (start, end), tuple(bound), tuple(due))


def _group_end(group: Sequence[Field], last: Field) -> int:
    """The end of the last useful field, or of the notes right behind it: 责任单位：… 验收单位：…"""
    end = last.value_end
    for field in group[group.index(last) + 1 :]:
        if field.meaning != "note":
            break
        end = field.value_end
    return end


def _names_alone(shadowed: str, field: Field, deadlines: InOrder[Deadline]) -> Field:
    """A field of names without what stands behind them: 责任单位：县司法局，各镇，6月底完成; …，不再逐一列出."""
    end = field.value_end
    while field.meaning in BINDING and (
        tail := _TAIL.search(shadowed, max(field.value_start, end - _LONGEST_TAIL), end)
    ):
        dated = within(deadlines, tail.start("said"), end)
        rest = shadowed[tail.start("said") : dated[0].start] + shadowed[dated[-1].end : end] if dated else ""
        only_date = bool(dated) and pattern_of("clauses", "beside-deadline").fullmatch(rest) is not None
        said = tail["said"].strip()
        who = said.endswith(("单位", "部门")) and "牵头" not in said
        names_nobody = pattern_of("clauses", "aside").fullmatch(said) and not who
        if not (only_date or names_nobody):
            break
        end = tail.start()
    return field._replace(value_end=end)


def _led(text: str, field: Field, names: Sequence[Department]) -> list[Bound]:
    """The departments of a value that says itself who leads: 县住建局牵头,县财政局配合; 县住建局(牵头)、县财政局."""
    value = text[field.value_start : field.value_end]
    shadowed = shadow(value)
    if pattern_of("clauses", "each-leads").search(shadowed):
        return [Bound(name, "lead", field.rule) for name in names]
    said = read_expression(value, shadowed, 0, len(value), InOrder(()), strict=False)
    if said.whole and {"lead", "support"} <= {bound.binding for bound in said.bound}:
        return [bound._replace(department=_moved(bound.department, field.value_start)) for bound in said.bound]
    behind = pattern_of("clauses", "named-leader")
    helping = _helping(value, shadowed)

    def binding(name: Department) -> Binding:
        place = name.start - field.value_start
        if behind.match(shadowed, name.end - field.value_start):
            return "lead"
        return "support" if any(a <= place < b for a, b in helping) else field.meaning  # type: ignore[return-value]

    return [Bound(name, binding(name), field.rule) for name in names]


def _helping(value: str, shadowed: str) -> list[tuple[int, int]]:
    """The parts of a value that say who only supports: 县水利局,县财政局配合."""
    parts = [match.span() for match in _PART.finditer(shadowed)]
    read = {part: read_segment(value, shadowed, *part, strict=False) for part in parts[1:]}
    return [part for part, bound in read.items() if bound and all(each.binding == "support" for each in bound)]


def _moved(department: Department, offset: int) -> Department:
    return department.model_copy(update={"start": department.start + offset, "end": department.end + offset})


def _person(name: Department) -> Department:
    """In a field of persons (责任人, 包抓领导) a name that no table knows is a person's where it looks like one."""
    known = name.kind != "unknown" or not pattern_of("clauses", "person-alone").fullmatch(shadow(name.name))
    return name if known else name.model_copy(update={"kind": "person"})


def field_bound(text: str, field: Field) -> list[Bound]:
    """The departments of a labelled value or a table cell."""
    if field.meaning not in BINDING:
        return []
    of_persons = field.rule.rpartition(".")[2] in _PERSONS
    value = text[field.value_start : field.value_end]
    if of_persons:
        value = _PHONE.sub(lambda phone: "、" * len(phone[0]), value)
    names = parse_list(value, field.value_start)
    if of_persons:
        names = [_person(name) for name in names if _HAN.search(name.name)]
    if field.rule == _AMBIGUOUS and all(name.kind == "unknown" for name in names):
        return []  # 单位：公里
    if _SAYS_HOW.search(text, field.value_start, field.value_end):
        return _led(text, field, names)
    return [Bound(name, field.meaning, field.rule) for name in names]  # type: ignore[arg-type]
