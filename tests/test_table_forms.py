"""Task tables out of Word and HTML files: a row governs itself (rule 5), whatever the order and span of columns."""

import io
from collections.abc import Sequence

import docx
import pytest

from tests.forms import extract, row, tells

TITLE = "兰溪县2025年农村公路建设任务分工表"


def html(*rows: str) -> bytes:
    """A page with one table; cells are separated by |, and ``2v`` or ``2h`` before a cell merges two down or across."""
    lines = "".join(f"<tr>{''.join(_cell(cell) for cell in one.split('|'))}</tr>" for one in rows)
    return (
        f"<html><head><meta charset='utf-8'></head><body><h1>{TITLE}</h1><table>{lines}</table></body></html>".encode()
    )


def _cell(written: str) -> str:
    text = written.strip()
    span = {"v": "rowspan", "h": "colspan"}.get(text[1:2])
    return f"<td {span}='{text[0]}'>{text[2:]}</td>" if span and text[0].isdigit() else f"<td>{text}</td>"


def word(*rows: str, merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """A Word file with one table; ``merged`` gives first row, column and last row, column of each merged cell."""
    document = docx.Document()
    document.add_paragraph(TITLE)
    cells = [[cell.strip() for cell in one.split("|")] for one in rows]
    table = document.add_table(rows=len(cells), cols=len(cells[0]))
    for number, texts in enumerate(cells):
        for column, text in enumerate(texts):
            table.cell(number, column).text = text
    for top, left, bottom, right in merged:
        text = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


TABLES = [
    row(
        "plain",
        html(
            "序号|重点任务|责任单位|完成时限",
            "1|改造农村公路120公里|县交通局|2025年6月底前",
            "2|修缮危险桥梁12座|县水利局|年底前",
        ),
        "改造农村公路 | 县交通局 | | 2025-06-30",
        "修缮危险桥梁 | 县水利局 | | 2025-12-31",
    ),
    row(
        "lead and support columns",
        html("序号|工作任务|牵头单位|配合单位", "1|改造农村公路120公里|县交通局|县财政局、各镇"),
        "改造农村公路 | 县交通局 | 县财政局 各镇",
    ),
    row(
        "牵头单位 beside 责任单位",
        html("工作任务|牵头单位|责任单位", "改造农村公路120公里|县交通局|县财政局、各镇"),
        "改造农村公路 | 县交通局 | 县财政局 各镇",
    ),
    row(
        "columns in an odd order",
        html("完成时限|责任单位|序号|工作任务", "2025年6月底前|县交通局|1|改造农村公路120公里"),
        "改造农村公路 | 县交通局 | | 2025-06-30",
    ),
    row(
        "task and measure: the measure is the unit",
        html("重点任务|具体举措|责任单位", "公路建设|改造农村公路120公里，完善公交站点|县交通局"),
        "改造农村公路 | 县交通局",
    ),
    row(
        "several sentences in a cell",
        html(
            "重点任务|具体举措|责任单位", "公路建设|1.改造农村公路120公里。2.完善公交站点设施；更新公交车辆。|县交通局"
        ),
        "改造农村公路 | 县交通局",
        "完善公交站点设施 | 县交通局",
        "更新公交车辆 | 县交通局",
    ),
    row(
        "a merged lead cell",
        html("序号|工作任务|责任单位", "1|改造农村公路120公里|2v县交通局", "2|修缮危险桥梁12座"),
        "改造农村公路 | 县交通局",
        "修缮危险桥梁 | 县交通局",
    ),
    row(
        "a merged task cell",
        html("重点任务|具体举措|责任单位", "2v公路建设|改造农村公路120公里|县交通局", "修缮危险桥梁12座|县水利局"),
        "改造农村公路 | 县交通局",
        "修缮危险桥梁 | 县水利局",
    ),
    row(
        "a head of two rows",
        html("2v工作任务|2h责任单位|2v完成时限", "牵头|配合", "改造农村公路120公里|县交通局|县财政局|2025年6月"),
        "改造农村公路 | 县交通局 | 县财政局 | 2025-06-30",
    ),
    row(
        "a caption row above the head",
        html("3h兰溪县任务分工", "序号|工作任务|责任单位", "1|改造农村公路120公里|县交通局"),
        "改造农村公路 | 县交通局",
    ),
    row(
        "a band across the table",
        html(
            "序号|工作任务|责任单位",
            "3h一、公路建设",
            "1|改造农村公路120公里|县交通局",
            "3h二、桥梁建设",
            "2|修缮危险桥梁12座|县水利局",
        ),
        "改造农村公路 | 县交通局",
        "修缮危险桥梁 | 县水利局",
    ),
    row(
        "an empty lead cell",
        html("序号|工作任务|责任单位", "1|改造农村公路120公里|", "2|修缮危险桥梁12座|县水利局"),
        "改造农村公路",
        "修缮危险桥梁 | 县水利局",
    ),
    row(
        "blanks and breaks in the head",
        html("序 号|工 作 任 务|责 任<br>单 位", "1|改造农村公路120公里|县交通局<br>县财政局"),
        "改造农村公路 | 县交通局 县财政局",
    ),
    row(
        "a deadline in the task wins over the column",
        html("工作任务|责任单位|完成时限", "2025年3月底前改造农村公路120公里|县交通局|年底前"),
        "2025年3月底前 | 县交通局 | | 2025-03-31",
    ),
    row(
        "a parenthesis in the task cell",
        html("序号|工作任务|责任单位", "1|改造农村公路120公里（含危险桥梁）|县交通局"),
        "改造农村公路120公里（含危险桥梁） | 县交通局",
    ),
    row(
        "Word, plain",
        word("序号|重点任务|责任单位|完成时限", "1|改造农村公路120公里|县交通局|2025年6月底前"),
        "改造农村公路 | 县交通局 | | 2025-06-30",
    ),
    row(
        "Word, a merged lead cell",
        word("序号|工作任务|责任单位", "1|改造农村公路120公里|县交通局", "2|修缮危险桥梁12座|", merged=[(1, 2, 2, 2)]),
        "改造农村公路 | 县交通局",
        "修缮危险桥梁 | 县交通局",
    ),
    row(
        "Word, a head of two rows",
        word(
            "工作任务|责任单位||时限",
            "|牵头|配合|",
            "改造农村公路120公里|县交通局|各镇|6月底",
            merged=[(0, 1, 0, 2), (0, 0, 1, 0), (0, 3, 1, 3)],
        ),
        "改造农村公路 | 县交通局 | 各镇 | 2025-06-30",
    ),
]

NO_TASKS = [
    row("figures", html("地区|里程|投资", "松岗镇|120公里|300万元")),
    row("names and phones", html("姓名|单位|电话", "赵文|县交通局|1234567")),
    row("an example of a form", html("单位|盖章|日期", "|||")),
]


@pytest.mark.parametrize(("data", "expected"), TABLES)
def test_task_tables(data: bytes, expected: tuple[str, ...]) -> None:
    assert tells(data, expected) == expected


@pytest.mark.parametrize(("data", "expected"), NO_TASKS)
def test_tables_without_tasks(data: bytes, expected: tuple[str, ...]) -> None:
    assert tells(data, expected) == expected


MOSTLY_DEPARTMENTS = html(
    "类别|工作任务|甲",
    "公路|改造农村公路120公里|县交通局",
    "桥梁|修缮危险桥梁12座|县水利局",
    "站点|新建公交站点30个|县公交统合",
    "车辆|更新公交车辆20辆|县财政局",
)


def test_an_unknown_name_among_departments_is_told_where_no_head_says_what_it_is() -> None:
    found = extract(MOSTLY_DEPARTMENTS)
    assert [each.names("lead") for each in found.obligations] == [["县交通局"], ["县水利局"], [], ["县财政局"]]
    told = [problem for problem in found.problems if problem.code == "not_taken_for_department"]
    assert [(problem.quote, problem.severity) for problem in told] == [("县公交统合", "note")]
