"""What stands beside the tasks of a document and binds nobody: labelled notes, lists of attachments."""

import regex

from extractors.rules import pattern_of
from pipeline.clauses import clauses_of
from pipeline.label_lines import Field, find_fields
from pipeline.mentions import Mentions, within
from schemas.document import Document

_ATTACHMENT = regex.compile(r"附(?:件|表|录)[ \t]*(?:\d{1,2}|[一二三四五六七八九十])?[ \t]*[:.、]|附(?:件|表)$")
_LISTED = regex.compile(r"(?:附件)?[ \t]*\d{1,2}[.、:]?.{2,60}(?<![。;,])")
_ASIDE_LABELS = frozenset({"note", "problem", "number"})


def labelled_asides(document: Document, mentions: Mentions) -> dict[int, list[tuple[int, int]]]:
    """The stretches behind labels that bind nobody, by the number of their block: 存在问题：…, 联系人：…"""
    asides: dict[int, list[tuple[int, int]]] = {}
    for number, block in enumerate(document.blocks):
        if block.kind != "cell":
            asides[number] = [
                (field.start, field.value_end)
                for field in find_fields(mentions.shadow, block.start, block.end)
                if field.meaning in _ASIDE_LABELS or (field.meaning == "deadline" and _only_when(field, mentions))
            ]
    return asides


def _only_when(field: Field, mentions: Mentions) -> bool:
    """Does a label of time say only when: 整改时限：立行立改，长期坚持?"""
    shadow = mentions.shadow
    aside, beside = pattern_of("clauses", "aside"), pattern_of("clauses", "beside-deadline")
    for start, end in clauses_of(shadow, field.value_start, field.value_end):
        dated = within(mentions.deadlines, start, end)
        rest = shadow[start : dated[0].start] + shadow[dated[-1].end : end] if dated else None
        if not (aside.fullmatch(shadow[start:end].strip()) or (rest is not None and beside.fullmatch(rest))):
            return False
    return True


def attachment_blocks(document: Document, shadow: str) -> set[int]:
    """The numbers of the blocks that list what is attached: 附件：1.责任分工表."""
    found: set[int] = set()
    listing = False
    for number, block in enumerate(document.blocks):
        line = shadow[block.start : block.end].strip()
        listing = bool(_ATTACHMENT.match(line)) or (listing and bool(_LISTED.fullmatch(line)))
        if listing and block.kind != "cell":
            found.add(number)
    return found
