"""Runs of several sizes, each in a process of its own: what they take in time and in memory.

``python -m tests.scale FOLDER DOCUMENTS…`` prints a line a size: the seconds of each tenth of the reading, those of the
whole run with its outputs, and the most memory of the process that writes.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path

from pipeline.run import Options, run
from tests.generated import write

_PARAGRAPHS = 2
_WORKERS = 2


def peak_megabytes() -> int:
    """The most memory that this process had; ``ru_maxrss`` would count that of its parent before it began, too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    known = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
    return int(known["VmHWM"].split()[0]) // 1024


def measure(folder: Path, count: int) -> str:
    """One run; what it took, in words."""
    written = write(folder / f"documents-{count}", count, paragraphs=_PARAGRAPHS)
    begun = time.monotonic()
    tenths: list[float] = []

    def note(done: int, _: int, name: str) -> None:
        if name and done % (count // 10) == 0:
            tenths.append(time.monotonic() - begun)

    report = run([written], folder / f"out-{count}", options=Options(workers=_WORKERS), progress=note)
    each = [after - before for before, after in zip([0.0, *tenths], tenths, strict=False)]
    seconds = " ".join(f"{one:.0f}" for one in each)
    whole = time.monotonic() - begun
    return f"{report.documents} documents: tenths {seconds} s; whole {whole:.0f} s; peak {peak_megabytes()} MB"


def main(folder: Path, counts: list[int]) -> None:
    """Each size in a process of its own, so that its memory is its own."""
    for count in counts:
        command = [sys.executable, "-m", "tests.scale", str(folder), str(count)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    where, sizes = Path(sys.argv[1]), [int(size) for size in sys.argv[2:]]
    if len(sizes) == 1:
        sys.stdout.write(f"{measure(where, sizes[0])}\n")
    else:
        main(where, sizes)
