"""Documents of the centre: who its brackets name, the provinces it tells, names of former ministries."""

import pytest

from extractors.names import parse_list
from tests.forms import extract, row, tells

BRACKETS = [
    row(
        "等国务院相关部门 is dropped, the localities behind it stay",
        "一、重点任务\n1.清理隐性壁垒。（国家发展改革委牵头，财政部、商务部等国务院相关部门及各地区按职责分工负责，年内持续推进）\n",
        "清理隐性壁垒 | 国家发展改革委 | 财政部 商务部 各地区 | XXXX-12-31",
    ),
    row(
        "国务院有关部门 that is named itself stays",
        "一、重点任务\n1.清理隐性壁垒。（国家发展改革委牵头，国务院有关部门及各地区按职责分工负责）\n",
        "清理隐性壁垒 | 国家发展改革委 | 国务院有关部门 各地区",
    ),
]

SUBJECTS = [
    row(
        "provinces, autonomous regions and municipalities are three, and the corps a fourth",
        "一、要求\n各省、自治区、直辖市要建立台账。\n各省、自治区、直辖市和新疆生产建设兵团要明确责任。\n",
        "各省、自治区、直辖市要 | 各省 各自治区 各直辖市",
        "各省、自治区、直辖市和 | 各省 各自治区 各直辖市 新疆生产建设兵团",
    ),
    row(
        "their governments and departments are one name",
        "一、要求\n各省、自治区、直辖市人民政府要建立台账。\n各省、自治区、直辖市教育厅（教委）要明确责任。\n",
        "各省、自治区、直辖市人民政府要 | 各省、自治区、直辖市人民政府",
        "各省、自治区、直辖市教育厅（教委）要 | 各省、自治区、直辖市教育厅（教委）",
    ),
    row(
        "circumstances before whoever is told belong to the task; alone they are none",
        "一、要求\n当前，正值主汛期，各地区、各有关部门要清醒认识防汛形势，加强巡查。\n"
        "当前，防汛形势依然严峻。\n虽然成绩不小，但也要看到，差距依然存在。\n",
        "当前，正值主汛期，各地区、各有关部门要清醒认识防汛形势，加强巡查 | 各地区 各有关部门",
    ),
    row(
        "whoever helps with the task of another supports, also where more is said",
        "一、要求\n公安机关要及时立案侦查，电信管理部门配合做好取证工作。\n",
        "公安机关 | 公安机关 | 电信管理部门",
    ),
    row(
        "who is bound together, whatever is done",
        "一、要求\n各级价格主管部门会同有关部门集中力量检查收费。\n",
        "各级价格主管部门 | 各级价格主管部门 | 有关部门",
    ),
    row(
        "what somebody is responsible for is a task of its own; 具体工作由 goes with the one before",
        "一、要求\n各县要做好规划，实施过程中的日常监管主要由项目承担单位负责。\n各县要做好规划，具体工作由县住建局负责。\n",
        "各县要做好规划 | 各县",
        "实施过程中的日常监管主要由项目承担单位负责 | 项目承担单位",
        "各县要做好规划，具体工作由县住建局负责 | 各县 | 县住建局",
    ),
    row(
        "专人 is nobody",
        "一、要求\n要严格执行规定，作业时由专人负责监控。\n",
        "要严格执行规定，作业时由专人负责监控",
    ),
    row(
        "what is no longer theirs, and who is asked to see to it by when",
        "一、要求\n项目管理机构不再承担已下放的有关事项，请科技部在2019年2月底前完成。\n",
        "项目管理机构不再承担已下放的有关事项 | 项目管理机构",
        "请科技部 | 科技部 | | 2019-02-28",
    ),
    row(
        "departments counted, not named",
        "一、要求\n四部门将组成督查组，对部分省份进行抽查。\n",
        "四部门 | 四部门",
    ),
    row(
        "设计单位 shares 单位 with 勘察",
        "一、要求\n勘察、设计单位必须提出措施建议。\n",
        "勘察、设计单位 | 勘察单位 设计单位",
    ),
    row(
        "要案 tells nobody",
        "一、要求\n（一）抓好大案要案查处。重大案件由国家工商行政管理总局督办，公安部予以配合。\n"
        "（二）强化市场主体清理。各地要逐户清查。\n",
        "重大案件由 | 国家工商行政管理总局 | 公安部",
        "各地要逐户清查 | 各地",
    ),
]

MORE_SUBJECTS = [
    row(
        "a year, or those it is for, before the subject",
        "一、步骤\n2009年，教育部出台经费定额。\n对中西部地区，中央根据学生人数等因素，分省测定资金。\n",
        "2009年，教育部 | 教育部 | | 2009-12-31",
        "对中西部地区，中央 | 中央",
    ),
    row(
        "whose whole responsibility it is, by level",
        "一、要求\n县级以上地方人民政府对本地区食品安全负总责。\n省级人民政府对本行政区域耕地保护负总责。\n",
        "县级以上地方人民政府 | 县级以上地方人民政府",
        "省级人民政府 | 省级人民政府",
    ),
    row(
        "who pays which part",
        "一、要求\n免学杂费资金由中央和地方按比例分担。\n教科书资金由中央全额承担。\n",
        "免学杂费资金 | 中央 地方",
        "教科书资金 | 中央",
    ),
    row(
        "members of a commission; an office that is called by its kind alone",
        "一、要求\n国务院食品安全委员会各成员单位要制定实施方案。\n总局机关要带头转变作风。\n",
        "国务院食品安全委员会各成员单位 | 国务院食品安全委员会各成员单位",
        "总局机关 | 总局机关",
    ),
    row(
        "whoever may, in front of its clause",
        "一、要求\n未纳入试点范围的其他省（区、市），可参照本方案推进。\n",
        "未纳入试点范围的其他省（区、市）， | 未纳入试点范围的其他省（区、市）",
    ),
    row(
        "what grows to so many is no actor",
        "一、要求\n年底前试点省份扩大到15个。\n",
        "年底前试点省份 | | | XXXX-12-31",
    ),
    row(
        "lists of things tell nobody, lists of what not to do do",
        "一、要求\n平台应提供以下功能：站点管理、栏目管理、资源管理；站内搜索、投诉举报、评价监督。\n不得截留、挤占、挪用。\n",
        "平台应提供",
        "不得截留",
    ),
]

YEARS = [
    # title                          number               due of 年底前
    ("江城市2013年食品安全工作要点", "", "2013-12-31"),
    ("关于加强食品安全工作的意见", "江政办发〔2015〕3号", "2015-12-31"),
    ("关于印发2016年重点工作分工的通知", "江政办发〔2015〕103号", "2016-12-31"),
    ("江城市三年行动计划（2018—2020年）", "", "XXXX-12-31"),
    ("关于加强食品安全工作的意见", "", "XXXX-12-31"),
]

NAMES = [
    # as written                        names, written out
    ("国家质量监督检验检疫总局、安全监管总局", "国家质量监督检验检疫总局 安全监管总局"),
    ("国务院妇儿工委办公室、全国双拥办、国家防总", "国务院妇儿工委办公室 全国双拥办 国家防总"),
    ("教育部办公厅、公安部交通管理局", "教育部办公厅 公安部交通管理局"),
    ("电监会、国防科工局、铁路总公司", "电监会 国防科工局 铁路总公司"),
    ("财政部、国家知识产权局等国务院相关部门", "财政部 国家知识产权局"),
    ("各省、自治区、直辖市", "各省 各自治区 各直辖市"),
    ("各省、自治区、直辖市及计划单列市工商行政管理局", "各省、自治区、直辖市及计划单列市工商行政管理局"),
]


@pytest.mark.parametrize("document, expected", [*BRACKETS, *SUBJECTS, *MORE_SUBJECTS])
def test_tells(document: str, expected: tuple[str, ...]) -> None:
    assert tells(document, expected) == expected


@pytest.mark.parametrize("written, names", NAMES)
def test_names(written: str, names: str) -> None:
    found = parse_list(written, 0)
    assert " ".join(department.name for department in found) == names
    assert all(department.kind != "unknown" for department in found)


@pytest.mark.parametrize("title, number, due", YEARS)
def test_a_document_without_a_date_has_the_year_of_its_plan_or_number(title: str, number: str, due: str) -> None:
    document = f"{title}\n{number}\n一、主要任务\n年底前完成清查。\n"
    assert tells(document, (f"年底前完成清查 | | | {due}",)) == (f"年底前完成清查 |  |  | {due}",)


MAY = [
    "有条件的省（区、市）可结合实际出台措施，加大支持力度。",
    "涉及的划拨土地，符合目录的，可继续使用。",
    "鼓励银行研发符合产业特点的产品和办法。",
]


@pytest.mark.parametrize("sentence", MAY)
def test_what_may_be_done_is_encouraged(sentence: str) -> None:
    assert [obligation.modality for obligation in extract(f"一、要求\n{sentence}\n").obligations] == ["encourage"]


def test_what_is_aimed_at_by_a_year_is_striven_for() -> None:
    document = "一、目标\n力争到2025年，老旧汽车加快淘汰，回收量较2023年增长50%。\n"
    assert [obligation.modality for obligation in extract(document).obligations] == ["strive"]
