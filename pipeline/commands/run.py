"""``duban run``: documents in, obligations out."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.console import Language, plain_errors, print_out, progress_bar

# Each option once, with what it is for: the command below shows what they do together.
Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH",
        help="Documents (.txt, .html, .docx, .pdf with text, .ofd, .xlsx, .csv, .zip; .doc, .wps, .rtf, .xls "
        "and .et where LibreOffice is installed), or folders of them.",
    ),
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the results; made if missing.")]
Issued = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Date of issue, as 2024-11-02, of documents for which nothing else gives one."),
]
Manifest = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="CSV with what is known of the documents and holds whatever they say, instead of a manifest.csv "
        "beside them: file (文件), title (标题), number (文号), "
        "issuer (发文机关), level (层级), region (地区), issued (成文日期), genre (文种); "
        "all but file may be missing.",
    ),
]
Processes = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=0,
        help="Processes that read: by default as many as there are cores, none for a few small files, which duban "
        "then reads itself.",
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Read on a running dask cluster, tcp://host:8786, whose workers see the files under the same paths.",
    ),
]
StoreUrl = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Keep the results in PostgreSQL instead of DIR/duban.db: postgresql+psycopg://user@host/database.",
    ),
]
Parquet = Annotated[bool, typer.Option("--parquet", help="Write obligations.parquet too.")]
Ocr = Annotated[
    bool,
    typer.Option(
        "--ocr",
        help="Recognise pages that are pictures (extra ocr): scans in PDF and OFD, .jpg, .png, .tif. Some 4 "
        "seconds a page, so that long scans need a longer --time-limit. Each page is named for checking.",
    ),
]
Seconds = Annotated[float, typer.Option(metavar="SECONDS", min=1, help="Give up a document after so long.")]
Megabytes = Annotated[int, typer.Option(metavar="MB", min=64, help="Give up a document that needs more memory.")]


def run(
    paths: Paths,
    out: Out,
    issued: Issued = None,
    manifest: Manifest = None,
    workers: Processes = None,
    cluster: Cluster = None,
    store: StoreUrl = None,
    parquet: Parquet = False,
    ocr: Ocr = False,
    time_limit: Seconds = 180.0,
    memory_limit: Megabytes = 2048,
    lang: Language = "zh",
) -> None:
    """Extract the obligations of documents into DIR.

    Writes report.html, obligations.jsonl, obligations.csv, matrix.xlsx, problems.csv, graph.graphml, codebook.md and
    duban.db. Folders are read with all folders below them; hidden files and folders named gold are left out. Running
    again into the same DIR reads what has changed, forgets what is gone and keeps the rest; so does a run that was
    stopped.

    Exit code: 0 all files read, 1 some not, 2 wrong use, 130 stopped by Ctrl-C.
    """
    from pipeline.outputs.summary import run_summary
    from pipeline.run import Options
    from pipeline.run import run as run_files
    from pipeline.worker import Limits

    limits = Limits(seconds=time_limit, megabytes=memory_limit)
    options = Options(workers=workers, cluster=cluster, store=store, parquet=parquet, ocr=ocr, limits=limits)
    with plain_errors(lang), progress_bar(lang) as on_progress:
        date_of_issue = _date(issued)
        report = run_files(
            paths, out, issued=date_of_issue, manifest=manifest, lang=lang, options=options, progress=on_progress
        )
    print_out(run_summary(report, lang))
    if report.failures:
        raise typer.Exit(1)


def _date(text: str | None) -> date | None:
    from pipeline.messages import UserError

    if text is None:
        return None
    from pipeline.manifest import read_date

    found = read_date(text)
    if found is None:
        raise UserError("date_wrong", value=text)
    return found
