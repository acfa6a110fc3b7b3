"""What a manifest states of a document, over what was read of it; each difference is told.

Who keeps a list of documents knows better than rules that read a title page: a value that stands in the list holds.
What is only assumed, as the date that a run gives to all files (``--issued``), is for those that say nothing.
"""

from collections.abc import Iterator
from typing import NamedTuple

import regex

from pipeline.matching import squeeze
from pipeline.metadata import level_and_region
from schemas.document import Metadata
from schemas.source import ReadingNote

CODE = "manifest_overrules"

_SEPARATOR = "；"
_SAID_DIFFERENTLY = regex.compile(r"[\p{P}\p{S}]")
_COLUMNS = {
    "title": "标题/title",
    "number": "文号/number",
    "issuers": "发文机关/issuer",
    "level": "层级/level",
    "region": "地区/region",
    "signed": "成文日期/issued",
}


class Supplied(NamedTuple):
    """``stated`` holds for this document, ``assumed`` where neither that nor its text says anything."""

    stated: Metadata = Metadata()
    assumed: Metadata = Metadata()


NOTHING = Supplied()


def overrule(read: Metadata, supplied: Supplied) -> Metadata:
    """The metadata with what is stated of them; an issuer that is stated brings its level and region along."""
    stated = supplied.stated
    level, region = level_and_region(stated.issuers[0]) if stated.issuers else (None, "")
    holds = {key: value for key, value in (("level", level), ("region", region), *stated) if value}
    known = read.model_copy(update=holds)
    said = {key for key, value in known if value} | ({"signed"} if known.issued else set())
    assumed = {key: value for key, value in supplied.assumed if value and key not in said}
    cites = tuple(number for number in read.cites if number != stated.number)
    return known.model_copy(update=assumed | {"cites": cites})


def differences(read: Metadata, stated: Metadata) -> Iterator[ReadingNote]:
    """One note for each value that the document states otherwise than the manifest; marks and spaces never count.

    The title of a plan is no other than that of the letter which names it (关于印发…方案的通知).
    """
    for key, column in _COLUMNS.items():
        here, there = _shown(getattr(read, key)), _shown(getattr(stated, key))
        said, holds = _bare(here), _bare(there)
        same = said == holds or (key == "title" and holds in said)
        if here and there and not same:
            yield ReadingNote(code=CODE, fields=(("column", column), ("read", here), ("stated", there)))


def _shown(value: object) -> str:
    return _SEPARATOR.join(value) if isinstance(value, tuple) else str(value or "")


def _bare(text: str) -> str:
    return _SAID_DIFFERENTLY.sub("", squeeze(text))
