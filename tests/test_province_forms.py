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

RECORDS = [
    row(
        "in a plan of putting right the names stand before the measures and hold for the whole item",
        "二、整改措施\n（一）问题一：江城市管网建设滞后，2020年直排污水达12万吨。\n责任单位：江城市委、江城市政府\n"
        "整改时限：2023年6月底前\n整改目标：污水集中收集率达到70%以上。\n整改措施：\n1.编制改造方案。\n"
        "2.2022年底前新建管网120公里。\n督导单位：省住房城乡建设厅\n（二）问题二：部分砂石场未取得许可。\n"
        "整改措施：取缔无证砂石场。\n责任单位：兰溪州政府\n整改时限：立行立改，长期坚持\n",
        "污水集中收集率达到70%以上 | 江城市委 江城市政府 | | 2023-06-30",
        "编制改造方案 | 江城市委 江城市政府 | | 2023-06-30",
        "2022年底前新建管网120公里 | 江城市委 江城市政府 | | 2022-12-31",
        "取缔无证砂石场 | 兰溪州政府",
    ),
    row(
        "lines that state the problem divide a section without numbers",
        "三、具体任务\n问题1：园区污水处理设施不完善。\n整改责任单位：江城市政府\n整改目标：完善收集设施。\n"
        "整改措施：\n开展管网排查。\n问题2：部分矿山未修复。\n整改责任单位：兰溪县政府\n整改措施：\n完成矿山修复。\n",
        "完善收集设施 | 江城市政府",
        "开展管网排查 | 江城市政府",
        "完成矿山修复 | 兰溪县政府",
    ),
    row(
        "labels may be numbered headings, with a colon or a full stop",
        "一、提高低保标准\n（一）目标任务。低保标准提高到每人每月700元。\n（二）责任单位。省民政厅、省财政厅。\n"
        "（三）完成时限。2022年6月底前。\n（四）工作措施。加强动态管理。\n二、整治固废\n（一）整改目标：固废基本清零。\n"
        "（二）整改时限：2023年12月底前\n（三）责任单位：江城市政府\n",
        "低保标准提高到每人每月700元 | 省民政厅 省财政厅 | | 2022-06-30",
        "加强动态管理 | 省民政厅 省财政厅 | | 2022-06-30",
        "固废基本清零 | 江城市政府 | | 2023-12-31",
    ),
    row(
        "labels below each task stay with what is above them",
        "一、重点任务\n1.建设水厂5座。\n责任单位：县水务局\n2.改造公路10公里。\n责任单位：县交通局\n",
        "建设水厂5座 | 县水务局",
        "改造公路10公里 | 县交通局",
    ),
    row(
        "责任单位 in running text is no label",
        "一、保障措施\n（一）压实责任。各县要明确牵头单位、责任单位。省直各部门要加强指导。\n",
        "各县要明确牵头单位、责任单位 | 各县",
        "省直各部门要加强指导 | 省直各部门",
    ),
]
BRACKETS = [
    row(
        "a bracket that holds brackets does not make a one-sentence task a heading",
        "一、重点任务\n1.完善监测网络，健全预警制度。（省教育厅牵头，各市（州）人民政府配合）\n"
        "2.推广节水技术。（各市人民政府，各县（市、区）人民政府，省水利厅）\n"
        "3.建设智慧工地。〔省住房城乡建设厅牵头，省人力资源社会保障厅参与，各市（州）人民政府负责落实〕\n",
        "完善监测网络，健全预警制度 | 省教育厅 | 各市（州）人民政府",
        "推广节水技术 | 各市人民政府 各县（市、区）人民政府 省水利厅",
        "建设智慧工地 | 省住房城乡建设厅 | 省人力资源社会保障厅 各市（州）人民政府",
    ),
    row(
        "who guides supports who is responsible, and leads beside who only carries out",
        "一、重点任务\n1.建设粮库。（各级人民政府负责，省财政厅指导）\n2.建设冷库。（省商务厅指导，各市落实）\n"
        "3.建设仓库。（省商务厅督促指导，各市（州）人民政府具体实施）\n",
        "建设粮库 | 各级人民政府 | 省财政厅",
        "建设冷库 | 省商务厅 | 各市",
        "建设仓库 | 各市（州）人民政府 | 省商务厅",
    ),
    row(
        "以下 behind a number ends a task, not the opening of a list",
        "一、重点任务\n1.健全担保体系，担保费率降至1%以下。牵头单位：省金融监管局；配合单位：省财政厅。\n",
        "健全担保体系，担保费率降至1%以下 | 省金融监管局 | 省财政厅",
    ),
]


@pytest.mark.parametrize(("document", "expected"), [*GOALS, *NAMES, *RECORDS, *BRACKETS])
def test_what_a_document_tells_whom(document: str, expected: tuple[str, ...]) -> None:
    assert tells(document, expected) == expected
