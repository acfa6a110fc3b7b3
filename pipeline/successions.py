"""The reforms of the state organs as ties between functional lines, for views that know results alone."""

from extractors.lines import load_lines
from pipeline.outputs.network.graph import Succession


def successions() -> tuple[Succession, ...]:
    """Every succession of the table of lines: successor, predecessor, year of the reform at the centre."""
    return tuple(
        Succession(successor.line, line.name, successor.year) for line in load_lines() for successor in line.successors
    )
