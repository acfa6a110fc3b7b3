"""The tables behind the departments: functional lines (条线) with their names, and the forms that names take.

``lines.toml`` holds the lines (``extractors.lines``), ``department_words.toml`` the words, the macros and the forms;
this module joins the two into compiled rules. Long word lists become tries, so that a position is refused at its
first character.
"""

from collections.abc import Iterable
from functools import cache
from typing import Literal

import regex
from pydantic import Field

from extractors.lines import line_of, lines_by_organ, load_lines
from extractors.needed_words import Known, known_of
from extractors.rules import load_table
from schemas.base import Model
from schemas.mention import DepartmentKind

# How a form takes part in a list: what it gives to the members after it, what it takes from those before it.
Family = Literal[
    "decoy", "national", "local", "government", "whole", "each", "tail", "relevant", "department", "post", "body",
    "place", "level", "function", "sent", "its",
]  # fmt: skip

_MANY = 8
# not the name of a group: (?P<prefix>…)
_MACRO = regex.compile(r"(?<!\(\?P)(?<!\(\?)<([a-z_]+)>")


class Form(Model):
    """One form that a name takes; ``matches`` and ``ignores`` prove it.

    A form begins with one of its ``heads``: a row of spots (``extractors.department_spots``), each beginning where the
    one before ends; ``=left`` stands there without being part of the head. ``pattern`` is what follows the head, and
    ``before`` what precedes it; without heads the pattern is all. With ``needs`` a form is tried only where that word
    or macro begins ``within`` so many characters.
    """

    id: str
    kind: DepartmentKind | Literal["decoy"]
    family: Family
    pattern: str
    heads: tuple[tuple[str, ...], ...] = ()
    before: str = ""
    needs: str = ""
    within: int = 0
    matches: tuple[str, ...]
    ignores: tuple[str, ...] = ()
    context: str = Field(default="", description="a phrase in which the form is found, for one that never stands alone")

    def compiled(self) -> "regex.Pattern[str]":
        """The pattern, compiled once."""
        return _compiled(self.pattern)

    def follows(self, shadowed: str, at: int) -> bool:
        """Whether what stands before the place lets the form begin there."""
        return not self.before or bool(_compiled(self.before).match(shadowed, at))


@cache
def load_forms() -> dict[str, Form]:
    """The forms by id, patterns written out."""
    rows: list[dict[str, object]] = load_table("department_words")["form"]  # type: ignore[assignment]
    expanded = ({**row, "pattern": _expand(str(row["pattern"])), "before": str(row.get("before", ""))} for row in rows)
    forms = (Form.model_validate(row) for row in expanded)
    return {form.id: form for form in forms}


@cache
def known_forms() -> tuple[Known, ...]:
    """What is known of the pattern of each form, in the order of the table."""
    table = load_table("department_words")
    lists = {name: [word for word in found if "(?" not in word] for name, found in word_lists().items()}
    known = {
        name: Known(None, (frozenset(plain),), frozenset(map(regex.escape, {word[0] for word in plain})), empty=False)
        for name, plain in lists.items()
        if len(plain) == len(word_lists()[name])
    }
    macros: dict[str, str] = table["macros"]  # type: ignore[assignment]
    for name, pattern in macros.items():
        known[name] = known_of(pattern, known)
    rows: list[dict[str, str]] = table["form"]  # type: ignore[assignment]
    return tuple(known_of(row["pattern"], known) for row in rows)


@cache
def _compiled(pattern: str) -> "regex.Pattern[str]":
    return regex.compile(f"(?V1){pattern}")


@cache
def words(name: str) -> "regex.Pattern[str]":
    """One list of words or macro of the table as a compiled pattern."""
    return regex.compile(f"(?V1){_macro(name)}")


@cache
def has_own_place(name: str) -> bool:
    """Whether a name without prefix begins with a place of its own: 江西证监局, 江城海关."""
    if name.startswith(word_lists()["province"]):
        return True
    known = lines_by_organ()
    return line_of(name) is None and any(name[cut:] in known for cut in (2, 3, 4) if len(name) > cut + 2)


@cache
def word_lists() -> dict[str, tuple[str, ...]]:
    """Every list of words: those written in the table, and the names and functions of the lines."""
    written: dict[str, Iterable[str]] = load_table("department_words")["words"]  # type: ignore[assignment]
    lines = load_lines()
    central = {name for line in lines for name in line.central_names()}
    local = {name for line in lines for name in line.local_names()}
    functions = {word for line in lines for word in line.words()}
    lists: dict[str, Iterable[str]] = {
        "central": {name for name in central - local if len(name) > 2},
        "full_name": local
        | {f"委{name}" for name in local if not name.startswith("委")}
        | {f"党{name}" for name in local if name.startswith("委")},  # 自治区党委宣传部
        "bare": {name for name in local if len(name) > 2 and not name.startswith("委")},
        "short": {name for name in local | central if len(name) == 2},
        "function": functions,
        "function_word": functions | {"纪检监察", "人社", "住建", "发改"},
        "false_place": {word + end for word in written["not_place"] for end in "省市县区州镇乡村"},
    }
    return {name: tuple(sorted(found)) for name, found in (lists | written).items()}


@cache
def _macro(name: str) -> str:
    """A macro or a list of words, written out."""
    patterns: dict[str, str] = load_table("department_words")["macros"]  # type: ignore[assignment]
    if name in patterns:
        return f"(?:{_expand(patterns[name])})"
    return _alternation(word_lists()[name])


def _expand(pattern: str) -> str:
    return str(_MACRO.sub(lambda match: _macro(match.group(1)), pattern))


def _alternation(found: Iterable[str]) -> str:
    """Longest first; a word may end in a lookahead, (?!…) or (?=…), and parentheses in it are literal else."""
    plain = [word for word in found if "(?" not in word]
    guarded = [word for word in found if "(?" in word]
    return "(?:" + "|".join([*guarded, trie(plain)]) + ")"


def trie(found: Iterable[str]) -> str:
    """A pattern that matches the longest of the words, sharing their beginnings."""
    heads: dict[str, list[str]] = {}
    ends = False
    for word in sorted(set(found)):
        if word:
            heads.setdefault(word[0], []).append(word[1:])
        else:
            ends = True
    if not heads:
        return ""
    branches = [regex.escape(head) + trie(tails) for head, tails in heads.items()]
    body = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    if len(heads) > _MANY and not ends:
        body = f"(?:(?=[{''.join(map(regex.escape, heads))}]){body})"
    return f"{body}?" if ends else body
