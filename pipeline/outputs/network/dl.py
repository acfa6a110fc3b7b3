"""UCINET's DL format: the ties of departments, and departments by tasks as a two-mode network.

Labels come first and the data names nodes by their numbers, so that a program that garbles Chinese labels still reads
the network; ``nodes.csv`` and ``departments.csv`` have the names. Format: UCINET 6 User's Guide, Borgatti, Everett and
Freeman (2002), section on DL files. UTF-8.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import regex

from pipeline.outputs.files import replacing
from pipeline.outputs.network.graph import Graph, nodes_of
from pipeline.outputs.network.ties import Ties

TIES_NAME, TASKS_NAME = "ties.dl", "tasks.dl"
_APART = regex.compile(r'[\s,"]+')  # what divides labels in DL


def write_ties(path: Path, ties: Ties) -> None:
    """The directed, weighted one-mode network: lead, support, tasks."""
    names = sorted(ties)
    numbers = {name: number for number, name in enumerate(names, 1)}
    edges = sorted((numbers[lead], numbers[support], weight) for lead, support, weight in ties.edges(data="weight"))
    head = [f"dl n={len(names)} format=edgelist1", "labels:", *map(_label, names), "data:"]
    _write(path, head, edges)


def write_tasks(path: Path, graph: Graph) -> None:
    """The two-mode network: department, obligation, 2 where it leads and 1 where it supports."""
    tasks = nodes_of(graph, "obligation")
    edges = [
        (department, node, 2 if relation == "lead" else 1)
        for node in tasks
        for department, _, relation in graph.in_edges(node, data="relation")
        if relation in ("lead", "support")
    ]
    departments = sorted({department for department, _, _ in edges})
    rows = {name: number for number, name in enumerate(departments, 1)}
    columns = {name: number for number, name in enumerate(tasks, 1)}
    head = [f"dl nr={len(rows)} nc={len(columns)} format=edgelist2"]
    head += ["row labels:", *map(_label, rows), "column labels:", *map(_label, columns), "data:"]
    _write(path, head, sorted((rows[department], columns[node], weight) for department, node, weight in edges))


def _label(node: str) -> str:
    return f'"{_APART.sub("_", node.partition(":")[2])}"'


def _write(path: Path, head: Sequence[str], edges: Iterable[tuple[int, int, int]]) -> None:
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\r\n") as file:
        for line in head:
            file.write(f"{line}\n")
        for edge in edges:
            file.write(f"{edge[0]} {edge[1]} {edge[2]}\n")
