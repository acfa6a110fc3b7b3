"""The settings of the comparison: ``pipeline/tables/diff.toml``, and the fitted ``diff_weights.toml``."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from schemas.base import Model


class WordWeights(Model):
    """What words of each kind count, and the words of formulas."""

    formula_weight: float
    department_weight: float
    single_weight: float
    formula: frozenset[str]


class Settings(Model):
    """What a researcher may change; see the comments in the table."""

    candidates: int
    threshold: float
    threshold_apart: float
    akin: float
    words: WordWeights
    generic_units: frozenset[str]
    free_units: frozenset[str]
    smaller_is_harder: tuple[str, ...]
    per_unit: tuple[str, ...]


class Weights(Model):
    """The logistic weights of the parts. ``base`` scores a pair alone, ``final`` also beside its rivals."""

    base_intercept: float
    base: dict[str, float]
    final_intercept: float
    final: dict[str, float]


@cache
def load_settings() -> Settings:
    """The table. Raises ``ValidationError`` where it does not fit."""
    table = _table("diff.toml")
    words = table["words"]
    words["formula"] = frozenset(words["formula"].split())
    return Settings.model_validate(table["comparison"] | table["metrics"] | {"words": words})


@cache
def load_weights() -> Weights:
    """The fitted weights."""
    return Weights.model_validate(_table("diff_weights.toml"))


def part_meanings() -> dict[str, str]:
    """What each part of the score means, in the order of the table."""
    return {str(name): str(meaning) for name, meaning in _table("diff.toml")["parts"].items()}


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("pipeline").joinpath("tables", name).read_text(encoding="utf-8"))
