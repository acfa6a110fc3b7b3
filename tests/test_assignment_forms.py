"""Assignments before and behind what is to be done: 由A牵头,B配合,… and （A牵头,B配合）, and their scope (rule 5)."""

import pytest

from tests.forms import row, tells

AT_THE_HEAD = [
    row(
        "由A牵头，B配合",
        "1.由县交通局牵头，县财政局配合，加快农村公路改造。",
        "由县交通局牵头，县财政局配合，加快 | 县交通局 | 县财政局",
    ),
    row(
        "who supports belongs to the task before, not to the dated one behind",
        "1.由省水利厅牵头完成自查报告，其他相关部门配合，于6月20日前向省政府报送自查报告。",
        "由省水利厅牵头完成自查报告，其他相关部门配合 | 省水利厅 | 其他相关部门",
        "于6月20日前 | 省水利厅 | 其他相关部门 | XXXX-06-20",
    ),
    row(
        "behind a label that runs into the paragraph",
        "一、任务\n整改措施：由县委组织部牵头，严格执行驻村规定，县扶贫办每月抽查一次。对脱岗的严肃处理。",
        "由县委组织部牵头 | 县委组织部",
        "县扶贫办每月抽查 | 县委组织部 | 县扶贫办 | FREQ=MONTHLY",
        "对脱岗的 | 县委组织部",
    ),
    row(
        "what is handed in by a day is no task of its own",
        "一、其他\n各县修订完善后的实施办法，于12月31日前报送市水利局。各县制定实施办法，于12月31日前报送市水利局。",
        "各县修订完善后的实施办法，于12月31日前报送 | 各县 | | XXXX-12-31",
        "各县制定实施办法 | 各县",
        "于12月31日前 | 各县 | | XXXX-12-31",
    ),
    row(
        "shared prefix; 负责落实 beside a 牵头; the deadline stays with its unit, the lead with the item",
        "1.由县民政局、扶贫办牵头，各乡镇负责落实，8月底前完成对象核查。建立动态管理台账。",
        "由县民政局、扶贫办牵头 | 县民政局 县扶贫办 | 各乡镇 | XXXX-08-31",
        "建立动态管理台账 | 县民政局 县扶贫办 | 各乡镇",
    ),
    row(
        "not past the end of the item",
        "1.由县交通局牵头，加快农村公路改造。\n2.完善公交站点设施。",
        "由县交通局牵头 | 县交通局",
        "完善公交站点设施",
    ),
    row(
        "over the paragraphs of its item",
        "（一）由县交通局牵头，加快农村公路改造。\n同步完善公交站点设施。\n（二）加强桥梁检测。",
        "由县交通局牵头 | 县交通局",
        "同步完善 | 县交通局",
        "加强桥梁检测",
    ),
    row(
        "over the numbered items below it",
        "（一）由县交通局牵头，县财政局配合，抓好公路建设。\n1.加快路面改造。\n2.加强桥梁检测。",
        "由县交通局牵头 | 县交通局 | 县财政局",
        "加快路面改造 | 县交通局 | 县财政局",
        "加强桥梁检测 | 县交通局 | 县财政局",
    ),
    row(
        "three roles",
        "1.由市教育局牵头，市公安局、市卫生健康委配合，各县区参与，开展校园安全检查。",
        "由市教育局牵头 | 市教育局 | 市公安局 市卫生健康委 各县区",
    ),
    row(
        "two leads with 和",
        "1.由省发展改革委和省财政厅共同牵头，制定项目管理办法。",
        "由省发展改革委 | 省发展改革委 省财政厅",
    ),
    row(
        "等部门 is dropped",
        "1.由县人力资源和社会保障局牵头，县财政局等有关部门配合，落实就业补贴。",
        "由县人力资源 | 县人力资源和社会保障局 | 县财政局",
    ),
    row(
        "a person, post and name",
        "1.由副县长王建国牵头，县水利局配合，推进河道清淤。",
        "由副县长王建国牵头 | 副县长王建国 | 县水利局",
    ),
    row(
        "由A会同B",
        "1.由县教育局会同县卫生健康局，开展学校食堂检查。",
        "由县教育局会同 | 县教育局 | 县卫生健康局",
    ),
    row(
        "由A负责，B配合",
        "1.由县住房城乡建设局负责，县财政局配合，改造老旧小区12个。",
        "由县住房城乡建设局负责 | 县住房城乡建设局 | 县财政局",
    ),
    row(
        "several tasks behind semicolons",
        "1.由县农业农村局牵头，推广良种良法；建设冷链设施；培训技术人员。",
        "由县农业农村局牵头 | 县农业农村局",
        "建设冷链设施 | 县农业农村局",
        "培训技术人员 | 县农业农村局",
    ),
    row(
        "a sentence of its own behind the task",
        "1.开展国土变更调查。由县自然资源局牵头，各镇配合。",
        "开展国土变更调查 | 县自然资源局 | 各镇",
    ),
    row(
        "half-width punctuation",
        "1.由县交通局牵头,县财政局配合,加快农村公路改造;完善公交站点设施.",
        "由县交通局牵头,县财政局配合 | 县交通局 | 县财政局",
        "完善公交站点设施 | 县交通局 | 县财政局",
    ),
]

OWN_SUBJECTS = [
    row(
        "A负责…，B负责…",
        "1.县水利局负责水库巡查，县林业局负责林场防火。",
        "县水利局负责水库巡查 | 县水利局",
        "县林业局负责林场防火 | 县林业局",
    ),
    row(
        "A、B分别负责",
        "1.县水利局、县林业局分别负责水库和林场的安全巡查。",
        "县水利局、县林业局分别负责 | 县水利局 县林业局",
    ),
    row(
        "A会同B",
        "1.县交通局会同县财政局制定公路养护补助办法。",
        "县交通局会同 | 县交通局 | 县财政局",
    ),
    row(
        "own subject inside a governed item supports",
        "1.由县交通局牵头，加快公路改造，县财政局要保障改造资金。",
        "由县交通局牵头 | 县交通局 | 县财政局",
    ),
    row(
        "own subject of a later sentence of a governed item supports",
        "1.由县交通局牵头，加快公路改造。各镇要做好征地工作。",
        "由县交通局牵头 | 县交通局",
        "各镇要做好征地工作 | 县交通局 | 各镇",
    ),
    row(
        "own subject before a closing parenthesis supports",
        "1.加快公路改造，县财政局负责保障改造资金。（县交通局牵头）",
        "加快公路改造，县财政局负责 | 县交通局 | 县财政局",
    ),
]


@pytest.mark.parametrize(("text", "expected"), AT_THE_HEAD)
def test_assignments_at_the_head(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected


@pytest.mark.parametrize(("text", "expected"), OWN_SUBJECTS)
def test_own_subjects_beside_assignments(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected
