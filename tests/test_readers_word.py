"""Word files: what a person sees on the page, in order, with its numbers and merged cells."""

import io
import zipfile
from time import perf_counter

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from hypothesis import given, settings

from pipeline.readers import read_bytes
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.word_numbers import written
from schemas.source import Place, Reading
from tests.damage import damaged, reads_or_refuses


def saved(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def body_of(*xml: str) -> Reading:
    """A document whose body is this XML."""
    document = docx.Document()
    for part in xml:
        document.element.body.insert(-1, element(part))
    return read_bytes(saved(document))


def element(xml: str) -> BaseOxmlElement:
    tag_end = min(at for at in (xml.find(" "), xml.find(">"), xml.find("/")) if at > 0)
    made: BaseOxmlElement = parse_xml(f"{xml[:tag_end]} {nsdecls('w')}{xml[tag_end:]}")
    return made


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_paragraphs_and_tables_come_in_order_with_places() -> None:
    document = docx.Document()
    document.add_heading("一、总体要求", level=2)
    document.add_paragraph("")
    document.add_paragraph("　　加强养护。\u00a0")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "序号", ""
    document.add_paragraph("附则。")
    reading = read_bytes(saved(document))
    assert [(b.text, b.kind, b.level, b.place) for b in reading.blocks] == [
        ("一、总体要求", "heading", 2, Place(paragraph=1)),
        ("加强养护。", "paragraph", None, Place(paragraph=3)),
        ("序号", "cell", None, Place(table=1, row=1, column=1)),
        ("", "cell", None, Place(table=1, row=1, column=2)),
        ("附则。", "paragraph", None, Place(paragraph=4)),
    ]


def test_merged_cells_come_once_with_their_spans() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    for row in range(4):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    for merged in (table.cell(1, 2).merge(table.cell(3, 2)), table.cell(0, 0).merge(table.cell(0, 1))):
        merged.text = "合并"
    found = [
        (b.text, b.place.row, b.place.column, b.row_span, b.column_span) for b in read_bytes(saved(document)).blocks
    ]
    assert found[:5] == [
        ("合并", 1, 1, 1, 2),
        ("02", 1, 3, 1, 1),
        ("10", 2, 1, 1, 1),
        ("11", 2, 2, 1, 1),
        ("合并", 2, 3, 3, 1),
    ]
    assert len(found) == 9


def test_a_frame_of_one_column_is_paragraphs() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "专栏1　重点工程"
    cell.add_paragraph("道路工程。")
    assert [(b.text, b.kind) for b in read_bytes(saved(document)).blocks] == [
        ("专栏1　重点工程", "paragraph"),
        ("道路工程。", "paragraph"),
    ]


def test_tracked_changes_are_accepted() -> None:
    changed = (
        f'<w:p>{run("由县交通局")}<w:del w:id="1" w:author="a"><w:r><w:delText>负责</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="a">{run("牵头")}</w:ins>{run("。")}</w:p>'
    )
    joined = f'<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="a"/></w:rPr></w:pPr>{run("前半句，")}</w:p>'
    assert texts(body_of(changed, joined, f"<w:p>{run('后半句。')}</w:p>")) == ["由县交通局牵头。", "前半句，后半句。"]


def test_links_controls_breaks_and_hidden_text() -> None:
    paragraph = (
        f"<w:p><w:hyperlink>{run('见附件')}</w:hyperlink><w:sdt><w:sdtContent>{run('一')}</w:sdtContent></w:sdt>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:br/></w:r>"
        f'<w:r><w:instrText>PAGE</w:instrText></w:r>{run("换行")}<w:r><w:br w:type="page"/></w:r></w:p>'
    )
    control = f"<w:sdt><w:sdtContent><w:p>{run('控件里的段落')}</w:p></w:sdtContent></w:sdt>"
    assert texts(body_of(paragraph, control)) == ["见附件一\n换行", "控件里的段落"]


def test_text_boxes_come_once_and_contents_do_not() -> None:
    box = f"<w:txbxContent><w:p>{run('云岭县人民政府文件')}</w:p></w:txbxContent>"
    shape = f"<w:p><w:r><w:pict>{box}</w:pict></w:r>{run('正文')}</w:p>"
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent><w:p>{run('一、总则 1')}</w:p></w:sdtContent></w:sdt>"
    )
    assert texts(body_of(contents, shape)) == ["正文", "云岭县人民政府文件"]


def numbered(*levels: tuple[int, str]) -> list[str]:
    """The texts of paragraphs in a list 一、 （一） 1. whose levels are given."""
    document = docx.Document()
    formats = [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "第%3条")]
    made = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text) in enumerate(formats)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, element(f'<w:abstractNum w:abstractNumId="90">{made}</w:abstractNum>'))
    numbering.append(element('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for level, text in levels:
        place = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr></w:pPr>'
        document.element.body.insert(-1, element(f"<w:p>{place}{run(text)}</w:p>"))
    return texts(read_bytes(saved(document)))


def test_automatic_numbers_are_written_out_and_restart() -> None:
    assert numbered((0, "甲"), (1, "乙"), (1, "丙"), (2, "丁"), (0, "戊"), (1, "己")) == [
        *("一、甲", "（一）乙", "（二）丙", "第1条 丁", "二、戊", "（一）己"),
    ]


NUMBERS = [
    (1, "chineseCounting", "一"),
    (10, "chineseCounting", "十"),
    (21, "chineseCountingThousand", "二十一"),
    (103, "chineseCountingThousand", "一百零三"),
    (12, "ideographDigital", "一二"),
    (3, "ideographTraditional", "丙"),
    (3, "decimalEnclosedCircleChinese", "③"),
    (5, "decimalEnclosedParen", "⑸"),
    (7, "decimalFullWidth", "７"),
    (4, "upperRoman", "IV"),
    (28, "lowerLetter", "bb"),
    (3, "chineseLegalSimplified", "叁"),
    (3, "unknownFormat", "3"),
]


@pytest.mark.parametrize(("number", "style", "text"), NUMBERS)
def test_number_formats(number: int, style: str, text: str) -> None:
    assert written(number, style) == text


def test_counting_numbers_differ_up_to_9999() -> None:
    assert len({written(number, "chineseCountingThousand") for number in range(1, 10_000)}) == 9_999


def repacked(data: bytes, leave_out: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != leave_out:
                new.writestr(name, old.read(name))
    return stream.getvalue()


@pytest.mark.parametrize("part", ["[Content_Types].xml", "word/styles.xml", "word/_rels/document.xml.rels"])
def test_a_package_that_lacks_a_part_is_still_read(part: str) -> None:
    document = docx.Document()
    document.add_paragraph("各乡镇人民政府：")
    assert texts(read_bytes(repacked(saved(document), part))) == ["各乡镇人民政府："]


def test_damaged_files_say_so() -> None:
    document = docx.Document()
    document.add_paragraph("正文")
    data = saved(document)
    with pytest.raises(UnreadableFile) as refused:
        read_bytes(data[: len(data) // 2])
    assert (refused.value.code, refused.value.fields["kind"]) == ("damaged_file", "docx")


def test_a_part_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.word_xml._LARGEST_PART", 100)
    with pytest.raises(UnreadableFile) as refused:
        read_bytes(saved(docx.Document()))
    assert refused.value.code == "too_large"


SAMPLE = saved(docx.Document())


@settings(max_examples=60, deadline=None)
@given(damaged(SAMPLE))
def test_damaged_bytes_never_crash(data: bytes) -> None:
    reads_or_refuses(data)


def numbering_of(xml: str, *paragraphs: tuple[str, str]) -> list[str]:
    """The texts of paragraphs with these properties, under these list definitions."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    for made in element(f"<w:numbering>{xml}</w:numbering>"):
        numbering.append(made)
    for properties, text in paragraphs:
        document.element.body.insert(-1, element(f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"))
    return texts(read_bytes(saved(document)))


def level(place: int, style: str, text: str, more: str = "") -> str:
    form = f'<w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{place}">{form}</w:lvl>'


def listed(num: int, place: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{num}"/></w:numPr>'


def test_a_list_goes_on_unless_its_copy_overrides_the_start() -> None:
    lists = (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "ideographDigital", "%1、")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    found = numbering_of(lists, *((listed(num), text) for num, text in ((1, "甲"), (2, "乙"), (3, "丙"), (3, "丁"))))
    assert found == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_levels_that_never_restart_and_levels_overridden() -> None:
    never = level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    lists = (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "chineseCounting", "%1、")}{never}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1、")}'
        "</w:lvlOverride></w:num>"
    )
    places = [(1, 0), (1, 1), (1, 0), (1, 1), (2, 0)]
    found = numbering_of(lists, *((listed(num, place), "文") for num, place in places))
    assert found == ["一、文", "1.文", "二、文", "2.文", "C、文"]


def test_bullets_are_written_and_lists_by_a_list_style() -> None:
    lists = (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", chr(0xF06C))}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="3"><w:styleLink w:val="L"/>{level(0, "chineseCountingThousand", "%1、")}'
        "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    assert numbering_of(lists, (listed(1), "加强领导"), (listed(2), "总则")) == ["●加强领导", "一、总则"]


def test_a_list_tied_to_styles_knows_their_level() -> None:
    tied = level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="Heading2"/>')
    lists = (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "chineseCounting", "%1、")}{tied}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    document = docx.Document()
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    for made in element(f"<w:numbering>{lists}</w:numbering>"):
        numbering.append(made)
    style = document.styles["Heading 2"].element
    style.get_or_add_pPr().append(element('<w:numPr><w:numId w:val="1"/></w:numPr>'))
    document.add_paragraph("加强领导", style="Heading 2")
    assert texts(read_bytes(saved(document))) == ["（一）加强领导"]


def with_part(data: bytes, name: str, kind: str, xml: str) -> bytes:
    """A Word file with one more part that its document refers to."""
    stream = io.BytesIO()
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rId99" Type="{base}/{kind}" Target="{name}.xml"/></Relationships>'
    kind_of_part = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    override = f'<Override PartName="/word/{name}.xml" ContentType="{kind_of_part}"/></Types>'
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", relation.encode())
            if part == "[Content_Types].xml":
                content = content.replace(b"</Types>", override.encode())
            new.writestr(part, content)
        new.writestr(f"word/{name}.xml", xml)
    return stream.getvalue()


def test_footnotes_come_behind_the_text_with_the_place_that_refers_to_them() -> None:
    document = docx.Document()
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    deleted = '<w:del w:id="8" w:author="a"><w:r><w:footnoteReference w:id="3"/></w:r></w:del>'
    document.element.body.insert(0, element(f"<w:p>{run('改造四好农村路')}{reference}{run('。')}{deleted}</w:p>"))
    document.add_paragraph("附则。")
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p>{run(text)}</w:p></w:footnote>'
        for number, text in ((0, ""), (2, "指建好、管好、护好、运营好。"), (3, "已删去。"))
    )
    xml = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>"
    reading = read_bytes(with_part(saved(document), "footnotes", "footnotes", xml))
    assert [(b.text, b.place.paragraph) for b in reading.blocks] == [
        ("改造四好农村路。", 1),
        ("附则。", 2),
        ("指建好、管好、护好、运营好。", 1),
    ]


def test_controls_that_wait_for_text_are_left_out() -> None:
    waiting = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    inline = f"<w:p>{run('期限：')}{waiting.format(run('单击此处输入'))}</w:p>"
    assert texts(body_of(inline, waiting.format(f"<w:p>{run('单击此处输入')}</w:p>"))) == ["期限："]


def test_a_table_in_a_cell_is_read_cell_by_cell_and_one_in_a_frame_is_a_table() -> None:
    inner = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:p>{run(text)}</w:p></w:tc>' for text in row)}</w:tr>" for row in ("甲乙", "丙丁")
    )
    cell = f"<w:tc><w:tbl>{inner}</w:tbl><w:p/></w:tc>"
    beside = f"<w:tbl><w:tr>{cell}<w:tc><w:p>{run('县交通局')}</w:p></w:tc></w:tr></w:tbl>"
    framed = f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"
    reading = body_of(beside, framed)
    assert [(b.text, b.place.table) for b in reading.blocks] == [
        *(("甲\n乙\n丙\n丁", 1), ("县交通局", 1)),
        *(("甲", 2), ("乙", 2), ("丙", 2), ("丁", 2)),
    ]


def test_a_table_of_5000_rows_is_read_in_one_pass() -> None:
    """Some 0.8 s; ``Table.cell`` of python-docx would need hours."""
    merges = ('<w:vMerge w:val="restart"/>', "<w:vMerge/>", "<w:vMerge/>")
    rows = "".join(
        f"<w:tr><w:tc><w:p>{run(f'完成{number}公里')}</w:p></w:tc>"
        f"<w:tc><w:tcPr>{merges[number % 3]}</w:tcPr><w:p>{run('' if number % 3 else '县交通局')}</w:p></w:tc></w:tr>"
        for number in range(5000)
    )
    started = perf_counter()
    reading = body_of(f"<w:tbl>{rows}</w:tbl>")
    assert perf_counter() - started < 10
    assert sum(block.row_span for block in reading.blocks if block.text == "县交通局") == 5000


def test_headers_and_footers_are_left_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "云岭县人民政府公报"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.add_paragraph("各乡镇人民政府：")
    assert texts(read_bytes(saved(document))) == ["各乡镇人民政府："]
