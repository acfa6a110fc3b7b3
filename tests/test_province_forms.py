"""Forms of provincial documents: goals run in under 总体要求, years beside days, cells that name nobody."""

import pytest

from tests.forms import row, tells

GOALS = [
    row(
        "a paragraph headed as goals counts also under 总体要求; what stands beside it does not",
        "一、总体要求\n坚持绿色发展，建设美丽云岭。\n主要目标：到2027年，水质稳定向好。到2035年，水质全面达标。\n"
        "二、重点任务\n（一）治理黑臭水体。\n",
        "到2027年，水质稳定向好 | | | 2027-12-31",
        "到2035年，水质全面达标 | | | 2035-12-31",
        "治理黑臭水体",
    ),
    row(
        "of a year and a day in one clause the day holds; in the next clause it is another's",
        "一、重点任务\n1.力争2022年新增债券6月底前发行完毕。\n2.到2025年建成水厂20座，其中6座上半年开工。\n",
        "力争2022年新增债券6月底前发行完毕 | | | 2022-06-30",
        "到2025年建成水厂20座，其中6座上半年开工 | | | 2025-12-31",
    ),
]
NAMES = [
    row(
        "what is pooled from several departments binds none of them",
        "一、重点任务\n1.整合市工信、科技、商务等部门涉企资金，设立引导基金。（市财政局负责）\n",
        "整合市工信、科技、商务等部门涉企资金，设立引导基金 | 市财政局",
    ),
    row(
        "organs of a region's party committee share it",
        "一、重点任务\n1.开展宣传活动。（自治区党委宣传部、网信办，自治区文化和旅游厅，各盟行政公署、市人民政府）\n",
        "开展宣传活动 | 自治区党委宣传部 自治区党委网信办 自治区文化和旅游厅 各盟行政公署 各市人民政府",
    ),
]


@pytest.mark.parametrize(("document", "expected"), [*GOALS, *NAMES])
def test_what_a_document_tells_whom(document: str, expected: tuple[str, ...]) -> None:
    assert tells(document, expected) == expected
