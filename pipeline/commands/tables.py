"""``duban tables``: the tables of a run for statistics."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.console import Language, RunFolder, finished_run, plain_errors, print_out
from pipeline.outputs.forms import TableForm


def tables(
    run: RunFolder,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder for the files; RUN/tables if not given.")
    ] = None,
    formats: Annotated[
        list[TableForm] | None,
        typer.Option("--format", help="Format of the tables, may be repeated; csv, dta and parquet if not given."),
    ] = None,
    lang: Language = "zh",
) -> None:
    """Write documents, obligations, parties and targets as CSV, Stata and Parquet, with a codebook of every variable.

    Names of variables are ASCII of at most 32 characters in .dta and .parquet; labels and values are Chinese, or
    English with --lang en. variables.csv says of each what it holds and how it is coded.

    .dta and .parquet need the extra duban[stats].

    Exit code: 0 written, 2 wrong use.
    """
    from rich.text import Text

    from pipeline.messages import say
    from pipeline.outputs.files import make_folder
    from pipeline.outputs.rows import to_rows
    from pipeline.outputs.tables.codebook import write_variables
    from pipeline.outputs.tables.files import write_table
    from pipeline.outputs.tables.obligations import run_tables

    with plain_errors(lang), finished_run(run, lang) as store:
        folder = make_folder(out or run / "tables")
        made = run_tables(store.extractions, lambda: to_rows(store.extractions()), lang)
        forms = formats or list(TableForm)
        written = [write_table(folder, table, form, lang) for table in made for form in forms]
        written.append(write_variables(folder, made, lang))
    print_out([Text(say("summary.view", lang, {"out": str(folder), "names": ", ".join(written)}))])
