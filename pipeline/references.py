"""What a document refers to: the 文号 of others in its text, and those it is sent to (主送机关)."""

from collections.abc import Sequence

import regex

from extractors.rules import pattern_of
from extractors.shadow import shadow

_BRACKETS = str.maketrans("[]()", "〔〕〔〕", " \t第")
_HEAD = 40  # lines above the text of a notice; a page's furniture may stand before them
_BETWEEN = regex.compile(r"[,，;；]\s*")


def find_cites(shadowed: str, own: str) -> tuple[str, ...]:
    """The numbers of other documents as 国发〔2017〕14号, each once, in the order of the text; ``own`` is left out."""
    numbers = (match[0].translate(_BRACKETS) for match in pattern_of("references", "number").finditer(shadowed))
    return tuple(number for number in dict.fromkeys(numbers) if number != own)


def find_addressees(lines: Sequence[str]) -> tuple[str, ...]:
    """The addressees of a notice as written, divided at commas; ``lines`` are those of the document.

    What 、 joins stays together, because it shares its head or tail (各省、自治区、直辖市人民政府).
    """
    whole = pattern_of("references", "addressees")
    line = next((line for line in lines[:_HEAD] if whole.fullmatch(shadow(line))), "")
    return tuple(name.strip() for name in _BETWEEN.split(line[:-1]) if name.strip())
