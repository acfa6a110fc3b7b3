"""The command line of duban: every command is registered here and stands in ``pipeline/commands``."""

import io
import sys

import typer

from pipeline.commands.diff import diff
from pipeline.commands.evaluate import evaluate
from pipeline.commands.export import export
from pipeline.commands.graph import graph
from pipeline.commands.matrix import matrix
from pipeline.commands.report import report
from pipeline.commands.run import run
from pipeline.commands.status import status
from pipeline.commands.tables import tables
from pipeline.commands.wrong_use import Commands

app = typer.Typer(
    cls=Commands,
    help="Who must do what, with whom, by when, measured how: read from Chinese government policy documents.",
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command(
    no_args_is_help=True, epilog="Example: `duban run documents/ --out results --manifest documents/manifest.csv`"
)(run)
app.command(no_args_is_help=True, epilog="Example: `duban evaluate results gold/ --show`")(evaluate)
app.command(no_args_is_help=True, epilog="Example: `duban diff province.docx city.pdf --out diff`")(diff)
app.command(no_args_is_help=True, epilog="Example: `duban status results`")(status)
app.command(no_args_is_help=True, epilog="Example: `duban graph results`")(graph)
app.command(no_args_is_help=True, epilog="Example: `duban matrix results --department 省财政厅`")(matrix)
app.command(no_args_is_help=True, epilog="Example: `duban tables results --format dta`")(tables)
app.command(no_args_is_help=True, epilog="Example: `duban export results --to label-studio`")(export)
app.command(no_args_is_help=True, epilog="Example: `duban report results --document 'gansu/*' --out gansu.html`")(
    report
)


def main() -> None:
    """The entry point of ``duban``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that lacks a character must not end the run
    app()


if __name__ == "__main__":
    main()
