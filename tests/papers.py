"""PDF files for tests, written line by line."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

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
