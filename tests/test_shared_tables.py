"""Two real assessment tables beside the project: every row has the department of its own column, or no assessor."""

from pathlib import Path

import pytest

from pipeline.extract import extract_bytes
from pipeline.readers import read_bytes

TABLES = [
    # file, the column of the departments, the first row below the head that has one, whether they do the tasks
    ("departments", 3, 10, True),
    ("townships", 5, 4, False),  # 负责考核部门: the townships do them
]


@pytest.mark.parametrize(("name", "column", "first", "bound"), TABLES)
def test_every_row_has_its_own_department(shared: Path, name: str, column: int, first: int, bound: bool) -> None:
    path = shared / "documents" / "unlabelled" / f"shicheng-county-2018-river-chief-{name}.html"
    data = path.read_bytes()
    places = [(block.text, block.place) for block in read_bytes(data).blocks if block.kind == "cell"]
    below = [(text, place.row) for text, place in places if place.column == column and (place.row or 0) >= first]
    stated = {row: text.split() for text, row in below if text}
    obligations = extract_bytes(data, name=name).obligations
    found = {o.place.row: o.names("lead") for o in obligations if o.place.row in stated}
    assert len(stated) >= 25
    own = {row: [each for each in stated[row] if each in found.get(row, ())] for row in stated}
    assert own == (stated if bound else {each: [] for each in stated})
