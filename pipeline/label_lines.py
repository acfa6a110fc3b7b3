"""Labelled fields in running text: 责任单位：省教育厅；完成时限：9月底前, on lines of their own or in brackets."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

import regex

from extractors.rules import Rule, any_of, load_rules, pattern_of

_LABEL = regex.compile(
    r"(?:^|(?<=[\n。;,、\s(【\[).\d|]|--))(?:【?)"
    r"(?P<words>[\u4e00-\u9fff][\u4e00-\u9fff/、]{1,15}\d{0,3}(?:\([\u4e00-\u9fff、]{1,6}\))?"
    r"|[\u4e00-\u9fff](?:[ \t]{1,2}[\u4e00-\u9fff]){1,7}|(?<=^)注)"
    r"】?[ \t]*(?::|--|(?<=】))[ \t]*"
    # a label that a space alone parts from its value, at the head of a line: 牵头单位 省教育厅
    r"|^(?P<words>(?:牵头|责任|主办|承办|配合|协办|会办|参与|参加|落实|负责)(?:单位|部门|处室|科室|领导)"
    r"|(?:完成|办结|整改)(?:时限|时间|期限))[ \t]+(?=\S)"
    r"(?![\u4e00-\u9fff]{2,4}(?:单位|部门|处室|时限|时间|期限)(?:\s|$))"
    # a numbered heading that is a label: (二)责任单位。省教育厅、省财政厅
    r"|(?<=^(?:\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]|[一二三四五六七八九十]{1,3}、)[ \t]?)"
    r"(?P<words>[\u4e00-\u9fff]{2,4}(?:单位|部门|时限|期限|节点|时间))。",
    regex.MULTILINE,
)
# a label needs one of these
_CLOSES = regex.compile(
    "[:】]|--|(?:单位|部门|时限|期限|节点|时间)。|(?:单位|部门|处室|科室|领导|时限|时间|期限)[ \\t]"
)
_KEPT = 8192
_OR = regex.compile(r"[或及和与、/]")
_ASIDE = regex.compile(r"\s|\([^()]*\)")
BINDING = frozenset({"lead", "responsible", "support", "person"})
_RUN_IN = frozenset({"task", "measure", "metric", "group", "deadline"})


class Field(NamedTuple):
    """One label and its value; ``meaning`` is that of the label's row in ``extractors/tables/labels.toml``."""

    meaning: str
    rule: str
    start: int
    value_start: int
    value_end: int


def label_meaning(words: str) -> tuple[str, str] | None:
    """Meaning and rule id of a label or column head, ``None`` where the table does not know it."""
    words = _ASIDE.sub("", words)
    rule = load_rules("labels").whole_match(words) or _either(words)
    return (rule.means, rule.id) if rule else None


def _either(words: str) -> Rule | None:
    """The row of 责任单位或牵头单位: whoever is named has the first responsibility either way."""
    parts = _OR.split(words)
    rules = [load_rules("labels").whole_match(part) for part in parts] if len(parts) > 1 else []
    if not rules or any(rule is None or rule.means not in ("lead", "responsible") for rule in rules):
        return None
    return min((rule for rule in rules if rule), key=lambda rule: rule.means == "lead")


@lru_cache(_KEPT)  # every part of the assembly asks for the fields of the same paragraphs
def find_fields(shadowed: str, start: int, end: int) -> tuple[Field, ...]:
    """The labelled fields of a stretch in order; a value reaches to the next label or the end of its sentence."""
    return tuple(_fields(shadowed, start, end)) if _CLOSES.search(shadowed, start, end) else ()


def fields_of_cell(shadowed: str, start: int, end: int) -> list[Field]:
    """The labelled fields of a table's cell: there the names of one label stand below each other, up to the next."""
    fields = find_fields(shadowed, start, end)
    stops = [following.start for following in fields[1:]] + [end] * bool(fields)
    sentences = [shadowed.find("。", field.value_end, stop) for field, stop in zip(fields, stops, strict=True)]
    ends = [stop if at < 0 else at for at, stop in zip(sentences, stops, strict=True)]
    return [field._replace(value_end=stop) for field, stop in zip(fields, ends, strict=True)]


def _fields(shadowed: str, start: int, end: int) -> Iterator[Field]:
    labels = [
        (match, meaning)
        for match in _LABEL.finditer(shadowed, start, end, overlapped=True)
        if (meaning := label_meaning(match["words"])) is not None
    ]
    for (match, (means, rule)), following in zip_longest(labels, labels[1:]):
        stop = following[0].start() if following else end
        value_end = _value_end(shadowed, match.end(), stop)
        yield Field(means, f"labels.{rule}", match.start(), match.end(), value_end)


def without_run_in_label(shadowed: str, start: int, end: int) -> int:
    """Where a stretch begins behind a label that runs into it: 整改措施：由县委组织部牵头,…"""
    field = next(iter(find_fields(shadowed, start, end)), None)
    runs_in = field is not None and field.meaning in _RUN_IN and not shadowed[start : field.start].strip()
    return field.value_start if field and runs_in else start


def _value_end(shadowed: str, start: int, stop: int) -> int:
    """A value stops at a line's end, at 。 and at a bracket that closes around it."""
    depth = 0
    for position in range(start, stop):
        char = shadowed[position]
        if char in "(【[":
            depth += 1
        elif char in ")】]":
            depth -= 1
            if depth < 0:
                return position
        elif (char == "。" and depth <= 0) or (char == "\n" and not _goes_on(shadowed, start, position)):
            return position
    return stop


def _goes_on(shadowed: str, start: int, position: int) -> bool:
    """Does a value go on in the next line? After a comma, after a label alone, below it with a name on each line."""
    if shadowed[max(start, position - 4) - 1 : position].rstrip()[-1:] in (",", "、", ":"):
        return True
    return shadowed[start] == "\n" and is_name(shadowed[position + 1 :].partition("\n")[0])


def is_name(line: str) -> bool:
    """Does a line look like one department's name and nothing else?"""
    return pattern_of("actors", "name-alone").fullmatch(line.strip()) is not None


def without_number(shadowed: str, start: int, end: int) -> int:
    """Where a stretch goes on behind the number of an item: （一）, 1., 一是."""
    for rule in load_rules("numbering") if any_of("numbering").match(shadowed, start, end) else ():
        match = rule.compiled().match(shadowed, start, end)
        if match and rule.means in ("item", "run_in", "heading"):
            return match.end()
    return start
