"""What a run and an evaluation say at their end, as rich renderables; only the command line prints them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.evaluate import MEASURES, Count, Score, total
from pipeline.messages import Lang, say, say_more
from pipeline.outputs.report.page import REPORT_NAME, Report
from pipeline.outputs.rows import to_file_problems
from pipeline.run import RunReport
from pipeline.status import Status
from pipeline.version import program_version, rules_version
from schemas.file import FileRecord

_COUNTS = (
    "documents",
    "reused",
    "twins",
    "obligations",
    "without_lead",
    "without_deadline",
    "with_problems",
    "departments",
    "renamed",
    "removed",
    "doubles",
    "failures",
)
_ONLY_IF_ANY = {"reused", "twins", "renamed", "removed", "doubles"}
_OF_THE_ABOVE = {"reused", "twins", "without_lead", "without_deadline", "with_problems"}


def run_summary(report: RunReport, lang: Lang) -> Iterator[RenderableType]:
    """The counts of a run, then each file that was not read with its reason and remedy."""
    table = Table(title=say("summary.title", lang), show_header=False, title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    for key in _COUNTS:
        count = getattr(report, key)
        if key not in _ONLY_IF_ANY or count:
            indent = "  " if key in _OF_THE_ABOVE else ""
            table.add_row(Text(indent + say(f"summary.{key}", lang)), Text(str(count)))
    yield table
    more = report.failures + report.doubles - len(report.failed) - len(report.same)
    yield from _named((*report.failed, *report.same), more, lang)
    yield from _remarks(report, lang)


def report_summary(
    report: Report, path: Path, run: Path, pictures: Path | None, names: Sequence[str], lang: Lang
) -> Iterator[RenderableType]:
    """Where the page is, what it leaves out, and where the pictures are."""
    yield Text(say("summary.report_written", lang, {"path": str(path), "kept": str(report.shown)}))
    if report.shown < report.all:
        yield _limited(path.name, report.shown, report.all, str(run), lang)
    if pictures:
        yield Text(say("summary.pictures_written", lang, {"path": str(pictures), "names": ", ".join(names)}))


def _limited(name: str, kept: int, every: int, run: str, lang: Lang) -> Text:
    fields = {"name": name, "kept": str(kept), "all": str(every), "out": run}
    return Text(say("summary.report_limited", lang, fields), style="yellow")


def status_summary(status: Status, lang: Lang) -> Iterator[RenderableType]:
    """The numbers of files in each state and by version, and the first of those that failed."""
    table = Table(title=say("summary.status", lang), show_header=False, title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    table.add_row(Text(say("summary.done", lang)), Text(str(status.done)))
    for version in status.versions:
        fields = {"kind": version.kind or "?", "rules": version.rules, "program": version.program}
        old = "" if version.current else f" · {say('summary.stale', lang)}"
        table.add_row(Text(f"  {say('summary.files_of_kind', lang, fields)}{old}"), Text(str(version.count)))
    for key in ("same", "waiting"):
        table.add_row(Text(say(f"summary.{key}", lang)), Text(str(getattr(status, key))))
    table.add_row(Text(say("summary.failures", lang)), Text(str(status.failed)))
    yield table
    versions = say("word.versions", lang, {"program": program_version(), "rules": rules_version()})
    yield Text(say("summary.cite", lang, {"versions": versions}), style="dim")
    yield from _named(status.failures, status.failed - len(status.failures), lang)
    if status.unfinished:
        yield Text(say("summary.go_on", lang))


def score_tables(scores: Sequence[Score], lang: Lang) -> Iterator[RenderableType]:
    """A table for each document and one for all: a measure a row, with the counts that it comes from."""
    named = [(score.name, score.counts) for score in scores]
    if len(named) > 1:
        named.append((say("summary.all", lang), total(scores)))
    for name, counts in named:
        table = Table(title=Text(name, style="bold"), title_justify="left")
        table.add_column()
        for column in ("f1", "precision", "recall", "right", "found", "wanted"):
            table.add_column(say(f"summary.{column}", lang), justify="right")
        for measure in MEASURES:
            table.add_row(say(f"measure.{measure}", lang), *_score_cells(counts[measure]))
        yield table
    yield Text(say("summary.measures", lang))
    for score in scores:
        fields = "、".join(f"{say(f'measure.{field}', lang)} {count}" for field, count in score.uncoded)
        if fields:
            yield Text(say("summary.uncoded", lang, {"name": score.name, "fields": fields}), style="yellow")


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


def _score_cells(count: Count) -> Iterator[str]:
    """The figures of a measure; a dash where there is nothing to divide by, which full marks would hide."""
    shares = ((count.f1, count.found or count.wanted), (count.precision, count.found), (count.recall, count.wanted))
    yield from (f"{value:.3f}" if of else "—" for value, of in shares)
    yield from map(str, count)


def _named(records: Sequence[FileRecord], more: int, lang: Lang) -> Iterator[Text]:
    """Each file that gave no document with its reason and remedy, and how many more there are."""
    for name, problem in to_file_problems((), records):
        fields = {"file": name} | dict(problem.fields)
        yield Text.assemble((name, "bold red"), "\n  ", say(problem.code, lang, fields))
        yield Text("  " + say_more(problem.code, lang, fields), style="dim")
    if more:
        yield Text(say("summary.more_failed", lang, {"count": str(more)}))


def _remarks(report: RunReport, lang: Lang) -> Iterator[Text]:
    if report.earlier:
        yield Text(say("summary.earlier", lang, {"out": report.out, "count": str(report.earlier)}))
    if report.left_out:
        yield Text(say("summary.left_out", lang, {"names": ", ".join(report.left_out)}))
    yield Text(say("summary.written", lang, {"out": report.out, "names": ", ".join(report.written)}))
    if report.in_report < report.documents:
        yield _limited(REPORT_NAME, report.in_report, report.documents, report.out, lang)
