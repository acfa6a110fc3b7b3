"""A database of an earlier version keeps its data; one of a later version is refused."""

import sqlite3
from pathlib import Path

import pytest

from pipeline.messages import UserError
from pipeline.run import run
from pipeline.store import STORE_NAME, open_store
from pipeline.store_migrations import LATEST
from tests.extractions import lines_as_obligations

# The tables of the first version, as its program made them, with one document.
FIRST = """
CREATE TABLE files (name TEXT NOT NULL PRIMARY KEY, state TEXT NOT NULL, code TEXT, fields JSON NOT NULL,
    sha256 TEXT NOT NULL, program TEXT NOT NULL, rules TEXT NOT NULL, options TEXT NOT NULL);
CREATE TABLE documents (name TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    title TEXT NOT NULL, number TEXT NOT NULL, issuers JSON NOT NULL, level TEXT, region TEXT NOT NULL, signed DATE,
    published DATE);
CREATE TABLE obligations (document TEXT NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, text TEXT NOT NULL, section JSON NOT NULL, due TEXT, due_text TEXT, rrule TEXT,
    due_kind TEXT, modality TEXT NOT NULL, degree TEXT NOT NULL, degree_words JSON NOT NULL, place JSON NOT NULL,
    rules JSON NOT NULL, confidence FLOAT, PRIMARY KEY (document, number),
    FOREIGN KEY(document) REFERENCES documents (name) ON DELETE CASCADE);
CREATE TABLE parties (document TEXT NOT NULL, obligation INTEGER NOT NULL, position INTEGER NOT NULL,
    name TEXT NOT NULL, role TEXT NOT NULL, kind TEXT NOT NULL, line TEXT, level TEXT, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, PRIMARY KEY (document, obligation, position),
    FOREIGN KEY(document, obligation) REFERENCES obligations (document, number) ON DELETE CASCADE);
CREATE INDEX ix_parties_name ON parties (name);
CREATE TABLE targets (document TEXT NOT NULL, obligation INTEGER NOT NULL, position INTEGER NOT NULL,
    op TEXT NOT NULL, value FLOAT NOT NULL, unit TEXT NOT NULL, indicator TEXT NOT NULL, baseline FLOAT,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, PRIMARY KEY (document, obligation, position),
    FOREIGN KEY(document, obligation) REFERENCES obligations (document, number) ON DELETE CASCADE);
CREATE TABLE problems (document TEXT NOT NULL, position INTEGER NOT NULL, code TEXT NOT NULL, severity TEXT NOT NULL,
    quote TEXT NOT NULL, fields JSON NOT NULL, start INTEGER, "end" INTEGER, section TEXT NOT NULL, place JSON,
    PRIMARY KEY (document, position), FOREIGN KEY(document) REFERENCES documents (name) ON DELETE CASCADE);
INSERT INTO files VALUES ('a.txt', 'done', NULL, '[]', 'ab', '0.1.0', 'first', '');
INSERT INTO documents VALUES ('a.txt', 'ab', 'txt', '由省财政厅牵头。', '方案', '', '["省政府"]', '省', '',
    '2020-01-02', NULL);
INSERT INTO obligations VALUES ('a.txt', 1, 0, 7, '由省财政厅牵头', '[]', NULL, NULL, NULL, NULL, 'must', 'plain',
    '[]', '{}', '["item-lead"]', 0.9);
INSERT INTO parties VALUES ('a.txt', 1, 1, '省财政厅', 'lead', 'organ', '财政', '省', 1, 5);
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    with sqlite3.connect(tmp_path / STORE_NAME) as database:
        database.executescript(FIRST)
    database.close()
    return tmp_path


def test_an_earlier_database_keeps_its_data(old: Path) -> None:
    for _ in range(2):  # the second time there is nothing left to do
        with open_store(old, create=False) as store:
            (extraction,) = store.extractions()
            (record,) = store.files()
            assert (record.kind, record.state, record.seen) == ("txt", "done", 0)
        (obligation,) = extraction.obligations
        assert (obligation.text, obligation.confidence) == ("由省财政厅牵头", 0.9)
        assert [(party.name, party.entity, party.line) for party in obligation.parties] == [
            ("省财政厅",) * 2 + ("财政",)
        ]
    with sqlite3.connect(old / STORE_NAME) as database:
        assert database.execute("SELECT version FROM store_version").fetchall() == [(LATEST,)]
        indexes = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    database.close()
    assert {"ix_files_state", "ix_files_content", "ix_obligations_due", "ix_parties_name"} <= indexes


def test_a_run_goes_on_in_an_earlier_database(old: Path) -> None:
    (old / "b.txt").write_text("补齐短板", encoding="utf-8")
    report = run([old / "b.txt"], old, extract=lines_as_obligations)
    assert (report.documents, report.earlier) == (2, 1)


def test_a_later_database_is_refused_and_left_alone(old: Path) -> None:
    with open_store(old):
        pass
    with sqlite3.connect(old / STORE_NAME) as database:
        database.execute("UPDATE store_version SET version = 999")
    database.close()
    before = (old / STORE_NAME).read_bytes()
    with pytest.raises(UserError) as caught:
        open_store(old)
    assert caught.value.code == "store_newer"
    assert (old / STORE_NAME).read_bytes() == before
