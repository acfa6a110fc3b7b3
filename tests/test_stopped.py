"""A run that was stopped: it ends with a line that says how to go on, and nobody takes half of it for the whole."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import pipeline
import pipeline.cli
from pipeline.run import run
from pipeline.store import STORE_NAME, FileRecord, open_store
from tests.extractions import lines_as_obligations, sample
from tests.generated import write
from tests.servers import wait_until

SIGNALS = [
    # what ends it     exit code
    (signal.SIGINT, 130),
    (signal.SIGTERM, 143),
]
IN_AN_IMPORT = """
import builtins, os, signal, sys
plain = builtins.__import__
def stopped(name, *rest):
    if name == "pipeline.cli":
        os.kill(os.getpid(), signal.{signal})
    return plain(name, *rest)
builtins.__import__ = stopped
from pipeline.start import main
main()
"""


@pytest.fixture
def half(tmp_path: Path) -> Iterator[Path]:
    """A run of three files that was stopped when one was read."""
    with open_store(tmp_path) as store:
        store.begin(1, 3)
        store.put(FileRecord(name="a.txt", seen=1), sample("a.txt"))
        store.note([FileRecord(name="b.txt", state="waiting", seen=1)])
    yield tmp_path


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
@pytest.mark.parametrize(("sent", "code"), SIGNALS)
def test_a_command_that_is_stopped_while_it_loads_says_so(sent: signal.Signals, code: int) -> None:
    command = [sys.executable, "-c", IN_AN_IMPORT.format(signal=sent.name), "run", "x", "--lang", "en"]
    ended = subprocess.run(command, capture_output=True, timeout=60)
    assert (ended.returncode, ended.stdout) == (code, b"")
    assert b"goes on where it stopped" in ended.stderr and b"Traceback" not in ended.stderr


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs signals")
@pytest.mark.parametrize(("sent", "code"), SIGNALS)
def test_a_run_that_is_stopped_says_how_to_go_on(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    documents, out = write(tmp_path / "documents", 300, paragraphs=1), tmp_path / "out"
    command = [sys.executable, "-c", "from pipeline.start import main; main()", "run", str(documents)]
    options = ["--out", str(out), "--workers", "2", "--lang", "en"]
    process = subprocess.Popen([*command, *options], stderr=subprocess.PIPE, start_new_session=True)
    wait_until((out / STORE_NAME).exists)
    os.killpg(process.pid, sent)  # as a terminal does: to the workers too
    _, said = process.communicate(timeout=60)
    assert process.returncode == code and said.decode().count("\n") == 2, said.decode()
    assert b"goes on where it stopped" in said
    assert [path.name for path in out.iterdir() if path.suffix == ".part"] == []


def test_files_that_a_stopped_run_did_not_even_look_at_are_counted(half: Path) -> None:
    with open_store(half) as store:
        assert store.count_unread() == 2
        store.end()
        assert store.count_unread() == 1, "a file still waits"
        store.put(FileRecord(name="b.txt", seen=1), sample("b.txt"))
        assert store.count_unread() is None


COMMANDS = [("export", "--to", "doccano"), ("report",), ("tables",), ("graph",), ("matrix",), ("status",)]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_that_a_run_has_not_ended(half: Path, command: tuple[str, ...]) -> None:
    name, *options = command
    result = CliRunner().invoke(pipeline.cli.app, [name, str(half), *options, "--lang", "en"])
    said = result.stdout if name == "status" else result.stderr
    assert "has not finished" in said and " 2 " in said
    assert result.exit_code == (1 if name == "status" else 0)


def test_a_notebook_is_warned_too(half: Path) -> None:
    with pytest.warns(UserWarning, match="还有 2 个文件没有读"):
        pipeline.open_run(half)


def test_a_run_that_ends_leaves_no_warning(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("任务", encoding="utf-8")
    run([tmp_path / "a.txt"], tmp_path / "out", extract=lines_as_obligations)
    with open_store(tmp_path / "out", create=False) as store:
        assert store.count_unread() is None
