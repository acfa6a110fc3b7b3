"""``duban report``: the page that shows every obligation in its place, for all documents of a run or some of them."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.console import Language, RunFolder, finished_run, plain_errors, print_out
from schemas.document import Level


def report(
    run: RunFolder,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="The page to write; RUN/report.html by default.")
    ] = None,
    document: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help="Only documents whose name fits, as 'gansu/*'; may be repeated."),
    ] = None,
    level: Annotated[Level | None, typer.Option(help="Only documents of this level.")] = None,
    region: Annotated[str, typer.Option(help="Only documents whose region holds this, as 甘肃.")] = "",
    most: Annotated[int, typer.Option(min=1, help="Most documents in one page.")] = 300,
    pictures: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write the pictures into DIR as well, as .svg and .png.")
    ] = None,
    lang: Language = "zh",
) -> None:
    """Show the obligations of a run in their places: one page that needs no network.

    Exit code: 0 written, 2 wrong use.
    """
    from pipeline.outputs.report.page import REPORT_NAME, write_report
    from pipeline.outputs.report.pictures import write_pictures
    from pipeline.outputs.report.scope import Scope
    from pipeline.outputs.summary import report_summary

    path = out or run / REPORT_NAME
    with plain_errors(lang), finished_run(run, lang) as store:
        scope = Scope(documents=tuple(document or ()), level=level, region=region, most=most)
        made = write_report(path, store, lang, scope)
        names = write_pictures(pictures, made.datasets, lang) if pictures else ()
    print_out(report_summary(made, path, run, pictures, names, lang))
