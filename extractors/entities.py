"""Who a name means: from 省卫计委 in a plan of 江西省 to the health commission of that province.

A name is a place or level (江西省, 省, 我县, 南昌) before what the organ is called (卫计委). The place comes from the
name itself, or from where the document speaks: 省 is 江西省 in a document of 江西省, and 河南省 in one of 商丘市. What
the organ is called gives its line; spellings of the line's own department share one name, other organs keep theirs.
"""

from functools import cache
from typing import NamedTuple, get_args

import regex

from extractors.divisions import Division, divisions_named, place_at_start, stem_at_start, stem_named
from extractors.lines import current_line, line_of, lines_by_name, lines_by_organ
from extractors.rules import load_rules
from extractors.shadow import shadow
from schemas.document import Level
from schemas.entity import Entity, OrganKind
from schemas.mention import DepartmentKind

NATION = "全国"

_LEVELS: tuple[Level, ...] = get_args(Level)
_LEVEL_OF: dict[str, Level] = {
    "自治区": "省", "自治州": "市", "自治县": "县", "自治旗": "县", "地区": "市", "街道": "乡", "社区": "村",
    "省": "省", "市": "市", "州": "市", "盟": "市", "县": "县", "区": "县", "旗": "县", "乡镇": "乡", "乡": "乡",
    "镇": "乡", "村": "村",
}  # fmt: skip
_CENTRAL = ("国务院", "中共中央", "党中央", "中央", "国家", "全国", "最高人民", "中国")
_PLACE_END = "自治区|自治州|自治县|省|市|州|盟|县|区|旗|镇|乡|街道"
_BANK = r"(?:中国)?(?:人民银行|人行)"


class Setting(NamedTuple):
    """Where a document speaks from: its level and place, and the places above it by level."""

    level: Level | None = None
    region: str = ""
    above: tuple[tuple[Level, str], ...] = ()

    def place(self, level: Level) -> str:
        """The place that 省, 市 or 县 alone means here; for a level below the document's, the document's own place."""
        if level == "中央":
            return NATION
        if self.level is None or _LEVELS.index(level) >= _LEVELS.index(self.level):
            return self.region
        return dict(self.above).get(level, "")


class _Named(NamedTuple):
    """A name taken apart: the place and level that it says, and what the organ is called."""

    jurisdiction: str
    level: Level | None
    core: str


def setting_of(level: Level | None, region: str) -> Setting:
    """Where a document of this level and region speaks from; the region is given its full name where it is known."""
    if level == "中央" or region == NATION:
        return Setting("中央", NATION)
    found = _chain(region)
    if not found:
        return Setting(level, region)
    division = found[-1]
    above: list[tuple[Level, str]] = [(each.level, each.title) for each in found[:-1]]
    for name in division.above:
        above += [(each.level, each.title) for each in divisions_named(name)[:1]]
    return Setting(level or division.level, division.title, tuple(dict(above).items()))


@cache
def resolve(
    name: str, setting: Setting, *, kind: DepartmentKind, level: Level | None = None, line: str | None = None
) -> Entity:
    """The entity of a name with its prefix written out; ``level`` and ``line`` are what the name alone was read as."""
    plain = shadow("".join(name.split()))
    named = _take_apart(plain, setting, level, kind)
    line = line or (line_of(named.core) if kind == "organ" else None)
    known = bool(named.jurisdiction) and not (kind == "organ" and line is None and kind_of_organ(named.core) is None)
    place = "" if named.jurisdiction == NATION else named.jurisdiction
    return Entity(
        name=f"{place}{_unified(named, line)}" if known else name,
        jurisdiction=named.jurisdiction,
        level=named.level,
        line=line,
        current_line=current_line(line) if line else None,
        organ=_organ(named.core, line, kind),
        resolved=known,
    )


def kind_of_organ(core: str) -> OrganKind | None:
    """What kind of organ a name without place or level is by its form (``tables/organs.toml``)."""
    rule = next((rule for rule in load_rules("organs") if rule.compiled().fullmatch(core)), None)
    return rule.means if rule else None  # type: ignore[return-value]


def _organ(core: str, line: str | None, kind: DepartmentKind) -> OrganKind | None:
    if kind in ("post", "person"):
        return None
    if line and core in lines_by_organ():
        return "党委部门" if core.startswith("委") else lines_by_name()[line].organ
    return kind_of_organ(core) or (lines_by_name()[line].organ if line else None)


def _unified(named: _Named, line: str | None) -> str:
    """What the line's own department is called at its level; another organ's name as it is."""
    row = lines_by_name().get(line or "")
    if row is None:
        return named.core
    names = row.central if named.level == "中央" else row.names.get(named.level, ()) if named.level else ()
    return names[0] if named.core in names else named.core


def _take_apart(name: str, setting: Setting, level: Level | None, kind: DepartmentKind) -> _Named:
    if level == "中央" or (name.startswith(_CENTRAL) and not regex.match(rf"{_BANK}.+", name)):
        return _Named(NATION, "中央", name)
    if found := _of_branch(name):
        return found
    chain = _chain(name)
    if chain:
        rest = name[len(_chain_text(name)) :]
        return _Named(chain[-1].title, chain[-1].level, rest or name)
    if (place := stem_at_start(name)) and name[len(place) :] in lines_by_organ():
        division = stem_named(place)
        assert division is not None
        return _Named(division.title, division.level, name[len(place) :])
    word = regex.match(rf"[我本全]?({'|'.join(_LEVEL_OF)})(?:直属|直|级|属|本级)?", name)
    if word and kind != "collective" and len(name) > word.end():
        own = _LEVEL_OF[word[1]]
        return _Named(setting.place(own), own, name[word.end() :])
    unlisted = regex.match(rf"\p{{Han}}{{2,6}}?({_PLACE_END})(?=\p{{Han}}{{2}})", name) if kind == "organ" else None
    if unlisted and name not in lines_by_organ() and line_of(name) is None:
        return _Named(unlisted[0], _LEVEL_OF[unlisted[1]], name[unlisted.end() :])
    own_level = level or (setting.level if kind == "organ" else None)
    return _Named(setting.place(own_level) if own_level else setting.region, own_level, name)


def _of_branch(name: str) -> _Named | None:
    """A branch of the central bank or another bank is the organ of the place in its name: 人行南昌中心支行."""
    match = regex.fullmatch(
        rf"({_BANK}|农发行|农业发展银行|国家开发银行|国开行)(.{{2,6}}?)(省|市|县)?(中心支行|支行|分行|营业管理部)", name
    )
    division = stem_named(match[2]) if match else None
    if match is None or division is None:
        return None
    return _Named(division.title, division.level, match[1] + match[4])


def _chain(text: str) -> list[Division]:
    """The divisions that a text begins with, each inside the one before: 南京市鼓楼区."""
    chain: list[Division] = []
    while place := place_at_start(text):
        found = divisions_named(place)
        inside = [division for division in found if chain and chain[-1].name in division.above]
        if chain and not inside:
            break
        chain.append((inside or list(found))[0])
        text = text[len(place) :]
    return chain


def _chain_text(text: str) -> str:
    end = 0
    for _ in _chain(text):
        end += len(place_at_start(text[end:]))
    return text[:end]
