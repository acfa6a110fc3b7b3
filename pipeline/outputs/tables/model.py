"""What a table for statistics is: named variables with types, labels and codes, and rows that can be streamed."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from pipeline.messages import Lang, load_messages, say, say_more

Kind = Literal["text", "int", "float", "flag", "date", "code"]
Value = str | int | float | date | None


class Variable(NamedTuple):
    """A variable; its label and meaning stand in the table of messages under ``column.KEY``.

    ``key`` is its name in Stata, R and Python: ASCII, at most 32 characters. ``codes`` are the values of a ``code``
    in their order; in Stata they become 1, 2, 3 … with value labels, elsewhere they stand as words.
    """

    key: str
    kind: Kind = "text"
    codes: tuple[str, ...] = ()

    def label(self, lang: Lang) -> str:
        """What the variable is called for a reader."""
        return say(f"column.{self.key}", lang)

    def meaning(self, lang: Lang) -> str:
        """What it holds and how it is coded."""
        return say_more(f"column.{self.key}", lang)


class Table(NamedTuple):
    """A table; ``rows`` gives its rows anew at each call, values in the order of the variables."""

    name: str
    variables: tuple[Variable, ...]
    rows: Callable[[], Iterable[Sequence[Value]]]


def word(code: str, lang: Lang) -> str:
    """The word for a code; codes that are Chinese terms (省, 议事协调机构) stand as they are."""
    return say(f"word.{code}", lang) if f"word.{code}" in load_messages() else code
