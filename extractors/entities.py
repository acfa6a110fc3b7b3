"""Who a name means: from 省卫计委 in a plan of 江西省 to the health commission of that province.

A name is a place or level (江西省, 省, 我县, 南昌) before what the organ is called (卫计委). The place comes from the
name itself, or from where the document speaks: 省 is 江西省 in a document of 江西省, and 河南省 in one of 商丘市. What
the organ is called gives its line; spellings of the line's own department share one name, other organs keep theirs.
"""

from functools import lru_cache

import regex

from extractors.department_table import words
from extractors.divisions import chain_at_start
from extractors.entity_classes import class_kind, class_level, class_line, is_class
from extractors.entity_places import Named, take_apart
from extractors.entity_words import LEVEL_OF, kind_by_form, said
from extractors.lines import Line, current_line, line_of, lines_by_name, lines_by_organ
from extractors.settings import NATION, Setting
from extractors.shadow import shadow
from schemas.document import Level
from schemas.entity import Entity, OrganKind
from schemas.mention import DepartmentKind

# Kinds of organ that have the line of what they are called as a whole only: 农业银行 is no organ of agriculture.
_WHOLE_NAMES = ("金融机构", "高校", "社会组织", "基层组织", "司法", "政府", "党委")
_POST_LEVEL = regex.compile(r"副?(省|市|州|县|区|旗|镇|乡|村)(?:长|主任)")


@lru_cache(maxsize=16384)
def resolve(name: str, setting: Setting, *, kind: DepartmentKind) -> Entity:
    """The entity of a name with its prefix written out, in a document of this setting."""
    plain = shadow("".join(name.split()))
    if kind in ("post", "person"):
        return _post(name, plain, setting, kind)
    if is_class(plain) or (kind == "collective" and not _is_one(plain)):
        return _class(name, plain, setting, kind if kind in ("body", "unknown") else "collective")
    plain = words("other_name").sub("", plain)  # 卫生健康委(局) is the 卫生健康委 that some places call 局
    named = take_apart(plain, setting)
    if kind == "body" or (kind == "unknown" and named.core not in lines_by_organ()):
        return _other(name, plain, setting, kind)
    return _organ(name, named, setting)


def _organ(name: str, named: Named, setting: Setting) -> Entity:
    core = named.core.removeprefix("人民") if named.core.startswith("人民政府办") else named.core
    line = _line(core)
    row = lines_by_name()[line] if line else None
    place, level = named.jurisdiction, named.level
    if named.guessed and (own := _own_level(core, row)):
        place, level = setting.place("", own)
    organ = _organ_kind(core, row, level)
    return Entity(
        name=_joined(place, named.word + _unified(core, _tier(level, place), row)) if place else name,
        kind="organ",
        jurisdiction=place,
        level=level,
        line=line,
        current_line=current_line(line) if line else None,
        organ=organ,
        resolved=bool(place) and organ is not None,
    )


def _tier(level: Level | None, place: str) -> Level | None:
    """The level whose names the organs of a place have: 北京市 is a province whose departments are called 局."""
    return "市" if level == "省" and place.endswith("市") else level


def _own_level(core: str, row: Line | None) -> Level | None:
    """The level that the name of an organ has by itself: 厅 of a province, 所 of a town."""
    return "村" if kind_by_form(core) == "基层组织" else row.only_level(core) if row else None


def _line(core: str) -> str | None:
    exact = lines_by_organ().get(core)
    if exact or kind_by_form(core) in _WHOLE_NAMES:
        return exact
    office = core.removesuffix("办公厅").removesuffix("办公室")  # 纪委办公厅 is of the line of 纪委
    return line_of(office if office in lines_by_organ() else core)


def _organ_kind(core: str, row: Line | None, level: Level | None) -> OrganKind | None:
    form = kind_by_form(core)
    own = row is not None and (form is None or (row.is_department(core, level) and level != "乡"))
    organ = row.organ if own and row else form
    return "党委部门" if core.startswith("委") and organ == "政府部门" else organ


def _unified(core: str, level: Level | None, line: Line | None) -> str:
    """What the line's own department is called at its level; another organ's name as it is."""
    if line is None or level is None or not line.is_department(core, level):
        return core
    names = line.central if level == "中央" else line.names.get(level, ())
    return names[0] if names and (level != "乡" or core in names) else core


def _is_one(name: str) -> bool:
    """A unit that only looks like a class: 镇政府 beside 镇党委, 江城市大数据中心管理机构."""
    chain, end = chain_at_start(name)
    known = bool(chain) and line_of(name[end:]) is not None and class_line(name) is None
    return known or bool(said("single", name))


def _class(name: str, plain: str, setting: Setting, kind: DepartmentKind) -> Entity:
    """A collective is an entity of its own: all of its kind in the place that the document speaks of."""
    line, level, organ = class_line(plain), class_level(plain), class_kind(plain)
    chain, end = chain_at_start(plain)
    word = said("level", plain)
    if chain:
        place, rest = chain[-1].title, plain[end:]
        level = level or chain[-1].level
    else:
        place = setting.place(word["word"], LEVEL_OF[word["word"]])[0] if word else setting.region
        rest = _without_level(name, plain, place)
    if level is None and said("members", plain) and not said("class", plain):
        level = setting.level
    return Entity(
        name=_joined(place, rest) if place else name,
        kind=kind,
        jurisdiction=place,
        level=level,
        line=line,
        current_line=current_line(line) if line else None,
        organ=lines_by_name()[line].organ if line and organ in (None, "事业单位") else organ,
        resolved=bool(place),
    )


def _without_level(name: str, plain: str, place: str) -> str:
    """A class behind its place: 级有关部门 of 省有关部门 behind 江西省, so that 有关部门 of every level stay apart."""
    word = said("level", plain)
    if word is None or not place.endswith(word["word"]) or said("every-level", plain):
        return name
    rest = plain[len(word["word"]) :]
    return rest if word.end() > len(word["word"]) or said("members", plain) else f"级{rest}"


def _post(name: str, plain: str, setting: Setting, kind: DepartmentKind) -> Entity:
    """A post or person: of the place and level that the name says, else of the document's place."""
    named = take_apart(plain, setting, own_level=False)
    if named.level is None and (found := _POST_LEVEL.match(plain)):
        place, level = setting.place(found[1], LEVEL_OF[found[1]])
        named = Named(place, level, plain)
    place = named.jurisdiction or setting.region
    full = _joined(place, named.word + named.core) if place else name
    return Entity(name=full, kind=kind, jurisdiction=place, level=named.level, resolved=bool(place))


def _other(name: str, plain: str, setting: Setting, kind: DepartmentKind) -> Entity:
    """What is no organ of the state: 企业, 医院, 村集体经济组织; or what no rule knows, which stays as written."""
    named = take_apart(plain, setting, own_level=False, listed_only=True)
    organ = kind_by_form(named.core) or kind_by_form(plain)
    place = named.jurisdiction or setting.region
    known = bool(place) and kind != "unknown"
    line = _line(named.core) if organ in ("司法", "议事协调机构") else None
    return Entity(
        name=_joined(place, named.word + named.core) if known else name,
        kind=kind,
        jurisdiction=place,
        level=named.level or ("村" if organ == "基层组织" else None),
        line=line,
        current_line=current_line(line) if line else None,
        organ=organ,
        resolved=known,
    )


def _joined(place: str, name: str) -> str:
    return name if place == NATION or name == place else f"{place}{name}"
