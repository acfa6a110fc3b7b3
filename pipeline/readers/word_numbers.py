"""The numbers that Word writes by itself: 一、 （二） 3. 第四条 … as text.

Number formats are those of ECMA-376 Part 1, 17.18.59 (ST_NumberFormat) that Chinese documents use.
"""

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_MOST = 32767


def counted(number: int, digits: str = _DIGITS, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """A number in counting style: 十二, 二十, 一百零三; beyond 9999 in digits.

    >>> [counted(n) for n in (1, 10, 12, 20, 101, 110)]
    ['一', '十', '十二', '二十', '一百零一', '一百一十']
    """
    if not 0 < number < 10_000:
        return str(number)
    written, gap = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            written += (digits[0] if gap and written else "") + digits[digit] + units[power]
        gap = not digit
    return written[1:] if written.startswith(digits[1] + units[1]) and units[1] == "十" else written


def _circled(number: int) -> str:
    if 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if 21 <= number <= 35:
        return chr(0x3251 + number - 21)
    return chr(0x32B1 + number - 36) if 36 <= number <= 50 else str(number)


def _enclosed(first: int, number: int) -> str:
    return chr(first + number - 1) if 1 <= number <= 20 else str(number)


def _letters(number: int) -> str:
    """A … Z, AA, BB … as Word counts on."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written


def _from_row(row: str, number: int) -> str:
    return row[number - 1] if 1 <= number <= len(row) else str(number)


def _digit_by_digit(number: int) -> str:
    return "".join("○一二三四五六七八九"[int(digit)] for digit in str(number))


def _legal(number: int) -> str:
    return counted(number, _LEGAL_DIGITS, ("", "拾", "佰", "仟"))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + d: 0xFF10 + d for d in range(10)}),
    "decimalFullWidth2": lambda number: str(number).translate({ord("0") + d: 0xFF10 + d for d in range(10)}),
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": counted,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": lambda number: _from_row(_STEMS, number),
    "ideographZodiac": lambda number: _from_row(_BRANCHES, number),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: _enclosed(0x2474, number),
    "decimalEnclosedFullstop": lambda number: _enclosed(0x2488, number),
    "ideographEnclosedCircle": lambda number: _from_row("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", number),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "none": lambda number: "",
}


def written(number: int, style: str) -> str:
    """A number in one of Word's formats; in digits where the format is not known."""
    return FORMATS.get(style, str)(min(max(number, 0), _MOST))
