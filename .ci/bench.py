"""Time and memory as ratios, all measured in one run, as a Markdown table: ``make bench``.

``python .ci/bench.py NAME…`` measures only the parts of those names (``text``, ``workers``, ``memory``, ``start``,
``pdf``, ``ocr``). Each time is the shortest of several tries, taken in turn with what it is compared to, so that other
work on the machine weighs on both alike.
"""

import contextlib
import difflib
import gc
import io
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.extract import extract_bytes  # noqa: E402
from pipeline.measuring import annotated  # noqa: E402
from pipeline.readers import read_bytes  # noqa: E402
from pipeline.run import Options, run  # noqa: E402
from schemas.manifest import FileOptions  # noqa: E402
from schemas.obligation import Obligation  # noqa: E402
from tests.generated import write  # noqa: E402
from tests.scale import peak_megabytes  # noqa: E402

TRIES = 5
Line = tuple[str, str]
"""What was measured, and the figure."""


def documents() -> list[str]:
    """The texts of the twelve shared documents; those of the corpus where the shared ones are absent."""
    found = list(annotated(ROOT))
    chosen = [each for each in found if each.kind == "shared"] or found
    return [each.extract().text for each in chosen]


def shortest(*calls: Callable[[], object]) -> list[float]:
    """Seconds of processor time of each call, the shortest of some tries in turn."""
    best = [float("inf")] * len(calls)
    for _ in range(TRIES):
        for index, call in enumerate(calls):
            gc.collect()  # what one leaves behind is not for the other to clear up
            begin = time.process_time()
            call()
            best[index] = min(best[index], time.process_time() - begin)
    return best


def text() -> Iterator[Line]:
    """Text to obligations against the segmenter that everybody knows, and against a finder of dates alone."""
    texts = documents()
    count = sum(map(len, texts))
    raw = [each.encode("utf-8") for each in texts]

    def obligations() -> None:
        for number, data in enumerate(raw):
            extract_bytes(data, name=f"{number}.txt")

    def words() -> None:
        for each in texts:
            jieba.lcut(each)

    import jieba  # type: ignore[import-untyped,unused-ignore]

    jieba.initialize()
    obligations()
    own, cut = shortest(obligations, words)
    yield "documents, characters", f"{len(texts)}, {count:,}"
    yield "text → obligations, characters a second", f"{count / own:,.0f}"
    yield "jieba.lcut, characters a second", f"{count / cut:,.0f}"
    yield "**text → obligations : jieba.lcut**", f"**{cut / own:.2f}**"
    yield from _dates(texts, own)


def _dates(texts: Sequence[str], own: float) -> Iterator[Line]:
    try:
        from jionlp import ner  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        yield "text → obligations : JioNLP extract_time (dates alone)", "JioNLP is not installed"
        return

    def dates() -> None:
        for each in texts:
            for sentence in each.splitlines():
                ner.extract_time(sentence, time_base={"year": 2020})

    (other,) = shortest(dates)
    yield "text → obligations : JioNLP extract_time (dates alone)", f"{other / own:.2f}"


def workers() -> Iterator[Line]:
    """Documents a second by this process alone, by one worker and by two beside it, from files to stored rows.

    The process that stores has a share of a core too: with one worker it uses the other core.
    """
    with tempfile.TemporaryDirectory() as folder:
        written = write(Path(folder, "in"), 2_000)
        rates = [2_000 / _reading(written, Path(folder, str(count)), count) for count in (0, 1, 2)]
    yield "2,000 documents, a second: no worker, 1, 2", ", ".join(f"{rate:.0f}" for rate in rates)
    yield "**2 workers : 1 worker**", f"**{rates[2] / rates[1]:.2f}**"
    yield "2 workers : one process that does everything", f"{rates[2] / rates[0]:.2f}"


def memory() -> Iterator[Line]:
    """The most memory of the process that writes."""
    with tempfile.TemporaryDirectory() as folder:
        most = []
        for count in (1_000, 10_000):
            written = write(Path(folder, f"in{count}"), count, paragraphs=2)
            code = f"import runpy; runpy.run_path({__file__!r})['peak']({str(written)!r}, {str(folder) + str(count)!r})"
            said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True).stdout
            most.append(int(said))
            shutil.rmtree(folder + str(count))
    yield "parent's peak while reading 1,000 and 10,000 documents, MB", f"{most[0]}, {most[1]}"
    yield "**10,000 : 1,000**", f"**{most[1] / most[0]:.2f}**"


def peak(documents: str, out: str) -> None:
    """Read documents into a store and print the most memory that this took, in MB."""
    _reading(Path(documents), Path(out), 2)
    print(peak_megabytes())


def _reading(documents: Path, out: Path, count: int) -> float:
    """Seconds from the first document that is asked for to the last that is stored, without the outputs."""
    begun: list[float] = []

    def note(done: int, _: int, name: str) -> None:
        if done == 0 or name:
            begun.append(time.perf_counter())

    with contextlib.suppress(_Read):
        run([documents], out, options=Options(workers=count), progress=partial(_stop_at_the_end, note))
    return begun[-1] - begun[0]


class _Read(Exception):
    """All is read."""


def _stop_at_the_end(note: Callable[[int, int, str], None], done: int, count: int, name: str) -> None:
    note(done, count, name)
    if done == count:
        raise _Read


def start() -> Iterator[Line]:
    """The start of the command line against that of Python."""
    duban = [sys.executable, "-c", "from pipeline.cli import main; main()", "--help"]
    helped, bare = (min(_wall(command) for _ in range(7)) for command in (duban, [sys.executable, "-c", "pass"]))
    yield "**duban --help : python -c pass**", f"**{helped / bare:.1f}**"


def _wall(command: Sequence[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def pdf() -> Iterator[Line]:
    """PDF files to blocks with their places, whole, against the text of their pages by pdfplumber.

    One is a speech of running text (a shared document), one the short plan of the corpus, where what a file costs
    beside its text weighs more.
    """
    import pdfplumber

    for path in sorted((*ROOT.glob("corpus/documents/*.pdf"), *ROOT.parent.glob("shared/documents/*.pdf"))):
        data = path.read_bytes()

        def plumbed(data: bytes = data) -> list[str]:
            with pdfplumber.open(io.BytesIO(data)) as opened:
                return [page.extract_text() for page in opened.pages]

        pages = plumbed()
        own, other = shortest(partial(read_bytes, data, name="a.pdf"), plumbed)
        what = f"{path.stem}: {len(pages)} pages, {sum(map(len, pages)):,} characters"
        yield f"**PDF → blocks : pdfplumber extract_text** ({what})", f"**{other / own:.1f}**"


def ocr() -> Iterator[Line]:
    """The plan of the corpus as a scan (200 dots an inch, askew, with noise) against the plan itself, by one thread."""
    from pipeline.readers.ocr import missing
    from tests.scans import scanned

    (path,) = ROOT.glob("corpus/documents/*.pdf")
    if absent := missing():
        yield f"{path.stem} as a scan", f"not installed: {', '.join(absent)}"
        return
    data, asked = path.read_bytes(), FileOptions(file="", ocr="asked")
    scan = scanned(data)
    typed = extract_bytes(data, name="a.pdf")
    begin = time.process_time()
    seen = extract_bytes(scan, name="a.pdf", manifest=asked)
    seconds = (time.process_time() - begin) / sum(note.code == "page_recognised" for note in seen.problems)
    same = difflib.SequenceMatcher(None, typed.text, seen.text, autojunk=False).get_matching_blocks()
    found = [_facts(each) for each in seen.obligations]
    kept = sum(_facts(each) in found for each in typed.obligations)
    yield f"{path.stem} as a scan: characters right", f"{sum(each.size for each in same) / len(typed.text):.1%}"
    yield "obligations with the same text, departments, date", f"{kept} of {len(typed.obligations)}"
    yield "seconds a page", f"{seconds:.1f}"
    yield "most memory, MB", f"{peak_megabytes()}"


def _facts(one: Obligation) -> tuple[object, ...]:
    return (one.text, one.names("lead"), one.names("support"), one.due)


PARTS: dict[str, Callable[[], Iterator[Line]]] = {
    "text": text,
    "workers": workers,
    "memory": memory,
    "start": start,
    "pdf": pdf,
    "ocr": ocr,
}


def main(names: Sequence[str]) -> None:
    """Print the table of the parts, each line as soon as it is measured."""
    print("| measured | figure |\n|---|---|")
    for name in names or PARTS:
        for what, figure in PARTS[name]():
            print(f"| {what} | {figure} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
