"""A small run for tests of the views: three sample plans, one citing the next, and one notice."""

from pathlib import Path

from pipeline.extract import extract_file
from pipeline.store import FileRecord, Store, open_store

CORPUS = Path(__file__).resolve().parent.parent / "corpus" / "documents"
NAMES = (
    "lanan-city-2021-rural-water.pdf",
    "lanxi-county-2022-rural-water.txt",
    "national-2020-elderly-meals.html",
    "yunling-province-2021-rural-water.docx",
)


def small_run(folder: Path) -> Store:
    """The store of the run, in a folder that is made."""
    folder.mkdir(exist_ok=True)
    store = open_store(folder)
    for name in NAMES:
        store.put(FileRecord(name=name), extract_file(CORPUS / name, name=name))
    return store
