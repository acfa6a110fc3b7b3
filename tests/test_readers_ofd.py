"""OFD files: lines rejoined to paragraphs, ruled tables, pages; damage and scans named."""

import pytest
from hypothesis import given, settings

from pipeline.extract import extract_bytes
from pipeline.readers import read_bytes
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.ofd_objects import deltas
from tests.damage import damaged, reads_or_refuses
from tests.papers import HEAD, LONG, ROWS, OfdPaper, texts
from tests.test_readers_sheets import rewritten


def test_lines_become_paragraphs_over_pages_without_page_numbers() -> None:
    paper = OfdPaper()
    paper.line("云岭县农村公路养护方案", 60)
    paper.paragraph(LONG * 2)
    paper.page("— 1 —")
    paper.paragraph("各乡镇人民政府负责组织实施。")
    paper.page("— 2 —")
    reading = read_bytes(paper.data())
    assert reading.kind == "ofd"
    assert texts(reading) == ["云岭县农村公路养护方案", LONG * 2, "各乡镇人民政府负责组织实施。"]
    assert [block.place.page for block in reading.blocks] == [1, 1, 2]
    assert reading.blocks[1].place.box is not None


def test_ruled_tables_keep_merged_cells_and_give_obligations() -> None:
    paper = OfdPaper()
    rows = [HEAD, ["1", "改造农村公路", "县交通局", "6月底前"], ["2", "修缮危旧桥梁", "", "年底前"]]
    paper.table(60, rows, {2: [(1, 2)]})
    data = paper.data()
    cells = [(b.text, b.place.row, b.place.column, b.row_span) for b in read_bytes(data).blocks]
    assert ("县交通局", 2, 3, 2) in cells
    assert len(cells) == 11
    found = extract_bytes(data, name="a.ofd").obligations
    assert [(o.text, o.names("lead"), o.due) for o in found] == [
        ("改造农村公路", ["县交通局"], "XXXX-06-30"),
        ("修缮危旧桥梁", ["县交通局"], "XXXX-12-31"),
    ]


def test_steps_are_written_out() -> None:
    assert deltas("3.2 g 2 1.6 3.2") == [3.2, 1.6, 1.6, 3.2]
    assert deltas(None) == []


def test_text_turned_by_its_matrix_and_hidden_text() -> None:
    paper = OfdPaper()
    paper.put(30, 40, "县交通局", 2.8, 'CTM="2 0 0 2 0 0"')
    paper.put(30, 60, "不显示", attributes='Visible="false"')
    assert texts(read_bytes(paper.data())) == ["县交通局"]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_bytes(data)
    return refused.value.code


def sample() -> bytes:
    paper = OfdPaper()
    paper.paragraph(LONG)
    paper.table(150, ROWS)
    return paper.data()


SAMPLE = sample()


def test_scans_damage_and_bombs_are_named() -> None:
    paper = OfdPaper()
    paper.objects.append('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="1"/>')
    assert refusal(paper.data()) == "no_text_layer"
    assert refusal(SAMPLE[: len(SAMPLE) // 2]) == "damaged_file"
    assert refusal(rewritten(SAMPLE, "OFD.xml", b"<ofd:OFD", b"<!DOCTYPE a><ofd:OFD")) == "damaged_file"
    assert refusal(rewritten(SAMPLE, "OFD.xml", b"Doc_0", b"Doc_9")) == "damaged_file"
    assert refusal(OfdPaper().data()) == "empty_file"


@settings(max_examples=60, deadline=None)
@given(damaged(SAMPLE))
def test_damaged_bytes_never_crash(data: bytes) -> None:
    reads_or_refuses(data)


def test_a_letterhead_in_a_template_is_read() -> None:
    letterhead, paper = OfdPaper(), OfdPaper()
    letterhead.line("云岭县人民政府文件", 60)
    paper.templates = '<ofd:TemplatePage ID="9" BaseLoc="Pages/Page_1/Content.xml"/>'
    paper.at = 60
    paper.paragraph(LONG)
    paper.page()
    paper.pages.append("".join(letterhead.objects))
    data = rewritten(paper.data(), "Doc_0/Document.xml", b'<ofd:Page ID="1" BaseLoc="Pages/Page_1/Content.xml"/>', b"")
    data = rewritten(
        data, "Doc_0/Pages/Page_0/Content.xml", b"<ofd:Content>", b'<ofd:Template TemplateID="9"/><ofd:Content>'
    )
    assert texts(read_bytes(data)) == ["云岭县人民政府文件", LONG]
