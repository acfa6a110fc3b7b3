"""What every match of a pattern holds, read off the pattern: words one of which must stand in it.

``(?:不迟于|最迟于?)<year>?<month>月`` cannot match where there is neither 不迟于 nor 最迟, nor where there is no 月. A
text is searched once for such words of all rows of a table (``extractors.gates``), and a row is tried only where it can
match; engines call them the literals of a prefilter (Cox, Regular Expression Matching in the Wild, 2010). What is only
looked at adds nothing, what is optional little, and of a pattern with anything not known here nothing is claimed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import regex

Words = frozenset[str]

_NOTHING: Words = frozenset({""})
_MOST_JOINED, _MOST = 48, 600
_KEPT = 3  # sets of words for a pattern; more find little that these do not
_RARITY = 0.01  # about the share of one character in a text
_COMMON = 0.4
_MANY = 5  # alternatives
_TOKEN = regex.compile(
    r"(?P<around>\(\?<?[=!])|(?P<open>\((?:\?(?:[:>]|P?<\w+>)|(?!\?)))|<(?P<macro>[a-z_]+)>|(?P<other>\(\?P=\w+\)|\.)"
    r"|\\(?:(?P<class>[dDsSwWpP](?:\{\w+\})?)|(?P<edge>[AZbB])|u(?P<code>[0-9a-f]{4})|(?P<char>\W|n))"
    r"|\[(?P<not>\^?)(?P<any>(?:\\.|[^\\\]])+)\]|(?P<place>[$^])|[^\\(\[*+?{]"
)
_REPEAT = regex.compile(r"(?:(?P<some>[*?])|\+|\{(?P<least>\d*)(?P<more>,(?P<most>\d*))?\})[+?]?")
_NESTED = regex.compile(r"(?<!\\)\[")
_WIDE = regex.compile(r"\\[wpDSWP]|[^\d\\]-[^\d]")
_NOT_LISTED = regex.compile(r"\\\w|(?<!^)-(?!$)")  # classes and ranges inside a class
_LISTED = regex.compile(r"\\?([^\\])")


class Known(NamedTuple):
    """What is known of a pattern or a part of it: all that it can be, where that is little, and words that it needs.

    ``begins`` are the members of a class [...] of all characters that it can begin with, ``None`` where they are not
    known; ``empty`` means that it may be nothing at all.
    """

    whole: Words | None = None
    needs: tuple[Words, ...] = ()
    begins: Words | None = None
    empty: bool = True

    def sets(self) -> tuple[Words, ...]:
        """Sets of words of each of which one stands in every match."""
        return self.needs if self.whole is None else (*self.needs, *_useful([self.whole]))


class _Unknown(Exception):
    """A pattern has what is not known here."""


def known_of(pattern: str, macros: Mapping[str, Known]) -> Known:
    """What is known of a pattern, in which ``<name>`` stands for a macro."""
    return _read(pattern, macros)[0]


def guarded(pattern: str, macros: Mapping[str, Known]) -> str:
    """The same pattern, which looks at the next character before it tries many alternatives."""
    return _read(pattern, macros)[1]


def _read(pattern: str, macros: Mapping[str, Known]) -> tuple[Known, str]:
    reader = _Reader(pattern, macros)
    try:
        read = reader.alternatives()
    except _Unknown:
        return Known(), pattern
    return read if reader.at == len(pattern) else (Known(), pattern)


def needed_words(known: Known) -> tuple[Words, ...]:
    """The sets of words that tell most where a pattern can match, the rarest first."""
    sets = dict.fromkeys(map(_shortest, known.sets()))
    return tuple(sorted((words for words in sets if _share(words) < _COMMON), key=_share)[:_KEPT])


def first_chars(known: Known) -> Words | None:
    """Every character that a pattern can begin with, ``None`` where they are too many or it may be nothing."""
    if known.empty or known.begins is None or any(_NOT_LISTED.search(each) for each in known.begins):
        return None
    return frozenset(char for each in known.begins for char in _LISTED.findall(each))


def _share(words: Words) -> float:
    """About how often one of the words begins at a place in a text."""
    return sum(_RARITY ** len(word) for word in words)


def _shortest(words: Words) -> Words:
    """Without words that hold another one: 月 for 月 and 月份."""
    return frozenset(word for word in words if sum(part in words for part in _parts(word)) == 1)


def _parts(word: str) -> set[str]:
    return {word[start:end] for end in range(1, len(word) + 1) for start in range(end)}


def _useful(sets: Iterable[Words]) -> tuple[Words, ...]:
    return tuple(words for words in sets if "" not in words and len(words) <= _MOST)


def _either(branches: Sequence[Known]) -> Known:
    wholes = [branch.whole for branch in branches if branch.whole is not None]
    begins, empty = _joined_begins(branches), any(branch.empty for branch in branches)
    if len(wholes) == len(branches) and sum(map(len, wholes)) <= _MOST:
        return Known(frozenset[str]().union(*wholes), (), begins, empty)
    best = [min(branch.sets(), key=_share, default=_NOTHING) for branch in branches]
    return Known(None, _useful([frozenset[str]().union(*best)]), begins, empty)


def _joined_begins(parts: Sequence[Known]) -> Words | None:
    begins = [part.begins for part in parts if part.begins is not None]
    return frozenset[str]().union(*begins) if len(begins) == len(parts) else None


class _Reader:
    """Reads a pattern from ``at`` on; each part comes with what is known of it and how it is to be written."""

    def __init__(self, pattern: str, macros: Mapping[str, Known]) -> None:
        self.pattern = pattern
        self.at = 0
        self._macros = macros

    def alternatives(self) -> tuple[Known, str]:
        """The alternatives up to a closing bracket or the end."""
        branches = [self._sequence()]
        while self.pattern.startswith("|", self.at):
            self.at += 1
            branches.append(self._sequence())
        known = branches[0][0] if len(branches) == 1 else _either([branch for branch, _ in branches])
        return known, "|".join(_with_guards(branches))

    def _sequence(self) -> tuple[Known, str]:
        needs: list[Words] = []
        run, whole = _NOTHING, True  # what stands side by side so far, and whether that is all
        head: list[Known] = []  # parts up to the first that is not empty
        written = ""
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            part, said = self._part()
            written += said
            if not head or head[-1].empty:
                head.append(part)
            needs += part.needs
            if part.whole is not None and len(run) * len(part.whole) <= _MOST_JOINED:
                run = frozenset(before + after for before in run for after in part.whole)
            else:
                needs.append(run)
                run, whole = part.whole or _NOTHING, False
        begins, empty = _joined_begins(head), not head or head[-1].empty
        return Known(run if whole else None, _useful(needs if whole else [*needs, run]), begins, empty), written

    def _part(self) -> tuple[Known, str]:
        """One character, class, macro or group, with what repeats it."""
        token = _TOKEN.match(self.pattern, self.at)
        if token is None:
            raise _Unknown
        self.at = token.end()
        known, written = self._group(token) if token["around"] or token["open"] else (self._single(token), token[0])
        repeat = _REPEAT.match(self.pattern, self.at)
        if repeat is None:
            return known, written
        self.at = repeat.end()
        return _repeated(known, repeat), written + repeat[0]

    def _group(self, token: "regex.Match[str]") -> tuple[Known, str]:
        start = self.at
        known, written = self.alternatives()
        if not self.pattern.startswith(")", self.at):
            raise _Unknown
        if token[0].startswith("(?<"):
            written = self.pattern[start : self.at]  # is read backwards
        self.at += 1
        if token["around"]:
            known = Known(_NOTHING, known.sets() if token["around"] == "(?=" else (), frozenset())
        return known, f"{token[0]}{written})"

    def _single(self, token: "regex.Match[str]") -> Known:
        return self._macros.get(token["macro"], Known()) if token["macro"] else _single(token)


def _with_guards(branches: Sequence[tuple[Known, str]]) -> Iterator[str]:
    """The branches of an alternation, many of them in a row behind one look at the first character of each."""
    for narrow, found in groupby(branches, key=lambda branch: _is_narrow(branch[0])):
        row = list(found)
        written = [said for _, said in row]
        begins = _joined_begins([known for known, _ in row])
        if narrow and begins and len(row) >= _MANY:
            yield f"(?=[{''.join(sorted(begins))}])(?:{'|'.join(written)})"
        else:
            yield from written


def _is_narrow(known: Known) -> bool:
    """Does a pattern begin with one of few characters?"""
    return not known.empty and known.begins is not None and not any(map(_WIDE.search, known.begins))


def _single(token: "regex.Match[str]") -> Known:
    if token["edge"] or token["place"]:
        return Known(_NOTHING, (), frozenset())
    if token["any"]:
        if _NESTED.search(token["any"]):
            raise _Unknown
        listed = None if token["not"] or _NOT_LISTED.search(token["any"]) else frozenset(_LISTED.findall(token["any"]))
        return Known(listed, (), None if token["not"] else _members(token["any"]), empty=False)
    if token["class"] or token["other"]:
        return Known(
            None,
            (),
            frozenset({f"\\{token['class']}"}) if token["class"] else None,
            empty=token["other"] not in (".", None),
        )
    char = chr(int(token["code"], 16)) if token["code"] else token["char"] or token[0]
    char = "\n" if char == "n" and token["char"] else char
    return Known(frozenset({char}), (), frozenset({regex.escape(char)}), empty=False)


def _members(listed: str) -> Words:
    """The members of a class so that they can stand beside those of another: a - at its edge is one by itself."""
    bare = listed.removeprefix("-")
    bare = bare if bare.endswith("\\-") else bare.removesuffix("-")
    return frozenset({bare, r"\-"} if bare != listed else {bare})


def _repeated(known: Known, repeat: "regex.Match[str]") -> Known:
    some, least, more, most = repeat.group("some", "least", "more", "most")
    if some is None and least != "0" and least != "":
        return known if least == "1" and not more else known._replace(whole=None, needs=known.sets())
    once = some == "?" or most == "1"
    whole = known.whole | _NOTHING if once and known.whole is not None else None
    return Known(whole, (), known.begins, empty=True)
