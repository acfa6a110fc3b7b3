"""Who does the work: this process, the processes of a pool on this machine, or the workers of a running dask cluster.

Each is a ``concurrent.futures.Executor``; all that differs is how one is made and what it raises when a worker died.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, ParamSpec, Protocol, Self, TypeVar

from pipeline.messages import UserError

P = ParamSpec("P")
R = TypeVar("R")

_MOST = 32
_PRELOADED = "pipeline.worker"
_SECONDS_TO_CONNECT = 15


class Workers(Protocol):
    """Workers for a run; used as a context manager that ends them.

    ``lost`` is what a future of a dead one raises. ``may_die`` says whether a document that hangs may end its worker.
    """

    executor: Executor
    count: int
    lost: tuple[type[BaseException], ...]
    may_die: bool

    def renew(self) -> None:
        """See that there are workers again after one was lost. Raises ``UserError`` where there are none to be had."""

    def __enter__(self) -> Self:
        """The workers."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None, /
    ) -> None:
        """End what was begun."""


def open_workers(count: int, cluster: str | None = None) -> Workers:
    """So many processes of this machine, this one for 0, or the workers behind the address of a scheduler.

    Raises ``UserError``.
    """
    if cluster:
        return Cluster(cluster)
    return Pool(count) if count else Here()


def sensible_count() -> int:
    """One worker a core that this process may use."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return max(1, min(_MOST, cores))


class Here:
    """This process, one task after the other. Nothing has to be begun; a file that ends it ends the run."""

    def __init__(self) -> None:
        self.count = 1
        self.lost: tuple[type[BaseException], ...] = ()
        self.may_die = False
        self.executor: Executor = _AtOnce()

    def renew(self) -> None:
        """There is nothing to renew."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class _AtOnce(Executor):
    """Does each task when it is submitted."""

    def submit(self, call: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        future: Future[R] = Future()
        try:
            future.set_result(call(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def _undisturbed() -> Iterator[None]:
    """What asks this process to end waits until what is done here is done."""
    if threading.current_thread() is not threading.main_thread():  # where signals are not heard
        yield
        return
    came: list[int] = []
    asking = (signal.SIGINT, signal.SIGTERM)  # whichever thread hears them, these are run by the main one
    heard = {number: signal.signal(number, lambda number, _: came.append(number)) for number in asking}
    try:
        yield
    finally:
        for number, handler in heard.items():
            signal.signal(number, handler)
        for late in came:
            signal.raise_signal(late)


class _Processes(ProcessPoolExecutor):
    """Processes that are known as soon as they begin, so that a run that is stopped can end each of them."""

    def submit(self, call: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        with _undisturbed():
            return super().submit(call, *args, **kwargs)

    def kill(self) -> None:
        """End the processes now: one that begins while this one ends would find nothing to begin with, and say so."""
        for process in list((self._processes or {}).values()):
            process.kill()


class Pool:
    """Processes of this machine, begun from a clean one, that end with the process that asked for them."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.lost: tuple[type[BaseException], ...] = (BrokenExecutor,)
        self.may_die = True
        self._context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
        if sys.platform != "win32":
            self._context.set_forkserver_preload([_PRELOADED])
        self._end, self._kept = self._context.Pipe(duplex=False)
        self._begin_server()
        self._processes = self._begin()
        self.executor: Executor = self._processes

    def renew(self) -> None:
        """Replace a pool whose worker died: it takes no more work."""
        self._processes.shutdown(wait=False, cancel_futures=True)
        self.executor = self._processes = self._begin()

    def _begin_server(self) -> None:
        """Begin the process that the others come from, deaf to Ctrl-C: this process hears it and ends them all."""
        if sys.platform == "win32":
            return
        resource_tracker.ensure_running()  # the server begins it, and that would let Ctrl-C through again
        heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, heard)

    def _begin(self) -> _Processes:
        return _Processes(self.count, mp_context=self._context, initializer=_end_with_parent, initargs=(self._end,))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is not None:
            self._processes.kill()
        self.executor.shutdown(wait=kind is None, cancel_futures=True)
        self._kept.close()
        self._end.close()


class Cluster:
    """The workers of a dask cluster. They need this program, and the files under the same paths."""

    def __init__(self, address: str) -> None:
        try:
            import distributed
        except ImportError as error:
            raise UserError("extra_missing", modules=error.name or "", extra="cluster") from error
        self._address = address
        try:
            client: Any = distributed.Client
            self._client = client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UserError("cluster_unreachable", address=address, detail=str(error)) from error
        # A task whose worker dies is begun again elsewhere by the scheduler, until it has killed too many.
        self.lost: tuple[type[BaseException], ...] = (distributed.KilledWorker, CancelledError)
        self.may_die = True
        self.executor: Executor = self._client.get_executor(pure=False)
        self.count = max(1, sum(self._client.nthreads().values()))

    def renew(self) -> None:
        """Wait for a worker: a cluster begins them anew by itself, where it does."""
        try:
            self._client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
        except (OSError, ValueError) as error:  # no worker in time, or no scheduler any more
            raise UserError("cluster_unreachable", address=self._address, detail=str(error)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.executor.shutdown(wait=False)
        self._client.close()


def _end_with_parent(end: Connection) -> None:
    """End this worker when the other end of a pipe closes, which nobody but the parent holds: it was killed."""

    def wait() -> None:
        try:
            end.recv()
        except (EOFError, OSError):
            os._exit(1)

    threading.Thread(target=wait, name="duban-parent", daemon=True).start()
