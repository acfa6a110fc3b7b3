"""Forms of plans, notices, minutes and assessments: who acts, what is counted, what tells nobody anything."""

import pytest

from tests.forms import extract, row, tells

WHO = [
    row(
        "负责制定 names who acts; 负责制 is a system",
        "一、要求\n市商务局负责制定目录，各企业应当公示价格。\n实行河段长负责制。各镇要压实责任。\n",
        "市商务局负责制定目录 | 市商务局",
        "各企业应当公示价格 | 各企业",
        "实行河段长负责制",
        "各镇要压实责任 | 各镇",
    ),
    row(
        "应对接 is 应 before 对接; 应对 is a verb",
        "一、要求\n各县应对接省级项目库，做好储备。\n积极应对寒潮，加强预警。\n",
        "各县应对接 | 各县",
        "积极应对寒潮",
    ),
    row(
        "an office that is set up, or has its seat, and what it is charged with",
        "一、组织\n防旱领导小组下设办公室，负责日常调度。\n防旱领导小组办公室设在县农业局，承担联络工作。\n"
        "防旱领导小组办公室设在县农业局，局长兼任主任。\n防旱领导小组下设三个工作组。\n各镇要抓好防旱。\n",
        "防旱领导小组下设办公室，负责日常调度 | 防旱领导小组办公室",
        "防旱领导小组办公室设在县农业局，承担联络工作 | 防旱领导小组办公室",
        "防旱领导小组下设三个工作组",
        "各镇要抓好防旱 | 各镇",
    ),
    row(
        "courts of two levels are one name",
        "一、要求\n各中、基层法院要建立台账。\n各基层法院要建立台账。\n",
        "各中、基层法院 | 各中、基层法院",
        "各基层法院 | 各基层法院",
    ),
    row(
        "an organ joined by 会同 is no part of a place name",
        "一、要求\n省高院会同省司法厅开展检查。\n",
        "省高院会同省司法厅 | 省高院 | 省司法厅",
    ),
    row(
        "units of universities and groups of companies",
        "一、要求\n各学院（系）要公示名单。\n各子公司应当按月报送。\n集团公司要加强督导。\n",
        "各学院（系） | 各学院（系）",
        "各子公司 | 各子公司 | | FREQ=MONTHLY",
        "集团公司要 | 集团公司",
    ),
    row(
        "a post that several collectives share",
        "一、要求\n各部门、单位主要负责人要亲自抓。\n",
        "各部门、单位 | 各部门主要负责人 各单位主要负责人",
    ),
    row(
        "provinces in general with their kind in brackets",
        "一、要求\n江西、湖南等重点省（区）要提前部署。\n",
        "江西、湖南 | 江西 湖南",
    ),
    row(
        "负责人 charges nobody",
        "一、要求\n对进度滞后的单位，由集团分管领导约谈其主要负责人。\n",
        "对进度滞后 | 集团分管领导",
    ),
    row(
        "a team may do something; each year nobody acts",
        "一、要求\n督查组可采取暗访方式。\n每年培训护林员不少于300人次。\n",
        "督查组可采取 | 督查组",
        "每年培训护林员 | | | FREQ=YEARLY",
    ),
]

WHEN = [
    row(
        "a time of day is no label",
        "一、要求\n值班人员必须在8:30前到岗。\n",
        "值班人员必须在8:30前到岗 | 值班人员",
    ),
    row(
        "several months for one thing: the last",
        "一、要求\n各市要在6月底和11月底报送总结。\n各市每年6月底、12月底前报送总结。\n",
        "各市要在 | 各市 | | XXXX-11-30",
        "各市每年 | 各市 | | FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
    ),
    row(
        "the months in a bracket behind a quarter belong to it",
        "一、要求\n各镇每季度末（分别在3月、6月、9月和12月底）报送进度。\n",
        "各镇每季度末 | 各镇 | | FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1",
    ),
    row(
        "a year before what is measured",
        "一、目标\n2025年绿化覆盖率提高到42%。\n2020年绿化覆盖率的测算方法另行公布。\n",
        "2025年绿化 | | | 2025-12-31",
        "2020年绿化",
    ),
]

MORE = [
    row(
        "what is done together is a task of its own before the one that has a deadline; all support both",
        "一、要求\n由县水利局牵头，会同县财政局制定方案，6月底前报县政府。\n由县水利局牵头，会同县财政局，6月底前拿出方案。\n",
        "由县水利局牵头，会同县财政局制定方案 | 县水利局 | 县财政局",
        "6月底前报县政府 | 县水利局 | 县财政局 | XXXX-06-30",
        "由县水利局牵头，会同县财政局，6月底前 | 县水利局 | 县财政局 | XXXX-06-30",
    ),
    row(
        "参加： in minutes says who was there, 参加单位： who supports",
        "一、议定\n1.县水利局要尽快开工。\n2.县住建局要抓紧验收。\n参加：各副县长，县政府办主任。\n",
        "县水利局要尽快开工 | 县水利局",
        "县住建局要抓紧验收 | 县住建局",
    ),
    row(
        "what is inspected is no task; what the inspectors do is",
        "一、安排\n1.检查的重点是：设备质量；防火措施；值班制度落实情况。\n2.各站要组织自查。\n3.整治重点：拆除违建；清理垃圾。\n",
        "各站要组织自查 | 各站",
        "拆除违建",
        "清理垃圾",
    ),
    row(
        "steps and scales announced",
        "一、考核\n考核按照以下步骤进行：\n各县要按照以下步骤推进整改，确保到位。\n考核采用百分制评分，结果分为四个等次。\n",
        "各县要按照 | 各县",
    ),
    row(
        "what has to be dealt with, in front of its modal verb",
        "一、要求\n运行满20年且未改造过的机组，应在2018年底前完成改造。\n",
        "运行满20年且未改造过的机组，应在 | | | 2018-12-31",
    ),
    row(
        "offices of a ministry's own line",
        "一、要求\n各省（区、市）局请于2019年2月20日前报送总结。\n各铁路局每日18时前报送情况。\n省局每年举办培训。\n",
        "各省（区、市）局 | 各省（区、市）局 | | 2019-02-20",
        "各铁路局 | 各铁路局 | | FREQ=DAILY",
        "省局每年 | 省局 | | FREQ=YEARLY",
    ),
    row(
        "延后 is a verb; 开学后 says when",
        "一、要求\n开学时间继续延后，具体时间由省教育厅另行通知。\n开学后，各学校要组织体检。\n",
        "开学时间继续延后",
        "具体时间由省教育厅 | 省教育厅",
        "开学后，各学校 | 各学校",
    ),
    row(
        "levels that are told by 负责",
        "一、要求\n省级负责统筹，市州负责培训。\n",
        "省级负责统筹 | 省级",
        "市州负责培训 | 市州",
    ),
]

NOTHING = [
    row(
        "how scores are given and called; what is scored with its deduction stays a task",
        "一、内容\n苗木合格率90%以上，得2分；未达标的，扣1分。\n得分80—89分为良好等次。\n每少1个村扣0.5分，扣完为止。\n"
        "每月召开支委会，少一次扣1分。\n",
        "每月召开支委会 | | | FREQ=MONTHLY",
    ),
    row(
        "a stage with its time and its name",
        "一、步骤\n第二阶段（2019年3月—6月）：集中攻坚。\n各县要逐户核查。\n",
        "各县要逐户核查 | 各县 | | 2019-06-30",
    ),
    row(
        "who was there and who gets a copy",
        "一、议定\n1.县水利局要尽快开工。\n出席：县水利局某某某，县财政局某某某。\n分送：各参会单位。\n",
        "县水利局要尽快开工 | 县水利局",
    ),
    row(
        "why something is done; what a report holds, and how it must be",
        "一、要求\n对全年工作开展检查和总结，是确保完成任务的一项重要措施。\n总结包括亮点和成效，行文要简洁。\n",
        "总结包括亮点",
    ),
]

METRICS = [
    # sentence                                                     what is to be reached
    ("新建日处理5万吨污水处理厂1座。", ["= 1 座"]),
    ("日处理能力达到5万吨。", ["= 50000 吨"]),
    ("建设宽4.5米的农村公路20公里。", ["= 20 公里"]),
    ("路基宽度不小于4.5米。", [">= 4.5 米"]),
    ("印发倡议书2000份，张贴海报300张。", ["= 2000 份", "= 300 张"]),
    ("组成6个督查组开展检查。", ["= 6 个"]),
    ("完成环评、水保等9个专题报告。", ["= 9 个"]),
    ("在已实施制造业等6个行业政策基础上，落实优惠。", []),
    ("实现增效5亿元，其中：煤炭板块3亿元，电力板块2亿元。", ["= 500000000 元", "= 300000000 元", "= 200000000 元"]),
    ("已建成居住区按照每百户不少于20平方米的标准补齐。", [">= 20 平方米"]),
    ("得分80—89分为良好等次。", []),
    ("应在15天内纳入帮扶范围。", ["<= 15 天"]),
    ("连续3天内监测。", []),
    ("建成投运大数据中心二期，机柜达到500架。", ["= 500 架"]),
    ("按不少于三成的比例抽查。", [">= 3 成"]),
    ("每个县至少建有1所以照护为主的养老机构。", [">= 1 所"]),
]

MODALITY = [
    ("对未完成任务的县，不再下达新的资金。", "prohibit"),
    ("逐项落实不再承担的事项的交接。", "must"),
    ("原则上不得新建办公楼。", "prohibit"),
]


@pytest.mark.parametrize("document, expected", [*WHO, *WHEN, *MORE, *NOTHING])
def test_tells(document: str, expected: tuple[str, ...]) -> None:
    assert tells(document, expected) == expected


@pytest.mark.parametrize("sentence, metrics", METRICS)
def test_counts(sentence: str, metrics: list[str]) -> None:
    found = extract(f"一、任务\n1.{sentence}\n2.抓好落实工作，加强督查。\n").obligations
    assert [f"{m.op} {m.value:g} {m.unit}".replace("e+0", "e") for o in found for m in o.targets] == [
        f"{m.split()[0]} {float(m.split()[1]):g} {m.split()[2]}".replace("e+0", "e") for m in metrics
    ]


@pytest.mark.parametrize("sentence, modality", MODALITY)
def test_how_firm(sentence: str, modality: str) -> None:
    assert [o.modality for o in extract(f"一、任务\n{sentence}\n").obligations] == [modality]
