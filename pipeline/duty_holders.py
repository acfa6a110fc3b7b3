"""Whoever a list of duties is about that no table of departments knows: 广播站：每天播放…, （三）护林员.

Such a list shows itself: its heading says so (四、工作职责), what follows a name is 负责…, or another name of the same
run of paragraphs is known (派出所：…, 广播站：…). What follows is in any case a predicate: 组长：张某 is none.
"""

import regex

from extractors.names import parse_list
from extractors.rules import any_of, load_rules, pattern_of
from pipeline.section_tree import SectionTree
from pipeline.units import trim
from schemas.document import Section
from schemas.mention import Department

_OF_DUTIES = regex.compile(r"职责|职能|(?:任务|责任|工作|部门|职能)分[工解]|(?:责任|任务)(?:落实)?到[人岗]")
_CHARGED = regex.compile(r"[ \t]*(?:主要|具体|全面|统一)?(?:负责(?!人|同志)|牵头(?!单位|部门|人)|承担|协助|配合)")
WITH_PERSON = regex.compile(r"\((?:第一|直接|主要)?(?:责任|负责|联系|分管)(?:人|领导):(?P<who>[^()]*)\)[ 。]*$")
_ENDS_OF_UNITS = "组科室站所部委局处办队院会员长心"
_LONGEST = 24
_LOOKS_BACK = 4


class DutyHolders:
    """Finds who a label or a heading names, by where it stands."""

    def __init__(self, text: str, shadowed: str, tree: SectionTree, title: str = "") -> None:
        self._by_title = _OF_DUTIES.search(title) is not None
        self._text = text
        self._shadow = shadowed
        self._tree = tree

    def at(self, start: int, end: int, follows: int, *, listed: bool = False) -> list[Department]:
        """Who a label from ``start`` to ``end`` names, empty where it names nobody or no duties follow.

        ``listed`` says that a name beside it in the same list is known.
        """
        words = self._name(start, end)
        if words is None or not self._acts(*words) or not self._predicate(follows):
            return []
        charged = _CHARGED.match(self._shadow, follows) is not None
        general = pattern_of("actors", "of-no-place").fullmatch(self._shadow, *words) is not None
        if not (charged or self._among_duties(start) or (listed and not general)):
            return []
        said = self._text[words[0] : words[1]]
        names = parse_list(said, words[0])
        if len(names) == 1 and "(" in self._shadow[words[0] : words[1]]:  # 各村（居）民委员会
            return [names[0].model_copy(update={"start": words[0], "end": words[1], "text": said, "name": said})]
        return names

    def opens(self, section: Section) -> bool:
        """Does a list or a predicate follow a heading without a number: 县教育局 / （一）新建…, 县公安局 / 负责…?"""
        begin = self._after(section.heading_end)
        if self._shadow[max(0, section.start - _LOOKS_BACK) : section.start].rstrip()[-1:] in ("、", ",", ":"):
            return False  # the list of a label goes on: 责任单位:县交通局、
        if section.kind != "heading" or begin >= section.end:
            return False
        return any_of("numbering").match(self._shadow, begin) is not None or self._predicate(begin)

    def _name(self, start: int, end: int) -> tuple[int, int] | None:
        """The words of a label or heading without its number and its colon."""
        words = trim(self._shadow, start, end)
        number = any_of("numbering").match(self._shadow, *words) if words else None
        words = trim(self._shadow, number.end(), words[1]) if words and number else words
        stop = words[1] if words else end
        while words and stop > words[0] and self._shadow[stop - 1] in ":。 \t":
            stop -= 1
        if words and (bracket := WITH_PERSON.search(self._shadow, words[0], stop)):
            stop = bracket.start()
        return (words[0], stop) if words and 0 < stop - words[0] <= _LONGEST else None

    def _acts(self, start: int, end: int) -> bool:
        if not pattern_of("actors", "duty-holder").fullmatch(self._shadow, start, end):
            return False
        if pattern_of("actors", "not-an-actor").fullmatch(self._shadow, start, end):
            return False
        unit = self._shadow[end - 1] in _ENDS_OF_UNITS  # 宣传办, 管理所 are none though they begin as a verb does
        return unit or pattern_of("predicates", "verb").match(self._shadow, start, end) is None

    def _predicate(self, position: int) -> bool:
        """Does a predicate begin there, or the first item of several?"""
        begin = self._after(position)
        number = any_of("numbering").match(self._shadow, begin)
        begin = number.end() if number else begin
        adverb = pattern_of("clauses", "adverb").match(self._shadow, begin)
        places = {begin, adverb.end() if adverb else begin}
        rules = [rule.compiled() for rule in load_rules("predicates") if rule.means != "not"]
        return any(rule.match(self._shadow, at) for at in places for rule in rules)

    def _after(self, position: int) -> int:
        while position < len(self._shadow) and self._shadow[position] in " \t\n。:":
            position += 1
        return position

    def _among_duties(self, position: int) -> bool:
        above = (s for s in self._tree.chain(position) if s.heading_end <= position and s.heading_start < s.heading_end)
        headings = [self._shadow[s.heading_start : s.heading_end] for s in above]
        return self._by_title or any(_OF_DUTIES.search(heading) for heading in headings[:2])
