"""brat: a text and its standoff annotation for each task, and the two configurations of the collection.

Format: https://brat.nlplab.org/standoff.html and https://brat.nlplab.org/configuration.html. Names of types are ASCII,
as brat asks; ``visual.conf`` gives them Chinese labels. Offsets count characters; a stretch over a line break is
written as fragments.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import regex

from pipeline.messages import Lang, UserError, say
from pipeline.outputs.files import replacing
from pipeline.outputs.review import Mark, MarkKind, Task
from pipeline.outputs.review_labels import for_browsers, kind_labels
from pipeline.outputs.rows import section_text
from schemas.mention import Modality

FOLDER = "brat"
_TYPES: dict[MarkKind, str] = {kind: kind.capitalize() for kind in get_args(MarkKind)}
_RELATIONS: dict[MarkKind, str] = {
    "lead": "led_by", "support": "supported_by", "deadline": "due", "metric": "measured_by", "goal": "aims_at",
}  # fmt: skip
_NOT_IN_NAMES = regex.compile(r"[^\p{L}\p{N}._-]+")
_IN_LINE = regex.compile(r"[^\n]+")
_LONGEST_NAME = 60


def write_brat(out: Path, tasks: Iterable[Task], lang: Lang) -> tuple[str, ...]:
    """Write a collection into a new folder; its name. Raises ``UserError`` where the folder holds anything.

    brat keeps what reviewers write in these same files, so that nothing is ever written over. ``tasks.tsv`` says
    which document each text is from, and at which character of it the text begins.
    """
    folder = out / FOLDER
    if folder.exists() and any(folder.iterdir()):
        raise UserError("review_there", path=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    documents: dict[str, int] = {}
    index = ["text\tdocument\tstart\tsection\n"]
    for task in tasks:
        number = documents.setdefault(task.extraction.document, len(documents) + 1)
        stem = _NOT_IN_NAMES.sub("_", task.extraction.document)[:_LONGEST_NAME]
        name = f"{number:04d}-{stem}-{task.number:03d}"
        _write(folder / f"{name}.txt", [for_browsers(task.text)])
        _write(folder / f"{name}.ann", [f"{line}\n" for line in to_lines(task, lang)])
        index.append(f"{name}\t{task.extraction.document}\t{task.start}\t{section_text(task.section)}\n")
    _write(folder / "tasks.tsv", index)
    _write(folder / "annotation.conf", _annotation_conf())
    _write(folder / "visual.conf", _visual_conf(lang))
    return (f"{FOLDER}/",)


def to_lines(task: Task, lang: Lang) -> Iterator[str]:
    """The lines of a task's ``.ann`` file: text-bound annotations, relations, attributes, notes."""
    text = for_browsers(task.text)
    for index, mark in enumerate(task.marks, 1):
        stretches = [(found.start(), found.end()) for found in _IN_LINE.finditer(text, mark.start, mark.end)]
        places = ";".join(f"{start} {end}" for start, end in stretches)
        yield f"T{index}\t{_TYPES[mark.kind]} {places}\t{' '.join(text[start:end] for start, end in stretches)}"
    for index, (obligation, part) in enumerate(task.links, 1):
        yield f"R{index}\t{_RELATIONS[task.marks[part].kind]} Arg1:T{obligation + 1} Arg2:T{part + 1}"
    obligations = [index for index, mark in enumerate(task.marks, 1) if mark.kind == "obligation"]
    for index, obligation in enumerate(obligations, 1):
        yield f"A{index}\tModality T{obligation} {task.marks[obligation - 1].value}"
    for index, (name, note) in enumerate(_notes(task, lang), 1):
        yield f"#{index}\tAnnotatorNotes {name}\t{note}"


def _notes(task: Task, lang: Lang) -> Iterator[tuple[str, str]]:
    """What the words come to where they do not say it themselves, and what stands in another section."""
    far: dict[int, list[str]] = {}
    for part in task.elsewhere:
        far.setdefault(part.obligation, []).append(f"{say(f'review.{part.kind}', lang)} {part.value}")
    for index, mark in enumerate(task.marks):
        obligation = task.obligations.get(index)
        notes = far.get(obligation.number, []) if obligation else _value(mark, task.text)
        if notes:
            yield f"T{index + 1}", for_browsers(regex.sub(r"\s+", " ", "；".join(notes)))


def _value(mark: Mark, text: str) -> list[str]:
    return [mark.value] if mark.value and mark.value != text[mark.start : mark.end] else []


def _annotation_conf() -> Iterator[str]:
    yield "[entities]\n"
    yield from (f"{name}\n" for name in _TYPES.values())
    yield "\n[relations]\n"
    for kind, relation in _RELATIONS.items():
        yield f"{relation}\tArg1:{_TYPES['obligation']}, Arg2:{_TYPES[kind]}\n"
    yield "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n"
    yield "\n[events]\n\n[attributes]\n"
    yield f"Modality\tArg:{_TYPES['obligation']}, Value:{'|'.join(get_args(Modality))}\n"


def _visual_conf(lang: Lang) -> Iterator[str]:
    yield "[labels]\n"
    for kind, name in _TYPES.items():
        yield f"{name} | {say(f'review.{kind}', lang)}\n"
    for kind, relation in _RELATIONS.items():
        yield f"{relation} | {say(f'review.{kind}', lang)}\n"
    yield "\n[drawing]\nSPAN_DEFAULT\tfgColor:black, borderColor:darken\n"
    for label in kind_labels():
        yield f"{_TYPES[label.kind]}\tbgColor:{label.colour}\n"
    yield "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5\n"


def _write(path: Path, parts: Iterable[str]) -> None:
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(parts)
