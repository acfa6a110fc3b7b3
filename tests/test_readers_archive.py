"""Files in .zip archives: each a document of its own, names in GB18030, limits, and a run over them."""

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.collect import collect
from pipeline.extract import extract_file
from pipeline.readers import read_file
from pipeline.readers.archive import expand, read_whole
from pipeline.readers.errors import UnreadableFile
from pipeline.run import run

PLAN = "云岭县道路养护方案\n由县交通局牵头，2025年6月底前完成改造。\n".encode()


def zipped(*members: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def as_windows_writes(name: str) -> bytes:
    """An archive whose member's name is GB18030 and not marked as UTF-8."""
    raw = name.encode("gb18030")
    data = zipped(("x" * len(raw), PLAN))
    return data.replace(b"x" * len(raw), raw)


def named(path: Path, data: bytes) -> list[str]:
    path.write_bytes(data)
    return [member.relative_to(path.parent).as_posix() for member in expand(path)]


def test_names_in_gb18030_are_decoded(tmp_path: Path) -> None:
    assert named(tmp_path / "a.zip", as_windows_writes("附件/方案.txt")) == ["a.zip/附件/方案.txt"]
    assert read_whole(tmp_path / "a.zip/附件/方案.txt") == PLAN


def test_archives_in_an_archive_are_opened_once(tmp_path: Path) -> None:
    third = zipped(("三.txt", PLAN))
    inner = zipped(("二.txt", PLAN), ("三.zip", third))
    found = named(tmp_path / "a.zip", zipped(("一.txt", PLAN), ("内.zip", inner)))
    assert found == ["a.zip/一.txt", "a.zip/内.zip/三.zip", "a.zip/内.zip/二.txt"]
    assert read_file(tmp_path / "a.zip/内.zip/二.txt").blocks[0].text == "云岭县道路养护方案"
    assert refusal(tmp_path / "a.zip/内.zip/三.zip") == "nested_archive"


def test_names_that_climb_or_repeat_are_made_safe_and_leavings_left_out(tmp_path: Path) -> None:
    members = [
        ("../../etc/a.txt", PLAN),
        ("/b.txt", PLAN),
        ("B\\c.txt", PLAN),
        ("__MACOSX/b.txt", b""),
        ("~$d.docx", b""),
    ]
    assert named(tmp_path / "a.zip", zipped(*members)) == ["a.zip/B/c.txt", "a.zip/b.txt", "a.zip/etc/a.txt"]


def test_a_word_file_is_no_archive(tmp_path: Path) -> None:
    assert named(tmp_path / "a.docx", zipped(("word/document.xml", b"<a/>"))) == ["a.docx"]
    assert named(tmp_path / "a.xlsb", zipped(("xl/workbook.bin", b""), ("[Content_Types].xml", b""))) == ["a.xlsb"]


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_file(path)
    return refused.value.code


def test_an_archive_that_cannot_be_opened_is_named_itself(tmp_path: Path) -> None:
    assert named(tmp_path / "a.zip", zipped(("方案.txt", PLAN))[:60]) == ["a.zip"]
    assert refusal(tmp_path / "a.zip") == "damaged_file"
    assert named(tmp_path / "b.zip", zipped()) == ["b.zip"]
    assert refusal(tmp_path / "b.zip") == "empty_file"


def test_bombs_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    assert named(path, zipped(("零.txt", b"0" * 20_000_000))) == ["a.zip"]
    assert refusal(path) == "too_large"


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.archive.MOST_MEMBERS", 2)
    path = tmp_path / "a.zip"
    assert named(path, zipped(*((f"{number}.txt", PLAN) for number in range(3)))) == ["a.zip"]
    assert refusal(path) == "too_large"


def test_a_run_reads_the_members_and_names_those_it_cannot_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    encrypted = bytearray(zipped(("密.txt", PLAN)))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        encrypted[encrypted.find(sign) + offset] |= 1
    (folder / "密.zip").write_bytes(bytes(encrypted))
    (folder / "文件.zip").write_bytes(zipped(("方案.txt", PLAN), ("图.rar", b"Rar!\x1a\x07\x00")))
    report = run([folder], tmp_path / "out")
    assert (report.documents, report.obligations) == (1, 1)
    assert sorted((record.name, record.code) for record in report.failed) == [
        ("密.zip/密.txt", "encrypted_file"),
        ("文件.zip/图.rar", "unsupported_kind"),
    ]
    assert run([folder], tmp_path / "out").reused == 1


def test_an_archive_named_itself_and_a_manifest_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "文件.zip"
    path.write_bytes(zipped(("方案.txt", PLAN)))
    (tmp_path / "manifest.csv").write_text("file,issued\n文件.zip/方案.txt,2025-01-02\n", encoding="utf-8")
    assert [item.name for item in collect([path], skip=tmp_path / "out").inputs] == ["文件.zip/方案.txt"]
    assert run([path], tmp_path / "out").documents == 1
    assert extract_file(path / "方案.txt", name="a").obligations[0].due == "2025-06-30"


def test_task_lists_are_collected_and_only_manifests_are_not(tmp_path: Path) -> None:
    for name in ("任务.csv", "任务.xlsx", "manifest.csv"):
        (tmp_path / name).write_bytes(b"file\n")
    assert [item.name for item in collect([tmp_path], skip=tmp_path / "out").inputs] == ["任务.csv", "任务.xlsx"]
