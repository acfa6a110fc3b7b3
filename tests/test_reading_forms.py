"""Forms met at the first reading of documents that no rule was written for; decoys beside hits."""

import pytest

from tests.forms import row, tells

READ = [
    row("由 with any verb", "1.此项工作由县民政局进行评估。", "此项工作由 | 县民政局"),
    row(
        "由 behind an object put in front",
        "1.具体管理办法，由县财政局另行制定。",
        "具体管理办法，由 | 县财政局",
    ),
    row("handed over: no new subject", "1.县财政局要将结余资金交由项目单位使用。", "县财政局要 | 县财政局"),
    row("made up of: no subject", "1.成立工作小组，成员由教育局等部门负责同志组成。", "成立"),
    row("作为 behind the subject", "1.运营单位作为责任主体，负责日常管理。", "运营单位作为 | 运营单位"),
    row("在职责范围内", "1.县财政局在职责范围内，做好资金保障。", "县财政局在 | 县财政局"),
    row("请", "1.请县财政局、审计局在2024年6月底前完成。", "请 | 县财政局 县审计局 | | 2024-06-30"),
    row("政府", "1.政府主要负责规划和监管。", "政府主要 | 政府"),
    row("a class of places", "1.市县（区）农业农村部门按照要求审核资料。", "市县（区） | 市县（区）农业农村部门"),
    row("省（区、市） behind 由", "1.补助资金下达后，由省（区、市）统筹使用。", "补助资金 | 省（区、市）"),
    row(
        "a list whose last member holds 的",
        "1.各高校、科研院所以及其他承担任务的单位要修订制度。",
        "各高校 | 各高校 各科研院所 其他承担任务的单位",
    ),
    row(
        "who joins the one who leads",
        "1.由县住建局牵头，会同县水利局于2024年5月20日前拿出方案。",
        "由县住建局 | 县住建局 | 县水利局 | 2024-05-20",
    ),
    row(
        "a bracket in mid-sentence",
        "1.市教育局负责证书管理（技校内由市人社局负责），市人社局组织制定标准。",
        "市教育局 | 市教育局",
    ),
    row("only names in a bracket", "一、改造老旧小区30个。（市住建局、各区政府）", "改造 | 市住建局 各区政府"),
    row(
        "another name in a bracket is no assignment",
        "1.各乡镇要报送县乡村振兴局（县农业农村局）。",
        "各乡镇要 | 各乡镇",
    ),
    row("a numbered line that is a task", "一、加装电梯100部〔市住建局、各区〕", "加装 | 市住建局 各区"),
    row("who fills in a form", "填报单位：县交通局\n一、任务\n1.改造农村公路50公里。", "改造"),
    row("who supervises", "1.加强巡查。\n责任单位：各镇\n督导单位：县环境局", "加强巡查 | 各镇"),
    row("a label with nothing behind it", "整改措施：1.县水利局每周通报一次。", "县水利局 | 县水利局 | | FREQ=WEEKLY"),
    row("offices of a town", "1.清理垃圾。（社会事务办公室牵头，党政办配合）", "清理 | 社会事务办公室 | 党政办"),
    row("bullets", "一、组织领导\n○ 县教育局负责校园检查。\n– 加强值班。", "县教育局 | 县教育局", "加强值班"),
    row(
        "a paragraph that begins with whoever it is about",
        "一、职责分工\n县公安局：维护社会治安。疏导交通。\n县财政局：保障经费。",
        "维护 | 县公安局",
        "疏导 | 县公安局",
        "保障 | 县财政局",
    ),
    row(
        "sentences before A会同B are no problem statement",
        "一、监管\n（一）强化监管。企事业单位不得排放废水。县水利局会同县公安局，开展整治。",
        "企事业单位 | 企事业单位",
        "县水利局会同 | 县水利局 | 县公安局",
    ),
    row(
        "goals headed in their own line",
        "为做好工作，现提出以下意见。\n工作目标：到2025年，新建水库3座。\n一、任务\n1.县水利局要加强管护。",
        "到2025年 | | | 2025-12-31",
        "县水利局要 | 县水利局",
    ),
]


@pytest.mark.parametrize(("document", "expected"), READ)
def test_forms(document: str, expected: tuple[str, ...]) -> None:
    assert tells(document, expected) == expected
