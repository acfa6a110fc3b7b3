"""Which document a gold file is for: ``NAME.jsonl`` for the document ``NAME``, whatever its format.

Of documents with one name in several folders the folders tell: gold files lie in folders of the same names. A name that
only holds another (``a`` in ``aa``) is another document.
"""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from unicodedata import normalize

from pipeline.messages import UserError
from pipeline.store import Store

_SHOWN = 10


class Named(NamedTuple):
    """A file of the run by its name, and the document that holds its content: itself, or the first of its doubles."""

    name: str
    document: str


class Names:
    """The files of a run, to be found by the names of gold files."""

    def __init__(self, store: Store) -> None:
        same = (Named(record.name, record.same_as) for record in store.files(state="same"))
        self._files = sorted([*(Named(name, name) for name in store.documents()), *same])
        self._failed = [record.name for record in store.files(state="failed")]

    def of(self, gold: Path) -> list[Named]:
        """The files that a gold file is for, several where they differ in nothing but their format.

        Raises ``UserError``.
        """
        found = [file for file in self._files if _is_of(gold.stem, file.name)]
        nearest = max((_folders_shared(gold, file.name) for file in found), default=0)
        found = [file for file in found if _folders_shared(gold, file.name) == nearest]
        if len({PurePosixPath(file.name).parent for file in found}) > 1:
            raise UserError("gold_of_several", path=str(gold), documents=_listed(file.name for file in found))
        if not found:
            raise self._nothing(gold)
        return found

    def _nothing(self, gold: Path) -> UserError:
        if failed := [name for name in self._failed if _is_of(gold.stem, name)]:
            return UserError("gold_of_unread", path=str(gold), documents=_listed(failed))
        names = [file.name for file in self._files]
        near = [name for name in names if gold.stem in name]
        return UserError("gold_without_document", path=str(gold), name=gold.stem, documents=_listed(near or names))


def _is_of(stem: str, name: str) -> bool:
    last = PurePosixPath(name)
    return normalize("NFC", stem) in (normalize("NFC", last.stem), normalize("NFC", last.name))


def _folders_shared(gold: Path, name: str) -> int:
    """How many folders above the gold file have the names of those above the document."""
    above = zip(gold.absolute().parent.parts[::-1], PurePosixPath(name).parent.parts[::-1], strict=False)
    count = 0
    for mine, its in above:
        if normalize("NFC", mine) != normalize("NFC", its):
            break
        count += 1
    return count


def _listed(names: Iterable[str]) -> str:
    listed = list(names)
    return "、".join(listed[:_SHOWN]) + ("…" if len(listed) > _SHOWN else "")
