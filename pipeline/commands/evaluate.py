"""``duban evaluate``: a run against hand annotation."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.console import Language, RunFolder, finished_run, plain_errors, print_out


def evaluate(
    run: RunFolder,
    gold: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD",
            help="Annotated obligations: NAME.jsonl for the document NAME of any format, or folders of such files, "
            "with the folders of the documents where these have one name in several.",
        ),
    ],
    show: Annotated[bool, typer.Option("--show", help="List every difference with its sentence.")] = False,
    lang: Language = "zh",
) -> None:
    """Compare a run with annotated obligations: precision, recall and F1 per field and document.

    Exit code: 0 compared, 2 wrong use.
    """
    from pipeline.evaluate import evaluate as evaluate_store
    from pipeline.outputs.summary import differences, score_tables

    with plain_errors(lang), finished_run(run, lang) as store:
        scores = evaluate_store(store, gold)
    if show:
        print_out(differences(scores, lang))
    print_out(score_tables(scores, lang))
