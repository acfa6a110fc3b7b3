"""What ``duban diff`` says at its end, as rich renderables."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.messages import Lang, say, say_more
from pipeline.outputs.comparison.workbook import SUMMARY_KEYS, summary_row

if TYPE_CHECKING:
    from pipeline.diff.command import Report

_MOST = 20  # documents that are listed one by one; diff.xlsx has all


def comparison_summary(report: "Report", lang: Lang) -> Iterator[RenderableType]:
    """The counts of each lower document, then each file that was not read with its reason and remedy."""
    table = Table(title=say("diff.page_title", lang), title_justify="left")
    for number, key in enumerate(SUMMARY_KEYS):
        table.add_column(say(f"diff.{key}", lang), justify="right" if number > 1 else "left")
    for compared in report.compared[:_MOST]:
        table.add_row(*(Text(str(cell)) for cell in summary_row(compared, lang)))
    yield table
    if len(report.compared) > _MOST:
        yield Text(say("diff.more_documents", lang, {"count": str(len(report.compared) - _MOST)}))
    for record in report.failed:
        fields = {"file": record.name} | dict(record.fields)
        yield Text.assemble((record.name, "bold red"), "\n  ", say(record.code or "", lang, fields))
        yield Text("  " + say_more(record.code or "", lang, fields), style="dim")
    if report.written:
        yield Text(say("summary.written", lang, {"out": str(report.out), "names": ", ".join(report.written)}))
