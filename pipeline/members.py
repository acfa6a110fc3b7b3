"""Who 成员单位 are, where the document says it: 领导小组成员单位：A、B、C (``extractors/tables/members.toml``)."""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from extractors.entities import resolve
from extractors.names import parse_list
from extractors.rules import load_rules
from extractors.settings import Setting

_LEAST = 3  # a list of fewer known organs is no list of members
_MEMBERS = regex.compile(r"(?P<body>.*?)(?:的)?(?:各|相关|有关)*成员单位.*")
_PLACE = regex.compile(r"^(?:各|[省市县区州乡镇])级?")


class Membership(NamedTuple):
    """A body as its list names it, empty where it does not, and the entities of its members in their order."""

    body: str
    members: tuple[str, ...]


def find_members(text: str, shadowed: str, setting: Setting) -> list[Membership]:
    """The lists of members that a document holds."""
    if "成员单位" not in shadowed and "组成" not in shadowed:
        return []
    found = []
    for rule in load_rules("members"):
        for match in rule.compiled().finditer(shadowed):
            start, end = match.span("members")
            listed = [each for each in parse_list(text[start:end], start) if each.kind in ("organ", "collective")]
            if sum(each.kind == "organ" for each in listed) >= _LEAST:
                names = (resolve(each.name, setting, kind=each.kind).name for each in listed)
                found.append(Membership(match["body"] or "", tuple(dict.fromkeys(names))))
    return found


def members_of(name: str, lists: Sequence[Membership]) -> tuple[str, ...]:
    """The members that a name stands for, none where the document has no list or it is not clear which is meant.

    A name without its body (各成员单位) means the only list there is.
    """
    match = _MEMBERS.fullmatch(name) if lists else None
    if match is None:
        return ()
    body = _plain(match["body"])
    fitting = [each for each in lists if not body or not each.body or _same(body, _plain(each.body))]
    return fitting[0].members if len({each.members for each in fitting}) == 1 else ()


def _plain(body: str) -> str:
    return str(_PLACE.sub("", body))


def _same(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)
