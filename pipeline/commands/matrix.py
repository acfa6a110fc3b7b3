"""``duban matrix``: the responsibility matrix of a run."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.commands.console import Language, RunFolder, finished_run, plain_errors, print_out
from pipeline.outputs.forms import MatrixForm

# Each option once, with what it is for: the command below shows what they do together.
Many = list[str] | None
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Folder for the files; RUN/matrix if not given.")
]
Grouped = Annotated[Literal["document", "department", "deadline"], typer.Option(help="What the rows are grouped by.")]
Departments = Annotated[
    Many, typer.Option(help="Only tasks of this department (省财政厅), may be repeated; groups by department.")
]
Lines = Annotated[
    Many, typer.Option(help="Only tasks of this functional line (财政), may be repeated; groups by department.")
]
Levels = Annotated[Many, typer.Option(help="Only documents of this level: 中央 省 市 县 乡 村.")]
Regions = Annotated[Many, typer.Option(help="Only documents of this region (江西).")]
Issued = Annotated[str, typer.Option(metavar="FROM..TO", help="Only documents issued in 2017..2019-06.")]
Due = Annotated[
    str, typer.Option(metavar="FROM..TO", help="Only tasks with a deadline in 2022-01..2022-06, or recurring in it.")
]
Lead = Annotated[
    bool | None, typer.Option("--with-lead/--without-lead", help="Only tasks that have a lead, or have none.")
]
Formats = Annotated[
    list[MatrixForm] | None, typer.Option("--format", help="Only this format, may be repeated; all if not given.")
]


def matrix(
    run: RunFolder,
    out: Out = None,
    by: Grouped = "document",
    department: Departments = None,
    line: Lines = None,
    level: Levels = None,
    region: Regions = None,
    issued: Issued = "",
    due: Due = "",
    lead: Lead = None,
    formats: Formats = None,
    lang: Language = "zh",
) -> None:
    """Write who does what with whom by when as a table to hand round (责任分工表), and the deadlines as a calendar.

    responsibility.xlsx, .docx (landscape, head row repeated), .csv, .html, .md, and calendar.ics.

    Exit code: 0 written, 2 wrong use.
    """
    from rich.text import Text

    from pipeline.messages import say
    from pipeline.outputs.files import make_folder
    from pipeline.outputs.responsibility.selection import Selection, read_levels, read_period
    from pipeline.outputs.responsibility.write import write_matrix

    with plain_errors(lang), finished_run(run, lang) as store:
        selection = Selection(
            departments=tuple(department or ()),
            lines=tuple(line or ()),
            levels=read_levels(level or ()),
            regions=tuple(region or ()),
            issued=read_period(issued),
            due=read_period(due),
            with_lead=lead,
        )
        grouped = "department" if by == "document" and (department or line) else by
        folder = make_folder(out or run / "matrix")
        forms = formats or list(MatrixForm)
        report = write_matrix(store, folder, lang, by=grouped, selection=selection, forms=forms)
    counts = {"rows": str(report.rows), "groups": str(report.groups)}
    lines = [("matrix", counts), ("view", {"out": str(folder), "names": ", ".join(report.written)})]
    if report.events is not None:
        lines.insert(1, ("calendar", {"events": str(report.events), "left_out": str(report.left_out)}))
    print_out(Text(say(f"summary.{key}", lang, fields)) for key, fields in lines)
