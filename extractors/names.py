"""Names of departments: one name taken apart, and lists of names written out.

A Chinese list of departments shares what its members have in common: 省民政厅、扶贫办 are 省民政厅 and 省扶贫办,
省委、省政府督查室 are 省委督查室 and 省政府督查室, 各市州、县区 are 各市州 and 各县区 (guideline rule 9).
Ministries have no prefix to share. What stands in the slot of an assignment (由…牵头, 责任单位：…) is a list in any
case, also where no rule knows a member: it is then kept as it stands.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import regex

from extractors.department_lists import write_out
from extractors.department_pieces import Piece, find_pieces, to_department, unknown_piece
from extractors.department_table import word_lists
from extractors.shadow import shadow
from schemas.mention import Department

# no name is longer
_LONGEST = 80
_AND = r"(?:以及|会同|和|及|与|暨|或者|或)(?:其(?=办公室|(?:各|有关|相关)?成员单位))?"


_ByPlace = Mapping[tuple[int, int], Piece]


class _Cut(NamedTuple):
    start: int
    end: int


@cache
def _marks() -> "regex.Pattern[str]":
    return regex.compile(rf"[、,;/\s・·|]+|{_AND}")


@cache
def _brackets() -> "regex.Pattern[str]":
    return regex.compile(r"\([^()]*\)?")


@cache
def _spaced_name() -> "regex.Pattern[str]":
    """A person's name of two characters, set as wide as one of three: 李 明."""
    return regex.compile(r"(?<!\p{Han})\p{Han}[ \u3000]{1,3}\p{Han}(?!\p{Han})")


@cache
def _person() -> "regex.Pattern[str]":
    """A person's name that stands alone behind a post, a space between: 副省长 王某某."""
    surnames = "|".join(word_lists()["surname"])
    return regex.compile(rf"(?:{surnames})[ \u3000]{{0,3}}\p{{Han}}{{1,2}}(?=[、,;\s()]|$)")


@cache
def _after_post() -> "regex.Pattern[str]":
    """The space between a post and the person who holds it."""
    return regex.compile(rf"(?<=(?:{'|'.join(word_lists()['post'])}))[ \u3000\t]+(?=\p{{Han}})")


@cache
def _letter() -> "regex.Pattern[str]":
    return regex.compile(r"\w")


@cache
def _nobody() -> "regex.Pattern[str]":
    """What a cell says that names nobody: 配合单位 | 无."""
    return regex.compile(r"[\s(]*(?:暂无|无|不涉及|[-—–―/]+)[\s)]*")


@cache
def _lead_in() -> "regex.Pattern[str]":
    return regex.compile(
        r"^(?:[\s、,;:·]|由|请|交由|(?:牵头|责任|配合|负责|主办|协办|承办|参与|实施|指导|参加|完成)(?:单位|部门)?[:]|(?:单位|部门)[:])+"
    )


@cache
def _lead_out() -> "regex.Pattern[str]":
    return regex.compile(
        r"(?:等(?:\d+个|[一二三四五六七八九十]+个)?(?:[省市县区州旗镇][级直]|国务院|中央(?:和国家机关)?|[省市县]政府|各|有关|相关|行业|职能|责任|配合|成员)*"
        r"(?:部门和单位|单位和部门|部门|单位|地方|地区|机构|方面)?|(?<![高中初同平优对甲上])等[一-龥]{2,6}(?:企业|银行|机构|部门|单位))?"
        r"(?:(?:[,、]?(?:按照|按|根据|依)(?:各自)?(?:的)?职[责能](?:分工)?(?:分别)?|分别|共同|具体|联合|按分工)?"
        r"(?:牵头|负责|配合|参与|落实|实施|组织|推进|协助|参加|指导|抓好|办理|承担)*)[。.:]*$"
    )


def parse_list(text: str, start: int) -> list[Department]:
    """The members of an assignment's slot, names written out; ``start`` is the slot's offset in its document.

    Every member is kept, one that no rule knows as kind ``unknown``. All share list 0.
    """
    known = find_pieces(text)
    by_place = {(piece.start, piece.end): piece for piece in known}
    by_start = {piece.start: piece for piece in known}
    pieces = [piece for cut in _cuts(text, known) for piece in _members(text, cut, by_place, by_start)]
    names = write_out(pieces, text, keep=True)
    return [
        to_department(piece, _after_post().sub("", _spaced_name().sub(_closed_up, name)), offset=start, list_index=0)
        for piece, name in zip(pieces, names, strict=True)
        if name
    ]


def _closed_up(spaced: "regex.Match[str]") -> str:
    return spaced[0][0] + spaced[0][-1]


def _cuts(text: str, known: Sequence[Piece]) -> list[_Cut]:
    """Stretches between separators; those inside a known name or in brackets separate nothing."""
    shadowed = shadow(text)
    shut = bytearray(len(text) + 1)
    for piece in known:
        shut[piece.start : piece.end] = b"\x01" * (piece.end - piece.start)
    for bracket in _brackets().finditer(shadowed):
        if not shut[bracket.start()]:
            shut[bracket.start() : bracket.end()] = b"\x01" * (bracket.end() - bracket.start())
    for spaced in _spaced_name().finditer(shadowed):
        shut[spaced.start() : spaced.end()] = b"\x01" * (spaced.end() - spaced.start())
    edges = {piece.start for piece in known} | {piece.end for piece in known}
    cuts, begin = [], 0
    posts = {piece.end for piece in known if piece.kind == "post"}
    for mark in _marks().finditer(shadowed):
        held = mark.start() in posts or _after_post().match(shadowed, mark.start())
        if held and mark[0].isspace() and _person().match(shadowed, mark.end()):
            continue  # 副省长 王某某, 市政协副主席 王某某
        word = mark.group()[0] in "以会和及与暨或"
        if shut[mark.start()] or (word and not {mark.start(), mark.end()} & edges):
            continue
        cuts.append(_Cut(begin, mark.start()))
        begin = mark.end()
    return [*cuts, _Cut(begin, len(text))]


def _members(text: str, cut: _Cut, by_place: _ByPlace, by_start: Mapping[int, Piece]) -> list[Piece]:
    """The name in one stretch, freed of 由, 等部门, 按职责分工 and brackets that only explain; 县委县政府 are two."""
    shadowed = shadow(text[cut.start : cut.end])
    if _nobody().fullmatch(shadowed):
        return []
    lead = _lead_in().match(shadowed)
    begin = lead.end() if lead else 0
    whole = _known(text, cut.start + begin, cut.end, by_place)
    if whole:
        return [whole]
    end = len(shadowed)
    bracket = shadowed.find("(", begin)
    if bracket >= 0:
        end = bracket if bracket > begin else end
    out = _lead_out().search(shadowed, begin, end)
    end = out.start() if out else end
    if end <= begin or shadowed[begin] == "(" or not _letter().search(shadowed, begin, end):
        return []
    begin, end = cut.start + begin, cut.start + end
    found = _known(text, begin, end, by_place)
    return [found] if found else _tiles(by_start, begin, end) or [unknown_piece(text, begin, end)]


def _tiles(by_start: Mapping[int, Piece], begin: int, end: int) -> list[Piece]:
    """Known names that fill a stretch one after the other without a mark between."""
    tiles = []
    while begin < end and begin in by_start:
        tiles.append(by_start[begin])
        begin = tiles[-1].end
    return tiles if begin == end and all(tile.prefix for tile in tiles) else []


def _known(text: str, start: int, end: int, by_place: _ByPlace) -> Piece | None:
    """The known name that is exactly this stretch, in the slot or by itself."""
    if (start, end) in by_place:
        return by_place[start, end]
    alone = find_pieces(text[start:end]) if end - start <= _LONGEST else []
    if len(alone) == 1 and (alone[0].start, alone[0].end) == (0, end - start):
        return alone[0].moved(start)
    return None
