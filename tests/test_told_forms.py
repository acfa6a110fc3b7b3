"""Who is told what in documents of the centre: names inside clauses, figures of this year, forms of brackets."""

import pytest

from tests.forms import row, tells

TOLD = [
    row(
        "可吸入 and 可追溯 are no modal verbs; a region whose air is measured is no actor",
        "一、目标\n到2027年，全省县级以上城市可吸入颗粒物浓度下降8%以上。\n",
        "到2027年 | | | 2027-12-31",
    ),
    row(
        "a list that names its kind at the end",
        "一、要求\n中石油、中石化等炼油企业要合理布局。\n由财政部、农业银行、建设银行等金融机构负责落实。\n",
        "中石油 | 中石油 中石化",
        "由财政部 | 财政部 农业银行 建设银行",
    ),
    row(
        "years that begin a clause behind a semicolon",
        "一、考核\n2015年进行中期评估，并调整治理任务；2017年对计划实施情况进行终期考核。\n",
        "2015年进行中期评估 | | | 2015-12-31",
        "2017年对计划实施情况 | | | 2017-12-31",
    ),
    row(
        "企业 that is responsible, and goes on behind a semicolon",
        "一、责任\n企业是污染治理的责任主体，要加强内部管理；要自觉接受社会监督。\n",
        "企业是 | 企业",
        "要自觉 | 企业",
    ),
    row(
        "whoever a long clause describes",
        "一、资产\n发生分立、合并等经济行为涉及产权变动的文化企业，应当进行清产核资。\n",
        "发生分立 | 发生分立、合并等经济行为涉及产权变动的文化企业",
    ),
    row(
        "who is told to name somebody is bound, not the one named",
        "一、分工\n各县也要相应指定有关部门负责管理。\n可委托相关机构承担运维工作。\n",
        "各县也要 | 各县",
        "可委托相关机构",
    ),
    row(
        "whoever finds something",
        "一、要求\n任何单位和个人如发现遗弃的弹药，都要立即上报，不得擅自处理。\n",
        "任何单位和个人 | 任何单位和个人",
    ),
    row(
        "who is to be held responsible, and what is put right, do not act",
        "一、要求\n要建立问责机制，对责任不落实的地方政府要严肃问责。\n坚决纠正校外培训机构开展超前培训的行为。\n",
        "要建立问责机制",
        "坚决纠正",
    ),
    row(
        "who sets up a group together has no partner called by its verb; stages counted are a fact",
        "一、步骤\n专项治理分三个阶段推进。\n教育部、民政部将联合组成督查组，督查进展情况。\n",
        "教育部 | 教育部 民政部",
    ),
    row(
        "a plan that is drawn up is a task, whatever it follows",
        "一、步骤\n各地要结合实际制定治理方案，于2018年3月底前报教育部备案。\n",
        "各地要 | 各地",
        "于2018年3月底前 | 各地 | | 2018-03-31",
    ),
    row(
        "部门 is shared, 管理部门 is not; 各级 is",
        "一、要求\n各级公安、国有资产管理部门要加强沟通。\n各级工会、共青团、妇联组织要积极参与。\n",
        "各级公安 | 各级公安部门 各级国有资产管理部门",
        "各级工会 | 各级工会 各级共青团 各级妇联组织",
    ),
    row(
        "provinces some of which are meant; days told behind them",
        "一、要求\n有关省、自治区、直辖市人民政府要加强领导。\n各省、自治区、直辖市于每年1月底前报送进展情况。\n",
        "有关省、自治区、直辖市人民政府要 | 有关省、自治区、直辖市人民政府",
        "各省、自治区、直辖市于 | 各省 各自治区 各直辖市 | | FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1",
    ),
    row(
        "details drawn up together",
        "一、要求\n具体办法由财政部会同教育部另行制定。\n",
        "具体办法 | 财政部 | 教育部",
    ),
]

BRACKETS = [
    row(
        "the first leads, but each leads what they are responsible for severally",
        "一、任务\n1.扩大试点。（国家卫生计生委、财政部负责。排在第一位的部门为牵头部门，分别负责为各部门按职责分别牵头，下同）\n"
        "2.取消加成。（国家发展改革委、国家卫生计生委分别负责）\n3.推进签约。（国家卫生计生委、民政部负责）\n",
        "扩大试点 | 国家卫生计生委 | 财政部",
        "取消加成 | 国家发展改革委 国家卫生计生委",
        "推进签约 | 国家卫生计生委 | 民政部",
    ),
    row(
        "bureaus of a ministry",
        "一、任务\n（一）整治蔬菜农药残留。以叶菜为重点，打击违法用药。（牵头司局：种植业管理司；配合司局：农产品质量安全监管局）\n",
        "以叶菜为重点 | 种植业管理司 | 农产品质量安全监管局",
    ),
]

DUTIES = [
    row(
        "首要责任 heads its item; who is wholly responsible by law; who may be told without a name",
        "一、责任\n（一）严格落实建设单位首要责任。建设单位要加强管控。不具备条件的应当委托专业机构进行管理和服务。\n"
        "（二）落实主体责任。施工总承包单位依法对现场安全负总责，健全管理体系。\n",
        "建设单位 | 建设单位",
        "不具备条件的",
        "施工总承包单位 | 施工总承包单位",
    ),
    row(
        "commissions of every level; a year before where something is done",
        "一、要求\n各级安委会要督促落实。\n2024年在全国范围选择一批重点城市。\n",
        "各级安委会 | 各级安委会",
        "2024年 | | | 2024-12-31",
    ),
]

FIGURES = [
    row(
        "figures of this year, and the half of a year before whoever acts in it",
        "国发〔2007〕15号\n一、目标\n“十一五”期间削减300万吨；今年设市城市新增处理能力1200万吨。\n2007年下半年，国务院组织一次专项检查。\n",
        "“十一五”期间 | | | 2010-12-31",
        "今年设市城市 | | | 2007-12-31",
        "2007年下半年 | 国务院 | | 2007-12-31",
    ),
    row(
        "groups of every province, important firms, ourselves",
        "一、要求\n各省（区、市）医改领导小组要建立台账。\n重点耗能企业建立管理师制度。\n我部将适时组织督导检查。\n",
        "各省（区、市）医改领导小组 | 各省（区、市）医改领导小组",
        "重点耗能企业 | 重点耗能企业",
        "我部 | 我部",
    ),
    row(
        "what can be shared is no actor and no permission; what is repealed is no task",
        "一、要求\n国务院各部门要加快迁移，2026年底前，公布可以共享的目录清单。\n自本通知印发之日起，《关于激励支持的通知》停止执行。\n",
        "国务院各部门 | 国务院各部门",
        "2026年底前 | 国务院各部门 | | 2026-12-31",
    ),
]


@pytest.mark.parametrize("document, expected", [*TOLD, *BRACKETS, *DUTIES, *FIGURES])
def test_tells(document: str, expected: tuple[str, ...]) -> None:
    assert tells(document, expected) == expected
