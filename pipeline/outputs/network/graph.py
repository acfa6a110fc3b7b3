"""The graph of a run: documents, obligations, departments, functional lines and jurisdictions.

Edges, each with its ``relation`` and, where it comes from a document, the document's ``year``:

=============== ========================== =====================================================================
relation        from → to
=============== ========================== =====================================================================
contains        document → obligation
lead, support   department → obligation    with ``obligation`` (its id); who does both leads
issues          department → document
addressed_to    document → department      主送机关, as written
cites           document → document        by 文号; a number that no document of the run bears becomes a node too
same_line       department → line          departments of one line meet in its node, whatever their level
within          department → jurisdiction
succeeds        line → line                from the successor to its predecessor, ``year`` of the reform
=============== ========================== =====================================================================

Node ids carry their kind (``department:省财政厅``), so that a document and a department of one name stay two nodes.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import networkx as nx

from pipeline.outputs.files import xml_text
from pipeline.outputs.roles import department, parties_once
from pipeline.years import year_of
from schemas.obligation import Extraction, Obligation, Party

Graph = Any  # a networkx.MultiDiGraph, whose stubs do not know edges with one of their attributes

NODE_KINDS = ("document", "obligation", "department", "line", "jurisdiction")
RELATIONS = (
    *("contains", "lead", "support", "issues", "addressed_to"),
    *("cites", "same_line", "within", "succeeds"),
)
_LABEL = 40  # characters of a task that still fit beside a node


class Succession(NamedTuple):
    """A functional line that took over another's tasks in a reform of the state organs."""

    successor: str
    predecessor: str
    year: int


def build_graph(extractions: Iterable[Extraction], successions: Iterable[Succession] = ()) -> Graph:
    """The graph of all documents; nodes and edges in the order of the store."""
    graph: Graph = nx.MultiDiGraph()
    numbers: dict[str, str] = {}
    cited: list[tuple[str, str, int | None]] = []
    for extraction in extractions:
        node = _add_document(graph, extraction)
        if extraction.metadata.number:
            numbers.setdefault(extraction.metadata.number, node)
        cited += [(node, number, year_of(extraction)) for number in extraction.metadata.cites]
        for obligation in extraction.obligations:
            _add_obligation(graph, node, extraction, obligation)
    for node, number, year in cited:
        _add_citation(graph, node, number, numbers, year)
    _add_successions(graph, successions)
    return graph


def nodes_of(graph: Graph, kind: str) -> list[str]:
    """The ids of the nodes of one kind, in the order of the graph."""
    return [node for node, found in graph.nodes(data="kind") if found == kind]


def _add_document(graph: Graph, extraction: Extraction) -> str:
    metadata, year = extraction.metadata, year_of(extraction)
    node = _add_node(
        graph,
        "document",
        extraction.document,
        label=metadata.title or extraction.document,
        document_number=metadata.number,
        issued=metadata.issued.isoformat() if metadata.issued else None,
        year=year,
        level=metadata.level,
        region=metadata.region,
        in_run=True,
    )
    for issuer in metadata.issuers:
        _add_edge(graph, _add_node(graph, "department", issuer, label=issuer), node, "issues", year=year)
    for addressee in metadata.addressees:
        _add_edge(graph, node, _add_node(graph, "department", addressee, label=addressee), "addressed_to", year=year)
    return node


def _add_obligation(graph: Graph, document: str, extraction: Extraction, obligation: Obligation) -> None:
    year = year_of(extraction)
    parties = parties_once(obligation)
    leads = sum(party.role == "lead" for party in parties.values())
    key = f"{extraction.document}#{obligation.number}"
    node = _add_node(
        graph,
        "obligation",
        key,
        label=obligation.text[:_LABEL],
        text=obligation.text,
        document=extraction.document,
        number=obligation.number,
        year=year,
        level=extraction.metadata.level,
        region=extraction.metadata.region,
        due=obligation.due,
        rrule=obligation.rrule,
        modality=obligation.modality,
        degree=obligation.degree,
        metrics=len(obligation.targets),
        leads=leads,
        supports=len(parties) - leads,
    )
    _add_edge(graph, document, node, "contains", year=year)
    for party in parties.values():
        _add_edge(graph, _add_department(graph, party), node, party.role, year=year, obligation=key)


def _add_department(graph: Graph, party: Party) -> str:
    name = department(party)
    node = f"department:{xml_text(name)}"
    if "party" not in graph.nodes.get(node, ()):  # absent, or so far known as an issuer alone
        own = {"line": party.line, "current_line": party.current_line, "jurisdiction": party.jurisdiction}
        _add_node(graph, "department", name, label=name, party=party.kind, organ=party.organ, level=party.level, **own)
        if party.line:
            _add_edge(graph, node, _add_node(graph, "line", party.line, label=party.line), "same_line")
        if place := party.jurisdiction:
            _add_edge(graph, node, _add_node(graph, "jurisdiction", place, label=place), "within")
    return node


def _add_citation(graph: Graph, node: str, number: str, numbers: dict[str, str], year: int | None) -> None:
    target = numbers.get(number) or _add_node(
        graph, "document", number, label=number, document_number=number, in_run=False
    )
    if target != node:
        _add_edge(graph, node, target, "cites", year=year)


def _add_successions(graph: Graph, successions: Iterable[Succession]) -> None:
    """Add the reforms between lines, where the run names one of the two."""
    for successor, predecessor, year in successions:
        ends = [f"line:{name}" for name in (successor, predecessor)]
        if any(end in graph for end in ends):
            for end, name in zip(ends, (successor, predecessor), strict=True):
                if end not in graph:
                    _add_node(graph, "line", name, label=name)
            _add_edge(graph, ends[0], ends[1], "succeeds", year=year)


def _add_node(graph: Graph, kind: str, name: str, **more: str | int | None) -> str:
    """Add a node or add to it; what is not known is left out."""
    node = f"{kind}:{xml_text(name)}"
    known = {
        key: xml_text(value) if isinstance(value, str) else value
        for key, value in more.items()
        if value not in ("", None)
    }
    graph.add_node(node, kind=kind, **known)
    return node


def _add_edge(graph: Graph, source: str, target: str, relation: str, **more: str | int | None) -> None:
    known = {key: xml_text(value) if isinstance(value, str) else value for key, value in more.items()}
    data = {key: value for key, value in known.items() if value is not None}
    graph.add_edge(source, target, key=relation, relation=relation, **data)
