"""What tells nobody to do anything (rule 3), beside sentences that look alike and do."""

import pytest

from tests.forms import row, tells

TASK = "1.改造农村公路120公里，完善公交站点设施，更新公交车辆，推行路长制度。"
DOES = "改造农村公路"

NOT_OBLIGATIONS = [
    row("指导思想", f"一、指导思想\n坚持农业农村优先发展，全面推进乡村建设。\n二、主要任务\n{TASK}", DOES),
    row("总体要求", f"一、总体要求\n加快补齐短板，推动高质量发展。\n二、重点任务\n{TASK}", DOES),
    row(
        "基本原则 below 总体要求",
        f"一、总体要求\n（一）基本原则\n坚持政府主导，加强统筹协调。\n二、主要任务\n{TASK}",
        DOES,
    ),
    row(
        "工作目标 below 总体要求 counts",
        "一、总体要求\n（一）基本原则。坚持政府主导，加强统筹协调。\n"
        "（二）工作目标。2025年底前建成农村公路120公里，实现村村通客车。",
        "2025年底前建成 | | | 2025-12-31",
    ),
    row("重要意义", f"一、重要意义\n做好农村公路工作关系群众出行，必须高度重视。\n二、主要任务\n{TASK}", DOES),
    row(
        "the letter around a plan",
        "各镇人民政府，县直各部门：\n《兰溪县农村公路建设方案》已经县政府同意，现印发给你们，请认真贯彻执行。\n"
        f"一、主要任务\n{TASK}",
        DOES,
    ),
    row("the preamble", f"为加强农村公路管理，根据有关规定，结合我县实际，制定本方案。\n一、主要任务\n{TASK}", DOES),
    row(
        "run-in headings with details",
        "一、主要任务\n（一）加快公路建设。改造农村公路120公里，完善站点。\n"
        "（二）加强桥梁管护。建立桥梁档案，开展检测。",
        "改造农村公路",
        "建立桥梁档案",
    ),
    row(
        "一是 headings with details",
        "1.一是提高产业投入。新增资金向产业倾斜，加大奖补力度。二是加强产业指导。选派农技人员驻村，开展技术培训。",
        "新增资金向产业倾斜",
        "选派农技人员驻村",
    ),
    row(
        "problems before what is to be done about them",
        "1.部分村公路养护不到位。有的桥梁存在安全隐患。由县交通局牵头，各镇配合，6月底前完成整改。",
        "由县交通局牵头 | 县交通局 | 各镇 | XXXX-06-30",
    ),
    row("a problem", f"一、主要任务\n当前，农村公路养护资金投入不足，管护水平不高。\n{TASK}", DOES),
    row("a state of affairs", f"一、主要任务\n近年来，全县农村公路建设取得明显成效。\n{TASK}", DOES),
    row(
        "a definition",
        "第二条　本办法所称农村公路，是指县道、乡道和村道。\n第三条　县交通局负责农村公路养护。",
        "县交通局负责 | 县交通局",
    ),
    row(
        "scope of application",
        "第二条　本县范围内农村公路的养护管理，适用本办法。\n第三条　县交通局负责农村公路养护。",
        "县交通局负责 | 县交通局",
    ),
    row(
        "in force from",
        "第三条　县交通局负责农村公路养护。\n第四条　本办法自2025年3月1日起施行。",
        "县交通局负责 | 县交通局",
    ),
    row(
        "a list of members",
        f"一、主要任务\n{TASK}\n二、组织领导\n组　长：王建国　县长\n副组长：李志强　副县长\n成　员：赵文　县交通局局长",
        DOES,
    ),
    row(
        "the office of the leading group",
        f"一、主要任务\n{TASK}\n2.领导小组办公室设在县交通局，办公室主任由赵文兼任。",
        DOES,
    ),
    row("attachments", f"一、主要任务\n{TASK}\n附件：1.农村公路建设任务分解表\n2.农村公路养护资金安排表", DOES),
    row("signature and date", f"一、主要任务\n{TASK}\n兰溪县人民政府\n2025年3月1日", f"{DOES}"),
    row("figures", f"一、基本情况\n全县有农村公路3061公里，桥梁120座。\n二、主要任务\n{TASK}", DOES),
    row("figures of a place", f"一、主要任务\n{TASK}\n松岗镇贫困户3061户，6352人。", DOES),
    row("contact", f"一、主要任务\n{TASK}\n联系人：赵文，联系电话：0000-1234567", DOES),
]

STILL_OBLIGATIONS = [
    row(
        "a policy rule that directs",
        "1.一是将符合标准的人口全部纳入保障范围；二是将危险房屋全部纳入改造计划。",
        "将符合标准的人口",
        "将危险房屋",
    ),
    row("原则上 is no principle", "1.农村公路改造原则上应当优先安排危险路段。", "农村公路改造原则上"),
    row("制定 without 本", "1.结合实际制定农村公路养护办法。", "结合实际制定"),
    row(
        "problems to be put right",
        "1.着力解决公路养护资金投入不足的问题。",
        "着力解决",
    ),
    row("toward what is weak", "1.加大对薄弱环节的整治力度。", "加大对薄弱"),
    row("a short task", "1.修复水毁道路。", "修复水毁道路"),
    row(
        "a short task before a closing parenthesis",
        "1.修复水毁道路。（县交通局负责）",
        "修复水毁道路 | 县交通局",
    ),
    row(
        "a very short task",
        "1.修缮桥梁。\n2.疏通河道。",
        "修缮桥梁",
        "疏通河道",
    ),
    row("a prohibition", "1.严禁擅自占用农村公路。", "严禁擅自占用"),
    row("a task that ends in a noun of the noun phrases", "1.加快建立农村公路管护长效机制。", "加快建立"),
    row("figures under a heading of targets", "一、养护目标\n农村公路节能20%。", "农村公路节能"),
    row(
        "figures behind a deadline of their sentence",
        "一、任务\n到2030年，公路能耗下降15%；桥梁能耗下降20%。",
        "到2030年 | | | 2030-12-31",
        "桥梁能耗下降",
    ),
    row("a task that is dated and ends in a noun", "1.6月底前建立机制。", "6月底前 | | | XXXX-06-30"),
    row("a dated work", "1.2030年第三季度末前完成主体工程。", "2030年第三季度 | | | 2030-09-30"),
    row("a short task with a figure", "1.全年实施重点公路60公里。", "全年实施"),
    row("a short task of money", "1.争取公路资金5亿元。", "争取公路"),
    row("a task with figures", "1.完成改造公路120公里，桥梁12座。", "完成改造公路"),
]


@pytest.mark.parametrize(("text", "expected"), NOT_OBLIGATIONS)
def test_not_obligations(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected


@pytest.mark.parametrize(("text", "expected"), STILL_OBLIGATIONS)
def test_still_obligations(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected
