"""Forms of plans of cities, counties, towns, schools and hospitals: officials at the head, assessors, deadlines."""

import pytest

from pipeline.extract import extract_text
from tests.forms import row, tells

OFFICIALS = [
    row(
        "labels of officials stand beside those of departments",
        "1.道路改造。改造道路3公里。\n县级领导：赵卫东\n责任单位：县交通局\n"
        "2.桥梁改造。改造桥梁5座。\n市级领导：周明\n挂包领导：吴兵\n责任单位：县交通局\n",
        "改造道路3公里 | 赵卫东 县交通局",
        "改造桥梁5座 | 周明 吴兵 县交通局",
    ),
    row(
        "items that begin with a label and have their own labels below",
        "一、市容环境\n1.任务内容：改造公厕，做到干净整洁。\n责任单位：区城管局、各街道\n完成时限：长期坚持\n"
        "2.任务内容：新建公共厕所15座。\n责任单位：区住建局\n完成时限：9月30日\n"
        "3.任务内容：对农贸市场进行提升改造。\n联系领导：陈卫国\n责任单位：区市场监管局\n",
        "改造公厕，做到干净整洁 | 区城管局 各街道",
        "新建公共厕所15座 | 区住建局 | | XXXX-09-30",
        "对农贸市场进行提升改造 | 陈卫国 区市场监管局",
    ),
    row(
        "who leads as an official, and units beside",
        "1.道路改造。改造道路3公里。\n牵头领导：副县长孙立\n责任单位：县交通局\n整治时限：6月底前\n",
        "改造道路3公里 | 副县长孙立 | 县交通局 | XXXX-06-30",
    ),
]

ASSESSORS = [
    row(
        "who assesses, inspects or accepts does not do it",
        "1.新增绿地20公顷。（责任单位：县住建局；负责考核部门：县城管局）\n"
        "2.新建公厕20座。责任单位：县住建局 督查单位：县委督查室 验收单位：县爱卫办\n",
        "新增绿地20公顷 | 县住建局",
        "新建公厕20座 | 县住建局",
    ),
]

HEADED = [
    row(
        "one line that is a department's name stands above its items",
        "二、部门职责\n市教育局\n（一）在学校设立公告牌，每校不少于2处。\n（二）推行课后服务。\n",
        "在学校设立公告牌 | 市教育局",
        "推行课后服务 | 市教育局",
    ),
    row(
        "departments that share 部门, and 联合",
        "一、任务\n1.交警、运政、路政部门联合上路执法。\n2.散养户口蹄疫、布病的免疫由乡镇负责组织实施。\n",
        "交警、运政、路政部门联合 | 交警部门 运政部门 路政部门",
        "散养户 | 乡镇",
    ),
    row(
        "a bracket of names behind a heading that runs into its text",
        "一、任务\n（一）强化招商。【市工商联（牵头）、市商务局】发挥商会作用，编制图谱。\n（二）办好展会。【市商务局】组织参加展会。\n"
        "（三）新建公厕。新建公厕20座。【市城管局】\n",
        "发挥商会作用 | 市工商联 | 市商务局",
        "组织参加展会 | 市商务局",
        "新建公厕20座 | 市城管局",
    ),
    row(
        "who is marked as leader in a closing bracket, and before a colon",
        "一、任务\n1.建设公厕。新建公厕20座。（市城管局（牵头）、市财政局）\n二、分工\n"
        "市发改局（牵头）、市财政局、市自然资源局：编制建设规划，落实用地。\n",
        "新建公厕20座 | 市城管局 | 市财政局",
        "编制建设规划 | 市发改局 | 市财政局 市自然资源局",
    ),
    row(
        "units that no table of departments lists",
        "一、任务\n1.各校要公示收费标准。\n2.基建股要派人督查。\n3.县新华书店负责配送教科书。\n",
        "各校要公示收费标准 | 各校",
        "基建股要派人督查 | 基建股",
        "县新华书店负责 | 县新华书店",
    ),
    row(
        "what is done with somebody is no name of who assesses",
        "一、任务\n1.县委农工办牵头，县统计局参与，年底对各乡镇进行考核，对完成的奖励5万元。\n",
        "县委农工办牵头 | 县委农工办 | 县统计局",
    ),
    row(
        "those who act in a school",
        "一、处置\n1.总务处立即切断电源，组织人员扑救。\n2.校医对学生进行初步救治。\n3.食堂要保留样品。\n"
        "4.发现火情后，在场教师应立即组织学生撤离。\n",
        "总务处立即切断电源 | 总务处",
        "校医对学生进行初步救治 | 校医",
        "食堂要保留样品 | 食堂",
        "发现火情后，在场教师 | 在场教师",
    ),
    row(
        "a party's organs inside a bureau",
        "一、保障\n1.局党组书记履行第一责任人职责。\n2.局机关纪委对整改情况跟踪督查。\n",
        "局党组书记履行 | 局党组书记",
        "局机关纪委对整改情况 | 局机关纪委",
    ),
]

TIMES = [
    row(
        "全年, a quarter and what is no day",
        "2024年重点工作清单\n1.开展安全排查。完成时限：全年\n2.建成服务中心。完成时限：Q3\n3.推进隐患整改。完成时限：长期坚持\n"
        "4.清理历史欠账。完成时限：立行立改\n",
        "开展安全排查 | | | 2024-12-31",
        "建成服务中心 | | | 2024-09-30",
        "推进隐患整改",
        "清理历史欠账",
    ),
    row(
        "two dates in a row, the second of which says no more than when",
        "一、工作目标\n1.2022年底前完成首批40条，2023年10月底前全面完成。\n",
        "2022年底前完成首批40条 | | | 2022-12-31",
        "2023年10月底前全面完成 | | | 2023-10-31",
    ),
    row(
        "the year of a date without a day below the title",
        "全市道路安全整治方案\n（二○○六年三月）\n一、任务\n1.市教育局于3月25日前报送清查结果。\n",
        "市教育局于3月25日前报送清查结果 | 市教育局 | | 2006-03-25",
    ),
]

NO_TASK = [
    row(
        "rosters and those present",
        "三、组织\n1.成立领导小组，组长由县长担任，副组长由副县长担任，成员为各单位主要负责人。\n组  员：各班班主任\n"
        "出席：周某 吴某\n记录：孙某\n2.各镇要加强领导。\n",
        "成立领导小组",
        "各镇要加强领导 | 各镇",
    ),
    row(
        "what somebody suffered, before what they are to do",
        "一、抓好春耕\n1.去冬由于受霜冻影响，我县冬种作物生产受到不利影响，各镇要高度重视，抓好春耕。\n",
        "各镇要高度重视 | 各镇",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*OFFICIALS, *ASSESSORS, *HEADED, *TIMES, *NO_TASK])
def test_forms(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected


def test_officials_are_persons() -> None:
    found = extract_text("1.道路改造。改造道路3公里。\n牵头领导：孙立\n包保领导：周明\n责任单位：县交通局\n")
    kinds = {party.name: party.kind for party in found.obligations[0].parties}
    assert kinds == {"孙立": "person", "周明": "person", "县交通局": "organ"}


@pytest.mark.parametrize(
    ("head", "issuers"),
    [
        ("云岭县水利局 云岭县财政局\n关于做好养护工作的通知", ("云岭县水利局", "云岭县财政局")),
        ("云岭县人民政府办公室 关于做好养护工作的通知", ("云岭县人民政府办公室",)),
        ("云 岭 县 水 利 局 关于做好养护工作的通知", ("云岭县水利局",)),
    ],
)
def test_issuers_side_by_side(head: str, issuers: tuple[str, ...]) -> None:
    assert extract_text(f"{head}\n各乡镇：\n一、各乡镇要加强值班。\n").metadata.issuers == issuers
