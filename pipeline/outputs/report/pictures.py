"""The charts of a report: specifications in Vega-Lite and Vega, filled with data and with words of one language.

The script that draws them in the page, and the same charts as .svg and .png, come from the package vl-convert, which
holds Vega and needs neither network nor browser.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from pipeline.messages import Lang, UserError, say
from pipeline.outputs.files import make_folder, replacing
from pipeline.outputs.report.tally import Rows

PICTURES = ("timeline", "months", "network", "units", "gaps")
Format = Literal["svg", "png"]

_NEEDS = {"network": "links"}  # what a picture is empty without, where that is not its own name
_FONT = "'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
_WIDTH = 760
_PNG_SCALE = 2.0
_CONFIG: dict[str, Any] = {
    "background": "#ffffff",
    "font": _FONT,
    "text": {"font": _FONT},
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelColor": "#1d2733"},
    "legend": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"},
}


@cache
def load_charts() -> Mapping[str, Any]:
    """The specifications by name, without data; strings that begin with @ are codes of messages."""
    folder = files("pipeline").joinpath("templates", "report", "charts")
    return {name: json.loads(folder.joinpath(f"{name}.json").read_text(encoding="utf-8")) for name in PICTURES}


def chart_config() -> dict[str, Any]:
    """Fonts and sizes of every chart."""
    return _CONFIG


@cache
def chart_script() -> str:
    """Vega with all that it needs as one script for a page; empty where vl-convert is not installed."""
    if find_spec("vl_convert") is None:
        return ""
    import vl_convert

    script: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    # Inside a <script> element these would begin a comment or end the element; in the source they stand in strings.
    return script.replace("<!--", "<\\!--").replace("</script", "<\\/script")


def charts_of(datasets: Mapping[str, Rows]) -> dict[str, Any]:
    """The specifications for which there is something to show, as high as their rows need."""
    there = [name for name in PICTURES if datasets[_NEEDS.get(name, name)]]
    return {name: _sized(load_charts()[name], datasets) for name in there}


def _sized(spec: dict[str, Any], datasets: Mapping[str, Rows]) -> dict[str, Any]:
    """With a height in pixels where the specification gives one for each row."""
    if not isinstance(spec["height"], dict):
        return spec
    lines = {row[spec["encoding"]["y"]["field"]] for row in datasets[spec["data"]["name"]]}
    return spec | {"height": spec["height"]["step"] * len(lines)}


def filled(chart: dict[str, Any], datasets: Mapping[str, Rows], lang: Lang) -> dict[str, Any]:
    """A complete specification: data in, message codes replaced by words."""
    spec: dict[str, Any] = _in_words(chart, lang)
    rows = {key: [_row_in_words(row, lang) for row in value] for key, value in datasets.items()}
    if isinstance(spec["data"], list):
        return spec | {"data": [entry | {"values": rows[entry["name"]]} for entry in spec["data"]]}
    return spec | {"datasets": {spec["data"]["name"]: rows[spec["data"]["name"]]}, "width": _WIDTH}


def write_pictures(folder: Path, datasets: Mapping[str, Rows], lang: Lang) -> tuple[str, ...]:
    """Every picture as .svg and .png into a folder; the names of the files. Raises ``UserError``.

    The Chinese font is that of pylopdf-fonts-zh-cn (Noto Sans SC), so that the pictures are the same on any machine.
    """
    if find_spec("vl_convert") is None or find_spec("pylopdf_fonts_zh_cn") is None:
        raise UserError("pictures_not_installed")
    import vl_convert
    from pylopdf_fonts_zh_cn import sans_path

    vl_convert.register_font_directory(str(Path(sans_path()).parent))
    make_folder(folder)
    names: list[str] = []
    for name, chart in charts_of(datasets).items():
        spec = filled(chart, datasets, lang)
        for suffix, content in (("svg", _svg(spec)), ("png", _png(spec))):
            names.append(f"{name}.{suffix}")
            with replacing(folder / names[-1]) as draft:
                draft.write_bytes(content)
    return tuple(names)


def _svg(spec: dict[str, Any]) -> bytes:
    import vl_convert

    make = vl_convert.vegalite_to_svg if "vega-lite" in spec["$schema"] else vl_convert.vega_to_svg
    svg: str = make(spec | {"config": _CONFIG})
    return svg.encode()


def _png(spec: dict[str, Any]) -> bytes:
    import vl_convert

    make = vl_convert.vegalite_to_png if "vega-lite" in spec["$schema"] else vl_convert.vega_to_png
    png: bytes = make(spec | {"config": _CONFIG}, scale=_PNG_SCALE)
    return png


def _in_words(value: Any, lang: Lang) -> Any:
    if isinstance(value, dict):
        return {key: _in_words(each, lang) for key, each in value.items()}
    if isinstance(value, list):
        return [_in_words(each, lang) for each in value]
    return say(value[1:], lang) if isinstance(value, str) and value.startswith("@") and "." in value else value


def _row_in_words(row: dict[str, Any], lang: Lang) -> dict[str, Any]:
    return row | {"label": say(row["label"], lang)} if "label" in row else row
