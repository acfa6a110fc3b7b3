"""Which documents of a run a report shows."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from pipeline.store import Store
from schemas.base import Model
from schemas.document import Level
from schemas.obligation import Extraction

MOST_DOCUMENTS = 300
MOST_CHARACTERS = 6_000_000


class Scope(Model):
    """A choice of documents; all that is left open chooses everything.

    ``documents`` are file name patterns (``甘肃省/*``), of which one must fit. ``most`` documents are shown, and no
    more once ``characters`` of text have been reached, since browsers become slow beyond that.
    """

    documents: tuple[str, ...] = ()
    level: Level | None = None
    region: str = ""
    most: int = MOST_DOCUMENTS
    characters: int = MOST_CHARACTERS


class Chosen:
    """The documents of a scope, by name, one in memory at a time; afterwards ``shown`` of ``all`` are counted."""

    def __init__(self, store: Store, scope: Scope) -> None:
        self._store = store
        self._scope = scope
        self.shown = 0
        self.all = 0

    def __iter__(self) -> Iterator[Extraction]:
        scope, characters = self._scope, 0
        named = [name for name in self._store.documents() if self._is_named(name)]
        by_content = bool(scope.level or scope.region)
        for position, name in enumerate(named):
            full = self.shown >= scope.most or characters >= scope.characters
            if full and not by_content:
                self.all += len(named) - position
                return
            extraction = self._store.get(name)
            if not self._is_meant(extraction):
                continue
            self.all += 1
            if not full:
                self.shown += 1
                characters += len(extraction.text)
                yield extraction

    def _is_named(self, name: str) -> bool:
        patterns = self._scope.documents
        return not patterns or any(fnmatchcase(name, pattern) for pattern in patterns)

    def _is_meant(self, extraction: Extraction) -> bool:
        level, region = self._scope.level, self._scope.region
        metadata = extraction.metadata
        return (level is None or metadata.level == level) and (not region or region in metadata.region)
