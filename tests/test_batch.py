"""Many documents through workers that die, hang and run out of memory: real processes, and nothing lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from pipeline.batch import Lost, stream
from pipeline.limits import OutOfTime, memory_limit, time_limit
from pipeline.run import Options, RunReport, run
from pipeline.store import STORE_NAME
from pipeline.worker import Limits
from pipeline.workers import Pool
from tests.extractions import lines_as_obligations, with_trouble

POSIX = pytest.mark.skipif(os.name == "nt", reason="needs signals")
TIGHT = Options(workers=2, limits=Limits(seconds=1, megabytes=512))
TROUBLE = [
    # what happens                    what is said of the file
    ("killed", "worker_died"),
    ("loops", "too_slow"),
    ("hangs in C", "worker_died"),
    ("takes all memory", "too_much_memory"),
]


def folder_of(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def failures(report: RunReport) -> dict[str, str | None]:
    return {record.name: record.code for record in report.failed}


def exports(out: Path) -> dict[str, bytes]:
    """Every file that a run wrote, but the database."""
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if not path.name.startswith(STORE_NAME)}


@pytest.mark.slow
@POSIX
def test_no_file_ends_or_stops_a_run(tmp_path: Path) -> None:
    good = {f"好-{number:02d}.txt": f"第{number}件任务\n" for number in range(20)}
    bad = {f"坏-{code}-{text}.txt": text for text, code in TROUBLE}
    folder = folder_of(tmp_path / "in", good | bad)
    report = run([folder], tmp_path / "out", options=TIGHT, extract=with_trouble)
    assert failures(report) == {f"坏-{code}-{text}.txt": code for text, code in TROUBLE}
    assert (report.documents, report.obligations) == (20, 20)


@POSIX
def test_a_worker_that_died_costs_its_document_one_retry(tmp_path: Path) -> None:
    texts = {f"{number}.txt": f"第{number}件任务" for number in range(8)}
    folder = folder_of(tmp_path / "in", texts | {"x.txt": f"killed once {tmp_path / 'seen'}"})
    report = run([folder], tmp_path / "out", options=TIGHT, extract=with_trouble)
    assert (tmp_path / "seen").exists()
    assert (report.documents, report.failures) == (9, 0)


@POSIX
def test_the_outputs_do_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", {f"{n}.txt": f"第{n}件任务\n" * (n % 5 + 1) for n in range(40)})
    read = partial(run, [folder], extract=lines_as_obligations)
    for workers in (0, 1, 3):
        read(out=tmp_path / str(workers), options=Options(workers=workers))
    assert exports(tmp_path / "0") == exports(tmp_path / "1") == exports(tmp_path / "3") != {}


SCRIPT = """
import sys
import pipeline

with pipeline.make_run(sys.argv[1:2], sys.argv[2]) as run:
    print(len(run.obligations()))
"""


def test_a_script_makes_a_run_without_a_guard(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    folder = folder_of(tmp_path / "in", {f"{n}.txt": "由县交通局牵头改造公路。\n" for n in range(40)})
    command = [sys.executable, str(tmp_path / "script.py"), str(folder), str(tmp_path / "out")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (ended.stdout, ended.stderr, ended.returncode) == ("1\n", "", 0)


@POSIX
def test_a_file_that_is_too_slow_is_named_where_this_process_reads(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", {"a.txt": "loops", "b.txt": "takes all memory", "c.txt": "补齐短板"})
    report = run([folder], tmp_path / "out", options=TIGHT.model_copy(update={"workers": 0}), extract=with_trouble)
    assert failures(report) == {"a.txt": "too_slow", "b.txt": "too_much_memory"}
    assert report.documents == 1


@POSIX
def test_a_few_files_are_read_by_this_process_and_by_others_when_one_of_them_ended_it(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", {"a.txt": "killed", "b.txt": "补齐短板"})
    code = (
        "import sys; from pathlib import Path; from pipeline.run import Options, run;"
        "from tests.extractions import with_trouble;"
        "run([Path(sys.argv[1])], Path(sys.argv[2]), options=Options(workers=None), extract=with_trouble)"
    )
    command = [sys.executable, "-c", code, str(folder), str(tmp_path / "out")]
    assert subprocess.run(command, timeout=60).returncode == -signal.SIGKILL
    report = run([folder], tmp_path / "out", options=Options(workers=None), extract=with_trouble)
    assert (failures(report), report.documents) == ({"a.txt": "worker_died"}, 1)


def square(number: int) -> int:
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


@POSIX
def test_tasks_are_asked_for_when_there_is_room() -> None:
    asked: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(100):
            asked.append(number)
            yield number

    with Pool(2) as workers:
        for count, _ in enumerate(stream(workers, abs, numbers()), start=1):
            assert len(asked) - count <= 4 * workers.count


@POSIX
def test_every_task_has_one_result_and_who_kills_its_worker_has_none() -> None:
    with Pool(2) as workers:
        found = dict(stream(workers, square, range(40)))
    lost = [number for number, result in found.items() if isinstance(result, Lost)]
    assert lost == [13] and {n: n * n for n in range(40) if n != 13} == {n: r for n, r in found.items() if n != 13}


def test_a_limit_of_time_ends_with_its_body() -> None:
    with pytest.raises(OutOfTime), time_limit(0.5):
        while True:
            pass
    with time_limit(0.5):
        pass
    sum(range(1_000_000))


@pytest.mark.slow
def test_a_limit_that_may_end_the_process_does_not_outlive_its_body() -> None:
    """The next body may not end the process, and takes longer than the time that was left to the one before."""
    script = (
        "import time\nfrom pipeline.limits import time_limit\n"
        "with time_limit(0.2):\n    time.sleep(0.15)\n"
        "with time_limit(60, may_die=False):\n    time.sleep(4)\nprint('alive')\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert (ended.stdout.strip(), ended.returncode) == ("alive", 0)


@pytest.mark.slow
@POSIX
def test_a_body_that_gives_no_other_thread_its_turn_from_its_first_step_ends_its_process() -> None:
    script = (
        "import re, sys\nfrom pipeline.limits import time_limit\n"
        "sys.setswitchinterval(1000)\n"
        "with time_limit(0.5):\n    re.fullmatch('(a|a)*b', 'a' * 60)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, timeout=60)
    assert ended.returncode == 1


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs a limit of address space")
def test_a_limit_of_memory_ends_with_its_body() -> None:
    with pytest.raises(MemoryError), memory_limit(64):
        bytearray(256 * 1024 * 1024)
    assert len(bytearray(256 * 1024 * 1024))
