"""Task tables that came as one line a cell: the same rows as the table, decoys beside them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cell_alignment import align, is_names, is_time
from pipeline.cell_lines import NOTE, with_tables
from pipeline.extract import extract_file
from schemas.obligation import Extraction
from schemas.source import Place, RawBlock, Reading

HEAD = ["序号", "类别", "工作任务", "责任单位", "完成时限"]
ROWS = [
    ["1", "水污染防治", "建成乡镇污水处理厂3座。", "市住建局、市水利局", "2024年6月底前"],
    ["2", "", "开展入河排污口排查，建立台账。", "市生态环境局", "长期坚持"],
    ["3", "大气污染防治", "淘汰燃煤锅炉20台。", "市发改委，各县（区）政府", "2024年底前"],
]


def read(tmp_path: Path, *lines: str) -> Extraction:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(["松岭市污染防治任务分解表", *lines]), encoding="utf-8")
    return extract_file(path, name="a.txt")


def told(extraction: Extraction) -> list[tuple[str, tuple[str, ...], str | None]]:
    return [(each.text[:4], tuple(each.names("lead")), each.due) for each in extraction.obligations]


EXPECTED = [
    ("建成乡镇", ("市住建局", "市水利局"), "2024-06-30"),
    ("开展入河", ("市生态环境局",), None),
    ("淘汰燃煤", ("市发改委", "各县（区）政府"), "2024-12-31"),
]


def lines_of(rows: list[list[str]]) -> list[str]:
    return [cell for row in rows for cell in row if cell]


def test_rows_of_a_numbered_table(tmp_path: Path) -> None:
    assert told(read(tmp_path, *lines_of([HEAD, *ROWS]), "附件：1.联系表")) == EXPECTED


def test_rows_without_numbers(tmp_path: Path) -> None:
    assert told(read(tmp_path, *lines_of([row[1:] for row in [HEAD, *ROWS]]))) == EXPECTED


def test_a_heading_across_the_table_and_a_cell_of_two_paragraphs(tmp_path: Path) -> None:
    second = ["2", "水环境", "开展入河排污口排查，建立台账。", "完成整治5处。", "市生态环境局", "2024年9月底前"]
    lines = [*HEAD, *lines_of(ROWS[:1]), "二、深入推进整治", *second, *lines_of(ROWS[2:])]
    found = told(read(tmp_path, *lines))
    assert found[1:3] == [
        ("开展入河", ("市生态环境局",), "2024-09-30"),
        ("完成整治", ("市生态环境局",), "2024-09-30"),
    ]
    assert [EXPECTED[0], EXPECTED[2]] == [found[0], found[3]]


def test_a_row_that_fits_in_no_one_way_is_told_and_binds_nobody(tmp_path: Path) -> None:
    head = ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]
    rows = [
        ["1", "建成污水处理厂3座。", "市住建局", "市水利局", "2024年6月底前"],
        ["2", "整治排污口。", "市生态环境局", "2024年9月底前"],  # who leads it, who helps?
        ["3", "淘汰锅炉20台。", "市发改委", "市财政局", "2024年底前"],
    ]
    found = read(tmp_path, *lines_of([head, *rows]))
    assert [names for _, names, _ in told(found)] == [("市住建局",), ("市发改委",)]
    [note] = [problem for problem in found.problems if problem.code == NOTE]
    assert dict(note.fields) == {"count": "1", "words": "2"}


def test_what_follows_the_table_is_running_text_again(tmp_path: Path) -> None:
    tail = ["各责任单位要加强领导，于每月5日前报送进展情况。", "松岭市人民政府办公室", "2024年1月5日"]
    found = read(tmp_path, *lines_of([HEAD, *ROWS]), *tail)
    assert told(found)[:3] == EXPECTED
    assert found.obligations[-1].rrule == "FREQ=MONTHLY;BYMONTHDAY=5"


@pytest.mark.parametrize(
    "lines",
    [
        ["责任单位", "工作任务"],  # two lines name no table
        ["牵头单位：市住建局", "责任单位：市水利局", "完成时限：6月底前"],  # labels with their values
        ["序号", "工作任务", "责任单位", "完成时限"],  # a head without rows
        ["工作任务", "责任单位", "完成时限", "按照上级要求，抓好落实。", "加强领导。", "强化督查。", "严格考核。"],
    ],
)
def test_other_lines_stay_as_they_are(lines: list[str]) -> None:
    blocks = tuple(RawBlock(text=line, place=Place(paragraph=number)) for number, line in enumerate(lines, 1))
    assert with_tables(Reading(kind="txt", blocks=blocks)).blocks == blocks


NAMES = ["市住建局", "市发改委、市财政局等", "各县（市、区）政府", "市住建局 市水利局", "各有关单位"]
TIMES = ["2024年6月底前", "长期坚持", "四季度", "2024.12", "全年", "每季度", "12月"]
TEXTS = ["建成污水处理厂3座", "2024年工作要点", "推进市场监管改革", "1", "持续推进市政管网改造", "全国"]


@pytest.mark.parametrize("line", NAMES)
def test_cells_of_departments(line: str) -> None:
    assert is_names(line) and not is_time(line)


@pytest.mark.parametrize("line", TIMES)
def test_cells_of_times(line: str) -> None:
    assert is_time(line) and not is_names(line)


@pytest.mark.parametrize("line", TEXTS)
def test_other_cells(line: str) -> None:
    assert not is_time(line) and not is_names(line)


CELLS = st.sampled_from([*NAMES, *TIMES, *TEXTS, *HEAD, "一、总体要求", "附件"])


@given(st.lists(CELLS, max_size=40))
def test_no_line_is_lost_or_doubled(lines: list[str]) -> None:
    blocks = tuple(RawBlock(text=line) for line in lines)
    found = with_tables(Reading(kind="txt", blocks=blocks)).blocks
    assert sorted("\n".join(block.text for block in found).split("\n")) == sorted("\n".join(lines).split("\n"))


@given(st.lists(CELLS, max_size=12))
def test_every_line_has_its_column_and_no_column_what_does_not_fit(lines: list[str]) -> None:
    row = align(lines, ("number", "group", "text", "names", "time"))
    if row:
        assert [line for column in sorted(row) for line in row[column]] == list(range(len(lines)))
        assert all(is_names(lines[line]) for line in row.get(3, ()))
