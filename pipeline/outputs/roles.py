"""Who is bound by an obligation: the one count that graph, matrix and panel share."""

from schemas.obligation import Obligation, Party


def department(party: Party) -> str:
    """The name under which a department is counted across spellings and documents: that of its entity."""
    return party.entity


def parties_once(obligation: Obligation) -> dict[str, Party]:
    """Each department of an obligation once, leads before supports, each in the order of the text.

    Who both leads and supports leads, so that leads and supports add up to the departments bound.
    """
    found: dict[str, Party] = {}
    for party in sorted(obligation.parties, key=lambda party: party.role != "lead"):
        found.setdefault(department(party), party)
    return found
