"""Numbers as government documents write them, read into plain values.

Arabic with separators and decimals (1,200.5), Chinese numerals (二十三, 两百, 三点五), digit strings (二○二○), 半,
and the multipliers 百 千 万 亿 after either (5千, 1.2万亿, 一亿二千万). Numerals follow GB/T 15835-2011
(出版物上数字用法);
what it does not allow (三千五 for 3500, 百 alone) reads as ``None``, never as a guess.

>>> parse_number("1.13万")
11300.0
>>> parse_number("二○二○")
2020.0
>>> parse_number("若干") is None
True
"""

from decimal import Decimal

import regex

_SPELLINGS = ("零○〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGIT = {char: value for value, chars in enumerate(_SPELLINGS) for char in chars}
_ONE = "[" + "".join(char for char, value in _DIGIT.items() if value) + "]"
_ZERO = "[零○〇]"

_ARABIC = regex.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)([十百千]?)")
_DIGITS = regex.compile(f"(?:{_ONE}|{_ZERO})+")
_PLACES = regex.compile(
    f"(?:({_ONE})[千仟])?(?:{_ZERO}?({_ONE})[百佰])?"
    f"(?:(?:{_ZERO}?({_ONE})|(?<!{_ZERO}))[十拾])?"
    f"(?:(?:^|(?<=[十拾])|{_ZERO})({_ONE}))?"
)
_FACTOR = {"": 1, "十": 10, "百": 100, "千": 1000}
_LARGE = (("亿", Decimal(10**8)), ("万", Decimal(10**4)))


def parse_number(text: str) -> float | None:
    """The value of a numeral, ``None`` where the whole of ``text`` is not one."""
    value = _large(text.strip())
    return None if value is None else float(value)


def _large(text: str) -> Decimal | None:
    """A numeral that may hold 亿 and 万; Decimal, since 1.13 × 10000 is not 11300 in floating point."""
    for mark, factor in _LARGE:
        head, found, tail = text.rpartition(mark)
        if found:
            above = _large(head)
            below = _large(tail) if tail else Decimal(0)
            return None if above is None or below is None or below >= factor else above * factor + below
    return _small(text)


def _small(text: str) -> Decimal | None:
    """A numeral without 万 and 亿."""
    if match := _ARABIC.fullmatch(text):
        return Decimal(match[1].replace(",", "")) * _FACTOR[match[2]]
    if text == "半":
        return Decimal("0.5")
    whole, point, decimals = text.partition("点")
    if point:
        above = _small(whole)
        return None if above is None or not _DIGITS.fullmatch(decimals) else above + Decimal("0." + _spelt(decimals))
    if _DIGITS.fullmatch(text):
        return Decimal(_spelt(text))
    return _places(text)


def _spelt(text: str) -> str:
    return "".join(str(_DIGIT[char]) for char in text)


def _places(text: str) -> Decimal | None:
    """一千二百零三, 二十三, 十."""
    match = _PLACES.fullmatch(text)
    if match is None or not text:
        return None
    thousands, hundreds, tens, ones = (_DIGIT[char] if char else 0 for char in match.groups())
    if not tens and ("十" in text or "拾" in text):
        tens = 1
    return Decimal(thousands * 1000 + hundreds * 100 + tens * 10 + ones)
