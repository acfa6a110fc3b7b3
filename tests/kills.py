"""A run that is killed again and again, and in the end has done what an undisturbed one does.

``python -m tests.kills FOLDER DOCUMENTS KILLS [SEED]`` tries it; the exports must be the same bytes.
"""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from pipeline.store import STORE_NAME, open_store
from tests.generated import write

_DUBAN = (sys.executable, "-c", "from pipeline.cli import main; main()")
_PARAGRAPHS = 3
_MOST_SECONDS = 600
_SECONDS_TO_BEGIN = 2.5


def exports(out: Path) -> dict[str, bytes]:
    """Every file that a run wrote, but the database; hidden drafts of a killed run are told as such."""
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if not path.name.startswith(STORE_NAME)}


def begin(documents: Path, out: Path, *options: str) -> "subprocess.Popen[bytes]":
    """A run in a process of its own, its workers with it."""
    command = [*_DUBAN, "run", str(documents), "--out", str(out), *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def finish(documents: Path, out: Path, *options: str) -> float:
    """A run to its end: how many seconds it took."""
    started = time.monotonic()
    assert begin(documents, out, *options).wait(_MOST_SECONDS) == 0
    return time.monotonic() - started


def kill_again_and_again(documents: Path, out: Path, seconds: float, kills: int, seed: int) -> list[int]:
    """Kill a run and those that go on with it, at random moments: the documents that were there after each.

    ``seconds`` is what an undisturbed run takes: the killed ones together get about as long, beside what it takes
    each of them to begin.
    """
    chance = random.Random(seed)
    done = []
    for _ in range(kills):
        process = begin(documents, out)
        time.sleep(chance.uniform(0.2, 1.8) * (_SECONDS_TO_BEGIN + seconds / kills))
        process.send_signal(signal.SIGKILL)
        process.wait(60)
        done.append(count(out))
    return done


def count(out: Path) -> int:
    """The number of documents in a store, 0 where there is none yet or only its empty file."""
    path = out / STORE_NAME
    if not path.exists() or path.stat().st_size == 0:
        return 0
    with open_store(out, create=False) as store:
        return store.count_documents()


def main(folder: Path, documents: int, kills: int, seed: int) -> None:
    """Generate, run undisturbed, kill and go on, compare."""
    written = write(folder / "documents", documents, paragraphs=_PARAGRAPHS)
    seconds = finish(written, folder / "undisturbed")
    done = kill_again_and_again(written, folder / "killed", seconds, kills, seed)
    finish(written, folder / "killed")
    same = exports(folder / "killed") == exports(folder / "undisturbed")
    sys.stdout.write(f"undisturbed: {seconds:.1f} s; documents after each kill: {done}; same bytes: {same}\n")
    sys.exit(not same)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int((*sys.argv, "0")[4]))
