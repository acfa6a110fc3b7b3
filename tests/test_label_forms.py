"""Assignments on lines of their own (责任单位：…), in headings that name the actor; deadlines above lists (5, 12)."""

import pytest

from tests.forms import row, tells

HEAD = "一、重点任务\n"
ROAD = "1.改造农村公路120公里，完善公交站点设施，更新公交车辆，推行路长制度。"
BRIDGE = "2.修缮县乡道路上的危险桥梁，建立桥梁技术档案，开展桥梁定期检测，落实限载措施。"

LABELS = [
    row(
        "short tasks above their lines",
        "一、交通\n1.完善公交站点设施。\n责任单位：县交通局\n2.更新公交车辆。\n责任单位：县国资局",
        "完善公交站点设施 | 县交通局",
        "更新公交车辆 | 县国资局",
    ),
    row(
        "no heading above",
        f"{ROAD}\n责任单位：县交通局\n{BRIDGE}\n责任单位：县水利局",
        "改造农村公路 | 县交通局",
        "修缮县乡道路 | 县水利局",
    ),
    row(
        "责任单位 alone",
        f"{HEAD}{ROAD}\n责任单位：县交通局、县财政局\n{BRIDGE}",
        "改造农村公路 | 县交通局 县财政局",
        "修缮县乡道路",
    ),
    row(
        "full stop behind the list", f"{HEAD}{ROAD}\n责任单位：县交通局、县财政局。", "改造农村公路 | 县交通局 县财政局"
    ),
    row("half-width colon", f"{HEAD}{ROAD}\n责任单位:县交通局,县财政局", "改造农村公路 | 县交通局 县财政局"),
    row("blanks inside the label", f"{HEAD}{ROAD}\n责 任 单 位：县交通局", "改造农村公路 | 县交通局"),
    row("【责任单位】", f"{HEAD}{ROAD}\n【责任单位】县交通局、县财政局", "改造农村公路 | 县交通局 县财政局"),
    row(
        "a name on each line below the label",
        f"{HEAD}{ROAD}\n责任单位：\n县交通局\n保卫科\n各村民委员会\n2.整修村内道路。\n责任单位：各村",
        "改造农村公路 | 县交通局 保卫科 各村民委员会",
        "整修村内道路 | 各村",
    ),
    row("单位 of a figure", f"{HEAD}{ROAD}\n单位：公里", "改造农村公路"),
    row("单位 of a task", f"{HEAD}{ROAD}\n单位：县交通局", "改造农村公路 | 县交通局"),
    row("责任部门", f"{HEAD}{ROAD}\n责任部门：县交通局", "改造农村公路 | 县交通局"),
    row("牵头单位 alone", f"{HEAD}{ROAD}\n牵头单位：县交通局", "改造农村公路 | 县交通局"),
    row(
        "three lines",
        f"{HEAD}{ROAD}\n牵头单位：县交通局\n配合单位：县财政局、各镇\n完成时限：2025年6月底前",
        "改造农村公路 | 县交通局 | 县财政局 各镇 | 2025-06-30",
    ),
    row(
        "牵头单位 beside 责任单位",
        f"{HEAD}{ROAD}\n牵头单位：县交通局\n责任单位：县财政局、各镇",
        "改造农村公路 | 县交通局 | 县财政局 各镇",
    ),
    row(
        "the deadline first",
        f"{HEAD}{ROAD}\n完成时限：2025年12月\n责任单位：县交通局",
        "改造农村公路 | 县交通局 | | 2025-12-31",
    ),
    row(
        "several on one line",
        f"{HEAD}{ROAD}\n责任单位：县交通局；配合单位：县财政局；完成时限：2025年12月底",
        "改造农村公路 | 县交通局 | 县财政局 | 2025-12-31",
    ),
    row(
        "several on one line, blanks between them",
        f"{HEAD}{ROAD}\n牵头单位：县交通局　　配合单位：县财政局",
        "改造农村公路 | 县交通局 | 县财政局",
    ),
    row(
        "in the paragraph itself",
        f"{HEAD}{ROAD}责任单位：县交通局。完成时限：2025年6月底前。\n{BRIDGE}责任单位：县水利局。",
        "改造农村公路 | 县交通局 | | 2025-06-30",
        "修缮县乡道路 | 县水利局",
    ),
    row(
        "a list over two lines",
        f"{HEAD}{ROAD}\n责任单位：县交通局、县财政局、\n县农业农村局、各镇\n{BRIDGE}",
        "改造农村公路 | 县交通局 县财政局 县农业农村局 各镇",
        "修缮县乡道路",
    ),
    row(
        "the list on the next line",
        f"{HEAD}{ROAD}\n责任单位：\n县交通局、县财政局\n{BRIDGE}\n责任单位：\n县水利局",
        "改造农村公路 | 县交通局 县财政局",
        "修缮县乡道路 | 县水利局",
    ),
    row(
        "back to the previous line",
        f"一、交通水利\n{ROAD}\n{BRIDGE}\n责任单位：县交通局\n"
        "3.清理中小河道垃圾，加固病险水库堤坝，疏通农田水渠，整治黑臭水体。\n责任单位：县水利局",
        "改造农村公路 | 县交通局",
        "修缮县乡道路 | 县交通局",
        "清理中小河道 | 县水利局",
    ),
    row(
        "back to the heading of its section",
        f"一、交通\n{ROAD}\n责任单位：县交通局\n二、桥梁\n{BRIDGE}\n责任单位：县水利局",
        "改造农村公路 | 县交通局",
        "修缮县乡道路 | 县水利局",
    ),
    row(
        "at the head of a section",
        f"（一）农村公路\n责任单位：县交通局\n{ROAD}\n{BRIDGE}\n（二）河道整治\n"
        "责任单位：县水利局\n1.清理中小河道垃圾，加固病险水库堤坝，疏通农田水渠，整治黑臭水体。",
        "改造农村公路 | 县交通局",
        "修缮县乡道路 | 县交通局",
        "清理中小河道 | 县水利局",
    ),
    row(
        "brackets inside the list",
        f"{HEAD}{ROAD}\n责任单位：省交通运输厅、各市、县（市、区）人民政府",
        "改造农村公路 | 省交通运输厅 各市、县（市、区）人民政府",
    ),
    row(
        "the first listed leads",
        f"{HEAD}{ROAD}\n责任单位：县交通局、县财政局（列第一位者为牵头单位，下同）\n{BRIDGE}\n责任单位：县水利局、各镇",
        "改造农村公路 | 县交通局 | 县财政局",
        "修缮县乡道路 | 县水利局 | 各镇",
    ),
    row(
        "a label that binds nobody",
        f"{HEAD}{ROAD}\n备注：县交通局已经立项\n{BRIDGE}",
        "改造农村公路",
        "修缮县乡道路",
    ),
]

HEADINGS = [
    row(
        "a heading that names the actor",
        f"（一）县教育局\n{ROAD}\n（二）县交通局\n{BRIDGE.replace('2.', '1.')}",
        "改造农村公路 | 县教育局",
        "修缮县乡道路 | 县交通局",
    ),
    row(
        "several actors",
        f"（一）县教育局、县交通局\n{ROAD}",
        "改造农村公路 | 县教育局 县交通局",
    ),
    row(
        "an actor and its duties",
        f"（一）县教育局职责\n{ROAD}\n（二）各镇人民政府职责\n{BRIDGE}",
        "改造农村公路 | 县教育局",
        "修缮县乡道路 | 各镇人民政府",
    ),
    row(
        "an actor and the number of its tasks",
        f"一、县教育局牵头工作（8项）\n{ROAD}\n二、县交通局牵头负责的任务（2项）\n{BRIDGE}",
        "改造农村公路 | 县教育局",
        "修缮县乡道路 | 县交通局",
    ),
    row(
        "an actor before a colon",
        "1.县公安局：加强校园周边交通巡逻，依法查处违法行为。\n2.县教育局：组织开展安全教育，完善校车管理制度。",
        "加强校园周边交通巡逻 | 县公安局",
        "组织开展安全教育 | 县教育局",
    ),
    row(
        "an actor with a full stop",
        "（一）县公安局。加强校园周边交通巡逻，依法查处违法行为。\n"
        "（二）县教育局。组织开展安全教育，完善校车管理制度。",
        "加强校园周边交通巡逻 | 县公安局",
        "组织开展安全教育 | 县教育局",
    ),
    row(
        "a subject that happens to be the theme is no actor",
        f"（一）推进教育系统建设\n{ROAD}",
        "改造农村公路",
    ),
    row(
        "第X条",
        "第三条　县交通局负责农村公路养护。县财政局应当安排养护资金。\n"
        "第四条　县级人民政府应当制定应急预案，组织应急演练。",
        "县交通局负责农村公路养护 | 县交通局",
        "县财政局应当安排养护资金 | 县财政局",
        "县级人民政府应当制定应急预案，组织 | 县级人民政府",
    ),
    row(
        "a stage with its deadline",
        "（一）准备阶段（9月底前）。制定工作方案，明确工作任务，落实工作经费，组建专门队伍。组织开展业务培训。",
        "制定工作方案 | | | XXXX-09-30",
        "组织开展业务培训 | | | XXXX-09-30",
    ),
    row(
        "a deadline before a colon that opens a list",
        "（一）2025年9月底前完成以下工作：\n1.制定农村公路养护工作方案。\n2.组建农村公路养护专门队伍。",
        "制定农村公路养护 | | | 2025-09-30",
        "组建农村公路养护 | | | 2025-09-30",
    ),
]


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_labels(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected


@pytest.mark.parametrize(("text", "expected"), HEADINGS)
def test_headings_and_lead_ins(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected
