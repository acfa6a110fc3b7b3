"""Everything that ``duban matrix`` writes."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from pipeline.messages import Lang, UserError
from pipeline.outputs.forms import MatrixForm
from pipeline.outputs.responsibility.calendar import CALENDAR_NAME, open_calendar
from pipeline.outputs.responsibility.items import By, Group, groups
from pipeline.outputs.responsibility.plain import write_csv, write_html, write_markdown
from pipeline.outputs.responsibility.selection import Selection, check_names
from pipeline.outputs.responsibility.sheet import write_xlsx
from pipeline.outputs.responsibility.word import write_docx
from pipeline.store import Store
from schemas.obligation import Extraction

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
    with ExitStack() as stack:
        extractions: Iterable[Extraction] = store.extractions()
        events = None
        if MatrixForm.ICS in forms:  # written on the way, since reading the store takes longer than anything else
            events = stack.enter_context(open_calendar(out / CALENDAR_NAME, selection, lang))
            extractions = map(events.add, extractions)
        made = list(groups(extractions, selection, by, lang))
        if not made:
            raise UserError("nothing_selected")
    written = []
    for form in filter(forms.__contains__, _WRITERS):
        _WRITERS[form](out / f"responsibility.{form}", made, by, lang)
        written.append(f"responsibility.{form}")
    rows = sum(len(group.items) for group in made)
    if events is None:
        return MatrixReport(rows, len(made), None, None, written)
    return MatrixReport(rows, len(made), events.count, events.left_out, [*written, CALENDAR_NAME])
