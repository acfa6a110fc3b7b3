"""A task as a spaCy ``Doc``: obligations, departments, deadlines and metrics as groups of spans.

``doc.spans["departments" | "deadlines" | "metrics" | "obligations"]`` hold the marks of ``pipeline.outputs.review``.
In each span ``label_`` is the role (lead, support), the modality (must, strive, encourage, prohibit), ``deadline``,
``metric`` or ``goal``, and ``kb_id_`` what the words come to: the department under the name that all
its spellings share, the day, the metric. A span of ``obligations`` has its number as ``id_`` and carries extension
attributes, see ``ATTRIBUTES``.

spaCy's spans are made of tokens, and about one department in five begins inside a word of a Chinese segmenter. Such a
word is split in two, so that ``span.text`` is the department and ``span.start_char`` its place, whatever the tokenizer.
"""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin, Span, SpanGroup
from spacy.util import filter_spans
from spacy.vocab import Vocab

from pipeline.messages import Lang, say
from pipeline.outputs.files import replacing
from pipeline.outputs.review import Mark, MarkKind, Task
from pipeline.outputs.review_labels import kind_labels
from pipeline.outputs.rows import target_text
from schemas.obligation import Target

GROUPS: dict[str, tuple[MarkKind, ...]] = {
    "obligations": ("obligation",),
    "departments": ("lead", "support"),
    "deadlines": ("deadline",),
    "metrics": ("metric", "goal"),
}
ATTRIBUTES = {
    "lead": "names of the departments that lead, written out, in the order of the text",
    "support": "names of the departments that support",
    "due": "the last day as an EDTF date (2025-06-30, XXXX-09-30), or the recurrence as an RRULE; None without one",
    "metrics": "the metrics, as 办结率≥95%",
}
DOCBIN_NAME = "review.spacy"


def register_attributes() -> None:
    """Make ``span._.duban`` (the obligation as plain data), ``doc._.duban`` and the ``ATTRIBUTES`` known to spaCy.

    ``nlp.add_pipe("duban")`` does it by itself; a script that only reads a DocBin calls it before it asks for them.
    """
    for owner in (Doc, Span):
        if not owner.has_extension("duban"):
            owner.set_extension("duban", default=None)
    getters = {"lead": _lead, "support": _support, "due": _due, "metrics": _metrics}
    for name, getter in getters.items():
        if not Span.has_extension(name):
            Span.set_extension(name, getter=getter)


def mark_doc(doc: Doc, task: Task) -> Doc:
    """Write a task's marks into a doc of the same text. Raises ``ValueError`` where the texts differ."""
    if doc.text != task.text:
        raise ValueError("the doc and the task are of different texts")
    register_attributes()
    _split(doc, {edge for mark in task.marks for edge in (mark.start, mark.end)})
    for group, kinds in GROUPS.items():
        doc.spans[group] = [
            _span(doc, index, mark, task) for index, mark in enumerate(task.marks) if mark.kind in kinds
        ]
    doc._.duban = {
        "document": task.extraction.document,
        "task": task.number,
        "start": task.start,
        "section": list(task.section),
        "metadata": task.extraction.metadata.model_dump(mode="json"),
        "elsewhere": [part._asdict() for part in task.elsewhere],
    }
    return doc


def to_displacy(doc: Doc, lang: Lang = "zh") -> dict[str, Any]:
    """Departments, deadlines and metrics for ``displacy.render(…, style="ent", manual=True)``, words as labels.

    displaCy's own spans would set every token of a Chinese text apart. Where two spans overlap the first, longer one
    is shown; colours are those of ``displacy_options``.
    """
    spans = (span for group in GROUPS if group != "obligations" for span in doc.spans[group])
    shown = sorted(filter_spans(spans), key=lambda span: span.start_char)
    ents = [
        {"start": span.start_char, "end": span.end_char, "label": say(f"review.{span.label_}", lang)} for span in shown
    ]
    return {"text": doc.text, "ents": ents, "title": None}


def displacy_options(lang: Lang = "zh") -> dict[str, Any]:
    """Colours for ``to_displacy``: the ``options`` of ``displacy.render``."""
    return {"colors": {say(f"review.{label.kind}", lang): label.colour for label in kind_labels()}}


def write_docbin(path: Path, tasks: Iterable[Task]) -> None:
    """Write the tasks as a ``DocBin``, one character a token; read it with ``DocBin().from_disk(path)``."""
    vocab = Vocab()
    docs = DocBin(store_user_data=True)
    for task in tasks:
        words = list(task.text)
        docs.add(mark_doc(Doc(vocab, words=words, spaces=[False] * len(words)), task))
    with replacing(path) as draft:
        draft.write_bytes(docs.to_bytes())


def _span(doc: Doc, index: int, mark: Mark, task: Task) -> Span:
    obligation = task.obligations.get(index)
    label = mark.value if obligation else mark.kind
    value = "" if obligation else mark.entity or mark.value
    number = str(obligation.number) if obligation else ""
    span = _chars(doc, start_idx=mark.start, end_idx=mark.end, label=label, kb_id=value, span_id=number)
    if obligation:
        span._.duban = obligation.model_dump(mode="json")
    return span


def _split(doc: Doc, edges: Iterable[int]) -> None:
    """Split the tokens that straddle an edge of a span; spans that others have written stay where they are."""
    starts = [token.idx for token in doc]
    inside: dict[int, list[int]] = {}
    for edge in sorted(edges):
        index = bisect_right(starts, edge) - 1
        if index >= 0 and starts[index] < edge < starts[index] + len(doc[index]):
            inside.setdefault(index, []).append(edge - starts[index])
    groups = {key: (dict(group.attrs), [_plain(span) for span in group]) for key, group in doc.spans.items()}
    with doc.retokenize() as retokenizer:
        for index, cuts in inside.items():
            token = doc[index]
            pieces = [token.text[start:end] for start, end in pairwise([0, *cuts, len(token)])]
            retokenizer.split(token, pieces, heads=[(token, position) for position in range(len(pieces))])
    for key, (attributes, spans) in groups.items():
        # the retokenizer leaves groups of spans at their old token numbers, which now are others
        doc.spans[key] = SpanGroup(doc, name=key, attrs=attributes, spans=[_chars(doc, **span) for span in spans])


def _chars(doc: Doc, **place: Any) -> Span:
    span = doc.char_span(**place)
    if span is None:
        raise ValueError(f"no token begins or ends where a span does: {place}")
    return span


def _plain(span: Span) -> dict[str, Any]:
    places = {"start_idx": span.start_char, "end_idx": span.end_char}
    return places | {"label": span.label, "kb_id": span.kb_id, "span_id": span.id}


def _lead(span: Span) -> list[str]:
    return _names(span, "lead")


def _support(span: Span) -> list[str]:
    return _names(span, "support")


def _names(span: Span, role: str) -> list[str]:
    return [party["name"] for party in (span._.duban or {}).get("parties", ()) if party["role"] == role]


def _due(span: Span) -> str | None:
    obligation = span._.duban or {}
    return obligation.get("due") or obligation.get("rrule")


def _metrics(span: Span) -> list[str]:
    return [target_text(Target.model_validate(target)) for target in (span._.duban or {}).get("targets", ())]
