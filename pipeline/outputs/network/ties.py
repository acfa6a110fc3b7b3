"""The lead→support network of departments, and what is measured on it.

A tie from i to j weighs the number of tasks that i leads and j supports. Obligations with several leads tie each of
them to each that supports. Measures as in Wasserman and Faust (1994), Social Network Analysis:

- ``partners_out``, ``partners_in``: out- and in-degree, the departments that support it and that it supports;
- ``strength_out``, ``strength_in``: the same weighted by tasks;
- ``betweenness``: share of shortest paths through a department, on undirected, unweighted ties, normalised; in a large
  network estimated from some departments, drawn with a fixed seed;
- ``eigenvector``: on undirected ties weighted by tasks, in the largest component (length 1), 0 outside;
- ``pagerank``: on directed ties weighted by tasks, damping 0.85: high where much is asked of a department;
- ``community``: Louvain on undirected weighted ties, resolution 1, fixed seed; numbered by size from 1.
"""

from typing import Any, NamedTuple

import networkx as nx

from pipeline.outputs.network.graph import Graph, nodes_of

Ties = Any  # a networkx.DiGraph or Graph; see graph.Graph

WORK = 20_000_000  # steps that betweenness may take, some ten seconds; a source takes one for each node and tie
_DIGITS = 9  # beyond, machines differ
_SEED = 20180321  # any fixed number; the same ties give the same figures


class Measures(NamedTuple):
    """The figures of one department in the network of ties."""

    partners_out: int = 0
    partners_in: int = 0
    strength_out: int = 0
    strength_in: int = 0
    betweenness: float = 0.0
    eigenvector: float = 0.0
    pagerank: float = 0.0
    community: int | None = None


def build_ties(graph: Graph) -> Ties:
    """Departments tied by the tasks that one leads and the other supports, with years and obligation ids."""
    ties: Ties = nx.DiGraph()
    for node in nodes_of(graph, "obligation"):
        roles: dict[str, list[str]] = {"lead": [], "support": []}
        for department, _, relation in graph.in_edges(node, data="relation"):
            if relation in roles:
                roles[relation].append(department)
        year = graph.nodes[node].get("year")
        for lead in roles["lead"]:
            for support in roles["support"]:
                _add_task(ties, lead, support, node.removeprefix("obligation:"), year)
    return ties


def _add_task(ties: Ties, lead: str, support: str, obligation: str, year: int | None) -> None:
    if not ties.has_edge(lead, support):
        ties.add_edge(lead, support, weight=0, years=[], obligations=[])
    data = ties.edges[lead, support]
    data["weight"] += 1
    data["obligations"].append(obligation)
    if year is not None:
        data["years"].append(year)


def sources_of(ties: Ties, work: int = WORK) -> int | None:
    """From how many departments betweenness is estimated; ``None`` where it is exact, from all of them."""
    affordable = max(1, work // max(1, len(ties) + ties.number_of_edges()))
    return affordable if affordable < len(ties) else None


def measure(ties: Ties, *, work: int = WORK) -> dict[str, Measures]:
    """The figures of every department that has a tie, by node id; see ``sources_of`` for ``work``."""
    if not ties:
        return {}
    names = sorted(ties)
    numbers = {name: number for number, name in enumerate(names)}
    directed: Ties = nx.DiGraph()  # by number: the order of hashed names differs from run to run
    directed.add_nodes_from(range(len(names)))
    edges = sorted((numbers[lead], numbers[support], weight) for lead, support, weight in ties.edges(data="weight"))
    directed.add_weighted_edges_from(edges)
    plain = _undirected(directed)
    between = nx.betweenness_centrality(plain, k=sources_of(ties, work), seed=_SEED)
    eigen = _eigenvector(plain)
    rank, community = nx.pagerank(directed, weight="weight", tol=1e-10, max_iter=1000), _communities(plain)
    return {
        name: Measures(
            directed.out_degree(n),
            directed.in_degree(n),
            directed.out_degree(n, weight="weight"),
            directed.in_degree(n, weight="weight"),
            round(between[n], _DIGITS),
            round(eigen.get(n, 0.0), _DIGITS),
            round(rank[n], _DIGITS),
            community[n],
        )
        for n, name in enumerate(names)
    }


def _undirected(directed: Ties) -> Ties:
    """Ties without direction, the tasks of both directions added, self-ties left out."""
    plain: Ties = nx.Graph()
    plain.add_nodes_from(directed)
    for lead, support, weight in directed.edges(data="weight"):
        if lead != support:
            known = plain.get_edge_data(lead, support, {"weight": 0})["weight"]
            plain.add_edge(lead, support, weight=known + weight)
    return plain


def _eigenvector(plain: Ties) -> dict[int, float]:
    """By Lanczos iteration from a fixed start; power iteration takes thousands of rounds where ties form chains."""
    from scipy.sparse.linalg import eigsh

    parts = [sorted(part) for part in nx.connected_components(plain)]
    largest = max(parts, key=lambda part: (len(part), -part[0]))
    if len(largest) < 3:  # of two tied departments neither is more central
        return {}
    matrix = nx.to_scipy_sparse_array(plain, nodelist=largest, weight="weight").astype(float)
    _, vectors = eigsh(matrix, k=1, which="LA", v0=matrix.sum(axis=1))
    return {node: abs(float(value)) for node, value in zip(largest, vectors[:, 0], strict=True)}


def _communities(plain: Ties) -> dict[int, int]:
    parts = nx.community.louvain_communities(plain, weight="weight", seed=_SEED)
    ordered = sorted(parts, key=lambda part: (-len(part), min(part)))
    return {node: number for number, part in enumerate(ordered, 1) for node in part}
