"""Writing out lists: every member of a coordinated list gets what it shares with the others (guideline rule 9)."""

from collections.abc import Sequence
from functools import cache

import regex

from extractors.department_pieces import Piece
from extractors.department_table import has_own_place, words
from extractors.divisions import stem_named
from extractors.lines import is_central, line_of
from extractors.shadow import shadow

# levels of one name each: 各市、县人民政府 are 各市人民政府 and 各县人民政府
_ONE = (
    "省", "市", "县", "区", "州", "盟", "旗", "乡", "镇", "市州", "设区市", "县区", "区县", "自治州", "自治县", "地区",
)  # fmt: skip
_SEATS = ("委", "政府", "党委", "人民政府", "党工委", "行政公署", "行署")
_ZONE = regex.compile(
    r"(?:新区|开发区|高新区|经开区|示范区|管理区|港区|综保区|保税区|试验区|度假区|园区|产业园|科学城)$"
)
_ZONE_ENDS = frozenset("区园城")
_ZONE_ORGAN = regex.compile(r"(?:管委会|管理委员会|党工委)$")
# levels side by side, from above: 各 before a government is given to those of its level and below
_RANKS = {
    "盟": 1, "州": 1, "自治州": 1, "地区": 1, "市": 1, "县": 2, "区": 2, "旗": 2, "自治县": 2,
    "乡": 3, "镇": 3, "街道": 3,
}  # fmt: skip
_CENTRAL = ("国务院", "中央", "国家", "全国", "中国")
_CLASS = ("牵头", "主管", "责任", "成员", "配合", "参与", "有关", "相关")


@cache
def _tail_of_list() -> "regex.Pattern[str]":
    return regex.compile(r"等(?:有关|相关|各|行业|职能|责任|主管)*(?:部门|单位)")


def _party_seat(core: str) -> str:
    """What a party organ has before its own name: 委 of 省+委组织部, 党委 of 自治区+党委组织部."""
    if core.startswith("党委") and core != "党委":
        return "党委"
    return "委" if core.startswith("委") else ""


@cache
def _rank(core: str) -> int:
    """The rank of the one level that governments of a class are of; 0 where they are of several, or none."""
    if core in ("行署", "行政公署"):
        return _RANKS["盟"]
    seat = next((core.removesuffix(seat) for seat in sorted(_SEATS, key=len, reverse=True) if core.endswith(seat)), "")
    return _RANKS.get(seat, 0)


@cache
def _class_of() -> "regex.Pattern[str]":
    return regex.compile(rf"(.*?)((?:{'|'.join(_CLASS)})*(?:责任|主管)?(?:部门|单位|地区|机构))$")


def write_out(pieces: Sequence[Piece], text: str, *, keep: bool, given: "Given | None" = None) -> list[str | None]:
    """The full name of each member of one list; ``None`` for what is no name after all.

    ``text`` is what the offsets of the pieces count in. With ``keep`` nothing is dropped: a function alone (财政) and
    a bare unit (县区) stay as they stand, since an assignment names them. ``given`` is what an earlier list hands on.
    """
    names: list[str | None] = []
    given = given or Given()
    for index, piece in enumerate(pieces):
        names.append(given.name(piece, pieces[index - 1] if index else None, keep=keep))
    _share_suffixes(pieces, names, text, keep=keep)
    return names


class Given:
    """What the members so far hand on: the level or place, whether the party's organs are meant, 各."""

    def __init__(self, *, prefix: str = "", party: str = "") -> None:
        self.prefix = prefix
        self.party = party
        self.each = ""
        self.department = ""
        self.sent = ""
        self.rank = 0

    def name(self, piece: Piece, before: Piece | None, *, keep: bool) -> str | None:
        """The name of the next member."""
        if self.each and words("of_each").fullmatch(piece.text):
            return self.each + piece.text
        if piece.family in ("local", "government"):
            return self._organ(piece)
        if piece.family in ("department", "function"):
            return self._department(piece)
        if piece.family == "each":
            seat = words("seat").search(piece.text)
            self.each, self.prefix = piece.prefix, piece.text[: seat.start()] if seat else ""
            self.rank = _rank(piece.core)
            return piece.text
        if piece.family == "body" and self.each and "各" not in piece.text and not words("own_each").match(piece.text):
            return self.each + piece.text
        if piece.family == "sent":
            self.sent = piece.prefix
        if piece.family == "post" and piece.text.startswith("各"):
            self.each = "各"
        if self.sent and not piece.prefix and words("sent_core").fullmatch(piece.text):
            return self.sent + piece.text
        if piece.family == "level":
            return self.each + piece.text
        if piece.family == "its" and before:
            return before.text + piece.text
        if piece.family in ("tail", "relevant"):
            return self._bare_unit(piece, before, keep=keep)
        return piece.text

    def _organ(self, piece: Piece) -> str:
        if piece.prefix.startswith("各") and words("of_each").fullmatch(piece.core):
            return piece.text  # 各街道办事处、财政局: the bureau is no subdistrict's
        if not piece.prefix and piece.text.startswith("各"):  # 各公安分局
            self.prefix = "各"
            return piece.text
        if piece.prefix:
            if self._same_place(piece):
                return self.prefix + piece.core  # 松岭市委、市政府
            self.prefix = piece.prefix
            if piece.prefix == "各" and piece.core in _SEATS:  # 各行署、市政府
                self.each, self.rank = "各", _rank(piece.core)
            if self.party or piece.core[:1] in ("党", "委"):
                self.party = _party_seat(piece.core) or (self.party if words("party").fullmatch(piece.core) else "")
            shares = self.each and piece.prefix != "各" and self._shares_each(piece)
            return f"{self.each}{piece.text}" if shares else piece.text
        known = line_of(piece.core) or piece.core in _SEATS or words("town_core").fullmatch(piece.core)
        if not known and not words("short_organ").fullmatch(piece.core):
            return piece.text  # a company, a bank: its own place is in its name
        if has_own_place(piece.core) or (piece.core.startswith("街道") and self.prefix.endswith(("乡", "镇"))):
            return piece.text  # 江西证监局; 乡镇人民政府、街道办事处: sub-districts are beside towns, not below them
        if not self.prefix or is_central(piece.core) or piece.core.startswith(_CENTRAL):
            return piece.text
        if self.prefix.endswith(("乡镇", "镇乡", "乡", "镇")) and piece.core.startswith(("街道", "办事处")):
            return piece.text  # 乡镇人民政府、街道办事处: a subdistrict is no town's
        party = "委" if words("always_party").fullmatch(piece.core) else ""
        party = self.party if self.party and words("party").fullmatch(piece.core) else party
        return self.prefix + party + piece.text

    def _same_place(self, piece: Piece) -> bool:
        """Is a government named by its level alone, behind the committee of a place of that level?"""
        own = self.prefix.endswith(piece.prefix) and len(self.prefix) > len(piece.prefix) > 0
        return own and len(piece.prefix) == 1 and piece.core in _SEATS and not self.prefix.startswith(("各", "本"))

    def _shares_each(self, piece: Piece) -> bool:
        """Is a government named by its level alone, behind 各 and one not below it: 各盟行政公署、市人民政府?"""
        return self.each == "各" and piece.core in _SEATS and 0 < self.rank <= _RANKS.get(piece.prefix, 0)

    def _department(self, piece: Piece) -> str:
        if piece.prefix:
            self.department = piece.prefix
            return piece.text
        return self.department + piece.text

    def _bare_unit(self, piece: Piece, before: Piece | None, *, keep: bool) -> str | None:
        if piece.prefix:
            return piece.text
        if before and before.family in ("each", "relevant"):
            shared = words("class_head").match(before.text)
            if shared and piece.core in ("部门", "单位", "地区", "地方", "机构"):
                return shared.group() + piece.text
            shared = _class_of().match(before.text)
            named = shared and shared[1] not in ("", "各") and _class_of().fullmatch(piece.core)
            if shared and named and not piece.core.startswith(("有关", "相关", "其他")):
                return str(shared[1]) + piece.text
        if self.each:
            return piece.text if "各" in piece.text else self.each + piece.text
        if piece.family == "relevant" or keep:
            return piece.text
        return None


def _share_suffixes(pieces: Sequence[Piece], names: list[str | None], text: str, *, keep: bool) -> None:
    """From the last member backwards: 督查室 to 省委, 人民政府 to 州 and 各市, 部门 to 财政."""
    if not pieces:
        return
    ending = _tail_of_list().match(shadow(text[pieces[-1].end : pieces[-1].end + 12]))
    bare = keep or bool(ending and pieces[-1].family == "function")  # 财政、教育等部门: 等部门 is dropped
    organ, seat = "", len(pieces)
    seated: Piece | None = None  # the last member that is no bare level: 人民政府 of 各市、州、县人民政府
    for index in range(len(pieces) - 1, -1, -1):
        piece, after = pieces[index], pieces[index + 1] if index + 1 < len(pieces) else None
        if piece.family == "function":
            names[index] = f"{names[index]}{organ}" if organ or bare else None
            continue
        organ = piece.organ.removeprefix("管理") if piece.family == "department" else ""
        if piece.family == "level":
            if seated and seated.prefix and seated.core:
                shares = all((name or "").startswith("各") for name in names[index : index + 2])
                names[index] = ("各" if shares else "") + piece.prefix + seated.core
            elif names[index] == piece.text:
                names[index] = None  # a bare level is nobody, but one of 各市、县、区
            continue  # the seat is handed on to what stands before
        if after and piece.text[-1] in _ZONE_ENDS and (zone := _zone_organ(piece, names[index + 1])):
            names[index] = f"{piece.text}{zone}"
        elif seated and _of_a_seat(seated) and stem_named(piece.text):
            names[index] = piece.text + seated.prefix[-1] + seated.core  # 唐山 of 唐山、保定市政府
            continue
        elif piece.kind == "unknown" and after and _shares_company(piece, names[index + 1]):
            names[index] = f"{names[index]}公司"
        elif piece.family == "local":
            pass  # most members by far, and nothing is handed to them
        elif piece.family == "each" and piece.core in _ONE and seated and _is_shared(seated, seat > index + 1):
            names[index] = piece.text + seated.core
            for shared in range(index + 1, seat + 1):
                names[shared] = f"{piece.prefix}{names[shared]}"
        elif seated and _same_seat(piece, seated):
            names[index] = piece.text + seated.core
            continue
        elif after and after.organ and after.seat and piece.core in _SEATS and piece.family == "government":
            names[index] = piece.text + after.organ
        seated, seat = piece, index


def _shares_company(piece: Piece, behind: str | None) -> bool:
    """Is a trade named before a company of another: 移动、电信、联通公司?"""
    return bool(behind and behind.endswith("公司") and words("utility").fullmatch(piece.text))


def _zone_organ(piece: Piece, behind: str | None) -> str:
    """What a zone shares with the zone behind it: 管委会 of 两江新区、江城高新区管委会."""
    zone = (piece.family == "place" or piece.kind == "unknown") and _ZONE.search(piece.text)
    organ = _ZONE_ORGAN.search(behind or "") if zone else None
    return organ[0] if organ else ""


def _is_shared(seated: Piece, through_levels: bool) -> bool:
    """Does 各 before a list of levels hold for all of it: 各市、县人民政府, 各市、县、区教育局?"""
    return seated.prefix in _ONE and (seated.core in _SEATS or through_levels)


def _of_a_seat(seated: Piece) -> bool:
    """Is it a government of a place with its ending: 保定市政府?"""
    return seated.family == "government" and len(seated.prefix) > 2 and seated.core in _SEATS


def _same_seat(piece: Piece, seated: Piece) -> bool:
    """Is a place followed by the government of another one of its level (松溪县、梅岭县人民政府)?"""
    if piece.family != "place" or seated.family != "government" or seated.core not in _SEATS:
        return False
    return bool(seated.prefix) and seated.prefix[-1] == piece.text[-1]
