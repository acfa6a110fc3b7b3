"""The table of page templates, ``pipeline/tables/html_templates.toml``, as typed and compiled data."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import regex

from extractors.rules import Rule


class Templates(NamedTuple):
    """What the table says; names are in lower case."""

    containers: tuple[frozenset[str], ...]
    titles: frozenset[str]
    labels: frozenset[str]
    byline: frozenset[str]
    meta: dict[str, str]
    rules: tuple[Rule, ...]

    def matches(self, means: str, text: str) -> bool:
        """Whether a row of this meaning matches the whole of ``text``."""
        return any(rule.means == means and _compiled(rule.pattern).fullmatch(text) for rule in self.rules)

    def without_site(self, title: str) -> str:
        """A page's <title> without the names of column and site behind the document's."""
        sites = [rule for rule in self.rules if rule.means == "site"]
        for _ in range(4):
            for rule in sites:
                title = _compiled(rule.pattern).sub("", title)
        return title.strip()


@cache
def load_templates() -> Templates:
    """The table, read once."""
    raw = tomllib.loads(files("pipeline").joinpath("tables", "html_templates.toml").read_text(encoding="utf-8"))
    return Templates(
        containers=tuple(frozenset(name.lower() for name in row["names"]) for row in raw["container"]),
        titles=frozenset(name.lower() for name in raw["titles"]["names"]),
        labels=frozenset(raw["labels"]["names"]),
        byline=frozenset(raw["labels"]["byline"]),
        meta={name.lower(): label for name, label in raw["meta"].items()},
        rules=tuple(Rule.model_validate(row) for row in raw["rule"]),
    )


@cache
def _compiled(pattern: str) -> "regex.Pattern[str]":
    return regex.compile(pattern, regex.IGNORECASE)
