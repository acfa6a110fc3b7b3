"""Names of units taken apart into place, level and organ: by the name itself, or by where the document speaks from."""

from typing import NamedTuple

import regex

from extractors.divisions import chain_at_start, stem_at_start, stem_named, stem_of
from extractors.entity_words import LEVEL_OF, kind_by_form, said
from extractors.lines import central_organs, is_central, line_of, lines_by_organ
from extractors.settings import NATION, Setting
from schemas.document import Level

_UNLISTED = regex.compile(
    r"(?V1)[\p{Han}--[各的有等及和与本我该]]{2,6}?"
    r"(自治区|自治州|自治县|新区|高新区|经开区|开发区|省|市|州|盟|县|区|旗|镇|乡|街道|村)"
)
_PLACE_ENDING = regex.compile(
    r"(?:自治区|自治州|自治县|高新区|经开区|开发区|新区|街道|地区|省|市|州|盟|县|区|旗|镇|乡|村)$"
)


class Named(NamedTuple):
    """A name taken apart: place, level, and what the organ is called there.

    ``word`` is the word for a level below the document's own, which the place does not say: 县 of 县财政局 in a
    document of a province. ``guessed`` is true where the name says no level and it is the document's.
    """

    jurisdiction: str
    level: Level | None
    core: str
    word: str = ""
    guessed: bool = False


def take_apart(name: str, setting: Setting, *, own_level: bool = True, listed_only: bool = False) -> Named:
    """Place, level and organ of a name.

    With ``own_level`` a name that says neither place nor level is of the document's own level; with ``listed_only`` no
    place is read off its ending alone.
    """
    if outpost := said("outpost", name):
        name = outpost["local"]
    if league := said("youth-league", name):
        name = f"{league['place']}团委"
    if said("central", name) or (is_central(name) and not stem_at_start(name)):
        return Named(NATION, "中央", name)
    found = (
        _of_branch(name)
        or _with_place(name)
        or _with_stem(name)
        or _with_own_stem(name, setting)
        or _with_level(name, setting)
        or (None if listed_only else _unlisted(name))
    )
    if found:
        return _in_county(found, setting)
    if not own_level or (setting.level == "中央" and name in lines_by_organ() and name not in central_organs()):
        return Named(setting.region, None, name)  # 法院 in a document of the centre is any court
    return Named(setting.region, setting.level, name, guessed=True)


def _with_place(name: str) -> Named | None:
    """江西省财政厅, 南京市鼓楼区教育局."""
    chain, end = chain_at_start(name)
    return Named(chain[-1].title, chain[-1].level, name[end:] or name) if chain else None


def _with_stem(name: str) -> Named | None:
    """江西银监局, 南昌海关: a place without its ending before an organ that the table names."""
    stem = stem_at_start(name)
    division = stem_named(stem)
    if division is None or name[len(stem) :] not in lines_by_organ():
        return None
    return Named(division.title, division.level, name[len(stem) :])


def _with_own_stem(name: str, setting: Setting) -> Named | None:
    """江城供电公司 in a document of 江城县, listed or not."""
    stem = stem_of(setting.region)
    rest = name[len(stem) :]
    if len(stem) < 2 or setting.region == NATION or not name.startswith(stem) or not rest:
        return None
    return Named(setting.region, setting.level, rest) if line_of(rest) or kind_by_form(rest) else None


def _with_level(name: str, setting: Setting) -> Named | None:
    """省财政厅, 我县教育局: the document says which province or county."""
    found = None if name in lines_by_organ() else said("level", name)
    if found is None or found.end() == len(name):
        return None
    word = found["word"]
    place, level = setting.place(word, LEVEL_OF[word])
    own = not place or place.endswith(word) or (level == setting.level and not setting.region.endswith(word))
    return Named(place, level, name[found.end() :], "" if own else word)


def _unlisted(name: str) -> Named | None:
    """清水镇人民政府: a place that no list holds, before what is an organ by itself."""
    found = None if line_of(name) or name in lines_by_organ() else _UNLISTED.match(name)
    rest = name[found.end() :] if found else ""
    if found and rest and (line_of(rest) or kind_by_form(rest)):
        return _unlisted(rest) or Named(found[0], LEVEL_OF[found[1]], rest)
    return None


def _of_branch(name: str) -> Named | None:
    """人行南昌中心支行: a branch is the organ of the place in its name, and the central bank's is the central bank."""
    found = said("bank-branch", name)
    if found is None:
        return None
    place = found["place"]
    chain, _ = chain_at_start(place)
    division = chain[-1] if chain else stem_named(regex.sub("[省市]$", "", place))
    core = "人行" if said("central-bank", found["bank"]) else found["bank"] + found["branch"]
    if division:
        return Named(division.title, division.level, core)
    ending = _PLACE_ENDING.search(place)
    return Named(place, LEVEL_OF[ending[0]], core) if ending and ending[0] in LEVEL_OF else None


def _in_county(named: Named, setting: Setting) -> Named:
    """市生态环境局江城分局 in a document of 江城县 is that county's organ."""
    found = said("local-branch", named.core)
    stem = stem_of(setting.region)
    if found is None or found["place"] != stem:
        return named
    return Named(setting.region, setting.level, found["bureau"] + found["branch"])
