"""The files that a page offers as its attachments: links to documents, or links that call themselves 附件."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from lxml import etree

from pipeline.readers.clean import tidy
from pipeline.readers.html_tables import hanzi_in
from pipeline.readers.html_templates import Templates

_DOCUMENT = re.compile(r"\.(?:docx?|wps|rtf|xlsx?|et|csv|pdf|ofd|ceb|pptx?|dps|zip|rar|7z)$", re.IGNORECASE)
_CALLED = re.compile(r"附\s*(?:件|表|录)\s*[\d一二三四五六七八九十]{0,3}\s*(?:[:：.、．]|$)")
_SHORT = 100


def attachments_of(root: etree._Element, templates: Templates) -> tuple[str, ...]:
    """The names of the attachments in the order of the page, each once.

    A link is named by its text, else by its title or its file. Buttons (下载 PDF) and links to other pages are none.
    """
    return tuple(dict.fromkeys(_names(root, templates)))


def _names(root: etree._Element, templates: Templates) -> Iterator[str]:
    for link in root.iter("a"):
        path = unquote(_path_of(link.get("href") or ""))
        shown = tidy("".join("".join(map(str, link.itertext())).split()))
        if len(shown) > _SHORT or not path or not (_DOCUMENT.search(path) or _CALLED.match(shown)):
            continue
        if shown and templates.matches("line", shown):
            continue
        candidates = (shown, tidy(link.get("title") or ""), path.rsplit("/", 1)[-1])
        yield next((name for name in candidates if hanzi_in(name) >= 2), candidates[-1])


def _path_of(address: str) -> str:
    """The path of an address, empty for one that leads nowhere (javascript:, a place on the page, a broken one)."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return parts.path if parts.scheme in ("", "http", "https", "file", "ftp") else ""
