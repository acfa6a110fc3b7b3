"""Closing parentheses (rule 5): every wording that assigns what stands before it, its scope, and decoys."""

import pytest

from tests.forms import line, row, tells

ALONE = "a sentence with nothing behind it but its assignment is taken for a heading"
OWN_LINE = "a line that ends in a bracket is taken for an unnumbered heading"

TASK = "改造农村公路120公里，完善公交站点设施，更新公交车辆，推行路长制度"
WORDINGS = [
    # form, what closes the item, who, with whom, until when
    ("A牵头", "（县交通局牵头）", "县交通局", "", ""),
    ("A负责", "（县交通局负责）", "县交通局", "", ""),
    ("A、B负责", "（县交通局、县财政局负责）", "县交通局 县财政局", "", ""),
    ("A、B按职责分工负责", "（县交通局、县财政局按职责分工负责）", "县交通局 县财政局", "", ""),
    ("按职责分工，共同负责", "（县交通局、县财政局按职责分工，共同负责）", "县交通局 县财政局", "", ""),
    ("分别负责", "（县交通局、县财政局分别负责）", "县交通局 县财政局", "", ""),
    ("A牵头，B配合", "（县交通局牵头，县财政局配合）", "县交通局", "县财政局", ""),
    ("A牵头、B配合", "（县交通局牵头、县财政局配合）", "县交通局", "县财政局", ""),
    ("A牵头；B配合", "（县交通局牵头；县财政局配合）", "县交通局", "县财政局", ""),
    ("由A牵头", "（由县交通局牵头，县财政局配合）", "县交通局", "县财政局", ""),
    ("A牵头，B、C按职责分工负责", "（县交通局牵头，县财政局、各镇按职责分工负责）", "县交通局", "县财政局 各镇", ""),
    ("A牵头，B参与，C协助", "（县交通局牵头，县财政局参与，各镇协助）", "县交通局", "县财政局 各镇", ""),
    ("A会同B负责", "（县交通局会同县财政局负责）", "县交通局", "县财政局", ""),
    ("等部门", "（县交通局牵头，县财政局等部门配合）", "县交通局", "县财政局", ""),
    ("shared prefix", "（省交通运输厅、财政厅负责）", "省交通运输厅 省财政厅", "", ""),
    ("ministries", "（发展改革委、财政部负责）", "发展改革委 财政部", "", ""),
    ("full stop inside", "（县交通局牵头，县财政局配合。）", "县交通局", "县财政局", ""),
    ("deadline behind the cue", "（县交通局牵头，2025年9月20日前完成）", "县交通局", "", "2025-09-20"),
    ("deadline without a year", "（县交通局牵头，县财政局配合，年底前完成）", "县交通局", "县财政局", "XXXX-12-31"),
    ("deadline before the names", "（2025年6月底前，县交通局负责）", "县交通局", "", "2025-06-30"),
    ("two deadlines in words", "（县交通局牵头，县财政局负责，年内持续推进）", "县交通局", "县财政局", "XXXX-12-31"),
    ("持续推进 is no deadline", "（县交通局牵头，县财政局负责，持续推进）", "县交通局", "县财政局", ""),
    ("责任单位：", "（责任单位：县交通局、县财政局）", "县交通局 县财政局", "", ""),
    (
        "责任单位：…；完成时限：…",
        "（责任单位：县交通局、县财政局；完成时限：2025年6月底前）",
        "县交通局 县财政局",
        "",
        "2025-06-30",
    ),
    ("牵头单位：…，责任单位：…", "（牵头单位：县交通局，责任单位：各镇）", "县交通局", "各镇", ""),
    ("牵头单位：…；配合单位：…", "（牵头单位：县交通局；配合单位：县财政局、各镇）", "县交通局", "县财政局 各镇", ""),
    (
        "labels separated by blanks",
        "（牵头部门：县交通局 配合部门：县财政局 完成时限：2025年6月）",
        "县交通局",
        "县财政局",
        "2025-06-30",
    ),
    ("【责任单位：】", "【责任单位：县交通局、县财政局】", "县交通局 县财政局", "", ""),
    ("【A牵头，B配合】", "【县交通局牵头，县财政局配合】", "县交通局", "县财政局", ""),
    ("〔A牵头〕", "〔县交通局牵头，县财政局配合〕", "县交通局", "县财政局", ""),
    ("half-width", "(县交通局牵头,县财政局配合,2025年6月底前完成)", "县交通局", "县财政局", "2025-06-30"),
    (
        "brackets inside",
        "（省交通运输厅牵头，各市、县（市、区）党委和政府负责）",
        "省交通运输厅",
        "各市、县（市、区）党委和政府",
        "",
    ),
]
KNOWN = {"A牵头、B配合": "、 between two roles is not read as a comma"}


@pytest.mark.parametrize("stop", ["。{}", "{}。"], ids=["behind the stop", "before the stop"])
@pytest.mark.parametrize(("form", "closing", "lead", "support", "when"), WORDINGS, ids=[form for form, *_ in WORDINGS])
def test_wording_of_a_closing_parenthesis(
    form: str, closing: str, lead: str, support: str, when: str, stop: str, request: pytest.FixtureRequest
) -> None:
    if form in KNOWN:
        request.applymarker(pytest.mark.xfail(strict=True, reason=KNOWN[form]))
    expected = (line("改造农村公路", lead, support, when), line("修缮县乡道路"))
    assert tells(f"1.{TASK}{stop.format(closing)}\n2.修缮县乡道路上的危险桥梁。", expected) == expected


SCOPES = [
    row(
        "all sentences of the item",
        "1.6月底前改造农村公路。完善公交站点；更新公交车辆。（县交通局负责）",
        "6月底前改造农村公路 | 县交通局 | | XXXX-06-30",
        "完善公交站点 | 县交通局",
        "更新公交车辆 | 县交通局",
    ),
    row(
        "the deadline of the parenthesis only where there is none",
        "1.2025年3月底前完成摸底。加快路面改造。（县交通局负责，2025年10月底前完成）",
        "2025年3月底前完成摸底 | 县交通局 | | 2025-03-31",
        "加快路面改造 | 县交通局 | | 2025-10-31",
    ),
    row(
        "all paragraphs of the item",
        "（一）加强公路养护。\n开展日常巡查。\n推行路长制度。（县交通局牵头）\n（二）加强桥梁检测。",
        "开展日常巡查 | 县交通局",
        "推行路长制度 | 县交通局",
        "加强桥梁检测",
        wrong=OWN_LINE,
    ),
    row(
        "the heading of the item is no obligation",
        "（一）加强公路养护。推行路长制度，开展日常巡查。（县交通局牵头）\n"
        "（二）加强桥梁检测。建立桥梁档案，开展定期检测。（县水利局牵头）",
        "推行路长制度 | 县交通局",
        "建立桥梁档案 | 县水利局",
    ),
    row(
        "several in one paragraph",
        "1.6月底前改造农村公路。（县交通局负责）6月底前修缮危险桥梁。（县水利局负责）6月底前更新公交车辆。（县国资局负责）",
        "6月底前改造农村公路 | 县交通局 |  | XXXX-06-30",
        "6月底前修缮危险桥梁 | 县水利局 |  | XXXX-06-30",
        "6月底前更新公交车辆 | 县国资局 |  | XXXX-06-30",
    ),
    row(
        "one for each semicolon clause",
        "1.改造农村公路（县交通局负责）；修缮危险桥梁（县水利局负责）。",
        "改造农村公路 | 县交通局",
        "修缮危险桥梁 | 县水利局",
    ),
    row(
        "circled numbers inside the paragraph",
        "1.开展公路整治：①清理占道路障；②修补破损路面。（县交通局负责）",
        "清理占道路障 | 县交通局",
        "修补破损路面 | 县交通局",
        wrong=ALONE,
    ),
    row(
        "一是 二是 inside the paragraph",
        "1.开展公路整治。一是清理占道路障；二是修补破损路面。（县交通局负责）",
        "清理占道路障 | 县交通局",
        "修补破损路面 | 县交通局",
        wrong=ALONE,
    ),
    row(
        "paragraphs without numbers below a heading",
        "一、重点任务\n改造农村公路，完善站点。（县交通局负责）\n修缮危险桥梁，建立档案。（县水利局负责）",
        "改造农村公路 | 县交通局",
        "修缮危险桥梁 | 县水利局",
        wrong=OWN_LINE,
    ),
    row(
        "on a line of its own",
        "1.改造农村公路。\n（县交通局牵头，县财政局配合）\n2.修缮县乡危险桥梁。\n（县水利局负责）",
        "改造农村公路 | 县交通局 | 县财政局",
        "修缮县乡危险桥梁 | 县水利局",
        wrong=OWN_LINE,
    ),
    row(
        "smaller scope wins over 由A牵头",
        "（一）由县交通局牵头，抓好公路建设。\n1.6月底前修缮危险桥梁。（县水利局负责）\n2.加快路面改造。",
        "由县交通局牵头 | 县交通局",
        "6月底前修缮危险桥梁 | 县水利局 |  | XXXX-06-30",
        "加快路面改造 | 县交通局",
    ),
    row(
        "the first listed leads, here and below",
        "1.6月底前改造农村公路。（县交通局、县财政局负责。列第一位者为牵头单位，下同）\n"
        "2.6月底前修缮县乡危险桥梁。（县水利局、各镇负责）",
        "6月底前改造农村公路 | 县交通局 | 县财政局 | XXXX-06-30",
        "6月底前修缮县乡危险桥梁 | 县水利局 | 各镇 | XXXX-06-30",
    ),
    row(
        "the first listed leads, in other words",
        "1.6月底前改造农村公路。（县交通局、县财政局负责，排在第一位的为牵头单位，下同）\n"
        "2.6月底前修缮县乡危险桥梁。（县水利局、各镇负责）",
        "6月底前改造农村公路 | 县交通局 | 县财政局 | XXXX-06-30",
        "6月底前修缮县乡危险桥梁 | 县水利局 | 各镇 | XXXX-06-30",
    ),
    row(
        "以下均需X落实，不再列出",
        "1.6月底前改造农村公路。（县交通局牵头，各镇负责；以下均需各镇落实，不再列出）\n"
        "2.6月底前修缮县乡危险桥梁。（县水利局牵头，县财政局配合）",
        "6月底前改造农村公路 | 县交通局 | 各镇 | XXXX-06-30",
        "6月底前修缮县乡危险桥梁 | 县水利局 | 县财政局 各镇 | XXXX-06-30",
    ),
]

NO_ASSIGNMENTS = [
    row("what is included", "1.改造农村公路（含危险桥梁和临水路段）。", "改造农村公路（含危险桥梁和临水路段）"),
    row("an abbreviation", "1.加强政务数据（以下简称数据）管理。", "加强政务数据"),
    row("who is meant", "1.组织有关单位（含驻县企业）开展演练。", "组织有关单位"),
    row("a document number", "1.落实省政府要求（云政发〔2025〕3号）。", "落实省政府要求"),
    row("a deadline alone", "1.改造农村公路（2025年6月底前）。", "改造农村公路 | | | 2025-06-30"),
]


@pytest.mark.parametrize(("text", "expected"), SCOPES)
def test_scope_of_a_closing_parenthesis(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected


@pytest.mark.parametrize(("text", "expected"), NO_ASSIGNMENTS)
def test_parentheses_that_assign_nothing(text: str, expected: tuple[str, ...]) -> None:
    assert tells(text, expected) == expected
