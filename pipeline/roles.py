"""From bindings to roles: who leads and who supports (guideline rules 5 and 7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.entities import resolve
from extractors.names import parse_list
from extractors.rules import load_rules
from extractors.settings import Setting
from pipeline.bindings import Assignment, Bound
from pipeline.members import Membership, members_of
from schemas.mention import Department, Role
from schemas.obligation import Party


@dataclass(frozen=True)
class DocumentRules:
    """What the document says of every assignment in it.

    ``first_leads``: 列第一位者为牵头单位. ``everywhere``: who is bound by all that follows ``everywhere_from``
    (以下均需X落实,不再列出).
    """

    first_leads: bool = False
    everywhere: tuple[Department, ...] = ()
    everywhere_from: int = 0

    def over(self, assignments: Iterable[Assignment]) -> "DocumentRules":
        """The same, holding for the whole of the item in whose assignment the rule stands."""
        inside = [a.scope[0] for a in assignments if a.start <= self.everywhere_from < a.end]
        return replace(self, everywhere_from=min([self.everywhere_from, *inside]))


def find_document_rules(text: str, shadowed: str) -> DocumentRules:
    """The rules that a document states once for all of its assignments."""
    found = DocumentRules()
    for rule in load_rules("document_rules"):
        match = rule.compiled().search(shadowed)
        if match and rule.means == "first_leads":
            found = replace(found, first_leads=True)
        elif match:
            who = parse_list(text[match.start("who") : match.end("who")], match.start("who"))
            found = replace(found, everywhere=tuple(who), everywhere_from=match.start())
    return found


def assigned_parties(
    bound: Sequence[Bound], everywhere: Sequence[Department], *, first_leads: bool
) -> list[tuple[Department, Role]]:
    """Roles of an assignment's departments: the 牵头 units lead; without any, all responsible ones do, or the first."""
    leads = [b.department for b in bound if b.binding == "lead"]
    responsible = [b.department for b in bound if b.binding in ("responsible", "each", "person")]
    guiding = [b.department for b in bound if b.binding == "guiding"]
    performing = [b.department for b in bound if b.binding == "performing"]
    supports = [b.department for b in bound if b.binding == "support"]
    if not leads and not responsible:
        responsible, guiding = guiding, []
    if not leads and not responsible:
        responsible, performing = performing, []
    if not leads:
        severally = any(
            b.binding == "each" for b in bound
        )  # 分别负责: each leads, whatever the document says of the first
        cut = 1 if first_leads and not severally else len(responsible)
        leads, responsible = responsible[:cut], responsible[cut:]
    others = sorted([*responsible, *guiding, *performing, *supports], key=lambda d: d.start)
    return [*((lead, "lead") for lead in leads), *((other, "support") for other in (*others, *everywhere))]


def to_parties(
    roles: Iterable[tuple[Department, Role]], setting: Setting, lists: Sequence[Membership] = ()
) -> tuple[Party, ...]:
    """Parties, each name once, in its first role, with what it means in a document of this setting."""
    parties: dict[str, Party] = {}
    for department, role in roles:
        name = "".join(department.name.split())
        if name not in parties:
            entity = resolve(name, setting, kind=department.kind)
            parties[name] = Party(
                name=name,
                role=role,
                kind=entity.kind,
                organ=entity.organ,
                entity=entity.name,
                jurisdiction=entity.jurisdiction,
                level=entity.level,
                line=entity.line,
                current_line=entity.current_line,
                members=members_of(name, lists),
                start=department.start,
                end=department.end,
            )
    return tuple(parties.values())
