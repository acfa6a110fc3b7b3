"""From the names of documents to all files of their comparison."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from extractors.words import MissingSegmenter, Segmenter
from pipeline.diff.documents import read_files, read_run
from pipeline.messages import Lang, UserError
from pipeline.outputs.comparison.model import Compared
from pipeline.outputs.comparison.write import write_comparison
from pipeline.outputs.files import make_folder
from pipeline.store import FileRecord
from schemas.comparison import Relation

_LIBRARIES = ("matplotlib", "numpy", "pylopdf_fonts_zh_cn", "scipy")


class Report(NamedTuple):
    """What came of a comparison."""

    out: Path
    compared: tuple[Compared, ...]
    failed: tuple[FileRecord, ...]
    written: tuple[str, ...]


def compare_documents(
    upper: str,
    lowers: Sequence[str],
    out: Path,
    *,
    run: Path | None = None,
    manifest: Path | None = None,
    relation: Relation | None = None,
    segmenter: Segmenter = "jieba",
    lang: Lang = "zh",
) -> Report:
    """Compare documents and write every view into ``out``. Raises ``UserError``."""
    missing = [name for name in _LIBRARIES if find_spec(name) is None]
    if missing:
        raise UserError("diff_extra_missing", modules=", ".join(missing))
    if not run and not lowers:
        raise UserError("diff_nothing_below")
    if run:
        documents = read_run(run, upper, lowers)
    else:
        documents = read_files(Path(upper), [Path(each) for each in lowers], out=out, manifest=manifest)
    from pipeline.diff.compare import compare_many

    try:
        comparisons = compare_many(documents.upper, documents.lowers, segmenter=segmenter, relation=relation)
        compared = tuple(
            Compared(documents.upper, lower, comparison)
            for lower, comparison in zip(documents.lowers, comparisons, strict=True)
        )
    except MissingSegmenter as error:
        raise UserError("diff_segmenter_missing", name=error.name or "") from error
    make_folder(out)
    return Report(out, compared, documents.failed, write_comparison(compared, out, lang) if compared else ())
