"""Footnotes on pages (.pdf, .ofd): behind the text, their marks out of it."""

import re

import pytest

from pipeline.readers import read_bytes
from schemas.source import Reading
from tests.papers import FONT, LEFT, LONG, SIZE, WIDE, OfdPaper, Paper, texts

BEFORE, AFTER = "修复水毁路段500", "公里，养护桥梁，由县交通局牵头。"
NOTE = "水毁路段指因洪水中断交通的路段。"


def cited(paper: Paper, mark: str, *, up: float = 6, size: int = 8) -> None:
    """A line with a mark of some size in it, raised by ``up`` points."""
    paper.put(LEFT, paper.at, BEFORE)
    right = LEFT + SIZE * (len(BEFORE) - 1.5)
    paper.put(right, paper.at + up, mark, size)
    paper.put(right + sum(size / 2 if char < "\x7f" else size for char in mark), paper.at, AFTER)
    paper.at -= 28


def page(mark: str, *notes: str, **how: float) -> Reading:
    """A page of text with one mark, small print at its foot, and its number."""
    paper = Paper()
    paper.paragraph(LONG)
    cited(paper, mark, **how)  # type: ignore[arg-type]
    for at, note in enumerate(notes):
        paper.put(LEFT, 110 - 15 * at, note, 10)
    paper.page("— 1 —")
    return read_bytes(paper.data())


@pytest.mark.parametrize(("mark", "note"), [("1", f"1 {NOTE}"), ("①", f"①{NOTE}"), ("[1]", f"[1] {NOTE}")])
def test_a_note_stands_behind_the_text_and_its_mark_is_gone(mark: str, note: str) -> None:
    assert texts(page(mark, note))[-2:] == [BEFORE + AFTER, NOTE]


def test_a_note_over_two_lines_and_a_second_one() -> None:
    found = page("1", f"1 {NOTE[:8]}", NOTE[8:], "2 另有规定的除外。")
    assert texts(found)[-3:] == [BEFORE + AFTER, NOTE, "另有规定的除外。"]
    assert [block.place.page for block in found.blocks[-2:]] == [1, 1]
    assert [block.place.paragraph for block in found.blocks] == list(range(1, len(found.blocks) + 1))


def test_a_paragraph_runs_on_over_a_note() -> None:
    paper = Paper()
    cited(paper, "1")
    paper.line(f"　　{LONG[: WIDE - 2]}")
    paper.put(LEFT, 100, f"1 {NOTE}", 10)
    paper.page("— 1 —")
    paper.line(LONG[WIDE - 2 : 2 * WIDE - 2])
    paper.line(LONG[2 * WIDE - 2 :])
    paper.page("— 2 —")
    assert texts(read_bytes(paper.data())) == [BEFORE + AFTER, LONG, NOTE]


NO_NOTES = [
    # what stands in the line, how, what stands below
    ("1", {"up": 0.0}, f"1 {NOTE}", "a figure in small type"),
    ("1", {"size": 16, "up": 0.0}, f"1 {NOTE}", "a figure in the type of the text"),
    ("1", {}, "2 另有规定的除外。", "another number"),
    ("1", {}, f"注：{NOTE}", "small print without a number"),
]


@pytest.mark.parametrize(("mark", "how", "below"), [case[:3] for case in NO_NOTES], ids=[case[3] for case in NO_NOTES])
def test_small_print_without_a_raised_mark_stays(mark: str, how: dict[str, float], below: str) -> None:
    found = "".join(texts(page(mark, below, **how)))
    assert f"{BEFORE}{mark}{AFTER}" in found
    assert re.sub(r"\s", "", found).endswith(below.replace(" ", ""))


def test_squares_of_units_stay() -> None:
    paper = Paper()
    paper.put(LEFT, paper.at, "改造5 km")
    paper.put(LEFT + paper.canvas.stringWidth("改造5 km", FONT, SIZE), paper.at + 6, "2", 8)
    paper.at -= 28
    cited(paper, "2")
    paper.put(LEFT, 100, f"2 {NOTE}", 10)
    found = texts(read_bytes(paper.data()))
    assert found[0].endswith("km2")
    assert found[-2:] == [BEFORE + AFTER, NOTE]


def test_notes_of_ofd() -> None:
    paper = OfdPaper()
    paper.paragraph(LONG)
    paper.put(31.7, paper.at, "修复水毁路段")
    paper.put(31.7 + 6 * 5.6, paper.at - 2.5, "①", 2.5)
    paper.put(31.7 + 6 * 5.6 + 2.5, paper.at, "，由县交通局牵头。")
    paper.put(31.7, 260, f"①{NOTE}", 3.5)
    paper.page("— 1 —")
    assert texts(read_bytes(paper.data())) == [LONG, "修复水毁路段，由县交通局牵头。", NOTE]
