"""Task lists in spreadsheets and plain tables: .xlsx, .csv, and tables in .txt."""

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.extract import extract_bytes
from pipeline.readers import read_bytes
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.sheet_formats import shown
from schemas.source import Place, Reading
from tests.damage import damaged, reads_or_refuses


def book(*sheets: str) -> Workbook:
    made = openpyxl.Workbook()
    made.remove(made["Sheet"])
    for name in sheets:
        made.create_sheet(name)
    return made


def filled(sheet: Worksheet, rows: list[list[object]], *merged: str) -> None:
    for row in rows:
        sheet.append(row)
    for reference in merged:
        sheet.merge_cells(reference)


def saved(made: Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def boxed(data: bytes, *boxes: tuple[int, int, str]) -> bytes:
    """A workbook with text boxes over the first sheet: row and column of each, counted from 0, and its text."""
    main = "http://schemas.openxmlformats.org/drawingml/2006"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    anchors = "".join(
        f"<d:twoCellAnchor><d:from><d:col>{column}</d:col><d:row>{row}</d:row></d:from><d:sp><d:txBody>"
        + "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
        + "</d:txBody></d:sp></d:twoCellAnchor>"
        for row, column, text in boxes
    )
    drawing = f'<d:wsDr xmlns:d="{main}/spreadsheetDrawing" xmlns:a="{main}/main">{anchors}</d:wsDr>'
    link = f'<Relationship Id="r1" Type="{document}/drawing" Target="../drawings/drawing1.xml"/>'
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/drawings/drawing1.xml", drawing)
        archive.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels", f'<Relationships xmlns="{relations}">{link}</Relationships>'
        )
    return stream.getvalue()


def cells(reading: Reading) -> list[tuple[str, int | None, int | None, int, int]]:
    return [
        (b.text, b.place.row, b.place.column, b.row_span, b.column_span) for b in reading.blocks if b.kind == "cell"
    ]


HEADS: list[list[object]] = [
    ["云岭县道路养护责任分工表"],
    ["序号", "任务", "责任单位", None, "完成时限"],
    [None, None, "牵头单位", "配合单位", None],
]
ROWS: list[list[object]] = [
    [1, "改造农村公路5公里。", "县交通局", "县财政局", date(2025, 6, 30)],
    [2, "修缮桥梁3座。", None, None, date(2025, 9, 30)],
]


def task_list() -> bytes:
    made = book("任务")
    filled(
        made["任务"], [*HEADS, *ROWS, ["注：各单位按季报送。"]], "A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "C4:C5"
    )
    return saved(made)


def test_text_boxes_stand_before_or_behind_the_table_they_lie_over() -> None:
    reading = read_bytes(boxed(task_list(), (8, 1, "附注：县水利局要配合。"), (0, 0, "云岭县\n督办清单"), (9, 0, " ")))
    plain = read_bytes(task_list())
    first, *middle, last = reading.blocks
    assert (first.text, first.place) == ("云岭县\n督办清单", Place(sheet="任务", row=1, column=1))
    assert (last.text, last.place) == ("附注：县水利局要配合。", Place(sheet="任务", row=9, column=2))
    assert first.kind == last.kind == "paragraph"
    assert tuple(middle) == plain.blocks


def test_a_sheet_of_text_boxes_alone_is_read() -> None:
    assert [block.text for block in read_bytes(boxed(saved(book("图")), (2, 2, "县交通局要改造路面。"))).blocks] == [
        "县交通局要改造路面。"
    ]


def test_a_task_list_keeps_titles_two_row_heads_merged_cells_and_places() -> None:
    reading = read_bytes(task_list())
    assert reading.kind == "xlsx"
    assert reading.blocks[0].kind == reading.blocks[-1].kind == "paragraph"
    assert reading.blocks[0].place == Place(sheet="任务", table=1, row=1, column=1)
    assert cells(reading)[:6] == [
        ("序号", 2, 1, 2, 1),
        ("任务", 2, 2, 2, 1),
        ("责任单位", 2, 3, 1, 2),
        ("完成时限", 2, 5, 2, 1),
        ("牵头单位", 3, 3, 1, 1),
        ("配合单位", 3, 4, 1, 1),
    ]
    assert ("县交通局", 4, 3, 2, 1) in cells(reading)
    assert ("2025年6月30日", 4, 5, 1, 1) in cells(reading)


def test_a_task_list_gives_its_obligations() -> None:
    found = extract_bytes(task_list(), name="任务.xlsx").obligations
    told = [(o.text, o.names("lead"), o.due, o.place.sheet, o.place.row) for o in found if o.place.row in (4, 5)]
    assert told == [
        ("改造农村公路5公里", ["县交通局"], "2025-06-30", "任务", 4),
        ("修缮桥梁3座", ["县交通局"], "2025-09-30", "任务", 5),
    ]


SHOWN = [
    (45838, "yyyy/m/d", "2025年6月30日"),
    (45838, 'yyyy"年"m"月"d"日";@', "2025年6月30日"),
    (45838, "[$-804]yyyy-mm-dd", "2025年6月30日"),
    (45838.64583333333, "yyyy-mm-dd hh:mm", "2025年6月30日 15:30"),
    (45838, 'yyyy"年"m"月"', "2025年6月"),
    (45838, 'm"月"d"日"', "6月30日"),
    (45838, "mmm-yy", "2025年6月"),
    (0.64583333333, "h:mm", "15:30"),
    (3, "General", "3"),
    (0.1 + 0.2, "General", "0.3"),
    (0.955, "0.0%", "95.5%"),
    (1234567.5, "#,##0.00", "1,234,567.50"),
    (7, "000", "007"),
    (2.5, '0.0"万元"', "2.5万元"),
    (12.0, "0.##", "12"),
    (2.125, "0.00_ ", "2.13"),
    (-3, "0;[Red]-0", "-3"),
    (5, "@", "5"),
]


@pytest.mark.parametrize(("value", "pattern", "text"), SHOWN)
def test_numbers_and_dates_are_as_shown(value: float, pattern: str, text: str) -> None:
    assert shown(value, pattern) == text


def test_dates_counted_from_1904() -> None:
    made = book("任务")
    made.epoch = datetime(1904, 1, 1)
    filled(made["任务"], [["任务", "时限"], ["修桥", datetime(2025, 6, 30)]])
    assert ("2025年6月30日", 2, 2, 1, 1) in cells(read_bytes(saved(made)))


def test_formulas_give_the_value_that_was_saved_and_times_their_hour() -> None:
    made = book("任务")
    filled(made["任务"], [["甲", "=1+1"], ["乙", time(8, 30)]])
    data = saved(made)  # openpyxl saves no value with a formula
    assert [c[0] for c in cells(read_bytes(data))] == ["乙", "08:30"]
    found = read_bytes(rewritten(data, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>2</v>"))
    assert [c[0] for c in cells(found)] == ["甲", "2", "乙", "08:30"]


def rewritten(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old, new).replace(b"<v />", new) if name == part else content)
    return stream.getvalue()


def test_sheets_that_are_no_task_list_are_read_and_hidden_ones_named() -> None:
    made = book("说明", "数据", "字典")
    filled(made["说明"], [["填表说明"], ["一、按季填报。"]])
    filled(made["数据"], [["年份", "里程"], [2024, 12.5]])
    filled(made["字典"], [["甲", "乙"]])
    made["字典"].sheet_state = "hidden"
    reading = read_bytes(saved(made))
    assert [(b.text, b.kind, b.place.sheet, b.place.table) for b in reading.blocks] == [
        ("填表说明", "paragraph", "说明", 1),
        ("一、按季填报。", "paragraph", "说明", 1),
        ("年份", "cell", "数据", 2),
        ("里程", "cell", "数据", 2),
        ("2024", "cell", "数据", 2),
        ("12.5", "cell", "数据", 2),
    ]
    assert [(note.code, note.fields) for note in reading.notes] == [("hidden_sheets", (("sheets", "字典"),))]


def hidden_list() -> openpyxl.Workbook:
    """A list of three tasks with a title merged over all columns, and a column of remarks."""
    made = book("任务")
    rows: list[list[object]] = [["云岭县道路养护责任分工表"], ["序号", "任务", "责任单位", "内部掌握"]]
    rows += [
        [1, "改造公路5公里。", "县交通局", "甲"],
        [2, "修缮桥梁3座。", "县水利局", "乙"],
        [3, "清理路障。", "县城管局", "丙"],
    ]
    filled(made["任务"], rows, "A1:D1")
    return made


def test_rows_and_columns_hidden_by_hand_are_left_out_and_named() -> None:
    made = hidden_list()
    made["任务"].row_dimensions[4].hidden = True
    for column in "AD":  # the title stays, which begins in column A
        made["任务"].column_dimensions[column].hidden = True
    reading = read_bytes(saved(made))
    assert [b.text for b in reading.blocks] == [
        "云岭县道路养护责任分工表", "任务", "责任单位", "改造公路5公里。", "县交通局", "清理路障。", "县城管局"
    ]  # fmt: skip
    assert [(note.code, note.fields) for note in reading.notes] == [
        ("hidden_cells", (("sheet", "任务"), ("cells", "4:4、A:A、D:D")))
    ]


@pytest.mark.parametrize("by", ["filter", "group"])
def test_rows_that_a_filter_or_a_folded_group_hides_are_read_and_named(by: str) -> None:
    made = hidden_list()
    sheet = made["任务"]
    if by == "filter":
        sheet.auto_filter.ref = "A2:D5"
        sheet.auto_filter.add_filter_column(2, ["县城管局"])
    for row in (3, 4):
        sheet.row_dimensions[row].hidden = True
        sheet.row_dimensions[row].outlineLevel = 1 if by == "group" else 0
    reading = read_bytes(saved(made))
    assert [note.code for note in reading.notes] == ["folded_cells"]
    assert dict(reading.notes[0].fields) == {"sheet": "任务", "cells": "3:4"}
    assert {"改造公路5公里。", "修缮桥梁3座。", "清理路障。"} <= {b.text for b in reading.blocks}


def test_hidden_places_without_text_are_not_named() -> None:
    made = hidden_list()
    made["任务"].row_dimensions[9].hidden = True
    made["任务"].column_dimensions["H"].hidden = True
    assert read_bytes(saved(made)).notes == ()


def test_a_stray_cell_in_the_last_corner_costs_nothing() -> None:
    made = book("任务")
    filled(made["任务"], [["任务", "时限"], ["修桥", "年底"]])
    made["任务"]["XFD1048576"] = "."
    assert len(read_bytes(saved(made)).blocks) == 5


def test_a_merged_range_to_the_last_corner_covers_the_table_alone() -> None:
    made = book("任务")
    filled(made["任务"], [["任务", "时限"], ["修桥", "年底"], ["植树", "年底"]])
    data = rewritten(
        saved(made),
        "xl/worksheets/sheet1.xml",
        b"</sheetData>",
        b'</sheetData><mergeCells count="1"><mergeCell ref="B2:XFD1048576"/></mergeCells>',
    )
    made["任务"]["B9000"], made["任务"]["ZZ9000"] = "甲", "乙"
    assert cells(read_bytes(data))[-2:] == [("年底", 2, 2, 2, 1), ("植树", 3, 1, 1, 1)]
    assert [block.kind for block in read_bytes(saved(made)).blocks] == [*["cell"] * 6, "paragraph", "paragraph"]


def refusal(data: bytes, name: str = "") -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_bytes(data, name=name)
    return refused.value.code


def test_bombs_and_damage_are_refused() -> None:
    bomb = rewritten(task_list(), "xl/workbook.xml", b"<workbook", b'<!DOCTYPE x [<!ENTITY a "a">]><workbook')
    assert refusal(bomb) == "damaged_file"
    assert refusal(task_list()[:3000]) == "damaged_file"
    assert refusal(saved(book("空"))) == "empty_file"


def test_a_part_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.office_zip.LARGEST_PART", 100)
    assert refusal(task_list()) == "too_large"


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.sheet_book.MOST_CELLS", 3)
    assert refusal(task_list()) == "too_large"


SAMPLE = task_list()


@settings(max_examples=60, deadline=None)
@given(damaged(SAMPLE))
def test_damaged_workbooks_never_crash(data: bytes) -> None:
    reads_or_refuses(data)


TABLE = [
    ["序号", "任务", "责任单位"],
    ["1", '改造公路，\n建"四好"公路', "县交通局"],
    ["2", "修缮桥梁3座; 植树5万株", "县林业局"],
]


def csv_text(delimiter: str) -> str:
    def quoted(cell: str) -> str:
        doubled = cell.replace('"', '""')
        return f'"{doubled}"' if any(sign in cell for sign in f'"\n{delimiter}') else cell

    return "\r\n".join(delimiter.join(quoted(cell) for cell in row) for row in TABLE)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-8", "utf-16"])
def test_csv_in_every_encoding_with_every_delimiter(delimiter: str, encoding: str) -> None:
    reading = read_bytes(csv_text(delimiter).encode(encoding), name="任务.csv")
    assert reading.kind == "csv"
    assert [c[:3] for c in cells(reading)] == [
        (cell, row, column) for row, line in enumerate(TABLE, 1) for column, cell in enumerate(line, 1)
    ]


def test_csv_with_titles_separator_line_and_text_numbers() -> None:
    reading = read_bytes('sep=;\r\n分工表;;\r\n编号;任务\r\n="0012";修桥\r\n'.encode(), name="A.CSV")
    assert [(b.text, b.kind, b.place.row) for b in reading.blocks] == [
        ("分工表", "paragraph", 1),
        ("编号", "cell", 2),
        ("任务", "cell", 2),
        ("0012", "cell", 3),
        ("修桥", "cell", 3),
    ]


def test_a_table_is_known_by_its_head_where_the_name_is_not_given() -> None:
    found = extract_bytes(csv_text(",").encode(), name="任务.txt").obligations
    assert [o.names("lead") for o in found][-1] == ["县林业局"]


PROSE = ["由县交通局牵头,县财政局配合,9月底前完成。", "由县水利局牵头,县财政局配合,年底前完成。"] * 3


def test_prose_with_commas_is_no_table() -> None:
    reading = read_bytes("\n".join(PROSE).encode())
    assert (reading.kind, len(reading.blocks)) == ("txt", 6)
    assert {block.kind for block in reading.blocks} == {"paragraph"}


def test_a_table_held_apart_by_tabs_inside_a_text() -> None:
    table = ["序号\t任务\t责任单位", "1\t修桥\t县交通局", "2\t植树\t县林业局"]
    reading = read_bytes("\n".join(["关于养护的通知", *table, "附则另行规定。"]).encode())
    assert [block.kind for block in reading.blocks] == ["paragraph", *["cell"] * 9, "paragraph"]
    assert reading.blocks[9].place == Place(table=1, row=3, column=3)


def test_an_empty_table_is_empty() -> None:
    assert refusal(b",,,\r\n,,,\r\n", "a.csv") == "empty_file"
