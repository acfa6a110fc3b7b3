"""Reading and comparing many lower documents on all processors; the results come in the order of the documents."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_FEW = 8  # so many are done before other processes have loaded their tables
_MOST = 8


def in_parallel(work: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
    """``work`` on every task, in order; ``work`` and tasks must be picklable."""
    workers = min(_MOST, os.cpu_count() or 1)
    if len(tasks) <= _FEW or workers == 1:
        yield from map(work, tasks)
        return
    # Spawned, not forked: the libraries below hold threads.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, tasks, chunksize=max(1, len(tasks) // (workers * 8)))
