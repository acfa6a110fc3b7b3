"""Markdown, as crawlers and converters write pages: its headings, its tables, and its words without the marks.

markdown-it-py reads it (MIT, CommonMark and tables, a part of what draws our own terminal). Lists, code and underlined
headings are left to be plain lines: 1. and (一) are numbers of the document, and lines of a plan are paragraphs.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.readers.clean import tidy
from schemas.source import Place, RawBlock

_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*\r?$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_FEWEST_HEADINGS = 2
_BULLET = re.compile(r"[ \t]*[-*+][ \t]+")
_BREAK = re.compile("<br ?/?>", re.IGNORECASE)
_PLAIN = ("list", "code", "lheading", "reference", "html_block")


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").disable(list(_PLAIN))


def is_markdown(text: str) -> bool:
    """Does a text have a table or two headings as Markdown writes them?"""
    return bool(_TABLE_RULE.search(text)) or len(_HEADING.findall(text)) >= _FEWEST_HEADINGS


def markdown_blocks(text: str) -> Iterator[RawBlock]:
    """The blocks of a Markdown text; ``place.paragraph`` is the line that a block begins on."""
    tables = count(1)
    tokens = _parser().parse(text)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "table_open":
            end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
            yield from _table(tokens[at:end], next(tables))
            at = end
        elif token.type == "inline":
            level = int(tokens[at - 1].tag[1]) if tokens[at - 1].type == "heading_open" else None
            yield from _lines(token, level)
        elif token.type == "fence":
            yield from _plain(token.content, _line(token) + 1)
        at += 1


def _lines(token: Token, level: int | None) -> Iterator[RawBlock]:
    for offset, line in enumerate(_said(token).split("\n")):
        if words := tidy(_BULLET.sub("", line, count=1)):
            kind = "heading" if level else "paragraph"
            yield RawBlock(text=words, kind=kind, level=level, place=Place(paragraph=_line(token) + offset))


def _plain(text: str, first: int) -> Iterator[RawBlock]:
    for number, line in enumerate(text.split("\n"), first):
        if words := tidy(line):
            yield RawBlock(text=words, place=Place(paragraph=number))


def _table(tokens: Sequence[Token], table: int) -> Iterator[RawBlock]:
    row = column = 0
    line: int | None = None
    for token in tokens:
        if token.type == "tr_open":
            row, column, line = row + 1, 0, _line(token)
        elif token.type in ("th_open", "td_open"):
            column += 1
        elif token.type == "inline" and (words := tidy(_said(token))):
            place = Place(paragraph=line, table=table, row=row, column=column)
            yield RawBlock(text=words, kind="cell", place=place)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _said(token: Token) -> str:
    """The words of a line without marks, addresses and pictures."""
    said = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            said.append(child.content)
        elif child.type in ("softbreak", "hardbreak") or (
            child.type == "html_inline" and _BREAK.fullmatch(child.content)
        ):
            said.append("\n")
    return "".join(said)
