"""PDF files: paragraphs across lines and pages, and what cannot be read."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.readers import read_bytes
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.pdf_lines import first_piece
from tests.papers import LEFT, LONG, ROWS, SIZE, STEP, TOP, WIDE, Paper, ruled, texts


def test_lines_become_paragraphs_by_indent_and_short_last_line() -> None:
    paper = Paper()
    paper.line("云岭县人民政府", 200, 22)
    paper.line("各乡镇人民政府：")
    paper.paragraph(LONG)
    paper.paragraph("一、总体要求")
    paper.paragraph(LONG)
    reading = read_bytes(paper.data())
    assert texts(reading) == ["云岭县人民政府", "各乡镇人民政府：", LONG, "一、总体要求", LONG]
    assert [block.place.paragraph for block in reading.blocks] == [1, 2, 3, 4, 5]
    assert reading.blocks[0].place.box is not None
    assert reading.blocks[0].place.box[1] < 100


@pytest.mark.parametrize("foot", ["— {} —", "- {} -", "{}", "第{}页", "第 {} 页 共 3 页", "{}/3"])
def test_paragraphs_run_on_over_pages_without_page_numbers(foot: str) -> None:
    paper = Paper()
    paper.paragraph(LONG)
    paper.line(f"　　{LONG[: WIDE - 2]}")
    paper.page(foot.format(1))
    paper.line(LONG[WIDE - 2 : 2 * WIDE - 2])
    paper.line(LONG[2 * WIDE - 2 :])
    paper.page(foot.format(2))
    paper.paragraph(LONG)
    paper.page(foot.format(3))
    reading = read_bytes(paper.data())
    assert texts(reading) == [LONG, LONG, LONG]
    assert [block.place.page for block in reading.blocks] == [1, 1, 3]


def test_an_indent_begins_a_paragraph_after_a_full_line() -> None:
    full = LONG.replace("5 km", "")[: 2 * WIDE - 3] + "。"
    paper = Paper()
    for _ in range(3):
        paper.paragraph(full)
    assert texts(read_bytes(paper.data())) == [full] * 3


PIECES = [("2025年", 2.2), ("市、县", 2.0), ("改造", 1.0), ("》）。", 3.0), ("", 0.0)]


@pytest.mark.parametrize(("text", "width"), PIECES)
def test_what_a_line_end_may_not_cut(text: str, width: float) -> None:
    assert first_piece(text) == pytest.approx(width)


def test_running_heads_are_left_out() -> None:
    paper = Paper()
    for number in range(1, 5):
        paper.put(230, 805, "云岭县人民政府公报", 9)
        paper.paragraph(f"{number}、{LONG}")
        paper.page(f"· {number} ·")
    assert texts(read_bytes(paper.data())) == [f"{number}、{LONG}" for number in range(1, 5)]


def test_grounds_behind_text_are_no_table() -> None:
    paper = Paper()
    paper.canvas.setFillColorRGB(1, 1, 1)
    for index in range(6):
        paper.canvas.rect(LEFT, TOP - index * STEP - 6, 200, STEP, stroke=0, fill=1)
        paper.canvas.rect(LEFT + 200, TOP - index * STEP - 6, 220, STEP, stroke=0, fill=1)
    paper.canvas.setFillColorRGB(0, 0, 0)
    paper.paragraph(LONG)
    assert texts(read_bytes(paper.data())) == [LONG]


def test_a_page_in_two_columns_is_read_column_by_column() -> None:
    paper = Paper()
    left, right = LONG.replace(" ", "")[:42] * 5, LONG.replace(" ", "")[20:60] * 5
    for index in range(15):
        paper.put(70, 750 - index * 20, left[index * 14 : index * 14 + 14], 14)
        paper.put(310, 750 - index * 20, right[index * 13 : index * 13 + 13], 14)
    joined = "".join(texts(read_bytes(paper.data())))
    assert joined == left[:210] + right[:195]


def test_pages_without_text() -> None:
    paper = Paper()
    paper.canvas.rect(10, 10, 100, 100)
    with pytest.raises(UnreadableFile) as refused:
        read_bytes(paper.data())
    assert refused.value.code == "no_text_layer"


def hanging(producer: str, beyond: float) -> list[tuple[str, int | None, tuple[tuple[str, str], ...]]]:
    """The notes on a page whose third line ends in a mark ``beyond`` the others, in ems."""
    paper = Paper()
    paper.canvas.setProducer(producer)
    for number in range(6):
        paper.line("项" * WIDE)
        if number == 2:
            paper.put(LEFT + (WIDE - 1 + beyond) * SIZE, paper.at + STEP, "，")
    return [
        (note.code, note.place.page if note.place else None, note.fields) for note in read_bytes(paper.data()).notes
    ]


def test_marks_beyond_the_margin_in_files_of_a_writer_that_drops_some_are_noted() -> None:
    assert hanging("LibreOffice 7.3", 1.0) == [("hanging_marks", 1, (("count", "1"),))]


@pytest.mark.parametrize(("producer", "beyond"), [("LibreOffice 7.3", 0.0), ("Acrobat", 1.0), ("LibreOffice", 6.0)])
def test_other_marks_are_not(producer: str, beyond: float) -> None:
    assert hanging(producer, beyond) == []


def test_a_scanned_page_among_others_is_noted() -> None:
    pil = pytest.importorskip("PIL.Image")
    paper = Paper()
    paper.paragraph(LONG)
    paper.page()
    paper.canvas.drawInlineImage(pil.new("L", (20, 20)), 10, 10, 200, 200)
    reading = read_bytes(paper.data())
    assert [(note.code, note.place.page) for note in reading.notes] == [("page_without_text", 2)]


def test_encrypted_files_say_so() -> None:
    paper = Paper(encrypt="secret")
    paper.paragraph(LONG)
    with pytest.raises(UnreadableFile) as refused:
        read_bytes(paper.data())
    assert refused.value.code == "encrypted_file"


def test_damaged_files_say_so() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_bytes(b"%PDF-1.4\nnothing")
    assert (refused.value.code, refused.value.fields["kind"]) == ("damaged_file", "pdf")


@cache
def sample() -> bytes:
    paper = Paper()
    ruled(paper, 700, ROWS)
    paper.paragraph(LONG)
    return paper.data()


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 1), st.binary(max_size=30), st.booleans())
def test_damaged_bytes_never_crash(share: float, noise: bytes, cut: bool) -> None:
    data = sample()
    at = int(share * len(data))
    try:
        read_bytes(data[:at] + noise + (b"" if cut else data[at + len(noise) :]))
    except UnreadableFile as refused:
        assert refused.code
