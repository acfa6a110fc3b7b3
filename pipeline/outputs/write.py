"""All outputs of a store, in the order in which they are named to the user."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from pipeline.messages import Lang, say
from pipeline.outputs.codebook import CODEBOOK_NAME, write_codebook
from pipeline.outputs.csv_table import CSV_NAME, PROBLEMS_NAME, write_csv, write_problems
from pipeline.outputs.jsonl import JSONL_NAME, write_jsonl
from pipeline.outputs.network.graph import Succession, build_graph
from pipeline.outputs.network.graph_files import GRAPH_NAME, write_graphml
from pipeline.outputs.report.page import REPORT_NAME, write_report
from pipeline.outputs.report.pictures import chart_script
from pipeline.outputs.rows import FileProblem, Row, to_file_problems, to_rows
from pipeline.outputs.workbook import WORKBOOK_NAME, write_workbook
from pipeline.store import Store
from pipeline.version import program_version, rules_version


class Written(NamedTuple):
    """The names of the files, and how many documents the report shows: it stops where browsers become slow."""

    names: tuple[str, ...]
    in_report: int


def write_outputs(store: Store, out: Path, lang: Lang, successions: Iterable[Succession] = ()) -> Written:
    """Write every view of a store into a folder. Raises ``UserError``."""

    def rows() -> Iterable[Row]:
        return to_rows(store.extractions())

    def problems() -> Iterable[FileProblem]:
        return to_file_problems(store.extractions(), (record for record in store.files() if record.state == "failed"))

    versions = say("word.versions", lang, {"program": program_version(), "rules": rules_version()})
    with ThreadPoolExecutor(1) as beside:  # the script of the charts takes a second, in which the rest is written
        charts = beside.submit(chart_script)
        _write_tables(out, rows, problems, lang, versions)
        write_graphml(out / GRAPH_NAME, build_graph(store.extractions(), successions))
        report = write_report(out / REPORT_NAME, store, lang, charts=charts.result())
    names = (REPORT_NAME, JSONL_NAME, CSV_NAME, WORKBOOK_NAME, PROBLEMS_NAME, GRAPH_NAME, CODEBOOK_NAME)
    return Written(names, report.shown)


def _write_tables(
    out: Path,
    rows: Callable[[], Iterable[Row]],
    problems: Callable[[], Iterable[FileProblem]],
    lang: Lang,
    versions: str,
) -> None:
    write_jsonl(out / JSONL_NAME, rows())
    write_csv(out / CSV_NAME, rows(), lang)
    write_workbook(out / WORKBOOK_NAME, rows, problems(), lang, versions)
    write_problems(out / PROBLEMS_NAME, problems(), lang)
    write_codebook(out / CODEBOOK_NAME, lang, versions)
