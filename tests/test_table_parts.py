"""Tables in pieces: continued without a head, two side by side, cells that say 同上, rows that sum up."""

import io
from collections.abc import Sequence

import docx
import pytest

from tests.forms import extract, row, tells
from tests.test_table_forms import TITLE, html

HEAD = "序号|具体措施|牵头单位|配合单位|完成时限"
FIRST = ("1|改造农村公路120公里。|县交通局|县财政局|2025年6月底", "2|修缮危险桥梁12座。|县水利局|各镇|2025年9月底")
REST = ("3|安装护栏8公里。|县公安局|县交通局|2025年10月底", "4|清理路障。|县城管局|各镇|长期坚持")
TOLD = (
    "改造农村公路 | 县交通局 | 县财政局 | 2025-06-30",
    "修缮危险桥梁 | 县水利局 | 各镇 | 2025-09-30",
    "安装护栏 | 县公安局 | 县交通局 | 2025-10-31",
    "清理路障 | 县城管局 | 各镇",
)


def pieces(*parts: str | Sequence[str], kind: str = "html") -> bytes:
    """A file of tables (rows with | between their cells) and the lines that stand between them."""
    return _page(parts) if kind == "html" else _word(parts)


def _page(parts: Sequence[str | Sequence[str]]) -> bytes:
    body = ""
    for part in parts:
        rows = [] if isinstance(part, str) else part
        lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in one.split('|'))}</tr>" for one in rows)
        body += f"<p>{part}</p>" if isinstance(part, str) else f"<table>{lines}</table>"
    return f"<html><head><meta charset='utf-8'></head><body><h1>{TITLE}</h1>{body}</body></html>".encode()


def _word(parts: Sequence[str | Sequence[str]]) -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=len(part), cols=part[0].count("|") + 1)
        for number, one in enumerate(part):
            for column, text in enumerate(one.split("|")):
                table.cell(number, column).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


CONTINUED = [
    row("续表 in Word", pieces((HEAD, *FIRST), "续表", REST, kind="word"), *TOLD),
    row("续表 in a page", pieces((HEAD, *FIRST), "续表1", REST), *TOLD),
    row("under a heading of its own", pieces((HEAD, *FIRST), "二、安全设施", REST), *TOLD),
    row("with the head again", pieces((HEAD, *FIRST), "续表", (HEAD, *REST)), *TOLD),
    row("over three tables", pieces((HEAD, *FIRST), "续表", REST[:1], "续表", REST[1:]), *TOLD),
    row(
        "known by its departments, its numbers beginning anew",
        pieces((HEAD, *FIRST), "二、安全设施", [f"{n}|{one[2:]}" for n, one in enumerate(REST, 1)]),
        *TOLD,
    ),
    row(
        "known by its numbers, where the head has no departments",
        pieces(("序号|重点任务|完成时限", "1|改造公路120公里。|6月底"), "续表", ("2|修缮桥梁12座。|长期坚持",)),
        "改造公路 | | | 2025-06-30",
        "修缮桥梁",
    ),
]

NOT_CONTINUED = [
    row(
        "as many columns, but of figures",
        pieces((HEAD, *FIRST), "收支情况如下：", ("1|上年结余|120|80|40", "2|本年收入|90|60|30")),
        *TOLD[:2],
    ),
    row("other columns", pieces((HEAD, *FIRST), "联系方式：", ("县交通局|县水利局", "8120001|8120002")), *TOLD[:2]),
]

SIDE_BY_SIDE = [
    row(
        "two lists under one head",
        html(
            "序号|工作任务|责任单位|序号|工作任务|责任单位",
            "1|改造农村公路120公里|县交通局|3|安装护栏8公里|县公安局",
            "2|修缮危险桥梁12座|县水利局|4|送戏下乡120场|县文旅局",
        ),
        "改造农村公路 | 县交通局",
        "安装护栏 | 县公安局",
        "修缮危险桥梁 | 县水利局",
        "送戏下乡 | 县文旅局",
    ),
    row(
        "an empty column between them, the last row of the right one empty",
        html(
            "工作任务|责任单位||工作任务|责任单位",
            "改造农村公路120公里|县交通局||安装护栏8公里|县公安局",
            "修缮危险桥梁12座|县水利局|||",
        ),
        "改造农村公路 | 县交通局",
        "安装护栏 | 县公安局",
        "修缮危险桥梁 | 县水利局",
    ),
    row(
        "two columns of one name are no two tables",
        html("序号|工作任务|责任单位|责任单位", "1|改造农村公路120公里|县交通局|县财政局"),
        "改造农村公路 | 县交通局 县财政局",
    ),
]

ABOVE = [
    row(
        "同上 and 〃 in every column but that of the task",
        html(
            "工作任务|牵头单位|配合单位|完成时限",
            "改造农村公路120公里|县交通局|县财政局|6月底",
            "修缮危险桥梁12座|同上|各镇|〃",
            "安装护栏8公里|〃|″|同上",
            "清理路障|县城管局|同上|9月底",
        ),
        "改造农村公路 | 县交通局 | 县财政局 | 2025-06-30",
        "修缮危险桥梁 | 县交通局 | 各镇 | 2025-06-30",
        "安装护栏 | 县交通局 | 各镇 | 2025-06-30",
        "清理路障 | 县城管局 | 各镇 | 2025-09-30",
    ),
]

SUMS = [
    row(
        "totals, subtotals and headings of groups with their figures",
        html(
            "序号|项目名称|建设内容|总投资（万元）|责任单位",
            "3h合计（2个）|800|",
            "3h（一）道路（1个）|500|",
            "1|农村公路|改造公路120公里。|500|县交通局",
            "3h小计|500|",
            "3h（二）桥梁（1个）|300|",
            "2|危险桥梁|修缮桥梁12座。|300|县水利局",
        ),
        "改造公路 | 县交通局",
        "修缮桥梁 | 县水利局",
    ),
]

CELLS = [
    row(
        "names below each other under the labels of a cell",
        html("工作任务|责任单位", "改造农村公路120公里|牵头：县交通局<br>配合：县财政局<br>县公安局<br>各镇"),
        "改造农村公路 | 县交通局 | 县财政局 县公安局 各镇",
    ),
    row(
        "deadlines in few words",
        html(
            "工作任务|责任单位|整改时限",
            "改造公路|县交通局|立行立改",
            "修缮桥梁|县水利局|2025.11",
            "安装护栏|县公安局|Q3",
            "清理路障|县城管局|四季度",
            "绿化道路|县林业局|10月",
            "加强巡查|县公安局|全年",
            "清扫路面|县城管局|长期坚持",
            "规范停车|县公安局|全年持续推进",
        ),
        "改造公路 | 县交通局",
        "修缮桥梁 | 县水利局 | | 2025-11-30",
        "安装护栏 | 县公安局 | | 2025-09-30",
        "清理路障 | 县城管局 | | 2025-12-31",
        "绿化道路 | 县林业局 | | 2025-10-31",
        "加强巡查 | 县公安局 | | 2025-12-31",
        "清扫路面 | 县城管局",
        "规范停车 | 县公安局",
    ),
    row(
        "leaders of a level beside departments",
        html("工作任务|市级领导|牵头单位", "改造农村公路120公里|副市长王明|市交通局"),
        "改造农村公路 | 市交通局 | 副市长王明",
    ),
    row(
        "a task that only counts",
        html("工作任务|责任单位", "适龄妇女免费检查8000人|县妇联"),
        "适龄妇女免费检查 | 县妇联",
    ),
]


@pytest.mark.parametrize(("data", "expected"), [*CONTINUED, *NOT_CONTINUED, *SIDE_BY_SIDE, *ABOVE, *SUMS, *CELLS])
def test_tables_in_pieces(data: bytes, expected: tuple[str, ...]) -> None:
    assert tells(data, expected) == expected


def test_a_table_that_does_not_go_on_is_told() -> None:
    other = [
        f"跨河大桥{n}号|{who}|年内开工建设并完成主体工程"
        for n, who in enumerate(("县交通局", "县水利局", "县财政局", "县城管局"))
    ]
    problems = extract(pieces((HEAD, *FIRST), "附表", other)).problems
    assert [problem.code for problem in problems if "table" in problem.code] == ["table_without_tasks"]
