"""The command line starts fast: what a command works with is loaded when it is called."""

import subprocess
import sys
import time

MOST = 12
TRIES = 7


def shortest(code: str, *arguments: str) -> float:
    times = []
    for _ in range(TRIES):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code, *arguments], stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - begun)
    return min(times)


def test_help_starts_within_twelve_times_bare_python() -> None:
    assert shortest("from pipeline.cli import main; main()", "--help") < MOST * shortest("pass")
