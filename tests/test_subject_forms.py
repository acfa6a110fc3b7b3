"""Plain subjects without an assignment (rule 6), and where a sentence is split (rule 2); decoys beside hits."""

import pytest

from tests.forms import row, tells

SUBJECTS = [
    row("an unlisted unit that assists", "1.信息科负责终端升级，保卫科协助。", "信息科负责 | 信息科 | 保卫科"),
    row("no unit that assists", "1.县教育局负责校舍改造，需多部门配合。", "县教育局负责 | 县教育局"),
    row("participle of a unit", "1.县水利局负责整治，负责组织日常巡查。", "县水利局负责 | 县水利局"),
    row("将于", "1.县政府办公室将于2020年4月底前组织验收。", "县政府办公室将于 | 县政府办公室 | | 2020-04-30"),
    row("将会同", "1.县商务局将会同有关方面开展激励工作。", "县商务局将会同 | 县商务局 | 有关方面"),
    row(
        "a department named by its duty",
        "1.县人民政府管理节水工作的部门负责本县的节水管理。",
        "县人民政府管理 | 县人民政府管理节水工作的部门",
    ),
    row(
        "behind 由",
        "1.违反规定取水的，由县人民政府负责节水工作的部门责令改正。",
        "违反规定 | 县人民政府负责节水工作的部门",
    ),
    row(
        "no government's staff",
        "1.县人民政府管理节水工作的部门的工作人员玩忽职守的，依法给予处分。",
        "县人民政府管理 |",
    ),
    row("a profession", "1.水土保持工程师不得出具虚假报告。", "水土保持工程师不得 | 水土保持工程师"),
    row("要", "1.各镇要建立河长制度。", "各镇要建立 | 各镇"),
    row("应当", "1.市人民政府应当建立数据共享机制。", "市人民政府应当 | 市人民政府"),
    row("应", "1.县水利局应定期公布水质情况。", "县水利局应定期 | 县水利局"),
    row("不得", "1.各级各部门不得擅自提高收费标准。", "各级各部门不得 | 各级各部门"),
    row("可以", "1.县级人民政府可以委托第三方开展评估。", "县级人民政府可以 | 县级人民政府"),
    row("负责", "1.县水利局负责水库安全巡查。", "县水利局负责 | 县水利局"),
    row(
        "a plain verb",
        "1.县乡村振兴局协调帮扶力量下沉到村。",
        "县乡村振兴局协调 | 县乡村振兴局",
    ),
    row("责成", "1.责成县水利局立案查处。", "责成县水利局 | 县水利局"),
    row("力争", "1.县交通局力争年内完成公路改造。", "县交通局力争 | 县交通局 | | XXXX-12-31"),
    row("努力", "1.各镇努力建成示范公路。", "各镇努力 | 各镇"),
    row("a verb of the genre", "1.县水利局夯实工程基础。", "县水利局夯实 | 县水利局"),
    row("a verb that is also in names", "1.县民政局服务企业发展。", "县民政局服务 | 县民政局"),
    row("a name that begins with a verb", "1.完善县民政局服务中心设施。", "完善县民政局"),
    row("two subjects", "1.松溪县、梅岭县要成立工作专班。", "松溪县、梅岭县要 | 松溪县 梅岭县"),
    row(
        "和",
        "1.县水利局和县林业局要联合开展巡查。",
        "县水利局和 | 县水利局 县林业局",
    ),
    row("a collective, 各 given to each", "1.各市州、县区要落实属地责任。", "各市州、县区要 | 各市州 各县区"),
    row("各级各部门 is one name", "1.各级各部门要落实属地责任。", "各级各部门要 | 各级各部门"),
    row(
        "a person",
        "1.县委书记李志强要带队督查重点工程。",
        "县委书记李志强 | 县委书记李志强",
    ),
    row("an adverbial between", "1.县水利局按照属地原则，制定巡查办法。", "县水利局按照 | 县水利局"),
    row("an adverbial before", "1.按照属地管理原则，各镇要制定巡查办法。", "按照属地 | 各镇"),
    row(
        "a purpose before",
        "1.为确保度汛安全，县水利局要加强水库巡查。",
        "为确保 | 县水利局",
    ),
    row("a deadline before", "1.2025年6月底前，县水利局制定巡查办法。", "2025年6月底前 | 县水利局 | | 2025-06-30"),
    row(
        "a deadline before, no comma",
        "1.2025年6月底前县水利局制定巡查办法。",
        "2025年6月底前 | 县水利局 | | 2025-06-30",
    ),
    row(
        "a recurrence before",
        "1.每季度，县统计局汇总上报工作进展。",
        "每季度，县统计局 | 县统计局 | | FREQ=MONTHLY;INTERVAL=3",
    ),
    row("由 behind an object", "1.对工作不力的单位，由县政府督查室予以通报。", "对工作不力 | 县政府督查室"),
    row("A会同B", "1.县教育局会同县公安局开展校园检查。", "县教育局会同 | 县教育局 | 县公安局"),
    row(
        "carried over commas and semicolons to the full stop, not past it",
        "1.县水利局要加强水库巡查，及时清理垃圾；完善应急预案。建立水库巡查台账。",
        "县水利局要加强水库巡查，及时 | 县水利局",
        "完善应急预案 | 县水利局",
        "建立水库巡查台账",
    ),
    row(
        "each semicolon clause its own subject",
        "1.县水利局负责水库巡查；县林业局负责林场防火；开展联合演练。",
        "县水利局负责 | 县水利局",
        "县林业局负责 | 县林业局",
        "开展联合演练 | 县林业局",
    ),
    row(
        "a new item has no lead",
        "1.县水利局要加强水库巡查。\n2.加强林场防火宣传。",
        "县水利局要 | 县水利局",
        "加强林场防火宣传",
    ),
]

SPLITS = [
    row(
        "a second deadline",
        "1.9月底前全面完成房屋建设，力争年底前全部入住。",
        "9月底前全面完成房屋建设 | | | XXXX-09-30",
        "力争年底前全部入住 | | | XXXX-12-31",
    ),
    row(
        "three deadlines",
        "1.6月底前完成设计，9月底前开工建设，12月底前投入使用。",
        "6月底前完成设计 | | | XXXX-06-30",
        "9月底前开工建设 | | | XXXX-09-30",
        "12月底前投入使用 | | | XXXX-12-31",
    ),
    row(
        "a recurrence, the subject carried",
        "1.各镇要建立河长制度，每月开展一次巡查。",
        "各镇要建立河长制度 | 各镇",
        "每月开展一次巡查 | 各镇 | | FREQ=MONTHLY",
    ),
    row(
        "a deadline in a result clause binds the whole",
        "1.采取超常规措施，确保10月30日前全部竣工。",
        "采取超常规措施，确保 | | | XXXX-10-30",
    ),
    row(
        "a result clause behind its own deadline",
        "1.8月底前完成管网建设，确保10月30日前全部通水。",
        "8月底前完成管网建设 | | | XXXX-08-31",
        "确保10月30日前 | | | XXXX-10-30",
    ),
    row(
        "deadline and actor",
        "1.9月底前各镇完成河道清淤，10月底前县水利局组织验收。",
        "9月底前各镇完成 | 各镇 | | XXXX-09-30",
        "10月底前县水利局组织验收 | 县水利局 | | XXXX-10-31",
    ),
    row(
        "an actor with a role cue",
        "1.县财政局按规定安排资金，县审计局要加强监督，确保资金安全。",
        "县财政局按规定安排资金 | 县财政局",
        "县审计局要加强监督，确保资金安全 | 县审计局",
    ),
    row(
        "由 in a later clause",
        "1.各镇要排查安全隐患，由县应急管理局统一汇总。",
        "各镇要排查安全隐患 | 各镇",
        "由县应急管理局统一汇总 | 县应急管理局",
    ),
    row(
        "not inside a governed item",
        "1.由县应急管理局牵头，制定排查方案，各镇要排查安全隐患。",
        "由县应急管理局牵头 | 县应急管理局 | 各镇",
    ),
    row(
        "a second deadline also inside a governed item",
        "1.由县住房城乡建设局牵头，6月底前完成设计，12月底前投入使用。",
        "由县住房城乡建设局牵头，6月底前完成设计 | 县住房城乡建设局 | | XXXX-06-30",
        "12月底前投入使用 | 县住房城乡建设局 | | XXXX-12-31",
    ),
    row(
        "a bare deadline behind a task belongs to it",
        "1.加快改造农村公路，6月底前完成。",
        "加快改造农村公路，6月底前完成 | | | XXXX-06-30",
    ),
    row("no split without deadline or actor", "1.完善管理制度，规范工作流程，提高服务水平。", "完善管理制度，规范"),
]

DECOYS = [
    row(
        "what is set up has a lead, the task has none",
        "1.组建由县级主要领导牵头的产业发展专班。",
        "组建由县级",
    ),
    row("a mechanism of others", "1.建立由政府负责人牵头、相关部门参与的协调机制。", "建立由政府负责人"),
    row("who approved", "1.加快推进国务院批准的重大事项。", "加快推进"),
    row("who approved, at the head", "1.国务院批准的事项要加快推进落实。", "国务院批准的事项"),
    row("whose money", "1.财政资金要优先用于农村公路养护。", "财政资金要"),
    row("whose arrangements", "1.县级财政安排的资金要及时拨付到位。", "县级财政安排的资金"),
    row("reported to", "1.及时将工作进展报送县政府办公室。", "及时将工作进展"),
    row("object of supervision", "1.加强对各镇人民政府的督促检查。", "加强对各镇"),
    row("object of help", "1.支持村级集体经济组织发展特色产业。", "支持村级"),
    row("people in charge", "1.压实部门负责人的安全生产责任。", "压实部门"),
    row("要 of 要求", "1.按照省政府要求做好秋粮收购工作。", "按照省政府要求"),
    row("应 of 应急", "1.配齐县级应急物资储备。", "配齐县级应急"),
    row("由 of 自由", "1.推进自由贸易园区建设。", "推进自由"),
]


@pytest.mark.parametrize(("text", "expected"), SUBJECTS)
def test_subjects(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected


@pytest.mark.parametrize(("text", "expected"), SPLITS)
def test_splits(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected


@pytest.mark.parametrize(("text", "expected"), DECOYS)
def test_departments_that_are_told_nothing(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected
