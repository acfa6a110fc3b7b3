"""``duban run``: documents in, obligations out."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.console import Language, plain_errors, print_out, progress_bar
from pipeline.messages import UserError


def run(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH",
            help="Documents (.txt, .html, .docx, .pdf with text, .ofd, .xlsx, .csv, .zip; .doc, .wps and .rtf where "
            "LibreOffice is installed), or folders of them.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the results; made if missing.")],
    issued: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Date of issue, as 2024-11-02, of documents for which nothing else gives one."
        ),
    ] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="CSV with what is known of the documents, instead of a manifest.csv beside them: file (文件), "
            "title (标题), number (文号), "
            "issuer (发文机关), level (层级), region (地区), issued (成文日期); all but file may be missing.",
        ),
    ] = None,
    lang: Language = "zh",
) -> None:
    """Extract the obligations of documents into DIR.

    Writes obligations.jsonl, obligations.csv, matrix.xlsx, problems.csv, graph.graphml, codebook.md and duban.db.
    Folders are read with all folders below them; hidden files and folders named gold are left out. Running again into
    the same DIR replaces what has changed and keeps the rest.

    Exit code: 0 all files read, 1 some not, 2 wrong use.
    """
    from pipeline.outputs.summary import run_summary
    from pipeline.run import run as run_files

    with plain_errors(lang), progress_bar(lang) as on_progress:
        report = run_files(paths, out, issued=_date(issued), manifest=manifest, lang=lang, progress=on_progress)
    print_out(run_summary(report, lang))
    if report.failed:
        raise typer.Exit(1)


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    from pipeline.manifest import read_date

    found = read_date(text)
    if found is None:
        raise UserError("date_wrong", value=text)
    return found
