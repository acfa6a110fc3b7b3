"""Tables as files: CSV and Parquet as a stream, Stata with variable and value labels.

pandas and pyarrow come with the extra ``duban[stats]`` (some 70 MB to download), because who works in Excel or R needs
neither.
"""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.messages import Lang, UserError
from pipeline.outputs.csv_table import header, safe_cell
from pipeline.outputs.files import replacing
from pipeline.outputs.forms import TableForm
from pipeline.outputs.tables.model import Table, Value, Variable, word

_EPOCH = datetime(2000, 1, 1)  # no clock: the same results give the same bytes
_LABEL, _SHORT = 80, 2045  # Stata's limits: characters of a label, bytes of a plain string
_ROWS = 20_000  # rows of a Parquet row group


def write_table(folder: Path, table: Table, form: TableForm, lang: Lang) -> str:
    """Write a table into a folder and give the file's name. Raises ``UserError``."""
    path = folder / f"{table.name}.{form}"
    writers = {TableForm.CSV: _write_csv, TableForm.DTA: _write_stata, TableForm.PARQUET: _write_parquet}
    writers[form](path, table, lang)
    return path.name


def need(extra: str, *modules: str) -> None:
    """Raise ``UserError`` where a library of an extra is not installed."""
    if missing := [module for module in modules if find_spec(module) is None]:
        raise UserError("extra_missing", extra=extra, modules=", ".join(missing))


def _write_csv(path: Path, table: Table, lang: Lang) -> None:
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([header(variable.key, lang) for variable in table.variables])
        for row in table.rows():
            writer.writerow([_cell(*pair, lang) for pair in zip(table.variables, row, strict=True)])


def _cell(variable: Variable, value: Value, lang: Lang) -> str | int:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return int(value)
    return safe_cell(word(value, lang) if variable.kind == "code" else value)


def _write_parquet(path: Path, table: Table, lang: Lang) -> None:
    need("stats", "pyarrow")
    import pyarrow as pa
    from pyarrow import parquet

    types = {"int": pa.int64(), "float": pa.float64(), "flag": pa.int8(), "date": pa.date32()}
    fields = [
        pa.field(variable.key, types.get(variable.kind, pa.string()), metadata={"label": variable.label(lang)})
        for variable in table.variables
    ]
    schema = pa.schema(fields)
    with replacing(path) as draft, parquet.ParquetWriter(draft, schema, compression="zstd") as writer:
        words = _words(table, lang)
        while rows := list(islice(words, _ROWS)):
            columns = zip(*rows, strict=True)
            arrays = [pa.array(column, type=field.type) for column, field in zip(columns, fields, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _words(table: Table, lang: Lang) -> Iterator[Sequence[Value]]:
    """Rows with words for codes; a text that is not there is missing, since Parquet can say so."""
    coded = [variable.kind == "code" for variable in table.variables]
    for row in table.rows():
        values = (None if value == "" else value for value in row)
        yield [word(str(v), lang) if code and v is not None else v for code, v in zip(coded, values, strict=True)]


def _write_stata(path: Path, table: Table, lang: Lang) -> None:
    """Stata 14 and later (format 118, UTF-8). Numbers that are missing are ``.``, texts that are missing empty."""
    need("stats", "pandas")
    import pandas as pd

    rows = list(table.rows())
    columns = {
        variable.key: _stata_column(pd, variable, [row[at] for row in rows])
        for at, variable in enumerate(table.variables)
    }
    frame = pd.DataFrame(columns)
    texts = [v.key for v in table.variables if v.kind == "text"]
    long = [key for key in texts if max((len(text.encode()) for text in frame[key]), default=0) > _SHORT]
    with replacing(path) as draft:
        frame.to_stata(
            draft,
            write_index=False,
            version=118,
            time_stamp=_EPOCH,
            data_label=f"duban {table.name}",
            variable_labels={v.key: v.label(lang)[:_LABEL] for v in table.variables},
            value_labels={
                v.key: {n: word(code, lang) for n, code in enumerate(v.codes, 1)}
                for v in table.variables
                if v.kind == "code"
            },
            convert_dates={v.key: "td" for v in table.variables if v.kind == "date"},
            convert_strl=long,
        )


def _stata_column(pd: Any, variable: Variable, values: list[Value]) -> Any:
    if variable.kind == "text":
        return pd.Series(["" if value is None else str(value).replace("\0", "") for value in values], dtype=object)
    if variable.kind == "date":
        return pd.Series(pd.to_datetime(values), dtype="datetime64[s]")
    if variable.kind == "code":
        values = [None if value is None else 1 + variable.codes.index(str(value)) for value in values]
    return pd.Series(values, dtype="float64")
