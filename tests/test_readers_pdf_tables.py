"""Ruled tables of PDF files: merged cells, page ends, tables printed sideways."""

import io

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest

from pipeline.readers import read_bytes
from schemas.source import Reading
from tests.papers import COLUMNS, HEAD, ROWS, Paper, ruled, texts


def grid(reading: Reading) -> list[tuple[str, int | None, int | None, int, int]]:
    return [
        (b.text, b.place.row, b.place.column, b.row_span, b.column_span) for b in reading.blocks if b.kind == "cell"
    ]


def test_ruled_tables_become_cells_with_spans() -> None:
    paper = Paper()
    paper.paragraph("现将任务分工印发给你们：")
    ruled(paper, 700, ROWS, {2: [(1, 2)]})
    paper.at = 500
    paper.paragraph("附则另行规定。")
    reading = read_bytes(paper.data())
    found = grid(reading)
    assert texts(reading)[0] == "现将任务分工印发给你们："
    assert texts(reading)[-1] == "附则另行规定。"
    assert ("县交通局", 2, 3, 2, 1) in found
    assert ("", 4, 4, 1, 1) in found
    assert len(found) == 15
    assert [text for text, row, *_ in found if row == 1] == HEAD


def test_a_table_goes_on_over_a_page_without_its_repeated_head() -> None:
    paper = Paper()
    ruled(paper, 700, ROWS)
    paper.page("1")
    ruled(paper, 760, [HEAD, ["4", "清淤", "县水利局", "9月底"]])
    reading = read_bytes(paper.data())
    assert {block.place.table for block in reading.blocks} == {1}
    assert [cell for cell in grid(reading) if cell[1] == 5] == [
        *(("4", 5, 1, 1, 1), ("清淤", 5, 2, 1, 1), ("县水利局", 5, 3, 1, 1), ("9月底", 5, 4, 1, 1)),
    ]
    assert reading.blocks[-1].place.page == 2


def test_a_row_cut_by_the_page_end_is_one_row() -> None:
    paper = Paper()
    ruled(paper, 700, [HEAD, ["1", "改造农村公路，", "县交通局", "6月底"]])
    paper.page("1")
    ruled(paper, 760, [["", "修缮桥梁", "", ""], ["2", "清淤", "县水利局", "9月底"]])
    found = grid(read_bytes(paper.data()))
    assert ("改造农村公路，修缮桥梁", 2, 2) in [cell[:3] for cell in found]
    assert ("清淤", 3, 2, 1, 1) in found


def test_departments_listed_in_a_cell_stay_apart_and_full_lines_run_on() -> None:
    paper = Paper()
    ruled(paper, 700, [HEAD, ["1", "", "", "年底"], ["2", "清淤", "县水利局", "年底"]])
    for index, (task, lead) in enumerate(
        [("全面提升农村公路管理养护服务水平和", "县交通局"), ("应急能力", "县财政局")]
    ):
        paper.put(COLUMNS[1] + 6, 659 - index * 12, task, 11)
        paper.put(COLUMNS[2] + 6, 659 - index * 12, lead, 10)
    found = [cell[0] for cell in grid(read_bytes(paper.data()))]
    assert "全面提升农村公路管理养护服务水平和应急能力" in found
    assert "县交通局\n县财政局" in found


def test_a_merged_cell_goes_on_over_the_page_end() -> None:
    paper = Paper()
    ruled(paper, 700, ROWS, {2: [(1, 3)]})
    paper.page("1")
    ruled(paper, 760, [["4", "清淤。", "", "9月底"], ["5", "绿化。", "县林业局", "9月底"]])
    found = grid(read_bytes(paper.data()))
    assert [cell for cell in found if cell[2] == 3] == [
        *(("责任单位", 1, 3, 1, 1), ("县交通局\n县林业局", 2, 3, 4, 1), ("县林业局", 6, 3, 1, 1)),
    ]


def test_a_merged_cell_whose_text_stands_on_its_second_page() -> None:
    paper = Paper()
    rows = [HEAD, ["1", "改造。", "县财政局", "年底"], ["2", "修缮。", "", "年底"], ["3", "植树。", "", "年底"]]
    ruled(paper, 700, rows, {2: [(2, 3)]})
    paper.page("1")
    ruled(paper, 760, [["4", "清淤。", "县水利局", "9月底"], ["5", "绿化。", "县林业局", "9月底"]])
    found = [cell for cell in grid(read_bytes(paper.data())) if cell[2] == 3]
    assert found[1:] == [("县财政局", 2, 3, 1, 1), ("县水利局", 3, 3, 3, 1), ("县林业局", 6, 3, 1, 1)]


@pytest.mark.parametrize(("turn", "rotate"), [(0, 0), (90, 0), (90, 90), (270, 270), (180, 0)])
@pytest.mark.parametrize("crop", [None, (10, 20, 585, 830)])
def test_tables_printed_sideways(turn: int, rotate: int, crop: tuple[int, int, int, int] | None) -> None:
    paper = Paper()
    paper.canvas.translate(297, 421)
    paper.canvas.rotate(turn)
    paper.canvas.translate(-297, -421)
    ruled(paper, 600, [["No", "Task", "Lead", "Due"], ["1", "Roads", "Transport", "June"]], font="Helvetica")
    document = pdfium.PdfDocument(paper.data())
    document[0].set_rotation(rotate)
    if crop:
        document[0].set_cropbox(*crop)
    stream = io.BytesIO()
    document.save(stream)
    assert texts(read_bytes(stream.getvalue())) == ["No", "Task", "Lead", "Due", "1", "Roads", "Transport", "June"]


@pytest.mark.parametrize("sides", ["left", "right", "both"])
def test_a_table_open_at_its_sides_keeps_its_outer_columns(sides: str) -> None:
    paper = Paper()
    for row in range(len(ROWS) + 1):
        paper.canvas.line(COLUMNS[0], 700 - 30 * row, COLUMNS[-1], 700 - 30 * row)
    drawn = {"left": COLUMNS[1:], "right": COLUMNS[:-1], "both": COLUMNS[1:-1]}[sides]
    for x in drawn:
        paper.canvas.line(x, 700, x, 700 - 30 * len(ROWS))
    for row, cells in enumerate(ROWS):
        for x, text in zip(COLUMNS, cells, strict=False):
            paper.put(x + 6, 680 - 30 * row, text, 10)
    found = [cell[:3] for cell in grid(read_bytes(paper.data()))]
    assert [text for text, row, _ in found if row == 1] == HEAD
    assert {("1", 2, 1), ("改造农村公路", 2, 2), ("县交通局", 2, 3), ("6月底", 2, 4)} <= set(found)


def unruled(rows: list[list[str]]) -> bytes:
    paper = Paper()
    for row, cells in enumerate(rows):
        for x, text in zip(COLUMNS, cells, strict=False):
            paper.put(x, 680 - 24 * row, text, 10)
    paper.at = 680 - 24 * (len(rows) + 1)
    paper.paragraph("附则另行规定。")
    return paper.data()


def test_a_table_without_rules_is_read_where_each_row_is_one_line() -> None:
    rows = [HEAD, ["1", "改造农村公路", "县交通局", "6月底"], ["2", "修缮桥梁", "县水利局", "年底"]]
    reading = read_bytes(unruled(rows))
    assert [cell[:3] for cell in grid(reading)] == [
        (text, row, column) for row, cells in enumerate(rows, 1) for column, text in enumerate(cells, 1)
    ]
    assert texts(reading)[-1] == "附则另行规定。"
    assert reading.notes == ()


def test_a_table_without_rules_whose_rows_take_several_lines_is_told() -> None:
    rows = [HEAD, ["1", "改造农村公路", "县交通局、", "2025年"], ["", "一百公里", "各镇", "6月底"]]
    reading = read_bytes(unruled(rows))
    assert grid(reading) == []
    assert [note.code for note in reading.notes] == ["copied_table_not_read"]
