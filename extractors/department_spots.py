"""Spots: where the words of the table, levels and places stand in one text, found once for all forms.

One automaton finds every word of every list in a single pass; the grammar of a form then runs only where its head
stands. A spot is a start with the ends that are possible from there, the preferred one first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property

import regex
from ahocorasick_rs import AhoCorasick

from extractors.department_table import word_lists, words

Ends = Sequence[int]
Spot = Mapping[int, Ends]

# lists that heads of forms, needs of forms or places use; the others stand in patterns only
_SPOTTED = (
    "function", "function_word", "full_name", "bare", "central", "short", "organ", "general", "realm", "each",
    "each_realm", "relevant_word", "post", "leader", "verb", "cue", "no_place", "false_place", "no_place_at_all",
    "body", "weak_organ", "taskforce", "sub_word", "zone_organ", "actor_word", "class_organ", "class_word",
    "company_organ", "post_word", "opening", "relevant_level", "town_function", "inner_office",
    "central_place", "corps", "important", "our",
)  # fmt: skip
_SEGMENT, _SEGMENTS = 6, 3
_NO_START = frozenset("照送求时为以使于至需又也仍均每")


@cache
def _automaton() -> tuple[AhoCorasick, tuple[tuple[str, ...], ...]]:
    """All words of the spotted lists, and the lists that each belongs to."""
    lists: dict[str, list[str]] = {}
    for name in _SPOTTED:
        for word in word_lists()[name]:
            lists.setdefault(word, []).append(name)
    return AhoCorasick(list(lists)), tuple(tuple(names) for names in lists.values())


@cache
def _boundary() -> "regex.Pattern[str]":
    """The beginning of a run of letters where a name may begin with it; the rest of the run is passed over."""
    return regex.compile(rf"(?:(?![{''.join(sorted(_NO_START))}]|进(?![贤出]))(\p{{Han}})|[\p{{Han}}\w])[\p{{Han}}\w]*")


@cache
def _is_place_char(char: str) -> bool:
    return bool(words("place_char").fullmatch(char))


@cache
def _is_han(char: str) -> bool:
    return bool(regex.fullmatch(r"\p{Han}", char))


class Spots:
    """The spots of one text, by the name of a list or of a part of names."""

    def __init__(self, shadowed: str) -> None:
        self.shadowed = shadowed
        self._found: dict[str, dict[int, list[int]]] = {name: {} for name in _SPOTTED}
        automaton, lists = _automaton()
        found = self._found
        for index, start, end in automaton.find_matches_as_indexes(shadowed, overlapping=True):
            for name in lists[index]:
                found[name].setdefault(start, []).append(end)

    def of(self, name: str) -> Spot:
        """The spots of a list, or of ``left``, ``place``, ``prefix``, ``ranked`` or ``function_organ``."""
        spot: Spot = self._longest_first(name) if name in self._found else getattr(self, name)
        return spot

    @cached_property
    def _sorted(self) -> dict[str, Spot]:
        return {}

    def _longest_first(self, name: str) -> Spot:
        if name not in self._sorted:
            for ends in self._found[name].values():
                if len(ends) > 1:
                    ends.sort(reverse=True)
            self._sorted[name] = self._found[name]
        return self._sorted[name]

    def near(self, name: str, within: int) -> bytearray:
        """For each place in the text, whether a word of a list or a macro begins at most ``within`` characters on."""
        if (name, within) not in self._near:
            self._near[name, within] = self._mask(name, within)
        return self._near[name, within]

    @cached_property
    def _near(self) -> dict[tuple[str, int], bytearray]:
        return {}

    def _mask(self, name: str, within: int) -> bytearray:
        text = self.shadowed
        spot: Iterable[int] = self._found.get(name, ())
        if name not in self._found:
            spot = (match.start() for match in words(name).finditer(text))
        mask = bytearray(len(text) + 1)
        for start in spot:
            begin = max(0, start - within)
            mask[begin : start + 1] = b"\x01" * (start + 1 - begin)
        return mask

    @cached_property
    def left(self) -> Spot:
        """Where a name may begin that no list holds: after what is no ideograph, or after 由, 向, 会同 …"""
        text, verbs = self.shadowed, self._found["verb"]
        starts = {match.start() for match in _boundary().finditer(text) if match[1]}
        behind = {
            end for spots in (self._found["cue"], verbs) for ends in spots.values() for end in ends if end < len(text)
        }
        starts.update(at for at in behind - starts if self._begins(at))
        return {at: (at,) for at in starts - verbs.keys()}

    def _begins(self, at: int) -> bool:
        char, before, after = self.shadowed[at], self.shadowed[at - 1 : at], self.shadowed[at + 1 : at + 2]
        if char in _NO_START or not _is_han(char):
            return False
        return not (char == "进" and after not in ("贤", "出")) and not (char == "当" and before == "应")

    @cached_property
    def level(self) -> Spot:
        """省, 市, 县 …"""
        return {match.start(): (match.end(),) for match in words("level").finditer(self.shadowed, overlapped=True)}

    @cached_property
    def place(self) -> Spot:
        """江城市, 江城市清水区 …: all ends, those of the longest chain first."""
        ends = {match.start(): match.end() for match in words("place_end").finditer(self.shadowed, overlapped=True)}
        near = {at - back for at in ends for back in range(1, _SEGMENT + 1)}
        barred = self._found["false_place"].keys() | self._found["no_place_at_all"].keys()
        spots = {}
        for at in near:
            if at in self.left and at not in barred:
                found = tuple(dict.fromkeys(self._place_ends(at, ends, 1)))
                if found:
                    spots[at] = found
        return spots

    def _place_ends(self, at: int, ends: Mapping[int, int], depth: int) -> Iterator[int]:
        for stop in range(at + 1, min(at + _SEGMENT, len(self.shadowed) - 1) + 1):
            if not _is_place_char(self.shadowed[stop - 1]) or stop - 1 in self._found["no_place"]:
                return
            end = ends.get(stop)
            if end is not None:
                if depth < _SEGMENTS:
                    yield from self._place_ends(end, ends, depth + 1)
                yield end

    @cached_property
    def prefix(self) -> Spot:
        """A place or a level."""
        joined = dict(self.level)
        for at, ends in self.place.items():
            joined[at] = (*ends, *joined[at]) if at in joined else ends
        return joined

    @cached_property
    def ranked(self) -> Spot:
        """各县级, 市直, 各级, 各市、县(市、区) …"""
        general, prefix, text = self.of("general"), self.prefix, self.shadowed
        plain: dict[int, list[int]] = {}
        for at in general.keys() | prefix.keys():
            ends = (*prefix.get(at, ()), *general.get(at, ()))
            plain[at] = [more for end in ends for more in ((end + 1, end) if text[end : end + 1] in "级直" else (end,))]
        for at in self._found["each"]:
            if at + 1 in plain:
                plain[at] = [*plain[at + 1], *plain.get(at, ())]
        for at, region in self.region.items():
            plain[at] = [*region, *plain.get(at, ())]
        return plain

    @cached_property
    def region(self) -> Spot:
        """各市、县(市、区), 市县(区), 县级以上人民政府 …"""
        return {match.start(): (match.end(),) for match in words("region").finditer(self.shadowed)}

    @cached_property
    def function_organ(self) -> Spot:
        """教育局, 扶贫和移民工作局, 科技和经信局 …: a function, or two joined by 和, with an organ."""
        organs, functions = self.of("organ"), self.of("function")
        joined = {}
        for at, ends in functions.items():
            found = [stop for end in ends for stop in organs.get(end, ())]
            seconds = [
                more for end in ends if self.shadowed[end : end + 1] == "和" for more in functions.get(end + 1, ())
            ]
            found += [stop for end in seconds for stop in organs.get(end, ())]
            if found:
                joined[at] = sorted(set(found), reverse=True)
        return joined

    @cached_property
    def organ_name(self) -> Spot:
        """An organ as the table names it, or a function with an organ."""
        named = self.of("full_name")
        joined = dict(self.function_organ)
        for at, ends in named.items():
            joined[at] = sorted({*ends, *joined.get(at, ())}, reverse=True)
        return joined
