"""What the readers are held to: speed and memory on PDF files, and one speech that is there as Word file and PDF."""

import difflib
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pdfplumber
import pytest

from pipeline.readers import read_bytes
from pipeline.structure import build_document
from schemas.document import Document
from tests.papers import LONG, Paper

SPEECH = "central-no1-2026"


def document(path: Path) -> Document:
    data = path.read_bytes()
    return build_document(read_bytes(data), name=path.name, data=data)


def bare(text: str) -> str:
    return "".join(text.split())


def headings(found: Document) -> list[tuple[str, int, str, str]]:
    return [
        (each.kind, each.depth, each.number.strip(), bare(found.text[each.heading_start : each.heading_end]))
        for each in found.sections
    ]


def test_one_speech_is_the_same_text_with_the_same_sections_from_word_and_pdf(shared: Path) -> None:
    word, pdf = (document(shared / "documents" / f"{SPEECH}.{kind}") for kind in ("docx", "pdf"))
    steps = difflib.SequenceMatcher(None, bare(word.text), bare(pdf.text), autojunk=False).get_opcodes()
    different = sum(max(j - i, n - k) for step, i, j, k, n in steps if step != "equal")
    assert different < 0.005 * len(bare(word.text))
    assert headings(word) == headings(pdf)
    assert len(headings(word)) > 30


def best(call: Callable[[], object], times: int) -> float:
    """The least time of several runs: what else the machine does only adds to it."""
    measured = []
    for _ in range(times):
        started = perf_counter()
        call()
        measured.append(perf_counter() - started)
    return min(measured)


def plumbed(data: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(data)) as opened:
        return [page.extract_text() for page in opened.pages]


@pytest.mark.slow
def test_running_text_is_ten_times_as_fast_as_pdfplumber(shared: Path) -> None:
    """Ten to eleven times on a quiet machine; the floor leaves room for a busy one."""
    data = (shared / "documents" / f"{SPEECH}.pdf").read_bytes()
    read_bytes(data)
    assert best(lambda: plumbed(data), 3) / best(lambda: read_bytes(data), 9) > 7


def many_pages(count: int) -> bytes:
    paper = Paper()
    for number in range(count):
        for paragraph in range(3):
            paper.paragraph(f"第{number}页之{paragraph}，{LONG}")
        paper.page(f"— {number + 1} —")
    return paper.data()


CHILD = """
import resource, sys
from pathlib import Path
from pipeline.readers import read_bytes
data = Path(sys.argv[1]).read_bytes()
reading = read_bytes(data)
print(len({block.place.page for block in reading.blocks}), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
def test_a_thousand_pages_need_hardly_more_memory_than_a_hundred(tmp_path: Path) -> None:
    """Only lines are kept of a page: some 10 kB, where its characters would be 200."""
    pytest.importorskip("resource")
    peaks = []
    for count in (100, 1000):
        path = tmp_path / f"{count}.pdf"
        path.write_bytes(many_pages(count))
        said = subprocess.run([sys.executable, "-c", CHILD, str(path)], check=True, capture_output=True, text=True)
        pages, peak = map(int, said.stdout.split())
        assert pages == count
        peaks.append(peak)
    assert peaks[1] - peaks[0] < 40 * 1024
