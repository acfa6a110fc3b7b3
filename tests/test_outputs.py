"""The views: what they hold, that no cell is a formula, and that the same results give the same bytes."""

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import networkx as nx
import openpyxl
import pytest

from pipeline.outputs.codebook import CSV_COLUMNS, context
from pipeline.outputs.csv_table import safe_cell
from pipeline.outputs.files import replacing, xml_text
from pipeline.outputs.rows import Row, number_text, target_text, to_rows
from pipeline.outputs.sheets import row_height
from pipeline.outputs.write import write_outputs
from pipeline.store import FileRecord, open_store
from schemas.obligation import Extraction, Party, Target
from tests.extractions import sample


def write(folder: Path, *extractions: Extraction, lang: str = "zh") -> Path:
    folder.mkdir(exist_ok=True)
    with open_store(folder) as store:
        for extraction in extractions:
            store.put(FileRecord(name=extraction.document), extraction)
        store.put(FileRecord(name="旧.doc", state="failed", code="unsupported_kind", fields=(("kind", "doc"),)), None)
        write_outputs(store, folder, "en" if lang == "en" else "zh")
    return folder


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("out"), sample("乙.docx"), sample("甲.docx"))


def records(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "obligations.jsonl").read_text(encoding="utf-8").splitlines()]


def table(folder: Path, name: str = "obligations.csv") -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_results_give_the_same_bytes(out: Path, tmp_path: Path) -> None:
    again = write(tmp_path / "again", sample("甲.docx"), sample("乙.docx"))
    names = sorted(path.name for path in out.iterdir() if path.suffix != ".db")
    assert len(names) == 7
    assert [name for name in names if (out / name).read_bytes() != (again / name).read_bytes()] == []


def test_the_workbook_holds_no_time_of_day(out: Path) -> None:
    with zipfile.ZipFile(out / "matrix.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_a_record_holds_what_the_gold_holds_and_its_grounding(out: Path) -> None:
    second = records(out)[1]
    assert second["lead"] == ["省财政厅"] and second["support"] == ["各市（州）、县（市、区）"]
    assert second["due"] == "XXXX-09-30" and second["rrule"] == "FREQ=MONTHLY;BYMONTHDAY=20"
    here = {"start": second["start"], "end": second["end"]}
    assert second["metrics"] == [
        {"op": ">=", "value": 95.5, "unit": "%", "indicator": "办结率", **here},
        {"op": "=", "value": 50000, "unit": "元", "indicator": "", **here, "from": 9},
    ]
    text = sample().text
    assert all(text[r["start"] : r["end"]] == r["text"] for r in records(out))
    assert second["issued"] == "2022-03-01" and second["title"] == "云岭省行动方案"
    assert "省财政厅" in (out / "obligations.jsonl").read_text(encoding="utf-8")


def test_records_come_by_document_and_number(out: Path) -> None:
    keys = [(record["document"], record["number"]) for record in records(out)]
    assert keys == sorted(keys) and len(keys) == 8


def test_the_table_opens_in_excel_with_chinese_headers(out: Path) -> None:
    assert (out / "obligations.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = table(out)
    assert len(rows) == 8 and len(rows[0]) == len(CSV_COLUMNS)
    assert rows[1]["牵头单位"] == "省财政厅" and rows[1]["量化指标"] == "办结率≥95.5%；50000元"
    assert rows[0]["问题代码"] == "unknown_department" and rows[1]["问题代码"] == ""


def test_the_table_has_english_headers_on_request(tmp_path: Path) -> None:
    rows = table(write(tmp_path, sample(), lang="en"))
    assert rows[2]["modality"] == "prohibit" and rows[0]["place"] == "page 1 paragraph 2"
    assert [*rows[0]] == [column.key for column in CSV_COLUMNS]  # as in Stata, R and Python


def test_one_document_in_two_formats_is_said_to_count_twice(tmp_path: Path) -> None:
    page, word = sample("甲.html"), sample("甲.docx")
    other = sample("乙.txt", tasks=("别的任务",))
    other = other.model_copy(update={"metadata": other.metadata.model_copy(update={"number": "", "title": "别的"})})
    nameless = {"number": "", "title": ""}
    pdf = sample("甲.pdf")
    pdf = pdf.model_copy(update={"metadata": pdf.metadata.model_copy(update=nameless)})
    rows = table(write(tmp_path, page, word, other, pdf), "problems.csv")
    said = [(row["文件"], row["问题"].split("“")[1].split("”")[0]) for row in rows if "同一份文件" in row["问题"]]
    assert said == [("甲.html", "甲.docx"), ("甲.pdf", "甲.docx")]
    assert (tmp_path / "report.html").read_text(encoding="utf-8").count('"code":"seems_double"') == 2


CELLS = [
    ("=1+1", " =1+1"),
    ("+86", " +86"),
    ("-15%", " -15%"),
    ("@某", " @某"),
    ("\t=1", " =1"),
    ("a\r\nb", "a b"),
    ("普通 = 文字", "普通 = 文字"),
    ("", ""),
    (7, 7),
]


@pytest.mark.parametrize(("value", "cell"), CELLS)
def test_no_cell_of_a_csv_file_is_a_formula(value: str | int, cell: str | int) -> None:
    assert safe_cell(value) == cell


def test_problems_name_failed_files_first_with_reason_and_remedy(out: Path) -> None:
    rows = table(out, "problems.csv")
    assert [row["文件"] for row in rows] == ["旧.doc", "乙.docx", "乙.docx", "甲.docx", "甲.docx", "甲.docx"]
    assert rows[0]["问题"] == "不能读取 doc 文件。" and ".docx" in rows[0]["怎么办"]
    assert "省编班" in rows[1]["问题"] and rows[2]["位置"] == "第2页" and "第 2 页" in rows[2]["问题"]
    assert rows[1]["位置"] == "第9字"


def test_the_workbook_has_four_sheets_that_open_as_text(out: Path) -> None:
    workbook = openpyxl.load_workbook(out / "matrix.xlsx")
    assert workbook.sheetnames == ["任务台账", "责任矩阵", "问题", "说明"]
    ledger = workbook["任务台账"]
    assert [cell.value for cell in ledger[1]] == [
        *("序号", "文件", "章节", "任务", "牵头单位", "配合单位", "完成时限", "量化指标", "原文", "位置", "有无问题")
    ]
    assert ledger["D5"].value == "=严格落实责任" and ledger["D5"].data_type == "s"
    assert ledger["G3"].value == "09-30（年份不详）\n9月底前" and ledger["K2"].value == "需核查"
    assert {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    for sheet in workbook:
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert ledger.freeze_panes == "E2" and ledger.auto_filter.ref == "A1:K9" and ledger.print_title_rows == "$1:$1"


def test_the_matrix_marks_lead_and_support_and_counts_them(out: Path) -> None:
    sheet = openpyxl.load_workbook(out / "matrix.xlsx")["责任矩阵"]
    rows = [[cell.value for cell in row][4:] for row in sheet.iter_rows()]
    assert rows[0] == ["省财政厅", "各市（州）、县（市、区）"]
    assert rows[1] == [6, 0] and rows[2] == [0, 2]
    assert [tuple(value or "" for value in row) for row in rows[3:7]] == [("●", ""), ("●", "○"), ("", ""), ("●", "")]
    assert sheet["E1"].alignment.textRotation == 255


def test_a_matrix_of_very_many_departments_keeps_the_most_frequent_and_says_so(tmp_path: Path) -> None:
    plain = sample(tasks=("甲", "乙"))
    one, two = plain.obligations
    many = tuple(Party(name=f"单位{n:03}", role="lead", kind="organ", start=0, end=1) for n in range(230))
    obligations = (one.model_copy(update={"parties": many}), two.model_copy(update={"parties": many[225:]}))
    write(tmp_path, plain.model_copy(update={"obligations": obligations}))
    sheet = openpyxl.load_workbook(tmp_path / "matrix.xlsx")["责任矩阵"]
    names = [cell.value for cell in sheet[1]][4:]
    assert names == [f"单位{n:03}" for n in (*range(225, 230), *range(195))]
    assert "共有 230 个单位" in str(sheet["C3"].value)


def test_characters_that_excel_cannot_hold_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, sample("a\x0b.docx", tasks=("甲\x01乙丙\uffff",)))
    assert openpyxl.load_workbook(tmp_path / "matrix.xlsx")["任务台账"]["D2"].value == "甲乙丙"
    assert "甲乙丙" in (tmp_path / "graph.graphml").read_text(encoding="utf-8")
    assert xml_text("甲\ufffe\ud800\n") == "甲\n"


def test_a_very_long_text_is_cut_to_what_excel_holds(tmp_path: Path) -> None:
    write(tmp_path, sample(tasks=("长" * 40_000,)))
    value = openpyxl.load_workbook(tmp_path / "matrix.xlsx")["任务台账"]["D2"].value
    assert isinstance(value, str) and len(value) < 32_767 and value.endswith("（过长，已截断）")


def test_a_row_is_as_high_as_its_longest_cell_needs() -> None:
    assert row_height(["短"], [20]) < row_height(["长" * 30], [20]) < row_height(["长" * 30], [10])
    assert row_height(["甲\n乙\n丙"], [20]) == row_height(["长" * 30], [20])
    assert row_height(["长" * 9999], [10]) == 409


def test_the_graph_ties_departments_and_documents_to_obligations(out: Path) -> None:
    graph = nx.read_graphml(out / "graph.graphml")
    kinds = [data["kind"] for _, data in graph.nodes(data=True)]
    assert {kind: kinds.count(kind) for kind in kinds} == {"document": 2, "obligation": 8, "department": 3, "line": 1}
    relations = [data["relation"] for _, _, data in graph.edges(data=True)]
    assert {kind: relations.count(kind) for kind in relations} == {
        "contains": 8,
        "lead": 6,
        "support": 2,
        "issues": 2,
        "same_line": 1,
    }
    assert graph.nodes["department:省财政厅"] == {
        "kind": "department",
        "label": "省财政厅",
        "party": "organ",
        "line": "财政",
        "level": "省",
    }


def test_a_run_without_obligations_still_gives_every_output(tmp_path: Path) -> None:
    empty = sample().model_copy(update={"obligations": (), "problems": ()})
    write(tmp_path, empty)
    assert records(tmp_path) == [] and table(tmp_path) == []
    assert openpyxl.load_workbook(tmp_path / "matrix.xlsx")["任务台账"].max_row == 1


@pytest.mark.parametrize(
    ("value", "text"), [(50.0, "50"), (95.5, "95.5"), (0.1, "0.1"), (3e17, "300000000000000000"), (0.0, "0")]
)
def test_numbers_read_as_people_write_them(value: float, text: str) -> None:
    assert number_text(value) == text


def test_a_bare_count_has_no_sign_and_others_have() -> None:
    target = Target(op="=", value=50, unit="种", indicator="", start=0, end=1)
    assert target_text(target) == "50种"
    assert target_text(target.model_copy(update={"op": "~"})) == "≈50种"
    assert target_text(target.model_copy(update={"indicator": "补贴"})) == "补贴=50种"


def test_the_context_is_the_paragraph_cut_around_the_obligation() -> None:
    extraction = sample(tasks=("甲任务",))
    text = "前\n" + "左" * 300 + "甲任务" + "右" * 300 + "\n后"
    obligation = extraction.obligations[0].model_copy(update={"start": 302, "end": 305})
    shown = context(Row(1, extraction.model_copy(update={"text": text}), obligation, ()))
    assert shown.startswith("…左") and shown.endswith("右…") and "甲任务" in shown and len(shown) < 170
    short = next(iter(to_rows([extraction])))
    assert context(short) == "甲任务"


def test_an_output_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError), replacing(path) as draft:
        draft.write_text("half", encoding="utf-8")
        raise RuntimeError
    assert path.read_text(encoding="utf-8") == "old" and list(tmp_path.iterdir()) == [path]
