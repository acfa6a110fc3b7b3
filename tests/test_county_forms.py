"""Forms of city and county documents: duties headed by a name, timetables, seats and places that are no tasks."""

import pytest

from pipeline.extract import extract_text
from tests.forms import row, tells

HEADED = [
    row(
        "duties of a department, supporters below them",
        "（一）县公安局主要工作任务：\n1、查处超限车辆。\n2、查处冒黑烟车辆。\n协助单位：县城管大队、县水利局。\n"
        "（二）县国土局主要工作任务：\n1、取缔无证采砂点。\n工作协助部门：县水利局\n",
        "查处超限车辆 | 县公安局 | 县城管大队 县水利局",
        "查处冒黑烟车辆 | 县公安局 | 县城管大队 县水利局",
        "取缔无证采砂点 | 县国土局 | 县水利局",
    ),
    row(
        "supporters alone, under a heading that names nobody",
        "（一）查处车辆\n1、查处超限车辆。\n2、查处冒黑烟车辆。\n协助单位：县水利局\n",
        "查处超限车辆 | | 县水利局",
        "查处冒黑烟车辆 | | 县水利局",
    ),
    row(
        "a heading whose name no table knows",
        "（一）电力公司主要工作任务：\n1、停止向关闭企业供电。\n（二）成员单位职责：\n1、落实巡查责任。\n",
        "停止向关闭企业供电 | 电力公司",
        "落实巡查责任",
    ),
    row(
        "a name and a full stop before its duties",
        "三、职责分工\n各单位职责如下：\n县环保局。负责统一监督。加强现场检查。\n县交通局、公路局。负责公路巡查。\n",
        "负责统一监督 | 县环保局",
        "加强现场检查 | 县环保局",
        "负责公路巡查 | 县交通局 县公路局",
    ),
    row(
        "主要职责是： behind a sentence about the office",
        "县园林中心工作职责\n县园林中心贯彻落实绿化方针。主要职责是：\n（一）编制绿化计划。\n（二）管护公共绿地。\n",
        "编制绿化计划 | 县园林中心",
        "管护公共绿地 | 县园林中心",
    ),
    row(
        "a sentence that assigns, right under its heading",
        "一、屠宰监管\n由省经贸委承办，省农业厅、卫生厅协办。工作目标：屠宰率达85%以上；合格率达95%以上。\n"
        "二、流通监管\n严格市场准入。由省工商局牵头，省商务厅配合。\n",
        "屠宰率达85%以上 | 省经贸委 | 省农业厅 省卫生厅",
        "合格率达95%以上 | 省经贸委 | 省农业厅 省卫生厅",
        "严格市场准入 | 省工商局 | 省商务厅",
    ),
    row(
        "labels before subjects",
        "三、制度\n各地应逐步加强管理，具体是：\n一个政策：各县（市、区）应制订办法。\n一个标准：县级财政部门制订标准。\n",
        "各地应逐步加强管理 | 各地",
        "一个政策 | 各县（市、区）",
        "一个标准 | 县级财政部门",
    ),
    row(
        "等市直各部门 is dropped",
        "1.加强理想信念教育。（责任单位：市委宣传部、市文明办等市直各部门，各县区）",
        "加强理想信念教育 | 市委宣传部 市文明办 各县区",
    ),
]

TIMES = [
    row(
        "two spells in a stage: the last day",
        "一、步骤\n（一）全面禁烧阶段（5月下旬至6月中旬、9月下旬至11月上旬）。县政府坚持巡回检查。\n"
        "（二）总结阶段（6月下旬和11月底）。县政府组织评比。\n",
        "县政府坚持巡回检查 | 县政府 | | XXXX-11-10",
        "县政府组织评比 | 县政府 | | XXXX-11-30",
    ),
    row(
        "a timetable by quarter and month",
        "一、进度\n第四季度：超额完成年度任务。\n4-6月：开展集中整治。\n",
        "第四季度 | | | XXXX-12-31",
        "4-6月 | | | XXXX-06-30",
    ),
    row(
        "a stage and its time on a line of their own",
        "四、步骤\n宣传发动阶段：8月1日至8月10日\n对垃圾状况进行全面调查。\n清理清运阶段：8月11日至21日\n清运陈年垃圾。\n",
        "对垃圾状况进行全面调查 | | | XXXX-08-10",
        "清运陈年垃圾 | | | XXXX-08-21",
    ),
    row(
        "steps above （一）, and their time",
        "三、实施步骤\n第一步：宣传发动阶段（6月1日至6月30日）\n（一）张贴公告。\n（二）入户宣传。\n"
        "第二步：集中整治阶段（7月1日至9月30日）\n（一）开展联合执法。\n（二）8月底前，县城管局完成车辆改造。\n",
        "张贴公告 | | | XXXX-06-30",
        "入户宣传 | | | XXXX-06-30",
        "开展联合执法 | | | XXXX-09-30",
        "8月底前，县城管局 | 县城管局 | | XXXX-08-31",
    ),
    row(
        "what a list is made on the grounds of does not date it",
        "为落实“十三五”期间各项指标，现签订责任书如下：\n一、各村要采取措施，落实责任。\n",
        "各村要采取措施 | 各村",
    ),
    row(
        "a way of working in quotation marks is no date",
        "一、督查\n县政府办公室将按照“年初建账、逐月查账、年底交账”的制度跟踪督查。\n“一网通办”平台年底前建成。\n",
        "县政府办公室将按照 | 县政府办公室",
        "“一网通办”平台年底前建成 | | | XXXX-12-31",
    ),
    row(
        "明年上半年 behind 年内",
        "一、项目（2024年3月1日）\n争取氧化铝一期年内建成，江城电厂明年上半年投入运行。\n",
        "争取氧化铝一期年内建成 | | | XXXX-12-31",
        "江城电厂明年上半年投入运行 | | | XXXX-06-30",
    ),
]

ACTORS = [
    row(
        "who belongs to what is set up acts on nothing",
        "一、领导\n县政府成立由分管副县长任组长，县水利局、发改局等部门为成员的饮水工程领导小组，负责日常工作。\n"
        "成立领导小组，由县水利局牵头落实。\n",
        "县政府成立由分管副县长任组长 | 县政府",
        "成立领导小组",
        "由县水利局牵头落实 | 县水利局",
    ),
    row(
        "部门一把手负责制 is no actor",
        "一、责任\n实行目标责任制，部门一把手负责制。\n部门一把手负责审核台账。\n",
        "实行目标责任制，部门一把手负责制",
        "部门一把手负责审核台账 | 部门一把手",
    ),
    row(
        "whoever must, while or when they do something else",
        "一、要求\n各地在编制计划时应统筹资金。\n招商组成员在招商的同时要做好本职工作。\n乡镇应每月组织一次检查。\n"
        "每个招商组成员需缴纳保证金。\n县财政列支一定资金。\n县财政资金要专款专用。\n",
        "各地在编制计划时 | 各地",
        "招商组成员在招商 | 招商组成员",
        "乡镇应每月 | 乡镇 | | FREQ=MONTHLY",
        "每个招商组成员 | 每个招商组成员",
        "县财政列支 | 县财政",
        "县财政资金",
    ),
    row(
        "leaders of governments; who answers for all of it",
        "一、责任\n各乡镇政府主要领导是防疫工作第一责任人。\n党政机关主要负责同志对本单位的节约工作负总责。\n"
        "工作人员在办公时间要节约用电。\n",
        "各乡镇政府主要领导 | 各乡镇政府主要领导",
        "党政机关主要负责同志 | 党政机关主要负责同志",
        "工作人员在办公时间 | 工作人员",
    ),
    row(
        "duties behind a label, of a group no table knows",
        "二、组织\n成员：派出所、消防办公室。\n领导小组下设办公室，办公室设在街道安监站。\n"
        "领导小组主要职责：部署治理工作；定期研究形势。\n",
        "部署治理工作 | 领导小组",
        "定期研究形势 | 领导小组",
    ),
    row(
        "who leads, and whom it organises",
        "一、考核\n由县目标办牵头，组织县监察局、县审计局等部门，对完成情况进行审核。\n",
        "由县目标办牵头 | 县目标办 | 县监察局 县审计局",
    ),
    row(
        "an office inside an office, and a class behind 由",
        "一、分工\n议定事项由市人民政府办公厅督查室督查。\n县级河流由流域所在的县政府确定河长。\n",
        "议定事项 | 市人民政府办公厅督查室",
        "县级河流 | 流域所在的县政府",
    ),
    row(
        "应 before 对 and a deed is a modal; 应对 is a verb",
        "一、宣传\n各涉河乡镇应对沿河群众广泛宣传。\n积极应对灾害。\n",
        "各涉河乡镇应对 | 各涉河乡镇",
        "积极应对灾害",
    ),
    row(
        "short names of supervising groups; several levels of government are one name",
        "一、督查\n各镇按月报送，由区督查组综合后向区政府汇报。\n县（区）、乡（镇、街道）两级政府要落实责任。\n",
        "各镇按月报送 | 各镇 | | FREQ=MONTHLY",
        "由区督查组综合 | 区督查组",
        "县（区） | 县（区）、乡（镇、街道）两级政府",
    ),
]

NOTHING = [
    row(
        "seats, periods, places",
        "一、组织\n办公室主任由县科协主席兼任。\n2018年6月20日至12月20日。\n整治区域为国道两侧各1公里的地带。\n"
        "重点监管乡镇：东河镇、清水镇、南湖乡。\n总召集人：某某某 副县长\n各镇要抓好落实。\n",
        "各镇要抓好落实 | 各镇",
    ),
    row(
        "what a plan covers, what a word means, what a report laid down",
        "一、范围\n本方案实施的河流为东河干流及其支流共47条。\n（1）县级河流：指跨乡镇的主要河流，包括两条支流。\n"
        "县人大审议通过的《政府工作报告》，安排部署了今年的任务。\n2.指导各镇编制计划。\n",
        "指导各镇编制计划",
    ),
    row(
        "duties of departments, of nobody in particular",
        "一、部门职责\n（一）县水利局：负责河道清淤。\n（二）抓好资金兑付。\n二、领导职责\n1.审定清淤计划。\n",
        "负责河道清淤 | 县水利局",
        "抓好资金兑付",
        "审定清淤计划",
    ),
    row(
        "headings of whom and when; what is of importance",
        "一、考核对象\n下达了任务的县级部门；重点企业。\n二、计分办法\n完成任务后基础分为60分。\n三、要求\n"
        "开展治理工作，是落实政策，发挥作用的重要内容；是规范秩序的重要举措。各县区要参照本方案，制定实施方案。\n",
        "各县区要参照本方案 | 各县区",
    ),
    row(
        "problems to be solved are no problem statement; reasons before a proposal",
        "一、保障\n县政府每年至少研究解决一次教师队伍建设中的重大问题。\n经费问题突出。\n"
        "由于执法主体多，建议由县综治办牵头，成立专班。\n此责任书一式两份，甲、乙双方各执一份。\n",
        "县政府每年至少研究 | 县政府 | | FREQ=YEARLY",
        "由于执法主体多 | 县综治办",
    ),
    row(
        "a letter that hands down tasks",
        "各镇人民政府：\n现将2024年度任务分解下达给你们，请认真贯彻执行。\n一、任务\n1.改造道路5公里。\n2.完善机制。\n",
        "改造道路5公里",
        "完善机制",
    ),
    row(
        "the same words, and something to do",
        "一、任务\n将保障范围扩大为全体居民。\n6月1日至8月31日开展排查。\n检查组组长由县长担任，各镇要成立专班。\n",
        "将保障范围扩大为全体居民",
        "6月1日至8月31日开展排查 | | | XXXX-08-31",
        "各镇要成立专班 | 各镇",
    ),
]


@pytest.mark.parametrize(("text", "expected"), HEADED + TIMES + ACTORS + NOTHING)
def test_forms(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected


FLOORS = [
    ("安排投资在3000万元以上的重大项目40个以上", [(">=", 40.0, "个")]),
    ("确保电厂、水泥厂等20个以上项目建成投产", [(">=", 20.0, "个")]),
    ("评价总分值在90分（含90分）以上", [(">=", 90.0, "分")]),
    ("年产值上亿元企业30家（含）以上", [(">=", 30.0, "家")]),
    ("减少一次性水杯使用量", []),
    ("由民政部门全额代缴20元/人", [("=", 20.0, "元/人")]),
    ("完成人力三轮车的统一标识", []),
    ("确保国控1条责任目标断面达标", []),
    ("新开工1000-5000万元工业项目1个", [("=", 1.0, "个")]),
    ("食宿标准为150元/人/天", [("=", 150.0, "元/人/天")]),
    ("注册外资到账资金400万美元", [("=", 4000000.0, "美元")]),
    ("对安排劳动力5名以上的企业给予补助", []),
    ("推进25户以上自然村公路建设", []),
    ("对得分90分以上的给予表扬", []),
]


@pytest.mark.parametrize(("phrase", "expected"), FLOORS)
def test_floors(phrase: str, expected: list[tuple[str, float, str]]) -> None:
    (found,) = extract_text(f"一、任务\n{phrase}。\n").obligations
    assert [(target.op, target.value, target.unit) for target in found.targets] == expected
