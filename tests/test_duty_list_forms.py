"""Lists of duties in towns, schools, firms and hospitals: names that no table knows, before what they are to do."""

import pytest

from tests.forms import row, tells

LISTS = [
    row(
        "labels of one list, some of them known",
        "三、部门职责\n派出所：对故意焚烧的，依法处理。\n广播站：每天播放禁烧通告。\n农机站：没有粉碎装置的，不得下田。\n",
        "对故意焚烧 | 派出所",
        "每天播放 | 广播站 | | FREQ=DAILY",
        "没有粉碎 | 农机站",
    ),
    row(
        "a label with 负责 behind it, under any heading",
        "一、要求\n膳食科：负责食材采购。\n农村：推进厕所改造。\n",
        "负责食材 | 膳食科",
        "农村：推进",
    ),
    row(
        "whoever labels name below the heading of a team does its duties",
        "一、工作专班\n（一）综合协调组\n牵头单位：县应急局\n成员单位：县财政局、县公安局\n主要职责：每周报送信息。\n"
        "（二）物资保障组\n组长单位：县粮储局\n副组长单位：县商务局\n工作职责：储备防汛物资。\n"
        "（三）医疗救护组\n主要职责：救治伤员。\n",
        "每周报送 | 县应急局 | 县财政局 县公安局 | FREQ=WEEKLY",
        "储备防汛 | 县粮储局 | 县商务局",
        "救治伤员 | 医疗救护组",
    ),
    row("a person behind a label does nothing", "一、职责分工\n组长：张建国（校长）、李明（副校长）\n"),
    row(
        "posts as headings under duties",
        "四、工作职责\n（一）镇级林长\n组织领导保护工作。\n（二）护林员\n如实填写日志。\n",
        "组织领导 | 镇级林长",
        "如实填写 | 护林员",
    ),
    row(
        "what is to be collected is nobody",
        "四、网格员职责\n1.信息采集。采集基础信息，及时录入系统。\n2.隐患排查。每天巡查两次，发现问题上报。\n",
        "采集基础信息 | 网格员",
        "每天巡查 | 网格员 | | FREQ=DAILY",
    ),
    row(
        "a line with a name alone above items that are counted anew",
        "江城县2020年任务分工\n县教育局\n（一）新建幼儿园3所。\n（二）改造学校5所。\n县水利局\n（一）新建水库1座。\n（二）整治河道10公里。\n",
        "新建幼儿园 | 县教育局",
        "改造学校 | 县教育局",
        "新建水库 | 县水利局",
        "整治河道 | 县水利局",
    ),
]

PLEDGES = [
    row(
        "whose obligations a heading says",
        "二、甲方责任\n1.为乙方配备器材。\n三、乙方责任\n1.禁止堵塞通道。\n四、主体责任\n1.落实检查制度。\n",
        "为乙方配备 | 甲方",
        "禁止堵塞 | 乙方",
        "落实检查",
    ),
    row(
        "who answers in a heading's bracket",
        "文化馆任务分工\n一、办公室（责任人：刘芳）\n1.负责材料归档。\n二、培训部（责任人：何静）\n1.面向未成年人开设课程8门。\n",
        "负责材料 | 办公室 刘芳",
        "面向未成年人 | 培训部 何静",
    ),
    row(
        "persons with their posts as labels",
        "二、责任分工\n妇联主席赵秀芝：组织开展评比。\n一组组长孙宝、二组组长周平：负责本组保洁。\n",
        "组织开展 | 妇联主席赵秀芝",
        "负责本组 | 一组组长孙宝 二组组长周平",
    ),
    row(
        "duties one behind the other, of which the first says no more than who leads",
        "四、要求\n（一）各负其责。武装部负责牵头抓总；民政办负责落实优待金；财政所负责经费保障。\n",
        "武装部 | 武装部",
        "民政办 | 民政办",
        "财政所 | 财政所",
    ),
    row("what only scores", "一、考核\n（一）发生一般事故扣5分，发生较大事故不得分。\n（二）年终考核占60%。\n"),
]

SUBJECTS = [
    row("a unit of a firm", "一、措施\n水厂组织泄漏演练。\n加强支部组织建设。\n", "水厂组织 | 水厂", "加强支部"),
    row("a post behind 由", "一、流程\n处置完毕后，由网格员现场核查。\n", "处置完毕后 | 网格员"),
    row("who runs what is meant", "一、措施\n由企业自主管理的设施要定期检修。\n", "由企业自主"),
    row("who holds an office", "一、措施\n县级河流由县领导担任河长，确定责任主体。\n", "县级河流"),
    row(
        "partners that no table knows",
        "一、措施\n感控办会同医务科、护理部每季度组织培训。\n",
        "感控办 | 感控办 | 医务科 护理部 | FREQ=MONTHLY;INTERVAL=3",
    ),
    row("who takes part", "一、措施\n演练由保卫科组织，校医室、各年级部参加。\n", "演练 | 保卫科 | 校医室 各年级部"),
    row(
        "before they do something",
        "一、要求\n任课教师上课前要清点人数。\n离开办公室要关闭电灯。\n",
        "任课教师 | 任课教师",
        "离开办公室",
    ),
    row(
        "every one of a kind",
        "一、要求\n每村向镇政府缴纳保证金。\n落实责任，每村明确1人。\n",
        "每村 | 每村",
        "落实责任",
    ),
    row("posts of each unit", "一、要求\n各科室主任、护士长要靠前指挥。\n", "各科室主任 | 各科室主任 各科室护士长"),
    row(
        "another kind in a bracket", "一、要求\n各公司党委（党支部）要专题学习。\n", "各公司党委 | 各公司党委（党支部）"
    ),
    row(
        "companies that share their ending",
        "一、要求\n移动、电信、联通公司负责保障通信。\n",
        "移动 | 移动公司 电信公司 联通公司",
    ),
]

STATEMENTS = [
    row("what a meeting says next", "一、道路\n会议议定：\n（一）县财政局要拨付资金。\n", "县财政局要 | 县财政局"),
    row(
        "how bad it is",
        "一、要求\n焚烧秸秆不仅污染空气，而且容易引发火灾。\n各村不仅要清垃圾，还要清沟渠。\n",
        "各村不仅 | 各村",
    ),
    row("who is chief", "一、体系\n第一林长由镇党委书记担任，林长由镇长担任。\n落实责任。\n", "落实责任"),
]


@pytest.mark.parametrize(("text", "expected"), [*LISTS, *PLEDGES, *SUBJECTS, *STATEMENTS])
def test_forms(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected
