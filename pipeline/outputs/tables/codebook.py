"""The codebook of the tables: every variable with its name, label, type, values and how it is coded."""

import csv
from collections.abc import Sequence
from pathlib import Path

from pipeline.messages import Lang, say
from pipeline.outputs.csv_table import safe_cell
from pipeline.outputs.files import replacing
from pipeline.outputs.tables.model import Table, Variable, word

VARIABLES_NAME = "variables.csv"
_HEADER = ("table", "variable", "label_zh", "label_en", "type", "values", "meaning")


def write_variables(folder: Path, tables: Sequence[Table], lang: Lang) -> str:
    """Write the codebook as CSV, one variable of one table a row; gives the file's name."""
    with replacing(folder / VARIABLES_NAME) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([say(f"word.codebook_{name}", lang) for name in _HEADER])
        for table in tables:
            for variable in table.variables:
                writer.writerow([safe_cell(cell) for cell in _cells(table.name, variable, lang)])
    return VARIABLES_NAME


def _cells(table: str, variable: Variable, lang: Lang) -> tuple[str, ...]:
    return (
        table,
        variable.key,
        variable.label("zh"),
        variable.label("en"),
        say(f"word.kind_{variable.kind}", lang),
        values(variable, lang),
        variable.meaning(lang),
    )


def values(variable: Variable, lang: Lang) -> str:
    """The values that a variable can have: 1 = 必须; 2 = 力争 …; empty where they are free."""
    if variable.kind == "flag":
        return say("word.flag_values", lang)
    return "; ".join(f"{number} = {word(code, lang)}" for number, code in enumerate(variable.codes, 1))
