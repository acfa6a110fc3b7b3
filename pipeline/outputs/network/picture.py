"""network.svg and network.png: who leads and who supports, as a circle.

Departments stand on a circle, communities side by side, and their names run outwards from it, so that no name lies on
another; lines run inside, from the lead to the support. The Chinese font comes with the extra ``duban[graph]`` and is
drawn as outlines, so that the picture looks the same on a machine without one.
"""

from math import atan2, cos, degrees, hypot, pi, sin, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.messages import Lang, say
from pipeline.outputs.files import replacing
from pipeline.outputs.network.ties import Measures, Ties
from pipeline.outputs.sheets import display_width

MOST = 40  # departments that stay readable on one page
_NAME = 18  # characters of a name
_WIDTH = 0.0252  # of an ideograph at 10 points, in halves of the page
# Tableau 10 without its grey, which stands for the smaller communities
_COLORS = ("#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#76b7b2", "#b07aa1", "#edc948", "#ff9da7", "#9c755f")
_GREY = "#9a9a9a"
_SALT = "duban"  # ids inside the SVG come from it instead of from chance


class Spot(NamedTuple):
    """A department on the circle."""

    node: str
    name: str
    tasks: int
    community: int
    angle: float

    @property
    def point(self) -> tuple[float, float]:
        """Its place on the circle of radius 1."""
        return cos(self.angle), sin(self.angle)


def color_of(community: int | None) -> str:
    """The colour of a community as #rrggbb; grey for the many small ones and for departments without ties."""
    return _COLORS[community - 1] if community and community <= len(_COLORS) else _GREY


def spots(ties: Ties, measures: dict[str, Measures], tasks: dict[str, int]) -> list[Spot]:
    """The ends of the heaviest ties, at most ``MOST``, on the circle by community, clockwise from the top."""

    def weight(node: str) -> int:
        return measures[node].strength_out + measures[node].strength_in

    shown: set[str] = set()
    for lead, support, _ in sorted(ties.edges(data="weight"), key=lambda tie: (-tie[2], tie[0], tie[1])):
        if lead != support and len(shown | {lead, support}) <= MOST:
            shown |= {lead, support}
    ordered = sorted(shown, key=lambda node: (measures[node].community or 0, -weight(node), node))
    return [
        Spot(node, _short(node.removeprefix("department:")), tasks[node], measures[node].community or 0, angle)
        for node, angle in zip(
            ordered, (pi / 2 - 2 * pi * at / len(ordered) for at in range(len(ordered))), strict=True
        )
    ]


def write_pictures(
    folder: Path, ties: Ties, measures: dict[str, Measures], tasks: dict[str, int], lang: Lang
) -> list[str]:
    """Write the picture as SVG and PNG; ``tasks`` counts those of every department. The names of the files."""
    import matplotlib
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from pylopdf_fonts_zh_cn import sans_path

    names = ["network.svg", "network.png"]
    font = sans_path()
    with matplotlib.rc_context({"svg.fonttype": "path", "svg.hashsalt": _SALT}):
        figure = Figure(figsize=(12, 12.6))
        _draw(figure, spots(ties, measures, tasks), ties, lang, lambda size: FontProperties(fname=font, size=size))
        for name, stated in zip(names, ({"Date": None, "Creator": None}, {"Software": None}), strict=True):
            with replacing(folder / name) as draft:
                figure.savefig(draft, format=name[-3:], dpi=150, metadata=stated)
    return names


def _draw(figure: Any, shown: list[Spot], ties: Ties, lang: Lang, font: Any) -> None:
    axes = figure.add_axes((0.0, 0.07, 1.0, 0.87))
    axes.set_axis_off()
    axes.set_aspect("equal")
    longest = max((display_width(spot.name) / 2 for spot in shown), default=1)
    edge = 1.1 / (1 - _WIDTH * longest)  # as much room around the circle as the longest name needs
    axes.set_xlim(-edge, edge)
    axes.set_ylim(-edge, edge)
    figure.text(0.5, 0.972, say("word.picture_title", lang), ha="center", va="center", fontproperties=font(18))
    fields = {"kept": str(len(shown)), "all": str(len(ties))}
    note = "picture_empty" if not shown else "picture_note" if len(shown) < len(ties) else "picture_all"
    figure.text(0.5, 0.943, say(f"word.{note}", lang, fields), ha="center", va="center", fontproperties=font(11))
    if shown:
        _draw_ties(axes, shown, ties)
        _draw_departments(axes, shown, font)
        _draw_legend(figure, shown, lang, font)


def _draw_ties(axes: Any, shown: list[Spot], ties: Ties) -> None:
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path as Curve

    places = {spot.node: spot for spot in shown}
    inside = [edge for edge in ties.edges(data="weight") if edge[0] in places and edge[1] in places]
    heaviest = max((weight for *_, weight in inside), default=1)
    for lead, support, weight in sorted(inside, key=lambda edge: (edge[2], edge[0], edge[1])):  # the heavy ones on top
        if lead == support:
            continue
        (x, y), (u, v) = places[lead].point, places[support].point
        pull = 0.42 - 0.15 * hypot(x - u, y - v)  # neighbours are joined by flat curves near the rim
        bend = (pull * (x + u) + 0.06 * (v - y), pull * (y + v) + 0.06 * (x - u))  # there and back lie side by side
        curve = Curve([(0.97 * x, 0.97 * y), bend, (0.955 * u, 0.955 * v)], [Curve.MOVETO, Curve.CURVE3, Curve.CURVE3])
        share = weight / heaviest
        look = {"linewidth": 0.6 + 3.4 * share, "alpha": 0.3 + 0.5 * share, "color": color_of(places[lead].community)}
        axes.add_patch(FancyArrowPatch(path=curve, arrowstyle="-|>", mutation_scale=7 + 6 * share, zorder=1, **look))


def _draw_departments(axes: Any, shown: list[Spot], font: Any) -> None:
    most = max(spot.tasks for spot in shown)
    for spot in shown:
        x, y = spot.point
        size = 40 + 460 * spot.tasks / most
        axes.scatter([x], [y], s=size, color=color_of(spot.community), edgecolors="white", linewidths=1.2, zorder=3)
        turn = degrees(atan2(y, x))
        left = abs(turn) > 90
        out = 1.03 + sqrt(size) / 330
        axes.text(
            *(out * x, out * y, spot.name),
            rotation=turn - 180 if left else turn,
            rotation_mode="anchor",
            ha="right" if left else "left",
            va="center",
            fontproperties=font(10),
            zorder=4,
        )


def _draw_legend(figure: Any, shown: list[Spot], lang: Lang, font: Any) -> None:
    from matplotlib.lines import Line2D

    present = sorted({spot.community for spot in shown})
    named = [number for number in present if number <= len(_COLORS)]
    labels = [say("word.picture_group", lang, {"n": str(number)}) for number in named]
    colors = [color_of(number) for number in named]
    if len(named) < len(present):
        labels.append(say("word.picture_group", lang, {"n": f"> {len(_COLORS)}"}))
        colors.append(_GREY)
    dots = [Line2D([], [], marker="o", linestyle="", markersize=9, color=color) for color in colors]
    legend = {"loc": "center", "bbox_to_anchor": (0.5, 0.06), "ncols": 10, "frameon": False, "handletextpad": 0.1}
    figure.legend(dots, labels, prop=font(10), columnspacing=1.2, **legend)
    said = "    ".join(say(f"word.{key}", lang) for key in ("picture_size", "picture_width"))
    figure.text(0.5, 0.025, said, ha="center", va="center", fontproperties=font(10), color="#444444")


def _short(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
