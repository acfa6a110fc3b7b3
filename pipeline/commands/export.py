"""``duban export``: a run as tasks for a tool in which people annotate."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.commands.console import Language, RunFolder, finished_run, plain_errors, print_out


def export(
    run: RunFolder,
    to: Annotated[
        Literal["doccano", "label-studio", "brat", "spacy"], typer.Option("--to", help="The tool, one task a section.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder for the files; RUN/review if not given.")
    ] = None,
    lang: Language = "zh",
) -> None:
    """Write the obligations of a run for review in doccano, Label Studio, brat or spaCy.

    Obligations, departments by role, deadlines, metrics and modality are marked in the text of each section. The
    README says how to load each.

    Exit code: 0 written, 2 wrong use.
    """
    from rich.text import Text

    from pipeline.messages import say
    from pipeline.outputs.exports import write_export

    folder = out or run / "review"
    with plain_errors(lang), finished_run(run, lang) as store:
        names = write_export(store, folder, to, lang)
    print_out([Text(say("summary.view", lang, {"out": str(folder), "names": ", ".join(names)}))])
