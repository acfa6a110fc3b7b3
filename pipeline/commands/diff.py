"""``duban diff``: a plan against one or many others."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.commands.console import Language, finished_run, plain_errors, print_out


def diff(
    upper: Annotated[
        str, typer.Argument(metavar="UPPER", help="The plan of the higher level, the draft, or the earlier one.")
    ],
    lower: Annotated[
        list[str] | None,
        typer.Argument(metavar="LOWER…", help="Plans to compare with it: files of any format, or folders of them."),
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the results; made if missing.")] = Path(
        "diff"
    ),
    run: Annotated[
        Path | None,
        typer.Option("--run", metavar="RUN", help="Take UPPER and LOWER by name from a run; without LOWER all others."),
    ] = None,
    relation: Annotated[
        Literal["auto", "level", "version", "year", "neighbour"],
        typer.Option("--as", help="What the plans are to each other, where level, place and year do not tell."),
    ] = "auto",
    words: Annotated[Literal["jieba", "char", "pkuseg"], typer.Option("--words", help="How words are cut.")] = "jieba",
    manifest: Annotated[
        Path | None, typer.Option(metavar="FILE", help="CSV with what is known of the documents, as for `duban run`.")
    ] = None,
    lang: Language = "zh",
) -> None:
    """Compare a plan with others, obligation by obligation: handed down, raised, moved up, dropped, added.

    Writes diff.xlsx, diff.html, pairs.csv, pairs.jsonl, targets.csv, hands_down.graphml and codebook.md, and for
    several plans coverage.csv and coverage.png.

    Exit code: 0 all files read, 1 some not, 2 wrong use.
    """
    from pipeline.diff.command import compare_documents
    from pipeline.outputs.comparison.summary import comparison_summary

    with plain_errors(lang):
        if run:
            with finished_run(run, lang):
                pass  # says where it has not ended
        report = compare_documents(
            upper,
            lower or [],
            out,
            run=run,
            manifest=manifest,
            relation=None if relation == "auto" else relation,
            segmenter=words,
            lang=lang,
        )
    print_out(comparison_summary(report, lang))
    if report.failed:
        raise typer.Exit(1)
