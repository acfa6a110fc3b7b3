"""Heading levels and automatic numbers of Word paragraphs, from their own properties and those of their styles."""

import re
from typing import NamedTuple

from lxml import etree

from pipeline.readers.word_numbers import written
from pipeline.readers.word_xml import W, number, value

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*\d|toc heading", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# A number ending so needs no space before the text that it numbers.
_CLOSING = tuple("、）)．.，,：:」】]①②③④⑤⑥⑦⑧⑨⑩")
_LEVELS = 9
_MOST_STYLES = 40


# What bullets look like, by their character in Symbol, Wingdings or the font of the text; others say nothing.
_BULLETS = {
    **dict.fromkeys("\uf0b7\uf06c\uf09f•●", "●"),
    **dict.fromkeys("\uf06e\uf0a7■", "■"),
    **dict.fromkeys("\uf075\uf076◆", "◆"),
    **dict.fromkeys("\uf0a8\uf071□", "□"),
    **dict.fromkeys("\uf0d8➢", "➢"),
    **dict.fromkeys("\uf0fc✓", "✓"),
    **dict.fromkeys("※*·", "·"),
}


class Style(NamedTuple):
    """What a paragraph style says; ``None`` where its parent decides."""

    id: str
    name: str
    parent: str | None
    outline: int | None
    num_id: str | None
    num_level: int | None


class Numbered(NamedTuple):
    """One level of a list: how its numbers are written."""

    style: str
    text: str
    start: int
    restart: int | None
    suffix: str
    legal: bool


class WordStyles:
    """The paragraph styles of one file."""

    def __init__(self, root: etree._Element | None) -> None:
        found = root.iterchildren(W + "style") if root is not None else ()
        self._styles = {value(style, "styleId") or "": _style_of(style) for style in found}
        defaults = [style for style in (root if root is not None else ()) if _is_default_paragraph(style)]
        self._default = value(defaults[0], "styleId") if defaults else None

    def chain(self, paragraph: etree._Element) -> list[Style]:
        """The paragraph's style and what that is based on, nearest first."""
        name = value(paragraph.find(f"{W}pPr/{W}pStyle")) or self._default
        chain: list[Style] = []
        while name in self._styles and len(chain) < _MOST_STYLES:
            chain.append(self._styles[name])
            name = self._styles[name].parent
        return chain

    def level(self, paragraph: etree._Element) -> int | None:
        """The heading level, 1 the highest; ``None`` for running text."""
        own = value(paragraph.find(f"{W}pPr/{W}outlineLvl"))
        if own is not None:
            return _level(own)
        for style in self.chain(paragraph):
            if match := _HEADING_NAME.fullmatch(style.name.strip()):
                return int(match.group(1))
            if style.outline is not None:
                return style.outline + 1 if style.outline < _LEVELS else None
        return None

    def is_contents(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph is a line of the table of contents."""
        return any(_CONTENTS_NAME.fullmatch(style.name.strip()) for style in self.chain(paragraph)[:1])


class WordNumbering:
    """The lists of one file, counting as its paragraphs are read in order."""

    def __init__(self, root: etree._Element | None, styles: WordStyles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, Numbered]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._tied: dict[tuple[str, str], int] = {}
        if root is not None:
            self._load(root)

    def number_of(self, paragraph: etree._Element) -> str:
        """The number that Word shows before the paragraph, counted on; empty where there is none."""
        num_id, level = self._place(paragraph)
        rule = self._levels.get(num_id or "", {}).get(level)
        if num_id is None or rule is None:
            return ""
        counts = self._counts.setdefault(self._abstract[num_id], [None] * _LEVELS)
        self._count(num_id, level, counts, rule)
        if rule.style == "bullet":
            return _BULLETS.get(rule.text, "")
        shown = _PRIVATE.sub(
            "", _PLACEHOLDER.sub(lambda at: self._shown(num_id, int(at[1]) - 1, counts, rule), rule.text)
        )
        return shown if not shown or rule.suffix == "nothing" or shown.endswith(_CLOSING) else f"{shown} "

    def _count(self, num_id: str, level: int, counts: list[int | None], rule: Numbered) -> None:
        override = self._starts[num_id].get(level)
        if override is not None and (num_id, level) not in self._begun:
            counts[level] = override
        else:
            now = counts[level]
            counts[level] = rule.start if now is None else now + 1
        self._begun.add((num_id, level))
        for deeper in range(level + 1, _LEVELS):
            below = self._levels[num_id].get(deeper)
            if below is None or below.restart is None or (below.restart > 0 and level < below.restart):
                counts[deeper] = None

    def _shown(self, num_id: str, level: int, counts: list[int | None], shown_in: Numbered) -> str:
        rule = self._levels[num_id].get(level)
        if rule is None:
            return ""
        now = counts[level]
        return written(rule.start if now is None else now, "decimal" if shown_in.legal else rule.style)

    def _place(self, paragraph: etree._Element) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, else the nearest of its styles."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        num_id = value(own.find(W + "numId")) if own is not None else None
        level = value(own.find(W + "ilvl")) if own is not None else None
        for style in self._styles.chain(paragraph):
            stated = style.num_level
            if num_id is None and style.num_id is not None:
                num_id = style.num_id
                # A list that is tied to styles says itself which of its levels a style is for.
                stated = self._tied.get((num_id, style.id), stated)
            if level is None and stated is not None:
                level = str(stated)
        place = number(level, 0)
        return (None if num_id == "0" else num_id), place if 0 <= place < _LEVELS else 0

    def _load(self, root: etree._Element) -> None:
        found = {value(element, "abstractNumId") or "": element for element in root.iterchildren(W + "abstractNum")}
        linked = {value(element.find(W + "styleLink")): name for name, element in found.items()}
        for element in root.iterchildren(W + "num"):
            num_id = value(element, "numId") or ""
            name = value(element.find(W + "abstractNumId")) or ""
            # A list by a list style: its levels stand with the style's own list.
            link = value(found[name].find(W + "numStyleLink")) if name in found else None
            name = linked.get(link, name) if link else name
            levels, starts = _levels_of(found[name]) if name in found else {}, {}
            for level in found[name].iterchildren(W + "lvl") if name in found else ():
                if style := value(level.find(W + "pStyle")):
                    self._tied[num_id, style] = number(value(level, "ilvl"), 0)
            for override in element.iterchildren(W + "lvlOverride"):
                place = number(value(override, "ilvl"), 0)
                levels.update(_levels_of(override))
                start = value(override.find(W + "startOverride"))
                if start is not None:
                    starts[place] = number(start, 1)
            self._levels[num_id], self._starts[num_id], self._abstract[num_id] = levels, starts, name


def _levels_of(element: etree._Element) -> dict[int, Numbered]:
    return {number(value(level, "ilvl"), 0): _numbered(level) for level in element.iterchildren(W + "lvl")}


def _numbered(level: etree._Element) -> Numbered:
    restart = value(level.find(W + "lvlRestart"))
    legal = level.find(W + "isLgl")
    return Numbered(
        style=value(level.find(W + "numFmt")) or "decimal",
        text=value(level.find(W + "lvlText")) or "",
        start=number(value(level.find(W + "start")), 0),
        restart=None if restart is None else number(restart, 0),
        suffix=value(level.find(W + "suff")) or "tab",
        legal=legal is not None and value(legal) not in ("0", "false"),
    )


def _style_of(element: etree._Element) -> Style:
    properties = element.find(W + "pPr")
    outline = value(properties.find(W + "outlineLvl")) if properties is not None else None
    numbered = properties.find(W + "numPr") if properties is not None else None
    num_level = value(numbered.find(W + "ilvl")) if numbered is not None else None
    return Style(
        id=value(element, "styleId") or "",
        name=value(element.find(W + "name")) or "",
        parent=value(element.find(W + "basedOn")),
        outline=None if outline is None else number(outline, _LEVELS),
        num_id=value(numbered.find(W + "numId")) if numbered is not None else None,
        num_level=None if num_level is None else number(num_level, 0),
    )


def _is_default_paragraph(style: etree._Element) -> bool:
    return value(style, "type") == "paragraph" and value(style, "default") in ("1", "true")


def _level(outline: str) -> int | None:
    level = number(outline, _LEVELS)
    return level + 1 if 0 <= level < _LEVELS else None
