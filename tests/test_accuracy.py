"""What the program reaches on annotated documents, and what must hold of whatever it reads.

The floors stand in ``floors.toml``. The shared documents lie beside the project and stay there; where they are
missing, the tests on them are skipped and say so. Every document is extracted once in a session.
"""

import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline.evaluate import MEASURES, Score, score, total
from pipeline.extract import extract_file
from pipeline.gold import read_gold
from pipeline.manifest import load_manifest
from pipeline.outputs.jsonl import to_record
from pipeline.outputs.rows import to_rows
from pipeline.readers.errors import UnreadableFile
from schemas.obligation import Extraction
from tests.conftest import SHARED
from tests.test_evaluate import load_scorer

TESTS = Path(__file__).resolve().parent
CORPUS = TESTS.parent / "corpus"
FLOORS: dict[str, dict[str, float]] = tomllib.loads((TESTS / "floors.toml").read_text(encoding="utf-8"))
SAMPLES = sorted(path.stem for path in (CORPUS / "gold").glob("*.jsonl"))
ANNOTATED = sorted(path.stem for path in (SHARED / "gold").glob("*.jsonl")) or ["(none)"]
NOT_PLANS = FLOORS["not_plans"]
SETS = {
    "plans": [name for name in SAMPLES if not name.startswith("forms-")],
    "forms": [name for name in SAMPLES if name.startswith("forms-")],
}


@pytest.fixture(scope="session")
def samples() -> dict[str, Extraction]:
    """The sample documents by the name of their gold, read with their manifest as ``make demo`` does."""
    folder = CORPUS / "documents"
    entries = {entry.file: entry for entry in load_manifest(folder / "manifest.csv").values()}
    paths = [path for path in sorted(folder.iterdir()) if path.name in entries]
    return {path.stem: extract_file(path, name=path.name, manifest=entries[path.name]) for path in paths}


@pytest.fixture(scope="session")
def sample_scores(samples: dict[str, Extraction]) -> dict[str, Score]:
    return {name: score(samples[name], read_gold(CORPUS / "gold" / f"{name}.jsonl")) for name in SAMPLES}


@pytest.fixture(scope="session")
def read(shared: Path) -> dict[Path, Extraction | Exception]:
    """Every shared document, with what came out of it."""
    return {path: outcome(path) for path in shared_files(shared)}


@pytest.fixture(scope="session")
def shared_counts(shared: Path, read: dict[Path, Extraction | Exception]) -> dict[str, Any]:
    """What the shared scorer counts for each annotated document."""
    scorer = load_scorer(shared / "gold" / "score.py")
    return {name: count(scorer, shared, name, read) for name in ANNOTATED}


def shared_files(shared: Path) -> list[Path]:
    kept = (path for folder in ("seeds", "documents") for path in (shared / folder).rglob("*") if path.is_file())
    return sorted(path for path in kept if path.suffix != ".md")


def outcome(path: Path) -> Extraction | Exception:
    try:
        return extract_file(path, name=path.name)
    except Exception as error:  # which kinds are right is what a test is about
        return error


def count(scorer: ModuleType, shared: Path, name: str, read: dict[Path, Extraction | Exception]) -> Any:
    """The page is read where there is one; the gold is placed in the plain text, as its guideline has it."""
    text = next(path for path in read if path.name == f"{name}.txt")
    page = text.with_suffix(".html")
    extraction = read[page if page in read else text]
    assert isinstance(extraction, Extraction), extraction
    records = [to_record(row) for row in to_rows([extraction])]
    plain = scorer.squeeze(text.read_text(encoding="utf-8"))
    return scorer.score(plain, scorer.read_jsonl(shared / "gold" / f"{name}.jsonl"), records)


def f1(counts: Any, measure: str) -> float:
    right, found, wanted = (counts[f"{measure}.{key}"] for key in ("tp", "pred", "gold"))
    return 2 * right / (found + wanted) if found + wanted else 1.0


# ---- floors


@pytest.mark.parametrize("kind", SETS)
@pytest.mark.parametrize("measure", MEASURES)
def test_sample_documents_keep_their_floor(sample_scores: dict[str, Score], kind: str, measure: str) -> None:
    together = total(sample_scores[name] for name in SETS[kind])
    assert round(together[measure].f1, 3) >= FLOORS[kind][measure]


@pytest.mark.parametrize("kind", SETS)
def test_every_sample_document_keeps_its_floor(sample_scores: dict[str, Score], kind: str) -> None:
    reached = {name: sample_scores[name].counts["core"].f1 for name in SETS[kind]}
    assert {name: core for name, core in reached.items() if core < FLOORS[kind]["document_core"]} == {}


@pytest.mark.parametrize("measure", MEASURES)
def test_shared_documents_keep_their_floor(shared_counts: dict[str, Any], measure: str) -> None:
    together: dict[str, int] = {}
    for counts in shared_counts.values():
        together = {key: together.get(key, 0) + counts[key] for key in {*together, *counts}}
    assert round(f1(together, measure), 3) >= FLOORS["shared"][measure]


@pytest.mark.parametrize("name", ANNOTATED)
def test_every_shared_document_keeps_its_floor(shared_counts: dict[str, Any], name: str) -> None:
    assert f1(shared_counts[name], "core") >= FLOORS["shared"]["document_core"]


@pytest.mark.parametrize("name", ANNOTATED)
def test_every_obligation_of_a_page_stands_in_its_plain_text(shared_counts: dict[str, Any], name: str) -> None:
    assert shared_counts[name]["ungrounded"] == 0


@pytest.mark.parametrize("name", NOT_PLANS)
def test_pages_that_are_no_plan_give_few_obligations(read: dict[Path, Extraction | Exception], name: str) -> None:
    extraction = next(result for path, result in read.items() if path.name == name)
    assert isinstance(extraction, Extraction), extraction
    assert len(extraction.obligations) <= NOT_PLANS[name]
    assert [each.due_text for each in extraction.obligations if each.due] == []


# ---- what holds of every document


def test_sample_rows_quote_their_places(samples: dict[str, Extraction]) -> None:
    assert sum(len(extraction.obligations) for extraction in samples.values()) > 200
    for extraction in samples.values():
        assert list(misquoted(extraction)) == []


def test_shared_rows_quote_their_places(read: dict[Path, Extraction | Exception]) -> None:
    extractions = [result for result in read.values() if isinstance(result, Extraction)]
    assert sum(len(extraction.obligations) for extraction in extractions) > 2000
    for extraction in extractions:
        assert list(misquoted(extraction)) == [], extraction.document


def misquoted(extraction: Extraction) -> Iterator[str]:
    """Rows that do not quote their place, or whose parts stand nowhere in the text, and rows out of order."""
    length = len(extraction.text)
    for number, obligation in enumerate(extraction.obligations, 1):
        good = extraction.text[obligation.start : obligation.end] == obligation.text
        if not (good and obligation.text.strip() and obligation.number == number):
            yield f"{number} {obligation.text}"
        says = obligation.parties or obligation.targets or obligation.due or obligation.rrule
        if says and not obligation.rules:
            yield f"{number} names no rule: {obligation.text}"
        places = [(part.start, part.end) for part in obligation.parties]
        places += [(part.start, part.end) for part in obligation.targets]
        yield from (f"{number} {place}" for place in places if not 0 <= place[0] < place[1] <= length)
    for problem in extraction.problems:
        if problem.start is not None and problem.end is not None and not 0 <= problem.start < problem.end <= length:
            yield f"{problem}"


def test_a_file_is_read_or_named_unreadable(read: dict[Path, Extraction | Exception]) -> None:
    assert len(read) >= 30
    faults = {path.name: result for path, result in read.items() if isinstance(result, Exception)}
    assert {name: error for name, error in faults.items() if not isinstance(error, UnreadableFile)} == {}
    assert all(name.endswith(".doc") for name in faults), faults


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    written = [outputs(tmp_path / seed, seed, zone) for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))]
    assert {"obligations.jsonl", "obligations.csv", "matrix.xlsx", "graph.graphml"} <= written[0].keys()
    assert [name for name in written[0] if written[0][name] != written[1][name]] == []


def outputs(out: Path, seed: str, zone: str) -> dict[str, bytes]:
    """What a process of its own writes, with its own order of hashes and its own time zone."""
    folder = CORPUS / "documents"
    command = [sys.executable, "-m", "pipeline.cli", "run", str(folder), "--manifest", str(folder / "manifest.csv")]
    environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(TESTS.parent)}
    done = subprocess.run([*command, "--out", str(out)], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.suffix != ".db"}


@pytest.mark.slow
def test_five_plans_take_little_time(shared: Path, read: dict[Path, Extraction | Exception]) -> None:
    """Half a second where it was measured; the best of three counts, since the machine may have other work."""
    paths = [path for path in read if path.parent == shared / "seeds"]
    assert len(paths) == 5
    assert min(seconds(paths) for _ in range(3)) < 1


def seconds(paths: list[Path]) -> float:
    """Time of the processor, so that other work on the machine does not count."""
    start = time.process_time()
    for path in paths:
        extract_file(path, name=path.name)
    return time.process_time() - start
