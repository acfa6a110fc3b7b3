"""The rows of a responsibility matrix, in groups: by document, by department, or by deadline."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal, NamedTuple

import regex

from pipeline.messages import Lang, say
from pipeline.outputs.responsibility.selection import Selection
from pipeline.outputs.roles import department, parties_once
from pipeline.outputs.rows import SEPARATOR, due_text
from schemas.document import Metadata
from schemas.obligation import Extraction, Obligation

By = Literal["document", "department", "deadline"]

_NUMBER = regex.compile(
    r"[(（〔\[]?(?:第?[\d一二三四五六七八九十百]+[条章节项款]?)[)）〕\]]?[.．、]?|[①-⑳]|附件\d*|附表\d*"
)
_COLUMNS = ("index", "task", "measure", "lead", "support", "deadline")
_ACROSS = ("index", "document", "task", "measure", "lead", "support", "deadline")
_MERGED = ("document", "task")
_FIELDS = {"index": "position", "document": "title"}  # where a column shows another field than that of its name


class Item(NamedTuple):
    """An obligation as a row of the matrix.

    ``leads`` are unified names, and so are ``meant``, the departments of any role whom the selection means.
    """

    position: int
    document: str
    number: int
    title: str
    task: str
    measure: str
    lead: str
    support: str
    deadline: str
    due: str
    due_text: str
    rrule: str
    leads: tuple[str, ...]
    meant: tuple[str, ...]


class Group(NamedTuple):
    """Rows under one heading, with a line beneath it (文号, date of issue)."""

    title: str
    note: str
    items: list[Item]


class Cell(NamedTuple):
    """A cell; ``span`` is the number of rows that it covers, 0 where a cell above covers it."""

    text: str
    span: int = 1


def columns(by: By) -> tuple[str, ...]:
    """The columns of a matrix; where groups cut across documents, the document is one of them."""
    return _COLUMNS if by == "document" else _ACROSS


def groups(extractions: Iterable[Extraction], selection: Selection, by: By, lang: Lang) -> Iterator[Group]:
    """The groups in the order that a reader expects; by document they stream, one document in memory at a time.

    By document: as in the store. By department: most tasks first; each task stands with everybody bound by it whom
    the selection means. By deadline: month by month, then where the year is open, then recurring, then none.
    """
    if by == "document":
        for extraction in extractions:
            if items := list(_items([extraction], selection, lang)):
                yield Group(_title(extraction), _note(extraction.metadata), items)
        return
    everything = list(_items(extractions, selection, lang))
    yield from _by_department(everything, lang) if by == "department" else _by_deadline(everything, lang)


def grid(group: Group, by: By) -> Iterator[list[Cell]]:
    """The cells of a group row by row; equal documents and tasks one below the other are one merged cell."""
    keys = columns(by)
    for _, same in groupby(group.items, key=lambda item: item.document):
        rows = list(same)
        runs = {key: _runs([value(row, key) for row in rows]) for key in _MERGED}
        for at, row in enumerate(rows):
            yield [Cell(value(row, key), runs[key][at] if key in _MERGED else 1) for key in keys]


def value(item: Item, key: str) -> str:
    """What a column shows of an item."""
    return str(getattr(item, _FIELDS.get(key, key)))


def task_of(section: tuple[str, ...]) -> str:
    """The innermost heading that says something: numbers alone (2.) and 附件 do not."""
    spoken = (regex.sub(r"\s+", " ", heading).strip() for heading in reversed(section))
    return next((heading for heading in spoken if heading and not _NUMBER.fullmatch(heading)), "")


def _runs(values: list[str]) -> list[int]:
    spans: list[int] = []
    for text, same in groupby(values):
        length = len(list(same))
        spans += [length, *[0] * (length - 1)] if text else [1] * length
    return spans


def _items(extractions: Iterable[Extraction], selection: Selection, lang: Lang) -> Iterator[Item]:
    index = 0
    for extraction in extractions:
        if not selection.keeps_document(extraction):
            continue
        for obligation in extraction.obligations:
            if selection.keeps(obligation, extraction.metadata.issued):
                index += 1
                yield _item(index, extraction, obligation, selection, lang)


def _item(index: int, extraction: Extraction, obligation: Obligation, selection: Selection, lang: Lang) -> Item:
    parties = parties_once(obligation)
    leads = [party for party in parties.values() if party.role == "lead"]
    supports = [party for party in parties.values() if party.role == "support"]
    return Item(
        position=index,
        document=extraction.document,
        number=obligation.number,
        title=_title(extraction),
        task=task_of(obligation.section),
        measure=obligation.text,
        lead=SEPARATOR.join(party.name for party in leads),
        support=SEPARATOR.join(party.name for party in supports),
        deadline=due_text(obligation, lang),
        due=obligation.due or "",
        due_text=obligation.due_text or "",
        rrule=obligation.rrule or "",
        leads=tuple(map(department, leads)),
        meant=tuple(name for name, party in parties.items() if selection.means(party)),
    )


def _title(extraction: Extraction) -> str:
    return extraction.metadata.title or extraction.document


def _note(said: Metadata) -> str:
    return "  ".join(filter(None, (said.number, said.issued.isoformat() if said.issued else "")))


def _by_department(items: list[Item], lang: Lang) -> Iterator[Group]:
    tasks: dict[str, list[Item]] = {}
    for item in items:
        for name in item.meant:
            tasks.setdefault(name, []).append(item)
    for name in sorted(tasks, key=lambda name: (-len(tasks[name]), name)):
        led = sum(name in item.leads for item in tasks[name])
        ordered = sorted(tasks[name], key=lambda item: (item.document, name not in item.leads, item.position))
        numbered = [item._replace(position=number) for number, item in enumerate(ordered, 1)]
        counts = (f"{say('word.lead', lang)} {led}", f"{say('word.support', lang)} {len(ordered) - led}")
        yield Group(name, "  ".join(counts), numbered)


def _by_deadline(items: list[Item], lang: Lang) -> Iterator[Group]:
    ordered = sorted(items, key=lambda item: (_rank(_when(item)), _when(item), item.position))
    numbered = (item._replace(position=number) for number, item in enumerate(ordered, 1))
    for title, same in groupby(numbered, key=lambda item: _month(_when(item), lang)):
        yield Group(title, "", list(same))


def _when(item: Item) -> str:
    return item.due or item.rrule


def _rank(due: str) -> int:
    return 3 if not due else 2 if "=" in due else 1 if due.startswith("X") else 0


def _month(due: str, lang: Lang) -> str:
    if (rank := _rank(due)) >= 2:
        return say("word.due_recurring" if rank == 2 else "word.due_none", lang)
    year, _, rest = due.partition("-")
    if rank == 1:
        return say("word.due_open", lang, {"month": str(int(rest[:2]))})
    return say("word.due_month", lang, {"year": year, "month": str(int(rest[:2]))}) if rest else year
