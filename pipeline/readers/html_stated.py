"""What a page states about its document: the table of 索引号, 发文机关, 成文日期 …, by-lines and <meta> fields."""

import re
from collections.abc import Sequence

from lxml import etree

from pipeline.readers.html_flow import lines_of
from pipeline.readers.html_templates import Templates

Pairs = list[tuple[str, str]]
_BOXES = ("table", "ul", "ol", "dl", "div", "section")
_LONGEST = 3000
_FEWEST = 3
_FOREIGN_SHARE = 0.2
_LABEL = re.compile(
    r"[\[【〖]?\s*(?P<label>[\u4e00-\u9fff][\u4e00-\u9fff\s\u00a0\u3000]{0,24}?)\s*[\]】〗]?\s*[:：]\s*(?P<value>.*)",
    re.DOTALL,
)
_INNER_SPACE = re.compile(r"[\s\u00a0\u3000\[\]【】〖〗]+")


def take_stated(root: etree._Element, templates: Templates) -> Pairs:
    """The pairs of the page's metadata tables, which are taken out of the tree."""
    pairs: Pairs = []
    walk = etree.iterwalk(root, events=("start",), tag=_BOXES)
    found = []
    tried: set[str] = set()
    for _, box in walk:
        text = "".join("".join(map(str, box.itertext())).split())
        if len(text) > _LONGEST or text in tried:
            continue
        tried.add(text)
        if stated := _stated_in(box, templates):
            found.append(box)
            pairs.extend(stated)
            walk.skip_subtree()
    for box in found:
        remove(box)
    return pairs


def meta_pairs(root: etree._Element, templates: Templates) -> Pairs:
    """The <meta> fields that the guideline for government sites asks for."""
    return [
        (templates.meta[name], content)
        for meta in root.iter("meta")
        if (name := (meta.get("name") or "").lower()) in templates.meta
        if (content := (meta.get("content") or "").strip())
    ]


def byline_pairs(line: str, templates: Templates) -> Pairs:
    """The pairs of a line such as ``发布时间：2021-05-06 来源：市政府办公室``, empty where a line is something else."""
    parts = re.split(r"[\s\u00a0\u3000|｜]+(?=[\u4e00-\u9fff]{2,6}\s*[:：])", line)
    pairs = [_pair(part) for part in parts]
    known = [pair for pair in pairs if pair is not None and pair[0] in templates.byline]
    return known if known and len(known) == len(parts) and len(line) <= 120 else []


def remove(element: etree._Element) -> None:
    """Empties an element; the text behind it stays, and so does the break that a block makes."""
    element.clear(keep_tail=True)  # type: ignore[call-arg]  # the stubs lack it


def _stated_in(box: etree._Element, templates: Templates) -> Pairs:
    return read_pairs([line.text for line in lines_of(box)], templates)


def read_pairs(lines: Sequence[str], templates: Templates) -> Pairs:
    """Label and value pairs, if the lines are such pairs and hardly anything else; else nothing."""
    pairs: Pairs = []
    open_label, foreign, labels = False, 0, 0
    for line in lines:
        pair = _pair(line)
        bare = _INNER_SPACE.sub("", line)
        if pair is None and bare in templates.labels:
            pair = (bare, "")
        if pair is not None and pair[0] in templates.labels:
            pairs.append(pair)
            labels, open_label = labels + 1, not pair[1]
        elif open_label:
            pairs[-1] = (pairs[-1][0], line)
            open_label = False
        elif pairs:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]}\n{line}")
            foreign += 1
        else:
            return []
    return pairs if labels >= _FEWEST and foreign <= _FOREIGN_SHARE * labels else []


def _pair(line: str) -> tuple[str, str] | None:
    match = _LABEL.fullmatch(line)
    return (_INNER_SPACE.sub("", match["label"]), match["value"].strip()) if match else None
