"""Tables copied as text, a cell on each line or cells held apart by blanks: the same tasks as the table itself."""

import pytest

from pipeline.readers import read_bytes
from tests.forms import extract, row, tells
from tests.test_table_forms import TITLE, html

ROWS = (
    "序号|重点任务|具体措施|牵头单位|配合单位|完成时限",
    "1|农村公路|改造农村公路120公里。|县交通局|县财政局、各镇|2025年6月底",
    "2|危险桥梁|修缮危险桥梁12座。|县水利局|县财政局|2025年9月底",
    "3|安全设施|安装护栏8公里。|县公安局|县交通局|长期坚持",
)
TOLD = (
    "改造农村公路 | 县交通局 | 县财政局 各镇 | 2025-06-30",
    "修缮危险桥梁 | 县水利局 | 县财政局 | 2025-09-30",
    "安装护栏 | 县公安局 | 县交通局",
)
BEHIND = ("二、工作要求", "县审计局要加强资金审计。")
ALSO = "县审计局要加强资金审计 | 县审计局"


def copied(*rows: str, behind: tuple[str, ...] = BEHIND) -> str:
    """A cell on each line, empty ones lost, as a page gives its table when it is copied."""
    cells = [cell for one in rows for cell in one.split("|") if cell]
    return "\n".join((TITLE, *cells, *behind))


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - 2 * len(cell) + sum(map(str.isascii, cell)))


def aligned(*rows: str, behind: tuple[str, ...] = BEHIND) -> str:
    """Cells that stand below each other."""
    widths = (6, 14, 26, 14, 20, 14)
    lines = ["".join(map(_padded, one.split("|"), widths)).rstrip() for one in rows]
    return "\n".join((TITLE, *lines, *behind))


COPIED = [
    row("a cell on each line", copied(*ROWS), *TOLD, ALSO),
    row("the head again on each page", copied(*ROWS[:3], ROWS[0], ROWS[3]), *TOLD, ALSO),
    row("headings of groups", copied(ROWS[0], "一、道路", *ROWS[1:3], "二、设施", ROWS[3]), *TOLD, ALSO),
    row(
        "a number left out",
        copied(*ROWS[:2], ROWS[2].replace("2|", "5|", 1), ROWS[3].replace("3|", "6|", 1)),
        *TOLD,
        ALSO,
    ),
    row(
        "without numbers",
        copied("重点任务|责任单位|完成时限", "改造农村公路120公里|县交通局|6月底", "修缮桥梁12座|县水利局|9月底"),
        "改造农村公路 | 县交通局 | | 2025-06-30",
        "修缮桥梁 | 县水利局 | | 2025-09-30",
        ALSO,
    ),
    row(
        "lead merged over rows: the one name that is left may be lead or support, and is not used",
        copied(ROWS[0], ROWS[1], "2|危险桥梁|修缮危险桥梁12座。||县财政局|2025年9月底", ROWS[3]),
        TOLD[0],
        "修缮危险桥梁 | | | 2025-09-30",
        TOLD[2],
        ALSO,
    ),
    row(
        "names on lines of their own",
        copied(
            "序号|重点任务|责任单位|完成时限",
            "1|改造农村公路120公里|县交通局|县财政局|6月底",
            "2|修缮桥梁12座|县水利局|9月底",
        ),
        "改造农村公路 | 县交通局 县财政局 | | 2025-06-30",
        "修缮桥梁 | 县水利局 | | 2025-09-30",
        ALSO,
    ),
    row(
        "without numbers, a group merged over rows",
        copied(
            "类别|重点任务|责任单位|完成时限",
            "道路|改造农村公路120公里。|县交通局|2025年6月底",
            "|修缮危险桥梁12座。|县水利局，各乡（镇）政府|长期坚持",
            "设施|安装护栏8公里。|县工业和信息化局|2025年9月底",
        ),
        "改造农村公路 | 县交通局 | | 2025-06-30",
        "修缮危险桥梁 | 县水利局 各乡（镇）政府",
        "安装护栏 | 县工业和信息化局 | | 2025-09-30",
        ALSO,
    ),
    row(
        "two columns of text of which one is merged, nothing but who behind them",
        copied(
            "工作要求|措施和目标|牵头部门|责任单位",
            "从严控制出国|压缩出访团组规模。|市外侨办|各部门",
            "|压缩出访经费支出20%。|市财政局|各部门",
        ),
        "压缩出访团组规模 | 市外侨办 | 各部门",
        "压缩出访经费支出 | 市财政局 | 各部门",
        ALSO,
    ),
    row("cells below each other", aligned(*ROWS), *TOLD, ALSO),
    row(
        "an empty cell, cells below each other",
        aligned(ROWS[0], ROWS[1].replace("县财政局、各镇", ""), ROWS[2]),
        "改造农村公路 | 县交通局 | | 2025-06-30",
        TOLD[1],
        ALSO,
    ),
    row(
        "a cell that goes on in the next line",
        aligned(ROWS[0], "1|农村公路|改造农村公路|县交通局|县财政局、|2025年6月底", "||120公里。||各镇", *ROWS[2:]),
        *TOLD,
        ALSO,
    ),
    row(
        "two blanks between cells, not below each other",
        "\n".join([TITLE, *(one.replace("|", "  ") for one in ROWS), *BEHIND]),
        *TOLD,
        ALSO,
    ),
    row(
        "divisions of a page instead of a table",
        html("x").replace(
            b"<table><tr><td>x</td></tr></table>",
            "".join(f"<div>{''.join(f'<div>{cell}</div>' for cell in one.split('|'))}</div>" for one in ROWS).encode(),
        ),
        *TOLD,
    ),
    row(
        "labels one below the other are no head",
        f"{TITLE}\n一、责任单位\n县交通局要改造农村公路120公里。\n二、完成时限\n县水利局要在9月底前修缮桥梁12座。",
        "县交通局要改造农村公路 | 县交通局",
        "县水利局要在9月底前 | 县水利局 | | 2025-09-30",
    ),
]


@pytest.mark.parametrize(("document", "expected"), COPIED)
def test_copied_tables(document: str | bytes, expected: tuple[str, ...]) -> None:
    assert tells(document, expected) == expected


NOTED = [
    (copied(ROWS[0], ROWS[1], "2|危险桥梁|修缮危险桥梁12座。||县财政局|2025年9月底", ROWS[3]), "copied_table_doubtful"),
    (copied("序号|重点任务|责任单位|完成时限", "甲|改造农村公路|县交通局|6月底"), "copied_table_not_read"),
]


@pytest.mark.parametrize(("document", "code"), NOTED)
def test_what_is_not_sure_is_told(document: str, code: str) -> None:
    assert code in [problem.code for problem in extract(document).problems]


def test_cells_keep_their_lines() -> None:
    cells = [block for block in read_bytes(copied(*ROWS).encode()).blocks if block.kind == "cell"]
    assert [(b.text, b.place.paragraph, b.place.row, b.place.column) for b in cells[6:8]] == [
        ("1", 8, 2, 1),
        ("农村公路", 9, 2, 2),
    ]
