"""What kind of document it is, and what counts in those that only tell what was done or said elsewhere."""

from pathlib import Path

import pytest

from pipeline.extract import extract_bytes
from schemas.manifest import ManifestEntry
from schemas.obligation import Extraction


def extract(text: str) -> Extraction:
    return extract_bytes(text.encode("utf-8"), name="例文")


TEXT = "各乡镇人民政府：\n现将有关事项通知如下。\n一、主要任务\n县交通局要改造路面。"
GENRES = [
    # title, kind
    ("兰溪县农村公路养护方案", "plan"),
    ("2024年工作要点", "plan"),
    ("兰溪县人民政府关于加强公路养护的意见", "opinion"),
    ("支持公路养护的若干政策措施", "opinion"),
    ("兰溪县人民政府关于做好公路养护的通知", "notice"),
    ("兰溪县公路养护管理办法（试行）", "regulation"),
    ("云岭省公路条例", "regulation"),
    ("2024年重点任务分工清单", "list"),
    ("关于表彰先进单位的决定", "decision"),
    ("关于兰溪县公路规划的批复", "approval"),
    ("县政府第十二次常务会议纪要", "minutes"),
    ("2024年政府工作报告", "report"),
    ("在全县公路养护工作会议上的讲话", "speech"),
    ("关于公路施工的通告", "announcement"),
    ("关于县人大第12号建议的答复", "reply"),
    ("《兰溪县公路养护方案》政策解读", "interpretation"),
    ("公路边的故事", None),
]


@pytest.mark.parametrize(("title", "genre"), GENRES)
def test_kind_by_the_title(title: str, genre: str | None) -> None:
    assert extract(f"{title}\n{TEXT}").metadata.genre == genre


OPENINGS = [
    # first paragraphs, kind
    ("李代表：\n您提出的关于加强公路养护的建议收悉，现答复如下：\n一、改造路面。", "reply"),
    ("本报讯（记者王明）近日，兰溪县改造公路二十公里。", "news"),
    ("云岭3月5日电 兰溪县改造公路二十公里。", "news"),
    ("县交通局3月5日前改造公路二十公里。", None),
    ("中华人民共和国国务院令\n第900号\n《公路养护条例》已经通过。\n公路养护条例\n第一条 为了养护公路。", "statute"),
    ("公路养护条例\n（2019年3月1日中华人民共和国国务院令第900号公布）\n第一条 为了养护公路。", "statute"),
    ("云岭省公路条例\n（2019年3月1日云岭省第十三届人民代表大会常务委员会通过）\n第一条 为了养护公路。", "regulation"),
    ("公路养护办法\n为贯彻中华人民共和国国务院令第900号，制定本办法。", "regulation"),
]


@pytest.mark.parametrize(("opening", "genre"), OPENINGS)
def test_kind_by_the_opening(opening: str, genre: str | None) -> None:
    assert extract(f"{opening}\n").metadata.genre == genre


def test_a_notice_and_its_plan_are_a_plan() -> None:
    letter = "关于印发公路养护方案的通知\n各乡镇：\n现将《公路养护方案》印发给你们，请认真执行。\n2024年3月5日\n"
    assert extract(f"{letter}公路养护方案\n一、任务\n县交通局要改造路面。").metadata.genre == "plan"


ANSWERS = (
    "一、关于改造路面\n你镇请求，县里加大支持力度。\n县交通局会同县财政局研究，将安排资金予以支持。\n已改造路面十公里。\n"
    "请你镇于6月底前上报项目。各村要配合施工。县财政局不得挪用资金。"
)


def test_a_reply_gives_only_what_it_asks_for() -> None:
    found = extract(f"关于栗口镇第3号建议的答复\n栗口镇：\n现答复如下。\n{ANSWERS}")
    assert [o.text for o in found.obligations] == ["请你镇于6月底前上报项目", "各村要配合施工", "县财政局不得挪用资金"]
    assert "only_reports" in {problem.code for problem in found.problems}


def test_a_plan_of_the_same_words_gives_more() -> None:
    found = extract(f"栗口镇公路养护方案\n{ANSWERS}")
    assert len(found.obligations) > 3
    assert "only_reports" not in {problem.code for problem in found.problems}


def test_lists_of_conditions_bind_nobody() -> None:
    text = (
        "公路养护办法\n第一条 申请补助应当具备下列条件：\n（一）有固定的养护场所；\n（二）有三名以上养护人员。\n"
        "第二条 养护公司有下列行为之一的，由县交通局责令改正：\n（一）擅自占用路面；\n（二）弄虚作假，套取资金。\n"
        "第三条 县交通局应当完成下列工作：\n（一）制定养护标准；\n（二）建立养护台账。\n"
    )
    texts = [o.text for o in extract(text).obligations]
    assert texts[-2:] == ["制定养护标准", "建立养护台账"]
    assert not [text for text in texts if text.startswith(("有固定", "有三名", "擅自", "弄虚"))]


STATUTE = (
    "中华人民共和国国务院令\n第900号\n《公路养护条例》已经通过，现予公布。\n2019年3月1日\n公路养护条例\n"
    "第一条　县级以上人民政府应当加强公路养护。\n第二条　任何单位不得损坏公路。"
)


def test_articles_of_a_statute_are_not_counted_and_the_file_says_so() -> None:
    found = extract(STATUTE)
    assert found.obligations == ()
    (problem,) = (each for each in found.problems if each.code in ("statute", "no_obligations"))
    assert (problem.code, problem.severity, problem.fields) == ("statute", "warning", (("count", "2"),))


def test_the_kind_that_a_manifest_states_wins() -> None:
    stated = ManifestEntry(file="例文", genre="regulation")
    found = extract_bytes(STATUTE.encode("utf-8"), name="例文", manifest=stated)
    assert found.metadata.genre == "regulation"
    assert [each.text for each in found.obligations] == [
        "县级以上人民政府应当加强公路养护",
        "任何单位不得损坏公路",
    ]


def test_pages_that_are_no_plans_give_next_to_nothing(shared: Path) -> None:
    pages = sorted((shared / "documents" / "unlabelled").glob("negative-*.html"))
    counts = {page.stem: len(extract_bytes(page.read_bytes(), name=page.name).obligations) for page in pages}
    assert len(counts) == 3
    assert max(counts.values()) <= 1
