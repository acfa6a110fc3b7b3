"""Putting the page together: template, styles and scripts from their files, data as JSON that cannot become markup.

The page is written piece by piece, one document in memory at a time. Its content security policy allows the scripts
that stand in it by their hashes and nothing else: no other script, no handler in markup, no request anywhere.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from heapq import nsmallest
from importlib.resources import files as resources
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline.messages import Lang, UserError, load_messages
from pipeline.outputs.files import replacing
from pipeline.outputs.report.offsets import Offsets
from pipeline.outputs.report.pictures import chart_config, chart_script, charts_of
from pipeline.outputs.report.records import Record, document_record, problem_record, text_record
from pipeline.outputs.report.scope import Chosen, Scope
from pipeline.outputs.report.tally import Rows, Tally
from pipeline.outputs.rows import to_file_problems
from pipeline.outputs.twins import Twins
from pipeline.store import FileRecord, Store
from pipeline.version import program_version, rules_version

REPORT_NAME = "report.html"

SCRIPTS = ("dom", "language", "data", "filters", "rows", "document", "panels", "pictures", "keyboard", "main")
_MOST_FILES = 1000
_STYLES = ("report", "print")
_SAID = ("report", "problem", "file", "word")
_ESCAPES = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


class Report(NamedTuple):
    """What became of a report: the documents in it, those that were meant, and the data of its pictures."""

    shown: int
    all: int
    datasets: dict[str, Rows]


def write_report(
    path: Path, store: Store, lang: Lang, scope: Scope | None = None, *, charts: str | None = None
) -> Report:
    """Write the page for the documents of a scope. Raises ``UserError``.

    ``charts`` is the script of the charts, where the caller has it already.
    """
    page = _Page(store, lang, scope or Scope(), chart_script() if charts is None else charts)
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n", errors="backslashreplace") as file:
        for piece in page.pieces():
            file.write(piece)
        if scope and not page.chosen.all:
            raise UserError("no_document_in_scope", path=path.parent.name)
    return Report(page.chosen.shown, page.chosen.all, page.tally.datasets())


def to_json(value: Any) -> Markup:
    """JSON for the inside of a script element: no text can end the element or begin a comment in it."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char, escape in _ESCAPES.items():
        plain = plain.replace(char, escape)
    return Markup(plain)


class _Page:
    """One page while it is written."""

    def __init__(self, store: Store, lang: Lang, scope: Scope, charts: str) -> None:
        self.charts = charts
        self.store = store
        self.lang = lang
        self.chosen = Chosen(store, scope)
        self.tally = Tally()
        self.scope = scope

    def pieces(self) -> Iterator[str]:
        """The page from head to foot."""
        environment = Environment(
            loader=PackageLoader("pipeline", "templates/report"), autoescape=True, undefined=StrictUndefined
        )
        code = _enclosed("\n".join(_source(f"{name}.js") for name in SCRIPTS))
        charts = _enclosed(self.charts)
        yield from environment.get_template("page.html.j2").generate(
            lang=self.lang,
            hashes=[_hash(script) for script in (code, charts) if script],
            style=Markup("\n".join(_source(f"{name}.css") for name in _STYLES)),
            code=code,
            charts=charts,
            documents=self.documents(),
            index=self.index,
            say={code: message.text(self.lang) for code, message in load_messages().items()},
        )

    def documents(self) -> Iterator[tuple[Markup, Markup]]:
        """Rows and text of each document, as JSON."""
        twins = Twins()
        for extraction in map(twins.told, self.chosen):
            self.tally.add(extraction)
            at = Offsets(extraction.text)
            yield to_json(document_record(extraction, at)), to_json(text_record(extraction, at))

    def index(self) -> Markup:
        """What is known of the whole; complete when every document has been written."""
        datasets = self.tally.datasets()
        files = nsmallest(_MOST_FILES, self.store.files(), key=lambda record: (record.state == "done", record.name))
        return to_json(
            {
                "lang": self.lang,
                "documents": self.chosen.shown,
                "all": self.chosen.all,
                "messages": _messages(),
                "program": program_version(),
                "rules": rules_version(),
                "scope": self.scope.model_dump(mode="json", exclude_defaults=True),
                "files": [_file(record) for record in files],
                "files_all": sum(self.store.count_files().values()),
                "charts": charts_of(datasets),
                "config": chart_config(),
                "datasets": datasets,
            }
        )


def _file(record: FileRecord) -> Record:
    known = record.model_dump(include={"name", "state", "sha256", "program", "rules", "options"})
    if record.state == "done":
        return known
    failure = next(iter(to_file_problems((), [record])))
    return known | {"problem": problem_record(failure.problem, failure.document, Offsets(""))}


def _messages() -> dict[str, list[str]]:
    """By code: Chinese, English, and where there is one the second text in Chinese and English."""
    return {
        message.code: [text for text in (message.zh, message.en, message.zh_more, message.en_more) if text]
        for message in load_messages().values()
        if message.kind in _SAID
    }


def _source(name: str) -> str:
    return resources("pipeline").joinpath("templates", "report", name).read_text(encoding="utf-8")


def _enclosed(script: str) -> Markup:
    """A script whose names are its own: both scripts of the page have short ones."""
    return Markup(f"(() => {{\n{script}\n}})();") if script else Markup()


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
