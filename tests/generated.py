"""Documents in any number, varied from the project's own corpus, the same for the same seed.

A document takes the head of one of the corpus plans and some of its paragraphs, with other places, years, dates and
numbers. ``python -m tests.generated FOLDER COUNT [PARAGRAPHS]`` writes them.
"""

import random
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "corpus" / "gold"
A_FOLDER = 1000
"""Documents in a folder."""

# Places of the corpus, all fictional, and what takes their part: two characters each, so that nothing else moves.
_PLACES = ("云岭", "蓝安", "澜溪", "栗口", "成川", "江澜")
_FIRST, _SECOND = "东西南北安平清永长青玉白石金云松", "川河岭原溪江湖山泉口阳宁州桥林岗"
_YEAR = re.compile("20[0-2][0-9](?=年|〕)")
_NUMBER = re.compile(r"(?<![\d.〕第])\d{2,3}(?=公里|个|户|万元|处|座|人|%)")


@cache
def plans() -> tuple[tuple[str, ...], ...]:
    """The paragraphs of each plan of the corpus."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt")))
    return tuple(tuple(line for line in text.splitlines() if line.strip()) for text in texts)


def document(number: int, *, paragraphs: int = 12, seed: int = 0) -> str:
    """Document ``number`` of a seed: a title and so many paragraphs."""
    chance = random.Random(f"{seed}/{number}")
    plan = chance.choice(plans())
    begin = chance.randrange(1, max(2, len(plan) - paragraphs))
    text = "\n".join((plan[0], *plan[begin : begin + paragraphs]))
    for place in _PLACES:
        text = text.replace(place, chance.choice(_FIRST) + chance.choice(_SECOND))
    shift = chance.randrange(-6, 7)
    text = _YEAR.sub(lambda match: str(min(2029, max(2001, int(match[0]) + shift))), text)
    text = _NUMBER.sub(lambda match: str(chance.randrange(10, 100)), text)
    return f"{text}\n编号：{number}\n"


def write(folder: Path, count: int, *, paragraphs: int = 12, seed: int = 0) -> Path:
    """Write documents 0 … ``count`` - 1 below a folder."""
    for name, text in documents(count, paragraphs=paragraphs, seed=seed):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder


def documents(count: int, *, paragraphs: int = 12, seed: int = 0) -> Iterator[tuple[str, str]]:
    """Names and texts."""
    for number in range(count):
        yield f"{number // A_FOLDER:03d}/方案-{number:06d}.txt", document(number, paragraphs=paragraphs, seed=seed)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), paragraphs=int(sys.argv[3]) if len(sys.argv) > 3 else 12)
