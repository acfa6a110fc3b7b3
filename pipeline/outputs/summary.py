"""What a run and an evaluation say at their end, as rich renderables; only the command line prints them."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.evaluate import MEASURES, Count, Score, total
from pipeline.messages import Lang, say, say_more
from pipeline.outputs.rows import to_file_problems
from pipeline.run import RunReport

_COUNTS = (
    "documents",
    "reused",
    "obligations",
    "without_lead",
    "without_deadline",
    "with_problems",
    "departments",
    "failed",
)
_OF_THE_ABOVE = {"reused", "without_lead", "without_deadline", "with_problems"}
_MOST_NAMED = 30  # failed files that are listed one by one; problems.csv has all


def run_summary(report: RunReport, lang: Lang) -> RenderableType:
    """The counts of a run, then each file that was not read with its reason and remedy."""
    table = Table(title=say("summary.title", lang), show_header=False, title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    for key in _COUNTS:
        count = len(report.failed) if key == "failed" else getattr(report, key)
        if key != "reused" or count:
            indent = "  " if key in _OF_THE_ABOVE else ""
            table.add_row(Text(indent + say(f"summary.{key}", lang)), Text(str(count)))
    return Group(table, *_failures(report, lang), *_remarks(report, lang))


def score_table(scores: Sequence[Score], lang: Lang) -> RenderableType:
    """A document a row, a measure a column: F1, and beneath it precision and recall."""
    table = Table(title=say("summary.evaluation", lang), caption=say("summary.measures", lang), title_justify="left")
    table.add_column(say("column.document", lang), overflow="fold")
    table.add_column("n", justify="right")
    for measure in MEASURES:
        table.add_column(say(f"measure.{measure}", lang), justify="right", no_wrap=True)
    rows = [(score.name, score.counts) for score in scores]
    for name, counts in [*rows, (say("summary.all", lang), total(scores))] if len(rows) > 1 else rows:
        cells = (Text(_score_text(measure, counts[measure])) for measure in MEASURES)
        table.add_row(Text(name), str(counts["units"].wanted), *cells)
    return table


def differences(scores: Sequence[Score], lang: Lang) -> Iterator[Text]:
    """Every difference with its sentence, under the name of its document."""
    for score in scores:
        yield Text(score.name, style="bold")
        for kind, text, gold, got in score.differences:
            known = kind in ("missed", "extra", "not_in_document")
            line = Text(f"  {say(f'summary.{kind}' if known else f'measure.{kind}', lang)}", style="yellow")
            if not known:
                line.append(
                    f"  {say('summary.gold', lang)} {gold or '—'} | {say('summary.got', lang)} {got or '—'}", ""
                )
            yield line.append(f"\n    {text}", "dim")


def _score_text(measure: str, count: Count) -> str:
    if measure == "modality":  # compared on the units that both have, so that precision and recall are one number
        return f"{count.f1:.3f}"
    return f"{count.f1:.3f}\n{count.precision:.2f}/{count.recall:.2f}"


def _failures(report: RunReport, lang: Lang) -> Iterator[Text]:
    for name, problem in to_file_problems((), report.failed[:_MOST_NAMED]):
        fields = {"file": name} | dict(problem.fields)
        yield Text.assemble((name, "bold red"), "\n  ", say(problem.code, lang, fields))
        yield Text("  " + say_more(problem.code, lang, fields), style="dim")
    if len(report.failed) > _MOST_NAMED:
        yield Text(say("summary.more_failed", lang, {"count": str(len(report.failed) - _MOST_NAMED)}))


def _remarks(report: RunReport, lang: Lang) -> Iterator[Text]:
    if report.earlier:
        yield Text(say("summary.earlier", lang, {"out": report.out, "count": str(report.earlier)}))
    for path in report.unused_manifests:
        yield Text(say("summary.manifest_unused", lang, {"path": path}))
    # Unbroken, so that the path can be copied from the console.
    written = say("summary.written", lang, {"out": report.out, "names": ", ".join(report.written)})
    yield Text(written, no_wrap=True, overflow="ignore")
