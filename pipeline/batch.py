"""Many tasks through an executor: a bounded number under way, results as they finish, and no task that ends a run.

A worker that dies takes with it what it did, and a pool of processes all that was under way. Nobody can tell which
task killed it, so each is done once more, alone: the one that kills its worker again is the one.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from typing import Generic, TypeVar

from pipeline.workers import Workers

T = TypeVar("T")
R = TypeVar("R")

_UNDER_WAY = 4  # tasks for each worker: enough that none waits for the parent, few enough for memory


class Lost:
    """In place of a result: the worker died of it twice."""


def stream(
    workers: Workers, call: Callable[[T], R], tasks: Iterable[T], *, patience: float | None = None
) -> Iterator[tuple[T, R | Lost]]:
    """Each task with its result, in the order in which they finish. ``call`` is sent to the workers with the task.

    Where nothing at all finishes for ``patience`` seconds, what is under way counts as lost: a cluster may lose a
    result with its worker and not notice. Raises ``UserError`` where there are no workers any more.
    """
    return _Stream(workers, call, patience).run(iter(tasks))


class _Stream(Generic[T, R]):
    def __init__(self, workers: Workers, call: Callable[[T], R], patience: float | None) -> None:
        self._workers = workers
        self._patience = patience
        self._call = call
        self._under_way: dict[Future[R], T] = {}

    def run(self, tasks: Iterator[T]) -> Iterator[tuple[T, R | Lost]]:
        suspects: list[T] = []
        while self._fill(tasks, suspects) or self._under_way or suspects:
            yield from self._finished(suspects)
            if suspects:
                self._workers.renew()
                suspects += self._abandon()
                yield from ((task, self._alone(task)) for task in suspects)
                suspects = []

    def _fill(self, tasks: Iterator[T], suspects: list[T]) -> bool:
        """Send tasks until enough are under way; whether one was sent."""
        sent = False
        while len(self._under_way) < _UNDER_WAY * self._workers.count and not suspects:
            task = next(tasks, None)
            if task is None:
                break
            try:
                self._under_way[self._workers.executor.submit(self._call, task)] = task
            except BrokenExecutor:  # broken since the last look
                suspects.append(task)
            sent = True
        return sent

    def _finished(self, suspects: list[T]) -> Iterator[tuple[T, R | Lost]]:
        done, _ = wait(self._under_way, timeout=self._patience, return_when=FIRST_COMPLETED)
        if not done:
            suspects += self._abandon()
        for future in done:
            task = self._under_way.pop(future)
            try:
                result = future.result()
            except self._workers.lost:
                suspects.append(task)
            else:
                yield task, result

    def _abandon(self) -> list[T]:
        """What was under way and has no result: with a broken pool all of it, in a cluster what is taken back."""
        for future in self._under_way:
            future.cancel()
        left = list(self._under_way.values())
        self._under_way.clear()
        return left

    def _alone(self, task: T) -> R | Lost:
        try:
            return self._workers.executor.submit(self._call, task).result(self._patience)
        except self._workers.lost + (TimeoutError,):  # noqa: RUF005 (mypy does not follow an unpacked tuple)
            self._workers.renew()
            return Lost()
