"""Phrase tables of the far end: townships, villages, schools, hospitals, emergency plans; decoys beside hits."""

import pytest

from pipeline.extract import extract_bytes
from tests.forms import row, tells

PEOPLE = [
    row("a word that is a whole name", "1.村民应当爱护水源。", "村民应当 | 村民"),
    row("the public", "1.社会公众应当爱护站牌。", "社会公众应当 | 社会公众"),
    row("a post and a plain verb", "1.县防指副指挥长组织会商。", "县防指副指挥长 | 县防指副指挥长"),
    row("behind 由", "1.遇有险情时，由值班领导决定启动响应。", "遇有险情时 | 值班领导"),
    row("an office alone", "1.办公室统一做好调度工作。", "办公室统一 | 办公室"),
    row("每个", "1.每个村民小组在路口设置宣传牌。", "每个村民小组 | 每个村民小组"),
    row("a staff", "1.门卫对来访车辆进行登记。", "门卫对 | 门卫"),
    row("who is responsible", "1.校长为食品安全第一责任人。", "校长为 | 校长"),
    row("a town alone", "1.镇成立应急小分队，各单位也要组建小分队。", "镇成立 | 镇", "各单位也要 | 各单位"),
    row("a post shared by levels", "1.镇、村干部要包片到户。", "镇、村 | 镇干部 村干部"),
    row("a post of several levels", "1.镇、村两级林长要按时巡林。", "镇、村两级 | 镇、村两级林长"),
    row("behind an object put in front", "1.沙袋各村居必须在6月10日前备齐。", "沙袋各村居 | 各村居 | | XXXX-06-10"),
    row("希", "1.希各村居按要求落实。", "希各村居 | 各村居"),
    row("a season before it", "1.汛期各单位要安排专人值班。", "汛期各单位 | 各单位"),
    row("a condition before it", "1.当水位超过警戒水位，村主任必须带队巡堤。", "当水位 | 村主任"),
    row("任何人", "1.灭火器材，任何人不得挪用。", "灭火器材 | 任何人"),
    row("anybody, in mid-sentence", "1.总务处负责采购，任何人不得损坏。", "总务处负责 | 总务处", "任何人不得 | 任何人"),
    row(
        "members, and others",
        "1.局党组成员及其他领导干部下基层调研，一般每季度不少于15天。",
        "局党组成员及 | 局党组成员 其他领导干部 | | FREQ=MONTHLY;INTERVAL=3",
    ),
    row("posts in a list", "1.校长、教导主任和各班班主任必须到岗。", "校长、 | 校长 教导主任 各班班主任"),
    row("应有一名", "1.各科室应有一名职工负责防火。", "各科室应有 | 各科室"),
    row("归…负责", "1.灯具归口总务处负责。", "灯具归口 | 总务处"),
    row("a duty in words", "1.项目经理是工地安全的第一责任者。", "项目经理是 | 项目经理"),
    row("who answers for something", "1.安全员对本工段的违章行为负责。", "安全员对 | 安全员"),
    row("有义务", "1.管理员和住户都有义务协助灭火。", "管理员和 | 管理员 住户"),
    row("whose case a condition is", "1.企业未按时发放津贴的，应当补足。", "企业未按时 | 企业"),
    row("of whom a condition speaks", "1.对企业未按时发放津贴的，应当查明。", "对企业未"),
    row("whose people a condition speaks of", "1.企业的设备未年检的，应当停用。", "企业的设备"),
    row("leaders on duty", "1.值班领导要在岗带班。", "值班领导要 | 值班领导"),
    row("an office during a time", "1.县政府总值班室在节日期间要抽查值班情况。", "县政府总值班室 | 县政府总值班室"),
    row("people of units", "1.各单位值班人员务必记录来电。", "各单位值班 | 各单位值班人员"),
    row("people in front", "1.规模养殖户，要在村外建栏舍。", "规模养殖户， | 规模养殖户"),
    row("people who are the object", "1.配强值班人员，要落实补贴。", "配强值班"),
    row("who keeps something up", "1.入户管道由用水户自行管理。", "入户管道 | 用水户"),
    row("one or the other", "1.支管由村集体或用水户协会管护维修。", "支管由 | 村集体 用水户协会"),
    row("a change is nobody", "1.由事后处理转变为事前管理。", "由事后处理"),
    row("towns and subdistricts", "1.乡镇人民政府、街道办事处应当配合。", "乡镇人民政府、 | 乡镇人民政府 街道办事处"),
    row(
        "a principle before who is charged",
        "1.单村工程按照谁受益谁负担的原则，由各受益村负责管护。",
        "单村工程 | 各受益村",
    ),
    row("各级 is shared", "1.各级监督机构和检测机构根据职能做好抽检。", "各级监督 | 各级监督机构 各级检测机构"),
    row("whom one proposes", "1.建议县委县政府统一领导。", "建议县委"),
    row("whom one reports to", "1.报县防指办公室决定。", "报县防指"),
    row("whoever is led", "1.发动群众积极参与清扫。", "发动群众"),
    row("whoever is trained", "1.基层干部培训覆盖率达到100%。", "基层干部培训"),
    row("a quality", "1.提升医务人员积极性。", "提升医务人员"),
    row("whoever is called in", "1.必要时通知县住建、公安等部门参加。", "必要时通知"),
    row("a place is nobody", "1.公共厕所应定期消毒。", "公共厕所应"),
    row("everything is nobody", "1.全部按照标准建设。", "全部按照"),
]

SHAPES = [
    row(
        "a heading of two characters",
        "一、职责\n（一）各村\n1.摸排外出人员。\n2.上报名单。",
        "摸排外出人员 | 各村",
        "上报名单 | 各村",
    ),
    row(
        "a sentence that opens its item and says who leads",
        "一、分工\n1.后勤保障组：由总务处牵头，财务科配合。负责采购物资；发放物资。\n2.宣传组：由党办牵头。负责板报。",
        "负责采购物资 | 总务处 | 财务科",
        "发放物资 | 总务处 | 财务科",
        "负责板报 | 党办",
    ),
    row(
        "articles with titles",
        "水塔管理规定\n第一条：布局\n1.水塔布局应合理。\n第二条 清洗\n水塔管理单位每年清洗水塔。",
        "水塔布局应合理",
        "水塔管理单位 | 水塔管理单位 | | FREQ=YEARLY",
    ),
    row(
        "a run-in heading that begins with 要",
        "一、要高度重视。各科室要组织学习。\n二、加强领导。各科室要明确专人。",
        "各科室要组织 | 各科室",
        "各科室要明确 | 各科室",
    ),
    row(
        "a list of annexes is not the beginning of the text",
        "关于做好巡河工作的通知\n各村：\n请各村务必重视，充分发挥作用。\n附件：1.巡河制度\n2.河长名单\n",
        "请各村务必 | 各村",
    ),
    row(
        "what a bracket binds is a task, whatever it looks like",
        "（1）街面保洁包括人行道保洁，做到无垃圾。（牵头单位：县城管局；完成时限：____年__月__日前）",
        "街面保洁包括 | 县城管局",
    ),
    row(
        "a team whose duties follow",
        "（一）医疗救护组\n组长：镇卫生院院长。\n主要职责：负责救治伤员，转运病人。",
        "负责救治 | 医疗救护组",
    ),
    row("a team that is set up", "（一）专家组\n县卫生部门应组建专家组。", "县卫生部门 | 县卫生部门"),
    row(
        "duties of a post",
        "1.班主任安全职责\n（1）每日晨检。\n（2）上报病假。",
        "每日晨检 | 班主任 | | FREQ=DAILY",
        "上报病假 | 班主任",
    ),
    row("duties of nobody", "一、组织机构职责\n1.县水利局负责巡堤。", "县水利局 | 县水利局"),
    row(
        "hours of work",
        "关于放假的通知\n5月1日至3日放假。\n上午：8:30—11:30 上班时间\n请各村将放假期间值班表于4月28日前报镇政府。",
        "请各村 | 各村 | | XXXX-04-28",
    ),
    row("no leave", "1.节日期间各单位不得擅自放假。", "节日期间各单位 | 各单位"),
    row("a number to be published", "1.县电力公司要公布报修电话12345678。", "县电力公司 | 县电力公司"),
    row("a ban with people in it", "1.防控期间严禁党员干部组织聚餐。", "防控期间严禁"),
    row("a rate", "1.全乡参合率以村为单位必须达到95%。", "全乡参合率"),
    row("rooms", "1.会议室要使用自然光。", "会议室要"),
    row("whom a check is about", "一、监督检查的对象是：\n（一）县政府所属的机构；\n（二）事业单位。"),
    row("what matters", "1.安全始终是各项工作的重中之重。"),
    row("asides", "1.各村要加强值班。（值班电话：12345678）\n以上通知希遵照执行。", "各村要 | 各村"),
    row("what is to be free of something", "1.街巷内无乱堆乱放、乱贴乱画等问题。", "街巷内无"),
    row("a problem", "1.街巷内存在乱堆乱放等问题。"),
    row("the office of a body", "1.领导小组下设在公司办公室。"),
]


@pytest.mark.parametrize(("text", "expected"), [*PEOPLE, *SHAPES])
def test_the_far_end(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("栎口镇2014年度防汛工作通知\n一、6月10日前备齐沙袋。", "2014-06-10"),
        ("关于防汛工作的通知\n栎口发〔2018〕21号\n一、6月10日前备齐沙袋。", "2018-06-10"),
        ("关于防汛工作的通知\n一、明年6月10日前备齐沙袋。\n某公司\n2020年7月", "2021-06-10"),
        ("栎口镇2014—2016年防汛规划\n一、6月10日前备齐沙袋。", "XXXX-06-10"),
        ("关于防汛工作的通知\n一、6月10日前备齐沙袋。", "XXXX-06-10"),
    ],
)
def test_the_year_of_a_document_without_a_date(text: str, due: str) -> None:
    assert [each.due for each in extract_bytes(text.encode(), name="例文").obligations] == [due]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("1.当火险等级达到3级以上时，蹲点领导必须带队。", []),
        ("1.如遇险情，须在30分钟内报告。", [("<=", 30, "分钟")]),
        ("1.接到通知半个小时内必须赶到现场。", [("<=", 0.5, "小时")]),
        ("1.当年完成改造10个。", [("=", 10, "个")]),
        ("1.将8项任务分解为27个子项。", [("=", 27, "个")]),
    ],
)
def test_numbers(text: str, targets: list[tuple[str, float, str]]) -> None:
    found = extract_bytes(text.encode(), name="例文").obligations
    assert [(t.op, t.value, t.unit) for each in found for t in each.targets] == targets
