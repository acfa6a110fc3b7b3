"""GraphML and GEXF, written as a stream: a large graph needs no second copy of itself as a tree of XML.

Both carry every attribute with its type. GEXF adds what Gephi shows at once: label, colour by kind or group, size.
Formats: graphml.graphdrawing.org/specification.html; gexf.net 1.2, with its viz module.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from pipeline.outputs.files import replacing

GRAPH_NAME = "graph.graphml"

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://www.gexf.net/1.2draft"
_VIZ = "http://www.gexf.net/1.2draft/viz"
_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}  # the same words in both formats

Attributes = Mapping[str, Any]
Keys = Mapping[str, tuple[int, type]]


class Look(NamedTuple):
    """How a node looks in Gephi: red, green, blue from 0 to 255, and size."""

    color: tuple[int, int, int]
    size: float


def write_graphml(path: Path, graph: Any) -> None:
    """Write a graph as GraphML."""
    keys = _keys(graph)
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'<?xml version="1.0" encoding="utf-8"?>\n<graphml xmlns="{_GRAPHML}">\n')
        for ends, names in keys.items():
            for name, (number, kind) in names.items():
                said = f'attr.name={quoteattr(name)} attr.type="{_TYPES[kind]}"'
                file.write(f'<key id="{ends[0]}{number}" for="{ends}" {said}/>\n')
        file.write('<graph edgedefault="directed">\n')
        for node, data in graph.nodes(data=True):
            file.write(f"<node id={quoteattr(node)}>{_graphml_values('n', data, keys['node'])}</node>\n")
        for number, (source, target, data) in enumerate(graph.edges(data=True)):
            ends = f'id="{number}" source={quoteattr(source)} target={quoteattr(target)}'
            file.write(f"<edge {ends}>{_graphml_values('e', data, keys['edge'])}</edge>\n")
        file.write("</graph>\n</graphml>\n")


def write_gexf(path: Path, graph: Any, look: Callable[[Attributes], Look]) -> None:
    """Write a graph as GEXF; ``look`` says how a node looks, from its attributes."""
    keys = _keys(graph)
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'<?xml version="1.0" encoding="utf-8"?>\n<gexf xmlns="{_GEXF}" xmlns:viz="{_VIZ}" version="1.2">\n')
        file.write('<graph defaultedgetype="directed" mode="static">\n')
        for ends, names in keys.items():
            file.write(f'<attributes class="{ends}" mode="static">\n')
            for name, (number, kind) in names.items():
                file.write(f'<attribute id="{number}" title={quoteattr(name)} type="{_TYPES[kind]}"/>\n')
            file.write("</attributes>\n")
        file.write("<nodes>\n")
        for node, data in graph.nodes(data=True):
            head = f"<node id={quoteattr(node)} label={quoteattr(str(data.get('label', node)))}>"
            file.write(f"{head}{_gexf_values(data, keys['node'])}{_gexf_look(look(data))}</node>\n")
        file.write("</nodes>\n<edges>\n")
        for number, (source, target, data) in enumerate(graph.edges(data=True)):
            ends = (
                f'id="{number}" source={quoteattr(source)} target={quoteattr(target)} weight="{data.get("weight", 1)}"'
            )
            file.write(f"<edge {ends}>{_gexf_values(data, keys['edge'])}</edge>\n")
        file.write("</edges>\n</graph>\n</gexf>\n")


def _keys(graph: Any) -> dict[str, Keys]:
    """The attributes of nodes and edges, each with its number and type."""
    edges = (data for _, _, data in graph.edges(data=True))
    return {"node": _numbered(data for _, data in graph.nodes(data=True)), "edge": _numbered(edges)}


def _numbered(items: Iterable[Attributes]) -> Keys:
    found: dict[str, type] = {}
    for data in items:
        for name, value in data.items():
            if name not in found or (type(value) is float and found[name] is int):
                found[name] = type(value)
    return {name: (number, found[name]) for number, name in enumerate(sorted(found))}


def _graphml_values(ends: str, data: Attributes, keys: Keys) -> str:
    return "".join(f'<data key="{ends}{keys[name][0]}">{escape(_text(value))}</data>' for name, value in data.items())


def _gexf_values(data: Attributes, keys: Keys) -> str:
    values = (f'<attvalue for="{keys[name][0]}" value={quoteattr(_text(value))}/>' for name, value in data.items())
    return f"<attvalues>{''.join(values)}</attvalues>"


def _gexf_look(look: Look) -> str:
    red, green, blue = look.color
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{look.size:.2f}"/>'


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
