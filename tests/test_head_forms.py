"""Who is told what where the names stand at the head, in offices' own lists, or without the words that names end in."""

import pytest

from tests.forms import row, tells

HEADS = [
    row(
        "a bracket at the head of a line holds for the line, and only for it",
        "一、重点任务\n【省厅监测处负责】①5月10日前完成排查；②每日汇总险情。\n【省气象局】发布预警信息，做好服务。\n"
        "【专栏】各地建立台账，加强管理。\n",
        "5月10日前完成排查 | 省厅监测处 | | XXXX-05-10",
        "每日汇总险情 | 省厅监测处 | | FREQ=DAILY",
        "发布预警信息 | 省气象局",
        "【专栏】各地",
    ),
    row(
        "the same behind a number, with labels or cues; 各省(自治区、直辖市) is a name",
        "一、重点任务\n1.（省水利厅牵头，省气象局配合）加强巡查，及时报告。\n2.【牵头单位：省商务厅】建设冷库，完善网络。\n"
        "3.各省（自治区、直辖市）要制定方案。\n",
        "加强巡查，及时报告 | 省水利厅 | 省气象局",
        "建设冷库，完善网络 | 省商务厅",
        "各省（自治区、直辖市）要 | 各省（自治区、直辖市）",
    ),
    row(
        "labels that a dash or a bracket ends, line by line",
        "一、重点任务\n1）新建运动场100个。\n责任处室——群众体育处\n配合处室——青少年体育处\n时限——2014年6月底\n"
        "2）体育彩票销量突破40亿元。\n责任处室——体育经济处\n",
        "新建运动场100个 | 群众体育处 | 青少年体育处 | 2014-06-30",
        "体育彩票销量 | 体育经济处",
    ),
    row(
        "a label in brackets with its value behind is no heading, and its date holds for its own task",
        "一、重点任务\n1.加强巡查，及时报告险情。\n【责任单位】省水利厅\n【配合单位】省气象局\n【完成时限】2020年底\n"
        "2.开展预报，提高准确率。\n【责任单位】省气象局\n",
        "加强巡查，及时报告险情 | 省水利厅 | 省气象局 | 2020-12-31",
        "开展预报，提高准确率 | 省气象局",
    ),
    row(
        "labels that a bar parts",
        "一、重点任务\n1.建设冷库500座。【牵头：省商务厅｜配合：省发展改革委、省交通运输厅】\n",
        "建设冷库500座 | 省商务厅 | 省发展改革委 省交通运输厅",
    ),
    row(
        "labels between the title and the first number hold for all",
        "江城市第0127号提案办理方案\n主办：市民政局\n会办：市财政局、市医保局\n一、6月底前形成答复意见。\n二、逐条列出措施。\n",
        "6月底前形成答复意见 | 市民政局 | 市财政局 市医保局 | XXXX-06-30",
        "逐条列出措施 | 市民政局 | 市财政局 市医保局",
    ),
    row(
        "a place that heads a line does not act where the line says who does",
        "一、整改清单\n1.江城市：渡口消防器材过期。更换消防器材。责任单位：江城市交通局，江城市水利局配合\n",
        "更换消防器材 | 江城市交通局 | 江城市水利局",
    ),
    row(
        "a year before a colon is that of what follows",
        "一、年度目标\n（一）2023年：新建站点120套；覆盖率达到95%。\n（二）2024年：新建站点80套。\n",
        "新建站点120套 | | | 2023-12-31",
        "覆盖率达到95% | | | 2023-12-31",
        "新建站点80套 | | | 2024-12-31",
    ),
]
OFFICES = [
    row(
        "offices that no table knows close a sentence; elsewhere a bracket explains",
        "一、工作要点\n1.开展执法检查。（科技处）\n2.修订管理办法。（监督指导处、法规处）\n3.建成村级服务点（村级大食堂）。\n",
        "开展执法检查 | 科技处",
        "修订管理办法 | 监督指导处 法规处",
        "建成村级服务点",
    ),
    row(
        "whoever is joined in a segment of its own supports",
        "一、重点任务\n1.每季度暗访1次。（省政府督查室牵头，会同省监察厅、省旅游局）\n"
        "2.制定方案。由市水利局牵头，并会同市财政局。\n3.由市水利局会同市财政局制定方案。\n",
        "每季度暗访1次 | 省政府督查室 | 省监察厅 省旅游局 | FREQ=MONTHLY;INTERVAL=3",
        "制定方案 | 市水利局 | 市财政局",
        "由市水利局会同 | 市水利局 | 市财政局",
    ),
    row(
        "联合检查 is what they do, and names nobody",
        "一、重点任务\n由公安、消防、城管等部门开展联合检查。\n",
        "由公安 | 公安 消防 城管",
    ),
    row(
        "a bracketed label may say who only supports",
        "一、重点任务\n1.更换器材。责任单位：江城市交通局，清水县交通局、清水县财政局参与\n",
        "更换器材 | 江城市交通局 | 清水县交通局 清水县财政局",
    ),
]
NAMES = [
    row(
        "courts, procuratorates and their divisions",
        "一、工作要求\n各级人民法院要优先立案。\n各基层人民法院要公开信息。\n立案庭要当日移送。\n家庭要承担责任。\n",
        "各级 | 各级人民法院",
        "各基层 | 各基层人民法院",
        "立案庭 | 立案庭",
        "家庭",
    ),
    row(
        "各 of 各行署 is shared; what a government has others do is no part of its name",
        "一、工作要求\n各行署、市、县政府组织有关部门开展检查。\n",
        "各行署 | 各行署 各市政府 各县政府",
    ),
    row(
        "cities and provinces without their endings act before a verb, together or told to",
        "一、工作要求\n福州、厦门继续推进试点。\n南昌、九江、赣州三市要率先建成示范区。\n支持福州、厦门建设示范区。\n江西景德镇瓷器走向世界。\n",
        "福州 | 福州 厦门",
        "南昌 | 南昌 九江 赣州",
        "支持福州",
        "江西",
    ),
    row(
        "posts and their holders, set apart; cities share 市政府",
        "一、重点任务\n1.推广车辆830辆。\n牵头领导：副省长 王某某\n牵头单位：省交通运输厅\n"
        "配合单位：省财政厅，唐山、保定市政府\n",
        "推广车辆830辆 | 副省长王某某 省交通运输厅 | 省财政厅 唐山市政府 保定市政府",
    ),
    row(
        "a label inside a line is about that line; those before it have subjects of their own",
        "一、重点任务\n1.各乡镇要完成排查。\n2.县教育局要检查校车。\n3.改造街巷12条。责任单位：县住建局。\n",
        "各乡镇 | 各乡镇",
        "县教育局 | 县教育局",
        "改造街巷12条 | 县住建局",
    ),
    row(
        "a label at the head of a line, and one in its middle",
        "一、县人社局会同县总工会开展技能培训。\n二、责任单位：县住建局；配合单位：县城管局。完成街巷改造12条。\n"
        "三、修缮桥梁5座。责任单位：县交通局。开展桥梁检测。\n四、责任领导：王小明；责任单位：县水利局。加固水库3座。\n",
        "县人社局 | 县人社局 | 县总工会",
        "完成街巷改造12条 | 县住建局 | 县城管局",
        "修缮桥梁5座 | 县交通局",
        "开展桥梁检测 | 县交通局",
        "加固水库3座 | 王小明 县水利局",
    ),
    row(
        "a label on a line of its own is about all items above, as it always was",
        "一、重点任务\n1.改造街巷12条。\n2.修缮桥梁5座。\n责任单位：县住建局\n",
        "改造街巷12条 | 县住建局",
        "修缮桥梁5座 | 县住建局",
    ),
    row(
        "部门 is shared by those before it",
        "一、工作要求\n交警、运管、路政部门要加大执法力度。\n",
        "交警 | 交警部门 运管部门 路政部门",
    ),
    row(
        "who is covered does not act; who leads a joint meeting is a fact",
        "一、工作要求\n所有购物企业纳入零售企业统一监管。\n联席会议由省民政厅、省教育厅等21个部门组成，省民政厅为牵头单位。\n",
        "所有购物企业",
    ),
]


@pytest.mark.parametrize(("document", "expected"), [*HEADS, *OFFICES, *NAMES])
def test_what_a_document_tells_whom(document: str, expected: tuple[str, ...]) -> None:
    assert tells(document, expected) == expected
