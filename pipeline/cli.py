"""The command line of duban: every command is registered here and stands in ``pipeline/commands``."""

import io
import sys
from typing import Annotated

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


def _say_version(wanted: bool) -> None:
    if wanted:
        from pipeline.version import program_version, rules_version

        typer.echo(f"duban {program_version()}, rules {rules_version()}")
        raise typer.Exit


@app.callback()
def _common(
    _: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=_say_version,
            help="Print the versions of program and rules, as a paper cites them.",
        ),
    ] = False,
) -> None:
    pass


def main() -> None:
    """The command line; ``pipeline.start`` begins it, and ends it where it is stopped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that lacks a character must not end the run
    app()


if __name__ == "__main__":
    main()
