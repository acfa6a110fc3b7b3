"""Forms of real documents that the rules had not met: assignments, names, letters, dates, each beside its decoy."""

import pytest

from pipeline.extract import extract_text
from tests.forms import row, tells

ASSIGNMENTS = [
    row(
        "a short item closed by 〔…〕, with what holds for all behind it, brackets within",
        "一、任务\n1.改造农村公路。〔市生态环境局牵头，市发展改革委配合。以下均需各县（市、区）政府落实，不再列出〕\n"
        "2.修建农村桥梁。（市水利局牵头，各街道（园区）配合）",
        "改造农村公路 | 市生态环境局 | 市发展改革委 各县（市、区）政府",
        "修建农村桥梁 | 市水利局 | 各街道（园区） 各县（市、区）政府",
    ),
    row(
        "two things handed in by two days with one verb are one task",
        "一、任务\n1.各县区于9月20日前将工作方案、11月25日前将工作总结报送市水利局。\n2.9月底前报送方案、11月底前报送总结。",
        "各县区于9月20日前将工作方案、11月25日前将工作总结报送 | 各县区 | | XXXX-09-20",
        "9月底前报送方案 | | | XXXX-09-30",
        "11月底前报送总结 | | | XXXX-11-30",
    ),
    row(
        "councils, and units of a level; who is stirred to act is no lead",
        "一、任务\n1.县禁毒委要定期会商。\n2.市直有关部门和单位要报送情况。\n3.通过合作模式，调动社会力量积极参与治理项目。",
        "县禁毒委 | 县禁毒委",
        "市直有关部门和单位 | 市直有关部门和单位",
        "通过合作模式，调动社会力量",
    ),
    row(
        "levels of river chiefs are one name; a leader of the level is a label",
        "一、任务\n（一）加强巡河。州、县、乡、村四级河长要定期巡河。\n"
        "（二）推进水源工程。开工建设青石水库。（牵头州领导：张文华；牵头部门：州水务局；配合部门：州林草局）",
        "州、县、乡、村四级河长要 | 州、县、乡、村四级河长",
        "开工建设 | 州水务局 | 张文华 州林草局",
    ),
    row(
        "a dated aim before 由A负总责 is no problem that it solves",
        "一、任务\n（一）完善供水。2022年底前，完成供水工程养护；2023—2025年每年新建工程不少于10处。州水务局负总责，州财政局落实资金。",
        "2022年底前 | | | 2022-12-31",
        "2023—2025年每年 | | | 2025-12-31 FREQ=YEARLY",
        "州水务局负总责 | 州水务局 | 州财政局",
    ),
    row(
        "new jobs are an aim, not a figure of how things stand",
        "一、任务\n1.城镇新增就业3万人。\n2.2021—2025年每年新建学校3所。",
        "城镇新增就业3万人",
        "2021—2025年每年 | | | 2025-12-31 FREQ=YEARLY",
    ),
    row(
        "a body that somebody sets up under its own heading does not act; who holds which office is a fact",
        "2 组织\n2.1 镇防汛抗旱指挥部\n镇人民政府设立防汛抗旱指挥部，由镇长任指挥长，各站所负责人为成员。\n"
        "2.2 Ⅰ级响应：险情发生后，由镇防汛办组织转移群众。",
        "镇人民政府设立防汛抗旱指挥部 | 镇人民政府",
        "险情发生后 | 镇防汛办",
    ),
    row(
        "functions that share 部门, some of no known line; who is moved to act is none",
        "一、任务\n1.市场监管部门负责登记工作；公安、应急管理、食品监管部门重点做好安全监管工作。\n2.推动教育、卫生部门开展合作。",
        "市场监管部门 | 市场监管部门",
        "公安、应急管理 | 公安部门 应急管理部门 食品监管部门",
        "推动教育",
    ),
    row(
        "without leave, nobody may",
        "一、任务\n1.未经批准登记，任何单位和个人均不得开展培训业务。",
        "未经批准登记，任何 | 任何单位和个人",
    ),
    row(
        "a label line of persons is no actor's heading",
        "一、任务\n1.改造农村公路。\n整改时限：立行立改，2019年底前取得实效\n责任领导：县委常委、常务副县长李明\n"
        "责任单位：县财政局（牵头），县审计局",
        "改造农村公路 | 县财政局 | 县委常委、常务副县长李明 县审计局 | 2019-12-31",
    ),
    row(
        "a subject that acts by its duties, before the dated clause",
        "二、组织实施\n国务院有关部门要按照职责分工，每年12月底前将进展情况送商务部。",
        "国务院有关部门要按照 | 国务院有关部门 | | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
    ),
    row(
        "a line with nothing below it but 责任单位 is a task",
        "一、主要目标\n（一）财政收入增长7%以上\n责任单位：县财政局\n（二）优化营商环境\n责任单位：县发改局、县司法局\n",
        "财政收入增长7%以上 | 县财政局",
        "优化营商环境 | 县发改局 县司法局",
    ),
    row(
        "so is a numbered line that a bracket of names closes, but not one whose bracket says what is meant",
        "江城县任务分工\n1.价格涨幅3%左右（县发展改革局）\n2.推进通光纤（县工信局）\n3.项目清单（试行）\n",
        "价格涨幅3%左右 | 县发展改革局",
        "推进通光纤 | 县工信局",
    ),
    row(
        "a heading with text below it is none",
        "一、重点任务\n（一）优化营商环境\n推行告知承诺制。\n责任单位：县司法局\n",
        "推行告知承诺制 | 县司法局",
    ),
    row(
        "a bracket on its own line closes all of (1)(2)(3)",
        "一、体系建设\n1.完善预案\n（1）修订总体预案。\n（2）开展预案演练。\n（责任单位：县应急管理局）\n2.健全机制\n（1）建立会商机制。\n",
        "修订总体预案 | 县应急管理局",
        "开展预案演练 | 县应急管理局",
        "建立会商机制",
    ),
    row(
        "a bare month behind the names of a bracket",
        "一、民生实事\n1.改造农村公路12公里。（县交通局，2024年11月）\n2.新建口袋公园3处。（县住建局牵头，10月）\n",
        "改造农村公路12公里 | 县交通局 | | 2024-11-30",
        "新建口袋公园3处 | 县住建局 | | XXXX-10-31",
    ),
    row(
        "a date behind the names of a label",
        "一、任务\n1.下放审批事项。（牵头单位：县审批局；责任单位：县司法局，各镇，6月底完成）\n",
        "下放审批事项 | 县审批局 | 县司法局 各镇 | XXXX-06-30",
    ),
    row(
        "各有关单位 behind a comma is named all the same",
        "一、任务\n1.下放审批事项。（责任单位：县司法局，各有关单位）\n",
        "下放审批事项 | 县司法局 各有关单位",
    ),
    row(
        "a kind of indicator before the labels, an aside behind them",
        "一、指标\n到2025年，主要指标如下：\n1.生产总值突破300亿元。（预期性指标，牵头单位：市发改委；责任单位：市统计局，下同）\n",
        "生产总值突破300亿元 | 市发改委 | 市统计局 | 2025-12-31",
    ),
    row(
        "〔责任单位：…〕",
        "一、任务\n（一）推进通办。提升登记便利度。〔责任单位：省市场监管局〕\n",
        "提升登记便利度 | 省市场监管局",
    ),
    row(
        "结合实际落实",
        "一、任务\n1.建设中试平台。（省科技厅负责，各市人民政府结合实际落实）\n",
        "建设中试平台 | 省科技厅 | 各市人民政府",
    ),
    row(
        "who is concerned by all tasks, from the item on in which it stands",
        "一、任务\n（一）完善仓储。建设冷库。〔责任单位：省商务厅。具体任务均涉及相关市（州）人民政府，不再做分工，下同。〕\n"
        "（二）畅通物流。建设货运枢纽。〔责任单位：省交通运输厅〕\n",
        "建设冷库 | 省商务厅 | 相关市（州）人民政府",
        "建设货运枢纽 | 省交通运输厅 | 相关市（州）人民政府",
    ),
    row(
        "names behind a closing dash",
        "一、任务\n1.落实改造资金，及时拨付补助。——县财政局、县住建局\n2.打造样板，推广——以江城市为例\n3.完善台账。\n",
        "落实改造资金，及时拨付补助 | 县财政局 县住建局",
        "打造样板",
        "完善台账",
    ),
    row(
        "职责及组成 of somebody",
        "一、领导体制\n（一）县应急委职责及组成\n1.职责\n（1）研究解决重大问题。\n",
        "研究解决重大问题 | 县应急委",
    ),
    row(
        "a date before a colon holds for all that is listed, one behind it does not",
        "一、目标\n到2025年，实现以下目标：新建公园10个；绿化率达到40%。\n二、任务\n重点抓好：6月底前完成排查；建立台账。\n",
        "到2025年，实现以下目标：新建公园10个 | | | 2025-12-31",
        "绿化率达到40% | | | 2025-12-31",
        "重点抓好：6月底前完成排查 | | | XXXX-06-30",
        "建立台账",
    ),
]

SUBJECTS = [
    row(
        "a list of which no rule knows all",
        "一、要求\n清河工业园、县农业农村局、某某合作发展公司、县水利局、县林业局、县文旅局、县商务局等单位要引进项目。\n",
        "清河工业园、县农业农村局 | 清河工业园 县农业农村局 某某合作发展公司 县水利局 县林业局 县文旅局 县商务局",
    ),
    row(
        "members of a body, with an aside in brackets",
        "一、要求\n各县（区）、江城经开区和市安委会有关成员单位（详见分工）要制定子方案，于3月15日前报市安办。\n",
        "各县（区）、江城经开区 | 各县（区） 江城经开区 市安委会有关成员单位",
        "于3月15日前报市安办 | 各县（区） 江城经开区 市安委会有关成员单位 | | XXXX-03-15",
    ),
    row("务必", "一、要求\n各级各有关部门务必高度重视。\n", "各级各有关部门务必 | 各级各有关部门"),
    row("河长", "一、要求\n镇级河长每月巡河不少于2次。\n", "镇级河长每月 | 镇级河长 | | FREQ=MONTHLY"),
    row("主要责任单位", "一、要求\n主要责任单位要加强沟通。\n", "主要责任单位要 | 主要责任单位"),
    row("负总责", "一、要求\n各责任主体对工程质量负总责。\n", "各责任主体 | 各责任主体"),
    row(
        "a department of which the text says what it manages",
        "第一章 总则\n第三条 县级以上人民政府管理档案工作的部门应当加强监督检查。\n",
        "县级以上人民政府管理档案工作的部门 | 县级以上人民政府管理档案工作的部门",
    ),
    row(
        "a recurrence that only says which, does not split",
        "一、要求\n各牵头单位要细化任务，明确每季度的形象进度，并按年度任务和类型建立台账。\n",
        "各牵头单位要细化任务，明确每季度的形象进度 | 各牵头单位",
    ),
    row(
        "a subject put in front of 要",
        "一、要求\n已明确指标的部门和单位，要按指标落实。对进度滞后的单位，要严肃问责。\n",
        "已明确指标的部门和单位 | 已明确指标的部门和单位",
        "对进度滞后的单位",
    ),
    row(
        "a list of functions put in front of 应当",
        "一、要求\n工商、文化、商务等行政部门，应当依法注销登记。\n",
        "工商、文化 | 工商 文化 商务",
    ),
    row(
        "特别是 is no part of a name",
        "一、要求\n各地要履行职责，特别是牵头单位要加强协调。\n",
        "各地要履行职责 | 各地",
        "特别是 | 牵头单位",
    ),
]

NOTHING = [
    row("a letter with its reason", "为抓好工作落实，现将《江城县公路养护方案》印发给你们。\n", *[]),
    row(
        "tasks are handed down",
        "一、任务\n根据会议部署，现将年度目标任务分解下达。\n1.改造道路3公里。\n",
        "改造道路3公里",
    ),
    row(
        "what a year is",
        "一、2025年是建设交通强县的攻坚之年，也是极为关键一年。各镇要加快项目建设。\n",
        "各镇要 | 各镇",
    ),
    row(
        "what a body is",
        "一、体制\n县防指是在县委、县政府领导下，负责防汛工作的议事协调机构。\n1.县水利局要加强值守。\n",
        "县水利局 | 县水利局",
    ),
    row(
        "what was drawn up",
        "为做好防汛工作，县防汛办修订完善形成了《江城县防汛预案》。请各单位于6月18日下班前反馈。\n",
        "请各单位 | 各单位 | | XXXX-06-18",
    ),
    row(
        "what was done on a day",
        "一、任务\n3月5日，县政府已经明确年度任务，并和各镇签订责任书。各镇要抓紧落实。\n",
        "各镇要 | 各镇",
    ),
    row(
        "the number of a task",
        "江城县重点工作台账\n牵头单位：县医保局\n任务编号：80\n重点工作：低保标准提高5%。\n",
        "低保标准提高5%",
    ),
    row(
        "适用于 is no scope where it qualifies",
        "一、任务\n1.推动适用于山区的农机研发，加快推广。（县农业农村局）\n",
        "推动适用于 | 县农业农村局",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*ASSIGNMENTS, *SUBJECTS, *NOTHING])
def test_forms(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected


MODALITIES = [
    ("可吸入颗粒物浓度下降5%", "must"),
    ("居民人均可支配收入增长8%", "must"),
    ("企业可申请补助", "encourage"),
    ("在水务、绿化工程中探索推行联合验收", "encourage"),
]


@pytest.mark.parametrize(("phrase", "modality"), MODALITIES)
def test_modality(phrase: str, modality: str) -> None:
    (found,) = extract_text(f"一、任务\n1.{phrase}。\n2.完善机制。\n").obligations[:1]
    assert found.modality == modality


@pytest.mark.parametrize(
    ("phrase", "indicator"),
    [
        ("1.生产总值增长8%", "生产总值"),
        ("（二）工业投资增长12%以上", "工业投资"),
        ("3.巡河长度需要达到300米以上", "巡河长度"),
    ],
)
def test_numbering_is_no_part_of_an_indicator(phrase: str, indicator: str) -> None:
    (found,) = extract_text(f"一、目标\n{phrase}\n责任单位：县统计局\n").obligations
    assert [target.indicator for target in found.targets] == [indicator]
