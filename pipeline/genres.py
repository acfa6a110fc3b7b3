"""What kind of document it is: a plan, a regulation, a reply (``extractors/tables/genres.toml``)."""

from collections.abc import Sequence
from itertools import islice
from typing import cast

import regex

from extractors.rules import load_rules
from extractors.shadow import shadow
from schemas.document import Block, Genre

REPORTING: tuple[Genre, ...] = ("reply", "interpretation", "news")
"""Kinds that tell what was done, said or decided elsewhere: what binds in them is only what they ask for outright."""

_TABLE = "genres"
_OF_TITLE = "The whole"
_OPENING = 12  # paragraphs


def find_genre(title: str, text: str, blocks: Sequence[Block]) -> Genre | None:
    """The kind of a document by its title, else by how its first paragraphs open; ``None`` where neither shows it."""
    rules = load_rules(_TABLE)
    bare = regex.sub(r"[\s《》]", "", shadow(title))
    by_title = next((r for r in rules if r.note.startswith(_OF_TITLE) and r.compiled().fullmatch(bare)), None)
    if by_title:
        return cast(Genre, by_title.means)
    opening = [shadow(text[block.start : block.end]).strip() for block in islice(blocks, _OPENING)]
    opens = (r for r in rules if not r.note.startswith(_OF_TITLE) and any(map(r.compiled().match, opening)))
    found = next(opens, None)
    return cast(Genre, found.means) if found else None
