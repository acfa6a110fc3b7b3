"""All outputs of a store, in the order in which they are named to the user.

The tables are written in one go through the store, each row once, so that time grows with the run and memory does not.
Views that hold a whole run in memory are left out of runs that are too large for that, which the run then says.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple, TypeVar

from pipeline.messages import Lang, say
from pipeline.outputs.codebook import CODEBOOK_NAME, write_codebook
from pipeline.outputs.csv_table import CSV_NAME, PROBLEMS_NAME, csv_file, problems_file
from pipeline.outputs.jsonl import JSONL_NAME, jsonl_file
from pipeline.outputs.network.graph import Succession, build_graph
from pipeline.outputs.network.graph_files import GRAPH_NAME, write_graphml
from pipeline.outputs.parquet import PARQUET_NAME, parquet_file
from pipeline.outputs.report.page import REPORT_NAME, write_report
from pipeline.outputs.report.pictures import chart_script
from pipeline.outputs.rows import Row, to_file_problems, to_rows
from pipeline.outputs.tally import Counting, Tally
from pipeline.outputs.twins import Twins
from pipeline.outputs.workbook import WORKBOOK_NAME, open_book
from pipeline.store import Store
from pipeline.version import program_version, rules_version
from schemas.file import FileState

T = TypeVar("T")

UNREAD: tuple[FileState, ...] = ("failed", "same")
MOST_IN_MEMORY = 50_000
"""Obligations of a run that a view may hold in memory together."""


class Written(NamedTuple):
    """What was written: the names of the files and of those that were left out, what the rows came to, and how many
    documents the report shows: it stops where browsers become slow."""

    names: tuple[str, ...]
    left_out: tuple[str, ...]
    tally: Tally
    in_report: int


def write_outputs(
    store: Store, out: Path, lang: Lang, successions: Iterable[Succession] = (), *, parquet: bool = False
) -> Written:
    """Write every view of a store into a folder. Raises ``UserError``."""
    versions = say("word.versions", lang, {"program": program_version(), "rules": rules_version()})
    with ThreadPoolExecutor(1) as beside:  # the script of the charts takes a second, in which the rest is written
        charts = beside.submit(chart_script)
        tally = _write_tables(store, out, lang, versions, parquet=parquet)
        small = tally.obligations <= MOST_IN_MEMORY
        if small:
            write_graphml(out / GRAPH_NAME, build_graph(store.extractions(), successions))
        report = write_report(out / REPORT_NAME, store, lang, charts=charts.result())
    write_codebook(out / CODEBOOK_NAME, lang, versions)
    tables = (REPORT_NAME, JSONL_NAME, CSV_NAME, WORKBOOK_NAME, PROBLEMS_NAME, *([PARQUET_NAME] if parquet else ()))
    views = (GRAPH_NAME,)
    return Written((*tables, *(views if small else ()), CODEBOOK_NAME), () if small else views, tally, report.shown)


def _write_tables(store: Store, out: Path, lang: Lang, versions: str, *, parquet: bool) -> Tally:
    counting, twins = Counting(), Twins()
    with ExitStack() as files:
        book = files.enter_context(open_book(out / WORKBOOK_NAME, store.count_departments(), lang, versions))
        add_row: list[Callable[[Row], None]] = [counting.add, book.add]
        add_row.append(files.enter_context(jsonl_file(out / JSONL_NAME)))
        add_row.append(files.enter_context(csv_file(out / CSV_NAME, lang)))
        if parquet:
            add_row.append(files.enter_context(parquet_file(out / PARQUET_NAME)))
        add_problem = [book.add_problem, files.enter_context(problems_file(out / PROBLEMS_NAME, lang))]
        for state in UNREAD:
            _each(to_file_problems((), store.files(state=state)), add_problem)
        position = 0
        for extraction in store.extractions():
            rows = list(to_rows([extraction], position))
            position += len(rows)
            _each(rows, add_row)
            _each(to_file_problems([twins.told(extraction)], ()), add_problem)
    return counting.tally().model_copy(update={"twins": twins.count})


def _each(items: Iterable[T], calls: Iterable[Callable[[T], None]]) -> None:
    for item in items:
        for call in calls:
            call(item)
