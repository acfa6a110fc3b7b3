"""Bytes to text for the files of Chinese government bodies.

Pages that say gb2312 are GB18030 (GB 18030-2022 contains GBK and GB 2312); Notepad's "Unicode" is UTF-16. Valid
UTF-8 with characters beyond ASCII is practically never anything else; the rest is decided by how much of the decoded
text is everyday Chinese: level 1 of GB 2312 (its 3,755 most frequent characters) and the punctuation.
"""

import codecs

from charset_normalizer import from_bytes

from pipeline.readers.errors import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5")
_SAMPLE = 200_000
_PLAUSIBLE = 0.6
_GB = frozenset({"gb2312", "gbk", "gb-2312", "gb_2312-80", "cp936", "x-gbk", "hz-gb-2312"})


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of ``data``. ``declared`` is what the file says of itself, believed only when it decodes.

    Raises ``UnreadableFile('unreadable_encoding')``.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace").lstrip("\ufeff")
    text = _strictly(data, "utf-8")
    if text is not None and "\x00" not in text:
        return text
    text = _strictly(data, _named(declared)) if declared else None
    if text is not None and _everyday(text) >= _PLAUSIBLE:
        return text
    return _most_plausible(data)


def _named(declared: str) -> str:
    name = declared.strip().strip("\"'").lower()
    return "gb18030" if name in _GB else name


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None


def _most_plausible(data: bytes) -> str:
    decoded = [data.decode(encoding, errors="replace") for encoding in _CANDIDATES]
    score, place = max((_everyday(text), -order) for order, text in enumerate(decoded))
    if score >= _PLAUSIBLE:
        return decoded[-place]
    best = from_bytes(data[:_SAMPLE]).best()
    text = _strictly(data, best.encoding) if best is not None else None
    if text is None or _everyday(text) < _PLAUSIBLE:
        raise UnreadableFile("unreadable_encoding")
    return text


def _everyday(text: str) -> float:
    """The share of characters that everyday Chinese or English text is made of; broken ones count three times."""
    sample = text[:_SAMPLE]
    if not sample:
        return 1.0
    good = sum(map(_is_everyday, sample))
    return good / (len(sample) + 2 * sample.count("\ufffd"))


def _is_everyday(char: str) -> bool:
    if char < "\x7f":
        return char >= " " or char in "\t\r\n\f"
    try:
        first = char.encode("gb2312")[0]
    except UnicodeError:
        return False
    return first <= 0xA3 or 0xB0 <= first <= 0xD7
