"""doccano: JSON lines with entities and relations, and the labels to load first.

Format: https://doccano.github.io/doccano/tutorial/ (sequence labelling with relations, "JSONL(relation)"). Ids of
entities are unique in the whole file, as older versions of doccano need them to be. Offsets count characters.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from pipeline.messages import Lang, say
from pipeline.outputs.files import replacing
from pipeline.outputs.review import Mark, Task
from pipeline.outputs.review_labels import for_browsers, label_of, load_labels
from pipeline.outputs.rows import section_text

TASKS_NAME = "doccano.jsonl"
SPANS_NAME = "doccano-span-labels.json"
RELATIONS_NAME = "doccano-relation-labels.json"


def write_doccano(out: Path, tasks: Iterable[Task], lang: Lang) -> tuple[str, ...]:
    """Write tasks and labels; the names of the files."""
    with replacing(out / TASKS_NAME) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        for record in to_records(tasks, lang):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    named = [(label.name(lang), label.colour, label.key) for label in load_labels()]
    _write_labels(out / SPANS_NAME, named)
    kinds = [label for label in load_labels() if label.kind != "obligation"]
    _write_labels(
        out / RELATIONS_NAME, [(say(f"review.{label.kind}", lang), label.colour, label.key) for label in kinds]
    )
    return TASKS_NAME, SPANS_NAME, RELATIONS_NAME


def to_records(tasks: Iterable[Task], lang: Lang) -> Iterator[dict[str, Any]]:
    """One record a task; what is no text, entity or relation shows beside the text as its metadata."""
    ids = count(1)
    relations = count(1)
    for task in tasks:
        numbers = [next(ids) for _ in task.marks]
        entities = (_entity(number, mark, lang) for number, mark in zip(numbers, task.marks, strict=True))
        yield {
            "text": for_browsers(task.text),
            "entities": list(entities),
            "relations": [
                {
                    "id": next(relations),
                    "from_id": numbers[obligation],
                    "to_id": numbers[part],
                    "type": say(f"review.{task.marks[part].kind}", lang),
                }
                for obligation, part in task.links
            ],
            **facts(task, lang),
        }


def facts(task: Task, lang: Lang) -> dict[str, str | int]:
    """What a reviewer needs beside the text: where it stands, and what belongs to it but stands elsewhere."""
    return {
        "document": task.extraction.document,
        "task": task.number,
        "start": task.start,
        "section": for_browsers(section_text(task.section)),
        "values": _listed(
            f"{task.text[mark.start : mark.end]} → {mark.value}"
            for mark in task.marks
            if mark.kind != "obligation" and mark.value != task.text[mark.start : mark.end]
        ),
        "elsewhere": _listed(
            f"{part.obligation} {say(f'review.{part.kind}', lang)} {part.value}" for part in task.elsewhere
        ),
    }


def _listed(parts: Iterable[str]) -> str:
    return for_browsers("；".join(dict.fromkeys(parts)))


def _entity(number: int, mark: Mark, lang: Lang) -> dict[str, Any]:
    return {"id": number, "label": label_of(mark).name(lang), "start_offset": mark.start, "end_offset": mark.end}


def _write_labels(path: Path, named: Iterable[tuple[str, str, str]]) -> None:
    labels = [
        {"text": name, "suffix_key": key, "background_color": colour, "text_color": "#000000"}
        for name, colour, key in named
    ]
    with replacing(path) as draft:
        draft.write_text(json.dumps(labels, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
