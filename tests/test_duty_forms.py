"""Duties of departments one after the other, lists that no rule knows whole, labels that say who leads."""

import pytest

from pipeline.extract import extract_text
from tests.forms import row, tells

SUBJECTS = [
    row(
        "等部门 ends a list of functions: the clause is theirs, not the one before's",
        "一、保障\n县发改局牵头编制规划。县科技、财政、统计、规划、房管等部门按照职责，协同做好相关工作。\n二、要求\n抓好落实。\n",
        "县发改局牵头编制规划 | 县发改局",
        "县科技、财政 | 县科技 县财政 县统计 县规划 县房管",
        "抓好落实",
    ),
    row(
        "a list whose first name is unknown, before 要",
        "一、保障\n新闻、出版、广播影视、文化等部门要加强宣传。\n",
        "新闻、出版 | 新闻 出版 广播影视 文化",
    ),
    row(
        "等部门的 is no subject",
        "一、保障\n争取教育、卫生等部门的支持。加强教育、卫生等部门联动。\n",
        "争取教育",
        "加强教育",
    ),
    row(
        "who takes part behind who leads",
        "一、分工\n县公安局牵头制定预案，江城警备区、县民政局、县信访局等有关部门和单位参加。\n",
        "县公安局牵头 | 县公安局 | 江城警备区 县民政局 县信访局",
    ),
    row(
        "names that fill clauses before the one that tells",
        "一、要求\n各县（区）人民政府，江城经济开发区、清河新区管委会，市直有关部门要抓好落实。\n",
        "各县（区）人民政府 | 各县（区）人民政府 江城经济开发区管委会 清河新区管委会 市直有关部门",
    ),
    row(
        "a group of an emergency plan",
        "一、机构\n生活保障组负责提供饮水。\n各类救援队伍要定期演练。\n",
        "生活保障组 | 生活保障组",
        "各类救援队伍 | 各类救援队伍",
    ),
    row(
        "leaders, and what they are in charge of between them and 要",
        "一、要求\n县政府分管领导对重点任务要牵头抓总。\n各责任单位主要负责人切实履行职责。\n完善台账。\n",
        "县政府分管领导 | 县政府分管领导",
        "各责任单位主要负责人 | 各责任单位主要负责人",
        "完善台账",
    ),
    row(
        "重点工作 behind 县政府 is no adverb of its",
        "一、要求\n县政府重点工作实行台账管理。\n县政府重点推进旧改。\n",
        "县政府重点工作",
        "县政府重点推进 | 县政府",
    ),
    row(
        "whoever must, every three days",
        "一、要求\n各菜市场改造包干责任单位，每3天报告进展。\n",
        "各菜市场改造包干责任单位 | 各菜市场改造包干责任单位 | | FREQ=DAILY;INTERVAL=3",
    ),
    row(
        "what somebody else has recognised is not theirs to do",
        "一、要求\n由县财政局认定的项目不占用指标。\n由县财政局认定后公布。\n",
        "由县财政局认定的项目",
        "由县财政局认定后公布 | 县财政局",
    ),
    row(
        "协调 is no part of a name",
        "一、分工\n县工商局负责监管广告，并协调市场开办单位负责卫生。\n",
        "县工商局 | 县工商局",
    ),
]

HEADINGS = [
    row(
        "the duty of one department at the head of its item is no heading",
        "一、县城建局负责做好垃圾中转站的建设和管理工作。推行分类收集。\n"
        "二、县交通局负责做好航道清淤和渡口的安全监管工作。开展船舶检验。\n",
        "县城建局负责 | 县城建局",
        "推行分类收集",
        "县交通局负责 | 县交通局",
        "开展船舶检验",
    ),
    row(
        "X牵头落实 on a line of its own closes what stands above it",
        "一、信息公开\n（一）预期引导\n围绕经济形势，及时解读政策。\n市发改委牵头落实\n加强就业信息公开。\n市人社局牵头落实\n",
        "围绕经济形势 | 市发改委",
        "加强就业信息公开 | 市人社局",
    ),
]

LABELS = [
    row(
        "a label whose value says who leads and who supports",
        "一、任务\n1.扩建小学。\n责任单位：县教育局牵头，县财政局、县发改局配合\n",
        "扩建小学 | 县教育局 | 县财政局 县发改局",
    ),
    row(
        "（牵头） behind one of its names, 牵头 before a comma",
        "一、任务\n1.扩建小学。\n责任单位：县教育局（牵头）、县财政局\n2.扩建幼儿园。\n责任单位：县教育局牵头，各镇\n",
        "扩建小学 | 县教育局 | 县财政局",
        "扩建幼儿园 | 县教育局 | 各镇",
    ),
    row(
        "分别牵头: all of them",
        "一、任务\n1.增加居民收入。\n责任单位：县人社局、县农业农村局分别牵头\n",
        "增加居民收入 | 县人社局 县农业农村局",
    ),
]

CLAUSES = [
    row(
        "for what, before whoever does it",
        "一、要求\n对成套设施装备，农业农村部门可组织核验。\n对贫困户开展培训，县人社局要落实补贴。\n",
        "对成套设施装备，农业农村部门 | 农业农村部门",
        "对贫困户开展培训",
        "县人社局要 | 县人社局",
    ),
    row(
        "within whose remit, before what is theirs",
        "一、要求\n县教育局、县人社局在各自职责范围内，分别负责证书的考核。\n",
        "县教育局、县人社局在各自职责范围内，分别负责 | 县教育局 县人社局",
    ),
]

NOTHING = [
    row(
        "what a year is",
        "一、今年是建县70周年，是落实规划的关键一年，做好工作至关重要。各镇要抓好落实。\n",
        "各镇要 | 各镇",
    ),
    row(
        "what was passed",
        "县长提出了今年要做好的8项工作，已经县政府第7次会议研究通过。各镇要抓好落实。\n",
        "各镇要 | 各镇",
    ),
    row(
        "what else it is",
        "一、任务\n菜市场改造是代表交办的议案，也是今年的民生实事。各镇要抓紧改造。\n",
        "各镇要 | 各镇",
    ),
    row("who is entitled", "一、政策\n补贴对象为从事农业生产的农民。\n将补贴对象全部纳入台账。\n", "将补贴对象"),
    row("whom to call", "一、要求\n各镇要报送情况。（联系人：某某；联系电话：12345）。\n", "各镇要 | 各镇"),
]


@pytest.mark.parametrize(("text", "expected"), [*SUBJECTS, *HEADINGS, *LABELS, *CLAUSES, *NOTHING])
def test_forms(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected


@pytest.mark.parametrize(
    ("phrase", "modality"), [("国家鼓励企业参与", "encourage"), ("逾期不能开工的项目，由县住建局约谈业主", "must")]
)
def test_modality(phrase: str, modality: str) -> None:
    (found,) = extract_text(f"一、任务\n1.{phrase}。\n2.完善机制。\n").obligations[:1]
    assert found.modality == modality
