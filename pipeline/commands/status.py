"""``duban status``: how far a run is."""

import typer

from pipeline.commands.console import Language, RunFolder, plain_errors, print_out


def status(run: RunFolder, lang: Language = "zh") -> None:
    """Show how many files of a run are done, failed and waiting, and by which rules they were read.

    Exit code: 0 all done, 1 some failed or the run has not ended, 2 wrong use.
    """
    from pipeline.outputs.summary import status_summary
    from pipeline.status import status_of
    from pipeline.store import open_store

    with plain_errors(lang), open_store(run, create=False) as store:
        found = status_of(store)
    print_out(status_summary(found, lang))
    if found.failed or found.unfinished:
        raise typer.Exit(1)
