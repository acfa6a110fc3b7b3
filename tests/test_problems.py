"""One small document for each problem that a person should look at, and its neighbours that raise none."""

import pytest

from pipeline.messages import load_messages, say
from schemas.obligation import Extraction
from schemas.problem import Problem
from tests.forms import extract
from tests.papers import Paper

DATED = "\n2025年3月1日"
TASK = "1.改造农村公路120公里，完善公交站点设施，更新公交车辆，推行路长制度。"


def problems_of(document: str | bytes, code: str) -> list[Problem]:
    return [problem for problem in extract(document).problems if problem.code == code]


def codes_of(found: Extraction) -> list[str]:
    return [problem.code for problem in found.problems]


PROBLEMS = [
    # code, document, quotes
    ("unknown_department", f"{TASK}（县某某统合牵头，县财政局配合）{DATED}", ["县某某统合"]),
    ("open_deadline", "1.自印发之日起30日内制定农村公路养护办法。", ["自印发之日起30日内"]),
    (
        "assignment_without_task",
        f"一、指导思想\n坚持改革创新，推动高质量发展。（县交通局牵头）\n二、任务\n{TASK}{DATED}",
        ["（县交通局牵头）"],
    ),
    (
        "deadline_without_task",
        f"一、指导思想\n坚持改革创新，推动高质量发展。\n完成时限：2025年6月底前\n二、任务\n{TASK}{DATED}",
        ["2025年6月底前"],
    ),
]


@pytest.mark.parametrize(("code", "text", "quotes"), PROBLEMS, ids=[code for code, *_ in PROBLEMS])
def test_problem(code: str, text: str, quotes: list[str]) -> None:
    found = problems_of(text, code)
    assert [problem.quote for problem in found] == quotes
    for problem in found:
        assert problem.start is not None
        assert text[problem.start : problem.end] == problem.quote


NO_PROBLEMS = [
    ("unknown_department", f"{TASK}（县交通局牵头，各镇配合）{DATED}"),
    ("open_deadline", f"1.自印发之日起30日内制定农村公路养护办法。{DATED}"),
    ("assignment_without_task", f"{TASK}（县交通局牵头）{DATED}"),
    ("assignment_without_task", f"二、任务清单（责任单位列首位的为牵头单位）\n{TASK}\n责任单位：县交通局、各镇{DATED}"),
    ("deadline_without_task", f"一、任务\n{TASK}\n完成时限：2025年6月底前{DATED}"),
    ("no_obligations", f"{TASK}{DATED}"),
    ("no_date", f"{TASK}{DATED}"),
]


@pytest.mark.parametrize(("code", "text"), NO_PROBLEMS)
def test_no_problem(code: str, text: str) -> None:
    assert problems_of(text, code) == []


def test_an_unknown_name_is_told_once() -> None:
    text = (
        f"{TASK}（县某某统合牵头）\n"
        f"2.修缮县乡危险桥梁，建立桥梁档案，开展定期检测，落实限载措施。（县某某统合牵头）{DATED}"
    )
    assert len(problems_of(text, "unknown_department")) == 1


def test_no_obligations() -> None:
    assert "no_obligations" in codes_of(extract(f"兰溪县人民政府关于放假的通知\n一、指导思想\n坚持以人为本。{DATED}"))


def test_no_date_is_a_note() -> None:
    found = problems_of(TASK, "no_date")
    assert [(problem.severity, problem.start) for problem in found] == [("note", None)]


def test_pages_without_text() -> None:
    picture = pytest.importorskip("PIL.Image").new("L", (20, 20))
    paper = Paper()
    paper.paragraph(TASK)
    paper.page()
    paper.canvas.drawInlineImage(picture, 10, 10, 200, 200)
    found = problems_of(paper.data(), "page_without_text")
    assert [problem.place.page for problem in found if problem.place] == [2]


def test_odd_characters() -> None:
    found = problems_of(f"{TASK}\n2.改造\ufffd\ufffd公路设施，完善站点。{DATED}", "odd_characters")
    assert len(found) == 1


def test_problems_come_in_reading_order_those_of_the_file_first() -> None:
    text = (
        "一、指导思想\n坚持改革创新。（县交通局牵头）\n二、任务\n"
        f"{TASK}（县某某统合牵头）\n2.自印发之日起30日内制定养护办法。"
    )
    found = extract(text).problems
    places = [-1 if problem.start is None else problem.start for problem in found]
    assert places == sorted(places)
    assert {"no_date", "assignment_without_task", "unknown_department", "open_deadline"} <= {p.code for p in found}


def test_a_problem_names_its_section_and_place() -> None:
    (problem,) = problems_of(f"一、公路建设\n{TASK}（县某某统合牵头）{DATED}", "unknown_department")
    assert problem.section == "一、公路建设 › 1."
    assert problem.place is not None
    assert problem.place.paragraph == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "code", [*(code for code, *_ in PROBLEMS), "no_obligations", "no_date", "page_without_text", "odd_characters"]
)
def test_every_problem_has_its_words(code: str, lang: str) -> None:
    assert load_messages()[code].kind == "problem"
    assert say(code, "zh" if lang == "zh" else "en", {"quote": "某处"}).strip()
