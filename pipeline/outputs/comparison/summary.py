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

_BRIEF = ("lower_document", "pair_count", "taken_up_share", "own_count", "raised", "earlier")
_MOST = 20  # documents that are listed one by one; diff.xlsx has all


def comparison_summary(report: "Report", lang: Lang) -> Iterator[RenderableType]:
    """The counts of each lower document, then each file that was not read with its reason and remedy."""
    shown = report.compared[:_MOST]
    rows = [summary_row(compared, lang) for compared in shown]
    if len(rows) == 1:
        table = Table(title=f"{shown[0].upper.document} → {rows[0][0]}", title_justify="left", show_header=False)
        for key, cell in zip(SUMMARY_KEYS[1:], rows[0][1:], strict=True):
            table.add_row(say(f"diff.{key}", lang), Text(str(cell), justify="right"))
    else:
        table = Table(title=say("diff.page_title", lang), title_justify="left")
        for key in _BRIEF:
            table.add_column(say(f"diff.{key}", lang), justify="left" if key == _BRIEF[0] else "right", overflow="fold")
        for row in rows:
            table.add_row(*(Text(str(row[SUMMARY_KEYS.index(key)])) for key in _BRIEF))
    yield table
    if len(report.compared) > _MOST:
        yield Text(say("diff.more_documents", lang, {"count": str(len(report.compared) - _MOST)}))
    for record in report.failed:
        fields = {"file": record.name} | dict(record.fields)
        yield Text.assemble((record.name, "bold red"), "\n  ", say(record.code or "", lang, fields))
        yield Text("  " + say_more(record.code or "", lang, fields), style="dim")
    if report.written:
        yield Text(say("summary.written", lang, {"out": str(report.out), "names": ", ".join(report.written)}))
