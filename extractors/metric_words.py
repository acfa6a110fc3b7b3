"""The words that decide what a number means, from ``tables/metrics.toml``, as patterns."""

from functools import cache

import regex

from extractors.rules import load_table

REACH = 60
"""So many characters before or behind a number are looked at."""
_INCLUDED = regex.compile(r"^(?:\([^()]*\)|及)")
_CLOSED = regex.compile(r"\([^()]*\)")


def entry(section: str, key: str) -> str:
    """One entry of the table of metrics; line breaks in it only keep the table readable."""
    sections: dict[str, str] = load_table("metrics")[section]  # type: ignore[assignment]
    return sections[key].replace("\n", "")


@cache
def pattern(section: str, key: str, frame: str = "{}") -> "regex.Pattern[str]":
    """The alternatives of an entry as one pattern, put into a frame in place of ``{}``."""
    return regex.compile(frame.replace("{}", f"(?:{entry(section, key)})"))


def plain_suffix(suffix: str | None) -> str | None:
    """以上 of 及以上, (含)以上, (含90分)以上."""
    return _INCLUDED.sub("", suffix) if suffix else suffix


def without_brackets(window: str) -> str:
    """Closed parentheses blotted out, so that their insides do not end a clause."""
    return _CLOSED.sub(lambda closed: "_" * len(closed.group()), window)
