"""Texts in traditional characters, as mirrors of official sites keep them: read as simplified ones, and told.

Every rule and every name is written in simplified characters, so a plan in traditional ones would give tasks that
nobody leads. OpenCC (``t2s``) converts each character by itself and by the words around it; no character is added or
left out, so that places in the text stay what they are.
"""

from functools import cache
from typing import TYPE_CHECKING

from schemas.source import Reading, ReadingNote

if TYPE_CHECKING:
    from opencc import OpenCC

NOTE = "traditional_characters"
# Frequent in any plan, and never written so in simplified text.
_TELLING = "國會關進個實務點發時為應對開業產縣鄉鎮區廳辦單負責標設級體規劃資環導領隊維護學書"
_PROBED = 4000
_PER_HUNDRED = 5


@cache
def _to_simplified() -> "OpenCC":
    from opencc import OpenCC  # loaded for the few files that need it

    return OpenCC("t2s")


def is_traditional(text: str) -> bool:
    """Does more than one character of twenty show that a text is in traditional characters?"""
    probe = text[:_PROBED]
    return sum(map(probe.count, _TELLING)) * 100 > _PER_HUNDRED * len(probe)


def simplified(text: str) -> str:
    """The text in simplified characters; as many of them."""
    converted: str = _to_simplified().convert(text)
    if len(converted) == len(text):
        return converted
    alone = (_to_simplified().convert(character) for character in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(alone, text, strict=True))


def in_simplified(reading: Reading) -> Reading:
    """A reading whose texts are in simplified characters, with a note where they were not."""
    if not is_traditional("".join(block.text for block in reading.blocks)):
        return reading
    blocks = tuple(block.model_copy(update={"text": simplified(block.text)}) for block in reading.blocks)
    stated = tuple((simplified(label), simplified(value)) for label, value in reading.stated)
    notes = (ReadingNote(code=NOTE), *reading.notes)
    return reading.model_copy(update={"blocks": blocks, "stated": stated, "notes": notes})
