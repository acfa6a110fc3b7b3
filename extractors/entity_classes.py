"""Collectives: names of a class of units (各县区, 财政部门), with what they say of level, line and kind."""

from functools import cache

import regex

from extractors.department_table import word_lists
from extractors.entity_words import LEVEL_OF, kind_by_form, said
from extractors.lines import line_of, lines_by_name, lines_by_organ
from extractors.rules import pattern_of
from schemas.document import Level
from schemas.entity import OrganKind

_BRACKET = regex.compile(r"[(][^()]*[)]")
_DEPARTMENT = regex.compile(r"部门|单位|机关")
# in the order in which they are tried: 设区市 before 区, 城市 before 市
_UNITS: tuple[tuple[str, Level], ...] = (
    ("设区的?市|地级市|城市|市州|州市|盟市|地市", "市"),
    ("县级市|县市区|市县区|区县|县区|县市|旗县|旗区", "县"),
    ("省区市|省区|省份", "省"),
    ("乡镇|镇街|镇乡|街镇|街道", "乡"),
    ("国务院|中央|国家", "中央"),
    ("省|自治区|直辖市", "省"),
    ("市|州|盟", "市"),
    ("县|区|旗", "县"),
    ("乡|镇", "乡"),
    ("村|社区|居委会", "村"),
)
_UNIT = regex.compile("|".join(f"(?P<u{index}>{words})" for index, (words, _) in enumerate(_UNITS)))
_NO_UNIT = regex.compile(
    r"地区|片区|园区|专区|辖区|社区卫生|农村|乡村振兴|村级(?=集体)|市场|城乡|区域|贫困村|示范区|试验区"
)


def is_class(name: str) -> bool:
    """Whether a name is that of a class, whatever kind of unit: 各级政府, 领导小组成员单位."""
    if said("class", name) or said("members", name) or said("every-level", name):
        return True
    function = _function_at_end(name)
    return bool(function and function not in lines_by_organ() and said("function-alone", name[: -len(function)]))


def class_level(name: str) -> Level | None:
    """The level of the units, ``None`` where it is not said or they are of several levels (各市、县)."""
    if said("every-level", name):
        return None
    plain = _NO_UNIT.sub("", _without_function(_BRACKET.sub("", name)))
    if said("members", name):
        plain = plain[: -len("成员单位")]
    levels = [level for found in _UNIT.finditer(plain) for level in [_level_of(found)]]
    if not levels:
        return None
    head = said("level", regex.sub("^“.*?”", "", plain))
    if head and (head.end() == len(plain) or _DEPARTMENT.search(plain)):
        return LEVEL_OF[head["word"]]
    return levels[0] if len(set(levels)) == 1 else None


def class_line(name: str) -> str | None:
    """The line of the departments of one function: 财政部门, 卫生健康行政部门, 地方财政, 公安机关."""
    departments = pattern_of("entities", "class-of-department").search(name)
    head = name[: departments.start()] if departments else name
    if organs := regex.match("(公安|税务|海关|检察|审判)机关", name):
        return line_of(organs[1])
    function = _function_at_end(head)
    if not function:
        each = said("body-of-each", name)
        return line_of(each["organ"]) if each and kind_by_form(each["organ"]) == "议事协调机构" else None
    if not departments and not said("function-alone", head[: -len(function)]):
        return None
    return line_of(function)


def class_kind(name: str) -> OrganKind | None:
    """What kind of organ the units are: governments in 各县区, banks in 各金融机构."""
    return None if said("members", name) or said("party-and-government", name) else kind_by_form(name)


def _level_of(found: "regex.Match[str]") -> Level:
    return next(level for index, (_, level) in enumerate(_UNITS) if found[f"u{index}"])


def _without_function(name: str) -> str:
    line = class_line(name)
    for word in lines_by_name()[line].words() if line else ():
        name = name.replace(word, "")
    return name


def _function_at_end(text: str) -> str:
    functions = _functions()
    return next((text[start:] for start in range(len(text)) if text[start:] in functions), "")


@cache
def _functions() -> frozenset[str]:
    return frozenset(word_lists()["function_word"])
