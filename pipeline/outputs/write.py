"""All outputs of a store, in the order in which they are named to the user."""

from collections.abc import Iterable
from pathlib import Path

from pipeline.messages import Lang, say
from pipeline.outputs.codebook import CODEBOOK_NAME, write_codebook
from pipeline.outputs.csv_table import CSV_NAME, PROBLEMS_NAME, write_csv, write_problems
from pipeline.outputs.jsonl import JSONL_NAME, write_jsonl
from pipeline.outputs.network.graph import Succession, build_graph
from pipeline.outputs.network.graph_files import GRAPH_NAME, write_graphml
from pipeline.outputs.rows import FileProblem, Row, to_file_problems, to_rows
from pipeline.outputs.workbook import WORKBOOK_NAME, write_workbook
from pipeline.store import Store
from pipeline.version import program_version, rules_version


def write_outputs(store: Store, out: Path, lang: Lang, successions: Iterable[Succession] = ()) -> tuple[str, ...]:
    """Write every view of a store into a folder; the names of the files. Raises ``UserError``."""

    def rows() -> Iterable[Row]:
        return to_rows(store.extractions())

    def problems() -> Iterable[FileProblem]:
        return to_file_problems(store.extractions(), (record for record in store.files() if record.state == "failed"))

    versions = say("word.versions", lang, {"program": program_version(), "rules": rules_version()})
    write_jsonl(out / JSONL_NAME, rows())
    write_csv(out / CSV_NAME, rows(), lang)
    write_workbook(out / WORKBOOK_NAME, rows, problems(), lang, versions)
    write_problems(out / PROBLEMS_NAME, problems(), lang)
    write_graphml(out / GRAPH_NAME, build_graph(store.extractions(), successions))
    write_codebook(out / CODEBOOK_NAME, lang, versions)
    return JSONL_NAME, CSV_NAME, WORKBOOK_NAME, PROBLEMS_NAME, GRAPH_NAME, CODEBOOK_NAME
