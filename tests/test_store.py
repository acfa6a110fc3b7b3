"""The store gives back what it was given, replaces by name, and keeps a stable order."""

import sqlite3
from pathlib import Path

import pytest

from pipeline.messages import UserError
from pipeline.store import STORE_NAME, FileRecord, open_store
from tests.extractions import sample


def test_an_extraction_comes_back_as_it_went_in(tmp_path: Path) -> None:
    extraction = sample()
    with open_store(tmp_path) as store:
        store.put(FileRecord(name=extraction.document, sha256="ab"), extraction)
    with open_store(tmp_path) as store:
        assert list(store.extractions()) == [extraction]
        assert list(store.obligations()) == list(extraction.obligations)
        assert list(store.files()) == [FileRecord(name=extraction.document, sha256="ab")]


def test_writing_a_document_again_replaces_it(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        for tasks in (("甲任务", "乙任务"), ("丙任务",)):
            store.put(FileRecord(name="a.txt"), sample("a.txt", tasks=tasks))
        assert [obligation.text for obligation in store.obligations()] == ["丙任务"]
    with sqlite3.connect(tmp_path / STORE_NAME) as database:
        counts = {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}
    assert counts == {"files": 1, "documents": 1, "obligations": 1, "parties": 1, "targets": 1, "problems": 2}


TABLES = ("files", "documents", "obligations", "parties", "targets", "problems")


def test_a_file_that_fails_now_loses_what_it_gave_before(tmp_path: Path) -> None:
    failed = FileRecord(name="a.txt", state="failed", code="damaged_file", fields=(("kind", "pdf"),))
    with open_store(tmp_path) as store:
        store.put(FileRecord(name="a.txt"), sample("a.txt"))
        store.put(failed, None)
        assert list(store.extractions()) == []
        assert list(store.files()) == [failed]


def test_a_document_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    good = sample("a.txt")
    doubled = good.model_copy(update={"obligations": good.obligations + good.obligations[:1]})
    with open_store(tmp_path) as store:
        store.put(FileRecord(name="a.txt"), good)
        with pytest.raises(Exception, match="UNIQUE"):
            store.put(FileRecord(name="a.txt"), doubled)
        assert list(store.extractions()) == [good]


def test_documents_come_sorted_by_name_whatever_the_order_of_writing(tmp_path: Path) -> None:
    names = ["乙.txt", "b.txt", "甲.txt", "a.txt", "B.txt"]
    with open_store(tmp_path) as store:
        for name in names:
            store.put(FileRecord(name=name), sample(name))
        assert store.documents() == sorted(names) == [record.name for record in store.files()]
        assert [extraction.document for extraction in store.extractions()] == sorted(names)


def test_the_database_is_in_wal_mode_and_one_file_when_closed(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.put(FileRecord(name="a.txt"), sample("a.txt"))
        assert (tmp_path / f"{STORE_NAME}-wal").exists()
    assert [path.name for path in tmp_path.iterdir()] == [STORE_NAME]


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / STORE_NAME).write_text("not a database " * 100, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        open_store(tmp_path)
    assert caught.value.code == "store_unusable"


def test_a_database_of_another_program_is_named(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / STORE_NAME) as database:
        database.execute("CREATE TABLE files (id INTEGER)")
    with pytest.raises(UserError) as caught:
        open_store(tmp_path)
    assert caught.value.code == "store_unusable"


def test_a_folder_without_a_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        open_store(tmp_path, create=False)
    assert caught.value.code == "no_run"
    assert list(tmp_path.iterdir()) == []
