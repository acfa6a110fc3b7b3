"""The year of a day that is written without one: of issue, of the title, of the 文号 (guideline rule 10)."""

import pytest

from tests.forms import extract

TASKS = "一、任务\n1.县水利局6月底前完成普查。\n2.年底前建成水库。"
YEARS = [
    # title, 文号, signed, the two deadlines
    ("青禾县2023年水利工作要点", "", "", ("2023-06-30", "2023-12-31")),
    ("青禾县2023年水利工作要点", "青政发〔2022〕31号", "", ("2023-06-30", "2023-12-31")),
    ("青禾县2023年度水利工作要点", "", "2023年2月3日", ("2023-06-30", "2023-12-31")),
    ("青禾县2023年水利工作要点", "", "2022年12月20日", ("2023-06-30", "2023-12-31")),
    ("青禾县2023年水利工作方案", "", "2022年9月20日", ("2023-06-30", "2022-12-31")),
    ("青禾县水利工作方案", "青政发〔2023〕5号", "", ("2023-06-30", "2023-12-31")),
    ("青禾县水利工作方案", "青政发〔2022〕31号", "2023年1月5日", ("2023-06-30", "2023-12-31")),
    ("青禾县2022年度水利考核方案", "", "2023年1月5日", ("2023-06-30", "2023-12-31")),
    ("青禾县2023年重点任务责任分解表", "", "", ("2023-06-30", "2023-12-31")),
    # no one year
    ("青禾县水利工作方案", "", "", ("XXXX-06-30", "XXXX-12-31")),
    ("青禾县水利三年行动方案（2021—2023年）", "", "", ("XXXX-06-30", "XXXX-12-31")),
    ("青禾县2020—2021年冬春水利工作方案", "", "", ("XXXX-06-30", "XXXX-12-31")),
    ("青禾县2030年前碳达峰工作方案", "", "", ("XXXX-06-30", "XXXX-12-31")),
    ("青禾县2035年远景目标实施方案", "", "", ("XXXX-06-30", "XXXX-12-31")),
]


@pytest.mark.parametrize(("title", "number", "signed", "due"), YEARS)
def test_the_year_of_a_document(title: str, number: str, signed: str, due: tuple[str, str]) -> None:
    text = "\n".join(part for part in (title, number, TASKS, signed) if part)
    assert tuple(each.due for each in extract(text).obligations) == due


def test_a_year_taken_from_the_title_is_told() -> None:
    codes = {problem.code: problem.fields for problem in extract(f"青禾县2023年水利工作要点\n{TASKS}").problems}
    assert codes["year_of_title"] == (("year", "2023"),)
    assert "no_date" not in codes


def test_a_signature_without_a_day_gives_the_year_and_is_told() -> None:
    found = extract(f"青禾县水利工作方案\n{TASKS}\n2020年7月")
    assert [each.due for each in found.obligations] == ["2020-06-30", "2020-12-31"]
    assert {problem.code for problem in found.problems} & {"no_date", "year_of_title"} == {"year_of_title"}


def test_this_year_and_next_are_counted_from_the_date_of_issue() -> None:
    text = "青禾县2023年水利工作要点\n一、任务\n1.县水利局今年年底前完成普查。\n2.明年6月底前建成水库。\n2022年12月20日"
    assert [each.due for each in extract(text).obligations] == ["2022-12-31", "2023-06-30"]
