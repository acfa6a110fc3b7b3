"""graph.graphml: the network of departments, obligations and documents.

Edges run department → obligation (``lead``, ``support``) and document → obligation (``contains``). Node ids carry
their kind (``department:省财政厅``), so that a document and a department of one name stay two nodes.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from pipeline.outputs.files import replacing, xml_text
from pipeline.outputs.rows import Row

if TYPE_CHECKING:
    Graph = nx.DiGraph[str]

GRAPH_NAME = "graph.graphml"
_LABEL = 40  # characters of a task that still fit beside a node


def to_graph(rows: Iterable[Row]) -> "Graph":
    """The network of all rows; nodes and edges in the order of the rows."""
    graph: Graph = nx.DiGraph()
    for row in rows:
        _add_row(graph, row)
    return graph


def write_graph(path: Path, rows: Iterable[Row]) -> None:
    """Write the network as GraphML."""
    with replacing(path) as draft:
        nx.write_graphml_xml(to_graph(rows), draft, encoding="utf-8", prettyprint=True)


def _add_row(graph: "Graph", row: Row) -> None:
    obligation, metadata = row.obligation, row.extraction.metadata
    document = xml_text(f"document:{row.extraction.document}")
    node = xml_text(f"obligation:{row.extraction.document}#{obligation.number}")
    if document not in graph:
        issued = metadata.issued.isoformat() if metadata.issued else ""
        title = metadata.title or row.extraction.document
        _add_node(graph, document, "document", title, issued=issued, level=metadata.level or "", region=metadata.region)
    _add_node(
        graph,
        node,
        "obligation",
        obligation.text[:_LABEL],
        text=obligation.text,
        document=row.extraction.document,
        due=obligation.due or "",
        rrule=obligation.rrule or "",
        modality=obligation.modality,
        metrics=len(obligation.targets),
    )
    graph.add_edge(document, node, relation="contains")
    # Leads last: who both leads and supports has one edge, and it says lead.
    for party in sorted(obligation.parties, key=lambda party: party.role == "lead"):
        department = xml_text(f"department:{party.name}")
        if department not in graph:
            line, level = party.line or "", party.level or ""
            _add_node(graph, department, "department", party.name, organ=party.kind, line=line, level=level)
        graph.add_edge(department, node, relation=party.role)


def _add_node(graph: "Graph", node: str, kind: str, label: str, **more: str | int) -> None:
    clean = {key: xml_text(value) if isinstance(value, str) else value for key, value in more.items()}
    graph.add_node(node, kind=kind, label=xml_text(label), **clean)
