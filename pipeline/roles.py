"""From bindings to roles: who leads and who supports (guideline rules 5 and 7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from extractors.names import parse_list
from extractors.rules import load_rules
from pipeline.expressions import Bound
from schemas.mention import Department, Role
from schemas.obligation import Party


@dataclass(frozen=True)
class DocumentRules:
    """What the document says of every assignment in it."""

    first_leads_from: int | None = None
    everywhere: tuple[Department, ...] = ()
    everywhere_from: int = 0


def find_document_rules(text: str, shadowed: str) -> DocumentRules:
    """列第一位者为牵头单位,下同 and 以下均需X落实,不再列出, with where they begin to hold (both hold for the whole text)."""
    first_leads_from: int | None = None
    everywhere: tuple[Department, ...] = ()
    for rule in load_rules("document_rules"):
        match = rule.compiled().search(shadowed)
        if match and rule.means == "first_leads":
            first_leads_from = match.start()
        elif match:
            everywhere = tuple(parse_list(text[match.start("who") : match.end("who")], match.start("who")))
    return DocumentRules(first_leads_from, everywhere)


def assigned_parties(bound: Sequence[Bound], rules: DocumentRules) -> list[tuple[Department, Role]]:
    """Roles of an assignment's departments: the 牵头 units lead; without any, all responsible ones do, or the first."""
    leads = [b.department for b in bound if b.binding == "lead"]
    responsible = [b.department for b in bound if b.binding == "responsible"]
    persons = [b.department for b in bound if b.binding == "person"]
    supports = [b.department for b in bound if b.binding == "support"]
    if not leads and not responsible:
        responsible, persons = persons, []
    if not leads:
        cut = 1 if rules.first_leads_from is not None else len(responsible)
        leads, responsible = responsible[:cut], responsible[cut:]
    others = sorted([*responsible, *supports, *persons, *rules.everywhere], key=lambda d: d.start)
    return [*((lead, "lead") for lead in leads), *((other, "support") for other in others)]


def to_parties(roles: Iterable[tuple[Department, Role]]) -> tuple[Party, ...]:
    """Parties, each name once, in its first role."""
    parties: dict[str, Party] = {}
    for department, role in roles:
        name = regex.sub(r"\s", "", department.name)
        parties.setdefault(
            name,
            Party(
                name=name,
                role=role,
                kind=department.kind,
                line=department.line,
                level=department.level,
                start=department.start,
                end=department.end,
            ),
        )
    return tuple(parties.values())
