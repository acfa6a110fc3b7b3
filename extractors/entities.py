"""Who a name means: from 省卫计委 in a plan of 江西省 to the health commission of that province.

A name is a place or level (江西省, 省, 我县, 南昌) before what the organ is called (卫计委). The place comes from the
name itself, or from where the document speaks: 省 is 江西省 in a document of 江西省, and 河南省 in one of 商丘市. What
the organ is called gives its line; spellings of the line's own department share one name, other organs keep theirs.
"""

from functools import cache
from typing import NamedTuple

import regex

from extractors.divisions import chain_at_start, stem_at_start, stem_named
from extractors.entity_classes import class_kind, class_level, class_line, is_class
from extractors.entity_words import LEVEL_OF, kind_by_form, said
from extractors.lines import Line, central_organs, current_line, is_central, line_of, lines_by_name, lines_by_organ
from extractors.settings import NATION, Setting
from extractors.shadow import shadow
from schemas.document import Level
from schemas.entity import Entity, OrganKind
from schemas.mention import DepartmentKind

_OWN_LINES_ONLY = ("金融机构", "高校", "社会组织", "基层组织", "司法")
_POST_LEVEL = regex.compile(r"副?(省|市|州|县|区|旗|镇|乡|村)(?:长|主任)")
_UNLISTED = regex.compile(r"\p{Han}{2,6}?(自治区|自治州|自治县|新区|高新区|经开区|开发区|省|市|州|盟|县|区|旗|镇|乡|街道|村)")


class _Named(NamedTuple):
    """A name taken apart: the place and level that it says or that the document says for it, and the organ."""

    jurisdiction: str
    level: Level | None
    core: str


@cache
def resolve(name: str, setting: Setting, *, kind: DepartmentKind) -> Entity:
    """The entity of a name with its prefix written out, in a document of this setting."""
    plain = shadow("".join(name.split()))
    if kind in ("post", "person"):
        return _post(name, plain, setting, kind)
    if is_class(plain) or (kind == "collective" and not _is_one(plain)):
        return _class(name, plain, setting, "body" if kind == "body" else "collective")
    named = _take_apart(plain, setting)
    if kind in ("body", "unknown") and (kind == "body" or not (named.core in lines_by_organ() or line_of(named.core))):
        return _other(name, plain, setting, kind)
    return _organ(name, named)


def _is_one(name: str) -> bool:
    """A unit of a named place that only looks like a class: 江城市大数据中心管理机构."""
    chain, end = chain_at_start(name)
    return bool(chain) and line_of(name[end:]) is not None and class_line(name) is None


def _organ(name: str, named: _Named) -> Entity:
    core = named.core.removeprefix("人民") if named.core.startswith("人民政府办") else named.core
    form, exact = kind_by_form(core), lines_by_organ().get(core)
    line = exact or (None if form in _OWN_LINES_ONLY else line_of(_without_office(core)))
    row = lines_by_name()[line] if line else None
    organ: OrganKind | None = row.organ if row and (form is None or row.is_department(core)) else form
    if core.startswith("委") and organ == "政府部门":
        organ = "党委部门"
    named = named._replace(core=core)
    known = bool(named.jurisdiction) and organ is not None
    return Entity(
        name=_joined(named.jurisdiction, _unified(named, row)) if known else name,
        kind="organ",
        jurisdiction=named.jurisdiction,
        level=named.level,
        line=line,
        current_line=current_line(line) if line else None,
        organ=organ,
        resolved=known,
    )


def _class(name: str, plain: str, setting: Setting, kind: DepartmentKind) -> Entity:
    """A collective is an entity of its own: all of its kind in the place that the document speaks of."""
    line, level = class_line(plain), class_level(plain)
    chain, end = chain_at_start(plain)
    head = said("level", plain)
    if chain:
        place, rest = chain[-1].title, plain[end:]
    else:
        place = setting.place(head["word"], LEVEL_OF[head["word"]])[0] if head else setting.region
        rest = name
    if level is None and said("members", plain) and not said("class", plain):
        level = setting.level
    row = lines_by_name()[line] if line else None
    organ = row.organ if row and class_kind(plain) in (None, "事业单位") else class_kind(plain)
    return Entity(
        name=_joined(place, rest),
        kind=kind,
        jurisdiction=place,
        level=chain[-1].level if chain and level is None else level,
        line=line,
        current_line=current_line(line) if line else None,
        organ=organ,
        resolved=bool(place),
    )


def _post(name: str, plain: str, setting: Setting, kind: DepartmentKind) -> Entity:
    named = _take_apart(plain, setting, own_level=False)
    level = named.level
    if level is None and (found := _POST_LEVEL.match(plain)):
        named = _Named(*setting.place(found[1], LEVEL_OF[found[1]]), plain)
        level = named.level
    place = named.jurisdiction or setting.region
    return Entity(name=_joined(place, named.core), kind=kind, jurisdiction=place, level=level, resolved=bool(place))


def _other(name: str, plain: str, setting: Setting, kind: DepartmentKind) -> Entity:
    """What is no organ of the state: 企业, 医院, 村集体经济组织; or what no rule knows, which stays as it is written."""
    named = _take_apart(plain, setting, own_level=False)
    organ = kind_by_form(named.core) or kind_by_form(plain)
    level = named.level or ("村" if organ == "基层组织" else None)
    place = named.jurisdiction or setting.region
    known = bool(place) and kind != "unknown"
    line = lines_by_organ().get(named.core) if organ == "司法" else None
    return Entity(
        name=_joined(place, named.core) if known else name,
        kind=kind,
        jurisdiction=place,
        level=level,
        line=line,
        current_line=line,
        organ=organ,
        resolved=known,
    )


def _joined(place: str, name: str) -> str:
    return name if place in ("", NATION) else f"{place}{name}"


def _without_office(core: str) -> str:
    """纪委 of 纪委办公厅, so that an office inside an organ has the line of the organ."""
    shorter = regex.sub(r"(?:办公厅|办公室)$", "", core)
    return shorter if shorter in lines_by_organ() else core


def _unified(named: _Named, line: Line | None) -> str:
    """What the line's own department is called at its level; another organ's name as it is."""
    if line is None or not line.is_department(named.core):
        return named.core
    names = line.central if named.level == "中央" else line.names.get(named.level, ()) if named.level else ()
    return names[0] if names else named.core


def _take_apart(name: str, setting: Setting, *, own_level: bool = True) -> _Named:
    """Place, level and organ; with ``own_level`` a name that says neither is of the document's own level."""
    if said("central", name) or (is_central(name) and not stem_at_start(name)):
        return _Named(NATION, "中央", name)
    for found in (_of_branch(name), _with_place(name), _with_stem(name), _with_level(name, setting), _unlisted(name)):
        if found:
            return found
    if not own_level or (setting.level == "中央" and name in lines_by_organ() and name not in central_organs()):
        return _Named(setting.region, None, name)  # 法院 in a document of the centre is any court
    return _Named(setting.region, setting.level, name)


def _with_place(name: str) -> _Named | None:
    """江西省财政厅, 南京市鼓楼区教育局."""
    chain, end = chain_at_start(name)
    return _Named(chain[-1].title, chain[-1].level, name[end:] or name) if chain else None


def _with_stem(name: str) -> _Named | None:
    """江西银监局, 南昌海关: a place without its ending before an organ that the table names."""
    stem = stem_at_start(name)
    division = stem_named(stem)
    known = division is not None and name[len(stem) :] in lines_by_organ()
    return _Named(division.title, division.level, name[len(stem) :]) if known and division else None


def _with_level(name: str, setting: Setting) -> _Named | None:
    """省财政厅, 我县教育局: the document says which province or county."""
    found = None if name in lines_by_organ() else said("level", name)
    if found is None or found.end() == len(name):
        return None
    place, level = setting.place(found["word"], LEVEL_OF[found["word"]])
    return _Named(place, level, name[found.end() :])


def _unlisted(name: str) -> _Named | None:
    """清水镇人民政府: a place that no list holds, before what is an organ by itself."""
    found = None if line_of(name) or name in lines_by_organ() else _UNLISTED.match(name)
    rest = name[found.end() :] if found else ""
    if found and rest and (line_of(rest) or kind_by_form(rest)):
        inner = _unlisted(rest)
        return inner or _Named(found[0], LEVEL_OF[found[1]], rest)
    return None


def _of_branch(name: str) -> _Named | None:
    """人行南昌中心支行: a branch is the organ of the place in its name, and one of the central bank is the central bank."""
    found = said("bank-branch", name)
    if found is None:
        return None
    place = regex.sub("[省市]$", "", found["place"])
    chain, _ = chain_at_start(found["place"])
    division = chain[-1] if chain else stem_named(place)
    core = "人行" if said("central-bank", found["bank"]) else found["bank"] + found["branch"]
    return _Named(division.title, division.level, core) if division else None
