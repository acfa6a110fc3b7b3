"""Degree words: 确保, 必须, 力争, 鼓励, 探索 … at their places, for studies of policy intensity."""

from typing import get_args

from extractors.rules import find_matches, load_rules
from extractors.shadow import shadow
from schemas.document import Document
from schemas.mention import Degree, DegreeWord

DEGREES: tuple[Degree, ...] = get_args(Degree)


def find_degree_words(document: Document) -> list[DegreeWord]:
    """Every degree word, in reading order."""
    return [
        DegreeWord(
            start=match.start(),
            end=match.end(),
            text=document.text[match.start() : match.end()],
            degree=DEGREES[DEGREES.index(rule.means)],
            rule=f"degree.{rule.id}",
        )
        for rule, match in find_matches(load_rules("degree"), shadow(document.text))
    ]


def strongest(words: list[DegreeWord]) -> Degree:
    """The strongest degree among words, plain where there is none."""
    return min((word.degree for word in words), key=DEGREES.index, default="plain")
