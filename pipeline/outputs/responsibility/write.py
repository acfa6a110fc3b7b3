"""Everything that ``duban matrix`` writes."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.messages import Lang, UserError
from pipeline.outputs.forms import MatrixForm
from pipeline.outputs.responsibility.calendar import CALENDAR_NAME, write_calendar
from pipeline.outputs.responsibility.items import By, Group, groups
from pipeline.outputs.responsibility.plain import write_csv, write_html, write_markdown
from pipeline.outputs.responsibility.selection import Selection, check_names
from pipeline.outputs.responsibility.sheet import write_xlsx
from pipeline.outputs.responsibility.word import write_docx
from pipeline.store import Store

Write = Callable[[Path, Iterable[Group], By, Lang], None]

_WRITERS: dict[MatrixForm, Write] = {
    MatrixForm.XLSX: write_xlsx,
    MatrixForm.DOCX: write_docx,
    MatrixForm.CSV: write_csv,
    MatrixForm.HTML: write_html,
    MatrixForm.MD: write_markdown,
}


class MatrixReport(NamedTuple):
    """What a matrix came to; ``events`` and ``left_out`` are those of the calendar, ``None`` where there is none."""

    rows: int
    groups: int
    events: int | None
    left_out: int | None
    written: list[str]


def write_matrix(
    store: Store, out: Path, lang: Lang, *, by: By, selection: Selection, forms: Sequence[MatrixForm]
) -> MatrixReport:
    """Write the matrix of a selection in every form asked for. Raises ``UserError``."""
    if selection.departments or selection.lines or selection.regions:
        check_names(selection, store.extractions())
    made = list(groups(store.extractions, selection, by, lang))
    if not made:
        raise UserError("nothing_selected")
    written = []
    events = left_out = None
    for form in MatrixForm:
        if form not in forms:
            continue
        if form == MatrixForm.ICS:
            events, left_out = write_calendar(out / CALENDAR_NAME, store.extractions(), selection, lang)
            written.append(CALENDAR_NAME)
        else:
            name = f"responsibility.{form}"
            _WRITERS[form](out / name, made, by, lang)
            written.append(name)
    return MatrixReport(sum(len(group.items) for group in made), len(made), events, left_out, written)
