"""spaCy: spans quote their place whatever the tokenizer, other people's annotation stays, docs survive DocBin."""

import os
import subprocess
import sys
from importlib.metadata import entry_points
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from pipeline.extract import extract_text
from pipeline.outputs.review import to_tasks, whole_task
from pipeline.outputs.spacy_docs import (
    GROUPS,
    displacy_options,
    mark_doc,
    register_attributes,
    to_displacy,
    write_docbin,
)
from schemas.obligation import Extraction

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = (ROOT / "corpus" / "gold" / "lanxi-county-2022-rural-water.txt").read_text(encoding="utf-8")
SENTENCE = "由省扶贫办牵头，省财政厅、水利厅配合，2025年6月底前完成120个村的改造，集中供水率达到95%以上。严禁挪用资金。"
TOKENIZERS: dict[str, dict[str, str]] = {
    "ours, characters": {"@tokenizers": "duban.words.v1", "segmenter": "char"},
    "ours, jieba": {"@tokenizers": "duban.words.v1", "segmenter": "jieba"},
    "spaCy's, characters": {"segmenter": "char"},
    "spaCy's, jieba": {"segmenter": "jieba"},
}


@pytest.fixture(autouse=True)
def quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """spaCy's own jieba keeps its cache among the temporary files."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


def nlp_with(tokenizer: dict[str, str], **config: Any) -> Language:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    nlp.add_pipe("duban", config=config)
    return nlp


def told(doc: Doc, group: str) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.kb_id_) for span in doc.spans[group]]


def test_a_pipe_fills_the_spans() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("duban")
    doc = nlp(SENTENCE)
    assert told(doc, "departments") == [
        ("省扶贫办", "lead", "省扶贫办"),
        ("省财政厅", "support", "省财政厅"),
        ("水利厅", "support", "省水利厅"),
    ]
    assert told(doc, "deadlines") == [("2025年6月底前", "deadline", "2025-06-30")]
    assert told(doc, "metrics") == [("120个", "metric", "村的改造=120个"), ("达到95%以上", "metric", "集中供水率≥95%")]
    assert [(span.label_, span.id_) for span in doc.spans["obligations"]] == [("must", "1"), ("prohibit", "2")]


def test_an_obligation_carries_what_belongs_to_it() -> None:
    doc = nlp_with(TOKENIZERS["ours, jieba"])(SENTENCE)
    span = doc.spans["obligations"][0]
    assert span._.lead == ["省扶贫办"]
    assert span._.support == ["省财政厅", "省水利厅"]
    assert span._.due == "2025-06-30"
    assert span._.metrics == ["村的改造=120个", "集中供水率≥95%"]
    assert span._.duban["number"] == 1
    other = doc[0:1]
    assert (other._.duban, other._.lead, other._.due, other._.metrics) == (None, [], None, [])


@pytest.mark.parametrize("tokenizer", TOKENIZERS.values(), ids=TOKENIZERS.keys())
def test_spans_are_those_of_the_extraction_whatever_the_tokenizer(tokenizer: dict[str, str]) -> None:
    doc = nlp_with(tokenizer)(SAMPLE)
    extraction = extract_text(SAMPLE, name="duban")
    assert doc.text == SAMPLE
    assert places(doc) == expected(extraction)
    assert [span._.duban for span in doc.spans["obligations"]] == [
        obligation.model_dump(mode="json") for obligation in extraction.obligations
    ]


def places(doc: Doc) -> dict[str, set[tuple[int, int, str]]]:
    return {group: {(span.start_char, span.end_char, span.text) for span in doc.spans[group]} for group in GROUPS}


def expected(extraction: Extraction) -> dict[str, set[tuple[int, int, str]]]:
    spans: dict[str, set[tuple[int, int, str]]] = {group: set() for group in GROUPS}

    def add(group: str, start: int, end: int) -> None:
        spans[group].add((start, end, extraction.text[start:end]))

    for each in extraction.obligations:
        add("obligations", each.start, each.end)
        for party in each.parties:
            add("departments", party.start, party.end)
        for target in each.targets:
            add("metrics", target.start, target.end)
        for goal in each.goals:
            add("metrics", goal.start, goal.end)
        if each.due_start is not None and each.due_end is not None:
            add("deadlines", each.due_start, each.due_end)
    return spans


VOCAB = Vocab()
PLAIN = nlp_with(TOKENIZERS["spaCy's, characters"])
SPACED = {spaces: extract_text(SENTENCE.replace("，", " ，") if spaces else SENTENCE) for spaces in (False, True)}


@given(cuts=st.sets(st.integers(1, len(SENTENCE) - 1)), spaces=st.booleans())
def test_spans_hold_at_any_cut_of_the_text_into_tokens(cuts: set[int], spaces: bool) -> None:
    extraction = SPACED[spaces]
    text = extraction.text
    pieces = [text[start:end] for start, end in pairwise([0, *sorted(cuts), len(text)])]
    doc = Doc(VOCAB, words=pieces, spaces=[False] * len(pieces))
    assert places(mark_doc(doc, whole_task(extraction))) == expected(extraction)
    assert doc.text == text


PIECES = [
    "由省财政厅牵头",
    "，",
    "年底前完成改造",
    "。",
    "\n",
    "\r\n",
    "\u2028",
    " ",
    "\u3000",
    "\t",
    "（一）",
    "各县区、",
    "95%以上",
    "𠮷",
    "１",
]


@settings(max_examples=40, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_white_space_and_line_end_leaves_the_text_and_its_places(pieces: list[str]) -> None:
    text = "".join(pieces)
    doc = PLAIN(text)
    assert doc.text == text
    assert places(doc) == expected(extract_text(text))


def test_what_others_wrote_stays_where_it_was() -> None:
    nlp = spacy.blank("zh")
    words = ["由省", "扶贫办", "牵头", "，", "年底", "前", "完成改造", "。"]
    doc = Doc(nlp.vocab, words=words, spaces=[False] * len(words))
    doc.spans["mine"] = [Span(doc, 6, 7, label="WORK")]
    doc.ents = [Span(doc, 4, 6, label="DATE")]
    mark_doc(doc, whole_task(extract_text(doc.text)))
    assert [span.text for span in doc.spans["departments"]] == ["省扶贫办"]
    assert [(span.text, span.label_) for span in doc.spans["mine"]] == [("完成改造", "WORK")]
    assert [(span.text, span.label_) for span in doc.ents] == [("年底前", "DATE")]


def test_facts_that_the_text_does_not_state_come_by_configuration() -> None:
    assert due_of(nlp_with({})) == "XXXX-12-31"
    assert due_of(nlp_with({}, issued="2023-05-04")) == "2023-12-31"


def due_of(nlp: Language) -> str:
    doc = nlp("由省财政厅牵头，年底前完成水厂改造。")
    due: str = doc.spans["obligations"][0]._.due
    return due


@pytest.mark.parametrize("text", ["", "\n", " ", "\u3000\r\n", "。", "由", "𠮷省"])
def test_texts_with_nothing_in_them_have_no_spans(text: str) -> None:
    doc = nlp_with({})(text)
    assert {group: len(doc.spans[group]) for group in GROUPS} == dict.fromkeys(GROUPS, 0)


def test_a_pipeline_comes_back_from_disk(tmp_path: Path) -> None:
    nlp = nlp_with(TOKENIZERS["ours, jieba"], issued="2023-05-04")
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert again.pipe_names == ["duban"]
    assert [token.text for token in again(SENTENCE)] == [token.text for token in nlp(SENTENCE)]
    assert due_of(again) == "2023-12-31"


def test_spacy_finds_both_names_without_an_import(tmp_path: Path) -> None:
    code = (
        "import spacy, sys; assert 'pipeline' not in sys.modules;"
        "ours = {'@tokenizers': 'duban.words.v1', 'segmenter': 'char'};"
        "nlp = spacy.blank('zh', config={'nlp': {'tokenizer': ours}});"
        "nlp.add_pipe('duban'); print(len(nlp('由省财政厅牵头，年底前完成水厂改造。').spans['obligations']))"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True, cwd=tmp_path)
    assert (done.stdout.strip(), done.stderr) == (b"1", b"")
    assert {entry.name for entry in entry_points(group="spacy_factories")} >= {"duban"}


@pytest.mark.skipif(find_spec("pkuseg") is not None, reason="pkuseg is installed")
def test_a_segmenter_that_is_missing_is_said_when_the_pipeline_is_made() -> None:
    with pytest.raises(ImportError, match="make pkuseg"):
        nlp_with({"@tokenizers": "duban.words.v1", "segmenter": "pkuseg"})


@pytest.mark.skipif(find_spec("pkuseg") is None, reason="needs pkuseg: make pkuseg")
@pytest.mark.slow
def test_spans_hold_on_the_words_of_pkuseg() -> None:
    doc = nlp_with({"@tokenizers": "duban.words.v1", "segmenter": "pkuseg"})(SAMPLE)
    assert places(doc) == expected(extract_text(SAMPLE))


def test_a_docbin_brings_back_texts_spans_and_attributes(tmp_path: Path) -> None:
    extraction = extract_text(SAMPLE, name="方案.txt")
    tasks = list(to_tasks([extraction]))
    for name in ("a.spacy", "b.spacy"):
        write_docbin(tmp_path / name, tasks)
    assert (tmp_path / "a.spacy").read_bytes() == (tmp_path / "b.spacy").read_bytes()
    register_attributes()
    docs = list(DocBin().from_disk(tmp_path / "a.spacy").get_docs(spacy.blank("zh").vocab))
    assert "".join(doc.text for doc in docs) == SAMPLE
    assert [(doc._.duban["document"], doc._.duban["start"]) for doc in docs] == [
        ("方案.txt", task.start) for task in tasks
    ]
    back = [(span.text, span._.lead, span._.due) for doc in docs for span in doc.spans["obligations"]]
    assert back == [(each.text, each.names("lead"), each.due or each.rrule) for each in extraction.obligations]
    assert sum(len(doc.spans["departments"]) for doc in docs) > 10


def test_a_doc_of_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="different texts"):
        mark_doc(spacy.blank("zh")("别的文字"), whole_task(extract_text(SENTENCE)))


def test_displacy_shows_every_kind_in_words() -> None:
    doc = nlp_with({})(SENTENCE)
    page = displacy.render(to_displacy(doc), style="ent", manual=True, options=displacy_options(), jupyter=False)
    assert all(word in page for word in ("牵头", "配合", "时限", "指标"))
    shown = [(ent["start"], ent["end"]) for ent in to_displacy(doc)["ents"]]
    assert len(shown) == 6
    assert all(end <= start for (_, end), (start, _) in pairwise(shown))
