"""What kind of document it is: a plan, a regulation, a reply (``extractors/tables/genres.toml``)."""

from collections.abc import Sequence
from itertools import islice
from typing import cast

import regex

from extractors.rules import Rule, load_rules
from extractors.shadow import shadow
from schemas.document import Block, Genre

REPORTING: tuple[Genre, ...] = ("reply", "interpretation", "news")
"""Kinds that tell what was done, said or decided elsewhere: what binds in them is only what they ask for outright."""

STATUTES: tuple[Genre, ...] = ("statute",)
"""Kinds whose articles are standing law and no tasks of a plan."""

_TABLE = "genres"
_OF_TITLE = "The whole"
_OPENING = 12  # paragraphs


def find_genre(title: str, text: str, blocks: Sequence[Block]) -> Genre | None:
    """The kind of a document by its title or by how its first paragraphs open, ``None`` where neither shows it."""
    bare = regex.sub(r"[\s《》]", "", shadow(title))
    opening = [shadow(text[block.start : block.end]).strip() for block in islice(blocks, _OPENING)]

    def fits(rule: Rule) -> bool:
        if rule.note.startswith(_OF_TITLE):
            return rule.compiled().fullmatch(bare) is not None
        return any(map(rule.compiled().match, opening))

    return next((cast(Genre, rule.means) for rule in load_rules(_TABLE) if fits(rule)), None)
