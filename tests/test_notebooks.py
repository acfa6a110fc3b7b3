"""The notebooks run as they stand, and what they show is what is stored in them."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


def tool() -> ModuleType:
    """``.ci/notebooks.py``, which stands in no package."""
    spec = importlib.util.spec_from_file_location("notebooks", ROOT / ".ci" / "notebooks.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NOTEBOOKS = sorted((ROOT / "corpus" / "notebooks").glob("*.ipynb"))


def said(notebook: dict[str, Any]) -> list[list[str]]:
    """What each cell shows in plain text; how a table looks is pandas' own affair."""
    return [
        ["".join(output.get("text") or output.get("data", {}).get("text/plain", "")) for output in cell["outputs"]]
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]


def stored(path: Path) -> list[list[str]]:
    return said(json.loads(path.read_text(encoding="utf-8")))


def test_there_is_a_notebook() -> None:
    assert [path.name for path in NOTEBOOKS] == ["tasks.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_stored_with_what_it_shows(path: Path) -> None:
    outputs = stored(path)
    assert len([each for each in outputs if each]) == len(outputs) > 5
    assert "Traceback" not in path.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_shows_what_is_stored_in_it(path: Path) -> None:
    again = said(tool().executed(path))
    assert again == stored(path), "run .venv/bin/python .ci/notebooks.py"
