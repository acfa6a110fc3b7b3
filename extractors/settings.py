"""Where a document speaks from: what 省, 市 and 县 alone mean in it."""

from typing import NamedTuple, get_args

from extractors.divisions import Division, chain_at_start, divisions_named
from schemas.document import Level

NATION = "全国"

_LEVELS: tuple[Level, ...] = get_args(Level)


class Setting(NamedTuple):
    """The level and place of a document, and the places above it by level."""

    level: Level | None = None
    region: str = ""
    above: tuple[tuple[Level, str], ...] = ()

    def place(self, word: str, level: Level) -> tuple[str, Level]:
        """The place that a word for a level (省, 市, 县) means here, with its true level.

        In a document of 浏阳市 (a county) 市 is that city, in one of 北京市 (a province) also. For a level below the
        document's own it is the document's place, in which all places of that level lie. Empty where unknown.
        """
        if level == "中央":
            return NATION, level
        if self.level is None or (word and self.region.endswith(word)):
            return self.region, self.level or level
        if self.below(level):
            return self.region, level
        named = ((place, true) for true, place in reversed(self.above) if word and place.endswith(word))
        return next(named, (dict(self.above).get(level, ""), level))

    def below(self, level: Level) -> bool:
        """Whether a level is the document's own or below it."""
        return self.level is not None and _LEVELS.index(level) >= _LEVELS.index(self.level)


def setting_of(level: Level | None, region: str, *, inside: str = "") -> Setting:
    """Where a document of this level and region speaks from, the region under its full name where it is listed.

    ``inside`` is a text that begins with the places around a region that is not listed, a town.
    """
    if level == "中央" or region == NATION:
        return Setting("中央", NATION)
    chain, _ = chain_at_start(region)
    if chain and (level in (None, chain[-1].level) or region.endswith("市")):
        return Setting(chain[-1].level, chain[-1].title, _above(chain[-1]))
    around, _ = chain_at_start(inside)
    return Setting(level, region, (*_above(around[-1]), (around[-1].level, around[-1].title)) if around else ())


def _above(division: Division) -> tuple[tuple[Level, str], ...]:
    higher = (divisions_named(name)[0] for name in division.above)
    return tuple((each.level, each.title) for each in higher)
