"""Segmentation: words tile the text, names of departments stay whole, nothing is written or said on the way."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.words import SEGMENTERS, MissingSegmenter, Segmenter, department_names, word_spans, words

ROOT = Path(__file__).resolve().parent.parent
PKUSEG = find_spec("pkuseg") is not None
HAVE: list[Segmenter] = [name for name in SEGMENTERS if name != "pkuseg" or PKUSEG]
needs_pkuseg = pytest.mark.skipif(not PKUSEG, reason="needs pkuseg: make pkuseg")

SENTENCES = [
    # sentence                                 words by jieba
    ("由省扶贫办牵头", "由 省扶贫办 牵头"),
    ("县卫健委、县教体局配合", "县卫健委 、 县教体局 配合"),
    ("会同市发展改革委落实", "会同 市发展改革委 落实"),
    ("各乡镇人民政府负责", "各乡镇 人民政府 负责"),
    ("２０２５年底前完成改造", "２０２５ 年底 前 完成 改造"),
]


@pytest.mark.parametrize(("sentence", "cut"), SENTENCES)
def test_jieba_keeps_departments_whole(sentence: str, cut: str) -> None:
    assert words(sentence) == cut.split()


@needs_pkuseg
@pytest.mark.slow
@pytest.mark.parametrize("sentence", ["由省扶贫办牵头", "县卫健委、县教体局配合", "会同市发展改革委落实"])
def test_pkuseg_keeps_departments_whole(sentence: str) -> None:
    names = [name for name in department_names() if name in sentence]
    assert max(names, key=len) in words(sentence, "pkuseg")


def test_characters_are_words_of_one_character() -> None:
    assert words("由省\n牵头", "char") == ["由", "省", "\n", "牵", "头"]


@pytest.mark.parametrize("segmenter", [name for name in HAVE if name != "pkuseg"])
@given(text=st.text(alphabet=st.sampled_from("省财政厅牵头 \u3000\n\r\t１2a①。.-%\u2028𠮷") | st.characters()))
def test_words_joined_are_the_text(segmenter: Segmenter, text: str) -> None:
    assert "".join(words(text, segmenter)) == text
    spans = word_spans(text, segmenter)
    assert all(start < end for start, end in spans)
    assert [start for start, _ in spans[1:]] == [end for _, end in spans[:-1]]


@needs_pkuseg
@pytest.mark.slow
@given(text=st.text(alphabet="省财政厅牵头配合完成 \u3000\n\r\t１2a①。.-%\u2028𠮷\x1c\x85"))
def test_words_of_pkuseg_joined_are_the_text(text: str) -> None:
    assert "".join(words(text, "pkuseg")) == text


def test_full_width_and_half_width_are_cut_alike() -> None:
    assert word_spans("（由Ａ１２３厅，完成９５％）") == word_spans("(由A123厅,完成95%)")


@pytest.mark.skipif(PKUSEG, reason="pkuseg is installed")
def test_a_segmenter_that_is_missing_is_named_with_its_command() -> None:
    with pytest.raises(MissingSegmenter, match="make pkuseg"):
        words("由省扶贫办牵头", "pkuseg")


def test_nothing_is_said_or_left_behind(tmp_path: Path) -> None:
    """jieba by itself logs to stderr and leaves a cache among the temporary files; Python warns of its patterns."""
    code = "from extractors.words import words; print('/'.join(words('由省扶贫办牵头')))"
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME"), str(tmp_path))
    environment = os.environ | places | {"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-W", "default", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert (done.stdout.decode("utf-8").strip(), done.stderr.decode()) == ("由/省扶贫办/牵头", "")
    assert list(tmp_path.iterdir()) == []


def test_the_order_of_calls_changes_nothing() -> None:
    first = [words(sentence) for sentence, _ in SENTENCES]
    assert [words(sentence) for sentence, _ in reversed(SENTENCES)] == first[::-1]
