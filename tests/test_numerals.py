"""Numerals read back: the whole of the small space, and the phrases of the genre."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.numerals import parse_number
from extractors.shadow import shadow

DIGITS = "零一二三四五六七八九"

NUMBERS = [
    ("1,200", 1200),
    ("1,234,567.5", 1234567.5),
    ("2.5", 2.5),
    ("5万", 50_000),
    ("1.13万", 11_300),
    ("3.5亿", 350_000_000),
    ("1.2万亿", 1_200_000_000_000),
    ("12亿3000万", 1_230_000_000),
    ("5千", 5000),
    ("3百", 300),
    ("5千万", 50_000_000),
    ("二十三", 23),
    ("两百", 200),
    ("十", 10),
    ("十万", 100_000),
    ("一百万", 1_000_000),
    ("一亿二千万", 120_000_000),
    ("三万零五十", 30_050),
    ("一百一十", 110),
    ("一百十", 110),
    ("二〇二〇", 2020),
    ("二○二○", 2020),
    ("二零二五", 2025),
    ("一九九八", 1998),
    ("○", 0),
    ("零", 0),
    ("半", 0.5),
    ("三点五", 3.5),
    ("九十九点九五", 99.95),
    ("两", 2),
    ("１２", 12),
    ("１．５万", 15_000),
]
NOT_NUMBERS = [
    "",
    "若干",
    "百",
    "千",
    "万",
    "亿",
    "百日",
    "三千五",
    "1,20",
    "1.2.3",
    "十十",
    "万万",
    "点五",
    "三点",
    "亿三",
    "二百千",
    "一万亿万",
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_reads(text: str, value: float) -> None:
    assert parse_number(shadow(text)) == value


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_leaves_alone(text: str) -> None:
    assert parse_number(text) is None


def chinese(number: int) -> str:
    """The textbook spelling of 1 to 9999."""
    out = ""
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            out += DIGITS[digit] + name
        elif out and number % place and not out.endswith("零"):
            out += "零"
    return out


def test_every_number_to_9999_reads_back() -> None:
    assert all(parse_number(chinese(number)) == number for number in range(1, 10_000))


def test_tens_lose_their_one() -> None:
    assert all(parse_number(chinese(number).removeprefix("一")) == number for number in range(10, 20))


def test_every_digit_string_reads_back() -> None:
    for number in range(1000, 10_000):
        assert parse_number("".join(DIGITS[int(digit)] for digit in str(number))) == number


@given(st.integers(1, 9999), st.sampled_from([("万", 10**4), ("亿", 10**8), ("万亿", 10**12)]))
def test_multipliers(number: int, unit: tuple[str, int]) -> None:
    assert parse_number(chinese(number) + unit[0]) == number * unit[1]
    assert parse_number(str(number) + unit[0]) == number * unit[1]
    assert parse_number(f"{number:,}{unit[0]}") == number * unit[1]


@given(st.text(alphabet="零○一二两三十百千万亿半点0123456789,. 个"))
def test_never_fails(text: str) -> None:
    value = parse_number(text)
    assert value is None or value >= 0
