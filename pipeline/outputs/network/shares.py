"""How concentrated leading is: who leads what share of the tasks, overall and by document, year, level.

Counted are led tasks: a task with two leads counts once for each. HHI is the sum of squared shares (1 = one department
leads everything), the Gini coefficient is that among the departments that lead at all (0 = all lead as much).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.outputs.network.graph import Graph, nodes_of

SCOPES = ("all", "year", "level", "document")
_TOPS = (1, 3, 5, 10)


class Share(NamedTuple):
    """Concentration of leads in one part of the run; shares from 0 to 1."""

    scope: str
    part: str
    obligations: int
    led: int
    leading: int
    hhi: float | None
    gini: float | None
    tops: tuple[float | None, ...]
    most: str


def leads_of(graph: Graph, node: str) -> list[str]:
    """The node ids of the departments that lead an obligation."""
    return [department for department, _, relation in graph.in_edges(node, data="relation") if relation == "lead"]


def shares(graph: Graph) -> Iterator[Share]:
    """One row for the run, then for each year, level and document."""
    parts: dict[tuple[str, str], list[str]] = {}
    for node in nodes_of(graph, "obligation"):
        data = graph.nodes[node]
        for scope in SCOPES:
            parts.setdefault((scope, str(data.get(scope, ""))), []).append(node)
    for scope, part in sorted(parts, key=lambda key: (SCOPES.index(key[0]), key[1])):
        nodes = parts[scope, part]
        counts = Counter(lead for node in nodes for lead in leads_of(graph, node))
        yield _share(scope, part, len(nodes), {graph.nodes[lead]["label"]: n for lead, n in sorted(counts.items())})


def _share(scope: str, part: str, obligations: int, counts: dict[str, int]) -> Share:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    values = [count for _, count in ordered]
    led = sum(values)
    if not led:
        return Share(scope, part, obligations, 0, 0, None, None, (None,) * len(_TOPS), "")
    tops = tuple(sum(values[:top]) / led for top in _TOPS)
    hhi = sum((value / led) ** 2 for value in values)
    return Share(scope, part, obligations, led, len(values), hhi, gini(values), tops, ordered[0][0])


def gini(values: Iterable[int]) -> float:
    """The Gini coefficient of positive counts, from 0 (all equal) towards 1 (one has all)."""
    ordered = sorted(values)
    count, total = len(ordered), sum(ordered)
    weighted = sum(rank * value for rank, value in enumerate(ordered, 1))
    return 2 * weighted / (count * total) - (count + 1) / count


def dominated(graph: Graph, share: float, *, least: int = 5) -> dict[str, str]:
    """The documents in which one department leads more than ``share`` of at least ``least`` led tasks, with its id."""
    counts: dict[str, Counter[str]] = {}
    led: Counter[str] = Counter()
    for node in nodes_of(graph, "obligation"):
        leads = leads_of(graph, node)
        led[graph.nodes[node]["document"]] += bool(leads)
        counts.setdefault(graph.nodes[node]["document"], Counter()).update(leads)
    found = {}
    for document, leads_by in counts.items():
        most = min(leads_by, key=lambda lead: (-leads_by[lead], lead), default="")
        if most and led[document] >= least and leads_by[most] > share * led[document]:
            found[document] = most
    return found
