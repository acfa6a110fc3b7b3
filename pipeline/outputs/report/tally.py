"""What the pictures show: counts over documents, as rows of plain data.

A row's ``label`` is the code of a message. Names that a chart writes out have their invisible characters written as
what they are, since a right-to-left override would turn the labels of a chart around.
"""

import re
from collections import Counter
from typing import Any, get_args

from pipeline.outputs.roles import parties_once
from schemas.mention import Role
from schemas.obligation import Extraction, Obligation

Rows = list[dict[str, Any]]

MOST_UNITS = 25
MOST_NODES = 36
MOST_LINKS = 120
MOST_DOCUMENTS = 40

_UNSEEN = re.compile(
    "[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff\\ud800-\\udfff]"
)
_GAPS = ("lead", "deadline", "metric")


def shown(text: str) -> str:
    """The text with characters that cannot be seen, or that turn the line around, written as U+202E."""
    return _UNSEEN.sub(lambda match: f"⟦U+{ord(match.group()):04X}⟧", text)


class Tally:
    """Counts of what was added, document by document; the memory is that of the names."""

    def __init__(self) -> None:
        self._months: Counter[tuple[str, str]] = Counter()
        self._roles: dict[str, Counter[str]] = {}
        self._links: Counter[tuple[str, str]] = Counter()
        self._documents: Rows = []

    def add(self, extraction: Extraction) -> None:
        """Count one document."""
        missing: Counter[str] = Counter()
        for obligation in extraction.obligations:
            missing.update(gap for gap, lacks in zip(_GAPS, _lacks(obligation), strict=True) if lacks)
            self._add_parties(obligation)
            if obligation.due:
                self._months[obligation.due[:7], obligation.due_kind or "hard"] += 1
        title = shown(extraction.metadata.title or extraction.document)
        here = {"document": extraction.document, "title": title, "total": len(extraction.obligations)}
        self._documents.append(here | {gap: missing[gap] for gap in _GAPS})

    def datasets(self) -> dict[str, Rows]:
        """The rows of every picture by the name of its data."""
        return {
            "timeline": self._timeline(open_year=False),
            "months": self._timeline(open_year=True),
            "units": self._units(),
            **self._network(),
            "gaps": self._gaps(),
        }

    def _add_parties(self, obligation: Obligation) -> None:
        found = parties_once(obligation)
        for name, party in found.items():
            self._roles.setdefault(name, Counter())[party.role] += 1
        leads, supports = ([name for name in found if found[name].role == role] for role in get_args(Role))
        self._links.update((lead, support) for lead in leads for support in supports if lead != support)

    def _timeline(self, *, open_year: bool) -> Rows:
        return [
            {
                "period": month,
                "month": month[5:] if open_year else f"{month}-01",
                "label": f"word.{kind}",
                "tasks": count,
            }
            for (month, kind), count in sorted(self._months.items())
            if month.startswith("XXXX") == open_year and len(month) == 7
        ]

    def _most_named(self, count: int) -> list[str]:
        return sorted(self._roles, key=lambda name: (-self._roles[name].total(), name))[:count]

    def _units(self) -> Rows:
        return [
            {
                "unit": name,
                "name": shown(name),
                "label": f"report.{role}",
                "tasks": count,
                "all": self._roles[name].total(),
            }
            for name in self._most_named(MOST_UNITS)
            for role, count in sorted(self._roles[name].items())
        ]

    def _network(self) -> dict[str, Rows]:
        """The departments with the most shared tasks, and who leads whom among them."""
        ties: Counter[str] = Counter()
        for (lead, support), count in self._links.items():
            ties.update({lead: count, support: count})
        kept = sorted(ties, key=lambda name: (-ties[name], name))[:MOST_NODES]
        inside = [item for item in self._links.items() if item[0][0] in kept and item[0][1] in kept]
        links = sorted(inside, key=lambda item: (-item[1], item[0]))[:MOST_LINKS]
        joined = {name for pair, _ in links for name in pair}
        names = [name for name in kept if name in joined]
        place = {name: number for number, name in enumerate(names)}
        nodes = [
            {"index": place[name], "unit": name, "name": shown(name)}
            | {"leads": self._roles[name]["lead"], "supports": self._roles[name]["support"]}
            for name in names
        ]
        return {
            "nodes": nodes,
            "links": [{"source": place[a], "target": place[b], "tasks": count} for (a, b), count in links],
        }

    def _gaps(self) -> Rows:
        largest = sorted(self._documents, key=lambda row: (-row["total"], row["document"]))[:MOST_DOCUMENTS]
        titles = Counter(row["title"] for row in largest)
        return [
            {
                "document": row["document"],
                "title": row["title"] if titles[row["title"]] == 1 else shown(f"{row['document']} {row['title']}"),
                "gap": gap,
                "label": f"report.gap.{gap}",
                "tasks": row[gap],
                "total": row["total"],
                "share": round(row[gap] / row["total"], 4),
            }
            for row in largest
            if row["total"]
            for gap in _GAPS
        ]


def _lacks(obligation: Obligation) -> tuple[bool, bool, bool]:
    return (
        not obligation.names("lead"),
        not (obligation.due or obligation.rrule),
        not (obligation.targets or obligation.goals),
    )
