"""coverage.png: the coverage matrix as a heat map, an upper obligation a row, a lower document a column.

The Chinese font comes with the extra ``duban[diff]``, so that the picture looks the same on every machine.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.messages import Lang, say
from pipeline.outputs.comparison.coverage import UPTAKES, coverage
from pipeline.outputs.comparison.model import Compared
from pipeline.outputs.comparison.workbook import UPTAKE_COLORS
from pipeline.outputs.files import replacing

PICTURE = "coverage.png"
MOST_ROWS, MOST_COLUMNS = 150, 150  # what stays readable; coverage.csv has all
_LABEL = 22  # characters of an obligation beside its row


def write_picture(path: Path, compared: Sequence[Compared], lang: Lang) -> None:
    """Draw the matrix."""
    import numpy as np
    from matplotlib.colors import ListedColormap
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from pylopdf_fonts_zh_cn import sans_path

    matrix = coverage(compared[:MOST_COLUMNS])[:MOST_ROWS]
    values = np.array([[UPTAKES.index(cell) for cell in row] for row in matrix])
    rows, columns = values.shape
    size = (min(24.0, 4.6 + 0.34 * columns), min(30.0, 2.4 + 0.24 * rows))
    figure = Figure(figsize=size, layout="constrained")
    axes: Any = figure.add_subplot()
    palette = ListedColormap([f"#{UPTAKE_COLORS[uptake]}" for uptake in UPTAKES])
    axes.imshow(values, cmap=palette, vmin=0, vmax=len(UPTAKES) - 1, aspect="auto", interpolation="nearest")
    small, large = (FontProperties(fname=sans_path(), size=points) for points in (8, 12))
    _label(axes, compared[:MOST_COLUMNS], rows, small)
    axes.set_title(say("diff.picture_title", lang), fontproperties=large, pad=12)
    _grid(axes, rows, columns)
    _legend(figure, lang, small)
    with replacing(path) as draft:
        figure.savefig(draft, format="png", dpi=110, metadata={"Software": None})


def _label(axes: Any, compared: Sequence[Compared], rows: int, font: Any) -> None:
    texts = [each.text for each in compared[0].upper.obligations[:rows]]
    labels = [f"{number} {text[:_LABEL]}{'…' if len(text) > _LABEL else ''}" for number, text in enumerate(texts, 1)]
    axes.set_yticks(range(rows), labels, fontproperties=font)
    names = [(each.lower.metadata.region or Path(each.lower.document).stem)[:14] for each in compared]
    axes.set_xticks(range(len(names)), names, fontproperties=font, rotation=90)


def _grid(axes: Any, rows: int, columns: int) -> None:
    axes.set_xticks([at - 0.5 for at in range(columns + 1)], minor=True)
    axes.set_yticks([at - 0.5 for at in range(rows + 1)], minor=True)
    axes.grid(which="minor", color="white", linewidth=1)
    axes.tick_params(which="both", length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _legend(figure: Any, lang: Lang, font: Any) -> None:
    from matplotlib.patches import Patch

    patches = [Patch(color=f"#{UPTAKE_COLORS[uptake]}", label=say(f"diff.uptake_{uptake}", lang)) for uptake in UPTAKES]
    figure.legend(handles=patches, loc="outside lower center", ncols=len(patches), prop=font, frameon=False)
