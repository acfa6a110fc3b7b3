"""The same exports from PostgreSQL as from SQLite, and from a cluster as from the pool, whatever dies in between."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.messages import UserError
from pipeline.run import Options, run
from pipeline.store import POINTER_NAME, STORE_NAME, FileRecord, Store, open_store
from pipeline.worker import Limits
from tests.extractions import sample
from tests.generated import write
from tests.kills import exports
from tests.servers import Postgres, cluster, postgres

pytestmark = pytest.mark.slow
DOCUMENTS = 40


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("documents"), DOCUMENTS, paragraphs=2)


@pytest.fixture(scope="module")
def expected(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the pool writes with SQLite."""
    out = tmp_path_factory.mktemp("pool")
    run([documents], out, options=Options(workers=2))
    return exports(out)


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as running:
        yield running


def test_postgresql_gives_the_same_exports(
    documents: Path, expected: dict[str, bytes], server: Postgres, tmp_path: Path
) -> None:
    report = run([documents], tmp_path, options=Options(store=server.url))
    found = exports(tmp_path)
    assert "duban" in found.pop(POINTER_NAME).decode()
    assert found == expected
    assert not (tmp_path / STORE_NAME).exists() and report.documents == DOCUMENTS
    assert run([documents], tmp_path).reused == DOCUMENTS, "the folder remembers where its store is"


def test_a_server_that_goes_and_comes_back_is_waited_for(server: Postgres, tmp_path: Path) -> None:
    with open_store(tmp_path, url=server.url) as store:
        store.put(FileRecord(name="a.txt"), sample("a.txt"))
        server.stop()
        back = threading.Timer(1.0, server.start)
        back.start()
        store.put(FileRecord(name="b.txt"), sample("b.txt"))
        back.join()
        assert {"a.txt", "b.txt"} <= set(store.documents())
        store.drop(["a.txt", "b.txt"])


def test_a_cluster_gives_the_same_exports_though_a_worker_is_killed(
    documents: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    with cluster() as running:

        def kill(done: int, _: int, name: str) -> None:
            if done == DOCUMENTS // 4:
                running.workers[0].kill()

        options = Options(cluster=running.address, limits=Limits(seconds=20))
        report = run([documents], tmp_path, options=options, progress=kill)
        assert running.workers[0].wait(10) != 0
    assert (report.documents, report.failures) == (DOCUMENTS, 0)
    assert exports(tmp_path) == expected


def test_a_cluster_without_workers_ends_the_run_and_the_next_one_goes_on(
    documents: Path, expected: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.run._PATIENCE", 1)
    monkeypatch.setattr("pipeline.workers._SECONDS_TO_CONNECT", 3)
    with cluster() as running:

        def kill(done: int, _: int, name: str) -> None:
            if done == DOCUMENTS // 2:
                for worker in running.workers:
                    worker.kill()

        options = Options(cluster=running.address, limits=Limits(seconds=5))
        with pytest.raises(UserError) as caught:
            run([documents], tmp_path, options=options, progress=kill)
    assert caught.value.code == "cluster_unreachable"
    assert 0 < run([documents], tmp_path).reused < DOCUMENTS
    assert exports(tmp_path) == expected


def test_documents_sort_by_code_point_in_postgresql(server: Postgres, tmp_path: Path) -> None:
    names = ["乙.txt", "b.txt", "甲.txt", "a.txt", "B.txt", "á.txt", "_.txt"]
    with open_store(tmp_path, url=server.url) as store:
        add(store, names)
        assert [one.document for one in store.extractions() if one.document in names] == sorted(names)
        store.drop(names)


def add(store: Store, names: list[str]) -> None:
    for name in names:
        store.put(FileRecord(name=name), sample(name))
