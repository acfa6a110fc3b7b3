"""All files of a comparison, in the order in which they are named to the user."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.messages import Lang, say
from pipeline.outputs.comparison.codebook import CODEBOOK, write_codebook
from pipeline.outputs.comparison.flow import FLOW, write_flow
from pipeline.outputs.comparison.model import Compared
from pipeline.outputs.comparison.page import PAGE, write_pages
from pipeline.outputs.comparison.picture import PICTURE, write_picture
from pipeline.outputs.comparison.tables import (
    COVERAGE,
    PAIRS_CSV,
    PAIRS_JSONL,
    TARGETS,
    write_coverage,
    write_pairs_csv,
    write_pairs_jsonl,
    write_targets,
)
from pipeline.outputs.comparison.workbook import WORKBOOK, write_workbook
from pipeline.version import program_version, rules_version


def write_comparison(compared: Sequence[Compared], out: Path, lang: Lang) -> tuple[str, ...]:
    """Write every view into a folder; the names of the files. Raises ``UserError``."""
    versions = say("word.versions", lang, {"program": program_version(), "rules": rules_version()})
    write_workbook(out / WORKBOOK, compared, lang, versions)
    write_pages(out, compared, lang)
    write_pairs_csv(out / PAIRS_CSV, compared, lang)
    write_pairs_jsonl(out / PAIRS_JSONL, compared)
    write_targets(out / TARGETS, compared, lang)
    written = [WORKBOOK, PAGE, PAIRS_CSV, PAIRS_JSONL, TARGETS]
    if len(compared) > 1:
        write_coverage(out / COVERAGE, compared, lang)
        written.append(COVERAGE)
        if compared[0].upper.obligations:
            write_picture(out / PICTURE, compared, lang)
            written.append(PICTURE)
    write_flow(out / FLOW, compared)
    write_codebook(out / CODEBOOK, lang, versions)
    return (*written, FLOW, CODEBOOK)
