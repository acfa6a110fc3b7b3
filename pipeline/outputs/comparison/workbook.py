"""diff.xlsx: summary, dyads side by side with their changed words in red, not taken up, own, coverage, codebook."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.colors import Color
from openpyxl.utils import get_column_letter

from pipeline.diff.marking import Run, mark
from pipeline.messages import Lang, say
from pipeline.outputs import sheets
from pipeline.outputs.comparison.codebook import codebook_rows
from pipeline.outputs.comparison.coverage import UPTAKES, Uptake, coverage
from pipeline.outputs.comparison.model import (
    SINGLE_COLUMNS,
    Compared,
    Dyad,
    change_word,
    deadline_text,
    dyads,
    metrics_text,
    not_taken_up,
    own,
)
from pipeline.outputs.files import replacing, xml_text
from pipeline.outputs.rows import due_text, role_text, section_text
from pipeline.outputs.sheets import Sheet, Styled
from pipeline.outputs.workbook import save_workbook
from schemas.obligation import Obligation

WORKBOOK = "diff.xlsx"
# What stands in the cells of the coverage matrix, and their colours; the picture has the same.
UPTAKE_SIGNS: dict[Uptake, str] = {"not": "", "kept": "○", "tightened": "▲", "loosened": "▽", "mixed": "◆"}
UPTAKE_COLORS: dict[Uptake, str] = {
    "not": "F2F2F2",
    "kept": "A9C8E8",
    "tightened": "C0392B",
    "loosened": "F0B35A",
    "mixed": "8E6BB0",
}

_EPOCH = datetime(2000, 1, 1)  # no clock: the same results give the same bytes
_RED = InlineFont(rFont="宋体", sz=10, b=True, color=Color("C00000"))
_BLACK = InlineFont(rFont="宋体", sz=10)
_PAIR_KEYS = (
    *("lower_document", "upper_number", "upper_text", "lower_number", "lower_text", "upper_lead", "lower_lead"),
    *("lead", "upper_due", "lower_due", "deadline", "metric_changes", "modality", "score"),
)
_PAIR_WIDTHS = (16, 6, 46, 6, 46, 16, 16, 9, 13, 13, 16, 30, 9, 8)
_MOST_COLUMNS = 200  # documents that a matrix can show in a sheet; coverage.csv has all


def write_workbook(path: Path, compared: Sequence[Compared], lang: Lang, versions: str) -> None:
    """Write the workbook; rows stream to the file."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "duban"
    workbook.properties.created = workbook.properties.modified = _EPOCH
    sheets.add_styles(workbook)
    _add_summary(workbook, compared, lang)
    _add_pairs(workbook, compared, lang)
    _add_singles(workbook, "sheet_not_taken_up", ((each, not_taken_up(each)) for each in compared), lang)
    _add_singles(workbook, "sheet_own", ((each, own(each)) for each in compared), lang)
    if len(compared) > 1:
        _add_coverage(workbook, compared[:_MOST_COLUMNS], lang)
    _add_codebook(workbook, lang, versions)
    with replacing(path) as draft:
        save_workbook(workbook, draft)


SUMMARY_KEYS = (
    *(
        "lower_document",
        "relation",
        "upper_count",
        "lower_count",
        "pair_count",
        "taken_up",
        "taken_up_share",
        "own_count",
    ),
    *("raised", "lowered", "earlier", "later", "other_lead"),
)


def summary_row(compared: Compared, lang: Lang) -> list[str | int]:
    """The counts of one lower document, in the order of ``SUMMARY_KEYS``."""
    pairs, every = compared.comparison.pairs, len(compared.upper.obligations)
    taken = every - len(compared.comparison.not_taken_up)
    numbers = Counter(change.change for pair in pairs for change in pair.metrics)
    deadlines = Counter(pair.deadline.change for pair in pairs)
    return [
        compared.lower.document,
        say(f"diff.relation_{compared.comparison.relation}", lang),
        every,
        len(compared.lower.obligations),
        len(pairs),
        taken,
        f"{taken / every:.0%}" if every else "",
        len(compared.comparison.own),
        numbers["raised"],
        numbers["lowered"],
        deadlines["earlier"],
        deadlines["later"],
        sum(pair.parties.lead == "other" for pair in pairs),
    ]


def _add_summary(workbook: Workbook, compared: Sequence[Compared], lang: Lang) -> None:
    rows = [
        [Styled(cell, sheets.CENTER if n else sheets.TEXT) for n, cell in enumerate(summary_row(each, lang))]
        for each in compared
    ]
    widths = (34, *([11] * (len(SUMMARY_KEYS) - 1)))
    sheet = _sheet(workbook, "sheet_summary", SUMMARY_KEYS, widths, lang, freeze="B2")
    for number, cells in enumerate(rows, 2):
        sheets.append(sheet, cells, number, sheets.row_height([cell.value for cell in cells], widths))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(SUMMARY_KEYS))}{1 + len(rows)}"


def _add_pairs(workbook: Workbook, compared: Sequence[Compared], lang: Lang) -> None:
    sheet = _sheet(workbook, "sheet_pairs", _PAIR_KEYS, _PAIR_WIDTHS, lang, freeze="F2")
    number = 1
    for dyad in (dyad for each in compared for dyad in dyads(each)):
        if number >= sheets.MAX_ROWS:
            break
        number += 1
        values = _pair_values(dyad, lang)
        cells = [sheets.cell(sheet, Styled(value, sheets.TEXT)) for value in values]
        for at, runs in zip((2, 4), mark(dyad.upper.text, dyad.lower.text), strict=True):
            cells[at] = _rich(sheet, runs)
        sheet.row_dimensions[number].height = sheets.row_height(values, _PAIR_WIDTHS)
        sheet.append(cells)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_PAIR_KEYS))}{number}"


def _pair_values(dyad: Dyad, lang: Lang) -> list[str | int]:
    upper, lower, pair = dyad
    return [
        lower.document,
        upper.number,
        upper.text,
        lower.number,
        lower.text,
        role_text(upper, "lead"),
        role_text(lower, "lead"),
        say(f"diff.lead_{pair.parties.lead}", lang),
        due_text(upper, lang),
        due_text(lower, lang),
        deadline_text(pair, lang),
        metrics_text(pair, lang).replace("；", "；\n"),
        change_word(pair.modality, lang),
        f"{pair.score:.2f}",
    ]


def _rich(sheet: Sheet, runs: Sequence[Run]) -> Any:
    """A cell whose changed words are bold and red."""
    blocks = [TextBlock(_RED if run.changed else _BLACK, xml_text(run.text)) for run in runs if xml_text(run.text)]
    cell = WriteOnlyCell(sheet, CellRichText(blocks) if blocks else None)  # type: ignore[arg-type]
    cell.style = sheets.TEXT
    return cell


def _add_singles(workbook: Workbook, name: str, found: Iterable[tuple[Compared, list[Obligation]]], lang: Lang) -> None:
    widths = (26, *(column.width for column in SINGLE_COLUMNS[1:]))
    keys = ("lower_document", *(column.key for column in SINGLE_COLUMNS[1:]))
    sheet = _sheet(workbook, name, keys, widths, lang, freeze="B2")
    number = 1
    for compared, obligations in found:
        for obligation in obligations[: sheets.MAX_ROWS - number]:
            number += 1
            values = [compared.lower.document, *(column.value(obligation, lang) for column in SINGLE_COLUMNS[1:])]
            plain = [value if isinstance(value, int) else str(value) for value in values]
            cells = [Styled(value, sheets.TEXT) for value in plain]
            sheets.append(sheet, cells, number, sheets.row_height(plain, widths))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(keys))}{number}"


def _add_coverage(workbook: Workbook, compared: Sequence[Compared], lang: Lang) -> None:
    for uptake in UPTAKES:
        style = sheets.filled(f"duban uptake {uptake}", UPTAKE_COLORS[uptake])
        workbook.add_named_style(style)
    upper = compared[0].upper
    widths = (6, 30, 46, 9, *([5] * len(compared)))
    sheet = workbook.create_sheet(say("diff.sheet_coverage", lang))
    sheets.prepare(sheet, widths, freeze="E2", lang=lang, pages_wide=1 + len(compared) // 40)
    head = [Styled(say(f"diff.{key}", lang), sheets.HEADER) for key in ("number", "section", "text", "taken_up")]
    names = [each.lower.document for each in compared]
    sheets.append(sheet, [*head, *(Styled(name, sheets.VERTICAL) for name in names)], 1, 200)
    for number, (obligation, row) in enumerate(zip(upper.obligations, coverage(compared), strict=True), 2):
        texts = (
            obligation.number,
            section_text(obligation.section),
            obligation.text,
            sum(cell != "not" for cell in row),
        )
        cells = [Styled(text, sheets.TEXT) for text in texts]
        cells += [Styled(UPTAKE_SIGNS[cell], f"duban uptake {cell}") for cell in row]
        sheets.append(sheet, cells, number, sheets.row_height(texts, widths[:4]))
    legend = "  ".join(f"{UPTAKE_SIGNS[uptake]} {say(f'diff.uptake_{uptake}', lang)}" for uptake in UPTAKES[1:])
    sheets.append(sheet, [Styled("", sheets.PLAIN), Styled(legend, sheets.PLAIN)], len(upper.obligations) + 3, 20)


def _add_codebook(workbook: Workbook, lang: Lang, versions: str) -> None:
    widths = (30, 96)
    sheet = workbook.create_sheet(say("word.sheet_codebook", lang))
    sheets.prepare(sheet, widths, freeze="A2", lang=lang)
    sheets.append(sheet, [Styled(say("codebook.title", lang), sheets.TITLE), Styled(versions, sheets.PLAIN)], 1, 24)
    for number, texts in enumerate(codebook_rows(lang), 2):
        cells = [Styled(text, sheets.TEXT) for text in texts]
        sheets.append(sheet, cells, number, sheets.row_height(texts, widths))


def _sheet(
    workbook: Workbook, name: str, keys: Sequence[str], widths: Sequence[float], lang: Lang, *, freeze: str
) -> Sheet:
    sheet = workbook.create_sheet(say(f"diff.{name}", lang))
    sheets.prepare(sheet, widths, freeze=freeze, lang=lang)
    sheet.print_title_rows = "1:1"
    sheets.append(sheet, [Styled(say(f"diff.{key}", lang), sheets.HEADER) for key in keys], 1, 32)
    return sheet
