"""obligations.csv and problems.csv: tables for Excel, Stata and R.

UTF-8 with BOM, since Excel takes a file without one for GBK. A text that begins with = + - @ gets one space before it:
Excel and LibreOffice then keep it as text (an apostrophe would show, a tab may be cut off on import and the formula
run), and ``strtrim()`` in Stata or ``trimws()`` in R give the text back. Line breaks inside a cell become a space,
because Stata reads a quoted line break as the end of the row unless told otherwise.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import regex

from pipeline.messages import Lang, say
from pipeline.outputs.codebook import CSV_COLUMNS, PROBLEM_COLUMNS
from pipeline.outputs.files import replacing, xml_text
from pipeline.outputs.rows import FileProblem, Row

CSV_NAME = "obligations.csv"
PROBLEMS_NAME = "problems.csv"

_BREAKS = regex.compile(r"[\r\n\t\v\f\u0085\u2028\u2029]+")
_FORMULA = ("=", "+", "-", "@")


@contextmanager
def csv_file(path: Path, lang: Lang) -> Iterator[Callable[[Row], None]]:
    """What adds an obligation as a row. Raises ``UserError``."""
    with _table(path, [header(column.key, lang) for column in CSV_COLUMNS]) as write:
        yield lambda row: write([column.value(row, lang) for column in CSV_COLUMNS])


@contextmanager
def problems_file(path: Path, lang: Lang) -> Iterator[Callable[[FileProblem], None]]:
    """What adds a problem as a row. Raises ``UserError``."""
    with _table(path, [header(column.key, lang) for column in PROBLEM_COLUMNS]) as write:
        yield lambda problem: write([column.value(problem, lang) for column in PROBLEM_COLUMNS])


def header(key: str, lang: Lang) -> str:
    """The head of a column: its Chinese name, or the key that the variable has in Stata, R, Python and Parquet too."""
    return key if lang == "en" else say(f"column.{key}", lang)


def safe_cell(value: str | int) -> str | int:
    """A cell that no program takes for a formula or a new row."""
    if isinstance(value, int):
        return value
    text = value if value.isprintable() else _BREAKS.sub(" ", xml_text(value))
    return f" {text}" if text.startswith(_FORMULA) else text


@contextmanager
def _table(path: Path, header: Sequence[str]) -> Iterator[Callable[[Sequence[str | int]], None]]:
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        yield lambda cells: writer.writerow([safe_cell(value) for value in cells])
