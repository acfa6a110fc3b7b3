"""Pages that are pictures, recognised by machine (``--ocr``): what is kept and told, and that it comes out the same."""

import difflib
import io
import math
import struct
import zlib
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest

from pipeline.extract import extract_bytes
from pipeline.messages import UserError
from pipeline.readers import read_bytes
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.ocr import Recognised, missing
from pipeline.run import Options, RunReport, run
from schemas.manifest import FileOptions
from schemas.obligation import Extraction
from schemas.source import Reading
from tests.papers import HEAD, LONG, OfdPaper, Paper, ruled, texts
from tests.scans import scanned
from tests.test_readers_ofd import refusal
from tests.test_readers_sheets import rewritten

needs_engine = pytest.mark.skipif(bool(missing()), reason="the extra ocr is not installed")
TASKS = (
    "由县水利局牵头，县财政局、县自然资源局配合，2025年10月15日前完成水库除险加固12座。",
    "各镇（街道）要在2025年11月底前建立巡查台账，每月25日前报送进展，巡查每月不少于2次。",
    "县气象局、县应急管理局分别负责预警发布和物资储备，响应时间不超过30分钟。",
)


def typed() -> bytes:
    paper = Paper()
    for task in TASKS:
        paper.paragraph(task)
    return paper.data()


@pytest.fixture(scope="module")
def scan() -> bytes:
    pytest.importorskip("numpy")
    paper = Paper()
    paper.paragraph(LONG)
    paper.page()
    return scanned(typed(), paper)


@pytest.fixture(scope="module")
def reading(scan: bytes) -> Reading:
    return read_bytes(scan, ocr=True)


def picture_of(data: bytes) -> Any:
    """The first page of a PDF as a scanner gives it, as a picture of Pillow."""
    opened = pdfium.PdfDocument(data)
    try:
        return opened[0].render(scale=200 / 72).to_pil().convert("L")
    finally:
        opened.close()


def facts(extraction: Extraction) -> list[tuple[object, ...]]:
    return [
        (
            one.names("lead"),
            one.names("support"),
            one.due,
            one.rrule,
            tuple((m.op, m.value, m.unit) for m in one.targets),
        )
        for one in extraction.obligations
    ]


@needs_engine
def test_characters_and_paragraphs(reading: Reading) -> None:
    found = [block.text for block in reading.blocks if block.place.page == 2]
    assert len(found) == len(TASKS)
    same = difflib.SequenceMatcher(None, "".join(TASKS), "".join(found), autojunk=False)
    assert sum(block.size for block in same.get_matching_blocks()) >= 0.97 * len("".join(TASKS))


@needs_engine
def test_boxes_are_those_of_the_page(reading: Reading) -> None:
    """Within an em: the typed page and its scan show the paragraphs in the same places."""
    here = [block.place.box for block in reading.blocks if block.place.page == 2]
    there = [block.place.box for block in read_bytes(typed()).blocks]
    for a, b in zip(here, there, strict=True):
        assert a is not None
        assert b is not None
        assert max(abs(x - y) for x, y in zip(a, b, strict=True)) < 16


@needs_engine
def test_obligations_are_kept(scan: bytes) -> None:
    extraction = extract_bytes(scan, name="a.pdf", manifest=FileOptions(file="", ocr="engine"))
    kept = facts(extraction)
    assert [fact for fact in facts(extract_bytes(typed(), name="a.pdf")) if fact not in kept] == []


@needs_engine
def test_recognised_pages_are_told_and_others_are_not(reading: Reading) -> None:
    (note,) = reading.notes
    fields = dict(note.fields)
    assert (note.code, note.place.page, fields["dropped"]) == ("page_recognised", 2, "0")
    assert int(fields["confidence"]) > 90


@needs_engine
def test_the_same_page_gives_the_same(scan: bytes, reading: Reading) -> None:
    assert read_bytes(scan, ocr=True) == reading


@needs_engine
def test_without_the_option_the_page_is_left_out(scan: bytes) -> None:
    reading = read_bytes(scan)
    assert texts(reading) == [LONG]
    assert [note.code for note in reading.notes] == ["page_without_text"]


@needs_engine
def test_a_page_without_anything_to_recognise_is_noted() -> None:
    image = pytest.importorskip("PIL.Image")
    paper = Paper()
    paper.paragraph(LONG)
    paper.page()
    paper.canvas.drawInlineImage(image.new("L", (200, 200), 255), 10, 10, 200, 200)
    assert [note.code for note in read_bytes(paper.data(), ocr=True).notes] == ["page_without_text"]


@needs_engine
def test_ruled_tables_keep_their_cells() -> None:
    paper = Paper()
    rows = [HEAD, ["1", "改造农村公路", "县交通局", "6月底前"], ["2", "修缮危旧桥梁", "", "年底前"]]
    ruled(paper, 700, rows, {2: [(1, 2)]})
    data = paper.data()
    cells = [
        [(b.text, b.place.row, b.place.column, b.row_span) for b in read_bytes(each, ocr=True).blocks if b.text]
        for each in (data, scanned(data))
    ]
    assert cells[0] == cells[1]
    assert ("县交通局", 2, 3, 2) in cells[1]


@needs_engine
@pytest.mark.parametrize(("form", "kind"), [("JPEG", "jpg"), ("PNG", "png"), ("BMP", "bmp"), ("GIF", "gif")])
def test_a_picture_says_what_its_page_says(form: str, kind: str) -> None:
    stream = io.BytesIO()
    picture_of(typed()).save(stream, form)
    found = read_bytes(stream.getvalue(), ocr=True)
    assert found.kind == kind
    assert texts(found) == list(TASKS)
    assert [note.code for note in found.notes] == ["page_recognised"]


@needs_engine
def test_a_photograph_is_turned_as_its_camera_says() -> None:
    image = pytest.importorskip("PIL.Image")
    stream, exif = io.BytesIO(), image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter clockwise
    picture_of(typed()).rotate(90, expand=True).save(stream, "JPEG", exif=exif)
    assert texts(read_bytes(stream.getvalue(), ocr=True)) == list(TASKS)


@needs_engine
def test_every_page_of_a_fax_is_read() -> None:
    page, stream = picture_of(typed()), io.BytesIO()
    page.save(stream, "TIFF", save_all=True, append_images=[page], dpi=(200, 200))
    found = read_bytes(stream.getvalue(), ocr=True)
    assert [block.place.page for block in found.blocks] == [1, 1, 1, 2, 2, 2]


def test_a_picture_without_the_option_and_a_broken_one_are_named() -> None:
    stream = io.BytesIO()
    picture_of(typed()).save(stream, "PNG")
    assert refusal(stream.getvalue()) == "no_text_layer"
    assert refusal(stream.getvalue()[:20]) == "damaged_file"


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    """A header that promises more dots than any scanner makes."""
    stream = io.BytesIO()
    picture_of(typed()).save(stream, "PNG")
    head = b"IHDR" + struct.pack(">II", 60_000, 60_000) + stream.getvalue()[24:29]
    huge = stream.getvalue()[:12] + head + struct.pack(">I", zlib.crc32(head)) + stream.getvalue()[33:]
    assert refusal(huge) == "too_large"


@needs_engine
def test_a_scanned_page_of_an_ofd_is_read_from_its_pieces() -> None:
    """A page in two halves, one above the other; without the second file it is named."""
    page, paper = picture_of(typed()), OfdPaper()
    upper = page.crop((0, 0, page.width, page.height // 2))
    lower = page.crop((0, page.height // 2, page.width, page.height))
    paper.picture(upper, (0, 0, 210, 148.5))
    paper.picture(lower, (0, 148.5, 210, 148.5))
    data = paper.data()
    found = read_bytes(data, ocr=True)
    assert texts(found) == list(TASKS)
    assert [note.code for note in found.notes] == ["page_recognised"]
    with pytest.raises(UnreadableFile) as refused:
        read_bytes(rewritten(data, "Doc_0/DocumentRes.xml", b"2.png", b"3.png"), ocr=True)
    assert refused.value.code == "no_text_layer"


@needs_engine
def test_a_run_reads_again_with_the_option_and_only_then(scan: bytes, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(scan)

    def read(ocr: bool) -> RunReport:
        return run([tmp_path / "in"], tmp_path / "out", options=Options(ocr=ocr))

    reports = [read(False), read(True), read(True)]
    assert [report.reused for report in reports] == [0, 0, 1]
    assert reports[0].obligations < reports[1].obligations == reports[2].obligations


@pytest.mark.skipif(not missing(), reason="the extra ocr is installed")
def test_without_the_extra_a_run_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LONG, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        run([tmp_path], tmp_path / "out", options=Options(ocr=True))
    assert caught.value.code == "extra_missing"


@pytest.mark.parametrize("degrees", [-1.0, 0.0, 1.5])
def test_boxes_move_back_to_where_they_stand(degrees: float) -> None:
    """A point to the right of the middle, on a page turned clockwise, stands lower."""
    angle = math.radians(degrees)
    found = Recognised([], angle, (300.0, 400.0), 1.0, 0)
    left, top, right, bottom = found.on_page((490.0, 390.0, 510.0, 410.0))
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx(
        (300 + 200 * math.cos(angle), 400 + 200 * math.sin(angle))
    )
    assert (right - left, bottom - top) == pytest.approx((20, 20))
