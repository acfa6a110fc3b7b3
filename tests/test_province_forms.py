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
HEADINGS = [
    row(
        "a bracket that closes a heading holds for its items, but for those with a bracket of their own",
        "二、重点任务\n（一）加快项目建设（省发展改革委牵头，省财政厅配合）\n1.建立储备库。动态更新清单。\n"
        "2.强化要素保障。对重大项目用地应保尽保。（省自然资源厅负责）\n（二）培育企业。（责任单位：省工业和信息化厅）\n"
        "1.培育链主企业20家。\n（三）扩大开放。（省商务厅负责）\n",
        "动态更新清单 | 省发展改革委 | 省财政厅",
        "对重大项目用地应保尽保 | 省自然资源厅",
        "培育链主企业20家 | 省工业和信息化厅",
        "扩大开放 | 省商务厅",
    ),
    row(
        "a list of dates is one deadline; a stretch of time is no task",
        "一、行动时间\n2019年2月至6月，共5个月。\n二、工作要求\n1.各责任单位要于2023年3月25日、6月25日、9月25日前报告进展，"
        "12月25日前报告全年情况。\n",
        "各责任单位要于2023年3月25日、6月25日、9月25日前报告进展 | 各责任单位 | | 2023-09-25",
        "12月25日前报告全年情况 | 各责任单位 | | 2023-12-25",
    ),
    row(
        "who must carry out everything is told once, inside a bracket",
        "一、重点任务\n1.编制清单。〔市生态环境局牵头，市水务局参与。以下各项工作均需各区人民政府（管委会）落实，不再列出。〕\n"
        "2.整治散煤。（市市场监管局牵头督导）\n",
        "编制清单 | 市生态环境局 | 市水务局 各区人民政府（管委会）",
        "整治散煤 | 市市场监管局 | 各区人民政府（管委会）",
    ),
    row(
        "what a document says is no task",
        "一、加强组织推动。《工作要点》结合全会精神，明确提出总体要求和92项重点工作。各地要逐项细化。\n",
        "各地要逐项细化 | 各地",
    ),
]
SUBJECTS = [
    row(
        "the year of the targets binds each of them",
        "一、主要目标\n2017年全市发展主要预期目标是：地区生产总值增长8.5%左右；居民收入增长9%以上。\n",
        "2017年全市发展主要预期目标是：地区生产总值增长8.5%左右 | | | 2017-12-31",
        "居民收入增长9%以上 | | | 2017-12-31",
    ),
    row(
        "who stands before 从…起, behind 特别是, or behind what is to be dealt with",
        "一、工作要求\n1.各牵头单位从2022年第二季度起，要每月报告进展。特别是牵头单位，要强化责任担当。"
        "对落实不力的人和事，市政府督查室将予以通报。\n",
        "各牵头单位从2022年第二季度起，要每月报告进展 | 各牵头单位 | | FREQ=MONTHLY",
        "特别是牵头单位，要强化责任担当 | 牵头单位",
        "对落实不力的人和事，市政府督查室将予以通报 | 市政府督查室",
    ),
    row(
        "首要任务 in a heading makes it no sentence",
        "一、把稳就业作为推进发展的首要任务\n（一）稳定岗位。开发公益岗位2万个。\n",
        "开发公益岗位2万个",
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


@pytest.mark.parametrize(("document", "expected"), [*GOALS, *NAMES, *RECORDS, *HEADINGS, *SUBJECTS, *BRACKETS])
def test_what_a_document_tells_whom(document: str, expected: tuple[str, ...]) -> None:
    assert tells(document, expected) == expected
