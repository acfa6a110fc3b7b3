"""Everything that ``duban graph`` writes, from one pass through the store."""

from collections.abc import Iterable
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx

from pipeline.messages import Lang
from pipeline.outputs.forms import TableForm
from pipeline.outputs.network.dl import TASKS_NAME, TIES_NAME, write_tasks, write_ties
from pipeline.outputs.network.graph import Graph, Succession, build_graph, nodes_of
from pipeline.outputs.network.graph_files import GRAPH_NAME, Attributes, Look, write_gexf, write_graphml
from pipeline.outputs.network.picture import color_of, write_pictures
from pipeline.outputs.network.tables import bound, count, gaps, network_tables
from pipeline.outputs.network.ties import Measures, Ties, build_ties, measure, sources_of
from pipeline.outputs.tables.codebook import write_variables
from pipeline.outputs.tables.files import need, write_table
from pipeline.store import Store

_COLORS = {"document": "#4e79a7", "obligation": "#bab0ac", "department": "#e15759", "line": "#59a14f"}
_JURISDICTION = "#f28e2b"
_FLAGS = ("no_lead", "no_deadline", "no_metric", "lead_without_support", "dominant_lead")


class NetworkReport(NamedTuple):
    """What a graph came to; ``gaps`` counts the obligations with each, ``sources`` is as in ``sources_of``."""

    obligations: int
    departments: int
    ties: int
    gaps: dict[str, int]
    sources: int | None
    written: list[str]


def write_network(
    store: Store,
    out: Path,
    lang: Lang,
    *,
    successions: Iterable[Succession],
    share: float,
    formats: Iterable[TableForm],
) -> NetworkReport:
    """Write every file of the network into ``out``. Raises ``UserError``."""
    need("graph", "matplotlib", "scipy", "pylopdf_fonts_zh_cn")
    graph = build_graph(store.extractions(), successions)
    ties = build_ties(graph)
    measures = measure(ties)
    tasks = _add_measures(graph, measures)
    lacking = list(gaps(graph, share))
    tables = network_tables(graph, ties, measures, lacking)
    written = [write_table(out, table, form, lang) for table in tables for form in formats]
    written.append(write_variables(out, tables, lang))
    plain = _plain(graph, ties)
    for name, each in ((GRAPH_NAME, graph), ("ties.graphml", plain)):
        write_graphml(out / name, each)
    write_gexf(out / "graph.gexf", graph, _look)
    write_gexf(out / "ties.gexf", plain, _look_of_group)
    write_ties(out / TIES_NAME, ties)
    write_tasks(out / TASKS_NAME, graph)
    written += [GRAPH_NAME, "graph.gexf", "ties.graphml", "ties.gexf", TIES_NAME, TASKS_NAME]
    written += write_pictures(out, ties, measures, tasks, lang)
    sums = {flag: sum(row[at - len(_FLAGS)] == 1 for row in lacking) for at, flag in enumerate(_FLAGS)}
    bound_by = sum(1 for number in tasks.values() if number)
    return NetworkReport(
        len(nodes_of(graph, "obligation")), bound_by, ties.number_of_edges(), sums, sources_of(ties), written
    )


def _add_measures(graph: Graph, measures: dict[str, Measures]) -> dict[str, int]:
    """Put counts and centralities into the department nodes; the number of tasks of each."""
    tasks = {}
    for node in nodes_of(graph, "department"):
        counts = count(bound(graph, node))
        tasks[node] = counts.leads + counts.supports
        graph.nodes[node].update(tasks=tasks[node], leads=counts.leads, supports=counts.supports)
        if node in measures:
            found = {key: value for key, value in measures[node]._asdict().items() if value is not None}
            graph.nodes[node].update(found)
    return tasks


def _plain(graph: Graph, ties: Ties) -> Any:
    """The network of ties with what GraphML and GEXF can hold: lists of ids become text."""
    plain: Any = nx.DiGraph()
    for node in sorted(ties):
        plain.add_node(node, **graph.nodes[node])
    for lead, support, data in sorted(ties.edges(data=True), key=lambda edge: edge[:2]):
        years = {"first_year": min(data["years"]), "last_year": max(data["years"])} if data["years"] else {}
        plain.add_edge(lead, support, weight=data["weight"], obligations="；".join(data["obligations"]), **years)
    return plain


def _look(data: Attributes) -> Look:
    size = 4 + 2 * sqrt(data.get("tasks", 0)) if data["kind"] == "department" else 4.0
    return Look(_rgb(_COLORS.get(data["kind"], _JURISDICTION)), size)


def _look_of_group(data: Attributes) -> Look:
    return Look(_rgb(color_of(data.get("community"))), 4 + 2 * sqrt(data["tasks"]))


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
