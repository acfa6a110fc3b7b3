"""Goals without a number, as a researcher of target setting codes them, decoys beside hits."""

import pytest

from tests.forms import extract

# text | goals as kind=indicator
PHRASES = """
1.县水利局要实现农村饮水安全全覆盖。 | full_coverage=农村饮水安全
2.县民政局要做到低保对象应保尽保、应退尽退。 | all_entitled=低保对象; all_entitled=
3.县交通局要实现公路隐患动态清零。 | cleared=公路隐患
4.县农业农村局要实现化肥使用量零增长。 | zero_growth=化肥使用量
5.县应急局要确保较大事故零发生。 | zero_occurrence=较大事故
6.县文旅局要扩大服务覆盖面。 |
7.县工信局要开展“清零消薄”行动。 |
8.县政务局要推行零距离服务。 |
9.县统计局要提高监测覆盖率。 |
"""


def cases() -> list[tuple[str, list[str]]]:
    rows = (line.partition("|") for line in PHRASES.strip().splitlines())
    return [(text.strip(), [each.strip() for each in goals.split(";") if each.strip()]) for text, _, goals in rows]


@pytest.mark.parametrize(("text", "goals"), cases())
def test_goals_are_kinds_of_their_own(text: str, goals: list[str]) -> None:
    (obligation,) = extract(text).obligations
    assert [f"{goal.kind}={goal.indicator}" for goal in obligation.goals] == goals


def test_a_goal_is_no_metric_and_quotes_its_place() -> None:
    extraction = extract("1.县水利局要实现农村饮水安全全覆盖。")
    (obligation,) = extraction.obligations
    assert obligation.targets == ()
    assert [extraction.text[goal.start : goal.end] for goal in obligation.goals] == ["全覆盖"]
