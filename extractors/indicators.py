"""What is measured: the noun phrase before a comparator (自来水普及率达到90%), or behind a measure word (11个专责小组).

The words that are no part of it stand in ``[indicators]`` of ``tables/metrics.toml``.
"""

from functools import cache

import regex

from extractors.metric_words import REACH, entry, pattern, without_brackets

_EDGES = " \t\u3000,“”\"'"
_PHRASE_START = regex.compile(r"[,;。:、!?\n(]")
_PHRASE_END = regex.compile(r"[,;。:!?\n()]|、|和(?=[^,;。]*\d)|并(?!网)")
_CHAINED = regex.compile(r"、\d[^,;。:、\n]{0,10}?的")
_DATE = regex.compile(r"(?:到|至|在|于)?(?:\d{4}年|今年|明年|全年|当年)?(?:\d{1,2}月)?(?:年?[底末内前]|份|之前|以前)*")
_DIGIT = regex.compile(r"\d")
# 支付比例提高5个百分点,达到65%: the clause before ends in a target of its own
_TARGET = regex.compile(r"(?<=.)(?:提高|提升|增长|增加|下降|降低|减少|达到|不低于|不超过)[^,]{0,12}\d.*$")


@cache
def _verb() -> "regex.Pattern[str]":
    return regex.compile(f"用于|{'|'.join(entry('governors', kind) for kind in ('found', 'make'))}")


@cache
def _up_to_verb() -> "regex.Pattern[str]":
    verbs = "|".join(entry("governors", kind) for kind in ("found", "make", "pay"))
    return regex.compile(f"^.*(?:{verbs})(?!的)(?=.)")


def find_indicator(text: str, shadowed: str, start: int, end: int, *, behind: bool, counted: bool = False) -> str:
    """The phrase measured by the number at ``start``:``end``; for counts and limits look behind the number first."""
    before, after = _phrase_before(shadowed, start), _phrase_after(shadowed, end)
    # 投资3000万元建设基地: it is not the 基地 that is counted
    paid = shadowed[end - 1] == "元" and _verb().match(after)
    if counted and (not after or paid):
        counted_thing = _up_to_verb().sub("", before)
        before, after = (counted_thing if len(counted_thing) > 1 else before), ""  # 固定资产投资在 is measured
    phrase = (after or before) if behind else (before or after)
    place = shadowed.find(phrase, max(0, start - REACH))
    return text[place : place + len(phrase)] if place >= 0 else phrase


def _phrase_after(shadowed: str, end: int) -> str:
    window = shadowed[end : end + REACH]
    if chained := _CHAINED.match(window):
        window = window[chained.end() :]
    stop = _PHRASE_END.search(window)
    phrase = (window[: stop.start()] if stop else window).lstrip(" 的")
    return "" if phrase.startswith(("以", "左右")) else _trimmed(phrase)


def _phrase_before(shadowed: str, start: int) -> str:
    window = _trimmed(shadowed[max(0, start - REACH) : start])
    stops = [stop.end() for stop in _PHRASE_START.finditer(without_brackets(window))]
    phrase = window[stops[-1] :] if stops else window
    if stops and window[stops[-1] - 1] == "、":
        phrase = _whole_list(window, stops)
    phrase = pattern("indicators", "tail").sub("", _TARGET.sub("", phrase))
    lead = pattern("indicators", "lead", "^{}").match(phrase)
    named = _trimmed(phrase[lead.end() :] if lead else "") or _trimmed(phrase)
    return "" if _DATE.fullmatch(named) else named


def _trimmed(phrase: str) -> str:
    """Without blanks and quotation marks around it, but for a mark whose other one stays: “双师型”教师."""
    bare = phrase.strip(_EDGES)
    begin = phrase.find(bare)
    opened = bare.count("“") - bare.count("”")
    if opened < 0 and phrase[begin - 1 : begin] == "“":
        return phrase[begin - 1 : begin + len(bare)]
    end = begin + len(bare)
    return phrase[begin : end + 1] if opened > 0 and phrase[end : end + 1] == "”" else bare


def _whole_list(window: str, stops: list[int]) -> str:
    """脱贫户、监测对象开展走访: a list joined by 、 is one phrase, unless its members carry numbers of their own."""
    clause_stops = [stop for stop in stops if window[stop - 1] != "、"]
    clause = window[clause_stops[-1] :] if clause_stops else window
    head, _, last = clause.rpartition("、")
    return last if _DIGIT.search(head) else clause
