"""Where the document stands on a page: known containers, else the smallest element with nearly all text."""

import re

from lxml import etree

from pipeline.readers.html_flow import INLINE, tag_of
from pipeline.readers.html_stated import remove
from pipeline.readers.html_tables import hanzi_in
from pipeline.readers.html_templates import Templates

_NEVER_SHOWN = (
    *("script", "style", "noscript", "template", "iframe", "object", "embed", "svg"),
    *("select", "option", "textarea", "button"),
)
_FURNITURE = ("nav", "header", "footer", "form", "aside", "map")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_DROPPED = 0.4
_CONTAINER_SHARE = 0.5
_DESCENT_SHARE = 0.9
_FEWEST_HANZI = 12

Masses = dict[etree._Element, int]


def masses_of(root: etree._Element) -> Masses:
    """The number of Chinese characters outside links below each element."""
    masses: Masses = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        below = sum(masses.get(child, 0) + hanzi_in(child.tail) for child in element)
        masses[element] = 0 if tag_of(element) == "a" else below + hanzi_in(element.text)
    return masses


def prune(root: etree._Element, templates: Templates) -> None:
    """Takes out what is no part of any document: scripts, hidden elements, menus, share bars.

    A wrapper that goes by such a name or is hidden until a script shows it, but holds much of the page, stays.
    """
    etree.strip_elements(root, *_NEVER_SHOWN, with_tail=False)
    masses = masses_of(root)
    most = _MOST_DROPPED * masses[root]
    walk = etree.iterwalk(root, events=("start",))
    dropped = []
    for _, element in walk:
        if element is not root and masses[element] <= most and _is_furniture(element, templates):
            dropped.append(element)
            walk.skip_subtree()
    for element in dropped:
        remove(element)


def names_of(element: etree._Element) -> list[str]:
    """An element's id and classes in lower case."""
    return [name.lower() for name in f"{element.get('id') or ''} {element.get('class') or ''}".split()]


def find_body(root: etree._Element, tables: frozenset[etree._Element], templates: Templates) -> list[etree._Element]:
    """The elements that hold the document, in reading order."""
    masses = masses_of(root)
    for names in templates.containers:
        found = _outermost(root, names)
        held = sum(masses[element] for element in found)
        if held and held >= _CONTAINER_SHARE * masses[root]:
            return [element for element in found if masses[element] or element in tables]
    return _densest(root, masses, tables)


def _is_furniture(element: etree._Element, templates: Templates) -> bool:
    tag = tag_of(element)
    if tag in _FURNITURE or element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    return tag not in INLINE and any(templates.matches("drop", name) for name in names_of(element))


def _outermost(root: etree._Element, names: frozenset[str]) -> list[etree._Element]:
    found = []
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if not names.isdisjoint(names_of(element)):
            found.append(element)
            walk.skip_subtree()
    return found


def _densest(root: etree._Element, masses: Masses, tables: frozenset[etree._Element]) -> list[etree._Element]:
    """Down from the root for as long as one child holds nearly all; never into paragraphs or a table of data.

    What stands beside that child and is prose or a table (an annex, a signature) is kept with it.
    """
    node = root
    before: list[etree._Element] = []
    behind: list[etree._Element] = []
    least = _DESCENT_SHARE * masses[root]
    while least:
        heavy = next((child for child in node if masses[child] >= least and tag_of(child) not in INLINE), None)
        if heavy is None or heavy in tables or tag_of(heavy) in ("p", "pre", "li"):
            break
        kept = [child for child in node if child is heavy or _is_document(child, masses, tables)]
        before += kept[: kept.index(heavy)]
        behind[:0] = kept[kept.index(heavy) + 1 :]
        node = heavy
    return [*before, node, *behind]


def _is_document(element: etree._Element, masses: Masses, tables: frozenset[etree._Element]) -> bool:
    """Whether an element beside the body belongs to it: it has sentences, or a table of data."""
    if masses[element] >= _FEWEST_HANZI and "。" in "".join(map(str, element.itertext())):
        return True
    return any(table in tables for table in element.iter("table"))
