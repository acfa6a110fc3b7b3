"""When two departments are each other's counterpart: the same functional line, whatever their level and name."""

import re

from schemas.comparison import LeadRelation, PartiesChange
from schemas.obligation import Obligation, Party

GOVERNMENTS = "governments"  # 各市州, 各县区, 县人民政府: whoever governs the places below
_LEVEL = re.compile(r"^(?:国家|全国|省|自治区|市|州|盟|县|区|旗|乡|镇)(?:级|直|属)?")


def party_key(party: Party) -> str:
    """What two departments share that are counterparts: their line as it is called today; all governments and party
    committees of places share one; else the name without the place or level before it."""
    if party.current_line or party.line:
        return party.current_line or party.line or ""
    if party.organ in ("政府", "党委"):
        return GOVERNMENTS
    return _LEVEL.sub("", party.name.removeprefix(party.jurisdiction)) or party.name


def lead_keys(obligation: Obligation) -> frozenset[str]:
    """The keys of those who lead, governments left out: they lead too much to tell tasks apart."""
    return frozenset(_line_keys(obligation, lead=True))


def party_keys(obligation: Obligation) -> frozenset[str]:
    """The keys of all departments with a line."""
    return frozenset(_line_keys(obligation, lead=False))


def _line_keys(obligation: Obligation, *, lead: bool) -> set[str]:
    parties = (party for party in obligation.parties if party.role == "lead" or not lead)
    return {party_key(party) for party in parties if party.line}


def change_of_parties(upper: Obligation, lower: Obligation) -> PartiesChange:
    """The relation of the leads, and the lines that support on one side only."""
    leads = [{party_key(party) for party in each.parties if party.role == "lead"} for each in (upper, lower)]
    bound = [{party_key(party) for party in each.parties} for each in (upper, lower)]
    met: LeadRelation = "counterpart" if leads[0] & leads[1] else "other"
    return PartiesChange(
        lead=met if leads[0] and leads[1] else "none",
        support_added=tuple(sorted(bound[1] - bound[0] - leads[1] - {GOVERNMENTS})),
        support_dropped=tuple(sorted(bound[0] - bound[1] - leads[0] - {GOVERNMENTS})),
    )
