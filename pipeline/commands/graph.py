"""``duban graph``: the network of a run."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.console import Language, RunFolder, finished_run, plain_errors, print_out
from pipeline.outputs.forms import TableForm


def graph(
    run: RunFolder,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder for the files; RUN/graph if not given.")
    ] = None,
    share: Annotated[
        float, typer.Option(help="Share of a document's led tasks above which one department's leads count as a gap.")
    ] = 0.5,
    formats: Annotated[
        list[TableForm] | None,
        typer.Option("--format", help="Format of the tables, may be repeated; csv if not given."),
    ] = None,
    lang: Language = "zh",
) -> None:
    """Write the network of departments, obligations and documents, its measures, panel and gaps.

    Graph for Gephi, igraph, NetworkX (graph.graphml, graph.gexf), the network of leads and supports (ties.graphml,
    ties.gexf, ties.dl and tasks.dl for UCINET), a picture (network.svg, network.png), and tables: nodes, edges,
    departments with centralities, ties, panel, gaps, concentration; variables.csv explains every column.

    Needs the extra duban[graph], for .dta and .parquet also duban[stats].

    Exit code: 0 written, 2 wrong use.
    """
    from rich.text import Text

    from pipeline.messages import UserError, say
    from pipeline.outputs.files import make_folder
    from pipeline.outputs.network.write import write_network
    from pipeline.successions import successions

    with plain_errors(lang), finished_run(run, lang) as store:
        if not 0 < share <= 1:
            raise UserError("share_wrong", value=str(share))
        folder = make_folder(out or run / "graph")
        forms = formats or [TableForm.CSV]
        report = write_network(store, folder, lang, successions=successions(), share=share, formats=forms)
    counts = {key: str(getattr(report, key)) for key in ("obligations", "departments", "ties")}
    missing = {key: str(value) for key, value in report.gaps.items()}
    written = {"out": str(folder), "names": ", ".join(report.written)}
    lines = [("network", counts), ("gaps", missing), ("view", written)]
    if report.sources is not None:
        lines.insert(1, ("sampled", {"sources": str(report.sources)}))
    print_out(Text(say(f"summary.{key}", lang, fields)) for key, fields in lines)
