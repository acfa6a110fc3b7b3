"""Minutes, contingency plans, party and proposal work, lists of projects: who acts, who only helps, by when."""

import pytest

from pipeline.extract import extract_text
from tests.forms import row, tells

FORMS = [
    row(
        "names before the comma of A,B配合 do the task",
        "一、任务\n举办研讨班3期。（县委组织部，县委党校配合）\n二、其他\n开展巡查。（县水利局、县农业农村局配合）\n",
        "举办研讨班 | 县委组织部 | 县委党校",
        "开展巡查 | | 县水利局 县农业农村局",
    ),
    row(
        "what happens, before whoever is to act, is no task",
        "一、处置\n出现较大险情，由县水利局启动预案。\n发生燃气泄漏，由县住建局派出抢险队赴现场处置。\n",
        "出现较大险情 | 县水利局",
        "发生燃气泄漏 | 县住建局",
    ),
    row(
        "a team that somebody sends is no part of a name",
        "一、处置\n必要时县水利局派出工作组赴现场指导。\n",
        "必要时县水利局 | 县水利局",
    ),
    row(
        "whoever started the response ends it",
        "一、处置\n由启动预案的人民政府宣布响应结束。\n逾期未完成的，由项目单位书面说明原因。\n",
        "由启动预案 | 启动预案的人民政府",
        "逾期未完成的 | 项目单位",
    ),
    row(
        "whose case it is, with a verb inside the name",
        "一、要求\n对清水县应急管理局，由县安委办约谈其主要负责人。\n",
        "对清水县应急管理局 | 县安委办",
    ),
    row(
        "minutes: people without a post, firms, and what is only approved",
        "一、议定事项\n请王强同志负责日常调度。\n清源水务公司、江北燃气公司同步实施管道迁改。\n同意县住建局提出的施工方案。\n参会人员：王强（县政府办）\n",
        "请王强 | 王强同志",
        "清源水务公司 | 清源水务公司 江北燃气公司",
    ),
    row(
        "an office that has a seat and a duty",
        "一、组织\n领导小组办公室设在县水利局，负责整改工作的统筹协调、督促检查。\n",
        "领导小组办公室 | 领导小组办公室",
    ),
    row(
        "adverbs of force and time behind a department",
        "一、要求\n县公安局严厉打击非法采砂。\n县政府将于今年三季度组织专项检查。\n县城管局集中清理占道经营。\n",
        "县公安局严厉 | 县公安局",
        "县政府将于 | 县政府 | | XXXX-09-30",
        "县城管局集中 | 县城管局",
    ),
    row(
        "verbs that begin as 前提, 前三, 前行 do behind a date",
        "一、要求\n开展自评，6月底前提出建议名单。\n完善体系，3月底前三级河长全部到位。\n推进改造，9月底前行政村全部通公交。\n",
        "开展自评",
        "6月底前提出 | | | XXXX-06-30",
        "完善体系",
        "3月底前三级 | | | XXXX-03-31",
        "推进改造",
        "9月底前行政村 | | | XXXX-09-30",
    ),
    row(
        "brackets that begin with a month, and labels behind a dash",
        "一、任务\n1.检查法律实施情况。（8月，城环委牵头，法工委配合）\n2.改造道路。（9月，县交通局）\n3.提高绿化率。——牵头单位：县园林局；配合单位：各镇\n",
        "检查法律实施情况 | 城环委 | 法工委 | XXXX-08-31",
        "改造道路 | 县交通局 | | XXXX-09-30",
        "提高绿化率 | 县园林局 | 各镇",
    ),
    row(
        "who heads a body is charged with nothing by that",
        "一、组织\n成立春运领导小组，由副县长王强任组长，县交通局、县公安局为成员。\n禁放区内任何单位和个人不得燃放烟花爆竹。\n网格员对辖区内所有单位逐一核查。\n",
        "成立春运领导小组",
        "禁放区内 | 任何单位和个人",
        "网格员 | 网格员",
    ),
    row(
        "units that no table knows act with each other",
        "一、任务\n资产管理部会同法务部对闲置房产逐项清查，6月底前出具清单。\n责任单位根据日常监督提出评价意见，12月15日前送县林长办。\n",
        "资产管理部 | 资产管理部 | 法务部",
        "6月底前 | 资产管理部 | 法务部 | XXXX-06-30",
        "责任单位 | 责任单位",
        "12月15日前 | 责任单位 | | XXXX-12-15",
    ),
    row(
        "what somebody deals with, put between them and their deadline",
        "一、要求\n县财政局对未到位的专项资金，10月15日前拨付到位。\n县长对防汛工作负总责，分管副县长负责日常调度。\n",
        "县财政局对 | 县财政局 | | XXXX-10-15",
        "县长对防汛 | 县长",
        "分管副县长 | 分管副县长",
    ),
    row(
        "labels above their task",
        "一、清单\n1.加快停车设施建设\n主办单位：县城管局\n会办单位：县住建局\n办理目标：新增泊位2000个。\n2.加强河道治理\n主办单位：县水利局\n办理目标：治理河道20公里。\n",
        "加快停车 | 县城管局 | 县住建局",
        "新增泊位 | 县城管局 | 县住建局",
        "加强河道 | 县水利局",
        "治理河道20公里 | 县水利局",
    ),
    row(
        "sizes of projects, grades, titles and their reasons are no tasks",
        "一、项目\n建设内容：总投资15亿元，占地300亩，建设4条生产线。\n二、分级\n预警分为一级、二级、三级三个级别。\n《关于加快停车设施建设的提案》（第45号）\n",
    ),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected


METRICS = [
    ("落实中央八项规定精神，开展明察暗访不少于5轮次", [(">=", 5.0, "轮次")]),
    ("县安监局每月检查企业不少于20家次", [(">=", 20.0, "家次")]),
    ("承办单位应当在1个月内重新办理", [("<=", 1.0, "个月")]),
]


@pytest.mark.parametrize(("phrase", "expected"), METRICS)
def test_metrics(phrase: str, expected: list[tuple[str, float, str]]) -> None:
    (found,) = extract_text(f"一、任务\n{phrase}。\n", name="plan.txt").obligations
    assert [(target.op, target.value, target.unit) for target in found.targets] == expected
