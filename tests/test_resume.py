"""What a run does again and what it keeps: killed runs, changed rules, renamed, removed and doubled files."""

import contextlib
import os
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

import pipeline.cli
from pipeline.messages import UserError
from pipeline.run import RunReport, run
from pipeline.status import status_of
from pipeline.store import STORE_NAME, open_store
from pipeline.version import _imports, _modules, _sources, extraction_version, rules_version
from pipeline.worker import path_of, stored_path
from tests.extractions import lines_as_obligations
from tests.generated import write
from tests.kills import begin, count, exports, finish, kill_again_and_again
from tests.servers import wait_until
from tests.test_architecture import MODULES, dotted, imports

Read = Callable[..., RunReport]
SAME_PAIR = [
    # the first name      the other name
    ("甲.txt", "乙/甲.txt"),
    ("a.txt", "b.txt"),
    ("B.txt", "a.txt"),
]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    (folder / "市").mkdir(parents=True)
    for name, text in {"a.txt": "补齐短板", "b.txt": "严禁举债", "市/c.txt": "报送进展"}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def read(documents: Path, tmp_path: Path) -> Read:
    return partial(run, [documents], tmp_path / "out", extract=lines_as_obligations)


def texts(out: Path) -> dict[str, list[str]]:
    with open_store(out, create=False) as store:
        return {one.document: [obligation.text for obligation in one.obligations] for one in store.extractions()}


def fresh(documents: Path, tmp_path: Path) -> dict[str, bytes]:
    run([documents], tmp_path / "fresh", extract=lines_as_obligations)
    return exports(tmp_path / "fresh")


# ---- killed


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_run_that_is_killed_goes_on_and_ends_with_the_same_bytes(tmp_path: Path) -> None:
    documents = write(tmp_path / "documents", 40, paragraphs=2)
    seconds = finish(documents, tmp_path / "undisturbed")
    done = kill_again_and_again(documents, tmp_path / "killed", seconds, kills=2, seed=7)
    assert done == sorted(done)
    finish(documents, tmp_path / "killed")
    assert exports(tmp_path / "killed") == exports(tmp_path / "undisturbed")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc to see processes")
def test_the_workers_of_a_killed_run_end_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_TEST_MARK", str(tmp_path))
    documents = write(tmp_path / "documents", 300, paragraphs=1)
    process = begin(documents, tmp_path / "out")
    wait_until(lambda: count(tmp_path / "out") > 0)
    assert len(marked(str(tmp_path))) >= 2
    process.kill()
    process.wait(60)
    wait_until(lambda: not marked(str(tmp_path)))


def marked(mark: str) -> list[str]:
    """The processes that have a mark in their environment, but this one and those that have ended."""
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if f"DUBAN_TEST_MARK={mark}".encode() in environment.read_bytes():
                found.append(environment.parent.name)
    return found


# ---- renamed, removed, doubled


def test_a_renamed_file_takes_its_document_along(read: Read, documents: Path, tmp_path: Path) -> None:
    read()
    (documents / "b.txt").rename(documents / "市" / "改名.txt")
    report = read()
    assert (report.reused, report.renamed, report.removed) == (3, 1, 0)
    assert texts(tmp_path / "out") == {"a.txt": ["补齐短板"], "市/c.txt": ["报送进展"], "市/改名.txt": ["严禁举债"]}
    assert exports(tmp_path / "out") == fresh(documents, tmp_path)


def test_a_removed_file_is_forgotten(read: Read, documents: Path, tmp_path: Path) -> None:
    read()
    (documents / "b.txt").unlink()
    report = read()
    assert (report.documents, report.removed) == (2, 1)
    assert exports(tmp_path / "out") == fresh(documents, tmp_path)


def test_what_failed_stays_named_when_other_folders_are_read(documents: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "空.txt").write_text("", encoding="utf-8")
    names = []
    for folder in (other, documents, other):
        report = run([folder], tmp_path / "out", extract=lines_as_obligations)
        names.append([record.name for record in report.failed])
        if folder == documents:
            (other / "空.txt").unlink()
    assert names == [["空.txt"], ["空.txt"], [str(other)]]


def test_outputs_of_a_run_are_no_documents(read: Read, documents: Path, tmp_path: Path) -> None:
    read()
    with pytest.raises(UserError) as refused:
        run([tmp_path / "out"], tmp_path / "again", extract=lines_as_obligations)
    assert refused.value.code == "reads_outputs"
    with pytest.raises(UserError):
        run([documents], documents, extract=lines_as_obligations)
    run([documents], documents / "results", extract=lines_as_obligations)
    report = run([documents], documents / "results2", extract=lines_as_obligations)
    assert report.documents == 3


@pytest.mark.parametrize(("first", "other"), [(one, two) for one, two in SAME_PAIR if one < two])
def test_files_with_one_content_count_once(tmp_path: Path, first: str, other: str) -> None:
    for name in (first, other):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("补齐短板\n", encoding="utf-8")
    report = run([tmp_path / "in"], tmp_path / "out", extract=lines_as_obligations)
    assert (report.documents, report.obligations, report.doubles) == (1, 1, 1)
    assert [(record.name, record.same_as) for record in report.same] == [(max(first, other), min(first, other))]
    problems = (tmp_path / "out" / "problems.csv").read_text(encoding="utf-8-sig")
    assert f"内容与“{min(first, other)}”完全相同" in problems


def test_of_two_the_same_the_other_counts_when_the_first_is_gone(read: Read, documents: Path, tmp_path: Path) -> None:
    (documents / "b.txt").write_text("补齐短板", encoding="utf-8")
    assert read().doubles == 1
    (documents / "a.txt").unlink()
    report = read()
    assert (report.doubles, report.documents) == (0, 2)
    assert texts(tmp_path / "out")["b.txt"] == ["补齐短板"]
    assert exports(tmp_path / "out") == fresh(documents, tmp_path)


def test_the_first_name_counts_in_whatever_order_files_came(read: Read, documents: Path, tmp_path: Path) -> None:
    read()
    (documents / "0.txt").write_text("补齐短板", encoding="utf-8")
    report = read()
    assert sorted(texts(tmp_path / "out")) == ["0.txt", "b.txt", "市/c.txt"]
    assert [record.name for record in report.same] == ["a.txt"]
    assert exports(tmp_path / "out") == fresh(documents, tmp_path)


def test_the_same_file_with_another_manifest_row_is_another_document(documents: Path, tmp_path: Path) -> None:
    (documents / "b.txt").write_text("补齐短板", encoding="utf-8")
    (documents / "manifest.csv").write_text("文件,成文日期\nb.txt,2020-01-02\n", encoding="utf-8")
    report = run([documents], tmp_path / "out", extract=lines_as_obligations)
    assert (report.documents, report.doubles) == (3, 0)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user who may be refused")
def test_a_folder_that_may_not_be_read_is_named_and_its_results_stay(
    read: Read, documents: Path, tmp_path: Path
) -> None:
    read()
    (documents / "市").chmod(0)
    try:
        report = read()
    finally:
        (documents / "市").chmod(0o755)
    assert [(record.code) for record in report.failed] == ["closed_folder"]
    assert report.documents == 3


# ---- versions


def test_what_was_read_by_other_rules_is_read_again(read: Read, tmp_path: Path) -> None:
    read()
    with sqlite3.connect(tmp_path / "out" / STORE_NAME) as database:
        database.execute("UPDATE files SET rules = 'older' WHERE name = 'a.txt'")
    database.close()
    with open_store(tmp_path / "out", create=False) as store:
        assert (status_of(store).stale, status_of(store).done) == (1, 3)
    assert read().reused == 2


def test_formats_have_versions_of_their_own() -> None:
    versions = {kind: extraction_version(kind) for kind in ("txt", "html", "pdf", "ofd", "docx", "xlsx")}
    assert len({*versions.values(), extraction_version(None), rules_version()}) == len(versions) + 2


def test_the_version_follows_every_import_of_the_extraction() -> None:
    own = {dotted(module) for module in MODULES}
    for module in MODULES:
        seen = set(_imports(_sources()[_modules()[dotted(module)]]))
        assert {name for name in imports(module) if name in own} <= seen, module


# ---- names, status


@pytest.mark.skipif(os.name == "nt", reason="needs names that are bytes")
def test_names_in_odd_encodings_are_read_and_found_again(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("方案.txt".encode("gb18030"), b"\xff\xfe.txt", "好.txt".encode()):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(f"补齐短板{name!r}", encoding="utf-8")
    report = run([folder], tmp_path / "out", extract=lines_as_obligations)
    assert (report.documents, report.failures) == (3, 0)
    assert {"方案.txt", "好.txt"} < set(texts(tmp_path / "out"))
    assert run([folder], tmp_path / "out", extract=lines_as_obligations).reused == 3


@pytest.mark.parametrize("raw", ["/甲/乙.txt".encode(), b"/a/\xff.txt", "/甲/%41 #?.txt".encode() + b"\xfe"])
@pytest.mark.skipif(os.name == "nt", reason="needs paths that are bytes")
def test_a_path_comes_back_from_its_text(raw: bytes) -> None:
    path = Path(os.fsdecode(raw))
    stored_path(path).encode("utf-8")
    assert path_of(stored_path(path)) == path


def test_status_says_what_is_done_failed_and_waiting(read: Read, documents: Path, tmp_path: Path) -> None:
    (documents / "旧.doc").write_text("x", encoding="utf-8")
    read()
    with sqlite3.connect(tmp_path / "out" / STORE_NAME) as database:
        database.execute("UPDATE files SET state = 'waiting' WHERE name = 'a.txt'")
    database.close()
    result = CliRunner().invoke(pipeline.cli.app, ["status", str(tmp_path / "out"), "--lang", "en"])
    assert result.exit_code == 1
    for said in ("done", "waiting", "旧.doc", "goes on where it stopped", extraction_version("docx"), rules_version()):
        assert said in result.stdout, said
    assert count(tmp_path / "out") == 3
