"""The codebook of a comparison: files, columns, codes, and the parts of the score with their weights."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from pipeline.diff.settings import load_settings, load_weights
from pipeline.messages import Lang, say, say_more
from pipeline.outputs.comparison.coverage import UPTAKES
from pipeline.outputs.comparison.model import COLUMNS, PART_COLUMNS, part_meaning
from pipeline.outputs.comparison.targets import HEADER, Status
from pipeline.outputs.files import replacing
from schemas.comparison import MetricsChange, Relation

CODEBOOK = "codebook.md"
FILES = (
    *("diff.xlsx", "diff.html", "pairs.csv", "pairs.jsonl", "targets.csv", "coverage.csv"),
    *("coverage.png", "hands_down.graphml"),
)


def codebook_rows(lang: Lang) -> Iterator[tuple[str, str]]:
    """Names and meanings: files, columns of the dyads and targets, codes, parts of the score."""
    settings = load_settings()
    listed = {"listed_from": f"{settings.threshold}", "listed_apart": f"{settings.threshold_apart}"}
    for name in FILES:
        yield name, say(f"diff.file_{name}", lang)
    plain = (column.key for column in COLUMNS if column not in PART_COLUMNS)
    for key in dict.fromkeys((*plain, *HEADER)):
        yield f"{say(f'diff.{key}', 'zh')} / {say(f'diff.{key}', 'en')}", say_more(f"diff.{key}", lang, listed)
    for change in (*get_args(MetricsChange), "earlier", "later", "harder", "softer"):
        yield _both(f"change_{change}"), say_more(f"diff.change_{change}", lang)
    for status in get_args(Status):
        yield _both(f"status_{status}"), say_more(f"diff.status_{status}", lang)
    for uptake in UPTAKES:
        yield _both(f"uptake_{uptake}"), say_more(f"diff.uptake_{uptake}", lang)
    for relation in get_args(Relation):
        yield _both(f"relation_{relation}"), say_more(f"diff.relation_{relation}", lang)
    yield say("diff.how", lang), say_more("diff.how", lang)
    weights = load_weights()
    for column in PART_COLUMNS:
        weight = weights.final[column.key.removeprefix("part_")]
        name = f"{say(f'diff.{column.key}', 'zh')} / {column.key} ({weight:+.2f})"
        yield name, say_more(f"diff.{column.key}", "zh") if lang == "zh" else part_meaning(column.key)


def _both(key: str) -> str:
    return f"{say(f'diff.{key}', 'zh')} / {say(f'diff.{key}', 'en')}"


def write_codebook(path: Path, lang: Lang, versions: str) -> None:
    """The codebook as Markdown."""
    lines = [f"# {say('codebook.title', lang)}", "", versions, "", *(f"- **{a}**: {b}" for a, b in codebook_rows(lang))]
    with replacing(path) as draft:
        draft.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
