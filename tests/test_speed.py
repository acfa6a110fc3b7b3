"""Long lines, deep brackets and many paragraphs take time in proportion to their length."""

import time
from collections.abc import Callable

import pytest

from tests.forms import extract

SECONDS = 10.0
"""For 100,000 characters, generous for a slow machine."""
FOUR_TIMES = 8.0
"""A text four times as long may take so many times as long: linear time takes 4, quadratic 16."""
TRIES = 3
SHORT, LONG = 8_000, 100_000

TEXTS: dict[str, Callable[[int], str]] = {
    "names": lambda n: "1.改造公路（" + "、市财政局" * (n // 5) + "）",
    "clauses": lambda n: "1.县交通局要" + "改造农村公路，" * (n // 7) + "。",
    "actors": lambda n: "1." + "县交通局负责改造公路，" * (n // 11) + "。",
    "deadlines": lambda n: "1." + "6月底前改造公路，" * (n // 9) + "。",
    "semicolons": lambda n: "1." + "县交通局负责公路；" * (n // 9) + "。",
    "sentences": lambda n: "1." + "改造农村公路设施。" * (n // 9),
    "open brackets": lambda n: "1.改造公路" + "（" * n,
    "closed brackets": lambda n: "1.改造公路" + "（" * (n // 2) + "）" * (n // 2),
    "assigned": lambda n: "1." + "改造农村公路（县交通局负责）。" * (n // 15),
    "leads": lambda n: "1." + "牵头" * (n // 2),
    "led by": lambda n: "1." + "由县交通局牵头，" * (n // 8),
    "runs of letters": lambda n: "1." + "路" * n,
    "commas": lambda n: "1.改造" + "，" * n,
    "enumeration": lambda n: "1.改造" + "公路、" * (n // 3),
    "digits": lambda n: "1.改造" + "8" * n,
    "blanks": lambda n: "1.改造" + "　" * n + "公路。",
    "paragraphs": lambda n: "一、任务\n" + "改造农村公路，完善站点。\n" * (n // 13),
    "items": lambda n: "1.改造农村公路，完善站点。\n" * (n // 15),
    "labels": lambda n: "一、任务\n" + "1.改造农村公路，完善站点。\n责任单位：县交通局\n" * (n // 25),
    "label lines": lambda n: "1.改造公路。\n" + "责任单位：县交通局\n" * (n // 10),
    "inline numbers": lambda n: "1.整治：" + "①改造农村公路；" * (n // 8),
    "headings": lambda n: "（一）加强养护。推行路长制度，开展巡查。\n" * (n // 21),
    "problems": lambda n: "1." + "有的公路养护不到位，" * (n // 10) + "。由县交通局牵头。",
}


def seconds(text: str) -> float:
    """Time of the processor, so that other work on the machine does not count."""
    begin = time.process_time()
    extract(text)
    return time.process_time() - begin


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_is_slow(name: str) -> None:
    text = TEXTS[name](SHORT)
    assert any(seconds(text) < 2.0 for _ in range(TRIES))


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_time_grows_with_the_length(name: str) -> None:
    """The quickest of some tries counts: what slows a run down is the machine, what stays slow is the program."""
    quarter, whole = (TEXTS[name](length) for length in (LONG // 4, LONG))
    quarters, wholes = [], []
    for _ in range(TRIES):
        quarters.append(seconds(quarter))
        wholes.append(seconds(whole))
        if min(wholes) < min(SECONDS, FOUR_TIMES * min(quarters)):
            return
    assert min(wholes) < min(SECONDS, FOUR_TIMES * min(quarters))
