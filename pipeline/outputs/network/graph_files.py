"""GraphML and GEXF, written as a stream: a graph of any size needs no second copy of itself as a tree of XML.

Both carry every attribute with its type. GEXF adds what Gephi shows at once: label, colour by kind or group, size.
Formats: graphml.graphdrawing.org/specification.html; gexf.net 1.2, with its viz module.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from pipeline.outputs.files import replacing

GRAPH_NAME = "graph.graphml"

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://www.gexf.net/1.2draft"
_VIZ = "http://www.gexf.net/1.2draft/viz"
_TYPES = {str: ("string", "string"), int: ("long", "long"), float: ("double", "double"), bool: ("boolean", "boolean")}

Attributes = Mapping[str, Any]


class Look(NamedTuple):
    """How a node looks in Gephi: red, green, blue from 0 to 255, and size."""

    color: tuple[int, int, int]
    size: float


def write_graphml(path: Path, graph: Any) -> None:
    """Write a graph as GraphML."""
    keys = _keys(graph)
    with replacing(path) as draft, etree.xmlfile(str(draft), encoding="utf-8") as file:
        file.write_declaration()
        with file.element("graphml", nsmap={None: _GRAPHML}):
            for ends, names in keys.items():
                for name, (number, kind) in names.items():
                    fields = {"id": f"{ends[0]}{number}", "for": ends, "attr.name": name, "attr.type": _TYPES[kind][0]}
                    file.write("\n", etree.Element("key", fields))
            with file.element("graph", {"edgedefault": "directed"}):
                for node, data in graph.nodes(data=True):
                    file.write("\n", _graphml_element("node", {"id": node}, data, keys["node"]))
                for number, (source, target, data) in enumerate(graph.edges(data=True)):
                    fields = {"id": str(number), "source": source, "target": target}
                    file.write("\n", _graphml_element("edge", fields, data, keys["edge"]))


def write_gexf(path: Path, graph: Any, look: Callable[[str, Attributes], Look]) -> None:
    """Write a graph as GEXF; ``look`` says how a node looks, from its id and its attributes."""
    keys = _keys(graph)
    with replacing(path) as draft, etree.xmlfile(str(draft), encoding="utf-8") as file:
        file.write_declaration()
        with file.element("gexf", {"version": "1.2"}, nsmap={None: _GEXF, "viz": _VIZ}):
            with file.element("graph", {"defaultedgetype": "directed", "mode": "static"}):
                for ends, names in keys.items():
                    file.write("\n", _gexf_keys(ends, names))
                with file.element("nodes"):
                    for node, data in graph.nodes(data=True):
                        file.write("\n", _gexf_node(node, data, keys["node"], look(node, data)))
                with file.element("edges"):
                    for element in _gexf_edges(graph.edges(data=True), keys["edge"]):
                        file.write("\n", element)


def _keys(graph: Any) -> dict[str, dict[str, tuple[int, type]]]:
    """The attributes of nodes and edges, each with its number and type."""
    return {"node": _numbered(data for _, data in graph.nodes(data=True)), "edge": _numbered(_edge_data(graph))}


def _edge_data(graph: Any) -> Iterator[Attributes]:
    return (data for _, _, data in graph.edges(data=True))


def _numbered(items: Iterable[Attributes]) -> dict[str, tuple[int, type]]:
    found: dict[str, type] = {}
    for data in items:
        for name, value in data.items():
            if name not in found or (type(value) is float and found[name] is int):
                found[name] = type(value)
    return {name: (number, found[name]) for number, name in enumerate(sorted(found))}


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _graphml_element(tag: str, fields: dict[str, str], data: Attributes, keys: Mapping[str, tuple[int, type]]) -> Any:
    element = etree.Element(tag, fields)
    for name, value in data.items():
        etree.SubElement(element, "data", {"key": f"{tag[0]}{keys[name][0]}"}).text = _text(value)
    return element


def _gexf_keys(ends: str, names: Mapping[str, tuple[int, type]]) -> Any:
    element = etree.Element("attributes", {"class": ends, "mode": "static"})
    for name, (number, kind) in names.items():
        etree.SubElement(element, "attribute", {"id": str(number), "title": name, "type": _TYPES[kind][1]})
    return element


def _gexf_values(element: Any, data: Attributes, keys: Mapping[str, tuple[int, type]]) -> Any:
    values = etree.SubElement(element, "attvalues")
    for name, value in data.items():
        etree.SubElement(values, "attvalue", {"for": str(keys[name][0]), "value": _text(value)})
    return element


def _gexf_node(node: str, data: Attributes, keys: Mapping[str, tuple[int, type]], look: Look) -> Any:
    element = _gexf_values(etree.Element("node", {"id": node, "label": str(data.get("label", node))}), data, keys)
    red, green, blue = map(str, look.color)
    etree.SubElement(element, f"{{{_VIZ}}}color", {"r": red, "g": green, "b": blue}, nsmap={"viz": _VIZ})
    etree.SubElement(element, f"{{{_VIZ}}}size", {"value": f"{look.size:.2f}"}, nsmap={"viz": _VIZ})
    return element


def _gexf_edges(edges: Iterable[tuple[str, str, Attributes]], keys: Mapping[str, tuple[int, type]]) -> Iterator[Any]:
    for number, (source, target, data) in enumerate(edges):
        fields = {"id": str(number), "source": source, "target": target}
        yield _gexf_values(etree.Element("edge", fields | {"weight": str(data.get("weight", 1))}), data, keys)
