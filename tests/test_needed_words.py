"""What is read off a pattern must hold of every match of it."""

import pytest

from extractors.needed_words import first_chars, guarded, known_of, needed_words

NEEDED = [
    # pattern                              one of each stands in every match
    ("月底前", ["月底前"]),
    ("6月(?:底|末)?前", ["6月前 6月底前 6月末前"]),
    ("(?:不迟于|最迟于?).{0,3}月", ["不迟于 最迟", "月"]),
    ("(?P<n>[一二]月)+(?!份)", ["一月 二月"]),
    (r"\d{1,3}(?:个|名)(?=企业)", ["企业", "个 名"]),
    ("(?<=由).*负责", ["负责"]),
    ("全部|一半|[^,]{2}", []),
    ("完成?", ["完"]),
    ("(?:完成)?", []),
    ("(?i)a月", []),
    (r"[\p{Han}--[的]]月", []),
]
BEGINNINGS = [
    ("月|日", "月日"),
    ("(?:于|在)?月", "于在月"),
    ("(?<!年)[上下]旬", "上下"),
    ("[^,]月", None),
    (r"\d月", None),
    ("(?:于|在)?", None),
]


@pytest.mark.parametrize(("pattern", "needed"), NEEDED)
def test_words_that_every_match_needs(pattern: str, needed: list[str]) -> None:
    assert [" ".join(sorted(words)) for words in needed_words(known_of(pattern, {}))] == needed


@pytest.mark.parametrize(("pattern", "chars"), BEGINNINGS)
def test_characters_that_a_match_begins_with(pattern: str, chars: str | None) -> None:
    assert first_chars(known_of(pattern, {})) == (None if chars is None else set(chars))


def test_a_macro_is_known_by_its_name() -> None:
    known = known_of("<day>前", {"day": known_of("[日号]", {})})
    assert needed_words(known) == (frozenset({"日前", "号前"}),)


GUARDED = [
    # pattern                              with a look at the first character before five alternatives in a row
    ("甲|乙|丙|丁|[-~]", r"(?=[\-~丁丙乙甲])(?:甲|乙|丙|丁|[-~])"),
    ("甲|乙|丙", "甲|乙|丙"),
    (".组|甲|乙|丙|丁|戊?己", ".组|(?=[丁丙乙己戊甲])(?:甲|乙|丙|丁|戊?己)"),
    ("(?<=甲|乙|丙|丁|戊)月", "(?<=甲|乙|丙|丁|戊)月"),
    ("(?:甲|乙|丙|丁|戊){1,3}月", "(?:(?=[丁丙乙戊甲])(?:甲|乙|丙|丁|戊)){1,3}月"),
]


@pytest.mark.parametrize(("pattern", "written"), GUARDED)
def test_many_alternatives_are_tried_where_one_can_begin(pattern: str, written: str) -> None:
    assert guarded(pattern, {}) == written
