"""Columns of figures to be reached (目标值, 2024年目标): a number in its cell, its unit beside it or in its head."""

from collections.abc import Iterable, Sequence

import regex

from extractors.rules import pattern_of
from extractors.shadow import shadow
from pipeline.table_grids import text_of
from schemas.document import Document
from schemas.mention import Comparator, Metric

_MOSTLY = 0.6
_IN_BRACKETS = regex.compile(r"\((?:单位:)?([^()\d:]{1,8})\)")
_SCALES = {"万": 10_000, "亿": 100_000_000, "千": 1000}
_SIGNS: dict[str, Comparator] = {"≥": ">=", "≧": ">=", "≤": "<=", "≦": "<=", ">": ">", "<": "<"}
_AT_LEAST = frozenset({"以上", "不低于", "不少于", "高于", "大于", "至少"})
_AT_MOST = frozenset({"以下", "以内", "不超过", "不高于", "低于", "小于", "控制在"})
VALUE = "columns.value"


def holds_numbers(document: Document, blocks: Iterable[int]) -> bool:
    """Do most cells that hold anything hold a number alone?"""
    texts = [text for index in blocks if (text := text_of(document, index))]
    numbers = sum(pattern_of("clauses", "number-alone").fullmatch(shadow(text)) is not None for text in texts)
    return bool(numbers) and numbers >= _MOSTLY * len(texts)


def unit_in(text: str) -> str:
    """The unit that a head or an indicator states in brackets: 目标值（万亩）; empty where it states none."""
    found = _IN_BRACKETS.findall(shadow(text))
    return found[-1].strip() if found else ""


def value_in(document: Document, index: int, units: Sequence[str], indicator: str) -> Metric | None:
    """The figure that a cell asks for, in the first unit of those known; ``None`` where it holds no number alone."""
    block = document.blocks[index]
    match = pattern_of("clauses", "number-alone").fullmatch(shadow(text_of(document, index)))
    if match is None:
        return None
    unit = (match["unit"] or "").strip() or next((unit for unit in units if unit), "")
    value = float(match["number"].replace(",", ""))
    if unit[:1] in _SCALES and unit not in ("千克", "千米", "千瓦", "千瓦时", "千伏"):
        value, unit = value * _SCALES[unit[0]], unit[1:]
    start, end = block.start, block.end
    op = _comparator(match["sign"] or "", match["behind"] or "")
    text = document.text[start:end]
    return Metric(start=start, end=end, text=text, op=op, value=value, unit=unit, indicator=indicator, rule=VALUE)


def _comparator(sign: str, behind: str) -> Comparator:
    if sign in _SIGNS:
        return _SIGNS[sign]
    said = {sign, behind}
    if said & _AT_LEAST:
        return ">="
    return "<=" if said & _AT_MOST else "~" if behind == "左右" else "="
