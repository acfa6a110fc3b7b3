"""What goes wrong on a machine and in a file: each is named, costs itself alone, and leaves no half result."""

import io
import os
import resource
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from pipeline.messages import UserError
from pipeline.readers import read_bytes, read_file
from pipeline.readers.archive import read_whole
from pipeline.readers.errors import UnreadableFile
from pipeline.run import Options, run
from pipeline.store import STORE_NAME, FileRecord, open_store
from pipeline.store_rows import to_rows
from pipeline.worker import Failure, Limits, work
from schemas.manifest import ManifestEntry
from schemas.obligation import Extraction
from tests.extractions import lines_as_obligations, sample

ENTITIES = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
BOMB = f'<!DOCTYPE x [<!ENTITY l0 "lol">{ENTITIES}]>'
SECONDS = 10.0


def with_part(package: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A zip package with one of its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(stream, "w") as target:
        for part in source.namelist():
            data = source.read(part)
            target.writestr(part, change(data) if part == name else data)
    return stream.getvalue()


def with_bomb(data: bytes) -> bytes:
    head, _, rest = data.partition(b"?>")
    return head + b"?>" + BOMB.encode() + rest.replace(b"</", b"&l9;</", 1)


def word() -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    document.add_paragraph("一、由县交通局牵头改造公路。")
    document.save(stream)
    return stream.getvalue()


def sheet() -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.create_sheet("任务", 0).append(["任务", "牵头单位"])
    book.save(stream)
    return stream.getvalue()


BOMBS = [
    ("docx", lambda: with_part(word(), "word/document.xml", with_bomb)),
    ("xlsx", lambda: with_part(sheet(), "xl/workbook.xml", with_bomb)),
    ("xlsx", lambda: with_part(sheet(), "xl/worksheets/sheet1.xml", with_bomb)),
]


# ---- files


@pytest.mark.parametrize(("kind", "bomb"), BOMBS)
def test_a_bomb_of_entities_is_refused(kind: str, bomb: Callable[[], bytes]) -> None:
    started = time.process_time()
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(bomb(), name=f"a.{kind}")
    assert caught.value.code == "damaged_file"
    assert time.process_time() - started < SECONDS


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("方案.txt", b"0" * 64 * 1024 * 1024)
    with pytest.raises(UnreadableFile) as caught:
        read_whole(path / "方案.txt")
    assert caught.value.code == "too_large"


@pytest.mark.skipif(os.name == "nt", reason="needs files with holes")
def test_a_text_of_a_gigabyte_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(1024**3)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableFile) as caught:
        read_file(path)
    assert caught.value.code == "too_large"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_html_of_any_depth_ends() -> None:
    started = time.process_time()
    deep = "<html><body>" + "<div>" * 50_000 + "由县交通局牵头改造公路。" + "</div>" * 50_000 + "</body></html>"
    try:
        assert read_bytes(deep.encode(), name="a.html").blocks
    except UnreadableFile as error:
        assert error.code in ("damaged_file", "empty_file")
    assert time.process_time() - started < SECONDS


def test_a_file_that_changes_during_the_run_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("改过了", encoding="utf-8")
    record = FileRecord(name="a.txt", path=str(path), sha256="0" * 64)
    assert work(record, Limits(), lines_as_obligations) == Failure("changed_while_read")


def test_a_file_that_is_gone_before_it_is_read_is_named(tmp_path: Path) -> None:
    record = FileRecord(name="a.txt", path=str(tmp_path / "a.txt"), sha256="0" * 64)
    found = work(record, Limits(), lines_as_obligations)
    assert isinstance(found, Failure) and found.code == "cannot_open"


@pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")
def test_links_to_folders_elsewhere_and_pipes_are_named(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "elsewhere").mkdir()
    for folder in ("in", "elsewhere"):
        (tmp_path / folder / f"{folder}.txt").write_text(folder, encoding="utf-8")
    (tmp_path / "in" / "loop").symlink_to(".")  # leads to what is read anyway
    (tmp_path / "in" / "more").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    report = run([tmp_path / "in"], tmp_path / "out", extract=lines_as_obligations)
    assert [(Path(file.name).name, file.code) for file in report.failed] == [
        ("more", "linked_folder"),
        ("pipe.txt", "no_file"),
    ]
    both = run([tmp_path / "in", tmp_path / "elsewhere"], tmp_path / "out", extract=lines_as_obligations)
    assert (both.documents, [file.code for file in both.failed]) == (2, ["no_file"])


def formulas(data: bytes, *, name: str, manifest: ManifestEntry | None = None) -> Extraction:
    return sample(name, tasks=("=1+1是任务", "+加强监管", "-减少排放", "@全体单位"))


def test_what_looks_like_a_formula_is_text_in_the_workbook(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    run([tmp_path / "a.txt"], tmp_path / "out", extract=formulas)
    cells = [
        cell for sheet in openpyxl.load_workbook(tmp_path / "out" / "matrix.xlsx") for row in sheet for cell in row
    ]
    assert {cell.data_type for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))} == {"s"}


# ---- the machine


FULL = [
    # bytes that a file may have    what is named
    (100_000, STORE_NAME),
    (700_000, "report.html"),
]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs a limit of file size")
@pytest.mark.parametrize(("most", "named"), FULL)
def test_a_full_disk_is_named_and_nothing_half_is_left(tmp_path: Path, most: int, named: str) -> None:
    (tmp_path / "in").mkdir()
    for number in range(10):
        (tmp_path / "in" / f"{number}.txt").write_text(f"第{number}件任务\n" * 60, encoding="utf-8")
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}));"
        "from pipeline.cli import main; main()"
    )
    arguments = ["run", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--lang", "en"]
    ended = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, timeout=60)
    assert ended.returncode == 2, ended.stderr.decode()
    assert named.encode() in ended.stderr and b"Traceback" not in ended.stderr
    assert [path.name for path in (tmp_path / "out").iterdir() if path.suffix == ".part"] == []
    report = run([tmp_path / "in"], tmp_path / "out", extract=lines_as_obligations)
    assert (report.documents, report.failures) == (10, 0)


def test_a_store_that_is_locked_for_a_while_is_waited_for(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        other = sqlite3.connect(tmp_path / STORE_NAME, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN EXCLUSIVE")
        threading.Timer(0.5, other.rollback).start()
        store.write([(FileRecord(name="a.txt"), to_rows(sample("a.txt")))])
        assert store.documents() == ["a.txt"]
        other.close()


def test_a_cluster_that_is_not_there_is_named(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="needs dask.distributed (duban[cluster])")
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        run([tmp_path / "a.txt"], tmp_path / "out", options=Options(cluster="127.0.0.1"))
    assert caught.value.code == "cluster_unreachable"


@pytest.mark.parametrize("url", ["mysql://a@b/c", "nothing", "oracle://x"])
def test_a_store_that_is_no_store_is_named(tmp_path: Path, url: str) -> None:
    with pytest.raises(UserError) as caught:
        open_store(tmp_path, url=url)
    assert caught.value.code in ("store_url_wrong", "extra_missing")
