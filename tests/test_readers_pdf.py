"""PDF files: paragraphs across lines and pages, ruled tables with merged cells, and what cannot be read."""

import io
from functools import cache

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers import read_bytes
from pipeline.readers.errors import UnreadableFile
from schemas.source import Reading

FONT = "STSong-Light"
SIZE = 16
LEFT, TOP, STEP = 90, 760, 28
WIDE = 26
"""Characters in a line."""


class Paper:
    """A PDF written line by line."""

    def __init__(self, **options: object) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.stream = io.BytesIO()
        self.canvas = Canvas(self.stream, pagesize=A4, invariant=1, **options)
        self.at = TOP
        self.canvas.setFont(FONT, SIZE)

    def line(self, text: str, left: float = LEFT, size: int = SIZE) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(left, self.at, text)
        self.at -= STEP

    def put(self, x: float, y: float, text: str, size: int = SIZE, font: str = FONT) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)

    def paragraph(self, text: str) -> None:
        self.line(text[: WIDE - 2], LEFT + 2 * SIZE)
        for start in range(WIDE - 2, len(text), WIDE):
            self.line(text[start : start + WIDE])

    def page(self, foot: str = "") -> None:
        if foot:
            self.put(280, 40, foot)
        self.canvas.showPage()
        self.at = TOP

    def data(self) -> bytes:
        self.canvas.save()
        return self.stream.getvalue()


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks]


LONG = (
    "为进一步加强全县农村公路养护管理工作，提高公路服务水平，由县交通局牵头，"
    "县财政局、县农业农村局配合，2025年6月底前完成5 km以上改造。"
)


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


def test_running_heads_are_left_out() -> None:
    paper = Paper()
    for number in range(1, 5):
        paper.put(230, 805, "云岭县人民政府公报", 9)
        paper.paragraph(f"{number}、{LONG}")
        paper.page(f"· {number} ·")
    assert texts(read_bytes(paper.data())) == [f"{number}、{LONG}" for number in range(1, 5)]


COLUMNS = (80, 130, 330, 430, 520)


def ruled(
    paper: Paper, top: float, rows: list[list[str]], merged: dict[int, tuple[int, int]] | None = None, font: str = FONT
) -> None:
    """A ruled table; ``merged`` gives for a column the first and last row that are one cell."""
    height = 30
    for index in range(len(rows) + 1):
        y = top - index * height
        for column in range(4):
            first, last = (merged or {}).get(column, (0, 0))
            if not first < index <= last:
                paper.canvas.line(COLUMNS[column], y, COLUMNS[column + 1], y)
    for x in COLUMNS:
        paper.canvas.line(x, top, x, top - height * len(rows))
    for index, row in enumerate(rows):
        for column, text in enumerate(row):
            paper.put(COLUMNS[column] + 6, top - index * height - 20, text, 10, font)


HEAD = ["序号", "任务", "责任单位", "时限"]
ROWS = [HEAD, ["1", "改造农村公路", "县交通局", "6月底"], ["2", "修缮桥梁", "", "年底"], ["3", "植树", "县林业局", ""]]


def grid(reading: Reading) -> list[tuple[str, int | None, int | None, int, int]]:
    return [
        (b.text, b.place.row, b.place.column, b.row_span, b.column_span) for b in reading.blocks if b.kind == "cell"
    ]


def test_ruled_tables_become_cells_with_spans() -> None:
    paper = Paper()
    paper.paragraph("现将任务分工印发给你们：")
    ruled(paper, 700, ROWS, {2: (1, 2)})
    paper.at = 500
    paper.paragraph("附则另行规定。")
    reading = read_bytes(paper.data())
    found = grid(reading)
    assert texts(reading)[0] == "现将任务分工印发给你们："
    assert texts(reading)[-1] == "附则另行规定。"
    assert ("县交通局", 2, 3, 2, 1) in found
    assert ("", 4, 4, 1, 1) in found
    assert len(found) == 15
    assert [text for text, row, *_ in found if row == 1] == HEAD


def test_a_table_goes_on_over_a_page_without_its_repeated_head() -> None:
    paper = Paper()
    ruled(paper, 700, ROWS)
    paper.page("1")
    ruled(paper, 760, [HEAD, ["4", "清淤", "县水利局", "9月底"]])
    reading = read_bytes(paper.data())
    assert {block.place.table for block in reading.blocks} == {1}
    assert [cell for cell in grid(reading) if cell[1] == 5] == [
        *(("4", 5, 1, 1, 1), ("清淤", 5, 2, 1, 1), ("县水利局", 5, 3, 1, 1), ("9月底", 5, 4, 1, 1)),
    ]
    assert reading.blocks[-1].place.page == 2


def test_a_row_cut_by_the_page_end_is_one_row() -> None:
    paper = Paper()
    ruled(paper, 700, [HEAD, ["1", "改造农村公路，", "县交通局", "6月底"]])
    paper.page("1")
    ruled(paper, 760, [["", "修缮桥梁", "", ""], ["2", "清淤", "县水利局", "9月底"]])
    found = grid(read_bytes(paper.data()))
    assert ("改造农村公路，修缮桥梁", 2, 2) in [cell[:3] for cell in found]
    assert ("清淤", 3, 2, 1, 1) in found


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


@pytest.mark.parametrize(("turn", "rotate"), [(0, 0), (90, 0), (90, 90), (270, 270), (180, 0)])
@pytest.mark.parametrize("crop", [None, (10, 20, 585, 830)])
def test_tables_printed_sideways(turn: int, rotate: int, crop: tuple[int, int, int, int] | None) -> None:
    paper = Paper()
    paper.canvas.translate(297, 421)
    paper.canvas.rotate(turn)
    paper.canvas.translate(-297, -421)
    ruled(paper, 600, [["No", "Task", "Lead", "Due"], ["1", "Roads", "Transport", "June"]], font="Helvetica")
    document = pdfium.PdfDocument(paper.data())
    document[0].set_rotation(rotate)
    if crop:
        document[0].set_cropbox(*crop)
    stream = io.BytesIO()
    document.save(stream)
    assert texts(read_bytes(stream.getvalue())) == ["No", "Task", "Lead", "Due", "1", "Roads", "Transport", "June"]


def test_pages_without_text() -> None:
    paper = Paper()
    paper.canvas.rect(10, 10, 100, 100)
    with pytest.raises(UnreadableFile) as refused:
        read_bytes(paper.data())
    assert refused.value.code == "no_text_layer"


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
