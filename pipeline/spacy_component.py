"""The way in for users of spaCy: a component that finds obligations, and a tokenizer with three segmenters.

::

    nlp = spacy.blank("zh")
    nlp.add_pipe("duban")
    doc = nlp("由省扶贫办牵头，省财政厅配合，2025年6月底前完成。")
    [(span.text, span.label_) for span in doc.spans["departments"]]  # [('省扶贫办', 'lead'), ('省财政厅', 'support')]

What is written into the doc is said in ``pipeline.outputs.spacy_docs``. Both names are entry points of the package
(``spacy_factories``, ``spacy_tokenizers``), so that spaCy finds them without an import. Any tokenizer will do; ours
keeps the names of departments whole::

    words = {"@tokenizers": "duban.words.v1", "segmenter": "jieba"}  # or "char", "pkuseg"
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": words}})
"""

from collections.abc import Callable
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

from extractors.words import Segmenter, words
from pipeline.extract import extract_text
from pipeline.outputs.review import whole_task
from pipeline.outputs.spacy_docs import mark_doc, register_attributes
from schemas.document import Level, Metadata


class Obligations:
    """The component ``duban``: ``issued``, ``level`` and ``region`` stand in for what a text does not say itself."""

    def __init__(self, name: str, issued: str | None = None, level: Level | None = None, region: str = "") -> None:
        self.name = name
        day = None if issued is None else date.fromisoformat(issued)
        self.assumed = Metadata(signed=day, level=level, region=region)

    def __call__(self, doc: Doc) -> Doc:
        """Find the obligations of a doc and write them into its spans."""
        return mark_doc(doc, whole_task(extract_text(doc.text, name=self.name, assumed=self.assumed)))


@Language.factory("duban", default_config={"issued": None, "level": None, "region": ""})
def create_obligations(nlp: Language, name: str, issued: str | None, level: Level | None, region: str) -> Obligations:
    """The component, for ``nlp.add_pipe("duban", config={"issued": "2024-11-02"})``."""
    register_attributes()
    return Obligations(name, issued, level, region)


class WordTokenizer(DummyTokenizer):
    """Words of ``extractors.words`` as tokens; white space is a token like any other, and the text comes back whole."""

    def __init__(self, vocab: Vocab, segmenter: Segmenter) -> None:
        self.vocab = vocab
        self.segmenter: Segmenter = segmenter

    def __call__(self, text: str) -> Doc:
        """The doc of a text."""
        pieces = words(text, self.segmenter)
        return Doc(self.vocab, words=pieces, spaces=[False] * len(pieces))


def create_tokenizer(segmenter: Segmenter = "jieba") -> Callable[[Language], WordTokenizer]:
    """The tokenizer ``duban.words.v1``, registered by its entry point."""
    words("", segmenter)  # a segmenter that is missing is said here, not at the first text
    return lambda nlp: WordTokenizer(nlp.vocab, segmenter)
