"""What one document may take of the machine: time and memory, so that no file can hang or fill a run.

A thread of the process looks twice a second how long the document under way has taken. It stops Python code between
two of its steps. Where a library of C hangs, it ends the process; and where that library does not even give the thread
its turn, a thread without Python (``faulthandler``) ends the process, because nobody put it off any more. A process
that must not be ended, because the run is in it, waits for the library instead.
"""

import ctypes
import faulthandler
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TICK = 0.5  # seconds
# Seconds that a document has to stop when it was told to: as many as it had before, within these bounds.
_GRACE = (2.0, 10.0)
_MEGABYTE = 1024 * 1024
_STATM = Path("/proc/self/statm")
_KILLED = 70  # exit code of a process that was ended


class OutOfTime(BaseException):
    """A document took too long. No ``Exception``, so that no reader takes it for a fault of its file."""


class _Watch:
    """The thread that looks at the clock. One document at a time; those of other threads of the process wait."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._change = threading.Lock()
        self._begun = threading.Event()
        self._seconds = 0.0
        self._left = 0.0
        self._may_die = True
        self._armed: float | None = None  # the seconds after which the process ends, unless put off
        self._thread: int | None = None
        self._nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (open as long as the process)
        threading.Thread(target=self._look, name="duban-watch", daemon=True).start()

    @contextmanager
    def over(self, seconds: float, *, may_die: bool) -> Iterator[None]:
        with self._turn:
            try:
                with self._change:
                    self._seconds = self._left = seconds
                    self._may_die = may_die
                    self._thread = threading.get_ident()
                    if self._armed != self._until_death():
                        self._arm()  # here: code that never yields would keep the other thread from it
                self._begun.set()
                yield
            finally:
                try:
                    self._end()
                except OutOfTime:  # it is sent once: this one came late
                    self._end()
                    raise

    def _end(self) -> None:
        with self._change:
            thread, self._thread = self._thread, None
        if thread:  # what was sent and has not arrived yet must not hit the next document
            _send(thread, None)

    def _look(self) -> None:
        while self._begun.wait():
            threading.Event().wait(_TICK)
            with self._change:
                self._count()
                self._arm()

    def _arm(self) -> None:
        """Put off the end of the process by the time of a document, or call it off where none is under way.

        Between two documents it stays: putting it off for each would cost short ones more than reading them.
        """
        self._armed = self._until_death() if self._thread else None
        if self._armed:
            faulthandler.dump_traceback_later(self._armed, exit=True, file=self._nowhere)
        else:
            faulthandler.cancel_dump_traceback_later()

    def _until_death(self) -> float | None:
        return self._seconds + self._grace() if self._may_die else None

    def _grace(self) -> float:
        return min(_GRACE[1], max(_GRACE[0], self._seconds))

    def _count(self) -> None:
        if self._thread is None:
            self._begun.clear()
            return
        self._left -= _TICK
        if self._may_die and self._left <= -self._grace():
            os._exit(_KILLED)
        if -_TICK < self._left <= 0:
            _send(self._thread, OutOfTime)


def _send(thread: int, error: type[BaseException] | None) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), error and ctypes.py_object(error))


_WATCHES: dict[int, _Watch] = {}  # by process: threads do not survive a fork


@contextmanager
def time_limit(seconds: float, *, may_die: bool = True) -> Iterator[None]:
    """Raise ``OutOfTime`` in the body after so many seconds; end the process, if it may, where that is not heard."""
    watch = _WATCHES.get(os.getpid()) or _WATCHES.setdefault(os.getpid(), _Watch())
    with watch.over(seconds, may_die=may_die):
        yield


@contextmanager
def memory_limit(megabytes: int) -> Iterator[None]:
    """Let the process grow by so much at most; beyond that Python raises ``MemoryError``.

    Where the system has no such limit (Windows, macOS) the body runs without one.
    """
    if sys.platform != "linux" or not _STATM.exists():
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    taken = int(_STATM.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    limit = taken + megabytes * _MEGABYTE
    if before[1] != resource.RLIM_INFINITY:
        limit = min(limit, before[1])
    resource.setrlimit(resource.RLIMIT_AS, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
