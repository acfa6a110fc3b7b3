"""What binds departments: the nouns of assignment."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from schemas.mention import Deadline, Department

Binding = Literal["lead", "responsible", "each", "guiding", "performing", "support", "person"]
Form = Literal["item", "label", "parenthesis", "heading", "row"]


class Bound(NamedTuple):
    """A department and how the words around it bind it, with the rule that says so."""

    department: Department
    binding: Binding
    rule: str


@dataclass(frozen=True)
class Assignment:
    """Who is bound, by when, and where.

    ``start``:``end`` are the words of the assignment, ``scope`` is what they govern.
    """

    start: int
    end: int
    form: Form
    scope: tuple[int, int]
    bound: tuple[Bound, ...]
    deadlines: tuple[Deadline, ...] = ()
