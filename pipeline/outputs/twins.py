"""Documents that seem to be one, saved twice: a page and its Word file, a .doc and its .pdf.

Files of the same bytes are read once, but these differ in every byte, and all their tasks would count twice unnoticed.
"""

from collections.abc import Iterator, Sequence

from schemas.obligation import Extraction, Obligation
from schemas.problem import Problem

_FIRST_TASKS = 3  # that two documents must share where nothing else names them


class Twins:
    """Sees documents one after the other; keeps a few words of each."""

    def __init__(self) -> None:
        self.count = 0
        self._seen: dict[tuple[str, ...], str] = {}

    def told(self, extraction: Extraction) -> Extraction:
        """The document with this problem, if there is one, before its own."""
        twin = self.problem(extraction)
        return extraction.model_copy(update={"problems": (twin, *extraction.problems)}) if twin else extraction

    def problem(self, extraction: Extraction) -> Problem | None:
        """What says that an earlier document seems to be the same; it is named."""
        keys = list(_keys(extraction))
        other = next((self._seen[key] for key in keys if key in self._seen), None)
        for key in keys:
            self._seen.setdefault(key, extraction.document)
        if other is None:
            return None
        self.count += 1
        return Problem(code="seems_double", fields=(("other", other),))


def _keys(extraction: Extraction) -> Iterator[tuple[str, ...]]:
    """What no two documents should share: the number, the title with place and date, the words of the first tasks."""
    said = extraction.metadata
    if not extraction.obligations:
        return
    if said.number:
        yield ("number", said.number, said.region)
    if said.title:
        yield ("title", _plain(said.title), said.region, str(said.issued))
    if len(extraction.obligations) >= _FIRST_TASKS:
        yield ("tasks", *_words(extraction.obligations[:_FIRST_TASKS]))


def _words(obligations: Sequence[Obligation]) -> Iterator[str]:
    return (_plain(obligation.text) for obligation in obligations)


def _plain(text: str) -> str:
    return "".join(text.split())
