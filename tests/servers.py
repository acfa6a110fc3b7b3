"""Real servers on the loopback for tests: a private PostgreSQL, a dask cluster of two worker processes."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

_USER = "nobody"  # initdb refuses to run as root
_SECONDS = 60


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Postgres:
    """A cluster of its own in a folder, reached over a socket in that folder."""

    def __init__(self, folder: Path) -> None:
        self._bin = _postgres_programs()
        self._data, self._sockets, self._port = folder / "data", folder, _free_port()
        if os.geteuid() == 0:
            shutil.chown(folder, _USER)
        self._call("initdb", "-D", str(self._data), "-U", "duban", "-A", "trust", "-E", "UTF8", "--no-sync")

    @property
    def url(self) -> str:
        """The URL of its database."""
        return f"postgresql+psycopg://duban@/postgres?host={self._sockets}&port={self._port}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-k {self._sockets} -p {self._port} -c listen_addresses='' -c fsync=off"
        log = str(self._sockets / "log")
        self._call("pg_ctl", "-D", str(self._data), "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """Stop the server at once, whoever is connected."""
        self._call("pg_ctl", "-D", str(self._data), "-m", "immediate", "stop")

    def _call(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), *arguments]
        if os.geteuid() == 0:
            command = ["setpriv", f"--reuid={_USER}", "--regid=nogroup", "--clear-groups", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", timeout=_SECONDS)


def _postgres_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    if path := shutil.which("initdb"):
        return Path(path).parent
    pytest.skip("needs PostgreSQL's server programs (Debian: apt install postgresql)")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A running server; the test is skipped where its programs are not installed."""
    with tempfile.TemporaryDirectory(prefix="duban-") as folder:  # pytest's own folders are closed to other users
        server = Postgres(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


class Cluster:
    """A scheduler and two workers, each a process, with one thread each."""

    def __init__(self, stack: ExitStack) -> None:
        self.address = f"tcp://127.0.0.1:{_free_port()}"
        self._stack = stack
        self._begin("dask_scheduler", "--port", self.address.rpartition(":")[2], "--no-dashboard")
        self.workers = [self.begin_worker() for _ in range(2)]

    def begin_worker(self) -> "subprocess.Popen[bytes]":
        """One more worker; ``--no-nanny``, so that it is this process that is killed."""
        return self._begin("dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard")

    def _begin(self, module: str, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._stack.callback(_end, process)
        return process


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait(60)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A running cluster with both workers there; the test is skipped where dask is not installed."""
    distributed = pytest.importorskip("distributed", reason="needs dask.distributed (duban[cluster])")
    with ExitStack() as stack:
        running = Cluster(stack)
        client = distributed.Client(running.address, timeout=_SECONDS, set_as_default=False)
        client.wait_for_workers(2, timeout=_SECONDS)
        client.close()
        yield running


def wait_until(true: Callable[[], bool]) -> None:
    """Wait until a call says yes."""
    for _ in range(_SECONDS * 20):
        if true():
            return
        time.sleep(0.05)
    raise TimeoutError
