"""Two real assessment tables beside the project: every row has the department that stands in its own column."""

from pathlib import Path

import pytest

from pipeline.extract import extract_bytes
from pipeline.readers import read_bytes

TABLES = [
    # file, the column of the departments, the first row below the head that has one
    ("departments", 3, 10),
    ("townships", 5, 4),
]


@pytest.mark.parametrize(("name", "column", "first"), TABLES)
def test_every_row_has_its_own_department(shared: Path, name: str, column: int, first: int) -> None:
    path = shared / "documents" / "unlabelled" / f"shicheng-county-2018-river-chief-{name}.html"
    data = path.read_bytes()
    places = [(block.text, block.place) for block in read_bytes(data).blocks if block.kind == "cell"]
    below = [(text, place.row) for text, place in places if place.column == column and (place.row or 0) >= first]
    stated = {row: text.split() for text, row in below if text}
    obligations = extract_bytes(data, name=name).obligations
    found = {o.place.row: o.names("lead") for o in obligations if o.place.row in stated}
    assert len(stated) >= 25
    assert {row: found.get(row) for row in stated} == stated
