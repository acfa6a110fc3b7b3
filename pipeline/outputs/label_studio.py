"""Label Studio: tasks with predictions, and the labelling configuration they are made for.

Formats: https://labelstud.io/guide/predictions and https://labelstud.io/tags. Obligations are regions with a choice of
modality; what belongs to them is joined by relations. Predictions are the model's answers: a reviewer opens a task,
takes them over as an annotation and corrects it.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

from lxml import etree

from pipeline.messages import Lang, say
from pipeline.outputs.doccano import facts
from pipeline.outputs.files import replacing
from pipeline.outputs.review import Mark, Task
from pipeline.outputs.review_labels import for_browsers, kind_labels
from schemas.mention import Modality

TASKS_NAME = "label-studio.json"
CONFIG_NAME = "label-studio.xml"


def write_label_studio(out: Path, tasks: Iterable[Task], lang: Lang, version: str) -> tuple[str, ...]:
    """Write tasks and configuration; ``version`` names the rules that made the predictions. The names of the files."""
    with replacing(out / TASKS_NAME) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        for number, task in enumerate(tasks):
            file.write("[\n" if number == 0 else ",\n")
            file.write(json.dumps(to_record(task, lang, version), ensure_ascii=False))
        file.write("\n]\n" if file.tell() else "[]\n")
    with replacing(out / CONFIG_NAME) as draft:
        draft.write_text(to_config(lang), encoding="utf-8", newline="\n")
    return TASKS_NAME, CONFIG_NAME


def to_record(task: Task, lang: Lang, version: str) -> dict[str, Any]:
    """A task with its prediction."""
    text = for_browsers(task.text)
    regions = (_region(f"m{index}", mark, text, lang) for index, mark in enumerate(task.marks, 1))
    relations = (
        {
            "type": "relation",
            "from_id": f"m{obligation + 1}",
            "to_id": f"m{part + 1}",
            "direction": "right",
            "labels": [say(f"review.{task.marks[part].kind}", lang)],
        }
        for obligation, part in task.links
    )
    result = [item for region in regions for item in region] + list(relations)
    return {"data": {"text": text, **facts(task, lang)}, "predictions": [{"model_version": version, "result": result}]}


def _region(name: str, mark: Mark, text: str, lang: Lang) -> Iterator[dict[str, Any]]:
    place = {"start": mark.start, "end": mark.end, "text": text[mark.start : mark.end]}
    shared = {"id": name, "to_name": "text"}
    value = {**place, "labels": [say(f"review.{mark.kind}", lang)]}
    region = {**shared, "from_name": "label", "type": "labels", "value": value}
    if mark.kind != "obligation":
        yield {**region, "meta": {"text": [for_browsers(mark.value)]}}
        return
    yield region
    choice = {**place, "choices": [say(f"word.{mark.value}", lang)]}
    yield {**shared, "from_name": "modality", "type": "choices", "value": choice}


def to_config(lang: Lang) -> str:
    """The labelling configuration, to be pasted into the project's settings."""
    view = etree.Element("View")
    etree.SubElement(view, "Header", value="$section")
    labels = etree.SubElement(view, "Labels", name="label", toName="text")
    relations = etree.SubElement(view, "Relations")
    for label in kind_labels():
        name = say(f"review.{label.kind}", lang)
        etree.SubElement(labels, "Label", value=name, background=label.colour, hotkey=label.key)
        if label.kind != "obligation":
            etree.SubElement(relations, "Relation", value=name)
    etree.SubElement(view, "Text", name="text", value="$text", granularity="symbol")
    choices = etree.SubElement(view, "Choices", name="modality", toName="text", choice="single")
    for key, value in (
        ("perRegion", "true"),
        ("whenTagName", "label"),
        ("whenLabelValue", say("review.obligation", lang)),
    ):
        choices.set(key, value)
    for modality in get_args(Modality):
        etree.SubElement(choices, "Choice", value=say(f"word.{modality}", lang))
    etree.SubElement(view, "Header", value="$elsewhere")
    return etree.tostring(view, encoding="unicode", pretty_print=True)
