"""Words of a Chinese text, by one of three segmenters behind one name: characters, jieba, pkuseg.

Words serve where words are compared or counted (tasks matched between documents, keywords, tokens for spaCy). They
never are coordinates: a department may begin inside a word, and everything else in duban counts characters. Whatever
the segmenter, the words joined give the text back, character by character, so that offsets are sums of lengths.

jieba (https://github.com/fxsjy/jieba) cuts along the most frequent path through its dictionary; it is fed with the
names of departments and used without its hidden Markov model, which guesses words across the edges of names
(由省扶贫办 → 由省/扶贫办). pkuseg (Luo et al. 2019, https://arxiv.org/abs/1906.11455) labels characters with a trained
model: more accurate on running text, slower, and its model is for research use alone. It is an extra.
"""

import math
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from extractors.lines import load_lines
from extractors.shadow import shadow
from schemas.document import Level

Segmenter = Literal["char", "jieba", "pkuseg"]

# what stands before the name of an organ at each level
_PREFIXES: dict[Level, tuple[str, ...]] = {
    "省": ("省", "自治区"),
    "市": ("市", "州", "盟"),
    "县": ("县", "区", "旗", "市"),
    "乡": ("乡", "镇"),
}
_RAREST = 14.0  # about the logarithm of how rare a word is that the dictionary counts a few times
_SHORTEST = 3  # a shorter name (教委, 府办) also stands inside other words: 政府办公


class MissingSegmenter(ImportError):
    """A segmenter that is not installed."""

    def __init__(self, segmenter: str) -> None:
        super().__init__(f"The segmenter {segmenter} is not installed: make {segmenter}", name=segmenter)


def words(text: str, segmenter: Segmenter = "jieba") -> list[str]:
    """The words of a text in order; joined they are the text, so white space and punctuation are words too.

    Full-width and half-width forms are cut alike. Raises ``MissingSegmenter`` where pkuseg is asked for and not
    installed, ``KeyError`` for a segmenter that does not exist.
    """
    return [text[start:end] for start, end in word_spans(text, segmenter)]


def word_spans(text: str, segmenter: Segmenter = "jieba") -> list[tuple[int, int]]:
    """The words as half-open stretches of the text, which they tile from its beginning to its end."""
    shadowed = shadow(text)
    return list(_tiles(shadowed, SEGMENTERS[segmenter](shadowed)))


def _tiles(text: str, pieces: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the pieces stand; what a segmenter leaves out between them (white space) becomes a word of its own."""
    at = 0
    for piece in pieces:
        start = text.index(piece, at)
        if start > at:
            yield at, start
        at = start + len(piece)
        yield start, at
    if at < len(text):
        yield at, len(text)


def _jieba(text: str) -> Iterable[str]:
    pieces: Iterable[str] = _jieba_tokenizer().cut(text, HMM=False)
    return pieces


def _pkuseg(text: str) -> Iterable[str]:
    pieces: Iterable[str] = _pkuseg_model().cut(text)
    return pieces


SEGMENTERS: MappingProxyType[Segmenter, Callable[[str], Iterable[str]]] = MappingProxyType(
    {"char": iter, "jieba": _jieba, "pkuseg": _pkuseg}
)


@cache
def department_names() -> tuple[str, ...]:
    """What the segmenters know of departments: names of the table, with and without a prefix of their level."""
    lines = load_lines()
    names = {name for line in lines for name in (*line.central_names(), *line.local_names())}
    names |= {f"{function}部门" for line in lines for function in line.words()}
    for line in lines:
        for level, prefixes in _PREFIXES.items():
            local = (*line.names.get(level, ()), *line.spellings, *line.bodies)
            names |= {prefix + name for prefix in prefixes for name in local}
    return tuple(sorted(name for name in names if len(name) >= _SHORTEST))


@cache
def _jieba_tokenizer() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pkg_resources and of patterns written for Python 2
        import jieba
    tokenizer = jieba.Tokenizer()
    # Built here and now: jieba's own way goes through a cache in the folder for temporary files, which anybody may
    # have written, and tells its progress on stderr.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for name in department_names():
        tokenizer.add_word(name)
    return tokenizer


@cache
def _pkuseg_model() -> Any:
    try:
        import pkuseg
    except ImportError as error:
        raise MissingSegmenter("pkuseg") from error
    return pkuseg.pkuseg(user_dict=list(department_names()))


def rarity(word: str) -> float:
    """How rare a word is in Chinese at large, from 0.2 (的) to 1.1 (a word that jieba's dictionary lacks).

    The logarithm of its frequency in the counts of jieba's dictionary, so that 分析 says less than 幸福院.
    """
    tokenizer = _jieba_tokenizer()
    frequency = tokenizer.FREQ.get(word) or 0
    return min(max(math.log(tokenizer.total / (frequency + 3)) / _RAREST, 0.2), 1.1)
