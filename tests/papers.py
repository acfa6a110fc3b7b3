"""PDF and OFD files for tests, written line by line."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

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
        """Lines as wide as ``WIDE`` ideographs, the first one indented by two."""
        line, room = "", (WIDE - 2) * SIZE
        left = LEFT + 2 * SIZE
        for char in text:
            if pdfmetrics.stringWidth(line + char, FONT, SIZE) > room + 0.1:
                self.line(line, left)
                line, room, left = "", WIDE * SIZE, LEFT
            line += char
        self.line(line, left)

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


Merged = Mapping[int, Sequence[tuple[int, int]]]
"""For a column the first and last rows of its merged cells."""


def ruled(
    paper: Paper, top: float, rows: Sequence[Sequence[str]], merged: Merged | None = None, font: str = FONT
) -> None:
    """A ruled table."""
    height = 30
    for index in range(len(rows) + 1):
        y = top - index * height
        for column in range(4):
            if not _is_merged(merged or {}, column, index, len(rows)):
                paper.canvas.line(COLUMNS[column], y, COLUMNS[column + 1], y)
    for x in COLUMNS:
        paper.canvas.line(x, top, x, top - height * len(rows))
    for index, row in enumerate(rows):
        for column, text in enumerate(row):
            paper.put(COLUMNS[column] + 6, top - index * height - 20, text, 10, font)


def _is_merged(merged: Merged, column: int, row: int, rows: int) -> bool:
    """Whether the upper edge of a cell lies inside a merged one; a page's table is ruled above and below."""
    return 0 < row < rows and any(first < row <= last for first, last in merged.get(column, ()))


HEAD = ["序号", "任务", "责任单位", "时限"]
ROWS = [HEAD, ["1", "改造农村公路", "县交通局", "6月底"], ["2", "修缮桥梁", "", "年底"], ["3", "植树", "县林业局", ""]]


class OfdPaper:
    """An OFD written line by line, in millimetres, at the places of ``Paper``."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self.objects: list[str] = []
        self.templates = ""
        self.pictures: list[bytes] = []
        self.at = 30.0

    def picture(self, picture: Any, box: tuple[float, float, float, float]) -> None:
        """A picture of Pillow at its left, upper edge, width and height."""
        stream = io.BytesIO()
        picture.save(stream, "PNG")
        self.pictures.append(stream.getvalue())
        boundary, size = " ".join(map(str, box)), f"{box[2]} 0 0 {box[3]} 0 0"
        self.objects.append(f'<ofd:ImageObject Boundary="{boundary}" CTM="{size}" ResourceID="{len(self.pictures)}"/>')

    def put(self, x: float, y: float, text: str, size: float = 5.6, attributes: str = "") -> None:
        steps = " ".join(str(size if char > "\x7f" else size / 2) for char in text[:-1])
        self.objects.append(
            f'<ofd:TextObject Boundary="{x} {y - size} {len(text) * size} {size}" Size="{size}" {attributes}>'
            f'<ofd:TextCode X="0" Y="{0.88 * size:.3f}" DeltaX="{steps}">{text}</ofd:TextCode></ofd:TextObject>'
        )

    def line(self, text: str, left: float = 31.7) -> None:
        self.put(left, self.at, text)
        self.at += 10

    def paragraph(self, text: str) -> None:
        line, room, left = "", (WIDE - 2) * 2, 31.7 + 2 * 5.6
        for char in text:
            if sum(1 + (each > "\x7f") for each in line + char) > room:
                self.line(line, left)
                line, room, left = "", WIDE * 2, 31.7
            line += char
        self.line(line, left)

    def table(self, top: float, rows: Sequence[Sequence[str]], merged: Merged | None = None) -> None:
        """A ruled table."""
        edges, high = (20, 40, 110, 150, 190), 10.0
        for index in range(len(rows) + 1):
            for column in range(4):
                if not _is_merged(merged or {}, column, index, len(rows)):
                    self.rule(edges[column], top + index * high, edges[column + 1], top + index * high)
        for x in edges:
            self.rule(x, top, x, top + high * len(rows))
        for index, row in enumerate(rows):
            for column, text in enumerate(row):
                if text:
                    self.put(edges[column] + 2, top + index * high + 7, text, 3.5)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        path = f"M 0 0 L {x1 - x0} {y1 - y0}"
        self.objects.append(
            f'<ofd:PathObject Boundary="{x0} {y0} {x1 - x0} {y1 - y0}" LineWidth="0.35">'
            f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def page(self, foot: str = "") -> None:
        if foot:
            self.put(100, 285, foot, 4)
        self.pages.append("".join(self.objects))
        self.objects, self.at = [], 30.0

    def data(self) -> bytes:
        if self.objects:
            self.page()
        space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
        listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(self.pages)))
        size = "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        common = (
            f"<ofd:PageArea>{size}</ofd:PageArea>{self.templates}<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
        )
        area = f"<ofd:CommonData>{common}</ofd:CommonData>"
        media = "".join(
            f'<ofd:MultiMedia ID="{n}" Type="Image"><ofd:MediaFile>{n}.png</ofd:MediaFile></ofd:MultiMedia>'
            for n in range(1, len(self.pictures) + 1)
        )
        resources = f'<ofd:Res {space} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>'
        root = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        parts = {
            "OFD.xml": f"<ofd:OFD {space}>{root}</ofd:OFD>",
            "Doc_0/DocumentRes.xml": resources,
            "Doc_0/Document.xml": f"<ofd:Document {space}>{area}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        }
        for number, objects in enumerate(self.pages):
            layer = f"<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
            parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = f"<ofd:Page {space}>{layer}</ofd:Page>"
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, xml in parts.items():
                archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{xml}')
            for number, picture in enumerate(self.pictures, 1):
                archive.writestr(f"Doc_0/Res/{number}.png", picture)
        return stream.getvalue()
