"""The tools that a run can be exported to, by name."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pipeline.messages import Lang, UserError
from pipeline.outputs.brat import write_brat
from pipeline.outputs.doccano import write_doccano
from pipeline.outputs.files import make_folder
from pipeline.outputs.label_studio import write_label_studio
from pipeline.outputs.review import Task, to_tasks
from pipeline.store import Store
from pipeline.version import program_version, rules_version

Tool = Literal["doccano", "label-studio", "brat", "spacy"]


def write_export(store: Store, out: Path, tool: Tool, lang: Lang) -> tuple[str, ...]:
    """Write a run for one tool, a task for each section; the names of the files. Raises ``UserError``."""
    make_folder(out)
    tasks = to_tasks(store.extractions())
    if tool == "doccano":
        return write_doccano(out, tasks, lang)
    if tool == "label-studio":
        return write_label_studio(out, tasks, lang, f"duban {program_version()} {rules_version()}")
    if tool == "brat":
        return write_brat(out, tasks, lang)
    return _write_spacy(out, tasks)


def _write_spacy(out: Path, tasks: Iterable[Task]) -> tuple[str, ...]:
    try:
        from pipeline.outputs.spacy_docs import DOCBIN_NAME, write_docbin
    except ImportError as error:
        raise UserError("extra_missing", extra="spacy", modules="spacy") from error
    write_docbin(out / DOCBIN_NAME, tasks)
    return (DOCBIN_NAME,)
