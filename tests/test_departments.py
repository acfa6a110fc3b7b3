"""Departments in running text, phrase by phrase; and what looks like one and is none."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.department_search import search
from extractors.department_table import Form, load_forms, load_lines
from extractors.departments import find_departments
from extractors.shadow import shadow
from tests.conftest import document_of

# phrase → names, in reading order
FOUND = [
    # shared level
    ("由省民政厅、扶贫办牵头", "省民政厅 省扶贫办"),
    ("由省财政厅、发改委等部门牵头", "省财政厅 省发改委"),
    ("省人社厅、公安厅、建设厅等部门配合", "省人社厅 省公安厅 省建设厅"),
    ("省纪委、省高检等部门牵头", "省纪委 省高检"),
    ("市发改委、财政局负责", "市发改委 市财政局"),
    ("市财政局和审计局要加强监管", "市财政局 市审计局"),
    ("市住建局、自然资源局、城管局按职责分工负责", "市住建局 市自然资源局 市城管局"),
    ("县教体局、卫健局及医保局共同负责", "县教体局 县卫健局 县医保局"),
    ("县农业农村局、水利局、林业局", "县农业农村局 县水利局 县林业局"),
    ("清水县财政局、民政局", "清水县财政局 清水县民政局"),
    ("江城市工业和信息化局、商务局", "江城市工业和信息化局 江城市商务局"),
    ("由区住房和城乡建设局以及市场监管局牵头", "区住房和城乡建设局 区市场监管局"),
    ("盟发改委、农牧局", "盟发改委 盟农牧局"),
    ("旗教育局、民政局", "旗教育局 旗民政局"),
    ("州扶贫和移民工作局、州财政局", "州扶贫和移民工作局 州财政局"),
    ("省发展和改革委员会与省财政厅", "省发展和改革委员会 省财政厅"),
    ("市政府办、财政局", "市政府办 市财政局"),
    ("县委办、政府办、财政局", "县委办 县政府办 县财政局"),
    # party organs
    ("由省委组织部、农工办牵头", "省委组织部 省委农工办"),
    ("省委组织部、省财政厅", "省委组织部 省财政厅"),
    ("市委宣传部、文明办、网信办、市教育局、团市委", "市委宣传部 市委文明办 市委网信办 市教育局 团市委"),
    ("县委组织部、宣传部、统战部", "县委组织部 县委宣传部 县委统战部"),
    ("县委政法委、县公安局", "县委政法委 县公安局"),
    ("市委编办、市人社局", "市委编办 市人社局"),
    ("县纪委监委、组织部", "县纪委监委 县委组织部"),
    # party and government
    ("市委、市政府", "市委 市政府"),
    ("县委县政府", "县委 县政府"),
    ("镇党委、政府承担主体责任", "镇党委 镇政府"),
    ("省委、省政府督查室", "省委督查室 省政府督查室"),
    ("市委、市政府办公室", "市委办公室 市政府办公室"),
    ("各乡镇党委、政府", "各乡镇党委 各乡镇政府"),
    ("清水县委、县政府", "清水县委 县政府"),
    ("县人大、政协", "县人大 县政协"),
    # ministries
    ("（财政部、工业和信息化部、人民银行、银保监会负责）", "财政部 工业和信息化部 人民银行 银保监会"),
    ("国家发展改革委、科技部要适时督促", "国家发展改革委 科技部"),
    ("发展改革委、卫生健康委、市场监管总局", "发展改革委 卫生健康委 市场监管总局"),
    ("最高人民法院、最高人民检察院", "最高人民法院 最高人民检察院"),
    ("全国总工会、共青团中央、全国妇联", "全国总工会 共青团中央 全国妇联"),
    ("中央宣传部、中央网信办", "中央宣传部 中央网信办"),
    ("中央组织部、财政部", "中央组织部 财政部"),
    ("国务院国资委、中国科协", "国务院国资委 中国科协"),
    ("税务总局、海关总署、证监会", "税务总局 海关总署 证监会"),
    ("公安部、司法部、应急管理部", "公安部 司法部 应急管理部"),
    ("（体育总局、公安部、市场监管总局负责）", "体育总局 公安部 市场监管总局"),
    ("扶贫办、中央统战部等和各省级人民政府负责", "扶贫办 中央统战部 各省级人民政府"),
    ("科技部、审计署，各省级人民政府按职责分工负责", "科技部 审计署 各省级人民政府"),
    ("中国银保监会、中国证监会", "中国银保监会 中国证监会"),
    ("教育部会同有关部门负责", "教育部 有关部门"),
    ("国家卫生健康委、国家医保局", "国家卫生健康委 国家医保局"),
    # collectives
    ("各市州、县区负责落实", "各市州 各县区"),
    ("各市州、县区及金融机构", "各市州 各县区 各金融机构"),
    ("各市、县(市、区)党委和政府", "各市、县(市、区)党委和政府"),
    ("各省（区、市）人民政府", "各省（区、市）人民政府"),
    ("各省、自治区、直辖市人民政府", "各省、自治区、直辖市人民政府"),
    ("各镇(场、便民服务中心、街道)要高度重视", "各镇(场、便民服务中心、街道)"),
    ("镇(场、便民服务中心、街道)要充分发挥作用", "镇(场、便民服务中心、街道)"),
    ("地方各级人民政府要切实履行职责", "地方各级人民政府"),
    ("各级各部门不得限定指标", "各级各部门"),
    ("各地各有关部门要积极开展宣传", "各地各有关部门"),
    ("国务院各有关部门要加强指导", "国务院各有关部门"),
    ("各有关部门和单位按职责分工负责", "各有关部门和单位"),
    ("各地区、各部门要高度重视", "各地区 各部门"),
    ("各专项工作牵头部门和成员单位要制定方案", "各专项工作牵头部门 各专项工作成员单位"),
    ("州、县(市)人民政府应当推进", "州人民政府 县(市)人民政府"),
    ("州、县（市）政务部门不得新建", "州政务部门 县（市）政务部门"),
    ("省、市扶贫办要加强指导", "省扶贫办 市扶贫办"),
    ("各市、县人民政府要落实", "各市人民政府 各县人民政府"),
    ("各县（市、区）人民政府，市直各部门", "各县（市、区）人民政府 市直各部门"),
    ("各乡镇、街道要加强排查", "各乡镇 各街道"),
    ("各乡镇人民政府、县直各单位", "各乡镇人民政府 县直各单位"),
    ("各区县、各有关部门", "各区县 各有关部门"),
    ("县级相关部门要认真贯彻", "县级相关部门"),
    ("由省级主管部门切块下达", "省级主管部门"),
    ("由相关行业主管部门单项解决", "相关行业主管部门"),
    ("由省级各专项小组牵头", "省级各专项小组"),
    ("各专责小组、各成员单位", "各专责小组 各成员单位"),
    ("各村委要把任务落实到人", "各村委"),
    ("各村要递交责任状", "各村"),
    ("各地要加大投入", "各地"),
    ("由地方政府统筹解决", "地方政府"),
    ("各级人民政府要加强领导", "各级人民政府"),
    ("各行业部门、各镇要定期汇总", "各行业部门 各镇"),
    ("各牵头责任部门要抽调骨干", "各牵头责任部门"),
    ("市直有关单位要密切配合", "市直有关单位"),
    ("各金融机构要加大支持", "各金融机构"),
    ("牵头部门要制定方案,配合部门要支持", "牵头部门 配合部门"),
    ("追究责任单位的责任", "责任单位"),
    ("清水县、江水县要成立专班", "清水县 江水县"),
    # X部门
    ("财政部门、审计部门要加强监督", "财政部门 审计部门"),
    ("财政、发改、审计部门要加强监督", "财政部门 发改部门 审计部门"),
    ("公安机关依法查处", "公安机关"),
    ("教育行政部门负责监督", "教育行政部门"),
    ("由县级财政部门审核", "县级财政部门"),
    ("网信部门、保密部门和其他有关部门", "网信部门 保密部门 其他有关部门"),
    ("州数据资源主管部门负责统筹", "州数据资源主管部门"),
    ("报本级数据资源主管部门备案", "本级数据资源主管部门"),
    ("数据提供部门负责校核", "数据提供部门"),
    ("住房城乡建设部门、自然资源部门", "住房城乡建设部门 自然资源部门"),
    # working bodies
    (
        "报县巩固拓展脱贫攻坚成果同乡村振兴有效衔接领导小组办公室",
        "县巩固拓展脱贫攻坚成果同乡村振兴有效衔接领导小组办公室",
    ),
    ("省大数据工作推进小组负责统筹", "省大数据工作推进小组"),
    ("市防汛抗旱指挥部统一调度", "市防汛抗旱指挥部"),
    ("县河长办、县水利局", "县河长办 县水利局"),
    ("国务院就业工作领导小组", "国务院就业工作领导小组"),
    ("市食品安全委员会办公室", "市食品安全委员会办公室"),
    ("由县产业发展专班负责", "县产业发展专班"),
    ("市安委会办公室、市应急局", "市安委会办公室 市应急局"),
    # other organs
    ("国网清水供电公司、县水务公司", "国网清水供电公司 县水务公司"),
    ("人行江城中心支行、江城银保监分局", "人行江城中心支行 江城银保监分局"),
    ("市税务局、气象局", "市税务局 市气象局"),
    ("县法院、检察院", "县法院 县检察院"),
    ("县总工会、团县委、妇联、残联、工商联", "县总工会 团县委 县妇联 县残联 县工商联"),
    ("高新区管委会、经开区管委会", "高新区管委会 经开区管委会"),
    ("市水务集团负责运营", "市水务集团"),
    # posts, persons, bodies
    ("党政一把手是第一责任人", "党政一把手 第一责任人"),
    ("主要负责同志要亲自抓", "主要负责同志"),
    ("由县级分管领导牵头", "县级分管领导"),
    ("村级集体经济组织引导农户流转", "村级集体经济组织"),
    ("企业要落实主体责任", "企业"),
    ("建设单位、施工单位应当配合", "建设单位 施工单位"),
    ("自然人、法人和非法人组织使用数据", "自然人 法人 非法人组织"),
    ("组长由市委副书记陈某某担任", "市委副书记陈某某"),
]

# nothing here is a department
DECOYS = [
    "财政资金", "中央财政资金", "教育保障", "部门间信息共享", "单位GDP能耗", "政府购买服务", "政府投资项目",
    "政府采购", "扶贫办法", "管理办法", "党委领导", "县城建成区", "市场主体培育", "市民", "省份差异", "神州大地",
    "区域协调", "镇痛药物", "村民", "村庄", "乡村建设", "城镇居民", "全市范围", "全县上下", "银行贷款", "企业职工",
    "企业家", "公司+基地", "打开局面", "总体布局", "优化格局", "全局观念", "大局意识", "结局", "办学条件", "办理时限",
    "办事指南", "办公用房", "委托评估", "派出人员", "选委托人", "厅长热线", "部署要求", "财政部署", "内部控制",
    "外部环境", "全部到位", "干部队伍", "局部地区", "社会保障", "社区矫正", "辖区内", "片区开发", "景区建设", "校区",
    "小区改造", "山区群众", "老区", "灾区重建", "责任制", "河长制", "林长制", "村规民约", "城市更新", "城市管理水平",
    "都市圈", "夜市经济", "市值", "县域经济", "乡愁", "旗帜鲜明", "区别对待", "州际", "联盟", "镇静", "省级财政资金",
    "法院判决", "政府性基金", "政府债务", "政府网站", "工会经费", "《江城市人民政府关于加快发展的意见》", "学校建设",
    "医院改造", "医疗机构建设", "组织开展活动", "组织实施", "指导思想", "部门规章", "中心任务", "院落", "支部建设",
    "会议室", "处理意见",
]  # fmt: skip


def names(text: str) -> list[str]:
    return [mention.name for mention in find_departments(document_of(text))]


@pytest.mark.parametrize(("phrase", "expected"), FOUND, ids=[phrase for phrase, _ in FOUND])
def test_names_are_found_and_written_out(phrase: str, expected: str) -> None:
    assert names(phrase) == expected.split()


@pytest.mark.parametrize("phrase", DECOYS)
def test_what_is_no_department(phrase: str) -> None:
    assert names(f"进一步加强{phrase}的工作") == []
    assert names(phrase) == []


@pytest.mark.parametrize("form", load_forms().values(), ids=list(load_forms()))
def test_every_form_proves_itself(form: Form) -> None:
    for phrase in form.matches:
        (found,) = search(shadow(phrase))
        assert (found.form.kind, found.start, found.end) == (form.kind, 0, len(phrase)), phrase
        assert form.compiled().fullmatch(phrase), phrase
    for phrase in form.ignores:
        assert form.id not in [found.form.id for found in search(shadow(phrase))], phrase
    assert not form.context or form.id in [found.form.id for found in search(shadow(form.context))]


@pytest.mark.parametrize("line", load_lines(), ids=[line.id for line in load_lines()])
def test_every_name_of_a_line_is_found(line: object) -> None:
    row = next(row for row in load_lines() if row == line)
    for name in row.central:
        assert name in names(f"由{name}牵头"), name
    for name in row.local_names():
        assert f"市{name}" in names(f"由市{name}负责"), name


def test_lists_share_an_index_and_others_do_not() -> None:
    found = find_departments(document_of("由省民政厅、扶贫办牵头,各市州、县区负责落实"))
    assert [mention.list_index for mention in found] == [0, 0, 1, 1]


LINES = [
    ("省财政厅", "finance", "省"), ("市教体局", "education", "市"), ("县教育局", "education", "县"),
    ("财政部", "finance", "中央"), ("省卫计委", "health", "省"), ("县卫健局", "health", "县"),
    ("国务院扶贫办", "poverty-alleviation", "中央"), ("县乡村振兴局", "poverty-alleviation", "县"),
    ("省农牧厅", "agriculture", "省"), ("市农业农村局", "agriculture", "市"), ("各市州", None, "市"),
    ("镇政府", None, "乡"), ("县委组织部", "organisation", "县"), ("财政部门", "finance", None),
    ("北京市财政局", "finance", "省"), ("各县（市、区）人民政府", None, "县"), ("有关部门", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "line", "level"), LINES)
def test_line_and_level(name: str, line: str | None, level: str | None) -> None:
    (mention,) = find_departments(document_of(name))
    assert (mention.line, mention.level) == (line, level)


PIECES = [
    "省", "市", "县", "区", "各", "财政厅", "局", "委", "办", "、", "和", "及", "，", "。", "（", "）", "《", "》",
    "由", "牵头", "负责", "部门", "人民政府", "发改委", "领导小组", "有关", "X", "1", "\n", "𠀀", "ｶ",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_mentions_quote_themselves_and_do_not_overlap(text: str) -> None:
    found = find_departments(document_of(text))
    assert all(text[mention.start : mention.end] == mention.text and mention.name for mention in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


def test_half_width_and_full_width_are_the_same() -> None:
    assert names("各县(市、区)人民政府,市直各部门") == [
        name.translate(str.maketrans("（）", "()")) for name in names("各县（市、区）人民政府，市直各部门")
    ]


def test_a_very_long_list_takes_linear_time() -> None:
    text = "由省民政厅" + "、市财政局" * 10_000
    begin = time.perf_counter()
    assert len(find_departments(document_of(text))) == 10_001
    assert time.perf_counter() - begin < 3
