"""Departments in running text: organs, collectives, posts, bodies and persons, with names written out.

No list of Chinese departments is ever complete, so names are found by a grammar (level or place, function, organ)
over a table of functions and abbreviations: see ``extractors/tables/lines.toml`` and ``department_words.toml``.
"""

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from extractors.department_lists import Given, write_out
from extractors.department_pieces import Piece, find_pieces, to_department
from extractors.shadow import shadow
from extractors.uncollected import uncollected
from schemas.document import Document
from schemas.mention import Department


@cache
def _joint() -> "regex.Pattern[str]":
    return regex.compile(
        r"[、,]?|\s*(?:以及|和|及|与|暨|或者|或)其?\s*|等(?:有关|相关)?(?:部门|单位)?(?:和|及|与|、|以及)"
    )


@cache
def _handed_on() -> "regex.Pattern[str]":
    """Between 省教育厅 and 财政厅 of 省教育厅牵头,财政厅、人社厅配合: two lists, one level."""
    return regex.compile(
        r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:总?牵头(?:负责)?|主办|(?:具体)?负责|组织实施)[、,;]?"
        r"(?:会同|联合|由|(?:配合|协办|责任|参与)单位[:])?"
    )


@uncollected
def find_departments(document: Document) -> list[Department]:
    """Every department, in reading order; members of one coordinated list share a ``list_index``."""
    shadowed = shadow(document.text)
    departments: list[Department] = []
    given, end = None, 0
    for index, members in enumerate(_lists(find_pieces(document.text), shadowed)):
        if not _handed_on().fullmatch(shadowed, end, members[0].start):
            given = None
        given = Given(prefix=given.prefix, party=given.party) if given else Given()
        names, end = write_out(members, document.text, keep=False, given=given), members[-1].end
        departments += [
            to_department(piece, name, offset=0, list_index=index)
            for piece, name in zip(members, names, strict=True)
            if name
        ]
    return departments


def _lists(pieces: Sequence[Piece], shadowed: str) -> Iterator[list[Piece]]:
    """Pieces joined by 、 or 和 only are one list."""
    members: list[Piece] = []
    joint = _joint().fullmatch
    for piece in pieces:
        joined = bool(members) and joint(shadowed, members[-1].end, piece.start) is not None
        if members and not joined:
            yield members
            members = []
        if piece.family == "place" and not joined and piece.start and shadowed[piece.start - 1] in "、和与及":
            continue  # 在江城、夏水县…: the list began as something else
        members.append(piece)
    if members:
        yield members
