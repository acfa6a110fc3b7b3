"""What is read off the graph as tables: nodes, edges, departments with their measures, ties, panel, gaps, shares."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, get_args

from pipeline.outputs.network.graph import NODE_KINDS, RELATIONS, Graph, nodes_of
from pipeline.outputs.network.shares import SCOPES, dominated, leads_of, shares
from pipeline.outputs.network.ties import Measures, Ties
from pipeline.outputs.rows import SEPARATOR
from pipeline.outputs.tables.model import Table, Value, Variable
from schemas.document import Level
from schemas.entity import OrganKind
from schemas.mention import DepartmentKind, Role

_LEVELS = get_args(Level)
_LEVEL, _YEAR, _REGION = Variable("level", "code", _LEVELS), Variable("year", "int"), Variable("region")
_DEPARTMENT = Variable("department")
_PARTY = (
    *(Variable("jurisdiction"), Variable("line"), Variable("current_line"), Variable("party_level", "code", _LEVELS)),
    *(Variable("party_kind", "code", get_args(DepartmentKind)), Variable("organ", "code", get_args(OrganKind))),
)
_COUNTS = tuple(Variable(key, "int") for key in ("obligations", "leads", "supports", "with_deadline", "with_metric"))

NODES = (
    *(Variable("node"), Variable("node_kind", "code", NODE_KINDS), Variable("label"), Variable("document_number")),
    *(*_PARTY, _LEVEL, _REGION, _YEAR),
)
EDGES = (
    *(Variable("source"), Variable("target"), Variable("relation", "code", RELATIONS), _YEAR),
    Variable("obligation"),
)
DEPARTMENTS = (
    *(_DEPARTMENT, *_PARTY, *_COUNTS),
    *(Variable(key, "int") for key in ("partners_out", "partners_in", "strength_out", "strength_in")),
    *(Variable(key, "float") for key in ("betweenness", "eigenvector", "pagerank")),
    Variable("community", "int"),
)
TIES = (
    *(Variable("lead_department"), Variable("support_department"), Variable("tasks", "int")),
    *(Variable("first_year", "int"), Variable("last_year", "int"), Variable("obligation_ids")),
)
PANEL = (_DEPARTMENT, *_PARTY, _YEAR, _LEVEL, *_COUNTS)
GAPS = (
    *(Variable("obligation"), Variable("document"), Variable("number", "int"), _LEVEL, _REGION, _YEAR),
    *(Variable("text"), Variable("lead"), Variable("supports", "int"), Variable("due")),
    *(
        Variable(key, "flag")
        for key in ("no_lead", "no_deadline", "no_metric", "lead_without_support", "dominant_lead")
    ),
)
SHARES = (
    *(
        Variable("scope", "code", SCOPES),
        Variable("scope_value"),
        Variable("obligations", "int"),
        Variable("led", "int"),
    ),
    *(Variable("leading", "int"), Variable("hhi", "float"), Variable("gini", "float")),
    *(Variable(f"top{top}", "float") for top in (1, 3, 5, 10)),
    Variable("most"),
)


NETWORK_VARIABLES = {
    "nodes": NODES,
    "edges": EDGES,
    "departments": DEPARTMENTS,
    "ties": TIES,
    "panel": PANEL,
    "gaps": GAPS,
    "concentration": SHARES,
}


class Counted(NamedTuple):
    """What a department has to do: obligations = leads + supports."""

    leads: int = 0
    supports: int = 0
    deadlines: int = 0
    metrics: int = 0

    def row(self) -> tuple[int, ...]:
        """The counts in the order of the variables."""
        return self.leads + self.supports, self.leads, self.supports, self.deadlines, self.metrics


def network_tables(
    graph: Graph, ties: Ties, measures: dict[str, Measures], lacking: list[tuple[Value, ...]]
) -> tuple[Table, ...]:
    """All tables of a graph; ``lacking`` are its gaps."""
    return (
        Table("nodes", NODES, lambda: (_node(node, data) for node, data in graph.nodes(data=True))),
        Table("edges", EDGES, lambda: (_edge(*edge) for edge in graph.edges(data=True))),
        Table("departments", DEPARTMENTS, lambda: _departments(graph, measures)),
        Table("ties", TIES, lambda: _ties(graph, ties)),
        Table("panel", PANEL, lambda: _panel(graph)),
        Table("gaps", GAPS, lambda: lacking),
        Table("concentration", SHARES, lambda: _shares(graph)),
    )


def bound(graph: Graph, department: str) -> Iterator[tuple[Role, dict[str, Any]]]:
    """What a department is bound by: its role and the obligation's attributes."""
    for _, node, relation in graph.out_edges(department, data="relation"):
        if relation in get_args(Role):
            yield relation, graph.nodes[node]


def count(items: Iterable[tuple[Role, dict[str, Any]]]) -> Counted:
    """Add up roles and obligations."""
    sums: Counter[str] = Counter()
    for role, data in items:
        sums[role] += 1
        sums["deadlines"] += "due" in data or "rrule" in data
        sums["metrics"] += data["metrics"] > 0
    return Counted(sums["lead"], sums["support"], sums["deadlines"], sums["metrics"])


def _node(node: str, data: dict[str, Any]) -> tuple[Value, ...]:
    of_department = data["kind"] == "department"
    party = _party(data)[1:] if of_department else (None,) * len(_PARTY)
    level = None if of_department else data.get("level")
    head = (node, data["kind"], data["label"], data.get("document_number"))
    return (*head, *party, level, data.get("region"), data.get("year"))


def _edge(source: str, target: str, data: dict[str, Any]) -> tuple[Value, ...]:
    return source, target, data["relation"], data.get("year"), data.get("obligation")


def _party(data: dict[str, Any]) -> tuple[Value, ...]:
    keys = ("jurisdiction", "line", "current_line", "level", "party", "organ")
    return data["label"], *(data.get(key) for key in keys)


def _departments(graph: Graph, measures: dict[str, Measures]) -> Iterator[tuple[Value, ...]]:
    """Departments with a task, those with the most leads first."""
    counted = [(node, count(bound(graph, node))) for node in nodes_of(graph, "department")]
    for node, counts in sorted(counted, key=lambda item: (-item[1].leads, -item[1].supports, item[0])):
        if counts.leads or counts.supports:
            yield (*_party(graph.nodes[node]), *counts.row(), *measures.get(node, Measures()))


def _ties(graph: Graph, ties: Ties) -> Iterator[tuple[Value, ...]]:
    ordered = sorted(ties.edges(data=True), key=lambda edge: (-edge[2]["weight"], edge[0], edge[1]))
    for lead, support, data in ordered:
        years = data["years"] or [None]
        yield (
            *(graph.nodes[lead]["label"], graph.nodes[support]["label"], data["weight"]),
            *(min(years), max(years), SEPARATOR.join(data["obligations"])),
        )


def _panel(graph: Graph) -> Iterator[tuple[Value, ...]]:
    """Department × year × level of document; only cells with an obligation."""
    for node in sorted(nodes_of(graph, "department")):
        cells: dict[tuple[int | None, str | None], list[Any]] = {}
        for role, data in bound(graph, node):
            cells.setdefault((data.get("year"), data.get("level")), []).append((role, data))
        for year, level in sorted(cells, key=lambda cell: (cell[0] or 0, cell[1] or "")):
            yield (*_party(graph.nodes[node]), year, level, *count(cells[year, level]).row())


def gaps(graph: Graph, share: float) -> Iterator[tuple[Value, ...]]:
    """Every obligation, with a 1 for each thing that it lacks: a 0 in all is a row too, so that shares can be taken.

    One department's leads are a gap where they are more than ``share`` of a document's led tasks.
    """
    most = dominated(graph, share)
    for node in nodes_of(graph, "obligation"):
        data = graph.nodes[node]
        leads = leads_of(graph, node)
        flags = (
            not leads,
            "due" not in data and "rrule" not in data,
            not data["metrics"],
            bool(leads) and not data["supports"],
            most.get(data["document"]) in leads,
        )
        names = SEPARATOR.join(graph.nodes[lead]["label"] for lead in leads)
        yield (
            *(node.removeprefix("obligation:"), data["document"], data["number"]),
            *(data.get("level"), data.get("region"), data.get("year"), data["text"], names, data["supports"]),
            data.get("due") or data.get("rrule"),
            *map(int, flags),
        )


def _shares(graph: Graph) -> Iterator[tuple[Value, ...]]:
    for row in shares(graph):
        head = (row.scope, row.part, row.obligations, row.led, row.leading, row.hhi, row.gini)
        yield (*head, *row.tops, row.most)
