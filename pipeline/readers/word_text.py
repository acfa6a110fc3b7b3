"""The text of one Word paragraph as a person sees it: insertions in, deletions and hidden text out."""

from collections.abc import Iterator

from lxml import etree

from pipeline.readers.word_xml import W

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TEXT_BOX = W + "txbxContent"
_LEFT_OUT = frozenset(
    W + name
    for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "rt", "sdtPr", "sdtEndPr")
) | {TEXT_BOX, _MC + "Fallback"}
_WRITTEN = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
# Check marks of Wingdings, the only symbols that carry a meaning in forms; by code without the private-use offset F000.
_SYMBOLS = {
    0x52: "☑",
    0xFE: "☑",
    0x53: "☒",
    0xFD: "☒",
    0xA8: "□",
    0x6F: "□",
    0xA3: "□",
    0xFC: "√",
    0xFB: "×",
    0x50: "√",
}


def text_of(paragraph: etree._Element) -> str:
    """The text of a paragraph without its automatic number and without the text boxes anchored in it."""
    return "".join(_pieces(paragraph))


def text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in a paragraph, each once."""
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element.tag == TEXT_BOX:
            yield element
        if element.tag == TEXT_BOX or element.tag in (W + "del", W + "moveFrom", _MC + "Fallback"):
            walk.skip_subtree()


def is_placeholder(control: etree._Element) -> bool:
    """Whether a content control shows only what to type there."""
    shown = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return shown is not None and shown.get(W + "val") not in ("0", "false", "off")


def mark_is_deleted(paragraph: etree._Element) -> bool:
    """Whether a tracked change joins this paragraph with the next."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        tag = element.tag
        if (
            tag in _LEFT_OUT
            or (tag == W + "r" and _is_hidden(element))
            or (tag == W + "sdt" and is_placeholder(element))
        ):
            walk.skip_subtree()
        elif tag in (W + "t", _MATH + "t"):
            yield element.text or ""
        elif tag in _WRITTEN:
            yield _WRITTEN[tag]
        elif tag == W + "br" and element.get(W + "type") in (None, "textWrapping"):
            yield "\n"
        elif tag == W + "sym":
            yield _symbol(element.get(W + "char") or "")


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(W + "val") not in ("0", "false", "off")


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        number -= 0xF000
    if number in _SYMBOLS:
        return _SYMBOLS[number]
    return chr(number) if 0xFF < number < 0xD800 else ""
