"""obligations.parquet: one obligation a row, typed, for runs that are too large for a spreadsheet.

The columns are those of obligations.jsonl, under the same names; lists of names stay lists, records (metrics, goals,
departments, place) are JSON as text, and what is not stated is missing. pyarrow alone (Apache-2.0) writes it, in groups
of rows, so that memory does not grow with the run.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.messages import UserError
from pipeline.outputs.files import replacing
from pipeline.outputs.jsonl import to_record
from pipeline.outputs.rows import Row

PARQUET_NAME = "obligations.parquet"
_ROWS_IN_A_GROUP = 5_000
_TEXTS = (
    *("document", "text", "due", "rrule", "modality", "due_kind", "degree", "due_text"),
    *("part", "part_kind", "title", "document_number", "level", "region", "genre", "issued"),
)
_LISTS = ("lead", "support", "degree_words", "section", "rules", "problems", "issuers")
_NUMBERS = ("number", "start", "end")
_RECORDS = ("metrics", "goals", "departments", "place")
COLUMNS = (*_TEXTS, *_LISTS, *_NUMBERS, "confidence", *_RECORDS)


@contextmanager
def parquet_file(path: Path) -> Iterator[Callable[[Row], None]]:
    """What adds a row. Raises ``UserError``, also where pyarrow is not installed."""
    arrow, parquet = _libraries()
    types = dict.fromkeys(COLUMNS, arrow.string()) | dict.fromkeys(_NUMBERS, arrow.int32())
    types |= dict.fromkeys(_LISTS, arrow.list_(arrow.string())) | {"confidence": arrow.float64()}
    schema = arrow.schema(list(types.items()))
    with replacing(path) as draft, parquet.ParquetWriter(draft, schema, compression="zstd") as writer:
        waiting: list[dict[str, Any]] = []

        def flush() -> None:
            writer.write_table(arrow.Table.from_pylist(waiting, schema=schema))
            waiting.clear()

        def add(row: Row) -> None:
            record = to_record(row)
            stated = {name: record[name] or None for name in _TEXTS}
            as_text = {name: json.dumps(record[name], ensure_ascii=False) for name in _RECORDS}
            waiting.append(record | stated | as_text)
            if len(waiting) == _ROWS_IN_A_GROUP:
                flush()

        yield add
        flush()


def _libraries() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UserError("extra_missing", modules="pyarrow", extra="stats") from error
    return pyarrow, parquet
