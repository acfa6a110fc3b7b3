"""From elements to lines: what stands on a line of its own when a browser shows the page."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from pipeline.readers.clean import IDEOGRAPHIC, tidy

INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "c", "canvas", "cite", "code", "del", "dfn", "em", "font", "i"}
    | {"img", "input", "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "rp", "rt", "ruby", "s", "samp", "small"}
    | {"span", "st1:chsdate", "st1:metricconverter", "st1:personname", "strike", "strong", "sub", "sup", "tt", "u"}
    | {"var", "wbr"}
)
_HEADING = re.compile("h[1-6]")
_SPACES = re.compile(r"[ \t\r\n\f]*[\r\n][ \t\r\n\f]*|[ \t\f]+")
_CJK_BEFORE = re.compile(f"[{IDEOGRAPHIC}\u00a0]$")
_CJK_AFTER = re.compile(f"[{IDEOGRAPHIC}\u00a0]")
_ENDS_LINE = re.compile(r"[。：；！？:;!?][”’」』）)》]*\s*$")
_STARTS_LINE = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十百]+[）)、]|第[一二三四五六七八九十百零〇\d]+[章节条]|[（(]?\d{1,3}[）)、．.])"
)
_SHORT = 40
_LINES_BY_NEWLINE = 0.7


class Line(NamedTuple):
    """A line of text; ``level`` is that of the <h1>…<h6> it stands in."""

    text: str
    level: int | None = None


Piece = Line | etree._Element
"""A line, or a table that the caller wanted whole."""


def tag_of(element: etree._Element) -> str:
    """The tag in lower case; empty for comments and the like."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def pieces_of(root: etree._Element, whole: frozenset[etree._Element] = frozenset()) -> Iterator[Piece]:
    """The lines below ``root`` in reading order; elements of ``whole`` come as they are, without their lines."""
    flow: list[str] = []
    counts: dict[etree._Element, int] = {}
    level: int | None = None
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = tag_of(element)
        if event == "start" and element in whole and element is not root:
            yield from _lines(flow, level)
            yield element
            walk.skip_subtree()
        elif event == "start":
            if tag == "br" or not _is_inline(element, tag):
                yield from _lines(flow, level)
            if _HEADING.fullmatch(tag):
                level = int(tag[1])
            flow.append(_number_of(element, tag, counts) + (element.text or ""))
        else:
            if not _is_inline(element, tag):
                yield from _lines(flow, level)
            if _HEADING.fullmatch(tag):
                level = None
        if event == "end" and element is not root:
            flow.append(element.tail or "")
    yield from _lines(flow, level)


def lines_of(root: etree._Element) -> list[Line]:
    """All lines below ``root``, tables included, cell by cell."""
    return [piece for piece in pieces_of(root) if isinstance(piece, Line)]


def _is_inline(element: etree._Element, tag: str) -> bool:
    if tag not in INLINE:
        return tag == "br"
    return "display:block" not in (element.get("style") or "").replace(" ", "").lower()


def _number_of(element: etree._Element, tag: str, counts: dict[etree._Element, int]) -> str:
    """The number that a browser writes before an item of an ordered list; ``counts`` keeps the last of each list."""
    parent = element.getparent()
    if tag != "li" or parent is None or tag_of(parent) != "ol" or "none" in (parent.get("style") or ""):
        return ""
    own = _whole(element.get("value"))
    counts[parent] = counts.get(parent, (_whole(parent.get("start")) or 1) - 1) + 1 if own is None else own
    return f"{counts[parent]}. "


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) < 7 else None


def _lines(flow: list[str], level: int | None) -> Iterator[Line]:
    """What has run together since the last break, as one line, or several where the source's line ends are meant."""
    text = "".join(flow)
    flow.clear()
    raw = [line for line in text.split("\n") if line.strip()]
    for part in raw if _newlines_are_meant(raw) else [text]:
        if line := tidy(_collapsed(part)):
            yield Line(line, level)


def _newlines_are_meant(raw: list[str]) -> bool:
    """Text pasted into a page without markup: its line ends are paragraph ends, as their punctuation shows."""
    if len(raw) < 3:
        return False
    good = sum(_ends_paragraph(line, following) for line, following in pairwise(raw))
    return good >= _LINES_BY_NEWLINE * (len(raw) - 1)


def _ends_paragraph(line: str, following: str) -> bool:
    """A closed line, one before a numbered line, or a numbered heading."""
    heading = _STARTS_LINE.match(line) and len(line) < _SHORT
    return bool(_ENDS_LINE.search(line) or _STARTS_LINE.match(following) or heading)


def _collapsed(text: str) -> str:
    """White space as a browser shows it; a line end of the source between ideographs is nothing."""

    def space(match: re.Match[str]) -> str:
        wrapped = "\n" in match.group() or "\r" in match.group()
        before = _CJK_BEFORE.search(text, 0, match.start())
        after = _CJK_AFTER.match(text, match.end())
        return "" if wrapped and before and after else " "

    return _SPACES.sub(space, text)
