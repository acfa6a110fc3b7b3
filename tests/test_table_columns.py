"""Columns of task tables: times, departments over marks, goals, figures, persons; the same in every format."""

import io

import openpyxl
import pytest

from tests.forms import extract, row, tells
from tests.test_table_forms import html, word

QUARTERS = (
    "2v项目|2v建设内容|2v责任单位|4h2025年进度安排",
    "一季度|二季度|三季度|四季度",
    "城北水厂|新建水厂一座。|县水利局|完成征地|开工建设||主体完工",
)
MATRIX = (
    "2v工作任务|3h责任部门",
    "县交通局|县财政局|各镇",
    "改造农村公路|★|☆|☆",
    "修缮危险桥梁|☆||★",
)

COLUMNS = [
    row(
        "quarters: each cell is due by the end of its own, the measure without a day",
        html(*QUARTERS),
        "新建水厂一座 | 县水利局",
        "完成征地 | 县水利局 | | 2025-03-31",
        "开工建设 | 县水利局 | | 2025-06-30",
        "主体完工 | 县水利局 | | 2025-12-31",
    ),
    row(
        "quarters beside a name: the name is no task",
        html("项目名称|责任单位|上半年|下半年", "城北水厂扩建工程|县水利局|完成征地拆迁|主体工程完工"),
        "完成征地拆迁 | 县水利局 | | 2025-06-30",
        "主体工程完工 | 县水利局 | | 2025-12-31",
    ),
    row(
        "goals of two years",
        html("建设任务|责任单位|2024年目标|2025年目标", "管网改造|县水利局|完成15公里|完成20公里"),
        "完成15公里 | 县水利局 | | 2024-12-31",
        "完成20公里 | 县水利局 | | 2025-12-31",
    ),
    row(
        "ticks in months: the last is the deadline",
        html("工作任务|责任单位|3月|6月|9月", "改造农村公路120公里|县交通局||√|√"),
        "改造农村公路 | 县交通局 | | 2025-09-30",
    ),
    row(
        "a year gone is no time to do things in",
        html("工作任务|责任单位|2024年完成情况|2025年目标", "管网改造|县水利局|已完成12公里|完成20公里"),
        "完成20公里 | 县水利局 | | 2025-12-31",
    ),
    row(
        "departments over marks",
        html(*MATRIX),
        "改造农村公路 | 县交通局 | 县财政局 各镇",
        "修缮危险桥梁 | 各镇 | 县交通局",
    ),
    row(
        "departments over ticks: all are responsible",
        html("重点任务|县交通局|县财政局|各镇", "改造农村公路120公里|√||√", "修缮危险桥梁12座|√|√|"),
        "改造农村公路 | 县交通局 各镇",
        "修缮危险桥梁 | 县交通局 县财政局",
    ),
    row(
        "departments over words",
        html(
            "任务|县交通局|县财政局|完成时限", "改造农村公路120公里|牵头|配合|6月底", "修缮危险桥梁12座|配合|牵头|年底"
        ),
        "改造农村公路 | 县交通局 | 县财政局 | 2025-06-30",
        "修缮危险桥梁 | 县财政局 | 县交通局 | 2025-12-31",
    ),
    row(
        "a goal with a figure beside a measure is told too, one without is not",
        html(
            "重点任务|工作目标|工作措施|责任单位",
            "公路|改造农村公路120公里|加强项目管理|县交通局",
            "桥梁|桥梁安全畅通|开展桥梁巡查|县水利局",
        ),
        "改造农村公路 | 县交通局",
        "加强项目管理 | 县交通局",
        "开展桥梁巡查 | 县水利局",
    ),
    row(
        "names behind labels in the cell",
        html("工作任务|责任单位", "改造农村公路120公里|牵头单位：县交通局；配合单位：县财政局、各镇"),
        "改造农村公路 | 县交通局 | 县财政局 各镇",
    ),
    row(
        "two days in one cell: the last one ends it",
        html("工作任务|责任单位|时间进度", "改造农村公路120公里|县交通局|6月底前完成设计，10月底前完工"),
        "改造农村公路 | 县交通局 | | 2025-10-31",
    ),
    row(
        "the head once more in the middle",
        html("序号|工作任务|责任单位", "1|改造农村公路|县交通局", "序号|工作任务|责任单位", "2|修缮危险桥梁|县水利局"),
        "改造农村公路 | 县交通局",
        "修缮危险桥梁 | 县水利局",
    ),
    row(
        "months and contents without a department",
        html("月份|工作内容", "3月|召开春季公路养护会议", "6月|开展路面检查"),
        "召开春季公路养护会议 | | | 2025-03-31",
        "开展路面检查 | | | 2025-06-30",
    ),
    row(
        "items of one cell under the numbers of others",
        html(
            "工作措施|责任单位|完成时限",
            "1.改造农村公路。<br>2.修缮危险桥梁。|1.县交通局<br>2.县水利局|1.2025年6月30日<br>2.2025年9月",
        ),
        "改造农村公路 | 县交通局 | | 2025-06-30",
        "修缮危险桥梁 | 县水利局 | | 2025-09-30",
    ),
    row(
        "numbers in the cell of tasks alone: all share who and when",
        html("工作措施|责任单位|完成时限", "1.改造农村公路。<br>2.修缮危险桥梁。|县交通局、各镇|2025年6月30日"),
        "改造农村公路 | 县交通局 各镇 | | 2025-06-30",
        "修缮危险桥梁 | 县交通局 各镇 | | 2025-06-30",
    ),
    row(
        "a bare date beside words",
        html("工作任务|责任单位|完成时限", "改造农村公路120公里|县交通局|2025年9月<br>长期坚持"),
        "改造农村公路 | 县交通局 | | 2025-09-30",
    ),
    row(
        "a star before a name: it leads",
        html("工作任务|责任单位", "改造农村公路120公里|★县交通局、县财政局、各镇（街道）、市民政局"),
        "改造农村公路 | 县交通局 | 县财政局 各镇（街道） 市民政局",
    ),
    row(
        "a form with its heads at the left",
        html(
            "督办事项|改造农村公路120公里",
            "责任单位|县交通局",
            "配合单位|县财政局",
            "完成时限|2025年10月31日",
            "工作要求|每月25日前报送进展情况。",
        ),
        "改造农村公路 | 县交通局 | 县财政局 | 2025-10-31",
        "每月25日前报送 | 县交通局 | 县财政局 | FREQ=MONTHLY;BYMONTHDAY=25",
    ),
    row(
        "a form with two pairs a row",
        html("重点任务|3h改造农村公路120公里", "牵头单位|县交通局|配合单位|县财政局", "责任领导|李小明|完成时限|6月底"),
        "改造农村公路 | 县交通局 | 李小明 县财政局 | 2025-06-30",
    ),
    row(
        "Word, quarters below one head",
        word(
            "项目|责任单位|进度||",
            "||一季度|二季度|三季度",
            "城北水厂扩建工程|县水利局|完成征地|开工建设|主体完工",
            merged=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4)],
        ),
        "完成征地 | 县水利局 | | 2025-03-31",
        "开工建设 | 县水利局 | | 2025-06-30",
        "主体完工 | 县水利局 | | 2025-09-30",
    ),
]

NOT_READ = [
    row("figures of years", html("指标|2022年|2023年|2024年", "人口|12|13|14", "产值|3|4|5")),
    row("names over figures", html("项目|县交通局|县财政局", "支出|120|300", "收入|10|20")),
]


@pytest.mark.parametrize(("data", "expected"), [*COLUMNS, *NOT_READ])
def test_columns(data: bytes, expected: tuple[str, ...]) -> None:
    assert sorted(tells(data, expected)) == sorted(expected) or tells(data, expected) == expected


FIGURES = [
    # head, row, what is asked
    ("指标名称|单位|2024年完成值|2025年目标值|责任单位", "城镇新增就业|人|510|500|县人社局", [("=", 500, "人")]),
    ("指标名称|目标值（%）|责任单位", "空气质量优良天数比例|87以上|县生态环境局", [(">=", 87, "%")]),
    ("指标|目标值|责任部门", "造林面积（万亩）|1.2|县林业局", [("=", 12000, "亩")]),
    ("主要任务|量化指标|牵头部门", "加强养老设施建设|新增养老床位500张|县民政局", [("=", 500, "张")]),
    ("主要任务|量化指标|牵头部门", "加强养老设施建设|完成省下达任务|县民政局", []),
]


@pytest.mark.parametrize(("head", "line", "expected"), FIGURES)
def test_figures_of_the_row_are_asked_of_its_task(head: str, line: str, expected: list[tuple[str, float, str]]) -> None:
    (obligation,) = extract(html(head, line)).obligations
    assert [(target.op, target.value, target.unit) for target in obligation.targets] == expected


def test_what_the_document_says_of_its_marks_goes_first() -> None:
    page = html("重点任务|县交通局|县财政局", "改造农村公路120公里|○|●", "修缮危险桥梁12座|●|○").replace(
        b"</table>", "</table><p>注：○为牵头单位，●为配合单位。</p>".encode()
    )
    found = extract(page).obligations
    assert [each.names("lead") for each in found] == [["县交通局"], ["县财政局"]]
    assert [each.names("support") for each in found] == [["县财政局"], ["县交通局"]]


def test_a_person_in_a_column_of_persons_is_no_doubtful_organisation() -> None:
    found = extract(html("工作任务|责任单位|责任人及联系电话", "改造农村公路120公里|县交通局|李小明<br>0991-1234567"))
    assert [(party.name, party.kind) for party in found.obligations[0].parties] == [
        ("县交通局", "organ"),
        ("李小明", "person"),
    ]
    assert not [problem for problem in found.problems if problem.code == "unknown_department"]


def sheet() -> bytes:
    book = openpyxl.Workbook()
    page = book.create_sheet()
    for line in (
        ["项目", "建设内容", "责任单位", "2025年进度安排"],
        ["", "", "", "一季度", "二季度", "三季度", "四季度"],
        ["城北水厂", "新建水厂一座。", "县水利局", "完成征地", "开工建设", "", "主体完工"],
    ):
        page.append([cell or None for cell in line])
    for merged in ("A1:A2", "B1:B2", "C1:C2", "D1:G1"):
        page.merge_cells(merged)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_sheet_and_a_page_tell_the_same() -> None:
    def told(data: bytes) -> list[tuple[str, list[str], str | None]]:
        return [(each.text, each.names("lead"), each.due) for each in extract(data).obligations]

    assert told(sheet()) == told(html(*QUARTERS))


def test_a_period_quotes_its_head() -> None:
    found = extract(html(*QUARTERS))
    assert [each.due_text for each in found.obligations] == [None, "一季度", "二季度", "四季度"]
    assert [found.text[each.due_start : each.due_end] for each in found.obligations[1:]] == [
        "一季度",
        "二季度",
        "四季度",
    ]


def told(data: bytes) -> list[tuple[str, str, dict[str, str]]]:
    found = extract(data).problems
    return [
        (p.code, p.severity, dict(p.fields)) for p in found if p.code in ("table_without_tasks", "columns_not_read")
    ]


def test_a_table_that_may_hold_tasks_and_gives_none_is_told() -> None:
    assert told(html("乡镇|造林（亩）|育林任务（亩）", "松岗镇|300|500", "河湾镇|200|400")) == [
        ("table_without_tasks", "note", {"heads": "乡镇、造林（亩）、育林任务（亩）", "count": "2"})
    ]
    rows = (
        "改造农村公路一百二十公里|县交通局|甲",
        "修缮全县危险桥梁十二座|县水利局|乙",
        "新建乡镇公交站点三十个|县财政局|丙",
    )
    assert [each[:2] for each in told(html("甲|乙|丙", *rows))] == [("table_without_tasks", "warning")]


def test_data_that_tells_nobody_anything_is_not_told() -> None:
    assert told(html("姓名|电话", "李小明|1234567", "王小红|7654321")) == []


def test_a_column_that_nobody_knows_is_told_once() -> None:
    page = html("工作任务|责任单位|创新做法", "改造农村公路120公里|县交通局|推行以奖代补的办法", "修缮危桥|县水利局|")
    assert told(page) == [("columns_not_read", "note", {"heads": "创新做法", "count": "1"})]
