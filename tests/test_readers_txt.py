"""Plain text and its encodings; what a file is, told by its content."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.readers import READERS, read_bytes, read_file
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.sniff import sniff
from schemas.source import FileKind, Place

LINES = ["云岭县人民政府办公室关于加强道路养护工作的通知", "各乡镇人民政府：", "一、由县交通局牵头，6月底前完成。"]
TEXT = "\n".join(LINES)


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_bytes(data).blocks]


ENCODED = [
    ("utf-8", TEXT.encode("utf-8")),
    ("utf-8 with mark", TEXT.encode("utf-8-sig")),
    ("gb18030", TEXT.encode("gb18030")),
    ("gb2312", TEXT.encode("gb2312")),
    ("utf-16 with mark", TEXT.encode("utf-16")),
    ("utf-16-be with mark", codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")),
    ("utf-16-le without mark", TEXT.encode("utf-16-le")),
    ("utf-16-be without mark", TEXT.encode("utf-16-be")),
    ("windows lines", TEXT.replace("\n", "\r\n").encode("utf-8")),
    ("old mac lines", TEXT.replace("\n", "\r").encode("gb18030")),
]


@pytest.mark.parametrize(("name", "data"), ENCODED, ids=[name for name, _ in ENCODED])
def test_every_encoding_reads_the_same(name: str, data: bytes) -> None:
    assert texts(data) == LINES


def test_blocks_are_lines_numbered_with_the_empty_ones() -> None:
    reading = read_bytes("\n\n　　第一条　为了加强管理。　\n\n第二条\u00a0 本办法\n".encode())
    assert [(b.text, b.place) for b in reading.blocks] == [
        ("第一条　为了加强管理。", Place(paragraph=3)),
        ("第二条\u00a0 本办法", Place(paragraph=5)),
    ]


def test_broken_bytes_are_read_and_noted() -> None:
    data = (TEXT * 20).encode("utf-8")
    reading = read_bytes(data[:300] + b"\xff" + data[300:])
    assert reading.notes[0].code == "odd_characters"
    assert "由县交通局牵头" in reading.blocks[-1].text


def test_control_characters_are_left_out_and_noted() -> None:
    reading = read_bytes("各乡\x07镇人民政府：\n县财政局".encode())
    assert reading.blocks[0].text == "各乡镇人民政府："
    assert [(n.code, n.place.paragraph, n.fields) for n in reading.notes] == [("odd_characters", 1, (("count", "1"),))]


SENTENCE = (
    "为进一步加强全县农村公路养护管理工作，提高公路服务水平，根据有关规定，"
    "结合我县实际情况，制定本实施方案，请认真组织实施"
)


def wrapped(width: int) -> str:
    paragraphs = [f"　　{SENTENCE * 3}。", "　　一、总体要求", f"　　{SENTENCE * 3}。"]
    return "\n".join(p[i : i + width] for p in paragraphs for i in range(0, len(p), width))


def test_lines_wrapped_at_a_width_become_paragraphs() -> None:
    assert texts(wrapped(32).encode()) == [f"{SENTENCE * 3}。", "一、总体要求", f"{SENTENCE * 3}。"]


def test_lines_of_one_length_that_are_closed_stay_lines() -> None:
    lines = [f"{number}由县交通局会同有关部门按照职责分工负责。" for number in "甲乙丙丁戊己庚辛壬癸"]
    assert texts("\n".join(lines).encode()) == lines


KINDS = [
    (b"", "empty"),
    (b" \r\n\x00", "empty"),
    (b"%PDF-1.7 ...", "pdf"),
    (b"{\\rtf1\\ansi", "rtf"),
    (b"\xff\xd8\xff\xe0JFIF", "jpg"),
    (b"\x89PNG\r\n\x1a\n...", "png"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"PK\x03\x04broken word/document.xml", "docx"),
    (b"PK\x03\x04broken xl/workbook.xml", "xlsx"),
    (b"PK\x03\x04broken OFD.xml", "ofd"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "doc"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "xls"),
    (bytes(range(256)) * 20, "binary"),
    ("<!DOCTYPE html><p>通知</p>".encode(), "html"),
    ("<p>通知</p><p>正文</p><p>落款</p>".encode("gb18030"), "html"),
    ("通知：投资<5万元，产值>8万元".encode(), "txt"),
    (b'<?xml version="1.0"?><a/>', "xml"),
]


@pytest.mark.parametrize(("data", "kind"), KINDS, ids=[f"{kind}-{i}" for i, (_, kind) in enumerate(KINDS)])
def test_kind_is_told_by_content(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


REFUSED = [
    (b"", "empty_file", {}),
    ("\u3000\r\n\u00a0".encode(), "empty_file", {}),
    (b"<html><body></body></html>", "empty_file", {}),
    (b"\xff\xd8\xff\xe0", "damaged_file", {"kind": "jpg"}),
    (b"Rar!\x1a\x07", "unsupported_kind", {"kind": "rar"}),
    (bytes(range(256)) * 20, "unknown_kind", {}),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted_file", {}),
]


@pytest.mark.parametrize(
    ("data", "code", "fields"), REFUSED, ids=[f"{code}-{i}" for i, (_, code, _) in enumerate(REFUSED)]
)
def test_what_cannot_be_read_says_why(data: bytes, code: str, fields: dict[str, str]) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_bytes(data)
    assert (refused.value.code, refused.value.fields) == (code, fields)


def test_a_missing_file_cannot_be_opened(tmp_path: "pytest.TempPathFactory") -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_file(tmp_path / "none.txt")  # type: ignore[operator]
    assert refused.value.code == "cannot_open"


CONVERTED = {"doc", "rtf", "xls"}  # each call would start LibreOffice


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(sorted(set(READERS) - CONVERTED)))
def test_no_reader_raises_anything_else_for_any_bytes(data: bytes, kind: FileKind) -> None:
    for read in (read_bytes, READERS[kind]):
        try:
            read(data)
        except UnreadableFile as refused:
            assert refused.code
