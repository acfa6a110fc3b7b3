"""Web pages of Chinese government sites: the document with title, metadata and tables, without the site."""

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.readers.clean import odd_notes, tidy, without_controls
from pipeline.readers.decoding import decode
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.html_body import find_body, names_of, prune
from pipeline.readers.html_flow import Line, lines_of, pieces_of, tag_of
from pipeline.readers.html_links import attachments_of
from pipeline.readers.html_stated import Pairs, byline_pairs, meta_pairs, take_stated
from pipeline.readers.html_tables import caption_of, cell_blocks, data_tables, hanzi_in
from pipeline.readers.html_templates import Templates, load_templates
from pipeline.readers.web_archive import is_message, page_of
from schemas.source import Place, RawBlock, Reading

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9_-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"<[?!]xml[^>]*>|<!\[CDATA\[|\]\]>", re.IGNORECASE)
_TOP_LINES = 15
_LONGEST_ERROR = 200
_TAIL_SHARE = 0.25
_TITLE_LABELS = ("标题", "信息名称", "文件名称", "文件标题", "公文名称", "名称")


def read_html(data: bytes) -> Reading:
    """The document on a web page. Raises ``UnreadableFile``."""
    templates = load_templates()
    data, carried = page_of(data) if is_message(data) else (data, ())
    root = _parse(data)
    meta, page_title = meta_pairs(root, templates), _page_title(root, templates)
    body = next(iter(root.iter("body")), root)
    prune(body, templates)
    stated = take_stated(body, templates)
    tables = data_tables(body)
    attachments = attachments_of(body, templates)
    found = find_body(body, tables, templates)
    title = _title(stated, body, found, meta, page_title, templates)
    blocks = _trimmed([block for element in found for block in _pieces(element, tables)], stated, templates)
    if title and _bare(title) not in _bare("".join(block.text for block in blocks[:_TOP_LINES])):
        blocks.insert(0, RawBlock(text=title, kind="heading", level=1))
    if not blocks:
        raise UnreadableFile("empty_file")
    in_table = any(block.kind == "cell" for block in blocks)
    if not in_table and (said := _error_said([page_title, *(block.text for block in blocks)], templates)):
        raise UnreadableFile("error_page", {"said": said})
    known = {label for label, _ in stated}
    stated += [pair for pair in meta if pair[0] not in known]
    placed = tuple(_placed(blocks))
    return Reading(
        kind="html",
        blocks=placed,
        stated=tuple(stated),
        attachments=(*attachments, *carried),
        notes=odd_notes((block.text, block.place) for block in placed),
    )


def _parse(data: bytes) -> etree._Element:
    declared = _CHARSET.search(data[:4096]) or _XML_ENCODING.search(data[:200])
    text = _DECLARATION.sub("", decode(data, declared.group(1).decode("ascii") if declared else None))
    # A page with two </html> goes on behind the first; only the last one ends it.
    text = re.sub(r"</(?:html|body)\s*>", "", without_controls(text), flags=re.IGNORECASE)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, recover=True)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableFile("damaged_file", {"kind": "html", "detail": str(error)}) from error
    if root is None:
        raise UnreadableFile("damaged_file", {"kind": "html", "detail": "no elements"})
    return root


def _error_said(lines: list[str], templates: Templates) -> str:
    """What a short page says that a server sent in place of the document: not found, log in, too many requests."""
    if sum(map(len, lines)) > _LONGEST_ERROR:
        return ""
    return next((line for line in lines if templates.matches("error", line.strip())), "")


def _page_title(root: etree._Element, templates: Templates) -> str:
    title = next(iter(root.iter("title")), None)
    named = templates.without_site(tidy("".join(map(str, title.itertext())))) if title is not None else ""
    return "" if _names_a_site(named) else named


def _title(
    stated: Pairs, body: etree._Element, found: list[etree._Element], meta: Pairs, page_title: str, templates: Templates
) -> str:
    """The document's title as the page gives it, for pages that have it outside the body.

    The metadata table is trusted first, then <meta>, then a heading before the body, last the <title>.
    """
    for label in _TITLE_LABELS:
        for pairs in (stated, meta):
            named = next((value for name, value in pairs if name == label), "")
            if hanzi_in(named) >= 4:
                return re.sub(r"\s*\n\s*", "", named)
    inside = set(found)
    for element in body.iter():
        if element in inside:
            break
        if tag_of(element) == "h1" or not templates.titles.isdisjoint(names_of(element)):
            text = "".join(line.text for line in lines_of(element))
            if 6 <= hanzi_in(text) <= 120 and (not page_title or _bare(text)[:8] in _bare(page_title)):
                return text
    return page_title if hanzi_in(page_title) >= 6 else ""


def _names_a_site(title: str) -> bool:
    return bool(re.search(r"(?:政府|网|网站|门户|首页|平台|频道|政务公开|信息公开)$", title))


def _pieces(element: etree._Element, tables: frozenset[etree._Element]) -> Iterator[RawBlock]:
    """Blocks of one container; cells carry 0 as the number of their table until all are placed."""
    if element in tables:
        yield from _table(element)
        return
    for piece in pieces_of(element, tables):
        if isinstance(piece, Line):
            kind = "heading" if piece.level else "paragraph"
            yield RawBlock.model_validate({"text": piece.text, "kind": kind, "level": piece.level})
        else:
            yield from _table(piece)


def _table(table: etree._Element) -> Iterator[RawBlock]:
    if caption := caption_of(table):
        yield RawBlock(text=caption)
    yield from cell_blocks(table, 0)


def _trimmed(blocks: list[RawBlock], stated: Pairs, templates: Templates) -> list[RawBlock]:
    """Without the furniture that stands inside the container: buttons, by-lines on top, what follows the end."""
    kept: list[RawBlock] = []
    total = sum(len(block.text) for block in blocks)
    seen = 0
    for block in blocks:
        seen += len(block.text)
        if block.kind != "cell":
            if total - seen <= _TAIL_SHARE * total and seen > total / 2 and templates.matches("tail", block.text):
                break
            if templates.matches("line", block.text):
                continue
            if len(kept) < _TOP_LINES and (pairs := byline_pairs(block.text, templates)):
                stated.extend(pairs)
                continue
        kept.append(block)
    return kept


def _placed(blocks: list[RawBlock]) -> Iterator[RawBlock]:
    """The blocks with their places: paragraphs counted outside tables, tables from 1."""
    paragraph = table = 0
    previous: Place | None = None
    for block in blocks:
        if block.kind != "cell":
            paragraph += 1
            place = Place(paragraph=paragraph)
        else:
            starts = previous is None or (block.place.row == 1 and block.place.column == 1)
            table += bool(starts)
            place = block.place.model_copy(update={"table": table})
        previous = block.place if block.kind == "cell" else None
        yield block.model_copy(update={"place": place})


def _bare(text: str) -> str:
    return "".join(text.split())
