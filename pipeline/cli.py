"""The command line of duban: thin, with every message a user meets from the table of messages."""

import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from pipeline.evaluate import evaluate as evaluate_store
from pipeline.manifest import read_date
from pipeline.messages import Lang, UserError, say, say_more
from pipeline.outputs.summary import differences, run_summary, score_tables
from pipeline.run import Progress as OnProgress
from pipeline.run import run as run_files
from pipeline.store import open_store

app = typer.Typer(
    help="Who must do what, with whom, by when, measured how: read from Chinese government policy documents.",
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="markdown",
)

Language = Annotated[Lang, typer.Option("--lang", help="Language of messages and of headers in the outputs.")]


@app.command(
    no_args_is_help=True,
    epilog="Example: `duban run documents/ --out results --manifest documents/manifest.csv`",
)
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
    with _plain_errors(lang), _progress(lang) as on_progress:
        report = run_files(paths, out, issued=_date(issued), manifest=manifest, lang=lang, progress=on_progress)
    _say(run_summary(report, lang))
    if report.failed:
        raise typer.Exit(1)


@app.command(
    no_args_is_help=True,
    epilog="Example: `duban evaluate results gold/ --show`",
)
def evaluate(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run (the --out of duban run).")],
    gold: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD",
            help="Annotated obligations: NAME.jsonl for the document whose name holds NAME, or folders of such files.",
        ),
    ],
    show: Annotated[bool, typer.Option("--show", help="List every difference with its sentence.")] = False,
    lang: Language = "zh",
) -> None:
    """Compare a run with annotated obligations: precision, recall and F1 per field and document.

    Exit code: 0 compared, 2 wrong use.
    """
    with _plain_errors(lang), open_store(run, create=False) as store:
        scores = evaluate_store(store, gold)
    if show:
        _say(differences(scores, lang))
    _say(score_tables(scores, lang))


def main() -> None:
    """The entry point of ``duban``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that lacks a character must not end the run
    app()


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    found = read_date(text)
    if found is None:
        raise UserError("date_wrong", value=text)
    return found


def _console(*, stderr: bool = False) -> Console:
    return Console(stderr=stderr, markup=False, emoji=False, highlight=False)


def _say(parts: Iterable[RenderableType], *, stderr: bool = False) -> None:
    console = _console(stderr=stderr)
    for part in parts:
        console.print(part, soft_wrap=isinstance(part, Text))  # unbroken, so that paths and sentences can be copied


@contextmanager
def _plain_errors(lang: Lang) -> Iterator[None]:
    """A user's mistake as two lines, what is wrong and what to do, and exit code 2."""
    try:
        yield
    except UserError as error:
        what, remedy = say(error.code, lang, error.fields), say_more(error.code, lang, error.fields)
        _say((Text(what, style="red"), Text(remedy)), stderr=True)
        raise typer.Exit(2) from None


@contextmanager
def _progress(lang: Lang) -> Iterator[OnProgress]:
    """One progress bar on the error stream, gone when the run is over, absent where nobody watches."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[file]}"))
    console = _console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(say("summary.reading", lang), total=None, file="")

        def show(done: int, count: int, name: str) -> None:
            bar.update(task, completed=done, total=count, file=Text(name))

        yield show


if __name__ == "__main__":
    main()
