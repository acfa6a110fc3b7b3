"""The one definition of every column, for the CSV table, the workbook and the codebook itself.

Headers and meanings stand in the table of messages under ``column.KEY``; here stands what fills a column.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, get_args

from pipeline.messages import Lang, say, say_more
from pipeline.outputs.files import replacing
from pipeline.outputs.rows import (
    SEPARATOR,
    FileProblem,
    Row,
    due_text,
    entity_text,
    goal_text,
    lines_text,
    place_text,
    problem_place,
    problem_text,
    role_text,
    section_text,
    target_text,
)
from schemas.document import Genre, PartKind
from schemas.mention import DeadlineKind, Degree, GoalKind, Modality

CODEBOOK_NAME = "codebook.md"
OUTPUTS = (
    "report.html",
    "obligations.jsonl",
    "obligations.csv",
    "obligations.parquet",
    "matrix.xlsx",
    "problems.csv",
    "graph.graphml",
    "duban.db",
)
_CONTEXT = 160  # characters of the paragraph around a task: enough to judge it without opening the file


class Column(NamedTuple):
    """A column of the tables of obligations; ``width`` is that in the workbook, in half-width characters."""

    key: str
    value: Callable[[Row, Lang], str | int]
    width: int = 14


class ProblemColumn(NamedTuple):
    """A column of the tables of problems."""

    key: str
    value: Callable[[FileProblem, Lang], str]
    width: int = 14


def context(row: Row) -> str:
    """The paragraph that the obligation stands in, cut around it where it is long."""
    text, start, end = row.extraction.text, row.obligation.start, row.obligation.end
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    right = len(text) if right < 0 else right
    spare = max(0, _CONTEXT - (end - start)) // 2
    cut_left, cut_right = max(left, start - spare), min(right, end + spare)
    ellipses = ("…" if cut_left > left else "", "…" if cut_right < right else "")
    return f"{ellipses[0]}{text[cut_left:cut_right].strip()}{ellipses[1]}"


def _metrics(row: Row, _: Lang) -> str:
    return SEPARATOR.join(map(target_text, row.obligation.targets))


def _goals(row: Row, lang: Lang) -> str:
    return SEPARATOR.join(goal_text(goal, lang) for goal in row.obligation.goals)


def _issued(row: Row, _: Lang) -> str:
    issued = row.extraction.metadata.issued
    return issued.isoformat() if issued else ""


def _confidence(row: Row, _: Lang) -> str:
    confidence = row.obligation.confidence
    return "" if confidence is None else f"{confidence:.2f}"


def _word(code: str | None, lang: Lang) -> str:
    return say(f"word.{code}", lang) if code else ""


INDEX = Column("index", lambda row, _: row.position, 6)
DOCUMENT = Column("document", lambda row, _: row.extraction.document, 20)
SECTION = Column("section", lambda row, _: section_text(row.obligation.section), 20)
TEXT = Column("text", lambda row, _: row.obligation.text, 46)
LEAD = Column("lead", lambda row, _: role_text(row.obligation, "lead"), 18)
SUPPORT = Column("support", lambda row, _: role_text(row.obligation, "support"), 24)
DUE = Column("due", lambda row, _: row.obligation.due or "")
DEADLINE = Column("deadline", lambda row, lang: due_text(row.obligation, lang), 18)
METRICS = Column("metrics", _metrics)
PLACE = Column("place", lambda row, lang: place_text(row.obligation.place, lang), 11)

CSV_COLUMNS = (
    INDEX,
    DOCUMENT,
    Column("number", lambda row, _: row.obligation.number),
    Column("title", lambda row, _: row.extraction.metadata.title),
    Column("document_number", lambda row, _: row.extraction.metadata.number),
    Column("issuers", lambda row, _: SEPARATOR.join(row.extraction.metadata.issuers)),
    Column("level", lambda row, _: row.extraction.metadata.level or ""),
    Column("region", lambda row, _: row.extraction.metadata.region),
    Column("issued", _issued),
    Column("genre", lambda row, lang: _word(row.extraction.metadata.genre, lang)),
    Column("part", lambda row, _: row.obligation.part),
    Column("part_kind", lambda row, lang: _word(row.obligation.part_kind, lang)),
    SECTION,
    TEXT,
    LEAD,
    SUPPORT,
    Column("lead_entities", lambda row, _: entity_text(row.obligation, "lead")),
    Column("support_entities", lambda row, _: entity_text(row.obligation, "support")),
    Column("lines", lambda row, _: lines_text(row.obligation)),
    DUE,
    Column("due_text", lambda row, _: row.obligation.due_text or ""),
    Column("rrule", lambda row, _: row.obligation.rrule or ""),
    METRICS,
    Column("goals", _goals),
    Column("due_kind", lambda row, lang: _word(row.obligation.due_kind, lang)),
    Column("quantified", lambda row, _: int(bool(row.obligation.targets))),
    Column("modality", lambda row, lang: say(f"word.{row.obligation.modality}", lang)),
    Column("degree", lambda row, lang: _word(row.obligation.degree, lang)),
    Column("degree_words", lambda row, _: SEPARATOR.join(row.obligation.degree_words)),
    PLACE,
    Column("problems", lambda row, _: SEPARATOR.join(dict.fromkeys(problem.code for problem in row.problems))),
    Column("char_start", lambda row, _: row.obligation.start),
    Column("char_end", lambda row, _: row.obligation.end),
    Column("rules", lambda row, _: SEPARATOR.join(row.obligation.rules)),
    Column("confidence", _confidence),
)

LEDGER_COLUMNS = (
    INDEX,
    DOCUMENT,
    SECTION,
    TEXT,
    LEAD,
    SUPPORT,
    DEADLINE,
    Column("metrics", lambda row, lang: _metrics(row, lang).replace(SEPARATOR, f"{SEPARATOR}\n"), 20),
    Column("context", lambda row, _: context(row), 46),
    PLACE,
    Column("check", lambda row, lang: say("word.check", lang) if row.problems else "", 9),
)

PROBLEM_COLUMNS = (
    ProblemColumn("document", lambda item, _: item.document, 26),
    ProblemColumn("severity", lambda item, lang: say(f"word.{item.problem.severity}", lang), 9),
    ProblemColumn("section", lambda item, _: item.problem.section, 22),
    ProblemColumn("quote", lambda item, _: item.problem.quote, 28),
    ProblemColumn("reason", lambda item, lang: problem_text(item, lang), 40),
    ProblemColumn("remedy", lambda item, lang: problem_text(item, lang, more=True), 46),
    ProblemColumn("place", problem_place, 12),
)


def codebook_lines(lang: Lang) -> Iterator[tuple[str, str]]:
    """The codebook as pairs of name and meaning; a pair with no meaning is a heading."""
    yield say("codebook.outputs", lang), ""
    for name in OUTPUTS:
        yield name, say(f"codebook.{name}", lang)
    yield say("codebook.columns", lang), ""
    for key in dict.fromkeys(column.key for column in (*CSV_COLUMNS, *LEDGER_COLUMNS, *PROBLEM_COLUMNS)):
        yield f"{say(f'column.{key}', 'zh')} / {key}", say_more(f"column.{key}", lang)
    yield say("codebook.words", lang), ""
    for modality in get_args(Modality):
        yield f"{say(f'word.{modality}', 'zh')} / {modality}", say_more(f"word.{modality}", lang)
    words = (DeadlineKind, Degree, GoalKind, PartKind, Genre)
    for word in (word for kind in words for word in get_args(kind)):
        yield f"{say(f'word.{word}', 'zh')} / {word}", say_more(f"word.{word}", lang)
    yield say("codebook.notes", lang), ""
    for note in ("lists", "leading_space", "dates", "roles", "offsets", "limits"):
        yield say(f"codebook.{note}", lang), say_more(f"codebook.{note}", lang)


def write_codebook(path: Path, lang: Lang, versions: str) -> None:
    """The codebook as Markdown."""
    parts = [f"# {say('codebook.title', lang)}", "", versions, ""]
    for name, meaning in codebook_lines(lang):
        parts += [f"- **{name}**: {meaning}"] if meaning else ["", f"## {name}", ""]
    with replacing(path) as draft:
        draft.write_text("\n".join(parts) + "\n", encoding="utf-8", newline="\n")
