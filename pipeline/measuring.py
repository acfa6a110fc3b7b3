"""The accuracy of this program on all annotated documents, as figures and sentences that can be kept and compared.

Read are the documents of ``corpus/`` and, where they lie beside the project, those of ``../shared``. The file also
runs as a script with the packages of another tree in front (``.ci/accuracy``), so that two states of the program are
measured in the same way on the same documents; it therefore imports nothing that an older tree may lack.
"""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.evaluate import Count, Difference, score
from pipeline.extract import extract_file
from pipeline.gold import GoldUnit, read_gold
from pipeline.manifest import load_manifest
from schemas.base import Model
from schemas.manifest import ManifestEntry
from schemas.obligation import Extraction

SETS = ("plans", "forms", "shared")
FLOORS = Path("tests", "floors.toml")

_PACKAGES = ("schemas", "extractors", "pipeline")


class Annotated(NamedTuple):
    """A document with its gold, and the set that it belongs to: one of ``SETS``."""

    kind: str
    path: Path
    gold: Path
    manifest: ManifestEntry | None = None

    def extract(self) -> Extraction:
        """What the program finds in it."""
        return extract_file(self.path, name=self.path.name, manifest=self.manifest)

    def units(self) -> list[GoldUnit]:
        """What it should find."""
        return read_gold(self.gold)


class Measured(Model):
    """One document against its gold."""

    counts: dict[str, Count]
    differences: tuple[Difference, ...] = ()


class Measures(Model):
    """All documents: by set and name of the gold, and the number of obligations in each page that is no plan."""

    sets: dict[str, dict[str, Measured]]
    not_plans: dict[str, int]


def annotated(root: Path) -> Iterator[Annotated]:
    """Every document with gold, those of the project first; of two forms of a shared one the web page."""
    documents = root / "corpus" / "documents"
    entries = {entry.file: entry for entry in load_manifest(documents / "manifest.csv").values()}
    paths = {path.stem: path for path in sorted(documents.iterdir()) if path.name in entries}
    for gold in sorted((root / "corpus" / "gold").glob("*.jsonl")):
        path = paths[gold.stem]
        yield Annotated("forms" if gold.stem.startswith("forms-") else "plans", path, gold, entries[path.name])
    shared = root.parent / "shared"
    for gold in sorted((shared / "gold").glob("*.jsonl")):
        names = (f"documents/{gold.stem}.html", f"documents/{gold.stem}.txt", f"seeds/{gold.stem}.txt")
        found = next((shared / name for name in names if (shared / name).is_file()), None)
        if found:
            yield Annotated("shared", found, gold)


def measure(root: Path) -> Measures:
    """Every annotated document read and compared with its gold."""
    sets: dict[str, dict[str, Measured]] = {kind: {} for kind in SETS}
    for each in annotated(root):
        found = score(each.extract(), each.units())
        sets[each.kind][each.gold.stem] = Measured(counts=found.counts, differences=found.differences)
    return Measures(sets={kind: found for kind, found in sets.items() if found}, not_plans=_not_plans(root))


def _not_plans(root: Path) -> dict[str, int]:
    names = tomllib.loads((root / FLOORS).read_text(encoding="utf-8")).get("not_plans", {})
    paths = {path.name: path for path in sorted((root.parent / "shared").rglob("*.html"))}
    return {name: len(extract_file(paths[name], name=name).obligations) for name in names if name in paths}


def foreign_modules(tree: Path) -> list[str]:
    """The loaded modules of the program that do not stand in a tree, sorted."""
    own = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
    ours = {name: Path(file).resolve() for name, file in own.items() if file and name.partition(".")[0] in _PACKAGES}
    return sorted(name for name, file in ours.items() if not file.is_relative_to(tree.resolve()))


def main(out: str, root: str, tree: str) -> None:
    """Measure the program in ``tree`` on the material under ``root`` and keep the result as a file."""
    measures = measure(Path(root))
    if foreign := foreign_modules(Path(tree)):
        raise ImportError(f"lacks {', '.join(foreign)}")  # taken from elsewhere, so the figures are of no state
    Path(out).write_text(measures.model_dump_json(indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
