"""hands_down.graphml: how tasks flow down the levels, for Gephi, igraph, NetworkX.

Nodes are obligations, documents and departments with ids as in the network of ``duban graph``, so that the two can be
joined. A ``hands_down`` edge runs from an upper obligation to the lower one that takes it up.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from pipeline.outputs.comparison.model import Compared
from pipeline.outputs.files import replacing, xml_text
from pipeline.outputs.network.graph import build_graph

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]

FLOW = "hands_down.graphml"


def to_flow(compared: Sequence[Compared]) -> "Graph":
    """The network of all documents with the edges between their obligations."""
    documents = [*(each.upper for each in compared[:1]), *(each.lower for each in compared)]
    graph: Graph = build_graph(documents)
    for each in compared:
        for pair in each.comparison.pairs:
            ends = ((each.comparison.upper, pair.upper), (each.comparison.lower, pair.lower))
            upper, lower = (xml_text(f"obligation:{document}#{number}") for document, number in ends)
            graph.add_edge(
                upper,
                lower,
                key="hands_down",
                relation="hands_down",
                score=pair.score,
                deadline=pair.deadline.change,
                metrics=pair.metrics_change,
                lead=pair.parties.lead,
                modality=pair.modality,
            )
    return graph


def write_flow(path: Path, compared: Sequence[Compared]) -> None:
    """Write the network as GraphML."""
    with replacing(path) as draft:
        nx.write_graphml_xml(to_flow(compared), draft, encoding="utf-8", prettyprint=True)
