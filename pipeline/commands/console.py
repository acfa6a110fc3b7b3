"""What every command shares: its language option, how it prints, its errors and its progress bar."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.lang import Lang

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from pipeline.run import Progress as OnProgress
    from pipeline.store import Store

Language = Annotated[Lang, typer.Option("--lang", help="Language of messages and of headers in the outputs.")]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run (the --out of duban run).")]


def _console(*, stderr: bool = False) -> "Console":
    from rich.console import Console

    return Console(stderr=stderr, markup=False, emoji=False, highlight=False)


def print_out(parts: "Iterable[RenderableType]", *, stderr: bool = False) -> None:
    """Print texts and tables, on the error stream if asked."""
    from rich.text import Text

    console = _console(stderr=stderr)
    for part in parts:
        console.print(part, soft_wrap=isinstance(part, Text))  # unbroken, so that paths and sentences can be copied


@contextmanager
def plain_errors(lang: Lang) -> Iterator[None]:
    """A user's mistake as two lines, what is wrong and what to do, and exit code 2."""
    from pipeline.messages import UserError

    try:
        yield
    except UserError as error:
        print_error(error.code, lang, error.fields)
        raise typer.Exit(2) from None


@contextmanager
def finished_run(run: Path, lang: Lang) -> "Iterator[Store]":
    """The store of a run, with a line on the error stream where it has not ended: half a run looks like a whole one."""
    from pipeline.store import open_store

    with open_store(run, create=False) as store:
        warn_of_unread(store, run, lang)
        yield store


def warn_of_unread(store: "Store", run: Path, lang: Lang) -> None:
    """Say on the error stream that a run has not ended, where that is so."""
    from rich.text import Text

    from pipeline.messages import say

    if (count := store.count_unread()) is not None:
        fields = {"path": str(run), "count": str(count)}
        print_out([Text(say("summary.unfinished", lang, fields), style="yellow")], stderr=True)


def print_error(code: str, lang: Lang, fields: Mapping[str, str]) -> None:
    """What is wrong and what to do, on the error stream."""
    from rich.text import Text

    from pipeline.messages import say, say_more

    print_out((Text(say(code, lang, fields), style="red"), Text(say_more(code, lang, fields))), stderr=True)


@contextmanager
def progress_bar(lang: Lang) -> "Iterator[OnProgress]":
    """One progress bar on the error stream, gone when the run is over, absent where nobody watches."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.text import Text

    from pipeline.messages import say

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[file]}"))
    console = _console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(say("summary.reading", lang), total=None, file="")

        def update(done: int, count: int, name: str) -> None:
            bar.update(task, completed=done, total=count, file=Text(name))

        yield update
