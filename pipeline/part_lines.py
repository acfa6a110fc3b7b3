"""The lines of a file as they are looked at for where its parts start, and what a line alone can tell."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractors.rules import pattern_of
from extractors.shadow import shadow
from pipeline.metadata import is_date_line
from schemas.document import Block

_TABLE = "parts"
LONGEST_LINE = 60
_NOT_IN_TITLES = regex.compile(r"[\s《》“”\"'‘’]|\((?:试行|暂行|修订|修订版)\)$")


@dataclass(frozen=True)
class Line:
    """A line outside tables in its shadow; ``after_table`` where cells stand between it and the line before."""

    start: int
    text: str
    written: str
    after_table: bool = False


def lines_of(text: str, blocks: Sequence[Block]) -> list[Line]:
    """The lines of a text that are not empty, in reading order."""
    lines = []
    after_table = False
    shadowed = shadow(text)
    for block in blocks:
        written = text[block.start : block.end].strip()
        if block.kind == "cell":
            after_table = True
        elif written:
            lines.append(Line(block.start, shadowed[block.start : block.end].strip(), written, after_table))
            after_table = False
    return lines


def bare_title(title: str) -> str:
    """A title as it is compared: without white space, quotation marks and a closing (试行)."""
    return _NOT_IN_TITLES.sub("", shadow(title))


def named(match: "regex.Match[str]") -> str:
    """The title that a letter names, by whichever of the row's groups holds it."""
    return str(match["name"] or match["rest"])


def finds(row: str, line: str) -> bool:
    """Whether a row of ``tables/parts.toml`` matches anywhere in a line."""
    return pattern_of(_TABLE, row).search(line) is not None


def begins(row: str, line: str) -> bool:
    """Whether a row of ``tables/parts.toml`` matches the start of a line."""
    return pattern_of(_TABLE, row).match(line) is not None


def is_annex(line: str) -> bool:
    """Whether a line says 附件 and no more than its number and title."""
    return pattern_of(_TABLE, "annex").fullmatch(line) is not None


def is_title(text: str) -> bool:
    """Whether a text, one line or several joined, reads as the title of a document."""
    return len(text) <= 2 * LONGEST_LINE and pattern_of(_TABLE, "title").fullmatch(text) is not None


def may_be_title(line: str) -> bool:
    """Whether a line can be part of a title at all: no sentence, no date, nothing that goes on."""
    aside = pattern_of(_TABLE, "issued-openly").fullmatch(line) is not None
    return line[-1:] not in ("。", ";", ":", ",", "、") and "。" not in line and not is_date_line(line) and not aside
