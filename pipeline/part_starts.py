"""Where the parts of a file start: one pass over its lines; the vocabulary stands in ``extractors/tables/parts.toml``.

A part begins where a line says 附件, where the title stands that the letter names (印发《…方案》), or where a title
stands behind a signature or before a numbering that starts anew. Lists of annexes (附件：1.… 2.…) begin nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import regex

from extractors.rules import pattern_of
from pipeline.metadata import is_date_line
from pipeline.part_lines import LONGEST_LINE, Line, bare_title, begins, finds, is_annex, is_title, may_be_title, named
from schemas.document import PartKind

_TABLE = "parts"
_MOST_LINES = 3  # a title is set over three lines at most
_BEHIND_SIGNATURE = 5
_LOOK_AHEAD = 12
_NUMBER = regex.compile(r"^\d{1,2}[ \t]*[.、:．：][ \t]*")


@dataclass(frozen=True)
class Start:
    """Where a part starts, and whether what stands before it encloses it."""

    at: int
    kind: PartKind
    title: str
    enclosed: bool = False


@dataclass
class _Seen:
    """What was seen of the part that is being read."""

    encloses: bool = False
    sentence: bool = False
    numbered: bool = False
    counted: bool = False
    listing: bool = False
    dated: int | None = None
    names: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)


class PartScan:
    """One pass over the lines of a file."""

    def __init__(self, lines: Sequence[Line], title: str, tables_end: bool) -> None:
        self._lines = lines
        self._title = title
        self._tables_end = tables_end
        self._seen = _Seen()

    def starts(self) -> Iterator[Start]:
        position = 0
        while position < len(self._lines):
            found, taken = self._annex(position) or self._titled(position) or (None, 1)
            if found is None:
                self._note(position)
            else:
                yield found
                self._begin(found)
            position += taken

    def _begin(self, start: Start) -> None:
        """What a letter names stays known through all that it encloses."""
        known = self._seen
        kept = start.kind == "annex" or start.enclosed
        self._seen = _Seen(
            encloses=kept and known.encloses,
            names=known.names if kept else set(),
            listed=known.listed if kept else set(),
            numbered=kept,
        )

    def _note(self, position: int) -> None:
        seen, line = self._seen, self._lines[position].text
        if is_date_line(line):
            seen.dated = position if seen.sentence else seen.dated
            return
        if not seen.numbered and finds("encloses", line):
            seen.encloses = True
            for text in (self._title, line):
                seen.names |= {bare_title(named(match)) for match in pattern_of(_TABLE, "named").finditer(text)}
        seen.sentence |= "。" in line
        seen.numbered |= bool(begins("first-number", line))
        seen.counted |= bool(begins("later-number", line))

    def _annex(self, position: int) -> tuple[Start, int] | None:
        """The start of an annex; a line of a list of annexes is remembered instead."""
        line = self._lines[position]
        match = pattern_of(_TABLE, "annex").fullmatch(line.text)
        if match is None:
            listed = pattern_of(_TABLE, "listed").fullmatch(line.text) if self._seen.listing else None
            self._seen.listing = listed is not None
            if listed:
                self._seen.listed.add(bare_title(listed["title"]))
            return None
        title, taken = _NUMBER.sub("", line.written[match.start("title") :].strip()), 1
        if not title:
            if self._lists(position + 1):
                self._seen.listing = True
                return None
            title, taken = self._below(position + 1)
        elif not (bare_title(title) in self._seen.listed or self._opens(position + 1)):
            self._seen.listing = True
            self._seen.listed.add(bare_title(title))
            return None
        named = self._seen.encloses and bare_title(title) in self._seen.names
        self._seen.listing = False
        return Start(line.start, "main" if named else "annex", title, enclosed=named), taken

    def _lists(self, position: int) -> bool:
        """Does a bare 附件： open a list of annexes, or end the text?"""
        if position >= len(self._lines):
            return not self._tables_end
        if self._lines[position].after_table:
            return False
        listed = 0
        for line in self._lines[position:]:
            if not pattern_of(_TABLE, "listed").fullmatch(line.text) or line.after_table:
                break
            listed += 1
        after = position + listed
        return listed > 0 and (after == len(self._lines) or self._signed(after) or is_annex(self._lines[after].text))

    def _opens(self, position: int) -> bool:
        """Does a table or a numbering follow a line 附件1：清单, so that the annex begins there?"""
        if position >= len(self._lines):
            return self._tables_end
        following = self._lines[position]
        return following.after_table or bool(
            begins("first-number", following.text) and not pattern_of(_TABLE, "listed").fullmatch(following.text)
        )

    def _signed(self, position: int) -> bool:
        return any(is_date_line(line.text) for line in self._lines[position : position + 4])

    def _below(self, position: int) -> tuple[str, int]:
        """The title on the lines below a bare 附件, and the lines taken with it."""
        joined = list(self._joined(position))
        listed = [count for count, text in joined if self._fills_listed(text)]
        reading = [count for count, text in joined if is_title(text)]
        count = ([*listed, *reading] or [min(1, len(joined))])[0]
        return self._written(position, count), 1 + count

    def _written(self, position: int, count: int) -> str:
        return "".join(line.written for line in self._lines[position : position + count]).rstrip("| ")

    def _fills_listed(self, title: str) -> bool:
        """Does a title hold one of a list of annexes, whose line may have been cut short?"""
        return any(bare_title(title).startswith(known) for known in self._seen.listed if len(known) > 3)

    def _titled(self, position: int) -> tuple[Start, int] | None:
        seen = self._seen
        if not seen.sentence or seen.listing:
            return None
        at = self._lines[position].start
        for count, text in self._joined(position):
            if seen.encloses and bare_title(text) in seen.names:
                return Start(at, "main", self._written(position, count), enclosed=True), count
        for count, text in self._joined(position):
            if is_title(text) and (signed := self._behind_signature(position)) is not None:
                if self._has_text(position + count):
                    return Start(at, "main", self._written(position, count), enclosed=signed), count
            elif is_title(text) and seen.counted and self._restarts(position + count):
                return Start(at, "main", self._written(position, count)), count
        return None

    def _behind_signature(self, position: int) -> bool | None:
        """Whether what was signed right above encloses what follows; ``None`` where nothing was signed there."""
        dated = self._seen.dated
        near = dated is not None and position - dated <= _BEHIND_SIGNATURE
        return self._seen.encloses if near else None

    def _joined(self, position: int) -> Iterator[tuple[int, str]]:
        """Lines that may be one title, the first alone and then with those that follow."""
        text = ""
        for count, line in enumerate(islice(self._lines, position, position + _MOST_LINES), 1):
            cut = line.after_table and count > 1
            if cut or len(line.text) > 2 * LONGEST_LINE or not may_be_title(line.text):
                return
            text += line.text
            yield count, text

    def _restarts(self, position: int) -> bool:
        """Is the next number a first one, and soon?"""
        for line in self._lines[position : position + _LOOK_AHEAD]:
            if begins("later-number", line.text):
                return False
            if begins("first-number", line.text):
                return True
        return False

    def _has_text(self, position: int) -> bool:
        ahead = self._lines[position : position + _LOOK_AHEAD]
        return self._tables_end or any("。" in line.text or line.after_table for line in ahead)
